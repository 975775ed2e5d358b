"""What a build looks up in. It is opened for the first object: a build that shows none needs none of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from aidoc_core.answers.database import Reader
from aidoc_core.build.kept import Kept
from aidoc_core.build.looked_up import LookedUp, looked_up
from aidoc_core.build.verdicts import Verdicts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from aidoc_core.answers import AnswerStore, Entry
    from aidoc_core.answers.memo import Memos
    from aidoc_core.asking.prompt import Ask
    from aidoc_core.build.errand import Course
    from aidoc_core.build.ledger import Ledger
    from aidoc_core.build.openers import Openers
    from aidoc_core.build.resources import Resources
    from aidoc_core.build.verdicts import Found
    from aidoc_core.checks import Finding
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.problems import Problem
    from aidoc_core.settings import Settings


class Left(NamedTuple):
    """What looking up has come to, by the path of the object."""

    conflicts: Mapping[str, list[Finding]]
    other_models: Mapping[str, Entry]
    found: Mapping[str, dict[tuple[str, bool], Found]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What is open.

    Attributes:
        reviewed: The reviewed files.
        cache: The cache.
        kept: Looks both up.
        verdicts: What the checks say against what is kept.
        directory: The cache directory.
        unkept: Why the cache takes no answers, until that is told.
        problems: Where it is told: once an answer is missing, so that a site whose answers are all there builds from a
            directory that nobody may write to.
    """

    reviewed: AnswerStore
    cache: AnswerStore
    kept: Kept
    verdicts: Verdicts
    directory: Path
    unkept: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def look_up(self, objects: Iterable[ApiObject], ledger: Ledger) -> list[Ask]:
        """Enter what needs no request into the ledger.

        Args:
            objects: What pages show; objects that are in the ledger already are passed over.
            ledger: The ledger.

        Returns:
            What is left to request.
        """
        asks: list[Ask] = []
        for portion in self.kept.portions([obj for obj in objects if obj.path not in ledger]):
            records, left = self.kept.look_up(portion)
            for one in records:
                ledger.add(one)
            asks += left
            if self.kept.earlier.once:
                self.kept.earlier.forget(portion)
                self._forget_rows()
        if asks:
            self.problems.extend(self.unkept)
            self.unkept.clear()
        return asks

    def leave(self) -> Left:
        """What looking up has come to, for the next build of this process."""
        return Left(self.kept.conflicts, self.kept.other_models, self.verdicts.found)

    def carry(self, left: Left, modules: Collection[str], ledger: Ledger) -> None:
        """Go by what looking up came to in the last build of this process, for modules that are as they were.

        Args:
            left: That.
            modules: The modules.
            ledger: Knows the records of all their objects.
        """

        def is_carried(path: str) -> bool:
            record = ledger.get(path)
            return record is not None and record.obj.module in modules

        self.kept.conflicts.update((path, found) for path, found in left.conflicts.items() if is_carried(path))
        self.kept.other_models.update((path, one) for path, one in left.other_models.items() if is_carried(path))
        self.verdicts.carried = modules
        self.verdicts.found.update((module, left.found[module]) for module in modules if module in left.found)

    def rest(self) -> None:
        """Let go what looking ahead leaves behind, in a process that builds the site once."""
        self.verdicts.rest()
        self._forget_rows()

    def settle(self) -> None:
        """Let go what was needed to look objects up, for a build that has looked up what pages show."""
        from aidoc_core.checks.forgetting import forget_texts  # noqa: PLC0415 - for builds that end

        self.kept.earlier.clear()
        self._forget_rows()
        forget_texts()

    def conclude(self) -> None:
        """Let go what looking objects up came to, for a build that has told it."""
        self.kept.conflicts.clear()
        self.kept.other_models.clear()

    def _forget_rows(self) -> None:
        if isinstance(self.cache, Reader):
            self.cache.known.clear()


def open_all(  # noqa: PLR0913 - keyword-only after what everything hangs on
    settings: Settings,
    root: Path,
    *,
    resources: Resources,
    openers: Openers,
    problems: list[Problem],
    known: Callable[[str], bool],
    course: Course | None,
    memos: Memos,
    questions: dict[Any, Any] | None,
) -> Opened:
    """Open everything for a build.

    Args:
        settings: The options.
        root: The directory that directories are relative to.
        resources: What closes it again.
        openers: How the stores are opened.
        problems: What goes wrong is added here.
        known: Tells whether a dotted path is documented elsewhere.
        course: How far a command is, if one has started the build.
        memos: What earlier builds have worked out.
        questions: What verdicts the last build of this process has asked for; `None` for a process that builds once.
    """
    unkept: list[Problem] = []
    with resources.closed_on_error():
        reviewed = resources.open("the reviewed files", lambda: openers.reviewed(settings, root))
        cache = resources.open("the cache", lambda: openers.cache(settings, root, unkept))
    if isinstance(cache, Reader) and memos.keeps:
        cache.known = memos.held.setdefault("entries", {})
    directory = settings.where(settings.cache_dir, root)
    verdicts = resources.open("the memo of what was checked", lambda: Verdicts(memos, settings, known, questions))
    kept = Kept(
        settings=settings,
        reviewed=reviewed,
        cache=cache,
        requests=settings.may_request,
        verdicts=verdicts,
        known=known,
        earlier=looked_up(memos.held, settings)
        if memos.keeps and questions is not None
        else LookedUp(settings, once=questions is None),
        cache_first=not (settings.require_review or settings.where_reviewed(root).exists()),
    )
    if course is not None:
        kept.again, kept.hinted = course.again, course.hinted
    return Opened(
        reviewed=reviewed,
        cache=cache,
        kept=kept,
        verdicts=verdicts,
        directory=directory,
        unkept=unkept,
        problems=problems,
    )
