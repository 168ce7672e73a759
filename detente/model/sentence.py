"""A parsed sentence: what every stage after `text` reads.

The tokens are plain objects, not spaCy's, because the rules visit them far more often than the parser does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detente.model.span import Span

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Token:
    """One word with its place in the dependency tree (Universal Dependencies).

    `i` and `head` are positions in the sentence (the root is its own head); `start` and `end` are offsets
    into the article; `feats` are the UD features ("Tense" -> "Past").
    """

    i: int
    text: str
    lemma: str
    pos: str
    dep: str
    head: int
    feats: Mapping[str, str]
    start: int
    end: int

    @property
    def lower(self) -> str:
        return self.text.lower()

    def has(self, feature: str, value: str) -> bool:
        return self.feats.get(feature) == value


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `index` counts sentences, `paragraph` counts lines of text with words in them.

    `vectors` has a row per word: how the parser's encoder sees it in its sentence; None where that is not known.
    """

    index: int
    paragraph: int
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    vectors: np.ndarray[Any, np.dtype[np.float32]] | None = field(default=None, repr=False, compare=False)

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def root(self) -> Token:
        return next(t for t in self.tokens if t.head == t.i)

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __getitem__(self, i: int) -> Token:
        return self.tokens[i]

    def head(self, token: Token) -> Token:
        return self.tokens[token.head]

    def kids(self, token: Token, *deps: str) -> list[Token]:
        """Children of the token, in order; only those of the given relations, if any are given.

        A relation given without subtype takes its subtypes too: "nsubj" takes "nsubj:pass".
        """
        found = [self.tokens[c] for c in self.children[token.i]]
        if not deps:
            return found
        return [t for t in found if t.dep in deps or t.dep.partition(":")[0] in deps]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The heads of the token, nearest first, ending with the root."""
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token

    def subtree(self, token: Token) -> list[Token]:
        """The token and all below it, in order."""
        found, todo = [], [token.i]
        while todo:
            i = todo.pop()
            found.append(i)
            todo.extend(self.children[i])
        return [self.tokens[i] for i in sorted(found)]

    def at(self, offset: int) -> Token | None:
        """The token that holds the offset into the article."""
        return next((t for t in self.tokens if t.start <= offset < t.end), None)

    def between(self, start: int, end: int) -> list[Token]:
        """The tokens that lie in [start, end) of the article."""
        return [t for t in self.tokens if t.start >= start and t.end <= end]

    def head_of(self, start: int, end: int) -> Token | None:
        """The token of [start, end) whose head lies outside of it: the syntactic head of a phrase."""
        inside = self.between(start, end)
        indexes = {t.i for t in inside}
        tops = [t for t in inside if t.head == t.i or t.head not in indexes]
        # Case markers and determiners can hang outside through a parse error; a content word is the better head.
        return next((t for t in tops if t.pos not in {"ADP", "DET", "PUNCT"}), tops[0] if tops else None)
