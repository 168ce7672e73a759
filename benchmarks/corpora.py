"""Read whole corpora of real articles: nothing may fail, and what is found can be looked at.

    python -m benchmarks.corpora ../shared/corpora/*.jsonl.gz [--limit N] [--jobs 2] [--out RECORDS.jsonl] [--draw 100]

Prints per file: articles, failures (with their reason), words per second, events per article by root and status.
`--draw N` prints N events drawn at random (seed 1) with their words, to be judged by a reader.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import random
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import detente
from detente.knowledge import Knowledge
from detente.model import Article


@cache
def knowledge() -> Knowledge:
    return Knowledge()


def one(line: str) -> tuple[dict[str, Any] | None, str | None]:
    """The record of one line, or what went wrong."""
    doc = json.loads(line)
    published = dt.date.fromisoformat(doc["published"]) if doc.get("published") else None
    article = Article(
        doc["id"], doc["text"], doc["lang"], doc.get("title"), doc.get("outlet"), doc.get("url"), published
    )
    try:
        return detente.read(article, known=knowledge()).to_json(), None
    except Exception:
        return None, f"{doc['id']}: {traceback.format_exc(limit=-2)}"


def lines(path: Path, limit: int | None) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if limit is not None and number >= limit:
                return
            yield line


def shown(record: dict[str, Any], event: dict[str, Any]) -> str:
    """One event in two lines: what was coded, and the words around its trigger."""
    text = record["article"]["text"]
    start, end = event["trigger"]["start"], event["trigger"]["end"]

    def side(parties: list[dict[str, Any]]) -> str:
        return ", ".join(f"{p['code']} «{text[p['start'] : p['end']]}»" for p in parties) or "–"

    around = f"{text[max(0, start - 150) : start]}>>{text[start:end]}<<{text[end : end + 150]}".replace(
        "\n", " "
    )
    date = event["date"] or {}
    return (
        f"{record['article']['id']} {event['root']} {event['status']} {side(event['actors'])} → "
        f"{side(event['recipients'])} [{date.get('start')}] {event['confidence']} {event['rule']}\n    {around}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--draw", type=int, default=0)
    args = parser.parse_args()
    out = args.out.open("w", encoding="utf-8") if args.out else None
    with Pool(args.jobs) as pool:
        for path in args.files:
            began, words, failures = time.perf_counter(), 0, []
            roots: Counter[str] = Counter()
            statuses: Counter[str] = Counter()
            found: list[tuple[dict[str, Any], dict[str, Any]]] = []
            articles = 0
            for record, failure in pool.imap(one, lines(path, args.limit), chunksize=8):
                articles += 1
                if record is None:
                    failures.append(failure)
                    continue
                words += len(record["article"]["text"].split())
                events = [e for e in record["events"] if not e["domestic"]]
                roots.update(e["root"] for e in events)
                statuses.update(e["status"] for e in events)
                found += [(record, e) for e in events]
                if out:
                    out.write(json.dumps(record, ensure_ascii=False) + "\n")
            seconds = time.perf_counter() - began
            print(
                f"{path.name}: {articles} articles, {len(failures)} failures, {words / seconds:.0f} words/s"
            )
            print(f"  events per article {len(found) / max(articles, 1):.2f}: {dict(roots.most_common())}")
            print(f"  status {dict(statuses.most_common())}")
            for failure in failures[:20]:
                print("  FAILED", failure)
            for record, event in random.Random(1).sample(found, min(args.draw, len(found))):
                print(shown(record, event))
    if out:
        out.close()


if __name__ == "__main__":
    main()
