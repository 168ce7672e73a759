"""The places of a construction: from a rule's word to the words that stand in its places."""

from __future__ import annotations

from collections.abc import Iterator

from detente.knowledge.issues import StanceRules
from detente.knowledge.language import Language
from detente.model import Sentence, Token
from detente.model.clauses import VERBAL, agent_of, is_passive, subject_of

# Between a word and the preposition that leads to its topic no more words stand than this.
REACH = 30
POSSESSIVE = frozenset({"'s", "’s", "'"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def parties(sentence: Sentence, trigger: Token, place: str, language: Language) -> list[Token]:
    """Heads of the phrases in a place of the trigger; the places are those of data/README.md, and

    `subject.between`, a place of the subject.
    """
    outer, _, inner = place.partition(".")
    if inner:
        heads = parties(sentence, trigger, outer, language) or sentence.kids(trigger, "nsubj")
        return [t for head in heads for t in parties(sentence, head, inner, language)]
    if outer == "subject":
        return _subject(sentence, trigger, language)
    if outer == "object":
        return objects(sentence, trigger)
    if outer == "possessor":
        kids = sentence.kids(trigger, "nmod:poss", "nmod")
        return [k for k in kids if k.dep == "nmod:poss" or cases(sentence, k) & language.syntax.genitive]
    if outer == "modifier":
        return sentence.kids(trigger, "amod", "compound", "nmod:poss")
    return [
        t for t in _below(sentence, trigger) if abs(t.i - trigger.i) <= REACH and outer in cases(sentence, t)
    ]


def starts(sentence: Sentence, trigger: Token, place: str, rules: StanceRules) -> Iterator[int]:
    """Where in the sentence the words about a topic begin, for a place: `object`, `ccomp`, `infinitive`,
    `gerund`,
    `subject`, `self` (the noun itself, or the one that an adjective modifies), or a preposition."""
    if place == "object":
        for kid in objects(sentence, trigger):
            first = min(t.i for t in sentence.subtree(kid))
            yield max(first, trigger.i + 1) if first < trigger.i < kid.i else first
    elif place == "self":
        noun = trigger if trigger.pos in {"NOUN", "PROPN"} else sentence.head(trigger)
        if noun.pos in {"NOUN", "PROPN"}:
            first = min(
                (t.i for t in sentence.subtree(noun) if t.pos not in {"ADP", "PUNCT"} and noun.i - t.i < 6),
                default=noun.i,
            )
            yield min(first, trigger.i)
    elif place == "subject":
        for kid in sentence.kids(trigger, "nsubj"):
            yield min(t.i for t in sentence.subtree(kid))
    elif place == "ccomp":
        for clause in sentence.kids(trigger, "ccomp"):
            for kid in sentence.kids(clause, "nsubj"):
                if kid.pos != "PRON" and kid.i > trigger.i:
                    yield min(t.i for t in sentence.subtree(kid))
    elif place in {"infinitive", "gerund"}:
        form = "Inf" if place == "infinitive" else "Ger"
        near = sentence.tokens[trigger.i + 1 : trigger.i + 5]
        for token in near:
            if token.has("VerbForm", form) and token.pos in VERBAL:
                yield token.i
                return
            if token.has("VerbForm", "Fin") or token.pos in NOMINAL:
                return
    else:
        yield from _behind(sentence, trigger, place, rules)


def _behind(sentence: Sentence, trigger: Token, preposition: str, rules: StanceRules) -> Iterator[int]:
    """Behind the first such preposition that follows the trigger in its clause and leads to no time or
    person.
    """
    words = preposition.split()
    for token in sentence.tokens[trigger.i + 1 : trigger.i + 1 + REACH]:
        if (
            token.has("VerbForm", "Fin")
            or token.text in ";:"
            or (token.pos == "CCONJ" and _verb_follows(sentence, token))
        ):
            return
        if token.pos not in {"ADP", "PART", "VERB", "SCONJ", "ADV", "CCONJ"} and not (len(words) > 1):
            continue
        end = token.i + len(words)
        here = sentence.tokens[token.i : end]
        if (
            (
                [t.lower for t in here[:-1]] == words[:-1]
                and here
                and words[-1] in (here[-1].lemma, here[-1].lower)
            )
            and end < len(sentence)
            and not _is_time(sentence, end, rules)
        ):
            if words[-1] in rules.genitive and len(words) == 1 and not _attached(sentence, trigger, token):
                continue
            yield end
            return


def _attached(sentence: Sentence, trigger: Token, preposition: Token) -> bool:
    """Whether a preposition that any noun may take leads to a complement of the trigger, by the parse."""
    if preposition.i - trigger.i <= 2:
        return True
    above = list(sentence.ancestors(preposition))[:3]
    # A name takes no complement: "s'est entretenu avec Poutine de la crise" is parsed as if it did.
    return trigger in above and not any(t.pos in {"NOUN", "PRON"} and t is not trigger for t in above[1:2])


def _verb_follows(sentence: Sentence, token: Token) -> bool:
    return token.i + 1 < len(sentence) and sentence[token.i + 1].pos in VERBAL


def _is_time(sentence: Sentence, at: int, rules: StanceRules) -> bool:
    """Whether the phrase at the position names a time or a circumstance: "on Friday", "in the margins"."""
    for token in sentence.tokens[at : at + 4]:
        following = sentence[token.i + 1] if token.i + 1 < len(sentence) else token
        if following.lower in POSSESSIVE:
            # "today's challenges": the time only modifies.
            return False
        if token.pos in {"NOUN", "PROPN", "NUM"}:
            return token.lemma in rules.never or token.pos == "NUM"
    return False


def field(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """The words before a verb in its clause: back to another finite verb, a semicolon, or the sentence's
    start.
    """
    first = verb.i
    while first > 0:
        before = sentence[first - 1]
        if (
            before.text in ";:"
            or before.has("PronType", "Rel")
            or (before.has("VerbForm", "Fin") and before.pos == "VERB")
        ):
            break
        first -= 1
    return sentence.tokens[first : verb.i]


def _subject(sentence: Sentence, trigger: Token, language: Language) -> list[Token]:
    if trigger.pos in VERBAL:
        subject = subject_of(sentence, trigger, language.syntax.agent)
        return [subject] if subject is not None else []
    own = sentence.kids(trigger, "nsubj")
    if own:
        return own
    for above in sentence.ancestors(trigger):
        if above.pos in VERBAL or sentence.kids(above, "nsubj"):
            subject = subject_of(sentence, above, language.syntax.agent)
            return [subject] if subject is not None and subject is not trigger else []
    return []


def objects(sentence: Sentence, trigger: Token) -> list[Token]:
    """The object of a verb, also under another name where it stands right behind it; of a passive, its
    subject.
    """
    if trigger.pos in VERBAL and is_passive(sentence, trigger):
        passive = sentence.kids(trigger, "nsubj")
        return passive or ([sentence.head(trigger)] if trigger.dep == "acl" else [])
    found = [
        k
        for k in sentence.kids(trigger, "obj")
        if k.i > trigger.i and not k.has("Reflex", "Yes") and k.pos != "PRON"
    ]
    if found:
        return found
    at = trigger.i + 1
    while at < len(sentence) and sentence[at].pos in {"ADV", "DET", "ADJ", "NUM"}:
        at += 1
    if (
        at < len(sentence)
        and sentence[at].pos in {"NOUN", "PROPN"}
        and not any(k.pos == "ADP" for k in sentence.kids(sentence[at], "case"))
        and trigger.pos in VERBAL
    ):
        return [sentence[at]]
    if at < len(sentence) and sentence[at].has("VerbForm", "Ger"):
        return [sentence[at]]
    return []


def _below(sentence: Sentence, trigger: Token) -> Iterator[Token]:
    """All words below the trigger that no other clause closes off."""
    todo = [trigger.i]
    while todo:
        for kid in (sentence[c] for c in sentence.children[todo.pop()]):
            if kid.dep.startswith("nsubj") and trigger.pos in VERBAL:
                continue
            yield kid
            if (
                not (kid.dep in {"ccomp", "advcl", "acl:relcl", "parataxis", "acl"} and kid.pos in VERBAL)
                and kid.dep != "conj"
            ):
                todo.append(kid.i)


def cases(sentence: Sentence, token: Token) -> frozenset[str]:
    """The preposition of a phrase: its lemma, and a longer one ("au sujet de") as one string."""
    words = sentence.kids(token, "case", "mark")
    if not words:
        return frozenset()
    last = words[-1]
    before = [t.lower for t in sentence.tokens[max(0, last.i - 3) : last.i]]
    longer = {" ".join([*before[n:], last.lemma]) for n in range(len(before))}
    return frozenset({*(w.lemma for w in words), *longer})


def agent(sentence: Sentence, verb: Token, language: Language) -> Token | None:
    """By whom a passive verb's act is done."""
    return agent_of(sentence, verb, language.syntax.agent)
