"""Direct quotes: a passage with its cue beside it, before a colon, or inside."""

from __future__ import annotations

from collections.abc import Iterator

from detente.model import Sentence, Span, Token
from detente.model.clauses import VERBAL, agent_of
from detente.quotes import sayings
from detente.quotes.passages import Passage
from detente.quotes.sayings import Saying
from detente.quotes.scene import Finding, Scene, made

# How many words may stand between a cue and the passage it announces.
NEAR = 14
# A cue within a quotation stands in one of its first sentences.
EARLY = 3


class Direct:
    """Finds the cue that announces a passage."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def find(self, passage: Passage) -> Finding | None:
        """The quote that a passage is, by the first way that finds one."""
        return (
            self._interrupted(passage)
            or self._beside(passage)
            or self._announced(passage)
            or self._spoken(passage)
            or self._inverted(passage)
        )

    def _interrupted(self, passage: Passage) -> Finding | None:
        """The cue stands within the quotation marks, between commas: "« Non, explique le ministre, jamais. »"."""
        if passage.depth or not self.scene.complete(passage):
            return None
        for sentence in self._within(passage):
            for saying in self.scene.sayings[sentence.index]:
                if not (saying.forced and saying.frames & {"direct"} and saying.speaker is not None):
                    continue
                if not passage.start < saying.start or saying.end >= passage.end:
                    continue
                parts = self._around(passage, saying)
                if parts is not None:
                    return made(saying, parts, "direct", "direct", taken=[passage])
        return None

    def _within(self, passage: Passage) -> Iterator[Sentence]:
        """The sentences of a passage: a cue within it comes early."""
        sentence = self.scene.page.sentence_at(passage.start)
        for _ in range(EARLY):
            if sentence is None or sentence.start >= passage.end:
                return
            yield sentence
            following = sentence.index + 1
            sentence = (
                self.scene.page.sentences[following] if following < len(self.scene.page.sentences) else None
            )

    def _around(self, passage: Passage, saying: Saying) -> tuple[Span, ...] | None:
        """The words before the cue and behind it; None if the cue is no parenthesis."""
        text, sentence = self.scene.page.text, saying.sentence
        left = sayings.left_edge(saying, self.scene.page)
        while left > 0 and sentence[left - 1].pos in {"PRON", "AUX"}:
            left -= 1
        right = saying.last + 1
        if saying.speaker is not None and saying.speaker.i >= right:
            named = {t.i for t in sentence.subtree(saying.speaker)}
            right = saying.speaker.i + 1
            while right in named and sentence[right].pos != "PUNCT":
                right += 1
        if left == 0 or sentence[left - 1].text != "," or right >= len(sentence):
            return None
        if sentence[right].text not in {",", ".", ":", ";", "»", "”", '"'}:
            return None
        end = sentence[left - 1].start
        start = sentence[right].end
        while start < passage.end and not text[start].isalnum() and text[start] not in '«“"[(':
            start += 1
        parts = [Span(passage.start, end)] + [Span(start, passage.end)] * (start < passage.end)
        return tuple(parts)

    def _beside(self, passage: Passage) -> Finding | None:
        """A cue in the passage's own sentence, right behind or before it."""
        best: tuple[int, Saying] | None = None
        for sentence in self._sentences(passage):
            for saying in self.scene.sayings[sentence.index]:
                cost = self._distance(passage, saying, sentence)
                if cost is not None and (best is None or cost < best[0]):
                    best = cost, saying
        if best is None:
            return None
        kind = "direct" if self.scene.complete(passage) or best[0] < 2 else "mixed"
        return made(best[1], passage.parts, kind, "direct", "that", "clause-quote", taken=[passage])

    def _sentences(self, passage: Passage) -> list[Sentence]:
        first = self.scene.page.sentence_at(passage.outer.start)
        last = self.scene.page.sentence_at(passage.outer.end - 1)
        if first is None or last is None:
            return []
        # A closing mark that stands alone, or the cue, may have become a sentence of its own.
        return [first] if first is last else [first, last]

    def _distance(self, passage: Passage, saying: Saying, sentence: Sentence) -> int | None:
        """How far the cue is from the passage it might announce; None where it cannot be its cue."""
        if not self._may_announce(passage, saying):
            return None
        text = self.scene.page.text
        if saying.start >= passage.outer.end:
            gap = [
                t
                for t in sentence
                if passage.outer.end <= t.start and t.i < sayings.left_edge(saying, self.scene.page)
            ]
            gap = [t for t in gap if not self.scene.page.quoted(t)]
            words = [t for t in gap if t.pos not in {"PUNCT", "CCONJ"}]
            if words or saying.speaker is None or any(t.text in ".:" for t in gap):
                return None
            return len(gap) - ("," in text[passage.end - 1 : passage.outer.end + 2])
        if saying.end > passage.outer.start:
            return None
        gap = [
            t
            for t in sentence
            if t.i > saying.last and t.end <= passage.outer.start and not self.scene.page.quoted(t)
        ]
        words = [t for t in gap if t.pos != "PUNCT"]
        finite = [t for t in words if t.pos in VERBAL and t.has("VerbForm", "Fin")]
        colon = bool(gap) and gap[-1].text == ":"
        if (
            any(t.text == ";" for t in gap[:-1])
            or (finite and not colon)
            or (len(words) > NEAR and not colon)
        ):
            return None
        if saying.speaker is None and "quoted-as" not in saying.frames:
            return None
        if saying.kind == "noun" and not colon and not self.scene.complete(passage):
            return None
        strong = colon or (bool(gap) and gap[-1].text in {",", ";"}) or not gap
        if not (strong or self.scene.complete(passage)):
            return None
        return len(words) + (2 if not colon else 0)

    def _may_announce(self, passage: Passage, saying: Saying) -> bool:
        if not saying.frames & {"direct", "clause-quote", "quoted-as"}:
            return False
        around = self.scene.page.top(saying.token.start)
        if passage.depth == 0:
            if around is not None:
                return False
        elif around is None or not (
            around.outer.start <= passage.outer.start and passage.outer.end <= around.outer.end
        ):
            return False
        if "clause-quote" in saying.frames:
            return self.scene.complete(passage) and saying.end <= passage.start and self.scene.named(saying)
        return True

    def _announced(self, passage: Passage) -> Finding | None:
        """The sentence before ends in a colon or holds a cue that still waits for its words."""
        if passage.depth:
            return None
        sentence = self.scene.page.sentence_at(passage.outer.start)
        if sentence is None:
            return None
        lead = [t for t in sentence if t.end <= passage.outer.start]
        if any(t.pos != "PUNCT" for t in lead):
            return self._after_colon(passage, sentence, lead)
        if sentence.index == 0:
            return None
        before = self.scene.page.sentences[sentence.index - 1]
        if self.scene.page.text[before.end - 1] == ":":
            return self._after_colon(passage, before, list(before))
        return None

    def _after_colon(self, passage: Passage, sentence: Sentence, lead: list[Token]) -> Finding | None:
        """ "He was furious: "…"": a whole sentence behind a colon is said by the subject before it."""
        if not lead or lead[-1].text != ":" or not self.scene.complete(passage):
            return None
        if (holder := self._headline(sentence, lead)) is not None:
            found = Finding(passage.parts, "direct", None, "headline", "state", [passage])
            found.speaker = self.scene.speaker(sentence, holder)
            return found
        waiting = [
            s
            for s in self.scene.sayings[sentence.index]
            if s.end <= passage.start and not self.scene.page.quoted(s.token) and s.speaker
        ]
        if waiting:
            return made(waiting[-1], passage.parts, "direct", "direct", "that", taken=[passage])
        speaker = self._received(sentence, lead) or self.scene.person(sentence)
        if speaker is None:
            return None
        found = Finding(passage.parts, "direct", None, "colon", "state", [passage])
        found.speaker = self.scene.speaker(sentence, speaker)
        return found

    def _received(self, sentence: Sentence, lead: list[Token]) -> Token | None:
        """By whom the clause before the colon is done: "the news was welcomed by the union: "…"."""
        for verb in reversed(lead):
            if verb.pos in VERBAL and not verb.dep.startswith("acl"):
                agent = agent_of(sentence, verb, self.scene.language.syntax.agent)
                if agent is not None or verb.has("VerbForm", "Fin"):
                    return agent
        return None

    def _headline(self, sentence: Sentence, lead: list[Token]) -> Token | None:
        """The name before the colon of a headline: "Macron : « … »"; None if more than a name stands
        there.
        """
        words = [t for t in lead if t.pos != "PUNCT"]
        if not 0 < len(words) <= 7 or words[0].i > 1 or any(t.pos in VERBAL for t in words):
            return None
        head = sentence.head_of(words[0].start, words[-1].end)
        named = head is not None and (head.pos == "PROPN" or self.scene.who.headed_at(head.start) is not None)
        return head if named else None

    def _spoken(self, passage: Passage) -> Finding | None:
        """The verb of saying stands inside the quotation: the text "recalls that …", she "warmly
        congratulates" him.
        """
        sentence = self.scene.page.sentence_at(passage.outer.start)
        if sentence is None or passage.depth:
            return None
        cues = self.scene.language.cues
        for token in self.scene.words(passage)[:3]:
            if token.pos not in VERBAL or token.lemma not in cues.verbs or token.has("VerbForm", "Inf"):
                continue
            subject = next((k for k in sentence.kids(token, "nsubj") if k.end <= passage.outer.start), None)
            if subject is None or token not in sentence.tokens:
                return None
            rule = cues.verbs[token.lemma][0].cue
            start = passage.start
            following = sentence[token.i + 1] if token.i + 1 < len(sentence) else token
            if following.lower in cues.that and following.end < passage.end:
                start = following.end + (self.scene.page.text[following.end] == " ")
            found = Finding((Span(start, passage.end),), "mixed", None, rule.id, rule.force, [passage])
            found.speaker = self.scene.speaker(sentence, subject)
            return found
        return None

    def _inverted(self, passage: Passage) -> Finding | None:
        """A sentence followed by any finite verb and its subject is what that subject says: "…", sourit
        le ministre.
        """
        sentence = self.scene.page.sentence_at(passage.outer.end - 1)
        if sentence is None or passage.depth or not self.scene.complete(passage):
            return None
        behind = [t for t in sentence if t.start >= passage.outer.end]
        words = [t for t in behind if t.pos != "PUNCT"][:6]
        if not words or any(t.text in ".:;" for t in behind[: words[0].i - behind[0].i]):
            return None
        verb = next((t for t in words if t.pos == "VERB"), None)
        if verb is None or any(
            t.pos not in {"AUX", "PRON", "ADV", "VERB"} for t in words[: words.index(verb)]
        ):
            return None
        subject = sayings.inverted(sentence, verb, self.scene.page, self.scene.language.cues)
        if subject is None:
            return None
        cues = self.scene.language.cues
        if subject.lower.replace("‑", "-") in cues.anyone:
            following = sentence[subject.i + 1] if subject.i + 1 < len(sentence) else subject
            last = following.i if following.has("VerbForm", "Inf") else subject.i
            subject = sayings.among(sentence, last, self.scene.page, cues) or subject
        found = Finding(passage.parts, "direct", None, "inverted", "state", [passage])
        found.speaker = self.scene.speaker(sentence, subject)
        return found
