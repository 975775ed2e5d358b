"""Returns, yields and raises: what the code gives back and what may leave it."""

import pytest

from aidoc_core.checks import check


def rules(obj, chapter, **said):
    """Ids of one chapter's findings."""
    return [f.rule for f in check({"summary": "x", **said}, obj) if f.rule.startswith(chapter)]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("parcels.Depot.walk", {"yields": "Each parcel."}),
        ("parcels.Depot.stream", {"yields": "Each parcel."}),
        ("parcels.Depot.parcels", {"returns": "An iterator over the parcels."}),
        ("parcels.Depot.locked", {"yields": "The depot, locked."}),
        ("parcels.Depot.locked", {"returns": "A context manager.", "yields": "The depot, locked."}),
        ("parcels.Carrier.count", {"returns": "How many were carried."}),
        ("parcels.Depot.load", {"returns": "The load in tonnes."}),
        ("parcels.Depot.clear", {"returns": "None."}),
        ("parcels.Depot.fetch", {"returns": "The parcel."}),
        ("parcels.Depot.find", {"returns": "Where it lies."}),
    ],
)
def test_right_results_pass(depot, path, said):
    """Generators, iterators, context managers, stubs, properties and coroutines, each in its own words."""
    assert rules(depot[path], "AD2", **said) == []


@pytest.mark.parametrize(
    ("path", "said", "found"),
    [
        ("parcels.Depot.clear", {"returns": "The parcels."}, ["AD201"]),
        ("parcels.Depot.__init__", {"returns": "A depot."}, ["AD201"]),
        ("parcels.Depot.store", {}, ["AD202"]),
        ("parcels.Depot.store", {"yields": "A shelf."}, ["AD202", "AD203"]),
        ("parcels.Depot.walk", {"returns": "A parcel."}, ["AD204", "AD205"]),
        ("parcels.Depot.stream", {}, ["AD205"]),
    ],
)
def test_wrong_results_are_found(depot, path, said, found):
    """A result where there is none, none where there is one, one for the other."""
    assert rules(depot[path], "AD2", **said) == found


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("parcels.Depot.store", "FullError"),
        ("parcels.Depot.store", "depot.errors.FullError"),
        ("parcels.Depot.store", "DepotError"),  # a base of what is raised
        ("parcels.Depot.store", "LabelError"),  # by a callee
        ("parcels.Depot.store", "ValueError"),  # a base of what a callee raises
        ("parcels.Depot.restock", "FullError"),  # two calls deep
        ("parcels.Depot.restock", "LabelError"),
        ("parcels.Depot.reread", "OSError"),  # caught and raised again
        ("parcels.Depot.reread", "LabelError"),  # raised as a variable
        ("parcels.Depot.load", "DepotError"),  # by the setter or getter
    ],
)
def test_exceptions_that_leave_it_pass(depot, path, name):
    """From the body, from callees, re-raised, raised as a variable, or a superclass of these."""
    said = [{"type": name, "description": "If there is no room."}]
    expected = ["AD302"] if path == "parcels.Depot.load" else []
    assert rules(depot[path], "AD3", raises=said) == expected


@pytest.mark.parametrize(
    "name", ["FloodError", "depot.errors.FloodError", "NotAnError", "Depot", "int", "textwrap.FloodError"]
)
def test_what_is_no_exception_is_rejected(depot, name):
    """A name that nothing has, a class that cannot be raised, a function."""
    said = [{"type": name, "description": "If water comes in."}]
    assert rules(depot["parcels.Depot.store"], "AD3", raises=said) == ["AD301"]


@pytest.mark.parametrize("name", ["KeyError", "ZeroDivisionError", "somewhere_else.TheirError"])
def test_what_nothing_raises_is_dropped(depot, name):
    """A real class that no code in sight raises, and one that cannot be looked up."""
    said = [{"type": name, "description": "If it must."}]
    assert rules(depot["parcels.Depot.store"], "AD3", raises=said) == ["AD302"]
