"""What can be passed: signatures, `**kwargs`, decorators, constructors, fields; and the traps of false alarms."""

from typing import Any

import pytest

from aidoc_core.checks import check


def wrong(obj, *names, kind="parameters", rules=("AD101", "AD106", "AD107")):
    """The rules that complain about names, by name."""
    said = {"summary": "x", kind: [{"name": name, "description": "Some words."} for name in names]}
    return {f.quote: f.rule for f in check(said, obj) if f.rule in rules}


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("parcels.Depot.store", ["parcel", "shelf", "fragile"]),
        ("parcels.Depot.configure", ["title", "colour", "**kwargs"]),
        ("parcels.Depot.restock", ["parcel", "shelf", "fragile", "kwargs"]),
        ("parcels.Depot.stack", ["level", "depth"]),
        ("parcels.Depot.find", ["key", "exact"]),
        ("parcels.Depot.load", ["tonnes"]),
        ("parcels.Depot.volume", ["width, height"]),
        ("parcels.Depot.opened", ["shelves"]),
        ("parcels.Depot", ["shelves", "name"]),
        ("parcels.CityDepot", ["shelves", "name"]),
        ("parcels.Parcel", ["weight", "label"]),
        ("parcels.Slot", ["shelf", "place"]),
        ("parcels.Options", ["depth"]),
        ("parcels.Size", ["SMALL"]),
        ("parcels.Depot.__init__", ["shelves", "name"]),
        ("parcels.Carrier.carry", ["parcel"]),
    ],
)
def test_what_can_be_passed_may_be_described(depot, path, names):
    """Every way to take a name counts as taking it."""
    assert wrong(depot[path], *names) == {}


@pytest.mark.parametrize(
    "path",
    [
        "parcels.Depot.store",
        "parcels.Depot.configure",
        "parcels.Depot.restock",
        "parcels.Depot.find",
        "parcels.Depot.load",
        "parcels.Depot.stream",
        "parcels.Depot.locked",
        "parcels.Depot",
        "parcels.Parcel",
        "parcels.Depot.__init__",
    ],
)
def test_an_invented_name_is_rejected(depot, path):
    """Where all is in sight, a name that is not there does not exist."""
    assert wrong(depot[path], "altitude") == {"altitude": "AD101"}


@pytest.mark.parametrize(
    "path", ["parcels.Depot.export", "parcels.Depot.remember", "parcels.Depot.sort_small", "parcels.Slot"]
)
def test_what_may_exist_is_only_dropped(depot, path):
    """`**kwargs` that leave the package or are stored, `partialmethod` and bases out of sight: nothing is proved."""
    assert wrong(depot[path], "altitude") == {"altitude": "AD106"}


def test_names_in_a_decorators_arguments_may_be_passed(visit):
    """A decorator that accepts an old name says it in its arguments."""
    objects = visit(
        "from elsewhere import deprecate_kwarg\n"
        "@deprecate_kwarg(old_arg_name='cols', new_arg_name='columns')\n"
        "def pick(columns):\n    return columns\n"
    )
    assert wrong(objects["pick"], "columns", "cols") == {}
    assert wrong(objects["pick"], "rows") == {"rows": "AD101"}


def test_attributes_count_wherever_they_are_set(depot):
    """Class attributes, properties, inherited ones and those that any method sets on `self`."""
    names = ["city", "shelves", "name", "load", "options", "gate"]
    assert wrong(depot["parcels.CityDepot"], *names, kind="attributes") == {}
    assert wrong(depot["parcels.CityDepot"], "altitude", kind="attributes") == {"altitude": "AD107"}


def test_private_names_and_variadics_need_no_word(visit):
    """Nobody calls a list of parameters incomplete for want of `*args`, `**kwargs` and `_private`."""
    objects = visit("def f(a, *args, _b=1, **kwargs):\n    print(a, _b, args, kwargs)\n")
    said = {"summary": "Print things.", "parameters": [{"name": "a", "description": "The first thing to print."}]}
    assert [f.rule for f in check(said, objects["f"])] == []


def test_the_order_is_a_warning(depot):
    """Parameters out of order are told, and nothing follows."""
    said: dict[str, Any] = {"summary": "Multiply width and height.", "returns": "The volume in litres."}
    said["parameters"] = [
        {"name": "height", "description": "From floor to roof."},
        {"name": "width", "description": "From wall to wall."},
    ]
    assert [(f.rule, f.severity) for f in check(said, depot["parcels.Depot.volume"])] == [("AD104", "warn")]


def test_many_ways_to_hand_keywords_on_are_gone_once(visit):
    """Each of forty methods calls all of them in turn: 64,000 ways, three steps deep."""
    calls = "\n".join(f"        one.walk{n}(**kw)" for n in range(10) for _ in range(4))
    visitors = "\n".join(
        f"class V{k}:\n" + "".join(f"    def walk{n}(self, *, name{k}=None, **kw):\n{calls}\n" for n in range(10))
        for k in range(4)
    )
    obj = visit(f"{visitors}\n\ndef walk(one, **kw):\n    one.walk0(**kw)\n")["walk"]
    assert wrong(obj, "one", "name0", "name3", "kw") == {}
