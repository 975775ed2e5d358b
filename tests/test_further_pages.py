"""A report of more than 300 objects: a page for each package, in both tools, with links that lead somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag

import pytest
from bs4 import BeautifulSoup

from tests.large import PACKAGES, write_package
from tests.mkdocs.project import Project as MkDocsProject
from tests.sphinx.project import Project as SphinxProject

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

pytestmark = pytest.mark.slow
TOTAL = 1 + len(PACKAGES) * 105
AIDOC: dict[str, Any] = {"include": ["large.*.f000"]}
CONF = """
import sys
from pathlib import Path
sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
project = "Large"
extensions = ["sphinx.ext.autodoc", "sphinx.ext.viewcode", "sphinx_aidoc"]
html_theme = "alabaster"
html_context = {"github_user": "me", "github_repo": "large", "github_version": "main", "conf_py_path": "/docs/"}
aidoc_include = ["large.*.f000"]
aidoc_report_page = "coverage"
"""


def soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def broken(site: Path, page: str) -> list[str]:
    """Links of a page that lead to no file or no anchor of the site."""
    found, pages = [], {}
    for link in soup(site / page).select("main a, [role=main] a, .body a"):
        address, anchor = urldefrag(str(link.get("href", "")))
        if "://" in address:
            continue
        target = ((site / page).parent / unquote(address)).resolve() if address else (site / page).resolve()
        target = target / "index.html" if target.is_dir() else target
        if target not in pages and target.is_file():
            pages[target] = {str(one["id"]) for one in soup(target).find_all(id=True)}
        if target not in pages or (anchor and unquote(anchor) not in pages[target]):
            found.append(str(link["href"]))
    return found


def rows(page: BeautifulSoup) -> list[tuple[str, str]]:
    """The objects of a page, each with its outcome."""
    return [
        (row.code.get_text(), row.find_all("td")[3].get_text())
        for row in page.select(".aidoc-objects tbody tr")
        if row.code is not None
    ]


def made(tmp_path: Path, azure: LocalAzure) -> MkDocsProject:
    project = MkDocsProject(tmp_path, azure)
    modules = write_package(tmp_path / "src")
    project.options |= {"show_if_no_docstring": True, "show_submodules": False}
    project.write({f"docs/{name}.md": f"# {name}\n\n::: {name}\n" for name in modules})
    project.write({"docs/index.md": "# Large\n"})
    return project


def test_mkdocs_has_a_page_for_each_package(tmp_path: Path, azure: LocalAzure) -> None:
    """Every object once, with links to docs, source and reviewed file; in no navigation, search or site map."""
    project = made(tmp_path, azure)
    config: dict[str, Any] = {
        "site_url": "https://example.org/x/", "use_directory_urls": True, "strict": True,
        "repo_url": "https://github.com/me/large", "edit_uri": "edit/main/docs/",
    }  # fmt: skip
    built = project.build(aidoc=AIDOC, **config)
    assert (built.error, built.logged, built.changed) == (None, [], [])
    pages = {name: f"aidoc/large.{name}/index.html" for name in PACKAGES}
    assert {name for name in built.files() if name.startswith("aidoc/") and name.endswith(".html")} == {
        "aidoc/index.html", "aidoc/large/index.html", *pages.values(),
    }  # fmt: skip
    first = built.soup("aidoc/index.html")
    assert first.select(".aidoc-objects") == []
    assert f"These pages show {TOTAL} API objects" in built.text("aidoc/index.html")
    assert broken(built.site, "aidoc/index.html") == []
    links = {str(link["href"]) for link in first.select(".aidoc-map a")}
    assert links == {f"large.{name}/#aidoc-module-large-{name}" for name in PACKAGES} | {"large/#aidoc-module-large"}
    listed = []
    for name, page in pages.items():
        listed += [
            f"large.{name}.{shown}".replace(f"large.{name}.large", "large") for shown, _ in rows(built.soup(page))
        ]
        assert broken(built.site, page) == []
    assert len(listed) == TOTAL - 1
    assert {*listed, "large"} == {row["path"] for row in built.report["objects"]}
    north = built.soup(pages["north"])
    assert north.find("meta", attrs={"name": "robots", "content": "noindex"}) is not None
    places = [str(link["href"]) for link in north.select(".aidoc-place a")]
    assert places[1] == "https://github.com/me/large/blob/main/src/large/north/__init__.py#L3"
    assert "aidoc" not in built.html("sitemap.xml") + built.html("search/search_index.json").replace("aidoc-", "")
    assert not [link for link in north.select(".navbar a, .dropdown-item") if "aidoc" in str(link.get("href"))]
    assert list(built.site.rglob("*.md")) == []

    small = write_package(tmp_path / "src", functions=90)
    assert small
    again = project.build(aidoc=AIDOC, **config)
    assert (again.error, again.logged) == (None, [])
    assert not (again.site / "aidoc/large.north").exists()
    assert len(rows(again.soup("aidoc/index.html"))) == 1 + 3 * 91


LANGUAGES = [
    {"locale": "en", "default": True, "name": "English", "build": True},
    {"locale": "de", "name": "Deutsch", "build": True},
]


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_every_language_has_a_page_for_each_package(tmp_path: Path, azure: LocalAzure, theme: str) -> None:
    """Each shows some packages alone, and has pages for all; its own objects are linked in its own pages."""
    project = made(tmp_path, azure)
    (tmp_path / "docs" / "large.north.md").rename(tmp_path / "docs" / "large.north.en.md")
    (tmp_path / "docs" / "large.west.md").rename(tmp_path / "docs" / "large.west.de.md")
    project.before.insert(
        0, {"i18n": {"docs_structure": "suffix", "languages": LANGUAGES, "fallback_to_default": False}}
    )
    project.write({"docs/large.south.de.md": "# S\n\n::: large.south\n", "docs/index.de.md": "# Large\n"})
    (tmp_path / "docs" / "large.south.md").rename(tmp_path / "docs" / "large.south.en.md")
    config: dict[str, Any] = {"site_url": "https://example.org/x/", "use_directory_urls": True}
    built = project.build(aidoc=AIDOC, theme={"name": theme}, **config)
    assert (built.error, built.logged, built.changed) == (None, [], [])
    assert len(built.report["objects"]) == TOTAL
    names = ("large", *(f"large.{name}" for name in PACKAGES))
    ours = {f"{top}aidoc/{name}index.html" for top in ("", "de/") for name in ("", *(f"{name}/" for name in names))}
    assert {name for name in built.files() if "aidoc/" in name and name.endswith(".html")} == ours
    for top in ("", "de/"):
        first = built.soup(f"{top}aidoc/index.html")
        assert first.select(".aidoc-objects") == []
        assert {str(link["href"]) for link in first.select(".aidoc-modules a")} == {
            f"{name}/#aidoc-module-{name.replace('.', '-')}" for name in names
        }
        listed = []
        for name in names:
            file = f"{top}aidoc/{name}/index.html"
            page = built.soup(file)
            assert broken(built.site, file) == []
            assert page.title is not None
            assert f": {name} - " in page.title.get_text()
            assert [heading.get_text().rstrip("¶") for heading in page.select("h1")][-1].endswith(f": {name}")
            canonical = page.find("link", rel="canonical")
            assert canonical is not None
            assert canonical["href"] == f"https://example.org/x/{file.removesuffix('index.html')}"
            assert page.find("meta", attrs={"name": "robots", "content": "noindex"}) is not None
            assert page.get("lang", page.html["lang"] if page.html else "") == ("de" if top else "en")
            listed += rows(page)
        assert len(listed) == TOTAL
        assert broken(built.site, f"{top}aidoc/index.html") == []
        south = {
            str(link["href"]) for link in built.soup(f"{top}aidoc/large.south/index.html").select(".aidoc-objects a")
        }
        assert "../../large.south/#large.south.f001" in south
    assert "aidoc" not in built.html("sitemap.xml")
    texts = "".join(built.html(name) for name in built.files() if name.endswith((".html", ".xml", ".json")))
    assert [word for word in ("aidocpackagepage", "data-aidoc-report") if word in texts] == []


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_sphinx_has_a_page_for_each_package(tmp_path: Path, azure: LocalAzure, builder: str) -> None:
    """The same in parallel and with every warning an error; pages go when they are no longer needed."""
    modules = write_package(tmp_path / "src")
    page = "Large\n=====\n\n" + "".join(
        f".. automodule:: {name}\n   :members:\n   :undoc-members:\n\n" for name in modules
    )
    project = SphinxProject(tmp_path, files={"docs/conf.py": CONF, "docs/index.rst": page}, azure=azure.url)
    built = project.run("-n", "-W", "-j2", builder=builder)
    assert (built.warnings, built.changed, built.code) == ([], [], 0)
    suffix = ".html" if builder == "html" else "/index.html"
    pages = [f"coverage/large.{name}{suffix}" for name in PACKAGES]
    listed: list[tuple[str, str]] = []
    for name in pages:
        assert broken(built.out, name) == []
        shown = soup(built.out / name)
        listed += rows(shown)
        assert shown.find("meta", attrs={"name": "robots", "content": "noindex"}) is not None
        assert len(shown.select('script[src*="aidoc"]')) == len(shown.select('link[href*="aidoc"]')) == 1
    assert len(listed) == TOTAL - 1
    assert broken(built.out, f"coverage{suffix}") == []
    assert rows(soup(built.out / f"coverage{suffix}")) == []
    places = [str(link["href"]) for link in soup(built.out / pages[0]).select(".aidoc-place a")]
    module, *places = places  # viewcode has no place for a module
    assert module == "https://github.com/me/large/blob/main/src/large/north/__init__.py#L1"
    assert len(places) == 104
    assert all("_modules/large/north" in place and place.endswith(f"#f{n:03}") for n, place in enumerate(places))
    index = (built.out / "searchindex.js").read_text(encoding="utf-8")
    assert "coverage/" not in index
    assert "Documentation coverage" not in index
    if builder == "dirhtml":  # what follows is the same
        return
    write_package(tmp_path / "src", functions=90)
    again = project.run("-n", "-W", builder=builder)
    assert again.warnings == []
    assert [name for name in pages if (again.out / name).exists()] == []
    assert len(rows(soup(again.out / f"coverage{suffix}"))) == 1 + 3 * 91


def test_other_builders_have_all_on_one_page(tmp_path: Path, azure: LocalAzure) -> None:
    """One HTML file, text, LaTeX, man, Texinfo and EPUB show every object; nothing of it is up for translation."""
    modules = write_package(tmp_path / "src")
    page = "Large\n=====\n\n" + "".join(
        f".. automodule:: {name}\n   :members:\n   :undoc-members:\n\n" for name in modules
    )
    page += ".. toctree::\n\n   coverage\n"
    files = {"docs/conf.py": CONF + "author = 'x'\ncopyright = 'x'\nversion = release = '1'\n", "docs/index.rst": page}
    project = SphinxProject(tmp_path, files=files, azure=azure.url)
    for builder in ("singlehtml", "text", "latex", "man", "texinfo", "epub", "gettext"):
        built = project.build(builder, fresh=builder == "gettext")
        assert (builder, built.error, built.warnings) == (builder, "", [])
        assert not (built.out / "coverage").exists()
        if builder == "gettext":
            texts = "".join(file.read_text(encoding="utf-8") for file in built.out.rglob("*.pot"))
            assert "Documentation coverage" not in texts
            assert "API objects" not in texts
        elif builder == "singlehtml":
            assert len(rows(soup(built.out / "index.html"))) == TOTAL
            assert broken(built.out, "index.html") == []
        else:
            file = {
                "text": "coverage.txt",
                "latex": "large.tex",
                "man": "large.1",
                "texinfo": "large.texi",
                "epub": "coverage.xhtml",
            }
            assert (built.out / file[builder]).read_text(encoding="utf-8").count("f103") >= 3
