"""Reading has a limit: what takes too long, is too deep or is broken costs one module, and is told once."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from aidoc_core.code.packages import Packages
from aidoc_core.code.reading import Reader
from aidoc_core.code.unreadable import TOO_DEEP
from tests.core.packages import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aidoc_core.problems import Problem

NOTHING = "took longer than 5 s to read, so nothing in it is documented. Raise 'extraction_timeout' to change that."
NO_MORE = "took longer than 5 s to read, so no more of it is documented. Raise 'extraction_timeout' to change that."
MANY = "".join(f"def f{number}(value):\n    return value\n\n\n" for number in range(40))
DEEP_CALLS = f"def ok(): ...\n\n\nVALUE = {'f(' * 60}1{')' * 60}\n"
DEEP_SUM = "def ok(): ...\n\n\nVALUE = " + " + ".join(["a"] * 20_000) + "\n"
DEEP_LIST = f"def ok(): ...\n\n\nVALUE = {'[' * 150}{']' * 150}\n"
DEEP_UNARY = f"def ok(): ...\n\n\nVALUE = {'-' * 50_000}1\n"
DEEP_DEFAULT = f"def ok(value={' + '.join(['a'] * 5_000)}):\n    return value\n"
DEEP_ELSE = "def ok(value):\n    if value: pass\n" + "    elif value: pass\n" * 3_000


def ticking(step: float = 1.0) -> Callable[[], float]:
    """A clock on which each look takes a while."""
    return itertools.count(0.0, step).__next__


def told(problems: list[Problem]) -> list[tuple[str, str, str]]:
    return [(problem.kind, problem.where, problem.message) for problem in problems]


def test_a_module_that_takes_too_long_is_left_out(tmp_path: Path) -> None:
    """Griffe is stopped at a definition; the package's other modules are read whole."""
    files = {"pkg/__init__.py": "", "pkg/big.py": MANY, "pkg/small.py": "def g(a): ...\n"}
    packages = Packages([write(tmp_path, files)], root=tmp_path, seconds=5, clock=ticking(0.5))
    assert packages.find("pkg.big.f1") is None
    assert packages.find("pkg.small.g") is not None
    assert told(packages.new_problems()) == [("source", "pkg/big.py:41", NOTHING)]
    assert packages.new_problems() == []


@pytest.mark.parametrize("name", ["pkg", "pkg.core.big"])
def test_wherever_it_stands(tmp_path: Path, name: str) -> None:
    """The package's own file, and a module that Griffe passes over."""
    files = {"pkg/__init__.py": MANY} if name == "pkg" else {"pkg/__init__.py": "", "pkg/core/big.py": MANY}
    packages = Packages([write(tmp_path, files)], root=tmp_path, seconds=5, clock=ticking())
    assert packages.find(f"{name}.f1") is None
    assert [message for _, _, message in told(packages.new_problems())] == [NOTHING]


def test_the_rest_of_a_module_is_left_as_it_is(tmp_path: Path) -> None:
    """What was read in time is documented; the module is told once, other modules have their own time."""
    files = {"pkg/__init__.py": "", "pkg/big.py": MANY, "pkg/small.py": "def g(a): ...\n"}
    packages = Packages([write(tmp_path, files)], root=tmp_path)
    module, other = packages.find("pkg.big"), packages.find("pkg.small.g")
    assert module is not None
    assert other is not None
    reader = Reader(tmp_path, 5, ticking())
    found = [reader.read(module.members[f"f{number}"]) for number in range(40)]  # type: ignore[arg-type] # no alias
    assert [obj.path for obj in found if obj] == [f"pkg.big.f{number}" for number in range(6)]
    assert reader.read(other) is not None
    assert told(reader.problems) == [("source", "pkg/big.py:25", NO_MORE)]


@pytest.mark.parametrize("code", [DEEP_CALLS, DEEP_SUM, DEEP_LIST, DEEP_UNARY, DEEP_DEFAULT, DEEP_ELSE])
def test_depth_costs_one_module_at_most(tmp_path: Path, code: str) -> None:
    """Whatever the parser, Griffe or our own reading makes of it; what is left out is told, once."""
    files = {"pkg/__init__.py": "", "pkg/deep.py": code, "pkg/small.py": "def g(a): ...\n"}
    packages = Packages([write(tmp_path, files)], root=tmp_path)
    paths = {obj.path for obj in packages.objects("pkg")}
    assert "pkg.small.g" in paths
    problems = packages.new_problems()
    assert ("pkg.deep.ok" in paths) is not bool(problems)
    assert {(problem.kind, problem.where.partition(":")[0]) for problem in problems} <= {("source", "pkg/deep.py")}
    assert len(problems) <= 1


def test_an_object_too_deep_for_our_own_reading(tmp_path: Path) -> None:
    """Its siblings are read; it is told with its line."""
    code = "def f(a): ...\n\n\ndef g(b): ...\n"
    packages = Packages([write(tmp_path, {"pkg/__init__.py": code})], root=tmp_path)
    f, g = packages.find("pkg.f"), packages.find("pkg.g")
    assert f is not None
    assert g is not None
    looped = f.parameters["a"]  # type: ignore[attr-defined] # an annotation that holds itself, as an extension may make one
    looped.annotation = _Looped()
    reader = Reader(tmp_path)
    assert reader.read(f) is None
    assert reader.read(g) is not None
    assert told(reader.problems) == [("source", "pkg/__init__.py:1", TOO_DEEP)]


class _Looped:
    def __str__(self) -> str:
        return f"{self}"
