"""A running account: who goes on speaking under a pronoun or a title, from one quote to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.knowledge.language import Language
from detente.model import Sentence, Speaker, Token, Who
from detente.quotes import speakers
from detente.quotes.page import Page

# An account goes on over no more sentences without a quote than this.
MEMORY = 3
# Pronouns that stand for persons only.
PERSONAL = frozenset({"he", "she", "him", "her"})
# Actors that "he" and "she" can stand for, by the first part of their ids.
PERSONS = ("person/", "office/", "agent/", "unknown/", "title/")


@dataclass(frozen=True, slots=True)
class _Spoke:
    """The last speaker, where the cue stood, and the nouns by which the speaker was introduced."""

    speaker: Speaker
    sentence: int
    at: int
    titles: frozenset[str]
    gender: str | None


class Account:
    """Speakers in the order of their quotes."""

    def __init__(self, page: Page, who: Who, language: Language) -> None:
        self.page, self.who, self.language = page, who, language
        self.last: _Spoke | None = None

    def speaker(self, sentence: Sentence, token: Token, cue: Token | None = None) -> Speaker:
        """Who speaks by this word. A pronoun that the actors stage left open, or gave to no person, is the
        last
        person who spoke or was the subject; so is "the minister" behind a quote of somebody called minister.
        """
        found = speakers.speaker(sentence, token, self.who, self.language, self.page.text, cue)
        titles = frozenset(t.lemma for t in sentence.subtree(token) if t.pos == "NOUN")
        last = self._near(sentence)
        if (
            last is not None
            and token.pos == "NOUN"
            and found.code is None
            and found.id is None
            and token.lemma in last.titles
        ):
            found, titles = self._again(last, found), last.titles | titles
        elif self._is_personal(token):
            subject = self._subject(sentence, token)
            if last is not None and not self._fits(last, token):
                last = None
            if last is not None and (subject is None or subject[1].start <= last.at):
                found, titles = self._again(last, found), last.titles
            elif subject is not None and self._is_open(found, token):
                known = speakers.speaker(*subject, self.who, self.language, self.page.text)
                found = replace(known, start=found.start, end=found.end)
                titles = frozenset(t.lemma for t in subject[0].subtree(subject[1]) if t.pos == "NOUN")
        gender = token.feats.get("Gender") if token.pos in {"PRON", "NOUN"} else None
        if gender is None and self.last is not None and self.last.speaker.name == found.name:
            gender = self.last.gender
        self.last = _Spoke(found, sentence.index, token.start, titles, gender)
        return found

    @staticmethod
    def _fits(last: _Spoke, token: Token) -> bool:
        """Whether a pronoun can stand for the last speaker: the same gender, and "he" and "she" are
        persons.
        """
        gender = token.feats.get("Gender")
        if gender and last.gender and gender != last.gender and "Neut" not in (gender, last.gender):
            return False
        person = last.speaker.id is None or last.speaker.id.startswith(PERSONS)
        return person or not (gender and token.lower in PERSONAL)

    def _near(self, sentence: Sentence) -> _Spoke | None:
        if self.last is None or not 0 <= sentence.index - self.last.sentence <= MEMORY:
            return None
        return self.last

    @staticmethod
    def _again(last: _Spoke, found: Speaker) -> Speaker:
        return replace(last.speaker, start=found.start, end=found.end)

    @staticmethod
    def _is_personal(token: Token) -> bool:
        if token.pos != "PRON" or token.has("Number", "Plur") or token.has("PronType", "Rel"):
            return False
        return token.has("Person", "3") or token.has("PronType", "Prs")

    @staticmethod
    def _is_open(found: Speaker, token: Token) -> bool:
        """Whether the actors stage knows nobody for the pronoun, or nobody that it can stand for."""
        gendered = token.has("Gender", "Masc") or token.has("Gender", "Fem")
        return found.code is None or (gendered and found.id is not None and not found.id.startswith(PERSONS))

    def _subject(self, sentence: Sentence, token: Token) -> tuple[Sentence, Token] | None:
        """The last person who was a subject before the pronoun, a few sentences back at most."""
        for index in range(sentence.index, max(-1, sentence.index - MEMORY), -1):
            here = self.page.sentences[index]
            people = [t for t in self._people(here) if t.start < token.start]
            if people:
                main = [t for t in people if t.head == here.root.i or here.root is t]
                return here, (main or people)[-1]
        return None

    def _people(self, sentence: Sentence) -> Iterator[Token]:
        for token in sentence:
            if (
                not token.dep.startswith("nsubj")
                or token.pos not in {"PROPN", "NOUN"}
                or self.page.quoted(token)
            ):
                continue
            mention = self.who.headed_at(token.start)
            if mention is not None and mention.actors:
                if any(a.startswith(PERSONS) for a in mention.actors):
                    yield token
            elif token.pos == "PROPN" or any(
                k.pos == "PROPN" for k in sentence.kids(token, "appos", "flat", "flat:name")
            ):
                yield token
