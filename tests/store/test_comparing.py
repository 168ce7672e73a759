"""What changed from one revision to the next, in words and in findings; the reader's own changes never show."""

from __future__ import annotations

import pytest

from detente.store import Store, Versions
from detente.store.add import compared_alike
from detente.store.comparing import Change, changes
from tests.store.reports import READ, article, event, keep, quote, record

OLD = "The ministers met in Geneva. They spoke for an hour.\nNo date was set."

TEXTS = {
    "nothing": (OLD, []),
    "only spaces": (OLD.replace("\n", "\n\n"), []),
    "added": (OLD + " Talks go on.", [Change("added", "text", None, "Talks go on.")]),
    "removed": (OLD.partition("\n")[0], [Change("removed", "text", "No date was set.", None)]),
    "reworded": (
        OLD.replace("an hour", "three hours"),
        [Change("reworded", "text", "They spoke for an hour.", "They spoke for three hours.")],
    ),
    "replaced": (
        OLD.replace("No date was set.", "Iran protested loudly."),
        [
            Change("removed", "text", "No date was set.", None),
            Change("added", "text", None, "Iran protested loudly."),
        ],
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts(name: str) -> None:
    text, wanted = TEXTS[name]
    assert changes(record(article("a", OLD)), record(article("a", text))) == wanted


def found(**more: object):  # type: ignore[no-untyped-def]
    values = {"trigger": "met", "place": "Geneva"} | more
    return record(article("a", OLD), event(OLD, **values))  # type: ignore[arg-type]


def test_findings() -> None:
    (date,) = changes(found(), found(day="2021-06-17"))
    assert (date.what, date.about) == ("changed", "date")
    assert "2021-06-16" in str(date.before) and "2021-06-17" in str(date.after)
    (status,) = changes(found(), found(status="denied"))
    assert (status.what, status.about) == ("changed", "event")
    removed, added = changes(found(), found(root="AID"))
    assert (removed.what, added.what, added.about) == ("removed", "added", "event")
    assert changes(found(), found(id="e7")) == []


def test_quotes() -> None:
    arrived = article("a", OLD)
    said = quote(OLD, "No date was set")
    other = quote(OLD, "No date was set", "RUS:sergey-lavrov")
    assert [c.what for c in changes(record(arrived), record(arrived, quotes=(said,)))] == ["added"]
    (change,) = changes(record(arrived, quotes=(said,)), record(arrived, quotes=(other,)))
    assert (change.before, change.after) == ("Joe Biden: No date was set", "Sergey Lavrov: No date was set")


def test_revisions_are_compared_as_one_reader_reads_them(store: Store) -> None:
    url = "https://ap.example/1"
    keep(store, article("a", OLD, url=url), versions=Versions("old", "old"))
    revised = OLD + " Talks go on."
    keep(store, article("a", revised, url=url), event(revised, trigger="met"))
    asked = []

    def read(old):  # type: ignore[no-untyped-def]
        asked.append(old.text)
        return record(old, event(old.text, trigger="met"))

    first, second = compared_alike(store, "a", read, lambda lang: READ)
    assert asked == [OLD]
    assert [c.about for c in changes(first, second)] == ["text"]
