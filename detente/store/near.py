"""Texts that are nearly the same: MinHash signatures, and how alike two texts are.

A signature stands for the set of a text's runs of five words; the share of equal places in two signatures
estimates how many runs the texts have in common. Bands of a signature are its key in the database: two texts that
share a band are compared.
"""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

from detente.store.fulltext import folded

RUN = 5
PLACES = 63
# 21 bands of 3 places: texts that share half of their runs meet with a probability of 0.94, 70 % with 0.9998.
BANDS = 21
# Permutations by multiplying and shifting: odd factors, modulo 2**64, of which the upper half counts.
_SEEDS = np.random.default_rng(20210519)
_TIMES = _SEEDS.integers(0, 1 << 64, PLACES, dtype=np.uint64) | np.uint64(1)
_PLUS = _SEEDS.integers(0, 1 << 64, PLACES, dtype=np.uint64)


def runs(text: str) -> frozenset[int]:
    """The runs of five words of a text, as numbers; a shorter text is one run."""
    words = folded(text).split()
    last = max(len(words) - RUN, 0)
    return frozenset(zlib.crc32(" ".join(words[i : i + RUN]).encode()) for i in range(last + 1))


def signature(found: frozenset[int]) -> bytes:
    """63 numbers of 32 bits: the least of each of 63 permutations of the runs."""
    numbers = np.fromiter(sorted(found), dtype=np.uint64)[:, None]
    permuted = (numbers * _TIMES[None, :] + _PLUS[None, :]) >> np.uint64(32)
    least = np.asarray(permuted.min(axis=0), dtype="<u4")
    return least.tobytes()


def bands(signature: bytes) -> list[int]:
    """The keys under which near-identical texts meet: 63-bit numbers, one per band."""
    size = len(signature) // BANDS
    found = []
    for band in range(BANDS):
        part = signature[band * size : (band + 1) * size]
        low, high = zlib.crc32(part, band), zlib.crc32(part[::-1], band)
        found.append((high << 31 ^ low) & ((1 << 63) - 1))
    return sorted(set(found))


def likeness(one: bytes, other: bytes) -> float:
    """Estimated share of runs that two texts have in common (Jaccard), 0 to 1; its error is about 0.06."""
    return float(np.mean(_numbers(one) == _numbers(other)))


def _numbers(signature: bytes) -> NDArray[np.uint32]:
    return np.frombuffer(signature, dtype="<u4")


def contained(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the smaller set of runs that the other one holds, 0 to 1."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def alike(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of runs that two texts have in common (Jaccard), 0 to 1."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0
