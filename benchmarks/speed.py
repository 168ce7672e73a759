"""How fast articles are read, on one core: `make bench`, or `python -m benchmarks.speed [FILES] [--limit N]`.

Reads the start of each corpus (`../shared/corpora`, or the bundled examples where that is absent) and prints
articles and words per second, what share of the time the parser takes, how long it takes from the start of
Python to the first record, and the peak of memory.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from detente import text
from detente.intake import Located, articles, examples
from detente.knowledge import Knowledge
from detente.model import Article, LanguageError
from detente.read import prepared, read

CORPORA = Path("../shared/corpora")
FIRST = "import detente; detente.read('Moscow and Washington held talks in Geneva on Friday.', lang='en')"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="*", help="files of articles (.jsonl, .jsonl.gz, .txt)")
    parser.add_argument("--limit", type=int, default=100, help="articles read of each file")
    options = parser.parse_args()
    files = options.files or sorted(str(p) for p in CORPORA.glob("*.jsonl.gz"))
    print(f"start to first record  {first_record():.2f} s")
    for file in files or ["examples"]:
        found = articles([file]) if files else examples()
        measure(
            Path(file).name, list(islice((f.article for f in found if isinstance(f, Located)), options.limit))
        )
    print(f"peak memory  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def first_record() -> float:
    """Seconds from the start of a new Python to its first record."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", FIRST], check=True)
    return time.perf_counter() - start


def measure(name: str, found: list[Article]) -> None:
    """Read the articles twice over: once whole, once with the parser alone. Processor time is counted."""
    known = Knowledge()
    readable = list(_readable(found, known))
    for lang in {a.lang for a in readable}:
        # Loading is not reading: the second and later articles pay nothing for it.
        read("Moscow.", lang=lang, known=known)
    words = sum(len(a.text.split()) for a in readable)
    start = time.process_time()
    events = sum(len(read(a, known=known).events) for a in readable)
    whole = time.process_time() - start
    start = time.process_time()
    for article in readable:
        text.parse(article.text, known.language(article.lang or ""))
    parser = time.process_time() - start
    print(
        f"{name}: {len(readable)} articles, {words} words, {events} events; "
        f"{len(readable) / whole:.1f} articles/s, {words / whole:.0f} words/s, "
        f"parser {parser / whole:.0%} of {whole:.1f} s"
    )


def _readable(found: list[Article], known: Knowledge) -> Iterator[Article]:
    for article in found:
        try:
            yield prepared(article, None, None, known)
        except LanguageError:
            continue


if __name__ == "__main__":
    main()
