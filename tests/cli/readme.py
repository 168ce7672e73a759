"""The example of README.md: a command, and what it prints."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from detente.cli.reading import without_domestic
from detente.cli.show import page
from detente.knowledge import Knowledge
from detente.model import Article
from detente.read import read

README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"(?<=```console\n)(?P<command>\$ [^\n]+\n)(?P<output>.*?)(?=```\n)", re.S)
TEXT = (
    "The American and Russian foreign ministers met for the first time in Reykjavik on Wednesday. "
    "Washington proposed a summit in June but threatened Moscow with new sanctions. "
    '"The dialogue must go on," the Russian minister said.'
)


def output(known: Knowledge) -> str:
    """What the command of the example prints."""
    article = Article("news.txt", TEXT, "en", published=dt.date(2021, 5, 21))
    return page(without_domestic(read(article, known=known)))


def rewritten(known: Knowledge) -> str:
    """README.md with what the command prints now."""
    text = README.read_text(encoding="utf-8")
    return BLOCK.sub(lambda m: m["command"] + output(known), text, count=1)
