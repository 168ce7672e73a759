"""Scores of a pipeline on the test treebanks: `python -m training.evaluate fr`.

Sentences are joined to texts as in training (training/corpus.py), unvaried: one that has no closing mark is
followed by a line's end, another by a space. The pipeline sees plain text, and cuts tokens and sentences
itself. Relations are folded as in training/treebanks.py. Attachment scores leave punctuation out, as is spaCy's
habit; a token that is cut otherwise than in the treebank counts as wrong.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from thinc.api import NumpyOps, set_current_ops

from detente.text import lemmas, sentences, spaces, tokens  # noqa: F401  (registers their spaCy factories)
from training.corpus import document, grouped
from training.corpus import sentences as read
from training.paths import DEV, PIPELINES, TEST, Part


@dataclass(frozen=True, slots=True)
class Scores:
    """Percentages of one test set; `speed` in words a second on one core."""

    name: str
    tokens: float
    ends: float
    pos: float
    morph: float
    lemma: float
    uas: float
    las: float
    speed: float

    def row(self) -> str:
        figures = (self.tokens, self.ends, self.pos, self.morph, self.lemma, self.uas, self.las)
        return f"{self.name:14}" + "".join(f"{f:9.2f}" for f in figures) + f"{self.speed:9.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", nargs="?", choices=sorted(TEST))
    parser.add_argument("--pipeline", type=Path, help="another pipeline than the shipped one")
    parser.add_argument(
        "--dev", action="store_true", help="the parts that choose the model, not the test sets"
    )
    args = parser.parse_args()
    set_current_ops(NumpyOps(use_blis=False))
    for language in [args.language] if args.language else sorted(TEST):
        path = args.pipeline or PIPELINES / language
        started = time.perf_counter()
        nlp = spacy.load(path)
        loading = time.perf_counter() - started
        size = sum(f.stat().st_size for f in path.rglob("*") if f.is_file()) / 1e6
        print(f"{language}: {size:.1f} MB, loaded in {loading:.2f} s")
        print(
            f"{'':14}"
            + "".join(f"{n:>9}" for n in ["tokens", "ends", "pos", "morph", "lemma", "UAS", "LAS", "words/s"])
        )
        for part in (DEV if args.dev else TEST)[language]:
            print(evaluate(nlp, language, part).row())
        print()


def evaluate(nlp: Language, language: str, part: Part) -> Scores:
    """Score a pipeline on a part of a treebank."""
    groups = grouped(list(read(language, part)), random.Random(0))
    golds, texts = zip(*(document(nlp, group, None) for group in groups), strict=True)
    for text in texts[:20]:
        nlp(text)
    started = time.perf_counter()
    found = [nlp(text) for text in texts]
    took = time.perf_counter() - started
    count: Counter[str] = Counter()
    for gold, doc in zip(golds, found, strict=True):
        count += compare(gold, doc)
    return Scores(
        part.name,
        tokens=_f1(count["token"], count["gold tokens"], count["found tokens"]),
        ends=_f1(count["end"], count["gold ends"], count["found ends"]),
        **{name: 100 * count[name] / count["gold tokens"] for name in ("pos", "morph", "lemma")},
        **{name: 100 * count[name] / count["attached"] for name in ("uas", "las")},
        speed=count["found tokens"] / took,
    )


def compare(gold: Doc, doc: Doc) -> Counter[str]:
    """What is right in one text, counted in words of the treebank; punctuation is not attached."""
    count: Counter[str] = Counter()
    ours = {(t.idx, len(t)): t for t in doc if not t.is_space}
    for theirs in gold:
        attached = theirs.dep_ != "punct"
        count["gold tokens"] += 1
        count["attached"] += attached
        token = ours.get((theirs.idx, len(theirs)))
        if token is None:
            continue
        count["token"] += 1
        count["pos"] += token.pos == theirs.pos
        count["morph"] += str(token.morph) == str(theirs.morph)
        count["lemma"] += token.lemma_.lower() == theirs.lemma_.lower()
        if attached and _head(token).idx == theirs.head.idx:
            count["uas"] += 1
            count["las"] += token.dep_.lower() == theirs.dep_.lower()
    count["found tokens"] = len(ours)
    ends = [{_last(sentence) for sentence in d.sents} for d in (gold, doc)]
    count["gold ends"], count["found ends"] = map(len, ends)
    count["end"] = len(ends[0] & ends[1])
    return count


def _head(token: Token) -> Token:
    """The head, passing over white space."""
    head = token.head
    while head.is_space and head.head.i != head.i:
        head = head.head
    return head


def _last(sentence: Span) -> int:
    """Offset of the sentence's last word."""
    return max((t.idx for t in sentence if not t.is_space), default=-1)


def _f1(right: int, gold: int, found: int) -> float:
    return 200 * right / (gold + found) if gold + found else 0.0


if __name__ == "__main__":
    main()
