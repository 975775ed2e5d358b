"""The command `aidoc`: thin commands over the core."""

from aidoc_core.cli.badge import badge
from aidoc_core.cli.commands import main
from aidoc_core.cli.init import init
from aidoc_core.cli.patch import patch

main.add_command(badge)
main.add_command(init)
main.add_command(patch)

__all__ = ["badge", "init", "main", "patch"]
