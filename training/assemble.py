"""Make the shipped pipeline of a language from a training run: `python -m training.assemble fr --run small`.

The best checkpoint gets its lemma tables and loses what only training needs. The new pipeline takes the place
of the old one in a single rename, so that a program that is loading it never sees half of one. With several
--run, all trained further from one pipeline, the means of their weights are shipped.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.language import Language

from detente.text import lemmas, sentences, spaces, tokens  # noqa: F401  (registers their spaCy factories)
from detente.text.lemmas import Tables
from training.lemmas import learn
from training.paths import PIPELINES, TRAIN, WORK


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=sorted(TRAIN))
    parser.add_argument(
        "--run", nargs="+", default=["default"], help="folders of checkpoints in training/work/<lang>"
    )
    parser.add_argument("--to", type=Path, help="where to, if not detente/data/pipelines/<lang>")
    args = parser.parse_args()
    checkpoints = [WORK / args.language / run / "model-best" for run in args.run]
    assemble(args.language, checkpoints, args.to or PIPELINES / args.language)


def assemble(language: str, checkpoints: Sequence[Path], target: Path) -> None:
    """Write the pipeline of the checkpoints to the folder `target`; its README.md, if any, is kept."""
    nlp = complete(mean([spacy.load(path) for path in checkpoints]), language, learn(language))
    nlp.meta.update(
        name=f"detente_{language}",
        description=f"Universal Dependencies pipeline of Detente, language {language}",
        performance={},
    )
    nlp.config["corpora"] = nlp.config["training"] = nlp.config["initialize"] = {}
    fresh = target.with_name(f".{target.name}.new")
    old = target.with_name(f".{target.name}.old")
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    nlp.to_disk(fresh)
    (fresh / "vocab" / "strings.json").write_text(json.dumps(_labels(nlp), ensure_ascii=False))
    if (target / "README.md").exists():
        shutil.copy(target / "README.md", fresh / "README.md")
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def mean(pipelines: Sequence[Language]) -> Language:
    """The first pipeline with the mean of all their weights. Raises ValueError where their labels differ."""
    first = pipelines[0]
    for name in first.pipe_names:
        pipes = [nlp.get_pipe(name) for nlp in pipelines]
        if len({tuple(getattr(pipe, "labels", ())) for pipe in pipes}) > 1:
            raise ValueError(f"{name}: the labels of the runs differ")
        for nodes in zip(*(pipe.model.walk() for pipe in pipes), strict=True):  # type: ignore[attr-defined]
            for param in nodes[0].param_names:
                if nodes[0].has_param(param):
                    nodes[0].set_param(param, sum(n.get_param(param) for n in nodes) / len(nodes))
    return first


def complete(nlp: Language, language: str, tables: Tables) -> Language:
    """The trained components with those around them that need no training."""
    nlp.add_pipe("detente_hide_spaces", name="hide_spaces", first=True)
    nlp.add_pipe("detente_sentences", name="sentences", first=True, config={"language": language})
    nlp.add_pipe("detente_lemmas", name="lemmas")
    nlp.get_pipe("lemmas").tables = tables  # type: ignore[attr-defined]
    nlp.add_pipe("detente_show_spaces", name="show_spaces")
    return nlp


def _labels(nlp: Language) -> list[str]:
    """The strings that the vocabulary needs: labels. Words are hashed; theirs come with the text read."""
    features = nlp.get_pipe("morphologizer").labels
    relations = {label.partition("-")[2] for label in nlp.get_pipe("parser").labels}
    return sorted(
        {"ROOT", "dep", *features, *map(_feats, features), *relations, *nlp.get_pipe("parser").labels}
    )


def _feats(label: str) -> str:
    """The features in a label of the morphologizer, without its part of speech."""
    return "|".join(f for f in label.split("|") if not f.startswith("POS="))


if __name__ == "__main__":
    main()
