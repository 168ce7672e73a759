"""The corpora that spaCy trains on: treebank sentences joined to short texts, varied as news varies.

A text is cut by Detente's own tokenizer and sentence ends; what they get wrong, the parser learns to bear.
"""

from __future__ import annotations

import random
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from detente.text.sentences import create_sentences
from detente.text.spaces import hide
from training import treebanks
from training.paths import DEV, TEST, TRAIN, TREEBANKS, WORK, Part
from training.treebanks import Word

Sentence = tuple[Word, ...]

# How many treebank sentences make one text. Few: the model sees only some words around each.
GROUPS = (1, 1, 2, 3, 4, 6)
STOPS = tuple(".!?…")
CLOSING = frozenset("\"”»’')")
SPEECH = frozenset({"reparandum"})


@dataclass(frozen=True, slots=True)
class Variation:
    """Chances, per text, of each way in which news differs from the treebanks."""

    apostrophe: float = 0.4
    quotes: float = 0.5
    dashes: float = 0.3
    capitals: float = 0.02
    accents: float = 0.02
    unaccented_capital: float = 0.1
    no_stop: float = 0.05
    newline: float = 0.25
    words: float = 0.35
    word: float = 0.25


CHANCES = Variation()

# What a word must share with one that takes its place, besides its form's case: these of its dependents.
REPLACED = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
FRAME = frozenset({"obj", "iobj", "xcomp", "ccomp", "compound:prt", "case"})
Words = Mapping[tuple[object, ...], Sequence[str]]


@spacy.registry.readers("detente.treebanks.v1")
def create_corpus(
    language: str, part: str, vary: bool, seed: int = 0, silver: int = 0
) -> Callable[[Language], Iterator[Example]]:
    """Examples of one language; `part` is "train", "dev" or "test". `vary` is for training only.

    With `silver`, each pass reads the treebanks that many times for once through training.silver's sentences.
    """
    banks = [list(sentences(language, p)) for p in {"train": TRAIN, "dev": DEV, "test": TEST}[part][language]]
    news = [list(treebanks.read(WORK / language / "silver.conllu"))] if silver else []
    words = alike(banks + news) if vary else {}
    banks = banks * (silver or 1) + news
    chance = random.Random(seed)

    def read(nlp: Language) -> Iterator[Example]:
        rng = chance if vary else random.Random(0)
        groups = [g for bank in banks for g in grouped(bank, rng)]
        if vary:
            rng.shuffle(groups)
        for group in groups:
            varied = Vary(rng, CHANCES, words)(group) if vary else group
            yield example(nlp, language, varied, rng if vary else None)

    return read


def sentences(language: str, part: Part) -> Iterator[Sentence]:
    """The sentences of a part of a treebank, without those that hold repairs of speech."""
    read = list(treebanks.read(TREEBANKS / language / f"{part.name}.conllu"))[part.start : part.stop]
    for sentence in read:
        if not any(w.dep in SPEECH for w in sentence) or part.name.startswith(("ewt", "sequoia", "gsd")):
            yield sentence


def grouped(bank: list[Sentence], rng: random.Random) -> Iterator[list[Sentence]]:
    """Neighbouring sentences in groups of differing size."""
    start = 0
    while start < len(bank):
        size = rng.choice(GROUPS)
        yield bank[start : start + size]
        start += size


class Vary:
    """Rewrites the sentences of one text in some of the ways in which news is written."""

    def __init__(self, rng: random.Random, chances: Variation, words: Words = MappingProxyType({})) -> None:
        self.rng = rng
        self.chances = chances
        self.words = words

    def __call__(self, group: list[Sentence]) -> list[Sentence]:
        for change, chance in (
            (self._words, self.chances.words),
            (self._apostrophe, self.chances.apostrophe),
            (self._quotes, self.chances.quotes),
            (self._dashes, self.chances.dashes),
            (self._capitals, self.chances.capitals),
            (self._accents, self.chances.accents),
            (self._unaccented, self.chances.unaccented_capital),
            (self._no_stop, self.chances.no_stop),
        ):
            if self.rng.random() < chance:
                group = [change(s) for s in group]
        return group

    def _words(self, sentence: Sentence) -> Sentence:
        """Other words that are built into sentences alike: what is rare is met more often."""
        changed = list(sentence)
        for n, key in enumerate(_keys(sentence)):
            others = self.words.get(key) if key else None
            if others and self.rng.random() < self.chances.word:
                changed[n] = replace(changed[n], form=self.rng.choice(others))
        return tuple(changed)

    def _apostrophe(self, sentence: Sentence) -> Sentence:
        typographic = not any("’" in w.form for w in sentence)
        old, new = ("'", "’") if typographic else ("’", "'")
        return tuple(replace(w, form=w.form.replace(old, new)) if len(w.form) > 1 else w for w in sentence)

    def _quotes(self, sentence: Sentence) -> Sentence:
        pair = self.rng.choice([("“", "”"), ("«", "»"), ('"', '"'), ("‘", "’")])
        words, opened = list(sentence), False
        for n, word in enumerate(words):
            if word.form in {'"', "«", "»", "“", "”", "``", "''"}:
                opened = not opened
                words[n] = replace(word, form=pair[0] if opened else pair[1])
        return tuple(words)

    def _dashes(self, sentence: Sentence) -> Sentence:
        new = self.rng.choice(["–", "—", "-"])
        return tuple(
            replace(w, form=new) if w.form in {"-", "--", "–", "—"} and w.space else w for w in sentence
        )

    def _capitals(self, sentence: Sentence) -> Sentence:
        return tuple(replace(w, form=w.form.upper()) for w in sentence)

    def _accents(self, sentence: Sentence) -> Sentence:
        return tuple(replace(w, form=_bare(w.form)) for w in sentence)

    def _unaccented(self, sentence: Sentence) -> Sentence:
        return tuple(
            replace(w, form=_bare(w.form[0]) + w.form[1:]) if w.form[0].isupper() else w for w in sentence
        )

    def _no_stop(self, sentence: Sentence) -> Sentence:
        last = len(sentence) - 1
        if sentence[last].form != "." or any(w.head == last for w in sentence[:last]):
            return sentence
        return sentence[:last]


def alike(banks: Iterable[Iterable[Sentence]]) -> Words:
    """The words that came at least twice with the same part of speech, features, case and dependents."""
    counts: defaultdict[tuple[object, ...], Counter[str]] = defaultdict(Counter)
    for sentence in (s for bank in banks for s in bank):
        for word, key in zip(sentence, _keys(sentence), strict=True):
            if key:
                counts[key][word.form] += 1
    return {key: [f for f, n in forms.items() if n > 1] for key, forms in counts.items()}


def _keys(sentence: Sentence) -> list[tuple[object, ...] | None]:
    """For each word that may be replaced, what another must share with it."""
    frames: list[set[str]] = [set() for _ in sentence]
    for word in sentence:
        if word.dep in FRAME:
            frames[word.head].add(word.dep)
    return [
        (w.pos, w.feats, w.dep, w.form.isupper(), w.form[:1].isupper(), frozenset(frame))
        if w.pos in REPLACED and len(w.form) > 1 and w.form.isalpha()
        else None
        for w, frame in zip(sentence, frames, strict=True)
    ]


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def example(nlp: Language, language: str, group: list[Sentence], rng: random.Random | None) -> Example:
    """What the parser would be given for the sentences, next to what it should find."""
    gold, text = document(nlp, group, rng)
    predicted = hide(create_sentences(nlp, "sentences", language)(nlp.make_doc(text)))
    predicted.user_data.clear()
    made = Example(predicted, gold)
    if rng is not None:
        _open_wrong_marks(made)
    return made


def _open_wrong_marks(made: Example) -> None:
    """Where the marked sentence ends contradict the treebank no parse is right: leave those to the parser."""
    wanted = made.get_aligned_sent_starts()
    for token, start in zip(made.predicted, wanted, strict=True):
        if token.i and (start is None or bool(start) != bool(token.is_sent_start)):
            token.is_sent_start = None


def document(nlp: Language, group: Iterable[Sentence], rng: random.Random | None) -> tuple[Doc, str]:
    """Some sentences as one annotated document, and the text that a pipeline would be given for it.

    A sentence without a closing mark ends a line, and so do some others; both texts have the same offsets.
    """
    columns: dict[str, list[str]] = {k: [] for k in ("words", "pos", "morphs", "deps", "lemmas")}
    spaces: list[bool] = []
    heads: list[int] = []
    starts: list[bool] = []
    text = ""
    for sentence in group:
        if text:
            same_line = text.rstrip("".join(CLOSING))[-1:] in STOPS
            text += "\n" if not same_line or (rng and rng.random() < CHANCES.newline) else " "
            spaces[-1] = True
        offset = len(heads)
        for n, word in enumerate(sentence):
            space = word.space and n < len(sentence) - 1
            dep = "ROOT" if word.head == n else word.dep
            for name, value in zip(columns, (word.form, word.pos, word.feats, dep, word.lemma), strict=True):
                columns[name].append(value)
            spaces.append(space)
            heads.append(offset + word.head)
            starts.append(n == 0)
            text += word.form + " " * space
    return Doc(nlp.vocab, spaces=spaces, heads=heads, sent_starts=starts, **columns), text
