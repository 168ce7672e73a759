"""Training of the ranker of sides; `python -m training.judge` uses it and writes what it learns.

A coding of the rules that leaves a side open teaches when a gold event of its root stands in its sentence and
agrees with the side that it knows: the gold names who is meant. Where nobody of the article fits, it is skipped.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from detente.events.compose import Coding
from detente.events.find import continued, read, roles_of
from detente.events.sides import SIDES, Option, Scene, options
from detente.knowledge import Knowledge
from training.articles import Annotated

# Features seen less often than this are noise.
RARE = 12
# How far apart the words of a coding and of a gold event may stand, in characters, to be one event.
NEAR = 30
# Of 10, 20 and 50, the best on articles held apart.
L2, STEPS, RATE = 10.0, 400, 0.3


@dataclass(frozen=True)
class Choice:
    """One open side: its options' features, which of them are right, and which the plain rules would take."""

    article: str
    options: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    guess: tuple[bool, ...]


def choices(doc: Annotated, known: Knowledge, score: Any) -> list[Choice]:
    """The sides of an article's codings whose answer the gold gives."""
    found: list[Choice] = []
    scene = Scene.of(doc.who, doc.quotes, doc.language.syntax, doc.sentences)
    told: list[Coding] = []
    for sentence in doc.sentences:
        codings = read(sentence, doc.who, doc.language, known.ontology, loose=True)
        guesses = [continued(c, told) for c in codings]
        roles = roles_of(sentence, doc.who, doc.language)
        for coding, guess in zip(codings, guesses, strict=True):
            gold = _gold(coding, doc, score)
            if gold is None:
                continue
            for side in SIDES:
                wanted = _wanted(side, coding, gold, score)
                answers = list(options(coding, side, guess, sentence, roles, scene, told))
                choice = _choice(doc, side, wanted, answers, guess, score)
                if any(choice.right):
                    found.append(choice)
                chosen = next((o for o, r in zip(answers, choice.right, strict=True) if r), None)
                if chosen is not None and chosen.parties:
                    # The other side is asked for as if this one were known.
                    coding = replace(
                        coding, **{"actors" if side == "actor" else "recipients": chosen.parties}
                    )
        told += guesses
    return found


def _gold(coding: Coding, doc: Annotated, score: Any) -> dict[str, Any] | None:
    """The gold event that the coding tells of: of its root, in its sentence, near or with a party in common."""
    at = coding.trigger.head.start
    mine = _codes((*coding.actors, *coding.recipients), score)
    near = [
        (abs(event["at"] - at), n, event)
        for n, event in enumerate(doc.gold)
        if coding.root in event["roots"] and event["span"][0] <= at < event["span"][1]
    ]
    near = [(gap, n, event) for gap, n, event in near if gap <= NEAR or mine & (event["a"] | event["r"])]
    return min(near)[2] if near else None


def _wanted(side: str, coding: Coding, gold: dict[str, Any], score: Any) -> frozenset[str]:
    """The codes that the gold gives for the side; of a mutual event, the side that is not the other one."""
    own, other = (gold["a"], gold["r"]) if side == "actor" else (gold["r"], gold["a"])
    if gold["both"]:
        facing = _codes(coding.recipients if side == "actor" else coding.actors, score)
        if facing & own and not facing & other:
            return frozenset(other)
        if not facing and side == "actor":
            return frozenset(own | other)
    return frozenset(own)


def _choice(
    doc: Annotated, side: str, wanted: frozenset[str], answers: list[Option], guess: Coding, score: Any
) -> Choice:
    right, guessed = [], []
    taken = _codes(guess.actors if side == "actor" else guess.recipients, score)
    for option in answers:
        codes = _codes(option.parties, score)
        right.append(bool(codes & wanted) if wanted else not codes)
        guessed.append(bool(codes & taken) if taken else not codes)
    return Choice(doc.article.id, tuple(o.features for o in answers), tuple(right), tuple(guessed))


def _codes(parties: Any, score: Any) -> frozenset[str]:
    return _folded([p.code for p in parties if p.code], score)


def _folded(codes: Any, score: Any) -> frozenset[str]:
    return frozenset(score.codes(codes))


def fit(data: list[Choice]) -> dict[str, float]:
    """Weights that make the right options likely: gradient ascent on the log-likelihood with L2 penalty."""
    counts = Counter(f for c in data for o in c.options for f in o)
    names = sorted(f for f, n in counts.items() if n >= RARE)
    index = {f: i for i, f in enumerate(names)}
    rows = [[index[f] for f in o if f in index] for c in data for o in c.options]
    flat = np.array([i for r in rows for i in r], dtype=np.int64)
    owner = np.repeat(np.arange(len(rows)), [len(r) for r in rows])
    group = np.repeat(np.arange(len(data)), [len(c.options) for c in data])
    right = np.array([float(r) for c in data for r in c.right])
    weights, speed = np.zeros(len(names)), np.zeros(len(names))
    scale = np.array([1.0 / np.sqrt(counts[f]) for f in names])
    for _ in range(STEPS):
        total = np.bincount(owner, weights[flat], minlength=len(rows))
        p = np.exp(np.clip(total, -30, 30))
        q = p * right
        p /= np.bincount(group, p, minlength=len(data))[group]
        q /= np.bincount(group, q, minlength=len(data))[group]
        gradient = np.bincount(flat, (q - p)[owner], minlength=len(names)) - L2 * weights
        speed = 0.9 * speed + RATE * 0.1 * scale * gradient
        weights = weights + speed
    return dict(zip(names, weights.tolist(), strict=True))
