"""Universal Dependencies treebanks as Detente's tokens see them.

Three things differ from the files: a contraction that is no sum of its parts (French "du") is one token,
relations are folded to the universal ones but for a few subtypes, and features that nothing reads are left
out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Subtypes worth their price: passives, agents, relative clauses and names decide who did what to whom.
SUBTYPES = frozenset(
    {"nsubj:pass", "aux:pass", "obl:agent", "acl:relcl", "flat:name", "nmod:poss", "compound:prt"},
)
FEATURES = frozenset(
    [
        "Tense",
        "Mood",
        "VerbForm",
        "Person",
        "Number",
        "Gender",
        "Voice",
        "Polarity",
        "PronType",
        "Poss",
        "Definite",
        "Reflex",
        "Degree",
        "NumType",
    ],
)
# The treebanks of one language disagree on these: some mark number on names and figures, some do not, and
# only some say of a verb that it is active.
UNMARKED = frozenset({"PROPN", "NUM", "SYM", "X", "PUNCT", "INTJ"})
UNSAID = frozenset({"Voice=Act"})
# The French treebanks hold the strong form as lemma of a weak pronoun ("soi" of "se", "eux" of "les"), and "son"
# as that of every possessive; a reader of lemmas expects these.
STRONG = frozenset({"moi", "toi", "soi", "lui", "eux"})
WEAK = {
    "j": "je", "m": "me", "t": "te", "s": "se", "l": "le", "la": "le", "les": "le", "ils": "il", "elles": "elle",
    "leur": "lui", "eux": "lui",
}  # fmt: skip
POSSESSIVES = {
    "ma": "mon", "mes": "mon", "ta": "ton", "tes": "ton", "sa": "son", "ses": "son", "nos": "notre", "vos": "votre",
    "leurs": "leur",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One token of a treebank sentence. `head` is its head's place in the sentence, its own for the root."""

    form: str
    lemma: str
    pos: str
    feats: str
    head: int
    dep: str
    space: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a CoNLL-U file, heads numbered from 1."""

    number: int
    form: str
    lemma: str
    pos: str
    feats: str
    head: int
    dep: str
    misc: str


def read(path: Path) -> Iterator[tuple[Word, ...]]:
    """The sentences of a CoNLL-U file."""
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line and line[0] != "#":
            lines.append(line)
        elif not line and lines:
            yield _sentence(lines)
            lines = []
    if lines:
        yield _sentence(lines)


def _sentence(lines: list[str]) -> tuple[Word, ...]:
    rows: list[Row] = []
    ranges: list[tuple[int, int, str, str]] = []
    for line in lines:
        number, form, lemma, pos, _, feats, head, dep, _, misc = line.split("\t")
        if "-" in number:
            first, last = number.split("-")
            ranges.append((int(first), int(last), form, misc))
        elif "." not in number:
            rows.append(Row(int(number), form, lemma, pos, feats, int(head), dep, misc))
    groups, spaces = _groups(rows, ranges)
    place = {row.number: n for n, (_, group) in enumerate(groups) for row in group}
    return tuple(
        _word(form, group, n, place, space)
        for n, ((form, group), space) in enumerate(zip(groups, spaces, strict=True))
    )


def _groups(
    rows: list[Row],
    ranges: list[tuple[int, int, str, str]],
) -> tuple[list[tuple[str, list[Row]]], list[bool]]:
    """The tokens as (form, rows that it stands for), and whether a space follows each."""
    groups: list[tuple[str, list[Row]]] = []
    spaces: list[bool] = []
    starts = {first: (last, form, misc) for first, last, form, misc in ranges}
    n = 0
    while n < len(rows):
        row = rows[n]
        last, form, misc = starts.get(row.number, (row.number, row.form, row.misc))
        group = rows[n : n + last - row.number + 1]
        space = "SpaceAfter=No" not in misc
        if "".join(r.form for r in group) == form:
            groups += [(r.form, [r]) for r in group]
            spaces += [False] * (len(group) - 1) + [space]
        else:
            groups.append((form, group))
            spaces.append(space)
        n += len(group)
    return groups, spaces


def _word(form: str, group: list[Row], n: int, place: dict[int, int], space: bool) -> Word:
    row = next((r for r in group if r.pos == "PRON"), group[0])
    if place.get(row.head) == n:
        row = next((r for r in group if place.get(r.head) != n), row)
    head = place[row.head] if row.head else n
    return Word(form, _lemma(row), row.pos, _feats(row.pos, row.feats), head, fold(row.dep), space)


def _lemma(row: Row) -> str:
    form = row.form.lower()
    if row.pos == "PRON" and row.lemma in STRONG:
        form = form.lstrip("-‑").removeprefix("t-").rstrip("'’")
        return WEAK.get(form, form)
    if row.pos == "DET" and row.lemma == "son":
        return POSSESSIVES.get(form, form)
    return row.form if row.lemma == "_" else row.lemma


def fold(dep: str) -> str:
    """The relation without a subtype that the pipelines do not tell apart."""
    return dep if dep in SUBTYPES else dep.partition(":")[0]


def _feats(pos: str, feats: str) -> str:
    if pos in UNMARKED:
        return ""
    kept = (f for f in feats.split("|") if f.partition("=")[0] in FEATURES and f not in UNSAID)
    return "|".join(kept)
