"""The command line."""

from detente.cli.app import main

__all__ = ["main"]
