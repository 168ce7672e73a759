"""Which date belongs to an event: the nearest in the parse, in the direction that tense and status give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from detente.model import DateMention, Interval, Sentence, Token

# Roles of a date expression that say when something happens.
TIMED = frozenset({"point", "since", "until", "during"})
AHEAD = frozenset({"planned", "proposed", "hoped", "conditional", "called_for"})
# A step down into the words of an event costs less than one up to the clause around it.
UP, DOWN = 2, 1
FURTHEST = 9


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
    for above in sentence.ancestors(head):
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


def resolved(interval: Interval, published: dt.date | None) -> bool:
    """Whether the interval names days."""
    return interval.start is not None or published is not None
