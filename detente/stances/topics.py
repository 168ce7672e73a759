"""Topics: the noun phrases that a construction is about, one for each that stands for itself.

Lists are where parses go wrong, so topics are read in the order of the words: from where the topic begins to
where
its clause ends, cut at commas and "and".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.knowledge.issues import StanceRules
from detente.model import Sentence, Span, Token
from detente.model.clauses import VERBAL

NOUNS = frozenset({"NOUN", "PROPN"})
# A list of nouns without articles of their own, no longer than this, is one topic: "peace, security and
# prosperity".
ONE = 90
# No topic phrase has more words than this; what is longer is a parse or a sentence gone wrong.
LONGEST = 40
QUOTES = frozenset('"«»“”„')


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: its words in the text, and the positions of its tokens in the sentence (half-open)."""

    span: Span
    first: int
    stop: int


def topics(sentence: Sentence, first: int, rules: StanceRules) -> list[Topic]:
    """The topics that begin with the token at `first`.

    A verb stands for what it acts upon ("to end the war"), an empty noun for its complement ("the importance
    of"),
    a vague one for the examples that follow it ("issues, including"); lists are split, but for short ones of
    bare
    nouns.
    """
    stop = _stop(sentence, first, rules)
    first = _unwrapped(sentence, first, stop, rules)
    found: list[Topic] = []
    for start, end in _parts(sentence, first, stop, rules):
        for a, b in _items(sentence, start, end, rules, start > first):
            topic = _topic(sentence, a, b, rules)
            if topic is not None:
                found.append(topic)
    return found


def _topic(sentence: Sentence, first: int, stop: int, rules: StanceRules) -> Topic | None:
    first = _unwrapped(sentence, first, stop, rules)
    while first < stop and (
        sentence[first].pos in {"PUNCT", "CCONJ", "ADP", "SCONJ", "ADV", "PART"}
        or sentence[first].lower in rules.examples
    ):
        first += 1
    while stop > first and sentence[stop - 1].pos in {
        "PUNCT",
        "CCONJ",
        "ADP",
        "SCONJ",
        "DET",
        "PART",
        "AUX",
        "PRON",
        "ADV",
    }:
        stop -= 1
    if (
        stop - 2 >= first
        and sentence[stop - 1].pos == "ADJ"
        and sentence[stop - 2].pos == "PROPN"
        and sentence[stop - 1].dep in {"xcomp", "obj", "advmod"}
    ):
        # "hold Russia accountable": the adjective is no part of the name.
        stop -= 1
    nouns = [t for t in sentence.tokens[first:stop] if t.pos in NOUNS]
    if not nouns or (sentence[first].pos == "PRON" and not sentence[first].has("Poss", "Yes")):
        return None
    lead = next(
        (
            t
            for t in sentence.tokens[first:stop]
            if t.pos not in {"DET", "ADJ", "ADV", "NUM", "PUNCT", "PART"} and not _is_owner(sentence, t)
        ),
        nouns[0],
    )
    bare = (
        len(nouns) == 1
        and nouns[0].lemma in rules.light
        and _is_plain(sentence, first, nouns[0].i, stop, rules)
    )
    if lead.lemma in rules.never or bare:
        return None
    if nouns[0].lemma in rules.vague and _is_plain(sentence, first, nouns[0].i, stop, rules):
        return None
    return Topic(Span(sentence[first].start, sentence[stop - 1].end), first, stop)


def _is_owner(sentence: Sentence, token: Token) -> bool:
    """Whether the word only owns what follows: "this week's attack"."""
    return token.i + 1 < len(sentence) and sentence[token.i + 1].lower in ("'s", "’s")


def _is_plain(sentence: Sentence, first: int, noun: int, stop: int, rules: StanceRules) -> bool:
    """Whether nothing tells what a vague noun is about: "all questions without exception"."""
    beside = [*sentence.tokens[first:noun], *sentence.tokens[noun + 1 : min(noun + 2, stop)]]
    telling = any(t.pos in {"ADJ", "NOUN", "VERB"} and t.lemma not in rules.vague for t in beside)
    return not telling and not any(t.pos == "PROPN" for t in sentence.tokens[first:stop])


# ---- where a topic ends ----------------------------------------------------------------------------------


def _stop(sentence: Sentence, first: int, rules: StanceRules) -> int:
    """Where the words about the topic end: before the next clause, a time, or what is said beside it."""
    cut = first
    for i in range(first, min(len(sentence), first + LONGEST)):
        token = sentence[i]
        if token.pos in {"CCONJ"} or token.text == ",":
            cut = i
        if token.text in ";:–—(" or (token.text in QUOTES and i > first + 12):
            return i
        if token.has("PronType", "Rel") or (
            token.pos == "PRON" and token.has("Person", "3") and not token.has("Poss", "Yes") and i > first
        ):
            return i
        if (
            token.pos == "SCONJ"
            and i > first
            and token.dep == "mark"
            and token.lower not in rules.through
            and sentence[i - 1].pos in NOUNS | {"PUNCT"}
        ):
            return i
        if i > first and _is_clause(sentence, i):
            return cut if any(t.pos in NOUNS for t in sentence.tokens[first:cut]) else i
        participle = token.has("VerbForm", "Ger") or (
            token.has("VerbForm", "Part") and token.has("Tense", "Pres")
        )
        if (
            participle
            and token.pos == "VERB"
            and i > first + 1
            and sentence[i - 1].text == ","
            and token.lower not in rules.examples
        ) and not _gerunds(sentence, first, i):
            return i - 1
        if token.lemma in rules.never and i > first + 1 and token.pos in NOUNS:
            back = i
            while back - 1 > first and sentence[back - 1].pos in {"ADP", "DET", "ADJ", "NUM"}:
                back -= 1
            if back - 1 > first and sentence[back].pos == "ADP":
                return back
    end = min(len(sentence), first + LONGEST)
    while end > first and sentence[end - 1].pos == "PUNCT":
        end -= 1
    return end


def _is_clause(sentence: Sentence, i: int) -> bool:
    """Whether a new clause opens with the word: a finite verb, or a participle that "and" joins to one."""
    token = sentence[i]
    if token.pos not in VERBAL or any(k.dep == "compound" and k.i == i - 1 for k in sentence.kids(token)):
        # A word with a noun compounded to it is a noun, whatever its tag: "missile launches".
        return False
    if token.has("VerbForm", "Fin"):
        return True
    past = token.has("VerbForm", "Part") and token.has("Tense", "Past")
    return past and token.dep == "conj" and sentence[i - 1].pos in {"CCONJ", "ADV"}


def _gerunds(sentence: Sentence, first: int, stop: int) -> bool:
    """Whether the list is one of -ing clauses, so that one more belongs to it."""
    return any(
        t.has("VerbForm", "Ger") or t.lower.endswith("ing")
        for t in sentence.tokens[first : min(first + 8, stop)]
        if t.pos == "VERB"
    )


# ---- what a topic begins with ----------------------------------------------------------------------------


def _unwrapped(sentence: Sentence, first: int, stop: int, rules: StanceRules) -> int:
    """Behind verbs that act upon the topic, and behind empty nouns with their preposition."""
    for _ in range(6):
        at = first
        while at < stop and (
            sentence[at].pos in {"PUNCT", "CCONJ", "PART", "SCONJ"}
            or (sentence[at].pos == "ADP" and at == first)
        ):
            at += 1
        start = at
        while at < stop and sentence[at].pos in {"ADV", "PART"}:
            at += 1
        if (
            at < stop
            and sentence[at].pos in VERBAL
            and not sentence[at].has("VerbForm", "Fin")
            and not _modifies(sentence, at, stop)
        ):
            at += 1
            while at < stop and sentence[at].pos in {"ADP", "ADV", "PART"} and at + 1 < stop:
                at += 1
            first = at
            continue
        while (
            at < stop
            and sentence[at].pos in {"DET", "ADJ", "NUM", "ADV", "PRON", "PUNCT", "PROPN", "PART", "VERB"}
            and sentence[at].lemma not in rules.light
        ):
            at += 1
        if (
            at + 1 < stop
            and sentence[at].lemma in rules.light
            and (behind := _through(sentence, at + 1, stop, rules))
        ):
            first = behind
            continue
        return start
    return first


def _modifies(sentence: Sentence, at: int, stop: int) -> bool:
    """Whether a participle is an adjective of the noun behind it ("ongoing talks", "shared values")."""
    token = sentence[at]
    return (
        token.dep in {"amod", "compound", "acl"}
        and at + 1 < stop
        and sentence[at + 1].pos in NOUNS | {"ADJ"}
        and token.head > at
    )


def _through(sentence: Sentence, at: int, stop: int, rules: StanceRules) -> int | None:
    """Behind the preposition that leads on from an empty noun; None if none does."""
    words = [t.lower for t in sentence.tokens[at : at + 3]]
    if (
        words
        and sentence[at].pos in {"ADP", "PART", "SCONJ"}
        and {sentence[at].lemma, words[0]} & rules.through
    ):
        return at + 1
    for length in (2, 3):
        if (
            len(words) >= length
            and sentence[at + length - 1].pos in {"ADP", "PART"}
            and sentence[at].pos in {"ADJ", "VERB", "NOUN"}
        ):
            lemma = sentence[at].lemma
            phrase = {
                f"{lemma} {sentence[at + length - 1].lemma}",
                f"{sentence[at].lower.rstrip('es')} {sentence[at + length - 1].lemma}",
            }
            if phrase & rules.through:
                return at + length
    return None


# ---- lists -----------------------------------------------------------------------------------------------


def _parts(sentence: Sentence, first: int, stop: int, rules: StanceRules) -> Iterator[tuple[int, int]]:
    """The phrase, and the examples that it names; a vague phrase is left out for its examples."""
    for i in range(first + 1, min(stop - 1, first + 16)):
        if sentence[i].lower in rules.examples and sentence[i].pos not in NOUNS:
            before = [t for t in sentence.tokens[first:i] if t.pos in NOUNS]
            if before and not any(t.lemma in rules.vague for t in before):
                yield first, i
            start = i + 1
            while start < stop and sentence[start].lower in {"as", "que"} | rules.examples:
                start += 1
            yield start, stop
            return
    yield first, stop


def _items(
    sentence: Sentence, first: int, stop: int, rules: StanceRules, examples: bool
) -> list[tuple[int, int]]:
    """The members of a list, or the whole of it where it is one topic; a list of examples is always split."""
    cuts, forced = _separators(sentence, first, stop, rules)
    edges = [first, *(b for _, b in cuts), stop]
    ends = [*(a for a, _ in cuts), stop]
    items = _with_nouns(sentence, list(zip(edges[:-1], ends, strict=True)))
    if len(items) < 2:
        return [(first, stop)]
    own = (
        2
        * sum(
            sentence[a].pos in {"DET", "ADP", "VERB"} or sentence[a].has("Poss", "Yes") for a, _ in items[1:]
        )
        > len(items) - 1
    )
    length = sentence[stop - 1].end - sentence[first].start
    long = length > ONE and not _is_complement(sentence, items)
    return items if own or forced or examples or long else [(first, stop)]


def _is_complement(sentence: Sentence, items: list[tuple[int, int]]) -> bool:
    """Whether the list is what a preposition of the first item leads to ("the cornerstone of peace, security,
    and prosperity"): the last word of that item and all of the second are single nouns without an article.
    """
    (first, end), (second, _) = items[0], items[1]
    return end - first > 2 and sentence[end - 2].pos in {"ADP", "PART"} and sentence[second].pos in NOUNS


def _separators(
    sentence: Sentence, first: int, stop: int, rules: StanceRules
) -> tuple[list[tuple[int, int]], bool]:
    """Where the list is cut: (end of an item, start of the next), and whether it must be.

    An "and" inside the last item is no cut; one before a verb's -ing form or an empty noun always is ("and
    enhancing …", "and commitment to …").
    """
    found: list[tuple[int, int]] = []
    closed = forced = False
    for i in range(first + 1, stop - 1):
        token = sentence[i]
        if found and i < found[-1][1]:
            continue
        joins = token.pos == "CCONJ" or _as_well(sentence, i)
        if token.text == "," and not _between_adjectives(sentence, i, stop):
            after = i + 1
            if sentence[after].pos == "CCONJ" or _as_well(sentence, after):
                after += _as_well(sentence, after) or 1
                closed = True
            found.append((i, after))
        elif joins and not closed:
            after = i + (_as_well(sentence, i) or 1)
            anew = _begins_anew(sentence, after, stop, rules)
            forced = forced or anew
            if anew or found or _begins_phrase(sentence, first, after, stop):
                found.append((i, after))
    return found, forced


def _begins_anew(sentence: Sentence, at: int, stop: int, rules: StanceRules) -> bool:
    """Whether a topic of its own begins: with an -ing form that has an object, or with an empty noun."""
    if at + 1 < stop and sentence[at].has("VerbForm", "Ger") and sentence[at].dep not in {"amod", "compound"}:
        return sentence[at + 1].pos in NOUNS | {"DET", "ADJ"}
    while at < stop and sentence[at].pos in {"DET", "ADJ", "NUM"}:
        at += 1
    if at + 1 >= stop or sentence[at].lemma not in rules.light:
        return False
    return _through(sentence, at + 1, stop, rules) is not None


def _between_adjectives(sentence: Sentence, i: int, stop: int) -> bool:
    """Whether the comma stands between adjectives of one noun: "a free, open and prosperous region"."""
    after = i + 1
    while after < stop and sentence[after].pos in {"CCONJ", "ADV"}:
        after += 1
    adjectives = {"ADJ", "VERB"}
    return (
        after < stop
        and sentence[i - 1].pos in adjectives
        and sentence[after].pos in adjectives
        and sentence[i - 1].end <= sentence[i].start
    )


def _as_well(sentence: Sentence, i: int) -> int:
    """How many words "as well as" or "ainsi que" takes at the position; 0 if it does not stand there."""
    words = tuple(t.lower for t in sentence.tokens[i : i + 3])
    if words == ("as", "well", "as"):
        return 3
    return 2 if words[:2] == ("ainsi", "que") else 0


def _begins_phrase(sentence: Sentence, first: int, at: int, stop: int) -> bool:
    """Whether a lone "and" joins two phrases that both stand alone: both with an article of their own."""
    return at < stop and sentence[at].pos in {"DET", "ADP"} and sentence[first].pos in {"DET", "ADP", "PROPN"}


def _with_nouns(sentence: Sentence, items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Items without a noun belong to the next one ("unprovoked, unjustified attack")."""
    kept: list[tuple[int, int]] = []
    open_from: int | None = None
    for first, stop in items:
        start = first if open_from is None else open_from
        possessed = (
            stop - 1 > first
            and sentence[stop - 1].pos == "ADJ"
            and any(t.text in ("'s", "’s") for t in sentence.tokens[first:stop])
        )
        if possessed or not any(t.pos in NOUNS for t in sentence.tokens[first:stop]):
            open_from = start
            continue
        kept.append((start, stop))
        open_from = None
    if open_from is not None and kept:
        kept[-1] = (kept[-1][0], items[-1][1])
    return kept
