"""Arithmetic of days: what "the last May before", "the week after next" and "early 2020" are.

A stretch of days is a `Days`, both ends included. Nothing here knows any language.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Callable, Iterator
from typing import NamedTuple

ONE = dt.timedelta(days=1)
SATURDAY = 5
SEASON_MONTHS = 3
# How many turns back or ahead something that comes round is looked for: 29 February needs eight years.
TURNS = 9


class Days(NamedTuple):
    """All days from `start` to `end`; `granularity` is day, week, month, season, year or range."""

    start: dt.date
    end: dt.date
    granularity: str


def day(date: dt.date) -> Days:
    return Days(date, date, "day")


def span(start: dt.date, end: dt.date) -> Days:
    """The range of two days.

    Raises:
        ValueError: it ends before it starts.
    """
    if end < start:
        raise ValueError(f"a range from {start} to {end}")
    return Days(start, end, "range" if end > start else "day")


def month(year: int, number: int) -> Days:
    """A month; numbers beyond 1–12 run on into the years around."""
    extra, index = divmod(number - 1, 12)
    year += extra
    return Days(
        dt.date(year, index + 1, 1), dt.date(year, index + 1, monthrange(year, index + 1)[1]), "month"
    )


def year(number: int) -> Days:
    return Days(dt.date(number, 1, 1), dt.date(number, 12, 31), "year")


def season(number: int, first_month: int) -> Days:
    """Three whole months from the first on; the winter of 2020 ends in February 2021."""
    return Days(
        month(number, first_month).start, month(number, first_month + SEASON_MONTHS - 1).end, "season"
    )


def week(date: dt.date) -> Days:
    """Monday to Sunday around the day."""
    monday = date - date.weekday() * ONE
    return Days(monday, monday + 6 * ONE, "week")


def weekend(date: dt.date) -> Days:
    saturday = week(date).start + SATURDAY * ONE
    return span(saturday, saturday + ONE)


def around(unit: str, date: dt.date, shift: int = 0) -> Days:
    """The calendar unit that holds the day, or the one `shift` units later."""
    if unit == "day":
        return day(date + shift * ONE)
    if unit == "week":
        return week(date + 7 * shift * ONE)
    if unit == "fortnight":
        return span(date + 14 * shift * ONE, date + (14 * shift + 13) * ONE)
    if unit == "weekend":
        return weekend(date + 7 * shift * ONE)
    if unit == "month":
        return month(date.year, date.month + shift)
    if unit in PARTS_OF_YEAR:
        months = PARTS_OF_YEAR[unit]
        return months_of(date.year, (date.month - 1) // months + shift, months)
    if unit == "decade":
        return decade(date.year - date.year % 10 + 10 * shift)
    return year(date.year + shift)


PARTS_OF_YEAR = {"quarter": 3, "half": 6}


def months_of(number: int, index: int, months: int) -> Days:
    """The part of a year, counted from 0 in steps of so many months."""
    first = 1 + index * months
    return span(month(number, first).start, month(number, first + months - 1).end)


def decade(first: int) -> Days:
    return span(dt.date(first, 1, 1), dt.date(first + 9, 12, 31))


def moved(date: dt.date, unit: str, count: int) -> dt.date:
    """The day so many units later (earlier, if negative); the 31st moves to the last day of a short month."""
    if unit in {"day", "weekend"}:
        return date + count * ONE
    if unit in {"week", "fortnight"}:
        return date + count * (7 if unit == "week" else 14) * ONE
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}[unit]
    there = month(date.year, date.month + months * count)
    return min(there.start + (date.day - 1) * ONE, there.end)


def cut(days: Days, part: str, today: dt.date | None) -> Days:
    """The start, mid(dle) or end of a stretch; what of it lies before or after today."""
    if part == "before" and today and days.start <= today <= days.end:
        return span(days.start, today)
    if part == "after" and today and days.start <= today <= days.end:
        return span(today, days.end)
    months = 12 * (days.end.year - days.start.year) + days.end.month - days.start.month + 1
    if months >= SEASON_MONTHS:
        return _cut_months(days, part, months // 3)
    third = ((days.end - days.start).days + 1) // 3
    if part == "start":
        return span(days.start, days.start + max(third - 1, 0) * ONE)
    if part == "mid":
        return span(days.start + third * ONE, days.end - third * ONE)
    if part == "end":
        return span(days.end - max(third - 1, 0) * ONE, days.end)
    return days


def _cut_months(days: Days, part: str, third: int) -> Days:
    """The same for a season, a year or a decade, in whole months."""
    first, last = (date.year * 12 + date.month for date in (days.start, days.end))
    if part == "start":
        last = first + third - 1
    elif part == "mid":
        first, last = first + third, last - third
    elif part == "end":
        first = last - third + 1
    else:
        return days
    return span(month(0, first).start, month(0, last).end)


def easter(number: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden = number % 19
    century, rest = divmod(number, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    months, days = divmod(moon + sunday - 7 * late + 114, 31)
    return dt.date(number, months, days + 1)


def nth_weekday(number: int, in_month: int, weekday: int, nth: int) -> dt.date:
    """The nth Monday (0) … Sunday (6) of a month; the last one, if nth is -1."""
    whole = month(number, in_month)
    if nth < 0:
        return whole.end - (whole.end.weekday() - weekday) % 7 * ONE
    return whole.start + ((weekday - whole.start.weekday()) % 7 + 7 * (nth - 1)) * ONE


Recurring = Callable[[int], Days | None]


def last_before(make: Recurring, centre: int, ref: dt.date, *, strictly: bool = False) -> Days | None:
    """The last turn that has begun on the day; strictly: that is over before it.

    `make` gives the nth turn (None where there is none, as 30 February), `centre` the one about `ref`.
    """
    for turn in _turns(make, centre + 1, -1):
        if (turn.end < ref) if strictly else (turn.start <= ref):
            return turn
    return None


def next_after(make: Recurring, centre: int, ref: dt.date, *, strictly: bool = False) -> Days | None:
    """The first turn that is not over on the day; strictly: that begins after it."""
    for turn in _turns(make, centre - 1, 1):
        if (turn.start > ref) if strictly else (turn.end >= ref):
            return turn
    return None


def _turns(make: Recurring, first: int, step: int) -> Iterator[Days]:
    for k in range(first, first + step * TURNS, step):
        try:
            turn = make(k)
        except (ValueError, OverflowError):
            continue
        if turn is not None:
            yield turn
