"""The places of a construction: from a rule's word to the words that stand in its places."""

from __future__ import annotations

from collections.abc import Iterator

from detente.knowledge.language import Language
from detente.model import Sentence, Token
from detente.model.clauses import VERBAL, agent_of, is_passive, subject_of

# Between a word and the preposition that leads to its topic no more words stand than this.
REACH = 30
CLAUSES = {"infinitive": "Inf", "gerund": "Ger"}


def find(sentence: Sentence, trigger: Token, place: str, language: Language) -> list[Token]:
    """Heads of the phrases in a place of the trigger; the places are those of data/README.md, and

    `ccomp` (a clause), `infinitive`, `gerund` (what such a verb acts upon), `subject.between` (a place of the subject).
    """
    outer, _, inner = place.partition(".")
    if inner:
        return [t for head in find(sentence, trigger, outer, language) for t in find(sentence, head, inner, language)]
    if outer == "subject":
        return _subject(sentence, trigger, language)
    if outer == "object":
        return _objects(sentence, trigger)
    if outer == "possessor":
        genitive = language.syntax.genitive
        kids = sentence.kids(trigger, "nmod:poss", "nmod")
        return [k for k in kids if k.dep == "nmod:poss" or _cases(sentence, k) & genitive]
    if outer == "modifier":
        return sentence.kids(trigger, "amod", "compound", "nmod:poss")
    if outer == "ccomp":
        return [k for k in sentence.kids(trigger, "ccomp") if k.i > trigger.i]
    if outer in CLAUSES:
        return [k for k in sentence.kids(trigger, "xcomp", "ccomp", "advcl", "acl", "obj") if k.has("VerbForm", CLAUSES[outer])]
    return list(_led(sentence, trigger, outer))


def _subject(sentence: Sentence, trigger: Token, language: Language) -> list[Token]:
    if trigger.pos in VERBAL:
        subject = subject_of(sentence, trigger, language.syntax.agent)
        return [subject] if subject is not None else []
    own = [k for k in sentence.kids(trigger, "nsubj")]
    if own:
        return own
    for above in sentence.ancestors(trigger):
        if above.pos in VERBAL or sentence.kids(above, "nsubj"):
            subject = subject_of(sentence, above, language.syntax.agent)
            return [subject] if subject is not None and subject is not trigger else []
    return []


def _objects(sentence: Sentence, trigger: Token) -> list[Token]:
    if trigger.pos in VERBAL and is_passive(sentence, trigger):
        passive = [k for k in sentence.kids(trigger, "nsubj")]
        return passive or ([sentence.head(trigger)] if trigger.dep == "acl" else [])
    return [k for k in sentence.kids(trigger, "obj") if k.i > trigger.i and not k.has("Reflex", "Yes") and k.pos != "PRON"]


def _led(sentence: Sentence, trigger: Token, preposition: str) -> Iterator[Token]:
    """Who the preposition leads to: below the trigger, at any depth that no other clause closes off."""
    for token in _below(sentence, trigger):
        if token.i - trigger.i > REACH or token.i < trigger.i - REACH or (token.i < trigger.i and trigger.pos not in VERBAL):
            continue
        if preposition in _cases(sentence, token):
            yield token
        elif token.lower == preposition and token.pos in VERBAL and token.i > trigger.i:
            # "regarding" where the tagger takes it for a verb.
            yield from sentence.kids(token, "obj", "obl")


def _below(sentence: Sentence, trigger: Token) -> Iterator[Token]:
    todo = [trigger.i]
    while todo:
        for kid in (sentence[c] for c in sentence.children[todo.pop()]):
            if kid.dep.startswith("nsubj") and trigger.pos in VERBAL:
                continue
            yield kid
            if not (kid.dep in {"ccomp", "advcl", "acl:relcl", "parataxis", "acl"} and kid.pos in VERBAL) and kid.dep != "conj":
                todo.append(kid.i)


def _cases(sentence: Sentence, token: Token) -> frozenset[str]:
    """The preposition of a phrase: its lemma, and the words of a longer one ("au sujet de") as one string."""
    cases = sentence.kids(token, "case", "mark")
    if not cases:
        return frozenset()
    words = [t for c in cases for t in [c, *sentence.kids(c, "fixed")]]
    words.sort(key=lambda t: t.i)
    lemmas = [t.lemma for t in words]
    whole = " ".join([t.lower for t in words[:-1]] + [words[-1].lemma])
    before = [t.lower for t in sentence.tokens[max(0, words[0].i - 3) : words[0].i]]
    longer = {" ".join(before[n:] + [words[-1].lemma]) for n in range(len(before))} if words else set()
    return frozenset({*lemmas, whole, *longer})


def agent(sentence: Sentence, verb: Token, language: Language) -> Token | None:
    return agent_of(sentence, verb, language.syntax.agent)
