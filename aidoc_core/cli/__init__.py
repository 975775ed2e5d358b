"""The command `aidoc`: thin commands over the core."""

from aidoc_core.cli.group import main

__all__ = ["main"]
