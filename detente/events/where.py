"""Where an event happened: the place that its words name, resolved to the gazetteer."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Protocol

from detente.events.roles import Roles
from detente.knowledge.syntax import Syntax
from detente.model import Place, Sentence, Span, Token


class Gazetteer(Protocol):
    """What this stage asks of the world: a place by its name."""

    def place(self, name: str) -> tuple[str | None, float | None, float | None] | None:
        """(code of the state, latitude, longitude) of the place best known by the name; None if unknown."""


def place_of(
    sentence: Sentence, roles: Roles, syntax: Syntax, head: Token, path: Sequence[Token], world: Gazetteer
) -> Place | None:
    """The place named by a locative phrase of the event's words, nearest first."""
    for node in (head, *[p for p in path if p.i != head.i], *_clause(sentence, head)):
        for kid in sentence.kids(node, "obl", "nmod", "advmod"):
            case = roles.case(kid)
            if case not in syntax.locative and case not in syntax.goal:
                continue
            found = _named(sentence, roles, kid, world)
            if found is not None:
                return found
    return None


def _clause(sentence: Sentence, head: Token) -> list[Token]:
    """The verb of the clause around, if it is near."""
    above = []
    for token in sentence.ancestors(head):
        above.append(token)
        if token.pos == "VERB" or len(above) == 3:
            break
    return above


def _named(sentence: Sentence, roles: Roles, noun: Token, world: Gazetteer) -> Place | None:
    """The place that a phrase names: its head, or a name inside it ("la capitale islandaise de Reykjavik")."""
    inside = [t for t in sentence.subtree(noun) if not _apart(sentence, t, noun)]
    for token in sorted(inside, key=lambda t: (t.i != noun.i, t.i)):
        if token.pos != "PROPN":
            continue
        run = _run(sentence, token)
        for words in (run, [token]):
            start, end = words[0].start, words[-1].end
            name = _text(sentence, words)
            found = world.place(name)
            if found is not None:
                code, lat, lon = found
                return Place(name, code, lat, lon, Span(start, end))
        if token.i == noun.i and roles.mention(token) is None:
            return Place(_text(sentence, run), None, None, None, Span(run[0].start, run[-1].end))
    return None


def _run(sentence: Sentence, token: Token) -> list[Token]:
    """The proper nouns that stand together with this one."""
    start = end = token.i
    while start > 0 and sentence[start - 1].pos == "PROPN":
        start -= 1
    while end + 1 < len(sentence) and sentence[end + 1].pos == "PROPN":
        end += 1
    return list(sentence.tokens[start : end + 1])


def _text(sentence: Sentence, words: Sequence[Token]) -> str:
    text = words[0].text
    for before, word in itertools.pairwise(words):
        text += (" " if word.start > before.end else "") + word.text
    return text


def _apart(sentence: Sentence, token: Token, top: Token) -> bool:
    """Whether the token lies in a clause below the phrase, not in the phrase itself."""
    while token.i != top.i:
        if token.dep.startswith("acl") or token.dep in {"conj", "parataxis", "appos"}:
            return True
        token = sentence.head(token)
    return False
