"""Annotated articles as the stages before `events` see them: what the judge and the ranker are trained on.

There are two kinds: the articles of `../shared/gold`, and our own annotations of passages of `../shared/corpora`
(`training/annotations`, the text left where it is; passages that we wrote ourselves carry theirs).
"""

from __future__ import annotations

import datetime as dt
import gzip
import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente import actors, quotes, text
from detente.knowledge import Knowledge
from detente.knowledge.language import Language
from detente.model import Article, DateMention, Quote, Sentence, Who

LANGUAGES = ("fr", "en")
OWN = Path(__file__).parent / "annotations"


@dataclass(frozen=True)
class Annotated:
    """An article, what the first stages find in it, and its gold events as the scorer reads them."""

    article: Article
    language: Language
    sentences: tuple[Sentence, ...]
    who: Who
    dates: tuple[DateMention, ...]
    quotes: tuple[Quote, ...]
    gold: list[dict[str, Any]]


def scorer(gold: Path) -> Any:
    """The module ../tools/score_gold.py, whose pairing rules decide what is right."""
    spec = importlib.util.spec_from_file_location("score_gold", gold.parent / "tools" / "score_gold.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotated(gold: Path, known: Knowledge) -> Iterator[Annotated]:
    """The training articles of all languages, and the annotated samples."""
    score = scorer(gold)
    files = [gold / f"{name}.train.jsonl" for name in LANGUAGES]
    docs = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    docs += [json.loads(p.read_text("utf-8")) for p in sorted((gold.parent / "samples").glob("*.gold.json"))]
    for doc in docs:
        language = known.language(doc["lang"])
        published = dt.date.fromisoformat(doc["published"]) if doc.get("published") else None
        article = Article(doc["id"], doc["text"], doc["lang"], outlet=doc.get("outlet"), published=published)
        yield read_article(article, language, known, list(score.gold_events(doc)))
    texts = corpora(gold.parent / "corpora")
    for path in sorted(OWN.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            doc = json.loads(line)
            doc = {**texts.get(doc["id"], {}), **doc}
            words = doc["text"][doc.get("start", 0) : doc.get("end")]
            published = dt.date.fromisoformat(doc["published"]) if doc.get("published") else None
            article = Article(
                f"{doc['id']}+{doc.get('start', 0)}",
                words,
                doc["lang"],
                outlet=doc.get("outlet"),
                published=published,
            )
            events = [own_event(e, words, score) for e in doc["events"]]
            yield read_article(article, known.language(doc["lang"]), known, events)


def corpora(folder: Path) -> dict[str, dict[str, Any]]:
    """The raw articles by id."""
    found = {}
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            found.update({doc["id"]: doc for doc in map(json.loads, file)})
    return found


def own_event(event: dict[str, Any], text: str, score: Any) -> dict[str, Any]:
    """One event of our own annotations, as the scorer reads those of the gold."""
    start, end = event["trigger"]
    place = event.get("place")
    return {
        "roots": set(event["roots"]),
        "root": event["roots"][0],
        "a": score.codes(c for c, *_ in event["actors"]),
        "r": score.codes(c for c, *_ in event["recipients"]),
        "both": bool(event.get("symmetric")) or event["roots"][0] == "CONSULT",
        "required": not event.get("optional"),
        "status": {event["status"]},
        "date": [event.get("date")],
        "place": text[slice(*place)] if place else None,
        "at": start,
        "span": score.sentence_of(text, start),
        "trigger": text[start:end],
    }


def read_article(
    article: Article, language: Language, known: Knowledge, gold: list[dict[str, Any]] | None = None
) -> Annotated:
    """What the stages before `events` find in the article."""
    sentences = text.parse(article.text, language)
    who = actors.find(article, sentences, language, known.world)
    dates = text.dates.find(article, sentences, language)
    said = quotes.find(article, sentences, who, language)
    who = actors.hear(who, sentences, said, language)
    return Annotated(article, language, sentences, who, dates, said, gold or [])
