"""The events of an article: acts, what is said about them, who, when and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from detente.events import triggers
from detente.events.compose import Coding, coded, composed, lacking, of_act, of_operator, worded
from detente.events.contexts import contexts_of
from detente.events.features import features_of
from detente.events.repeats import link
from detente.events.roles import Roles
from detente.events.scope import Reader, Scope
from detente.events.sides import Scene, completed
from detente.events.tags import proposed, tagged
from detente.events.when import date_of, looking_ahead, news_day, put_off, reported
from detente.events.where import Gazetteer, place_of
from detente.knowledge.judge import Judge, Ranker
from detente.knowledge.language import Language
from detente.knowledge.ontology import Ontology
from detente.knowledge.tagger import Tagger
from detente.model import (
    Article,
    DateMention,
    Event,
    Evidence,
    Interval,
    Party,
    Quote,
    Sentence,
    Span,
    Token,
    Who,
)

# Confidence before any calibration: both sides known, one side known.
BOTH, ONE = 0.8, 0.5
# From which probability an event is kept in a text of one sentence, which is given because something happens in it
# (of 0.26, 0.1 and 0.02, where more sentences of the PLV training set get their root, and few get a wrong one).
LONE = 0.1
# Acts that two sides do together.
BETWEEN = frozenset({"CONSULT", "COOPERATE", "AGREE"})
# Acts whose object can be a place: a town is visited, shelled, left.
REACHING = frozenset({"CONSULT", "ASSAULT", "COERCE", "RETREAT", "MOBILIZE", "AID"})
# Quotation cues of these forces only tell that somebody spoke: "a poursuivi le diplomate" prosecutes nobody.
PLAIN = frozenset({"state", "add", "continue", "explain", "announce", "answer", "tweet", "write", "note"})


def find(
    article: Article,
    sentences: Sequence[Sentence],
    who: Who,
    dates: Sequence[DateMention],
    quotes: Sequence[Quote],
    language: Language,
    ontology: Ontology,
    world: Gazetteer,
    judge: Judge | None = None,
    ranker: Ranker | None = None,
    tagger: Tagger | None = None,
) -> tuple[Event, ...]:
    """The events that the article reports, in the order of the text; the learned judge drops the unlikely.

    Acts between members of one state are marked `domestic`; an event said before is linked by `same_as`.
    """
    found = [
        judged
        for event, features in candidates(
            article, sentences, who, dates, quotes, language, ontology, world, ranker, tagger
        )
        if (judged := _judged(event, features, judge, len(sentences) == 1)) is not None
    ]
    found.sort(key=lambda e: (e.trigger.start, e.trigger.end))
    return link([replace(e, id=f"e{n}") for n, e in enumerate(found, 1)])


def candidates(
    article: Article,
    sentences: Sequence[Sentence],
    who: Who,
    dates: Sequence[DateMention],
    quotes: Sequence[Quote],
    language: Language,
    ontology: Ontology,
    world: Gazetteer,
    ranker: Ranker | None = None,
    tagger: Tagger | None = None,
) -> Iterator[tuple[Event, tuple[str, ...]]]:
    """What the rules find and the tagger proposes, each with the features by which the judge decides."""
    told: list[Coding] = []
    scene = Scene.of(who, quotes, language.syntax, sentences)
    day: Interval | None = None
    for sentence in sentences:
        own_dates = [d for d in dates if sentence.start <= d.start and d.end <= sentence.end]
        cues = {q.cue for q in quotes if q.cue is not None and q.force in PLAIN and q.kind != "indirect"}
        roles = roles_of(sentence, who, language)
        reader = reader_of(sentence, roles, language)
        found = read(sentence, who, language, ontology, loose=ranker is not None)
        tags = None
        if tagger is not None:
            tags = tagged(sentence, language.code, found, who, quotes, tagger)
            found += proposed(tags, found, sentence, reader, roles, ontology)
        found = [
            c for c in found if c.operators or not any(s.start <= c.trigger.head.start < s.end for s in cues)
        ]
        guesses = [continued(c, told) for c in found]
        if ranker is None:
            codings = guesses
        else:
            codings = [
                completed(c, guess, sentence, roles, scene, told, ranker)
                for c, guess in zip(found, guesses, strict=True)
            ]
            codings = [worded(c, roles) for c in codings]
            codings = [c for c in codings if not lacking(c) or (scene.lone and c.actors)]
        heads = {c.head.i for c in codings} | {c.trigger.head.i for c in codings}
        for coding in codings:
            event = _event(
                coding, article, sentence, roles, own_dates, quotes, heads, language, ontology, world
            )
            if scene.lone:
                # Whoever gives a single sentence asks about it: nothing of it is left out.
                event = replace(event, domestic=False)
            if sentence.root in coding.path and event.status == "occurred":
                day = news_day(event.date, article.published) or day
            if event.date is None:
                event = replace(event, date=reported(coding, sentence, event.status, day, article.published))
            yield event, features_of(event, coding, sentence, roles, scene, codings, told, tags)
        told += codings


def _judged(event: Event, features: tuple[str, ...], judge: Judge | None, lone: bool) -> Event | None:
    """The event with its calibrated confidence and the judge's reasons; None where it is likely to be false."""
    if judge is None:
        return event
    probability = judge.probability(features)
    if probability < (min(LONE, judge.threshold) if lone else judge.threshold):
        return None
    why = ", ".join(f"{name} {weight:+.1f}" for name, weight in judge.strongest(features))
    return replace(
        event,
        confidence=round(judge.confidence(probability), 2),
        reasons=(*event.reasons, f"judged {probability:.2f}: {why}"),
    )


def read(
    sentence: Sentence, who: Who, language: Language, ontology: Ontology, loose: bool = False
) -> list[Coding]:
    """The codings of one sentence, without date and place.

    With `loose`, those too that lack a side which their rule needs, after the others, and those of whom no side
    is known: the article may tell who is meant.
    """
    lexicon = language.lexicon
    roles = roles_of(sentence, who, language)
    reader = reader_of(sentence, roles, language)
    operators = reader.operators

    codings: list[Coding] = []
    needy: list[tuple[Coding, Scope]] = []
    taken: set[int] = set()
    used: set[int] = set()
    acts = sorted(
        triggers.find(sentence, lexicon.act_index), key=lambda t: (-bool(t.rule.object), -len(t.words))
    )
    for act in acts:
        if any(w.i in taken for w in act.words):
            continue
        if act.pos == "NOUN" and _classifies(sentence, act.head, operators):
            continue
        scope = reader.scope(act.head)
        coding = of_act(act, scope, roles)
        if coding is None:
            continue
        if coding.lacks:
            needy.append((coding, scope))
            continue
        taken.update(w.i for w in act.words if w.pos in {"VERB", "NOUN", "PROPN", "ADJ"})
        used.update(s.head.i for s in scope.steps if s.trigger is not None)
        codings.extend(composed(coding, scope, roles, ontology))
    for i, candidates in operators.items():
        if i in used or i in taken:
            continue
        for operator in candidates:
            scope = reader.scope(operator.head)
            bare = of_operator(operator, scope, roles)
            if bare is None:
                continue
            if bare.lacks:
                needy.append((bare, scope))
            else:
                codings.extend(composed(bare, scope, roles, ontology))
                break
    if not loose:
        codings = [c for c in codings if coded(c.actors) or coded(c.recipients)]
    for coding, scope in needy if loose else ():
        if not any(w.i in taken for w in coding.trigger.words):
            taken.update(w.i for w in coding.trigger.words)
            codings.extend(composed(coding, scope, roles, ontology))
    return _distinct(codings)


def reader_of(sentence: Sentence, roles: Roles, language: Language) -> Reader:
    """The reader of what is said about the acts of a sentence."""
    lexicon = language.lexicon
    operators: dict[int, list[triggers.Trigger]] = {}  # type: ignore[type-arg]
    for operator in triggers.find(sentence, lexicon.operator_index):
        operators.setdefault(operator.head.i, []).append(operator)
    supports: dict[int, list[triggers.Trigger]] = {}  # type: ignore[type-arg]
    for support in triggers.find(sentence, lexicon.support_index):
        supports.setdefault(support.head.i, []).append(support)
    return Reader(sentence, roles, lexicon, operators, supports)


def _classifies(sentence: Sentence, noun: Token, operators: Mapping[int, object]) -> bool:
    """Whether an act's noun only says of what kind something is: "[combat] aircraft", "avions de [combat]"."""
    above = sentence.head(noun)
    if above.pos not in {"NOUN", "PROPN"} or above.i in operators:
        return False
    if noun.dep == "compound":
        return True
    bare = all(k.dep in {"case", "punct"} for k in sentence.kids(noun))
    return noun.dep == "nmod" and bare and above.i < noun.i and noun.has("Number", "Sing")


def continued(coding: Coding, told: Sequence[Coding]) -> Coding:
    """The coding with a side that its sentence leaves open taken from what was told before: who fought whom goes on."""
    if coded(coding.actors) == coded(coding.recipients):
        return coding
    if coding.mutual or coding.act in BETWEEN:
        return _between(coding, told)
    for past in reversed(told):
        if past.root != coding.root or past.inferred or not (coded(past.actors) and coded(past.recipients)):
            continue
        if coded(coding.actors) and _codes(past.actors) & _codes(coding.actors):
            return replace(coding, recipients=past.recipients, filled=(*coding.filled, "recipient-told"))
        if coded(coding.recipients) and _codes(past.recipients) & _codes(coding.recipients):
            return replace(coding, actors=past.actors, filled=(*coding.filled, "actor-told"))
    return coding


def _between(coding: Coding, told: Sequence[Coding]) -> Coding:
    """ "We are ready to talk": to the other side of the talks told before."""
    mine = _codes((*coding.actors, *coding.recipients))
    for past in reversed(told):
        others = tuple(p for p in (*past.actors, *past.recipients) if p.code and p.code not in mine)
        if (
            past.act in BETWEEN
            and not past.inferred
            and others
            and mine & _codes((*past.actors, *past.recipients))
        ):
            return replace(
                coding,
                actors=coding.actors or coding.recipients,
                recipients=others,
                filled=("recipient-told",),
            )
    return coding


def _codes(parties: Sequence[Party]) -> set[str]:
    return {p.code for p in parties if p.code}


def _distinct(codings: list[Coding]) -> list[Coding]:
    """One coding for each head and root; that with more known parties stands for both."""
    best: dict[tuple[int, str], Coding] = {}
    for coding in codings:
        key = coding.head.i, coding.root
        rival = best.get(key)
        if rival is None or _known(coding) > _known(rival):
            best[key] = coding
    return list(best.values())


def _known(coding: Coding) -> int:
    return sum(p.code is not None for p in (*coding.actors, *coding.recipients))


def roles_of(sentence: Sentence, who: Who, language: Language) -> Roles:
    """The places of a sentence, as its language marks them."""
    syntax = language.syntax
    return Roles(sentence, who, syntax.agent, syntax.genitive, syntax.against, syntax.between, syntax.cause)


def _event(
    coding: Coding,
    article: Article,
    sentence: Sentence,
    roles: Roles,
    dates: Sequence[DateMention],
    quotes: Sequence[Quote],
    heads: set[int],
    language: Language,
    ontology: Ontology,
    world: Gazetteer,
) -> Event:
    act = coding.trigger.head
    coding, when, expected = _dated(coding, article, sentence, dates, heads, ontology)
    start = min(coding.trigger.start, coding.head.start)
    end = max(coding.trigger.end, coding.head.end)
    if coding.head.i != act.i and coding.head.start > act.start:
        start, end = coding.head.start, coding.head.end
    parties = (*coding.actors, *coding.recipients)
    codes = {p.code for p in parties if p.code}
    domestic = len(codes) == 1 and len(parties) > 1 and all(p.code for p in parties)
    evidence_start = min([start, *(p.start for p in parties if p.start >= sentence.start)])
    evidence_end = max([end, *(p.end for p in parties if p.end <= sentence.end)])
    condition = None
    if coding.condition is not None:
        words = sentence.subtree(coding.condition)
        condition = Span(words[0].start, words[-1].end)
    return Event(
        id="",
        root=coding.root,
        mode=coding.mode,
        contexts=contexts_of(sentence, language.contexts),
        act=coding.act,
        operators=tuple(reversed(coding.operators)),
        status=coding.status,
        mutual=coding.mutual,
        actors=coding.actors,
        recipients=coding.recipients,
        date=when,
        place=place_of(sentence, roles, language.syntax, act, coding.path, world, coding.act in REACHING),
        expected=expected,
        condition=condition,
        quad=ontology.roots[coding.root].quad,
        score=ontology.score(coding.root, coding.mode),
        trigger=Span(start, end),
        evidence=Evidence(evidence_start, evidence_end, coding.rule),
        rule=coding.rule,
        confidence=BOTH if coded(coding.actors) and coded(coding.recipients) else ONE,
        claimed_by=_claimed(start, quotes),
        domestic=domestic,
        reasons=coding.reasons,
    )


def _dated(
    coding: Coding,
    article: Article,
    sentence: Sentence,
    dates: Sequence[DateMention],
    heads: set[int],
    ontology: Ontology,
) -> tuple[Coding, Interval | None, Interval | None]:
    """The event's own date and that of the act foreseen; with the coding as a date ahead leaves it."""
    published = article.published
    act = coding.trigger.head
    # What was proposed or promised lies ahead; that it was, lies behind.
    uttered = "occurred" if coding.head.i != act.i else coding.status
    when = date_of(sentence, dates, coding.head, coding.path, uttered, heads)
    expected = None
    if uttered == "proposed":
        # "proposed on Friday to meet in June": the day of the proposal is behind, the other one ahead.
        said = date_of(sentence, dates, coding.head, coding.path, "occurred", heads)
        if said is not None and news_day(said, published):
            others = [d for d in dates if d.span != said.at]
            expected = date_of(sentence, others, coding.head, coding.path, "planned", heads)
            when = said
    coding = looking_ahead(coding, when, published, ontology)
    if coding.expecting is not None:
        expected = date_of(sentence, dates, act, coding.path, "planned", heads - {coding.head.i})
        if coding.head.i == act.i or when is None:
            when = expected
    else:
        ahead = date_of(sentence, dates, coding.head, coding.path, "planned", heads)
        if put_off(coding, when, ahead, published):
            expected, when = ahead, None
    # The date of the act foreseen is not the date of its proposal.
    if expected is not None and when is not None and coding.head.i != act.i and when.at == expected.at:
        other = [d for d in dates if d.span != expected.at]
        when = date_of(sentence, other, coding.head, coding.path, "occurred", heads) or when
    return coding, when, expected


def _claimed(at: int, quotes: Sequence[Quote]) -> str | None:
    """Who says that it happened, if it stands in a quotation or indirect speech."""
    for quote in quotes:
        if quote.speaker is not None and any(p.start <= at < p.end for p in quote.parts):
            return quote.speaker.id or quote.speaker.name
    return None
