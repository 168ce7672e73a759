"""Which language a text is written in."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

from detente.model import LanguageError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# The beginning of an article tells its language; more only costs time.
ENOUGH = 2_000


def identify(text: str, known: Collection[str], where: str | None = None) -> str:
    """The ISO 639-1 code of the text's language.

    Raises:
        LanguageError: it is none of the known languages.
    """
    code, _ = _identifier().classify(text[:ENOUGH])
    if code not in known:
        raise LanguageError(
            f"the text seems to be in '{code}'; Detente reads {', '.join(sorted(known))} (--lang names it)", where
        )
    return str(code)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
