"""The net: what would not leave a person's words as they are is shown as without aidoc, told once, the rest filled."""

from __future__ import annotations

import pytest

from tests.sphinx.project import Project, inventory

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
    "the first lines go where there are many": "del lines[: len(lines) - 6]",
    "the mark goes": "lines[:] = [line for line in lines if 'aidoc' not in line and ':mark:' not in line]",
}


PAGES = ("index.html", "other.html", "genindex.html")
MOVES = """

def move(app, env, documents):
    import faulty

    faulty.bare.__module__ = "elsewhere"


def setup_moving(app):
    app.connect("env-before-read-docs", move, priority=2_000_000)
"""


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
@pytest.mark.parametrize("does", FAULTS.values(), ids=FAULTS)
def test_what_a_later_handler_breaks_is_left_as_it_is(tmp_path, azure, does, readers):
    """The object reads as without aidoc, the report names the handler, the rest is filled; again, nothing is asked."""
    made = project(tmp_path, azure.url, "partial", does)
    plain = made.build(fresh=True, aidoc_enabled="0")
    text = plain.text()
    filled = made.build(fresh=True, readers=readers)
    assert (filled.error, filled.changed) == ("", [])
    whole = filled.text()
    part = text[text.index("faulty.partial") :]
    assert part in whole
    assert filled.warnings == plain.warnings
    assert (
        "aidoc: texts are not shown where handler (autodoc-process-docstring) takes words or marks out" in filled.status
    )
    reasons = {row["path"]: row["reason"] for row in filled.report["objects"]}
    assert reasons["faulty.partial"] == "handler changes it"
    asked = len(azure.requests)
    assert "faulty.bare" in filled.filled()
    assert filled.outcome_by_path["faulty.partial"] == "human"  # what the handler would do was known before
    assert "faulty.partial" not in {one.path for request in azure.requests for one in request.objects}
    (tmp_path / "docs" / "other.rst").write_text(":orphan:\n\nOther\n=====\n\nMore.\n", encoding="utf-8")
    later = made.build(readers=readers)
    assert tuple(later.outcome_by_path[f"faulty.{name}"] for name in ("partial", "bare")) == ("human", "cached")
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


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("fault", ["its mark goes", "it moves"])
def test_the_objects_are_those_of_the_site_without_aidoc(tmp_path, azure, fault, legacy):
    """An object that would appear and whose text cannot be shown, or that is not the module's, does not; told once."""
    does = FAULTS["the mark goes"] if fault == "its mark goes" else "return"
    made = project(tmp_path, azure.url, "bare", does)
    made.write("docs/index.rst", "Page\n====\n\n.. automodule:: faulty\n   :members:\n")
    again = ".. automodule:: faulty\n   :members:\n   :no-index:\n"
    made.write("docs/other.rst", f":orphan:\n\nOther\n=====\n\n{again}")
    made.write("src/faulty.py", f"{SOURCE}\n\ndef other(b):\n    return b\n")
    conf = (tmp_path / "docs/conf.py").read_text(encoding="utf-8")
    if fault == "it moves":
        conf = conf.replace("def setup(app):", f"{MOVES}\ndef setup(app):\n    setup_moving(app)")
    made.write("docs/conf.py", conf)
    options = {"autodoc_use_legacy_class_based": legacy}
    plain = made.build("html", fresh=True, aidoc_enabled="0", **options)
    filled = made.build("html", fresh=True, **options)
    assert (filled.error, filled.changed) == ("", [])
    message = "faulty.bare would appear, and is left as it is. This is a fault of aidoc, please report it."
    told = [] if fault == "its mark goes" else [f"faulty.py:18: WARNING: {message} [aidoc.fault]"]
    assert [line for line in filled.warnings if line not in plain.warnings] == told
    names = {"faulty", "faulty.other", "faulty.partial"}
    assert set(inventory(filled.out)) == {*inventory(plain.out), "faulty.other"} == names
    pages = {name: (filled.out / name).read_text(encoding="utf-8") for name in PAGES}
    assert [name for name, text in pages.items() if "faulty.bare" in text or "bare()" in text] == []
    assert filled.outcome_by_path["faulty.bare"] == "skipped"
    assert "faulty.other" in filled.filled()
    asked = len(azure.requests)
    later = made.build("html", fresh=True, **options)
    assert (later.outcome_by_path["faulty.bare"], len(azure.requests)) == ("skipped", asked)
