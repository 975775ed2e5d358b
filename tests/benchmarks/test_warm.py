"""The warm builds that are measured: an edit is one of a body, another each time, and is taken back."""

from __future__ import annotations

import ast

from benchmarks.warm import edited

_SOURCE = "def first():\n    return 1\n\n\ndef last(given):\n    if given:\n        return 2\n    return None\n"


def test_an_edit_changes_the_body_of_the_last_function_alone_and_is_taken_back(tmp_path):
    """Sites of one package share its source: the next one is built from what was there."""
    file = tmp_path / "module.py"
    file.write_text(_SOURCE, encoding="utf-8")
    texts = []
    for _ in range(2):
        with edited([file]):
            texts.append(file.read_text(encoding="utf-8"))
        assert file.read_text(encoding="utf-8") == _SOURCE
    assert len({*texts, _SOURCE}) == 3
    first, last = ast.parse(texts[0]).body
    assert [ast.unparse(one) for one in ast.parse(_SOURCE).body[:1]] == [ast.unparse(first)]
    assert isinstance(last, ast.FunctionDef)
    assert ast.unparse(last.body[-1]).startswith("edited = ")
