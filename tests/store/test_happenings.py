"""Reports of one event become one happening; what people judge comes first, and can be undone."""

from __future__ import annotations

import pytest

from detente.model import StoreError
from detente.store import Filter, Store
from tests.store.reports import BIDEN, PUTIN, article, contents, event, group, keep

BLINKEN, LAVROV = "USA:antony-blinken", "RUS:sergey-lavrov"


def met(store: Store, key: str, day: str = "2021-06-16", **more: object) -> None:
    """An article that tells of the two presidents' meeting, in words of its own."""
    text = f"{key}: they met."
    about = {k: more.pop(k) for k in ("outlet", "published", "lang") if k in more}
    keep(store, article(key, text, **about), event(text, day=day, **more))  # type: ignore[arg-type]


def groups(store: Store) -> set[frozenset[str]]:
    return {frozenset(r.article for r in store.reports(h.id)) for h in store.happenings()}


def test_reports_of_one_event_meet(store: Store) -> None:
    met(store, "a", place="Geneva")
    met(store, "b", place="Genève", outlet="AFP", published="2021-06-17", lang="fr")
    met(store, "c", who=(PUTIN,), whom=(BIDEN,), outlet="TASS")
    met(store, "d", who=(BLINKEN,), whom=(LAVROV,))
    met(store, "e", day="2021-09-01", published="2021-09-02")
    group(store)
    assert groups(store) == {frozenset("abc"), frozenset("d"), frozenset("e")}
    (found,) = store.happenings(Filter(since=_day("2021-06-16"), until=_day("2021-06-16"), outlets=("AFP",)))
    assert (found.articles, found.reports, found.outlets, str(found.first_said)) == (3, 3, 3, "2021-06-16")
    assert (found.actors, found.recipients, found.mutual) == (("USA",), ("RUS",), True)
    assert found.place and found.place.code == "CHE"
    assert found.disagreements == ()
    assert all("both CONSULT" in v.reasons for v in store.verdicts(found.id).values())


def _day(value: str):  # type: ignore[no-untyped-def]
    import datetime as dt

    return dt.date.fromisoformat(value)


def test_the_order_of_arrival_does_not_matter(store: Store) -> None:
    for key, day in (("e", "2021-06-18"), ("c", "2021-06-16"), ("d", "2021-06-18"), ("a", "2021-06-16")):
        met(store, key, day=day, published=day)
    group(store)
    assert groups(store) == {frozenset("ac"), frozenset("de")}
    before = contents(store)
    store.ungroup()
    assert store.happenings() == []
    group(store)
    assert contents(store) == before


def test_disagreements(store: Store) -> None:
    met(store, "a", place="Geneva")
    met(store, "b", place="Geneva", status="denied", outlet="TASS")
    met(store, "c", place="Vienna", outlet="AFP", published="2021-06-17")
    met(store, "d", day="2021-06-17", place="Geneva", published="2021-06-17", outlet="X")
    group(store)
    judged = next(h for h in store.happenings() if h.articles == 3)
    other = next(h for h in store.happenings() if h.articles == 1)
    store.join(judged.id, other.id, "the same meeting")
    (found,) = store.happenings()
    assert {d.about: [told for _, told in d.sides] for d in found.disagreements} == {
        "date": [("a", "b", "c"), ("d",)],
        "place": [("a", "b", "d"), ("c",)],
        "status": [("a", "c", "d"), ("b",)],
    }
    assert (found.status, str(found.date)) == ("occurred", "2021-06-16")


def test_copies_count_once(store: Store) -> None:
    words = " ".join(f"word{n}" for n in range(60))
    for key, outlet in (("a", "AFP"), ("b", "Le Monde"), ("c", "Le Figaro")):
        text = f"They met in Geneva. {words}"
        keep(store, article(key, text, outlet=outlet), event(text, trigger="met"))
    met(store, "d", outlet="AP")
    group(store)
    (found,) = store.happenings()
    assert (found.articles, found.reports, found.outlets) == (4, 2, 2)
    assert [r.copy_of for r in store.reports(found.id)] == [None, "a", "a", None]


def test_a_report_that_is_split_off_stays_away_until_it_is_undone(store: Store) -> None:
    for key in "abc":
        met(store, key)
    group(store)
    (found,) = store.happenings()
    (judgement,) = store.split(found.id, "b", "the talks of the day after")
    assert groups(store) == {frozenset("ac"), frozenset("b")}
    store.ungroup()
    group(store)
    assert groups(store) == {frozenset("ac"), frozenset("b")}
    assert store.judgements(found.id) == [judgement]
    undone = store.undo(judgement.id)
    assert undone.undone and groups(store) == {frozenset("abc")}
    with pytest.raises(StoreError, match="was undone"):
        store.undo(judgement.id)


def test_the_first_report_can_be_split_off(store: Store) -> None:
    for key in "abc":
        met(store, key)
    group(store)
    store.split(store.happenings()[0].id, "a/e1", "")
    assert groups(store) == {frozenset("a"), frozenset("bc")}


def test_happenings_that_are_joined_stay_together_until_it_is_undone(store: Store) -> None:
    met(store, "a")
    met(store, "b", who=(BLINKEN,), whom=(LAVROV,))
    group(store)
    one, other = (h.id for h in store.happenings())
    (judgement,) = store.join(one, other, "the ministers sat at the table")
    assert groups(store) == {frozenset("ab")}
    store.ungroup()
    group(store)
    assert groups(store) == {frozenset("ab")}
    store.undo(judgement.id)
    assert groups(store) == {frozenset("a"), frozenset("b")}


def test_what_cannot_be_judged(store: Store) -> None:
    met(store, "a")
    group(store)
    (found,) = store.happenings()
    for call, said in (
        (lambda: store.split(found.id, "z", ""), "no report 'z'"),
        (lambda: store.split(found.id, "a", ""), "all that tells of it"),
        (lambda: store.join(found.id, found.id, ""), "another"),
        (lambda: store.join(found.id, 99, ""), "happening 99: there is none"),
        (lambda: store.undo(7), "judgement 7: there is none"),
        (lambda: store.happening(99), "there is none"),
    ):
        with pytest.raises(StoreError, match=said):
            call()


def test_a_happening_without_reports_is_gone(store: Store) -> None:
    url = "https://ap.example/1"
    keep(store, article("a", "They met.", url=url), event("They met."))
    group(store)
    keep(store, article("a", "They did not meet.", url=url))
    group(store)
    assert store.happenings() == []
    assert contents(store)["pairs"] == contents(store)["happening_parties"] == []
