"""The net: what would not leave a person's words as they are is shown as without aidoc, told once, the rest filled."""

from __future__ import annotations

import pytest

from tests.sphinx.project import Project

SOURCE = '''
"""By hand: a module.

A licence line.
"""


def partial(a, b):
    """By hand: the first of all.

    A licence line.

    :param a: By hand: the a.
    """
    return a, b


def bare(a):
    return a
'''
CONF = """
import sys

sys.path.insert(0, {src!r})
extensions = ["sphinx.ext.autodoc", "sphinx_aidoc"]


def handler(app, what, name, obj, options, lines):
    if not name.endswith({name!r}):
        return
    {does}


def setup(app):
    app.connect("autodoc-process-docstring", handler, priority=900)
"""
FAULTS = {
    "the first lines go where there are many": (
        "del lines[: len(lines) - 6]",
        "'By' in its hand-written part would be lost or moved",
    ),
    "the mark goes": (
        "lines[:] = [line for line in lines if 'aidoc' not in line and ':mark:' not in line]",
        "it would not be marked as generated",
    ),
}


def project(tmp_path, azure, name, does):
    """A module on one page, and a handler that comes after aidoc's."""
    src = tmp_path / "src"
    return Project(
        tmp_path,
        files={
            "src/faulty.py": SOURCE,
            "docs/conf.py": CONF.format(src=str(src), name=name, does=does),
            "docs/other.rst": ":orphan:\n\nOther\n=====\n",
            "docs/index.rst": "Page\n====\n\n.. automodule:: faulty\n   :members:\n   :undoc-members:\n",
        },
        azure=azure,
    )


@pytest.mark.parametrize("readers", [1, 2])
@pytest.mark.parametrize(("does", "told"), FAULTS.values(), ids=FAULTS)
def test_what_a_later_handler_breaks_is_left_as_it_is(tmp_path, azure, does, told, readers):
    """The object reads as without aidoc, one warning asks to report it, the rest is filled; again, nothing is asked."""
    made = project(tmp_path, azure.url, "partial", does)
    plain = made.build(fresh=True, aidoc_enabled="0")
    text = plain.text()
    filled = made.build(fresh=True, readers=readers)
    assert (filled.error, filled.changed) == ("", [])
    whole = filled.text()
    part = text[text.index("faulty.partial") :]
    message = f"The answer for faulty.partial is not shown: {told}. This is a fault of aidoc, please report it."
    new = [line for line in filled.warnings if line not in plain.warnings]
    assert part in whole
    assert new == [f"faulty.py:8: WARNING: {message} [aidoc.fault]"]
    asked = len(azure.requests)
    assert "faulty.bare" in filled.filled()
    assert filled.outcome_by_path["faulty.partial"] == "skipped"
    (tmp_path / "docs" / "other.rst").write_text(":orphan:\n\nOther\n=====\n\nMore.\n", encoding="utf-8")
    later = made.build(readers=readers)
    assert tuple(later.outcome_by_path[f"faulty.{name}"] for name in ("partial", "bare")) == ("skipped", "cached")
    made.build(fresh=True, readers=readers)
    assert len(azure.requests) == asked


def test_what_a_later_handler_does_to_everything_is_no_fault(tmp_path, azure):
    """Lines that it takes from a person's text with and without aidoc: the text is filled, and nothing is told."""
    does = "lines[:] = [line for line in lines if 'licence' not in line]"
    made = project(tmp_path, azure.url, "", does)
    filled = made.build(fresh=True)
    assert (filled.error, filled.warnings) == ("", [])
    assert "licence" not in filled.text()
    assert {"faulty.partial", "faulty.bare"} <= set(filled.filled())
