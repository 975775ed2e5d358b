"""Every builder: no warning with everything shown, and the mark and the appendix in each."""

from __future__ import annotations

import json
import re
import shutil
from typing import Any

import pytest

from tests.sphinx.project import Project
from tests.sphinx.test_builds import PACKAGE

# What a builder writes for the page `one`, and how the mark reads there.
BUILDERS = {
    "html": ("one.html", "<span>Generated</span> · <span>gpt"),
    "dirhtml": ("one/index.html", "<span>Generated</span> · <span>gpt"),
    "singlehtml": ("index.html", "<span>Generated</span> · <span>gpt"),
    "latex": ("pkg.tex", "\\sphinxstyleemphasis{Generated · gpt"),
    "text": ("one.txt", "*Generated · gpt"),
    "man": ("pkg.1", "\\fIGenerated · gpt"),
    "texinfo": ("pkg.texi", "`Generated · gpt"),
    "epub": ("one.xhtml", "<span>Generated</span> · <span>gpt"),
    "gettext": ("one.pot", ""),
    "pseudoxml": ("one.pseudoxml", "Generated · gpt"),
    "linkcheck": ("output.txt", ""),
    "dummy": ("", ""),
}


@pytest.mark.parametrize("builder", BUILDERS)
def test_builder(tmp_path, azure, builder):
    """The builder runs without a warning, twice; text, mark and appendix are in its output."""
    project = Project(tmp_path, files=PACKAGE, azure=azure.url)
    conf: dict[str, Any] = {
        "nitpicky": True,
        "aidoc_report_page": "coverage",
        "latex_documents": [("index", "pkg.tex", "pkg", "A", "howto")],
        "man_pages": [("index", "pkg", "pkg", [], 1)],
        "texinfo_documents": [("index", "pkg", "pkg", "A", "pkg", "d", "m")],
        "version": "1",
        "copyright": "A",
        # The epub builder looks at every file in its directory, also those of Sphinx itself.
        "suppress_warnings": ["epub.unknown_project_files"],
    }
    for _ in range(2):
        built = project.build(builder, **conf)
        assert built.warnings == []
    name, mark = BUILDERS[builder]
    if name:
        page = (built.out / name).read_text(encoding="utf-8")
        assert mark in page
    assert built.outcomes() == {"generated": 7}
    assert not (project.directory / "docs/coverage.rst").exists()


def test_what_measures_docstrings_sees_those_of_people_alone(tmp_path, azure):
    """The coverage builder counts and requests nothing of ours, before and after pages that have it."""
    extensions = ["sphinx_aidoc", "sphinx.ext.coverage"]
    files = {**PACKAGE, "src/pkg/two.py": PACKAGE["src/pkg/two.py"].replace("size", '"""A thing."""\n\n    size')}
    project = Project(tmp_path, files=files, azure=azure.url)
    without = project.build("coverage", extensions=extensions, aidoc_enabled=False)
    plain = (without.out / "python.txt").read_text(encoding="utf-8")
    assert "first" in plain
    assert project.build("coverage", extensions=extensions).warnings == []
    assert (without.out / "python.txt").read_text(encoding="utf-8") == plain
    assert azure.requests == []
    assert project.build("text", extensions=extensions).outcomes()["generated"] > 0
    assert project.build("coverage", extensions=extensions).warnings == []
    assert (without.out / "python.txt").read_text(encoding="utf-8") == plain
    azure.reset()
    again = project.build("text", extensions=extensions)
    assert "Generated" in (again.out / "one.txt").read_text(encoding="utf-8")
    assert azure.requests == []


def test_appendix_in_pages(tmp_path, azure):
    """The directive and the page of its own hold the same table, with links to the objects."""
    project = Project(tmp_path, files=PACKAGE, azure=azure.url)
    built = project.build("html", aidoc_report_page="coverage")
    for page in ("index", "coverage"):
        html = built.text(page, ".html")
        assert "<strong>7 API objects</strong>" in html
        assert "documented: 0 → 7 of 7" in html
        assert 'href="one.html#pkg.one.second"' in html
    assert "Documentation coverage" in built.text("coverage", ".html")


def test_a_second_builder_writes_the_page_too(tmp_path, azure):
    """What one builder has read, another writes: the page is in both outputs, though nothing has changed."""
    project = Project(tmp_path, files=PACKAGE, azure=azure.url)
    for builder, suffix in (("html", ".html"), ("text", ".txt")):
        built = project.build(builder, aidoc_report_page="coverage")
        assert "7 API objects" in built.text("coverage", suffix)


def test_own_page_of_that_name_stays(tmp_path, azure):
    """A document of the project's own with the name of the report page is neither replaced nor removed."""
    project = Project(tmp_path, files={**PACKAGE, "docs/coverage.rst": ":orphan:\n\nMine\n====\n"}, azure=azure.url)
    before = project.tree()
    built = project.build(aidoc_report_page="coverage")
    assert built.text("coverage") == "Mine ****"
    assert project.tree() == before


def test_offline_builds_are_the_same_to_the_byte(tmp_path, azure):
    """Two offline builds from the same cache write the same pages; only report.json and Sphinx' own caches differ."""
    project = Project(tmp_path, files=PACKAGE, azure=azure.url)
    project.build("html", aidoc_report_page="coverage")
    pages = []
    for _ in range(2):
        built = project.build("html", fresh=True, aidoc_offline="1", aidoc_report_page="coverage")
        assert built.warnings == []
        pages.append({path.name: path.read_bytes() for path in sorted(built.out.rglob("*.html"))})
        shutil.rmtree(project.directory / "out")
    assert pages[0] == pages[1]
    assert b"_static/aidoc.css?v=" in pages[0]["one.html"]


def test_gettext_leaves_the_mark_out(tmp_path, azure):
    """Generated sentences can be translated; the mark, which changes with model and date, is not offered."""
    built = Project(tmp_path, files=PACKAGE, azure=azure.url).build("gettext")
    catalogue = (built.out / "one.pot").read_text(encoding="utf-8")
    assert "Settle the second by" in catalogue or "second" in catalogue
    assert "Generated ·" not in catalogue


HIDDEN = '''\
"""A module.

>>> 1 + 1
2
"""


class Hidden:
    def hidden(self, a: int) -> int:
        """Said by hand, and outdated.

        .. versionchanged:: 1.0
           By hand: hidden.

        >>> 1 + 1
        3
        """
        return a


def shown(a: int) -> int:
    """Said by hand.

    .. versionchanged:: 1.0
       By hand: shown.
    """
    return a
'''


@pytest.mark.parametrize("builder", ["doctest", "changes", "coverage"])
def test_what_writes_no_pages_sees_people_s_docstrings_alone(tmp_path, azure, builder):
    """What only aidoc makes appear is not tested, listed or counted; nothing is requested; pages come back for nothing."""
    conf = f"import sys\nsys.path.insert(0, {str(tmp_path / 'src')!r})\nversion = '1.0'\n"
    conf += "extensions = ['sphinx.ext.doctest', 'sphinx.ext.coverage', 'sphinx_aidoc']\n"
    files = {"docs/conf.py": conf, "docs/index.rst": PAGE, "src/hid.py": HIDDEN}
    project = Project(tmp_path, files=files, azure=azure.url)
    plain = project.build(builder, aidoc_enabled="0")
    before = _outputs(plain)
    assert project.build(builder).code == plain.code == 0
    assert azure.requests == []
    page = project.build("text")
    assert "Said by hand, and outdated." in page.text()
    asked = len(azure.requests)
    assert asked == 1
    again = project.build(builder)
    assert (again.code, again.warnings, len(azure.requests)) == (0, [], asked)
    assert _outputs(again) == before
    assert project.build("text").text() == page.text()
    assert len(azure.requests) == asked


PAGE = "Top\n===\n\n.. automodule:: hid\n   :members:\n"


def _outputs(built):
    """What a builder wrote, without the time of it."""
    texts = {
        path.name: path.read_text(encoding="utf-8") for path in built.out.rglob("*") if path.suffix in (".txt", ".html")
    }
    return {
        name: re.sub(r"(?m)^(Results of doctest builder run on|=====).*$", "", text) for name, text in texts.items()
    }


ADDRESSES = """\
module: hid
answers:
  shown:
    state: edited
    parameters:
      a: |-
        See https://docs.invalid/bare, <https://docs.invalid/angled>, [a link](https://docs.invalid/linked) and
        `the words <https://docs.invalid/rest>`_, or www.docs.invalid and me@docs.invalid.
    returns: As https://docs.invalid/returned says.
"""


@pytest.mark.parametrize(("hosts", "followed"), [("", []), ("docs.invalid", ["angled", "bare", "linked", "returned"])])
def test_linkcheck_follows_no_address_that_was_made_up(tmp_path, hosts, followed):
    """Addresses in generated text are text; those that `link_hosts` lets be links are checked, as pages show them."""
    conf = f"import sys\nsys.path.insert(0, {str(tmp_path / 'src')!r})\nextensions = ['sphinx_aidoc']\n"
    conf += "linkcheck_ignore = ['.*']\n"  # nothing is looked up, all is listed
    files = {
        "docs/conf.py": conf,
        "docs/index.rst": f"{PAGE}\n`By hand <https://docs.invalid/by-hand>`_\n",
        "docs/aidoc-reviewed/hid.yml": ADDRESSES,
        "src/hid.py": HIDDEN,
    }
    built = Project(tmp_path, files=files).build("linkcheck", aidoc_link_hosts=hosts, aidoc_on_miss="ignore")
    assert (built.error, built.outcomes()["reviewed"]) == ("", 1)
    lines = (built.out / "output.json").read_text(encoding="utf-8").splitlines()
    names = {json.loads(line)["uri"].removeprefix("https://docs.invalid/") for line in lines}
    assert names == {"by-hand", *followed}


def test_dummy_tells_what_pages_tell(tmp_path, azure):
    """It reads documents as for pages: the same is filled, and those pages cost nothing more."""
    project = Project(tmp_path, files=PACKAGE, azure=azure.url)
    assert project.build("dummy").outcomes() == {"generated": 7}
    asked = len(azure.requests)
    assert project.build("html").outcomes() == {"generated": 7}
    assert len(azure.requests) == asked
