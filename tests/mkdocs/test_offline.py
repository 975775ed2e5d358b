"""Offline means offline: no socket, nothing heavy loaded, the same bytes on every run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.mkdocs.project import REPORT, Project

if TYPE_CHECKING:
    import subprocess
    from typing import Any

GUARDED = str(Path(__file__).with_name("guarded.py"))
HEAVY = {"openai", "tiktoken", "genai_prices", "httpx", "httpx2", "azure"}
BADGES = [
    f"aidoc/badges/{name}.{suffix}"
    for name in ("documented", "complete", "hand-written", "approved")
    for suffix in ("json", "svg")
]
OFFLINE = {"offline": True}


def _guarded(project: Project, *arguments: str) -> tuple[subprocess.CompletedProcess[str], dict[str, Any]]:
    result = project.root.parent / "guarded.json"
    done = project.run_script(GUARDED, str(result), *arguments)
    return done, json.loads(result.read_text(encoding="utf-8"))


def test_an_offline_build_opens_no_socket_and_loads_nothing_heavy(project: Project) -> None:
    """A process that builds from a warm cache imports no SDK, tokenizer or price table, and asks no network."""
    project.build()
    project.configure(aidoc=OFFLINE)
    done, seen = _guarded(project, "build", "--quiet", "--strict")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert seen["opened"] == []
    assert HEAVY.isdisjoint(seen["modules"])
    assert "Alpine gauge" in (project.root / "site/index.html").read_text(encoding="utf-8")


def test_an_online_build_with_nothing_to_ask_loads_nothing_heavy_either(project: Project) -> None:
    """A hit costs no import: the SDK takes seconds to load."""
    project.build()
    project.configure()
    done, seen = _guarded(project, "build", "--quiet", "--strict")
    assert (done.returncode, done.stderr) == (0, "")
    assert seen["opened"] == []
    assert HEAVY.isdisjoint(seen["modules"])


def test_the_guard_sees_a_build_that_asks(project: Project) -> None:
    """The control: a build that has to ask is caught opening a socket and loading the SDK."""
    project.configure()
    done, seen = _guarded(project, "build", "--quiet")
    assert done.returncode == 0
    assert seen["opened"] != []
    assert "openai" in seen["modules"]
    assert len(project.azure.requests) == 1


def test_misses_are_listed_once_with_their_places(project: Project) -> None:
    """A block on two pages makes one warning for each object, and the pages stand as without the plugin."""
    project.write({"docs/other.md": "# Again\n\n::: small.weather.Gauge\n"})
    built = project.build(aidoc=OFFLINE)
    reason = "not in the cache. Build once online, or write the docstring."
    assert built.logged == [
        f"WARNING aidoc: src/small/weather.py:{line}: small.weather.{name}: {reason}"
        for line, name in [
            (32, "Gauge"),
            (33, "Gauge.__init__"),
            (42, "Gauge.full"),
            (37, "Gauge.rise"),
            (4, "forecast"),
            (10, "read"),
        ]
    ]
    assert (built.error, built.requests, built.changed) == (None, [], [])


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_an_empty_cache_leaves_the_site_as_it_would_be(project: Project, theme: str) -> None:
    """Every file, search index, sitemap and inventory included, is what it is without the plugin."""
    config: dict[str, Any] = {"theme": {"name": theme, "font": False} if theme == "material" else theme}
    config["site_url"] = "https://example.org/"
    project.write({"docs/guide.md": "# Guide\n\nSee [the gauge][small.weather.read].\n"})
    plain = project.build(plugin=False, **config)
    files = plain.files()
    assert "objects.inv" in files
    assert "sitemap.xml.gz" in files
    built = project.build(aidoc={**OFFLINE, "on_miss": "ignore"}, **config)
    assert (built.logged, built.changed, built.requests) == ([], [], [])
    assert built.files(without=[REPORT, *BADGES]) == files
    assert built.report["build"]["offline"] is True


def test_the_site_as_it_would_be_also_with_an_explicit_navigation(project: Project) -> None:
    """Withdrawing the appendix leaves previous and next links and a `nav` of the author's own alone."""
    project.write({"docs/guide.md": "# Guide\n", "docs/left_out.md": "# Not in the navigation\n"})
    config: dict[str, Any] = {"nav": [{"Guide": "guide.md"}, {"API": "index.md"}], "not_in_nav": "left_out.md"}
    plain = project.build(plugin=False, **config)
    files = plain.files()
    built = project.build(aidoc={**OFFLINE, "on_miss": "ignore"}, **config)
    assert (built.logged, plain.logged) == ([], [])
    assert built.files(without=[REPORT, *BADGES]) == files


def test_two_offline_builds_write_the_same_bytes(project: Project) -> None:
    """What differs from run to run stands in report.json, never in the site."""
    project.build()
    first = project.build(aidoc=OFFLINE).files(without=[REPORT])
    second = project.build(aidoc=OFFLINE).files(without=[REPORT])
    assert first == second
    assert "aidoc.html" in first


def test_a_cache_that_holds_a_part_fills_that_part(project: Project) -> None:
    """Answers that are there are shown, the others are misses; nothing is asked."""
    project.build(aidoc={"include": ["small.weather.Gauge*"]})
    built = project.build(aidoc=OFFLINE)
    assert built.requests == []
    assert len(built.logged) == 2
    assert built.report["outcomes"] == {
        "human": 2, "reviewed": 0, "cached": 4, "generated": 0, "failed": 0, "missed": 2, "skipped": 0,
    }  # fmt: skip
