"""A side that no syntactic place names: whom of the article the reader would take it for.

"The bombardment killed twelve": of whom, by whom? The sentence around, what was told before and who the article
is about decide together, by weights learnt from annotated articles (training/sides.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.events.compose import Coding, coded
from detente.events.roles import Roles
from detente.knowledge.judge import Ranker
from detente.knowledge.syntax import Syntax
from detente.model import Mention, Party, Quote, Sentence, Token, Who

SIDES = ("actor", "recipient")
# Actors told of before the sentence that are looked at: the latest, and those the article is about.
LATEST, SALIENT = 8, 4
NEAR, FAR = 4, 12
# The longest way through the tree that is looked at, in steps.
LONGEST = 6
STATE = 3
# From which probability a side counts as sure.
SURE = 0.6
# From which probability another party takes the place of the one that the rule found.
DOUBT = 0.65


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to "who is this side?", with what speaks for it; no known party: nobody.

    `own`: it is what the rule found by itself; `guessed`: whom plain rules of discourse would take.
    """

    parties: tuple[Party, ...]
    features: tuple[str, ...]
    own: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What the article has told up to a sentence, as far as it helps to guess a side."""

    who: Who
    quotes: Sequence[Quote]
    syntax: Syntax
    rank: dict[tuple[str, ...], int]
    best: dict[str, int]
    strange: int
    lone: bool

    @classmethod
    def of(cls, who: Who, quotes: Sequence[Quote], syntax: Syntax, sentences: Sequence[Sentence]) -> Scene:
        """`rank` orders groups of actors by how often they are named, `best` each actor; `strange` is how many
        words in a hundred tell of sport, stage or weather; `lone`: there is one sentence only."""
        counts = Counter(codes for m in who.mentions if (codes := who.codes(m)))
        order = {codes: n for n, (codes, _) in enumerate(counts.most_common(), 1)}
        single = Counter(code for m in who.mentions for code in who.codes(m))
        best = {code: n for n, (code, _) in enumerate(single.most_common(), 1)}
        words = sum(len(s) for s in sentences)
        strange = sum(t.lemma in syntax.strange for s in sentences for t in s)
        return cls(
            who, quotes, syntax, order, best, round(100 * strange / max(words, 1)), len(sentences) == 1
        )


def completed(
    coding: Coding,
    guess: Coding,
    sentence: Sentence,
    roles: Roles,
    scene: Scene,
    told: Sequence[Coding],
    ranker: Ranker,
) -> Coding:
    """The coding with its sides as the ranker sees them: the rule's own parties, or others that are likelier.

    `guess` is the coding as plain rules of discourse would complete it; the ranker may follow it or not.
    """
    for side in SIDES:
        found = list(options(coding, side, guess, sentence, roles, scene, told))
        best, probability = ranker.best([o.features for o in found])
        # The first option is the rule's own.
        if coded(found[0].parties) and probability < DOUBT:
            best = 0
        elif best == 0 and probability < DOUBT:
            # Nobody, but not for sure: whom the plain rules of discourse take, if anybody.
            best = next((n for n, o in enumerate(found) if o.guessed), 0)
        chosen = found[best]
        sure = "sure" if probability >= SURE else "likely"
        how = "own" if chosen.own else "taken" if coded(chosen.parties) else "left"
        filled = (*coding.filled, f"{side}-{how}-{sure}")
        if side == "actor":
            coding = replace(coding, actors=chosen.parties, filled=filled)
        else:
            coding = replace(coding, recipients=chosen.parties, filled=filled)
    return coding


def options(
    coding: Coding,
    side: str,
    guess: Coding,
    sentence: Sentence,
    roles: Roles,
    scene: Scene,
    told: Sequence[Coding],
) -> Iterator[Option]:
    """What the rule found, and everybody else who may be meant; nobody only where the rule found nobody."""
    own, other = coding.actors, coding.recipients
    if side == "recipient":
        own, other = other, own
    taken = {p.code for p in other if p.code}
    mine = {p.code for p in own if p.code}
    key = "side" if coding.mutual else side
    guessed = {p.code for p in (guess.actors if side == "actor" else guess.recipients) if p.code}
    if mine:
        yield Option(own, tuple(_own(coding, key, side, own, taken, sentence, roles, scene, told)), True)
    else:
        features = list(_nobody(coding, key, coded(other), side in coding.lacks))
        if guessed:
            features += [f"nobody|{key}|guessed", f"nobody|{key}|{coding.act}|guessed"]
        yield Option(own, tuple(features), True)
    for mention in _mentions(sentence, scene):
        codes = set(scene.who.codes(mention))
        if not codes or codes & taken or codes <= mine:
            continue
        features = list(_features(mention, codes, coding, key, other, guessed, sentence, roles, scene, told))
        yield Option(parties_of(mention, scene.who), tuple(features), guessed=bool(codes & guessed))


def _own(
    coding: Coding,
    side: str,
    which: str,
    own: tuple[Party, ...],
    taken: set[str],
    sentence: Sentence,
    roles: Roles,
    scene: Scene,
    told: Sequence[Coding],
) -> Iterator[str]:
    """What speaks for the parties that the rule found."""
    place = coding.places[which == "recipient"]
    yield f"own|{side}"
    yield f"own|{side}|{coding.root}"
    yield f"own|{side}|{place}"
    yield f"own|{side}|{coding.root}|{place}"
    yield f"own|{side}|{coding.rule}"
    yield f"own|{side}|{coding.trigger.pos}"
    if any(f.startswith(which) for f in coding.filled):
        yield f"own|{side}|filled"
    mention = next(
        (m for p in own if p.code for m in scene.who.within(p.start, p.end) if m.end == p.end), None
    )
    if mention is not None:
        codes = {p.code for p in own if p.code}
        other = coding.recipients if which == "actor" else coding.actors
        yield f"own|{side}|kind={mention.kind}"
        yield f"own|{side}|{coding.root}|kind={mention.kind}"
        yield from _features(mention, codes, coding, side, other, set(), sentence, roles, scene, told)


def _nobody(coding: Coding, side: str, other: bool, needed: bool) -> Iterator[str]:
    yield f"nobody|{side}"
    yield f"nobody|{side}|{coding.root}"
    yield f"nobody|{side}|{coding.trigger.pos}"
    yield f"nobody|{side}|{coding.rule}"
    yield f"nobody|{side}|{coding.status}"
    if not other:
        yield f"nobody|{side}|alone"
    if needed:
        yield f"nobody|{side}|needed"


def _mentions(sentence: Sentence, scene: Scene) -> Iterator[Mention]:
    """The phrases of the sentence that name somebody, then the last of each before it."""
    who = scene.who
    inside = [m for m in who.within(sentence.start, sentence.end) if m.actors]
    for mention in inside:
        if not any(m.start <= mention.start and mention.end <= m.end and m is not mention for m in inside):
            yield mention
    last: dict[tuple[str, ...], Mention] = {}
    for mention in who.within(0, sentence.start):
        if codes := who.codes(mention):
            last.pop(codes, None)
            last[codes] = mention
    recent = list(last)[-LATEST:]
    salient = sorted(last, key=lambda c: scene.rank[c])[:SALIENT]
    for codes in dict.fromkeys((*recent, *salient)):
        yield last[codes]


def _features(
    mention: Mention,
    codes: set[str],
    coding: Coding,
    side: str,
    other: tuple[Party, ...],
    guessed: set[str],
    sentence: Sentence,
    roles: Roles,
    scene: Scene,
    told: Sequence[Coding],
) -> Iterator[str]:
    act = coding.trigger.head
    here = sentence.start <= mention.start < sentence.end
    rank = min(scene.rank.get(scene.who.codes(mention), 9), 5)
    yield f"{side}|rank={rank}"
    yield f"{side}|first" if mention.start < sentence.start and mention.start < 300 else f"{side}|later"
    for form in {_form(c) for c in codes}:
        yield f"{side}|form={form}"
        yield f"{side}|{coding.root}|form={form}"
        yield f"{side}|form={form}|other={_forms(other)}"
    for sector in {scene.who.actor(a).sector for a in mention.actors}:
        yield f"{side}|sector={sector}"
        yield f"{side}|{coding.root}|sector={sector}"
    yield f"{side}|kind={mention.kind}"
    yield f"{side}|joint" if len(codes) > 1 else f"{side}|single"
    if codes & guessed:
        yield f"{side}|guessed"
        yield f"{side}|guessed|{'here' if here else 'before'}"
    if here:
        yield from _local(mention, side, act, sentence, roles, scene)
        yield from _paths(mention, side, coding, sentence, roles, scene)
    else:
        yield f"{side}|before"
        yield f"{side}|{coding.root}|before"
    yield from _history(codes, coding, side, other, told)
    for quote in scene.quotes:
        if any(p.start <= act.start < p.end for p in quote.parts):
            if quote.speaker and quote.speaker.code in codes:
                yield f"{side}|speaker"
                yield f"{side}|speaker|{coding.root}"
            break


def _local(
    mention: Mention, side: str, act: Token, sentence: Sentence, roles: Roles, scene: Scene
) -> Iterator[str]:
    """How the phrase stands to the act's word in one sentence."""
    head = sentence.at(mention.head)
    if head is None:
        return
    order = "after" if head.i > act.i else "ahead"
    gap = abs(head.i - act.i)
    yield f"{side}|{order}"
    yield f"{side}|{order}|{'near' if gap <= NEAR else 'far' if gap > FAR else 'middle'}"
    dep = head.dep.partition(":")[0]
    case = roles.case(head)
    yield f"{side}|dep={head.dep}"
    yield f"{side}|case={case or dep}"
    if case in scene.syntax.locative:
        yield f"{side}|locative"
    above = {t.i for t in sentence.ancestors(act)}
    below = act.i in {t.i for t in sentence.ancestors(head)}
    yield f"{side}|below" if below else f"{side}|sister" if head.head in above else f"{side}|apart"
    if head.head in above or below:
        yield f"{side}|{'below' if below else 'sister'}|{case or dep}"
    subjects = {t.i for t in roles.clause_subjects(act)}
    if head.i in subjects:
        yield f"{side}|clause-subject"
    root = sentence.root
    if dep == "nsubj" and head.head == root.i:
        yield f"{side}|main-subject"
    low, high = sorted((mention.start, act.start))
    between = sum(1 for m in scene.who.within(low, high) if scene.who.codes(m)) - (mention.start == low)
    yield f"{side}|between={min(max(between, 0), 3)}"


def _paths(
    mention: Mention, side: str, coding: Coding, sentence: Sentence, roles: Roles, scene: Scene
) -> Iterator[str]:
    """The way through the tree from the act, and from the word whose root counts, to the phrase."""
    head = sentence.at(mention.head)
    if head is None:
        return
    act = coding.trigger.head
    case = roles.case(head)
    for name, start in (("act", act), ("head", coding.head)):
        if name == "head" and start.i == act.i:
            continue
        way = _way(sentence, start, head)
        yield f"{side}|{name}|{coding.trigger.pos}|way={way}"
        yield f"{side}|{name}|{coding.root}|way={way}"
        yield f"{side}|{name}|way={way}|{case}"
        yield f"{side}|{coding.rule}|way={way}"
        order = "after" if head.i > start.i else "ahead"
        yield f"{side}|{name}|{coding.root}|{coding.trigger.pos}|{case or head.dep}|{order}"
    yield f"{side}|{act.lemma}|{case or head.dep}"
    yield f"{side}|{coding.rule}|{case or head.dep}"
    yield f"{side}|{coding.status}|{head.dep}"
    above = sentence.head(head)
    yield f"{side}|under={above.lemma}"
    yield f"{side}|{coding.root}|under={above.pos}:{case or head.dep}"
    yield f"{side}|head={head.pos}:{mention.kind}"
    # Of the phrases of the sentence that name somebody, which one this is, and which beside the act.
    named = [m for m in scene.who.within(sentence.start, sentence.end) if scene.who.codes(m)]
    before = sum(m.start < mention.start for m in named)
    yield f"{side}|nth={min(before, 4)}of{min(len(named), 5)}"
    nearer = sum(abs(m.start - act.start) < abs(mention.start - act.start) for m in named)
    yield f"{side}|nearer={min(nearer, 4)}"
    yield f"{side}|{coding.trigger.pos}|nearer={min(nearer, 4)}|{'after' if head.i > act.i else 'ahead'}"


def _way(sentence: Sentence, start: Token, end: Token) -> str:
    """The relations from one word up to the common head and down to the other; "long" past six steps."""
    up = [start, *sentence.ancestors(start)]
    down = [end, *sentence.ancestors(end)]
    place = {t.i: n for n, t in enumerate(up)}
    below = next(n for n, t in enumerate(down) if t.i in place)
    above = place[down[below].i]
    if above + below > LONGEST:
        return "long"
    rising = "".join(f"^{t.dep}" for t in up[:above])
    return rising + "".join(f">{t.dep}" for t in reversed(down[:below]))


def _history(
    codes: set[str], coding: Coding, side: str, other: tuple[Party, ...], told: Sequence[Coding]
) -> Iterator[str]:
    """What they did to whom so far."""
    others = {p.code for p in other if p.code}
    seen: set[str] = set()
    for past in told:
        actors = {p.code for p in past.actors if p.code}
        recipients = {p.code for p in past.recipients if p.code}
        same = past.root == coding.root
        if codes & actors:
            seen.add("acted")
            if same:
                seen.add("acted-so")
        if codes & recipients:
            seen.add("undergone")
            if same:
                seen.add("undergone-so")
        if (codes & actors and others & recipients) or (codes & recipients and others & actors):
            seen.add("faced")
            if same:
                seen.add("faced-so")
    for name in seen:
        yield f"{side}|{name}"
    if not seen:
        yield f"{side}|new"


def _form(code: str) -> str:
    kind, _, name = code.partition(":")
    return kind if name or len(kind) != STATE else "state"


def _forms(parties: tuple[Party, ...]) -> str:
    forms = sorted({_form(p.code) for p in parties if p.code})
    return forms[0] if forms else "none"


def parties_of(mention: Mention, who: Who) -> tuple[Party, ...]:
    """The parties that a phrase stands for."""
    found = [who.actor(a) for a in mention.actors]
    return tuple(Party(a.id, a.code, a.sector, mention.start, mention.end) for a in found)
