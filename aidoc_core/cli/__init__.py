"""The command `aidoc`: thin commands over the core."""

from aidoc_core.cli.badge import badge
from aidoc_core.cli.check import check
from aidoc_core.cli.commands import main
from aidoc_core.cli.fill import fill, refresh
from aidoc_core.cli.init import init
from aidoc_core.cli.patch import patch
from aidoc_core.cli.plan import plan
from aidoc_core.cli.report import report

main.add_command(badge)
main.add_command(check)
main.add_command(fill)
main.add_command(init)
main.add_command(patch)
main.add_command(plan)
main.add_command(refresh)
main.add_command(report)

__all__ = ["badge", "check", "fill", "init", "main", "patch", "plan", "refresh", "report"]
