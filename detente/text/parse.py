"""Text to parsed sentences: the only place that knows spaCy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from detente.knowledge.language import Language
from detente.model import PipelineError, Sentence, Token

if TYPE_CHECKING:
    import spacy.language
    import spacy.tokens

# A longer stretch is cut at a line's end: the parser's memory grows with the length of its document.
LONGEST = 20_000


def parse(text: str, language: Language) -> tuple[Sentence, ...]:
    """The sentences of a text, in order, with offsets into it. Blank stretches have no sentence.

    Raises:
        PipelineError: the language's pipeline cannot be loaded.
    """
    nlp = load(language.pipeline)
    sentences: list[Sentence] = []
    for offset, stretch in stretches(text):
        for words in _sentences(nlp(stretch)):
            paragraph = _paragraph(sentences, text, words[0].idx + offset)
            sentences.append(_sentence(words, offset, len(sentences), paragraph, language.ships_pipeline))
    return tuple(sentences)


@cache
def load(pipeline: str) -> spacy.language.Language:
    """The spaCy pipeline at a path, or installed under a name."""
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    from detente.text import lemmas, sentences, spaces, tokens  # noqa: F401  (registers their spaCy factories)

    # NumPy's own matrix product is half as fast again as BLIS on the small matrices here.
    set_current_ops(NumpyOps(use_blis=False))
    try:
        return spacy.load(pipeline)
    except (OSError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise PipelineError(f"pipeline {pipeline}: cannot be loaded: {reason}") from None


def stretches(text: str) -> Iterator[tuple[int, str]]:
    """The text in pieces of at most about `LONGEST` characters, cut at line ends where there are any."""
    start = 0
    while start < len(text):
        end = min(start + LONGEST, len(text))
        if end < len(text):
            cut = max(text.rfind("\n", start, end), text.rfind(". ", start, end))
            end = cut + 1 if cut > start else end
        yield start, text[start:end]
        start = end


def _sentences(doc: spacy.tokens.Doc) -> Iterator[list[spacy.tokens.Token]]:
    for span in doc.sents:
        words = [t for t in span if not t.is_space]
        if words:
            yield words


def _paragraph(before: list[Sentence], text: str, start: int) -> int:
    if not before:
        return 0
    return before[-1].paragraph + ("\n" in text[before[-1].end : start])


def _sentence(
    words: list[spacy.tokens.Token], offset: int, index: int, paragraph: int, with_vectors: bool
) -> Sentence:
    """A sentence with one root: further ones that the parser leaves are hung below the first."""
    place = {t.i: n for n, t in enumerate(words)}
    heads = [_head(t, place) for t in words]
    root = next((n for n, h in enumerate(heads) if h == n), 0)
    tokens, children = [], [list[int]() for _ in words]
    for n, word in enumerate(words):
        head, dep = heads[n], word.dep_.lower()
        if head == n and n != root:
            head, dep = root, "parataxis"
        if head != n:
            children[head].append(n)
        tokens.append(
            Token(
                n,
                word.text,
                word.lemma_.lower() or word.lower_,
                word.pos_,
                dep,
                head,
                _feats(str(word.morph)),
                word.idx + offset,
                word.idx + offset + len(word.text),
            )
        )
    doc = words[0].doc
    # Another pipeline's vectors would mean something else.
    tensor: Any = doc.tensor
    vectors = tensor[[t.i for t in words]] if with_vectors and tensor.size else None
    return Sentence(index, paragraph, tuple(tokens), tuple(tuple(c) for c in children), vectors)


def _head(word: spacy.tokens.Token, place: Mapping[int, int]) -> int:
    """Position of the word's head in the sentence; a head that is white space is passed over."""
    head = word.head
    while head.i not in place and head.head.i != head.i:
        head = head.head
    return place.get(head.i, place[word.i])


@cache
def _feats(morph: str) -> Mapping[str, str]:
    """UD features of a morphological analysis ("Tense=Past|VerbForm=Fin")."""
    return MappingProxyType(dict(f.split("=", 1) for f in morph.split("|") if "=" in f))
