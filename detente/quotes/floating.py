"""Quotations without a cue: they go on from a speaker, or are somebody's whom the text tells of."""

from __future__ import annotations

from detente.model import Speaker
from detente.quotes.passages import Passage
from detente.quotes.scene import Finding, Scene

# A quoted sentence of so many words is somebody's, even where nothing says whose.
LONG = 8


class Floating:
    """Finds speakers for the whole sentences in quotation marks that are left."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def find(self, found: list[Finding]) -> list[Finding]:
        """Whole sentences in quotation marks without a cue go on from the last speaker, or lead to the
        next.
        """
        rest = [
            p
            for p in self.scene.page.passages
            if p not in self.scene.taken and p.depth == 0 and self._floats(p)
        ]
        found += [
            f
            for p in self.scene.page.passages
            if p.depth == 0 and p not in self.scene.taken and p not in rest and (f := self._told(p))
        ]
        for passage in rest:
            other = self._before(passage, found) or self._behind(passage, found)
            if other is not None:
                one = Finding(
                    passage.parts, "direct", other.saying, "floating", other.force, [passage], other.speaker
                )
            else:
                one = Finding(
                    passage.parts, "direct", None, "told-of", "state", [passage], self._told_of(passage)
                )
                if one.speaker is None and len(self.scene.words(passage)) < LONG:
                    continue
            self.scene.taken.add(passage)
            found.append(one)
            found.sort(key=lambda f: (f.start, -f.parts[-1].end))
        return found

    def _told(self, passage: Passage) -> Finding | None:
        """A long quoted sentence inside another sentence is said by the subject of that one, whatever its
        verb.
        """
        sentence = self.scene.page.sentence_at(passage.outer.start)
        if (
            sentence is None
            or self.scene.is_name(passage)
            or not self.scene.complete(passage)
            or len(self.scene.words(passage)) < LONG
        ):
            return None
        subject = self.scene.person(sentence)
        known = subject is not None and subject.start < passage.start
        if not known and not any(s.frames & {"direct"} for s in self.scene.sayings[sentence.index]):
            return None
        self.scene.taken.add(passage)
        found = Finding(passage.parts, "direct", None, "told", "state", [passage])
        # Said with a cue that names nobody: by whom the sentence before tells of, else it stays unknown.
        found.speaker = self.scene.speaker(sentence, subject) if known and subject else self._told_of(passage)
        return found

    def _floats(self, passage: Passage) -> bool:
        """Whether the passage is a sentence or more, with nothing beside it."""
        first = self.scene.page.sentence_at(passage.outer.start)
        last = self.scene.page.sentence_at(passage.outer.end - 1)
        if first is None or last is None or self.scene.is_name(passage):
            return False
        if not self.scene.complete(passage) or len(self.scene.words(passage)) < 4:
            return False
        beside = [t for t in first if t.end <= passage.outer.start] + [
            t for t in last if t.start >= passage.outer.end
        ]
        return all(t.pos == "PUNCT" or self.scene.page.quoted(t) for t in beside)

    def _before(self, passage: Passage, found: list[Finding]) -> Finding | None:
        """The finding whose speaker goes on: at most a paragraph and two sentences back."""
        here = self.scene.page.sentence_at(passage.outer.start)
        before = [f for f in found if f.start < passage.start]
        if not before or here is None:
            return None
        last = max(before, key=lambda f: f.parts[-1].end)
        there = self.scene.page.sentence_at(last.parts[-1].end - 1)
        near = there is not None and here.paragraph - there.paragraph <= 1 and here.index - there.index <= 2
        return last if near else None

    def _behind(self, passage: Passage, found: list[Finding]) -> Finding | None:
        """The finding that follows at once in the same paragraph: "…" "…", they said."""
        for one in found:
            if one.start > passage.end:
                between = self.scene.page.text[passage.outer.end : one.start]
                return (
                    one
                    if len(between) < 8 and "\n" not in between and not any(c.isalnum() for c in between)
                    else None
                )
        return None

    def _told_of(self, passage: Passage) -> Speaker | None:
        """The person whom the sentence before tells of."""
        here = self.scene.page.sentence_at(passage.outer.start)
        if here is None or here.index == 0:
            return None
        before = self.scene.page.sentences[here.index - 1]
        subject = self.scene.person(before)
        if subject is None or here.paragraph - before.paragraph > 1:
            return None
        mention = self.scene.who.headed_at(subject.start)
        if (
            mention is None
            or not mention.actors
            or mention.kind not in {"person", "office", "pronoun", "name"}
        ):
            return None
        return self.scene.speaker(before, subject)
