"""Quoted fragments in the reporter's sentence: condemned "…", called it "…", spoke of "…"."""

from __future__ import annotations

from detente.model import Sentence, Span, Token
from detente.model.clauses import is_passive
from detente.quotes import sayings, speakers
from detente.quotes.passages import Passage
from detente.quotes.sayings import Saying
from detente.quotes.scene import Finding, Scene, made

# A quoted modifier this short makes no quote without its noun.
SHORT = 3
# How a quoted word can belong to a noun that is not quoted: "baseless" charges, des accusations « sans
# fondement ».
MODIFIERS = frozenset({"amod", "acl", "nmod", "compound", "conj", "advmod", "appos"})
# What ends the complement of a cue.
CLOSES = frozenset(",;:–—")
# A feeling set beside a name has no more words than this.
LONGEST = 8
# How many words may stand between a cue and the passage it announces.
NEAR = 14


class Fragments:
    """Finds the cue in whose frame a passage stands."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def find(self, passage: Passage) -> Finding | None:
        """Quoted words in the place that a cue's frame gives them: condemned "…", called it "…", spoke of
        "…".
        """
        sentence = self.scene.page.sentence_at(passage.outer.start)
        if sentence is None or passage.depth or passage.outer.end > sentence.end + 2:
            return None
        head = sentence.head_of(passage.start, passage.end)
        if head is None:
            return None
        for saying in sorted(self.scene.sayings[sentence.index], key=lambda s: -s.token.i):
            if (
                saying.kind == "phrase"
                or saying.start > passage.start
                or self.scene.page.quoted(saying.token)
            ):
                continue
            placed = self._placed(saying, sentence, head, passage)
            if placed is not None:
                return placed
        return self._apposed(sentence, passage) or self._governed(sentence, passage)

    def _governed(self, sentence: Sentence, passage: Passage) -> Finding | None:
        """Under a cue whose complement holds the words deeper down: "confirmed a toll of "ten dead"."""
        for saying in reversed(self.scene.sayings[sentence.index]):
            known = saying.kind == "verb" and saying.speaker is not None
            if not known or saying.end > passage.start or self.scene.page.quoted(saying.token):
                continue
            gap = [t for t in sentence.tokens[saying.last + 1 :] if t.end <= passage.outer.start]
            closed = any(
                t.has("VerbForm", "Fin") or t.text in CLOSES or self.scene.page.quoted(t) for t in gap
            )
            # A word alone is often a word at a distance ("during the recent "tensions""), and nobody's.
            far = len(self.scene.words(passage)) < 2 and sum(t.pos == "ADP" for t in gap) > 2
            if not closed and not far and 0 < len(gap) <= NEAR and not saying.forced:
                return made(saying, passage.parts, "mixed", "object", "through", "as", taken=[passage])
            return None
        return None

    def _apposed(self, sentence: Sentence, passage: Passage) -> Finding | None:
        """How somebody feels, beside the name: ""Deeply shocked", Merkel left"; "Merkel, "deeply shocked", …"."""
        words = self.scene.words(passage)
        head = sentence.head_of(passage.start, passage.end)
        if head is None or not 1 < len(words) <= LONGEST or words[0].text[0].isdigit():
            return None
        felt = head.pos == "ADJ" or (head.has("VerbForm", "Part") and head.dep in {"advcl", "acl", "amod"})
        before = [t for t in sentence if t.end <= passage.outer.start and not self.scene.page.quoted(t)]
        after = [t for t in sentence if t.start >= passage.outer.end and not self.scene.page.quoted(t)]
        if not felt or len(after) < 2 or after[0].text != "," or head.has("VerbForm", "Fin"):
            return None
        if not before:
            subject = next((t for t in after if t.dep == "nsubj"), None)
        elif before[-1].text == "," and len(before) > 1:
            subject = sentence.head(head)
        else:
            return None
        mention = self.scene.who.headed_at(subject.start) if subject is not None else None
        if subject is None or mention is None or not mention.actors or mention.kind == "place":
            return None
        found = Finding(passage.parts, "mixed", None, "apposed", "state", [passage])
        found.speaker = self.scene.speaker(sentence, subject)
        return found

    def _placed(self, saying: Saying, sentence: Sentence, head: Token, passage: Passage) -> Finding | None:
        frames = saying.frames
        gap = [
            t
            for t in sentence.tokens[saying.last + 1 :]
            if t.start < passage.outer.start and not self.scene.page.quoted(t)
        ]
        blocked = any(t.has("VerbForm", "Fin") or t.text in ":;" for t in gap)
        if len(gap) > NEAR or blocked or saying.speaker is None or not frames & {"object", "as", "through"}:
            return None
        if gap and gap[-1].text == "," and self.scene.complete(passage):
            # "…," he said, "and …": a sentence that goes on, not the verb's object.
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
            beside = not any(
                k.pos == "ADP" and not self.scene.page.quoted(k) for k in sentence.kids(head, "case", "mark")
            )
            modifies = (
                head is not argument and head.dep in MODIFIERS and sentence.head(head) is argument and beside
            )
            if objects and "object" in frames and modifies:
                noun = self._noun(saying, sentence, argument, head, passage, "object")
                if noun is not None:
                    return noun
            if objects and "object" in frames and passage.start <= argument.start < passage.end:
                return made(saying, passage.parts, "mixed", "object", taken=[passage])
        if "object" in frames and self._is_object(saying, sentence, gap, passage):
            return made(saying, passage.parts, "mixed", "object", taken=[passage])
        if lead is not None and {lead.lower.replace("’", "'"), lead.lemma} & through:
            return made(saying, passage.parts, "mixed", "as", "through", taken=[passage])
        reflexive = sentence[max(saying.first - 1, 0)].lower in sayings.REFLEXIVE
        follows = (
            reflexive
            or saying.token.dep == "acl:relcl"
            or head.pos == "ADJ"
            or is_passive(sentence, saying.token)
        )
        if "as" in frames and lead is None and len(gap) <= 8 and (gap or follows):
            return made(saying, passage.parts, "mixed", "as", taken=[passage])
        return None

    def _is_object(self, saying: Saying, sentence: Sentence, gap: list[Token], passage: Passage) -> bool:
        """Whether a quoted noun phrase is the verb's object by its place, where the parse does not say so."""
        words = self.scene.words(passage)
        nominal = len(words) > 1 and words[0].pos in {"DET", "ADJ", "NOUN", "NUM"}
        free = not any(
            not self.scene.page.quoted(k)
            for k in sentence.kids(saying.token, "obj", "ccomp", "xcomp")
            if k is not saying.speaker
        )
        return (
            nominal
            and free
            and len(gap) <= 8
            and (not gap or gap[-1].pos not in {"ADP", "SCONJ", "CCONJ", "ADJ"})
        )

    def _noun(
        self, saying: Saying, sentence: Sentence, argument: Token, head: Token, passage: Passage, frame: str
    ) -> Finding | None:
        """The fragment; its whole noun phrase where only a modifier is quoted: his "dishonest" words."""
        start, end = speakers.phrase(sentence, argument)
        around = start <= passage.outer.start and passage.end <= end
        end = max(end, passage.outer.end) if around else end
        if (
            head is not argument
            and head.dep in MODIFIERS
            and around
            and len(self.scene.words(passage)) <= SHORT
        ):
            return made(saying, (Span(start, end),), "mixed", frame, taken=[passage])
        if not around and not passage.start <= argument.start < passage.end:
            return None
        return made(saying, passage.parts, "mixed", frame, taken=[passage])

    def _whole(self, saying: Saying, sentence: Sentence, argument: Token, passage: Passage) -> Finding:
        """An infinitive behind its preposition, to the end of the clause: accused of "…"."""
        leaves = [t for t in sentence.subtree(argument) if t.i > saying.last]
        first = next(
            (
                t
                for t in leaves
                if t.i >= argument.i or (t.dep in {"expl", "advmod", "obj"} and t.i > argument.i - 3)
            ),
            argument,
        )
        span = self.scene.page.trimmed(first.start, max(leaves[-1].end, passage.outer.end))
        return made(saying, (span,), "mixed", "through", taken=[passage])


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
