"""A person's list of attributes in Sphinx: completed in the author's own way of writing, nothing told twice."""

from __future__ import annotations

import pytest

from tests.sphinx.project import Project

CODE = '''\
class Box:
    """A box.

    {}
    """

    size: int = 1
    colour: str = "red"


class Other:
    """Nothing of attributes."""

    weight: int = 1
'''
GOOGLE = "Attributes:\n        size: In metres."
NUMPY = "Attributes\n    ----------\n    size : int\n        In metres."
CASES = {
    "google, directives": (["sphinx.ext.napoleon"], {}, GOOGLE),
    "google, ivar": (["sphinx.ext.napoleon"], {"napoleon_use_ivar": True}, GOOGLE),
    "numpy, directives": (["sphinx.ext.napoleon"], {}, NUMPY),
    "numpydoc": (["numpydoc"], {"numpydoc_show_class_members": False}, NUMPY),
    "rest, ivar": ([], {}, ":ivar size: In metres."),
    "rest, var": ([], {}, ":var int size: In metres."),
    "rest, cvar": (["sphinx.ext.napoleon"], {}, ":cvar size: In metres."),
}


def _project(tmp_path, azure, extensions, text, members=":members:"):
    conf = (
        "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
        f"extensions = {[*extensions, 'sphinx_aidoc']!r}\nproject = 'box'\nnitpicky = True\n"
    )
    files = {
        "src/box.py": CODE.format(text),
        "docs/conf.py": conf,
        "docs/index.rst": f"box\n===\n\n.. automodule:: box\n   {members}\n",
    }
    return Project(tmp_path, files=files, azure=azure.url)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("members", [":members:", ":members:\n   :undoc-members:"])
def test_a_list_is_completed_as_its_author_writes(tmp_path, azure, case, members):
    """The missing field stands behind the person's, in the same form; no warning that a build without aidoc lacks."""
    extensions, options, text = CASES[case]
    project = _project(tmp_path, azure, extensions, text, members)
    before = project.tree()
    plain = project.build("html", fresh=True, aidoc_enabled="0", **options)
    built = project.build("html", fresh=True, **options)
    assert (built.error, built.warnings) == ("", plain.warnings)
    assert project.tree() == before
    html = (built.out / "index.html").read_text(encoding="utf-8")
    size, colour = html.index("In metres."), html.rindex("colour<")
    badge = html.index("Completed (colour)")
    assert size < html.index("colour", size) < badge
    assert html.count("Variables") == ("ivar" in case or "var" in case)
    outcomes = {row["path"]: row["outcome"] for row in built.report["objects"]}
    assert outcomes["box.Box"] == "generated"
    assert outcomes.get("box.Box.colour", "skipped") == "skipped"
    assert outcomes["box.Other.weight"] == "generated"
    assert colour > 0


def test_the_form_of_what_is_added(tmp_path, azure):
    """A directive behind a directive, in the same table of contents as without aidoc."""
    project = _project(tmp_path, azure, ["sphinx.ext.napoleon"], GOOGLE)
    built = project.build("pseudoxml")
    tree = (built.out / "index.pseudoxml").read_text(encoding="utf-8")
    added = tree[tree.index('fullname="Box.colour"') if 'fullname="Box.colour"' in tree else tree.index("Box.colour") :]
    assert "desc_content" in added
    assert tree.count('objtype="attribute"') == 3  # size and colour; weight of the other class
