"""Topics: the noun phrases that a construction is about, one for each that stands for itself."""

from __future__ import annotations

from collections.abc import Iterator

from detente.knowledge.issues import StanceRules
from detente.model import Sentence, Span, Token
from detente.model.clauses import VERBAL

NOMINAL = frozenset({"NOUN", "PROPN"})
# What is said about a phrase, beside what it is.
APART = frozenset({"acl:relcl", "parataxis", "advcl", "ccomp", "punct", "discourse", "dep"})
# A list of bare nouns no longer than this is one topic: "peace, security and prosperity".
ONE = 60


def topics(sentence: Sentence, head: Token, rules: StanceRules) -> list[tuple[Span, Token]]:
    """The topics that the phrase around a head names, each with its head word.

    A verb stands for what it acts upon ("to end the war"), an empty noun for its complement ("the importance of"),
    a vague one for the examples that follow it ("issues, including"); lists are split.
    """
    found = []
    for token in _heads(sentence, head, rules, 0):
        phrase = [t for t in _phrase(sentence, token) if t.pos != "PUNCT" or t.text not in {",", ";"}]
        if token.lemma in rules.never or token.pos not in NOMINAL | {"X", "SYM", "ADJ"}:
            continue
        if token.lemma in rules.vague and len(phrase) < 3:
            continue
        found.append((_span(sentence, token), token))
    return found


def _heads(sentence: Sentence, head: Token, rules: StanceRules, depth: int) -> Iterator[Token]:
    if depth > 4:
        return
    if head.pos in VERBAL:
        for kid in _acted_upon(sentence, head):
            yield from _heads(sentence, kid, rules, depth + 1)
        return
    examples = list(_examples(sentence, head, rules))
    if examples:
        if head.lemma not in rules.vague and depth == 0:
            yield head
        for one in examples:
            yield from _split(sentence, one)
        return
    if head.lemma in rules.light:
        inner = _complement(sentence, head, rules)
        if inner is not None:
            yield from _heads(sentence, inner, rules, depth + 1)
            for other in _conjuncts(sentence, head):
                yield from _heads(sentence, other, rules, depth + 1)
            return
    first, *others = _split(sentence, head)
    yield first
    for other in others:
        yield from _heads(sentence, other, rules, depth + 1) if other.lemma in rules.light else (other,)


def _acted_upon(sentence: Sentence, verb: Token) -> list[Token]:
    for deps in (("obj",), ("nsubj:pass",), ("xcomp", "ccomp"), ("obl",), ("nsubj",)):
        kids = [k for k in sentence.kids(verb, *deps) if k.pos in NOMINAL or k.pos in VERBAL]
        if kids:
            return kids[:1]
    return []


def _complement(sentence: Sentence, head: Token, rules: StanceRules) -> Token | None:
    for kid in sentence.kids(head, "nmod", "acl", "obl", "amod"):
        cases = {k.lemma for k in sentence.kids(kid, "case", "mark")}
        if kid.i > head.i and cases & rules.through and (kid.pos in NOMINAL or kid.pos in VERBAL):
            return kid
        if kid.i > head.i and kid.dep == "acl" and kid.pos in VERBAL and not kid.has("VerbForm", "Part"):
            return kid
        if kid.i > head.i and kid.pos in {"VERB", "ADJ"} and any(f"{kid.lemma} {p}" in rules.through or f"{kid.lower.rstrip('es')} {p}" in rules.through for p in ("à", "to")):
            deeper = sentence.kids(kid, "obl", "nmod", "obj", "iobj")
            if deeper:
                return deeper[0]
    return None


def _examples(sentence: Sentence, head: Token, rules: StanceRules) -> Iterator[Token]:
    """The list behind "including": by the parse, or the first noun behind the word."""
    leaves = {t.i for t in sentence.subtree(head)}
    last = max(leaves)
    for token in sentence.tokens[head.i + 1 : last + 3]:
        if token.lower in rules.examples or token.lemma in rules.examples:
            for inner in sentence.tokens[token.i + 1 : token.i + 12]:
                if inner.pos in NOMINAL:
                    yield _up(sentence, inner, token.i)
                    return
                if inner.has("VerbForm", "Ger") or inner.has("VerbForm", "Inf"):
                    yield from _acted_upon(sentence, inner)
                    return
                if inner.pos in {"PRON", "AUX"} or inner.has("VerbForm", "Fin"):
                    return


def _up(sentence: Sentence, token: Token, after: int) -> Token:
    while token.head > after and token.head != token.i and sentence.head(token).pos in NOMINAL and token.dep not in {"conj", "nmod", "appos"}:
        token = sentence.head(token)
    return token


def _split(sentence: Sentence, head: Token) -> list[Token]:
    """The members of a list that stand for themselves; a short list of bare nouns is one."""
    others = _conjuncts(sentence, head)
    if not others:
        return [head]
    whole = _span(sentence, head, joint=True)
    bare = all(not sentence.kids(o, "det", "case", "nmod:poss", "amod", "compound", "nmod") for o in others[:-1])
    if bare and len(whole) <= ONE and not sentence.kids(others[-1], "case"):
        return [head]
    return [head, *others]


def _conjuncts(sentence: Sentence, head: Token) -> list[Token]:
    """Those coordinated with the head, also where the parser chained them."""
    found, todo = [], [head]
    while todo:
        for kid in sentence.kids(todo.pop(), "conj"):
            if kid.pos in NOMINAL and kid.i > head.i:
                found.append(kid)
                todo.append(kid)
    return sorted(found, key=lambda t: t.i)


def _phrase(sentence: Sentence, head: Token, joint: bool = False) -> list[Token]:
    kept, todo = [head], [head]
    while todo:
        token = todo.pop()
        for kid in sentence.kids(token):
            top = token is head
            if kid.dep in APART and not (kid.dep == "punct" and not top):
                continue
            if top and not joint and (kid.dep in {"cc", "appos"} or (kid.dep == "conj" and kid.pos in NOMINAL | VERBAL)):
                continue
            if top and kid.dep in {"case", "mark", "nsubj", "cop", "aux", "advmod"}:
                continue
            kept.append(kid)
            todo.append(kid)
    return sorted(kept, key=lambda t: t.i)


def _span(sentence: Sentence, head: Token, joint: bool | None = None) -> Span:
    """The phrase without its preposition; with its list where the list is one topic."""
    if joint is None:
        joint = bool(_conjuncts(sentence, head)) and _split(sentence, head) == [head]
    indexes = {t.i for t in _phrase(sentence, head, joint)}
    first = last = head.i
    while (step := next((n for n in range(1, 5) if first - n in indexes and _fills(sentence, first - n + 1, first)), 0)):
        first -= step
    while last + 1 in indexes or (last + 2 in indexes and sentence[last + 1].pos == "PUNCT"):
        last += 1
    while sentence[first].pos in {"PUNCT", "CCONJ", "ADP"} and first < head.i:
        first += 1
    while sentence[last].pos in {"PUNCT", "CCONJ", "ADP"} and last > head.i:
        last -= 1
    return Span(sentence[first].start, sentence[last].end)


def _fills(sentence: Sentence, start: int, end: int) -> bool:
    """Whether only what may stand between an article and its noun stands there."""
    return all(t.pos in {"PUNCT", "CCONJ", "ADJ", "ADV", "NUM"} or t.has("VerbForm", "Part") for t in sentence.tokens[start:end])
