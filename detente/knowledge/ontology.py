"""PLOVER: roots with quad classes and scores, operators, and the table that composes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.knowledge.files import DATA, read_rules


@dataclass(frozen=True, slots=True)
class Root:
    """One of the 16 PLOVER roots. `modes` maps the name of a mode to its score."""

    name: str
    quad: str
    score: float
    modes: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OperatorName:
    """What an operator does to the act in its scope, whatever the language.

    `keeps`: the act is an event of its own too. `actor`: whose event the composition is, the operator's
    holder or the act's own actor. `facts`: what it says of an act told in the past is a fact ("announced that it
    had struck").
    """

    name: str
    keeps: bool = False
    actor: str = "holder"
    facts: bool = False


@dataclass(frozen=True, slots=True)
class Compose:
    """One row of the composition table: operator × act -> root, mode, status.

    `act` lists roots ("*": any). What a row leaves out stays as it is. `drop`: no event comes of it.
    `foresees`: the act is expected, so that its date is the expected one.
    """

    operator: tuple[str, ...]
    act: tuple[str, ...]
    id: str | None = None
    when: tuple[str, ...] = ()
    root: str | None = None
    mode: str | None = None
    status: str | None = None
    drop: bool = False
    spares_named: bool = False
    foresees: bool = False
    recipient: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Ontology:
    """PLOVER and the composition of operators."""

    roots: Mapping[str, Root]
    operators: Mapping[str, OperatorName]
    table: tuple[Compose, ...]

    def score(self, root: str, mode: str | None) -> float:
        """The PLOVER conflict–cooperation score, from -10 to +10, of the mode if it has one of its own."""
        entry = self.roots[root]
        return entry.modes.get(mode, entry.score) if mode else entry.score

    def compose(self, operator: str, root: str, status: str) -> Compose | None:
        """The first row of the table for this operator over this act; None: nothing changes."""
        for row in self.table:
            fits = operator in row.operator and (root in row.act or "*" in row.act)
            if fits and (not row.when or status in row.when):
                return row
        return None


def load_ontology() -> Ontology:
    """The ontology of detente/data/ontology."""
    folder = DATA / "ontology"
    return Ontology(
        {r.name: r for r in read_rules(folder / "plover.toml", "root", Root)},
        {o.name: o for o in read_rules(folder / "operators.toml", "operator", OperatorName)},
        tuple(read_rules(folder / "composition.toml", "compose", Compose)),
    )
