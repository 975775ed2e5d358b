"""What a docstring lacks, and what options forbid."""

from __future__ import annotations

from typing import Any

import pytest

from aidoc_core.code.gaps import Gaps, find_gaps, is_complete, matches, wanted_gaps, why_not, without_body
from aidoc_core.code.objects import ApiObject, Documented, Kind, Location, Parameter
from aidoc_core.settings import Settings

ALL = Documented(summary=True, parameters=frozenset({"a", "args"}), returns=True, raises=frozenset({"ValueError"}))
ARGS = Parameter(name="*args", kind="variadic positional")


def obj(path: str = "pkg.mod.f", kind: Kind = "function", **facts: Any) -> ApiObject:
    return ApiObject(path=path, kind=kind, module="pkg.mod", location=Location(file="pkg/mod.py", line=1), **facts)


@pytest.mark.parametrize(
    ("facts", "gaps"),
    [
        pytest.param({}, Gaps(summary=True), id="nothing written"),
        pytest.param({"documented": Documented(summary=True)}, Gaps(), id="nothing to say more"),
        pytest.param(
            {"parameters": (Parameter(name="a"), ARGS), "returns_value": True, "raises": ("ValueError",)},
            Gaps(summary=True, parameters=("a", "*args"), returns=True, raises=("ValueError",)),
            id="everything",
        ),
        pytest.param(
            {
                "parameters": (Parameter(name="a"), ARGS),
                "returns_value": True,
                "raises": ("ValueError", "KeyError"),
                "documented": ALL,
            },
            Gaps(raises=("KeyError",)),
            id="one exception",
        ),
        pytest.param(
            {"parameters": (Parameter(name="a"), Parameter(name="b")), "documented": ALL},
            Gaps(parameters=("b",)),
            id="one parameter",
        ),
        pytest.param(
            {"parameters": (ARGS,), "documented": Documented(summary=True)}, Gaps(), id="variadics alone are no gap"
        ),
        pytest.param(
            {"parameters": (Parameter(name="b"), ARGS), "documented": Documented(summary=True)},
            Gaps(parameters=("b", "*args")),
            id="variadics beside a gap",
        ),
        pytest.param({"parameters": (ARGS,)}, Gaps(summary=True, parameters=("*args",)), id="variadics with all else"),
        pytest.param({"parameters": (Parameter(name="_x"),)}, Gaps(summary=True), id="private parameters"),
        pytest.param(
            {"parameters": (Parameter(name="b"), ARGS), "documented": ALL},
            Gaps(parameters=("b",)),
            id="a docstring names no stars",
        ),
        pytest.param({"returns_value": True, "documented": Documented(summary=True)}, Gaps(returns=True), id="returns"),
        pytest.param({"yields_value": True, "documented": Documented(summary=True)}, Gaps(yields=True), id="yields"),
        pytest.param(
            {"yields_value": True, "documented": Documented(summary=True, returns=True)},
            Gaps(),
            id="a generator described under Returns",
        ),
        pytest.param(
            {"returns_value": True, "documented": Documented(summary=True, yields=True)},
            Gaps(),
            id="an iterator described under Yields",
        ),
    ],
)
def test_gaps(facts: dict[str, Any], gaps: Gaps) -> None:
    """Gaps are what the code has and the docstring does not describe."""
    assert find_gaps(obj(**facts)) == gaps
    assert is_complete(obj(**facts)) is (not gaps)


def test_names_of_gaps() -> None:
    """Gaps in words, in the order of a docstring."""
    gaps = Gaps(summary=True, parameters=("a", "**kw"), returns=True, yields=True, raises=("E",))
    assert gaps.names() == ["summary", "parameter a", "parameter **kw", "returns", "yields", "raises E"]
    assert not Gaps(summary=True).sections
    assert not Gaps()
    assert Gaps(attributes=("x",)).names() == ["attribute x"]
    assert Gaps().names() == []


@pytest.mark.parametrize(
    "gaps",
    [Gaps(parameters=("a",)), Gaps(returns=True), Gaps(yields=True), Gaps(raises=("E",)), Gaps(attributes=("x",))],
)
def test_each_section_is_a_gap(gaps: Gaps) -> None:
    """One missing section of any kind is enough."""
    assert gaps.sections
    assert gaps
    assert Gaps(summary=True)


LISTING = Documented(summary=True, attributes=frozenset({"x"}), parameters=frozenset({"p"}))


def test_fields_are_gaps_of_a_list_only() -> None:
    """A person's list of attributes lacks what neither it nor the list of parameters names; without a list nothing."""
    fields = ("x", "p", "y", "z")
    assert find_gaps(obj(attributes=fields, documented=LISTING)) == Gaps(attributes=("y", "z"))
    assert find_gaps(obj(attributes=fields, documented=Documented(summary=True))) == Gaps()


def test_options_leave_attributes_out() -> None:
    """`exclude` and `include` hold for each field by its own path, and for nothing else."""
    shop = obj("pkg.mod.Shop", "class", attributes=("x", "y", "z"), documented=LISTING)
    assert wanted_gaps(shop, Settings()) == Gaps(attributes=("y", "z"))
    assert wanted_gaps(shop, Settings(exclude=["pkg.mod.Shop.y"])) == Gaps(attributes=("z",))
    assert wanted_gaps(shop, Settings(include=["*.y"])) == Gaps(attributes=("y",))
    assert wanted_gaps(obj(), Settings(exclude=["*"])) == Gaps(summary=True)


@pytest.mark.parametrize(
    ("signature", "kind", "kept"),
    [
        ("def f(a) -> int", "function", True),
        ("async def f(a) -> int", "function", True),
        ("def f(a)", "function", False),
        ("class f(A)", "class", False),
    ],
)
def test_without_a_body_only_the_signature_tells(signature: str, kind: Kind, kept: bool) -> None:
    """No exceptions, and results only where they are annotated; all other gaps stay."""
    gaps = Gaps(summary=True, parameters=("a",), returns=True, yields=True, raises=("E",), attributes=("x",))
    left = Gaps(summary=True, parameters=("a",), returns=kept, yields=kept, attributes=("x",))
    assert without_body(gaps, obj(kind=kind, signature=signature)) == left
    assert without_body(Gaps(summary=True), obj(kind=kind, signature=signature)) == Gaps(summary=True)


def test_patterns_match_whole_paths() -> None:
    """Any of the patterns, by the whole path, capital letters told apart."""
    assert matches("pkg.mod.f", ["x", "pkg.*"])
    assert not matches("pkg.mod.f", ["mod.*", "PKG.*", "pkg"])
    assert not matches("pkg.mod.f", [])


@pytest.mark.parametrize(
    ("settings", "of", "reason"),
    [
        ({}, obj(), ""),
        ({}, obj(skip="# aidoc: skip"), "# aidoc: skip"),
        ({"kinds": ["class"]}, obj(), "kinds: function is not listed"),
        ({}, obj("pkg.mod.X", kind="data"), "kinds: data is not listed"),
        ({"kinds": ["data"]}, obj("pkg.mod.X", kind="data"), ""),
        ({"include": ["pkg.other.*"]}, obj(), "include: no pattern matches"),
        ({"include": ["pkg.other.*", "pkg.mod.*"]}, obj(), ""),
        ({"exclude": ["pkg.mod.f"]}, obj(), "exclude"),
        ({"include": ["pkg.*"], "exclude": ["*.f"]}, obj(), "exclude"),
        ({}, obj("pkg.mod._f"), "private"),
        ({}, obj("pkg.mod._A.f"), "private"),
        ({}, obj("pkg.mod.A._f"), "private"),
        ({}, obj("pkg.mod.A.__init__"), ""),
        ({"private": True}, obj("pkg.mod._A._f"), ""),
        ({"enrich": False}, obj(documented=ALL), "enrich: false"),
        ({"enrich": False}, obj(), ""),
        ({}, obj("pkg.mod.A.x", "field", listed_by="pkg.mod.A"), "described with pkg.mod.A"),
        ({}, obj("pkg.mod.x", "field", listed_by="pkg.mod"), "described with pkg.mod"),
        ({"enrich": False}, obj("pkg.mod.A.x", "field", listed_by="pkg.mod.A"), ""),
        ({"kinds": ["field"]}, obj("pkg.mod.A.x", "field", listed_by="pkg.mod.A"), ""),
        ({"kinds": ["field", "class"]}, obj("pkg.mod.A.x", "field", listed_by="pkg.mod.A"), "described with pkg.mod.A"),
        ({"kinds": ["field", "class"]}, obj("pkg.mod.x", "field", listed_by="pkg.mod"), ""),
        ({"kinds": ["field", "module"]}, obj("pkg.mod.x", "field", listed_by="pkg.mod"), "described with pkg.mod"),
        ({"exclude": ["pkg.mod.A"]}, obj("pkg.mod.A.x", "field", listed_by="pkg.mod.A"), ""),
        ({"include": ["pkg.mod.A.x"]}, obj("pkg.mod.A.x", "field", listed_by="pkg.mod.A"), ""),
    ],
)
def test_why_not(settings: dict[str, Any], of: ApiObject, reason: str) -> None:
    """Each option that leaves an object alone says so by its name."""
    assert why_not(of, Settings(**settings)) == reason


def test_public_members_of_private_modules_are_public() -> None:
    """Packages keep their code in `_modules` and re-export it; a page that shows the module itself names it."""
    inside = ApiObject(path="pkg._mod.f", kind="function", module="pkg._mod", location=Location(file="pkg/_mod.py"))
    module = ApiObject(path="pkg._mod", kind="module", module="pkg._mod", location=Location(file="pkg/_mod.py"))
    assert why_not(inside, Settings()) == ""
    assert why_not(module, Settings()) == ""
