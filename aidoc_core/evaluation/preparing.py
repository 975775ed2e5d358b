"""What is tested: some of a package's objects without their docstrings, in a copy of the code."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aidoc_core.code.gaps import find_gaps, matches
from aidoc_core.code.packages import Packages
from aidoc_core.errors import ConfigError
from aidoc_core.evaluation.choice import choose
from aidoc_core.evaluation.hiding import Copy
from aidoc_core.evaluation.removing import Hidden

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from aidoc_core.code.objects import ApiObject
    from aidoc_core.settings import Settings

_NOT_HIDDEN = "what people say of it is not in its docstring alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whose docstrings are hidden.

    Attributes:
        packages: Import names.
        search: Directories to look in, in this order.
        root: Places in the code are told relative to this directory.
        only: Patterns of objects and modules; none for all.
        shown: Paths of the objects that the site shows; `None` where it does not matter.
    """

    packages: Sequence[str]
    search: Sequence[str | Path]
    root: Path
    only: Sequence[str] = ()
    shown: frozenset[str] | None = None

    def wants(self, obj: ApiObject) -> bool:
        """Whether an object may be chosen."""
        if self.shown is not None and obj.path not in self.shown:
            return False
        patterns = list(self.only)
        return not patterns or matches(obj.path, patterns) or matches(obj.module, patterns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """Objects whose docstrings are hidden.

    Attributes:
        objects: The objects without their docstrings.
        originals: The same with them, by path.
        left_out: Objects that could not be tested, each with the reason.
        problems: What could not be read, in words.
    """

    objects: tuple[ApiObject, ...]
    originals: Mapping[str, ApiObject]
    left_out: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()


@contextmanager
def prepared(subject: Subject, settings: Settings, *, sample: int, seed: int) -> Iterator[Test]:
    """Choose docstrings and hide them, as long as the `with` block lasts.

    Args:
        subject: Whose.
        settings: The options on what is filled.
        sample: How many objects, at most.
        seed: Another number for other objects.

    Raises:
        ConfigError: A package is not there, or has no docstring that could be hidden.
    """
    code = Packages(subject.search, root=subject.root, seconds=settings.extraction_timeout)
    objects = {obj.path: obj for name in subject.packages for obj in code.objects(name)}
    chosen = choose(filter(subject.wants, objects.values()), settings, sample=sample, seed=seed)
    problems = tuple(str(problem) for problem in code.new_problems())
    if not chosen:
        raise ConfigError("\n".join((_nothing(subject, objects.values()), *problems)))
    with tempfile.TemporaryDirectory(prefix="aidoc-") as place:
        copy, hidden = Copy(Path(place)), Hidden.of(chosen)
        for package in {obj.context.package.name: obj.context.package for obj in chosen if obj.context}.values():
            copy.add(package, hidden)
        copied = Packages([*copy.places, *subject.search], root=Path(place), seconds=settings.extraction_timeout)
        bare = {obj.path: obj for name in subject.packages for obj in copied.objects(name)}
        found = {obj.path: bare.get(obj.path) for obj in chosen}
        usable = {path: obj for path, obj in found.items() if obj is not None and find_gaps(obj).summary}
        yield Test(
            objects=tuple(usable.values()),
            originals={obj.path: obj for obj in chosen if obj.path in usable},
            left_out=tuple((path, _NOT_HIDDEN) for path in found if path not in usable),
            problems=problems,
        )


def _nothing(subject: Subject, objects: Collection[ApiObject]) -> str:
    names = ", ".join(subject.packages)
    if subject.only and not any(map(subject.wants, objects)):
        return f"nothing in {names} matches --only {', '.join(subject.only)}. Name objects or modules by their paths."
    return (
        f"no docstring to hide in {names}: of {len(objects):,} objects that were read, none that the options let "
        "aidoc fill has a docstring by a person. Name another package."
    )
