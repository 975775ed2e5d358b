"""Kinds of right text that rules once touched, each beside a text of the same form that is wrong and is still found."""

from __future__ import annotations

import pytest

from aidoc_core.checks import Severity, check
from aidoc_core.code.packages import read_package

SHOP = '''
"""A shop."""

import copy
import math
import os
import sys

import numpy as np


def check_path(path, strict=True):
    if sys.platform == "win32":
        if not path.endswith("/"):
            raise ValueError("wrong here")
    elif path.endswith("/"):
        raise ValueError("path ends with a slash")
    return path


def check_name(name):
    if os.name == "nt":
        return name
    if name.endswith("."):
        raise ValueError("name ends with a dot")
    return name


def zero(values):
    flat = values.reshape(-1)
    flat[0] = 0
    return values


def mask(values):
    array = np.asarray(values)
    array[0] = 0
    return array


def mark(rows):
    rows = copy.copy(rows)
    for row in rows:
        row["seen"] = True
    return rows


def merge(options):
    merged = {**options}
    merged["shelf"]["full"] = True
    return merged


def replace(options):
    merged = options.copy()
    merged["shelf"] = 1
    return merged


def drain(rows):
    for row in rows:
        print(row)


def drain_list(rows: list):
    for row in rows:
        print(row)


def rename(frame, names):
    frame.columns = [names.get(one, one) for one in frame.columns]
    return frame


def reset(frame):
    frame.values = []


def extend(items):
    items.append(1)


def sort(items):
    items.sort()


def run(job, *args):
    print(job(*args))


def moments(values) -> tuple[float, float]:
    """Told by somebody."""
    return sum(values) / len(values), max(values)


def decay(time, rate=0.1):
    return math.exp(-rate * time)


def radius(points, squared=True):
    return sum(point * point for point in points) if squared else 0


def read(data):
    at = 8
    while at < len(data):
        at += 4
    return at


def bend(angle=None, clip_value=1, clipping=False, keys=(), limit: int = 0):
    angle = 90.0 if angle is None else angle
    return [angle, clip_value if clipping else limit, *keys]


def read_all(path, encoding="utf-8", digest="sha256", wire="tls1.2", shape="2d", base=10, mode="auto", size=5):
    with open(path, encoding=encoding) as file:
        return file.read(), digest, wire, shape, base, mode, size


def discover():
    """Find the plugins."""
    return _found()


def _found():
    import warnings

    try:
        return os.listdir(".")
    except OSError:
        warnings.warn("no plugins")
        return []


class Model:
    """Fitted to rows."""

    def inspect_staticmethod(self, node):
        return self.fit(node)

    def fit(self, rows):
        self.rows = rows
        return self

    def same(self, rows):
        return self

    @classmethod
    def from_rows(cls, rows):
        model = cls()
        model.rows = rows
        return model


class Base:
    """Read by others."""

    def size(self):
        return NotImplemented

    def name(self):
        assert False, "to be overridden"

    def label(self):
        raise NotImplementedError

    def total(self):
        print("counted")
        return 1
'''


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """The objects of the shop by their names."""
    root = tmp_path_factory.mktemp("shop")
    (root / "shop.py").write_text(SHOP, encoding="utf-8")
    return {obj.path.removeprefix("shop."): obj for obj in read_package("shop", [root])}


def touched(obj, text, where="description"):
    """The rules that would touch a text at a place, gaps and manners of the summary left aside."""
    part, _, name = where.partition(" ")
    said = {"summary": "Go through it.", part: text}
    if part in ("parameter", "raises"):
        entry = {"name": name, "type": name, "description": text}
        said = {"summary": "Go through it.", "parameters" if part == "parameter" else "raises": [entry]}
    found = check(said, obj)
    return {one.rule for one in found if one.severity is not Severity.WARN and one.where == where}


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("check_path", "Raises `ValueError` if `path` ends with a slash.", False),
        ("check_path", "Raises `ValueError` if the path does not end with a slash.", False),
        ("check_name", "Raises `ValueError` if not on Windows and the name ends with a dot.", False),
        ("check_name", "`ValueError` is raised if the name ends with a dot, except on Windows.", False),
        ("check_name", "Raises `ValueError` if the name does not end with a dot.", True),
    ],
)
def test_conditions_of_one_platform(shop, name, text, wrong):
    """What only one platform does may be what a text tells of, and the name of the platform denies nothing."""
    assert ("AD304" in touched(shop[name], text)) is wrong


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("zero", "`values` is modified in place.", False),
        ("mask", "`values` is modified in place.", False),
        ("mark", "The rows in `rows` are modified in place.", False),
        ("merge", "The items of `options` are changed in place.", False),
        ("replace", "`options` is modified in place.", True),
        ("drain", "`rows` is consumed.", False),
        ("drain", "`rows` is modified in place.", True),
        ("drain_list", "`rows` is consumed.", True),
        ("rename", "The rows of `frame` are left unchanged.", False),
        ("rename", "The columns of `frame` are renamed in place; its data is not changed.", False),
        ("reset", "The keys of `frame` are not changed.", False),
        ("reset", "The values of `frame` are not changed.", True),
        ("rename", "`frame` is not changed.", True),
        ("extend", "The order of `items` is not changed.", False),
        ("extend", "The length of `items` is not changed.", True),
        ("extend", "The contents of `items` are not changed.", True),
        ("sort", "The length of `items` is not changed.", False),
        ("sort", "The items of `items` are not changed, only their order.", False),
        ("sort", "The order of `items` is left unchanged.", True),
    ],
)
def test_parts_of_an_argument(shop, name, text, wrong):
    """An argument may be changed by another name, or one part of it alone."""
    assert ("AD208" in touched(shop[name], text)) is wrong


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("run", "`job` returns the number of rows.", False),
        ("run", "Use `load` to get the rows: it returns a list of them.", False),
        ("run", "It returns the number of rows.", True),
        ("run", "Returns the result of `job`.", True),
        ("run", "A call with `job` returns the number of rows.", True),
        ("run", "Use `job` to make the call: it returns the number of rows.", True),
    ],
)
def test_what_another_function_returns(shop, name, text, wrong):
    """A function that is named as the one that returns something is not the object."""
    assert ("AD206" in touched(shop[name], text)) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("(mean, string)", False),
        ("int, string", False),
        ("`int` and `str`", False),
        ("The int, followed by the string.", False),
        ("A list of values and a string.", False),
        ("int: the mean; float: the maximum", False),
        ("A string with all of it.", True),
        ("A dictionary of values.", True),
    ],
)
def test_types_of_the_parts_of_a_tuple(shop, text, wrong):
    """What a result of several values is said to be may be what one of them is."""
    obj = shop["moments"]
    found = touched(obj, text, "returns") | touched(obj, f"Returns {text[0].lower()}{text[1:]}")
    assert bool(found & {"AD112", "AD114"}) is wrong


def test_types_of_parts_a_line_each(shop):
    """Several lines of a result are on one part each; one line is on all of it."""
    assert "AD112" not in touched(shop["moments"], "A string with the mean.\nA string with the maximum.", "returns")
    assert "AD112" in touched(shop["moments"], "A string with the mean.", "returns")


def test_a_type_field_lists_the_parts_of_a_tuple(shop):
    """`float, float` is a tuple of two."""
    said = {"summary": "Go through it.", "returns": {"type": "float, float", "description": "Mean and maximum."}}
    assert "AD111" not in {one.rule for one in check(said, shop["moments"])}
    said["returns"] = {"type": "float", "description": "Mean and maximum."}
    assert "AD111" in {one.rule for one in check(said, shop["moments"])}


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("Base.size", "Abstract method.", False),
        ("Base.name", "This is an abstract method.", False),
        ("Base.name", "This is a generator in most implementations.", False),
        ("Base.label", "This is a property in some subclasses.", False),
        ("Base.label", "This is a property.", True),
        ("Base.total", "Abstract method.", True),
    ],
)
def test_what_others_are_to_write(shop, name, text, wrong):
    """A body that only says that others are to do it is a stub, whatever it says so with."""
    assert bool({"AD804", "AD802"} & touched(shop[name], text)) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Sends the `AUTH_LOGIN` command.", False),
        ("Calls `AUTH_LOGIN` of the protocol.", False),
        ("The server answers with `AUTH_REQUIRED`.", False),
        ("Uses SQL's `GROUP_CONCAT`.", False),
        ("Uses the SQL function `GROUP_CONCAT`.", False),
        ("Reads the `EXIF_IFD` tag.", False),
        ("Sets the `SO_REUSEADDR` option of the socket.", False),
        ("Looks at `VERSION_MISMATCH`, which the peer sends.", False),
        ("Uses `COUNT(x)` in the query.", False),
        ("See the `MAX_SIZE` constant.", True),
        ("Uses `DEFAULT_TIMEOUT` seconds.", True),
        ("Reads the `SHOP_HOME` environment variable.", True),
        ("Calls `parse_chunks()` on the message.", True),
    ],
)
def test_words_of_a_protocol(shop, text, wrong):
    """Commands, keywords and states of protocols, formats and languages are written like constants, and are none."""
    assert bool(touched(shop["read"], text) & {"AD402", "AD404", "AD506"}) is wrong


@pytest.mark.parametrize(
    ("where", "text", "wrong"),
    [
        ("parameter angle", "By default it is 90.", False),
        ("parameter angle", "By default it is 91.", True),
        ("parameter keys", "Defaults to [].", False),
        ("parameter keys", "Defaults to [1].", True),
        ("parameter clip_value", "Clip value used with the `clipping` parameter.", False),
        ("parameter clip_value", "The clip value to use.", True),
        ("description", "Use the weight by `edge_length` instead of by edge_length^2.", False),
        ("description", "The weight is set by `edge_length`, see `edge_length`.", True),
    ],
)
def test_values_and_names_beside_others(shop, where, text, wrong):
    """The same number, an empty container, another parameter and a power are no faults."""
    assert bool(touched(shop["bend"], text, where) & {"AD105", "AD109", "AD121", "AD122", "AD123", "AD402"}) is wrong


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("encoding", "UTF-8 by default.", False),
        ("encoding", "utf8 unless another one is given.", False),
        ("digest", "Uses SHA-256 by default.", False),
        ("wire", "The way to talk. Defaults to TLS 1.2.", False),
        ("shape", "How many axes (default: 2-D).", False),
        ("base", "Base-10 by default.", False),
        ("mode", "How to do it; auto by default.", False),
        ("mode", "How to do it (default: auto).", False),
        ("size", "Defaults to 5.", False),
        ("size", "Defaults to 6.", True),
        ("size", "-5 by default.", True),
        ("base", "How to write numbers, 12 by default.", True),
        ("mode", "How to do it. Defaults to `fast`.", True),
        ("encoding", 'Defaults to "latin-1".', True),
    ],
)
def test_defaults_without_quotes(shop, name, text, wrong):
    """A text is the same however it is spelt, and a number in it is no value of its own."""
    found = touched(shop["read_all"], text, f"parameter {name}")
    beside = touched(
        shop["read_all"], f"With `{name}`: {text}" if "UTF" not in text else f"`{name}` is UTF-8 by default."
    )
    assert bool(found & {"AD121", "AD123"}) is wrong
    assert wrong or not beside & {"AD121", "AD123"}


@pytest.mark.parametrize(
    ("name", "where", "text", "wrong"),
    [
        ("discover", "description", "A plugin that cannot be read emits a `UserWarning`.", False),
        ("discover", "description", ".. include:: /api/plugins_table.rst", False),
        ("decay", "description", "Raises a `UserWarning` if it takes too long.", True),
        ("decay", "description", "Writes the result into a file.", True),
        ("decay", "description", "`rate` is there for compatibility with `queue.Queue`.", False),
        ("decay", "description", "`rate` is there for compatibility with older code.", True),
        ("Model.fit", "returns", "The modified instance.", False),
        ("Model.fit", "returns", "A modified copy of the model.", True),
        ("Model.same", "returns", "The modified instance.", True),
        ("Model.from_rows", "returns", "Wrapped rows.", False),
        ("Model.inspect_staticmethod", "summary", "Inspect a static method.", False),
        ("Model.inspect_staticmethod", "description", "This is a static method.", True),
    ],
)
def test_what_is_done_around_the_body(shop, name, where, text, wrong):
    """A warning of a callee, a directive, the object after its change and a wrapped thing are what they are."""
    found = touched(shop[name], text, where) & {"AD208", "AD303", "AD804", "AD902", "AD907"}
    assert bool(found) is wrong


TABLES = [
    "| code | name | kind |\n|------|------|------|\n" + "| 1 | yes | no |\n" * 6,
    "+-----+-----+\n| yes | yes |\n" * 6 + "+-----+-----+",
    "=====  =====\ncode   name\n=====  =====\n" + "yes    yes\n" * 8 + "=====  =====",
    "\n".join(f"- `{name}`: the name of the file" for name in ("first", "second", "third", "fourth", "fifth")),
    "\n".join(f"- ``np.{kind}{size}``" for size in (64, 32, 16, 8) for kind in ("int", "uint")),
]


@pytest.mark.parametrize("text", TABLES, ids=["pipes", "grid", "simple", "list", "values"])
def test_tables_and_lists(shop, text):
    """What is said of several things, each by its name, is no loop; the same without their names is."""
    assert touched(shop["read"], text) & {"AD505", "AD506"} == set()
    assert "AD505" in touched(shop["read"], "It has the name of the file. " * 6)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The value at data[Row][Column] is read.", False),
        ("The matrix [Row][Column_name] is read.", False),
        ("The key [tool][shop] is read.", False),
        ("See [the reader][shop.reader].", True),
        ("See [Reader][Reader].", True),
        ("[USER] write the docs", True),
    ],
)
def test_places_in_brackets(shop, text, wrong):
    """Two words in brackets are places in a table, and neither a link nor a role of a chat."""
    assert bool(touched(shop["read"], text) & {"AD401", "AD504"}) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("0 <= x <= 1", False),
        ("0 \u2264 x \u2264 1", False),
        ("[0, 1]", False),
        ("(N, M)", False),
        ("n \u00d7 m", False),
        ("|x - y|", False),
        ("\u221a(x)", False),
        ("1 - p", False),
        ("f(x)", False),
        ("x\u00b2", False),
        ("x", True),
        ("1234567890", True),
        ("N/A", True),
        ("---", True),
    ],
)
def test_formulas(shop, text, wrong):
    """A formula, a range and a shape say something without a word."""
    assert bool(touched(shop["decay"], text, "returns") & {"AD105", "AD511"}) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Computes `strength * x`, with `strength` set to 1.", False),
        ("In the paper, `gamma` defaults to 1.", False),
        ("With `strength` set to 1, nothing is lost.", True),
        ("Pass the parameter `gamma` to change the shape.", True),
    ],
)
def test_names_of_formulas(shop, text, wrong):
    """What a formula of the sentence is written with is no parameter, and neither is a Greek letter."""
    assert ("AD109" in touched(shop["decay"], text)) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Compute only <r^2> by default.", False),
        ("In an ideal world, `squared` would default to `False`.", False),
        ("`squared` should be `False` by default.", False),
        ("`squared` may become `False` by default.", False),
        ("`squared` defaults to `False`.", True),
        ("`squared` is `False` by default.", True),
    ],
)
def test_defaults_that_somebody_would_like(shop, text, wrong):
    """A wish states no default, and a power is no value."""
    found = touched(shop["radius"], text) | touched(shop["radius"], text, "parameter squared")
    assert bool(found & {"AD121", "AD123", "AD601"}) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Possibly broken trimap.", False),
        ("A probably noisy image.", False),
        ("A possibly negative number.", False),
        ("The most likely value.", False),
        ("First guess.", False),
        ("Rows that might be duplicates.", False),
        ("Presumably the image.", True),
        ("Possibly the starting point.", True),
        ("It is most likely a path.", True),
        ("Most likely the processed value.", True),
        ("Probably unused.", True),
        ("Possibly used for scaling.", True),
    ],
)
def test_doubts_of_data(shop, text, wrong):
    """What stands in front of a noun says how a thing may be; what is told of one is a guess."""
    assert ("AD508" in touched(shop["decay"], text, "returns")) is wrong


def test_commas_behind_entries(shop):
    """Who sets entries off by commas breaks nothing off, nor does a list of values; a sentence does."""
    entries = [{"name": name, "description": f"How long {name} is,"} for name in ("time", "rate")]
    found = check({"summary": "Go through it.", "parameters": entries}, shop["decay"])
    assert "AD510" not in {one.rule for one in found}
    assert "AD510" not in touched(shop["decay"], "One of: fast, slow,", "parameter rate")
    assert "AD510" in touched(shop["decay"], "How fast it decays, and,", "parameter rate")
