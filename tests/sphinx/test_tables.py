"""Tables of summaries: what is generated in them is marked, whoever makes the table."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.sphinx.project import Project

PACKAGE = {
    "docs/conf.py": "import sys\nfrom pathlib import Path\n\n"
    "sys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\nproject = 'Depot'\n",
    "src/depot/__init__.py": '"""A person\'s package."""\nfrom depot.shelves import Shelf\n',
    "src/depot/shelves.py": '''\
class Shelf:
    def put(self, box):
        """A person's words."""
        return [box]

    def take(self, box):
        """Take a box.

        Args:
            box: The box.

        Returns:
            The box.
        """
        return box

    def sweep(self, broom):
        return broom


def label(box):
    return str(box)


def weigh(box):
    """A person's weight."""
    return len(box)
''',
}
MODULE = """\
{{ fullname | escape | underline }}

.. automodule:: {{ fullname }}

{% block functions %}{% if functions %}
.. autosummary::
   :toctree:
{% for item in functions %}
   {{ item }}{%- endfor %}
{% endif %}{% endblock %}
{% block classes %}{% if classes %}
.. autosummary::
   :toctree:
{% for item in classes %}
   {{ item }}{%- endfor %}
{% endif %}{% endblock %}
{% block modules %}{% if modules %}
.. autosummary::
   :toctree:
   :recursive:
{% for item in modules %}
   {{ item }}{%- endfor %}
{% endif %}{% endblock %}
"""
SUMMARY = "Depot\n=====\n\n.. autosummary::\n{options}\n   depot\n   depot.shelves\n{members}"
MEMBERS = "   depot.Shelf\n" + "".join(
    f"   depot.shelves.{name}\n" for name in ("Shelf.put", "Shelf.sweep", "label", "weigh")
)
AUTOAPI: dict[str, Any] = {
    "autoapi_dirs": ["../src"],
    "autoapi_options": ["members", "show-module-summary", "imported-members"],
    "autoapi_own_page_level": "method",
}
# The extensions, the page and the options of each that makes tables.
MAKERS: dict[str, tuple[list[str], str, dict[str, Any]]] = {
    "alone": (["sphinx.ext.autosummary"], SUMMARY.format(options="", members=MEMBERS), {}),
    "stubs": (
        ["sphinx.ext.autosummary"],
        SUMMARY.format(options="   :toctree: made\n   :recursive:\n", members=""),
        {"templates_path": ["_templates"], "exclude_patterns": ["_templates"]},
    ),
    "automodapi": (
        ["sphinx_automodapi.automodapi"],
        "Depot\n=====\n\n.. automodapi:: depot.shelves\n   :no-inheritance-diagram:\n",
        {},
    ),
    "autoapi": (["autoapi.extension"], "Depot\n=====\n\n.. toctree::\n\n   autoapi/index\n", AUTOAPI),
}


def _rows(built):
    """The rows of all tables of summaries: name, whether the words are a person's, and the labels."""
    rows = set()
    for page in sorted(built.out.rglob("*.html")):
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        for row in soup.select("table.autosummary tr"):
            name, words = row.select("td")
            labels = tuple(label.extract().get_text() for label in words.select(".aidoc-label"))
            assert name.select(".aidoc-label") == []
            text = words.get_text(" ").strip()
            shown = name.get_text().partition("(")[0].rpartition(".")[2]
            if text or labels:
                rows.add((shown, "person's" in text or "Take a" in text, labels))
    return rows


@pytest.mark.parametrize("also", [[], ["sphinx.ext.napoleon"], ["numpydoc"]], ids=["plain", "napoleon", "numpydoc"])
@pytest.mark.parametrize("maker", MAKERS)
def test_a_generated_summary_is_labelled_in_its_row(tmp_path, azure, maker, also):
    """A person's summary has no label, completed or not; a generated one has one, whichever mark is chosen."""
    extensions, page, options = MAKERS[maker]
    if maker == "automodapi":
        pytest.importorskip("sphinx_automodapi", reason="not installed")
    files = {**PACKAGE, "docs/index.rst": page}
    if "templates_path" in options:
        files["docs/_templates/autosummary/module.rst"] = MODULE
    if "numpydoc" in also:
        options = {**options, "numpydoc_class_members_toctree": False}
    project = Project(tmp_path, files=files, azure=azure.url)
    built = project.build("html", extensions=[*extensions, *also, "sphinx_aidoc"], html_theme="basic", **options)
    assert built.warnings == []
    rows = _rows(built)
    assert {row for row in rows if row[1] == bool(row[2])} == set()
    assert {label for row in rows for label in row[2]} == {"ai-generated"}
    assert {"Shelf", "label", "weigh"} <= {row[0] for row in rows}


@pytest.mark.parametrize("mark", ["badge", "label", "both", "none"])
def test_rows_go_by_the_option(tmp_path, azure, mark):
    """No mark, no label; the text builder spells it out."""
    files = {**PACKAGE, "docs/index.rst": MAKERS["alone"][1]}
    project = Project(tmp_path, files=files, azure=azure.url)
    built = project.build(extensions=["sphinx.ext.autosummary", "sphinx_aidoc"], aidoc_mark=mark)
    assert built.warnings == []
    assert built.text().count("ai-generated") == (0 if mark == "none" else 4)


def test_what_no_row_can_show_is_not_requested(tmp_path, azure):
    """A row shows first words: where they are a person's, nothing is requested, until a page shows the rest."""
    page = "Depot\n=====\n\n.. autosummary::\n\n" + "".join(
        f"   depot.shelves.{name}\n" for name in ("Shelf.put", "Shelf.take", "weigh", "label")
    )
    more = "More\n====\n\nNothing yet.\n"
    project = Project(tmp_path, files={**PACKAGE, "docs/index.rst": page, "docs/more.rst": more}, azure=azure.url)
    conf: dict[str, Any] = {
        "extensions": ["sphinx.ext.autosummary", "sphinx.ext.napoleon", "sphinx_aidoc"], "suppress_warnings": ["toc"],
    }  # fmt: skip
    built = project.build(**conf)
    assert (built.warnings, built.filled()) == ([], ["depot.shelves.label"])
    reasons = {row["path"]: (row["outcome"], row["reason"]) for row in built.report["objects"]}
    assert reasons["depot.shelves.weigh"] == ("human", "a table shows its first words alone")
    assert reasons["depot.shelves.Shelf.take"] == ("human", "")
    azure.reset()
    project.edit("docs/more.rst", "Nothing yet.", ".. autofunction:: depot.shelves.weigh")
    built = project.build(**conf)
    assert (built.warnings, built.filled()) == ([], ["depot.shelves.label", "depot.shelves.weigh"])
    assert len(azure.requests) == 1
    for _ in range(2):
        built = project.build(**conf)
    assert built.read == []
    assert built.filled() == ["depot.shelves.label", "depot.shelves.weigh"]
    assert len(azure.requests) == 1


ROWS = {
    "docs/conf.py": PACKAGE["docs/conf.py"],
    "src/depot/__init__.py": '''\
"""A person's package.

.. autosummary::

   inside.Jam
   inside.pack
'''
    '"""\n',
    "src/depot/inside.py": '''\
class Jam(Exception):
    """A person's jam."""

    def __init__(self, shelf, box):
        self.shelf = shelf
        self.box = box


class Stuck(Exception):
    def __init__(self, shelf):
        self.shelf = shelf


def pack(box, lid):
    """A person's pack."""
    return box, lid
''',
    "src/depot/desk.py": '''\
"""A person's desk."""
from depot.inside import Jam, Stuck, pack


def ask(question):
    return question
''',
}
UNSEEN_TABLES = {
    "in a docstring": (".. automodule:: depot\n\nOther\n-----\n\n.. autosummary::\n\n   inside.Stuck\n", []),
    "automodapi": (".. automodsumm:: depot.desk\n   :sort:\n\n.. autofunction:: depot.desk.ask\n", ["depot.desk.ask"]),
}


@pytest.mark.parametrize("kind", UNSEEN_TABLES)
def test_rows_that_no_scan_can_see(tmp_path, azure, kind):
    """A table made while documents are read shows first words alone, too: neither constructors nor parameters are sent."""
    if kind == "automodapi":
        pytest.importorskip("sphinx_automodapi", reason="not installed")
    page, more = UNSEEN_TABLES[kind]
    project = Project(tmp_path, files={**ROWS, "docs/index.rst": f"Depot\n=====\n\n{page}"}, azure=azure.url)
    conf: dict[str, Any] = {
        "extensions": ["sphinx.ext.autosummary", "sphinx_automodapi.automodapi", "sphinx_aidoc"],
        "autosummary_generate": False,
    }  # fmt: skip
    asked = [*more, "depot.inside.Stuck"]
    built = project.build(**conf)
    assert built.warnings == []
    assert sorted(one.path for request in azure.requests for one in request.objects) == asked
    assert built.filled() == asked
    azure.reset()
    again = project.build(**conf)
    assert (again.read, azure.requests, again.filled()) == ([], [], asked)
    project.write(
        {"docs/whole.rst": "Whole\n=====\n\n.. autoclass:: depot.inside.Jam\n\n.. autofunction:: depot.inside.pack\n"}
    )
    built = project.build(readers=2, suppress_warnings=["toc"], **conf)
    whole = ["depot.inside.Jam.__init__", "depot.inside.pack"]
    assert built.warnings == []
    assert sorted(one.path for request in azure.requests for one in request.objects) == whole
    assert built.filled() == sorted([*asked, *whole])


def test_a_class_that_is_given_something(tmp_path, azure):
    """As pydantic's `Box[int]`: the row shows the text of the class, and its label."""
    files = {
        "docs/conf.py": PACKAGE["docs/conf.py"] + "extensions = ['sphinx.ext.autosummary', 'sphinx_aidoc']\n",
        "docs/index.rst": "Top\n===\n\n.. autosummary::\n\n   crates.Box\n   crates.Box[int]\n   crates.Said[int]\n",
        "src/crates.py": "class Box:\n    pass\n\n\nclass Said:\n    '''Said by hand.'''\n\n\n"
        "globals()['Box[int]'] = Box\nglobals()['Said[int]'] = Said\n",
    }
    built = Project(tmp_path, files=files, azure=azure.url).build("html")
    assert (built.error, built.warnings) == ("", [])
    page = BeautifulSoup((built.out / "index.html").read_text(encoding="utf-8"), "html.parser")
    rows = [row.get_text(" ", strip=True) for row in page.select("table.autosummary tr")]
    assert [row.count("ai-generated") for row in rows] == [1, 1, 0], rows
