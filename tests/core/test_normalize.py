"""Spelling an answer as the code does, and taking findings out of it: each rule alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from aidoc_core.answers.answer import Answer, Described
from aidoc_core.build.normalize import drop, normalize
from aidoc_core.checks.finding import Cut, Finding, Severity
from aidoc_core.code.gaps import Gaps
from aidoc_core.code.objects import ApiObject, Documented, Kind, Location, Parameter

PARAMETERS = (
    Parameter(name="b"),
    Parameter(name="a"),
    Parameter(name="*args", kind="variadic positional"),
    Parameter(name="**kw", kind="variadic keyword"),
)


def obj(kind: Kind = "function", **facts: Any) -> ApiObject:
    return ApiObject(
        path="p.f", kind=kind, module="p", location=Location(file="p.py"), parameters=PARAMETERS, **facts
    )  # fmt: skip


def described(*names: str) -> tuple[Described, ...]:
    return tuple(Described(name=name, description="It.") for name in names)


def finding(where: str, cut: Cut, quote: str = "") -> Finding:
    return Finding(rule="AD000", severity=Severity.DROP, message="m", where=where, cut=cut, quote=quote)


@pytest.mark.parametrize(
    ("given", "asked", "kept"),
    [
        (("a", "b"), ("b", "a"), ("b", "a")),  # the order of the signature
        (("args", "**args", "kw"), ("*args", "**kw"), ("*args", "*args", "**kw")),  # its stars
        (("a", "b"), ("a",), ("a",)),  # described by the person
        (("zzz", "a"), ("a",), ("a", "zzz")),  # not in the code: for the rules to find
        (("self", "cls", "a"), ("a",), ("a",)),
    ],
)
def test_parameters_are_spelt_as_in_the_signature(
    given: tuple[str, ...], asked: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    """Starred and sorted as the code has them, without those that nobody asked for."""
    answer = normalize(Answer(parameters=described(*given)), obj(), Gaps(parameters=asked))
    assert tuple(item.name for item in answer.parameters) == kept


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("url", "a: How deep.", ("a", "How deep.")),  # as a real model has written it
        ("url", "`*args`: What follows.", ("*args", "What follows.")),
        ("url", "zzz: How deep.", ("url", "zzz: How deep.")),
        ("url", "a:", ("url", "a:")),
        ("b", "a: How deep.", ("b", "a: How deep.")),
        ("url", "How deep a: is.", ("url", "How deep a: is.")),
    ],
)
def test_the_example_of_the_prompt_is_no_name(name: str, text: str, kept: tuple[str, str]) -> None:
    """A text that begins with a parameter's name is that parameter's, where it goes by a name that the code has not."""
    given = Answer(parameters=(Described(name=name, description=text),))
    [found] = normalize(given, obj(), Gaps(parameters=("a", "b", "*args"))).parameters
    assert (found.name, found.description) == kept


def test_a_parameter_may_be_called_as_a_receiver() -> None:
    """A decorator of classes takes `cls` from its callers."""
    function = replace(obj(), parameters=(Parameter(name="cls"),))
    answer = normalize(Answer(parameters=described("cls", "self")), function, Gaps(parameters=("cls",)))
    assert answer.parameters == described("cls")


def test_only_functions_have_parameters() -> None:
    """A class's are described at its constructor."""
    answer = Answer(parameters=described("a"))
    assert normalize(answer, obj("class"), Gaps(parameters=("a",))) == Answer()


@pytest.mark.parametrize(
    ("given", "gaps", "documented", "kept"),
    [
        (("R", ""), Gaps(returns=True), Documented(), ("R", "")),
        (("R", ""), Gaps(yields=True), Documented(), ("", "R")),  # a generator
        (("R", "Y"), Gaps(yields=True), Documented(), ("R", "Y")),
        (("", "Y"), Gaps(yields=True), Documented(), ("", "Y")),
        (("R", "Y"), Gaps(), Documented(), ("R", "Y")),  # for the rules to judge
        (("R", "Y"), Gaps(), Documented(returns=True), ("", "Y")),
        (("R", "Y"), Gaps(), Documented(yields=True), ("R", "")),
        (("R", "Y"), Gaps(returns=True, yields=True), Documented(returns=True, yields=True), ("R", "Y")),
    ],
)
def test_results_go_where_they_belong(
    given: tuple[str, str], gaps: Gaps, documented: Documented, kept: tuple[str, str]
) -> None:
    """What a generator is said to return it yields; what the person describes is not said again."""
    answer = normalize(Answer(returns=given[0], yields=given[1]), obj(documented=documented), gaps)
    assert (answer.returns, answer.yields) == kept


def test_results_of_what_is_no_function_are_for_the_rules() -> None:
    """Only a function's own documented result makes another one needless."""
    documented = Documented(returns=True, yields=True)
    answer = normalize(Answer(returns="R", yields="Y"), obj("property", documented=documented), Gaps())
    assert (answer.returns, answer.yields) == ("R", "Y")


def test_exceptions_go_by_the_last_part_of_their_names() -> None:
    """And those that the person describes are not described again."""
    it = obj(documented=Documented(raises=frozenset({"KeyError"})))
    answer = normalize(Answer(raises=described("errors.Lost", "builtins.KeyError", "OSError")), it, Gaps())
    assert [item.name for item in answer.raises] == ["Lost", "OSError"]


@pytest.mark.parametrize("summary", [True, False])
@pytest.mark.parametrize("examples", [True, False])
def test_a_text_beside_the_persons_is_not_shown(*, summary: bool, examples: bool) -> None:
    """Summary, description and example go with the summary that was asked for; the example with its option too."""
    answer = normalize(
        Answer(summary="S", description="D", example="e"), obj(), Gaps(summary=summary), examples=examples
    )
    assert bool(answer.summary) == bool(answer.description) == summary
    assert bool(answer.example) == (summary and examples)


def test_what_no_font_shows_is_no_text() -> None:
    """Invisible characters are nothing, characters for private use are something."""
    given = Answer(summary="\u200b\u2060 ", description="\ue000", parameters=(Described(name="a", description="\t"),))
    assert normalize(given, obj(), Gaps(summary=True, parameters=("a",))) == Answer(description="\ue000")


@pytest.mark.parametrize(
    ("findings", "kept"),
    [
        ([], "One `two`. Three. One `two`."),
        ([finding("returns", "", "`two`")], "One `two`. Three. One `two`."),
        ([finding("yields", "entry")], "One `two`. Three. One `two`."),
        ([finding("returns", "entry")], ""),
        ([finding("returns", "sentence", "Three.")], "One `two`. One `two`."),
        ([finding("returns", "sentence", "One `two`.")], "Three. One `two`."),  # the one that was found
        ([finding("returns", "sentence", "`two`")], "Three."),  # those that have the name
        ([finding("returns", "sentence", "Four.")], "One `two`. Three. One `two`."),
        ([finding("returns", "code span", "`X`")], "One `two`. Three. One `two`."),
        ([finding("returns", "code span", "`two`")], "One two. Three. One two."),
        ([finding("returns", "code span", "two")], "One two. Three. One two."),
        ([finding("returns", "sentence", "Three."), finding("returns", "code span", "two")], "One two. One two."),
        ([finding("returns", "sentence", "Three."), finding("returns", "entry")], ""),
    ],
)
def test_a_finding_takes_out_what_it_says(findings: list[Finding], kept: str) -> None:
    """An entry, the first such sentence, or the backticks; several one after the other."""
    answer = Answer(summary="S", returns="One `two`. Three. One `two`.")
    assert drop(answer, findings) == Answer(summary="S", returns=kept)


def test_an_entry_without_its_only_sentence_goes() -> None:
    """Nothing is left to show; its neighbour stays."""
    answer = Answer(raises=described("A", "B"))
    assert drop(answer, [finding("raises A", "sentence", "It.")]) == Answer(raises=described("B"))


def test_double_backticks_go_as_a_pair() -> None:
    """A span of reST loses both."""
    assert drop(Answer(summary="A ``b``."), [finding("summary", "code span", "``b``")]).summary == "A b."


def test_a_text_without_the_sentence_keeps_its_lines() -> None:
    """Nothing is taken out, so nothing is joined."""
    answer = Answer(description="One.\n\n- Two.")
    assert drop(answer, [finding("description", "sentence", "Three.")]) == answer


def test_a_name_in_backticks_keeps_its_letters() -> None:
    """Only the backticks go, whatever the name begins and ends with."""
    assert drop(Answer(summary="A `XbX`."), [finding("summary", "code span", "`XbX`")]).summary == "A XbX."
