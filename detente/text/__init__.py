"""From text to sentences: language, tokens, sentence ends, parses, dates."""

from detente.text.parse import parse

__all__ = ["parse"]
