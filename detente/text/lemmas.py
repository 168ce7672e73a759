"""Lemmas by table: the form and its part of speech tell most; features settle what is left.

    suis AUX -> être      suis VERB -> suivre      put VERB Tense=Past -> pouvoir

A form that no table holds is taken back to its lemma by the longest ending that a rule knows. The tables are
learnt in training (training/lemmas.py) and travel inside the pipeline.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from spacy.attrs import LEMMA, MORPH, ORTH, POS
from spacy.language import Language
from spacy.tokens import Doc

FILE = "lemmas.tsv.gz"
# Parts of speech whose forms may stand in for one another when the tagger chose the rarer one.
KIN = {"AUX": "VERB", "DET": "PRON", "PRON": "DET", "SCONJ": "CCONJ"}
# The lemma of these is the word as it is written.
AS_WRITTEN = frozenset({"PROPN", "NUM", "PUNCT", "SYM", "X", "SPACE", ""})
# Features that tell apart the lemmas of one form and part of speech.
TELLING = ("Tense", "Mood", "VerbForm", "Person", "Number", "Gender")
LONGEST_ENDING = 7
MEMO_SIZE = 200_000


@dataclass(frozen=True, slots=True)
class Tables:
    """What is known of lemmas.

    forms: (form, pos) -> lemma; by_features: (form, pos, telling features) -> lemma, for forms with several;
    endings: (ending, pos) -> (letters to cut, letters to add).
    """

    forms: dict[tuple[str, str], str] = field(default_factory=dict)
    by_features: dict[tuple[str, str, str], str] = field(default_factory=dict)
    endings: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)

    def lemma(self, form: str, pos: str, feats: str) -> str:
        """The lemma of a form. `feats` as spaCy writes them: "Mood=Ind|Tense=Past"."""
        low = form.lower().replace("’", "'").replace("‑", "-")
        found = self.by_features.get((low, pos, telling(feats))) or self.forms.get((low, pos))
        if found:
            return found
        if pos in AS_WRITTEN:
            return form
        kin = KIN.get(pos, "")
        return self.forms.get((low, kin)) or self._by_ending(low, "VERB" if pos == "AUX" else pos)

    def _by_ending(self, low: str, pos: str) -> str:
        if any(c.isdigit() for c in low):
            return low
        for length in range(min(LONGEST_ENDING, len(low) - 1), -1, -1):
            rule = self.endings.get((low[len(low) - length :], pos))
            if rule:
                cut, add = rule
                return low[: len(low) - cut] + add
        return low

    def lines(self) -> list[str]:
        """The tables as text, one entry a line: form, lemma, or ending with its rule."""
        forms = (f"f\t{pos}\t{form}\t{lemma}" for (form, pos), lemma in self.forms.items())
        by_features = (
            f"m\t{pos}\t{form}\t{lemma}\t{t}" for (form, pos, t), lemma in self.by_features.items()
        )
        endings = (f"e\t{pos}\t{end}\t{cut}\t{add}" for (end, pos), (cut, add) in self.endings.items())
        return sorted(forms) + sorted(by_features) + sorted(endings)

    @classmethod
    def read(cls, lines: list[str]) -> Tables:
        tables = cls()
        for line in lines:
            kind, pos, form, *rest = line.split("\t")
            if kind == "f":
                tables.forms[form, pos] = rest[0]
            elif kind == "m":
                tables.by_features[form, pos, rest[1]] = rest[0]
            else:
                tables.endings[form, pos] = int(rest[0]), rest[1]
        return tables


def telling(feats: str) -> str:
    """Those of the features that can tell lemmas apart."""
    return "|".join(f for f in feats.split("|") if f.partition("=")[0] in TELLING)


@Language.factory("detente_lemmas", assigns=["token.lemma"], requires=["token.pos", "token.morph"])
def create_lemmas(nlp: Language, name: str) -> Lemmas:
    return Lemmas()


class Lemmas:
    """The pipeline component: sets the lemma of every token from its form, part of speech and features."""

    def __init__(self, tables: Tables | None = None) -> None:
        self.tables = tables or Tables()
        self._memo: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        memo = self._memo
        found = []
        for key in map(tuple, doc.to_array([ORTH, POS, MORPH]).tolist()):
            lemma = memo.get(key)
            if lemma is None:
                lemma = memo[key] = self._look_up(doc, *key)
            found.append(lemma)
        values: Any = np.asarray(found, dtype="uint64").reshape(-1, 1)
        doc.from_array([LEMMA], values)
        if len(memo) > MEMO_SIZE:
            memo.clear()
        return doc

    def _look_up(self, doc: Doc, form: int, pos: int, feats: int) -> int:
        strings = doc.vocab.strings
        lemma = self.tables.lemma(strings[form], strings[pos] if pos else "", strings[feats] if feats else "")
        return int(strings.add(lemma))

    def to_disk(self, path: str | Path, **_: Any) -> None:
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_bytes(gzip.compress("\n".join(self.tables.lines()).encode(), mtime=0))

    def from_disk(self, path: str | Path, **_: Any) -> Lemmas:
        text = gzip.decompress((Path(path) / FILE).read_bytes()).decode()
        self.tables = Tables.read(text.split("\n") if text else [])
        self._memo.clear()
        return self

    def to_bytes(self, **_: Any) -> bytes:
        return "\n".join(self.tables.lines()).encode()

    def from_bytes(self, data: bytes, **_: Any) -> Lemmas:
        self.tables = Tables.read(data.decode().split("\n") if data else [])
        self._memo.clear()
        return self


def rule(form: str, lemma: str) -> tuple[int, str]:
    """What takes the form to its lemma: letters to cut from its end, letters to add."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]


def endings(pairs: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], tuple[int, str]]:
    """The rules of endings that (form, pos) -> lemma pairs teach: for each ending what most forms obey.

    An ending that says the same as the next shorter one is left out.
    """
    votes: dict[tuple[str, str], dict[tuple[int, str], int]] = {}
    for (form, pos), lemma in pairs.items():
        cut, add = rule(form, lemma)
        for length in range(cut, min(LONGEST_ENDING, len(form) - 1) + 1):
            vote = votes.setdefault((form[len(form) - length :], pos), {})
            vote[cut, add] = vote.get((cut, add), 0) + 1
    best = {key: max(vote.items(), key=lambda v: (v[1], v[0])) for key, vote in votes.items()}
    chosen: dict[tuple[str, str], tuple[int, str]] = {}
    for (ending, pos), (winner, times) in sorted(best.items(), key=lambda b: len(b[0][0])):
        tails = ((ending[n:], pos) for n in range(1, len(ending) + 1))
        shorter = next((chosen[tail] for tail in tails if tail in chosen), None)
        if winner != shorter and (times > 1 or not ending):
            chosen[ending, pos] = winner
    return chosen
