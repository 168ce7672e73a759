"""Signatures estimate how alike texts are, and texts that are alike meet in a band."""

from __future__ import annotations

import random

import pytest

from detente.store import near


def text(*words: int) -> str:
    return " ".join(f"w{n}" for n in words)


@pytest.mark.parametrize("shared", [0.0, 0.3, 0.5, 0.7, 0.9, 1.0])
def test_likeness_estimates_what_texts_have_in_common(shared: float) -> None:
    errors, meetings = [], 0
    for seed in range(20):
        rng = random.Random(seed)
        body = [rng.randrange(10**6) for _ in range(400)]
        # Of n runs on each side s are common: s / (2n - s) of all.
        common = round(400 * 2 * shared / (1 + shared))
        one, other = (
            near.runs(text(*body[:common], *(rng.randrange(10**6) for _ in range(400 - common))))
            for _ in "ab"
        )
        signatures = near.signature(one), near.signature(other)
        errors.append(near.likeness(*signatures) - near.alike(one, other))
        meetings += bool(set(near.bands(signatures[0])) & set(near.bands(signatures[1])))
    assert abs(sum(errors) / 20) < 0.05
    if shared >= 0.7:
        assert meetings == 20
    if shared == 0:
        assert meetings == 0


def test_marks_and_accents_make_no_difference() -> None:
    assert near.runs("Le sommet, à Genève, s'est tenu.") == near.runs("le SOMMET a Geneve s est tenu")
    assert near.runs("") == near.runs("!")
