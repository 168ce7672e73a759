"""What was learnt from annotated articles: a judge of events, and a ranker of their sides."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.knowledge.files import DATA, shown
from detente.model import DataError

PATH = DATA / "judge" / "events.json"
SIDES = DATA / "judge" / "sides.json"


@dataclass(frozen=True, slots=True)
class Judge:
    """A logistic regression over named features.

    `weights` maps a feature to its weight, `bias` is the weight of every event; `threshold` is the
    probability from which an event is kept, chosen on articles held apart from the training of the weights;
    `calibration` are (score, share of right events) pairs, ascending, between which confidence is interpolated.
    """

    weights: Mapping[str, float]
    bias: float
    threshold: float
    calibration: tuple[tuple[float, float], ...]

    def probability(self, features: Iterable[str]) -> float:
        """How likely an event with these features is right, from 0 to 1, before calibration."""
        total = self.bias + sum(self.weights.get(f, 0.0) for f in features)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def confidence(self, probability: float) -> float:
        """The share of right events among those of such a probability, on articles held apart."""
        points = self.calibration
        if not points:
            return probability
        if probability <= points[0][0]:
            return points[0][1]
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            if probability <= x1:
                return y0 + (y1 - y0) * (probability - x0) / (x1 - x0) if x1 > x0 else y1
        return points[-1][1]

    def strongest(self, features: Iterable[str], count: int = 4) -> list[tuple[str, float]]:
        """The features that weigh most, with their weights: why the judge says so."""
        weighed = [(f, self.weights[f]) for f in features if f in self.weights]
        return sorted(weighed, key=lambda p: -abs(p[1]))[:count]


@dataclass(frozen=True, slots=True)
class Ranker:
    """A log-linear choice among options, each with its named features; trained by training/sides.py."""

    weights: Mapping[str, float]

    def best(self, options: Sequence[Iterable[str]]) -> tuple[int, float]:
        """Position of the likeliest option, the first of equals, and its probability."""
        scores = [sum(self.weights.get(f, 0.0) for f in features) for features in options]
        top = max(scores)
        total = sum(math.exp(s - top) for s in scores)
        return scores.index(top), 1 / total


def load_ranker() -> Ranker | None:
    """The ranker of sides that ships, None where none has been trained.

    Raises:
        DataError: the file is not one that training/sides.py writes.
    """
    if not SIDES.exists():
        return None
    try:
        found = json.loads(SIDES.read_text(encoding="utf-8"))
        return Ranker({name: float(weight) for name, weight in found["weights"].items()})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(shown(SIDES), "-", f"no ranker: {error!r}") from None


def load_judge() -> Judge | None:
    """The judge that ships, None where none has been trained.

    Raises:
        DataError: the file is not one that training/judge.py writes.
    """
    if not PATH.exists():
        return None
    try:
        found = json.loads(PATH.read_text(encoding="utf-8"))
        calibration = tuple((float(x), float(y)) for x, y in found["calibration"])
        return Judge(found["weights"], float(found["bias"]), float(found["threshold"]), calibration)
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(shown(PATH), "-", f"no judge: {error!r}") from None
