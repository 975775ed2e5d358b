"""AD514: texts that a model has copied from what it was shown beside the code."""

import pytest

from aidoc_core.checks import check

CODE = '''
"""Keep the parcels of a whole town."""


def find_shelf(parcel):
    """Look for the lowest shelf that has room left.

    It counts from the door.
    """
    return len(parcel) % 9 + 1


def store(parcel):
    shelf = find_shelf(parcel)
    print(shelf)
    return shelf


def lowest(parcel):
    return find_shelf(parcel)


def place(parcel):
    """Say where it goes, as in other days."""
    warnings.warn("place is deprecated", DeprecationWarning)
    return find_shelf(parcel)


def told(parcel):
    log.warning("looking for a shelf")
    find_shelf(parcel)


def weighed(parcel):
    weigh(parcel)
    return find_shelf(parcel)


def find_shelf_twice(parcel):
    find_shelf(parcel)
    return find_shelf(parcel)
'''


@pytest.mark.parametrize(
    ("name", "summary", "borrowed"),
    [
        ("store", "Look for the lowest shelf that has room left.", True),
        ("store", "Looks for the lowest shelf that has rooms left.", True),
        ("store", "Keep the parcels of a whole town.", True),
        ("store", "Look for the lowest shelf that has room left for a parcel.", False),
        ("store", "It counts from the door.", False),  # only first sentences are shown
        ("lowest", "Look for the lowest shelf that has room left.", False),  # it does just this
        ("place", "Look for the lowest shelf that has room left.", False),  # an alias that warns
        ("told", "Look for the lowest shelf that has room left.", False),
        ("weighed", "Look for the lowest shelf that has room left.", True),
        ("find_shelf_twice", "Look for the lowest shelf that has room left.", False),  # and so does its like
    ],
)
def test_whose_text_it_is(visit, name, summary, borrowed):
    """A sentence of a callee or of the module is reported, unless it may well be true of this one."""
    found = check({"summary": summary}, visit(CODE)[name], question="Write.")
    told = [(one.cut, one.severity) for one in found if one.rule == "AD514"]
    assert told == ([("sentence", "warn")] if borrowed else [])


def test_peoples_texts_are_not_checked(visit):
    """A person may write the same twice."""
    said = {"summary": "Look for the lowest shelf that has room left."}
    assert "AD514" not in {one.rule for one in check(said, visit(CODE)["store"])}
