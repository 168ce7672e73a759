"""White space hidden from the parser: it reads words alone, whatever lines and spaces lie between them.

Two pipeline components stand around those that were trained. The first gives them a document of the words
only; the second writes what they found into a document of the whole text, where each white-space token (a
line's end, a second space, a no-break space) hangs on the word before it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, SENT_START
from spacy.language import Language
from spacy.symbols import SPACE
from spacy.tokens import Doc

# Where the document of the words keeps the one of the text.
WHOLE = "detente.whole"
FOUND = [POS, MORPH, LEMMA, DEP]


@Language.component("detente_hide_spaces")
def hide(doc: Doc) -> Doc:
    """The document without its white-space tokens; itself if it has none, or nothing else."""
    words = [t for t in doc if not t.is_space]
    if len(words) == len(doc) or not words:
        return doc
    follows = [t.idx + len(t) for t in words]
    spaces = [t.idx > end for t, end in zip(words[1:], follows, strict=False)] + [False]
    clean = Doc(doc.vocab, words=[t.text for t in words], spaces=spaces)
    marks: Any = doc.to_array([SENT_START])[[t.i for t in words]]
    clean.from_array([SENT_START], marks.reshape(-1, 1))
    clean.user_data[WHOLE] = doc
    clean._context = doc._context
    return clean


@Language.component("detente_show_spaces")
def show(clean: Doc) -> Doc:
    """The document that `hide` was given, with all that was found since."""
    doc: Doc | None = clean.user_data.pop(WHOLE, None)
    if doc is None:
        if clean and clean[0].is_space:
            alone: Any = np.zeros((len(clean), 1), dtype="uint64")
            clean.from_array([HEAD], alone)
        return clean
    place = np.array([t.i for t in doc if not t.is_space])
    size = len(doc)
    # The last word at or before each token; the first word for what comes before it.
    before = np.maximum(np.searchsorted(place, np.arange(size), side="right") - 1, 0)
    found = np.zeros((size, len(FOUND)), dtype="uint64")
    found[:, 0] = SPACE
    found[:, 3] = doc.vocab.strings.add("dep")
    found[place] = clean.to_array(FOUND)
    heads = place[before] - np.arange(size)
    heads[place] = place[clean.to_array([HEAD]).astype("int64") + np.arange(len(clean))] - place
    values: Any = np.column_stack([found, heads.astype("uint64")])
    doc.from_array([*FOUND, HEAD], values)
    if clean.tensor.size:
        doc.tensor = clean.tensor[before]
    doc._context = clean._context
    return doc
