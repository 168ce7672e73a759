"""Passages and sayings brought together: who said which words."""

from __future__ import annotations

from collections.abc import Iterator

from detente.knowledge.language import Language
from detente.model import Article, Evidence, Quote, Sentence, Span, Speaker, Who
from detente.quotes import passages
from detente.quotes.accounts import Account
from detente.quotes.clauses import Clauses
from detente.quotes.direct import Direct
from detente.quotes.floating import Floating
from detente.quotes.fragments import Fragments
from detente.quotes.page import Page
from detente.quotes.sayings import Saying
from detente.quotes.scene import Finding, Scene

# Fragments shorter than this, side by side under one cue, are one quotation: "null" and "void".
SHORT = 30


def find(
    article: Article, sentences: tuple[Sentence, ...], who: Who, language: Language
) -> tuple[Quote, ...]:
    """All quotes of an article, in order of the text, each with the speaker that grammar gives it.

    The kinds: direct, the words in quotation marks; indirect, a clause; mixed, a clause that holds quoted
    words,
    or a quoted fragment in the reporter's sentence. Names, titles and words as words in quotation marks are
    no quotes.
    """
    scene = Scene(Page(article.text, sentences, passages.find(article.text)), who, language)
    found = _findings(scene)
    return tuple(_quote(scene, n, f) for n, f in enumerate(_attributed(scene, _united(found)), 1))


def _findings(scene: Scene) -> list[Finding]:
    """The findings of every kind, in order: clauses first, then fragments, then what stands beside a cue."""
    clauses, fragments, direct = Clauses(scene), Fragments(scene), Direct(scene)
    found = [f for s in scene.page.sentences for f in clauses.find(s)]
    for passage in scene.page.passages:
        if passage in scene.taken or scene.is_name(passage):
            continue
        one = fragments.find(passage) or direct.find(passage)
        if one is not None:
            scene.taken.add(passage)
            found.append(one)
    found = _merged(found)
    found.sort(key=lambda f: (f.start, -f.parts[-1].end))
    return Floating(scene).find(found)


def _attributed(scene: Scene, found: list[Finding]) -> Iterator[Finding]:
    """Each finding with its speaker; a pronoun or a title in a running account is the last speaker."""
    account = Account(scene.page, scene.who, scene.language)
    for one in found:
        if one.speaker is None and one.saying is not None and one.saying.speaker is not None:
            one.speaker = account.speaker(one.saying.sentence, one.saying.speaker, one.saying.token)
        yield one


def _quote(scene: Scene, number: int, found: Finding) -> Quote:
    saying = found.saying
    cue = Span(saying.start, saying.end) if saying is not None and found.rule != "floating" else None
    edges = [s for p in found.parts for s in (p.start, p.end)] + [
        p for s in (cue, found.speaker) if s for p in (s.start, s.end)
    ]
    start, end = min(edges), max(edges)
    if found.rule == "floating" or (found.speaker and end - start > 2000 + sum(len(p) for p in found.parts)):
        start, end = found.parts[0].start, found.parts[-1].end
    return Quote(
        f"q{number}", found.kind, found.speaker, cue, found.parts, _addressee(scene, saying), found.force,
        Evidence(start, end, found.rule),
    )  # fmt: skip


def _addressee(scene: Scene, saying: Saying | None) -> Speaker | None:
    """To whom it was said: the object of "tell", or who "to" and "à" lead to."""
    if saying is None or saying.kind != "verb":
        return None
    sentence = saying.sentence
    for kid in sentence.kids(saying.token, "iobj", "obl", "obj"):
        cases = {k.lemma for k in sentence.kids(kid, "case")}
        person = (
            kid.pos in {"PROPN", "NOUN", "PRON"} and not scene.page.quoted(kid) and kid is not saying.speaker
        )
        if not person or kid.has("Reflex", "Yes"):
            continue
        to = bool(cases) and cases <= scene.language.cues.to
        told = not cases and kid.i > saying.last and saying.token.lemma in scene.language.cues.tells
        if (to or told or kid.dep == "iobj") and scene.somebody(kid):
            return scene.speaker(sentence, kid)
    return None


def _united(found: list[Finding]) -> list[Finding]:
    """Findings without doubles: an indirect clause that another finding covers is dropped."""
    kept: list[Finding] = []
    for one in found:
        same = next(
            (
                k
                for k in reversed(kept[-6:])
                if k.parts[0].start <= one.start and one.parts[-1].end <= k.parts[-1].end
            ),
            None,
        )
        twice = same is not None and (
            same.parts == one.parts or (same.kind != "direct" and same.saying is one.saying)
        )
        if twice and one.kind == "indirect":
            continue
        kept.append(one)
    return kept


def _merged(found: list[Finding]) -> list[Finding]:
    """Short fragments under one cue as one finding."""
    kept: list[Finding] = []
    for one in found:
        same = next(
            (
                k
                for k in kept
                if k.saying is one.saying and k.kind != "indirect" != one.kind and k.passages and one.passages
            ),
            None,
        )
        near = (
            same is not None and 0 <= one.passages[0].outer.start - same.passages[-1].outer.end < 8
            if one.passages and same
            else False
        )
        if same is not None and near and _short(same) and _short(one):
            same.parts += one.parts
            same.passages += one.passages
        else:
            kept.append(one)
    return kept


def _short(finding: Finding) -> bool:
    return all(
        p.outer.start <= part.start and part.end <= p.outer.end and len(part) < SHORT
        for p, part in zip(finding.passages, finding.parts, strict=False)
    )
