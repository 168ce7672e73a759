"""Files and addresses to articles."""

from detente.intake.fetch import Limits
from detente.intake.files import Found, Located, Refused, Skipped, articles, examples

__all__ = ["Found", "Limits", "Located", "Refused", "Skipped", "articles", "examples"]
