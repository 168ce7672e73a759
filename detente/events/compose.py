"""From an act and its operators to a PLOVER event: root, mode, status, and whose event it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.events.roles import Roles
from detente.events.scope import Scope, Step
from detente.events.triggers import Trigger
from detente.knowledge.acts import Act, OperatorRule
from detente.knowledge.ontology import Compose, Ontology
from detente.model import Operator, Party, Token


@dataclass(frozen=True, slots=True)
class Coding:
    """An event in the making: what its words say so far.

    `operators` are innermost first here. `head` is the word whose root counts: the act, or the operator
    that changed it. `expecting` is the act's own head when an operator foresees it. `lacks` are the sides that
    the rule needs and the sentence does not name: an event only if the article tells who is meant. `places` are
    the syntactic places where actor and recipient were found, "" where none was.
    """

    root: str
    mode: str | None
    status: str
    mutual: bool
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    act: str
    rule: str
    trigger: Trigger[Act] | Trigger[OperatorRule]
    head: Token
    path: tuple[Token, ...]
    operators: tuple[Operator, ...] = ()
    expecting: Token | None = None
    condition: Token | None = None
    reasons: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    places: tuple[str, str] = ("", "")

    @property
    def inferred(self) -> bool:
        """Whether a side was taken from around, not from a syntactic place."""
        return any("-own-" not in f and "-left-" not in f for f in self.filled)

    @property
    def start(self) -> int:
        return (
            min(self.head.start, self.trigger.start)
            if self.head.i <= self.trigger.head.i
            else self.trigger.start
        )


def of_act(trigger: Trigger[Act], scope: Scope, roles: Roles) -> Coding | None:
    """The bare act with its participants; None where the rule needs a side that is not there."""
    rule = trigger.rule
    if rule.under and not scope.has(rule.under):
        return None
    carrier = scope.carrier.head if scope.carrier else None
    inner = trigger.inner
    undergoes = scope.carrier is not None and scope.carrier.rule.subject == "recipient"
    actors, actor_place = located(roles, trigger, rule.actor, carrier, inner, undergoes, rule.recipient)
    recipients, recipient_place = located(
        roles, trigger, rule.recipient, carrier, inner, skip_subject="subject" not in rule.recipient
    )
    if not coded(recipients) and "condition" in rule.recipient:
        recipients = roles.parties(list(scope.conditional))
    if undergoes and carrier is not None and not recipients:
        recipients = roles.parties(roles.subjects(carrier))
    if rule.mutual:
        actors, recipients = sides(actors, recipients)
    else:
        recipients = without(recipients, actors)
    actors, recipients, filled = fill(trigger, carrier, actors, recipients, roles)
    return Coding(
        rule.root,
        rule.mode,
        rule.status or "occurred",
        rule.mutual,
        actors,
        recipients,
        rule.root,
        rule.id,
        trigger,
        trigger.head,
        scope.path,
        filled=filled,
        lacks=_lacks(rule, actors, recipients),
        places=(actor_place, recipient_place),
    )


def _lacks(
    rule: Act | OperatorRule, actors: tuple[Party, ...], recipients: tuple[Party, ...]
) -> tuple[str, ...]:
    """The sides that the rule needs and that are not known."""
    sides = {"both": ("actor", "recipient")}.get(rule.needs or "", (rule.needs or "",))
    known = {"actor": coded(actors), "recipient": coded(recipients), "": True}
    return tuple(side for side in sides if not known[side])


def lacking(coding: Coding) -> bool:
    """Whether a side that the coding's rule needs is still unknown, or both are."""
    known = {"actor": coded(coding.actors), "recipient": coded(coding.recipients)}
    return not any(known.values()) or not all(known[side] for side in coding.lacks)


def fill(
    trigger: Trigger[Act] | Trigger[OperatorRule],
    carrier: Token | None,
    actors: tuple[Party, ...],
    recipients: tuple[Party, ...],
    roles: Roles,
) -> tuple[tuple[Party, ...], tuple[Party, ...], tuple[str, ...]]:
    """A side that no place names, taken from the clause around: its subject acts, the nearest known party undergoes.

    What was filled is named, so that the judge can mistrust it.
    """
    filled: list[str] = []
    if isinstance(trigger.rule, Act) and trigger.rule.mutual and coded(actors) and not coded(recipients):
        found = without(roles.parties(roles.clause_subjects(trigger.head)), actors)
        if coded(found) and not {p.code for p in found} & {p.code for p in actors}:
            return found, actors, ("actor",)
    if not coded(actors):
        found = without(roles.parties(roles.clause_subjects(trigger.head)), recipients)
        codes = {p.code for p in recipients}
        if coded(found) and not {p.code for p in found} & codes:
            actors, filled = found, ["actor"]
    if not coded(recipients) and (not isinstance(trigger.rule, Act) or trigger.rule.recipient):
        for head in roles.near(trigger.head, carrier):
            found = without(roles.parties([head]), actors)
            if coded(found) and not {p.code for p in found} & {p.code for p in actors}:
                recipients, filled = found, [*filled, "recipient"]
                break
    return actors, recipients, tuple(filled)


def of_operator(trigger: Trigger[OperatorRule], scope: Scope, roles: Roles) -> Coding | None:
    """An operator that is an event by itself ("Paris condemned Damascus")."""
    rule = trigger.rule
    if rule.bare is None:
        return None
    carrier = scope.carrier.head if scope.carrier else None
    inner = trigger.inner
    actors, actor_place = located(roles, trigger, rule.holder, carrier, inner)
    places = (*rule.addressee, "object", "object.possessor", "object.by", "object.modifier", *rule.act)
    places = tuple(p for p in places if p not in {"xcomp", "ccomp", "acl", "subject"})
    found, recipient_place = located(roles, trigger, places, carrier, inner, skip_subject=True)
    recipients = without(found, actors)
    actors, recipients, filled = fill(trigger, carrier, actors, recipients, roles)
    return Coding(
        rule.bare,
        rule.mode,
        "occurred",
        False,
        actors,
        recipients,
        rule.bare,
        rule.id,
        trigger,
        trigger.head,
        scope.path,
        (Operator(rule.name, trigger.start, trigger.end, rule.id),),
        filled=filled,
        lacks=_lacks(rule, actors, recipients),
        places=(actor_place, recipient_place),
    )


def composed(coding: Coding, scope: Scope, roles: Roles, ontology: Ontology) -> Iterator[Coding]:
    """What the operators make of the act, and on the way every act that an operator leaves standing as a fact."""
    for step in scope.steps:
        if step.trigger is not None and step.trigger.head.i == coding.trigger.head.i:
            continue
        row = ontology.compose(step.operator.name, coding.root, coding.status)
        entry = ontology.operators.get(step.operator.name)
        if step.trigger is not None and entry is not None and entry.keeps:
            yield coding
        if row is None or (entry is not None and entry.facts and _past(coding, step)):
            coding = replace(coding, operators=(*coding.operators, step.operator))
            continue
        if row.drop:
            if row.spares_named and _is_named(coding):
                coding = replace(coding, operators=(*coding.operators, step.operator))
                continue
            return
        after = _apply(coding, step, row, roles, entry is None or entry.actor == "holder")
        if after is None:
            return
        coding = after
    yield coding


def _past(coding: Coding, step: Step) -> bool:
    """Whether what stands below an operator is told as done: "annonce [avoir mené] des frappes"."""
    for token in coding.path:
        if token.i == step.head.i:
            return False
        if token.has("Tense", "Past") and token.pos in {"VERB", "AUX"}:
            return True
    return False


def _is_named(coding: Coding) -> bool:
    """Whether the act is a noun whose actor is named with it: "[Russia's invasion]" is a fact wherever it stands."""
    return coding.trigger.pos == "NOUN" and coded(coding.actors) and "actor" not in coding.filled


def _apply(coding: Coding, step: Step, row: Compose, roles: Roles, holder_acts: bool) -> Coding | None:
    operators = (*coding.operators, step.operator)
    reason = f"{step.operator.name}({coding.root}) → {row.root or coding.root} {row.status or coding.status}"
    changed = replace(
        coding,
        root=row.root or coding.root,
        mode=row.mode if row.root and row.root != coding.root else coding.mode,
        status=row.status or coding.status,
        operators=operators,
        expecting=coding.trigger.head if row.foresees else coding.expecting,
        condition=step.condition or coding.condition,
        # A vague word that is offered or promised is no longer vague: "we are ready to talk".
        lacks=() if row.root and row.root != coding.root else coding.lacks,
        reasons=(*coding.reasons, reason + (f" ({row.reason})" if row.reason else "")),
    )
    if step.trigger is None:
        # Grammar has no holder: "should" is asked by whoever speaks, who is not known here.
        return None if row.recipient == "actor" else changed
    if not holder_acts:
        return _fill(changed, step, roles)
    return _held(changed, coding, step, row, roles)


def _held(changed: Coding, coding: Coding, step: Step, row: Compose, roles: Roles) -> Coding:
    """The event becomes the operator's: its holder acts, towards the addressee or the act's own participants."""
    assert step.trigger is not None
    rule = step.trigger.rule
    holders, holder_place = located(roles, step.trigger, rule.holder, step.carrier, step.trigger.inner)
    # "condemned the invasion of Ukraine": the act that is condemned stands for nobody.
    act_is_object = any(t in coding.path for t in roles.objects(step.trigger.head))
    places = tuple(p for p in rule.addressee if not (act_is_object and p.startswith("object")))
    found, place = located(roles, step.trigger, places, step.carrier, step.trigger.inner, True)
    addressees = without(found, holders)
    everyone = (*coding.actors, *coding.recipients)
    if addressees:
        recipients = addressees
    elif row.recipient == "actor":
        recipients = without(coding.actors, holders) or without(coding.recipients, holders)
    else:
        recipients = without(everyone, holders)
    codes = {p.code for p in holders if p.code}
    # "Blinken warned that Washington would respond": Washington is no recipient of its own warning.
    recipients = tuple(p for p in recipients if p.code not in codes) or recipients
    actors = holders or (() if row.recipient == "actor" else coding.actors)
    mutual = coding.mutual and not recipients and row.recipient != "actor"
    if coding.mutual and mutual and not coded(actors):
        actors = everyone
    return replace(
        changed,
        actors=actors,
        recipients=without(recipients, actors),
        mutual=mutual,
        head=step.head,
        rule=rule.id,
        path=changed.path,
        places=(
            f"holder-{holder_place}",
            f"addressee-{place}" if addressees else f"act-{'-'.join(coding.places)}",
        ),
    )


def _fill(changed: Coding, step: Step, roles: Roles) -> Coding:
    """An operator that leaves the act its actor lends it a subject where the act has none of its own."""
    assert step.trigger is not None
    if changed.actors:
        return changed
    rule = step.trigger.rule
    holders = first_found(roles, step.trigger, rule.holder, step.carrier, step.trigger.inner)
    actors, recipients = (
        sides(holders, changed.recipients) if changed.mutual else (holders, changed.recipients)
    )
    return replace(changed, actors=actors, recipients=without(recipients, actors))


# ---- parties -------------------------------------------------------------------------------------------------


def first_found(
    roles: Roles,
    trigger: Trigger[Act] | Trigger[OperatorRule],
    places: tuple[str, ...],
    carrier: Token | None,
    inner: Token | None,
) -> tuple[Party, ...]:
    """The parties of the first place that holds any; known ones are preferred to unknown."""
    return located(roles, trigger, places, carrier, inner)[0]


def located(
    roles: Roles,
    trigger: Trigger[Act] | Trigger[OperatorRule],
    places: tuple[str, ...],
    carrier: Token | None,
    inner: Token | None,
    skip_subject: bool = False,
    others: tuple[str, ...] = (),
) -> tuple[tuple[Party, ...], str]:
    """The parties of the first place that holds any, and that place; known ones are preferred to unknown."""
    unknown: tuple[Party, ...] = ()
    verbal = trigger.head.pos in {"VERB", "AUX", "ADJ"} and trigger.pos != "NOUN"
    # "applauded Berlin's decision": a noun's own possessor comes before the subject of the verb that carries it.
    order = places if verbal else sorted(places, key=lambda p: p != "possessor")
    for place in order:
        if place == "subject" and (skip_subject or (not verbal and carrier is None)):
            continue
        if place == "object" and not verbal:
            continue
        heads = roles.place(trigger.head, place, carrier, inner, others)
        heads = [h for h in heads if h not in trigger.words or place == "subject"]
        found = roles.parties(heads)
        if coded(found):
            return found, place
        unknown = unknown or found
    return unknown, ""


def worded(coding: Coding, roles: Roles) -> Coding:
    """The coding with the words that stand in the place of a side that nobody known holds.

    Nobody is told who they are, only that they are there: their code stays open.
    """
    rule = coding.trigger.rule
    if coding.head.i != coding.trigger.head.i:
        return coding
    actor, recipient = (
        (rule.actor, rule.recipient) if isinstance(rule, Act) else (rule.holder, (*rule.addressee, "object"))
    )
    for side, places in (("actors", actor), ("recipients", recipient)):
        if getattr(coding, side):
            continue
        for place in places:
            if place == "condition":
                continue
            heads = roles.place(coding.trigger.head, place, None, coding.trigger.inner)
            found = roles.worded([h for h in heads if h not in coding.trigger.words])
            taken = {(p.start, p.end) for p in (*coding.actors, *coding.recipients)}
            found = tuple(p for p in found if (p.start, p.end) not in taken)
            if found:
                coding = (
                    replace(coding, actors=found) if side == "actors" else replace(coding, recipients=found)
                )
                break
    return coding


def coded(parties: tuple[Party, ...]) -> bool:
    return any(p.code for p in parties)


def without(parties: tuple[Party, ...], others: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties that are not among the others, by id, or by words where they have none."""
    ids = {p.id for p in others if p.id}
    words = {(p.start, p.end) for p in others}
    return tuple(p for p in parties if p.id not in ids and (p.start, p.end) not in words)


def sides(
    actors: tuple[Party, ...], recipients: tuple[Party, ...]
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Both sides of a mutual act: with one side only, its first member faces the others."""
    if not actors:
        actors, recipients = recipients, ()
    recipients = without(recipients, actors)
    if recipients or len({p.code for p in actors}) < 2:
        return actors, recipients
    first = actors[0].code
    return tuple(p for p in actors if p.code == first), tuple(p for p in actors if p.code != first)
