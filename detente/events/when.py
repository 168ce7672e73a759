"""Which date belongs to an event: the nearest in the parse, in the direction that tense and status give."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import replace

from detente.events.compose import Coding
from detente.knowledge.ontology import Ontology
from detente.model import DateMention, Interval, Operator, Sentence, Token

# Roles of a date expression that say when something happens.
TIMED = frozenset({"point", "since", "until", "during"})
AHEAD = frozenset({"planned", "proposed", "hoped", "conditional", "called_for"})
# A step down into the words of an event costs less than one up to the clause around it.
UP, DOWN = 2, 1
FURTHEST = 9
# How old the day that an article tells of may be.
NEWS = dt.timedelta(days=4)


def date_of(
    sentence: Sentence,
    dates: Sequence[DateMention],
    head: Token,
    path: Sequence[Token],
    status: str,
    rivals: set[int],
) -> Interval | None:
    """The date of what stands at `head`, or None if the sentence gives it none.

    `path` leads from the event up to its clause; `rivals` are the heads of other events, which keep the
    dates of their own words.
    """
    best: tuple[int, DateMention] | None = None
    for date in dates:
        if date.role not in TIMED:
            continue
        distance = _distance(sentence, date, head, path, rivals - {head.i})
        if distance is not None and (best is None or distance < best[0]):
            best = distance, date
    if best is None:
        return None
    return best[1].future if status in AHEAD else best[1].past


def _distance(
    sentence: Sentence, date: DateMention, head: Token, path: Sequence[Token], rivals: set[int]
) -> int | None:
    """Steps in the tree from the date to the event; None where another event owns it or it is too far."""
    node = sentence.at(date.head)
    if node is None:
        return None
    ups = {head.i: 0}
    cost = 0
    for below, above in itertools.pairwise((head, *sentence.ancestors(head))):
        if below.dep == "conj" and above.i < node.i < below.i:
            # "proposed a summit in June and threatened …": what stands between the two is the first one's.
            break
        cost += UP
        ups[above.i] = cost
        if above.dep in {"ccomp", "parataxis"}:
            break
    steps = 0
    if node.i in ups:
        return ups[node.i]
    for above in (node, *sentence.ancestors(node)):
        if above.i in ups:
            total = steps + ups[above.i]
            return total if total <= FURTHEST else None
        if above.i in rivals:
            return None
        if above.dep in {"acl:relcl", "ccomp", "advcl"} and above.i != node.i:
            return None
        steps += DOWN
    return None


def looking_ahead(
    coding: Coding, when: Interval | None, published: dt.date | None, ontology: Ontology
) -> Coding:
    """The coding as the future tense would have made it, if only its date lies ahead: "the summit of 16 June"."""
    if coding.status not in {"occurred", "ongoing"} or coding.head.i != coding.trigger.head.i:
        return coding
    if when is None or when.at is None or when.start is None or published is None or when.start <= published:
        return coding
    row = ontology.compose("future", coding.root, coding.status)
    if row is None:
        return coding
    operator = Operator("future", when.at.start, when.at.end, "date-ahead")
    return replace(
        coding,
        root=row.root or coding.root,
        status=row.status or coding.status,
        operators=(*coding.operators, operator),
        expecting=coding.trigger.head if row.foresees else coding.expecting,
        reasons=(*coding.reasons, f"a date ahead: {row.status}"),
    )


def put_off(coding: Coding, when: Interval | None, ahead: Interval | None, published: dt.date | None) -> bool:
    """Whether the date of a meeting called off is the meeting's own, which lies ahead: "postponed to 18 June".

    `when` and `ahead` are one date, read as past and as future.
    """
    if coding.root != "REJECT" or coding.mode != "meet" or when is None or ahead is None or published is None:
        return False
    if when.at != ahead.at or when.end is None or ahead.start is None or ahead.start <= published:
        return False
    # "cancelled on Wednesday" is news of these days.
    return when.end < published - NEWS


def news_day(date: Interval | None, published: dt.date | None) -> Interval | None:
    """The date, if it may be the day that the article is about: one day, shortly before its publication."""
    if date is None or published is None or date.start is None or date.at is None:
        return None
    recent = dt.timedelta(0) <= published - date.start <= NEWS
    return date if recent and date.start == date.end else None


def _foreground(sentence: Sentence, token: Token) -> bool:
    """Whether a clause is part of what its sentence tells, not of what it recalls."""
    return all(
        t.head == t.i
        or t.dep in {"ccomp", "xcomp", "conj", "parataxis", "obj"}
        # "…, noting that …" goes on telling, wherever the parser hangs it.
        or (t.dep in {"advcl", "acl"} and (t.has("VerbForm", "Ger") or t.has("Tense", "Pres")))
        for t in (token, *sentence.ancestors(token))
    )


def reported(
    coding: Coding, sentence: Sentence, status: str, day: Interval | None, published: dt.date | None
) -> Interval | None:
    """The date of an event to which no words give one: the day the article tells of, or its publication.

    What is told in the present tense ("we welcome") is done by telling it, on the day of publication. What
    lies ahead stays open, but that it was proposed or promised is news as well.
    """
    if status not in {"occurred", "ongoing"} and coding.head.i == coding.trigger.head.i:
        return None
    present = coding.head.has("Tense", "Pres") and coding.head.has("VerbForm", "Fin")
    if day is not None and not present and _foreground(sentence, coding.path[-1]):
        return replace(day, reason=f"the day told of: {day.reason}", at=None)
    if published is None:
        return None
    return Interval(published, published, "day", f"no date told: published on {published}", None)
