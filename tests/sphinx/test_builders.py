"""Every builder: no warning with everything shown, and the mark and the appendix in each."""

from __future__ import annotations

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
