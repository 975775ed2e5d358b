"""What a docstring lacks, and what options forbid."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from aidoc_core.code.gaps import (
    Gaps,
    find_gaps,
    is_complete,
    matches,
    wanted_gaps,
    whole_docstring,
    why_not,
    without_body,
)
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
            {"parameters": (Parameter(name="b"), ARGS), "documented": ALL},
            Gaps(parameters=("b",)),
            id="described without its stars",
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
    assert gaps.sections == 5
    assert not Gaps(summary=True).sections
    assert not Gaps()
    assert Gaps(attributes=("x",)).names() == ["attribute x"]
    assert Gaps().names() == []


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
    ("gaps", "sections"),
    [
        (Gaps(summary=True), 0),
        (Gaps(parameters=("a", "b")), 2),
        (Gaps(returns=True), 1),
        (Gaps(yields=True), 1),
        (Gaps(raises=("E",)), 1),
        (Gaps(attributes=("x", "y")), 2),
    ],
)
def test_one_gap_is_a_gap(gaps: Gaps, sections: int) -> None:
    """Each kind alone makes a docstring incomplete, and takes its number of sections."""
    assert gaps
    assert gaps.sections == sections
    assert len(gaps.names()) == gaps.summary + sections


def test_a_whole_docstring_is_what_lacks_where_nothing_is_written() -> None:
    """What a person has written changes nothing; fields have texts of their own then."""
    facts: dict[str, Any] = {
        "parameters": (Parameter(name="a"), ARGS, Parameter(name="_x")),
        "returns_value": True,
        "raises": ("ValueError", "KeyError"),
        "attributes": ("x",),
    }
    written = obj(**facts, documented=replace(ALL, attributes=frozenset({"y"})))
    everything = Gaps(summary=True, parameters=("a", "*args"), returns=True, raises=("ValueError", "KeyError"))
    assert whole_docstring(written) == whole_docstring(obj(**facts)) == find_gaps(obj(**facts)) == everything
    assert find_gaps(written).attributes == ("x",)


@pytest.mark.parametrize(
    ("signature", "kind", "results"),
    [
        ("def f(a) -> int", "function", True),
        ("async def f(a) -> int", "function", True),
        ("def f(a)", "function", False),
        ("class f", "class", False),
        ("f: int", "field", False),
    ],
)
def test_a_signature_alone_tells_of_no_exception(signature: str, kind: Kind, *, results: bool) -> None:
    """Where no body is sent, results are asked for only where they are annotated; all else stays."""
    gaps = Gaps(summary=True, parameters=("a",), returns=True, yields=True, raises=("ValueError",), attributes=("x",))
    left = replace(gaps, raises=(), returns=results, yields=results)
    assert without_body(gaps, obj(kind=kind, signature=signature)) == left
    assert without_body(Gaps(), obj(kind=kind, signature=signature)) == Gaps()


@pytest.mark.parametrize(
    ("documented", "gaps"),
    [
        (Documented(summary=True), ()),
        (Documented(summary=True, attributes=frozenset({"x"})), ("y", "z")),
        (Documented(summary=True, attributes=frozenset({"x"}), parameters=frozenset({"y"})), ("z",)),
        (Documented(summary=True, attributes=frozenset({"other"})), ("x", "y", "z")),
        (Documented(summary=True, parameters=frozenset({"y"})), ()),
    ],
)
def test_a_list_of_attributes_lacks_what_it_leaves_out(documented: Documented, gaps: tuple[str, ...]) -> None:
    """Only a docstring that lists attributes lacks some; parameters of the class count as said."""
    it = obj("pkg.mod.A", kind="class", attributes=("x", "y", "z"), documented=documented)
    assert find_gaps(it).attributes == gaps
    assert wanted_gaps(it, Settings(exclude=["*.z"])).attributes == tuple(name for name in gaps if name != "z")


@pytest.mark.parametrize(
    ("patterns", "matched"),
    [([], False), (["pkg.mod.f"], True), (["pkg.other", "*.f"], True), (["pkg.mod"], False), (["PKG.MOD.F"], False)],
)
def test_patterns_match_whole_paths(patterns: list[str], *, matched: bool) -> None:
    """Any one pattern will do; upper case is not lower case."""
    assert matches("pkg.mod.f", patterns) is matched


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
        ({}, obj("pkg.mod._A.__init__"), "private"),
        ({}, obj("pkg.mod.A.x", kind="field", listed_by="pkg.mod.A"), "described with pkg.mod.A"),
        ({"kinds": ["module", "field"]}, obj("pkg.mod.A.x", kind="field", listed_by="pkg.mod.A"), ""),
        (
            {"kinds": ["class", "field"]},
            obj("pkg.mod.A.x", kind="field", listed_by="pkg.mod.A"),
            "described with pkg.mod.A",
        ),
        ({"kinds": ["module", "data"]}, obj("pkg.mod.X", kind="data", listed_by="pkg.mod"), "described with pkg.mod"),
        ({"kinds": ["class", "data"]}, obj("pkg.mod.X", kind="data", listed_by="pkg.mod"), ""),
        ({"exclude": ["pkg.mod.A"]}, obj("pkg.mod.A.x", kind="field", listed_by="pkg.mod.A"), ""),
        ({"enrich": False}, obj("pkg.mod.A.x", kind="field", listed_by="pkg.mod.A"), ""),
        ({}, obj("pkg.mod.x", "field", listed_by="pkg.mod"), "described with pkg.mod"),
        ({"kinds": ["field"]}, obj("pkg.mod.A.x", "field", listed_by="pkg.mod.A"), ""),
        ({"kinds": ["field", "class"]}, obj("pkg.mod.A.x", "field", listed_by="pkg.mod.A"), "described with pkg.mod.A"),
        ({"kinds": ["field", "class"]}, obj("pkg.mod.x", "field", listed_by="pkg.mod"), ""),
        ({"kinds": ["field", "module"]}, obj("pkg.mod.x", "field", listed_by="pkg.mod"), "described with pkg.mod"),
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
