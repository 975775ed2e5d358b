"""Which names are short for which words, and what is decided by them of the order of a tuple."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.checks import Severity, check
from aidoc_core.checks.abbreviations import is_short_for, spelt_out
from tests.core.checks.store import read_store

CODE = """
class Store:
    def where(self, place):
        lat, lon = self.find(place)
        return lat, lon

    def moments(self, values):
        mean, var = self.sums(values)
        return mean, var

    def setup(self):
        return self.cfg, self.lr

    def nearest(self, point):
        idx, dist = self.tree.query(point)
        return idx, dist

    def span(self, row):
        start, stop = row[0], row[-1]
        return start, stop
"""


@pytest.fixture
def store(tmp_path):
    return read_store(tmp_path, CODE)


@pytest.mark.parametrize(
    ("name", "word", "short"),
    [
        ("lat", "latitude", True),
        ("var", "variance", True),
        ("idx", "index", True),
        ("cfg", "config", True),
        ("img", "image", True),
        ("msg", "message", True),
        ("src", "source", True),
        ("pos", "position", True),
        ("lat", "late", False),
        ("lon", "latitude", False),
        ("in", "index", False),
        ("index", "indices", False),
        ("row", "arrow", False),
        ("std", "deviation", False),
    ],
)
def test_a_name_is_short_for_a_word(name, word, short):
    assert is_short_for(name, word) is short


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=5), st.text("abcdefghijklmnopqrstuvwxyz", min_size=2))
def test_each_beginning_of_a_longer_word_is_short_for_it(name, rest):
    assert is_short_for(name, name + rest)
    assert not is_short_for(name + rest, name)


@given(st.text("abcdefghijklmnopqrstuvwxyz ", max_size=60))
def test_a_text_without_what_is_spelt_out_stays(text):
    assert spelt_out((), text) == text
    assert spelt_out(("qqq",), text.replace("q", "k")) == text.replace("q", "k")


@pytest.mark.parametrize(
    ("text", "names", "kept"),
    [
        ("the latitude comes first, then the longitude", ("lat", "lon"), "the lat comes first, then the lon"),
        ("the learning rate and the config", ("cfg", "lr"), "the lr and the cfg"),
        ("the index and the other indicator", ("ind", "idx"), "the index and the other indicator"),
        ("the lat of the latitude", ("lat",), "the lat of the latitude"),
    ],
)
def test_words_are_put_in_the_place_of_one_name_each(text, names, kept):
    assert spelt_out(names, text) == kept


def touched(obj, text):
    """The rules by which a sentence goes: warnings do not count."""
    said = {"summary": "Go through the store.", "description": text}
    return {f.rule for f in check(said, obj) if f.severity is not Severity.WARN and f.quote and f.quote in text}


@pytest.mark.parametrize(
    ("name", "text", "rules"),
    [
        ("where", "Returns a tuple of the longitude and the latitude.", {"AD207"}),
        ("where", "Returns a tuple of the latitude and the longitude.", set()),
        ("moments", "The first element of the returned tuple is the variance, the second one the mean.", {"AD207"}),
        ("moments", "The first element of the returned tuple is the mean, the second one the variance.", set()),
        ("setup", "A tuple: the learning rate comes first, followed by the config.", {"AD207"}),
        ("setup", "A tuple: the config comes first, followed by the learning rate.", set()),
        ("nearest", "Returns a tuple of the distance, followed by the index.", {"AD207"}),
        ("nearest", "Returns a tuple of the index, followed by the distance.", set()),
        ("nearest", "Returns the names of the distances, and how the indices were found.", set()),
        ("span", "Use `result[-1]` to get the start.", {"AD207"}),
        ("span", "Use `result[0]` to get the start.", set()),
        ("span", "The start is `row[-1]`.", set()),
        ("span", "Unpack the result as `stop, start`.", {"AD207"}),
        ("span", "Unpack the result as `start, stop`.", set()),
    ],
)
def test_places_are_compared_by_what_names_are_short_for(store, name, text, rules):
    assert touched(store[name], text) & {"AD207"} == rules
