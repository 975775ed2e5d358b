"""Griffe's objects as `ApiObject` values: every kind of object, every docstring style, odd packages."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import griffe
import pytest

from aidoc_core.code.collect import from_griffe
from aidoc_core.code.gaps import find_gaps, may_appear, why_not
from aidoc_core.code.objects import ApiObject, Documented, Location, Parameter
from aidoc_core.code.packages import Packages
from aidoc_core.code.unreadable import unreadable
from aidoc_core.problems import Problem
from aidoc_core.settings import Settings
from tests.core.packages import collect, load, objects_of, write
from tests.core.zoo import ZOO

if TYPE_CHECKING:
    from pathlib import Path

FACTS = {
    ".": "module human",
    "__version__": "data",
    "__all__": "data",
    "LIMIT": "data human",
    "DEPTH": "data human",
    "SIZE": "data human",
    "BARE": "data",
    "one": "data",
    "two": "data",
    "alias": "data",
    "Pair": "data",
    "plain": "function",
    "parameters": "function (a, b, c, *args, d, e, **kwargs) returns",
    "fetch": "function (url) async returns raises OSError",
    "count": "function (to) yields",
    "ticks": "function async yields",
    "untyped": "function (x) returns raises KeyError",
    "procedure": "function (x)",
    "never": "function raises SystemExit",
    "iterator": "function (x) returns",
    "opened": "function (path) yields @contextlib.contextmanager",
    "decorated": "function (_hidden, shown) returns @functools.lru_cache(maxsize=None) @functools.wraps(plain)",
    "choose": "function (x) returns",
    "outer": "function",
    "Base": "class human",
    "Base.plain_attribute": "field",
    "Base.annotated": "field",
    "Base.constant": "field",
    "Base.__init__": "function (size, name)",
    "Base.size": "data",
    "Base.name": "field",
    "Base.depth": "field human",
    "Base._hidden": "field",
    "Base.method": "function (x) returns",
    "Base.odd_self": "function (x)",
    "Base.static": "function (x) @staticmethod",
    "Base.make": "function (x) returns @classmethod",
    "Base.__len__": "function returns",
    "Base.todo": "function (x) returns @abc.abstractmethod",
    "Base.width": "property @property",
    "Base.height": "property @property human",
    "Base.area": "property @functools.cached_property",
    "Base.Inner": "class",
    "Base.Inner.deep": "field",
    "Base.Inner.method": "function",
    "Base._private": "function",
    "Point": "class @dataclasses.dataclass(frozen=True)",
    "Point.x": "field",
    "Point.y": "field human",
    "Point.tags": "field",
    "Row": "class",
    "Row.id": "field",
    "Row.name": "field",
    "Options": "class",
    "Options.verbose": "field",
    "Colour": "class",
    "Colour.RED": "field",
    "Colour.GREEN": "field human",
    "Shape": "class",
    "Shape.draw": "function",
    "Box": "class",
    "Box.get": "function returns",
    "Fault": "class",
    "Described": "class human",
    "Described.weight": "field",
    "Described.height": "field",
    "Described.__init__": "function (size, colour) raises ValueError",
}


def facts(obj: ApiObject) -> str:
    words: list[str] = [obj.kind]
    if obj.parameters:
        words.append(f"({', '.join(parameter.name for parameter in obj.parameters)})")
    words += ["async"] * obj.is_async + ["returns"] * obj.returns_value + ["yields"] * obj.yields_value
    words += [f"raises {name}" for name in obj.raises] + [f"@{text}" for text in obj.decorators]
    return " ".join(words + ["human"] * bool(obj.human))


@pytest.fixture
def zoo(tmp_path: Path) -> dict[str, ApiObject]:
    return collect(tmp_path, ZOO, "zoo")


def test_every_kind_of_object(zoo: dict[str, ApiObject]) -> None:
    """Kinds, parameters, results, exceptions, decorators and human texts are what the code says; nothing is missing
    but what is never documented: type variables, loggers, made-up constructors.
    """  # noqa: D205
    assert {obj.qualname: facts(obj) for obj in zoo.values()} == FACTS


def test_special_methods_and_attributes(zoo: dict[str, ApiObject], tmp_path: Path) -> None:
    """A special method is a method, and no member of its class' header; what Python and tools read is never filled."""
    assert {obj.qualname: obj.skip for obj in zoo.values() if obj.special} == {
        "__version__": "special attribute",
        "__all__": "special attribute",
        "Base.__len__": "",
    }
    assert why_not(zoo["zoo.Base.__len__"], Settings()) == ""
    assert why_not(zoo["zoo.Base.__len__"], Settings(special=False)) == "special: false"
    assert why_not(zoo["zoo.Base.__init__"], Settings(special=False)) == ""
    assert not may_appear(zoo["zoo.Base.__len__"], Settings())
    code = "class _Box:\n    def __len__(self): ...\n\nclass __lid__: ...\n\nclass Jar:\n    __slots__ = ('a',)\n    __name__ = property()\n"
    found = collect(tmp_path, code)
    assert why_not(found["pkg._Box.__len__"], Settings()) == "private"
    assert why_not(found["pkg.__lid__"], Settings()) == "private"
    assert found["pkg.Jar.__slots__"].skip == "special attribute"
    assert found["pkg.Jar.__name__"].kind == "data"
    whole, shown = Packages([tmp_path], root=tmp_path).objects("pkg"), set(found)
    assert {obj.path for obj in whole} == {"pkg", "pkg._Box", "pkg.__lid__", "pkg.Jar"}
    assert {obj.path for obj in Packages([tmp_path], root=tmp_path).objects("pkg", special=True)} == shown


def test_a_function_to_the_last_fact(zoo: dict[str, ApiObject]) -> None:
    """Names carry stars, defaults and annotations stand as written, `self` is left out."""
    obj = zoo["zoo.parameters"]
    assert obj.parameters == (
        Parameter(name="a", kind="positional-only"),
        Parameter(name="b", annotation="int"),
        Parameter(name="c", default="'x'"),
        Parameter(name="*args", kind="variadic positional", annotation="str"),
        Parameter(name="d", kind="keyword-only"),
        Parameter(name="e", kind="keyword-only", annotation="float", default="1.0"),
        Parameter(name="**kwargs", kind="variadic keyword", annotation="object"),
    )
    assert obj.signature == "def parameters(a, /, b: int, c='x', *args: str, d, e: float=1.0, **kwargs: object) -> bool"
    assert obj.source.endswith("\n    return True")
    assert obj.code.startswith("FunctionDef(name='parameters',")
    assert (obj.header, obj.members, obj.documented, obj.skip) == ("", (), Documented(), "")
    assert obj.location == Location(file="zoo/__init__.py", line=obj.location.line)


def test_a_class_to_the_last_fact(zoo: dict[str, ApiObject]) -> None:
    """A class is its header and its public members' headers; its code is not part of it."""
    obj = zoo["zoo.Base"]
    assert (obj.signature, obj.code, obj.human) == ("class Base(abc.ABC)", "", "Documented.")
    assert obj.members == (
        "annotated: int",
        "class Inner",
        "constant: str",
        "def __init__(self, size: int, *, name: str='') -> None",
        "def area(self) -> int",
        "def height(self)",
        "def make(cls, x) -> Base",
        "def method(self, x)",
        "def odd_self(this, x)",
        "def static(x)",
        "def todo(self, x) -> int",
        "def width(self) -> int",
        "depth: int",
        "name: str",
        "plain_attribute",
        "size",
    )
    assert obj.documented == Documented(summary=True)
    assert zoo["zoo.Base.Inner.method"].header == "class Inner"
    assert zoo["zoo.Base.area"].header == "class Base(abc.ABC)"


def test_fields_and_their_comments(zoo: dict[str, ApiObject]) -> None:
    """Texts of attributes are read wherever people put them."""
    human = {obj.qualname: obj.human for obj in zoo.values() if obj.human and obj.kind in ("field", "data")}
    assert human == {
        "LIMIT": "Documented behind.",
        "DEPTH": "Documented above.",
        "SIZE": "Documented on the line.",
        "Base.depth": "Documented above.",
        "Point.y": "Documented behind.",
        "Colour.GREEN": "Documented above.",
    }
    assert zoo["zoo.Point.x"].signature == "x: int"
    assert zoo["zoo.Colour.RED"].signature == "RED"
    assert zoo["zoo.Point.tags"].source == "tags: list[str] = dataclasses.field(default_factory=list)"


def test_a_class_docstring_speaks_for_its_parts(zoo: dict[str, ApiObject]) -> None:
    """What the class says of its constructor and its fields is not asked for again."""
    assert find_gaps(zoo["zoo.Described.__init__"]).names() == ["summary", "parameter colour"]
    assert find_gaps(zoo["zoo.Described.weight"]).names() == []
    assert find_gaps(zoo["zoo.Described.height"]).names() == ["summary"]


GOOGLE = """
Do.

Args:
    url: Where.
    *args (int): More.
    `quoted`: Odd.

Returns:
    A thing.

Raises:
    errors.NotFound: If not.
    `KeyError`: If odd.
"""
NUMPY = """
Do.

Parameters
----------
url : str
    Where.
*args
    More.
quoted, other : int
    Odd.

Returns
-------
int
    A thing.

Raises
------
NotFound
    If not.
errors.KeyError
    If odd.
"""
REST = """
Do.

:param url: Where.
:param int args: More.
:param quoted: Odd.
:returns: A thing.
:raises errors.NotFound: If not.
:raises KeyError: If odd.
"""
YIELDS = {
    "google": "Do.\n\nYields:\n    Things.\n",
    "numpy": "Do.\n\nYields\n------\nint\n    Things.\n",
}


@pytest.mark.parametrize("text", [GOOGLE, NUMPY, REST], ids=["google", "numpy", "rest"])
@pytest.mark.parametrize("site", ["google", "numpy", "sphinx"])
def test_docstring_styles(text: str, site: str, tmp_path: Path) -> None:
    """A docstring says what it says, in whatever style, whatever the style of the site."""
    code = f"def f(url, *args, quoted):\n    '''{text}'''\n    raise KeyError\n    return 1\n"
    package = load(write(tmp_path, {"pkg/__init__.py": code}))
    docstring = package["f"].docstring
    docstring.parser = griffe.Parser(site)
    documented = objects_of(package, tmp_path)["pkg.f"].documented
    assert documented.parameters - {"other"} == {"url", "args", "quoted"}
    assert documented.raises == {"NotFound", "KeyError"}
    assert (documented.summary, documented.returns, documented.yields) == (True, True, False)


@pytest.mark.parametrize("style", YIELDS)
def test_yields_of_a_docstring(style: str, tmp_path: Path) -> None:
    """Yielded values are told from returned ones."""
    code = f"def f():\n    '''{YIELDS[style]}'''\n    yield 1\n"
    documented = collect(tmp_path, code)["pkg.f"].documented
    assert (documented.returns, documented.yields) == (False, True)


def test_reading_docstrings_is_silent(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Griffe has a lot to say on docstrings of another style; none of it is our users' business."""
    code = f"def f(x):\n    '''{NUMPY}\n\nArgs:\n    nosuch: No.\n  odd\n\nReturns:\n  :raises: x\n'''\n"
    logger = logging.getLogger("griffe")
    was = logger.disabled
    with caplog.at_level(logging.DEBUG):
        package = load(write(tmp_path, {"pkg/__init__.py": code}))
        caplog.clear()
        objects_of(package, tmp_path)
    assert caplog.records == []
    assert logger.disabled is was


def test_reexports_are_read_where_they_are_defined(tmp_path: Path) -> None:
    """An alias stands for its target, under the target's own path."""
    files = {"pkg/__init__.py": "from pkg._inner import f as g\n", "pkg/_inner.py": "def f(x): ...\n"}
    package = load(write(tmp_path, files))
    obj = from_griffe(package.members["g"], tmp_path)
    assert obj is not None
    assert (obj.path, obj.module, str(obj.location)) == ("pkg._inner.f", "pkg._inner", "pkg/_inner.py:1")
    assert "pkg.g" not in objects_of(package, tmp_path)


def test_an_alias_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    """What cannot be resolved is the caller's to skip."""
    package = load(write(tmp_path, {"pkg/__init__.py": "from nowhere import f\n"}))
    with pytest.raises(griffe.AliasResolutionError):
        from_griffe(package.members["f"], tmp_path)


def test_stubs_are_merged(tmp_path: Path) -> None:
    """A `.pyi` beside a module adds types; what only stands in the stub is described from there."""
    files = {
        "pkg/__init__.py": "# a line\n\ndef f(x, y=1):\n    raise KeyError\n\nclass A:\n    x = 1\n",
        "pkg/__init__.pyi": "def f(x: int, y: int = ...) -> str: ...\ndef only_here(): ...\nclass A:\n    x: int\n",
    }
    objects = objects_of(load(write(tmp_path, files)), tmp_path)
    f = objects["pkg.f"]
    assert [parameter.annotation for parameter in f.parameters] == ["int", "int"]
    assert (f.returns_value, f.raises, f.location.line, f.skip) == (True, ("KeyError",), 3, "")
    only_here = objects["pkg.only_here"]
    assert (only_here.skip, str(only_here.location)) == ("", "pkg/__init__.pyi:2")


@pytest.mark.parametrize("module", ["_bisect", "sys"])
def test_compiled_modules_have_no_source(module: str, tmp_path: Path) -> None:
    """Compiled objects are read without an error, and left alone: there is no code to describe."""
    loaded = griffe.load(module, allow_inspection=True)
    assert isinstance(loaded, griffe.Object)
    objects = objects_of(loaded, tmp_path)
    assert len(objects) > 2
    assert {obj.skip for obj in objects.values()} == {"no source"}


def test_namespace_packages(tmp_path: Path) -> None:
    """A directory without `__init__.py` has no source of its own; its modules have."""
    write(tmp_path, {"space/mod.py": "def f(): ...\n"})
    objects = objects_of(load(tmp_path, "space"), tmp_path)
    assert {path: obj.skip for path, obj in objects.items()} == {
        "space": "no source",
        "space.mod": "",
        "space.mod.f": "",
    }
    assert str(objects["space.mod.f"].location) == "space/mod.py:1"


def test_empty_modules_are_left_alone(tmp_path: Path) -> None:
    """An empty `__init__.py` has nothing to say."""
    assert {obj.skip for obj in collect(tmp_path, "").values()} == {"empty file"}


def test_places_outside_the_root_are_relative_to_the_package(tmp_path: Path) -> None:
    """Installed packages are told by their own path, not by the machine's."""
    root = write(
        tmp_path, {"site/pkg/__init__.py": "", "site/pkg/sub/mod.py": "x = 1\n", "site/pkg/sub/__init__.py": ""}
    )
    objects = objects_of(load(root / "site"), tmp_path / "elsewhere")
    assert {path: str(obj.location) for path, obj in objects.items()} == {
        "pkg": "pkg/__init__.py",
        "pkg.sub": "pkg/sub/__init__.py",
        "pkg.sub.mod": "pkg/sub/mod.py:1",
        "pkg.sub.mod.x": "pkg/sub/mod.py:1",
    }


def test_constructors(tmp_path: Path) -> None:
    """A written `__init__` is an object, one that a decorator makes is not."""
    code = (
        "import dataclasses\n@dataclasses.dataclass\nclass A:\n    x: int\nclass B:\n    def __init__(self, x): ...\n"
    )
    assert [path for path in collect(tmp_path, code) if path.endswith("__init__")] == ["pkg.B.__init__"]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="the interpreter does not parse type parameters")
def test_type_parameters(tmp_path: Path) -> None:
    """PEP 695: parameters of functions and classes are read, `type` statements are not documented."""
    objects = collect(tmp_path, "type Pair[T] = tuple[T, T]\nclass A[T]: ...\ndef f[T](x: T) -> T: ...\n")
    assert list(objects) == ["pkg", "pkg.A", "pkg.f"]


def test_skip_comments(tmp_path: Path) -> None:
    """`# aidoc: skip` leaves out a definition with all that is in it, not its neighbours."""
    code = '''
    """Doc."""
    def f(): ...  # aidoc: skip
    def g(): ...
    # aidoc: skip
    @decorated
    def h(): ...
    class A:  # aidoc: skip
        x: int
        class B:
            def f(self): ...
    class C:
        x: int  # aidoc: skip
        y: int
    '''
    skipped = [path for path, obj in collect(tmp_path, code).items() if obj.skip == "# aidoc: skip"]
    assert skipped == [f"pkg.{name}" for name in ("f", "h", "A", "A.x", "A.B", "A.B.f", "C.x")]


@pytest.mark.parametrize(
    ("code", "skipped"),
    [
        ("# aidoc: skip\n", True),
        ("#!/usr/bin/env python\n# A licence.\n\n# aidoc: skip\n\nx = 1\n", True),
        ('# aidoc: skip\n"""Doc."""\n', True),
        ("# aidoc: skip\ndef f(): ...\n", False),
        ("x = 1\n# aidoc: skip\n", False),
        ("def f(): ...  # aidoc: skip\n", False),
    ],
)
def test_skipping_a_module(code: str, skipped: object, tmp_path: Path) -> None:
    """Among the comments that a file begins with, `# aidoc: skip` is for the module."""
    write(tmp_path, {"pkg/__init__.py": "", "pkg/mod.py": code})
    obj = objects_of(load(tmp_path), tmp_path)["pkg.mod"]
    assert (obj.skip == "# aidoc: skip") is skipped


def test_modules_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    """Griffe passes over files that it cannot read; each is told with its place and what to do."""
    files = {
        "pkg/__init__.py": "",
        "pkg/good.py": "x = 1\n",
        "pkg/bad.py": "x = 1\ndef f(:\n",
        "pkg/data/x.py": "def f(:\n",
    }
    write(tmp_path, files)
    (tmp_path / "pkg" / "latin.py").write_bytes("# -*- coding: latin-1 -*-\nx = 'é'\n".encode("latin-1"))
    (tmp_path / "pkg" / "broken.py").write_bytes(b"x = '\xff'\n")
    (tmp_path / "pkg" / "null.py").write_bytes(b"x = '\x00'\n")
    problems = unreadable(load(tmp_path), tmp_path)
    assert {problem.kind for problem in problems} == {"source"}
    assert [problem.where for problem in problems] == [
        "pkg/bad.py:2",
        "pkg/broken.py:1",
        "pkg/latin.py:1",
        "pkg/null.py:1",
    ]
    assert all("\n" not in problem.message for problem in problems)
    assert problems[0] == Problem(
        kind="source",
        message="cannot be read as Python (invalid syntax), so nothing in it is documented. Correct the file.",
        where="pkg/bad.py:2",
    )
    assert "Save it as UTF-8" in problems[2].message
