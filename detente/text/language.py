"""Which language a text is written in."""

from __future__ import annotations

from collections.abc import Collection

from detente.model import LanguageError

# The beginning of an article tells its language; more only costs time.
ENOUGH = 2_000


def identify(text: str, known: Collection[str], where: str | None = None) -> str:
    """The ISO 639-1 code of the text's language.

    Raises:
        LanguageError: it is none of the known languages.
    """
    # Imported here: loading its model takes longer than naming the language does.
    import py3langid

    code = str(py3langid.classify(text[:ENOUGH])[0])
    if code not in known:
        raise LanguageError(
            f"the text seems to be in '{code}'; Detente reads {', '.join(sorted(known))} (--lang names it)",
            where,
        )
    return code
