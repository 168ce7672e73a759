"""Sayings: the cues of a sentence, each with the word that names its speaker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.knowledge.cues import Cue, Cues, Trigger
from detente.knowledge.language import Language
from detente.model import Sentence, Token
from detente.model.clauses import VERBAL, is_passive, subject_of
from detente.quotes.page import Page

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
INSIDE_NAMES = frozenset({"compound", "flat", "flat:name", "nmod:poss", "amod", "nummod", "det"})
# An agent stands within so many words behind a passive verb.
AGENT = 20
REFLEXIVE = frozenset({"se", "s'", "s’"})


@dataclass(frozen=True, slots=True)
class Saying:
    """One cue in a sentence. `first` and `last` are the ends of its words, `speaker` the word for who says
    it.

    `kind` is verb, noun or phrase. `forced`: the verb follows its words with the subject behind it or as a
    clitic
    ("…, a dit le ministre"; "a-t-il dit"), so what it reports stands before.
    """

    sentence: Sentence
    token: Token
    first: int
    last: int
    cues: tuple[Cue, ...]
    kind: str
    speaker: Token | None
    forced: bool = False

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

    def leads(self, *frames: str) -> frozenset[str]:
        """The prepositions that lead to the words in one of the frames."""
        return frozenset(p for c in self.cues for p in c.through if set(frames) & set(c.frame))


def find(sentence: Sentence, page: Page, language: Language) -> list[Saying]:
    """The sayings of a sentence, in order."""
    found: list[Saying] = []
    for token in sentence:
        saying = _saying(sentence, token, page, language)
        if saying is not None and not (found and found[-1].kind == "phrase" and token.i <= found[-1].last):
            found.append(_joined(saying, found, language.cues))
    return found


def _joined(saying: Saying, before: list[Saying], cues: Cues) -> Saying:
    """A participle behind a comma goes on from the speaker of the cue before it: "…, adding that"."""
    if saying.kind != "verb" or not is_participle(saying) or not _behind_comma(saying):
        return saying
    for other in reversed(before):
        embedded = other.token.dep in {"ccomp", "acl:relcl", "advcl", "xcomp"} or _reported(
            other, before, cues
        )
        if other.kind == "verb" and other.speaker is not None and not is_participle(other) and not embedded:
            return Saying(
                saying.sentence, saying.token, saying.first, saying.last, saying.cues, "verb", other.speaker
            )
    return saying


def _reported(other: Saying, before: list[Saying], cues: Cues) -> bool:
    """Whether a cue verb is part of what an earlier one reports ("said that the talks would resume")."""
    for earlier in before:
        if earlier.kind == "verb" and earlier.token.i < other.token.i:
            between = other.sentence.tokens[earlier.last + 1 : other.first]
            marks = [t.i for t in between if t.lower.replace("’", "'") in cues.that]
            if marks and not any(t.pos == "CCONJ" and t.i > marks[0] for t in between):
                return True
    return False


def _behind_comma(saying: Saying) -> bool:
    """Whether a comma stands before the participle, with "tout en" or the like at most between."""
    back = saying.sentence.tokens[max(0, saying.first - 3) : saying.first]
    near = [t for t in back if t.pos not in {"ADP", "ADV"} or t.text == ","]
    return bool(near) and near[-1].text == ","


def is_participle(saying: Saying) -> bool:
    token = saying.token
    present = token.has("Tense", "Pres") or token.has("VerbForm", "Ger")
    return (
        present
        and not token.has("VerbForm", "Fin")
        and not token.has("VerbForm", "Inf")
        and saying.first == token.i
    )


def _saying(sentence: Sentence, token: Token, page: Page, language: Language) -> Saying | None:
    cues = language.cues
    word = token.lower.replace("’", "'")
    if word in cues.phrases and (phrase := _phrase(sentence, token, cues.phrases[word])):
        cue, last = phrase
        speaker = _after(sentence, last, page)
        relative = speaker is not None and speaker.has("PronType", "Rel")
        if speaker is not None and (page.quoted(speaker) or relative) and "clause-quote" in cue.frame:
            speaker = None
        if speaker is not None and speaker.lemma not in cue.unless and not page.quoted(token):
            return Saying(sentence, token, token.i, last, (cue,), "phrase", speaker)
    lemma = _verb(sentence, token, page, cues)
    if lemma is not None:
        return _verbal(sentence, token, lemma, page, language)
    if token.pos == "NOUN" and token.lemma in cues.nouns:
        author = _author(sentence, token, language)
        return Saying(sentence, token, token.i, token.i, cues.nouns[token.lemma], "noun", author)
    return None


def _phrase(sentence: Sentence, token: Token, triggers: tuple[Trigger, ...]) -> tuple[Cue, int] | None:
    for trigger in sorted(triggers, key=lambda t: -len(t.words)):
        words = sentence.tokens[token.i : token.i + len(trigger.words)]
        if tuple(w.lower.replace("’", "'") for w in words) == trigger.words:
            return trigger.cue, token.i + len(trigger.words) - 1
    return None


def _verb(sentence: Sentence, token: Token, page: Page, cues: Cues) -> str | None:
    """The lemma of a cue verb, also where the tagger saw something else but the place shows a verb of
    saying.
    """
    if token.pos in VERBAL:
        if token.lemma in cues.verbs:
            return token.lemma
        return (
            cues.forms.get(token.lower)
            if token.has("VerbForm", "Fin") or token.has("VerbForm", "Part")
            else None
        )
    lemma = cues.forms.get(token.lower)
    if lemma is None or token.i == 0:
        return None
    before = sentence[token.i - 1]
    auxiliary = before.lemma in ("avoir", "have") and before.pos in VERBAL
    after_words = before.text == "," and token.i > 1 and page.quoted(sentence[token.i - 2])
    predicate = token.head == token.i and bool(sentence.kids(token, "nsubj"))
    # Behind a noun, in a sentence that has no other finite verb, it can only be the verb ("The movement
    # demands …").
    alone = before.pos in NOMINAL | {"ADJ", "NUM"} and token.i + 2 < len(sentence)
    predicate = predicate or (
        alone and not any(t.has("VerbForm", "Fin") and not page.quoted(t) for t in sentence)
    )
    return lemma if auxiliary or after_words or predicate or page.quoted(before) else None


def _verbal(sentence: Sentence, token: Token, lemma: str, page: Page, language: Language) -> Saying | None:
    reflexive = _is_reflexive(sentence, token)
    matched = [
        t
        for t in language.cues.verbs[lemma]
        if t.reflexive == reflexive and _follow(sentence, token, t, page)
    ]
    if not matched:
        return None
    behind = inverted(sentence, token, page, language.cues)
    above = sentence.head(token)
    if behind is None and token.dep.startswith("aux") and any(above.lemma in t.words[1:] for t in matched):
        # "a fait savoir": the parse hangs subject and clause on the second verb.
        token = above
    first = min([token.i, *(k.i for k in sentence.kids(token, "aux") if k.i < token.i)])
    speaker = behind or _subject(sentence, token, first, page, language)
    if speaker is not None and speaker.lower.replace("‑", "-") in language.cues.anyone:
        speaker = among(sentence, max(speaker.i, token.i), page, language.cues) or speaker
    cues = tuple(dict.fromkeys(t.cue for t in matched))
    if speaker is None:
        speaker = _patient(sentence, token, cues, language) or _agent_behind(sentence, token, page, language)
    cues = tuple(c for c in cues if _fits(sentence, token, speaker, c))
    if not cues:
        return None
    last = max(_last_word(sentence, token, t) for t in matched)
    return Saying(sentence, token, first, last, cues, "verb", speaker, behind is not None)


def _agent_behind(sentence: Sentence, verb: Token, page: Page, language: Language) -> Token | None:
    """By whom, where the parse hangs the agent on the quoted words: "qualifié de « traître » par Ankara"."""
    if not is_passive(sentence, verb):
        return None
    for token in sentence.tokens[verb.i + 1 : verb.i + AGENT]:
        if page.quoted(token):
            continue
        if token.pos == "ADP" and token.lemma in language.syntax.agent and page.quoted(sentence[token.i - 1]):
            return _after(sentence, token.i, page)
        if token.has("VerbForm", "Fin") or token.text == ",":
            return None
    return None


def _patient(sentence: Sentence, verb: Token, cues: tuple[Cue, ...], language: Language) -> Token | None:
    """Who is quoted by others ("was quoted as saying"), or a subject that the parse tied to a participle."""
    if any("quoted-as" in c.frame for c in cues):
        return next(iter(sentence.kids(verb, "nsubj")), None)
    following = sentence[verb.i + 1] if verb.i + 1 < len(sentence) else verb
    if verb.dep == "acl" and following.lower.replace("’", "'") in language.cues.that:
        return sentence.head(verb)
    return None


def among(sentence: Sentence, last: int, page: Page, cues: Cues) -> Token | None:
    """Where it is said: the house or circle that a preposition leads to ("dit-on à l'Élysée")."""
    led = False
    for token in sentence.tokens[last + 1 : last + 7]:
        if page.quoted(token) or token.pos == "PUNCT" or token.has("VerbForm", "Fin"):
            return None
        led = led or (token.pos == "ADP" and token.lemma in cues.among)
        if token.pos in NOMINAL:
            return _name_head(sentence, token, last) if led else None
    return None


def _is_reflexive(sentence: Sentence, token: Token) -> bool:
    for before in reversed(sentence.tokens[max(0, token.i - 4) : token.i]):
        if before.lower in REFLEXIVE:
            return True
        if not (before.pos in {"AUX", "ADV"} or before.lower in ("y", "en")):
            return False
    return False


def _follow(sentence: Sentence, token: Token, trigger: Trigger, page: Page) -> bool:
    """Whether the verb's further words stand right behind it."""
    behind = sentence.tokens[token.i + 1 : token.i + 6]
    near = {w for t in behind for w in (t.lemma, t.lower) if page.quoted(t) == page.quoted(token)}
    return all(w in near for w in trigger.words[1:])


def _last_word(sentence: Sentence, token: Token, trigger: Trigger) -> int:
    words = set(trigger.words[1:])
    near = sentence.tokens[token.i + 1 : token.i + 6]
    return max((t.i for t in near if {t.lemma, t.lower} & words), default=token.i)


def _fits(sentence: Sentence, token: Token, speaker: Token | None, cue: Cue) -> bool:
    if cue.subject and speaker is None:
        return False
    if cue.subject and speaker is not None:
        # "Resolution 2254": the parse may take the number for the head.
        named = {speaker.lemma, *(k.lemma for k in sentence.kids(speaker, "compound", "appos", "flat"))}
        if not named & set(cue.subject):
            return False
    return not cue.object or bool({k.lemma for k in sentence.kids(token, "obj")} & set(cue.object))


def _after(sentence: Sentence, last: int, page: Page) -> Token | None:
    """The head of the noun phrase right behind a phrase like "according to"."""
    for token in sentence.tokens[last + 1 : last + 8]:
        passage = page.top(token.start)
        if (
            passage is not None
            and token.i <= last + 3
            and passage.end - passage.start < 30
            and token.pos in {"PUNCT", "NOUN", "PROPN", "DET"}
        ):
            # "according to "The Daily"": a name in quotation marks speaks.
            if token.pos in NOMINAL:
                return token
            continue
        if passage is not None or token.pos in {"PUNCT", "AUX", "ADP"} or token.has("VerbForm", "Fin"):
            return None
        if token.pos in NOMINAL:
            return _name_head(sentence, token, last)
    return None


def _name_head(sentence: Sentence, token: Token, after: int) -> Token:
    while token.dep in INSIDE_NAMES and token.head > after and sentence.head(token).pos in NOMINAL:
        token = sentence.head(token)
    return token


def _subject(sentence: Sentence, verb: Token, first: int, page: Page, language: Language) -> Token | None:
    """Who says it by the parse; where the parse has no subject for a finite verb, the last one before it."""
    subject = subject_of(sentence, verb, language.syntax.agent)
    if subject is not None and not page.quoted(subject):
        return subject
    finite = verb.has("VerbForm", "Fin") or sentence[first].has("VerbForm", "Fin") or verb.pos not in VERBAL
    if not finite or is_passive(sentence, verb) or verb.dep.startswith("acl"):
        return None
    for token in reversed(sentence.tokens[:first]):
        if page.quoted(token):
            continue
        if token.dep in {"nsubj", "nsubj:pass"} and token.pos in NOMINAL and not token.has("PronType", "Rel"):
            return token
        if token.text in ";:" or token.has("VerbForm", "Fin"):
            break
    back = [t for t in sentence.tokens[max(0, first - 4) : first] if t.pos not in {"PUNCT", "ADV"}]
    if back and back[-1].pos in NOMINAL | {"ADJ"} and not page.quoted(back[-1]):
        return _name_head(sentence, back[-1], -1)
    return None


def inverted(sentence: Sentence, verb: Token, page: Page, cues: Cues) -> Token | None:
    """The subject behind a finite verb that follows its words: "…", a dit le ministre; a-t-il dit; said
    Lavrov. The verb may stand within the quotation marks ("« Non, explique le ministre. »"): then only the
    words before its comma tell.
    """
    inside = page.quoted(verb)
    first, finite = verb.i, verb.has("VerbForm", "Fin") or verb.pos not in VERBAL
    clitic: Token | None = None
    while first > 0:
        before = sentence[first - 1]
        if before.pos == "PRON" and before.text[0] in "-‑":
            clitic = before
        elif before.pos == "AUX" or before.lemma in ("avoir", "have"):
            finite = finite or before.has("VerbForm", "Fin")
        elif not (before.pos == "ADV" or before.lower in REFLEXIVE) or page.quoted(before) != inside:
            break
        first -= 1
    if clitic is not None:
        return clitic
    if (
        verb.i + 1 < len(sentence)
        and sentence[verb.i + 1].pos == "PRON"
        and sentence[verb.i + 1].text[0] in "-‑"
    ):
        return sentence[verb.i + 1]
    after_words = first > 0 and page.quoted(sentence[first - 1]) and not inside
    after_words = after_words or (
        first > 1 and sentence[first - 1].text == "," and page.quoted(sentence[first - 2]) and not inside
    )
    after_clause = (
        first > 0
        and sentence[first - 1].text in {",", "–", "—"}
        and any(t.has("VerbForm", "Fin") for t in sentence.tokens[:first])
    )
    opened = after_words or (after_clause and finite and (not cues.inverts or verb.lemma in cues.inverts))
    opened = opened or (inside and first > 0 and sentence[first - 1].text == ",")
    # "…" tweeted Donald Trump: right behind a quotation the parse may take the verb for the name's adjective.
    before_name = after_words and verb.dep == "amod" and verb.head > verb.i
    modifies = verb.dep in {"acl", "amod"} and not finite and not before_name
    bare = (
        modifies
        or verb.has("VerbForm", "Inf")
        or verb.has("VerbForm", "Ger")
        or (verb.has("VerbForm", "Part") and verb.has("Tense", "Pres"))
    )
    if not (finite or after_words) or bare or not opened:
        return None
    if not after_words and any(
        k.i < verb.i and page.quoted(k) == inside for k in sentence.kids(verb, "nsubj")
    ):
        return None
    led = False
    for token in sentence.tokens[verb.i + 1 : verb.i + 12]:
        if (
            page.quoted(token) != inside
            or token.pos in {"PUNCT", "SCONJ", "CCONJ"}
            or token.has("VerbForm", "Fin")
        ):
            return None
        if token.pos == "ADP":
            # "a indiqué au Monde le procureur": the phrase behind the preposition is passed over.
            led = True
        elif token.pos in NOMINAL and led:
            following = sentence[token.i + 1] if token.i + 1 < len(sentence) else token
            led = following.pos not in {"DET", "PROPN"} or following.dep.startswith("flat")
        elif token.pos in NOMINAL:
            head = sentence.head(token)
            while (
                head.i > token.i
                and head.pos in NOMINAL
                and token.dep in {"nmod", "nmod:poss", "compound", "amod"}
            ):
                token, head = head, sentence.head(head)
            return _name_head(sentence, token, verb.i)
    return None


def _author(sentence: Sentence, noun: Token, language: Language) -> Token | None:
    """Whose statement it is: its possessor, else the subject of the verb that carries it."""
    for kid in sentence.kids(noun, "nmod:poss", "nmod"):
        cases = {k.lemma for k in sentence.kids(kid, "case")}
        if kid.dep == "nmod:poss" or cases & (language.syntax.genitive | language.syntax.agent):
            return kid
    above: Iterator[Token] = sentence.ancestors(noun)
    for token in above:
        if token.pos in VERBAL:
            subject = subject_of(sentence, token, language.syntax.agent)
            return None if subject is noun else subject
    return None


def left_edge(saying: Saying, page: Page) -> int:
    """The first word of the cue together with its subject, if that stands right before it."""
    first, sentence = saying.first, saying.sentence
    subject: set[int] = set()
    if saying.kind == "verb" and saying.speaker is not None and saying.speaker.i < saying.token.i:
        subject = {t.i for t in sentence.subtree(saying.speaker)}
    while first > 0 and not page.quoted(sentence[first - 1]):
        before = sentence[first - 1]
        near = before.pos in {"AUX", "ADV"} or before.lower in REFLEXIVE or before.text[0] in "-‑"
        if before.pos == "PUNCT" or not (near or first - 1 in subject):
            break
        first -= 1
    return first


def right_edge(saying: Saying, page: Page) -> int:
    """The position behind the cue and its speaker, if that stands right behind it."""
    sentence, end = saying.sentence, saying.last + 1
    if saying.speaker is None or saying.speaker.i <= saying.last:
        return end
    leaves = {t.i for t in sentence.subtree(saying.speaker)}
    end = saying.speaker.i + 1
    while end < len(sentence) and end in leaves and not page.quoted(sentence[end]):
        if sentence[end].has("VerbForm", "Fin"):
            break
        end += 1
    return end
