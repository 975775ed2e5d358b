"""Annotations in Sphinx: nothing that is read before pages are made changes how autodoc shows them."""

from __future__ import annotations

import sys
import typing
from types import FunctionType

import pytest

from sphinx_aidoc.annotations import beside_types
from tests.sphinx.project import Project

# What autodoc comes to first, by names, stands last; what it never comes to stands first.
CODE = '''\
"""A mill."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Dict, Generic, Iterable, List, Mapping, Optional, Sequence, Tuple, TypeVar, Union

from typing_extensions import Doc

T = TypeVar("T")


def _text():
    return "By hand: told while it runs."


def _early(rows: Iterable[Tuple[str, Union[bytes, str]]]) -> Dict[str, Union[bytes, str]]:
    return {}


class Mill(Generic[T]):
    """Grinds."""

    @classmethod
    def _early(cls, rows: Optional[List[Union[bytes, str]]]) -> Sequence[Optional[Union[bytes, str]]]:
        return []

    @property
    def _first(self) -> Mapping[str, Union[int, None, str]]:
        return {}

    def zero(self, rows: Annotated[Mapping[int, Union[bytes, str]], Doc(_text())]) -> Mapping[bytes, Union[bytes, str]]:
        """Set it to zero.

        :param rows: By hand.
        """
        return {}

    def zig(self, rows: Annotated[Mapping[float, Union[bytes, str]], Doc(_text())]) -> List[Dict[str, Union[int, str]]]:
        """Turn it."""
        return []

    def add(self, rows: List[Union[str, bytes]], more: Mapping[int, Union[str, bytes]]) -> Mapping[
        bytes, Union[str, bytes]
    ]:
        """Add some.

        :param rows: By hand.
        :param more: By hand.
        :returns: By hand.
        """
        return {}

    def fold(self, rows: Mapping[float, Union[str, bytes]]) -> List[Dict[str, Union[str, int]]]:
        """Fold it.

        :param rows: By hand.
        :returns: By hand.
        """
        return []

    @property
    def last(self) -> Mapping[str, Union[str, int, None]]:
        """By hand."""
        return {}


@dataclass
class _Part:
    size: Tuple[Union[bytes, str], int] = ("", 0)


@dataclass
class Part:
    """A part."""

    zest: Annotated[Dict[int, Union[bytes, str]], Doc(_text())] = field(default_factory=dict)
    """By hand."""

    ask: Annotated[Dict[float, Union[bytes, str]], Doc(_text())] = field(default_factory=dict)

    def grind(self, rows: Dict[int, Union[str, bytes]], less: Dict[float, Union[str, bytes]]) -> Tuple[
        Union[str, bytes], int
    ]:
        """Grind it.

        :param rows: By hand.
        :param less: By hand.
        :returns: By hand.
        """
        return "", 0


def grind(rows: Iterable[Tuple[str, Union[str, bytes]]]) -> Dict[str, Union[str, bytes]]:
    """Grind it.

    :param rows: By hand.
    :returns: By hand.
    """
    return {}


def sift(rows: Callable[[Union[str, bytes]], Sequence[Optional[Union[str, bytes]]]]) -> None:
    """Sift it.

    :param rows: By hand.
    """
'''
CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
extensions = ["sphinx.ext.autodoc", "sphinx_aidoc"]
"""
INDEX = "mill\n====\n\n.. automodule:: mill\n   :members:\n"


def _signatures(built):
    return [line.strip() for line in (built.out / "index.txt").read_text("utf-8").split("\n\n") if "->" in line]


def test_signatures_of_what_people_describe_stay(tmp_path, azure):
    """A type is shown in the order that it has without aidoc, whatever is read, looked at or told before."""
    files = {"src/mill.py": CODE, "docs/conf.py": CONF, "docs/index.rst": INDEX}
    project = Project(tmp_path, files=files, azure=azure.url)
    keys = {"AZURE_OPENAI_API_KEY": "test-key"}
    # Of each a process of its own: typing keeps what it has made as long as one lives.
    plain = project.run("-E", env=keys, aidoc_enabled="0")
    before = _signatures(plain)
    filled = project.run("-E", env=keys)
    assert (plain.warnings, filled.warnings) == ([], [])
    assert len(before) > len("six")
    assert [one for one in before if one not in _signatures(filled)] == []
    assert filled.text().count("rows** -- By hand: told while it runs.") == 1


class Names:
    """What stands for something else in annotations."""

    Doc = staticmethod(lambda text: ("doc", text))


def _takes(given):
    return given


Annotated, ClassVar, Final, Optional = typing.Annotated, typing.ClassVar, typing.Final, typing.Optional
Alias = typing.Annotated[list, "an alias"]
Given = typing.TypeVar("Given")
Generic = typing.Annotated[typing.List[Given], "a generic"]  # noqa: UP006 - it takes a type


@pytest.mark.parametrize(
    ("annotation", "held"),
    [
        ("typing.Annotated[typing.Nowhere, 'one', 2]", ["one", 2]),
        ("Annotated[int, Names.Doc('text')]", [("doc", "text")]),
        ("Optional[Annotated[int, 1]]", [1]),
        ("None | Annotated[int, 1] | 'Annotated[str, 2]'", [1, 2]),
        ("typing.Union['Alias', Annotated[int, 2], None]", ["an alias", 2]),
        ("ClassVar[Final[Annotated[Annotated[int, 1], 2]]]", [2, 1]),
        ("Generic[int]", ["a generic"]),
        ("typing.List[Annotated[int, 1]]", []),
        ("dict[str, Annotated[int, 1]]", []),
        ("nowhere.Thing", []),
        ("Annotated[int, nowhere]", []),
        ("1 +", []),
        ("lambda: 1", []),
        (typing.Annotated[int, 3], [3]),
        (typing.Optional["Alias"], ["an alias"]),
        (None, []),
    ],
)
def test_what_stands_beside_a_type(annotation, held):
    """It is told of annotations in strings and of others alike, a type that is nowhere or not."""
    takes = FunctionType(_takes.__code__, {**vars(typing), **vars(sys.modules[__name__])})
    takes.__annotations__ = {"given": annotation, "return": annotation}
    made = type("Made", (), {"__annotations__": {"given": annotation}, "__module__": __name__})
    below = type("Below", (made,), {"__module__": __name__})
    assert [beside_types(takes, name) for name in ("given", "return", "other")] == [held, held, []]
    assert (beside_types(made, "given"), beside_types(below, "given")) == (held, held)


def test_a_type_is_not_evaluated():
    """What is read of an annotation leaves no trace in the cache of types."""
    kinds = [f"Mapping[str, Union[{one}]]" for one in ("bytes, complex", "complex, bytes")]
    takes = FunctionType(_takes.__code__, vars(typing))
    takes.__annotations__ = {"given": f"Annotated[{kinds[0]}, 'held']"}
    assert beside_types(takes, "given") == ["held"]
    made = eval(kinds[1], vars(typing))
    assert "complex, bytes" in str(made).replace("builtins.", "")
