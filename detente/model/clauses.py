"""Who is the subject of a verb, read off the dependency tree; for every stage that asks."""

from __future__ import annotations

from collections.abc import Iterator

from detente.model.sentence import Sentence, Token

VERBAL = frozenset({"VERB", "AUX"})
# Lemmas of pronouns by which a verb that looks passive is reflexive ("se sont améliorées").
REFLEXIVE = frozenset({"se", "soi"})
# No sentence needs more steps up to the verb whose subject it shares.
DEEPEST = 6


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb is passive: by its auxiliary or subject, or as a past participle that modifies a
    noun.
    """
    if any(
        k.has("Reflex", "Yes") or k.lemma in REFLEXIVE for k in sentence.kids(verb, "obj", "iobj", "expl")
    ):
        return False
    if sentence.kids(verb, "aux:pass") or any(k.dep == "nsubj:pass" for k in sentence.kids(verb, "nsubj")):
        return True
    bare = verb.has("VerbForm", "Part") and verb.has("Tense", "Past") and not sentence.kids(verb, "aux")
    subject = any(k.i < verb.i for k in sentence.kids(verb, "nsubj"))
    return bare and (verb.dep in {"acl", "amod"} or (verb.has("Voice", "Pass") and not subject))


def agent_of(sentence: Sentence, verb: Token, agent: frozenset[str]) -> Token | None:
    """By whom a passive verb's act is done; `agent` are the lemmas that mark it ("by", "par")."""
    for kid in sentence.kids(verb, "obl", "nmod"):
        if kid.dep == "obl:agent" or any(k.lemma in agent for k in sentence.kids(kid, "case")):
            return kid
    return None


def subject_of(sentence: Sentence, verb: Token, agent: frozenset[str]) -> Token | None:
    """The word that names who does what the verb says: its subject, agent, or the subject it shares."""
    for _ in range(DEEPEST):
        if is_passive(sentence, verb):
            return agent_of(sentence, verb, agent)
        own = [k for k in sentence.kids(verb, "nsubj") if k.i != verb.i]
        if own:
            near = own[-1] if own[-1].i < verb.i else own[0]
            return antecedent(sentence, near, verb)
        head = sentence.head(verb)
        if head.i == verb.i:
            return None
        if verb.dep.startswith("acl"):
            return None if verb.has("VerbForm", "Inf") else head
        climbs = verb.dep == "conj" or (
            verb.dep in {"advcl", "xcomp", "ccomp", "parataxis", "obl", "dep"}
            and not verb.has("VerbForm", "Fin")
        )
        if not climbs:
            return None
        if verb.dep == "xcomp" and sentence.kids(verb, "mark") and head.pos in VERBAL:
            # Object control: "urged the council to say".
            objects = [
                k for k in sentence.kids(head, "obj") if k.pos != "PRON" and not k.has("Reflex", "Yes")
            ]
            if objects:
                return objects[0]
        verb = head
    return None


def antecedent(sentence: Sentence, pronoun: Token, verb: Token) -> Token:
    """What a relative pronoun stands for; any other word is returned as it is."""
    if not pronoun.has("PronType", "Rel"):
        return pronoun
    while verb.dep == "conj":
        verb = sentence.head(verb)
    if verb.dep.startswith("acl"):
        return sentence.head(verb)
    before = [t for t in sentence.tokens[: pronoun.i] if t.pos in {"NOUN", "PROPN"}]
    return before[-1] if before else pronoun


def conjuncts(sentence: Sentence, token: Token) -> Iterator[Token]:
    """The word and those coordinated with it ("France and Germany")."""
    yield token
    for kid in sentence.kids(token, "conj"):
        if kid.pos not in VERBAL:
            yield kid
