"""Syntax trees are let go: what reading a package keeps does not grow with the package."""

from __future__ import annotations

import ast
import gc
import os
import weakref
from pathlib import Path

import griffe
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.code.collect import Collector
from aidoc_core.code.files import stamp_of
from aidoc_core.code.lookup import Body
from aidoc_core.code.lookup.questions import Questions
from aidoc_core.code.parsed import ParsedFiles
from aidoc_core.code.source import SourceFile
from tests.core.packages import load, write

MODULES = 12
MODULE = '''"""Module {n}."""


class Thing{n}(Exception):
    size: int = 1

    def act(self, how, **more):
        """Act."""
        if how:
            raise ValueError(more.get("why"))
        return self.again(how)

    def again(self, how):
        return [how]
'''


def _package(root: Path) -> griffe.Object:
    write(root, {"pkg/__init__.py": "", **{f"pkg/m{n}.py": MODULE.format(n=n) for n in range(MODULES)}})
    return load(root)


def _objects(obj: griffe.Object) -> list[griffe.Object]:
    inner = [one for member in obj.members.values() if isinstance(member, griffe.Object) for one in _objects(member)]
    return [obj, *inner]


@given(sizes=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 40))), room=st.integers(0, 100))
def test_what_is_kept_is_bounded(sizes: list[tuple[int, int]], room: int) -> None:
    """Whatever is asked for, what stays fits into the room, or is the last module; and it is what was read."""
    files = ParsedFiles(room)
    for name, size in sizes:
        path = Path(str(name))
        new = SourceFile(["x" * size], {})
        found = files.get(path, lambda new=new: new)  # type: ignore[misc]
        assert files.get(path, lambda: SourceFile([], {})) is found  # the last one is there
        assert len(files) == 1 or files.taken <= room


@pytest.mark.parametrize("room", [0, 10**9])
def test_trees_are_let_go(tmp_path: Path, room: int) -> None:
    """All is read and looked at as with all trees at hand, and of a large package one tree alone is alive."""
    package = _package(tmp_path)
    collector = Collector(tmp_path, parsed=ParsedFiles(room))
    plain = Collector(tmp_path)
    alive: list[weakref.ref[ast.stmt]] = []
    for obj in _objects(package):
        read, expected = collector.read(obj), plain.read(obj)
        assert read == expected
        if read is not None and read.context is not None and obj.is_class and read.context.definition is not None:
            alive.append(weakref.ref(read.context.definition))
    assert len(alive) == MODULES
    gc.collect()
    assert sum(one() is not None for one in alive) == (1 if room == 0 else MODULES)


def test_bodies_are_let_go(tmp_path: Path) -> None:
    """Bodies hold parts of trees, so that there is a bound for them, too; what is read again is the same."""
    write(tmp_path, {"pkg/__init__.py": "".join(f"def f{n}():\n    raise E{n}(f{n + 1}())\n" for n in range(1_100))})
    collector = Collector(tmp_path)
    read = [one for obj in _objects(load(tmp_path)) if (one := collector.read(obj)) is not None]
    functions = [one.context for one in read if one.kind == "function" and one.context is not None]
    package = functions[0].package
    first = package.body(functions[0].obj)
    for context in functions:
        package.body(context.obj)
    gc.collect()
    assert sum(isinstance(one, Body) for one in gc.get_objects()) <= 1_000 + 1
    again = package.body(functions[0].obj)
    assert again is not first
    assert again is not None
    assert first is not None
    assert (again.raised, again.words, again.uses) == (first.raised, first.words, first.uses)
    assert again.raised == ["E0"]


@given(parents=st.lists(st.sampled_from(["class", "def", "import"]), max_size=9), most=st.integers(1, 6))
def test_the_first_methods_of_a_name(parents: list[str], most: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """All there are, the same as looking through all that is called so; none where there are more than are wanted."""
    code = {
        "class": "class C{n}:\n    def get(self): ...\n",
        "def": "def get(): ...\n",
        "import": "class C{n}:\n    get = 1\n",
    }
    root = tmp_path_factory.mktemp("methods")
    write(root, {"pkg/__init__.py": "".join(code[kind].format(n=n) for n, kind in enumerate(parents)) or "x = 1\n"})
    module = load(root)
    read = Collector(root).read(module)
    assert read is not None
    assert read.context is not None
    found = read.context.package.methods("get", most=most)
    there = parents.count("class")
    assert len(found) == (there if there <= most else 0)
    assert all(one.is_function and one.parent is not None and one.parent.is_class for one in found)


@given(names=st.sets(st.text("abc", min_size=1, max_size=5)), asked=st.text("abc", min_size=1, max_size=5))
def test_names_like_another(names: set[str], asked: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Those that begin alike and are about as long; who asks for them notes a question that can be asked again."""
    root = tmp_path_factory.mktemp("names")
    write(root, {"pkg/__init__.py": "".join(f"{name} = 1\n" for name in sorted(names)) or "x = 1\n"})
    read = Collector(root).read(load(root))
    assert read is not None
    assert read.context is not None
    package = read.context.package
    with package.notes.gathered() as notes:
        found = package.names_like(asked[:1], len(asked), 1)
    assert found == sorted(name for name in names if name[0] == asked[0] and abs(len(name) - len(asked)) <= 1)
    ((note, answer),) = ((note, Questions(package).answer(note)) for note in notes)
    assert note == ("alike", f"{asked[0]} {len(asked)} 1")
    assert answer == found or (len(found) > 4 and len(answer) == 32)  # what stands for many
    assert Questions(package).holds(note, answer)
    assert not Questions(package).holds(note, [*found, "d"])


def test_another_name_of_a_file_changes_nothing(tmp_path: Path) -> None:
    """Package managers share the files of all environments: a new environment is no change of an old one."""
    file = tmp_path / "one.py"
    file.write_text("x = 1\n", encoding="utf-8")
    alone = stamp_of(file)
    os.link(file, tmp_path / "two.py")
    shared = stamp_of(file)
    os.link(file, tmp_path / "three.py")
    assert stamp_of(file) == shared
    (tmp_path / "two.py").unlink()
    assert stamp_of(file) == shared
    (tmp_path / "three.py").unlink()
    file.write_text("x = 22\n", encoding="utf-8")
    assert stamp_of(file) not in (alone, shared)


def test_a_function_that_is_known_needs_no_parsing_again(tmp_path: Path) -> None:
    """Checks ask for callees in modules all over a large package, again and again."""
    package = _package(tmp_path)
    collector = Collector(tmp_path, parsed=ParsedFiles(0))
    read = [one for obj in _objects(package) if (one := collector.read(obj)) is not None]
    functions = [one.context.obj for one in read if one.kind == "function" and one.context is not None]
    known = next(one.context.package for one in read if one.context is not None)

    def look() -> list[tuple[object, object, object]]:
        return [(known.node(one), known.body(one), known.flow(one)) for one in functions]

    first, parsed = look(), collector.parsed.read
    assert len({one.module.path for one in functions}) == MODULES
    assert None not in first[0]
    assert [[a is b for a, b in zip(*pair, strict=True)][:2] for pair in zip(first, look(), strict=True)] == [
        [True, True] for _ in functions
    ]
    assert collector.parsed.read == parsed
