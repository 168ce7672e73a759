"""The same article always gives the same record."""

from __future__ import annotations

import os
import subprocess
import sys


def test_records_do_not_hang_on_the_order_of_sets() -> None:
    records = {_read(seed) for seed in ("1", "2", "3")}
    assert len(records) == 1


def _read(seed: str) -> str:
    """The records of the examples, in a Python that hashes strings by the seed."""
    command = [sys.executable, "-m", "detente.cli", "read", "--examples", "--format", "jsonl"]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(
        command, capture_output=True, check=True, text=True, encoding="utf-8", env=environment
    ).stdout
