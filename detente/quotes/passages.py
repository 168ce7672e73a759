"""Passages in quotation marks: where they begin and end. Needs no parse, looks at every mark once.

A passage that is never closed ends with its paragraph; where the next paragraph opens with the same mark, it
goes on there, as printers do with long quotations. Marks inside a passage give inner passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from detente.knowledge.cues import Mark, quotation_marks
from detente.model import Span

LINE = re.compile(r"[^\n\u2029]+")
# The end of a sentence inside a passage whose closing mark is missing.
SENTENCE = re.compile(r"[.!?…](?=\s)")
# Quotations in quotations go no deeper; more open marks are a misprint, and would cost time.
DEEPEST = 6
OPENS_AFTER = frozenset("([{—–-:/|")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in quotation marks: `parts` without the outer marks, one per paragraph; `outer` with them.

    `depth` is 0 for a passage that stands in no other. `closed` is False where the closing mark is missing.
    """

    parts: tuple[Span, ...]
    outer: Span
    depth: int
    closed: bool
    mark: str

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end


@dataclass(slots=True)
class _Open:
    mark: Mark
    at: int


def find(text: str) -> tuple[Passage, ...]:
    """The passages of a text in order, outer before inner."""
    found: list[Passage] = []
    for line in LINE.finditer(text):
        here = list(_in_line(text, line.start(), line.end()))
        if found and here and _goes_on(found[-1], here[0], text, line.start()):
            last = found.pop()
            first = here[0]
            here[0] = Passage(
                last.parts + first.parts, Span(last.outer.start, first.outer.end), 0, first.closed, last.mark
            )
        # An outer passage that was left open comes after its inner ones otherwise.
        found.extend(sorted(here, key=lambda p: (p.outer.start, -p.outer.end)))
        _unclosed_last(found)
    return _nested(found)


def _unclosed_last(found: list[Passage]) -> None:
    """Let the passage that its paragraph's end cut off be the last, so that the next paragraph can
    continue it.
    """
    for i in range(len(found) - 1, max(-1, len(found) - 8), -1):
        if not found[i].closed and i < len(found) - 1 and found[i].outer.end >= found[-1].outer.end:
            found.append(found.pop(i))
            return


def _goes_on(last: Passage, first: Passage, text: str, line: int) -> bool:
    return (
        not last.closed
        and first.mark == last.mark
        and not text[line : first.outer.start].strip()
        and not text[last.outer.end : line].strip()
    )


def _nested(found: list[Passage]) -> tuple[Passage, ...]:
    """The passages with their depths; those that cross another's end are dropped."""
    kept: list[Passage] = []
    stack: list[int] = []
    for p in sorted(found, key=lambda p: (p.outer.start, -p.outer.end)):
        while stack and stack[-1] <= p.outer.start:
            stack.pop()
        if stack and p.outer.end > stack[-1]:
            continue
        kept.append(Passage(p.parts, p.outer, len(stack), p.closed, p.mark))
        stack.append(p.outer.end)
    return tuple(kept)


def _in_line(text: str, start: int, end: int) -> Iterator[Passage]:
    stack: list[_Open] = []
    for found in _marks().finditer(text, start, end):
        at, sign = found.start(), found.group()
        before = text[at - 1] if at > start else "\n"
        after = text[at + 1] if at + 1 < end else "\n"
        if before.isalnum() and after.isalnum() and sign in "'’‘":
            continue
        closing = _closes(sign, before, after, stack)
        if closing is not None:
            opened = stack[closing]
            del stack[closing:]
            yield from _passage(text, opened, at, at + 1, True)
            continue
        mark = _opens(sign, before, after, stack)
        if mark is None:
            continue
        if mark.open == mark.close and not mark.single and (lost := _at(stack, mark)) is not None:
            # Opened twice: the first was never closed. It holds its first sentence, no more.
            opened = stack[lost]
            del stack[lost:]
            stop = SENTENCE.search(text, opened.at, at)
            yield from _passage(text, opened, stop.end() if stop else at, stop.end() if stop else at, True)
        if len(stack) < DEEPEST:
            stack.append(_Open(mark, at))
    outer = next((o for o in stack if not o.mark.single), None)
    if outer is not None:
        yield from _passage(text, outer, end, end, False)


def _passage(text: str, opened: _Open, stop: int, end: int, closed: bool) -> Iterator[Passage]:
    words = text[opened.at + 1 : stop]
    start = opened.at + 1 + len(words) - len(words.lstrip())
    stop = start + len(words.strip())
    letters = sum(c.isalnum() for c in words)
    # A single letter in single marks is a clipped word: rock 'n' roll.
    if letters > opened.mark.single:
        yield Passage((Span(start, stop),), Span(opened.at, end), 0, closed, opened.mark.open)


def _closes(sign: str, before: str, after: str, stack: list[_Open]) -> int | None:
    """Which of the open marks this sign closes; None if none."""
    for i in range(len(stack) - 1, -1, -1):
        mark = stack[i].mark
        if mark.close == sign:
            if mark.single:
                if before.isspace() or after.isalnum():
                    return None
                return i
            if mark.open == mark.close and not _may_close(before, after):
                return None
            return i
        if (
            sign == '"'
            and not mark.single
            and _may_close(before, after)
            and not _looks_opening(before, after)
        ):
            return i
    return None


def _may_close(before: str, after: str) -> bool:
    """A straight mark opens where a space comes before it and none behind."""
    return not (_looks_opening(before, after) and not after.isspace())


def _looks_opening(before: str, after: str) -> bool:
    return (before.isspace() or before in OPENS_AFTER) and not after.isspace() and after not in ".,;:!?)»"


def _opens(sign: str, before: str, after: str, stack: list[_Open]) -> Mark | None:
    for mark in quotation_marks():
        if mark.open != sign:
            continue
        if mark.single:
            free = not before.isalnum() and before not in ".,;!?" and (after.isalpha() or after in "[…")
            return mark if free and not any(o.mark.single for o in stack) else None
        if mark.open == mark.close and not (before.isspace() or not before.isalnum() or before in "'’"):
            return None
        if mark.open == mark.close and after in ".,;:!?)" and not before.isspace():
            return None
        return mark
    return None


def _at(stack: list[_Open], mark: Mark) -> int | None:
    return next((i for i, o in enumerate(stack) if o.mark is mark), None)


@cache
def _marks() -> re.Pattern[str]:
    signs = {s for m in quotation_marks() for s in (m.open, m.close)}
    return re.compile("[" + "".join(re.escape(s) for s in sorted(signs)) + "]")
