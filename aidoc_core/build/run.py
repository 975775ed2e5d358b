"""One run of a build: what it was given, what is counted on the way, and what became of each object so far."""

from __future__ import annotations

import sys
import time
import uuid
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from aidoc_core.build.growth import growth
from aidoc_core.build.memory import Memory
from aidoc_core.build.resources import Resources
from aidoc_core.build.stages import Stages

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import TextIO

    from aidoc_core.asking.counters import Counters
    from aidoc_core.asking.plan import Plan
    from aidoc_core.asking.sent import Sent
    from aidoc_core.build.commit import Commit
    from aidoc_core.build.errand import Errand
    from aidoc_core.build.journal import Journal
    from aidoc_core.build.ledger import Ledger
    from aidoc_core.build.opened import Opened
    from aidoc_core.build.openers import Openers
    from aidoc_core.build.remembered import Remembered
    from aidoc_core.problems import Problem
    from aidoc_core.render.loss import Loss
    from aidoc_core.settings import Settings


class Run:
    """A build as far as it has come.

    Args:
        settings: The options.
        root: The directory of the configuration file; other directories are relative to it.
        tool: The doc tool's name, for the report.
        stream: Where a progress bar may be drawn; standard error if not given.
        openers: How the stores are opened, for tests; the real ones if not given.
        errand: What a command wants of this build.

    Attributes:
        settings: The options.
        root: The directory of the configuration file.
        tool: The doc tool's name.
        build: Its id.
        started: When it began, in seconds since 1970.
        began: The same, by a clock that nobody sets.
        stages: How long its stages take.
        problems: All that went wrong so far.
        in_navigation: Tells whether a page of the navigation shows an object; `None` where the adapter does not know.
        watch: Told of what is going to be asked, and of every request when it is over.
        for_review: Whether pages show only what a person has approved.
        course: How far what a command wants is; `None` for a build like any other.
        journal: The log of requests; `None` if the options name none.
        stream: Where a progress bar may be drawn.
        remembered: What an earlier build of the same site came to; `None` for a build that looks for itself.
        looked_for: Which of the names that inventories of the site were asked for they have.
        memory: What earlier builds have worked out.
        names_read: The names in the code of objects that are carried over from an earlier build, by path.
    """

    def __init__(  # noqa: PLR0913 - keyword-only; tests pass fakes in
        self,
        settings: Settings,
        *,
        root: Path,
        tool: str,
        stream: TextIO | None = None,
        openers: Openers | None = None,
        errand: Errand | None = None,
    ) -> None:
        self.for_review = settings.require_review
        self.settings = settings = settings if errand is None else errand.options(settings)
        self.root = root
        self.tool = tool
        self.build = uuid.uuid4().hex[:12]
        self.started = time.time()
        self.began = time.monotonic()
        self.stages = Stages()
        self.problems: list[Problem] = []
        self.remembered: Remembered | None = None
        self.looked_for: dict[str, bool] = {}
        self.names_read: Mapping[str, Sequence[str]] = {}
        self.in_navigation: Callable[[str], bool] | None = None
        self.watch: Callable[[Sent | Plan], None] = lambda _: None
        self.journal = _journal(settings, root, self.build)
        self.stream = stream or sys.stderr
        self.course = errand.course(root) if errand is not None else None
        self._openers = openers or (errand.openers if errand is not None else None)
        self._resources = Resources()
        self.memory = Memory(settings.where(settings.cache_dir, root), root, self._resources)
        self._look: Callable[[], None] = lambda: None
        self._inventory: Callable[[str], bool] = lambda _: False

    @cached_property
    def counters(self) -> Counters:
        """What is requested and billed."""
        from aidoc_core.asking.counters import Counters  # noqa: PLC0415 - where anybody counts

        return Counters()

    @cached_property
    def _ledger(self) -> Ledger:
        from aidoc_core.build.ledger import Ledger  # noqa: PLC0415 - for the first object

        return Ledger(last=self.memory.table("records"))

    @property
    def ledger(self) -> Ledger:
        """What became of each object. A build that goes by what is remembered looks for itself from here on."""
        if self.remembered is not None:
            self.remembered = None
            self._look()
        return self._ledger

    @property
    def on_demand(self) -> Collection[str]:
        """Paths of objects that the scan of the pages had missed."""
        return () if self.remembered is not None else self.ledger.on_demand

    @property
    def is_idle(self) -> bool:
        """Whether no object was looked at so far, so that there is nothing to count."""
        return self.remembered is None and not vars(self).get("_ledger")

    def take_up(self, remembered: Remembered, look: Callable[[], None]) -> None:
        """Go by what an earlier build came to, for as long as nobody asks for more.

        Args:
            remembered: That.
            look: Fills what is shown, once somebody does.
        """
        self.remembered, self._look = remembered, look
        self.tell(remembered.problems)

    def leave_out(self, path: str, loss: Loss, reason: str = "") -> None:
        """Do not show an object's answer after all: it would not leave a person's words as they are.

        Args:
            path: The object.
            loss: What would be wrong.
            reason: Who is at work there; where nobody is, it is told as a fault of aidoc.
        """
        record = self.ledger[path]
        if not reason:
            self.problems.append(loss.problem(path, str(record.obj.location)))
        self.ledger.add(record.left_out(reason) if reason else record.left_out())

    @cached_property
    def commit(self) -> Commit:
        """The commit of the documented code."""
        from aidoc_core.build.commit import commit_of  # noqa: PLC0415 - all is shown by then

        return commit_of(self.root)

    def use_inventory(self, known: Callable[[str], bool]) -> None:
        """Let answers refer to what is documented elsewhere.

        Args:
            known: Tells whether a dotted path is in an inventory of the site.
        """
        self._inventory = known

    def _knows(self, name: str) -> bool:
        return self.looked_for.setdefault(name, self._inventory(name))

    @cached_property
    def opened(self) -> Opened:
        """What is looked up in: opened, and imported, for the first object."""
        from aidoc_core.build.opened import open_all  # noqa: PLC0415
        from aidoc_core.build.openers import Openers  # noqa: PLC0415

        return open_all(
            self.settings,
            self.root,
            resources=self._resources,
            openers=self._openers or Openers(),
            problems=self.problems,
            known=self._knows,
            course=self.course,
            memos=self.memory.memos,
            questions=self.memory.table("questions"),
        )

    @property
    def used(self) -> Opened | None:
        """Where objects were looked up; `None` if none were."""
        return self.opened if "opened" in vars(self) else None

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        """Add the time inside the `with` block to a stage of the build, in which what is made stays."""
        with self.stages.measure(stage), growth():
            yield

    def tell(self, problems: Iterable[Problem]) -> None:
        """Add what an adapter found on its way, to be told with the rest."""
        self.problems += problems


def _journal(settings: Settings, root: Path, build: str) -> Journal | None:
    if not settings.log_file:
        return None
    from aidoc_core.build.journal import open_journal  # noqa: PLC0415 - where there is a log

    return open_journal(settings, root, build)
