"""From the word that names a speaker to the speaker."""

from __future__ import annotations

from detente.knowledge.language import Language
from detente.model import Mention, Sentence, Speaker, Token, Who
from detente.model.clauses import conjuncts

# Below a noun phrase, these say more about its holder than who it is.
APART = frozenset({"acl", "acl:relcl", "appos", "parataxis", "advcl", "ccomp", "dep", "punct"})
VERBAL = frozenset({"VERB", "AUX"})


def speaker(
    sentence: Sentence, token: Token, who: Who, language: Language, text: str, cue: Token | None = None
) -> Speaker:
    """Who speaks, by the actors stage; without a code, under the name as written, where it knows nobody.

    A document or a description that the actors stage left open takes the code of the party that it belongs to
    ("the ministry's statement", "un responsable turc"). `cue` is the verb that the speaker is read from.
    """
    mentions = [m for t in conjuncts(sentence, token) if (m := _mention(sentence, t, who)) is not None]
    actors = tuple(dict.fromkeys(a for m in mentions for a in m.actors))
    if len(actors) == 1:
        actor, mention = who.actor(actors[0]), mentions[0]
        named = token.pos == "PRON" or not actor.id.startswith("agent/")
        return Speaker(
            actor.id,
            actor.name if named else text[mention.start : mention.end],
            actor.code,
            mention.start,
            mention.end,
        )
    start, end = phrase(sentence, token)
    if (own := proper(sentence, token)) is not None:
        start, end = phrase(sentence, own)
    if cue is not None and start < cue.start < end and token is not cue:
        # A verb that the tagger took for a noun is no part of the name.
        start, end = (start, sentence[cue.i - 1].end) if token.i < cue.i else (sentence[cue.i + 1].start, end)
        start, end = min(start, token.start), max(end, token.end)
    name = text[start:end]
    if actors:
        codes = tuple(dict.fromkeys(c for m in mentions for c in who.codes(m)))
        start, end = min(m.start for m in mentions), max(m.end for m in mentions)
        return Speaker(None, text[start:end], ";".join(codes) or None, start, end)
    owner = _owner(sentence, token, who, language) if token.pos != "PRON" else None
    if owner is None:
        return Speaker(None, name, None, start, end)
    codes = tuple(dict.fromkeys(who.codes(owner)))
    return Speaker(None, name, ";".join(codes) or None, start, end)


def proper(sentence: Sentence, token: Token) -> Token | None:
    """The name right behind a description: "la romancière Jeanne Duval", "the student, John Doe"."""
    if token.pos != "NOUN":
        return None
    if token.i + 1 < len(sentence) and sentence[token.i + 1].pos == "PROPN":
        return sentence[token.i + 1]
    for kid in sentence.kids(token, "appos", "flat", "flat:name", "nmod"):
        if kid.pos == "PROPN" and not sentence.kids(kid, "case", "det") and kid.i > token.i:
            return kid
    return None


def _mention(sentence: Sentence, token: Token, who: Who) -> Mention | None:
    found = who.headed_at(token.start)
    if found is not None and found.actors and not _half_a_name(sentence, token, found):
        return found
    # "the minister, Jane Doe": the name beside a description that says nothing by itself.
    for kid in sentence.kids(token, "appos", "flat"):
        beside = who.headed_at(kid.start)
        if beside is not None and beside.actors and beside.kind in {"name", "person", "acronym"}:
            return beside
    around = [m for m in who.within(*phrase(sentence, token)) if m.start <= token.start < m.end and m.actors]
    around = [m for m in around if not _half_a_name(sentence, token, m)]
    return max(around, key=lambda m: m.end - m.start, default=None)


def _half_a_name(sentence: Sentence, token: Token, mention: Mention) -> bool:
    """Whether a place or state is named by a word that is only the first of a person's name ("Paris
    Duval").
    """
    if mention.kind not in {"place", "name", "metonym"}:
        return False
    return any(
        k.start >= mention.end and k.pos == "PROPN" and k.i == token.i + 1
        for k in sentence.kids(token, "flat", "flat:name")
    )


def _owner(sentence: Sentence, token: Token, who: Who, language: Language) -> Mention | None:
    """The party that a document, a post or a person without a name belongs to."""
    owning = language.syntax.genitive | language.syntax.agent
    for kid in sentence.kids(token, "nmod:poss", "amod", "nmod", "compound", "obl:agent", "appos", "acl"):
        if kid.dep == "nmod" and not any(k.lemma in owning for k in sentence.kids(kid, "case")):
            continue
        below = sentence.subtree(kid) if kid.dep != "amod" else [kid]
        for leaf in [kid, *below]:
            found = who.headed_at(leaf.start)
            if found is not None and who.codes(found):
                return found
    return None


def phrase(sentence: Sentence, token: Token) -> tuple[int, int]:
    """Offsets of the noun phrase around its head, without relative clauses and appositions."""
    kept, todo = [token], [token]
    while todo:
        head = todo.pop()
        for kid in sentence.kids(head):
            case = kid.dep == "case" and head is token
            if kid.dep in APART or kid.pos in VERBAL or case or (kid.dep in {"cc", "conj"} and head is token):
                continue
            kept.append(kid)
            todo.append(kid)
    indexes = {t.i for t in kept}
    first = last = token.i
    while first - 1 in indexes or (first - 2 in indexes and sentence[first - 1].pos == "PUNCT"):
        first -= 1
    while last + 1 in indexes or (last + 2 in indexes and sentence[last + 1].pos == "PUNCT"):
        last += 1
    return sentence[first].start, sentence[last].end
