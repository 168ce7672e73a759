"""Articles in the store: what is new, known, a revision or a copy; records come back as they were."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from detente.knowledge import Knowledge
from detente.model import StoreError
from detente.read import read
from detente.store import Filter, Store, versions
from detente.store.identity import canonical
from tests.store.reports import article, contents, event, group, keep, quote, record, stance, summit

LONG = (
    "The presidents of the United States and of Russia met on Wednesday in a villa on the shore of the lake of Geneva. "
    "They spoke for three hours about arms control, cyber security and Ukraine, and each held a press conference of "
    "his own. Both called the talks constructive and agreed that their ambassadors would return to their posts. "
    "A date for a second meeting was not announced. Officials on both sides said that working groups would meet soon "
    "to prepare talks on strategic stability, the first in several years between the two largest nuclear powers. "
)
OTHER = (
    "Floods in the valley destroyed two bridges on Friday and cut off several villages, the governor of the province "
    "said. Helicopters brought food and medicine to the people who had fled to the hills, and the army sent engineers "
    "to rebuild the road before the winter comes. Nobody was hurt, but hundreds of animals were lost in the water."
)
ELSEWHERE = {"outlet": "AFP"}

# What is added second to LONG (AP, 2021-06-16, https://ap.example/1), and what becomes of it.
ARRIVALS = {
    "the same": ({}, "skipped"),
    "the same under another id": ({"key": "b"}, "skipped"),
    "the same by another path of the page": ({"url": "http://www.ap.example/1/?utm_source=x#top"}, "skipped"),
    "the same address with another text": ({"text": OTHER}, "revised"),
    "a tracked address with a longer text": (
        {"text": LONG + OTHER, "url": "https://ap.example/1?utm_source=x"},
        "revised",
    ),
    "nearly the same, no address": ({"key": "b", "text": LONG + "More later.", "url": None}, "revised"),
    "nearly the same at another address": (
        {"key": "b", "text": LONG + "More later.", "url": "https://ap.example/2"},
        "revised",
    ),
    "nearly the same a year later": (
        {"key": "b", "text": LONG + "More later.", "url": "https://ap.example/2", "published": "2022-06-16"},
        "added",
    ),
    "another text at another address": ({"key": "b", "text": OTHER, "url": "https://ap.example/2"}, "added"),
    "another text with the id of the first": ({"text": OTHER, "url": "https://ap.example/2"}, "added"),
    "the same in another outlet": ({"key": "b", "url": None, **ELSEWHERE}, "added"),
}


@pytest.mark.parametrize("name", ARRIVALS)
def test_arrivals(store: Store, name: str) -> None:
    first = {"key": "a", "text": LONG, "url": "https://ap.example/1"}
    changed, what = ARRIVALS[name]
    keep(store, article(**first))
    second = article(**(first | changed))
    assert store.knows(second) == (what == "skipped")
    assert keep(store, second) == what
    assert len(store.articles()) == 1 + (what == "added")
    assert keep(store, second) == "skipped"


def test_copies_are_known_and_listed(store: Store) -> None:
    keep(store, article("a", LONG))
    keep(
        store,
        article(
            "b", "GENEVA (AP) - " + LONG.rpartition("Officials")[0], outlet="AFP", published="2021-06-17"
        ),
    )
    keep(store, article("c", LONG, outlet="TASS", published="2021-07-20"))
    assert {a.key: a.copy_of for a in store.articles()} == {"a": None, "b": "a", "c": None}
    assert [a.key for a in store.articles(Filter(copies=False))] == ["c", "a"]


def test_an_older_revision_that_comes_later_is_kept_behind(store: Store) -> None:
    new = article("a", LONG + "More later.", url="https://ap.example/1", updated="2021-06-16T12:00")
    old = article("a", LONG, url="https://ap.example/1", updated="2021-06-16T09:00")
    assert (keep(store, new), keep(store, old)) == ("added", "revised")
    assert store.record("a").article.text == new.text
    assert [store.record("a", n).article.text for n in (1, 2)] == [new.text, old.text]
    with pytest.raises(StoreError, match="no revision 3; it has 2"):
        store.record("a", 3)


def test_records_come_back_as_they_were(store: Store, known: Knowledge) -> None:
    text = (
        "La Russie a menacé mardi les États-Unis de représailles. « Nous répondrons », a dit M. Lavrov.\r\n"
        "Les deux pays ont des différences sur l'Ukraine et le climat. Un sommet est prévu en juin à Genève."
    )
    arrived = article("a", text, lang="fr", url="https://afp.example/1", updated="2021-05-21T09:05")
    found = read(arrived, known=known)
    assert found.events and found.quotes and found.stances
    store.keep(arrived, found, versions.current(known, "fr"))
    assert store.record("a") == found
    assert store.record("https://afp.example/1") == found


def test_findings_are_those_of_the_current_revision(store: Store) -> None:
    url = "https://ap.example/1"
    keep(store, article("a", LONG, url=url), event(LONG), quotes=(quote(LONG, "the talks constructive"),))
    revised = LONG + "Sanctions stay."
    keep(
        store,
        article("a", revised, url=url),
        event(revised, "SANCTION", trigger="Sanctions stay"),
        stances=(stance(revised, "ukraine", "Ukraine", ("RUS", "USA")),),
    )
    assert [e.root for e in store.events()] == ["SANCTION"]
    assert store.quotes() == []
    assert [(s.issue, s.parties) for s in store.stances(Filter(parties=("USA",)))] == [
        ("ukraine", ("RUS", "USA"))
    ]
    assert [h.kind for h in store.search("sanctions")] == ["article", "event"]
    assert store.search("constructive", kinds=("quote",)) == []
    (told,) = store.events()
    assert told.revision == store.revisions("a")[1].id
    assert revised[told.start : told.stop] == told.words


def test_what_is_read_anew_takes_the_place_of_the_old(store: Store) -> None:
    arrived = article("a")
    keep(store, arrived, event(arrived.text))
    group(store)
    newer = versions.Versions("0.2.0", "data")
    (old,) = store.outdated(lambda lang: newer)
    assert (old.article, store.count_outdated(lambda lang: newer)) == (arrived, 1)
    store.reread(old.revision, record(arrived, event(arrived.text, place="Geneva")), newer)
    group(store)
    assert [e.place.name for e in store.events() if e.place] == ["Geneva"]
    assert store.count_outdated(lambda lang: newer) == 0
    assert [r.versions for r in store.revisions("a")] == [newer]


def test_reading_anew_what_stays_the_same_changes_nothing(store: Store) -> None:
    for arrived, events in summit():
        keep(store, arrived, *events)
    group(store)
    before = _grouped(store)
    for old in list(store.outdated(lambda lang: versions.Versions("new", "new"))):
        events = next(e for a, e in summit() if a.id == old.article.id)
        store.reread(old.revision, record(old.article, *events), versions.Versions("0.1.0+test", "data"))
    group(store)
    assert _grouped(store) == before


def _grouped(store: Store) -> tuple[object, ...]:
    told = {(e.article, e.event): e.happening for e in store.events()}
    tables = contents(store)
    return told, *(tables[name] for name in ("happenings", "pairs", "expectations", "steps"))


def test_filters(store: Store) -> None:
    text = "They met in Geneva. France sanctioned Russia."
    keep(
        store,
        article("a", text),
        event(text, trigger="met", place="Geneva"),
        event(text, "SANCTION", ("FRA",), ("RUS",), trigger="sanctioned", id="e2", day="2021-06-10"),
        event(text, "PROTEST", ("FRA",), ("FRA",), trigger="France", id="e3", day=None, domestic=True),
    )
    group(store)
    day = dt.date(2021, 6, 12)
    rows = {
        "all": (Filter(), {"e1", "e2"}),
        "domestic": (Filter(domestic=True), {"e1", "e2", "e3"}),
        "a party": (Filter(parties=("FRA",)), {"e2"}),
        "two parties": (Filter(parties=("RUS", "USA")), {"e1"}),
        "an actor": (Filter(actor="RUS"), {"e1"}),
        "a recipient": (Filter(recipient="RUS"), {"e1", "e2"}),
        "a root": (Filter(roots=("SANCTION",)), {"e2"}),
        "since": (Filter(since=day), {"e1"}),
        "until": (Filter(until=day), {"e2"}),
        "without a date the article's": (Filter(since=day, domestic=True), {"e1", "e3"}),
        "an outlet": (Filter(outlets=("AFP",)), set()),
        "a language": (Filter(langs=("en",)), {"e1", "e2"}),
        "confident": (Filter(confidence=0.95), set()),
        "a limit": (replace(Filter(), limit=1), {"e2"}),
    }
    for name, (wanted, names) in rows.items():
        assert {e.event for e in store.events(wanted)} == names, name
        happenings = {h.words for h in store.happenings(wanted)}
        assert len(happenings) <= len(names), name
        assert sum(h.articles for h in store.happenings(wanted)) == len(names), name


ADDRESSES = {
    "https://www.example.com/a/": "example.com/a",
    "http://example.com:80/a?b=2&a=1&utm_medium=rss#x": "example.com/a?a=1&b=2",
    "https://example.com:8080/a/amp": "example.com:8080/a",
    "https://EXAMPLE.com/A": "example.com/A",
    "not an address": "not an address",
    "http://[broken": "http://[broken",
    "": None,
}


@pytest.mark.parametrize("url", ADDRESSES)
def test_canonical(url: str) -> None:
    assert canonical(url) == ADDRESSES[url]
