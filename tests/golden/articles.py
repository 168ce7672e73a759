"""The golden articles: the examples that ship, and the articles of this folder.

The record of an article is kept in `<lang>/<slug>/record.txt`, in the form that `detente read` prints. An
article that is no example lies beside it as `article.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from detente.cli.reading import without_domestic
from detente.cli.show import page
from detente.intake import Located, articles
from detente.knowledge import Knowledge
from detente.knowledge.files import DATA
from detente.model import Article
from detente.read import read

FOLDER = Path(__file__).parent


def golden() -> Iterator[tuple[Path, Article]]:
    """Where the record of each article is kept, and the article."""
    paths = [*(DATA / "examples").glob("*/*.md"), *FOLDER.glob("*/*/article.md")]
    for path in sorted(paths):
        example = path.name != "article.md"
        slug = path.stem if example else path.parent.name
        lang = path.parent.name if example else path.parent.parent.name
        (found,) = articles([str(path)])
        assert isinstance(found, Located), found
        yield FOLDER / lang / slug / "record.txt", replace(found.article, id=slug, lang=lang)


def record(article: Article, known: Knowledge) -> str:
    """The record of an article as `detente read` prints it."""
    return page(without_domestic(read(article, known=known)))
