"""The command `aidoc`: thin commands over the core."""

from aidoc_core.cli.commands import main

__all__ = ["main"]
