"""Who shares an interest in what, who disputes it, and what is only discussed."""

from detente.stances.find import find

__all__ = ["find"]
