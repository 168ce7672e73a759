"""How a language names the entities of the world, ready to be looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.knowledge.files import read_table
from detente.knowledge.world import folded

# A name is looked up by its words joined; none is longer than this many tokens.
LONGEST = 9


@dataclass(frozen=True, slots=True)
class Name:
    """One form of one entity's name. `kind` as in names.tsv; `since`/`until` limit when the form stands for it."""

    entity: str
    kind: str
    form: str
    since: str
    until: str

    def on(self, day: str | None) -> bool:
        if day is None:
            return not self.until
        return (not self.since or self.since <= day) and (not self.until or day <= self.until + "~")


@dataclass(frozen=True, slots=True)
class Names:
    """Forms without spaces -> the names they may be; `prefixes` are first halves of compounds ("russo")."""

    forms: Mapping[str, tuple[Name, ...]]
    prefixes: Mapping[str, Name]


def load_names(folder: Path) -> Names:
    """The names of a language folder."""
    forms: dict[str, list[Name]] = {}
    prefixes: dict[str, Name] = {}
    for r in read_table(folder / "names.tsv", ("id", "kind", "form", "from", "until")):
        name = Name(*r[:5])
        if name.kind == "prefix":
            prefixes[folded(name.form).lower().rstrip("-")] = name
        else:
            forms.setdefault(folded(name.form), []).append(name)
    return Names({k: tuple(v) for k, v in forms.items()}, prefixes)
