"""Words are found in both languages, with accents or without, over articles, quotes and events."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.store import Filter, Store
from detente.store.fulltext import folded, terms
from detente.store.search import passage
from tests.store.reports import article, event, group, keep, quote, stance

ENGLISH = "Talks on a cease-fire failed. “Peace needs patience”, Mr Biden said. Oil prices rose."
FRENCH = "Un cessez-le-feu à Genève : l'œuvre de l'été. « La paix exige de la patience », a dit M. Poutine."


@pytest.fixture
def searched(store: Store) -> Store:
    keep(
        store,
        article("en", ENGLISH, title="No truce", published="2021-06-01"),
        event(ENGLISH, "CONSULT", trigger="Talks"),
        quotes=(quote(ENGLISH, "Peace needs patience"),),
        stances=(stance(ENGLISH, "energy", "Oil prices", ("USA",)),),
    )
    keep(
        store,
        article("fr", FRENCH, outlet="AFP", lang="fr", published="2021-06-10"),
        event(FRENCH, "AGREE", ("RUS:vladimir-putin",), (), trigger="cessez-le-feu"),
        quotes=(quote(FRENCH, "La paix exige de la patience", "RUS:vladimir-putin"),),
    )
    group(store)
    return store


# What is looked for -> what is found, as kind and article.
WORDS = {
    "patience": {"article en", "article fr", "quote en", "quote fr"},
    "geneve": {"article fr", "event fr"},
    "GENÈVE été": {"article fr", "event fr"},
    "oeuvre": {"article fr", "event fr"},
    "truce": {"article en"},
    '"needs patience"': {"article en", "quote en"},
    '"patience needs"': set(),
    "cease-fire": {"article en", "event en"},
    "cessez*": {"article fr", "event fr"},
    "cess": set(),
    "patience peace": {"article en", "quote en"},
    "patience geneve truce": set(),
    "…": set(),
    "' OR 1=1 -- \" ) & | ! :* <-> \\": set(),
    "": {"article en", "article fr", "quote en", "quote fr", "event en", "event fr"},
}


@pytest.mark.parametrize("words", WORDS)
def test_words(searched: Store, words: str) -> None:
    assert {f"{h.kind} {h.article}" for h in searched.search(words)} == WORDS[words]


FILTERS = {
    "who": (Filter(actor="RUS"), {"article fr", "quote fr", "event en", "event fr", "article en"}),
    "issue": (Filter(issues=("energy",)), {"article en", "event en"}),
    "since": (Filter(since=dt.date(2021, 6, 5)), {"article fr", "quote fr", "event en", "event fr"}),
    "root": (Filter(roots=("AGREE",)), {"article fr", "event fr", "quote en", "quote fr"}),
    "outlet": (Filter(outlets=("AFP",)), {"article fr", "quote fr", "event fr"}),
}


@pytest.mark.parametrize("name", FILTERS)
def test_filters(searched: Store, name: str) -> None:
    wanted, found = FILTERS[name]
    assert {f"{h.kind} {h.article}" for h in searched.search("", wanted)} == found


def test_a_hit_points_at_its_words(searched: Store) -> None:
    (hit,) = searched.search('"needs patience"', kinds=("quote",))
    assert ENGLISH[hit.start :].startswith(hit.words)
    assert hit.about == "Joe Biden (USA)"
    (hit,) = searched.search("truce OIL", kinds=("article",))
    assert "Oil prices" in hit.words
    (hit,) = searched.search("failed", kinds=("event",))
    assert hit.happening is not None


def test_the_limit_counts_each_kind(searched: Store) -> None:
    assert [h.kind for h in searched.search("", limit=1)] == ["article", "quote", "event"]


@pytest.mark.parametrize(
    ("words", "plain"),
    [("L'Été, à Łódź!", "l ete a lodz"), ("ŒUVRE", "oeuvre"), ("U.S.-Russia", "u s russia"), ("_", "")],
)
def test_folding(words: str, plain: str) -> None:
    assert folded(words) == plain


def test_terms() -> None:
    assert terms('a "b C" d* "') == [("a",), ("b", "c"), ("d*",)]


def test_passages_are_cut_at_spaces() -> None:
    text = "word " * 100 + "Élysée and " + "word " * 100
    start, stop = passage(text, [("elysee",)])
    assert text[start:stop].startswith("word ") and "Élysée" in text[start:stop]
    assert stop - start < 220
    assert passage("Short.", [("absent",)]) == (0, 6)
