"""The lemma tables of a language: what treebanks show, what lists say, and what inflection makes of both.

    irregular.tsv      forms that follow no rule
    inflections.toml   how the other words change: used to make all forms of every lemma that is known, from
                       the treebanks, from the lists, and from the words of the acts and operators

Only forms that the rules of endings would get wrong are kept, so the tables stay small.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.knowledge.files import DATA, build, read_table, read_toml, shown
from detente.text.lemmas import AS_WRITTEN, Tables, endings, telling
from training.corpus import sentences
from training.paths import TRAIN

OPEN = frozenset({"NOUN", "VERB", "ADJ", "ADV"})


@dataclass(frozen=True, slots=True)
class Inflection:
    """A way to change: lemmas that end so have these forms. `keep`: only the ending's group is replaced."""

    pos: str
    ending: str
    forms: str
    lemmas: tuple[str, ...] = ()
    keep: bool = False


def learn(language: str) -> Tables:
    """The tables of a language."""
    seen, by_features = _seen(language)
    forms = {key: count.most_common(1)[0][0] for key, count in seen.items()}
    irregular = dict(_irregular(language))
    known: Counter[tuple[str, str]] = Counter()
    for (_, pos), count in seen.items():
        for lemma, times in count.items():
            known["VERB" if pos == "AUX" else pos, lemma] += times
    made = dict(_inflected(language, known, irregular))
    every = made | forms | irregular
    regular = {k: v for k, v in every.items() if k[1] in OPEN and k not in irregular and v == v.lower()}
    tables = Tables({}, {}, endings({k: v for k, v in regular.items() if k[0].isalpha()}))
    kept = {(f, p): w for (f, p), w in every.items() if p not in OPEN or tables.lemma(f, p, "") != w}
    tables.forms.update(kept)
    for (form, pos, features), count in by_features.items():
        lemma, times = count.most_common(1)[0]
        if lemma != forms[form, pos] and times > 1:
            tables.by_features[form, pos, features] = lemma
    return tables


def _seen(
    language: str,
) -> tuple[dict[tuple[str, str], Counter[str]], dict[tuple[str, str, str], Counter[str]]]:
    """How often each form with its part of speech (and features) has each lemma in the training treebanks."""
    forms: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    by_features: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for part in TRAIN[language]:
        for sentence in sentences(language, part):
            for word in sentence:
                if word.pos not in AS_WRITTEN and "\t" not in word.form:
                    form, lemma = (w.lower().replace("’", "'") for w in (word.form, word.lemma))
                    forms[form, word.pos][lemma] += 1
                    by_features[form, word.pos, telling(word.feats)][lemma] += 1
    return forms, by_features


def _irregular(language: str) -> Iterator[tuple[tuple[str, str], str]]:
    path = DATA / "languages" / language / "irregular.tsv"
    if path.exists():
        for form, pos, lemma in read_table(path, ("form", "pos", "lemma")):
            yield (form, pos), lemma


def _inflected(
    language: str, known: Counter[tuple[str, str]], irregular: dict[tuple[str, str], str]
) -> Iterator[tuple[tuple[str, str], str]]:
    """(form, pos) -> lemma for all forms of all lemmas; the lemma seen more often comes last and wins."""
    path = DATA / "languages" / language / "inflections.toml"
    if not path.exists():
        return
    tables = read_toml(path)
    rules = [build(t, Inflection, shown(path), t["ending"]) for t in tables["inflection"]]
    series: dict[str, list[str]] = tables["series"]
    for rule in rules:
        for lemma in rule.lemmas:
            known[rule.pos, lemma] += 0
    for pos, lemma in [*irregular_lemmas(irregular), *lexicon_words(language)]:
        known[pos, lemma] += 0
    for (pos, lemma), _ in sorted(known.items(), key=lambda k: (k[1], k[0])):
        for form in forms_of(lemma, pos, rules, series):
            yield (form, pos), lemma


def irregular_lemmas(irregular: dict[tuple[str, str], str]) -> Iterator[tuple[str, str]]:
    return ((pos, lemma) for (_, pos), lemma in irregular.items())


def forms_of(lemma: str, pos: str, rules: list[Inflection], series: dict[str, list[str]]) -> Iterator[str]:
    """All forms of a lemma by the first rule that lists it or, if none does, that fits it."""
    own = [r for r in rules if r.pos == pos]
    listed = [r for r in own if lemma in r.lemmas]
    for rule in [*listed, *(r for r in own if not r.lemmas)]:
        found = re.search(f"(?:{rule.ending})$", lemma)
        if found:
            stem = lemma[: found.start(1)] if rule.keep else lemma[: found.start()]
            for form in rule.forms.split():
                for number, group in enumerate(found.groups(), 1):
                    form = form.replace(f"{{{number}}}", group or "")
                begin, plus, name = form.partition("+")
                for end in series[name] if plus else ("",):
                    yield stem + begin + end
            return


def lexicon_words(language: str) -> Iterator[tuple[str, str]]:
    """The verbs and nouns of the acts and operators: the words whose lemmas matter most."""
    folder = DATA / "languages" / language
    for path in sorted([*folder.glob("acts/*.toml"), *folder.glob("operators/*.toml")]):
        for table in _tables(path):
            for pos, key in (("VERB", "verb"), ("NOUN", "noun"), ("ADJ", "adjective")):
                words = table.get(key, [])
                for phrase in [words] if isinstance(words, str) else words:
                    word = re.sub(r"^(?:se |s')", "", phrase).split(" ")[0]
                    if word.isalpha():
                        yield pos, word


def _tables(path: Path) -> Iterator[dict[str, Any]]:
    for value in read_toml(path).values():
        yield from (t for t in value if isinstance(t, dict)) if isinstance(value, list) else ()
