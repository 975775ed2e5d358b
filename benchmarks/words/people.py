"""The docstrings that people wrote in a package, and the answers that complete them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import griffe

from aidoc_core.answers.answer import Answer, Described
from aidoc_core.code.collect import from_griffe
from aidoc_core.code.gaps import Gaps, find_gaps
from tests.texts import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aidoc_core.code.objects import ApiObject

Style = Literal["google", "numpy", "sphinx", "auto"]
_STYLES: tuple[Style, ...] = ("google", "numpy", "sphinx")
_TEXT = f"{MARK} what it *does*, `in code`.\n\n- {MARK} one\n- {MARK} two"


@dataclass(frozen=True)
class Person:
    """One docstring.

    Attributes:
        obj: What it is about.
        parent: The same, as Griffe has it.
        text: The docstring as it stands in the source, its quotes off.
    """

    obj: ApiObject
    parent: griffe.Object
    text: str

    @cached_property
    def gaps(self) -> Gaps:
        """What it lacks."""
        return find_gaps(self.obj)

    @cached_property
    def style(self) -> str:
        """The style in which it has the most sections; `prose` where it has none."""
        found = {
            style: sum(section.kind is not griffe.DocstringSectionKind.text for section in self._read(style))
            for style in _STYLES
        }
        best = max(found, key=lambda style: found[style])
        return best if found[best] else "prose"

    def _read(self, style: Style) -> list[griffe.DocstringSection]:
        return griffe.Docstring(self.text, parent=self.parent).parse(style, warnings=False)

    @property
    def answers(self) -> Iterator[Answer]:
        """One for each gap, if there are any; and one with all that the object can have."""
        if self.gaps:
            yield _answer(self.gaps)
        parameters = tuple(parameter.name for parameter in self.obj.parameters) or ("a", "*args", "**kwargs")
        attributes = (*self.obj.attributes, "some_") if self.obj.kind in ("class", "module") else ()
        raises = (*self.obj.raises, "OddError")
        yield _answer(Gaps(parameters=parameters, returns=True, yields=True, raises=raises, attributes=attributes))


def _answer(gaps: Gaps) -> Answer:
    def described(names: tuple[str, ...]) -> tuple[Described, ...]:
        return tuple(Described(name=name, description=_TEXT) for name in names)

    return Answer(
        parameters=described(gaps.parameters),
        returns=_TEXT if gaps.returns else "",
        yields=_TEXT if gaps.yields else "",
        raises=described(gaps.raises),
        attributes=described(gaps.attributes),
    )


def people(name: str, site: Path, *, most: int | None = None) -> Iterator[Person]:
    """Every docstring of a package, wherever it stands.

    Args:
        name: The package, or a module.
        site: The directory that it is in.
        most: How many of its modules are read, chosen by chance but always the same; all if `None`.
    """
    top = site.joinpath(*name.split("."))
    files = sorted(top.rglob("*.py")) if top.is_dir() else [top.with_suffix(".py")]
    if most is not None and len(files) > most:
        files = sorted(random.Random(1).sample(files, most))
    for file in files:
        try:
            code = file.read_text(encoding="utf-8")
            module = griffe.visit(".".join(file.relative_to(site).with_suffix("").parts), filepath=file, code=code)
        except (SyntaxError, UnicodeDecodeError):  # a template, or a test of bad code
            continue
        yield from _in_module(module)


def _in_module(module: griffe.Module) -> Iterator[Person]:
    todo: list[griffe.Object] = [module]
    while todo:
        parent = todo.pop()
        todo += [member for member in parent.members.values() if not member.is_alias]  # type: ignore[misc]
        obj = from_griffe(parent)
        if obj is not None and parent.docstring is not None and parent.docstring.value.strip():
            yield Person(obj, parent, parent.docstring.value)
