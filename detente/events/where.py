"""Where an event happened: the place that its words name, resolved to the gazetteer."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Protocol

from detente.events.roles import Roles
from detente.knowledge.syntax import Syntax
from detente.model import Place, Sentence, Span, Token

# A step up to the clause around costs more than one down into the words of an event; a noun alone ("in the
# region") says less than a name.
UP, DOWN, COMMON, WIDE = 2, 1, 3, 2
FURTHEST = 10
STATE = 3


class Gazetteer(Protocol):
    """What this stage asks of the world: a place by its name."""

    def place(self, name: str) -> tuple[str | None, float | None, float | None] | None:
        """(code of the state, latitude, longitude) of the place best known by the name; None if unknown."""


def place_of(
    sentence: Sentence,
    roles: Roles,
    syntax: Syntax,
    head: Token,
    path: Sequence[Token],
    world: Gazetteer,
    reaches: bool = True,
) -> Place | None:
    """The place nearest to the event in the parse: a locative phrase, or a place that is itself taken or visited.

    `reaches`: the act can be done to a place; "threatened [Moscow]" happened nowhere in particular.
    """
    costs = _costs(sentence, head, path)
    best: tuple[int, Place] | None = None
    for noun in sentence:
        if noun.pos not in {"PROPN", "NOUN"}:
            continue
        case = roles.case(noun)
        if not (
            case in syntax.locative
            or case in syntax.goal
            or (reaches and _taken(sentence, noun, head, case, syntax))
        ):
            continue
        distance = _distance(sentence, noun, costs)
        if distance is None or (best is not None and distance >= best[0]):
            continue
        place = _named(sentence, roles, noun, world)
        if place is None and noun.lemma in syntax.site and case in syntax.locative:
            place, distance = _common(sentence, noun), distance + COMMON
        elif place is not None and place.lat is None:
            # "in Italy, at Rome": the town says more than the state.
            distance += WIDE
        if place is not None and (best is None or distance < best[0]):
            best = distance, place
    return best[1] if best else None


def _costs(sentence: Sentence, head: Token, path: Sequence[Token]) -> dict[int, int]:
    """The event's word and those above it in its clause, with the cost of going up there."""
    costs = {head.i: 0}
    cost = 0
    along = {t.i for t in path}
    for below, above in itertools.pairwise((head, *sentence.ancestors(head))):
        if below.dep in {"ccomp", "parataxis", "acl:relcl"} and above.i not in along:
            break
        cost += UP
        costs[above.i] = cost
    return costs


def _distance(sentence: Sentence, noun: Token, costs: dict[int, int]) -> int | None:
    """Steps in the tree from the phrase to the event; None where it stands in another clause or too far."""
    if noun.i in costs:
        return None
    steps = DOWN
    for below, above in itertools.pairwise((noun, *sentence.ancestors(noun))):
        if above.i in costs:
            total = steps + costs[above.i]
            return total if total <= FURTHEST else None
        # "the meeting held in Geneva" is there; "a question tied to Iran" is not.
        if below.dep in {"acl", "acl:relcl", "ccomp", "advcl", "parataxis"}:
            return None
        steps += DOWN
    return None


def _taken(sentence: Sentence, noun: Token, head: Token, case: str, syntax: Syntax) -> bool:
    """Whether the noun is what the event is done to: "recaptured [Palmyra]", "la reprise de [Palmyre]"."""
    return noun.head == head.i and (noun.dep == "obj" or (noun.dep == "nmod" and case in syntax.genitive))


def _named(sentence: Sentence, roles: Roles, noun: Token, world: Gazetteer) -> Place | None:
    """The place that a phrase names: its head, or a name inside it ("la capitale islandaise de Reykjavik")."""
    inside = [t for t in sentence.subtree(noun) if not _apart(sentence, t, noun)]
    located = roles.case(noun) not in roles.genitive | {""}
    for token in sorted(inside, key=lambda t: (t.i != noun.i, t.i)):
        if token.pos != "PROPN" or _in_name(roles, token, noun):
            continue
        run = _run(sentence, token)
        state = _state(roles, token)
        if state is not None:
            if located:
                return Place(_text(sentence, run), state, None, None, Span(run[0].start, run[-1].end))
            continue
        for words in (run, [token]):
            found = world.place(_text(sentence, words))
            if found is not None:
                code, lat, lon = found
                return Place(_text(sentence, words), code, lat, lon, Span(words[0].start, words[-1].end))
        if token.i == noun.i and located and roles.mention(token) is None:
            return Place(_text(sentence, run), None, None, None, Span(run[0].start, run[-1].end))
    return None


def _state(roles: Roles, token: Token) -> str | None:
    """The code of the state that the word names."""
    mention = roles.mention(token)
    if mention is None or mention.kind != "name":
        return None
    return next((c for c in roles.who.codes(mention) if len(c) == STATE), None)


def _common(sentence: Sentence, noun: Token) -> Place:
    """A place that a common noun names: "the region", with the words that belong to it."""
    words = [t for t in sentence.subtree(noun) if not _apart(sentence, t, noun)]
    words = [t for t in words if t.dep not in {"case", "punct"} or t.i > noun.i]
    last = next((t for t in reversed(words) if t.dep != "punct"), noun)
    span = Span(min(words[0].start, noun.start), last.end)
    return Place(_text(sentence, [t for t in words if t.end <= last.end]), None, None, None, span)


def _in_name(roles: Roles, token: Token, noun: Token) -> bool:
    """Whether the token is part of an actor's name that names no place itself ("le Conseil de l'[Arctique]",
    "[Vladimir] Poutine").
    """
    whole = roles.mention(noun)
    if whole is None or not whole.start <= token.start < whole.end:
        return False
    return whole.kind == "person" or (whole.start < token.start and whole.kind in {"name", "acronym"})


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
