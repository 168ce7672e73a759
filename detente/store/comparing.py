"""Two revisions of an article held side by side: its words, and what was found in them. Pure.

Both records must have been read by the same code and data; else a change of the reader would show as one of the
article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from detente.model import Event, Interval, Quote, Record
from detente.store.fulltext import folded

SENTENCE = re.compile(r"[^\n]+?(?:[.!?…][\"”»’')]*(?=\s)|\n|$)")
# From which share of equal words two sentences are one that was reworded.
REWORDED = 0.5

F = TypeVar("F", Event, Quote)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `what` is added, removed, reworded or changed; `about` is text, event, quote or date.

    `before` and `after` are the words on each side, None where there are none.
    """

    what: str
    about: str
    before: str | None
    after: str | None


def changes(old: Record, new: Record) -> list[Change]:
    """What became different from one revision to the next."""
    return [*_texts(old.article.text, new.article.text), *_events(old, new), *_quotes(old, new)]


def _texts(old: str, new: str) -> Iterable[Change]:
    before, after = _sentences(old), _sentences(new)
    matcher = SequenceMatcher(None, [folded(s) for s in before], [folded(s) for s in after], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            yield from _reworded(before[i:j], after[k:m])


def _sentences(text: str) -> list[str]:
    return [s for m in SENTENCE.finditer(text) if (s := " ".join(m.group().split()))]


def _reworded(before: Sequence[str], after: Sequence[str]) -> Iterable[Change]:
    """Sentences that stand in the place of others: pairs that share most words, then what is left."""
    left = list(after)
    for sentence in before:
        likely = max(left, key=lambda s: _shared(sentence, s), default=None)
        if likely is not None and _shared(sentence, likely) >= REWORDED:
            left.remove(likely)
            yield Change("reworded", "text", sentence, likely)
        else:
            yield Change("removed", "text", sentence, None)
    for sentence in left:
        yield Change("added", "text", None, sentence)


def _shared(one: str, other: str) -> float:
    return SequenceMatcher(None, folded(one).split(), folded(other).split(), autojunk=False).ratio()


def _events(old: Record, new: Record) -> Iterable[Change]:
    def known(record: Record) -> Callable[[Event], Hashable]:
        return lambda e: (e.root, e.act, folded(e.trigger.of(record.article.text)), _codes(e))

    for before, after in _paired(old.events, new.events, known(old), known(new)):
        if before is None or after is None:
            what = "added" if before is None else "removed"
            yield Change(
                what, "event", _event(old, before) if before else None, _event(new, after) if after else None
            )
        elif _days(before.date) != _days(after.date) or _days(before.expected) != _days(after.expected):
            yield Change("changed", "date", _dated(old, before), _dated(new, after))
        elif before.status != after.status:
            yield Change("changed", "event", _event(old, before), _event(new, after))


def _quotes(old: Record, new: Record) -> Iterable[Change]:
    def known(record: Record) -> Callable[[Quote], Hashable]:
        return lambda q: tuple(folded(p.of(record.article.text)) for p in q.parts)

    for before, after in _paired(old.quotes, new.quotes, known(old), known(new)):
        if before is None or after is None:
            what = "added" if before is None else "removed"
            yield Change(
                what, "quote", _quote(old, before) if before else None, _quote(new, after) if after else None
            )
        elif _speaker(before) != _speaker(after):
            yield Change("changed", "quote", _quote(old, before), _quote(new, after))


def _paired(
    old: Sequence[F], new: Sequence[F], old_key: Callable[[F], Hashable], new_key: Callable[[F], Hashable]
) -> Iterable[tuple[F | None, F | None]]:
    """Findings of both sides by what they are known by; None where one side lacks it."""
    left: dict[Hashable, list[F]] = {}
    for finding in new:
        left.setdefault(new_key(finding), []).append(finding)
    for finding in old:
        same = left.get(old_key(finding))
        yield finding, same.pop(0) if same else None
    for rest in left.values():
        for finding in rest:
            yield None, finding


def _codes(event: Event) -> frozenset[str]:
    return frozenset(p.code for p in (*event.actors, *event.recipients) if p.code)


def _event(record: Record, event: Event) -> str:
    sides = [
        ", ".join(dict.fromkeys(p.code or "?" for p in side)) for side in (event.actors, event.recipients)
    ]
    arrow = "⇄" if event.mutual else "→"
    parties = f"{sides[0] or '–'} {arrow} {sides[1] or '–'}"
    return f"{event.root} {event.status} {parties}: {' '.join(event.evidence.span.of(record.article.text).split())}"


def _dated(record: Record, event: Event) -> str:
    told = f"{_days(event.date) or 'no date'}" + (
        f", expected {_days(event.expected)}" if event.expected else ""
    )
    return f"{event.root} «{' '.join(event.trigger.of(record.article.text).split())}»: {told}"


def _days(interval: Interval | None) -> str:
    if interval is None or interval.start is None:
        return ""
    return str(interval.start) if interval.start == interval.end else f"{interval.start}…{interval.end}"


def _quote(record: Record, quote: Quote) -> str:
    said = " … ".join(" ".join(p.of(record.article.text).split()) for p in quote.parts)
    return f"{_speaker(quote)}: {said}"


def _speaker(quote: Quote) -> str:
    return quote.speaker.name if quote.speaker else "nobody named"
