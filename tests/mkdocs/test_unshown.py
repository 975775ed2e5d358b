"""Griffe extensions that change signatures: what is described is what the page shows, in sentences too."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest

from tests.mkdocs.test_extensions import asked, show

if TYPE_CHECKING:
    from bs4.element import Tag

    from tests.mkdocs.project import Project

CODE = '''\
"""By hand: a mill."""

from typing import overload


def grind(stone, grain=1, *, speed=2):
    return stone * grain


def mix(flour, water):
    """Mix, by hand.

    Args:
        flour: By hand.
    """
    return flour + water


class Mill:
    """By hand: a mill."""

    def __init__(self, stone, grain=1):
        self.kept = stone

    def turn(self, stone, grain=1):
        return stone

    @staticmethod
    def stop(stone, grain=1):
        return stone


@overload
def weigh(stone: int, grain: int) -> int: ...
@overload
def weigh(stone: str, grain: int) -> str: ...
def weigh(stone, grain):
    return stone
'''
EXTENSION = """\
import griffe


class Changing(griffe.Extension):
    def {hook}:
        for func in {functions}:
            {does}


def functions(obj):
    for member in list(obj.members.values()):
        if member.is_alias:
            continue
        if member.is_function:
            yield member
        elif member.is_class:
            yield from functions(member)


def named(func, *names):
    kept = [one for one in func.parameters if one.name in ("self", "cls")]
    kind = griffe.ParameterKind
    kinds = {{"*": kind.var_positional, "**": kind.var_keyword, "": kind.positional_or_keyword}}
    return griffe.Parameters(
        *kept,
        *(griffe.Parameter(one.lstrip("*"), kind=kinds[one[: len(one) - len(one.lstrip("*"))]]) for one in names),
    )
"""
HOOKS = {
    "function": ("on_function(self, *, func, **kwargs)", "[func]"),
    "package": ("on_package(self, *, pkg, **kwargs)", "functions(pkg.members['mill'])"),
    "instance": ("on_module_members(self, *, mod, **kwargs)", "functions(mod)"),
}
DOES = {
    "renames": "[setattr(one, 'name', 'rock') for one in func.parameters if one.name == 'stone']",
    "hides": "func.parameters = griffe.Parameters(*[one for one in func.parameters if one.name != 'stone'])",
    "deletes": "'stone' in func.parameters and func.parameters.__delitem__('stone')",
    "adds": "func.parameters.add(griffe.Parameter('rock', kind=griffe.ParameterKind.keyword_only))",
    "replaces": "func.parameters = named(func, 'rock', 'sand')",
    "takes anything": "func.parameters = named(func, '*args', '**kwargs')",
    "stars": "func.parameters = named(func, '*stone', '**grain')",
    "empties": "func.parameters = named(func)",
    "overloads": "func.overloads = None",
    "hides in overloads": "[setattr(one, 'parameters', named(one, 'grain')) for one in [func, *(func.overloads or ())]]",
}


NAMES = ("grind", "mix", "Mill", "Mill.__init__", "Mill.turn", "Mill.stop", "weigh")


def _signature(element: Tag) -> str:
    head = element.select_one(".doc-heading")
    signatures = element.select(":scope > .doc-signature, :scope > .doc-contents > .doc-signature")
    return " ".join(one.get_text(" ") for one in [head, *signatures] if one is not None)


@pytest.mark.parametrize(
    ("hook", "merged"),
    [
        ("function", False),
        *(
            pytest.param(hook, merged, marks=pytest.mark.slow)
            for hook, merged in itertools.product(HOOKS, (False, True))
            if (hook, merged) != ("function", False)
        ),
    ],
)
@pytest.mark.parametrize("kind", DOES)
def test_what_is_described_is_what_is_shown(project: Project, kind: str, hook: str, merged: bool) -> None:
    """No row and no code span names a parameter that the signature lacks, and no warning comes of it."""
    how, functions = HOOKS[hook]
    extension = EXTENSION.format(hook=how, functions=functions, does=DOES[kind])
    show(project, "mill", CODE, ["ext.py"], ext=extension)
    project.options |= {"merge_init_into_class": merged}
    plain = project.build(plugin=False)
    before = {name: plain.object(f"small.mill.{name}") for name in NAMES if f'id="small.mill.{name}"' in plain.html()}
    filled = project.build()
    assert (filled.error, filled.logged) == (None, plain.logged)
    assert {*NAMES} - before.keys() == ({"Mill.__init__"} if merged else set())
    for name, unfilled in before.items():
        element = filled.object(f"small.mill.{name}")
        for inner in [*element.select(".doc-children"), *unfilled.select(".doc-children")]:
            inner.decompose()
        signature = _signature(element)
        assert signature.split()[: len(_signature(unfilled).split())] == _signature(unfilled).split()
        described = _codes(element) - _codes(unfilled)
        lacking = {"stone", "grain", "speed", "flour", "water", "rock", "sand"} - {*re.findall(r"\w+", signature)}
        assert described & lacking == set(), (name, signature)
    assert "rock" not in " ".join(part for parts in asked(filled).values() for part in parts)


def _codes(element: Tag) -> set[str]:
    return {code.get_text().strip("*") for code in element.select("td code, p code")}
