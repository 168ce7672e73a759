"""News parsed by several large parsers, to train the small one on: `python -m training.silver fr --runs a b`.

The treebanks are small and no news; the raw articles are news, but unparsed. Parsers too large to ship vote
on each sentence of them, and the outcome teaches the small parser. The result is a CoNLL-U file in
training/work; no part of it is shipped.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence

import spacy
from spacy.tokens import Doc, Span, Token
from thinc.api import NumpyOps, set_current_ops

from detente.text import lemmas, sentences, spaces, tokens  # noqa: F401  (registers their spaCy factories)
from detente.text.lemmas import Tables
from training.assemble import complete
from training.paths import CORPORA, RAW, WORK
from training.vote import tree

# Longer lines are speeches without a break, or lists.
LONGEST_LINE = 3000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=sorted(RAW))
    parser.add_argument(
        "--runs", nargs="+", required=True, help="folders of checkpoints in training/work/<lang>"
    )
    parser.add_argument("--words", type=int, default=500_000, help="stop after so many words")
    args = parser.parse_args()
    set_current_ops(NumpyOps(use_blis=False))
    checkpoints = [spacy.load(WORK / args.language / run / "model-best") for run in args.runs]
    teachers = [complete(nlp, args.language, Tables()) for nlp in checkpoints]
    weights = [nlp.meta["performance"]["dep_las"] for nlp in teachers]
    count = 0
    with (WORK / args.language / "silver.conllu").open("w", encoding="utf-8") as out:
        for line in lines(args.language):
            docs = [nlp(line) for nlp in teachers]
            for rows in agreed(docs, weights):
                out.write("\n".join(rows) + "\n\n")
                count += len(rows)
            if count > args.words:
                break
    print(f"{count} words")


def lines(language: str) -> Iterator[str]:
    """The lines of the raw articles, articles in random order; articles that come twice, once."""
    texts: list[str] = []
    for name in RAW[language]:
        with gzip.open(CORPORA / name, "rt", encoding="utf-8") as file:
            texts += [json.loads(line)["text"] for line in file]
    texts = sorted(set(texts))
    random.Random(0).shuffle(texts)
    for text in texts:
        for line in text.split("\n"):
            if line.strip() and len(line) < LONGEST_LINE:
                yield " ".join(line.split())


def agreed(docs: Sequence[Doc], weights: Sequence[float]) -> Iterator[list[str]]:
    """The sentences of one line in CoNLL-U rows; none where the parsers cut sentences differently."""
    cuts = [[(s.start, s.end) for s in doc.sents] for doc in docs]
    if any(c != cuts[0] for c in cuts):
        return
    for start, end in cuts[0]:
        spans = [doc[start:end] for doc in docs]
        words = [t.i for t in spans[0] if not t.is_space]
        if len(words) > 1:
            yield _rows(spans, words, weights)


def _rows(spans: Sequence[Span], words: list[int], weights: Sequence[float]) -> list[str]:
    place = {i: n for n, i in enumerate(words)}
    heads = [_heads(span, words, place) for span in spans]
    found = tree(heads, weights)
    rows = []
    for n, i in enumerate(words):
        votes = [span.doc[i] for span in spans]
        agreeing = [t for t, h in zip(votes, heads, strict=True) if h[n] == found[n]] or votes
        labels = Counter(t.dep_ for t in agreeing if (t.dep_ == "ROOT") == (found[n] == n))
        dep = "root" if found[n] == n else labels.most_common(1)[0][0] if labels else "dep"
        pos, feats = Counter((t.pos_, str(t.morph)) for t in votes).most_common(1)[0][0]
        head = 0 if found[n] == n else found[n] + 1
        misc = "_" if votes[0].whitespace_ or _spaced(votes[0]) else "SpaceAfter=No"
        rows.append(
            "\t".join((str(n + 1), votes[0].text, "_", pos, "_", feats or "_", str(head), dep, "_", misc))
        )
    return rows


def _heads(span: Span, words: list[int], place: dict[int, int]) -> list[int]:
    """Heads as places among the words of the sentence; what hangs on white space hangs on its head."""
    heads = []
    for i in words:
        head: Token = span.doc[i].head
        while head.i not in place and head.head.i != head.i:
            head = head.head
        heads.append(place.get(head.i, place[i]))
    return heads


def _spaced(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().is_space


if __name__ == "__main__":
    main()
