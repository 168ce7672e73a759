"""Who is who: the actors that words stand for, and those nobody could be found for."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from rich import box
from rich.table import Table

from detente import actors, text
from detente.cli.reading import Reader
from detente.knowledge import Knowledge
from detente.model import Article


def who_is_who(words: str, reader: Reader) -> Table:
    """Each mention with the actors that it stands for on the reader's day, and why.

    Raises:
        LanguageError: the words are in a language that Detente does not read.
    """
    known = Knowledge(reader.pipelines)
    language = known.language(reader.lang or text.identify(words, known.codes))
    article = Article("words", words, language.code, published=reader.published)
    found = actors.find(article, text.parse(words, language), language, known.world)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("words", "is", "code", "sector", "office", "because"):
        table.add_column(column, overflow="fold")
    for mention in found.mentions:
        said = words[mention.start : mention.end]
        if not mention.actors:
            table.add_row(said, "?", "", "", "", mention.reason)
        for id in mention.actors:
            actor = found.actor(id)
            table.add_row(
                said, actor.name, actor.code or "?", actor.sector or "", actor.office or "", mention.reason
            )
    return table


def unknown(files: Iterable[str]) -> tuple[list[tuple[str, int]], list[str]]:
    """(name, mentions) of the actors without a code in files of records, and lines that are no records."""
    names: Counter[str] = Counter()
    broken = []
    for file in files:
        try:
            with open(file, encoding="utf-8") as lines:
                for number, line in enumerate(lines, 1):
                    try:
                        _count(json.loads(line), names)
                    except (ValueError, KeyError, TypeError, AttributeError):
                        broken.append(
                            f"{file}, line {number}: no record; give what `read --format jsonl` wrote"
                        )
        except (OSError, UnicodeDecodeError) as error:
            broken.append(f"{file}: cannot be read ({getattr(error, 'strerror', None) or 'not UTF-8'})")
    return names.most_common(), broken


def _count(record: dict[str, list[dict[str, object]]], names: Counter[str]) -> None:
    for actor in record["actors"]:
        mentions = actor["mentions"]
        if actor["code"] is None and isinstance(mentions, list):
            names[str(actor["name"])] += len(mentions)
