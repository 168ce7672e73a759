"""What README.md shows is what Detente does."""

from __future__ import annotations

import re

from typer.main import get_command

from detente.cli.app import app
from detente.knowledge import Knowledge
from tests.cli.readme import README, rewritten


def test_the_example_is_real(known: Knowledge) -> None:
    assert rewritten(known) == README.read_text(encoding="utf-8"), "make golden, if this is meant"


def test_the_python_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    exec(code, {})


def test_commands_are_documented() -> None:
    text = README.read_text(encoding="utf-8")
    commands = get_command(app).commands  # type: ignore[attr-defined]
    assert all(f"detente {name}" in text for name in commands if name not in {"unresolved", "world"})
