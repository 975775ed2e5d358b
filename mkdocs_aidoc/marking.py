"""Where the marks of a site stand: once for each object, however pages show it.

Owns what is known of how objects are shown, as far as marks depend on it: a class and the constructor merged into it
read as one text, and a label needs a heading to stand beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.code.packed import shared
from aidoc_core.render.mark import Mark, join

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aidoc_core.build.ledger import Record
    from mkdocs_aidoc.appearance import Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """How one object is marked.

    Attributes:
        badge: The mark below its text.
        label: The label beside its heading.
        worded: Whether generated summary and description are shown.
    """

    badge: Mark | None = None
    label: str = ""
    worded: bool = True


class Marking:
    """Places the marks of one build.

    Args:
        mark: The option `mark`.
        records: What became of each object, by its path; filled in while the build goes on.
        merging: Whether it is known where a constructor is merged into its class. If not, each carries its own mark,
            and the class alone says what both are for.
        held: How the last build of this process has marked what stands alone; this one leaves there what it does.
            `None` in a process that builds the site once.
    """

    def __init__(
        self,
        mark: str,
        records: Mapping[str, Record],
        *,
        merging: bool = True,
        held: dict[str, tuple[Record, object, Placed]] | None = None,
    ) -> None:
        self._mark = mark
        self._records = records
        self._merging = merging
        self._classes: dict[str, set[str]] = {}  # into which an `__init__` is merged
        self._constructors: dict[str, set[str]] = {}  # merged into a class
        self._apart: set[str] = set()
        self._unlabelled: set[str] = set()
        self._held = held

    def see(self, shown: Shown) -> None:
        """Take in how an object is shown in one place; there may be more."""
        path = shown.path
        if shown.inside:
            self._classes.setdefault(path, set()).add(shown.inside)
            self._constructors.setdefault(shown.inside, set()).add(path)
        alone = not self._merging or not (shown.inside or shown.merges)
        if alone and (shown.obj.is_class or path.endswith(".__init__")):  # of others nobody asks
            self._apart.add(path)
        if not shown.labelled:
            self._unlabelled.add(path)

    def place(self, path: str) -> Placed:
        """How an object is marked, after all that was seen so far."""
        record = self._records.get(path)
        if record is None or path in self._classes or path in self._constructors:
            return self._place(path)
        if self._held is None:
            return shared(self._place(path))
        rests_on = self._mark, path in self._unlabelled  # what stands alone is marked by itself
        known = self._held.get(path)
        if known is None or known[0] is not record or known[1] != rests_on:
            known = self._held[path] = record, rests_on, self._place(path)
        return known[2]

    def _place(self, path: str) -> Placed:
        merged = self._is_merged(path)
        classes = self._classes[path] if merged else {path}
        badge, label = None, ""
        # A label that no heading shows marks nothing.
        if self._mark in ("badge", "both") or (self._mark == "label" and classes & self._unlabelled):
            badge = self._badge(path)
        if self._mark in ("label", "both") and not merged:
            whole = join(filter(None, map(self._own, (path, *sorted(self._constructors.get(path, ()))))))
            label = whole.label if whole is not None else ""
        return Placed(badge=badge, label=label, worded=self._is_worded(path))

    def _badge(self, path: str) -> Mark | None:
        if any(self._carries(constructor) for constructor in self._constructors.get(path, ())):
            return None
        owner = path.rpartition(".")[0]
        return join(filter(None, [self._own(owner) if self._carries(path) else None, self._own(path)]))

    def _own(self, path: str) -> Mark | None:
        """What an object's own text has to tell, wherever that is told."""
        record = self._records.get(path)
        if record is None:
            return None
        if self._is_worded(path):
            return record.mark()
        by_people = any(self._records[one].obj.documented.summary for one in self._classes[path])
        mark = record.mark(beside=by_people)
        return None if mark is None else mark.without_summary()

    def _is_merged(self, path: str) -> bool:
        """Whether an `__init__` is only ever shown inside classes."""
        return path in self._classes and path not in self._apart

    def merged_into(self, path: str) -> str:
        """The class that a constructor is only ever shown in, if that is its own and always holds it; else empty."""
        owner = path.rpartition(".")[0]
        alone = self._is_merged(path) and self._classes[path] == {owner} and owner not in self._apart
        return owner if alone else ""

    def _is_worded(self, path: str) -> bool:
        """A constructor's generated summary would say once more what the text of its class says."""
        merged = self._is_merged(path) or (not self._merging and path in self._classes)
        return not (merged and all(map(self._has_text, self._classes[path])))

    def _has_text(self, path: str) -> bool:
        if path not in self._records:
            return False
        record = self._records[path]
        filled = record.filled and record.entry is not None and bool(record.entry.answer.summary)
        return record.obj.documented.summary or filled

    def _carries(self, path: str) -> bool:
        """Whether a constructor, which comes last, carries the badge of its class too."""
        return bool(self.merged_into(path)) and (mark := self._own(path)) is not None and bool(mark.added)
