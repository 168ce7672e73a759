"""Write the tables of states, organisations, members and names: `python -m training.world.build`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from training.world.build_members import rows as member_rows
from training.world.build_states import read_states
from training.world.build_states import rows as state_rows
from training.world.entities import Entry, Form, read_entries, with_plain_initials

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "detente" / "data"
STATE_COLUMNS = [
    "id", "code", "kind", "iso2", "cow", "gw", "from", "until", "capital_place", "lat", "lon", "region",
    "note", "source",
]  # fmt: skip
ORGANISATION_COLUMNS = [
    "id", "code", "kind", "sector", "parent", "country", "from", "until", "note", "source",
]  # fmt: skip
MEMBER_COLUMNS = ["group", "member", "from", "until"]
NAME_COLUMNS = ["id", "kind", "form", "from", "until"]
NAMES_COMMENT = """\
# Names, adjectives and metonyms, as they stand in running text, without article; own knowledge, the
# plain names of states from CLDR 47 (Babel). prefix: the first half of a compound, without its hyphen.
# from, until: where the form stood, or stands, for the entity only then."""
CODES_OF_STATES = {"body", "media"}


def main() -> None:
    """Read the notation and write the four tables."""
    states = list(read_states())
    path = DATA / "world/states.tsv"
    write(path, STATE_COLUMNS, state_rows(states), "# States and territories, present and former.")
    codes = {row[0]: row[1] for row in state_rows(states)}
    entries = [e for path in sorted((HERE / "organisations").glob("*.txt")) for e in read_entries(path)]
    write(
        DATA / "world/organisations.tsv",
        ORGANISATION_COLUMNS,
        (organisation_row(e, codes) for e in entries),
        "# Organisations, forums, movements, parties, companies, media, bodies of state, groups of states.",
    )
    write(
        DATA / "world/members.tsv",
        MEMBER_COLUMNS,
        member_rows(),
        "# Members of organisations and groups of states, with dates; own knowledge.",
    )
    for language in ("fr", "en"):
        forms = [(s.id, s.forms[language]) for s in states] + [(e.id, e.forms[language]) for e in entries]
        path = DATA / "languages" / language / "names.tsv"
        write(path, NAME_COLUMNS, name_rows(forms), NAMES_COMMENT)


def organisation_row(entry: Entry, codes: dict[str, str]) -> list[str]:
    """The row of an organisation; the code is given, or that of its state, or made of the id."""
    kind, state = entry.get("kind"), entry.get("in")
    domain, _, name = entry.id.partition("/")
    code = entry.get("code")
    if not code and kind in CODES_OF_STATES | {"party"}:
        code = codes.get(state, "")
    elif not code and kind != "group":
        code = f"{domain}:{name}".upper()
    code = "" if code == "none" else code
    sector = entry.get("sector").replace("+", "|")
    note = entry.get("note").replace("_", " ")
    dates = [entry.get("from"), entry.get("until")]
    return [entry.id, code, kind, sector, entry.get("parent"), state, *dates, note, "own knowledge"]


def name_rows(forms: Iterable[tuple[str, list[Form]]]) -> Iterator[list[str]]:
    """The rows of names.tsv."""
    for id, own in forms:
        for form in with_plain_initials(own):
            yield [id, form.kind, form.text, form.since, form.until]


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]], comment: str) -> None:
    """Write a table; trailing empty values are left out."""
    lines = [comment, "\t".join(columns), *("\t".join(row).rstrip("\t") for row in rows)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
