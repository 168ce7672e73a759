"""Write detente/data/world/{offices,people,holders}.tsv from the hand-kept files of this folder.

    python training/world/build_holders.py && python training/world/from_phoenix.py PHOENIX_COUNTRIES_FILE

``terms/*.txt`` holds who held which office (notation: compact.py), ``posts.txt`` how a post is called,
``adjectives.txt`` how a state is, ``spellings.txt`` how the French press writes a person and what other
spellings there are, ``given_names.txt`` the spellings of frequent given names.
"""

from __future__ import annotations

import itertools
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from compact import Term, plain, read_lines, read_terms, slug, surname, unmarked

HERE = Path(__file__).resolve().parent
WORLD = HERE.parents[1] / "detente" / "data" / "world"
FAMILY_FIRST = frozenset({"chn", "kor", "prk", "twn"})
# Written given name first by most, family name first by some.
EITHER_ORDER = frozenset({"jpn"})

OFFICE_HEADER = ("id", "owner", "role", "sector", "name_fr", "name_en")
PERSON_HEADER = (
    "id",
    "name",
    "name_fr",
    "country",
    "surname",
    "aliases",
    "gender",
    "from",
    "until",
    "source",
)
HOLDER_HEADER = ("office", "person", "from", "until", "source", "note")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a person is written: in French, and other spellings."""

    french: str
    others: tuple[str, ...]


def write_table(path: Path, header: tuple[str, ...], notes: list[str], rows: list[tuple[str, ...]]) -> None:
    """Write one tab-separated file: notes as comments, header, rows."""
    lines = [*(f"# {note}" for note in notes), "\t".join(header), *("\t".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_fields(path: Path) -> dict[str, tuple[str, ...]]:
    """A file of ``key: a | b | c`` lines, by key."""
    table = {}
    for line in read_lines(path):
        key, _, rest = line.partition(": ")
        table[key] = tuple(field.strip() for field in rest.split("|"))
    return table


def read_spellings(path: Path) -> dict[str, Spelling]:
    """``Name = French spelling | other | other``, by name; several lines for one name add up."""
    found: dict[str, Spelling] = {}
    for line in read_lines(path):
        name, _, rest = line.partition(" = ")
        fields = [field.strip() for field in rest.split("|")]
        name, french, others = name.strip(), fields[0], tuple(fields[1:])
        if name in found:
            french, others = found[name].french, (*found[name].others, *fields)
        found[name] = Spelling(french, others)
    return found


def read_given_names(path: Path) -> dict[str, tuple[str, ...]]:
    """Every spelling of a given name, with all spellings of it."""
    groups: dict[str, list[str]] = defaultdict(list)
    for line in read_lines(path):
        names = [name.strip() for name in line.split("|")]
        for name in names:
            groups[name] += [other for other in names if other not in groups[name]]
    return {name: tuple(others) for name, others in groups.items()}


def aliases(name: str, spelling: Spelling, given: dict[str, tuple[str, ...]]) -> list[str]:
    """All full spellings of a name, the name itself left out."""
    found: dict[str, None] = {}
    for written in (name, spelling.french, *spelling.others):
        first, blank, rest = written.partition(" ")
        firsts = (first, *given.get(first, ())) if blank else (first,)
        for full in (f"{f}{blank}{rest}" for f in firsts):
            found[full] = found[plain(full)] = None
    found.pop(name, None)
    return list(found)


def surnames(term: Term, spelling: Spelling) -> list[str]:
    """Every spelling of the part used alone, the international one first; so is a name of one word."""
    family_first = term.country in FAMILY_FIRST and "_" not in term.written
    own = surname(term.written, family_first)
    found = [own, _bare(own)]
    length = len(unmarked(term.written).split())
    for written in (spelling.french, *spelling.others):
        words = written.split()
        if term.written.startswith("="):
            found += [written] if written == spelling.french or len(words) == 1 else []
        elif len(words) == 1:
            found.append(written)
        elif len(words) == length:
            picked = words[:1] if family_first or term.written.startswith("^") else words[-len(own.split()) :]
            found += [" ".join(picked), _bare(" ".join(picked))]
    return list(dict.fromkeys([*found, *(plain(written) for written in found)]))


def _bare(family: str) -> str:
    """Without the Arabic article: ``al-Assad`` → ``Assad``."""
    return surname("_x " + family).removeprefix("x ") if " " in family else surname(family)


def office_row(
    office: str, posts: dict[str, tuple[str, ...]], adjectives: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The line of one office. Raises KeyError where the post or the state is unknown."""
    owner, _, post = office.rpartition(".")
    role, sector, french, english = posts.get(office) or posts[post]
    if "{" in french + english:
        adjective_fr, adjective_en = adjectives[owner]
        french, english = french.replace("{fr}", adjective_fr), english.replace("{en}", adjective_en)
    return office, owner, role, sector, french, english


def country_of(terms: list[Term], adjectives: dict[str, tuple[str, ...]]) -> str:
    """The country named in a term, else that of the first office of a state, else none."""
    named = [term.country for term in terms if term.country]
    states = [owner for owner in (term.office.partition(".")[0] for term in terms) if owner in adjectives]
    return (named or states or [""])[0]


def build() -> tuple[list[tuple[str, ...]], list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The rows of offices, people and holders."""
    posts, adjectives = read_fields(HERE / "posts.txt"), read_fields(HERE / "adjectives.txt")
    spellings = read_spellings(HERE / "spellings.txt")
    given = read_given_names(HERE / "given_names.txt")
    terms = list(itertools.chain.from_iterable(read_terms(p) for p in sorted((HERE / "terms").glob("*.txt"))))
    by_person: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        by_person[term.key].append(term)
    offices = [office_row(office, posts, adjectives) for office in sorted({term.office for term in terms})]
    people = [_person(key, of, spellings, given, adjectives) for key, of in sorted(by_person.items())]
    unused = sorted(set(spellings) - set(by_person))
    if unused:
        print(f"spellings of nobody: {', '.join(unused)}", file=sys.stderr)
    rows: set[tuple[str, ...]] = {
        (t.office, person_id(t.key), t.start, t.end, "own", "joint" if t.joint else "") for t in terms
    }
    holders = sorted(rows, key=lambda row: (row[0], row[2], row[1]))
    return offices, _dated_where_shared(people, by_person), holders


def person_id(key: str) -> str:
    """``Sergey Lavrov`` → ``person/sergey-lavrov``."""
    return f"person/{slug(key)}"


def _person(
    key: str,
    of: list[Term],
    spellings: dict[str, Spelling],
    given: dict[str, tuple[str, ...]],
    adjectives: dict[str, tuple[str, ...]],
) -> tuple[str, ...]:
    name = key.partition("#")[0]
    spelling = spellings.get(key) or Spelling(name, ())
    country = country_of(of, adjectives)
    marked = next((t for t in of if unmarked(t.written) != t.written), of[0])
    term = Term(marked.office, key, marked.written, False, country, "", "", False)
    gender = "f" if any(t.woman for t in of) else "m"
    names = aliases(name, spelling, given)
    if country in EITHER_ORDER and " " in name:
        given_name, _, family = name.rpartition(" ")
        names.append(f"{family} {given_name}")
    return (
        person_id(key),
        name,
        spelling.french,
        country,
        "|".join(surnames(term, spelling)),
        "|".join(names),
        gender,
        "",
        "",
        "own",
    )


def _dated_where_shared(people: list[tuple[str, ...]], terms: dict[str, list[Term]]) -> list[tuple[str, ...]]:
    """Give the years of activity to people who share a full spelling with somebody else."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for row in people:
        for spelled in filter(None, (row[1], *row[5].split("|"))):
            bearers[spelled].add(row[0])
    shared = {person for ids in bearers.values() if len(ids) > 1 for person in ids}
    years = {
        person_id(key): (
            min(t.start for t in of)[:4],
            "" if any(not t.end for t in of) else max(t.end for t in of)[:4],
        )
        for key, of in terms.items()
    }
    return [(*row[:7], *years[row[0]], row[9]) if row[0] in shared else row for row in people]


def main() -> None:
    """Build the three tables and say how many rows they have."""
    offices, people, holders = build()
    write_table(
        WORLD / "offices.tsv",
        OFFICE_HEADER,
        ["Offices: owner is a state or an organisation; names as the press calls the post."],
        offices,
    )
    write_table(
        WORLD / "people.tsv",
        PERSON_HEADER,
        [
            "People who hold or held an office. surname: as used alone, international spelling first;",
            "aliases: full spellings of the French and English press; from, until: years of activity,",
            "given where two people share a spelling.",
        ],
        people,
    )
    write_table(
        WORLD / "holders.tsv",
        HOLDER_HEADER,
        [
            "Who held which office, in days, months or years; until is empty for terms that ran",
            "at the end of 2025.",
            "note joint: the office is held by several, or claimed by rivals.",
        ],
        holders,
    )
    print(f"{len(offices)} offices, {len(people)} people, {len(holders)} holders")


if __name__ == "__main__":
    main()
