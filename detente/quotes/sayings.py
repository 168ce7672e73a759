"""Sayings: the cues of a sentence, each with the word that names its speaker and the clause it reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.knowledge.cues import Cue, Cues, Trigger
from detente.knowledge.language import Language
from detente.model import Sentence, Token
from detente.model.clauses import subject_of
from detente.quotes.page import Page

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
VERBAL = frozenset({"VERB", "AUX"})
INSIDE_NAMES = frozenset({"compound", "flat", "flat:name", "nmod:poss", "amod", "nummod", "det"})
# How far behind its cue a clause of content may begin: room for an addressee, a day and a place.
REACH = 14


@dataclass(frozen=True, slots=True)
class Saying:
    """One cue in a sentence. `first` and `last` are the ends of its words, `speaker` who says it, if it shows.

    `content` are the positions of the clauses it reports, as half-open ranges of the sentence; `marked` where
    a word like "that" opens them. `aside`: the cue stands behind or inside what it reports ("…, he said").
    """

    sentence: Sentence
    token: Token
    first: int
    last: int
    cues: tuple[Cue, ...]
    kind: str
    speaker: Token | None
    content: tuple[tuple[int, int], ...] = ()
    marked: bool = False
    aside: bool = False

    @property
    def frames(self) -> frozenset[str]:
        return frozenset(f for c in self.cues for f in c.frame)

    @property
    def start(self) -> int:
        return self.sentence[self.first].start

    @property
    def end(self) -> int:
        return self.sentence[self.last].end

    def rule(self, *frames: str) -> Cue:
        """The first of its rules with one of the frames."""
        return next((c for f in frames for c in self.cues if f in c.frame), self.cues[0])


def find(sentence: Sentence, page: Page, language: Language) -> list[Saying]:
    """The sayings of a sentence, those outside quotation marks with what they report."""
    cues = language.cues
    found = [s for t in sentence for s in _sayings(sentence, t, page, language)]
    heads = {s.token.i for s in found if s.kind == "verb"}
    return [_with_content(s, found, heads, page, cues) for s in found]


def _sayings(sentence: Sentence, token: Token, page: Page, language: Language) -> Iterator[Saying]:
    cues = language.cues
    word = token.lower.replace("’", "'")
    if word in cues.phrases and (phrase := _phrase(sentence, token, cues.phrases[word])):
        rules, last = phrase
        speaker = _after(sentence, last, page)
        if speaker is not None and not any(speaker.lemma in c.unless for c in rules):
            yield Saying(sentence, token, token.i, last, rules, "phrase", speaker)
            return
    if token.pos in VERBAL and token.lemma in cues.verbs:
        matched = [t for t in cues.verbs[token.lemma] if _stands(sentence, token, t)]
        if not matched:
            return
        longest = max(len(t.words) + t.reflexive for t in matched)
        rules = tuple(dict.fromkeys(t.cue for t in matched))
        speaker = _speaker(sentence, token, page, language)
        rules = tuple(c for c in rules if _fits(sentence, token, speaker, c))
        if rules:
            last = token.i if longest == 1 else _last_word(sentence, token, matched)
            first = min([token.i, *(k.i for k in sentence.kids(token, "aux") if k.i < token.i)])
            yield Saying(sentence, token, first, last, rules, "verb", speaker)
    elif token.pos == "NOUN" and token.lemma in cues.nouns:
        yield Saying(sentence, token, token.i, token.i, cues.nouns[token.lemma], "noun", _author(sentence, token, language))


def _phrase(sentence: Sentence, token: Token, triggers: tuple[Trigger, ...]) -> tuple[tuple[Cue, ...], int] | None:
    for trigger in sorted(triggers, key=lambda t: -len(t.words)):
        words = sentence.tokens[token.i : token.i + len(trigger.words)]
        if tuple(w.lower.replace("’", "'") for w in words) == trigger.words:
            return (trigger.cue,), token.i + len(trigger.words) - 1
    return None


def _stands(sentence: Sentence, token: Token, trigger: Trigger) -> bool:
    """Whether the verb's further words follow it, and the reflexive pronoun comes before."""
    if trigger.reflexive and not any(t.lower in ("se", "s'", "s’") for t in sentence.tokens[max(0, token.i - 4) : token.i]):
        return False
    near = {w for t in sentence.tokens[token.i + 1 : token.i + 6] for w in (t.lemma, t.lower)}
    return all(w in near for w in trigger.words[1:])


def _last_word(sentence: Sentence, token: Token, matched: list[Trigger]) -> int:
    longest = max(matched, key=lambda t: len(t.words))
    if len(longest.words) == 1:
        return token.i
    near = sentence.tokens[token.i + 1 : token.i + 6]
    return max((t.i for t in near if {t.lemma, t.lower} & set(longest.words[1:])), default=token.i)


def _fits(sentence: Sentence, token: Token, speaker: Token | None, cue: Cue) -> bool:
    if cue.subject and (speaker is None or speaker.lemma not in cue.subject):
        return False
    if cue.object:
        objects = {k.lemma for k in sentence.kids(token, "obj")}
        return bool(objects & set(cue.object))
    return True


def _after(sentence: Sentence, last: int, page: Page) -> Token | None:
    """The head of the noun phrase right behind a phrase like "according to"."""
    for token in sentence.tokens[last + 1 : last + 8]:
        if page.quoted(token) or token.pos in {"PUNCT", "VERB"} or (token.pos == "AUX"):
            return None
        if token.pos in NOMINAL:
            while token.dep in INSIDE_NAMES and token.head > last and sentence.head(token).pos in NOMINAL:
                token = sentence.head(token)
            return token
    return None


def _speaker(sentence: Sentence, verb: Token, page: Page, language: Language) -> Token | None:
    """Who says it: subject or agent by the parse, else the words right behind an inverted verb."""
    subject = subject_of(sentence, verb, language.syntax.agent)
    own = subject is not None and subject.head == verb.i
    if subject is not None and own and not page.quoted(subject):
        return subject
    inverted = _inverted(sentence, verb, page)
    if inverted is not None:
        return inverted
    return None if subject is None or page.quoted(subject) else subject


def _inverted(sentence: Sentence, verb: Token, page: Page) -> Token | None:
    """The subject behind a verb that follows its words: "…", a dit le ministre; a-t-il dit; said Lavrov."""
    first = verb.i
    clitic = None
    while first > 0:
        before = sentence[first - 1]
        if before.pos == "PRON" and before.text.startswith("-"):
            clitic = before
        elif not (before.pos in {"AUX", "ADV"} or before.lower in ("se", "s'", "s’", "en", "y")):
            break
        first -= 1
    if clitic is not None:
        return clitic
    behind = sentence.tokens[verb.i + 1 : verb.i + 2]
    if behind and behind[0].pos == "PRON" and behind[0].text.startswith("-"):
        return behind[0]
    if first > 0 and not (sentence[first - 1].pos == "PUNCT" or page.quoted(sentence[first - 1])):
        return None
    if first == 0:
        return None
    for token in sentence.tokens[verb.i + 1 : verb.i + 9]:
        if page.quoted(token) or token.pos in {"PUNCT", "ADP", "SCONJ", "VERB"}:
            return None
        if token.pos in NOMINAL:
            while token.dep in INSIDE_NAMES and token.head > verb.i and sentence.head(token).pos in NOMINAL:
                token = sentence.head(token)
            return token
    return None


def _author(sentence: Sentence, noun: Token, language: Language) -> Token | None:
    """Whose statement it is: its possessor, else the subject of the verb that carries it."""
    for kid in sentence.kids(noun, "nmod:poss", "nmod"):
        cases = {k.lemma for k in sentence.kids(kid, "case")}
        if kid.dep == "nmod:poss" or cases & (language.syntax.genitive | language.syntax.agent):
            return kid
    for above in sentence.ancestors(noun):
        if above.pos in VERBAL:
            subject = subject_of(sentence, above, language.syntax.agent)
            return None if subject is noun else subject
    return None


def _with_content(saying: Saying, all: list[Saying], heads: set[int], page: Page, cues: Cues) -> Saying:
    if page.quoted(saying.token):
        return saying
    marked = True
    content = _marked(saying, all, page, cues)
    aside = False
    if not content:
        marked = False
        content = _unmarked(saying, page)
        if content:
            content = tuple((a, _stop(saying, a, all, page, cues)) for a, _ in content)
    if not content:
        content = _beside(saying, all, page, cues)
        aside = bool(content)
    return Saying(
        saying.sentence, saying.token, saying.first, saying.last, saying.cues, saying.kind, saying.speaker,
        tuple((a, b) for a, b in content if b > a), marked, aside,
    )  # fmt: skip


def _marked(saying: Saying, all: list[Saying], page: Page, cues: Cues) -> tuple[tuple[int, int], ...]:
    """The clauses behind "that": each with a "that" of its own is one."""
    if not saying.frames & {"that", "noun"} or saying.kind == "phrase":
        return ()
    sentence = saying.sentence
    for token in sentence.tokens[saying.last + 1 : saying.last + 1 + REACH]:
        if token.pos in VERBAL and token.has("VerbForm", "Fin") and not page.quoted(token):
            return ()
        if token.pos == "PUNCT" and token.text in ":;":
            return ()
        if token.lower.replace("’", "'") in cues.that and token.pos in {"SCONJ", "PRON", "CCONJ", "ADV", "DET"} and not page.quoted(token):
            if token.has("PronType", "Rel") and sentence[token.i - 1].pos in NOMINAL and saying.token.i != token.i - 1:
                return ()
            return _clauses(saying, token.i + 1, all, page, cues)
        if token.i - saying.last > 1 and any(token.i == s.token.i for s in all if s.kind == "verb"):
            return ()
    return ()


def _clauses(saying: Saying, start: int, all: list[Saying], page: Page, cues: Cues) -> tuple[tuple[int, int], ...]:
    stop = _stop(saying, start, all, page, cues)
    found, begin = [], start
    sentence = saying.sentence
    for i in range(start + 1, stop - 1):
        token, following = sentence[i], sentence[i + 1]
        if token.pos == "CCONJ" and following.lower.replace("’", "'") in cues.that and following.pos == "SCONJ" and not page.quoted(token):
            found.append((begin, i))
            begin = i + 2
    return (*found, (begin, stop))


def _unmarked(saying: Saying, page: Page) -> tuple[tuple[int, int], ...]:
    """A clause without "that", an infinitive or a gerund, as the parse sees it, behind the cue."""
    sentence, frames = saying.sentence, saying.frames
    if saying.kind != "verb":
        return ()
    for kid in sentence.kids(saying.token, "ccomp", "xcomp", "advcl", "obj", "parataxis"):
        if kid.i < saying.last:
            continue
        leaves = [t for t in sentence.subtree(kid) if t.i > saying.last]
        while leaves and leaves[0].pos == "PUNCT" and not page.quoted(leaves[0]):
            leaves.pop(0)
        if not leaves:
            continue
        clause = kid.has("VerbForm", "Fin") or any(k.has("VerbForm", "Fin") for k in sentence.kids(kid, "aux", "cop"))
        if kid.dep in {"ccomp", "parataxis"} and clause and "that" in frames:
            if sentence[leaves[0].i - 1].text == ":" or leaves[0].lower in ("if", "whether", "si"):
                return ()
            return ((leaves[0].i, leaves[-1].i + 1),)
        if kid.has("VerbForm", "Inf") and "infinitive" in frames and kid.dep in {"xcomp", "ccomp"}:
            return ((leaves[0].i, leaves[-1].i + 1),)
        if kid.has("VerbForm", "Ger") and "gerund" in frames and kid.dep in {"xcomp", "ccomp", "advcl"}:
            return ((leaves[0].i, leaves[-1].i + 1),)
        if kid.dep == "obj" and "noun" in frames:
            return ((leaves[0].i, leaves[-1].i + 1),)
    return ()


def _stop(saying: Saying, start: int, all: list[Saying], page: Page, cues: Cues) -> int:
    """Where a clause of content ends: at the sentence's end, or where the reporter speaks again."""
    sentence = saying.sentence
    firsts = {left_edge(s, page): s for s in all if s.token.i > start and not page.quoted(s.token)}
    for i in range(start + 1, len(sentence)):
        token = sentence[i]
        if page.quoted(token):
            continue
        if token.text == ";" or (token.text == ":" and page.quoted(sentence[min(i + 1, len(sentence) - 1)])):
            return i
        if token.text in {",", "–", "—"} and i + 1 < len(sentence):
            following = sentence[i + 1]
            if following.lower in cues.contrast:
                return i
            other = firsts.get(i + 1)
            if other is not None and (other.kind == "phrase" or _participle(other) or other.token.head == saying.token.i or _parenthetical(other)):
                return i
        if token.pos == "CCONJ" and i + 1 < len(sentence):
            other = firsts.get(i + 1) or firsts.get(i + 2)
            if other is not None and other.kind == "verb" and other.token.dep == "conj" and other.token.head == saying.token.i:
                return i
    end = len(sentence)
    while end > start and sentence[end - 1].pos == "PUNCT" and not page.quoted(sentence[end - 1]):
        end -= 1
    return end


def _participle(saying: Saying) -> bool:
    """Whether it goes on from another saying: "…, adding that", "…, notant que"."""
    token = saying.token
    present = token.has("Tense", "Pres") or token.has("VerbForm", "Ger")
    return saying.kind == "verb" and present and not token.has("VerbForm", "Fin") and token.i == saying.first


def _parenthetical(saying: Saying) -> bool:
    return saying.kind == "verb" and saying.speaker is not None and saying.token.dep == "parataxis"


def left_edge(saying: Saying, page: Page) -> int:
    """The first word of the cue with its subject, as far as they stand together."""
    first = saying.first
    sentence = saying.sentence
    subject: set[int] = set()
    if saying.kind == "verb" and saying.speaker is not None and saying.speaker.i < saying.token.i:
        subject = {t.i for t in sentence.subtree(saying.speaker)}
    while first > 0 and not page.quoted(sentence[first - 1]):
        before = sentence[first - 1]
        near = before.pos in {"AUX", "ADV"} or before.lower in ("se", "s'", "s’") or before.text.startswith("-t-")
        if not (near or first - 1 in subject) or (before.pos == "PUNCT"):
            break
        first -= 1
    return first


def _right(saying: Saying, page: Page) -> int:
    """Behind the last word of the cue with the speaker and the few words that belong to them."""
    sentence = saying.sentence
    end = saying.last + 1
    if saying.speaker is not None and saying.speaker.i > saying.last:
        end = max(end, saying.speaker.i + 1)
        leaves = {t.i for t in sentence.subtree(saying.speaker)}
        while end < len(sentence) and end in leaves and not page.quoted(sentence[end]):
            if sentence[end].pos in VERBAL and sentence[end].has("VerbForm", "Fin"):
                break
            end += 1
    return end


def _beside(saying: Saying, all: list[Saying], page: Page, cues: Cues) -> tuple[tuple[int, int], ...]:
    """What an aside reports: the clause before it or, for a phrase that opens its sentence, behind it."""
    sentence = saying.sentence
    if saying.kind == "noun" or not saying.frames & {"that", "direct", "clause-quote"}:
        return ()
    left, right = left_edge(saying, page), _right(saying, page)
    opens = _punctuation(sentence, 0, left) or sentence[left - 1].text == ";" or (
        sentence[left - 1].pos in {"CCONJ", "SCONJ"} and saying.kind == "phrase"
    )
    if saying.kind == "phrase" and opens:
        start = right
        while start < len(sentence) and sentence[start].pos == "PUNCT" and not page.quoted(sentence[start]):
            start += 1
        stop = _stop(saying, start, [s for s in all if s is not saying], page, cues) if start < len(sentence) else start
        return ((start, stop),) if stop > start else ()
    before = sentence[left - 1]
    if saying.kind == "verb" and not (before.text in {",", "–", "—"} or page.quoted(before)):
        return ()
    if saying.kind == "verb" and ("direct" not in saying.frames or _has_object(saying, page)):
        return ()
    start = 0
    for i in range(left - 1, -1, -1):
        if sentence[i].text == ";" and not page.quoted(sentence[i]):
            start = i + 1
            break
    end = left
    while end > start and sentence[end - 1].pos == "PUNCT" and not page.quoted(sentence[end - 1]):
        end -= 1
    while start < end and sentence[start].pos == "PUNCT" and not page.quoted(sentence[start]):
        start += 1
    if not any(t.pos in VERBAL and not t.has("VerbForm", "Inf") for t in sentence.tokens[start:end]) and not any(
        page.quoted(t) for t in sentence.tokens[start:end]
    ):
        return ()
    return ((start, end),)


def _has_object(saying: Saying, page: Page) -> bool:
    """Whether the verb has an object of its own behind it, so that what stands before is not what it says."""
    kids = saying.sentence.kids(saying.token, "obj", "ccomp", "xcomp")
    return any(
        k.i > saying.last and not page.quoted(k) and k is not saying.speaker and k.pos != "PRON" and not _under(saying, k) for k in kids
    )


def _under(saying: Saying, token: Token) -> bool:
    return saying.speaker is not None and token.i == saying.speaker.i


def _punctuation(sentence: Sentence, start: int, end: int) -> bool:
    return all(t.pos == "PUNCT" for t in sentence.tokens[start:end])
