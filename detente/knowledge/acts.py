"""Acts, operators, support verbs and grammar of one language; the format is described in data/README.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from detente.knowledge.files import read_rules, shown
from detente.model import DataError

R = TypeVar("R")
Rule = TypeVar("Rule", "Act", "OperatorRule")
DEFAULT_ACTOR = ("subject", "possessor", "modifier", "by")
NEEDS = {None, "actor", "recipient", "both"}


@dataclass(frozen=True, slots=True)
class Act:
    """How a language says that something was done; the fields are those of data/README.md."""

    id: str
    root: str
    mode: str | None = None
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    needs: str | None = None
    under: tuple[str, ...] = ()
    actor: tuple[str, ...] = DEFAULT_ACTOR
    recipient: tuple[str, ...] = ("object",)
    mutual: bool = False
    status: str | None = None
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class OperatorRule:
    """How a language says something about an act; the fields are those of data/README.md."""

    id: str
    name: str
    act: tuple[str, ...] = ()
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    needs: str | None = None
    holder: tuple[str, ...] = DEFAULT_ACTOR
    addressee: tuple[str, ...] = ()
    bare: str | None = None
    mode: str | None = None
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """A verb that lends its subject and obliques to the noun it carries ("launch an attack")."""

    verb: tuple[str, ...]
    id: str | None = None
    through: tuple[str, ...] = ()
    subject: str = "actor"
    object: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Grammar:
    """A grammatical operator: negation, tense, modal, condition, hearsay.

    It holds of a predicate that has one of the adverbs, auxiliaries, markers or adjectives among its dependents,
    one of the features, or one of the phrases right before it; all keys that are given as alternatives. `noun` is for
    conditions alone: a noun with a clause or complement of its own ("on [condition] that …"). `lemma` narrows a rule
    to predicates of these lemmas, `form` to those with all of these features; `bearer` says whether the predicate
    ("self") or its "auxiliary" has the feature.
    """

    name: str
    id: str | None = None
    adverb: tuple[str, ...] = ()
    auxiliary: tuple[str, ...] = ()
    determiner: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    marker: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    feature: tuple[str, ...] = ()
    bearer: str | None = None
    lemma: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    source: str | None = None


class Worded(Protocol):
    """What has verbs, nouns and adjectives as triggers."""

    @property
    def verb(self) -> tuple[str, ...]: ...
    @property
    def noun(self) -> tuple[str, ...]: ...
    @property
    def adjective(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Expression(Generic[R]):
    """One trigger of a rule: its words (lemmas) and the word class of its head."""

    words: tuple[str, ...]
    pos: str
    rule: R


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The acts and operators of a language, indexed by the lemmas a trigger may begin or end with."""

    acts: tuple[Act, ...]
    operators: tuple[OperatorRule, ...]
    supports: tuple[Support, ...]
    grammar: tuple[Grammar, ...]
    act_index: Mapping[str, tuple[Expression[Act], ...]]
    operator_index: Mapping[str, tuple[Expression[OperatorRule], ...]]
    support_index: Mapping[str, tuple[Expression[Support], ...]]
    usual: Mapping[str, Act]


def load_lexicon(folder: Path) -> Lexicon:
    """The lexicon of a language folder.

    Raises:
        DataError: a rule breaks the schema, has no trigger, or an id is used twice.
    """
    acts = _rules(sorted((folder / "acts").glob("*.toml")), "act", Act)
    operators = _rules(sorted((folder / "operators").glob("*.toml")), "operator", OperatorRule)
    supports = tuple(read_rules(folder / "support.toml", "support", Support))
    grammar = tuple(read_rules(folder / "grammar.toml", "grammar", Grammar))
    return Lexicon(
        acts,
        operators,
        supports,
        grammar,
        _index(acts),
        _index(operators),
        _index([_Verbs(s.verb, s) for s in supports], unwrap=True),
        usual_acts(acts),
    )


def usual_acts(acts: Iterable[Act], most: int = 8) -> dict[str, Act]:
    """For each root an act without words, whose participants stand where those of the root's acts mostly do."""
    grouped: dict[str, list[Act]] = {}
    for act in acts:
        grouped.setdefault(act.root, []).append(act)
    return {
        root: Act(
            f"tagger.{root.lower()}",
            root,
            actor=_commonest([a.actor for a in rules], most),
            recipient=_commonest([a.recipient for a in rules], most),
            mutual=2 * sum(a.mutual for a in rules) > len(rules),
        )
        for root, rules in grouped.items()
    }


def _commonest(places: Iterable[tuple[str, ...]], most: int) -> tuple[str, ...]:
    return tuple(place for place, _ in Counter(p for row in places for p in row).most_common(most))


@dataclass(frozen=True, slots=True)
class _Verbs:
    """A support verb seen as a rule with triggers."""

    verb: tuple[str, ...]
    support: Support
    noun: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()


def _rules(paths: Iterable[Path], table: str, kind: type[Rule]) -> tuple[Rule, ...]:
    rules: list[Rule] = []
    seen: dict[str, str] = {}
    for path in paths:
        for rule in read_rules(path, table, kind):
            if rule.id in seen:
                raise DataError(shown(path), rule.id, f"this id is used in {seen[rule.id]} already")
            if not (rule.verb or rule.noun or rule.adjective):
                raise DataError(shown(path), rule.id, "no verb, noun or adjective triggers it")
            if rule.needs not in NEEDS:
                raise DataError(shown(path), rule.id, f"needs = {rule.needs!r}: actor, recipient or both")
            seen[rule.id] = shown(path)
            rules.append(rule)
    return tuple(rules)


def _index(rules, unwrap: bool = False):  # type: ignore[no-untyped-def]
    """Lemma -> expressions that may start or end with it."""
    index: dict[str, list[Expression]] = {}  # type: ignore[type-arg]
    for rule in rules:
        target = rule.support if unwrap else rule
        for pos, phrases in (("VERB", rule.verb), ("NOUN", rule.noun), ("ADJ", rule.adjective)):
            for phrase in phrases:
                words = tuple(phrase.lower().replace("’", "'").replace("'", "' ").split())
                expression = Expression(words, pos, target)
                for key in anchors(words, pos):
                    index.setdefault(key, []).append(expression)
    return {key: tuple(found) for key, found in index.items()}


def clitics(words: tuple[str, ...]) -> int:
    """How many weak pronouns a verb expression begins with: "se" réunir, "s'" "en" prendre."""
    if words[0] not in REFLEXIVE or len(words) == 1:
        return 0
    return 2 if words[1] in ADVERBIAL and len(words) > 2 else 1


def anchors(words: tuple[str, ...], pos: str) -> set[str]:
    """The lemmas under which an expression is looked up: of a verb its verb, of a noun its first and last word."""
    if pos == "VERB":
        return {words[clitics(words)]}
    return {words[0], words[-1]}


# UD French gives every reflexive clitic one of these forms; as the first word of a verb they mark it as reflexive.
REFLEXIVE = frozenset({"se", "s'"})
# Pronouns that may stand between it and the verb: "s'en prendre à".
ADVERBIAL = frozenset({"en", "y"})
