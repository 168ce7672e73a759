"""Sentences without a parse, for what reads only words."""

from __future__ import annotations

import re

from detente.model import Sentence, Token

WORD = re.compile(r"\w+|[^\w\s]")
END = re.compile(r"(?<=[a-zà-ÿ0-9»\"][.!?])\s+(?=[A-ZÀ-Ý«\"])|\n+")


def sentences(text: str) -> tuple[Sentence, ...]:
    """The text cut at full stops and line ends; every word hangs below the first of its sentence."""
    found: list[Sentence] = []
    start = 0
    for cut in [*END.finditer(text), None]:
        end = cut.start() if cut else len(text)
        words = list(WORD.finditer(text, start, end))
        start = cut.end() if cut else end
        if words:
            tokens = tuple(
                Token(i, w[0], w[0].lower(), "X", "dep" if i else "root", 0, {}, w.start(), w.end())
                for i, w in enumerate(words)
            )
            below = tuple(range(1, len(tokens)))
            found.append(Sentence(len(found), 0, tokens, (below, *((),) * len(below))))
    return tuple(found)
