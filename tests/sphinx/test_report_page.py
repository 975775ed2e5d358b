"""The document of its own for the report: in every site, and never a file among the project's."""

from __future__ import annotations

import functools
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.build.messages import TITLE
from tests.azure import LocalAzure
from tests.sphinx.project import Project
from tests.sphinx.test_builds import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LISTED = {**PACKAGE, "docs/index.rst": PACKAGE["docs/index.rst"].replace("   prose", "   prose\n   aidoc")}
WATCHED = 6
"""Seconds in which a watcher notices what has changed, and says so."""
LEFT = f":orphan:\n:nosearch:\n\n{TITLE}\n{'=' * len(TITLE)}\n\n.. aidoc-report::\n"
OUTSIDE: dict[str, Any] = {"aidoc_report_page": "aidoc", "aidoc_cache_dir": "../cache"}


def seen(directory: Path) -> dict[str, int]:
    """What a program that watches a directory would notice: each file and directory, and when it last changed."""
    return {str(path): path.stat().st_mtime_ns for path in (directory, *sorted(directory.rglob("*")))}


def waited(until: Callable[[], bool], server: subprocess.Popen[bytes], *, seconds: float = 120) -> None:
    """Wait for something that a server does."""
    end = time.monotonic() + seconds
    while not until():
        assert server.poll() is None
        assert time.monotonic() < end
        time.sleep(0.1)


def shows(page: Path, words: str) -> bool:
    """Whether a page has some words."""
    return words in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("readers", ["1", "2"])
def test_a_build_touches_nothing_in_the_source_directory(tmp_path, azure, readers):
    """No file event that would make sphinx-autobuild build again, in whatever build."""
    project = Project(tmp_path, files=LISTED, azure=azure.url)
    before = seen(tmp_path / "docs")
    for _ in range(2):
        built = project.run("-n", "-W", f"-j{readers}", builder="html", **OUTSIDE)
        assert built.warnings == []
        assert "<strong>7 API objects</strong>" in built.text("aidoc", ".html")
        assert seen(tmp_path / "docs") == before


def test_a_build_with_its_cache_in_the_source_directory_settles(tmp_path, azure):
    """The first build and one after an edit may change the cache; the one after that touches nothing."""
    project = Project(tmp_path, files=LISTED, azure=azure.url)
    for _ in range(2):
        project.run(builder="html", aidoc_report_page="aidoc")
        project.edit("docs/one.rst", "one\n===", "one\n====")
        project.run(builder="html", aidoc_report_page="aidoc")
        before = seen(tmp_path / "docs")
        again = project.run("-W", builder="html", aidoc_report_page="aidoc")
        assert seen(tmp_path / "docs") == before
        assert again.warnings == []


@pytest.mark.parametrize("readers", ["1", "2"])
def test_a_build_that_gets_no_answer_settles(tmp_path, azure, monkeypatch, readers):
    """The first may change the cache, those after it touch nothing, though each asks again; then answers are kept."""
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "another key")
    project = Project(tmp_path, files=LISTED, azure=azure.url)
    before: dict[str, int] = {}
    for requests in (1, 2, 3):
        built = project.run(f"-j{readers}", builder="html", aidoc_report_page="aidoc")
        assert len(built.warnings) == 1, built.warnings
        assert "refuses the key" in built.warnings[0]
        assert len(azure.requests) == requests
        now = seen(tmp_path / "docs")
        assert before in ({}, now)
        before = now
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", azure.api_key)
    built = project.run(builder="html", aidoc_report_page="aidoc")
    assert (built.warnings, len(azure.requests)) == ([], 4)


@pytest.mark.slow
def test_sphinx_autobuild_settles_where_the_service_refuses(tmp_path, azure, monkeypatch):
    """With the program itself: an edit builds the site once, or once more; it does not go on building."""
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "another key")
    project = Project(tmp_path, files=LISTED, azure=azure.url)
    project.run(builder="html", aidoc_report_page="aidoc")  # what all builds share is there
    defines = [f"-D{name}={value}" for name, value in project.options({"aidoc_report_page": "aidoc"}).items()]
    command = [sys.executable, "-m", "sphinx_autobuild", "--port=0", *defines, "docs", "served"]
    log = tmp_path / "log.txt"
    with log.open("wb") as output, subprocess.Popen(command, cwd=tmp_path, stdout=output, stderr=output) as server:
        try:
            waited(lambda: b"Serving on" in log.read_bytes(), server)
            time.sleep(WATCHED)  # until it watches
            page = tmp_path / "served" / "one.html"
            for edit in (1, 2):
                project.edit("docs/one.rst", "one\n===", f"one{edit}\n=====\n\none\n===")
                wanted = f"one{edit}"
                waited(functools.partial(shows, page, wanted), server)
            time.sleep(WATCHED)
            builds = log.read_bytes().count(b"Rebuilding")
        finally:
            server.terminate()
    assert 2 <= builds <= 3, log.read_text(encoding="utf-8")


def test_the_page_stands_in_a_toctree(tmp_path, azure):
    """A toctree lists it with its title, and the page has neither source nor prologue."""
    project = Project(tmp_path, files=LISTED, azure=azure.url)
    built = project.build("html", rst_prolog="Said first.", rst_epilog="Said last.", **OUTSIDE)
    assert built.warnings == []
    assert f'<a class="reference internal" href="aidoc.html">{TITLE}</a>' in built.text("index", ".html")
    page = built.text("aidoc", ".html")
    assert "Said first" not in page
    assert "Said last" not in page
    assert "_sources/aidoc" not in page
    assert not list((built.out / "_sources").glob("aidoc*"))
    assert TITLE not in (built.out / "searchindex.js").read_text(encoding="utf-8").replace(
        '"Documentation coverage"', ""
    )


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "text", "man", "texinfo", "epub"])
def test_the_page_is_a_part_of_the_book(tmp_path, azure, builder):
    """Where a toctree lists it, it is in the one file of builders that make one."""
    project = Project(tmp_path, files=LISTED, azure=azure.url)
    conf: dict[str, Any] = {
        "latex_documents": [("index", "pkg.tex", "pkg", "A", "howto")],
        "man_pages": [("index", "pkg", "pkg", [], 1)],
        "texinfo_documents": [("index", "pkg", "pkg", "A", "pkg", "d", "m")],
        "version": "1",
        "copyright": "A",
        "suppress_warnings": ["epub.unknown_project_files"],
    }
    names = {"singlehtml": "index.html", "latex": "pkg.tex", "text": "aidoc.txt", "man": "pkg.1"}
    names |= {"texinfo": "pkg.texi", "epub": "aidoc.xhtml"}
    built = project.build(builder, **conf, **OUTSIDE)
    assert built.warnings == []
    assert "7 API objects" in (built.out / names[builder]).read_text(encoding="utf-8").replace("\\ ", " ")


def test_only_markdown_is_read(tmp_path, azure):
    """A site whose documents are all Markdown has the page as well."""
    files = {name: text for name, text in PACKAGE.items() if not name.endswith(".rst")}
    files["docs/index.md"] = "# Index\n\n```{toctree}\naidoc\n```\n\n```{eval-rst}\n.. autoclass:: pkg.two.Thing\n```\n"
    files["docs/conf.py"] = files["docs/conf.py"].replace("'sphinx_aidoc'", "'myst_parser', 'sphinx_aidoc'")
    project = Project(tmp_path, files=files, azure=azure.url)
    built = project.build("html", source_suffix={".md": "markdown"}, **OUTSIDE)
    assert built.warnings == []
    assert "API object" in built.text("aidoc", ".html")


def test_the_page_follows_the_other_documents(tmp_path, azure):
    """An incremental build writes it anew, also where nothing but another document was read."""
    project = Project(tmp_path, files=LISTED, azure=azure.url)
    project.build("html", **OUTSIDE)
    project.write("src/pkg/one.py", PACKAGE["src/pkg/one.py"] + "\n\ndef third(value):\n    return value\n")
    built = project.build("html", **OUTSIDE)
    assert "aidoc" not in built.read
    assert "8 API objects" in built.text("aidoc", ".html")


@pytest.mark.parametrize("name", ["aidoc.rst", "aidoc.md"])
def test_own_page_wins(tmp_path, azure, name):
    """A document of the project's own with that name is the page, twice, and stays when the report goes."""
    title = "# Mine" if name.endswith(".md") else "Mine\n===="
    project = Project(tmp_path, files={**LISTED, f"docs/{name}": f"{title}\n\nWords.\n"}, azure=azure.url)
    project.edit("docs/conf.py", "'sphinx_aidoc'", "'myst_parser', 'sphinx_aidoc'")
    for builder, suffix in (("html", ".html"), ("text", ".txt")):
        built = project.build(builder, **OUTSIDE)
        assert built.warnings == []
        assert "Words." in built.text("aidoc", suffix)
    built = project.build("html", aidoc_report=False, **OUTSIDE)
    assert "Words." in built.text("aidoc", ".html")


def test_a_page_left_by_an_older_version_is_told_and_not_published(tmp_path, azure):
    """What aidoc 0.1.0 wrote and left behind is no document, with the extension on or off; nothing deletes it."""
    project = Project(tmp_path, files={**PACKAGE, "docs/aidoc.rst": LEFT}, azure=azure.url)
    off = project.build("html", aidoc_enabled=0, **OUTSIDE)
    assert off.warnings == []
    assert not (off.out / "aidoc.html").exists()
    on = project.build("html", **OUTSIDE)
    assert on.warnings == [
        "WARNING: ignoring aidoc.rst, which aidoc 0.1.0 wrote for its appendix page and left behind; "
        "delete the file [aidoc.leftover]"
    ]
    assert "7 API objects" in on.text("aidoc", ".html")
    assert (tmp_path / "docs/aidoc.rst").read_text(encoding="utf-8") == LEFT


@pytest.mark.parametrize(("builder", "page"), [("html", "aidoc.html"), ("dirhtml", "aidoc/index.html")])
@pytest.mark.parametrize("off", [{"aidoc_report": False}, {"aidoc_enabled": 0}])
def test_the_report_goes_when_it_is_switched_off(tmp_path, azure, builder, page, off):
    """Neither report nor page of an earlier build stays in the output directory."""
    project = Project(tmp_path, files=PACKAGE, azure=azure.url)
    out = project.build(builder, **OUTSIDE).out
    assert (out / page).is_file()
    assert (out / "aidoc/report.json").is_file()
    assert project.build(builder, **OUTSIDE, **off).warnings == []
    assert not (out / page).exists()
    assert not (out / "aidoc").exists()


@pytest.mark.parametrize("name", ["../aidoc", "/tmp/aidoc"])
def test_a_page_outside_of_the_documentation_is_refused(tmp_path, azure, name):
    """The option names a document of the site."""
    built = Project(tmp_path, files=PACKAGE, azure=azure.url).build("html", aidoc_report_page=name)
    allowed = "allowed: a name inside the documentation."
    assert built.error == f"aidoc: 'aidoc_report_page' cannot be '{name}'; {allowed}"


def test_an_interrupted_build_leaves_nothing(tmp_path):
    """However a build ends, the source directory is as it was, and was all the time."""
    with LocalAzure(latency=30) as azure:
        project = Project(tmp_path, files=PACKAGE, azure=azure.url)
        before = seen(tmp_path / "docs")
        process = project.start(**OUTSIDE)
        while not azure.max_in_flight and process.poll() is None:
            time.sleep(0.05)
        assert seen(tmp_path / "docs") == before
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert seen(tmp_path / "docs") == before


def test_search_engines_do_not_list_the_page(tmp_path, azure):
    """The page of the report says so itself; a document of the project's that contains the report is left alone."""
    more = {"docs/prose.rst": "Prose\n=====\n\n.. aidoc-report::\n"}
    built = Project(tmp_path, files=LISTED | more, azure=azure.url).build("html", **OUTSIDE)
    assert built.warnings == []
    silent = '<meta name="robots" content="noindex">'
    assert silent in built.text("aidoc", ".html")
    assert "aidoc-figures" in built.text("prose", ".html")
    assert silent not in built.text("prose", ".html")


def test_lists_of_pages_leave_the_page_out(tmp_path, azure):
    """Site map and lists for language models, of real extensions; what these say of other pages is filled in."""
    for extension in ("sphinx_sitemap", "sphinx_llm", "sphinx_markdown_builder"):
        pytest.importorskip(extension)
    conf = (  # sphinx-llm builds a second time, with what conf.py says
        f"{PACKAGE['docs/conf.py']}extensions += ['sphinx_sitemap', 'sphinx_llm.txt']\n"
        f"html_baseurl = 'https://example.org/'\nsitemap_url_scheme = '{{link}}'\nllms_txt_full_build = True\naidoc_report_page = 'aidoc'\n"
        f"aidoc_cache_dir = '../cache'\naidoc_endpoint = {azure.url!r}\naidoc_deployment = 'docs'\n"
    )
    index = PACKAGE["docs/index.rst"].replace(".. aidoc-report::\n", "")
    project = Project(tmp_path, files={**PACKAGE, "docs/conf.py": conf, "docs/index.rst": index}, azure=azure.url)
    built = project.build("html")
    assert (built.error, built.warnings) == ("", [])
    told = {
        name: (built.out / name).read_text(encoding="utf-8") for name in ("sitemap.xml", "llms.txt", "llms-full.txt")
    }
    for name, words in told.items():
        assert TITLE not in words, name
        assert "aidoc" not in words, name
        assert "one" in words, name
    summaries = [row["summary"] for row in built.report["objects"] if row["outcome"] == "generated"]
    assert [text for text in summaries if text[:40] not in told["llms-full.txt"]] == []
    assert len(summaries) == 7


def test_a_page_of_the_projects_own_stays_in_lists(tmp_path, azure):
    """A document that has the name already is the project's, and so is its place in a site map."""
    pytest.importorskip("sphinx_sitemap")
    files = {**PACKAGE, "docs/aidoc.rst": ":orphan:\n\nMine\n====\n\nWords.\n"}
    listing: dict[str, Any] = {
        "extensions": ["sphinx.ext.autodoc", "sphinx_aidoc", "sphinx_sitemap"],
        "sitemap_url_scheme": "{link}",
    }
    built = Project(tmp_path, files=files, azure=azure.url).build(
        "html", html_baseurl="https://example.org/", **listing, **OUTSIDE
    )
    assert built.error == ""
    assert "https://example.org/aidoc.html" in (built.out / "sitemap.xml").read_text(encoding="utf-8")


def test_the_page_is_styled_without_marks(tmp_path, azure):
    """`mark: none` is about texts: the page of the report has its style sheet, and no other page links it."""
    built = Project(tmp_path, files=LISTED, azure=azure.url).build("html", aidoc_mark="none", **OUTSIDE)
    assert built.warnings == []
    assert "_static/aidoc.css" in built.text("aidoc", ".html")
    assert "_static/aidoc.css" not in built.text("one", ".html")
    assert ".aidoc-figures" in (built.out / "_static" / "aidoc.css").read_text(encoding="utf-8")


def test_documents_with_filled_in_text_may_lead_to_the_page(tmp_path, azure):
    """`report_link` puts a line at their foot, when it is set and when it goes; no search finds it."""
    project = Project(tmp_path, files=PACKAGE, azure=azure.url)
    for linked in (True, False):
        built = project.run("-n", "-W", "-j2", builder="html", aidoc_report_link=str(int(linked)), **OUTSIDE)
        assert built.warnings == []
        feet = {name: "aidoc-foot" in built.text(name, ".html") for name in ("one", "prose", "aidoc")}
        assert feet == {"one": linked, "prose": False, "aidoc": False}
        assert "fill" not in (built.out / "searchindex.js").read_text(encoding="utf-8")
