"""Whether two sightings are of one event, a row each."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from detente.store.same import Sighting, judged

DAY = dt.date(2021, 6, 16)
JUNE = {"start": dt.date(2021, 6, 1), "end": dt.date(2021, 6, 30), "grain": "month"}
MET = Sighting(
    event=1,
    article=1,
    root="CONSULT",
    act="CONSULT",
    mode=None,
    standing="fact",
    status="occurred",
    mutual=True,
    actors=frozenset({"USA"}),
    recipients=frozenset({"RUS"}),
    people=frozenset({("USA", "person/joe-biden"), ("RUS", "person/vladimir-putin")}),
    start=DAY,
    end=DAY,
    grain="day",
    spoken=DAY,
    place="Geneva",
    place_code="CHE",
    lat=46.2,
    lon=6.15,
)
SANCTION = replace(MET, root="SANCTION", act="SANCTION", mutual=False, people=frozenset(), place=None)
HOPED = replace(
    MET, root="AGREE", standing="foreseen", status="hoped", mutual=False, spoken=dt.date(2021, 5, 4)
)
PLANNED = replace(HOPED, status="planned")
NOWHERE = {"place": None, "place_code": None, "lat": None, "lon": None}
BARE = {**NOWHERE, "people": frozenset()}


def on(day: int) -> dict[str, object]:
    date = dt.date(2021, 6, day)
    return {"start": date, "end": date, "spoken": date}


ROWS = {
    "the same": (MET, {}, True),
    "sides turned": (MET, {"actors": MET.recipients, "recipients": MET.actors}, True),
    "nothing but the day": (MET, BARE, True),
    "one party only": (MET, {"recipients": frozenset()}, True),
    "a third party": (MET, {"recipients": frozenset({"RUS", "CHE"})}, True),
    "other parties": (MET, {"actors": frozenset({"FRA"})}, False),
    "another root": (MET, {"root": "AID", "act": "AID"}, False),
    "foreseen": (MET, {"standing": "foreseen", "status": "planned"}, False),
    "denied": (MET, {"status": "denied"}, True),
    "other people": (MET, {"people": frozenset({("USA", "person/antony-blinken")}), **NOWHERE}, False),
    "near by": (MET, {"place": "Lausanne", "lat": 46.5, "lon": 6.6}, True),
    "a place in another language": (MET, {"place": "Genève"}, True),
    "another country, all else the same": (
        MET,
        {"place": "Vienna", "place_code": "AUT", "lat": 48.2, "lon": 16.4},
        False,
    ),
    "a day later, all else the same": (MET, on(17), True),
    "a day later, nothing else": (MET, {**on(17), **BARE}, False),
    "two days later": (MET, on(18), False),
    "some day of the month, same people": (MET, JUNE, True),
    "some day of the month, no people": (MET, {**JUNE, **BARE}, False),
    "no date, told together": (MET, {"start": None, "end": None, "grain": None, "spoken": DAY}, True),
    "no date, told later": (
        MET,
        {"start": None, "end": None, "grain": None, "spoken": dt.date(2021, 7, 1)},
        False,
    ),
    "sanctions of the day": (SANCTION, {}, True),
    "sanctions, to whom is not said": (SANCTION, {"recipients": frozenset()}, False),
    "sanctions the other way": (
        SANCTION,
        {"actors": SANCTION.recipients, "recipients": SANCTION.actors},
        False,
    ),
    "sanctions of other kinds": (SANCTION, {"mode": "expel"}, True),
    "a hope told on the next day": (HOPED, {"spoken": dt.date(2021, 5, 5)}, True),
    "a hope told weeks later": (HOPED, {"spoken": dt.date(2021, 5, 24)}, False),
    "a plan told weeks later": (PLANNED, {"spoken": dt.date(2021, 5, 24)}, True),
    "a plan for another day": (PLANNED, {"start": dt.date(2021, 6, 20), "end": dt.date(2021, 6, 20)}, False),
}


@pytest.mark.parametrize("name", ROWS)
def test_one_event(name: str) -> None:
    one, changed, same = ROWS[name]
    other = replace(one, **changed)  # type: ignore[arg-type]
    verdict = judged(one, other)
    assert verdict.same is same, verdict
    assert judged(other, one).score == verdict.score
    assert bool(verdict.reasons) is verdict.possible
