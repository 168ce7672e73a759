"""From text to sentences: language, tokens, sentence ends, parses, dates."""

from detente.text import dates
from detente.text.language import identify
from detente.text.parse import parse

__all__ = ["dates", "identify", "parse"]
