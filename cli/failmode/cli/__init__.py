"""The command line."""

from failmode.cli.root import main

__all__ = ["main"]
