"""Read who belongs to which group of states from members.txt.

One line is a group; its parts, separated by `;`, are members and the dates that hold for all of them:

    forum/visegrad: pol, hun 1991-02-15; csk 1991-02-15..1992-12-31; cze, svk 1993-01-01
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
_DATES = re.compile(r"\s(?P<since>\d[\d-]*)(?:\.\.(?P<until>\d[\d-]*))?$")


def rows(path: Path = HERE / "members.txt") -> Iterator[list[str]]:
    """The rows of members.tsv: group, member, from, until."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        group, _, parts = line.partition(":")
        for part in parts.split(";"):
            dates = _DATES.search(part)
            since, until = (dates["since"], dates["until"] or "") if dates else ("", "")
            names = part[: dates.start()] if dates else part
            for member in names.split(","):
                yield [group, member.strip(), since, until]
