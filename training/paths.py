"""Where the treebanks are, which are read for what, and where the work is kept."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "training" / "work"
SHARED = Path(os.environ.get("DETENTE_SHARED", ROOT.parent / "shared"))
TREEBANKS = SHARED / "data" / "treebanks"
CORPORA = SHARED / "corpora"
PIPELINES = ROOT / "detente" / "data" / "pipelines"


@dataclass(frozen=True, slots=True)
class Part:
    """Some sentences of a treebank: those from number `start` up to `stop`."""

    name: str
    start: int = 0
    stop: int | None = None


# GSD's training file is not here: most of its dev file trains, and its tail, with Sequoia's, chooses models.
TRAIN = {
    "fr": (
        Part("sequoia-train"),
        Part("gsd-dev", stop=1200),
        Part("pud"),
        Part("rhapsodie-train"),
        Part("rhapsodie-dev"),
        Part("rhapsodie-test"),
    ),
    "en": (Part("ewt-train"), Part("pud")),
}
DEV = {"fr": (Part("sequoia-dev"), Part("gsd-dev", start=1200)), "en": (Part("ewt-dev"),)}
TEST = {"fr": (Part("sequoia-test"), Part("gsd-test")), "en": (Part("ewt-test"),)}
RAW = {
    "fr": ("wikinews-2016-2018.fr.jsonl.gz",),
    "en": ("wikinews-2019-2020.en.jsonl.gz", "state-2021-2022.en.jsonl.gz"),
}
