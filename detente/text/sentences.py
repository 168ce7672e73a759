"""Where sentences end: firm marks set before the parser runs, which it may not cross or add to.

A line's end ends a sentence. So does a full stop, question or exclamation mark, with the quotation marks and
brackets that close after it, when a space and then a capital, a digit or something that opens follow; unless
it belongs to an abbreviation or an initial, numbers a list, or stands inside brackets. Each sentence of a
quotation is a sentence; the words that tell who spoke stay with the last one. The few places that words alone
cannot settle are left open, for the parser to judge.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from detente.knowledge.files import DATA, build, read_toml, shown

INSIDE, OPEN, START = -1, 0, 1

MARKS = ".!?…。"
CLOSERS = frozenset(["»", "”", "’", ")", "]", "}"])
EITHER_WAY = frozenset(['"', "'", "''"])
OPENERS = frozenset(["«", "“", "‘", "(", "[", "—", "–", "-", "--", "•", "*", "¿", "¡", "„"])
DASHES = frozenset(["—", "–", "-", "--"])
QUOTES = frozenset(["»", "”", "’", '"', "'", "''"])
# Text in brackets longer than this lost its closing bracket.
LONGEST_BRACKET = 60
# How far behind a closing quotation mark the verb of saying may stand: "?" the Russian minister asked.
CUE_REACH = 5
LIST_NUMBER = re.compile(r"\d{1,2}|[a-zA-Z]|[IVX]{1,4}")


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """`data/languages/<lang>/sentences.toml`, explained there. Words are in lower case."""

    may_end: tuple[str, ...] = ()
    starters: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()


@Language.factory("detente_sentences", assigns=["token.is_sent_start"])
def create_sentences(nlp: Language, name: str, language: str) -> SentenceEnds:
    """The factory that a pipeline's config names; `language` is a folder of data/languages."""
    return SentenceEnds(language)


class SentenceEnds:
    """The pipeline component: sets `is_sent_start` of every token that it is sure of."""

    def __init__(self, language: str) -> None:
        self._rules = rules(language)

    def __call__(self, doc: Doc) -> Doc:
        if len(doc):
            tokens = [t.text_with_ws for t in doc]
            marks: Any = (
                np.asarray(starts(tokens, self._rules), dtype="int64").astype("uint64").reshape(-1, 1)
            )
            doc.from_array([SENT_START], marks)
        return doc

    # The rules are the language's data; a saved pipeline holds none of them.

    def to_disk(self, path: Any, **_: Any) -> None:
        pass

    def from_disk(self, path: Any, **_: Any) -> SentenceEnds:
        return self

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> SentenceEnds:
        return self


@cache
def rules(language: str) -> Rules:
    path = DATA / "languages" / language / "sentences.toml"
    read = build(read_toml(path), SentenceRules, shown(path), "-")
    return Rules(frozenset(read.may_end), frozenset(read.starters), frozenset(read.cues))


@dataclass(frozen=True, slots=True)
class Rules:
    """The same as sets, for looking up."""

    may_end: frozenset[str]
    starters: frozenset[str]
    cues: frozenset[str]


def starts(tokens: Sequence[str], rules: Rules) -> list[int]:
    """For each token (with the space that follows it) START, INSIDE or OPEN."""
    words = [t if t.isspace() else t.rstrip(" ") for t in tokens]
    marks = [INSIDE] * len(tokens)
    marks[0] = START
    bracket = -LONGEST_BRACKET
    depth = begin = after = 0
    for i, word in enumerate(words):
        last = word[-1:]
        if "\n" in tokens[i] or "\u2029" in word:
            depth = 0
            begin = _mark(marks, words, i + 1, START, begin)
        elif last in "([":
            depth, bracket = depth + 1, i
        elif last in ")]":
            depth = max(0, depth - 1)
        if last not in MARKS or i < after:
            continue
        after, parted = _after(words, tokens, i + 1)
        if not parted:
            continue
        if depth and i - bracket < LONGEST_BRACKET and (bracket != begin or words[i + 1] not in CLOSERS):
            continue
        mark = _judge(words, tokens, begin, i, after, rules)
        if mark != INSIDE:
            begin = _mark(marks, words, after, mark, begin)
    return marks


def _mark(marks: list[int], words: Sequence[str], i: int, mark: int, begin: int) -> int:
    """Set the mark on the first word from `i` on; its position is where the next sentence begins."""
    while i < len(words) and words[i].isspace():
        i += 1
    if i == len(words):
        return begin
    marks[i] = mark
    return i if mark == START else begin


def _after(words: Sequence[str], tokens: Sequence[str], i: int) -> tuple[int, bool]:
    """The first word behind a sentence's end and what closes after it; whether a space parts them."""
    spaced = tokens[i - 1].endswith(" ")
    while i < len(words):
        word = words[i]
        if word.isspace():
            if "\n" in word:
                return i, False
            spaced = True
        elif word in CLOSERS or (word in EITHER_WAY and not spaced) or _ends(word):
            spaced = tokens[i].endswith(" ")
        else:
            return i, spaced
        i += 1
    return i, False


def _judge(
    words: Sequence[str], tokens: Sequence[str], begin: int, end: int, after: int, rules: Rules
) -> int:
    """Whether the word `after` begins a sentence, given that `words[end]` could end the one from `begin`."""
    word, following = words[end], words[after]
    capital = following[:1].isupper()
    if not _ends(word):
        # The full stop belongs to an abbreviation, to an initial or to dotted letters (U.S.).
        final = word in rules.may_end or (word.count(".") > 1 and word not in {"J.-C."})
        known = following.lower().replace("’", "'") in rules.starters
        return START if final and ((capital and known) or following in OPENERS) else INSIDE
    if word == "." and end - begin == 1 and LIST_NUMBER.fullmatch(words[begin]):
        return INSIDE
    closing = words[end + 1 : after]
    quoted = any(w in QUOTES for w in closing)
    if following[:1].islower():
        return INSIDE if quoted or word != "." else OPEN
    if not (capital or following[:1].isdigit() or following in OPENERS or following in EITHER_WAY):
        return OPEN if following[:1].isalpha() or following[:1] in "$€£@#" else INSIDE
    if following in DASHES and (after + 1 == len(words) or "\n" in words[after + 1]):
        return INSIDE
    if closing and _ends(closing[-1]):
        # What ended before the quotation mark ends again behind it: « Partez ! ».
        return START
    if quoted and capital and any(w.lower() in rules.cues for w in words[after + 1 : after + 1 + CUE_REACH]):
        if word != ".":
            return INSIDE
        return START if following.lower() in rules.starters else OPEN
    return START


def _ends(word: str) -> bool:
    """Whether the token is nothing but marks that end a sentence: "." or "?!", not "etc."."""
    return not word.strip(MARKS)
