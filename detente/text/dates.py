"""The dates of an article: which words name one, and which days they mean.

The words and the ways to join them are data (`data/languages/<lang>/dates.toml`); this module finds them and
computes the days. "En juin" is last June or next June: every date is resolved both ways, and the event that
owns it chooses. "La veille" counts from the date said before it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.knowledge.dates import CompiledRule, DateRule, Dates, Holiday
from detente.knowledge.language import Language
from detente.model import Article, DateMention, Interval, Sentence, Span
from detente.text import calendar
from detente.text.calendar import Days

# A dateline and a page's date stand at its very top; a line of revision also at its foot.
TOP, FOOT = 400, 300
# How far behind "updated" its date may stand.
NEAR = 60
WORD = re.compile(r"\w+")
CLOCK = re.compile(r"(?P<hour>\d{1,2})\s?(?:[:h.]|heures?)\s?(?P<minute>\d\d)?\s?(?P<half>[ap])?\.?", re.I)
# "Two days later" counts from a date of so many days at most: coarser ones were said of something else.
FINE = {"day": 10, "week": 31, "weekend": 31, "fortnight": 31, "month": 200}
COARSE = 400


def find(article: Article, sentences: Sequence[Sentence], language: Language) -> tuple[DateMention, ...]:
    """Every date expression of the sentences, in order, resolved for the past and for the future.

    Relative dates count from `article.published`, or from a full dateline where that is None; with neither
    they have no days, and say so.
    """
    today = article.published or find_published(article, language)
    reader = _Reader(article.text, language.dates, today)
    for sentence in sentences:
        reader.read(sentence)
    return tuple(reader.mentions)


def find_revision(article: Article, language: Language) -> dt.datetime | None:
    """When the text says that it was last revised ("Mise à jour à 09h05 le 21/05"); None if it does not.

    A day without a year takes it from `article.published`.
    """
    text, dates = article.text, language.dates
    for start, end in ((0, TOP), (max(TOP, len(text) - FOOT), len(text))):
        for cue in dates.revision.finditer(text, start, end):
            line = text[cue.end() : cue.end() + NEAR].split("\n")[0]
            clock = CLOCK.search(line)
            day = _written_day(line, dates, article.published)
            if day is not None:
                return dt.datetime.combine(day, _clock(clock))
    return None


def find_published(article: Article, language: Language) -> dt.date | None:
    """The day of a dateline at the top ("WASHINGTON, May 19, 2021 –", "1er janvier 2016, 14h30. –").

    Only a full date that stands at a line's start, behind names in a dateline, or behind words such as
    "published on" counts.
    """
    text, dates = article.text[:TOP], language.dates
    for line in text.split("\n")[:4]:
        for match in _matches(line, dates):
            days = _fixed(match)
            if days is None or days.granularity != "day":
                continue
            before, after = line[: match.start].strip(), line[match.end :].lstrip()
            heads = _is_dateline(before) and (not after or after[0] in ".,–—-:()|")
            if heads or dates.published.search(before[-NEAR:]):
                return days.start
    return None


def _is_dateline(before: str) -> bool:
    """Whether only names of places stand before the date: "GENEVA", "Paris, France (AFP) –"."""
    words = WORD.findall(before)
    return len(words) <= 4 and all(w[0].isupper() for w in words) and not before.endswith(".")


def _clock(match: re.Match[str] | None) -> dt.time:
    if match is None:
        return dt.time()
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"] and match["half"].lower() == "p" and hour < 12:
        hour += 12
    return dt.time(hour, minute) if hour < 24 and minute < 60 else dt.time()


def _written_day(line: str, dates: Dates, today: dt.date | None) -> dt.date | None:
    for match in _matches(line, dates):
        both = resolve(match, Reference(today, (), dates))
        if both and both[0].granularity == "day" and match.rule.means == "day":
            return both[0].start
    return None


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's words in a text; `values` are what its classes of words mean."""

    start: int
    end: int
    core: int
    rule: DateRule
    values: Mapping[str, int | str]
    text: str


def _matches(text: str, dates: Dates) -> list[Match]:
    """The dates in a stretch of text: the longest first, none over another; in order."""
    present = {"#"} if any(c.isdigit() for c in text) else set[str]()
    for word in WORD.findall(text.lower()):
        present |= dates.classes_of.get(word, frozenset())
    if not present:
        return []
    found: list[tuple[int, int, Match]] = []
    for number, compiled in enumerate(dates.rules):
        if compiled.needs <= present:
            for match in compiled.regex.finditer(text):
                found.append((match.start() - match.end(), number, _match(match, compiled, dates)))
    taken: list[Match] = []
    for _, _, candidate in sorted(found, key=lambda f: f[:2]):
        if all(candidate.end <= t.start or t.end <= candidate.start for t in taken):
            taken.append(candidate)
    return sorted(taken, key=lambda m: m.start)


def _match(match: re.Match[str], compiled: CompiledRule, dates: Dates) -> Match:
    values: dict[str, int | str] = {}
    starts = [match.start()]
    for group, said in match.groupdict().items():
        if said is not None:
            name = group.partition("__")[0]
            values[name] = _value(name.rstrip("12"), said, dates)
            starts.append(match.start(group))
    core = min(starts[1:], default=match.start())
    return Match(match.start(), match.end(), core, compiled.rule, values, match[0])


def _value(name: str, said: str, dates: Dates) -> int | str:
    """What a word of a class means: a number, or a name such as that of a unit."""
    key = re.sub(r"\s+", " ", re.sub("[‐‑–—]", "-", said.lower().replace("’", "'")))
    if name == "holiday":
        return key
    if name in dates.values:
        value: int | str = dates.values[name][key]
        return value
    return int(re.match(r"\d+", key)[0])  # type: ignore[index]  # every numeric class begins with digits


@dataclass(frozen=True, slots=True)
class Reference:
    """From where relative dates count: the day of publication, and the dates said before, in order."""

    today: dt.date | None
    said: tuple[Days, ...]
    dates: Dates

    def last_said(self, unit: str) -> Days | None:
        """The last date said that is fine enough to count such units from; else the day of publication."""
        for days in reversed(self.said):
            if (days.end - days.start).days <= FINE.get(unit, COARSE):
                return days
        return calendar.day(self.today) if self.today else None


Both = tuple[Days, Days]


def resolve(match: Match, ref: Reference) -> Both | None:
    """The days a match means, in the past and in the future; None where they are unknown or do not exist."""
    try:
        both = COMPUTE[match.rule.means](match, ref)
        part = match.values.get("part") or match.values.get("partnow") or match.rule.part
        if both and isinstance(part, str):
            both = calendar.cut(both[0], part, ref.today), calendar.cut(both[1], part, ref.today)
        return both
    except (ValueError, OverflowError):
        return None


def _fixed(match: Match) -> Days | None:
    """The days of a match that holds its year; None for every other."""
    if not isinstance(match.values.get("year"), int):
        return None
    both = resolve(match, Reference(None, (), NO_DATES)) if match.rule.means != "holiday" else None
    return both[0] if both else None


NO_DATES = Dates((), {}, {}, {}, (), (), re.compile("(?!)"), re.compile("(?!)"))


def _int(match: Match, *names: str) -> int | None:
    """The value of the first class of words that the match has, as a number."""
    for name in names:
        value = match.values.get(name)
        if isinstance(value, int):
            return value
    return None


def _year(match: Match, ref: Reference) -> int | None:
    """The year that the words give: written, "last year", "the same year"."""
    written = _int(match, "year")
    if written is not None:
        return written
    shift = _int(match, "ofyear")
    if shift is not None and ref.today:
        return ref.today.year + shift
    if "thatyear" in match.values and (said := ref.last_said("year")):
        return said.start.year
    return None


def _recurring(
    match: Match,
    ref: Reference,
    make: calendar.Recurring,
    centre: Callable[[dt.date], int],
    *,
    twins: bool = True,
) -> Both | None:
    """What comes round: the last and the next one, or the one that "last", "next" or "this" picks."""
    if ref.today is None:
        return None
    shift, here = _int(match, "shift", "this"), centre(ref.today)
    if shift is not None and shift < 0:
        return _same(calendar.last_before(make, here, ref.today, strictly=True))
    if shift is not None and shift > 0:
        return _same(calendar.next_after(make, here, ref.today, strictly=True))
    if shift == 0 and not twins:
        # "This winter" is the one that lasts, or else the one of this year.
        before = make(here - 1)
        return _same(before if before and before.end >= ref.today else make(here))
    past, future = calendar.last_before(make, here, ref.today), calendar.next_after(make, here, ref.today)
    return (past or future, future or past) if past or future else None  # type: ignore[return-value]


def _same(days: Days | None) -> Both | None:
    return (days, days) if days else None


def _yearly(match: Match, ref: Reference, make: calendar.Recurring, *, twins: bool = True) -> Both | None:
    year = _year(match, ref)
    if year is not None:
        return _same(make(year))
    return _recurring(match, ref, make, lambda day: day.year, twins=twins)


def _day(match: Match, ref: Reference) -> Both | None:
    number = _int(match, "day", "dd", "ordinal", "number") or 0
    month, weekday = _int(match, "month", "monthshort", "mm"), _int(match, "weekday")
    if month is not None:
        both = _yearly(match, ref, lambda year: calendar.day(dt.date(year, month, number)))
        # A weekday written in error, or of a year far off, does not unmake the day.
        return both

    def make(k: int) -> Days | None:
        date = dt.date(k // 12, k % 12 + 1, number)
        return calendar.day(date) if weekday is None or date.weekday() == weekday else None

    return _recurring(match, ref, make, lambda day: day.year * 12 + day.month - 1)


def _month(match: Match, ref: Reference) -> Both | None:
    number = _int(match, "month", "baremonth", "plainmonth", "middlemonth", "monthshort") or 0
    return _yearly(match, ref, lambda year: calendar.month(year, number), twins=False)


def _plain_year(match: Match, ref: Reference) -> Both | None:
    year = _year(match, ref)
    return _same(calendar.year(year)) if year is not None else None


def _decade(match: Match, ref: Reference) -> Both | None:
    first = _int(match, "decade", "decadeword") or 0
    return _same(calendar.decade(first if first > 99 else 1900 + first))


def _weekday(match: Match, ref: Reference) -> Both | None:
    number = _int(match, "weekday") or 0

    def make(week: int) -> Days:
        return calendar.day(dt.date.fromordinal(week * 7 + 1 + number))

    def centre(day: dt.date) -> int:
        return (day.toordinal() - 1 - number) // 7

    if match.rule.base == "said":
        said = ref.last_said("day")
        return _same(calendar.next_after(make, centre(said.end), said.end, strictly=True)) if said else None
    return _recurring(match, ref, make, centre)


def _base(match: Match, ref: Reference, unit: str) -> Days | None:
    if match.rule.base == "said":
        return ref.last_said(unit)
    return calendar.day(ref.today) if ref.today else None


def _unit_of(match: Match) -> str:
    return str(match.values.get("unit") or match.values.get("half") or match.rule.unit or "day")


def _offset(match: Match, ref: Reference) -> Both | None:
    """Words that are so many days from the base: "yesterday", "la veille"."""
    base = _base(match, ref, "day")
    shift = _int(match, "deictic", "anaphoric")
    if base is None or shift is None:
        return None
    return _same(
        base if shift == 0 else calendar.day((base.end if shift > 0 else base.start) + shift * calendar.ONE)
    )


def _unit(match: Match, ref: Reference) -> Both | None:
    """A whole unit of the calendar: "this week", "l'an dernier", "the following month"."""
    unit = _unit_of(match)
    base = _base(match, ref, unit)
    if base is None:
        return None
    shift = _int(match, "shift", "saidshift", "unitword")
    shift = match.rule.sign if shift is None else shift
    if unit == "weekend" and shift == 0 and match.rule.base == "published":
        return _recurring(match, ref, _nth_weekend, lambda day: (day.toordinal() - 1) // 7)
    return _same(calendar.around(unit, base.end if shift > 0 else base.start, shift))


def _nth_weekend(week: int) -> Days:
    return calendar.weekend(dt.date.fromordinal(week * 7 + 1))


def _number(match: Match) -> int:
    return _int(match, "number", "digits", "some") or match.rule.count or 1


def _sign(match: Match) -> int:
    return _int(match, "shift", "saidshift", "sign", "saidsign") or match.rule.sign or -1


def _ago(match: Match, ref: Reference) -> Both | None:
    """So many units from the base: "three days ago", "deux ans plus tard"; as fine as the unit."""
    unit = _unit_of(match)
    base = _base(match, ref, unit)
    if base is None:
        return None
    sign = _sign(match)
    there = calendar.moved(base.end if sign > 0 else base.start, unit, sign * _number(match))
    return _same(calendar.around(unit, there))


def _stretch(match: Match, ref: Reference) -> Both | None:
    """The last or next units up to, or from, the base: "the past three days", "in the coming weeks"."""
    unit = _unit_of(match)
    base = _base(match, ref, unit)
    if base is None:
        return None
    if _sign(match) < 0:
        return _same(calendar.span(calendar.moved(base.start, unit, -_number(match)), base.start))
    return _same(calendar.span(base.end, calendar.moved(base.end, unit, _number(match))))


def _season(match: Match, ref: Reference) -> Both | None:
    first = _int(match, "season") or 1
    return _yearly(match, ref, lambda year: calendar.season(year, first), twins=False)


def _holiday(match: Match, ref: Reference) -> Both | None:
    holiday = ref.dates.holidays[str(match.values["holiday"])]
    return _yearly(match, ref, lambda year: calendar.day(_holiday_in(holiday, year)))


def _holiday_in(holiday: Holiday, year: int) -> dt.date:
    if holiday.easter is not None:
        return calendar.easter(year) + holiday.easter * calendar.ONE
    if holiday.nth:
        month, weekday, nth = holiday.nth
        return calendar.nth_weekday(year, month, weekday, nth)
    return dt.date.fromisoformat(f"{year:04}-{holiday.day}")


def _part(match: Match, ref: Reference) -> Both | None:
    """A numbered part of a year: "the second quarter of 2021"."""
    months, nth = calendar.PARTS_OF_YEAR[_unit_of(match)], _int(match, "ordinal") or 1
    return _yearly(match, ref, lambda year: calendar.months_of(year, nth - 1, months), twins=False)


def _day_range(match: Match, ref: Reference) -> Both | None:
    """Days of one month, or of two: "May 3-5", "du 29 mai au 3 juin"."""
    first, last = _int(match, "day1") or 0, _int(match, "day2") or 0
    end_month = _int(match, "month2", "month", "monthshort") or 0
    start_month = _int(match, "month1") or end_month

    def make(year: int) -> Days:
        return calendar.span(
            dt.date(year - (start_month > end_month), start_month, first), dt.date(year, end_month, last)
        )

    return _yearly(match, ref, make)


def _year_range(match: Match, ref: Reference) -> Both | None:
    first, last = _int(match, "year1") or 0, _int(match, "year2", "yy") or 0
    last = last if last > 99 else first - first % 100 + last
    return _same(calendar.span(dt.date(first, 1, 1), dt.date(last, 12, 31)))


def _nothing(match: Match, ref: Reference) -> None:
    """Durations, frequencies and bare hours name no day."""
    return None


COMPUTE: Mapping[str, Callable[[Match, Reference], Both | None]] = {
    "day": _day,
    "month": _month,
    "year": _plain_year,
    "decade": _decade,
    "weekday": _weekday,
    "offset": _offset,
    "unit": _unit,
    "ago": _ago,
    "stretch": _stretch,
    "season": _season,
    "holiday": _holiday,
    "part": _part,
    "day_range": _day_range,
    "year_range": _year_range,
    "duration": _nothing,
    "frequency": _nothing,
    "time": _nothing,
}
UNTIMED = frozenset({"duration", "frequency", "time"})


class _Reader:
    """Reads the sentences of one article in order, and remembers the dates said."""

    def __init__(self, text: str, dates: Dates, today: dt.date | None) -> None:
        self.mentions: list[DateMention] = []
        self._text = text
        self._dates = dates
        self._ref = Reference(today, (), dates)

    def read(self, sentence: Sentence) -> None:
        text = self._text[sentence.start : sentence.end]
        matches = _matches(text, self._dates)
        for group in self._grouped(text, matches):
            both = self._resolved(group)
            mention = self._mention(sentence, text, group, both)
            self.mentions.append(mention)
            if both and mention.role not in UNTIMED and not mention.vague:
                self._ref = replace(self._ref, said=(*self._ref.said[-7:], both[0]))

    def _grouped(self, text: str, matches: Iterable[Match]) -> Iterator[tuple[Match, ...]]:
        """Each match alone, or two that the words around them join into a range."""
        waiting: Match | None = None
        for match in matches:
            if waiting is not None and self._joined(text, waiting, match):
                yield waiting, match
                waiting = None
                continue
            if waiting is not None:
                yield (waiting,)
            waiting = match
        if waiting is not None:
            yield (waiting,)

    def _joined(self, text: str, first: Match, second: Match) -> bool:
        if {first.rule.means, second.rule.means} & (UNTIMED | {"stretch", "day_range", "year_range"}):
            return False
        between, before = text[first.end : second.core], text[: first.core]
        return any(join.fullmatch(between) and opening.search(before) for opening, join in self._dates.ranges)

    def _resolved(self, group: tuple[Match, ...]) -> Both | None:
        last = resolve(group[-1], self._ref)
        if len(group) == 1 or last is None:
            return last
        ends = []
        for end in last:
            # "From May 3 to June 4, 2020": what comes first lies before what comes last.
            first = resolve(group[0], replace(self._ref, today=end.start) if _floats(group[0]) else self._ref)
            if first is None or first[0].start > end.end:
                return last
            ends.append(calendar.span(first[0].start, end.end))
        return ends[0], ends[1]

    def _mention(
        self, sentence: Sentence, text: str, group: tuple[Match, ...], both: Both | None
    ) -> DateMention:
        start, end = sentence.start + group[0].start, sentence.start + group[-1].end
        head = sentence.head_of(start, end)
        rule = group[0].rule
        says = f"'{' '.join(self._text[start:end].split())}'"
        past, future = (self._interval(both, k, says, group, Span(start, end)) for k in (0, 1))
        role = self._role(text, group)
        return DateMention(start, end, head.start if head else start, past, future, role, rule.id, rule.vague)

    def _role(self, text: str, group: tuple[Match, ...]) -> str:
        if group[0].rule.role:
            return group[0].rule.role
        if group[0].rule.means in UNTIMED:
            return group[0].rule.means
        if len(group) > 1:
            return "during"
        before = text[: group[0].core]
        return next((role for role, marker in self._dates.roles if marker.search(before)), "point")

    def _interval(self, both: Both | None, k: int, says: str, group: tuple[Match, ...], at: Span) -> Interval:
        rule = group[-1].rule
        if both is None:
            return Interval(
                None, None, "day" if rule.means == "time" else "range", f"{says}: {self._why_not(rule)}", at
            )
        days = both[k]
        return Interval(days.start, days.end, days.granularity, f"{says} {self._why(group[-1], both, k)}", at)

    def _why_not(self, rule: DateRule) -> str:
        if rule.means in UNTIMED:
            return {"time": "an hour", "duration": "a length of time"}.get(
                rule.means, "how often"
            ) + ", not a date"
        return "no such day" if self._ref.today else "the day of publication is unknown"

    def _why(self, match: Match, both: Both, k: int) -> str:
        today = self._ref.today
        if "year" in match.values or match.rule.means in {"decade", "year_range"} or today is None:
            return "as written"
        if match.rule.base == "said" or "thatyear" in match.values:
            said = self._ref.last_said(_unit_of(match))
            if said is not None and said.start != today:
                return f"counted from {said.start}, the date said before"
        published = f"publication on {today:%A} {today}"
        if both[0] != both[1]:
            return f"{'after' if k else 'before'} {published}"
        return f"counted from {published}"


def _floats(match: Match) -> bool:
    """Whether the date comes round and needs another to fix it."""
    floating = {"day", "month", "weekday", "season", "holiday"}
    return match.rule.means in floating and not match.values.keys() & {"year", "ofyear", "thatyear", "shift"}
