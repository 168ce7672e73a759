"""Files to articles."""

from detente.intake.files import Refused, articles

__all__ = ["Refused", "articles"]
