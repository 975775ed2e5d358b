"""What edits between two builds of one process leave as it is: for a preview, which builds a site at each of them.

A module is as it was where its text is the same, and so are the answers to all that was asked when its objects were
read and their answers checked. Where no module looks different from outside, which is so after most edits of a body,
only what looks into sources is asked again.
"""

from __future__ import annotations

import sys
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from aidoc_core.build.answered import are_settled
from aidoc_core.build.kept_state import answers_state
from aidoc_core.build.last_build import LastBuild
from aidoc_core.build.rests import hold, rests_of
from aidoc_core.build.reviewed_state import is_any_lost, reviewed_state, rewritten
from aidoc_core.code.installed import reader_state
from aidoc_core.code.lookup.outlines import look_again
from aidoc_core.code.lookup.questions import Questions
from aidoc_core.code.outside import is_unchanged, looked_into

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from aidoc_core.build.ledger import Record
    from aidoc_core.build.rests import Rests
    from aidoc_core.build.reviewed_state import ReviewedFile
    from aidoc_core.build.session import Session
    from aidoc_core.code.lookup import Package
    from aidoc_core.code.lookup.notes import Note


_UNREADABLE = (OSError, ValueError, RecursionError)
_GIVING = ("__doc__", "wraps", "update_wrapper")
"""What stands in the lines of all code that gives docstrings, but for decorators, which are seen from outside."""
_HELD = "edits"
"""Where a process holds what its last build came to."""


class Edits:
    """What one build knows of the edits since the last one.

    Args:
        session: The build.
        known: Tells whether a dotted path is documented elsewhere.
        packages: All packages that are loaded, nothing filled in yet; no extension of Griffe may have been at work.

    Attributes:
        are_known: Whether anybody can tell what the edits have touched.
        same_outside: Whether no module looks different from outside.
    """

    def __init__(self, session: Session, known: Callable[[str], bool], packages: Sequence[Package]) -> None:
        self._session = session
        self._known = known
        self._packages = {package.name: package for package in packages}
        self._held = session.memory.held
        self._around = self._answers = ""
        self._last: LastBuild | None = self._held.pop(_HELD, None)  # for one build: this one leaves its own
        self.same_outside = False
        self._edited: frozenset[str] = frozenset()
        self._answered: frozenset[str] = frozenset()
        self._touched: dict[str, bool] = {}
        self._hold: dict[str, bool] = {}
        try:
            self.are_known = bool(packages) and self._look()
        except _UNREADABLE:
            self.are_known, self._around = False, ""

    def _look(self) -> bool:
        session, last = self._session, self._last
        settings = session.settings
        if session.course is not None or session.journal is not None:
            return False  # a command and a log want to know of every object
        places = [(name, str(package.directory)) for name, package in sorted(self._packages.items())]
        self._around = repr((session.tool, session.root, settings, reader_state(), sys.path, places))
        self._answers = answers_state(settings, session.root)
        if last is None or last.around != self._around:
            return False
        first = next(iter(self._packages.values()))
        self.same_outside = look_again(first.root, last.look)
        texts = first.outlines.texts
        changed = (path for path, text in texts.items() if last.look.texts.get(path) != text)
        self._edited = frozenset(chain(changed, last.look.texts.keys() - texts.keys()))
        for looked, package in zip(last.outside, self._packages.values(), strict=True):
            is_unchanged(looked, package.directory)  # if not, modules that rest on it are asked for that one by one
        return all(self._known(name) is known for name, known in last.known.items())

    def begin(self, answered: Callable[[], frozenset[str]]) -> None:
        """Note what answers the build rests on, before any is looked up; the cache is open by now.

        Args:
            answered: Tells the modules of which any answer may be another than the last build found; only asked where
                the files are others.
        """
        if not self._around:
            return
        session, before = self._session, self._answers
        try:
            self._answers = answers_state(session.settings, session.root)
            if self._last is not None and (self._last.answers, before) != (self._answers, self._answers):
                self._answered = answered() | rewritten(self._last.reviewed, self._reviewed)
            self.are_known = self.are_known and not is_any_lost(self._reviewed, self._packages.values())
        except _UNREADABLE:
            self.are_known, self._around = False, ""

    @cached_property
    def _reviewed(self) -> Mapping[str, ReviewedFile]:
        """The reviewed files."""
        known = {} if self._last is None else self._last.reviewed
        return reviewed_state(self._session.settings.where_reviewed(self._session.root), known)

    @cached_property
    def _set_elsewhere(self) -> Mapping[str, Mapping[str, bool]]:
        """Objects that code of any module may give their docstrings, by module, and whether it does."""
        if self._last is not None and self.are_known and self.same_outside and not any(map(self._gives, self._edited)):
            return self._last.set_elsewhere
        found: dict[str, dict[str, bool]] = {}
        for package in self._packages.values():
            for path in package.run_time.set_elsewhere:
                obj = package.outlines.find(path)
                if obj is not None:
                    module = obj if obj.is_module else obj.module
                    found.setdefault(package.path_of(module), {})[path] = package.sets_docstring(obj)
        return found

    def _gives(self, module: str) -> bool:
        """Whether code of an edited module may give docstrings, or has done so."""
        return self._last is None or module in self._last.giving or self._has_sign(module)

    def _has_sign(self, module: str) -> bool:
        """Whether the code of a module may give docstrings; also where nobody can tell."""
        package = self._packages.get(module.partition(".")[0])
        now = None if package is None else package.outlines.module(module)
        if package is None or now is None:
            return True
        text = "\n".join(package.lines_of(now))
        return any(sign in text for sign in _GIVING)

    @cached_property
    def _questions(self) -> dict[str, Questions]:
        """What answers questions about each package; made when all modules have been looked at."""
        return {name: Questions(package) for name, package in self._packages.items()}

    @property
    def any(self) -> bool:
        """Whether any source is another one by now."""
        return bool(self._edited)

    def change(self, modules: Iterable[str]) -> bool:
        """Whether the source of any of some modules is another one, or what code gives its objects for docstrings.

        Args:
            modules: Also such as nothing is known of but their sources.
        """
        before = self._last.set_elsewhere if self._last is not None else {}
        return any(one in self._edited or self._set_elsewhere.get(one) != before.get(one) for one in modules)

    def touch(self, module: str) -> bool:
        """Whether anything about a module may be different by now."""
        if module not in self._touched:
            try:
                self._touched[module] = not self._is_as_it_was(module)
            except _UNREADABLE:
                self._touched[module] = True
        return self._touched[module]

    def _is_as_it_was(self, module: str) -> bool:
        package = self._packages.get(module.partition(".")[0])
        rests = self._last.rests.get(module) if self._last is not None else None
        known = self.are_known and module not in self._edited and module not in self._answered
        if not known or package is None or rests is None:
            return False
        before = self._last.set_elsewhere if self._last is not None else {}
        if self._set_elsewhere.get(module) != before.get(module):
            return False
        questions = self._questions[package.name]
        if not self._edited.isdisjoint(rests.texts):
            return False
        if not self._edited.isdisjoint(rests.around) and not hold(questions, rests.code):
            return False
        if not self._others_hold(package.name) and not hold(questions, rests.others):
            return False
        return self.same_outside or hold(questions, rests.seen)

    def _others_hold(self, package: str) -> bool:
        """Whether all that is asked about a package beside its sources has the same answer."""
        if package not in self._hold:
            asked = {} if self._last is None else self._last.others.get(package, {})
            self._hold[package] = hold(self._questions[package], asked.items())
        return self._hold[package]

    def carry(self) -> None:
        """Take over which names inventories of the site had: modules are carried over that asked for them."""
        if self._last is not None:
            for name, known in self._last.known.items():
                self._session.looked_for.setdefault(name, known)

    def go_on(self) -> None:
        """Leave to the next build what the last one came to: this one has looked at nothing."""
        if self._last is not None:
            self._held[_HELD] = self._last

    def keep(self, modules: Mapping[str, Sequence[Record]], carried: Collection[str]) -> bool:
        """Hold what this build came to, for the next one of its process; to be called when all is shown.

        Args:
            modules: What became of the objects of each module that pages show anything of.
            carried: Those of which this build has looked at nothing.

        Returns:
            Whether the next build may go by it.
        """
        settings = self._session.settings
        anew = [module for module in modules if module not in carried]
        rests = {one: self.rests_on(one) if are_settled(modules[one], settings) else None for one in anew}
        last = self.last(modules, rests)
        if last is None:
            return False
        self._held[_HELD] = last
        self._session.leave()
        return True

    def last(self, modules: Iterable[str], anew: Mapping[str, Rests | None]) -> LastBuild | None:
        """What this build came to, for the next one; to be called when all is shown.

        Args:
            modules: All modules that pages show anything of.
            anew: What those rest on that this build has looked at; `None` where the next one may come to something
                else though it finds the same.

        Returns:
            That; `None` where the next build may not go by it: where anything was told as a problem, or sources have
            changed since they were read. What was requested is looked up there.
        """
        session = self._session
        if not self._around or session.on_demand:
            return None
        if any(problem.kind != "source" for problem in session.problems):  # what cannot be read is told each time
            return None
        first = next(iter(self._packages.values()))
        try:
            answers = answers_state(session.settings, session.root)
            if not all(first.outlines.is_as_read(path) for path in {*anew, *self._edited}):
                return None
            before = {} if self._last is None else self._last.rests
            rests = {module: before[module] for module in modules if module in before and module not in anew}
            rests.update(anew)
            outside = [looked_into(package.directory) for package in self._packages.values()]
            look = first.outlines.look
            giving = frozenset(path for path in first.outlines.modules if self._may_give(path))
            reviewed = self._reviewed
        except _UNREADABLE:
            return None
        if reviewed and answers != self._answers:
            return None
        return LastBuild(
            around=self._around,
            answers=answers if answers == self._answers else "",
            known=dict(session.looked_for),
            outside=outside,
            look=look,
            rests=rests,
            others=self._others(rests, anew),
            set_elsewhere=self._set_elsewhere,
            giving=giving,
            reviewed=reviewed,
        )

    def _may_give(self, module: str) -> bool:
        known = self._last is not None and self.are_known and module not in self._edited
        return module in self._last.giving if self._last is not None and known else self._has_sign(module)

    def _others(self, rests: Mapping[str, Rests | None], anew: Collection[str]) -> dict[str, dict[Note, Any]]:
        found: dict[str, dict[Note, Any]] = {}
        for name in self._packages:
            goes_on = self._last is not None and name in self._last.others and self._others_hold(name)
            found[name] = dict(self._last.others[name]) if self._last is not None and goes_on else {}
            for module in anew if goes_on else rests:
                on = rests[module]
                if on is not None and module.partition(".")[0] == name:
                    found[name].update(on.others)
        return found

    def rests_on(self, module: str) -> Rests | None:
        """The questions that everything about a module rests on, with their answers; `None` where nobody knows all."""
        package = self._packages.get(module.partition(".")[0])
        if package is None:
            return None
        session, questions = self._session, self._questions[package.name]
        read, judged = session.memory.readings.asked(package, module), session.opened.verdicts.asked(package, module)
        if read is None or judged is None:
            return None
        asked = [*read, *judged]
        if not asked:
            asked = [(note, questions.answer(note)) for note in questions.written_out([("reach", module)])]
        return rests_of(asked)
