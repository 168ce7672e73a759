"""Where a rule's words stand in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from detente.knowledge.acts import REFLEXIVE, Act, Expression, OperatorRule, Support, clitics
from detente.model import Sentence, Token

R = TypeVar("R", Act, OperatorRule, Support)

CLASSES = {
    "VERB": frozenset({"VERB", "AUX"}),
    "NOUN": frozenset({"NOUN", "PROPN"}),
    "ADJ": frozenset({"ADJ", "VERB", "ADV"}),
}
# How far the words of a verb expression may stand from the verb ("call the meeting off").
REACH = 5


@dataclass(frozen=True, slots=True)
class Trigger(Generic[R]):
    """A rule's words in a sentence: the head token, all tokens, and the noun inside a verb–noun expression."""

    rule: R
    head: Token
    words: tuple[Token, ...]
    inner: Token | None
    pos: str

    @property
    def start(self) -> int:
        return min(t.start for t in self.words)

    @property
    def end(self) -> int:
        return max(t.end for t in self.words)


def find(sentence: Sentence, index: Mapping[str, tuple[Expression[R], ...]]) -> Iterator[Trigger[R]]:
    """The triggers of all rules, the most specific first at each head token, in the order of the text."""
    for token in sentence:
        expressions = {id(e): e for key in (token.lemma, token.lower) for e in index.get(key, ())}
        found = [t for e in expressions.values() if (t := match(sentence, token, e))]
        # More words first, then rules that ask for an object: "launch an attack" before "launch".
        found.sort(key=lambda t: (-len(t.words), -bool(t.rule.object)))
        yield from found


def match(sentence: Sentence, token: Token, expression: Expression[R]) -> Trigger[R] | None:
    """The expression at this token, if its words, object, subject and exceptions hold there."""
    rule = expression.rule
    words: tuple[Token, ...]
    if expression.pos == "VERB":
        words = _verb_words(sentence, token, expression.words)
    else:
        words = _noun_words(sentence, token, expression.words, expression.pos)
    if not words:
        return None
    head = words[0]
    inner = None
    if rule.object and expression.pos == "VERB":
        inner = _object(sentence, head, rule.object, rule.through)
        if inner is None:
            return None
        words = (*words, inner)
    elif expression.pos == "VERB" and len(words) > 1:
        # "mettre fin à", "take part in": complements may hang on the noun.
        inner = next((w for w in words[1:] if w.pos == "NOUN"), None)
    if _excluded(sentence, head, inner, rule):
        return None
    return Trigger(rule, head, words, inner, expression.pos)


def _is(token: Token, word: str) -> bool:
    return token.lemma == word or token.lower.replace("’", "'") == word


def _verb_words(sentence: Sentence, token: Token, words: tuple[str, ...]) -> tuple[Token, ...]:
    """The tokens of a verb expression whose verb is this token, the verb first."""
    if token.pos not in CLASSES["VERB"] and not (token.pos == "ADJ" and token.has("VerbForm", "Part")):
        return ()
    weak = clitics(words)
    rest = list(words[weak:])
    if not _is(token, rest[0]):
        return ()
    found = [token]
    if weak == 2 and not any(_is(k, words[1]) for k in sentence.kids(token)):
        return ()
    if weak:
        clitic = next((k for k in sentence.kids(token) if _is(k, "se") or k.has("Reflex", "Yes")), None)
        if clitic is None:
            return ()
        found.append(clitic)
    elif any(k.lemma in REFLEXIVE and k.has("Reflex", "Yes") for k in sentence.kids(token)):
        # "se poursuivre" is another verb than "poursuivre".
        return ()
    after = sentence.tokens[token.i + 1 : token.i + 1 + REACH + len(rest)]
    for word in rest[1:]:
        near = next((t for t in after if _is(t, word) and t not in found), None)
        if near is None:
            near = next((t for t in sentence.kids(token) if _is(t, word) and t not in found), None)
        if near is None:
            return ()
        found.append(near)
    return tuple(found)


def _noun_words(sentence: Sentence, token: Token, words: tuple[str, ...], pos: str) -> tuple[Token, ...]:
    """The tokens of a noun (or adjective) expression, its syntactic head first.

    Its words stand side by side, or (two words) one modifies the other ("peace and trade talks", "rupture de leurs
    relations").
    """
    if len(words) == 1:
        return (token,) if token.pos in CLASSES[pos] and _is(token, words[0]) else ()
    if _is(token, words[0]):
        row = sentence.tokens[token.i : token.i + len(words)]
        if len(row) == len(words) and all(_is(t, w) for t, w in zip(row, words, strict=True)):
            inside = {t.i for t in row}
            heads = [t for t in row if (t.head not in inside or t.head == t.i) and t.pos in CLASSES[pos]]
            if heads:
                return (heads[0], *(t for t in row if t is not heads[0]))
    if len(words) == 2 and token.pos in CLASSES[pos] and _is(token, words[1]):
        first = next((k for k in sentence.kids(token, "compound", "amod", "nmod") if _is(k, words[0])), None)
        if first is not None and first.i != token.i - 1:
            return (token, first)
    if len(words) == 2 and token.pos in CLASSES[pos] and _is(token, words[0]):
        second = next(
            (k for k in sentence.kids(token, "amod", "nmod") if k.i > token.i and _is(k, words[1])), None
        )
        if second is not None:
            return (token, second)
    return ()


def _object(
    sentence: Sentence, verb: Token, nouns: tuple[str, ...], through: tuple[str, ...]
) -> Token | None:
    """The noun that a verb–noun expression asks for: object, passive subject, or oblique with a preposition."""
    if through:
        candidates = [
            t
            for t in sentence.kids(verb, "obl", "nmod", "xcomp", "obj", "iobj")
            if any(_is(k, p) for k in sentence.kids(t, "case", "mark") for p in through)
        ]
    else:
        candidates = sentence.kids(verb, "obj", "nsubj:pass", "xcomp")
        if verb.dep.startswith("acl"):
            candidates.append(sentence.head(verb))
        if verb.dep == "conj" and not candidates:
            candidates = sentence.kids(sentence.head(verb), "nsubj:pass")
        candidates += [t for t in sentence.kids(verb, "nsubj") if verb.has("Voice", "Pass")]
    joint = [t for c in candidates for t in (c, *sentence.kids(c, "conj", "appos"))]
    return next((t for t in joint for noun in nouns if _noun_is(sentence, t, noun)), None)


def _noun_is(sentence: Sentence, token: Token, noun: str) -> bool:
    """Whether the token is the noun, or heads the several words of it."""
    words = noun.lower().replace("’", "'").replace("'", "' ").split()
    if len(words) == 1:
        return _is(token, words[0])
    below = {t.lemma for t in sentence.subtree(token)} | {t.lower for t in sentence.subtree(token)}
    return (_is(token, words[0]) or _is(token, words[-1])) and all(w in below for w in words)


def _excluded(
    sentence: Sentence, head: Token, inner: Token | None, rule: Act | OperatorRule | Support
) -> bool:
    """Whether the rule's `subject` is missing or one of its `unless` words is there."""
    subjects: tuple[str, ...] = () if isinstance(rule, Support) else rule.subject
    if subjects:
        own = sentence.kids(head, "nsubj")
        if head.dep.startswith("acl"):
            own = [*own, sentence.head(head)]
        if not any(_noun_is(sentence, t, s) for t in own for s in subjects):
            return True
    unless: tuple[str, ...] = () if isinstance(rule, Support) else rule.unless
    if not unless:
        return False
    near = {t.i: t for t in (*sentence.kids(head), *(sentence.kids(inner) if inner else ()))}
    near |= {
        k.i: k
        for t in list(near.values())
        for k in sentence.kids(t, "case", "mark", "compound", "amod", "nmod")
    }
    return any(_is(t, word) for t in near.values() for word in unless)
