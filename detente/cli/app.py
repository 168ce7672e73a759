"""The commands, and how their errors reach a person: one line each, never a traceback.

Exit status: 0 everything was read; 1 something was left out (each with its line on standard error);
2 the command was used wrongly; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

import detente
from detente.cli import doctor, explain, reading, who
from detente.cli.console import complain
from detente.model import DetenteError

app = typer.Typer(
    name="detente",
    help=__doc__ and "Reads diplomatic news in French and English and keeps the record of relations.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("read")(reading.read)
app.command("explain")(explain.explain)
app.command("who")(who.who)
app.command("unresolved")(who.unresolved)
app.command("doctor")(doctor.doctor)
world = typer.Typer(help="The data about the world.", no_args_is_help=True)
world.command("check")(doctor.check_world)
app.add_typer(world, name="world")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"detente {detente.__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Reads diplomatic news in French and English and keeps the record of relations.

    Exit status: 0 all was read; 1 something was left out (a line on standard error says what and why);
    2 wrong usage; 130 interrupted.
    """


def main() -> None:
    """Run the command line; the process ends with the exit status."""
    try:
        app()
    except DetenteError as error:
        complain(str(error))
        sys.exit(1)
    except BrokenPipeError:
        # The reader of the pipe has seen enough: no complaint, also not at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        complain("interrupted")
        sys.exit(130)
