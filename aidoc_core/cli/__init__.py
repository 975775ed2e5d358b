"""The command `aidoc`: thin commands over the core."""

from aidoc_core.cli.badge import badge
from aidoc_core.cli.check import check
from aidoc_core.cli.commands import main
from aidoc_core.cli.fill import fill, refresh
from aidoc_core.cli.importing import import_
from aidoc_core.cli.init import init
from aidoc_core.cli.patch import patch
from aidoc_core.cli.plan import plan
from aidoc_core.cli.prune import prune
from aidoc_core.cli.report import report
from aidoc_core.cli.review import review

for command in (badge, check, fill, import_, init, patch, plan, prune, refresh, report, review):
    main.add_command(command)

__all__ = ["badge", "check", "fill", "import_", "init", "main", "patch", "plan", "prune", "refresh", "report", "review"]
