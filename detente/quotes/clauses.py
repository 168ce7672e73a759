"""Quotes that are clauses: reported ones, and those that hold quoted words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.model import Sentence, Span, Token
from detente.quotes.contents import Content, contents
from detente.quotes.passages import Passage
from detente.quotes.sayings import Saying
from detente.quotes.scene import Finding, Scene, made, negated

# A passage that fills this much of the clause it stands in is the quotation, the rest its wrapping.
FILLS = 0.8


class Clauses:
    """Finds what the cues of a sentence report, and gives away the passages in it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def find(self, sentence: Sentence) -> Iterator[Finding]:
        """Indirect and mixed quotes, and the direct ones that fill the clause of their cue."""
        for content in contents(
            self.scene.sayings[sentence.index], self.scene.page, self.scene.language.cues
        ):
            yield from self._clause(content, sentence)

    def _clause(self, content: Content, sentence: Sentence) -> Iterator[Finding]:
        page, saying = self.scene.page, content.saying
        span = page.trimmed(sentence[content.first].start, sentence[content.stop - 1].end)
        inside = page.overlapping(span)
        if any(p.outer.start < sentence.start or p.outer.end > sentence.end for p in inside):
            # The passage is longer than the sentence: it is matched with its cue as a whole.
            return
        said = [p for p in inside if not self.scene.is_name(p)]
        if any(p in self.scene.taken for p in said) or (not said and not self._reports(saying)):
            return
        if not said and content.how == "aside" and not self._is_sentence(_tokens(content)):
            return
        if not said:
            yield made(saying, (span,), "indirect", "that", "infinitive", "gerund", "noun")
        elif (
            "clause-quote" in saying.frames
            and not self.scene.named(saying)
            and not self._is_hollow(_tokens(content), said)
        ):
            return
        elif not self._is_beside(content, said) and (saying.speaker is not None or saying.kind != "verb"):
            yield from self._mixed(content, span, said)

    def _is_sentence(self, words: Sequence[Token]) -> bool:
        """Whether words beside a cue are a sentence: not "Asked about the report, he replied"."""
        asked = words[0].has("VerbForm", "Part") or (
            words[0].pos == "VERB" and words[0].lemma in self.scene.language.cues.verbs
        )
        return not asked and any(t.has("VerbForm", "Fin") for t in words)

    def _reports(self, saying: Saying) -> bool:
        """Whether a clause without quoted words is reported: not by "for X", and not where the cue is
        denied.
        """
        return "clause-quote" not in saying.frames and not (
            saying.kind == "verb" and negated(saying) and saying.cues[0].force != "deny"
        )

    def _is_beside(self, content: Content, said: list[Passage]) -> bool:
        """Whether the quoted words stand beside the cue by themselves, so that no clause is quoted around
        them.
        """
        if content.how == "aside" and len(said) == 1 and self._set_off(said[0], content.saying):
            return True
        whole = all(self.scene.complete(p) for p in said)
        return content.how == "bare" and whole and self._stands_apart(said[0])

    def _mixed(self, content: Content, span: Span, said: list[Passage]) -> Iterator[Finding]:
        saying = content.saying
        self.scene.taken.update(said)
        start, end = min(span.start, said[0].outer.start), max(span.end, said[-1].outer.end)
        quoted = sum(len(p.outer) for p in said)
        if (
            said[0].outer.start <= start
            and self.scene.complete(said[0])
            and not any(self.scene.complete(p) for p in said[1:])
        ):
            said = said[:1]
            quoted = end - start
        if content.how == "aside" and self._is_hollow(_tokens(content), said):
            quoted = end - start
        elif content.how != "aside" and said[0].outer.start > start and self._is_filled(_tokens(content)):
            quoted = 0
        if quoted >= FILLS * (end - start - 4 * (len(said) - 1)):
            alone = all(self.scene.page.quoted(t) or t.pos in {"PUNCT", "CCONJ"} for t in _tokens(content))
            direct = content.how == "aside" and (alone or all(self.scene.complete(p) for p in said))
            for group in _grouped(said):
                parts = tuple(s for p in group for s in p.parts)
                yield made(saying, parts, "direct" if direct else "mixed", "that", "direct")
            return
        span = self.scene.page.trimmed(start, end)
        if said[0].outer == span:
            span = Span(said[0].start, said[0].end)
        yield made(saying, (span,), "mixed", "that", "infinitive", "direct")

    def _is_hollow(self, words: Sequence[Token], said: list[Passage]) -> bool:
        """Whether nothing but words like "it is" stand around the quoted ones."""
        rest = [t for t in words if not self.scene.page.quoted(t) and t.pos not in {"PUNCT", "CCONJ"}]
        return bool(said) and all(t.lemma in self.scene.language.cues.hollow for t in rest)

    def _is_filled(self, words: Sequence[Token]) -> bool:
        """Whether a noun stands outside of the quoted words, so that the clause is more than their
        wrapping.
        """
        return any(t.pos in {"NOUN", "PROPN"} for t in words if not self.scene.page.quoted(t))

    def _stands_apart(self, passage: Passage) -> bool:
        """Whether a passage begins like a sentence of its own, or goes on behind a comma: "…," he said,
        "and …".
        """
        if self.scene.page.text[: passage.outer.start].rstrip()[-1:] == ",":
            return True
        first = self.scene.page.text[passage.start]
        return first.isupper() or first in "[«" or first.isdigit()

    def _set_off(self, passage: Passage, saying: Saying) -> bool:
        """Whether a fragment stands between a comma and its cue: "…, "in his sleep", according to his
        son".
        """
        before = self.scene.page.text[: passage.outer.start].rstrip()[-1:]
        after = self.scene.page.text[passage.outer.end : saying.start].strip()
        return before == "," and saying.start >= passage.outer.end and not any(c.isalnum() for c in after)


def _tokens(content: Content) -> Sequence[Token]:
    return content.saying.sentence.tokens[content.first : content.stop]


def _grouped(said: list[Passage]) -> list[list[Passage]]:
    """Short fragments side by side are one quotation, longer ones one each."""
    if len(said) > 1 and all(p.end - p.start < 30 for p in said):
        return [said]
    return [[p] for p in said]
