"""What happened, was promised, asked, refused or threatened: PLOVER events."""

from detente.events.find import find

__all__ = ["find"]
