"""Dates: each row is a sentence with one date in [brackets], and what it means on Friday 2021-05-21.

Role, granularity, days; behind a bar the days if the sentence looks ahead. Rows without brackets have none.
"""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.knowledge import Knowledge
from detente.knowledge.dates import CompiledRule
from detente.model import Article, DateMention, Interval
from detente.text import dates
from tests.text.plain import sentences

FRIDAY = dt.date(2021, 5, 21)
LANGUAGES = ("fr", "en")

ROWS = """
fr | Ils se sont vus [le 19 mai 2021]. | point day 2021-05-19
fr | Ils se sont vus [le mercredi 19 mai]. | point day 2021-05-19 | 2022-05-19
fr | Ils se sont vus [le 19]. | point day 2021-05-19 | 2021-06-19
fr | Reçu [le 19/05/2021]. | point day 2021-05-19
fr | Signé le [2021-05-19]. | point day 2021-05-19
fr | Ils se verront [le 1er janvier]. | point day 2021-01-01 | 2022-01-01
fr | Ils se sont vus [le 30 mai]. | point day 2020-05-30 | 2021-05-30
fr | Ils se sont vus [le 3 févr. 2020]. | point day 2020-02-03
fr | Ils se sont vus [le 5 juin dernier]. | point day 2020-06-05
fr | Ils se verront [le 5 juin prochain]. | point day 2021-06-05
fr | Ils se sont vus [en mai 2021]. | point month 2021-05-01..2021-05-31
fr | Ils se verront [en juin]. | point month 2020-06-01..2020-06-30 | 2021-06-01..2021-06-30
fr | Ils se sont vus [en avril]. | point month 2021-04-01..2021-04-30 | 2022-04-01..2022-04-30
fr | Ils se virent [en mai]. | point month 2021-05-01..2021-05-31
fr | Ils se sont vus [en 2019]. | point year 2019-01-01..2019-12-31
fr | Cela dure [depuis 2011]. | since year 2011-01-01..2011-12-31
fr | Cela dure depuis [mars 2015]. | since month 2015-03-01..2015-03-31
fr | La guerre [des années 1990]. | point range 1990-01-01..1999-12-31
fr | La guerre [des années quatre-vingt]. | point range 1980-01-01..1989-12-31
fr | Ils se sont vus [aujourd'hui]. | point day 2021-05-21
fr | Ils se sont vus [aujourd’hui]. | point day 2021-05-21
fr | Ils se sont vus [hier soir]. | point day 2021-05-20
fr | Ils se sont vus [avant-hier]. | point day 2021-05-19
fr | Ils se verront [demain]. | point day 2021-05-22
fr | Ils se verront [après-demain]. | point day 2021-05-23
fr | Ils se sont vus [mercredi]. | point day 2021-05-19 | 2021-05-26
fr | Ils se sont vus [vendredi]. | point day 2021-05-21
fr | Ils se sont vus [samedi]. | point day 2021-05-15 | 2021-05-22
fr | Ils se sont vus [mercredi dernier]. | point day 2021-05-19
fr | Ils se sont vus [vendredi dernier]. | point day 2021-05-14
fr | Ils se verront [mardi prochain]. | point day 2021-05-25
fr | Ils se sont vus [ce jeudi]. | point day 2021-05-20 | 2021-05-27
fr | Ils se sont vus [mardi matin]. | point day 2021-05-18 | 2021-05-25
fr | Ils se sont vus le 3 mai ; [la veille], il était parti. | point day 2021-05-02
fr | Ils se sont vus le 3 mai. [Le lendemain], il partit. | point day 2021-05-04
fr | Ils se sont vus le 3 mai. [Deux jours plus tard], il partit. | point day 2021-05-05
fr | Ils se sont vus le 3 mai. [Le même jour], il partit. | point day 2021-05-03
fr | Ils se sont vus le 3 mai. [Ce jour-là], il partit. | point day 2021-05-03
fr | Ils se sont vus le 3 mai. [L'avant-veille], il était parti. | point day 2021-05-01
fr | Ils se sont vus le 3 mai. [Le surlendemain], il partit. | point day 2021-05-05
fr | Ils se sont vus le 3 mai. Il était parti [trois mois auparavant]. | point month 2021-02-01..2021-02-28
fr | Ils se sont vus le 3 mai. Il partit [la semaine suivante]. | point week 2021-05-10..2021-05-16
fr | En 2015, ils se virent. [L'année suivante], il partit. | point year 2016-01-01..2016-12-31
fr | En 2015, ils se virent. [Cette année-là], il partit. | point year 2015-01-01..2015-12-31
fr | Ils se virent en mars 2014 et signèrent [en mai de la même année]. | point month 2014-05-01..2014-05-31
fr | Ils se sont vus [le mois dernier]. | point month 2021-04-01..2021-04-30
fr | Ils se verront [le mois prochain]. | point month 2021-06-01..2021-06-30
fr | Ils se sont vus [la semaine dernière]. | point week 2021-05-10..2021-05-16
fr | Ils se verront [la semaine prochaine]. | point week 2021-05-24..2021-05-30
fr | Ils se verront [cette semaine]. | point week 2021-05-17..2021-05-23
fr | Ils se verront [ce week-end]. | point range 2021-05-15..2021-05-16 | 2021-05-22..2021-05-23
fr | Ils se sont vus [le week-end dernier]. | point range 2021-05-15..2021-05-16
fr | Ils se sont vus [l'an dernier]. | point year 2020-01-01..2020-12-31
fr | Ils se verront [l'année prochaine]. | point year 2022-01-01..2022-12-31
fr | Ils se verront [cette année]. | point year 2021-01-01..2021-12-31
fr | Ils se sont vus [début mai]. | point range 2021-05-01..2021-05-10
fr | Ils se verront [mi-juin]. | point range 2020-06-11..2020-06-20 | 2021-06-11..2021-06-20
fr | Ils se sont vus [fin 2020]. | point range 2020-09-01..2020-12-31
fr | Ils se sont vus à la [fin du mois d'avril]. | point range 2021-04-21..2021-04-30 | 2022-04-21..2022-04-30
fr | Ils se verront [cet été]. | point season 2021-06-01..2021-08-31
fr | Ils se sont vus [l'été dernier]. | point season 2020-06-01..2020-08-31
fr | Ils se sont vus [à l'été 2019]. | point season 2019-06-01..2019-08-31
fr | Ils se verront [à l'automne]. | point season 2020-09-01..2020-11-30 | 2021-09-01..2021-11-30
fr | Ils se sont vus [cet hiver]. | point season 2021-12-01..2022-02-28
fr | Ils veulent un accord [d'ici à la fin de l'année]. | until range 2021-09-01..2021-12-31
fr | Ils se voient [en fin de semaine]. | point range 2021-05-22..2021-05-23
fr | Ils se sont vus [il y a trois jours]. | point day 2021-05-18
fr | Ils se virent [il y a deux semaines]. | point week 2021-05-03..2021-05-09
fr | Ils se virent [il y a dix ans]. | point year 2011-01-01..2011-12-31
fr | Ils se virent [il y a deux mois]. | point month 2021-03-01..2021-03-31
fr | Ils se sont vus [il y a quelques jours]. | point day 2021-05-18 vague
fr | Ils parlent [depuis trois jours]. | since range 2021-05-18..2021-05-21
fr | Ils parlent [depuis plusieurs mois]. | since range 2021-01-21..2021-05-21 vague
fr | Ils ont parlé [pendant deux ans]. | duration range -
fr | Les liens se sont tendus [au cours des derniers mois]. | during range 2021-02-21..2021-05-21 vague
fr | Les liens se tendent [ces dernières semaines]. | during range 2021-04-30..2021-05-21 vague
fr | Elle a crû [au cours des trois dernières années]. | during range 2018-05-21..2021-05-21
fr | Ils se verront [dans les prochains jours]. | during range 2021-05-21..2021-05-24 vague
fr | Ils se verront [dans les semaines à venir]. | during range 2021-05-21..2021-06-11 vague
fr | Ils se verront [dans trois semaines]. | point week 2021-06-07..2021-06-13
fr | Ils se verront [du 3 au 5 mai]. | during range 2021-05-03..2021-05-05 | 2022-05-03..2022-05-05
fr | Ils se sont vus [les 3 et 4 mai]. | during range 2021-05-03..2021-05-04 | 2022-05-03..2022-05-04
fr | Ils voyagent [du 29 mai au 3 juin]. | during range 2020-05-29..2020-06-03 | 2021-05-29..2021-06-03
fr | Ils servirent [entre 2004 et 2007]. | during range 2004-01-01..2007-12-31
fr | Ils servirent [de 2004 à 2007]. | during range 2004-01-01..2007-12-31
fr | L'accord [de 2015-2016]. | during range 2015-01-01..2016-12-31
fr | Ils se verront entre [mardi et jeudi]. | during range 2021-05-18..2021-05-20 | 2021-05-25..2021-05-27
fr | Ils se sont vus [entre mars et avril 2020]. | during range 2020-03-01..2020-04-30
fr | La hausse [au premier trimestre 2021]. | point range 2021-01-01..2021-03-31
fr | Ils se verront à [Noël]. | point day 2020-12-25 | 2021-12-25
fr | Ils se sont vus [le lundi de Pâques]. | point day 2021-04-05 | 2022-04-18
fr | Ils se sont vus [à 14h30]. | time day -
fr | Ils se sont vus [à 9 h 05]. | time day -
fr | Ils se voient [chaque année]. | frequency range -
fr | Ils se voient [les vendredis]. | frequency range -
fr | Une visite [de trois jours] commence. | duration range -
fr | Ils se sont vus [en décembre dernier]. | point month 2020-12-01..2020-12-31
fr | Il dit que 2016 soldats sont morts.
fr | Près de 2000 personnes sont venues.
fr | Un convoi de 2016 soldats est parti.
fr | Il a été tué par une sonde vers Mars.
fr | La veillée du second tour.
fr | Le 20e siècle et le 19 quai.
fr | À la veille du sommet il est parti.
fr | Il a 1 300 djihadistes morts.
fr | Le G7, le G20 et l'article 5 du traité.
fr | Il marche vers le 10 Downing Street.
en | They met [on May 19, 2021]. | point day 2021-05-19
en | They met [on Wednesday, May 19]. | point day 2021-05-19 | 2022-05-19
en | They met [on the 19th]. | point day 2021-05-19 | 2021-06-19
en | Received [05/19/2021]. | point day 2021-05-19
en | Received [19/05/2021]. | point day 2021-05-19
en | Signed on [2021-05-19]. | point day 2021-05-19
en | They meet [on January 1st]. | point day 2021-01-01 | 2022-01-01
en | They met [on 19 May 2021]. | point day 2021-05-19
en | They met [on the 19th of May]. | point day 2021-05-19 | 2022-05-19
en | They met [on May 30]. | point day 2020-05-30 | 2021-05-30
en | They met [on Sept. 11, 2001]. | point day 2001-09-11
en | They met in [May 2021]. | point month 2021-05-01..2021-05-31
en | They met [in May]. | point month 2021-05-01..2021-05-31
en | They met [in April]. | point month 2021-04-01..2021-04-30 | 2022-04-01..2022-04-30
en | They meet [in June]. | point month 2020-06-01..2020-06-30 | 2021-06-01..2021-06-30
en | They met [in 2019]. | point year 2019-01-01..2019-12-31
en | It lasts [since 2011]. | since year 2011-01-01..2011-12-31
en | It lasts since [March 2015]. | since month 2015-03-01..2015-03-31
en | The war of [the 1990s]. | point range 1990-01-01..1999-12-31
en | They met [in the early 1980s]. | point range 1980-01-01..1983-04-30
en | They met [today]. | point day 2021-05-21
en | They met [yesterday]. | point day 2021-05-20
en | They met [last night]. | point day 2021-05-20
en | They meet [tomorrow]. | point day 2021-05-22
en | They met [the day before yesterday]. | point day 2021-05-19
en | They met [on Wednesday]. | point day 2021-05-19 | 2021-05-26
en | They met [on Friday]. | point day 2021-05-21
en | They meet [on Saturday]. | point day 2021-05-15 | 2021-05-22
en | They met [last Wednesday]. | point day 2021-05-19
en | They met [last Friday]. | point day 2021-05-14
en | They meet [next Tuesday]. | point day 2021-05-25
en | They met [this past Tuesday]. | point day 2021-05-18
en | They met [Tuesday morning]. | point day 2021-05-18 | 2021-05-25
en | They met on May 3. [The day before], he left. | point day 2021-05-02
en | They met on May 3. [The next day] he left. | point day 2021-05-04
en | They met on May 3. [Two days later] he left. | point day 2021-05-05
en | They met on May 3. He had left [two days earlier]. | point day 2021-05-01
en | They met on May 3 and left [the same day]. | point day 2021-05-03
en | They met on May 3. He left [that day]. | point day 2021-05-03
en | They met on May 3 and left [the following week]. | point week 2021-05-10..2021-05-16
en | They met on May 3 and left [the following Monday]. | point day 2021-05-10
en | In 2015 they met. [The following year] he left. | point year 2016-01-01..2016-12-31
en | In 2015 they met. He left [later that year]. | point year 2015-01-01..2015-12-31
en | They met in March 2014 and signed in [May of that year]. | point month 2014-05-01..2014-05-31
en | They met [last month]. | point month 2021-04-01..2021-04-30
en | They meet [next month]. | point month 2021-06-01..2021-06-30
en | They met [last week]. | point week 2021-05-10..2021-05-16
en | They meet [next week]. | point week 2021-05-24..2021-05-30
en | They meet [this week]. | point week 2021-05-17..2021-05-23
en | They meet [this weekend]. | point range 2021-05-15..2021-05-16 | 2021-05-22..2021-05-23
en | They met [over the weekend]. | point range 2021-05-15..2021-05-16 | 2021-05-22..2021-05-23
en | They met [last year]. | point year 2020-01-01..2020-12-31
en | They meet [next year]. | point year 2022-01-01..2022-12-31
en | They met [earlier this year]. | point range 2021-01-01..2021-05-21
en | They meet [later this year]. | point range 2021-05-21..2021-12-31
en | They meet [later this month]. | point range 2021-05-21..2021-05-31
en | They met [early May]. | point range 2021-05-01..2021-05-10
en | They meet [in mid-June]. | point range 2020-06-11..2020-06-20 | 2021-06-11..2021-06-20
en | They met [in late 2020]. | point range 2020-09-01..2020-12-31
en | They met [in late March]. | point range 2021-03-22..2021-03-31 | 2022-03-22..2022-03-31
en | They meet [this summer]. | point season 2021-06-01..2021-08-31
en | They met [last summer]. | point season 2020-06-01..2020-08-31
en | They met [in the summer of 2019]. | point season 2019-06-01..2019-08-31
en | They meet [next spring]. | point season 2022-03-01..2022-05-31
en | They want a deal [by the end of the year]. | until range 2021-09-01..2021-12-31
en | They want a deal by [the end of June]. | until range 2020-06-21..2020-06-30 | 2021-06-21..2021-06-30
en | They met [three days ago]. | point day 2021-05-18
en | They met [two weeks ago]. | point week 2021-05-03..2021-05-09
en | They met [10 years ago]. | point year 2011-01-01..2011-12-31
en | They met [a month ago]. | point month 2021-04-01..2021-04-30
en | They met [a few days ago]. | point day 2021-05-18 vague
en | They have talked [for the past three days]. | since range 2021-05-18..2021-05-21
en | They talked [for two years]. | duration range -
en | Ties worsened [in recent weeks]. | during range 2021-04-30..2021-05-21 vague
en | Ties worsened [over the past few months]. | during range 2021-02-21..2021-05-21 vague
en | It grew [over the past three years]. | during range 2018-05-21..2021-05-21
en | It grew [over the past year]. | during range 2020-05-21..2021-05-21
en | They meet [in the coming days]. | during range 2021-05-21..2021-05-24 vague
en | They meet [in the next two weeks]. | during range 2021-05-21..2021-06-04
en | They meet [in three weeks]. | point week 2021-06-07..2021-06-13
en | They must leave [within three days]. | until range 2021-05-21..2021-05-24
en | The talks of [May 3-5] failed. | during range 2021-05-03..2021-05-05 | 2022-05-03..2022-05-05
en | They met [on June 29-30, 2020]. | during range 2020-06-29..2020-06-30
en | They travel [from May 29 to June 3]. | during range 2020-05-29..2020-06-03 | 2021-05-29..2021-06-03
en | They met [from May 3 to May 5, 2020]. | during range 2020-05-03..2020-05-05
en | He served [between 2004 and 2007]. | during range 2004-01-01..2007-12-31
en | He served [from 2004 to 2007]. | during range 2004-01-01..2007-12-31
en | [The 2015-16] talks. | during range 2015-01-01..2016-12-31
en | They meet between [Tuesday and Thursday]. | during range 2021-05-18..2021-05-20 | 2021-05-25..2021-05-27
en | They met from [January to March 2020]. | during range 2020-01-01..2020-03-31
en | It grew [in the first quarter of 2021]. | point range 2021-01-01..2021-03-31
en | The truce holds until [Christmas]. | until day 2020-12-25 | 2021-12-25
en | They met [on Easter Monday]. | point day 2021-04-05 | 2022-04-18
en | They met [on Thanksgiving]. | point day 2020-11-26 | 2021-11-25
en | They met [at 5:30 p.m.] in Geneva. | time day -
en | They met [at 14:30 GMT]. | time day -
en | They meet [every year]. | frequency range -
en | They meet [on Fridays]. | frequency range -
en | A [three-day] visit began. | duration range -
en | They left the [2015] nuclear deal. | point year 2015-01-01..2015-12-31
en | They met in [January of this year]. | point month 2021-01-01..2021-01-31
en | They met in [May last year]. | point month 2020-05-01..2020-05-31
en | They may march for a second time.
en | He said 2016 soldiers died.
en | The 1,300 dead and 2,016 miles.
en | Theresa May met them and May said no.
en | The 19th century and the 19th round.
en | Prices fall and spring up.
en | The G7, the G20 and article 5 of the treaty.
en | Resolution 2231 and 2016 people.
"""

NO_DATE_OF_PUBLICATION = """
fr | Ils se sont vus [mercredi]. | point range -
fr | Ils se sont vus [le 19 mai 2021]. | point day 2021-05-19
fr | Ils se sont vus [en 2019]. | point year 2019-01-01..2019-12-31
fr | Ils se sont vus le 3 mai 2021. [Le lendemain], il partit. | point day 2021-05-04
en | They met [on Wednesday]. | point range -
en | They met [three days ago]. | point range -
en | WASHINGTON, May 19, 2021 – They met [on Tuesday]. | point day 2021-05-18 | 2021-05-25
en | They met in March 2014 and signed in [May of that year]. | point month 2014-05-01..2014-05-31
"""

REVISIONS = """
fr | 2021-05-21 | Dernière mise à jour à 09h05 le 21/05 | 2021-05-21T09:05
fr | - | Dernière mise à jour à 09h05 le 21/05 | -
fr | - | Mis à jour le 21 mai 2021 à 9 h 05 | 2021-05-21T09:05
fr | 2021-05-21 | Ils ont mis à jour leur accord. | -
en | - | Updated 5:30 p.m. EDT, May 19, 2021 | 2021-05-19T17:30
en | 2021-05-21 | Last updated on May 20 at 08:15 GMT | 2021-05-20T08:15
en | 2021-05-21 | They met on May 20. | -
"""

DATELINES = """
fr | 1er janvier 2016, 14h30. – Le président est parti. | 2016-01-01
fr | Genève, 3 mars 2020 – Le président est parti. | 2020-03-03
fr | Publié le 3 mars 2020 à 10h | 2020-03-03
fr | Ils se sont vus le 3 mars 2020, à Genève. | -
en | WASHINGTON, May 19, 2021 – The minister left. | 2021-05-19
en | Published: May 19, 2021 | 2021-05-19
en | They met on May 19, 2021, in Geneva. | -
en | GENEVA – On May 19 they met. | -
"""


def table(rows: str) -> list[tuple[str, ...]]:
    return [tuple(c.strip() for c in row.split(" | ", 2)) for row in rows.strip().splitlines()]


def read(
    text: str, lang: str, known: Knowledge, published: dt.date | None = FRIDAY
) -> tuple[DateMention, ...]:
    return dates.find(Article("a", text, lang, published=published), sentences(text), known.language(lang))


def shown(mention: DateMention) -> str:
    past, future = days(mention.past), days(mention.future)
    both = past if past == future else f"{past} | {future}"
    return f"{mention.role} {mention.past.granularity} {both}{' vague' if mention.vague else ''}"


def days(interval: Interval) -> str:
    if interval.start is None:
        return "-"
    return f"{interval.start}" if interval.start == interval.end else f"{interval.start}..{interval.end}"


def unmarked(row: str) -> tuple[str, str | None]:
    """The sentence without brackets, and the words that they held."""
    match = re.search(r"\[(.*?)\]", row)
    return re.sub(r"[\[\]]", "", row), match[1] if match else None


@pytest.mark.parametrize("row", table(ROWS), ids=lambda row: " ".join(row[:2]))
def test_dates(row: tuple[str, ...], known: Knowledge) -> None:
    lang, (text, words), expected = row[0], unmarked(row[1]), row[2] if len(row) > 2 else ""
    found = {text[m.start : m.end]: shown(m) for m in read(text, lang, known)}
    assert found.get(words or "", "") == expected
    assert words or not found


@pytest.mark.parametrize("row", table(NO_DATE_OF_PUBLICATION), ids=lambda row: row[1])
def test_dates_of_an_undated_article(row: tuple[str, ...], known: Knowledge) -> None:
    lang, (text, words), expected = row[0], unmarked(row[1]), row[2]
    found = {text[m.start : m.end]: m for m in read(text, lang, known, published=None)}
    assert shown(found[words or ""]) == expected
    assert all(m.past.reason for m in found.values())


@pytest.mark.parametrize(
    "row", [r.split(" | ") for r in REVISIONS.strip().splitlines()], ids=lambda row: row[2]
)
def test_revisions(row: list[str], known: Knowledge) -> None:
    lang, published, text, expected = row
    day = None if published == "-" else dt.date.fromisoformat(published)
    found = dates.find_revision(Article("a", text, lang, published=day), known.language(lang))
    assert (found.isoformat(timespec="minutes") if found else "-") == expected


@pytest.mark.parametrize("row", table(DATELINES), ids=lambda row: row[1])
def test_datelines(row: tuple[str, ...], known: Knowledge) -> None:
    lang, text, expected = row
    found = dates.find_published(Article("a", text, lang), known.language(lang))
    assert (found.isoformat() if found else "-") == expected


RULES = [(lang, rule) for lang in LANGUAGES for rule in Knowledge().language(lang).dates.rules]


@pytest.mark.parametrize(
    ("lang", "compiled"), RULES, ids=lambda value: getattr(getattr(value, "rule", None), "id", value)
)
def test_examples_of_rules(lang: str, compiled: CompiledRule, known: Knowledge) -> None:
    assert compiled.rule.matches
    for example in compiled.rule.matches:
        text, words = unmarked(example)
        assert (words, compiled.rule.id) in [(text[m.start : m.end], m.rule) for m in read(text, lang, known)]
    for example in compiled.rule.rejects:
        assert compiled.rule.id not in [m.rule for m in read(example, lang, known)]


def test_reasons_say_how(known: Knowledge) -> None:
    (mention,) = read("Ils se sont vus mercredi.", "fr", known)
    assert mention.past.reason == "'mercredi' before publication on Friday 2021-05-21"
    assert mention.future.reason == "'mercredi' after publication on Friday 2021-05-21"


WORDS = [
    "le 31 février",
    "May 0",
    "in 2019",
    "30 février 2021",
    "la veille",
    "two days",
    "later",
    "il y a",
    "999 ans",
    "ago",
    "1er",
    "from",
    "to",
    "du",
    "au",
    "31",
    "-",
    "/",
    "2021",
    "99",
    "Easter",
    "9999-99-99",
    "fin",
    "\n",
    "été",
]


@pytest.mark.parametrize("lang", LANGUAGES)
@given(
    words=st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=5)), max_size=12),
    day=st.none() | st.dates(),
)
def test_any_text_is_read(lang: str, words: list[str], day: dt.date | None) -> None:
    text, language = " ".join(words), KNOWN.language(lang)
    article = Article("a", text, lang, published=day)
    for mention in dates.find(article, sentences(text), language):
        assert 0 <= mention.start < mention.end <= len(text)
        for interval in (mention.past, mention.future):
            assert (interval.start is None) == (interval.end is None)
            assert interval.start is None or interval.end is None or interval.start <= interval.end
    dates.find_revision(article, language)
    dates.find_published(article, language)


KNOWN = Knowledge()


def test_speed(known: Knowledge) -> None:
    text = (
        "Le ministre a vu mercredi son homologue, deux jours après la réunion du 3 mai 2021 à Genève. " * 50
    )
    read(text, "fr", known)
    start = time.process_time()
    read(text, "fr", known)
    assert (time.process_time() - start) / len(text.split()) < 0.0002
