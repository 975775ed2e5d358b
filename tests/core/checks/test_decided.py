"""What code decides of a claim: through decorators, through callees, and in whatever frame the claim stands."""

import itertools

import pytest

from aidoc_core.checks import Severity, check
from aidoc_core.checks.claims import Claims
from aidoc_core.checks.fates import fate
from aidoc_core.checks.statements import statements
from aidoc_core.checks.target import Target

WRAPPED = """
import functools
from functools import wraps


def clean(kwargs):
    new = kwargs.copy()
    new.pop("token", None)
    return new


def validated(function):
    @wraps(function)
    def inner(*args, **kwargs):
        for name in kwargs:
            print(name)
        kwargs = clean(kwargs=kwargs)
        return function(*args, **kwargs)

    return inner


def timed(label):
    def decorate(function):
        @functools.wraps(function)
        def inner(self, *args, **kwargs):
            result = function(self, *args, **kwargs)
            return result

        return inner

    return decorate


def renamed(**names):
    return lambda function: function


def marked(text):
    def mark(function):
        function.__doc__ = text
        return function

    return mark


def counted(function):
    def inner(*args, **kwargs):
        return function(*args, **kwargs) + 1

    return inner


def quiet(function):
    def inner(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except ValueError:
            print("failed")

    return inner


def filled(function):
    def inner(*args, **kwargs):
        for name in ("a", "b"):
            kwargs[name] = 1
        return function(*args, **kwargs)

    return inner


def at_once(function=None, *, again=False):
    def inner(*args, **kwargs):
        return function(*args, **kwargs)

    if function is None:
        return functools.partial(at_once, again=again)
    return inner


@validated
def one(shelf): return 1
@timed("x")
def two(self, shelf): return 1
@renamed(a="b")
def three(shelf): return 1
@marked("x")
def four(shelf): return 1
@counted
def five(shelf): return 1
@quiet
def six(shelf): return 1
@filled
def seven(shelf): return 1
@at_once
def eight(shelf): return 1
@unknown
def nine(shelf): return 1
"""
NOTHING: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("name", "results", "raises", "supplied"),
    [
        ("one", True, True, frozenset({"token"})),
        ("two", True, True, NOTHING),
        ("three", True, True, NOTHING),
        ("four", True, True, NOTHING),
        ("five", False, True, NOTHING),
        ("six", False, False, NOTHING),
        ("seven", True, True, None),
        ("eight", True, True, NOTHING),
        ("nine", False, False, None),
    ],
)
def test_facts_are_seen_through_decorators(visit, name, results, raises, supplied) -> None:
    """A wrapper that hands all on leaves facts as they are; another result, a `try`, a key made up do not."""
    kept = Target(visit(WRAPPED)[name]).kept
    assert (kept.results, kept.raises, kept.supplied) == (results, raises, supplied)


def test_a_claim_is_decided_through_a_decorator(visit) -> None:
    """What a wrapped function returns is what its caller gets."""
    said = {"summary": "Count it.", "description": "Nothing is returned.", "returns": "How many there are."}
    found = {
        name: [f.rule for f in check(said, obj) if f.where == "description"]
        for name, obj in visit(WRAPPED).items()
        if name in ("one", "five", "nine")
    }
    assert found == {"one": ["AD206"], "five": [], "nine": []}


FATES = """
import os


def grow(box, parcel):
    box.append(parcel)


def weigh(box):
    return sum(len(one) for one in box)


def by_callee(box): return weigh(box)
def by_deep_callee(box): grow(box, 1)
def by_loop(box):
    for one in box:
        print(one)
def by_part(box): box[0].name = "x"
def by_place(box): box["a"] = 1
def by_other(box): return os.scandir(box)
def by_copy(box):
    box = list(box)
    box.append(1)
def kept(box): kept.last = box
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("grow", "changed"),
        ("weigh", "read"),
        ("by_callee", "read"),
        ("by_deep_callee", "changed"),
        ("by_loop", "read"),
        ("by_part", "changed"),
        ("by_place", "changed"),
        ("by_other", "unknown"),
        ("by_copy", "unknown"),
        ("kept", "unknown"),
    ],
)
def test_what_becomes_of_an_argument(visit, name: str, expected: str) -> None:
    """Followed into functions of the package; what goes elsewhere, or is kept, is out of sight."""
    obj = visit(FATES)[name]
    definition = Target(obj).definition
    assert definition is not None
    assert fate("box", definition, obj.context) == expected


BEFORE = ("", "Note that ", "When it is done, ", "Even if the box is empty, ", "For the sake of speed, ", "By design, ")
BEHIND = (
    "",
    ", although this may surprise",
    ", allowing for a fast start",
    " in order to keep it simple",
    " (see below)",
)
CLAIMS = {
    "nothing is returned": ("gives", "", "nothing"),
    "the return value is always `None`": ("gives", "", "nothing"),
    "no exception is ever raised": ("raises", "", "never"),
    "it swallows all errors": ("raises", "", "never"),
    "it works lazily": ("is", "", "generator"),
    "the values are produced on the fly": ("is", "", "generator"),
    "it completes asynchronously": ("is", "", "coroutine"),
    "`box` is modified": ("changes", "box", "mutates"),
    "it makes changes to `box`": ("changes", "box", "mutates"),
    "it leaves `box` as it is": ("changes", "box", "keeps"),
}


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_is_read_in_whatever_frame_it_stands(claim: str) -> None:
    """Reasons, concessions and the moment when all is done limit nothing that is said."""
    for before, behind in itertools.product(BEFORE, BEHIND):
        text = f"{before}{claim}{behind}."
        said = Claims.read({"summary": "Pack.", "description": text[0].upper() + text[1:]})
        assert CLAIMS[claim] in {(one.kind, one.subject, one.value) for one in statements(said, "pack")}, text


@pytest.mark.parametrize(
    "text",
    [
        "If the box is empty, nothing is returned.",
        "Errors of the server are ignored if they are temporary.",
        "Create a client with the given lazy setting.",
        "The generator of random numbers is seeded.",
        "Nothing is returned unless the box is full.",
        "The label is not modified when it is printed.",
    ],
)
def test_a_limit_stays_a_limit(text: str) -> None:
    """What is said of some calls, or of something else, is no claim about all of them."""
    found = statements(Claims.read({"summary": "Pack.", "description": text}), "pack")
    assert [one for one in found if one.value in ("nothing", "never", "generator", "mutates", "keeps")] == []


@pytest.mark.parametrize(
    ("claim", "effect"),
    [
        ("A random salt is used.", True),
        ("The result is cached.", True),
        ("It sends a request to the server.", True),
        ("Each step is logged.", True),
        ("The weights are added up.", False),
    ],
)
def test_effects_need_a_word_in_the_code(visit, claim: str, *, effect: bool) -> None:
    """Neither the function nor what it calls has one; where a callee's module has it, nothing is said."""
    shop = visit(
        "from shop.deep import pick\n\n\ndef weigh(box: list) -> int:\n    return sum(box)\n\n\n"
        "def draw(box: list) -> int:\n    return pick(box)\n",
        deep="import random\nimport functools\nimport logging\nimport requests\n\n\n@functools.cache\n"
        "def pick(box):\n    logging.info('x')\n    requests.get('http://x')\n    return random.choice(box)\n",
    )
    said = {"summary": "Weigh it.", "description": claim, "returns": "The weight."}
    rules = {name: [f.rule for f in check(said, shop[name]) if f.rule == "AD907"] for name in ("weigh", "draw")}
    assert rules == {"weigh": ["AD907"] if effect else [], "draw": []}


VARIANTS = """
from functools import singledispatch


@singledispatch
def pack(box, tape): ...


@pack.register
def _(crate: list, nails): ...


@pack.register(str)
def _(label, ink): ...
"""


def test_variants_have_parameters_of_their_own(visit) -> None:
    """A function that is chosen by type takes what its variants take; what none takes is still invented."""
    said = {
        "summary": "Pack what there is.",
        "parameters": [{"name": n, "description": "What to use."} for n in ("box", "tape", "nails", "ink", "string")],
    }
    found = [f.where for f in check(said, visit(VARIANTS)["pack"]) if f.rule == "AD101"]
    assert found == ["parameter string"]


STRANGE = (
    "the the If If the " * 450,
    "nothing is returned " * 400,
    "ничего не возвращается и никогда не вызывает исключений " * 140,
    "何も返しません。例外は発生しません。" * 400,
    "`If` is modified, `the` is optional, `None` is raised " * 150,
    ", allowing even if once done although " * 210,
)


@pytest.mark.parametrize("text", STRANGE)
def test_long_and_strange_texts_are_read(visit, text: str) -> None:
    """Thousands of characters without an end, other scripts, names that are words: an answer is judged all the same."""
    shop = visit("def If(the: int, none=None):\n    return the\n\n\ndef broken(:\n")
    for obj in shop.values():
        found = check({"summary": "Count.", "description": text[:8_000]}, obj, levels={"AD513": "off"})
        if not text.isascii():
            assert [f.rule for f in found if f.severity is not Severity.WARN and f.rule.startswith(("AD2", "AD8"))] == [
                "AD202"
            ]
