"""A record as the rows of its findings, and as compressed bytes."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from detente.model import Article, Event, Interval, Party, Record, Span, Stance, decode

# Findings that a text's own length bounds: more words than this in one cell help nobody.
LONGEST = 2_000
Row = dict[str, Any]
# Where a sentence ends: a mark behind a word of some length ("M. Lavrov" goes on) or a number, or a new line.
STOP = re.compile(r"(?:(?<=[^\W\d_]{3})[.!?…]|(?<=[\d\"”»’)\]])[.!?…]|(?=\n))[\"”»’)\]]*(?P<space>\s+)")
# No further than this from the words themselves.
REACH = 300


def packed(text: str) -> bytes:
    """Text as compressed UTF-8."""
    return zlib.compress(text.encode("utf-8"), 6)


def unpacked(data: bytes) -> str:
    return zlib.decompress(data).decode("utf-8")


def packed_record(record: Record) -> bytes:
    """The findings of a record, without its article."""
    found = record.to_json()
    return packed(json.dumps({k: found[k] for k in decode.KINDS}, ensure_ascii=False, separators=(",", ":")))


def unpacked_record(article: Article, data: bytes) -> Record:
    return decode.record(article, json.loads(unpacked(data)))


@dataclass(slots=True)
class Rows:
    """The rows of one record, by table; ids are counted from those given."""

    actors: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    parties: list[Row] = field(default_factory=list)
    quotes: list[Row] = field(default_factory=list)
    stances: list[Row] = field(default_factory=list)
    stance_parties: list[Row] = field(default_factory=list)


def rows(record: Record, article: int, revision: int, firsts: dict[str, int]) -> Rows:
    """The findings of a record as rows. `firsts` are the first free ids of events, quotes and stances."""
    found, text = Rows(), record.article.text
    codes = {a.id: a for a in record.actors}
    said = record.article.published
    at = {"article": article, "revision": revision, "said": said}
    for actor in record.actors:
        found.actors.append(
            {
                "article": article,
                "actor": actor.id,
                "name": actor.name,
                "code": actor.code,
                "sector": actor.sector,
                "office": actor.office,
                "mentions": len(actor.mentions),
            }
        )
    for id, event in enumerate(record.events, firsts["events"]):
        found.events.append({"id": id, **at, **_event(event, text), "happening": None})
        found.parties += _parties(id, event, codes)
    for id, quote in enumerate(record.quotes, firsts["quotes"]):
        parts = sorted(quote.parts) or [quote.evidence.span]
        found.quotes.append(
            {
                "id": id,
                **at,
                "name": quote.id,
                "kind": quote.kind,
                "speaker": quote.speaker.id if quote.speaker else None,
                "speaker_name": quote.speaker.name if quote.speaker else None,
                "speaker_code": quote.speaker.code if quote.speaker else None,
                "addressee_code": quote.addressee.code if quote.addressee else None,
                "force": quote.force,
                "words": " … ".join(_words(text, p) for p in parts),
                "from_at": parts[0].start,
                "to_at": parts[-1].end,
            }
        )
    for id, stance in enumerate(record.stances, firsts["stances"]):
        found.stances.append({"id": id, **at, **_stance(stance, text, codes)})
        found.stance_parties += [{"stance": id, "code": c} for c in sorted(set(stance.parties))]
    return found


def _event(event: Event, text: str) -> Row:
    place, sentence = event.place, around(text, event.evidence.span)
    return {
        "name": event.id,
        "root": event.root,
        "mode": event.mode,
        "act": event.act,
        "operators": " ".join(o.name for o in event.operators),
        "contexts": " ".join(event.contexts),
        "status": event.status,
        "mutual": event.mutual,
        "domestic": event.domestic,
        **_dates("", event.date),
        **_dates("expected_", event.expected),
        "place": place.name if place else None,
        "place_code": place.code if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "quad": event.quad,
        "score": event.score,
        "confidence": event.confidence,
        "rule": event.rule,
        "trigger": _words(text, event.trigger),
        "words": _words(text, sentence),
        "from_at": sentence.start,
        "to_at": sentence.end,
        "trigger_from": event.trigger.start,
        "trigger_to": event.trigger.end,
        "claimed_by": event.claimed_by,
    }


def _dates(prefix: str, interval: Interval | None) -> Row:
    known = interval is not None and interval.start is not None and interval.end is not None
    return {
        f"{prefix}start": interval.start if interval and known else None,
        f"{prefix}end": interval.end if interval and known else None,
        f"{prefix}grain": interval.granularity if interval and known else None,
    }


def _parties(id: int, event: Event, actors: dict[str, Any]) -> Iterator[Row]:
    sides: Iterable[tuple[str, tuple[Party, ...]]] = (
        ("actor", event.actors),
        ("recipient", event.recipients),
    )
    for side, members in sides:
        for position, party in enumerate(members):
            actor = actors.get(party.id or "")
            yield {
                "event": id,
                "side": side,
                "position": position,
                "person": party.id,
                "name": actor.name if actor else None,
                "code": party.code,
                "sector": party.sector,
                "office": actor.office if actor else None,
            }


def _stance(stance: Stance, text: str, actors: dict[str, Any]) -> Row:
    holder, sentence = actors.get(stance.holder or ""), around(text, stance.evidence.span)
    return {
        "issue": stance.issue,
        "relation": stance.relation,
        "holder": stance.holder,
        "holder_code": holder.code if holder else None,
        "polarity": stance.polarity,
        "topic": _words(text, stance.topic),
        "words": _words(text, sentence),
        "from_at": sentence.start,
        "to_at": sentence.end,
    }


def around(text: str, span: Span) -> Span:
    """The sentence in which words stand, for the eye and for search; as far as marks and lines tell it."""
    start, end = max(0, span.start - REACH), min(len(text), span.end + REACH)
    before = list(STOP.finditer(text, start, span.start))
    after = STOP.search(text, max(span.end - 1, span.start), end)
    first = before[-1].end() if before else (text.find(" ", start, span.start) + 1 if start else 0)
    return Span(min(first, span.start), max(after.start("space") if after else end, span.end))


def _words(text: str, span: Span) -> str:
    return " ".join(span.of(text).split()).replace("\0", "")[:LONGEST]
