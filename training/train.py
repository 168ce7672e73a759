"""Train the pipeline of one language: `python -m training.train fr`.

Checkpoints go to training/work/<lang>/<run>; `python -m training.assemble` ships the best one.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_nlp
from spacy.util import load_config
from thinc.api import Config, NumpyOps, set_current_ops

from detente.text import lemmas, sentences, spaces, tokens  # noqa: F401  (registers their spaCy factories)
from training import corpus  # noqa: F401  (registers the reader)
from training.paths import TRAIN, WORK

CONFIG = Path(__file__).with_name("config.cfg")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=sorted(TRAIN))
    parser.add_argument("--run", default="default", help="name of the folder of checkpoints")
    parser.add_argument("--start", type=Path, help="a pipeline whose components to train further")
    parser.add_argument("--anew", nargs="*", default=[], help="components not to take from it")
    parser.add_argument("--set", nargs="*", default=[], metavar="KEY=VALUE", help="changes to config.cfg")
    args = parser.parse_args()
    config = configuration(args.language, dict(s.split("=", 1) for s in args.set))
    if args.start:
        for name in config["components"].keys() - args.anew:
            config["components"][name] = {"source": str(args.start)}
    train(config, WORK / args.language / args.run)


def configuration(language: str, changes: dict[str, str]) -> Config:
    """What config.cfg says, with some values changed."""
    overrides: dict[str, object] = {"variables.language": language}
    overrides |= {key: _value(value) for key, value in changes.items()}
    return load_config(CONFIG, overrides=overrides, interpolate=True)


def train(config: Config, folder: Path) -> None:
    """Train; checkpoints go to the folder."""
    # numpy's own matrix product is three times as fast as thinc's default here.
    set_current_ops(NumpyOps(use_blis=False))
    nlp = init_nlp(config)
    # From here on the corpus is read anew, and varied anew, in each pass; before, spaCy would then have
    # taken the labels from its first hundred texts only.
    nlp.config["training"]["max_epochs"] = -1
    folder.mkdir(parents=True, exist_ok=True)
    train_nlp(nlp, folder, use_gpu=-1, stdout=sys.stdout, stderr=sys.stderr)


def _value(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


if __name__ == "__main__":
    main()
