"""The map of the program: one article in, one record out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

from detente import actors, events, quotes, stances, text
from detente.knowledge import Knowledge
from detente.model import Article, InputError, Record


def read(
    article: Article | str,
    *,
    lang: str | None = None,
    published: dt.date | None = None,
    known: Knowledge | None = None,
) -> Record:
    """Read one article.

    `lang` (ISO 639-1) and `published` are used where the article does not carry them; a language that nobody
    names is identified, a date is looked for in the text. The same input always gives the same record.

    Raises:
        InputError: the article is empty.
        LanguageError: it is in a language that Detente does not read.
    """
    known = known or knowledge()
    article = prepared(article, lang, published, known)
    language = known.language(article.lang or "")
    sentences = text.parse(article.text, language)
    who = actors.find(article, sentences, language, known.world)
    dates = text.dates.find(article, sentences, language)
    said = quotes.find(article, sentences, who, language)
    who = actors.hear(who, sentences, said, language)
    happened = events.find(
        article,
        sentences,
        who,
        dates,
        said,
        language,
        known.ontology,
        known.world,
        known.judge,
        known.sides,
        known.tagger,
    )
    stands = stances.find(article, sentences, who, said, language, known.issues)
    return Record(article, who.actors, happened, said, stands)


def prepared(
    article: Article | str, lang: str | None, published: dt.date | None, known: Knowledge
) -> Article:
    """The article with its language, and with the dates that its text gives."""
    if isinstance(article, str):
        article = Article("article", article)
    if not article.text.strip():
        raise InputError("the article is empty", article.id)
    code = article.lang or lang or text.identify(article.text, known.codes, article.id)
    article = replace(article, lang=code, published=article.published or published)
    language = known.language(code)
    if article.published is None:
        article = replace(article, published=text.dates.find_published(article, language))
    if article.updated is None:
        article = replace(article, updated=text.dates.find_revision(article, language))
    return article


@cache
def knowledge() -> Knowledge:
    """The knowledge that Detente ships, loaded once."""
    return Knowledge()
