"""The warm builds that are measured: an edit is one of a body or a comment, another each time, and is taken back."""

from __future__ import annotations

import ast

import pytest

from benchmarks.warm import edited, edits, with_statement

_SOURCE = "def first():\n    return 1\n\n\ndef last(given):\n    if given:\n        return 2\n    return None\n"
_PLAIN = "from .first import one\n\nTABLE = {}\n"
_NESTED = "class Box:\n    def open(self):\n        def inner():\n            return 1  # one\n\n        return inner\n\n\nEND = 1\n"


@pytest.fixture
def package(tmp_path):
    """A package of three modules."""
    place = tmp_path / "click"
    place.mkdir()
    for name, text in {"__init__": _PLAIN, "globals": _SOURCE, "box": _NESTED}.items():
        (place / f"{name}.py").write_text(text, encoding="utf-8")
    return place


def _texts(package):
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted(package.glob("*.py"))}


@pytest.mark.parametrize("before", ["edited", "remarked", "changed"])
def test_an_edit_is_another_one_each_time_and_is_taken_back(package, before):
    """Sites of one package share its source: the next one is built from what was there."""
    plain = _texts(package)
    found = []
    for _ in range(2):
        with edited(edits([package], before)):
            found.append(_texts(package))
        assert _texts(package) == plain
    touched = {name for name, text in plain.items() if text != found[0][name]}
    assert touched == {"edited": {"globals"}, "remarked": set(plain), "changed": {"globals", "box"}}[before]
    assert all(found[0][name] != found[1][name] for name in touched)


def test_a_comment_changes_no_code(package):
    """All lines stand elsewhere, and nothing else is different."""
    plain = _texts(package)
    with edited(edits([package], "remarked")):
        found = _texts(package)
    for name, text in found.items():
        assert text.partition("\n")[2] == plain[name]
        assert ast.dump(ast.parse(text)) == ast.dump(ast.parse(plain[name]))


@pytest.mark.parametrize("code", [_SOURCE, _NESTED])
def test_a_statement_changes_the_body_of_the_last_function_alone(code):
    """It is the last one of the body; what stands behind it stays."""
    found = with_statement(code, "edited = 1")
    last = max(
        (one for one in ast.walk(ast.parse(found)) if isinstance(one, ast.FunctionDef)), key=lambda one: one.lineno
    )
    assert ast.unparse(last.body[-1]) == "edited = 1"
    assert [line for line in found.split("\n") if "edited" not in line] == code.split("\n")


def test_no_edit_where_there_is_no_function():
    """A module of names is as it was."""
    assert with_statement(_PLAIN, "edited = 1") == _PLAIN
