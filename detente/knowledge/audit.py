"""Whether the tables of the world agree with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.knowledge.world import World

# ISO dates, cut where the day or month is not known; "" is open.
DATE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")


def problems(world: World) -> Iterator[str]:
    """All that is wrong, in words: ids that lead nowhere, dates that are none or out of order."""
    for entity in world.entities.values():
        yield from _dates(entity.id, entity.since, entity.until)
        if entity.country and entity.country not in world.entities:
            yield f"{entity.id}: no such country {entity.country}"
    for office in world.offices.values():
        if office.owner not in world.entities:
            yield f"office {office.id}: no such owner {office.owner}"
    for person in world.people.values():
        if person.country and person.country not in world.entities:
            yield f"person {person.id}: no such country {person.country}"
    for terms in world.by_office.values():
        for term in terms:
            name = f"{term.person} as {term.office}"
            yield from _dates(name, term.since, term.until)
            if term.office not in world.offices:
                yield f"{name}: no such office"
            if term.person not in world.people:
                yield f"{name}: no such person"
    for group, members in world.members_of.items():
        for member, since, until in members:
            yield from _dates(f"{member} in {group}", since, until)
            yield from (
                f"members of {group}: no such id {i}" for i in (group, member) if i not in world.entities
            )


def _dates(name: str, since: str, until: str) -> Iterator[str]:
    for date in (since, until):
        if not DATE.fullmatch(date):
            yield f"{name}: '{date}' is no date"
    # An end known to the year lasts to its end.
    if since and until and until + "~" < since:
        yield f"{name}: ends ({until}) before it begins ({since})"
