"""The records of the golden articles are those that were kept; `make golden` keeps new ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.knowledge import Knowledge
from detente.model import Article
from tests.golden.articles import golden, record

GOLDEN = list(golden())


@pytest.mark.parametrize(("path", "article"), GOLDEN, ids=[path.parent.name for path, _ in GOLDEN])
def test_golden(path: Path, article: Article, known: Knowledge) -> None:
    assert record(article, known) == path.read_text(encoding="utf-8"), "make golden, if this is meant"


def test_every_record_has_its_article() -> None:
    kept = {path for path, _ in GOLDEN}
    assert set(Path(__file__).parent.glob("*/*/record.txt")) == kept
