"""Who is mentioned: names, offices, agents, people, pronouns and descriptions, resolved on the article's day."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from detente.knowledge.language import Language
from detente.knowledge.names import LONGEST, Name
from detente.knowledge.titles import Agent, Title
from detente.knowledge.world import Office, World, folded
from detente.model import Actor, Article, Mention, Quote, Sentence, Span, Token, Who

ACRONYM = re.compile(r"[A-ZÀ-Ý][A-Za-zÀ-ÿ.\-]{1,9}")
# The label of a turn in a transcript: capitals, then a colon.
TURN = re.compile(r"([A-ZÀ-Ý][A-ZÀ-Ý.'’\- ]{3,60}):\s")
# How many sentences back a pronoun may look.
MEMORY = 3
# A state is in focus when it is named this much oftener than the next.
FOCUS = 1.5
# Offices so well known that their holders go by surname alone.
KNOWN = frozenset(
    {
        "head-of-state",
        "head-of-government",
        "foreign-minister",
        "supreme-leader",
        "monarch",
        "defence-minister",
        "deputy-head-of-state",
    }
)
NAMELIKE = frozenset({"PROPN"})
REFLEXIVE = frozenset({"se", "s'", "soi"})


def find(article: Article, sentences: Sequence[Sentence], language: Language, world: World) -> Who:
    """All mentions of political actors in the article, in the order of the text; see `Mention`."""
    return Finder(article, language, world).find(sentences)


def hear(who: Who, sentences: Sequence[Sentence], quotes: Sequence[Quote], language: Language) -> Who:
    """The mentions, with "we" and "I" in quotations resolved to the speaker's side and the speaker."""
    actors = {a.id: a for a in who.actors}
    mentions = []
    for mention in who.mentions:
        if mention.kind != "first-person":
            mentions.append(mention)
            continue
        quote = next((q for q in quotes if any(p.start <= mention.start < p.end for p in q.parts)), None)
        if quote is None or quote.speaker is None or quote.speaker.id is None:
            mentions.append(mention)
            continue
        speaker = actors.get(quote.speaker.id)
        ids = (quote.speaker.id,) if speaker else ()
        reason = f"said by {quote.speaker.name}"
        mentions.append(replace(mention, actors=ids or mention.actors, reason=reason))
    return Who(who.actors, tuple(mentions))


@dataclass(slots=True)
class Memory:
    """One mention that later words may refer back to."""

    sentence: int
    ids: tuple[str, ...]
    plural: bool
    person: bool
    gender: str | None
    subject: bool


@dataclass(slots=True)
class Phrase:
    """A stretch of tokens [start, end) of one sentence, with what it names."""

    start: int
    end: int
    kind: str
    ids: tuple[str, ...]
    reason: str
    meaning: Title | Agent | None = None
    name: Name | None = None
    core: tuple[int, int] = (0, 0)


@dataclass
class Finder:
    """Reads one article, sentence by sentence, remembering who was mentioned."""

    article: Article
    language: Language
    world: World
    actors: dict[str, Actor] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    memory: list[Memory] = field(default_factory=list)
    surnames: dict[str, str] = field(default_factory=dict)
    acronyms: dict[str, str] = field(default_factory=dict)
    focus: Counter[str] = field(default_factory=Counter)
    spans: dict[str, list[Span]] = field(default_factory=dict)
    turn: tuple[str, ...] | None = None
    here: list[Phrase] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.titles = self.language.titles
        self.names = self.language.names
        self.day = self.article.published
        self.iso = self.day.isoformat() if self.day else None
        self.issuer = self._issuer()

    def find(self, sentences: Sequence[Sentence]) -> Who:
        for sentence in sentences:
            self._sentence(sentence)
        actors = tuple(replace(a, mentions=tuple(self.spans.get(a.id, ()))) for a in self.actors.values())
        return Who(actors, tuple(sorted(self.mentions, key=lambda m: (m.start, -m.end))))

    def _turn(self, sentence: Sentence) -> None:
        """ "SECRETARY BLINKEN:" at the head of a paragraph: who says "I" and "we" until the next turn."""
        match = TURN.match(self.article.text, sentence.start)
        if match is None:
            return
        words = match.group(1).split()
        surname = folded(words[-1]).lower()
        held = [p for p in self.world.surnames.get(surname, ()) if self.world.held(p, self.day)]
        if held:
            self.turn = (self._known_person(held[0]),)
        elif surname in {folded(k).lower() for k in self.surnames}:
            self.turn = (next(v for k, v in self.surnames.items() if folded(k).lower() == surname),)
        else:
            self.turn = ()

    # ---- one sentence ------------------------------------------------------------------------------------

    def _sentence(self, sentence: Sentence) -> None:
        self._turn(sentence)
        names = list(self._names(sentence))
        taken = {i for p in names for i in range(p.start, p.end)}
        self.here = names
        titled = list(self._titled(sentence, names, taken))
        covered = {i for p in titled for i in range(p.start, p.end)}
        news: list[Memory] = []
        for phrase in [*titled, *names]:
            alone = phrase in names and not any(i in covered for i in range(phrase.start, phrase.end))
            self._mention(sentence, phrase, news if phrase in titled or alone else None)
        taken |= covered
        for phrase in self._unknown(sentence, taken):
            self._mention(sentence, phrase, news)
            taken |= set(range(phrase.start, phrase.end))
        for phrase in self._descriptions(sentence, taken, news):
            self._mention(sentence, phrase, news if phrase.ids else None)
        self._acronyms(sentence, names)
        self._joint(sentence, news)
        for phrase in self._pronouns(sentence, news):
            self._mention(sentence, phrase, None)
        self.memory += news

    def _mention(self, sentence: Sentence, phrase: Phrase, news: list[Memory] | None) -> None:
        tokens = sentence.tokens[phrase.start : phrase.end]
        head = sentence.head_of(tokens[0].start, tokens[-1].end) or tokens[0]
        if phrase.meaning is not None and not phrase.start <= head.i < phrase.end:
            head = tokens[0]
        span = Span(tokens[0].start, tokens[-1].end)
        self.mentions.append(
            Mention(
                span.start,
                span.end,
                head.start,
                phrase.kind,
                phrase.ids,
                f"actors.{phrase.kind}",
                phrase.reason,
            )
        )
        for id in phrase.ids:
            self.spans.setdefault(id, []).append(span)
        if (
            news is not None
            and phrase.ids
            and phrase.kind not in {"demonym", "place", "pronoun", "possessive", "unknown"}
        ):
            first = self.actors[phrase.ids[0]]
            person = first.id.startswith(("person/", "office/"))
            plural = len(phrase.ids) > 1 or (head.has("Number", "Plur") and not person)
            subject = head.dep.startswith("nsubj")
            gender = first.gender or (
                {"Masc": "m", "Fem": "f"}.get(head.feats.get("Gender", "")) if not person else None
            )
            news.append(Memory(sentence.index, phrase.ids, plural, person, gender, subject))

    # ---- names -------------------------------------------------------------------------------------------

    def _names(self, sentence: Sentence) -> Iterator[Phrase]:
        i = 0
        while i < len(sentence):
            found = self._name_at(sentence, i)
            if found is None:
                i += 1
                continue
            if found.kind == "person" and i and sentence[i - 1].lower in self.titles.civil:
                found.start = i - 1
            yield found
            i = found.end

    def _name_at(self, sentence: Sentence, i: int) -> Phrase | None:
        """The longest name that begins at the token."""
        first = sentence[i].text
        if not first[0].isalnum():
            return None
        joined, best = "", None
        for j in range(i, min(i + LONGEST, len(sentence))):
            if j > i and sentence[j].start > sentence[j - 1].end + 1:
                break
            joined += folded(sentence[j].text)
            found = self._lookup(joined, sentence, i, j + 1)
            if found is not None:
                best = found
        return best

    def _lookup(self, key: str, sentence: Sentence, start: int, end: int) -> Phrase | None:
        names = self.names.forms.get(key)
        if names is None and end - start == 1 and "-" in key:
            return self._compound(key, start, end)
        if names:
            name = next((n for n in names if n.on(self.iso)), names[0] if self.iso is None else None)
            if name is None:
                name = names[0]
            actor = self._entity(name.entity)
            kind = name.kind if name.kind in {"demonym", "acronym", "metonym", "capital"} else "name"
            self.focus[actor.code or actor.id] += 1
            if kind == "capital" and self._is_place(sentence, start):
                kind = "place"
            return Phrase(
                start, end, kind, (actor.id,), f"'{name.form}' is a {name.kind} of {name.entity}", name=name
            )
        if key in self.acronyms:
            return Phrase(start, end, "acronym", (self.acronyms[key],), "its expansion stands before it")
        person = self._person(key)
        if person is not None:
            return Phrase(start, end, "person", (person,), f"known by name: {self.actors[person].reason}")
        if end - start <= 3 and key in self.surnames and key[0].isupper():
            return Phrase(start, end, "person", (self.surnames[key],), "named in full before")
        famous = self._famous(key) if end - start == 1 and self._alone(sentence, start) else None
        if famous is not None:
            return Phrase(start, end, "person", (famous,), f"by surname: {self.actors[famous].reason}")
        place = self.world.places.get(key) if key[0].isupper() and len(key) > 2 else None
        if place is not None and place[0] is not None:
            state = place[0].lower()
            if state in self.world.entities:
                actor = self._entity(state)
                self.focus[place[0]] += 1
                return Phrase(start, end, "place", (actor.id,), f"a place in {place[0]}")
        return None

    def _compound(self, key: str, start: int, end: int) -> Phrase | None:
        """ "russo-ukrainien", "franco-allemande": both halves."""
        first, _, rest = key.partition("-")
        prefix = self.names.prefixes.get(first.lower())
        second = self.names.forms.get(rest)
        if prefix is None or not second:
            return None
        ids = (self._entity(prefix.entity).id, self._entity(second[0].entity).id)
        return Phrase(start, end, "demonym", ids, f"{prefix.entity} and {second[0].entity}")

    def _is_place(self, sentence: Sentence, at: int) -> bool:
        """Whether a capital stands after a locative preposition, so that it is where, not who."""
        before = sentence[at - 1] if at else None
        if before is not None and before.pos == "DET" and at > 1:
            before = sentence[at - 2]
        return before is not None and before.pos == "ADP" and before.lemma in self.language.syntax.locative

    def _person(self, key: str) -> str | None:
        """The person known by the name on the article's day."""
        ids = self.world.aliases.get(key.lower())
        if not ids or not key[0].isupper():
            return None
        chosen = ids[0]
        if len(ids) > 1:
            chosen = next((i for i in ids if self.world.held(i, self.day)), ids[0])
        return self._known_person(chosen)

    def _alone(self, sentence: Sentence, at: int) -> bool:
        """Whether a proper noun stands by itself and so may be a surname: not "[Mark] Lavelle", "[Jean]-Yves"."""
        if sentence[at].pos != "PROPN" or folded(sentence[at].text).lower() in self.world.given_names:
            return False
        around = [sentence[i] for i in (at - 1, at + 1) if 0 <= i < len(sentence)]
        return not any((t.pos == "PROPN" and t.text[:1].isupper()) or t.text == "-" for t in around)

    def _famous(self, key: str) -> str | None:
        """Who goes by that surname alone: the one holder of a high office on the day, else the one who ever led a
        state; without a day it suffices that all who did are of one state."""
        if len(key) < 3 or not key[0].isupper():
            return None
        bearers = self.world.surnames.get(key.lower(), ())
        found = []
        for id in bearers:
            office = self.world.held(id, self.day)
            if office is not None and office.role in KNOWN:
                found.append(id)
        if len(found) == 1:
            return self._known_person(found[0])
        leaders = [
            i for i in bearers if self.world.led(i) and key.lower() not in self.titles.markers.calendar
        ]
        clear = len(leaders) == 1 or (
            self.day is None and len({self.world.people[i].country for i in leaders}) == 1
        )
        return self._known_person(leaders[-1]) if clear and not found else None

    def _known_person(self, id: str) -> str:
        person = self.world.people[id]
        if id not in self.actors:
            office = self.world.held(id, self.day)
            code = self.world.code(office.owner if office else person.country) or self.world.code(
                person.country
            )
            why = (
                f"{office.id} on {self.iso}" if office else f"of {person.country}, no office known on the day"
            )
            sector = office.sector if office else "ELI"
            self._add(
                Actor(id, person.name, code, sector, office.id if office else None, (), person.gender, why)
            )
            for surname in person.surname.split("|"):
                if surname:
                    self.surnames.setdefault(folded(surname), id)
        return id

    def _entity(self, id: str) -> Actor:
        if id not in self.actors:
            entity = self.world.entities.get(id)
            code, sector = (entity.code, entity.sector) if entity else (None, None)
            names = self.world.display.get(id, id)
            self._add(Actor(id, names, code, sector, None, (), None, f"{id} in the world data"))
        return self.actors[id]

    def _add(self, actor: Actor) -> str:
        return self.actors.setdefault(actor.id, actor).id

    def _acronyms(self, sentence: Sentence, names: Sequence[Phrase]) -> None:
        """ "l'Agence internationale de l'énergie atomique (AIEA)": the acronym stands for the name before it."""
        for mention in [m for m in self.mentions if m.start >= sentence.start and m.kind != "demonym"]:
            last = sentence.at(mention.end - 1)
            if last is None or last.i + 3 > len(sentence) - 1 or not mention.actors:
                continue
            row = sentence.tokens[last.i + 1 : last.i + 4]
            if len(row) == 3 and row[0].text == "(" and row[2].text == ")" and ACRONYM.fullmatch(row[1].text):
                self.acronyms.setdefault(folded(row[1].text), mention.actors[0])

    # ---- offices and agents ------------------------------------------------------------------------------

    def _titled(self, sentence: Sentence, names: list[Phrase], taken: set[int]) -> Iterator[Phrase]:
        """Phrases built on an office or agent noun, from the right, so that an inner one may own an outer one."""
        by_start = {p.start: p for p in names}
        by_end = {p.end: p for p in names}
        # "forces irakiennes", "État islamique": a name of several words is known as a whole.
        whole = {
            i for p in names if p.end - p.start > 1 and p.kind != "demonym" for i in range(p.start, p.end)
        }
        found: list[Phrase] = []
        for i in range(len(sentence) - 1, -1, -1):
            if i in whole:
                continue
            core = self._core(sentence, i, by_start)
            if core is None:
                continue
            end, meaning, inserted = core
            if self._stopped(sentence, i, end):
                continue
            phrase = self._built(sentence, i, end, meaning, inserted, by_start, by_end, found)
            # What stands inside the words of a longer phrase is no phrase of its own ("secrétaire d'[État]").
            found = [p for p in found if not i <= p.core[0] < end]
            if phrase is not None:
                phrase.core = i, end
                found.append(phrase)
        longest: list[Phrase] = []
        for phrase in sorted(found, key=lambda p: (p.start, -p.end)):
            inside = any(o.start <= phrase.start and phrase.end <= o.end for o in longest)
            if inside and self._same_head(sentence, phrase, longest[-1]):
                continue
            longest.append(phrase)
        yield from longest

    def _stopped(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether the words belong to a fixed phrase that names nobody ("droits de l'homme")."""
        around = " ".join(t.lower.replace("’", "'") for t in sentence.tokens[max(0, start - 3) : end + 2])
        return any(stop in around.replace("' ", "'") for stop in self.titles.markers.stop)

    def _same_head(self, sentence: Sentence, inner: Phrase, outer: Phrase) -> bool:
        one = sentence.head_of(sentence[inner.start].start, sentence[inner.end - 1].end)
        two = sentence.head_of(sentence[outer.start].start, sentence[outer.end - 1].end)
        return one is not None and two is not None and one.i == two.i

    def _core(
        self, sentence: Sentence, i: int, names: dict[int, Phrase]
    ) -> tuple[int, Title | Agent, list[Phrase]] | None:
        """The longest office or agent phrase at the token: its end, meaning, and demonyms inside it."""
        token = sentence[i]
        # In order, so that the form wins over the lemma, in every run.
        keys = dict.fromkeys((token.lower.replace("’", "'"), token.lemma))
        options = [o for k in keys for o in self.titles.phrases.get(k, ())]
        for words, meaning in sorted(options, key=lambda o: -len(o[0])):
            if len(words) == 1 and token.pos not in {"NOUN", "PROPN"}:
                continue
            at, inserted, good = i + 1, list[Phrase](), True
            for word in words[1:]:
                while at < len(sentence) and not _word(sentence[at], word):
                    demonym = names.get(at)
                    if demonym is not None and demonym.kind == "demonym" and not inserted:
                        inserted.append(demonym)
                        at = demonym.end
                    elif sentence[at].pos == "PUNCT" and sentence[at].text == "-":
                        at += 1
                    else:
                        good = False
                        break
                if not good or at >= len(sentence):
                    good = False
                    break
                at += 1
            if good:
                return at, meaning, inserted
        return None

    def _built(
        self,
        sentence: Sentence,
        start: int,
        end: int,
        meaning: Title | Agent,
        inserted: list[Phrase],
        by_start: dict[int, Phrase],
        by_end: dict[int, Phrase],
        inner: list[Phrase],
    ) -> Phrase | None:
        """The whole phrase around an office or agent noun, with its owner and the person in it."""
        left, right = start, end
        owners = list(inserted)
        former = False
        # Before: "Russian deputy …", "Iran's …", "the former U.S. …"; adjectives may stand between.
        at = start
        while at > 0 and start - at < 6:
            before = sentence[at - 1]
            phrase = by_end.get(at)
            if (
                phrase is not None
                and phrase.kind in {"demonym", "name", "acronym", "capital", "metonym"}
                and not owners
            ):
                owners.append(phrase)
                at = left = phrase.start
                continue
            if before.lower.replace("’", "'") in {"'s", "'"} and by_end.get(at - 1) is not None:
                at -= 1
                continue
            if before.pos in {"ADJ", "NUM"} or (
                before.pos in {"NOUN", "PROPN"}
                and before.dep in {"compound", "amod"}
                and by_end.get(at) is None
            ):
                former |= before.lower in self.titles.markers.former
                at -= 1
                left = at
                continue
            if before.pos == "DET" or before.has("Poss", "Yes"):
                left = at - 1
            break
        # After: adjectives and demonyms ("l'armée syrienne"), genitives ("of Colombia", "du Mali").
        at = end
        while at < len(sentence):
            token = sentence[at]
            phrase = by_start.get(at)
            if phrase is not None and phrase.kind == "demonym":
                owners.append(phrase)
                at = right = phrase.end
                joined = at + 1 < len(sentence) and sentence[at].pos == "CCONJ" and by_start.get(at + 1)
                if joined and joined.kind == "demonym":
                    at += 1
                continue
            if token.pos == "ADJ" and token.head in range(start, end) and phrase is None:
                at += 1
                right = at
                continue
            break
        genitive = self.language.syntax.genitive
        if not owners and at < len(sentence) and sentence[at].pos == "ADP":
            of = (
                sentence[at].lemma in genitive or sentence[at].lower in genitive or isinstance(meaning, Title)
            )
            after = at + 1
            while (
                of
                and after < len(sentence)
                and sentence[after].pos in {"DET", "ADJ", "NUM"}
                and after not in by_start
            ):
                after += 1
            owner = by_start.get(after) if of else None
            if owner is not None and (owner.kind != "person" or isinstance(meaning, Agent)):
                owners.append(owner)
                right = owner.end
                nxt = right + 1
                while (
                    nxt < len(sentence)
                    and sentence[right].pos in {"CCONJ", "PUNCT"}
                    and (also := by_start.get(nxt))
                    and isinstance(meaning, Agent)
                ):
                    owners.append(also)
                    right, nxt = also.end, also.end + 1
            else:
                nested = (
                    next((p for p in inner if p.start <= after < p.end and p.start <= after), None)
                    if of
                    else None
                )
                if nested is not None and nested.ids:
                    owners.append(nested)
                    right = nested.end
        if isinstance(meaning, Agent) and not owners:
            beside = by_start.get(right)
            if beside is not None and beside.kind == "person":
                owners.append(beside)
                right = beside.end
        person, left, right = self._beside(sentence, left, right, by_start, by_end, meaning)
        return self._meant(sentence, left, right, start, end, meaning, owners, person, former)

    def _beside(
        self,
        sentence: Sentence,
        left: int,
        right: int,
        by_start: dict[int, Phrase],
        by_end: dict[int, Phrase],
        meaning: Title | Agent,
    ) -> tuple[Phrase | None, int, int]:
        """The name of the person in the office: right after it, or in apposition before or after."""
        if isinstance(meaning, Agent):
            return None, left, right
        at = right
        if at < len(sentence) and sentence[at].text == "," and at + 1 < len(sentence):
            run = self._run(sentence, at + 1, by_start)
            closing = (
                run.end < len(sentence) and sentence[run.end].text in {",", ".", "»", ")"} if run else False
            )
            if run is not None and closing:
                return run, left, run.end
        run = self._run(sentence, at, by_start)
        if run is not None:
            return run, left, run.end
        if left > 1 and sentence[left - 1].text == ",":
            before = by_end.get(left - 1)
            if before is not None and before.kind == "person":
                return before, before.start, right
            start = left - 1
            while start > 0 and sentence[start - 1].pos in NAMELIKE and by_end.get(start) is None:
                start -= 1
            if left - 1 - start >= 2:
                return Phrase(start, left - 1, "title", (), "unknown name"), start, right
        return None, left, right

    def _run(self, sentence: Sentence, at: int, by_start: dict[int, Phrase]) -> Phrase | None:
        """A person's name that begins at the token, known or not; a civil title may stand before it."""
        if at < len(sentence) and sentence[at].lower in self.titles.civil:
            at += 1
        if at >= len(sentence):
            return None
        known = by_start.get(at)
        if known is not None:
            if known.kind == "person":
                return known
            if known.kind not in {"place", "capital", "name"} or (
                known.end < len(sentence) and sentence[known.end].pos not in NAMELIKE
            ):
                return None
        end = at
        while end < len(sentence) and (
            (sentence[end].pos in NAMELIKE and sentence[end].text[0].isupper())
            or (end > at and sentence[end].text in {"-", "al", "bin", "de", "von", "van", "ben", "el"})
        ):
            inside = by_start.get(end)
            if inside is not None and end > at and inside.kind in {"person", "acronym"}:
                break
            end += 1
        while end > at and not sentence[end - 1].text[0].isupper():
            end -= 1
        return Phrase(at, end, "title", (), "unknown name") if end > at else None

    def _meant(
        self,
        sentence: Sentence,
        left: int,
        right: int,
        start: int,
        end: int,
        meaning: Title | Agent,
        owners: list[Phrase],
        person: Phrase | None,
        former: bool,
    ) -> Phrase | None:
        """Who the phrase stands for."""
        ids = tuple(dict.fromkeys(i for o in owners for i in o.ids))
        states = tuple(dict.fromkeys(self._side(i) for i in ids))
        if isinstance(meaning, Agent):
            return self._agent(sentence, left, right, start, meaning, states)
        if person is not None:
            id = person.ids[0] if person.ids else self._new_person(sentence, person, meaning, states)
            return Phrase(left, right, "person", (id,), self.actors[id].reason or "", meaning)
        if not states and meaning.owner:
            states = (meaning.owner,)
        head = sentence[start]
        if not states:
            return self._bare_title(sentence, left, right, meaning)
        found = tuple(dict.fromkeys(self._office(s, meaning, former) for s in states))
        reasons = "; ".join(self.actors[i].reason or "" for i in found)
        del head
        return Phrase(left, right, "office", found, reasons, meaning)

    def _side(self, id: str) -> str:
        """The entity to which an owner belongs: of a person its state, of anything else itself."""
        if id in self.world.entities:
            return id
        actor = self.actors.get(id)
        if actor is None:
            return id
        if actor.code and actor.code.lower() in self.world.entities:
            return actor.code.lower()
        return id

    def _office(self, owner: str, title: Title, former: bool) -> str:
        """The holder of the title's role on the article's day; else the office itself, with its owner's code."""
        if not former:
            found = self.world.holder(owner, title.role, self.day)
            if found is None and title.role == "head-of-state":
                found = self.world.holder(owner, "supreme-leader", self.day) if False else None
            if found is not None:
                return self._known_person(found[0])
        code = self.world.code(owner) or (self.actors[owner].code if owner in self.actors else None)
        id = f"office/{owner}.{title.role}" + (".former" if former else "")
        why = f"{title.role} of {owner}" + ("; holder not known" if not former else ", in the past")
        name = f"{title.role.replace('-', ' ')} of {self.world.display.get(owner, owner)}"
        sector = "ELI" if former else title.sector
        return self._add(
            Actor(id, name, code, sector, None if former else f"{owner}.{title.role}", (), None, why)
        )

    def _new_person(self, sentence: Sentence, phrase: Phrase, title: Title, states: tuple[str, ...]) -> str:
        """Somebody known only by title and name; a surname may be that of somebody known."""
        words = [t.text for t in sentence.tokens[phrase.start : phrase.end]]
        key = folded("".join(words))
        if key in self.surnames:
            return self.surnames[key]
        told = states[0] if states else title.owner
        owner = told or self._scene(sentence, phrase.start)
        surname = words[-1] if len(words) == 1 else key
        # Whose minister it is counts where it is said; where the article is set is but a guess.
        by_surname = self._by_surname(surname, title, owner) or (
            None if told else self._by_surname(surname, title, None)
        )
        if by_surname is not None:
            return by_surname
        text = self.article.text[sentence[phrase.start].start : sentence[phrase.end - 1].end]
        code = (
            (self.world.code(owner) or (self.actors[owner].code if owner in self.actors else None))
            if owner
            else None
        )
        slug = re.sub(
            r"[^a-z0-9]+", "-", unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        )
        id = self._add(
            Actor(
                f"person/?{slug.strip('-')}",
                text,
                code,
                title.sector,
                None,
                (),
                None,
                f"{title.role} of {owner}" if owner else title.role,
            )
        )
        self.surnames.setdefault(folded(words[-1]), id)
        self.surnames.setdefault(key, id)
        return id

    def _by_surname(self, surname: str, title: Title, owner: str | None) -> str | None:
        """ "President Biden", "Foreign Minister Lavrov": the holder on the day who bears the surname."""
        for id in self.world.surnames.get(folded(surname).lower(), ()):
            office = self.world.held(id, self.day)
            if office is None or (owner is not None and office.owner != owner):
                continue
            if (
                office.role == title.role
                or owner is not None
                or title.role in {"minister", "head", "monarch"}
            ):
                return self._known_person(id)
        return None

    def _bare_title(self, sentence: Sentence, left: int, right: int, title: Title) -> Phrase | None:
        """ "le président", "the minister": who was told of in that role, else its holder in the state in focus."""
        row = sentence.tokens[left:right]
        if any(t.lower in self.titles.markers.two for t in row):
            ids = self._pair(self.memory, True)
            return (
                Phrase(left, right, "description", ids, "the two people mentioned last", title)
                if ids
                else None
            )
        if not self._definite(sentence, left, right):
            head = sentence.tokens[right - 1]
            if head.has("Number", "Plur"):
                return None
            return None
        for past in reversed(self.memory):
            if past.person and len(past.ids) == 1:
                actor = self.actors[past.ids[0]]
                office = self.world.offices.get(actor.office or "")
                if (office and office.role == title.role) or (actor.reason or "").startswith(
                    title.role + " of"
                ):
                    return Phrase(
                        left, right, "description", past.ids, f"{title.role} mentioned before", title
                    )
        state = self._focus()
        if state is not None and title.role in {
            "head-of-state",
            "head-of-government",
            "foreign-minister",
            "defence-minister",
            "interior-minister",
            "monarch",
        }:
            return Phrase(
                left,
                right,
                "office",
                (self._office(state, title, False),),
                f"{title.role} of {state}, in focus",
                title,
            )
        return None

    def _definite(self, sentence: Sentence, left: int, right: int) -> bool:
        row = sentence.tokens[left:right]
        return any(
            t.pos == "DET" and (t.has("Definite", "Def") or t.has("PronType", "Dem")) for t in row
        ) or (row[0].text[0].isupper() and row[0].i > 0)

    def _focus(self) -> str | None:
        """The state that the article has named most often so far."""
        for code, _ in self.focus.most_common():
            if code.lower() in self.world.entities and len(code) == 3:
                return code.lower()
        return None

    def _agent(
        self, sentence: Sentence, left: int, right: int, start: int, agent: Agent, owners: tuple[str, ...]
    ) -> Phrase | None:
        lemma = sentence[start].lemma
        if not owners:
            if agent.group is not None:
                return self._group(left, right, lemma, agent)
            state = self._scene(sentence, start) if agent.state else None
            if state is None:
                id = self._add(
                    Actor(f"agent/?/{lemma}", lemma, None, agent.sector, None, (), None, "of nobody named")
                )
                return Phrase(left, right, "agent", (id,), f"{lemma} of nobody named", agent)
            owners = (state,)
            reason = f"{lemma} of {state}, by the place or the state in focus"
        else:
            reason = f"{lemma} of {', '.join(owners)}"
            singular = any(
                t.pos == "DET" and t.has("Definite", "Def") for t in sentence.tokens[left:start]
            ) and not sentence[start].has("Number", "Plur")
            if singular and lemma in self.titles.descriptions.get("person", ()) and len(owners) == 1:
                code = self.world.code(owners[0])
                known = self._last(self.memory, lambda a: a.id.startswith("person/") and a.code == code)
                if known is not None:
                    return Phrase(
                        left,
                        right,
                        "description",
                        (known,),
                        f"the {lemma} of {owners[0]} mentioned last",
                        agent,
                    )
        found = []
        for owner in owners:
            code = self.world.code(owner) or (self.actors[owner].code if owner in self.actors else None)
            entity = self.world.entities.get(owner)
            name = self.world.display.get(owner, owner)
            if (
                agent.group is not None
                and entity is not None
                and entity.kind in {"state", "partly-recognised", "territory", "former"}
            ):
                code = f"NSA:{name.upper()} {agent.group}"
            elif agent.group is not None and entity is not None and entity.code:
                code = entity.code
            id = f"agent/{owner}/{agent.group or lemma}".lower()
            found.append(self._add(Actor(id, f"{name} {lemma}", code, agent.sector, None, (), None, reason)))
        return Phrase(left, right, "agent", tuple(found), reason, agent)

    def _group(self, left: int, right: int, lemma: str, agent: Agent) -> Phrase:
        """ "the rebels", "les djihadistes": the armed group mentioned last, else one without a name."""
        last = self._last(
            self.memory, lambda a: (a.code or "").startswith("NSA:") and a.sector == agent.sector
        )
        if last is not None:
            return Phrase(left, right, "description", (last,), "the armed group mentioned last", agent)
        actor = Actor(
            f"agent/?/{agent.group}".lower(),
            lemma,
            f"NSA:{agent.group}",
            agent.sector,
            None,
            (),
            None,
            "of no state named",
        )
        return Phrase(left, right, "agent", (self._add(actor),), f"{lemma} of no state named", agent)

    def _scene(self, sentence: Sentence, at: int) -> str | None:
        """The state whose people and forces are meant where none is named: that of a place in the phrase, else the
        one that the article speaks of most, if no other comes near."""
        inside = {t.i for t in sentence.subtree(sentence[at])}
        for phrase in self.here:
            if phrase.start in inside and phrase.kind in {"place", "capital", "name"} and phrase.ids:
                state = self._side(phrase.ids[0])
                if state in self.world.entities and self.world.entities[state].kind != "organ":
                    return state
        counts = [(c.lower(), n) for c, n in self.focus.most_common(3) if c.lower() in self.world.entities]
        if counts and (len(counts) == 1 or counts[0][1] >= FOCUS * counts[1][1]):
            return counts[0][0]
        return None

    # ---- people and things that nobody knows ---------------------------------------------------------------

    def _unknown(self, sentence: Sentence, taken: set[int]) -> Iterator[Phrase]:
        """Capitalised names that are in no table: an open question, not a guess."""
        i = 0
        while i < len(sentence):
            if sentence[i].pos not in NAMELIKE or i in taken or not sentence[i].text[0].isupper():
                i += 1
                continue
            end = i + 1
            while end < len(sentence) and end not in taken and sentence[end].pos in NAMELIKE:
                end += 1
            words = [t.text for t in sentence.tokens[i:end]]
            text = self.article.text[sentence[i].start : sentence[end - 1].end]
            key = folded("".join(words))
            if i and sentence[i - 1].lower in self.titles.civil:
                known = next(
                    (p for p in self.world.surnames.get(key.lower(), ()) if self.world.held(p, self.day)),
                    None,
                )
                if known is not None:
                    yield Phrase(
                        i - 1, end, "person", (self._known_person(known),), "by civil title and surname"
                    )
                    i = end
                    continue
            id = self._add(Actor(f"unknown/{key}", text, None, None, None, (), None, "not in the world data"))
            if len(words) > 1:
                self.surnames.setdefault(folded(words[-1]), id)
            yield Phrase(i, end, "unknown", (id,), "not in the world data")
            i = end

    # ---- descriptions --------------------------------------------------------------------------------------

    def _descriptions(self, sentence: Sentence, taken: set[int], news: list[Memory]) -> Iterator[Phrase]:
        kinds = self.titles.descriptions
        for token in sentence:
            if token.pos not in {"NOUN", "PRON", "ADJ"} or (
                token.i in taken and token.lemma not in kinds.get("counterpart", ())
            ):
                continue
            kids = sentence.kids(token)
            left = min([token.i, *(k.i for k in kids if k.i < token.i and k.pos in {"DET", "NUM", "ADJ"})])
            determiners = [k for k in kids if k.pos in {"DET", "NUM", "PRON"}]
            several = any(k.lower in self.titles.markers.two or k.lower == "2" for k in kids)
            definite = any(k.has("Definite", "Def") or k.has("PronType", "Dem") for k in determiners)
            past = [*self.memory, *news]
            if token.lemma in kinds.get("counterpart", ()):
                found = self._counterpart(sentence, token, kids, past)
                if found is not None:
                    yield found
            elif several and token.lemma in kinds.get("states", ()):
                ids = self._pair(past, False)
                if ids:
                    yield Phrase(left, token.i + 1, "description", ids, "the two sides mentioned last")
            elif several and token.lemma in kinds.get("people", ()):
                ids = self._pair(past, True)
                if ids:
                    yield Phrase(left, token.i + 1, "description", ids, "the two people mentioned last")
            elif definite and not token.has("Number", "Plur"):
                if token.lemma in kinds.get("state", ()):
                    entity = self._last(
                        past, lambda a: a.code is not None and a.code.lower() in self.world.entities
                    )
                    if entity is not None and not any(k.dep == "nmod" for k in kids):
                        state = self._entity((self.actors[entity].code or "").lower()).id
                        yield Phrase(left, token.i + 1, "description", (state,), "the state mentioned last")
                elif token.lemma in kinds.get("group", ()):
                    group = self._last(
                        past,
                        lambda a: (
                            a.id in self.world.entities
                            and self.world.entities[a.id].kind not in {"state", "body", "territory"}
                        ),
                    )
                    if group is not None:
                        yield Phrase(
                            left, token.i + 1, "description", (group,), "the organisation mentioned last"
                        )
                elif token.lemma in kinds.get("person", ()):
                    person = self._last(past, lambda a: a.id.startswith("person/"))
                    if person is not None:
                        yield Phrase(left, token.i + 1, "description", (person,), "the person mentioned last")
                elif token.lemma in kinds.get("last", ()):
                    last = self._last(past, lambda a: True)
                    if last is not None:
                        yield Phrase(left, token.i + 1, "description", (last,), "the one mentioned last")

    def _last(self, past: Sequence[Memory], good) -> str | None:  # type: ignore[no-untyped-def]
        for memory in reversed(past):
            for id in memory.ids:
                if good(self.actors[id]):
                    return id
        return None

    def _pair(self, past: Sequence[Memory], people: bool) -> tuple[str, ...]:
        """The two sides mentioned last together, else the last two of different states, else the two most named."""
        for memory in reversed(past):
            if len({self.actors[i].code for i in memory.ids} - {None}) == 2 and (memory.person or not people):
                return tuple(dict.fromkeys(i if people else self._party(i) for i in memory.ids))
        if not people:
            top = [
                c.lower()
                for c, _ in self.focus.most_common(4)
                if c.lower() in self.world.entities and len(c) == 3
            ]
            if len(top) >= 2:
                return tuple(self._entity(t).id for t in top[:2])
        found: dict[str, str] = {}
        for memory in reversed(past):
            for id in memory.ids:
                actor = self.actors[id]
                if actor.code is None or (people and not id.startswith(("person/", "office/"))):
                    continue
                found.setdefault(actor.code, id if people else self._party(id))
                if len(found) == 2:
                    return tuple(found.values())
        return ()

    def _party(self, id: str) -> str:
        """The state of an actor, or the actor itself where it has none."""
        code = (self.actors[id].code or "").lower()
        return self._entity(code).id if code in self.world.entities else id

    def _counterpart(
        self, sentence: Sentence, token: Token, kids: list[Token], past: Sequence[Memory]
    ) -> Phrase | None:
        """ "son homologue chinois": the same office in the other state; without a state, the other one of the talk."""
        mine = self._last(list(past), lambda a: a.id.startswith(("person/", "office/")))
        right = left = token.i
        owner = None
        for kid in kids:
            for mention in self.mentions:
                if (
                    mention.start == kid.start
                    and mention.actors
                    and mention.kind in {"demonym", "name", "acronym"}
                ):
                    owner = mention.actors[0]
                    right, left = max(right, kid.i), min(left, kid.i)
            if kid.pos in {"DET", "ADJ"} or kid.has("Poss", "Yes"):
                left = min(left, kid.i)
        role = None
        if mine is not None:
            office = self.world.offices.get(self.actors[mine].office or "")
            role = office.role if office else None
        people: dict[int, Phrase] = {}
        for mention in self.mentions:
            first, last = sentence.at(mention.start), sentence.at(mention.end - 1)
            if mention.kind == "person" and first is not None and last is not None:
                people[first.i] = Phrase(first.i, last.i + 1, mention.kind, mention.actors, mention.reason)
        name = self._run(sentence, right + 1, people)
        if name is not None and name.ids:
            return Phrase(left, name.end, "person", name.ids, "named")
        if owner is not None:
            if role is not None:
                return Phrase(
                    left,
                    right + 1,
                    "office",
                    (self._office(self._side(owner), Title(role, "GOV", ()), False),),
                    f"{role} of {owner}",
                )
            return Phrase(left, right + 1, "office", (self._side(owner),), f"the counterpart in {owner}")
        if name is not None:
            end = name.end
            id = self._new_person(sentence, name, Title(role or "minister", "GOV", ()), ())
            return Phrase(left, end, "person", (id,), "named")
        codes = {self.actors[mine].code} if mine else set()
        other = self._last(past, lambda a: a.id.startswith(("person/", "office/")) and a.code not in codes)
        if other is not None:
            return Phrase(left, right + 1, "description", (other,), "the other person of the talk")
        return None

    def _joint(self, sentence: Sentence, news: list[Memory]) -> None:
        """Coordinated subjects are remembered together, so that "they" can mean both."""
        subjects = [m for m in news if m.subject]
        if not subjects:
            return
        first = subjects[0]
        for mention in self.mentions:
            if mention.start < sentence.start or mention.actors != first.ids:
                continue
            head = sentence.at(mention.head)
            if head is None:
                continue
            others = [t for t in sentence.kids(head, "conj") if t.pos in {"NOUN", "PROPN", "PRON"}]
            ids = list(first.ids)
            for other in others:
                for m in self.mentions:
                    if m.head == other.start:
                        ids += m.actors
            if len(set(ids)) > len(first.ids):
                news.append(Memory(sentence.index, tuple(dict.fromkeys(ids)), True, first.person, None, True))
                return

    # ---- pronouns --------------------------------------------------------------------------------------------

    def _pronouns(self, sentence: Sentence, news: list[Memory]) -> Iterator[Phrase]:
        resolved: dict[int, tuple[str, ...]] = {}
        for token in sentence:
            personal = (token.pos == "PRON" and token.has("PronType", "Prs")) or token.has("Poss", "Yes")
            if not personal or token.has("Reflex", "Yes") or token.dep == "expl" or token.lemma in REFLEXIVE:
                continue
            kind = "possessive" if token.has("Poss", "Yes") else "pronoun"
            person = token.feats.get("Person")
            word = token.lower.replace("’", "'")
            plural = word in self.titles.markers.first_plural
            if plural or word in self.titles.markers.first_singular:
                if self.turn is not None:
                    ids, reason = self.turn, "the speaker of this turn"
                else:
                    ids = (self.issuer,) if self.issuer else ()
                    reason = "the issuer of the text" if ids else "not known who speaks"
                yield Phrase(token.i, token.i + 1, "first-person", ids, reason)
                continue
            if person != "3" and kind != "possessive":
                continue
            owner = self._owner(sentence, token, resolved) if kind == "possessive" else None
            ids, reason = owner or self._antecedent(sentence, token, kind, news)
            resolved[token.i] = ids
            yield Phrase(token.i, token.i + 1, kind, ids, reason)

    def _owner(
        self, sentence: Sentence, token: Token, resolved: dict[int, tuple[str, ...]]
    ) -> tuple[tuple[str, ...], str] | None:
        """Whom a possessive means whose clause has a pronoun for subject: "[il] espérait … lors de [sa] visite"."""
        plural = token.lower in self.titles.markers.plural or token.has("Number[psor]", "Plur")
        for above in sentence.ancestors(token):
            for subject in sentence.kids(above, "nsubj"):
                ids = resolved.get(subject.i, ())
                if subject.i < token.i and ids and plural == (len(ids) > 1):
                    return ids, f"stands for the subject of its clause, '{subject.text}'"
        return None

    def _antecedent(
        self, sentence: Sentence, token: Token, kind: str, news: list[Memory]
    ) -> tuple[tuple[str, ...], str]:
        gender = {"Masc": "m", "Fem": "f"}.get(token.feats.get("Gender", ""))
        number = token.feats.get("Number[psor]") or (
            None if kind == "possessive" and token.pos == "DET" else token.feats.get("Number")
        )
        word = token.lower
        plural = number == "Plur" or word in self.titles.markers.plural
        neuter = token.has("Gender", "Neut") or word in self.titles.markers.neuter
        human = word in self.titles.markers.human
        before = [m for m in news if self._precedes(m, sentence, token)]
        ahead = self._subject_ahead(sentence, token, news) if kind == "possessive" else None
        if ahead is not None and (plural == (len(ahead.ids) > 1) or (token.pos == "DET" and not plural)):
            return (
                ahead.ids,
                f"stands for the subject ahead, {', '.join(self.actors[i].name for i in ahead.ids)}",
            )
        barred = self._own_subject(sentence, token)
        recent = [m for m in self.memory if sentence.index - m.sentence <= MEMORY]

        def fits(m: Memory) -> bool:
            if barred & set(m.ids):
                return False
            if plural:
                return m.plural or len(m.ids) > 1
            if len(m.ids) > 1 or (m.plural and m.person):
                return False
            if neuter:
                return not m.person
            if human:
                return m.person and (gender is None or m.gender in {None, gender})
            return m.gender in {None, gender} or gender is None

        # The subject of this sentence or the one before is what a pronoun most often means.
        person_first = (True, False) if kind == "pronoun" and not plural and not neuter else (False,)
        for people_only in person_first:
            for pool in (before, recent):
                for subject_only in (True, False):
                    last = max((m.sentence for m in pool), default=None)
                    for memory in reversed(pool):
                        if subject_only and (not memory.subject or memory.sentence != last):
                            continue
                        if people_only and not memory.person:
                            continue
                        if fits(memory):
                            return (
                                memory.ids,
                                f"stands for {', '.join(self.actors[i].name for i in memory.ids)}",
                            )
        if plural:
            for memory in reversed([*recent, *before]):
                if not memory.person:
                    return memory.ids, f"stands for {', '.join(self.actors[i].name for i in memory.ids)}"
        return (), "nobody fits before it"

    def _subject_ahead(self, sentence: Sentence, token: Token, news: list[Memory]) -> Memory | None:
        """The subject of the main clause, when the possessive stands before it ("Lors de sa visite, X …")."""
        subject = next(iter(sentence.kids(sentence.root, "nsubj")), None)
        if subject is None or subject.i < token.i:
            return None
        for memory in news:
            for id in memory.ids:
                if any(s.start <= subject.start < s.end for s in self.spans.get(id, ())):
                    return memory
        return None

    def _own_subject(self, sentence: Sentence, token: Token) -> set[str]:
        """Who the subject of the pronoun's own verb is: an object pronoun cannot mean the same."""
        if token.dep not in {"obj", "iobj", "obl"}:
            return set()
        verb = sentence.head(token)
        for above in (verb, *sentence.ancestors(verb)):
            for subject in sentence.kids(above, "nsubj"):
                if subject.i != token.i:
                    return {i for m in self.mentions if m.head == subject.start for i in m.actors}
        return set()

    def _precedes(self, memory: Memory, sentence: Sentence, token: Token) -> bool:
        return any(
            s.end <= token.start and s.start >= sentence.start
            for i in memory.ids
            for s in self.spans.get(i, ())[-4:]
        )

    def _issuer(self) -> str | None:
        """Whose text it is: the state or organisation whose body the outlet is; None for the press."""
        if not self.article.outlet:
            return None
        words = re.findall(r"[\w.'’-]+", self.article.outlet)
        for size in range(len(words), 0, -1):
            for at in range(len(words) - size + 1):
                for name in self.names.forms.get(folded("".join(words[at : at + size])), ()):
                    entity = self.world.entities.get(name.entity)
                    if entity is not None and entity.kind in {"body", "state", "igo", "organ", "ngo"}:
                        owner = (
                            entity.code.lower()
                            if entity.code and entity.code.lower() in self.world.entities
                            else entity.id
                        )
                        return self._entity(owner).id
        return None


def _word(token: Token, word: str) -> bool:
    return token.lower.replace("’", "'") == word or token.lemma == word


__all__ = ["Office", "find", "hear"]
