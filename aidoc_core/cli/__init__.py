"""The command `aidoc`: thin commands over the core."""

from aidoc_core.cli.badge import badge
from aidoc_core.cli.commands import main
from aidoc_core.cli.patch import patch
from aidoc_core.cli.report import report

main.add_command(badge)
main.add_command(patch)
main.add_command(report)

__all__ = ["badge", "main", "patch", "report"]
