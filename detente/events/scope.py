"""What is said about an act: the chain of operators from its trigger up to the head of its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.events.roles import Roles
from detente.events.triggers import Trigger
from detente.knowledge.acts import Grammar, Lexicon, OperatorRule, Support
from detente.model import Operator, Sentence, Token

# Through these relations a phrase reaches the word that governs it.
SLOTS = {
    "xcomp": "xcomp",
    "ccomp": "ccomp",
    "csubj": "subject",
    "obj": "object",
    "iobj": "object",
    "nsubj": "subject",
    "nsubj:pass": "object",
    "csubj:pass": "object",
}
HIGHEST = 12
# Where a condition hangs on what it is a condition of.
CONDITIONAL = ("advcl", "ccomp", "obl", "nmod", "conj")


@dataclass(frozen=True, slots=True)
class Step:
    """One operator over an act: its words, and the trigger whose places hold holder and addressee (None: grammar)."""

    operator: Operator
    head: Token
    trigger: Trigger[OperatorRule] | None
    condition: Token | None = None
    carrier: Token | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """All operators over an act, innermost first; the support verb that carries it; all heads on the way up."""

    steps: tuple[Step, ...]
    carrier: Trigger[Support] | None
    path: tuple[Token, ...]
    conditional: tuple[Token, ...] = ()

    def has(self, names: tuple[str, ...]) -> bool:
        """Whether one of the operators stands over the act."""
        return any(s.operator.name in names for s in self.steps)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the operators of one sentence, whose operator and support triggers were found before."""

    sentence: Sentence
    roles: Roles
    lexicon: Lexicon
    operators: dict[int, list[Trigger[OperatorRule]]]
    supports: dict[int, list[Trigger[Support]]]

    def scope(self, trigger: Token) -> Scope:
        """Climb from an act (or from an operator that is an event by itself) to the top of its sentence."""
        node, carrier = trigger, self._participle(trigger)
        steps = list(self.grammar(node))
        path = [node]
        for _ in range(HIGHEST):
            above = self.governor(node)
            if above is None:
                break
            head, slots = above
            operator = next((t for t in self.operators.get(head.i, ()) if slots & set(t.rule.act)), None)
            support = next((t for t in self.supports.get(head.i, ()) if self._carries(t, slots)), None)
            if operator is None and support is None and not self._transparent(node, head, slots):
                break
            if operator is not None:
                name = operator.rule.name
                words = Operator(name, operator.start, operator.end, operator.rule.id)
                steps.append(Step(words, head, operator, None, self._carrier(operator)))
            elif support is not None and carrier is None and operator is None:
                carrier = support
            node = head
            climbed = frozenset(t.i for t in path)
            path.append(node)
            steps.extend(self.grammar(node, climbed))
        return Scope(tuple(steps), carrier, tuple(path), tuple(self.condition_subjects(trigger, tuple(path))))

    def governor(self, node: Token) -> tuple[Token, frozenset[str]] | None:
        """The word above, and the names of the slot in which the node stands below it."""
        sentence = self.sentence
        first = node
        if node.dep == "conj" and any(k.pos == "SCONJ" for k in sentence.kids(node, "mark")):
            # "a averti que … et que Washington répondrait": a second complement, hung on the verb itself.
            return sentence.head(node), frozenset({"ccomp"})
        while first.dep == "conj" and first.head != first.i:
            first = sentence.head(first)
        if first.head == first.i:
            return None
        head = sentence.head(first)
        dep = first.dep.partition(":")[0] if first.dep not in SLOTS else first.dep
        slots = {SLOTS[dep]} if dep in SLOTS else set()
        if dep == "nsubj" and self.roles.is_passive(head):
            slots = {"object"}
        case = self.roles.case(node) or self.roles.case(first)
        if case:
            slots.add(case)
        if case in self.roles.genitive or (dep in {"nmod", "compound", "amod"} and not case):
            slots.add("possessor")
        infinitive = first.has("VerbForm", "Inf") or first.has("VerbForm", "Ger")
        # "a plan to attack" and "the hope of talking", not "a resolution condemning the attack".
        modifies = dep == "acl" and first.has("VerbForm", "Part") | first.has("VerbForm", "Ger") and not case
        if (dep == "acl" and not modifies) or (
            dep in {"advcl", "xcomp", "ccomp"} and head.pos in {"NOUN", "ADJ", "PROPN"}
        ):
            slots.add("acl")
        if dep in {"advcl", "acl", "ccomp", "obj", "xcomp", "obl"} and infinitive and not modifies:
            slots.add("xcomp")
        return head, frozenset(slots)

    def _participle(self, trigger: Token) -> Trigger[Support] | None:
        """The support verb that follows its noun as a participle: "the attack [launched] by Russia"."""
        for kid in self.sentence.kids(trigger, "acl"):
            for support in self.supports.get(kid.i, ()):
                if self.roles.is_passive(kid):
                    return support
        return None

    def _carrier(self, operator: Trigger[OperatorRule]) -> Token | None:
        """The verb whose object an operator noun is: its subject holds the hope, demand or plan."""
        above = self.governor(operator.head) if operator.pos == "NOUN" else None
        if above is not None and "object" in above[1] and above[0].pos in {"VERB", "AUX"}:
            return above[0]
        return None

    def _carries(self, support: Trigger[Support], slots: frozenset[str]) -> bool:
        through = support.rule.through
        return bool(slots & set(through)) if through else "object" in slots or "xcomp" in slots

    def _transparent(self, node: Token, head: Token, slots: frozenset[str]) -> bool:
        """Words that an act passes through without change: "a series of [strikes]", "of a [meeting]"."""
        if "possessor" in slots and head.pos == "NOUN" and head.i < node.i:
            return head.i not in self.operators and self.roles.mention(head) is None
        if node.dep == "advcl" and node.has("VerbForm", "Inf") and head.pos == "VERB":
            # "will travel to Kyiv to [meet] the president": what is done for a purpose lies where its means lie.
            return True
        # "s'attend à ce que …": the clause hangs on a pronoun that means nothing.
        while node.dep == "conj" and node.head != node.i:
            node = self.sentence.head(node)
        clause = node.dep in {"acl", "ccomp", "acl:relcl"}
        return clause and head.pos == "PRON" and head.has("PronType", "Dem")

    # ---- grammar -----------------------------------------------------------------------------------------

    def grammar(self, node: Token, climbed: frozenset[int] = frozenset()) -> Iterator[Step]:
        """Negation, tense, modals and conditions of a predicate, innermost first; `climbed` are the words below it
        from which the climb came."""
        sentence = self.sentence
        around = [node]
        # "will meet X and discuss Y": the second verb shares the auxiliaries of the first.
        if node.dep == "conj" and node.pos == "VERB" and not sentence.kids(node, "nsubj"):
            first = sentence.head(node)
            if first.pos == "VERB" and first.feats.get("VerbForm") == node.feats.get("VerbForm"):
                around.append(first)
        for bearer in around:
            kids = sentence.kids(bearer)
            for rule in self.lexicon.grammar:
                words = self._holds(rule, bearer, kids)
                if words is not None:
                    start, end = min(t.start for t in words), max(t.end for t in words)
                    name = rule.name
                    # A condition on the clause itself makes the act a mere supposition.
                    if name == "condition":
                        name = "if"
                    yield Step(Operator(name, start, end, rule.id or f"grammar.{rule.name}"), bearer, None)
            for kid in kids:
                if kid.dep in CONDITIONAL and kid.i not in climbed:
                    rule_word = self._condition(kid)
                    if rule_word is not None:
                        rule, word = rule_word
                        operator = Operator("condition", word.start, word.end, rule.id or "grammar.condition")
                        yield Step(operator, bearer, None, kid)

    def _holds(self, rule: Grammar, node: Token, kids: list[Token]) -> list[Token] | None:
        """The words by which the rule holds of the predicate; None where it does not."""

        def named(token: Token, words: tuple[str, ...]) -> bool:
            return token.lower.replace("’", "'") in words or token.lemma in words

        if rule.unless and any(named(k, rule.unless) for k in kids):
            return None
        if rule.lemma and node.lemma not in rule.lemma:
            return None
        if not all(node.has(*f.split("=", 1)) for f in rule.form):
            return None
        for kid in kids:
            dep = kid.dep.partition(":")[0]
            if rule.adverb and dep in {"advmod", "neg", "cc", "case", "det"} and named(kid, rule.adverb):
                return [kid]
            if rule.auxiliary and dep in {"aux", "cop"} and named(kid, rule.auxiliary):
                return [kid]
            if rule.determiner and dep in {"det", "advmod"} and named(kid, rule.determiner):
                return [kid]
            if rule.adjective and dep == "amod" and named(kid, rule.adjective):
                return [kid]
            if rule.marker and dep in {"mark", "advmod"} and named(kid, rule.marker):
                return [kid]
        if rule.feature:
            auxiliaries = [k for k in kids if k.dep.startswith(("aux", "cop"))]
            bearers = {"self": [node], "auxiliary": auxiliaries}.get(rule.bearer or "", [node, *auxiliaries])
            for bearer in bearers:
                if any(bearer.has(*f.split("=", 1)) for f in rule.feature):
                    return [bearer]
        if rule.phrase:
            start = min(
                [node.i, *(k.i for k in kids if k.i < node.i and k.dep.startswith(("aux", "cop", "advmod")))]
            )
            before = " ".join(t.lower for t in self.sentence.tokens[max(0, start - 4) : node.i]).replace(
                "’", "'"
            )
            lemmas = " ".join(t.lemma for t in self.sentence.tokens[max(0, start - 4) : node.i])
            for phrase in rule.phrase:
                if f" {before} ".endswith(f" {phrase} ") or f" {lemmas} ".endswith(f" {phrase} "):
                    return [node]
        return None

    def condition_subjects(self, trigger: Token, path: tuple[Token, ...]) -> list[Token]:
        """The subject of the if-clause that hangs on the trigger or on what governs it."""
        for node in (trigger, *path):
            for kid in self.sentence.kids(node, *CONDITIONAL):
                if self._condition(kid) is not None:
                    return self.roles.subjects(kid)
        return []

    def _condition(self, clause: Token) -> tuple[Grammar, Token] | None:
        for rule in self.lexicon.grammar:
            if rule.name != "condition":
                continue
            if clause.lemma in rule.noun and self.sentence.kids(clause, "acl", "ccomp", "nmod", "xcomp"):
                return rule, clause
            if clause.dep in {"advcl", "ccomp"}:
                for kid in self.sentence.kids(clause, "mark", "advmod"):
                    if kid.lower in rule.marker or kid.lemma in rule.marker:
                        return rule, kid
        return None
