"""Who is mentioned in an article, and where: the answer of the actors stage, read by all that follow."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from detente.model.findings import Actor, Mention


@dataclass(frozen=True, slots=True)
class Who:
    """All actors of an article and all their mentions, in the order of the text.

    Mentions may nest ("the foreign minister of [Iran]" holds "Iran"): the widest phrase stands for the
    participant, the inner one only for itself.
    """

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    _by_id: Mapping[str, Actor] = field(init=False, repr=False, compare=False)
    _heads: Mapping[int, tuple[Mention, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        heads: dict[int, tuple[Mention, ...]] = {}
        for mention in self.mentions:
            heads[mention.head] = (*heads.get(mention.head, ()), mention)
        object.__setattr__(self, "_by_id", {a.id: a for a in self.actors})
        object.__setattr__(self, "_heads", heads)

    def actor(self, id: str) -> Actor:
        return self._by_id[id]

    def headed_at(self, offset: int) -> Mention | None:
        """The widest mention whose syntactic head word starts at the offset."""
        return max(self._heads.get(offset, ()), key=lambda m: m.end - m.start, default=None)

    def within(self, start: int, end: int) -> Iterator[Mention]:
        """The mentions that lie in [start, end) of the article, in order."""
        at = bisect_left(self.mentions, start, key=lambda m: m.start)
        while at < len(self.mentions) and self.mentions[at].start < end:
            if self.mentions[at].end <= end:
                yield self.mentions[at]
            at += 1

    def codes(self, mention: Mention) -> tuple[str, ...]:
        """The codes of the mention's actors, without those unknown."""
        return tuple(c for a in mention.actors if (c := self._by_id[a].code))
