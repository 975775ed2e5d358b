"""What the tables of a package tell: bodies, callees, members, names outside."""

import ast
import shutil
import sys
import textwrap
from pathlib import Path

import pytest

from aidoc_core.code.lookup import UNKNOWN, body_of, raised_within
from aidoc_core.code.outside import is_unchanged, looked_into, outside
from tests.core.packages import write


def body(source):
    """The body of one function."""
    function = ast.parse(textwrap.dedent(source)).body[0]
    assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    return body_of(function)


def test_a_body_tells_what_it_raises():
    """Classes after `raise`, behind variables, in handlers, of assertions and of tasks."""
    read = body(
        """
        def f(x, future):
            '''raise Nothing'''
            assert x
            try:
                g()
            except (KeyError, OSError):
                raise
            except TypeError as error:
                raise error
            failure = a.B(x)
            if x:
                raise failure
            future.set_exception(C(x))
            raise D if x else E(x)
        """
    )
    assert read.raises == ["AssertionError", "KeyError", "OSError", "C", "D", "E", "TypeError", "a.B"]


def test_a_body_tells_which_keys_its_mappings_have():
    """Looked up, popped, compared with `in`; and whether that is all that happens to a mapping."""
    read = body("def f(**k):\n    k['a']; k.get('b'); k.pop('c', 1); 'd' in k\n    return g(**k)\n")
    assert read.keys == {"a", "b", "c", "d"}
    assert read.uses["k"] == read.explained["k"] == 5
    assert [name for name, _ in read.forwards] == ["k"]


def test_nested_functions_return_and_yield_for_themselves():
    """What a nested function gives back is not what the function gives back; what it raises may leave it."""
    read = body("def f():\n    def g():\n        yield 1\n        raise KeyError\n        return 2\n    g()\n")
    assert (read.yields, read.returns, read.raises) == (False, [], ["KeyError"])


def test_callees_are_followed_as_deep_as_asked(depot):
    """`restock` calls `store`, which calls `_check`."""
    context = depot["parcels.Depot.restock"].context
    assert raised_within(context, 0).names == set()
    assert raised_within(context, 1).names == {"FullError"}
    assert raised_within(context, 2).names == {"FullError", "LabelError"}


def test_members_are_found_through_aliases_and_bases(depot):
    """A re-exported class, an inherited method, what is not there, what cannot be known."""
    package = depot["parcels.Depot.store"].context.package
    assert package.find("depot.Depot.store").path == "depot.parcels.Depot.store"
    assert package.find("depot.parcels.CityDepot.store").path == "depot.parcels.Depot.store"
    assert package.find("depot.Depot.burn") is None
    assert package.find("elsewhere.Depot") is None
    assert package.find("depot.parcels.somewhere_else.x") is UNKNOWN


def test_the_words_of_a_package_are_those_of_its_code(depot):
    """Identifiers and short strings count; docstrings and comments do not."""
    words = depot["parcels.Depot.store"].context.package.words
    assert {"parcel", "FullError", "colour", "sort_small"} <= words
    assert not {"Root", "shelf_is", "parcels_in"} & words


@pytest.mark.parametrize(
    ("path", "exists"),
    [
        ("len", True), ("str.join", True), ("str.burn", False), ("os", True), ("textwrap.dedent", True),
        ("textwrap.burn", False), ("json.decoder.JSONDecodeError", True), ("json.decoder.burn", False),
        ("sys.exit", True), ("sys.burn", False), ("no_such_package.x", None), ("math.burn", None),
        ("concurrent.futures.Future", True), ("ssl.VerifyMode", True), ("xml.dom.minidom.parse", True),
        ("unittest.__main__.main_program", False), ("venv.__main__.rc", True), ("venv.__main__.burn", False),
        ("asyncio.__main__.burn", False), ("unittest.test.burn", False),
        ("x" * 300 + ".y", None), ("\u8a9e" * 128 + ".y", None), ("textwrap." + "x" * 300, False),
    ],
)  # fmt: skip
def test_names_outside_are_looked_up_without_importing(path, exists):
    """Builtins, the standard library, what is not there, and what no file tells."""
    assert outside(path) is exists


@pytest.mark.parametrize("name", ["unittest.__main__", "venv.__main__", "ensurepip.__main__", "asyncio.__main__"])
def test_what_is_there_to_be_run_does_not_run(name):
    """A text names it: that must not run tests, or make an environment, by the arguments of the build."""
    assert outside(f"{name}.no_such_name") is not True
    assert name not in sys.modules


def test_an_installed_package_is_parsed_not_imported(tmp_path):
    """The directory that the documented package lies in is looked into first; nothing in it runs."""
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside" / "__init__.py").write_text("raise SystemExit\ndef there(): pass\nfrom .inner import *\n")
    (tmp_path / "beside" / "inner.py").write_text("def deep(): pass\n")
    assert outside("beside.inner.deep", tmp_path) is True
    assert outside("beside.inner.gone", tmp_path) is False
    assert outside("beside.there", tmp_path) is True
    assert outside("beside.gone", tmp_path) is None  # a star import may bring it
    assert outside("beside", Path("/nowhere")) is None


def test_what_was_looked_into_for_another_package(tmp_path):
    """It may change and go: what counts for a package is what was looked into for it, and not what lies beside that."""
    packages = {one: tmp_path / one for one in ("ours", "theirs")}
    for one, place in packages.items():
        write(place, {f"{one}_module.py": "NAME = 1\n", f"{one}_package/__init__.py": "NAME = 1\n"})
        assert outside(f"{one}_module.NAME", place)
        assert outside(f"{one}_package.NAME", place)
    looked = looked_into(packages["ours"])
    assert [name for name in looked["names"] if "_" in name] == ["ours_module", "ours_package"]
    assert not any("theirs" in file for file in looked["files"])
    shutil.rmtree(packages["theirs"])
    write(packages["ours"], {"draft.py": ""})
    assert is_unchanged(looked, packages["ours"])
    write(packages["ours"], {"ours_package/more.py": ""})
    assert not is_unchanged(looked, packages["ours"])
