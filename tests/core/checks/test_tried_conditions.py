"""Conditions of exceptions that are tried on the code: a true one stays, whatever form the code has."""

import pytest

from aidoc_core.checks import check

TRUE = {
    "float not integer": (
        "f",
        """
def f(n):
    if isinstance(n, float) and not n.is_integer():
        raise ValueError("n must be an integer")
    return n
""",
        "If `n` is not an integer.",
    ),
    "empty bytes": (
        "f",
        """
def f(data):
    if data == b"":
        raise ValueError("empty")
    return data
""",
        "If `data` is empty.",
    ),
    "empty list eq": (
        "f",
        """
def f(data):
    if data == []:
        raise ValueError("empty")
    return data
""",
        "If `data` is empty.",
    ),
    "default empty str": (
        "f",
        """
def f(name=""):
    if name == "":
        raise ValueError("name needed")
    return name
""",
        "If `name` is not given.",
    ),
    "default -1": (
        "f",
        """
def f(timeout=-1):
    if timeout == -1:
        raise ValueError("timeout needed")
    return timeout
""",
        "If `timeout` is omitted.",
    ),
    "default ellipsis": (
        "f",
        """
def f(x=...):
    if x is ...:
        raise ValueError("x needed")
    return x
""",
        "If `x` is missing.",
    ),
    "default False": (
        "f",
        """
def f(x=False):
    if x is False:
        raise ValueError("x needed")
    return x
""",
        "If `x` is not given.",
    ),
    "both numbers": (
        "f",
        """
def f(limit=-1, offset=-1):
    if limit >= 0 and offset >= 0:
        raise ValueError("only one of them")
    return limit
""",
        "If both `limit` and `offset` are given.",
    ),
    "both flags": (
        "f",
        """
def f(a=False, b=False):
    if a is True and b is True:
        raise ValueError("only one of them")
    return a
""",
        "If both `a` and `b` are set.",
    ),
    "neither empties": (
        "f",
        """
def f(a="", b=""):
    if a == "" and b == "":
        raise ValueError("one of them")
    return a
""",
        "If neither `a` nor `b` is given.",
    ),
    "callee raises": (
        "f",
        """
def helper(x):
    if x is None:
        raise ValueError("no x")
    return x
def f(x):
    if x is not None and x < 0:
        raise ValueError("negative")
    return helper(x)
""",
        "If `x` is `None`.",
    ),
    "int() raises": (
        "f",
        """
def f(x):
    if isinstance(x, int) and x < 0:
        raise ValueError("negative")
    return int(x)
""",
        'If `x` is `"abc"`.',
    ),
    "int() raises empty": (
        "f",
        """
def f(x):
    if isinstance(x, int) and x < 0:
        raise ValueError("negative")
    return int(x)
""",
        "If `x` is empty.",
    ),
    "match capture": (
        "f",
        """
def f(cmd, strict=False):
    target = None
    match cmd:
        case ["go", target]:
            pass
        case _:
            pass
    if strict and target is not None:
        raise ValueError("no target")
    return target
""",
        "If `strict` is true and a target is named.",
    ),
    "errors list": (
        "f",
        """
def f(values, strict=False):
    errors = []
    for one in values:
        if one < 0:
            errors.append(one)
    if strict and errors != []:
        raise ValueError(errors)
    return values
""",
        "If `strict` is `True` and a value is negative.",
    ),
    "walrus": (
        "f",
        """
def f(x, table):
    if (x := table.get(x)) is not None or table:
        if x is None:
            raise ValueError("unknown")
    return x
""",
        'If `x` is `"a"`.',
    ),
    "except as": (
        "f",
        """
def f(x, strict):
    error = None
    try:
        g(x)
    except OSError as error:
        pass
    if strict and error is not None:
        raise ValueError(x)
""",
        "If `strict` is true.",
    ),
    "callable given": (
        "f",
        """
def f(hook=None):
    if callable(hook):
        raise ValueError("not a hook")
""",
        "If `hook` is given.",
    ),
    "dict given": (
        "f",
        """
def f(hook=None, other=None):
    if isinstance(hook, dict):
        raise ValueError("not a hook")
""",
        "If `hook` is provided.",
    ),
    "not int bool": (
        "f",
        """
def f(x):
    if isinstance(x, bool): raise ValueError("zero")
""",
        "If `x` is not an integer.",
    ),
    "not given 0": (
        "f",
        """
def f(a, size=0):
    if size == 0: raise ValueError("say it")
""",
        "If `size` is unset.",
    ),
    "decorated": (
        "f",
        """
import functools
def checked(fn):
    @functools.wraps(fn)
    def inner(x):
        if x is None:
            raise ValueError("no")
        return fn(x)
    return inner
@checked
def f(x):
    if x is not None and x < 0:
        raise ValueError("neg")
    return x
""",
        "If `x` is `None`.",
    ),
    "method self": (
        "A.f",
        """
class A:
    def f(self, x):
        if x is not None and x < 0:
            raise ValueError("neg")
        return self._g(x)
    def _g(self, x):
        if x is None: raise ValueError("no")
""",
        "If `x` is `None`.",
    ),
    "super": (
        "A.f",
        """
class B:
    def f(self, x):
        if x == "": raise ValueError("no")
class A(B):
    def f(self, x):
        if isinstance(x, int) and x < 0:
            raise ValueError("neg")
        return super().f(x)
""",
        "If `x` is empty.",
    ),
}


@pytest.mark.parametrize("form", TRUE)
def test_a_true_condition_stays(visit, form):
    """Defaults, other empty things, callees, decorators and names that get another value are not forgotten."""
    name, code, text = TRUE[form]
    assert found(visit(code)[name], text) == []


def found(obj, text, exception="ValueError"):
    answer = {"summary": "Do it at last.", "raises": [{"type": exception, "description": text}]}
    return [one.rule for one in check(answer, obj) if one.rule == "AD304"]


CALLED = """
class Short(Exception):
    pass


class Reader:
    def read(self, n):
        if n < 0:
            raise ValueError("cannot read a negative number of bits")
        return self._end(n)

    def _end(self, n):
        if n > self.left:
            raise Short("only so many")
        return n

    def number(self):
        try:
            return self.file.fileno()
        except AttributeError as error:
            raise OSError("the file does not have a descriptor") from error
"""


def test_what_a_callee_raises_for_a_reason_of_its_own_stays(visit):
    """The body raises another exception, and gives a reason for it that has the same words."""
    obj = visit(CALLED)["Reader.read"]
    assert found(obj, "If fewer than a number of bits remain to read.", "Short") == []


RELATED = """
class Store:
    def one(self):
        if self.closed:
            raise OSError("the port is closed, nothing to receive")
        return 1

    def two(self, mode="r"):
        if mode not in ("r", "w"):
            raise UnicodeError("unknown mode of the file")
        return 1
"""


@pytest.mark.parametrize(
    ("name", "exception", "text"),
    [
        ("one", "IOError", "If the port is closed and there is nothing to receive."),
        ("one", "EnvironmentError", "If the port is closed and there is nothing to receive."),
        ("two", "ValueError", "If `mode` is an unknown mode of the file."),
    ],
)
def test_an_exception_goes_by_other_names_and_those_of_its_bases(visit, name, exception, text):
    """`OSError` is `IOError`, and `UnicodeError` a `ValueError`."""
    assert found(visit(RELATED)[f"Store.{name}"], text, exception) == []


def test_what_follows_else_is_the_contrary(visit):
    """The condition is that of the result."""
    answer = {"summary": "Return the descriptor of the file if it has one, else raise OSError."}
    assert [one.rule for one in check(answer, visit(CALLED)["Reader.number"]) if one.rule == "AD304"] == []


DEEP = {
    "branches": "    if x == 'a':\n        raise ValueError('a')\n"
    + "".join(f"    elif x == '{n}':\n        raise ValueError('{n}')\n" for n in range(900)),
    "terms": f"    whole = {' + '.join(['x'] * 900)}\n    if whole == 1 and y is None:\n        raise ValueError\n",
    "test of terms": f"    if y is None and {' + '.join(['x'] * 900)} == 1:\n        raise ValueError\n",
    "calls": f"    whole = x{'.next()' * 300}\n    if whole and y is None:\n        raise ValueError\n",
    "keys": f"    if x{'[0]' * 700} and y is None:\n        raise ValueError\n",
}


@pytest.mark.parametrize("form", DEEP)
def test_code_that_a_machine_has_written_is_read(visit, form):
    """A chain of a thousand branches, terms, calls or keys stops no build."""
    obj = visit(f"def f(x, y=None):\n{DEEP[form]}")["f"]
    assert found(obj, "If `y` is `None`.") in ([], ["AD304"])


@pytest.mark.parametrize(
    ("text", "rules"),
    [("If `x` is `None`.", ["AD304"]), ("If `x` is empty.", ["AD304"]), ("If `x` is not given.", ["AD304"])],
)
def test_what_no_form_makes_true_is_still_seen(visit, text, rules):
    """All that may be meant is tried, and excluded."""
    code = "def f(x=3):\n    if isinstance(x, int) and x > 9:\n        raise ValueError('many')\n    return len(x)\n"
    assert found(visit(code)["f"], text) == rules
