"""Which issues parties share, dispute or discuss, from the constructions that say so."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.knowledge.issues import Issues, StanceRule, Trigger, fold
from detente.knowledge.language import Language
from detente.model import Article, Evidence, Mention, Quote, Sentence, Span, Stance, Token, Who
from detente.model.clauses import VERBAL
from detente.stances import places, topics
from detente.stances.topics import Topic

REFLEXIVE = frozenset({"se", "s'", "s’"})
STATES = frozenset({"worsening", "improving", "tense", "good"})
# Places where a party may stand instead of a topic ("thanked Japan").
ADDRESSED = frozenset({"object", "to", "à", "de", "with", "avec", "infinitive", "gerund", "in", "en", "dans"})
# An object that the parse does not show stands within so many words behind its verb.
FAR = 13
# A topic that begins with a name does so behind an article of so many letters at most.
ARTICLE = 4
# The relation that stays where two rules find the same topic.
ORDER = ("dispute", "common_interest", "discussed")


def find(
    article: Article,
    sentences: tuple[Sentence, ...],
    who: Who,
    quotes: tuple[Quote, ...],
    language: Language,
    issues: Issues,
) -> tuple[Stance, ...]:
    """The stances of an article, in order of the text.

    A topic is an exact noun phrase, one for each member of a list; a stance names at least two parties. Its
    issue
    is one of the taxonomy, else "open/" with the phrase's own words; a state of a relation has none.
    """
    return tuple(_Search(article.text, who, language, issues).stances(sentences))


@dataclass(frozen=True, slots=True)
class _Found:
    """A stance; `sure` where a word like "shared" settles its relation."""

    stance: Stance
    sure: bool
    trigger: Token


class _Search:
    """The search through one article. `company` are those whose talks the sentences at hand report."""

    def __init__(self, text: str, who: Who, language: Language, issues: Issues) -> None:
        self.text, self.who, self.language, self.issues = text, who, language, issues
        self.rules = language.stance_rules
        self.company: tuple[str, ...] = ()
        self.pair = self._most_named()

    def stances(self, sentences: tuple[Sentence, ...]) -> list[Stance]:
        found: list[_Found] = []
        for sentence in sentences:
            here = [
                f for t, trigger in self._triggers(sentence) for f in self._read(sentence, t, trigger.rule)
            ]
            found.extend(_best(here))
        return _first_told([f.stance for f in sorted(found, key=lambda f: f.stance.topic.start)])

    def _most_named(self) -> tuple[str, ...]:
        """The two parties named most: those whom "we" and "our countries" mean where no meeting is told
        of.
        """
        count = Counter(
            c for m in self.who.mentions if m.kind not in {"pronoun", "place"} for c in self.who.codes(m)
        )
        best = [c for c, n in count.most_common(2) if n > 1 or len(count) == 2]
        return tuple(best) if len(best) == 2 else ()

    def _triggers(self, sentence: Sentence) -> Iterator[tuple[Token, Trigger]]:
        for token in sentence:
            words = (token.lemma,) if token.lower == token.lemma else (token.lemma, token.lower)
            for word in words:
                for trigger in self.rules.index.get(word, ()):
                    if self._stands(sentence, token, trigger):
                        yield token, trigger

    def _stands(self, sentence: Sentence, token: Token, trigger: Trigger) -> bool:
        rule = trigger.rule
        # A verb may be tagged as the adjective or noun it looks like ("critique"); its subject and object tell.
        verbal = token.pos in VERBAL or {"nsubj", "obj"} <= {k.dep for k in sentence.kids(token)}
        if trigger.pos == "VERB" and not verbal:
            return False
        if trigger.pos == "NOUN" and token.pos not in {"NOUN", "PROPN"}:
            return False
        if trigger.pos == "ADJ" and (token.pos not in {"ADJ", "VERB", "NOUN"} or token.text[0].isupper()):
            return False
        if trigger.pos == "VERB":
            back = sentence.tokens[max(0, token.i - 4) : token.i]
            reflexive = any(t.lower in REFLEXIVE for t in back) and any(
                k.lower in REFLEXIVE for k in sentence.kids(token)
            )
            if trigger.reflexive != reflexive:
                return False
        near = {w for t in sentence.tokens[token.i + 1 : token.i + 5] for w in (t.lemma, t.lower)}
        if not all(w in near for w in trigger.words[1:]):
            return False
        if rule.told and not _is_told(sentence, token):
            return False
        if rule.object and not self._object(sentence, token, rule):
            return False
        if rule.modifier and trigger.pos == "VERB":
            return any(
                {k.lemma, k.lower} & set(rule.modifier)
                for o in places.objects(sentence, token)
                for k in self._beside(sentence, o)
            )
        if rule.modifier and not any(
            {k.lemma, k.lower} & set(rule.modifier) for k in self._beside(sentence, token)
        ):
            return False
        return not rule.subject or any(t.lemma in rule.subject for t in sentence.kids(token, "nsubj"))

    def _object(self, sentence: Sentence, token: Token, rule: StanceRule) -> Token | None:
        """The object that the rule asks for: by the parse, else the first such noun right behind the verb."""
        for kid in places.parties(sentence, token, "object", self.language):
            if kid.lemma in rule.object:
                return kid
        for near in sentence.tokens[token.i + 1 : token.i + FAR]:
            if near.pos == "NOUN" and near.lemma in rule.object:
                return near
            if near.pos in VERBAL | {"ADP", "SCONJ"} or near.text in ",;:":
                return None
        return None

    def _beside(self, sentence: Sentence, noun: Token) -> list[Token]:
        """The words that modify a noun, and those of its genitive ("domaines d'intérêt commun")."""
        kids = sentence.kids(noun, "amod", "compound")
        return kids + [k for n in sentence.kids(noun, "nmod") for k in sentence.kids(n, "amod")]

    # ---- one construction --------------------------------------------------------------------------------

    def _read(self, sentence: Sentence, token: Token, rule: StanceRule) -> Iterator[_Found]:
        """The stances that one word of a rule gives; a meeting also sets the company."""
        if self._negated(sentence, token):
            return
        sides, joint = self._parties(sentence, token, rule)
        if rule.meeting and len(sides) > 1 and _is_told(sentence, token):
            self.company = sides
        if rule.relation in STATES:
            yield from self._state(sentence, token, rule, sides)
            return
        for topic in self._topics(sentence, token, rule):
            stance = self._stance(sentence, token, rule, sides, joint, topic)
            if stance is not None:
                yield _Found(stance, bool(rule.modifier), token)

    def _topics(self, sentence: Sentence, token: Token, rule: StanceRule) -> Iterator[Topic]:
        carriers = [token]
        if (
            rule.object
            and (noun := self._object(sentence, token, rule)) is not None
            and "object" not in rule.topic
        ):
            carriers.append(noun)
        begun: set[int] = set()
        for place in rule.topic:
            for carrier in carriers:
                noun = self._object(sentence, token, rule) if rule.object and place == "object" else None
                light = noun is not None and noun.lemma in self.rules.light
                firsts = [noun.i] if noun is not None and light else None
                for first in firsts or places.starts(sentence, carrier, place, self.rules):
                    if first in begun or any(abs(first - b) < 2 for b in begun):
                        continue
                    begun.add(first)
                    for topic in topics.topics(sentence, first, self.rules):
                        if place not in ADDRESSED or not self._is_party(sentence, topic):
                            yield topic

    def _is_party(self, sentence: Sentence, topic: Topic) -> bool:
        """Whether the topic is nobody's business but a person or body one talks with."""
        head = _first_head(sentence, topic)
        mention = self.who.headed_at(head.start) if head is not None else None
        if mention is None or not mention.actors:
            return False
        if mention.kind in {"person", "pronoun", "office", "possessive", "joint", "title"}:
            return True
        alone = (
            mention.end - mention.start >= 0.6 * len(topic.span)
            or mention.start <= topic.span.start + ARTICLE
        )
        return alone and head is not None and head.pos == "PROPN" and not self._is_issue(topic)

    def _is_issue(self, topic: Topic) -> bool:
        return self.language.issue_names.issue(topic.span.of(self.text)) is not None

    def _stance(
        self,
        sentence: Sentence,
        token: Token,
        rule: StanceRule,
        sides: tuple[str, ...],
        joint: bool,
        topic: Topic,
    ) -> Stance | None:
        owners, sited = self._owners(sentence, topic)
        if (
            rule.known
            and not (owners and not sited and rule.relation == "dispute")
            and not self._is_issue(topic)
        ):
            return None
        parties = sides
        if rule.other:
            parties = _united(parties, owners)
        if len(parties) < 2 and (rule.other or rule.modifier or rule.relation == "dispute"):
            parties = _united(parties, self._named_beside(sentence, topic))
        if (len(parties) < 2 or rule.company) and not rule.other and not self._meets(sentence, token):
            parties = _united(parties, self.company)
        if (
            len(parties) == 1
            and rule.relation == "discussed"
            and not rule.company
            and set(parties) < set(self.pair)
        ):
            # One side is told to speak of it: with the other of the two whom the article is about.
            parties = self.pair if self._is_issue(topic) else parties
        if len(parties) < 2 and rule.modifier and set(parties) <= set(self.pair):
            # "A shared commitment": of the two whom the article is about.
            parties = self.pair
        if len(parties) < 2:
            return None
        relation = rule.joint if joint and rule.joint else rule.relation
        holder = self._holder(sentence, token) if not joint else None
        span = topic.span
        start, end = min(token.start, span.start), max(token.end, span.end)
        return Stance(
            self._issue(span), span, parties, relation, holder, rule.polarity, Evidence(start, end, rule.id)
        )

    def _named_beside(self, sentence: Sentence, topic: Topic) -> tuple[str, ...]:
        """The codes of those whom the sentence names outside of the topic."""
        before, behind = sentence.tokens[: topic.first], sentence.tokens[topic.stop :]
        return _united(
            (), (c for f in (before, behind) for m in self._mentions(sentence, f) for c in self.who.codes(m))
        )

    def _meets(self, sentence: Sentence, token: Token) -> bool:
        """Whether those who meet are named in the sentence itself, so that the company of others does not
        count.
        """
        return any(
            t.rule.meeting and other is not token and self._stands(sentence, other, t)
            for other in sentence.ancestors(token)
            for t in self.rules.index.get(other.lemma, ())
        )

    def _state(
        self, sentence: Sentence, token: Token, rule: StanceRule, sides: tuple[str, ...]
    ) -> Iterator[_Found]:
        if len(sides) < 2:
            return
        for place, first in self._states_of(sentence, token, rule):
            head = sentence[first]
            end = (
                token.i
                if place == "subject"
                else first + len(sentence.subtree(self._noun_at(sentence, first)))
            )
            stop = (
                max((t.i for t in sentence.tokens[first:end] if t.pos in {"NOUN", "PROPN"}), default=head.i)
                + 1
            )
            span = Span(head.start, sentence[stop - 1].end)
            start, end = min(span.start, token.start), max(span.end, self._told_till(sentence, token))
            yield _Found(
                Stance(None, span, sides, rule.relation, None, rule.polarity, Evidence(start, end, rule.id)),
                True,
                token,
            )

    def _states_of(self, sentence: Sentence, token: Token, rule: StanceRule) -> Iterator[tuple[str, int]]:
        """Where the words for the relation begin, and in which place of the rule's word they stand."""
        for place in rule.topic:
            for first in places.starts(sentence, token, place, self.rules):
                if place == "subject" or self._noun_at(sentence, first).lemma in self.rules.relations:
                    yield place, first
                    return

    @staticmethod
    def _noun_at(sentence: Sentence, first: int) -> Token:
        return next((t for t in sentence.tokens[first:] if t.pos == "NOUN"), sentence[first])

    @staticmethod
    def _told_till(sentence: Sentence, token: Token) -> int:
        """Where the words about a state end: with its time, "over the last months"."""
        last = token.i
        for kid in sentence.kids(token, "obl", "advmod", "obl:mod", "obl:tmod"):
            if kid.i > token.i:
                last = max(last, *(t.i for t in sentence.subtree(kid)))
        return sentence[last].end

    def _holder(self, sentence: Sentence, token: Token) -> str | None:
        for subject in places.parties(sentence, token, "subject", self.language):
            mention = self.who.headed_at(subject.start)
            if mention is not None and len(mention.actors) == 1:
                return mention.actors[0]
        return None

    # ---- parties -----------------------------------------------------------------------------------------

    def _parties(self, sentence: Sentence, token: Token, rule: StanceRule) -> tuple[tuple[str, ...], bool]:
        """The codes of the parties, and whether several of them share the act."""
        codes: tuple[str, ...] = ()
        joint = False
        carriers = [token]
        if rule.object and (noun := self._object(sentence, token, rule)) is not None:
            carriers.append(noun)
        for place in rule.parties:
            for carrier in carriers:
                if place == "subject":
                    side, together = self._subject_side(sentence, carrier)
                    joint = joint or together
                    if together and len(side) < 2:
                        side = _united(side, self.company or self.pair)
                    codes = _united(codes, side)
                    continue
                for head in places.parties(sentence, carrier, place, self.language):
                    codes = _united(codes, self._codes(sentence, head))
        if len(codes) < 2:
            codes = _united(codes, self._above(sentence, token))
        return codes, joint

    def _subject_side(self, sentence: Sentence, token: Token) -> tuple[tuple[str, ...], bool]:
        """The codes of the subject, and whether it is several: by the parse, else by all named before the
        verb.
        """
        codes: tuple[str, ...] = ()
        joint = False
        heads = places.parties(sentence, token, "subject", self.language)
        if not heads and token.pos in VERBAL | {"ADJ"}:
            # "are divided", "sont opposés": an adjective that looks like a passive.
            heads = (
                sentence.kids(token, "nsubj")
                if any(t.pos == "ADJ" for t in self.rules.index.get(token.lower, ()))
                else []
            )
        for head in heads:
            codes = _united(codes, self._codes(sentence, head))
            joint = joint or len(codes) > 1 or self._is_joint(sentence, head)
            if len(codes) > 1:
                listed = [t for t in sentence.subtree(head) if t.i < token.i]
                codes = _united(
                    codes, (c for m in self._mentions(sentence, listed) for c in self.who.codes(m))
                )
        if len(codes) < 2 and token.pos in VERBAL:
            field = places.field(sentence, token)
            named = _united((), (c for m in self._mentions(sentence, field) for c in self.who.codes(m)))
            if len(named) > 1 and any(t.pos == "CCONJ" for t in field):
                return named, True
        return codes, joint

    def _mentions(self, sentence: Sentence, field: Sequence[Token]) -> Iterator[Mention]:
        """Who is named in a stretch of words, places left out."""
        if not field:
            return
        for mention in self.who.within(field[0].start, field[-1].end):
            token = sentence.at(mention.start)
            while token is not None and token.i > 0 and sentence[token.i - 1].pos == "DET":
                token = sentence[token.i - 1]
            case = sentence[token.i - 1] if token is not None and token.i > 0 else None
            located = case is not None and case.pos == "ADP" and case.lemma in self.language.syntax.locative
            if mention.kind != "place" and not located:
                yield mention

    def _above(self, sentence: Sentence, token: Token) -> tuple[str, ...]:
        """Those who meet in the verb above: "met with X to discuss", "in a call with Y, discussed"."""
        codes: tuple[str, ...] = ()
        for above in list(sentence.ancestors(token))[:3]:
            if above.pos not in VERBAL | {"NOUN"}:
                continue
            for trigger in self.rules.index.get(above.lemma, ()):
                if trigger.rule.meeting and self._stands(sentence, above, trigger):
                    codes = _united(codes, self._subject_side(sentence, above)[0])
                    for place in trigger.rule.parties:
                        for head in places.parties(sentence, above, place, self.language):
                            codes = _united(codes, self._codes(sentence, head))
        return codes

    def _codes(self, sentence: Sentence, head: Token) -> tuple[str, ...]:
        """The codes of all that a phrase names: of the members of a list, and of those whom delegates
        stand for.
        """
        codes: tuple[str, ...] = ()
        for token in self._name_words(sentence, head):
            mention = self.who.headed_at(token.start) if token.i != head.i else self._around(sentence, token)
            if mention is not None:
                codes = _united(codes, self.who.codes(mention))
        if head.has("Number", "Plur"):
            for kid in sentence.kids(head, "nmod"):
                if places.cases(sentence, kid) & self.language.syntax.genitive:
                    codes = _united(
                        codes,
                        (
                            c
                            for t in self._name_words(sentence, kid)
                            if (m := self.who.headed_at(t.start))
                            for c in self.who.codes(m)
                        ),
                    )
        return codes

    def _around(self, sentence: Sentence, token: Token) -> Mention | None:
        """The mention that holds the word, or the party that a post or body belongs to ("le ministre
        turc").
        """
        for kid in [token, *sentence.kids(token, "flat", "appos", "compound", "amod", "nmod", "nmod:poss")]:
            mention = self.who.headed_at(kid.start)
            if mention is not None and mention.actors:
                return mention
        return None

    def _owners(self, sentence: Sentence, topic: Topic) -> tuple[tuple[str, ...], bool]:
        """The codes of those whose act or thing a topic is: its possessor, modifier or agent; else where
        it is, and True.
        """
        syntax = self.language.syntax
        codes: tuple[str, ...] = ()
        places_named: tuple[str, ...] = ()
        for mention in self.who.within(topic.span.start, topic.span.end):
            token = sentence.at(mention.head)
            first = next(
                (t for t in sentence.tokens[topic.first : topic.stop] if t.start >= mention.start), None
            )
            if token is None or first is None:
                continue
            case = sentence[first.i - 1] if first.i > topic.first else first
            while case.pos == "DET" and case.i > topic.first:
                case = sentence[case.i - 1]
            after = next(
                (t for t in sentence.tokens[topic.first : topic.stop] if t.start >= mention.end), None
            )
            possessor = mention.kind == "possessive" or (
                after is not None and after.lower in syntax.genitive and after.lower[0] in "'’"
            )
            modifier = token.dep in {"amod", "compound", "nmod:poss"} and case.pos != "ADP"
            owned = case.lemma in syntax.genitive and self._near(sentence, topic, case)
            led = case.pos == "ADP" and (owned or case.lemma in syntax.agent)
            if possessor or modifier or led:
                codes = _united(codes, self.who.codes(mention))
            elif case.pos == "ADP" and case.lemma in syntax.locative:
                places_named = _united(places_named, self.who.codes(mention))
        return (codes, False) if codes else (places_named, True)

    @staticmethod
    def _near(sentence: Sentence, topic: Topic, case: Token) -> bool:
        """Whether the preposition follows the topic's first noun, so that it leads to the owner of the
        whole.
        """
        return sum(t.pos == "NOUN" for t in sentence.tokens[topic.first : case.i]) <= 2

    def _is_joint(self, sentence: Sentence, head: Token) -> bool:
        words = {head.lemma, head.lower} | {k.lemma for k in sentence.kids(head, "det", "amod", "nummod")}
        if any(
            k.pos == "CCONJ" and sentence.head(k).pos in {"PROPN", "NOUN"}
            for k in self._name_words(sentence, head)
        ):
            return True
        plural = head.has("Number", "Plur") or head.lower in self.rules.joint
        return plural and bool(words & self.rules.joint)

    @staticmethod
    def _name_words(sentence: Sentence, head: Token) -> list[Token]:
        """The words of a phrase that name its members, not what is said about them."""
        kept, todo = [head], [head]
        while todo:
            for kid in sentence.kids(
                todo.pop(), "flat", "flat:name", "compound", "conj", "appos", "cc", "det", "nummod"
            ):
                kept.append(kid)
                todo.append(kid)
        return sorted(kept, key=lambda t: t.i)

    @staticmethod
    def _negated(sentence: Sentence, token: Token) -> bool:
        return any(
            k.has("Polarity", "Neg") or k.lemma in ("not", "never") for k in sentence.kids(token, "advmod")
        )

    # ---- issues ------------------------------------------------------------------------------------------

    def _issue(self, span: Span) -> str:
        words = span.of(self.text)
        known = self.language.issue_names.issue(words)
        return known if known is not None else "open/" + slug(words)


def slug(words: str) -> str:
    """The words as an id: lower case, no accents, hyphens between."""
    plain = unicodedata.normalize("NFKD", fold(words)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "unnamed"


def _first_head(sentence: Sentence, topic: Topic) -> Token | None:
    """The noun that a topic begins with: behind possessors and what is compounded with it."""
    head: Token | None = None
    for token in sentence.tokens[topic.first : topic.stop]:
        if token.pos in {"NOUN", "PROPN"}:
            head = token
        elif token.lower in ("'s", "’s"):
            head = None
        elif head is not None and token.text != "-":
            return head
    return head


def _is_told(sentence: Sentence, token: Token) -> bool:
    """Whether a verb tells of what happens, not of what somebody is ready or asked to do."""
    finite = token.has("VerbForm", "Fin") or bool(sentence.kids(token, "aux", "aux:pass"))
    return finite or token.dep in {"root", "conj", "acl"}


def _united(codes: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*codes, *more]))


def _first_told(stances: list[Stance]) -> list[Stance]:
    """Without those that say again of the same parties what an earlier one says of the same issue."""
    kept: dict[tuple[object, ...], Stance] = {}
    for stance in stances:
        kept.setdefault((stance.issue, stance.relation, frozenset(stance.parties), stance.holder), stance)
    return list(kept.values())


def _under(sentence: Sentence, token: Token, other: Token) -> bool:
    return any(a is other for a in sentence.ancestors(token))


def _best(found: list[_Found]) -> list[_Found]:
    """One stance for each topic: where two overlap, the more telling relation, then the longer topic.

    What stands inside the topic of another construction ("discussed the response to …") is no stance of its
    own.
    """
    found = [
        f for f in found if f.sure or not any(o is not f and _holds(o.stance.topic, f.trigger) for o in found)
    ]
    kept: list[_Found] = []
    ranked = sorted(
        found,
        key=lambda f: (not f.sure, _rank(f.stance.relation), -len(f.stance.parties), -len(f.stance.topic)),
    )
    for one in ranked:
        if one.stance.relation in STATES or not any(
            k.stance.topic.overlaps(one.stance.topic) and k.stance.relation not in STATES for k in kept
        ):
            kept.append(one)
    return kept


def _rank(relation: str) -> int:
    return ORDER.index(relation) if relation in ORDER else len(ORDER)


def _holds(topic: Span, trigger: Token) -> bool:
    return topic.start <= trigger.start and trigger.end <= topic.end
