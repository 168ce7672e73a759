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
from detente.events.sides import SIDES, Option, Scene, open_sides, options, parties_of
from detente.knowledge import Knowledge
from detente.model import Sentence
from training.articles import Annotated

# Features seen less often than this are noise.
RARE = 12
# Of 1, 3, 8, 20 and 50, the best on articles held apart.
L2, STEPS, RATE = 50.0, 400, 0.3


@dataclass(frozen=True)
class Choice:
    """One open side: its options' features, which of them are right, and which the plain rules would take."""

    article: str
    options: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    guess: tuple[bool, ...]


def choices(doc: Annotated, known: Knowledge, score: Any) -> list[Choice]:
    """The open sides of an article whose answer the gold gives."""
    found: list[Choice] = []
    scene = Scene.of(doc.who, doc.quotes, doc.language.syntax, doc.sentences)
    told: list[Coding] = []
    for sentence in doc.sentences:
        codings = read(sentence, doc.who, doc.language, known.ontology, loose=True)
        guesses = [continued(c, told) for c in codings]
        roles = roles_of(sentence, doc.who, doc.language)
        for coding, guess in zip(codings, guesses, strict=True):
            gold = _gold(coding, sentence, doc, score)
            if gold is None:
                continue
            for side in open_sides(coding, doc.who):
                wanted = _wanted(side, coding, gold, score)
                answers = list(options(coding, side, guess, sentence, roles, scene, told))
                choice = _choice(doc, side, wanted, answers, guess, score)
                if any(choice.right):
                    found.append(choice)
                chosen = next((o for o, r in zip(answers, choice.right, strict=True) if r), None)
                if chosen is not None and chosen.mention is not None:
                    # The other side is asked for as if this one were known.
                    parties = parties_of(chosen.mention, doc.who)
                    coding = replace(coding, **{"actors" if side == "actor" else "recipients": parties})
        told += guesses
    return found


def _gold(coding: Coding, sentence: Sentence, doc: Annotated, score: Any) -> dict[str, Any] | None:
    """The gold event of the coding's root in its sentence that agrees with its known sides, the nearest one."""
    known = set(SIDES).difference(open_sides(coding, doc.who))
    sides = {"actor": coding.actors, "recipient": coding.recipients}
    near = []
    for event in doc.gold:
        low, high = event["span"]
        if coding.root not in event["roots"] or not low <= coding.trigger.head.start < high:
            continue
        pairs = {"actor": event["a"], "recipient": event["r"]}
        if event["both"] and len(known) == 1:
            everyone = event["a"] | event["r"]
            agrees = all(not everyone or _codes(sides[s], score) & everyone for s in known)
        else:
            agrees = all(not pairs[s] or _codes(sides[s], score) & pairs[s] for s in known)
        if agrees:
            near.append((abs(event["at"] - coding.trigger.head.start), event))
    return min(near, key=lambda p: p[0])[1] if near else None


def _wanted(side: str, coding: Coding, gold: dict[str, Any], score: Any) -> frozenset[str]:
    """The codes that the gold gives for the side; of a mutual event, the side that is not yet known."""
    own, other = (gold["a"], gold["r"]) if side == "actor" else (gold["r"], gold["a"])
    if gold["both"]:
        facing = _codes(coding.recipients if side == "actor" else coding.actors, score)
        if facing & own and not facing & other:
            return frozenset(other)
    return frozenset(own)


def _choice(
    doc: Annotated, side: str, wanted: frozenset[str], answers: list[Option], guess: Coding, score: Any
) -> Choice:
    right, guessed = [], []
    taken = _codes(guess.actors if side == "actor" else guess.recipients, score)
    for option in answers:
        codes = _folded(doc.who.codes(option.mention), score) if option.mention else frozenset()
        right.append(bool(codes & wanted) if wanted else option.mention is None)
        guessed.append(bool(codes & taken) if taken else option.mention is None)
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
