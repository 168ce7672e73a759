"""Who stands in which place of a verb or noun: from the syntax to the parties of an event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.knowledge.acts import REFLEXIVE
from detente.model import Mention, Party, Sentence, Token, Who

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "SYM", "X"})
# How far after a noun its complement may stand when the parser hangs it elsewhere.
REACH = 14
# Below a noun phrase, these lead to what is said about it, not to who it is.
APART = frozenset({"conj", "appos", "parataxis", "acl:relcl"})
CLAUSES = ("acl", "acl:relcl", "advcl", "appos", "parataxis", "ccomp", "csubj", "conj", "punct", "cc")


@dataclass(frozen=True, slots=True)
class Roles:
    """Reads the places of one sentence.

    `agent` are the lemmas that mark the agent of a passive ("by", "par"); `genitive` those of a possessor
    ("of", "'s", "de"), `against` those of whom something is turned on ("against", "contre"), `between` those
    that ask for two ("between", "entre"), `cause` those that lead to what somebody is praised or blamed for.
    """

    sentence: Sentence
    who: Who
    agent: frozenset[str]
    genitive: frozenset[str]
    against: frozenset[str]
    between: frozenset[str] = frozenset()
    cause: frozenset[str] = frozenset()

    # ---- places ------------------------------------------------------------------------------------------

    def place(
        self,
        trigger: Token,
        place: str,
        carrier: Token | None = None,
        inner: Token | None = None,
        others: tuple[str, ...] = (),
    ) -> list[Token]:
        """Heads of the phrases that stand in a place of the trigger.

        `carrier` is the support verb that carries a noun; `inner` the noun inside a verb–noun expression;
        `others` the places of the other side: a genitive that belongs to it is no possessor here
        ("the invasion **of Ukraine**").
        """
        outer, _, rest = place.partition(".")
        if rest:
            found = self.place(trigger, outer, carrier)
            if outer == "object" and inner is not None:
                found = [inner, *(t for t in found if t.i != inner.i)]
            return [t for head in found for t in self.place(head, rest)]
        verbal = trigger.pos in {"VERB", "AUX"}
        if outer == "subject":
            if verbal or not carrier:
                return self.subjects(trigger)
            return self.subjects(carrier)
        if outer == "object":
            return self.objects(trigger)
        if outer == "iobject":
            return self.sentence.kids(trigger, "iobj")
        if outer == "possessor":
            found = self.possessors(trigger) + (self.possessors(inner) if inner else [])
            found = [t for t in found if self.case(t) not in others or t.has("Poss", "Yes")]
            return found or self._genitive_before(trigger)
        if outer == "modifier":
            return self.modifiers(trigger) + (self.modifiers(inner) if inner else [])
        found = self.complements(trigger, outer)
        if outer in self.between and found and len(self.joint(found[0])) == 1:
            # "the talks between [Moscow] and [Tehran]": the parser at times hangs the second on the noun.
            found += [t for t in self.sentence.kids(trigger, "conj") if t.i > found[0].i and self.mention(t)]
        for other in (inner, carrier):
            if other is not None and not found:
                found = self.complements(other, outer)
        if not found and not verbal and outer in self.agent | self.against:
            # "the shelling of civilians and their homes [by Russian forces]": the parser hangs it too low.
            found = [t for t in self._below(trigger) if t.pos in NOMINAL and self.case(t) == outer][:1]
        if not found and outer in self.against and outer not in self.genitive:
            # "launched the offensive north of Raqqa [against IS]": or too high.
            after = self.sentence.tokens[trigger.i + 1 : trigger.i + 1 + REACH]
            found = [t for t in after if t.pos in NOMINAL and t.head <= trigger.i and self.case(t) == outer][
                :1
            ]
        return found

    def _genitive_before(self, noun: Token) -> list[Token]:
        """ "Russia's unprovoked, unjustified attack": the name before 's, wherever the parser hangs it."""
        at = noun.i - 1
        while (
            at > 0
            and noun.i - at < 9
            and self.sentence[at].pos in {"ADJ", "ADV", "PUNCT", "CCONJ", "NOUN", "VERB", "NUM"}
        ):
            at -= 1
        mark = self.sentence[at]
        if at > 0 and mark.pos == "PART" and mark.lower in self.genitive:
            token = self.sentence[at - 1]
            named = next(
                (m for m in self.who.mentions if m.start <= token.start < m.end and self.who.codes(m)), None
            )
            head = self.sentence.at(named.head) if named else None
            return [head] if head else []
        return []

    def subjects(self, verb: Token, depth: int = 0) -> list[Token]:
        """Who does it: the subject, the agent of a passive, or the subject shared or controlled from above."""
        sentence = self.sentence
        if self.is_passive(verb):
            return self.agents(verb)
        own = sentence.kids(verb, "nsubj", "csubj")
        if own:
            return [self.antecedent(t) for t in own]
        if verb.head == verb.i or depth > 6:
            return []
        head = sentence.head(verb)
        if verb.dep == "conj":
            if self.is_passive(head) and not self.is_passive(verb):
                return self.passive_subjects(head)
            return self.subjects(head, depth + 1)
        if verb.dep in {"xcomp", "ccomp", "advcl", "obl", "parataxis"} and head.pos in {
            "VERB",
            "AUX",
            "ADJ",
            "NOUN",
        }:
            if verb.dep == "xcomp" or (verb.dep == "advcl" and self.case(verb) in self.cause):
                # Object control: "urged Russia to withdraw", "thanked Oman for helping"; the subject of a passive
                # governor is its object.
                objects = self.objects(head)
                if objects:
                    return objects
            if verb.dep in {"ccomp", "parataxis"} and verb.feats.get("VerbForm") == "Fin":
                return []
            if self.is_passive(head):
                return self.passive_subjects(head)
            return self.subjects(head, depth + 1)
        if verb.dep.startswith("acl"):
            if verb.dep == "acl" and verb.feats.get("VerbForm") == "Inf":
                # "its plan to attack": the plan's holder attacks.
                found = self.possessors(head) + self.modifiers(head)
                if found:
                    return found
                if head.dep in {"obj", "obl"} and head.head != head.i:
                    return self.subjects(sentence.head(head), depth + 1)
                return []
            return [head]
        if verb.dep in {"nsubj", "csubj", "amod"}:
            return [head] if verb.dep == "amod" else []
        return []

    def objects(self, verb: Token) -> list[Token]:
        """To whom it is done: the object, or the subject of a passive."""
        sentence = self.sentence
        if self.is_passive(verb):
            return self.passive_subjects(verb)
        own = [t for t in sentence.kids(verb, "obj") if not t.has("Reflex", "Yes")]
        if own:
            return [self.antecedent(t) for t in own]
        if verb.dep == "acl:relcl" and sentence.kids(verb, "nsubj"):
            subjects = [self.antecedent(t) for t in sentence.kids(verb, "nsubj")]
            if sentence.head(verb) not in subjects:
                return [sentence.head(verb)]
        if verb.dep == "conj" and verb.head != verb.i:
            # "attacked and looted the town": the object stands after the last verb, or after the first.
            head = sentence.head(verb)
            if (
                head.pos == verb.pos
                and not self.is_passive(head)
                and not sentence.kids(verb, "obl", "ccomp", "xcomp")
            ):
                return [self.antecedent(t) for t in sentence.kids(head, "obj") if t.i > verb.i]
        return []

    def passive_subjects(self, verb: Token) -> list[Token]:
        sentence = self.sentence
        own = sentence.kids(verb, "nsubj")
        if own:
            return [self.antecedent(t) for t in own]
        if verb.dep.startswith("acl") or verb.dep == "amod":
            return [sentence.head(verb)]
        if verb.dep in {"conj", "xcomp", "advcl"} and verb.head != verb.i:
            head = sentence.head(verb)
            if self.is_passive(head):
                return self.passive_subjects(head)
            return self.subjects(head)
        return []

    def agents(self, verb: Token) -> list[Token]:
        return [
            self.antecedent(t)
            for t in self.sentence.kids(verb)
            if t.pos in NOMINAL and (t.dep == "obl:agent" or self.case(t) in self.agent)
        ]

    def is_passive(self, verb: Token) -> bool:
        """Whether the verb's subject undergoes it: passive auxiliary or voice, or a bare past participle on a noun."""
        kids = self.sentence.kids(verb)
        # "se sont rencontrés": the parser at times takes the subject of a reflexive for that of a passive.
        if any(k.lemma in REFLEXIVE and k.dep in {"obj", "iobj", "expl"} for k in kids):
            return False
        if any(k.dep in {"aux:pass", "nsubj:pass"} for k in kids):
            return True
        if any(k.dep == "nsubj" for k in kids) and any(k.dep == "obj" for k in kids):
            # "Washington designated Hamas": the tagger at times takes the past for a participle.
            return False
        if verb.has("Voice", "Pass"):
            return True
        if not verb.has("VerbForm", "Part") or verb.has("Tense", "Pres"):
            return False
        # A participle that opens an adverbial clause ("accusé par Paris, Damas …") or stands on a noun.
        return verb.dep in {"acl", "amod", "advcl"} and not self.sentence.kids(verb, "aux", "nsubj", "obj")

    def possessors(self, noun: Token) -> list[Token]:
        """'s, of, de, and possessive pronouns and determiners."""
        found = []
        for kid in self.sentence.kids(noun, "nmod", "det", "obl", "compound"):
            if kid.dep.startswith("det"):
                if kid.has("Poss", "Yes"):
                    found.append(kid)
            elif kid.has("Poss", "Yes") or self.case(kid) in self.genitive:
                found.append(self.antecedent(kid))
        return found

    def modifiers(self, noun: Token) -> list[Token]:
        """Demonyms and names that stand beside the noun without a preposition, also inside a compound
        ("[DPRK] missile launches", "[U.S.]-[Japan] cooperation")."""
        found, todo = [], [noun]
        while todo:
            for kid in self.sentence.kids(
                todo.pop(), "amod", "compound", "nmod", "flat", "nummod", "advmod", "dep"
            ):
                if self.case(kid) or kid.has("Poss", "Yes"):
                    continue
                if self.mention(kid):
                    found.append(kid)
                if kid.dep in {"compound", "flat", "amod"}:
                    todo.append(kid)
        return sorted(found, key=lambda t: t.i)

    def complements(self, head: Token, preposition: str) -> list[Token]:
        """Obliques and nominal complements with the preposition, or with a participle that serves as one
        ("frappes [visant] Daech")."""
        found = [
            self.antecedent(t)
            for t in self.sentence.kids(head)
            if t.pos in NOMINAL and t.dep not in APART and self.case(t) == preposition
        ]
        for verb in self.sentence.kids(head, "acl"):
            if verb.lower == preposition:
                found += [t for t in self.sentence.kids(verb, "obj", "obl") if t.pos in NOMINAL]
        return found

    def case(self, token: Token) -> str:
        """Lemma of the preposition or genitive mark of a phrase, "" if it has none ("next to" -> "next to")."""
        for kid in self.sentence.kids(token, "case", "mark"):
            fixed = [k.lower for k in self.sentence.kids(kid, "fixed")]
            word = kid.lemma if not fixed else kid.lower
            return " ".join([word.replace("’", "'"), *fixed]) if fixed else word.replace("’", "'")
        return ""

    def clause_subjects(self, trigger: Token) -> list[Token]:
        """The subject of the clause in which a trigger stands without an actor of its own."""
        for above in self.sentence.ancestors(trigger):
            if above.pos in {"VERB", "AUX", "ADJ"}:
                found = self.subjects(above) or (
                    self.passive_subjects(above) if self.is_passive(above) else []
                )
                found = [t for t in found if t.i != trigger.i]
                if found:
                    return found
            if above.dep in {"ccomp", "acl:relcl", "parataxis"}:
                break
        return []

    def near(self, trigger: Token, carrier: Token | None) -> list[Token]:
        """Heads of the phrases below a trigger or its support verb, nearest first, those after it first."""
        inside = {t.i: t for t in self._below(trigger)}
        if carrier is not None:
            inside |= {t.i: t for t in self._below(carrier) if t.i != trigger.i}
        order = sorted(inside.values(), key=lambda t: (t.i < trigger.i, abs(t.i - trigger.i)))
        return [t for t in order if (m := self.mention(t)) is not None and self.who.codes(m)]

    def _below(self, top: Token, depth: int = 0) -> Iterator[Token]:
        """The words below a word, without those of other clauses."""
        for kid in self.sentence.kids(top):
            if (
                kid.dep in {"acl:relcl", "parataxis", "ccomp", "nsubj", "nsubj:pass", "conj", "advcl"}
                or depth > 4
            ):
                continue
            yield kid
            yield from self._below(kid, depth + 1)

    def antecedent(self, token: Token) -> Token:
        """What a relative pronoun stands for: the noun that its clause modifies."""
        if not token.has("PronType", "Rel"):
            return token
        for above in self.sentence.ancestors(token):
            if above.dep == "acl:relcl":
                return self.sentence.head(above)
        return token

    # ---- parties -----------------------------------------------------------------------------------------

    def mention(self, token: Token) -> Mention | None:
        return self.who.headed_at(token.start)

    def parties(self, heads: list[Token]) -> tuple[Party, ...]:
        """The parties that the phrases name, conjuncts included, each actor once."""
        found: dict[str | None, Party] = {}
        for head in heads:
            for phrase in self.joint(head):
                for party in self._party(phrase):
                    found.setdefault(party.id or f"@{party.start}", party)
        return tuple(found.values())

    def worded(self, heads: list[Token]) -> tuple[Party, ...]:
        """The phrases themselves, of parties that nobody knows: "[a federal judge] freed [two activists]"."""
        found = []
        for head in heads:
            for phrase in self.joint(head):
                if (
                    phrase.pos not in NOMINAL
                    or phrase.has("PronType", "Rel")
                    or phrase.has("PronType", "Int")
                ):
                    continue
                words = self._phrase(phrase)
                found.append(Party(None, None, None, words[0].start, words[-1].end))
        return tuple(found)

    def _phrase(self, head: Token) -> list[Token]:
        """A noun with what belongs to it, less prepositions before it and clauses, appositions and conjuncts."""
        inside, todo = {head.i}, [head]
        while todo:
            for kid in self.sentence.kids(todo.pop()):
                relation = kid.dep.partition(":")[0]
                if relation in {"punct", "conj", "cc", "appos", "acl", "parataxis", "advcl"}:
                    continue
                if (
                    relation == "case"
                    and kid.head == head.i
                    and not kid.has("Poss", "Yes")
                    and kid.i < head.i
                ):
                    continue
                inside.add(kid.i)
                todo.append(kid)
        start = end = head.i
        while start - 1 in inside:
            start -= 1
        while end + 1 in inside:
            end += 1
        return list(self.sentence.tokens[start : end + 1])

    def joint(self, head: Token) -> list[Token]:
        """The phrase and those coordinated with it, also where the parse hangs them inside ("M. X, de Y, et Z")."""
        mention = self.mention(head)
        inside = [head] if mention is None else self.sentence.between(mention.start, mention.end) or [head]
        end = head.end if mention is None else mention.end
        found = [head]
        for token in inside:
            found += [
                t
                for t in self.sentence.kids(token, "conj")
                if t.pos in NOMINAL and (token is head or t.start >= end)
            ]
        return found

    def _party(self, head: Token) -> Iterator[Party]:
        mention = self.mention(head)
        if mention is None or not self.who.codes(mention):
            inner = self._inside(head)
            if inner is not None:
                mention = inner
        if mention is None:
            return
        if not mention.actors:
            yield Party(None, None, None, mention.start, mention.end)
        for id in mention.actors:
            actor = self.who.actor(id)
            yield Party(id, actor.code, actor.sector, mention.start, mention.end)

    def _inside(self, head: Token, depth: int = 0) -> Mention | None:
        """Who a phrase belongs to when its head names nobody: "a convoy of [UN] trucks", "le cargo [norvégien]"."""
        if depth > 4:
            return None
        for kid in self.sentence.kids(head):
            if kid.dep in CLAUSES or (kid.dep == "det" and not kid.has("Poss", "Yes")):
                continue
            if (
                kid.dep in {"nmod", "obl"}
                and not kid.has("Poss", "Yes")
                and self.case(kid) not in self.genitive | {""}
            ):
                continue
            mention = self.mention(kid)
            if mention is not None and self.who.codes(mention):
                return mention
            deeper = self._inside(kid, depth + 1)
            if deeper is not None:
                return deeper
        return None
