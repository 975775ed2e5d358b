"""A name that a sentence says callers pass is looked up; what is a key, a column or another one's stays."""

import pytest

from aidoc_core.checks import Severity, check

STALL = """
from pears import Basket, weigh_all


def ripe(pears, limit=3, by_colour=False):
    return [pear for pear in pears if pear.days > limit and by_colour]


def open_ripe(pears, **options):
    return weigh_all(pears, **options)


def sold(pears, **options):
    return ripe(pears, **options)


class Stall:
    def __init__(self, pears, shaded=True):
        self.pears = pears
        self.shaded = shaded
        self.rest_days = 0

    def sell(self, count):
        return self.pears[:count]


class Bought(Basket):
    def sell(self, count):
        return self.pears[:count]
"""


@pytest.fixture
def stall(visit):
    """The objects of the package."""
    return visit(STALL)


def against(text, obj, part="description"):
    """The rules on names that count against a sentence."""
    said = {"summary": "Take the pears that are ripe.", part: text}
    return {one.rule for one in check(said, obj) if one.severity is not Severity.WARN} & {"AD109", "AD402"}


SAID = [
    "The `{name}` flag controls what is taken.",
    "If `{name}` is given, the rest is taken, too.",
    "When `{name}` is not set, all of them are taken.",
    "Unless `{name}` is passed, nothing is sorted.",
    "With `{name}` enabled, it takes longer.",
    "With `{name}=True`, it takes longer.",
    "Set `{name}` to `True` to take the rest.",
    "To take the rest, pass `{name}`.",
    "Passing a high value for `{name}` takes more of them.",
    "`{name}` determines how they are sorted.",
    "`{name}` defaults to `None`.",
    "`{name}` can be left out.",
    "How far it goes depends on `{name}`.",
    "It also accepts an optional `{name}`.",
    "How many are taken can be set by way of `{name}`, a number.",
]


@pytest.mark.parametrize("sentence", SAID)
@pytest.mark.parametrize("name", ["use_scale", "scaled"])
def test_what_callers_are_said_to_pass_has_to_be_a_parameter(stall, sentence, name):
    """By what it is called, by what is done with it, and by what it controls; in functions, methods and classes."""
    text = sentence.format(name=name)
    assert "AD109" in against(text, stall["ripe"])
    assert "AD109" in against(text, stall["sold"])
    assert "AD109" in against(text, stall["Stall"])
    assert "AD109" in against(text, stall["Stall.sell"])


@pytest.mark.parametrize("sentence", SAID)
def test_what_can_be_passed_may_be_said_to_be(stall, sentence):
    """A parameter of its own, of what its `**options` go to, of the constructor, or of a base out of sight."""
    for name, path in (
        ("by_colour", "ripe"),
        ("by_colour", "sold"),
        ("shaded", "Stall"),
        ("shaded", "Stall.sell"),
        ("use_scale", "Bought"),
    ):
        assert "AD109" not in against(sentence.format(name=name), stall[path]), path


@pytest.mark.parametrize("text", ["If `use_scale` is given, it is taken.", "`use_scale` determines how it is done."])
def test_what_goes_on_to_unknown_code_may_be_anything(stall, text):
    """Options that another package takes."""
    assert against(text, stall["open_ripe"]) == set()
    assert against(text, stall["ripe"]) == {"AD109"}


@pytest.mark.parametrize(
    "text",
    [
        "If the column `use_scale` is given, it is taken.",
        "If the key `use_scale` is set, it is taken.",
        "Reads the environment; if `use_scale` is set, it is taken.",
        "The state `use_scale` is given to it.",
        "If `use_scale` happens, it ends.",
        "The `use_scale` command controls what is taken.",
        "Values such as `use_scale` can be given.",
        "There is no `use_scale` parameter.",
        "It does not take `use_scale`, as others do.",
        "The `use_scale` argument was removed.",
        "The `use_scale` argument of `pears.weigh` controls it.",
        "In Trio, set `use_scale` to wait.",
        "Asked to set the `use_scale` policy, it waits.",
        "If told to give the `use_scale` one, it waits.",
        "An argument called `use_scale` would be refused.",
        "Set by `pears.weigh(use_scale=True)` before.",
    ],
)
def test_what_is_another_ones_or_denied_stays(stall, text):
    """Keys, columns, states, commands, names in other systems; what is said not to be there."""
    assert against(text, stall["ripe"]) == set()


def test_an_entry_has_values_as_often_as_parameters(stall):
    """One word that "is given" there is left alone, one of several is not."""
    for name, found in (("scaled", set()), ("use_scale", {"AD109"})):
        said = {"parameters": [{"name": "limit", "description": f"How many days. Ignored if `{name}` is given."}]}
        assert {one.rule for one in check(said, stall["ripe"])} & {"AD109", "AD402"} == found


@pytest.mark.parametrize(
    ("path", "found"), [("Stall", {"AD402"}), ("Stall.sell", {"AD402"}), ("Bought", set()), ("ripe", set())]
)
def test_an_attribute_is_looked_up_where_all_members_are_in_sight(stall, path, found):
    """A class without bases out of sight shows all that it has."""
    assert against("The `days_of_rest` attribute tells the rest.", stall[path]) == found
    assert against("The `rest_days` attribute tells the rest.", stall[path]) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("If `sturdy` is given, the rest is taken, too.", {"AD109"}),
        ("Whenever `sturdy` is falsy, the rest is taken, too.", {"AD109"}),
        ("Args:\n    sturdy: Takes the rest, too.", {"AD109"}),
        (":param sturdy: takes the rest, too", {"AD109"}),
        ("Calls look like `stall.pick(..., sturdy=...)`.", {"AD109"}),
        ("How many are taken depends on `sturdy`.", set()),
        ("If `ladder` is given, the rest is taken, too.", set()),
        ("There is no argument called `sturdy`.", set()),
    ],
)
def test_a_name_of_another_module_is_none_that_is_passed_here(visit, text, found):
    """What only controls something may be set elsewhere; what the module has may come in another way."""
    code = "LADDERS = {'ladder': 1}\n\n\ndef pick(pears, limit=3):\n    return pears[:limit]\n"
    objects = visit(code, baskets="def weave(rods, sturdy=False):\n    return rods if sturdy else None\n")
    assert against(text, objects["pick"]) == found
