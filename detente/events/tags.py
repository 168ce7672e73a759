"""What the learnt tagger sees in a sentence, and the events it proposes where the rules are silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.events.compose import Coding, composed, of_act
from detente.events.roles import Roles
from detente.events.scope import Reader
from detente.events.triggers import Trigger
from detente.knowledge.ontology import Ontology
from detente.knowledge.tagger import Array, Tagger
from detente.model import Quote, Sentence, Token, Who

# Words of these classes can tell of an event.
CLASSES = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX"})
# From which probability a word that no rule took is proposed; the judge decides afterwards.
PROPOSED = 0.2
STATE = 3


@dataclass(frozen=True, slots=True)
class Tags:
    """The probabilities of the roots at each word that can tell of an event, by the word's place in the sentence."""

    roots: tuple[str, ...]
    found: Mapping[int, Array]

    def of(self, token: Token, root: str) -> float:
        """How likely the word tells of the root."""
        at = self.found.get(token.i)
        return float(at[self.roots.index(root)]) if at is not None else 0.0

    def any(self, token: Token) -> float:
        """How likely the word tells of any event."""
        at = self.found.get(token.i)
        return 1.0 - float(at[0]) if at is not None else 0.0

    def best(self) -> Iterator[tuple[int, str, float]]:
        """For each word its likeliest root, and how likely it is."""
        for i, at in self.found.items():
            top = 1 + int(np.argmax(at[1:]))
            yield i, self.roots[top], float(at[top])


def tagged(
    sentence: Sentence,
    lang: str,
    codings: Sequence[Coding],
    who: Who,
    quotes: Sequence[Quote],
    tagger: Tagger,
) -> Tags:
    """The tagger's reading of a sentence in which the rules found these codings."""
    words, features = seen(sentence, codings, who, quotes)
    if not words:
        return Tags(tagger.roots, {})
    found = tagger.probabilities(lang, features, vectors(sentence, words))
    return Tags(tagger.roots, {t.i: row for t, row in zip(words, found, strict=True)})


def vectors(sentence: Sentence, words: Sequence[Token]) -> Array | None:
    """The parser's vector of each word and of its head, side by side."""
    if sentence.vectors is None:
        return None
    own: Array = sentence.vectors
    return np.concatenate([own[[t.i for t in words]], own[[t.head for t in words]]], axis=1)


def seen(
    sentence: Sentence, codings: Sequence[Coding], who: Who, quotes: Sequence[Quote]
) -> tuple[list[Token], list[list[str]]]:
    """The words that can tell of an event, with the features of each."""
    rules = _rules(codings)
    named = _named(sentence, who)
    several = len({c for m in who.within(sentence.start, sentence.end) for c in who.codes(m)})
    said = {
        t.i: q.kind
        for q in quotes
        for p in q.parts
        if p.start < sentence.end and sentence.start < p.end
        for t in sentence.between(p.start, p.end)
    }
    common = [f"nc={min(several, 4)}"]
    if sentence.index < 2:
        common.append(f"s{sentence.index}")
    words = [t for t in sentence if t.pos in CLASSES]
    features = []
    for token in words:
        own = [*_word(sentence, token, named), *common]
        own += rules.get(token.i, ["norule"])
        if token.i in said:
            own.append(f"q={said[token.i]}")
        features.append(own)
    return words, features


def _rules(codings: Sequence[Coding]) -> dict[int, list[str]]:
    """What the rules found at each word."""
    found: dict[int, list[str]] = defaultdict(list)
    for coding in codings:
        head, act = coding.head.i, coding.trigger.head.i
        found[head] += [f"r=H={coding.root}", f"r=Hst={coding.root}:{coding.status}"]
        found[act] += [f"r=T={coding.act}", f"r=Tr={coding.rule}"]
        if head != act:
            found[act].append(f"r=under={coding.root}")
        if coding.lacks:
            found[head].append("r=lacks")
        if coding.actors and coding.recipients:
            found[head] += ["r=both", f"r=both{coding.root}"]
    return found


def _named(sentence: Sentence, who: Who) -> dict[int, str]:
    """What kind of actor the words are that head a mention."""
    found: dict[int, str] = {}
    for mention in who.within(sentence.start, sentence.end):
        token = sentence.at(mention.head)
        if token is None:
            continue
        codes = who.codes(mention)
        kind = ("state" if len(codes[0]) == STATE else codes[0].partition(":")[0]) if codes else ""
        found[token.i] = f"{'known' if codes else 'unknown'}-{mention.kind}-{kind}"
    return found


def _word(sentence: Sentence, token: Token, named: Mapping[int, str]) -> Iterator[str]:
    """The word itself and those around it, in the text and in the tree."""
    head = sentence.head(token)
    form = ":".join(token.feats.get(f, "") for f in ("VerbForm", "Tense", "Mood", "Number"))
    yield from (f"l={token.lemma}", f"lp={token.lemma}:{token.pos}", f"p={token.pos}", f"d={token.dep}")
    yield from (f"hl={head.lemma}", f"hd={head.lemma}:{token.dep}", f"suf={token.lower[-4:]}", f"vf={form}")
    if token.i:
        yield f"pw={sentence[token.i - 1].lemma}"
    if token.i + 1 < len(sentence):
        yield f"nw={sentence[token.i + 1].lemma}"
    if token.i in named:
        yield f"me={named[token.i]}"
    for kid in sentence.kids(token):
        yield f"k={kid.dep}:{kid.lemma}"
        yield f"kl={kid.lemma}"
        if kid.i in named:
            yield f"kw={kid.dep}:{named[kid.i]}"
        for case in sentence.kids(kid, "case"):
            yield f"kc={case.lemma}"
            yield f"kcw={case.lemma}:{named.get(kid.i, '')}"
        if kid.dep == "obj":
            yield f"lo={token.lemma}:{kid.lemma}"


def proposed(
    tags: Tags,
    codings: Sequence[Coding],
    sentence: Sentence,
    reader: Reader,
    roles: Roles,
    ontology: Ontology,
) -> Iterator[Coding]:
    """Events of words that no rule coded so, with participants in the places that are usual for the root."""
    taken = {(c.root, w.i) for c in codings for w in (*c.trigger.words, c.head)}
    for i, root, probability in tags.best():
        if probability < PROPOSED or (root, i) in taken or root not in reader.lexicon.usual:
            continue
        word = sentence[i]
        pos = "VERB" if word.pos in {"VERB", "AUX"} else "NOUN"
        trigger = Trigger(reader.lexicon.usual[root], word, (word,), None, pos)
        scope = reader.scope(word)
        bare = of_act(trigger, scope, roles)
        if bare is None:
            continue
        changed = list(composed(bare, scope, roles, ontology))
        # The tagger names the root after composition: operators only say how it stands.
        same = next((c for c in changed if c.root == root), None)
        coding = same or replace(bare, status=changed[-1].status if changed else bare.status)
        reason = f"no rule: the tagger reads '{word.text}' as {root} ({probability:.2f})"
        yield replace(coding, reasons=(*coding.reasons, reason), lacks=())
