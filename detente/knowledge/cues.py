"""Cues: the words by which a language says that somebody says something; quotation marks; quoted names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from detente.knowledge.acts import REFLEXIVE
from detente.knowledge.files import DATA, build, read_rules, read_toml, shown
from detente.model import DataError

K = TypeVar("K")
V = TypeVar("V")

FRAMES = frozenset(
    [
        "direct",
        "that",
        "infinitive",
        "gerund",
        "object",
        "as",
        "through",
        "whether",
        "noun",
        "clause-quote",
        "quoted-as",
    ]
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One family of cues; `frame` and the other fields are explained in data/languages/en/cues/verbs.toml.

    `subject`, `object`: the cue counts only with one of these lemmas there; `unless`: lemmas of a phrase's
    noun
    that make it no cue ("according to age").
    """

    id: str
    force: str
    frame: tuple[str, ...]
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """One cue by its words: lemmas, the first of which is looked up; `reflexive`: with "se" before it."""

    words: tuple[str, ...]
    reflexive: bool
    cue: Cue


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of a language by the first lemma of a verb, by noun, and by the first word of a phrase.

    `name_before` are lemmas after which a quoted passage is a name, `name_words` passages that are words as
    words.
    `that` are the words that open a clause of content, `contrast` those that end it after a comma.
    `to`, `tells`, `audience` show to whom it was said; `opening`
    are words like "as" in "As X said, …"; `hollow` are lemmas that say nothing around quoted
    words ("it is"); `inverts`: the only verbs that invert without a quotation (empty: all do); `anyone`: pronouns for
    whoever speaks where one of the prepositions `among` leads to ("dit-on à l'Élysée"); `bare`: a
    clause of content may do without "that"; `forms` maps
    inflected forms of cue verbs to their lemmas.
    """

    all: tuple[Cue, ...]
    verbs: Mapping[str, tuple[Trigger, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    phrases: Mapping[str, tuple[Trigger, ...]]
    name_before: frozenset[str]
    name_words: frozenset[str]
    name_always: frozenset[str]
    that: frozenset[str]
    contrast: frozenset[str]
    to: frozenset[str]
    tells: frozenset[str]
    audience: frozenset[str]
    opening: frozenset[str]
    hollow: frozenset[str]
    inverts: frozenset[str]
    anyone: frozenset[str]
    among: frozenset[str]
    bare: bool
    forms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A pair of quotation marks; a `single` one may be an apostrophe."""

    open: str
    close: str
    single: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    before: tuple[str, ...]
    word: tuple[str, ...] = ()
    always: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Clause:
    that: tuple[str, ...]
    contrast: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    hollow: tuple[str, ...] = ()
    inverts: tuple[str, ...] = ()
    anyone: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Forms:
    infinitive: str
    endings: tuple[str, ...]


def load_cues(folder: Path) -> Cues:
    """The cues of a language folder.

    Raises:
        DataError: a rule breaks the schema, uses an unknown frame, or an id that another has.
    """
    cues = tuple(c for file in ("verbs.toml", "nouns.toml") for c in _checked(folder / "cues" / file))
    ids = [c.id for c in cues]
    if twice := next((i for i in ids if ids.count(i) > 1), None):
        raise DataError(shown(folder / "cues"), twice, "this id is used twice")
    names = list(read_rules(folder / "cues" / "names.toml", "name", _Name))
    tables = read_toml(folder / "cues" / "clauses.toml")
    file = shown(folder / "cues" / "clauses.toml")
    clause = build(tables["clause"][0], _Clause, file, "[[clause]]")
    forms = [build(f, _Forms, file, "[[forms]]") for f in tables["forms"]]
    verbs = _grouped((t.words[0], t) for c in cues for v in c.verb for t in [_trigger(v, c)])
    return Cues(
        cues,
        verbs,
        _grouped((n, c) for c in cues for n in c.noun),
        _grouped((t.words[0], t) for c in cues for p in c.phrase for t in [_trigger(p, c)]),
        frozenset(w for n in names for w in n.before),
        frozenset(w for n in names for w in n.word),
        frozenset(w for n in names for w in n.always),
        frozenset(clause.that),
        frozenset(clause.contrast),
        frozenset(clause.to),
        frozenset(clause.tells),
        frozenset(clause.audience),
        frozenset(clause.opening),
        frozenset(clause.hollow),
        frozenset(clause.inverts),
        frozenset(clause.anyone),
        frozenset(clause.among),
        clause.bare,
        {form: lemma for lemma in verbs for rule in forms for form in _inflected(lemma, rule)},
    )


def _inflected(lemma: str, rule: _Forms) -> Iterable[str]:
    if not lemma.endswith(rule.infinitive):
        return ()
    stem = lemma[: len(lemma) - len(rule.infinitive)]
    return [stem + ending for ending in rule.endings]


def _checked(path: Path) -> Iterable[Cue]:
    for cue in read_rules(path, "cue", Cue):
        if unknown := set(cue.frame) - FRAMES:
            raise DataError(shown(path), cue.id, f"unknown frame {sorted(unknown)} (known: {sorted(FRAMES)})")
        if not (cue.verb or cue.noun or cue.phrase):
            raise DataError(shown(path), cue.id, "no verb, noun or phrase triggers it")
        yield cue


def _trigger(phrase: str, cue: Cue) -> Trigger:
    words = tuple(phrase.lower().replace("’", "'").replace("'", "' ").split())
    reflexive = bool(cue.verb) and words[0] in REFLEXIVE and len(words) > 1
    return Trigger(words[1:] if reflexive else words, reflexive, cue)


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        group = found.setdefault(key, [])
        if value not in group:
            group.append(value)
    return {key: tuple(values) for key, values in found.items()}


@cache
def quotation_marks() -> tuple[Mark, ...]:
    """The quotation marks of all languages."""
    return tuple(read_rules(DATA / "languages" / "quotation.toml", "mark", Mark))
