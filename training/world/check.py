"""Check the tables of the world against each other: `python -m training.world.check`.

Ids are unique and resolve, sectors are the manual's, dates are in order, and no form of a language stands
for two entities at one time. Prints what is wrong and ends with 1 where anything is.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "detente" / "data"
# Of the PLOVER manual; IGO and NGO are its names of international actors.
SECTORS = {
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM",
    "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "NGO",
}  # fmt: skip
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a table by column name."""
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
    columns = lines[0].split("\t")
    return [dict(zip(columns, line.split("\t") + [""] * len(columns), strict=False)) for line in lines[1:]]


def problems() -> Iterator[str]:
    """All that is wrong, in words."""
    states, organisations = table(DATA / "world/states.tsv"), table(DATA / "world/organisations.tsv")
    ids: set[str] = set()
    for row in states + organisations:
        if row["id"] in ids:
            yield f"{row['id']}: twice"
        ids.add(row["id"])
        yield from _dates(row["id"], row["from"], row["until"])
    for row in organisations:
        yield from (f"{row['id']}: sector {s}" for s in row["sector"].split("|") if s not in SECTORS)
        related = {row["parent"], row["country"]} - {""}
        yield from (f"{row['id']}: no such id {i}" for i in related - ids)
        if not row["code"] and row["kind"] not in ("group", "movement"):
            yield f"{row['id']}: no code"
    for row in table(DATA / "world/members.tsv"):
        yield from (f"members: no such id {i}" for i in (row["group"], row["member"]) if i not in ids)
        yield from _dates(f"{row['member']} in {row['group']}", row["from"], row["until"])
    for row in table(DATA / "world/offices.tsv"):
        if row["owner"] not in ids:
            yield f"offices: no such owner {row['owner']}"
    for language in ("fr", "en"):
        yield from _names(language, ids)


def _names(language: str, ids: set[str]) -> Iterator[str]:
    rows = table(DATA / "languages" / language / "names.tsv")
    claims: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row["id"] not in ids:
            yield f"{language}: no such id {row['id']}"
        yield from _dates(f"{language} {row['form']}", row["from"], row["until"])
        if any(_together(row, other) and other["id"] != row["id"] for other in claims[row["form"]]):
            others = ", ".join(f"{o['id']} ({o['kind']})" for o in claims[row["form"]])
            yield f"{language}: '{row['form']}' of {row['id']} ({row['kind']}) also of {others}"
        claims[row["form"]].append(row)


def _together(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether the two rows hold at one time."""
    first, second = sorted((one, other), key=lambda r: r["from"])
    return not first["until"] or first["until"] > second["from"]


def _dates(what: str, since: str, until: str) -> Iterator[str]:
    yield from (f"{what}: date {d}" for d in (since, until) if d and not _DAY.match(d))
    if since and until and since > until:
        yield f"{what}: ends before it begins"


if __name__ == "__main__":
    found = list(problems())
    print("\n".join(found) or "all well")
    sys.exit(bool(found))
