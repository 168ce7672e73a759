"""The life of what is expected: told by happenings, step by step."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.store import Store
from detente.store.lives import Move, Window, lives
from tests.store.reports import article, event, group, keep, summit

NOW = dt.date(2022, 1, 1)


def day(value: str) -> dt.date:
    return dt.date.fromisoformat(value)


def test_the_life_of_a_summit(store: Store) -> None:
    for arrived, events in summit():
        keep(store, arrived, *events)
    group(store)
    (found,) = store.expectations(on=NOW)
    assert (found.act, found.parties, found.status, str(found.window)) == (
        "CONSULT",
        ("RUS", "USA"),
        "kept",
        "2021-06-16",
    )
    assert [(s.kind, str(s.said), s.article) for s in found.steps] == [
        ("proposed", "2021-04-13", "1"),
        ("hoped", "2021-05-04", "2"),
        ("announced", "2021-05-25", "3"),
        ("kept", "2021-06-16", "4"),
    ]
    assert [str(s.window) for s in found.steps] == [
        "2021-06-01…2021-08-31",
        "2021-06",
        "2021-06-16",
        "2021-06-16",
    ]
    assert found.steps[-1].outlets == 2


# On which day it is asked -> the state, and how many steps were known.
STATES = {
    "2021-04-01": None,
    "2021-05-01": ("open", 1),
    "2021-05-20": ("due", 2),
    "2021-05-26": ("open", 3),
    "2021-06-10": ("due", 3),
    "2021-06-16": ("kept", 4),
}


@pytest.mark.parametrize("on", STATES)
def test_states(store: Store, on: str) -> None:
    for arrived, events in summit():
        keep(store, arrived, *events)
    group(store)
    found = [(e.status, len(e.steps)) for e in store.expectations(on=day(on))]
    assert found == [STATES[on]] if STATES[on] else found == []


def test_what_nobody_saw_held_is_missed(store: Store) -> None:
    for arrived, events in summit(told=False):
        keep(store, arrived, *events)
    group(store)
    assert [e.status for e in store.expectations(on=day("2021-06-19"))] == ["due"]
    assert [e.status for e in store.expectations(on=day("2021-06-20"))] == ["missed"]
    assert store.expectations(on=day("2021-06-20"), states=("open", "due")) == []
    assert len(store.expectations(("RUS",), on=NOW, states=("missed",))) == 1
    assert store.expectations(("FRA",), on=NOW) == store.expectations(("RUS", "FRA"), on=NOW) == []


def test_what_arrives_later_takes_its_place(store: Store) -> None:
    for arrived, events in reversed(list(summit())):
        keep(store, arrived, *events)
        group(store)
    (found,) = store.expectations(on=NOW)
    assert [s.kind for s in found.steps] == ["proposed", "hoped", "announced", "kept"]


def test_an_act_of_three_parties_is_listed_once(store: Store) -> None:
    text = "They will meet in June."
    arrived = article("a", text, published="2021-05-01")
    keep(
        store,
        arrived,
        event(
            text,
            "AGREE",
            ("FRA",),
            ("DEU", "RUS"),
            act="CONSULT",
            status="planned",
            mutual=True,
            day="2021-06-16",
        ),
    )
    group(store)
    (found,) = store.expectations(on=NOW)
    assert set(found.parties) == {"FRA", "DEU", "RUS"}
    assert [e.parties for e in store.expectations(("RUS", "FRA"), on=NOW)] == [("FRA", "RUS")]


B, P, L = ("USA", "biden"), ("RUS", "putin"), ("RUS", "lavrov")


def window(value: str | None) -> Window | None:
    if value is None:
        return None
    start, _, end = value.partition("/")
    return Window(day(start), day(end or start), "month" if end else "day")


def move(
    kind: str, said: str, days: str | None = None, people: tuple[tuple[str, str], ...] = (), **more: object
) -> Move:
    values = {"act": "CONSULT", "doers": frozenset({"USA"}), "place": None, "place_code": None} | more
    return Move(0, kind, said=day(said), window=window(days), people=frozenset(people), **values)  # type: ignore[arg-type]


SUMMER, JUNE = "2021-06-01/2021-08-31", "2021-06-01/2021-06-30"
# Moves, and what each expectation that comes of them became, with its steps.
LIVES = {
    "held": (
        [move("announced", "2021-05-25", "2021-06-16"), move("kept", "2021-06-16", "2021-06-16")],
        ["kept: announced kept"],
    ),
    "held two days late": (
        [move("announced", "2021-05-25", "2021-06-16"), move("kept", "2021-06-18", "2021-06-18")],
        ["kept: announced kept"],
    ),
    "another meeting weeks later": (
        [move("announced", "2021-05-25", "2021-06-16"), move("kept", "2021-07-18", "2021-07-18")],
        ["open: announced"],
    ),
    "a meeting that nobody expected": ([move("kept", "2021-06-16", "2021-06-16")], []),
    "narrowed": (
        [
            move("proposed", "2021-04-13", SUMMER),
            move("hoped", "2021-05-04", JUNE),
            move("announced", "2021-05-25", "2021-06-16"),
        ],
        ["open: proposed hoped announced"],
    ),
    "moved": (
        [
            move("announced", "2021-05-25", "2021-06-16"),
            move("moved", "2021-06-10", "2021-07-02"),
            move("kept", "2021-07-02", "2021-07-02"),
        ],
        ["kept: announced moved kept"],
    ),
    "another date for the same people": (
        [
            move("announced", "2021-05-25", "2021-06-16", (B, P)),
            move("announced", "2021-06-10", "2021-07-02", (B, P)),
        ],
        ["open: announced moved"],
    ),
    "another date for other people": (
        [
            move("announced", "2021-05-25", "2021-06-16", (B, P)),
            move("announced", "2021-06-10", "2021-06-17", (L,)),
        ],
        ["open: announced", "open: announced"],
    ),
    "cancelled": (
        [move("announced", "2021-05-25", "2021-06-16"), move("cancelled", "2021-06-10")],
        ["cancelled: announced cancelled"],
    ),
    "called off to another date": (
        [move("announced", "2021-05-25", "2021-06-16"), move("cancelled", "2021-06-10", "2021-07-02")],
        ["open: announced moved"],
    ),
    "cancelled and revived": (
        [
            move("announced", "2021-05-25", "2021-06-16"),
            move("cancelled", "2021-06-10"),
            move("announced", "2021-06-20", "2021-06-30", (B,)),
        ],
        ["cancelled: announced cancelled", "open: announced"],
    ),
    "refused": (
        [move("proposed", "2021-05-25"), move("refused", "2021-05-27", act=None)],
        ["refused: proposed refused"],
    ),
    "a refusal of nothing": ([move("refused", "2021-05-27")], []),
    "threatened and done": (
        [
            move("threatened", "2021-05-01", act="SANCTION"),
            move("kept", "2021-06-16", "2021-06-16", act="SANCTION"),
        ],
        ["kept: threatened kept"],
    ),
    "threatened, and done by the other": (
        [
            move("threatened", "2021-05-01", act="SANCTION"),
            move("kept", "2021-06-16", "2021-06-16", act="SANCTION", doers=frozenset({"RUS"})),
        ],
        ["open: threatened"],
    ),
    "a threat that one article tells as a deed, too": (
        [
            move("threatened", "2021-05-01", act="SANCTION", articles=frozenset({1})),
            move("kept", "2021-05-01", "2021-05-01", act="SANCTION", articles=frozenset({1})),
        ],
        ["open: threatened"],
    ),
    "the same words told twice": (
        [
            move("hoped", "2021-05-04", JUNE, articles=frozenset({1, 2})),
            move("hoped", "2021-05-04", articles=frozenset({1})),
            move("hoped", "2021-05-04", articles=frozenset({3})),
        ],
        ["open: hoped hoped"],
    ),
    "a threat carried out on the same day": (
        [
            move("threatened", "2021-05-01", act="SANCTION", articles=frozenset({1})),
            move("kept", "2021-05-01", "2021-05-01", act="SANCTION", articles=frozenset({2})),
        ],
        ["kept: threatened kept"],
    ),
    "another act": (
        [move("promised", "2021-05-01", JUNE, act="AID"), move("kept", "2021-06-16", "2021-06-16")],
        ["open: promised"],
    ),
    "an act that is named later": (
        [move("proposed", "2021-05-01", JUNE, act=None), move("announced", "2021-05-20", "2021-06-16")],
        ["open: proposed announced"],
    ),
    "two summers": (
        [
            move("proposed", "2021-04-13", SUMMER),
            move("kept", "2021-06-16", "2021-06-16"),
            move("proposed", "2022-04-01", "2022-06-01/2022-06-30"),
        ],
        ["kept: proposed kept", "open: proposed"],
    ),
}


@pytest.mark.parametrize("name", LIVES)
def test_lives(name: str) -> None:
    moves, wanted = LIVES[name]
    found = [f"{life.status}: {' '.join(kind for kind, _ in life.moves)}" for life in lives(moves)]
    assert found == wanted
    assert [
        f"{life.status}: {' '.join(k for k, _ in life.moves)}" for life in lives(reversed(moves))
    ] == wanted
