"""PLOVER's contexts of a sentence, by the words that stand in it."""

from __future__ import annotations

from collections.abc import Mapping

from detente.model import Sentence


def contexts_of(
    sentence: Sentence, index: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
) -> tuple[str, ...]:
    """The contexts that the sentence calls for, in the order of their words; each word may be form or lemma."""
    found: dict[str, None] = {}
    forms = [(t.lower.replace("’", "'"), t.lemma) for t in sentence]
    for at, (form, lemma) in enumerate(forms):
        for key in dict.fromkeys((form, lemma)):
            for words, name in index.get(key, ()):
                row = forms[at : at + len(words)]
                if len(row) == len(words) and all(w in pair for w, pair in zip(words, row, strict=True)):
                    found.setdefault(name)
    return tuple(found)
