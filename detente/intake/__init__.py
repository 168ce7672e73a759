"""Files to articles."""

from detente.intake.files import Found, Located, Refused, Skipped, articles, examples

__all__ = ["Found", "Located", "Refused", "Skipped", "articles", "examples"]
