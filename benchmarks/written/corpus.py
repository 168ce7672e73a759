"""A corpus written from templates, whose true happenings and expectations are known.

Two years, three outlets, two languages: happenings that one to three outlets report on different days in different
words, recalled weeks later in articles about something else; alike happenings of the same parties as decoys; copies
of another outlet's text; revisions; and the lives of twenty expectations. The same seed gives the same corpus.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from detente.model import Article, Span

TEMPLATES = Path(__file__).with_name("templates.toml")
FIRST, DAYS = dt.date(2021, 1, 11), 690
HAPPENINGS, LIVES = 130, 20
DAY = dt.timedelta(1)


@dataclass(frozen=True, slots=True)
class Happening:
    """What truly happened or was said. `life` is the expectation that it is a step of, `step` which one."""

    id: int
    kind: str
    root: str | None
    a: str
    b: str
    rank: int
    place: str
    day: dt.date
    window: tuple[dt.date, dt.date] | None = None
    grain: str | None = None
    life: int | None = None
    step: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """An article, and which happening each of its telling sentences is about."""

    article: Article
    tells: tuple[tuple[Span, int], ...]


@dataclass(slots=True)
class Corpus:
    """The happenings that are true, and the articles that tell them, in the order in which they are added."""

    happenings: list[Happening] = field(default_factory=list)
    articles: list[Written] = field(default_factory=list)
    copies: dict[str, str] = field(default_factory=dict)
    revisions: int = 0


def written(seed: int = 1) -> Corpus:
    """The corpus of a seed."""
    return _Writer(seed).write()


class _Writer:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.data: dict[str, Any] = tomllib.loads(TEMPLATES.read_text(encoding="utf-8"))
        self.corpus = Corpus()

    def write(self) -> Corpus:
        for number in range(LIVES):
            self._live(number)
        while len(self.corpus.happenings) < HAPPENINGS + 3 * LIVES:
            self._happen()
        for happening in sorted(self.corpus.happenings, key=lambda h: (h.day, h.id)):
            self._report(happening)
        self.rng.shuffle(self.corpus.articles)
        self._copy(15)
        self._revise(15)
        return self.corpus

    # ---- what happens -----------------------------------------------------------------------------------------

    def _add(self, **values: Any) -> Happening:
        happening = Happening(len(self.corpus.happenings), **values)
        self.corpus.happenings.append(happening)
        return happening

    def _happen(self) -> None:
        """One happening, and now and then another that is easily taken for it."""
        kind = self.rng.choice(sorted(self.data["happening"]))
        a, b = self.rng.sample(sorted(self.data["states"]), 2)
        day = FIRST + self.rng.randrange(DAYS) * DAY
        place = self.rng.choice(sorted(self.data["places"]))
        root = self.data["happening"][kind]["root"]
        rank = self.rng.randrange(2)
        first = {"kind": kind, "root": root, "a": a, "b": b, "rank": rank, "place": place, "day": day}
        self._add(**first)
        if self.rng.random() < 0.35:
            other = dict(first)
            if kind == "meeting":
                other |= {"rank": 1 - rank, "day": day + self.rng.randrange(3) * DAY}
            else:
                other["day"] = day + self.rng.randrange(5, 12) * DAY
                if self.rng.random() < 0.4:
                    other |= {"a": b, "b": a, "day": day + DAY}
            self._add(**other)

    def _live(self, number: int) -> None:
        """The steps of one expectation."""
        steps = self.data["life"][number % len(self.data["life"])]["steps"]
        a, b = self.rng.sample(sorted(self.data["states"]), 2)
        year = 2021 + number % 2
        # Summits of the summer are proposed in April; the others whenever.
        month = 4 if "season" in steps[0] else self.rng.choice((1, 2, 3, 4, 8, 9))
        day = dt.date(year, month, self.rng.randrange(8, 20))
        held = day + self.rng.randrange(58, 68) * DAY
        moved = held + self.rng.randrange(12, 20) * DAY
        place = self.rng.choice(sorted(self.data["places"]))
        rank = self.rng.randrange(2)
        target = held
        for step in steps:
            kind, _, grain = step.partition(" ")
            if grain == "other":
                target, grain = moved, "day"
            window = _window(target, grain)
            when = target if kind in {"held", "given", "imposed", "withdrawn"} else day
            values = {"a": a, "b": b, "rank": rank, "place": place, "day": when}
            if kind == "withdrawn":
                when = target
            self._add(
                kind=kind, root=None, window=window, grain=grain or None, life=number, step=kind, **values
            )
            day += self.rng.randrange(16, 20) * DAY

    # ---- how it is told ---------------------------------------------------------------------------------------

    def _report(self, happening: Happening) -> None:
        outlets = sorted(self.data["outlets"])
        self.rng.shuffle(outlets)
        for number, outlet in enumerate(outlets[: self.rng.choice((1, 2, 2, 3))]):
            published = (
                happening.day + (self.rng.randrange(0, 2) + (number > 0) * self.rng.randrange(0, 2)) * DAY
            )
            self._write(happening, outlet, published)

    def _write(self, happening: Happening, outlet: str, published: dt.date) -> None:
        lang = self.data["outlets"][outlet]
        told: list[tuple[str, int | None]] = [(self._say(happening, lang, published), happening.id)]
        fillers = self.rng.sample(self.data["filler"][lang], self.rng.randrange(4, 8))
        told += [(f, None) for f in fillers]
        for past in self._recalled(happening, published):
            at = self.rng.randrange(2, len(told) + 1)
            told.insert(at, (self._recall(past, lang, published), past.id))
        key = f"{re.sub('[^a-z]', '', outlet.lower())}-{published}-{len(self.corpus.articles)}"
        text, tells = "", []
        for sentence, id in told:
            if id is not None:
                tells.append((Span(len(text), len(text) + len(sentence)), id))
            text += sentence + (" " if self.rng.random() < 0.6 else "\n")
        url = f"https://{outlet.split()[-1].lower()}.example/{key}"
        article = Article(key, text.rstrip(), lang, None, outlet, url, published)
        self.corpus.articles.append(Written(article, tuple(tells)))

    def _recalled(self, happening: Happening, published: dt.date) -> list[Happening]:
        """Up to two earlier happenings of the same parties, or else of others."""
        old = [
            h
            for h in self.corpus.happenings
            if h.root and 12 <= (published - h.day).days <= 150 and h.id != happening.id
        ]
        near = [h for h in old if {h.a, h.b} == {happening.a, happening.b}]
        pool = near or old
        return self.rng.sample(pool, min(len(pool), self.rng.choice((0, 1, 1, 2))))

    def _say(self, happening: Happening, lang: str, published: dt.date) -> str:
        table = self.data["step" if happening.step else "happening"][happening.kind]
        window = ""
        if happening.window and happening.grain:
            window = self._ahead(happening, lang)
        return self._filled(
            self.rng.choice(table[lang]), happening, lang, self._day(happening.day, published, lang), window
        )

    def _recall(self, happening: Happening, lang: str, published: dt.date) -> str:
        table = self.data["happening"][happening.kind]
        return self._filled(
            self.rng.choice(table[f"{lang}_past"]),
            happening,
            lang,
            self._day(happening.day, published, lang),
            "",
        )

    def _filled(self, template: str, happening: Happening, lang: str, day: str, window: str) -> str:
        sides = self.data["step" if happening.step else "happening"][happening.kind]["sides"]
        place = 2 if sides == "states" else happening.rank
        a, b = (self.data["states"][c][lang][place] for c in (happening.a, happening.b))
        words = {
            "a": a,
            "b": b,
            "A": a[0].upper() + a[1:],
            "B": b[0].upper() + b[1:],
            "p": self.data["places"][happening.place] if lang == "fr" else happening.place,
            "d": day,
            "m": day,
            "w": window,
        }
        text = template.format(**words)
        for long, short in (("à les ", "aux "), ("de les ", "des ")):
            text = text.replace(long, short)
        # A subject in the plural: "les États-Unis a" is nobody's French.
        return re.sub(r"^(Les États-Unis )a\b", r"\1ont", text)

    def _day(self, day: dt.date, published: dt.date, lang: str) -> str:
        """A day of the past as an article of `published` says it."""
        names = self.data["dates"][lang]
        age = (published - day).days
        month = names["months"][day.month - 1]
        if age <= 5 and self.rng.random() < 0.7:
            name = names["days"][day.weekday()]
            return f"on {name}" if lang == "en" else name
        if age <= 20 or self.rng.random() < 0.3:
            return f"on {month} {day.day}" if lang == "en" else f"le {day.day} {month}"
        last = (published.replace(day=1) - DAY).month == day.month
        if last and self.rng.random() < 0.5:
            return "last month" if lang == "en" else "le mois dernier"
        return f"in {month}" if lang == "en" else f"en {month}"

    def _ahead(self, happening: Happening, lang: str) -> str:
        assert happening.window
        names = self.data["dates"][lang]
        start = happening.window[0]
        month = names["months"][start.month - 1]
        if happening.grain == "season":
            return str(names["season"])
        if happening.grain == "month":
            return f"in {month}" if lang == "en" else f"en {month}"
        bare = f"{month} {start.day}" if lang == "en" else f"{start.day} {month}"
        if happening.kind == "moved":
            return bare
        return f"on {bare}" if lang == "en" else f"le {bare}"

    # ---- copies and revisions ---------------------------------------------------------------------------------

    def _copy(self, count: int) -> None:
        """Texts of the wire, printed by the other outlet of its language a day later."""
        wire = [w for w in self.corpus.articles if w.article.outlet == "Northern Wire"]
        for original in self.rng.sample(wire, count):
            article = original.article
            assert article.published
            head = "(Northern Wire) "
            copied = replace(
                article,
                id=f"copy-{article.id}",
                text=head + article.text,
                outlet="The Ledger",
                url=f"https://ledger.example/copy-{article.id}",
                published=article.published + self.rng.randrange(2) * DAY,
            )
            tells = tuple((Span(s.start + len(head), s.end + len(head)), h) for s, h in original.tells)
            self.corpus.articles.append(Written(copied, tells))
            self.corpus.copies[copied.id] = article.id

    def _revise(self, count: int) -> None:
        """Later versions of articles, at the same address, with a sentence more."""
        for original in self.rng.sample(self.corpus.articles[:-15], count):
            article = original.article
            added = self.rng.choice(self.data["filler"][article.lang or ""])
            revised = replace(article, id=f"{article.id}-rev", text=f"{article.text}\n{added}")
            self.corpus.articles.append(Written(revised, original.tells))
            self.corpus.revisions += 1


def _window(day: dt.date, grain: str) -> tuple[dt.date, dt.date] | None:
    if grain == "season":
        return dt.date(day.year, 6, 1), dt.date(day.year, 8, 31)
    if grain == "month":
        first = day.replace(day=1)
        return first, (first + 31 * DAY).replace(day=1) - DAY
    return (day, day) if grain else None


def lines(corpus: Corpus) -> Iterator[dict[str, Any]]:
    """The articles as JSON lines take them."""
    for each in corpus.articles:
        a = each.article
        yield {
            "id": a.id,
            "lang": a.lang,
            "outlet": a.outlet,
            "url": a.url,
            "published": str(a.published),
            "text": a.text,
        }
