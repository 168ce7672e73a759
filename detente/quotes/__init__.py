"""Who said what: passages in quotation marks, cues, reported clauses, speakers."""

from detente.quotes.find import find

__all__ = ["find"]
