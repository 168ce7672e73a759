"""From text to words: one regular expression per language, built from data, that never loses a character."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from detente.knowledge.files import DATA, build, read_toml, shown
from detente.model import DataError

# A letter or digit, or a mark that joins what stands around it: combining accents (decomposed text), soft
# hyphens, zero-width joiners, marks of direction.
WORD = r"[\w\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of token with a pattern of its own, and examples that must come out whole."""

    name: str
    pattern: str
    examples: tuple[str, ...]
    when: str = "before"


@dataclass(frozen=True, slots=True)
class TokenRules:
    """What one language says about its tokens: `data/languages/<lang>/tokens.toml`.

    elisions: words that end in an apostrophe before another word ("l", "qu"); enclitics, negation: what a
    contraction ends in ("'s", "n't"); contractions: others, cut at a bar ("can|not"); clitics: what follows
    a hyphen and is a token together with it ("il"); prefixes: words after which a hyphen does not split, in
    a language where it otherwise does; abbreviations: words whose full stop belongs to them; before_numbers:
    the same where a number follows; whole: words that the rest would split.
    """

    token: tuple[Shape, ...] = ()
    elisions: tuple[str, ...] = ()
    enclitics: tuple[str, ...] = ()
    negation: str = ""
    contractions: tuple[str, ...] = ()
    clitics: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    before_numbers: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


class Tokenizer:
    """A spaCy tokenizer: text -> Doc whose text is the input, character for character.

    Single spaces between words stay with the word before; any other white space is a token of its own.
    """

    def __init__(self, vocab: Vocab, language: str) -> None:
        self.vocab = vocab
        self.language = language
        self._find = _pattern(language).findall

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for word in self._find(text):
            if word[0] == " " and words and not spaces[-1]:
                spaces[-1] = True
                word = word[1:]
                if not word:
                    continue
            words.append(word)
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        for text in texts:
            yield self(text)

    # A pipeline is saved and loaded with its tokenizer; all of this one's state is its language's data.

    def to_disk(self, path: str | Path, **_: Any) -> None:
        pass

    def from_disk(self, path: str | Path, **_: Any) -> Tokenizer:
        return self

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> Tokenizer:
        return self


@registry.tokenizers("detente.tokenizer.v1")
def create_tokenizer(language: str) -> Callable[[Language], Tokenizer]:
    """The factory that a pipeline's config names; `language` is a folder of data/languages."""
    return lambda nlp: Tokenizer(nlp.vocab, language)


def words(text: str, language: str) -> list[str]:
    """The tokens of the text as strings, white space included: their concatenation is the text."""
    return _pattern(language).findall(text)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(_expression(rules(language)), re.DOTALL)


def rules(language: str) -> TokenRules:
    """The token rules of a language, those common to all languages around its own.

    Raises:
        DataError: the file is missing or breaks the schema.
    """
    common = DATA / "languages" / "tokens.toml"
    own = DATA / "languages" / language / "tokens.toml"
    mine = build(read_toml(own), TokenRules, shown(own), "-")
    every = build(read_toml(common), TokenRules, shown(common), "-").token
    for shape in chain(every, mine.token):
        if shape.when not in {"before", "after"}:
            raise DataError(shown(own), shape.name, f"when = {shape.when!r}, not 'before' or 'after'")
    both = [s for s in every if s.when == "before"], mine.token, [s for s in every if s.when == "after"]
    ordered = tuple(chain.from_iterable(both))
    fields = {f: getattr(mine, f) for f in TokenRules.__dataclass_fields__ if f != "token"}
    return TokenRules(token=ordered, **fields)


def _expression(rules: TokenRules) -> str:
    """The regular expression whose alternatives are the kinds of token, in order of preference."""
    before = [s.pattern.replace("{W}", WORD) for s in rules.token if s.when == "before"]
    after = [s.pattern.replace("{W}", WORD) for s in rules.token if s.when == "after"]
    edge = rf"(?!{WORD})"
    parts = [r"\s+"]
    # Most tokens are plain words between spaces or before a comma: one test spares them all the rest.
    parts.append(_plain(rules))
    parts += before
    if rules.whole:
        parts.append(_any_case(rules.whole) + rf"(?!{WORD}|[-‑'’]{WORD})")
    if rules.abbreviations:
        parts.append(_any_of(rules.abbreviations) + r"\." + edge)
    if rules.before_numbers:
        parts.append(_any_of(rules.before_numbers) + r"\.(?=\s{0,2}\d)")
    if rules.elisions:
        parts.append(_any_case(rules.elisions) + rf"""['’](?={WORD}|["«“‘(\[])""")
    for contraction in rules.contractions:
        first, second = contraction.split("|")
        parts.append(rf"(?i:{first}(?={second}{edge}))")
    if rules.negation:
        parts += [rf"{WORD}+?(?={_any_case([rules.negation])}{edge})", _any_case([rules.negation]) + edge]
    if rules.enclitics:
        parts.append(_any_case(rules.enclitics) + edge)
    if rules.clitics:
        parts.append(rf"(?<={WORD})[-‑]{_any_case(rules.clitics)}(?!{WORD}|[-‑])")
    parts.append(_word(rules))
    return "|".join([*parts, *after, "."])


def _plain(rules: TokenRules) -> str:
    """Letters alone before a space or comma, where no other rule can want a part of them."""
    cut = [c.replace("|", "") for c in rules.contractions]
    unless = rf"(?!{_any_case(cut)}[ ,])" if cut else ""
    return rf"{unless}[^\W\d_]+(?=[ ,])"


def _word(rules: TokenRules) -> str:
    """Letters and digits, joined by inner apostrophes and, where the language does so, by hyphens."""
    enclitics = rf"(?!{_any_case(rules.enclitics)}(?!{WORD}))" if rules.enclitics else ""
    apostrophes = rf"(?:{enclitics}['’]{WORD}+)*"
    if rules.prefixes:
        prefix = rf"(?:{_any_case(rules.prefixes)}[-‑](?={WORD}))?"
        return rf"{prefix}{WORD}+{apostrophes}"
    clitics = rf"(?![-‑]{_any_case(rules.clitics)}(?!{WORD}|[-‑]))" if rules.clitics else ""
    return rf"{WORD}+{apostrophes}(?:{clitics}[-‑]{WORD}+{apostrophes})*"


def _any_of(words: Iterable[str]) -> str:
    """One of the words, longest first; their apostrophes and hyphens take the typographic ones too."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(w).replace("'", "['’]").replace(r"\-", "[-‑]") for w in ordered) + ")"


def _any_case(words: Iterable[str]) -> str:
    return f"(?i:{_any_of(words)})"
