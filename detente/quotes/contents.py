"""What a cue reports: the clauses of content, in positions of its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from detente.knowledge.cues import Cues
from detente.model import Sentence, Token
from detente.model.clauses import VERBAL, is_passive
from detente.quotes.page import Page
from detente.quotes.sayings import NOMINAL, Saying, is_participle, left_edge, right_edge

# How far behind its cue a clause of content may begin: room for an addressee, a day and a place.
REACH = 14


@dataclass(frozen=True, slots=True)
class Content:
    """A reported clause, `first` to `stop` (half-open) in its sentence.

    `how` is marked (a word like "that" opens it), bare, infinitive, noun, or aside (the cue stands behind
    it, or
    names the speaker before it: "…, he said", "according to X, …").
    """

    saying: Saying
    first: int
    stop: int
    how: str


def contents(sayings: list[Saying], page: Page, cues: Cues) -> list[Content]:
    """The clauses that the sayings of one sentence report; those inside quotation marks report none."""
    found: list[Content] = []
    for saying in sayings:
        if page.quoted(saying.token):
            continue
        reader = _Reader(saying, sayings, page, cues)
        found.extend(c for c in reader.read() if c.stop > c.first)
    return found


class _Reader:
    """Reads what one saying of a sentence reports."""

    def __init__(self, saying: Saying, all: list[Saying], page: Page, cues: Cues) -> None:
        self.saying, self.page, self.cues = saying, page, cues
        self.sentence: Sentence = saying.sentence
        self.others = [s for s in all if s is not saying and not page.quoted(s.token)]
        self.verbs = {s.token.i: s for s in self.others if s.kind == "verb"}

    def read(self) -> list[Content]:
        if self.saying.kind == "phrase":
            return self.beside_phrase()
        aside = self.before() if self.saying.forced else []
        return (
            aside
            or self.marked()
            or self.infinitive()
            or self.bare()
            or self.noun()
            or self.opening()
            or self.before()
        )

    def content(self, first: int, stop: int, how: str) -> list[Content]:
        return [Content(self.saying, first, stop, how)]

    # ---- behind the cue ----------------------------------------------------------------------------------

    def marked(self) -> list[Content]:
        """The clauses behind "that"; each with a "that" of its own is one."""
        if not self.saying.frames & {"that", "noun"} or self.is_acted_upon():
            return []
        for token in self.window():
            if self.word(token) in self.cues.that and self.page.top(token.start) is None:
                relative = token.has("PronType", "Rel") and self.sentence[token.i - 1].pos in NOMINAL
                if token.pos == "DET" or (relative and (self.saying.kind != "verb" or self.has_object())):
                    return []
                first = token.i + 1
                while first < len(self.sentence) and self.sentence[first].text in "'’":
                    first += 1
                return self.split(first)
            other = self.verbs.get(token.i)
            if (
                token.has("VerbForm", "Fin")
                or token.text in ":;"
                or (other and (self.saying.kind == "noun" or is_participle(other)))
            ):
                break
        return self.marked_by_parse()

    def marked_by_parse(self) -> list[Content]:
        """The same further away, where the parse ties the clause to its cue."""
        for kid in self.sentence.kids(self.saying.token, "ccomp", "acl"):
            marks = [
                m
                for m in self.sentence.kids(kid, "mark")
                if self.word(m) in self.cues.that and m.i > self.saying.last
            ]
            if marks and not self.page.quoted(marks[0]):
                return self.split(marks[0].i + 1)
        return []

    def is_acted_upon(self) -> bool:
        """Whether the verb is passive with a subject of its own ("the result is contested"), so that no
        clause is.
        """
        if self.saying.kind != "verb" or not is_passive(self.sentence, self.saying.token):
            return False
        return any(k.pos in {"NOUN", "PROPN"} for k in self.sentence.kids(self.saying.token, "nsubj"))

    def split(self, first: int) -> list[Content]:
        stop = self.stop(first)
        if self.saying.kind == "noun":
            # "the claim that … convinced nobody": the clause ends before the verb of which the noun is the
            # subject.
            below = [t.i for t in self.sentence.subtree(self.saying.token)]
            stop = min(stop, max(below) + 1) if max(below) >= first else stop
        found, begin = [], first
        for i in range(first + 1, stop - 1):
            token, following = self.sentence[i], self.sentence[i + 1]
            again = (
                token.pos == "CCONJ" and self.word(following) in self.cues.that and following.pos == "SCONJ"
            )
            if again and not self.page.quoted(token):
                found.append(Content(self.saying, begin, i, "marked"))
                begin = i + 2
        return [*found, Content(self.saying, begin, stop, "marked")]

    def infinitive(self) -> list[Content]:
        """An infinitive that needs no preposition: "dit vouloir", "claims to hold"."""
        if not self.saying.frames & {"infinitive", "gerund"}:
            return []
        for token in self.window():
            if token.has("VerbForm", "Inf") and token.pos in VERBAL and "infinitive" in self.saying.frames:
                first = token.i
                while first - 1 > self.saying.last and self.page.quoted(self.sentence[first - 1]):
                    first -= 1
                while first - 1 > self.saying.last and (
                    self.sentence[first - 1].pos in {"PRON", "ADV", "PART"}
                    or self.sentence[first - 1].dep == "aux"
                ):
                    first -= 1
                if self.sentence[first - 1].pos in {"ADP", "SCONJ"} and first - 1 > self.saying.last:
                    return []
                return self.content(first, self.stop(token.i), "infinitive")
            if (
                token.has("VerbForm", "Ger")
                and "gerund" in self.saying.frames
                and token.i - self.saying.last < 4
            ):
                return self.content(token.i, self.stop(token.i), "infinitive")
            if (
                token.has("VerbForm", "Fin")
                or token.text in ":;"
                or (self.page.quoted(token) and token.pos != "PUNCT")
            ):
                return []
        return []

    def bare(self) -> list[Content]:
        """A finite clause without "that", where the language allows it."""
        if self.saying.kind != "verb" or not self.cues.bare or "that" not in self.saying.frames:
            return []
        for kid in self.sentence.kids(self.saying.token, "ccomp"):
            leaves = [t for t in self.sentence.subtree(kid) if t.i > self.saying.last]
            leaves = leaves[
                next(
                    (n for n, t in enumerate(leaves) if t.pos != "PUNCT" or self.page.quoted(t)), len(leaves)
                ) :
            ]
            if kid.i > self.saying.last and leaves and self.is_clause(kid):
                first = leaves[0].i
                if self.sentence[first - 1].text in ":" or self.word(self.sentence[first]) in (
                    "if",
                    "whether",
                ):
                    return []
                return self.content(first, self.stop(first), "bare")
        return self.bare_by_order()

    def bare_by_order(self) -> list[Content]:
        """The same where the parse lost it: the next subject with its finite verb, nothing but words
        between.
        """
        for token in self.window():
            if (
                token.pos == "PUNCT"
                or self.word(token) in ("if", "whether")
                or token.has("PronType", "Int")
                or token.has("PronType", "Rel")
            ):
                return []
            if token.dep in {"nsubj", "nsubj:pass", "expl"} and token is not self.saying.speaker:
                head = self.sentence.head(token)
                if head.i > token.i and self.is_clause(head):
                    leaves = [t.i for t in self.sentence.subtree(token) if self.saying.last < t.i <= token.i]
                    first = leaves[0] if leaves else token.i
                    return self.content(first, self.stop(token.i), "bare")
            if token.has("VerbForm", "Fin"):
                return []
        return []

    def is_clause(self, token: Token) -> bool:
        return token.has("VerbForm", "Fin") or any(
            k.has("VerbForm", "Fin") for k in self.sentence.kids(token, "aux", "cop")
        )

    def noun(self) -> list[Content]:
        """The object as content: "stressed the importance of"."""
        if "noun" not in self.saying.frames:
            return []
        for kid in self.sentence.kids(self.saying.token, "obj"):
            leaves = self.sentence.subtree(kid)
            if leaves[0].i > self.saying.last:
                return self.content(leaves[0].i, leaves[-1].i + 1, "noun")
        return []

    def opening(self) -> list[Content]:
        """ "As X said in May, …": what stands behind the clause that names the speaker."""
        saying, sentence = self.saying, self.sentence
        words = [t for t in sentence.tokens[: saying.first] if t.pos != "PUNCT"]
        if (
            saying.kind != "verb"
            or not words
            or self.word(words[0]) not in self.cues.opening
            or len(words) > 10
        ):
            return []
        for i in range(saying.last + 1, len(sentence) - 2):
            if sentence[i].text == "," and not self.page.quoted(sentence[i]):
                return self.content(i + 1, self.stop(i + 1), "aside")
        return []

    # ---- before the cue ----------------------------------------------------------------------------------

    def before(self) -> list[Content]:
        """What a cue that stands behind its words reports: "…, he said"."""
        saying, sentence = self.saying, self.sentence
        if saying.kind != "verb" or not saying.frames & {"that", "direct"} or saying.speaker is None:
            return []
        left = left_edge(saying, self.page)
        if left == 0 or not (
            sentence[left - 1].text in {",", "–", "—"} or self.page.quoted(sentence[left - 1])
        ):
            return []
        if is_participle(saying) or (not saying.forced and self.has_object()):
            return []
        first, stop = self.back(left)
        clause = any(t.pos in VERBAL and not t.has("VerbForm", "Inf") for t in sentence.tokens[first:stop])
        if not clause and not any(self.page.quoted(t) for t in sentence.tokens[first:stop]):
            return []
        if any(first <= s.token.i < stop and self.speaks(s) for s in self.others):
            # Another cue stands there: what comes before it is another's words, or nobody's.
            quoted = next((i for i in range(first, stop) if self.page.quoted(sentence[i])), stop)
            if (
                all(s.token.i < quoted for s in self.others if first <= s.token.i < stop and self.speaks(s))
                and quoted < stop
            ):
                return self.content(quoted, stop, "aside")
            return []
        return self.content(first, stop, "aside")

    def speaks(self, other: Saying) -> bool:
        """Whether another cue is said in earnest: it has a speaker, and a "that", colon or quoted words
        behind it.
        """
        if other.kind == "noun" or other.token.has("VerbForm", "Inf"):
            return False
        behind = self.sentence.tokens[other.last + 1 : other.last + 7]
        told = any(self.word(t) in self.cues.that or t.text == ":" or self.page.quoted(t) for t in behind)
        return told and (other.speaker is not None or is_participle(other))

    def back(self, left: int) -> tuple[int, int]:
        """The clause that ends before `left`: back to a semicolon, a colon before quoted words, or the
        start.
        """
        sentence, first = self.sentence, 0
        for i in range(left - 1, -1, -1):
            if self.page.quoted(sentence[i]):
                continue
            if sentence[i].text == ";" or (sentence[i].text == ":" and self.page.quoted(sentence[i + 1])):
                first = i + 1
                break
        return self.stripped(first, left)

    def has_object(self) -> bool:
        kids = self.sentence.kids(self.saying.token, "obj", "ccomp", "xcomp")
        return any(
            k.i > self.saying.last
            and not self.page.quoted(k)
            and k is not self.saying.speaker
            and k.pos != "PRON"
            for k in kids
        )

    # ---- beside a phrase ---------------------------------------------------------------------------------

    def beside_phrase(self) -> list[Content]:
        """What "according to X" stands before, behind or in."""
        saying, sentence, page = self.saying, self.sentence, self.page
        left, right = saying.first, right_edge(saying, page)
        before = next(
            (
                t
                for t in reversed(sentence.tokens[:left])
                if t.pos not in {"CCONJ", "SCONJ"} or page.quoted(t)
            ),
            None,
        )
        opens = (
            before is None
            or (before.pos == "PUNCT" and not page.quoted(before) and before.text not in {",", "–", "("})
            or (before.i < left - 1)
        )
        follows = sentence[right] if right < len(sentence) else None
        if (
            not opens
            and follows is not None
            and follows.pos != "PUNCT"
            and not page.quoted(follows)
            and before is not None
        ):
            opens = before.pos in {"VERB", "AUX"} or before.text == ","
        elif (
            not opens
            and follows is not None
            and page.quoted(follows)
            and before is not None
            and not page.quoted(before)
        ):
            opens = True
        if "clause-quote" in saying.frames or opens:
            if not opens:
                return []
            first = right
            while (
                first < len(sentence) and sentence[first].pos == "PUNCT" and not page.quoted(sentence[first])
            ):
                first += 1
            return self.content(first, self.stop(first), "aside") if first < len(sentence) else []
        first, stop = self.back(left)
        enclosed = before is not None and before.text == "," and follows is not None and follows.text == ","
        quoted = [t.i for t in sentence.tokens[first:] if page.quoted(t)]
        if enclosed and quoted and quoted[0] > right:
            # "It is, according to X, "…"": the words stand behind the parenthesis.
            return self.content(right + 1, self.stop(right + 1), "aside")
        return self.content(first, stop, "aside")

    # ---- ends --------------------------------------------------------------------------------------------

    def stop(self, first: int) -> int:
        """Where a clause of content ends: with the sentence, or where the reporter speaks again."""
        sentence, page = self.sentence, self.page
        edges = {left_edge(s, page): s for s in self.others if s.token.i > first}
        for i in range(first + 1, len(sentence) - 1):
            token, following = sentence[i], sentence[i + 1]
            if page.quoted(token):
                continue
            if token.text == ";" or (token.text == ":" and page.quoted(following)):
                return i
            other = edges.get(i + 1)
            if other is None and token.text == ",":
                other = next(
                    (
                        e
                        for n in (2, 3)
                        if (e := edges.get(i + n)) is not None
                        and is_participle(e)
                        and self.only_lead(i + 1, i + n)
                    ),
                    None,
                )
            turns = self.word(following) in self.cues.contrast or (other is not None and self.resumes(other))
            if token.text in {",", "–", "—"} and turns:
                return i
            if token.pos == "CCONJ" and self.goes_on(other or edges.get(i + 2)):
                return i
            if page.quoted(sentence[i - 1]) and self.word(token) in self.cues.contrast:
                return i
        return self.stripped(first, len(sentence))[1]

    def resumes(self, other: Saying) -> bool:
        """Whether another saying behind a comma takes the word."""
        if other.kind == "phrase":
            return "clause-quote" not in other.frames
        return other.kind == "verb" and (
            is_participle(other)
            or other.forced
            or other.token.head == self.saying.token.i
            or other.token.dep == "parataxis"
        )

    def goes_on(self, other: Saying | None) -> bool:
        """Whether a cue behind "and" has the same subject: tied to this one by the parse, or of the same
        tense.
        """
        if other is None or other.kind != "verb" or self.saying.kind != "verb":
            return False
        if other.token.dep == "conj" and other.token.head == self.saying.token.i:
            return True
        mine, its = self.sentence[self.saying.first], self.sentence[other.first]
        finite = mine.has("VerbForm", "Fin") and its.has("VerbForm", "Fin") and mine.pos == its.pos
        same = (
            finite
            and mine.feats.get("Tense") == its.feats.get("Tense")
            and mine.feats.get("Mood") == its.feats.get("Mood")
        )
        return (
            same
            and not self.sentence.kids(other.token, "nsubj")
            and bool(other.frames & {"direct", "through", "object"})
        )

    def only_lead(self, start: int, end: int) -> bool:
        return all(t.pos in {"ADP", "ADV"} for t in self.sentence.tokens[start:end])

    def stripped(self, first: int, stop: int) -> tuple[int, int]:
        while (
            stop > first
            and self.sentence[stop - 1].pos == "PUNCT"
            and not self.page.quoted(self.sentence[stop - 1])
        ):
            stop -= 1
        while (
            first < stop
            and self.sentence[first].pos == "PUNCT"
            and not self.page.quoted(self.sentence[first])
        ):
            first += 1
        return first, stop

    def window(self) -> tuple[Token, ...]:
        return self.sentence.tokens[self.saying.last + 1 : self.saying.last + 1 + REACH]

    @staticmethod
    def word(token: Token) -> str:
        return token.lower.replace("’", "'")
