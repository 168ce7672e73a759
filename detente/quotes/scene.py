"""What all ways of finding quotes share: the page, its sayings, and which passages are given away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from detente.knowledge.cues import Cue
from detente.knowledge.language import Language
from detente.model import Sentence, Span, Speaker, Token, Who
from detente.model.clauses import VERBAL
from detente.quotes import sayings, speakers
from detente.quotes.page import Page
from detente.quotes.passages import Passage
from detente.quotes.sayings import Saying


@dataclass(slots=True)
class Finding:
    """A quote before it has its number: parts in the text, the saying, and its rule."""

    parts: tuple[Span, ...]
    kind: str
    saying: Saying | None
    rule: str
    force: str | None
    passages: list[Passage] = field(default_factory=list)
    speaker: Speaker | None = None

    @property
    def start(self) -> int:
        return self.parts[0].start


class Scene:
    """One article while its quotes are found; every passage is given away once."""

    def __init__(self, page: Page, who: Who, language: Language) -> None:
        self.page, self.who, self.language = page, who, language
        self.sayings = {s.index: sayings.find(s, page, language) for s in page.sentences}
        self.taken: set[Passage] = set()

    def speaker(self, sentence: Sentence, token: Token) -> Speaker:
        """The speaker that a word names."""
        return speakers.speaker(sentence, token, self.who, self.language, self.page.text)

    def complete(self, passage: Passage) -> bool:
        """Whether the passage is a sentence or more: it has a finite verb, or ends like a sentence."""
        words = self.words(passage)
        finite = any(w.pos in VERBAL and (w.has("VerbForm", "Fin") or w.has("Mood", "Imp")) for w in words)
        closes = self.page.text[passage.end - 1] in ".!?…" and len(words) > 2
        return finite or closes or len(words) > 25

    def words(self, passage: Passage) -> list[Token]:
        found: list[Token] = []
        sentence = self.page.sentence_at(passage.start)
        while sentence is not None and sentence.start < passage.end:
            found.extend(
                t for t in sentence if t.start >= passage.start and t.end <= passage.end and t.pos != "PUNCT"
            )
            following = sentence.index + 1
            sentence = (
                self.page.sentences[following]
                if following < len(self.page.sentences) and len(found) < 80
                else None
            )
        return found

    def is_name(self, passage: Passage) -> bool:
        """Whether the passage is a name, a title, or a word as a word."""
        cues = self.language.cues
        words = self.words(passage)
        said = self.page.text[passage.start : passage.end]
        if said.lower().strip(".,!?") in cues.name_words:
            return True
        if len(words) > 8 or said[-1] in ".!?,":
            return False
        sentence = self.page.sentence_at(passage.outer.start)
        before = [t for t in sentence if t.end <= passage.outer.start] if sentence is not None else []
        capital = said[0].isupper() or (len(words) > 1 and words[1].text[0].isupper())
        named = [
            t
            for t in before[-1:]
            if {t.lemma, t.lower} & (cues.name_always | (cues.name_before if capital else frozenset()))
        ]
        saying = (
            next((s for s in self.sayings[sentence.index] if before and s.last == before[-1].i), None)
            if sentence
            else None
        )
        judged = saying is not None and saying.speaker is not None and not capital
        if named and not judged and not self.complete(passage):
            return True
        if not words or not before or before[-1].text in {":", ","}:
            return False
        content = [w for w in words if w.pos in {"NOUN", "PROPN", "ADJ", "VERB", "AUX", "NUM"}]
        titled = bool(content) and all(not w.text[0].islower() for w in content)
        return titled and not (saying is not None and len(words) < 2)

    def person(self, sentence: Sentence) -> Token | None:
        """The agent or subject of the sentence's main verb."""
        root = sentence.root
        agents = [k for k in sentence.kids(root, "obl:agent") if not self.page.quoted(k)]
        found = agents + [k for k in sentence.kids(root, "nsubj") if not self.page.quoted(k)]
        return found[0] if found else None

    def named(self, saying: Saying) -> bool:
        """Whether "for X" names somebody who can think so."""
        if saying.speaker is None:
            return False
        mention = self.who.headed_at(saying.speaker.start)
        proper = (
            saying.speaker.pos in {"PROPN", "PRON"}
            or speakers.proper(saying.sentence, saying.speaker) is not None
        )
        return proper or (mention is not None and mention.kind != "possessive")

    def somebody(self, token: Token) -> bool:
        mention = self.who.headed_at(token.start)
        return (mention is not None and bool(mention.actors)) or token.lemma in self.language.cues.audience


def made(
    saying: Saying, parts: tuple[Span, ...], kind: str, *frames: str, taken: Iterable[Passage] = ()
) -> Finding:
    rule: Cue = saying.rule(*frames)
    return Finding(parts, kind, saying, rule.id, rule.force, list(taken))


def negated(saying: Saying) -> bool:
    """Whether the cue is denied: "did not say"."""
    return any(
        k.has("Polarity", "Neg") or k.lemma in ("not", "never")
        for k in saying.sentence.kids(saying.token, "advmod")
    )
