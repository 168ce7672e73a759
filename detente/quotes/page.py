"""An article as the quotes stage sees it: sentences, and which words stand in quotation marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.model import Sentence, Span, Token
from detente.quotes.passages import Passage


@dataclass(frozen=True, slots=True)
class Page:
    """The text with its sentences and passages, and fast answers to where something stands."""

    text: str
    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]
    _starts: Sequence[int] = field(init=False, repr=False, compare=False)
    _tops: Sequence[Passage] = field(init=False, repr=False, compare=False)
    _top_starts: Sequence[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        tops = [p for p in self.passages if p.depth == 0]
        object.__setattr__(self, "_starts", [s.start for s in self.sentences])
        object.__setattr__(self, "_tops", tops)
        object.__setattr__(self, "_top_starts", [p.outer.start for p in tops])

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the offset, or the last one that begins before it."""
        at = bisect_right(self._starts, offset) - 1
        return self.sentences[at] if at >= 0 else None

    def top(self, offset: int) -> Passage | None:
        """The outermost passage around the offset."""
        at = bisect_right(self._top_starts, offset) - 1
        if at >= 0 and offset < self._tops[at].outer.end:
            return self._tops[at]
        return None

    def quoted(self, token: Token) -> bool:
        """Whether the word stands in quotation marks (the marks themselves count)."""
        return self.top(token.start) is not None

    def overlapping(self, span: Span) -> list[Passage]:
        """The outermost passages that share a character with the span, in order."""
        at = max(bisect_right(self._top_starts, span.start) - 1, 0)
        found = []
        while at < len(self._tops) and self._tops[at].outer.start < span.end:
            if self._tops[at].outer.overlaps(span):
                found.append(self._tops[at])
            at += 1
        return found

    def trimmed(self, start: int, end: int) -> Span:
        """The range without white space and loose punctuation at its ends; a passage at an end stays
        whole.
        """
        while start < end and (self.text[start].isspace() or self.text[start] in ",;:.–—-"):
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in ",;:.!?–—-"):
            if self.top(end - 1) is not None:
                break
            end -= 1
        return Span(start, end)
