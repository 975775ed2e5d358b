"""What was read of objects: with what an earlier build remembers, each is what it is without."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import griffe
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidoc_core.answers.memo import Memos
from aidoc_core.build.readings import Readings
from aidoc_core.code.collect import Collector
from aidoc_core.code.installed import reader_state
from tests.core.packages import load, objects_of, write
from tests.core.zoo import ZOO

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.code.objects import ApiObject

KEY = b"k" * 32
FILES = {
    "pkg/__init__.py": '"""The package."""\nfrom pkg.one import first\n\n__all__ = ["first"]\n',
    "pkg/one.py": "from pkg.two import LIMIT, Thing\n\n\ndef first(left, right=LIMIT) -> Thing:\n    return Thing(left)\n",
    "pkg/two.py": 'LIMIT = 3\n\n\nclass Thing:\n    """A thing.\n\n    Attributes:\n        size: How large.\n    """\n\n'
    "    size: int = 1\n    depth: int = 2\n\n    def act(self, how):\n        raise ValueError(how)\n",
    "pkg/three.py": '# Lawyers.\n\n"""Three."""\nimport functools\n\n\ndef mark(f):\n    return f\n\n\n@mark\nclass Box(dict):\n'
    "    a = b = 1  #: How far.\n    c = 2; d = 3\n\n    @property\n    # why\n\n    @functools.cache\n    def wide(self):\n"
    "        return self.c\n\n    @mark\n    def open(self, how):\n        self.opened = how\n        self.how = how\n"
    '    TEXT = """\n#: No comment."""\n    after = 1\n\n    class Inner:\n        def deep(self, at):\n            return at\n\n\n'
    "if True:\n    def may(a):\n        return a\nelse:\n    def may(b):\n        yield b\n",
}


def _objects(package: griffe.Object) -> dict[str, griffe.Object]:
    """Every object that is no alias, by path, the package first."""
    found = {package.path: package}
    for member in package.members.values():
        if isinstance(member, griffe.Object):
            found |= _objects(member)
    return found


def _read(root: Path, memos: Memos | None) -> tuple[dict[str, ApiObject | None], Collector]:
    """All objects of a package, loaded anew."""
    readings = None if memos is None else Readings(memos, root)
    collector = Collector(root, readings)
    found = {path: collector.read(obj) for path, obj in _objects(load(root)).items()}
    if readings is not None:
        readings.close()
    return found, collector


def _memos(root: Path) -> Memos:
    (root / "kept").mkdir(exist_ok=True)
    return Memos(root / "kept", KEY)


@pytest.mark.parametrize("files", [FILES, {"pkg/__init__.py": ZOO}], ids=["small", "zoo"])
def test_what_is_remembered_is_what_was_read(tmp_path: Path, files: dict[str, str]) -> None:
    """Each object is the same to the last field, and no file is parsed again."""
    write(tmp_path, files)
    plain, _ = _read(tmp_path, None)
    first, parsed = _read(tmp_path, _memos(tmp_path))
    again, unparsed = _read(tmp_path, _memos(tmp_path))
    assert first == again == plain
    assert [repr(one) for one in again.values()] == [repr(one) for one in plain.values()]
    assert len(parsed.parsed)
    assert not len(unparsed.parsed)
    assert unparsed.anew == 0 < parsed.anew <= len(first)
    assert all(one.context is not None and one.context.obj.path == path for path, one in again.items() if one)


def test_what_was_let_go_is_found_again(tmp_path: Path) -> None:
    """It is in no memory of the process then, and in files: what is read late is what it was, and nothing is lost."""
    write(tmp_path, FILES)
    memos = _memos(tmp_path)
    readings = Readings(memos, tmp_path)
    collector = Collector(tmp_path, readings)
    objects = _objects(load(tmp_path))
    found = {path: collector.read(obj) for path, obj in objects.items()}
    readings.let_go()
    collector.parsed.clear()
    assert not memos.held.keys() - {"bytes of memos", "memos in use"}
    kept = sorted((tmp_path / "kept/memo").glob("*.memo"))
    assert {path: collector.read(obj) for path, obj in objects.items()} == found
    assert len(collector.parsed) == 0
    readings.close()
    assert sorted((tmp_path / "kept/memo").glob("*.memo")) == kept


EDITS = (
    ("pkg/two.py", "LIMIT = 3", "LIMIT = 4"),
    ("pkg/two.py", "        size: How large.\n", "        depth: How deep.\n"),
    ("pkg/two.py", "raise ValueError(how)", "raise KeyError(how)"),
    ("pkg/two.py", "    depth: int = 2\n", "    depth: int = 2  # aidoc: skip\n"),
    ("pkg/two.py", "    depth: int = 2\n", "    #: How deep.\n    depth: int = 2\n"),
    ("pkg/two.py", "class Thing:", "class Thing(Exception):"),
    ("pkg/one.py", "left, right=LIMIT", "left, *, right=LIMIT"),
    ("pkg/one.py", "-> Thing", "-> None"),
    ("pkg/one.py", "def first", "# a line more\ndef first"),
    ("pkg/one.py", "    return Thing(left)\n", '    """Said."""\n    return Thing(left)\n'),
    ("pkg/__init__.py", '"""The package."""\n', ""),
    ("pkg/__init__.py", "import first\n", "import first\nfirst.__doc__ = LATER\n"),
    ("pkg/three.py", "# Lawyers.", "# Lawyers.\n# More."),
    ("pkg/three.py", "# Lawyers.", "# aidoc: skip"),
    ("pkg/three.py", "    # why\n", "    # aidoc: skip\n"),
    ("pkg/three.py", "    @property\n", "    # aidoc: skip\n    @property\n"),
    ("pkg/three.py", "@functools.cache", "@functools.lru_cache(\n        maxsize=2)"),
    ("pkg/three.py", "@mark\nclass", "# aidoc: skip\n@mark\nclass"),
    ("pkg/three.py", "class Inner:", "class Inner:  # aidoc: skip"),
    ("pkg/three.py", "class Box(dict)", "class Box(list)"),
    ("pkg/three.py", "#: How far.", "#: How near."),
    ("pkg/three.py", "c = 2; d", "c = 2; e"),
    ("pkg/three.py", "#: No comment", "#: A comment"),
    ("pkg/three.py", "        self.how = how\n", "        #: How.\n        self.how = how\n"),
    ("pkg/three.py", "        self.opened", "        if how:\n            return 1\n        self.opened"),
    ("pkg/three.py", "return at", "yield at"),
    ("pkg/three.py", "return f\n", 'f.__doc__ = "Said."\n    return f\n'),
    ("pkg/three.py", "import functools\n", "import functools\n\x0c\n"),
    ("pkg/three.py", "# Lawyers.\n", "# Lawyers.\x0c# aidoc\n\n"),
    ("pkg/three.py", "else:\n", "elif False:\n"),
    ("pkg/one.pyi", "", "def first(left: int, right: int = ...) -> str: ...\n"),
)


@settings(max_examples=25, deadline=None)
@given(edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=5, unique=True), turns=st.integers(1, 2))
def test_after_any_edits(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str, str]], turns: int
) -> None:
    """With what was remembered before them, after each of them, and when they are taken back, all is as it is without."""
    root = write(tmp_path_factory.mktemp("edited"), FILES)
    memos = _memos(root)
    _read(root, memos)
    for _ in range(turns):
        for name, old, new in edits:
            file = root / name
            text = file.read_text(encoding="utf-8") if file.exists() else ""
            file.write_text(text.replace(old, new, 1) if old else new, encoding="utf-8")
            assert _read(root, memos)[0] == _read(root, None)[0], (name, new)
    write(root, FILES)
    (root / "pkg/one.pyi").unlink(missing_ok=True)
    assert _read(root, memos)[0] == _read(root, None)[0]
    shutil.rmtree(root)


@pytest.mark.parametrize("edit", EDITS)
def test_after_each_edit(tmp_path: Path, edit: tuple[str, str, str]) -> None:
    """In which all lines of all modules stand elsewhere, too."""
    root = write(tmp_path, FILES)
    memos = _memos(root)
    _read(root, memos)
    name, old, new = edit
    file = root / name
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(text.replace(old, new, 1) if old else new, encoding="utf-8")
    for file in root.glob("pkg/*.py"):
        file.write_text(f"\n\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    assert _read(root, memos)[0] == _read(root, None)[0]


def test_sources_that_change_while_they_are_read(tmp_path: Path) -> None:
    """What was read of them is not kept, whatever time the file has."""
    write(tmp_path, FILES)
    readings = Readings(_memos(tmp_path), tmp_path)
    collector = Collector(tmp_path, readings)
    objects = objects_of(load(tmp_path), tmp_path)
    package = load(tmp_path)
    assert collector.read(package["one.first"]) == objects["pkg.one.first"]
    times = (tmp_path / "pkg/two.py").stat()
    write(tmp_path, {"pkg/two.py": FILES["pkg/two.py"].replace("LIMIT = 3", "LIMIT = 9")})
    os.utime(tmp_path / "pkg/two.py", ns=(times.st_atime_ns, times.st_mtime_ns))
    readings.close()
    looks = _memos(tmp_path).read("looks pkg", reader_state())
    assert "pkg.two" not in {*looks["outlines"], *looks["settings"]}
    assert len(list((tmp_path / "kept").rglob("*.memo"))) == 1  # what other modules look like, and nothing else


def test_what_an_extension_has_put_in_is_read(tmp_path: Path) -> None:
    """Sections that stand in no text, and words that stand in no source, are never those of another build."""
    write(tmp_path, FILES)
    _read(tmp_path, _memos(tmp_path))
    for change in (_with_sections, _with_words):
        package = load(tmp_path)
        change(package["two.Thing.act"])
        read = Collector(tmp_path, Readings(_memos(tmp_path), tmp_path)).read(package["two.Thing.act"])
        assert read == Collector(tmp_path).read(package["two.Thing.act"])
        assert read is not None
        assert read.documented.summary


def _with_sections(obj: griffe.Object) -> None:
    obj.docstring = griffe.Docstring("", parent=obj)
    obj.docstring.parsed = [griffe.DocstringSectionText("Put in.")]


def _with_words(obj: griffe.Object) -> None:
    obj.docstring = griffe.Docstring("Put in.", parent=obj)


def test_another_root_and_another_account_read_for_themselves(tmp_path: Path) -> None:
    """Places are told relative to the root; and what somebody else has signed does not count."""
    write(tmp_path, FILES)
    _read(tmp_path, _memos(tmp_path))
    inner = Collector(tmp_path / "pkg", Readings(_memos(tmp_path), tmp_path / "pkg")).read(load(tmp_path)["one.first"])
    assert inner is not None
    assert inner.location.file == "one.py"
    other = Collector(tmp_path, Readings(Memos(tmp_path / "kept", b"o" * 32), tmp_path))
    assert other.read(load(tmp_path)["one.first"]) is not None
    assert len(other.parsed)


@pytest.mark.parametrize("one_process", [False, True])
def test_code_elsewhere_that_sets_a_docstring(tmp_path: Path, *, one_process: bool) -> None:
    """Whether it does is asked each time: it may be in any module, and go again while the object's own stays."""
    held: dict[str, Any] = {}
    sets = "import first\nfirst.__doc__ = LATER\n"
    for turn in range(4):
        text = FILES["pkg/__init__.py"]
        write(tmp_path, {**FILES, "pkg/__init__.py": text.replace("import first\n", sets) if turn % 2 else text})
        (tmp_path / "kept").mkdir(exist_ok=True)
        memos = Memos(tmp_path / "kept", KEY, held=held if one_process else {})
        found, _ = _read(tmp_path, memos)
        first = found["pkg.one.first"]
        assert first is not None
        assert first.set_by_code is bool(turn % 2)
        assert found == _read(tmp_path, None)[0]
