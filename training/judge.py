"""Train the judge of events on annotated articles.

    python -m training.judge [--gold ../shared/gold] [--write]

Every event that the rules find in the training articles is right (it pairs with a required gold event under the
scorer's own rules), neutral (it pairs with an optional one) or wrong. A logistic regression over the features of
detente/events/features.py learns the difference. Articles are split into folds: what is printed, the threshold and
the calibration come from articles that the weights have not seen.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from detente.events.find import candidates
from detente.knowledge import Knowledge
from detente.knowledge.judge import PATH, SIDES, Ranker
from detente.knowledge.tagger import Tagger
from detente.model import Article, Record
from training import sides, tagger
from training.articles import Annotated, annotated, read_article, scorer

FOLDS = 8
# Thresholds whose F1 lies so near to the best are as good.
FLAT = 0.005
# Features seen less often than this are noise; chosen among 2, 3, 5 by the F1 of the folds.
RARE = 6
L2, STEPS, RATE = 20.0, 300, 0.5
# PLV has one root for two of PLOVER's.
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


@dataclass(frozen=True)
class Sample:
    """One event that the rules found: its article, its features, and whether it is right (None: neutral)."""

    article: str
    features: tuple[str, ...]
    right: bool | None


def samples(
    doc: Annotated, ranker: Ranker | None, tagger_: Tagger, known: Knowledge, score: Any
) -> list[Sample]:
    """All events that the rules find in the article, its open sides as the ranker sees them."""
    given = (doc.article, doc.sentences, doc.who, doc.dates, doc.quotes, doc.language)
    found = [
        (e, f) for e, f in candidates(*given, known.ontology, known.world, ranker, tagger_) if not e.domestic
    ]
    record = Record(doc.article, doc.who.actors, tuple(e for e, _ in found), (), ())
    read = list(score.read_events(record.to_json()))
    mine, _theirs = score.pair_up(doc.gold, read, score.sides_agree)
    right = {k: doc.gold[i]["required"] for i, k in mine.items()}
    return [
        Sample(doc.article.id, features, (True if right[k] else None) if k in right else False)
        for k, (_, features) in enumerate(found)
    ]


def sentences(path: Path, known: Knowledge, ranker: Ranker, tagger_: Tagger) -> list[Sample]:
    """The events that the rules find in the single sentences of a PLV file, each with a source, a target and a root.

    What links the two is right or wrong by its root; of the rest nothing is known.
    """
    language = known.language("en")
    found: list[Sample] = []
    for n, row in enumerate(csv.DictReader(path.open(encoding="utf-8"), delimiter="\t")):
        doc = read_article(Article(f"plv/{n}", row["sentence"], "en"), language, known)
        pair = [
            (at, at + len(row[k])) for k in ("source", "target") if (at := row["sentence"].find(row[k])) >= 0
        ]
        given = (doc.article, doc.sentences, doc.who, doc.dates, doc.quotes, doc.language)
        for event, features in candidates(*given, known.ontology, known.world, ranker, tagger_):
            sides_ = [event.actors, event.recipients]
            if event.mutual:
                sides_ = [(*event.actors, *event.recipients)] * 2
            touched = [
                any(p.start < b and a < p.end for p in parties)
                for (a, b), parties in zip(pair, sides_, strict=False)
            ]
            if len(touched) == 2 and all(touched):
                right = YIELD.get(event.root, event.root) == row["gold_root"]
                found.append(Sample(doc.article.id, features, right))
    return found


def fit(data: list[Sample]) -> tuple[dict[str, float], float]:
    """Weights and bias of a logistic regression with L2 penalty, by full-batch gradient descent with momentum."""
    data = [s for s in data if s.right is not None]
    counts = Counter(f for s in data for f in s.features)
    names = sorted(f for f, n in counts.items() if n >= RARE)
    index = {f: i for i, f in enumerate(names)}
    rows = [np.array([index[f] for f in s.features if f in index], dtype=np.int64) for s in data]
    flat = np.concatenate(rows)
    owner = np.repeat(np.arange(len(rows)), [len(r) for r in rows])
    target = np.array([float(bool(s.right)) for s in data])
    weights, bias = np.zeros(len(names)), 0.0
    speed, bias_speed = np.zeros(len(names)), 0.0
    # Common features would dominate the step size: each has its own, by how often it occurs.
    scale = np.array([1.0 / np.sqrt(counts[f]) for f in names])
    for _ in range(STEPS):
        total = bias + np.bincount(owner, weights[flat], minlength=len(rows))
        error = 1 / (1 + np.exp(-total)) - target
        gradient = np.bincount(flat, error[owner], minlength=len(names)) + L2 * weights
        speed = 0.9 * speed - RATE * 0.1 * scale * gradient / np.sqrt(len(rows)) * 3
        weights = weights + speed
        bias_speed = 0.9 * bias_speed - 0.1 * error.mean()
        bias += bias_speed
    return dict(zip(names, weights.tolist(), strict=True)), bias


def judged(weights: dict[str, float], bias: float, sample: Sample) -> float:
    return float(1 / (1 + np.exp(-(bias + sum(weights.get(f, 0.0) for f in sample.features)))))


def f1(scored: list[tuple[float, bool | None]], wanted: int, threshold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of keeping what scores at least the threshold; neutral events count neither way."""
    kept = [right for p, right in scored if p >= threshold and right is not None]
    hits = sum(kept)
    precision, recall = hits / max(len(kept), 1), hits / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def calibrate(scored: list[tuple[float, bool | None]], bins: int = 10) -> list[tuple[float, float]]:
    """Reliability curve by isotonic pooling of equal-count bins: (mean probability, share right), ascending."""
    pairs = sorted((p, bool(r)) for p, r in scored if r is not None)
    size = max(len(pairs) // bins, 1)
    blocks = [(b, len(b)) for i in range(0, len(pairs), size) if (b := pairs[i : i + size])]
    points = [[float(np.mean([p for p, _ in b])), float(np.mean([r for _, r in b])), n] for b, n in blocks]
    at = 0
    while at + 1 < len(points):
        if points[at][1] > points[at + 1][1]:
            a, b = points[at], points.pop(at + 1)
            total = a[2] + b[2]
            points[at] = [(a[0] * a[2] + b[0] * b[2]) / total, (a[1] * a[2] + b[1] * b[2]) / total, total]
            at = max(at - 1, 0)
        else:
            at += 1
    return [(round(x, 4), round(y, 4)) for x, y, _ in points]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--write", action="store_true", help=f"write {PATH.name}")
    args = parser.parse_args()
    known, score = Knowledge(), scorer(args.gold)
    docs = list(annotated(args.gold, known))
    # The threshold and the calibration are those of the articles of the gold alone: our own passages hold more events
    # than real ones do, by choice.
    real = {d.article.id for d in docs if "+" not in d.article.id}
    wanted = sum(g["required"] for d in docs if d.article.id in real for g in d.gold)
    articles = sorted(d.article.id for d in docs)
    random.Random(1).shuffle(articles)
    fold = {a: i % FOLDS for i, a in enumerate(articles)}
    open_sides = [c for d in docs for c in sides.choices(d, known, score)]
    tokens = [w for d in docs for w in tagger.words(d, known)]
    data: list[Sample] = []
    hits = 0
    for k in range(FOLDS):
        ranker = Ranker(sides.fit([c for c in open_sides if fold[c.article] != k]))
        apart = [c for c in open_sides if fold[c.article] == k]
        hits += sum(c.right[ranker.best(c.options)[0]] for c in apart)
        # The judge sees sides as it will see them: from a ranker that has not read the article.
        tags = tagger.fit([w for w in tokens if fold[w.article] != k])
        data += [x for d in docs if fold[d.article.id] == k for x in samples(d, ranker, tags, known, score)]
    guesses = sum(any(r and g for r, g in zip(c.right, c.guess, strict=True)) for c in open_sides)
    print(f"open sides      {len(open_sides)}: right {hits}, by plain rules {guesses}")
    whole = tagger.fit(tokens)
    single = sentences(args.gold / "plv_train.tsv", known, Ranker(sides.fit(open_sides)), whole)
    print(f"single sentences {len(single)} events, right {sum(bool(s.right) for s in single)}")
    held: list[tuple[float, bool | None]] = []
    for k in range(FOLDS):
        weights, bias = fit([s for s in data if fold[s.article] != k] + single)
        held += [
            (judged(weights, bias, s), s.right) for s in data if fold[s.article] == k and s.article in real
        ]
    print(
        "without judge   P {:.3f} R {:.3f} F1 {:.3f}".format(
            *f1([(1.0, s.right) for s in data if s.article in real], wanted, 0.5)
        )
    )
    grid = [i / 50 for i in range(3, 40)]
    for t in grid[::4]:
        print(f"threshold {t:.2f}  P %.3f R %.3f F1 %.3f" % f1(held, wanted, t))
    # Around its top the curve is flat, and a false event does more harm than a missed one.
    top = max(f1(held, wanted, t)[2] for t in grid)
    best = max(t for t in grid if f1(held, wanted, t)[2] >= top - FLAT)
    print(f"best {best:.2f}       P %.3f R %.3f F1 %.3f" % f1(held, wanted, best))
    curve = calibrate(held)
    print("reliability (predicted, right):", curve)
    weights, bias = fit(data + single)
    if args.write:
        PATH.parent.mkdir(exist_ok=True)
        _write_ranker(sides.fit(open_sides), len(articles))
        tagger.write(whole)
        kept = {f: round(w, 4) for f, w in sorted(weights.items()) if abs(w) >= 0.01}
        model = {
            "trained_on": f"{len(articles)} articles, {len(data)} events of the rules",
            "bias": round(bias, 4),
            "threshold": best,
            "calibration": curve,
            "weights": kept,
        }
        PATH.write_text(json.dumps(model, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        print(f"{PATH}: {len(kept)} weights")


def _write_ranker(weights: dict[str, float], articles: int) -> None:
    kept = {f: round(w, 4) for f, w in sorted(weights.items()) if abs(w) >= 0.005}
    model = {"trained_on": f"{articles} articles", "weights": kept}
    SIDES.write_text(json.dumps(model, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{SIDES}: {len(kept)} weights")


if __name__ == "__main__":
    main()
