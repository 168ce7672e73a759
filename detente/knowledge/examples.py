"""The notation of rule examples: "[Moscow] proposed talks to {Washington}. => AGREE proposed"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.model import Span

_MARK = re.compile(r"[\[\]{}]")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the phrases that must be found as actors and recipients, and the event it must give.

    `root` and `status` are None where the example leaves them to the rule.
    """

    text: str
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    root: str | None
    status: str | None


def read_example(line: str) -> Example:
    """The example in a line.

    Raises:
        ValueError: brackets that do not pair, or more than "ROOT status" after the arrow.
    """
    marked, _, expected = line.partition("=>")
    words = expected.split()
    if len(words) > 2:
        raise ValueError(f"after '=>' stand a root and a status, found {expected.strip()!r}")
    text, spans, opened = "", {"[": list[Span](), "{": list[Span]()}, list[tuple[str, int]]()
    at = 0
    marked = marked.strip()
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark.group() in "[{":
            opened.append((mark.group(), len(text)))
        elif not opened or {"]": "[", "}": "{"}[mark.group()] != opened[-1][0]:
            raise ValueError(f"brackets do not pair in {line!r}")
        else:
            kind, start = opened.pop()
            spans[kind].append(Span(start, len(text)))
    if opened:
        raise ValueError(f"brackets do not pair in {line!r}")
    text += marked[at:]
    root = words[0] if words else None
    return Example(text, tuple(spans["["]), tuple(spans["{"]), root, words[1] if len(words) > 1 else None)
