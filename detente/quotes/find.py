"""Passages and sayings brought together: who said which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from detente.knowledge.cues import Cue
from detente.knowledge.language import Language
from detente.model import Article, Evidence, Quote, Sentence, Span, Speaker, Token, Who
from detente.model.clauses import is_passive
from detente.quotes import accounts, passages, sayings, speakers
from detente.quotes.contents import Content, contents
from detente.quotes.page import Page
from detente.quotes.passages import Passage
from detente.quotes.sayings import Saying

VERBAL = frozenset({"VERB", "AUX"})
# A passage that fills this much of the clause it stands in is the quotation, the rest its wrapping.
FILLS = 0.8
# Fragments this short, side by side under one cue, are one quotation: "null" and "void".
SHORT = 3
# How a quoted word can belong to a noun that is not quoted: "baseless" charges, des accusations « sans fondement ».
MODIFIERS = frozenset({"amod", "acl", "nmod", "compound", "conj", "advmod", "appos"})
# A quoted sentence of so many words is somebody's, even where nothing says whose.
LONG = 8
# How many words may stand between a cue and the passage it announces.
NEAR = 14


@dataclass(slots=True)
class Finding:
    """A quote before it has its number: parts in the text, the saying, and its rule."""

    parts: tuple[Span, ...]
    kind: str
    saying: Saying | None
    rule: str
    force: str | None
    passages: list[Passage] = field(default_factory=list)
    speaker: Speaker | None = None

    @property
    def start(self) -> int:
        return self.parts[0].start


def find(article: Article, sentences: tuple[Sentence, ...], who: Who, language: Language) -> tuple[Quote, ...]:
    """All quotes of an article, in order of the text, each with the speaker that grammar gives it.

    The kinds: direct, the words in quotation marks; indirect, a clause; mixed, a clause that holds quoted words,
    or a quoted fragment in the reporter's sentence. Names, titles and words as words in quotation marks are
    no quotes.
    """
    page = Page(article.text, sentences, passages.find(article.text))
    return _Search(page, who, language).quotes()


class _Search:
    """The search through one article; every passage is given away once."""

    def __init__(self, page: Page, who: Who, language: Language) -> None:
        self.page, self.who, self.language = page, who, language
        self.sayings = {s.index: sayings.find(s, page, language) for s in page.sentences}
        self.taken: set[Passage] = set()

    def quotes(self) -> tuple[Quote, ...]:
        found = [f for s in self.page.sentences for f in self._clauses(s)]
        for passage in self.page.passages:
            if passage in self.taken or self._is_name(passage):
                continue
            one = self._found(passage)
            if one is not None:
                self.taken.add(passage)
                found.append(one)
        found = _merged(found)
        found.sort(key=lambda f: (f.start, -f.parts[-1].end))
        found = self._floating(found)
        return tuple(self._quote(n, f) for n, f in enumerate(self._attributed(_united(found, self.page)), 1))

    def _found(self, passage: Passage) -> Finding | None:
        """The quote that a passage is, by the first way that finds one."""
        return (
            self._fragment(passage)
            or self._beside(passage)
            or self._announced(passage)
            or self._spoken(passage)
            or self._inverted(passage)
        )

    # ---- clauses -----------------------------------------------------------------------------------------

    def _clauses(self, sentence: Sentence) -> Iterator[Finding]:
        """Indirect and mixed quotes, and the direct ones that fill the clause of their cue."""
        for content in contents(self.sayings[sentence.index], self.page, self.language.cues):
            yield from self._clause(content, sentence)

    def _clause(self, content: Content, sentence: Sentence) -> Iterator[Finding]:
        page, saying = self.page, content.saying
        span = page.trimmed(sentence[content.first].start, sentence[content.stop - 1].end)
        inside = page.overlapping(span)
        if any(p.outer.start < sentence.start or p.outer.end > sentence.end for p in inside):
            # The passage is longer than the sentence: it is matched with its cue as a whole.
            return
        said = [p for p in inside if not self._is_name(p)]
        if any(p in self.taken for p in said) or (not said and not self._reports(saying)):
            return
        if not said and content.how == "aside" and not any(t.has("VerbForm", "Fin") for t in sentence_tokens(content)):
            return
        if not said:
            yield self._made(saying, (span,), "indirect", "that", "infinitive", "gerund", "noun")
        elif "clause-quote" in saying.frames and not self._named(saying) and not self._is_hollow(sentence_tokens(content), said):
            return
        elif not self._is_beside(content, said) and (saying.speaker is not None or saying.kind != "verb"):
            yield from self._mixed(content, span, said)

    def _reports(self, saying: Saying) -> bool:
        """Whether a clause without quoted words is reported: not by "for X", and not where the cue is denied."""
        return "clause-quote" not in saying.frames and not (saying.kind == "verb" and _negated(saying) and "deny" != saying.cues[0].force)

    def _is_beside(self, content: Content, said: list[Passage]) -> bool:
        """Whether the quoted words stand beside the cue by themselves, so that no clause is quoted around them."""
        if content.how == "aside" and len(said) == 1 and self._set_off(said[0], content.saying):
            return True
        whole = all(self._complete(p) for p in said)
        return content.how == "bare" and whole and self._stands_apart(said[0])

    def _mixed(self, content: Content, span: Span, said: list[Passage]) -> Iterator[Finding]:
        saying = content.saying
        self.taken.update(said)
        start, end = min(span.start, said[0].outer.start), max(span.end, said[-1].outer.end)
        quoted = sum(len(p.outer) for p in said)
        if said[0].outer.start <= start and self._complete(said[0]) and not any(self._complete(p) for p in said[1:]):
            said = said[:1]
            quoted = end - start
        if content.how == "aside" and self._is_hollow(sentence_tokens(content), said):
            quoted = end - start
        elif content.how != "aside" and said[0].outer.start > start and self._is_filled(sentence_tokens(content)):
            quoted = 0
        if quoted >= FILLS * (end - start - 4 * (len(said) - 1)):
            alone = all(self.page.quoted(t) or t.pos in {"PUNCT", "CCONJ"} for t in sentence_tokens(content))
            direct = content.how == "aside" and (alone or all(self._complete(p) for p in said))
            for group in _grouped(said):
                parts = tuple(s for p in group for s in p.parts)
                yield self._made(saying, parts, "direct" if direct else "mixed", "that", "direct")
            return
        span = self.page.trimmed(start, end)
        if said[0].outer == span:
            span = Span(said[0].start, said[0].end)
        yield self._made(saying, (span,), "mixed", "that", "infinitive", "direct")

    def _is_hollow(self, words: Sequence[Token], said: list[Passage]) -> bool:
        """Whether nothing but words like "it is" stand around the quoted ones."""
        rest = [t for t in words if not self.page.quoted(t) and t.pos not in {"PUNCT", "CCONJ"}]
        return bool(said) and all(t.lemma in self.language.cues.hollow for t in rest)

    def _is_filled(self, words: Sequence[Token]) -> bool:
        """Whether a noun stands outside of the quoted words, so that the clause is more than their wrapping."""
        return any(t.pos in {"NOUN", "PROPN"} for t in words if not self.page.quoted(t))

    def _stands_apart(self, passage: Passage) -> bool:
        """Whether a passage begins like a sentence of its own."""
        first = self.page.text[passage.start]
        return first.isupper() or first in "[«" or first.isdigit()

    def _set_off(self, passage: Passage, saying: Saying) -> bool:
        """Whether a fragment stands between a comma and its cue: "…, "in his sleep", according to his son"."""
        before = self.page.text[: passage.outer.start].rstrip()[-1:]
        after = self.page.text[passage.outer.end : saying.start].strip()
        return before == "," and saying.start >= passage.outer.end and not any(c.isalnum() for c in after)

    def _complete(self, passage: Passage) -> bool:
        """Whether the passage is a sentence or more: it has a finite verb, or ends like a sentence."""
        words = self._words(passage)
        finite = any(w.pos in VERBAL and (w.has("VerbForm", "Fin") or w.has("Mood", "Imp")) for w in words)
        closes = self.page.text[passage.end - 1] in ".!?…" and len(words) > 2
        return finite or closes or len(words) > 25

    def _words(self, passage: Passage) -> list[Token]:
        found: list[Token] = []
        sentence = self.page.sentence_at(passage.start)
        while sentence is not None and sentence.start < passage.end:
            found.extend(t for t in sentence if t.start >= passage.start and t.end <= passage.end and t.pos != "PUNCT")
            following = sentence.index + 1
            sentence = self.page.sentences[following] if following < len(self.page.sentences) and len(found) < 80 else None
        return found

    # ---- fragments ---------------------------------------------------------------------------------------

    def _fragment(self, passage: Passage) -> Finding | None:
        """Quoted words in the place that a cue's frame gives them: condemned "…", called it "…", spoke of "…"."""
        sentence = self.page.sentence_at(passage.outer.start)
        if sentence is None or passage.depth or passage.outer.end > sentence.end + 2:
            return None
        head = sentence.head_of(passage.start, passage.end)
        if head is None:
            return None
        for saying in sorted(self.sayings[sentence.index], key=lambda s: -s.token.i):
            if saying.kind == "phrase" or saying.start > passage.start or self.page.quoted(saying.token):
                continue
            placed = self._placed(saying, sentence, head, passage)
            if placed is not None:
                return placed
        return None

    def _placed(self, saying: Saying, sentence: Sentence, head: Token, passage: Passage) -> Finding | None:
        frames = saying.frames
        gap = [t for t in sentence.tokens[saying.last + 1 :] if t.start < passage.outer.start and not self.page.quoted(t)]
        blocked = any(t.has("VerbForm", "Fin") or t.text in ":;" for t in gap)
        if len(gap) > NEAR or blocked or saying.speaker is None or not frames & {"object", "as", "through"}:
            return None
        argument = _argument(sentence, head, saying.token)
        lead = _leading(gap)
        if lead is None and saying.last > saying.token.i and all(t.pos == "DET" for t in gap):
            lead = sentence[saying.last]
        through = saying.leads("through", "as")
        if argument is not None and argument.dep != "obl:agent":
            cases = {k.lemma for k in sentence.kids(argument, "case", "mark")}
            infinitive = argument.has("VerbForm", "Inf") or argument.has("VerbForm", "Ger")
            if cases & through and infinitive and argument.start < passage.outer.start:
                return self._whole(saying, sentence, argument, passage)
            if cases & through and argument.i <= head.i:
                return self._noun(saying, sentence, argument, head, passage, "through")
            objects = argument.dep in {"obj", "nsubj:pass", "ccomp", "xcomp", "iobj"}
            beside = not any(k.pos == "ADP" and not self.page.quoted(k) for k in sentence.kids(head, "case", "mark"))
            modifies = head is not argument and head.dep in MODIFIERS and sentence.head(head) is argument and beside
            if objects and "object" in frames and modifies:
                noun = self._noun(saying, sentence, argument, head, passage, "object")
                if noun is not None:
                    return noun
            if objects and "object" in frames and passage.start <= argument.start < passage.end:
                return self._made(saying, passage.parts, "mixed", "object", taken=[passage])
        if "object" in frames and self._is_object(saying, sentence, gap, passage):
            return self._made(saying, passage.parts, "mixed", "object", taken=[passage])
        if lead is not None and {lead.lower.replace("’", "'"), lead.lemma} & through:
            return self._made(saying, passage.parts, "mixed", "as", "through", taken=[passage])
        reflexive = sentence[max(saying.first - 1, 0)].lower in sayings.REFLEXIVE
        follows = reflexive or saying.token.dep == "acl:relcl" or head.pos == "ADJ" or is_passive(sentence, saying.token)
        if "as" in frames and lead is None and len(gap) <= 8 and (gap or follows):
            return self._made(saying, passage.parts, "mixed", "as", taken=[passage])
        return None

    def _is_object(self, saying: Saying, sentence: Sentence, gap: list[Token], passage: Passage) -> bool:
        """Whether a quoted noun phrase is the verb's object by its place, where the parse does not say so."""
        words = self._words(passage)
        nominal = len(words) > 1 and words[0].pos in {"DET", "ADJ", "NOUN", "NUM"}
        free = not any(not self.page.quoted(k) for k in sentence.kids(saying.token, "obj", "ccomp", "xcomp") if k is not saying.speaker)
        return nominal and free and len(gap) <= 8 and (not gap or gap[-1].pos not in {"ADP", "SCONJ", "CCONJ", "ADJ"})

    def _noun(
        self, saying: Saying, sentence: Sentence, argument: Token, head: Token, passage: Passage, frame: str
    ) -> Finding | None:
        """The fragment; its whole noun phrase where only a modifier is quoted: his "dishonest" words."""
        start, end = speakers.phrase(sentence, argument)
        around = start <= passage.outer.start and passage.end <= end
        end = max(end, passage.outer.end) if around else end
        if head is not argument and head.dep in MODIFIERS and around and len(self._words(passage)) <= SHORT:
            return self._made(saying, (Span(start, end),), "mixed", frame, taken=[passage])
        if not around and not passage.start <= argument.start < passage.end:
            return None
        return self._made(saying, passage.parts, "mixed", frame, taken=[passage])

    def _whole(self, saying: Saying, sentence: Sentence, argument: Token, passage: Passage) -> Finding:
        """An infinitive behind its preposition, to the end of the clause: accused of "…"."""
        leaves = [t for t in sentence.subtree(argument) if t.i > saying.last]
        first = next((t for t in leaves if t.i >= argument.i or (t.dep in {"expl", "advmod", "obj"} and t.i > argument.i - 3)), argument)
        span = self.page.trimmed(first.start, max(leaves[-1].end, passage.outer.end))
        return self._made(saying, (span,), "mixed", "through", taken=[passage])

    # ---- direct ------------------------------------------------------------------------------------------

    def _beside(self, passage: Passage) -> Finding | None:
        """A cue in the passage's own sentence, right behind or before it."""
        best: tuple[int, Saying] | None = None
        for sentence in self._sentences(passage):
            for saying in self.sayings[sentence.index]:
                cost = self._distance(passage, saying, sentence)
                if cost is not None and (best is None or cost < best[0]):
                    best = cost, saying
        if best is None:
            return None
        kind = "direct" if self._complete(passage) or best[0] < 2 else "mixed"
        return self._made(best[1], passage.parts, kind, "direct", "that", "clause-quote", taken=[passage])

    def _sentences(self, passage: Passage) -> list[Sentence]:
        first = self.page.sentence_at(passage.outer.start)
        last = self.page.sentence_at(passage.outer.end - 1)
        if first is None or last is None:
            return []
        # A closing mark that stands alone, or the cue, may have become a sentence of its own.
        return [first] if first is last else [first, last]

    def _distance(self, passage: Passage, saying: Saying, sentence: Sentence) -> int | None:
        """How far the cue is from the passage it might announce; None where it cannot be its cue."""
        if not self._may_announce(passage, saying):
            return None
        text = self.page.text
        if saying.start >= passage.outer.end:
            gap = [t for t in sentence if passage.outer.end <= t.start and t.i < sayings.left_edge(saying, self.page)]
            gap = [t for t in gap if not self.page.quoted(t)]
            words = [t for t in gap if t.pos not in {"PUNCT", "CCONJ"}]
            if words or saying.speaker is None or any(t.text in ".:" for t in gap):
                return None
            return len(gap) - ("," in text[passage.end - 1 : passage.outer.end + 2])
        if saying.end > passage.outer.start:
            return None
        gap = [t for t in sentence if t.i > saying.last and t.end <= passage.outer.start and not self.page.quoted(t)]
        words = [t for t in gap if t.pos != "PUNCT"]
        finite = [t for t in words if t.pos in VERBAL and t.has("VerbForm", "Fin")]
        colon = bool(gap) and gap[-1].text == ":"
        if any(t.text == ";" for t in gap[:-1]) or (finite and not colon) or (len(words) > NEAR and not colon):
            return None
        if saying.speaker is None and "quoted-as" not in saying.frames:
            return None
        if saying.kind == "noun" and not colon and not self._complete(passage):
            return None
        strong = colon or (bool(gap) and gap[-1].text in {",", ";"}) or not gap
        if not (strong or self._complete(passage)):
            return None
        return len(words) + (2 if not colon else 0)

    def _may_announce(self, passage: Passage, saying: Saying) -> bool:
        if not saying.frames & {"direct", "clause-quote", "quoted-as"}:
            return False
        around = self.page.top(saying.token.start)
        if passage.depth == 0:
            if around is not None:
                return False
        elif around is None or not (around.outer.start <= passage.outer.start and passage.outer.end <= around.outer.end):
            return False
        if "clause-quote" in saying.frames:
            return self._complete(passage) and saying.end <= passage.start and self._named(saying)
        return True

    def _named(self, saying: Saying) -> bool:
        """Whether "for X" names somebody who can think so."""
        if saying.speaker is None:
            return False
        mention = self.who.headed_at(saying.speaker.start)
        proper = saying.speaker.pos in {"PROPN", "PRON"} or speakers.proper(saying.sentence, saying.speaker) is not None
        return proper or (mention is not None and mention.kind != "possessive")

    def _announced(self, passage: Passage) -> Finding | None:
        """The sentence before ends in a colon or holds a cue that still waits for its words."""
        if passage.depth:
            return None
        sentence = self.page.sentence_at(passage.outer.start)
        if sentence is None:
            return None
        lead = [t for t in sentence if t.end <= passage.outer.start]
        if any(t.pos != "PUNCT" for t in lead):
            return self._after_colon(passage, sentence, lead)
        if sentence.index == 0:
            return None
        before = self.page.sentences[sentence.index - 1]
        if self.page.text[before.end - 1] == ":":
            return self._after_colon(passage, before, list(before))
        return None

    def _after_colon(self, passage: Passage, sentence: Sentence, lead: list[Token]) -> Finding | None:
        """ "He was furious: "…"": a whole sentence behind a colon is said by the subject before it."""
        if not lead or lead[-1].text != ":" or not self._complete(passage):
            return None
        if (holder := self._headline(sentence, lead)) is not None:
            found = Finding(passage.parts, "direct", None, "headline", "state", [passage])
            found.speaker = speakers.speaker(sentence, holder, self.who, self.language, self.page.text)
            return found
        waiting = [s for s in self.sayings[sentence.index] if s.end <= passage.start and not self.page.quoted(s.token) and s.speaker]
        if waiting:
            return self._made(waiting[-1], passage.parts, "direct", "direct", "that", taken=[passage])
        speaker = self._person(sentence)
        if speaker is None:
            return None
        found = Finding(passage.parts, "direct", None, "colon", "state", [passage])
        found.speaker = speakers.speaker(sentence, speaker, self.who, self.language, self.page.text)
        return found

    def _headline(self, sentence: Sentence, lead: list[Token]) -> Token | None:
        """The name before the colon of a headline: "Macron : « … »"; None if more than a name stands there."""
        words = [t for t in lead if t.pos != "PUNCT"]
        if not 0 < len(words) <= 7 or words[0].i > 1 or any(t.pos in VERBAL for t in words):
            return None
        head = sentence.head_of(words[0].start, words[-1].end)
        named = head is not None and (head.pos == "PROPN" or self.who.headed_at(head.start) is not None)
        return head if named else None

    def _person(self, sentence: Sentence) -> Token | None:
        """The agent or subject of the sentence's main verb."""
        root = sentence.root
        agents = [k for k in sentence.kids(root, "obl:agent") if not self.page.quoted(k)]
        found = agents + [k for k in sentence.kids(root, "nsubj") if not self.page.quoted(k)]
        return found[0] if found else None

    def _spoken(self, passage: Passage) -> Finding | None:
        """The verb of saying stands inside the quotation: the text "recalls that …", she "warmly congratulates" him."""
        sentence = self.page.sentence_at(passage.outer.start)
        if sentence is None or passage.depth:
            return None
        cues = self.language.cues
        for token in self._words(passage)[:3]:
            if token.pos not in VERBAL or token.lemma not in cues.verbs or token.has("VerbForm", "Inf"):
                continue
            subject = next((k for k in sentence.kids(token, "nsubj") if k.end <= passage.outer.start), None)
            if subject is None or token not in sentence.tokens:
                return None
            rule = cues.verbs[token.lemma][0].cue
            start = passage.start
            following = sentence[token.i + 1] if token.i + 1 < len(sentence) else token
            if following.lower in cues.that and following.end < passage.end:
                start = following.end + (self.page.text[following.end] == " ")
            found = Finding((Span(start, passage.end),), "mixed", None, rule.id, rule.force, [passage])
            found.speaker = speakers.speaker(sentence, subject, self.who, self.language, self.page.text)
            return found
        return None

    def _inverted(self, passage: Passage) -> Finding | None:
        """A sentence followed by any finite verb and its subject is what that subject says: "…", sourit le ministre."""
        sentence = self.page.sentence_at(passage.outer.end - 1)
        if sentence is None or passage.depth or not self._complete(passage):
            return None
        behind = [t for t in sentence if t.start >= passage.outer.end]
        words = [t for t in behind if t.pos != "PUNCT"][:6]
        if not words or any(t.text in ".:;" for t in behind[: words[0].i - behind[0].i]):
            return None
        verb = next((t for t in words if t.pos == "VERB"), None)
        if verb is None or any(t.pos not in {"AUX", "PRON", "ADV", "VERB"} for t in words[: words.index(verb)]):
            return None
        subject = sayings.inverted(sentence, verb, self.page, self.language.cues)
        if subject is None:
            return None
        found = Finding(passage.parts, "direct", None, "inverted", "state", [passage])
        found.speaker = speakers.speaker(sentence, subject, self.who, self.language, self.page.text)
        return found

    def _floating(self, found: list[Finding]) -> list[Finding]:
        """Whole sentences in quotation marks without a cue go on from the last speaker, or lead to the next."""
        rest = [p for p in self.page.passages if p not in self.taken and p.depth == 0 and self._floats(p)]
        found += [f for p in self.page.passages if p.depth == 0 and p not in self.taken and p not in rest and (f := self._told(p))]
        for passage in rest:
            other = self._before(passage, found) or self._behind(passage, found)
            if other is not None:
                one = Finding(passage.parts, "direct", other.saying, "floating", other.force, [passage], other.speaker)
            else:
                one = Finding(passage.parts, "direct", None, "told-of", "state", [passage], self._told_of(passage))
                if one.speaker is None and len(self._words(passage)) < LONG:
                    continue
            self.taken.add(passage)
            found.append(one)
            found.sort(key=lambda f: (f.start, -f.parts[-1].end))
        return found

    def _told(self, passage: Passage) -> Finding | None:
        """A long quoted sentence inside another sentence is said by the subject of that one, whatever its verb."""
        sentence = self.page.sentence_at(passage.outer.start)
        if sentence is None or self._is_name(passage) or not self._complete(passage) or len(self._words(passage)) < LONG:
            return None
        subject = self._person(sentence)
        if subject is None or subject.start > passage.start:
            return None
        self.taken.add(passage)
        found = Finding(passage.parts, "direct", None, "told", "state", [passage])
        found.speaker = speakers.speaker(sentence, subject, self.who, self.language, self.page.text)
        return found

    def _floats(self, passage: Passage) -> bool:
        """Whether the passage is a sentence or more, with nothing beside it."""
        first = self.page.sentence_at(passage.outer.start)
        last = self.page.sentence_at(passage.outer.end - 1)
        if first is None or last is None or self._is_name(passage):
            return False
        if not self._complete(passage) or len(self._words(passage)) < 4:
            return False
        beside = [t for t in first if t.end <= passage.outer.start] + [t for t in last if t.start >= passage.outer.end]
        return all(t.pos == "PUNCT" or self.page.quoted(t) for t in beside)

    def _before(self, passage: Passage, found: list[Finding]) -> Finding | None:
        """The finding whose speaker goes on: at most a paragraph and two sentences back."""
        here = self.page.sentence_at(passage.outer.start)
        before = [f for f in found if f.start < passage.start]
        if not before or here is None:
            return None
        last = max(before, key=lambda f: f.parts[-1].end)
        there = self.page.sentence_at(last.parts[-1].end - 1)
        near = there is not None and here.paragraph - there.paragraph <= 1 and here.index - there.index <= 2
        return last if near else None

    def _behind(self, passage: Passage, found: list[Finding]) -> Finding | None:
        """The finding that follows at once in the same paragraph: "…" "…", they said."""
        for one in found:
            if one.start > passage.end:
                between = self.page.text[passage.outer.end : one.start]
                return one if len(between) < 8 and "\n" not in between and not any(c.isalnum() for c in between) else None
        return None

    def _told_of(self, passage: Passage) -> Speaker | None:
        """The person whom the sentence before tells of."""
        here = self.page.sentence_at(passage.outer.start)
        if here is None or here.index == 0:
            return None
        before = self.page.sentences[here.index - 1]
        subject = self._person(before)
        if subject is None or here.paragraph - before.paragraph > 1:
            return None
        mention = self.who.headed_at(subject.start)
        if mention is None or not mention.actors or mention.kind not in {"person", "office", "pronoun", "name"}:
            return None
        return speakers.speaker(before, subject, self.who, self.language, self.page.text)

    # ---- names -------------------------------------------------------------------------------------------

    def _is_name(self, passage: Passage) -> bool:
        """Whether the passage is a name, a title, or a word as a word."""
        cues = self.language.cues
        words = self._words(passage)
        said = self.page.text[passage.start : passage.end]
        if said.lower().strip(".,!?") in cues.name_words:
            return True
        if len(words) > 8 or said[-1] in ".!?,":
            return False
        sentence = self.page.sentence_at(passage.outer.start)
        before = [t for t in sentence if t.end <= passage.outer.start] if sentence is not None else []
        capital = said[0].isupper() or (len(words) > 1 and words[1].text[0].isupper())
        named = [t for t in before[-1:] if {t.lemma, t.lower} & (cues.name_always | (cues.name_before if capital else frozenset()))]
        saying = next((s for s in self.sayings[sentence.index] if before and s.last == before[-1].i), None) if sentence else None
        judged = saying is not None and saying.speaker is not None and not capital
        if named and not judged and not self._complete(passage):
            return True
        if not words or not before or before[-1].text in {":", ","}:
            return False
        content = [w for w in words if w.pos in {"NOUN", "PROPN", "ADJ", "VERB", "AUX", "NUM"}]
        titled = bool(content) and all(not w.text[0].islower() for w in content)
        return titled and not (saying is not None and len(words) < 2)

    # ---- the record --------------------------------------------------------------------------------------

    def _made(self, saying: Saying, parts: tuple[Span, ...], kind: str, *frames: str, taken: Iterable[Passage] = ()) -> Finding:
        rule: Cue = saying.rule(*frames)
        return Finding(parts, kind, saying, rule.id, rule.force, list(taken))

    def _attributed(self, found: list[Finding]) -> Iterator[Finding]:
        """Each finding with its speaker; a pronoun or a title in a running account is the last speaker."""
        account = accounts.Account(self.page, self.who, self.language)
        for one in found:
            if one.speaker is None and one.saying is not None and one.saying.speaker is not None:
                one.speaker = account.speaker(one.saying.sentence, one.saying.speaker, one.saying.token)
            yield one

    def _quote(self, number: int, found: Finding) -> Quote:
        saying = found.saying
        cue = Span(saying.start, saying.end) if saying is not None and found.rule != "floating" else None
        edges = [s for p in found.parts for s in (p.start, p.end)] + [p for s in (cue, found.speaker) if s for p in (s.start, s.end)]
        start, end = min(edges), max(edges)
        if found.rule == "floating" or (found.speaker and end - start > 2000 + sum(len(p) for p in found.parts)):
            start, end = found.parts[0].start, found.parts[-1].end
        return Quote(
            f"q{number}", found.kind, found.speaker, cue, found.parts, self._addressee(saying), found.force,
            Evidence(start, end, found.rule),
        )  # fmt: skip

    def _addressee(self, saying: Saying | None) -> Speaker | None:
        """To whom it was said: the object of "tell", or who "to" and "à" lead to."""
        if saying is None or saying.kind != "verb":
            return None
        sentence = saying.sentence
        for kid in sentence.kids(saying.token, "iobj", "obl", "obj"):
            cases = {k.lemma for k in sentence.kids(kid, "case")}
            person = kid.pos in {"PROPN", "NOUN", "PRON"} and not self.page.quoted(kid) and kid is not saying.speaker
            if not person or kid.has("Reflex", "Yes"):
                continue
            to = bool(cases) and cases <= self.language.cues.to
            told = not cases and kid.i > saying.last and saying.token.lemma in self.language.cues.tells
            if (to or told or kid.dep == "iobj") and self._somebody(kid):
                return speakers.speaker(sentence, kid, self.who, self.language, self.page.text)
        return None

    def _somebody(self, token: Token) -> bool:
        mention = self.who.headed_at(token.start)
        return (mention is not None and bool(mention.actors)) or token.lemma in self.language.cues.audience


def sentence_tokens(content: Content) -> Sequence[Token]:
    return content.saying.sentence.tokens[content.first : content.stop]


def _united(found: list[Finding], page: Page) -> list[Finding]:
    """Findings without doubles: an indirect clause that another finding covers is dropped."""
    kept: list[Finding] = []
    for one in found:
        same = next((k for k in reversed(kept[-6:]) if k.parts[0].start <= one.start and one.parts[-1].end <= k.parts[-1].end), None)
        if same is not None and one.kind == "indirect" and (same.kind != "direct" or same.parts == one.parts):
            if same.parts == one.parts or (same.saying is one.saying):
                continue
        kept.append(one)
    return kept


def _merged(found: list[Finding]) -> list[Finding]:
    """Short fragments under one cue as one finding."""
    kept: list[Finding] = []
    for one in found:
        same = next((k for k in kept if k.saying is one.saying and k.kind != "indirect" != one.kind and k.passages and one.passages), None)
        near = same is not None and 0 <= one.passages[0].outer.start - same.passages[-1].outer.end < 8 if one.passages and same else False
        if same is not None and near and _short(same) and _short(one):
            same.parts += one.parts
            same.passages += one.passages
        else:
            kept.append(one)
    return kept


def _short(finding: Finding) -> bool:
    return all(p.outer.start <= part.start and part.end <= p.outer.end and len(part) < 30 for p, part in zip(finding.passages, finding.parts, strict=False))


def _grouped(said: list[Passage]) -> list[list[Passage]]:
    """Short fragments side by side are one quotation, longer ones one each."""
    if len(said) > 1 and all(p.end - p.start < 30 for p in said):
        return [said]
    return [[p] for p in said]


def _argument(sentence: Sentence, head: Token, verb: Token) -> Token | None:
    """The dependent of the verb below which the word stands; None if it stands elsewhere."""
    token = head
    while token.head != verb.i:
        if token.head == token.i:
            return None
        token = sentence.head(token)
    return token


def _leading(gap: list[Token]) -> Token | None:
    """The preposition right before the passage, articles left out."""
    rest = [t for t in gap if t.pos not in {"DET", "PUNCT"}]
    return rest[-1] if rest and rest[-1].pos in {"ADP", "SCONJ"} else None


def _negated(saying: Saying) -> bool:
    return any(k.has("Polarity", "Neg") or k.lemma in ("not", "never") for k in saying.sentence.kids(saying.token, "advmod"))
