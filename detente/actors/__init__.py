"""Who is mentioned, and who they are on the article's day."""

from detente.actors.find import find, hear

__all__ = ["find", "hear"]
