"""What is remembered of whole packages, under the state of all that reading them looks at.

Nothing is kept of a package whose sources have changed while they were read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aidoc_core.code.outside import is_unchanged, looked_into
from aidoc_core.code.state import sources_of, state_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from aidoc_core.answers.memo import Memos
    from aidoc_core.code.lookup import Package


@dataclass(slots=True)
class PackageMemo:
    """What is remembered of one package, and what of other packages it rests on, as it was.

    Attributes:
        package: The package.
        state: What it is kept under.
        sources: The sources as they were when it was opened.
        found: What is remembered, as plain data.
        outside: What was looked into of other packages.
        new: Whether there is something to keep.
    """

    package: Package
    state: str
    sources: str
    found: dict[str, Any] = field(default_factory=dict)
    outside: dict[str, Any] = field(default_factory=dict)
    new: bool = False


class PackageMemos:
    """The memos of one kind, in one build.

    Args:
        memos: Where they are kept from build to build.
        kind: What they hold.
        under: What they rest on beside the state of the package; `None` where nothing of it can be kept.
    """

    def __init__(self, memos: Memos, kind: str, under: Callable[[Package], str | None]) -> None:
        self._memos = memos
        self._kind = kind
        self._under = under
        self._opened: dict[int, PackageMemo | None] = {}

    def of(self, package: Package) -> PackageMemo | None:
        """What is remembered of a package; `None` where nothing of it can be kept."""
        if id(package) not in self._opened:  # the memo holds the package, so the number is not given twice
            self._opened[id(package)] = self._open(package)
        return self._opened[id(package)]

    def close(self) -> None:
        """Keep what is new, unless sources have changed while they were read, or others were loaded."""
        for one in self._opened.values():
            if one is not None and one.new:
                one.new = False
                if _is_as_read(one):
                    outside = looked_into(one.package.directory)
                    outside["files"] |= one.outside.get("files", {})
                    self._memos.write(self._name(one.package), one.state, {"outside": outside, self._kind: one.found})

    def _open(self, package: Package) -> PackageMemo | None:
        try:
            under = self._under(package)
            state, sources = state_of(package.root), sources_of(package.root)
        except (OSError, ValueError, RecursionError):  # a file of it is gone, or nested too deeply
            return None
        if under is None:
            return None
        opened = PackageMemo(package=package, state=f"{state} {under}", sources=sources)
        memo = self._memos.read(self._name(package), opened.state)
        if memo and is_unchanged(memo["outside"], package.directory):
            opened.found, opened.outside = memo[self._kind], memo["outside"]
        return opened

    def _name(self, package: Package) -> str:
        return f"{self._kind} {package.name}"


def _is_as_read(one: PackageMemo) -> bool:
    try:
        return sources_of(one.package.root, on_disk=True) == one.sources
    except (OSError, ValueError, RecursionError):
        return False
