"""The life of what is expected: from the first proposal to the day on which it is held, dropped or forgotten. Pure.

Every happening between two parties that foresees an act, fulfils it or refuses it is a move; moves are told in the
order of their days, and each finds the expectation that it is about, or opens one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

# Kinds of moves that open an expectation, those that bring it nearer or further, and those that end it.
OPENING = frozenset(
    {"proposed", "hoped", "announced", "promised", "agreed", "demanded", "threatened", "conditional"}
)
ENDING = frozenset({"cancelled", "refused"})
KEPT = "kept"
MOVED = "moved"
# Acts in which both sides do the same, so that it does not matter who speaks of it.
MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE", "SUPPORT"})
# What fulfils what: talks are held by whatever kind of meeting; the other acts by themselves.
DAY = dt.timedelta(1)
# Days by which an act may miss its window and still be the one expected.
SLACK = 3
# Days without a word after which something said without a date is about something else.
SILENCE = 200
# Days within which an act that nobody dated is taken for the one expected.
UNDATED = 120
# Days by which an act may be put off in one step.
PUT_OFF = 92
# Days after a cancellation within which a new date revives the expectation.
REVIVED = 60
# From which fit a move is about an expectation.
ENOUGH = 1.0
OVERLAP, ONE_UNDATED, LATER, PEOPLE, PLACE = 3.0, 1.5, 1.0, 1.0, 0.5
OTHER_COUNTRY, VAGUE, COARSE = -1.5, -0.5, 31


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which an act is expected, or on which it was done."""

    start: dt.date
    end: dt.date
    grain: str

    def apart(self, other: Window) -> int:
        """Days between the two windows; 0 or less where they overlap."""
        return (max(self.start, other.start) - min(self.end, other.end)).days

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class Move:
    """One happening as a step: `said` is the day on which it was done or said, `doers` are those expected to act.

    `act` is None where the words do not name it ("made an offer"). `articles` are the ids of those that tell it.
    """

    happening: int
    kind: str
    act: str | None
    said: dt.date
    window: Window | None
    doers: frozenset[str]
    people: frozenset[tuple[str, str]]
    place: str | None
    place_code: str | None
    articles: frozenset[int] = frozenset()


@dataclass(slots=True)
class Life:
    """One expectation as it grows: its moves with what each is in its life, and what is known of it so far."""

    act: str | None
    doers: frozenset[str]
    moves: list[tuple[str, Move]] = field(default_factory=list)
    window: Window | None = None
    place: str | None = None
    place_code: str | None = None
    people: frozenset[tuple[str, str]] = frozenset()
    status: str = "open"

    @property
    def last(self) -> dt.date:
        return self.moves[-1][1].said


def lives(moves: Iterable[Move]) -> list[Life]:
    """The expectations between two parties, in the order in which they were opened."""
    found: list[Life] = []
    for move in sorted(moves, key=_order):
        life = _about(move, found)
        if life is None:
            if move.kind not in OPENING:
                continue
            life = Life(move.act, move.doers)
            found.append(life)
        if not _repeated(life, move):
            _take(life, move)
    return found


def _repeated(life: Life, move: Move) -> bool:
    """Whether the same articles have said the same on the same day: "hopes to meet" is a hope, and a hoped meeting."""
    if not move.articles:
        return False
    return any(
        move.kind == kind
        and move.said == m.said
        and (move.articles <= m.articles or (bool(m.articles) and m.articles <= move.articles))
        for kind, m in life.moves
    )


def _order(move: Move) -> tuple[dt.date, bool, int]:
    """By day; on one day what foresees comes before what is done."""
    return move.said, move.kind == KEPT, move.happening


def _about(move: Move, found: list[Life]) -> Life | None:
    """The expectation that the move is about: that which it fits best, of equals the one last spoken of."""
    fits = [(_fit(move, life), life.last, n) for n, life in enumerate(found)]
    best = max(fits, default=None)
    return found[best[2]] if best is not None and best[0] >= ENOUGH else None


def _fit(move: Move, life: Life) -> float:
    if (
        _untold(move, life)
        or not _open_for(move, life)
        or not _acts_agree(move, life)
        or not _doers_agree(move, life)
    ):
        return 0.0
    shared = move.people & life.people
    if not shared and {c for c, _ in move.people} & {c for c, _ in life.people}:
        return 0.0
    fit = _time(move, life)
    if fit <= 0:
        return 0.0
    fit += PEOPLE if shared else 0.0
    if move.act is None or life.act is None:
        fit += VAGUE
    if move.place_code and life.place_code:
        fit += PLACE if move.place_code == life.place_code else OTHER_COUNTRY
    return fit


def _open_for(move: Move, life: Life) -> bool:
    """Whether the expectation is still open, or may be opened once more by a new date."""
    if life.status == "open":
        return True
    revives = move.kind in {"announced", "agreed", KEPT, MOVED}
    return life.status in ENDING and revives and (move.said - life.last).days <= REVIVED


def _untold(move: Move, life: Life) -> bool:
    """Whether an act is told as done only by those who that day tell that it is threatened or promised: a threat
    read amiss, no deed.
    """
    told = {a for _, m in life.moves for a in m.articles}
    return move.kind == KEPT and move.said <= life.last and bool(move.articles) and move.articles <= told


def _acts_agree(move: Move, life: Life) -> bool:
    if move.kind == KEPT:
        return life.act == move.act
    return life.act == move.act or life.act is None or move.act is None


def _doers_agree(move: Move, life: Life) -> bool:
    if (life.act or move.act) in MUTUAL or life.act is None or move.kind in ENDING:
        return True
    return not move.doers or not life.doers or bool(move.doers & life.doers)


def _time(move: Move, life: Life) -> float:
    """How well the days agree; 0 where the move is about another time."""
    silent = (move.said - life.last).days
    if move.window is None or life.window is None:
        if move.kind == KEPT:
            return ONE_UNDATED if silent <= UNDATED else 0.0
        if life.window is not None and move.said > life.window.end + SLACK * DAY:
            return 0.0
        return ONE_UNDATED if silent <= SILENCE else 0.0
    apart = move.window.apart(life.window)
    if apart <= SLACK:
        return OVERLAP
    if move.kind == KEPT or apart > PUT_OFF or silent > SILENCE:
        return 0.0
    if move.kind in {MOVED, "cancelled"} or (
        life.window.days >= COARSE and move.window.start > life.window.start
    ):
        return LATER
    # Another day for the same people, or the same place, before the first has passed, is a new date for it.
    before = move.said <= life.window.end + SLACK * DAY
    same = bool(move.people & life.people) or (move.place is not None and move.place == life.place)
    return LATER if before and same else 0.0


def _take(life: Life, move: Move) -> None:
    kind = move.kind
    window = move.window
    if kind in OPENING and window and life.window and window.apart(life.window) > SLACK:
        kind = MOVED
    if kind == "cancelled" and window and life.window and window.apart(life.window) > SLACK:
        kind = MOVED
    life.moves.append((kind, move))
    life.act = life.act or move.act
    life.doers = life.doers or move.doers
    life.people |= move.people
    if kind == KEPT or kind in ENDING:
        life.status = kind
    else:
        life.status = "open"
    if kind == MOVED or (
        window and kind not in ENDING and (life.window is None or window.days <= life.window.days)
    ):
        life.window = window
    if move.place and (life.place is None or kind == KEPT):
        life.place, life.place_code = move.place, move.place_code
