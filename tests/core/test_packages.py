"""The loader of packages: names, bare directories, what nothing imports, and what cannot be read."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import griffe
import pytest

from aidoc_core.code.lookup import Package
from aidoc_core.code.packages import Packages, read_package
from aidoc_core.errors import ConfigError
from aidoc_core.problems import Problem
from tests.core.packages import write

# As flask has it: a directory without `__init__.py`, of which the package imports one module, and that one another.
BARE = {
    "pkg/__init__.py": "from pkg.core.app import App as App\n",
    "pkg/core/app.py": "from pkg.core.routes import Route\n\n\nclass App:\n    def run(self, route: Route): ...\n",
    "pkg/core/routes.py": "class Route:\n    def match(self, path): ...\n",
    "pkg/core/alone.py": "def nobody(imports): ...\n",
    "pkg/core/inner/__init__.py": "def deep(down): ...\n",
    "pkg/core/inner/far.py": "def farther(down): ...\n",
    "pkg/plain.py": "def not_imported(either): ...\n",
    "pkg/static/style.css": "",
    "pkg/not-a-name/script.py": "print('never')\n",
}
NOWHERE = "there is no package '{}' where Python looks. Say where it is with --search."


def packages(root: Path) -> Packages:
    return Packages([root], root=root)


def test_a_package_whole(tmp_path: Path) -> None:
    """Every module that Python can import is read, whether or not anything imports it, with or without `__init__.py`."""
    loaded = packages(write(tmp_path, BARE))
    found = {obj.path for obj in loaded.objects("pkg") if obj.kind != "module"}
    assert found == {
        "pkg.core.app.App",
        "pkg.core.app.App.run",
        "pkg.core.routes.Route",
        "pkg.core.routes.Route.match",
        "pkg.core.alone.nobody",
        "pkg.core.inner.deep",
        "pkg.core.inner.far.farther",
        "pkg.plain.not_imported",
    }
    assert loaded.new_problems() == []
    assert {path.name for path in loaded.files()} >= {"app.py", "routes.py", "alone.py", "far.py", "plain.py"}


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("pkg", "pkg"),
        ("pkg.App", "pkg.core.app.App"),
        ("pkg.App.run", "pkg.core.app.App.run"),
        ("pkg.core.app.App.run", "pkg.core.app.App.run"),
        ("pkg.core", "pkg.core"),
        ("pkg.core.alone.nobody", "pkg.core.alone.nobody"),
        ("pkg.core.inner.far.farther", "pkg.core.inner.far.farther"),
        ("pkg.static", None),
        ("pkg.core.alone.nobody.further", None),
        ("pkg.nothing", None),
        ("nothing.at.all", None),
    ],
)
def test_names(name: str, path: str | None, tmp_path: Path) -> None:
    """A dotted name leads to what Python would find there; a directory without Python is no module."""
    found = packages(write(tmp_path, BARE)).find(name)
    assert (None if found is None else found.path) == path


def test_a_part_of_a_package(tmp_path: Path) -> None:
    """A bare directory can be read by itself."""
    found = packages(write(tmp_path, BARE)).objects("pkg.core.inner")
    assert [obj.path for obj in found] == ["pkg.core.inner", "pkg.core.inner.deep", "pkg.core.inner.far", "pkg.core.inner.far.farther"]  # fmt: skip


def test_inherited_members(tmp_path: Path) -> None:
    """A member is found where a base class of the package defines it."""
    code = "class Base:\n    def act(self): ...\n\n\nclass Child(Base): ...\n"
    found = packages(write(tmp_path, {"pkg/__init__.py": code})).find("pkg.Child.act")
    assert found is not None
    assert found.path == "pkg.Base.act"


def test_only_what_was_named(tmp_path: Path) -> None:
    """`loaded` looks in packages that have been named before, and loads none."""
    loaded = packages(write(tmp_path, BARE | {"other/__init__.py": "x = 1\n"}))
    assert loaded.loaded("pkg.App") is None
    assert loaded.find("pkg") is not None
    assert loaded.loaded("pkg.App") is not None
    assert loaded.loaded("other.x") is None


def test_modules_that_cannot_be_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Each is told once, with its line where there is one; the rest of the package is read, and Griffe says nothing."""
    write(
        tmp_path,
        BARE
        | {
            "pkg/bad.py": "x = 1\ndef f(:\n",
            "pkg/core/broken.py": "\n\nclass\n",
            "pkg/__init__.py": "from pkg.core.app import App\nfrom pkg.core.broken import Gone\n",
        },
    )
    (tmp_path / "pkg" / "odd.py").write_bytes(b"# -*- coding: x-odd -*-\n\nx = '\xe9'\n")
    (tmp_path / "pkg" / "liar.py").write_bytes("# -*- coding: ascii -*-\nx = 'é'\n".encode("latin-1"))
    (tmp_path / "pkg" / "null.py").write_bytes(b"x = '\x00'\n")
    (tmp_path / "pkg" / "wide.py").write_bytes("x = 'é'\n".encode("utf-16"))
    loaded = packages(tmp_path)
    with caplog.at_level(logging.DEBUG, logger="griffe"):
        paths = {obj.path for obj in loaded.objects("pkg")}
    assert caplog.records == []
    problems = loaded.new_problems()
    places = ["pkg/core/broken.py:3", "pkg/bad.py:2", "pkg/liar.py:2", "pkg/null.py:1", "pkg/odd.py:3", "pkg/wide.py:1"]
    assert sorted(problem.where for problem in problems) == sorted(places)
    assert {problem.kind for problem in problems} == {"source"}
    assert "pkg.core.app.App.run" in paths
    assert loaded.find("pkg.odd") is None
    assert loaded.find("pkg.core.broken.Gone") is None
    assert loaded.new_problems() == []


def test_a_package_that_cannot_be_read(tmp_path: Path) -> None:
    """What stands in the way is told, instead of "no such package"."""
    loaded = packages(write(tmp_path, {"pkg/__init__.py": "def f(:\n", "pkg/mod.py": "x = 1\n"}))
    assert loaded.objects("pkg") == []
    message = "cannot be read as Python (invalid syntax), so nothing in it is documented. Correct the file."
    assert loaded.new_problems() == [Problem(kind="source", message=message, where="pkg/__init__.py:1")]


NEWER = {
    "x = 1\ntype Pair[T] = tuple[T, T]\n": (3, 12),
    "x = 1\ntype Name = str\n": (3, 12),
    "x = 1\ndef first[T: (int, str)](pair: T) -> T: ...\n": (3, 12),
    "x = 1\nclass Stack[T, *Ts]: ...\n": (3, 12),
    'x = 1\ny = f"{"nothing"} in {x}"\n': (3, 12),
    "x = 1\nclass Box[T = int]: ...\n": (3, 13),
    "try: ...\nexcept ValueError, TypeError: ...\n": (3, 14),
    "x = 1\ny = t'{x}'\n": (3, 14),
}


@pytest.mark.parametrize("code", [code for code, version in NEWER.items() if sys.version_info < version])
def test_source_of_a_newer_python(tmp_path: Path, code: str) -> None:
    """What a newer Python reads is not wrong: the message says which Python it needs."""
    loaded = packages(write(tmp_path, {"pkg/__init__.py": "", "pkg/modern.py": code}))
    assert loaded.find("pkg") is not None
    version, this = ("{}.{}".format(*one) for one in (NEWER[code], sys.version_info))
    message = (
        f"needs Python {version} or newer, and this is Python {this}, so nothing in it is documented. "
        "Build with a newer Python."
    )
    assert loaded.new_problems() == [Problem(kind="source", message=message, where="pkg/modern.py:2")]


@pytest.mark.parametrize("code", [code for code, version in NEWER.items() if sys.version_info < version])
def test_a_private_module_for_a_newer_python_is_passed_over(tmp_path: Path, code: str) -> None:
    """The package chooses it by the version of Python, and no page shows it here; one that is wrong is still told."""
    files = {"pkg/__init__.py": "", "pkg/_typing_312.py": code, "pkg/_new/mod.py": code, "pkg/_new/__init__.py": ""}
    loaded = packages(write(tmp_path, files | {"pkg/_wrong.py": "def\n"}))
    assert loaded.find("pkg") is not None
    assert [problem.where for problem in loaded.new_problems()] == ["pkg/_wrong.py:1"]


@pytest.mark.parametrize(
    "line", ["except ValueError, error: ...", 'y = f"{x"', "def f]", "type = = 1", "class A(: ..."]
)
def test_wrong_source_is_no_newer_python(tmp_path: Path, line: str) -> None:
    """Source that no Python reads is to be corrected, Python 2 included."""
    code = f"try: ...\n{line}\n" if line.startswith("except") else f"x = 1\n{line}\n"
    loaded = packages(write(tmp_path, {"pkg/__init__.py": "", "pkg/wrong.py": code}))
    assert loaded.find("pkg") is not None
    assert [problem.message.rpartition(". ")[2] for problem in loaded.new_problems()] == ["Correct the file."]


def test_packages_in_a_namespace(tmp_path: Path) -> None:
    """A regular package in a namespace package tells of its own files; nothing else of the namespace is told."""
    files = {"space/mine/__init__.py": "def f(x): ...\n", "space/mine/bad.py": "def\n", "space/theirs/bad.py": "def\n"}
    loaded = packages(write(tmp_path, files))
    found = loaded.find("space.mine.f")
    assert found is not None
    assert [problem.where for problem in loaded.new_problems()] == ["space/mine/bad.py:1"]


def test_no_such_package(tmp_path: Path) -> None:
    """A name that leads nowhere is an error of whoever gave it."""
    with pytest.raises(ConfigError, match=NOWHERE.format("pkg.nothing")):
        packages(write(tmp_path, BARE)).objects("pkg.nothing")
    with pytest.raises(ConfigError, match=NOWHERE.format("nosuchpackage")):
        read_package("nosuchpackage", [tmp_path])


def test_the_first_directory_wins(tmp_path: Path) -> None:
    """Directories are looked in in order; one that is added later comes first."""
    for name in ("one", "two", "three"):
        write(tmp_path / name, {"pkg.py": f"{name} = 1\n"})
    loaded = Packages([tmp_path / "one", tmp_path / "two"], root=tmp_path)
    assert loaded.find("pkg.one") is not None
    loaded = Packages([tmp_path / "one"], root=tmp_path)
    loaded.look_in(tmp_path / "three")
    assert loaded.find("pkg.three") is not None


def test_places_outside_of_the_root(tmp_path: Path) -> None:
    """Where the root is no parent of the code, a place begins with the package, however deep the file."""
    files = {
        "src/pkg/__init__.py": "",
        "src/pkg/a/__init__.py": "",
        "src/pkg/a/b.py": "def\n",
        "src/pkg/c/d.py": "def\n",
    }
    write(tmp_path, files | {"docs/conf.py": ""})
    loaded = Packages([tmp_path / "src"], root=tmp_path / "docs")
    loaded.objects("pkg")
    assert sorted(problem.where for problem in loaded.new_problems()) == ["pkg/a/b.py:1", "pkg/c/d.py:1"]


def test_a_module_without_a_file(tmp_path: Path) -> None:
    """A module that an extension or a loader makes without a file has names, and no code; nothing stops at it."""
    loader = griffe.GriffeLoader(search_paths=[write(tmp_path, {"pkg/__init__.py": "def run(speed): ...\n"})])
    root = loader.load("pkg")
    assert isinstance(root, griffe.Module)
    made = griffe.Module("made")
    made.set_member("inside", griffe.Function("inside"))
    root.set_member("made", made)
    package = Package(root, lambda obj: pytest.fail(f"{obj.path} was parsed"))
    assert {"run", "speed", "made", "inside"} <= package.words
    assert package.lines(made) == []


def test_overloads_in_a_stub_of_what_has_no_source(tmp_path: Path) -> None:
    """As in msgspec: a stub overloads what a compiled module defines; the rest of the package is read all the same."""
    overloads = "from typing import overload\n\n@overload\ndef {0}(a: int) -> int: ...\n@overload\ndef {0}(a: str) -> str: ...\n"
    files = {
        "pkg/__init__.py": "from pkg._core import convert\nfrom pkg.sub import decode\n\ndef plain(a):\n    return a\n",
        "pkg/__init__.pyi": overloads.format("convert") + "def plain(a: int) -> int: ...\n",
        "pkg/sub.py": "from pkg._core import decode\n\ndef other(b):\n    return b\n",
        "pkg/sub.pyi": overloads.format("decode"),
    }
    loaded = packages(write(tmp_path, files))
    found = {obj.path: [one.annotation for one in obj.parameters] for obj in loaded.objects("pkg")}
    assert found == {"pkg": [], "pkg.plain": ["int"], "pkg.sub": [], "pkg.sub.other": [None]}
    assert loaded.new_problems() == []
