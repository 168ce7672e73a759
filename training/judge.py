"""Train the judge of events on annotated articles.

    python -m training.judge [--gold ../shared/gold] [--write]

Every event that the rules find in the training articles is right (it pairs with a required gold event under the
scorer's own rules), neutral (it pairs with an optional one) or wrong. A logistic regression over the features of
detente/events/features.py learns the difference. Articles are split into folds: what is printed, the threshold and
the calibration come from articles that the weights have not seen.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import json
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from detente import actors, quotes, text
from detente.events.find import candidates
from detente.knowledge import Knowledge
from detente.knowledge.judge import PATH
from detente.model import Article, Record
from detente.text import dates

LANGUAGES = ("fr", "en")
FOLDS = 8
# Features seen less often than this are noise; chosen among 2, 3, 5 by the F1 of the folds.
RARE = 6
L2, STEPS, RATE = 20.0, 300, 0.5


@dataclass(frozen=True)
class Sample:
    """One event that the rules found: its article, its features, and whether it is right (None: neutral)."""

    article: str
    features: tuple[str, ...]
    right: bool | None


def scorer(gold: Path) -> Any:
    """The module ../tools/score_gold.py, whose pairing rules decide what is right."""
    spec = importlib.util.spec_from_file_location("score_gold", gold.parent / "tools" / "score_gold.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def samples(gold: Path, part: str, known: Knowledge) -> tuple[list[Sample], Counter[str]]:
    """All events that the rules find in `<lang>.<part>.jsonl`, and the number of required gold events per article."""
    score = scorer(gold)
    found: list[Sample] = []
    required: Counter[str] = Counter()
    docs = [
        json.loads(line)
        for name in LANGUAGES
        for line in (gold / f"{name}.{part}.jsonl").read_text("utf-8").splitlines()
    ]
    docs += [
        json.loads(p.read_text(encoding="utf-8"))
        for p in sorted((gold.parent / "samples").glob("*.gold.json"))
    ]
    for doc in docs:
        language = known.language(lang := doc["lang"])
        if True:
            published = dt.date.fromisoformat(doc["published"]) if doc.get("published") else None
            article = Article(doc["id"], doc["text"], lang, outlet=doc.get("outlet"), published=published)
            sentences = text.parse(article.text, language)
            who = actors.find(article, sentences, language, known.world)
            when = dates.find(article, sentences, language)
            said = quotes.find(article, sentences, who, language)
            who = actors.hear(who, sentences, said, language)
            pairs = list(
                candidates(article, sentences, who, when, said, language, known.ontology, known.world)
            )
            pairs = [(e, f) for e, f in pairs if not e.domestic]
            record = Record(article, who.actors, tuple(e for e, _ in pairs), (), ())
            wanted = list(score.gold_events(doc))
            mine, _theirs = score.pair_up(
                wanted, list(score.read_events(record.to_json())), score.sides_agree
            )
            right = {k: wanted[i]["required"] for i, k in mine.items()}
            required[doc["id"]] = sum(g["required"] for g in wanted)
            for k, (_, features) in enumerate(pairs):
                verdict = (True if right[k] else None) if k in right else False
                found.append(Sample(doc["id"], features, verdict))
    return found, required


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
    data, required = samples(args.gold, "train", Knowledge())
    wanted = sum(required.values())
    articles = sorted(required)
    random.Random(1).shuffle(articles)
    fold = {a: i % FOLDS for i, a in enumerate(articles)}
    held: list[tuple[float, bool | None]] = []
    for k in range(FOLDS):
        weights, bias = fit([s for s in data if fold[s.article] != k])
        held += [(judged(weights, bias, s), s.right) for s in data if fold[s.article] == k]
    print(
        "without judge   P {:.3f} R {:.3f} F1 {:.3f}".format(*f1([(1.0, s.right) for s in data], wanted, 0.5))
    )
    grid = [i / 50 for i in range(3, 40)]
    for t in grid[::4]:
        print(f"threshold {t:.2f}  P %.3f R %.3f F1 %.3f" % f1(held, wanted, t))
    best = max(grid, key=lambda t: f1(held, wanted, t)[2])
    print(f"best {best:.2f}       P %.3f R %.3f F1 %.3f" % f1(held, wanted, best))
    curve = calibrate(held)
    print("reliability (predicted, right):", curve)
    weights, bias = fit(data)
    if args.write:
        PATH.parent.mkdir(exist_ok=True)
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


if __name__ == "__main__":
    main()
