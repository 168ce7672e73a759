"""Read the compact notation in which states, organisations and their names are kept by hand.

A file is a list of entries, one per line, under section headings:

    [kind=movement sector=REB]
    nsa/houthi code=NSA:HOUTHI in=yem from=1994 | A=Ansar Allah | N=Houthis;D=houthi,houthie | N=Houthis

- First field: the id, then attributes. Then the forms of both languages, of French, of English.
- Forms are grouped by kind, `KIND=form,form`, groups separated by `;`; a group without `KIND=` is names.
- `@from..until` after a form dates it; `\\,` is a comma inside a form; `-` is no form at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

KINDS = {
    "N": "name", "S": "short", "L": "long", "F": "former", "A": "alias", "C": "capital", "M": "metonym",
    "P": "prefix", "D": "demonym", "I": "inhabitant", "K": "acronym",
}  # fmt: skip
_COMMA = re.compile(r"(?<!\\),")
_DATED = re.compile(r"(?P<text>.+?)@(?P<since>[\d-]*)\.\.(?P<until>[\d-]*)$")
_PLAIN_INITIALS = str.maketrans("ÉÈÊÀÂÎÔÛÇÅ", "EEEAAIOUCA")


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a language names an entity; `kind` is the word used in names.tsv."""

    kind: str
    text: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entity: its attributes (section defaults included) and its forms by language."""

    id: str
    attributes: dict[str, str]
    forms: dict[str, list[Form]] = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


def read_entries(path: Path) -> Iterator[Entry]:
    """The entries of a file, in order.

    Raises:
        ValueError: a line that is not in the notation; says file and line.
    """
    defaults: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            defaults = _attributes(line.strip("[] ").split())
            continue
        fields = [f.strip() for f in line.split("|")]
        try:
            id, *words = fields[0].split()
            both, french, english = (read_forms(f) for f in [*fields[1:], "", "", ""][:3])
            forms = {"fr": both + french, "en": both + english}
            yield Entry(id, defaults | _attributes(words), forms)
        except ValueError as error:
            raise ValueError(f"{path.name}:{number}: {error}") from None


def read_forms(text: str) -> list[Form]:
    """The forms of one field."""
    forms: list[Form] = []
    for group in text.split(";"):
        group = group.strip()
        if group in ("", "-"):
            continue
        kind, mark, rest = group.partition("=")
        if not mark:
            kind, rest = "N", group
        forms += [_form(KINDS[kind.strip()], item) for item in _COMMA.split(rest) if item.strip()]
    return forms


def with_plain_initials(forms: list[Form]) -> Iterator[Form]:
    """The forms, each once, and those that begin with an accented capital also without the accent."""
    seen: set[tuple[str, str, str]] = set()
    for form in forms:
        plain = form.text[0].translate(_PLAIN_INITIALS) + form.text[1:]
        for text in (form.text, plain):
            if (form.kind, text, form.since) not in seen:
                seen.add((form.kind, text, form.since))
                yield Form(form.kind, text, form.since, form.until)


def _form(kind: str, item: str) -> Form:
    text = item.strip().replace("\\,", ",")
    if kind == "prefix":
        text = text.rstrip("-")
    if dated := _DATED.match(text):
        return Form(kind, dated["text"], dated["since"], dated["until"])
    return Form(kind, text)


def _attributes(words: list[str]) -> dict[str, str]:
    pairs = [word.partition("=") for word in words]
    if wrong := [p[0] for p in pairs if not p[1]]:
        raise ValueError(f"not an attribute: {wrong}")
    return {name: value for name, _, value in pairs}
