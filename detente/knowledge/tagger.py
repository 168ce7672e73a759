"""The learnt tagger: of which PLOVER root each word of a sentence tells, if of any."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.knowledge.files import DATA, shown
from detente.model import DataError

PATH = DATA / "judge" / "tagger.npz"
# Features are hashed into this many rows.
ROWS = 1 << 14

Array = np.ndarray[Any, np.dtype[np.float32]]


def row(feature: str) -> int:
    """The row of a feature's weights."""
    return zlib.crc32(feature.encode()) % ROWS


@dataclass(frozen=True, slots=True, eq=False)
class Tagger:
    """One hidden layer over a bag of hashed features and the parser's vectors; trained by training/tagger.py.

    `roots` names the outputs, the first is that of words that tell of nothing. `words` and `direct` hold a row per
    hashed feature: what it adds to the input of the hidden layer, and to the outputs. `mean` and `scale`
    normalise the vectors, whose part of the hidden layer's weights is `dense` of each language.
    """

    roots: tuple[str, ...]
    words: Array
    direct: Array
    sparse: Array
    dense: dict[str, Array]
    mean: dict[str, Array]
    scale: dict[str, Array]
    bias: Array
    out: Array
    out_bias: Array

    def probabilities(self, lang: str, features: Sequence[Sequence[str]], vectors: Array | None) -> Array:
        """A row of probabilities per word, a column per root.

        `vectors` are the words' own; without them, as with a parser that the tagger does not know, the features
        decide alone.
        """
        rows = [[row(f) for f in fs] for fs in features]
        bag = np.stack([self.words[r].sum(0) for r in rows])
        hidden = bag @ self.sparse + self.bias
        if vectors is not None and lang in self.dense and vectors.shape[1] == len(self.mean[lang]):
            hidden = hidden + ((vectors - self.mean[lang]) / self.scale[lang]) @ self.dense[lang]
        scores = (
            np.maximum(hidden, 0) @ self.out + self.out_bias + np.stack([self.direct[r].sum(0) for r in rows])
        )
        scores = np.exp(scores - scores.max(1, keepdims=True))
        found: Array = scores / scores.sum(1, keepdims=True)
        return found


def load_tagger() -> Tagger | None:
    """The tagger that ships, None where none has been trained.

    Raises:
        DataError: the file is not one that training/tagger.py writes.
    """
    if not PATH.exists():
        return None
    try:
        with np.load(PATH) as file:
            found = {name: file[name] for name in file.files}
        languages = [name.partition("-")[2] for name in found if name.startswith("dense-")]
        whole = {k: v.astype("float32") for k, v in found.items() if k != "roots"}
        return Tagger(
            tuple(str(r) for r in found["roots"]),
            whole["words"],
            whole["direct"],
            whole["sparse"],
            {code: whole[f"dense-{code}"] for code in languages},
            {code: whole[f"mean-{code}"] for code in languages},
            {code: whole[f"scale-{code}"] for code in languages},
            whole["bias"],
            whole["out"],
            whole["out_bias"],
        )
    except (OSError, ValueError, KeyError) as error:
        raise DataError(shown(PATH), "-", f"no tagger: {error!r}") from None
