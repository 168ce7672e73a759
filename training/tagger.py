"""Training of the tagger of words that tell of an event; `python -m training.judge` uses it and writes what it learns.

A word is told to be of a root when it heads the words of an annotated event of that root, or of a root as good.
Optional events teach as well, at half the weight: that they are events is not in doubt as often as that they count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.events.find import read
from detente.events.tags import seen, vectors
from detente.knowledge import Knowledge
from detente.knowledge.ontology import load_ontology
from detente.knowledge.tagger import PATH, ROWS, Tagger, row
from training.articles import Annotated

NONE = "NONE"
ROOTS = (NONE, *load_ontology().roots)
INNER, HIDDEN = 48, 96
# Chosen on articles held apart: dropout 0.5 over 12 rounds and ten times the penalty were both worse.
ROUNDS, BATCH, RATE, DROP, L2, OPTIONAL = 8, 128, 2e-3, 0.4, 1e-4, 0.5

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Word:
    """One word that may tell of an event: its article's language, hashed features, vectors, and right roots."""

    article: str
    lang: str
    rows: Array
    vectors: Array
    roots: frozenset[str]
    required: bool


def words(doc: Annotated, known: Knowledge) -> list[Word]:
    """The words of an article, with what the annotation says of each."""
    found: list[Word] = []
    right = _right(doc)
    for sentence in doc.sentences:
        codings = read(sentence, doc.who, doc.language, known.ontology, loose=True)
        tokens, features = seen(sentence, codings, doc.who, doc.quotes)
        if not tokens:
            continue
        dense = vectors(sentence, tokens)
        assert dense is not None
        for token, own, vector in zip(tokens, features, dense, strict=True):
            events = right.get((sentence.index, token.i), [])
            roots = frozenset(r for e in events for r in e["roots"])
            if "YIELD" in roots:
                roots = roots - {"YIELD"} | {"CONCEDE", "RETREAT"}
            required = any(e["required"] for e in events)
            hashed = np.array([row(f) for f in own])
            found.append(Word(doc.article.id, doc.article.lang or "", hashed, vector, roots, required))
    return found


def _right(doc: Annotated) -> dict[tuple[int, int], list[dict[str, Any]]]:
    """The annotated events by sentence and head word of their trigger."""
    found: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for event in doc.gold:
        for sentence in doc.sentences:
            if sentence.start <= event["at"] < sentence.end:
                head = sentence.head_of(event["at"], event["at"] + len(event["trigger"])) or sentence.at(
                    event["at"]
                )
                if head is not None:
                    found.setdefault((sentence.index, head.i), []).append(event)
    return found


class _Net:
    """The network in training, with its optimiser's state (Adam; RMSprop for the rows of hashed features)."""

    def __init__(self, width: int, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        normal = self.random.normal
        inner = INNER + width
        self.words = (normal(size=(ROWS, INNER)) * 0.1).astype("f4")
        self.direct = np.zeros((ROWS, len(ROOTS)), "f4")
        self.whole: dict[str, Array] = {
            "hidden": (normal(size=(inner, HIDDEN)) / np.sqrt(inner)).astype("f4"),
            "bias": np.zeros(HIDDEN, "f4"),
            "out": (normal(size=(HIDDEN, len(ROOTS))) / np.sqrt(HIDDEN)).astype("f4"),
            "out_bias": np.zeros(len(ROOTS), "f4"),
        }
        self.moments = {k: (np.zeros_like(v), np.zeros_like(v)) for k, v in self.whole.items()}
        self.squares = {"words": np.zeros_like(self.words), "direct": np.zeros_like(self.direct)}
        self.steps = 0

    def step(self, batch: Sequence[Array], dense: Array, right: Array, weight: Array, rate: float) -> None:
        """One step towards making the right roots likely."""
        rows = np.concatenate(batch)
        owner = np.repeat(np.arange(len(batch)), [len(b) for b in batch])
        kept = self.random.random(len(rows)) > DROP / 2
        rows, owner = rows[kept], owner[kept]
        bag = np.zeros((len(batch), INNER), "f4")
        np.add.at(bag, owner, self.words[rows])
        scores = np.zeros((len(batch), len(ROOTS)), "f4")
        np.add.at(scores, owner, self.direct[rows])
        given, mask = self._dropped(np.hstack([bag, dense]))
        before = given @ self.whole["hidden"] + self.whole["bias"]
        hidden, hidden_mask = self._dropped(np.maximum(before, 0))
        scores += hidden @ self.whole["out"] + self.whole["out_bias"]
        p = np.exp(scores - scores.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        wanted = p * right
        wanted /= wanted.sum(1, keepdims=True) + 1e-9
        error = (p - wanted) * weight[:, None] / len(batch)
        below = (error @ self.whole["out"].T) * hidden_mask * (before > 0)
        entry = (below @ self.whole["hidden"].T) * mask
        self.steps += 1
        self._adam("out", hidden.T @ error, rate)
        self._adam("out_bias", error.sum(0), rate)
        self._adam("hidden", given.T @ below, rate)
        self._adam("bias", below.sum(0), rate)
        touched, place = np.unique(rows, return_inverse=True)
        self._rows("words", self.words, touched, place, entry[:, :INNER][owner], L2, rate * 0.3)
        self._rows("direct", self.direct, touched, place, error[owner], 3 * L2, rate * 0.15)

    def _dropped(self, values: Array) -> tuple[Array, Array]:
        mask = (self.random.random(values.shape) > DROP).astype("f4") / (1 - DROP)
        return values * mask, mask

    def _adam(self, name: str, gradient: Array, rate: float) -> None:
        gradient = gradient + L2 * self.whole[name]
        mean, square = self.moments[name]
        mean += 0.1 * (gradient - mean)
        square += 0.001 * (gradient * gradient - square)
        ahead = mean / (1 - 0.9**self.steps)
        self.whole[name] -= rate * ahead / (np.sqrt(square / (1 - 0.999**self.steps)) + 1e-8)

    def _rows(
        self,
        name: str,
        values: Array,
        touched: Array,
        place: Array,
        gradient: Array,
        decay: float,
        rate: float,
    ) -> None:
        total = np.zeros((len(touched), values.shape[1]), "f4")
        np.add.at(total, place, gradient)
        total += decay * values[touched]
        square = self.squares[name]
        square[touched] += 0.01 * (total * total - square[touched])
        values[touched] -= rate * total / (np.sqrt(square[touched]) + 1e-6)


def fit(data: Sequence[Word], seed: int = 0) -> Tagger:
    """A tagger of all languages: they share the features, each has its own part for the vectors of its parser."""
    languages = sorted({w.lang for w in data})
    mean, scale, at, width = {}, {}, {}, 0
    for lang in languages:
        own = np.array([w.vectors for w in data if w.lang == lang])
        mean[lang], scale[lang] = own.mean(0), own.std(0) + 1e-3
        at[lang] = width
        width += own.shape[1]
    dense = np.zeros((len(data), width), "f4")
    right = np.zeros((len(data), len(ROOTS)), "f4")
    for n, word in enumerate(data):
        start = at[word.lang]
        dense[n, start : start + len(word.vectors)] = (word.vectors - mean[word.lang]) / scale[word.lang]
        for root in word.roots or (NONE,):
            right[n, ROOTS.index(root)] = 1
    weight = np.array([OPTIONAL if w.roots and not w.required else 1 for w in data], "f4")
    net = _Net(width, seed)
    for done in range(ROUNDS):
        order = net.random.permutation(len(data))
        rate = RATE * (1 - done / ROUNDS) + 1e-4
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            net.step([data[k].rows for k in part], dense[part], right[part], weight[part], rate)
    hidden = net.whole["hidden"]
    return Tagger(
        ROOTS,
        net.words,
        net.direct,
        hidden[:INNER],
        {lang: hidden[INNER + at[lang] : INNER + at[lang] + len(mean[lang])] for lang in languages},
        mean,
        scale,
        net.whole["bias"],
        net.whole["out"],
        net.whole["out_bias"],
    )


def write(tagger: Tagger) -> None:
    """The tagger in half precision, where `detente.knowledge` looks for it."""
    found = {
        "words": tagger.words,
        "direct": tagger.direct,
        "sparse": tagger.sparse,
        "bias": tagger.bias,
        "out": tagger.out,
        "out_bias": tagger.out_bias,
        **{f"dense-{lang}": values for lang, values in tagger.dense.items()},
        **{f"mean-{lang}": values for lang, values in tagger.mean.items()},
        **{f"scale-{lang}": values for lang, values in tagger.scale.items()},
    }
    half = {name: values.astype("float16") for name, values in found.items()}
    np.savez_compressed(PATH, roots=np.array(tagger.roots), **half)
    print(f"{PATH}: {PATH.stat().st_size / 1e6:.1f} MB")
