"""`detente doctor` and `detente world check`: what is installed, and what is wrong."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import typer

import detente
from detente import text
from detente.cli.console import console
from detente.knowledge import Knowledge
from detente.knowledge.world import World
from detente.model import DetenteError

PACKAGES = ("spacy", "thinc", "numpy", "py3langid", "typer", "rich")


def doctor() -> None:
    """Say what is installed and what is wrong; the exit status is 1 if anything is.

    Example: detente doctor
    """
    out = console(sys.stdout)
    wrong = 0
    out.print(f"detente {detente.__version__}, Python {platform.python_version()}, {platform.system()}")
    for package in PACKAGES:
        try:
            out.print(f"  {package} {version(package)}")
        except PackageNotFoundError:
            wrong += 1
            out.print(f"  {package} is missing: pip install {package}")
    known = Knowledge()
    for code in known.codes:
        language = known.language(code)
        try:
            sentences = text.parse("Detente.", language)
            lexicon = language.lexicon
            size = sum(f.stat().st_size for f in Path(language.pipeline).rglob("*") if f.is_file())
            out.print(
                f"  {code}: pipeline {size / 2**20:.1f} MB, {len(lexicon.acts)} acts, {len(lexicon.operators)} operators, "
                f"{len(language.names.forms)} names" + ("" if sentences else "; the pipeline reads nothing")
            )
            wrong += not sentences
        except DetenteError as error:
            wrong += 1
            out.print(f"  {code}: {error}", markup=False)
    try:
        world = known.world
        out.print(
            f"  world: {len(world.entities)} states and organisations, {len(world.offices)} offices, "
            f"{len(world.people)} people, {sum(map(len, world.by_office.values()))} terms, {len(world.places)} place names"
        )
        out.print("  judge of events: " + ("trained" if known.judge else "none: every event of the rules is kept"))
    except DetenteError as error:
        wrong += 1
        out.print(f"  {error}", markup=False)
    out.print("all is well" if not wrong else f"{wrong} things are wrong")
    if wrong:
        raise typer.Exit(1)


def check_world() -> None:
    """Check the data about the world: ids, dates in order, offices held twice at once.

    Example: detente world check
    """
    out = console(sys.stdout)
    found = list(faults(Knowledge().world))
    for fault in found:
        out.print(fault, markup=False)
    out.print(f"{len(found)} faults")
    if found:
        raise typer.Exit(1)


def faults(world: World) -> Iterator[str]:
    """What is wrong in the world's data, one line each."""
    for office in world.offices.values():
        if office.owner not in world.entities:
            yield f"offices.tsv: {office.id}: no such owner {office.owner}"
    for terms in world.by_office.values():
        for term in terms:
            if term.office not in world.offices:
                yield f"holders.tsv: no such office {term.office}"
            if term.person not in world.people:
                yield f"holders.tsv: {term.office}: no such person {term.person}"
            if term.since and term.until and term.since[: len(term.until)] > term.until[: len(term.since)]:
                yield f"holders.tsv: {term.office}: {term.person} ends ({term.until}) before it begins ({term.since})"
    for person in world.people.values():
        if person.country and person.country not in world.entities:
            yield f"people.tsv: {person.id}: no such country {person.country}"
    for group, members in world.members_of.items():
        for member, _, _ in members:
            if group not in world.entities or member not in world.entities:
                yield f"members.tsv: {group} or {member} is unknown"
