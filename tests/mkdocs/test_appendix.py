"""The appendix page and report.json: where they stand, what they hold, and that nothing on them leads nowhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag

import pytest

from tests.mkdocs.project import REPORT, Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure
    from tests.mkdocs.project import Built

BADGE_NAMES = ["documented", "complete", "hand-written", "approved"]
TITLE = "Documentation coverage"
LENT = '"""Lent."""\n\n\ndef first(a):\n    return a\n'


def _nav(built: Built, name: str = "index.html") -> list[str]:
    """The titles of the navigation of the theme `mkdocs`, in order."""
    return [" ".join(link.get_text().split()) for link in built.soup(name).select(".navbar .nav-link, .dropdown-item")]


def _broken_links(built: Built, name: str) -> list[str]:
    """Links of a page's main part that lead to no file or no anchor of the site."""
    main = built.soup(name).find(role="main")
    assert main is not None
    broken = []
    for link in main.find_all("a", href=True):
        address, anchor = urldefrag(str(link["href"]))
        if address.startswith("https://github.com/aidoc-plugins/"):  # the page of a rule
            continue
        target = (built.site / name).parent / unquote(address) if address else built.site / name
        if target.is_dir():
            target /= "index.html"
        there = target.is_file() and (not anchor or built.soup(str(target.relative_to(built.site))).find(id=anchor))
        if not there:
            broken.append(str(link["href"]))
    return broken


@pytest.mark.parametrize("listed", [True, False])
def test_the_page_is_in_the_navigation_if_the_site_asks_for_it(project: Project, *, listed: bool) -> None:
    """`report_nav` makes it the last page, and the page before leads to it; else it is there, and not listed."""
    project.write({"docs/guide.md": "# Guide\n"})
    built = project.build(strict=True, aidoc={"report_nav": listed})
    assert (built.error, built.logged, built.changed) == (None, [], [])
    titles = [title for title in _nav(built) if title in {"Weather", "Guide", TITLE}]
    assert titles == ["Weather", "Guide", *([TITLE] if listed else [])]
    following = built.soup("guide.html").find("a", rel="next")
    assert following is not None
    assert following.get("href") == ("aidoc.html" if listed else None)
    assert f"{TITLE} These pages show 8 API objects" in built.text("aidoc.html")


def test_search_engines_do_not_list_the_page(project: Project) -> None:
    """It says so itself, and the site map leaves it out, and nothing else."""
    site: dict[str, Any] = {"site_url": "https://example.org/a&b/"}
    plain, built = project.build(plugin=False, **site), project.build(**site)
    assert (built.error, built.logged) == (None, [])
    assert "aidoc" not in built.html("sitemap.xml")
    assert built.html("sitemap.xml").split() == plain.html("sitemap.xml").split()
    robots = {name: built.soup(name).find("meta", attrs={"name": "robots"}) for name in ("aidoc.html", "index.html")}
    assert robots["aidoc.html"]["content"] == "noindex"  # type: ignore[index]
    assert robots["index.html"] is None


def test_only_the_page_has_its_style_sheet(project: Project) -> None:
    """Linked from where it is, and no other page loads it; one of the site's own takes its place."""
    built = project.build(theme="readthedocs", aidoc={"report_page": "a/b"})
    assert (built.error, built.logged) == (None, [])
    links = [link["href"] for link in built.soup("a/b.html").find_all("link", rel="stylesheet")]
    assert "../assets/aidoc-report.css" in links
    assert ".aidoc-figures" in built.html("assets/aidoc-report.css")
    assert "aidoc-report" not in built.html()
    project.write({"docs/assets/aidoc-report.css": "/* mine */"})
    assert project.build().html("assets/aidoc-report.css") == "/* mine */"


@pytest.mark.parametrize("listed", [True, False])
def test_an_explicit_navigation_may_list_the_page(project: Project, *, listed: bool) -> None:
    """Listed, it stands where the author put it, under his title; not listed, it is only in the site."""
    project.write({"docs/guide.md": "# Guide\n"})
    nav: list[Any] = [{"API": "index.md"}, *([{"Coverage": "aidoc.md"}] if listed else []), {"Guide": "guide.md"}]
    built = project.build(nav=nav, strict=True)
    assert (built.error, built.logged) == (None, [])
    titles = [title for title in _nav(built) if title in {"API", "Coverage", "Guide", TITLE}]
    assert titles == (["API", "Coverage", "Guide"] if listed else ["API", "Guide"])
    assert "These pages show 8 API objects" in built.text("aidoc.html")


def test_an_explicit_navigation_keeps_its_page_offline_with_an_empty_cache(project: Project) -> None:
    """A page that the author lists is there, whatever was filled."""
    built = project.build(nav=[{"API": "index.md"}, {"Coverage": "aidoc.md"}], aidoc={"offline": True})
    assert built.error is None
    assert "These pages show 8 API objects" in built.text("aidoc.html")
    assert all("not in the cache" in line for line in built.logged)


@pytest.mark.parametrize("named", [True, False])
def test_only_a_page_that_the_site_names_is_there_offline_with_an_empty_cache(project: Project, *, named: bool) -> None:
    """Named in the option, as it always is in Sphinx, the page is there; by default the site is as without aidoc."""
    built = project.build(aidoc={"offline": True, "on_miss": "ignore", **({"report_page": "aidoc"} if named else {})})
    assert (built.error, built.logged) == (None, [])
    assert (built.site / "aidoc.html").is_file() is named


def test_a_page_of_that_name_is_the_authors(project: Project) -> None:
    """`docs/aidoc.md` is never written over; the author is told to choose another name."""
    project.write({"docs/aidoc.md": "# Mine\n\nWords of my own.\n"})
    built = project.build()
    assert built.error is None
    assert built.logged == [
        (
            "WARNING aidoc: docs/aidoc.md: The site has a page of this name, so the appendix page is left out. "
            "Set 'report_page' to another name, or to '' for no page."
        )
    ]
    assert "Words of my own." in built.text("aidoc.html")
    assert TITLE not in built.html()
    assert built.report["outcomes"]["generated"] == 6


@pytest.mark.parametrize(
    ("options", "page", "report"),
    [
        ({"report_page": ""}, "", True),
        ({"report_page": None}, "", True),
        ({"report": False}, "", False),
        ({"report_page": "about/coverage"}, "about/coverage.html", True),
        ({"report_page": "coverage.md"}, "coverage.html", True),
    ],
)
def test_page_and_report_can_be_switched_off_and_renamed(
    project: Project, options: dict[str, Any], page: str, *, report: bool
) -> None:
    """`report_page` names the page or leaves it out; `report: false` leaves both out."""
    built = project.build(aidoc=options)
    assert (built.error, built.logged) == (None, [])
    names = built.files()
    assert (REPORT in names) is report
    assert {name for name in names if name.endswith(".html")} == {"index.html", "404.html"} | (
        {page} if page else set()
    )
    if page:
        assert _broken_links(built, page) == []


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("root_heading", [True, False])
def test_every_link_leads_somewhere(project: Project, *, directory_urls: bool, root_heading: bool) -> None:
    """Each object links to its heading, also from a page in a directory and to a root without a heading."""
    project.write({"docs/deep/down.md": "# Down\n\n::: small.weather.Gauge\n", "docs/index.md": "::: small.weather\n"})
    project.options |= {"show_root_heading": root_heading, "merge_init_into_class": True}
    built = project.build(use_directory_urls=directory_urls)
    assert built.error is None
    name = "aidoc/index.html" if directory_urls else "aidoc.html"
    links = built.soup(name).select('[role="main"] table a')
    assert len(links) == 10  # each object, one that a check has something to say of, and the rule of that
    assert _broken_links(built, name) == []


@pytest.mark.parametrize("paths", ["../src", "../s*"])
def test_links_into_code_beside_the_directory_of_mkdocs_yml(tmp_path: Path, azure: LocalAzure, paths: str) -> None:
    """Code that only mkdocstrings' `paths` name, patterns or not, and that lies above: each place leads to its line."""
    project = Project(tmp_path / "site of it", azure)
    project.handler["paths"] = [paths]
    project.write({"docs/index.md": "# Lent\n\n::: lent_out\n", "../src/lent_out.py": LENT})
    built = project.build(
        aidoc={"include": ["*.first"]}, repo_url="https://github.com/me/lent", edit_uri="edit/main/site of it/docs/"
    )
    assert (built.error, built.logged) == (None, [])
    places = built.soup("aidoc.html").select(".aidoc-place a")
    blob = "https://github.com/me/lent/blob/main/src/lent_out.py"
    assert [str(place["href"]) for place in places] == [f"{blob}#L1", f"{blob}#L4"]


def test_objects_that_no_page_shows_after_all_are_not_linked(project: Project) -> None:
    """A hidden object that could not be filled stays hidden: it is named, with its place, and leads nowhere."""
    project.build(aidoc={"include": ["*.forecast"]})
    built = project.build(aidoc={"offline": True})
    page = built.text("aidoc.html")
    assert "Gauge.rise weather.py:37 function missing offline" in page
    assert _broken_links(built, "aidoc.html") == []
    assert built.soup().find(id="small.weather.Gauge.rise") is None


def test_enabled_false_leaves_no_trace(project: Project) -> None:
    """The site is the same, file by file, and nothing is written anywhere."""
    plain = project.build(plugin=False).files()
    built = project.build(aidoc={"enabled": False})
    assert (built.error, built.logged, built.changed, built.requests) == (None, [], [], [])
    assert built.files() == plain
    assert not (project.root / ".aidoc").exists()


def test_the_report_has_the_fields_it_promises(project: Project) -> None:
    """Every field of the documented shape is there, with values of its kind."""
    report = project.build().report
    assert report["version"] == 2
    assert {"id", "tool", "aidoc", "started", "duration_s", "offline"} <= report["build"].keys()
    assert report["build"]["tool"] == "mkdocs"
    assert report["coverage"]["before"] == {"documented": 3, "complete": 2, "total": 8}
    assert report["coverage"]["after"] == {"documented": 8, "complete": 8, "total": 8}
    assert list(report["outcomes"]) == ["human", "reviewed", "cached", "generated", "failed", "missed", "skipped"]
    assert {
        "requests", "input_tokens", "cached_input_tokens", "output_tokens", "cost_usd", "saved_usd", "batch",
    } <= report["usage"].keys()  # fmt: skip
    assert report["prices"]["source"] == "genai-prices"
    assert report["models"] == ["gpt-4.1-mini-2025-04-14"]
    assert [module["path"] for module in report["modules"]] == ["small.weather"]
    assert {"cpu_s", "peak_rss_mb"} == report["system"].keys()
    for entry in report["objects"]:
        assert {
            "path", "kind", "outcome", "reason", "gaps", "model", "tokens", "cost_usd", "findings", "source",
        } <= entry.keys()  # fmt: skip
        assert entry["source"].startswith("src/small/weather.py:")


def test_the_page_is_kept_out_of_the_search_index_of_material(project: Project) -> None:
    """Nobody who searches for a function wants a table of costs; marks are no search text either."""
    built = project.build(theme={"name": "material", "font": False})
    assert (built.error, built.logged) == (None, [])
    index = built.html("search/search_index.json")
    assert TITLE not in index
    assert "Attend to the forecast" in index
    assert "not reviewed" not in index


def test_the_page_is_in_no_list_for_language_models(project: Project) -> None:
    """`llms.txt` of a real plugin that is to list all pages: without ours; what it has of others is filled in."""
    pytest.importorskip("mkdocs_llmstxt")
    project.after.append({"llmstxt": {"full_output": "llms-full.txt", "sections": {"All": ["*.md"]}}})
    built = project.build(site_url="https://example.org/", strict=True)
    assert (built.error, built.logged) == (None, [])
    told = {name: built.html(name) for name in ("llms.txt", "llms-full.txt")}
    assert "Attend to the forecast" in told["llms-full.txt"]
    assert [name for name, words in told.items() if TITLE in words or "aidoc.md" in words] == []
    assert (built.site / "index.md").is_file()
    assert not (built.site / "aidoc.md").exists()


def test_macros_do_not_read_the_page(project: Project) -> None:
    """Braces in a reason or a name are text, also for a plugin that looks for them."""
    project.before.append("macros")
    project.edit("src/small/weather.py", "def forecast(place, days=3):", 'def forecast(place="{{ 123*457 }}", days=3):')
    built = project.build()
    assert (built.error, built.logged) == (None, [])
    assert "56211" not in built.text("aidoc.html")


READS_FILES = """
import shutil
from pathlib import Path

FILES = {}


def on_page_context(context, page, config, nav):
    FILES[page.file.abs_src_path] = Path(config.site_dir, page.file.src_path)


def on_post_build(config):
    for source, target in FILES.items():
        shutil.copy2(source, target)
"""


def test_themes_that_copy_the_file_of_each_page(project: Project) -> None:
    """While the site is written the page has a file with its text, as others have; afterwards it is gone."""
    project.write({"hook.py": READS_FILES})
    built = project.build(hooks=["hook.py"], strict=True)
    assert (built.error, built.logged, built.changed) == (None, [], [])
    assert "These pages show <strong>8 API objects</strong>" in (built.site / "aidoc.md").read_text(encoding="utf-8")
    assert sorted(path.name for path in (built.site / "aidoc").iterdir()) == ["badges", "report.json"]


@pytest.mark.parametrize("linked", [True, False])
def test_pages_with_filled_in_text_may_lead_to_the_appendix(project: Project, *, linked: bool) -> None:
    """`report_link` puts a line at their foot, which no search finds; pages without such text have none."""
    project.write({"docs/a/guide.md": "# Guide\n"})
    built = project.build(strict=True, aidoc={"report_link": linked})
    assert (built.error, built.logged) == (None, [])
    feet = {name: built.soup(name).select(".aidoc-foot a") for name in ("index.html", "a/guide.html", "aidoc.html")}
    found = {name: [link["href"] for link in links] for name, links in feet.items()}
    assert found == {"index.html": ["aidoc.html"] if linked else [], "a/guide.html": [], "aidoc.html": []}
    assert "was filled in" not in built.html("search/search_index.json")


def test_every_site_has_badges(project: Project) -> None:
    """Beside the report, and none without one."""
    built = project.build()
    names = [f"aidoc/badges/{name}.{suffix}" for name in BADGE_NAMES for suffix in ("json", "svg")]
    assert sorted(name for name in built.files() if "badges" in name) == sorted(names)
    assert json.loads(built.html("aidoc/badges/documented.json"))["message"] == "100%"
    assert not [name for name in project.build(aidoc={"report": False}).files() if "badges" in name]


def test_the_history_is_kept_beside_the_site(project: Project) -> None:
    """One line, however often the same is built; a line that is not aidoc's stays, with one warning."""
    project.write({"docs/guide.md": "# Guide\n"})
    options = {"report_history": "figures.jsonl"}
    first = project.build(aidoc=options, nav=["index.md", "guide.md"])
    assert (first.error, first.logged, first.changed) == (None, [], ["figures.jsonl"])
    assert {row["in_navigation"] for row in first.report["objects"]} == {True}
    (line,) = (project.root / "figures.jsonl").read_text(encoding="utf-8").splitlines()
    point = json.loads(line)
    assert (point["documented"], point["total"]) == (8, 8)
    assert point["cost_usd"] == first.report["usage"]["cost_usd"] > 0
    again = project.build(aidoc=options, nav=["guide.md"])
    assert (again.error, again.logged, again.changed) == (None, [], [])
    assert {row["in_navigation"] for row in again.report["objects"]} == {False}
    assert again.report["history"] == {"file": "figures.jsonl", "builds": [], "unreadable": []}
    project.write({"figures.jsonl": f"<<<<<<< ours\n{line}\n"})
    told = project.build(aidoc=options)
    (warning,) = told.logged
    assert "The history has lines that are not aidoc's (line 1); they are left as they are." in warning
    assert (project.root / "figures.jsonl").read_text(encoding="utf-8") == f"<<<<<<< ours\n{line}\n"
