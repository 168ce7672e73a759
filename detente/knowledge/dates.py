"""How a language says dates: the words of `data/languages/<lang>/dates.toml` and the rules that join them.

A rule's pattern is a regular expression in which a name in braces stands for a class of words ("{month}"),
a space for any white space, an apostrophe and a hyphen for every shape of theirs. A digit after the name
("{day1}") tells two of a class apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.knowledge.files import build, read_toml, shown
from detente.model import DataError

MEANINGS = frozenset(
    [
        "day",
        "month",
        "year",
        "decade",
        "weekday",
        "offset",
        "unit",
        "ago",
        "stretch",
        "season",
        "holiday",
        "part",
        "day_range",
        "year_range",
        "duration",
        "frequency",
        "time",
    ]
)
ROLES = frozenset(["point", "since", "until", "during", "duration", "frequency", "time"])
# Classes of digits that no language needs to list.
NUMERIC = {
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?:{suffix})?",
    "dd": r"(?:3[01]|[12]\d|0[1-9]|[1-9])",
    "mm": r"(?:1[0-2]|0?[1-9])",
    "year": r"(?:1[5-9]|20)\d\d",
    "yy": r"\d\d",
    "digits": r"\d{1,3}",
    "decade": r"(?:1[89]|20)\d0",
    "hour": r"(?:2[0-4]|1\d|0?\d)",
    "minute": r"[0-5]\d",
}
# What may not touch a date: other digits, the rest of a word, a unit of money.
BEFORE = r"(?<![\w/:$€£-])(?<!\d[.,])"
AFTER = r"(?!\w|[.,:/]\d|-\d|\s?[%€$£])"
PLACEHOLDER = re.compile(r"\{([a-z_]+)(\d?)\}")


@dataclass(frozen=True, slots=True)
class DateRule:
    """One way to say a date.

    `means` names the computation in `detente.text.dates`. `base` is where counting starts: "published", or
    "said" for the last date said before. `sign` is the direction of counting, `count` the number where the
    words give none; `role`, `vague` as in `DateMention`. Each example of `matches` holds the words that the
    rule reads in [brackets]; it must read nothing in those of `rejects`.
    """

    id: str
    pattern: str
    means: str
    role: str | None = None
    base: str = "published"
    sign: int = 0
    count: int = 0
    part: str | None = None
    unit: str | None = None
    vague: bool = False
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that comes round each year: "12-25", an offset from Easter, or [month, weekday, nth]."""

    name: tuple[str, ...]
    day: str | None = None
    easter: int | None = None
    nth: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RangeWords:
    """What joins two dates into a range: words before the first (maybe none), words between."""

    open: str
    join: str


@dataclass(frozen=True, slots=True)
class CompiledRule:
    rule: DateRule
    regex: re.Pattern[str]
    needs: frozenset[str]


@dataclass(frozen=True)
class Dates:
    """All that a language folder says of dates, ready to match."""

    rules: tuple[CompiledRule, ...]
    values: Mapping[str, Mapping[str, Any]]
    holidays: Mapping[str, Holiday]
    classes_of: Mapping[str, frozenset[str]]
    ranges: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    roles: tuple[tuple[str, re.Pattern[str]], ...]
    revision: re.Pattern[str]
    published: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Settings:
    cased: tuple[str, ...]
    suffixes: tuple[str, ...]
    articles: tuple[str, ...]
    revision: tuple[str, ...]
    published: tuple[str, ...]


def load_dates(folder: Path) -> Dates:
    """The dates of a language folder.

    Raises:
        DataError: a class, meaning or role that is not known, or a pattern that is no regular expression.
    """
    path = folder / "dates.toml"
    file, tables = shown(path), read_toml(path)
    settings = build(tables.get("settings", {}), _Settings, file, "[settings]")
    values = {name: {_key(w): v for w, v in words.items()} for name, words in tables.get("words", {}).items()}
    holidays = [build(h, Holiday, file, str(h.get("name"))) for h in tables.get("holiday", [])]
    named = {_key(name): h for h in holidays for name in h.name}
    listed = {name: tuple(words) for name, words in tables.get("words", {}).items()}
    listed["holiday"] = tuple(name for h in holidays for name in h.name)
    classes = _classes(listed, settings)
    rules = tuple(
        _compile(build(r, DateRule, file, str(r.get("id", "[[rule]]"))), classes, file)
        for r in tables.get("rule", [])
    )
    ranges = [build(r, RangeWords, file, "[[range]]") for r in tables.get("range", [])]
    return Dates(
        rules,
        values,
        named,
        _index(listed),
        tuple((_ending(r.open, file), re.compile(_expand(f"\\s*(?:{r.join})\\s*"), re.I)) for r in ranges),
        tuple((role, _marker(words, settings, file)) for role, words in tables.get("role", {}).items()),
        re.compile(_expand(rf"\b(?:{'|'.join(settings.revision)})\b"), re.I),
        re.compile(_expand(rf"\b(?:{'|'.join(settings.published)})\b"), re.I),
    )


def _key(word: str) -> str:
    return word.lower()


def _classes(listed: Mapping[str, tuple[str, ...]], settings: _Settings) -> dict[str, str]:
    """Class -> regular expression, longest words first; cased ones as written or in capitals."""
    found = {}
    for name, words in listed.items():
        forms = dict.fromkeys(words)
        if name in settings.cased:
            forms |= dict.fromkeys(w.upper() for w in words)
        either = "|".join(
            _expand(re.escape(w).replace(r"\ ", " ").replace(r"\-", "-"))
            for w in sorted(forms, key=len, reverse=True)
        )
        found[name] = f"(?-i:{either})" if name in settings.cased else f"(?:{either})"
    suffix = "|".join(settings.suffixes) or "(?!)"
    return {name: regex.replace("{suffix}", suffix) for name, regex in NUMERIC.items()} | found


def _index(listed: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """First word -> the classes it may begin: tells which rules a sentence needs."""
    index: dict[str, set[str]] = {}
    for name, words in listed.items():
        for word in words:
            first = re.search(r"\w+", word.lower())
            if first:
                index.setdefault(first[0], set()).add(name)
    return {word: frozenset(names) for word, names in index.items()}


def _compile(rule: DateRule, classes: Mapping[str, str], file: str) -> CompiledRule:
    if rule.means not in MEANINGS or (rule.role and rule.role not in ROLES):
        raise DataError(file, rule.id, f"unknown meaning or role: {rule.means}, {rule.role}")
    unknown = [m[1] for m in PLACEHOLDER.finditer(rule.pattern) if m[1] not in classes]
    if unknown:
        raise DataError(file, rule.id, f"no class of words: {', '.join(unknown)}")
    # A class named twice (in alternatives) makes two groups of one meaning: "part", "part__2".
    twice: Counter[str] = Counter()

    def group(match: re.Match[str]) -> str:
        name = match[1] + match[2]
        twice[name] += 1
        again = f"__{twice[name]}" if twice[name] > 1 else ""
        return f"(?P<{name}{again}>{classes[match[1]]})"

    body = PLACEHOLDER.sub(group, _expand(rule.pattern))
    try:
        regex = re.compile(f"{BEFORE}(?:{body}){AFTER}", re.I)
    except re.error as error:
        raise DataError(file, rule.id, f"no regular expression: {error}") from None
    return CompiledRule(rule, regex, _needs(rule.pattern, classes))


def _needs(pattern: str, classes: Mapping[str, str]) -> frozenset[str]:
    """Classes without which the rule cannot match: those outside of options and alternatives."""
    while (smaller := re.sub(r"\((?:\?[:=!])?[^()]*\)\??|\{\w+\}\?", _kept, pattern)) != pattern:
        pattern = smaller
    if "|" in pattern:
        return frozenset()
    return frozenset("#" if m[1] in NUMERIC else m[1] for m in PLACEHOLDER.finditer(pattern))


def _kept(match: re.Match[str]) -> str:
    """A group that must match is kept without its brackets, any other is dropped."""
    text = match[0]
    must = (
        text.startswith("(")
        and text.endswith(")")
        and "|" not in text
        and not text.startswith(("(?=", "(?!"))
    )
    return text[1:-1].removeprefix("?:") if must else ""


def _expand(pattern: str) -> str:
    """Every space, apostrophe and hyphen of a pattern in all the shapes that print gives them."""
    pattern = re.sub(r"(?<!\\)-", "[-‐‑–—]", pattern)
    return pattern.replace("'", "['’]").replace(" ?", r"\s*").replace(" ", r"\s+")


def _ending(words: str, file: str) -> re.Pattern[str]:
    """What matches at the end of the text before a date."""
    try:
        return re.compile(_expand(rf"(?:^|\b)(?:{words})\s*$") if words else "", re.I)
    except re.error as error:
        raise DataError(file, "[[range]]", f"no regular expression: {error}") from None


def _marker(words: list[str], settings: _Settings, file: str) -> re.Pattern[str]:
    articles = "|".join(settings.articles)
    try:
        return re.compile(_expand(rf"\b(?:{'|'.join(words)})(?:\s*\b(?:{articles}))*\s*$"), re.I)
    except re.error as error:
        raise DataError(file, "[role]", f"no regular expression: {error}") from None
