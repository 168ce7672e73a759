"""Tables of articles: CSV and TSV files whose first row names the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

TABLES = {".csv": ",", ".tsv": "\t"}
# Other names under which collections of articles give the same.
NAMES = {"body": "text", "content": "text", "date": "published", "language": "lang", "source": "outlet",
         "headline": "title", "link": "url"}  # fmt: skip


class TableError(ValueError):
    """What is wrong with a table or one of its rows."""


def rows(text: str, separator: str) -> Iterator[tuple[int, Mapping[str, Any] | TableError]]:
    """The line on which each row ends, and the fields of its article or what is wrong with it.

    Raises:
        TableError: no column is named "text".
    """
    csv.field_size_limit(100_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header = next(reader, None)
    if header is None:
        raise TableError("it is empty")
    names = [h.strip().lower().lstrip("\ufeff") for h in header]
    names = [NAMES.get(n, n) if NAMES.get(n) not in names else n for n in names]
    if "text" not in names:
        raise TableError(f"no column is named text (there are {', '.join(names) or 'none'})")
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, TableError(str(error))
            return
        if not any(row):
            continue
        if len(row) != len(names):
            yield reader.line_num, TableError(f"{len(row)} cells under {len(names)} columns")
            continue
        yield (
            reader.line_num,
            {n: v.strip() if n != "text" else v for n, v in zip(names, row, strict=True) if v},
        )
