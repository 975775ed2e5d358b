"""The command `aidoc`: thin commands over the core."""

from aidoc_core.cli.badge import badge
from aidoc_core.cli.commands import main

main.add_command(badge)

__all__ = ["main"]
