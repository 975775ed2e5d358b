"""Rebuilding: what an edit costs under `mkdocs serve`, dirty builds, and deployment."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.mkdocs.project import Serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.mkdocs.project import Project

SOURCE = "src/small/weather.py"
FORECAST = "small.weather.forecast"


@pytest.fixture
def serving(project: Project) -> Serving:
    """A site that was built once for the preview."""
    project.configure()
    serving = Serving(project)
    first = serving.rebuild()
    assert (first.error, first.logged, len(first.requests)) == (None, [], 1)
    return serving


def test_editing_a_page_asks_nothing(project: Project, serving: Serving) -> None:
    """Objects that were filled stay filled."""
    project.write({"docs/index.md": "# Weather\n\nNew words.\n\n::: small.weather\n"})
    built = serving.rebuild()
    assert (built.error, built.logged, built.requests) == (None, [], [])
    assert "New words." in built.text()
    assert built.report["outcomes"]["cached"] == 6


def test_editing_a_body_asks_for_that_function_alone(project: Project, serving: Serving) -> None:
    """Neither its module nor its class nor its neighbours are asked for again."""
    project.edit(SOURCE, "return [place] * days", "return [place] * (days + 1)")
    built = serving.rebuild()
    assert (built.error, built.logged, built.asked) == (None, [], [FORECAST])


def test_editing_a_method_asks_for_that_method_alone(project: Project, serving: Serving) -> None:
    """A class is identified by its header and its members' headers."""
    project.edit(SOURCE, "self.level += by", "self.level -= by")
    assert serving.rebuild().asked == ["small.weather.Gauge.rise"]


def test_formatting_asks_nothing(project: Project, serving: Serving) -> None:
    """Quotes, line breaks, comments, blank lines and a person's docstring elsewhere cost no request."""
    project.edit(SOURCE, 'encoding: str = "utf-8"', "encoding: str = 'utf-8'")
    project.edit(SOURCE, "def forecast(place, days=3):", "# A comment.\n\n\ndef forecast(\n    place,\n    days=3,\n):")
    project.edit(SOURCE, "self.level += by", "self.level += by  # upwards")
    project.edit(SOURCE, "Weather, in a few lines.", "Weather, in some lines.")
    built = serving.rebuild()
    assert (built.error, built.logged, built.requests) == (None, [], [])
    assert "Weather, in some lines." in built.text()


def test_writing_the_docstring_ends_the_filling(project: Project, serving: Serving) -> None:
    """A person's words take the place of generated ones at once."""
    project.edit(SOURCE, "    if days < 1:", '    """Mine."""\n    if days < 1:')
    built = serving.rebuild()
    text = built.object(FORECAST).get_text()
    assert "Mine." in text
    assert "Attend to the forecast" not in text
    assert built.asked == [FORECAST]  # its parameters are missing still


def test_a_wrong_option_while_serving_is_told_and_mended(project: Project, serving: Serving) -> None:
    """The preview goes on when the option is right again."""
    project.configure(aidoc={"mark": "bagde"})
    assert "cannot be 'bagde'" in serving.rebuild().logged[0]
    project.configure(aidoc={"mark": "label"})
    built = serving.rebuild()
    assert (built.error, built.logged, built.requests) == (None, [], [])
    assert len(built.soup().select("[class*=doc-label-ai-]")) == 6


def test_a_dirty_build_counts_what_the_site_shows(project: Project) -> None:
    """Pages that are not rendered again are in the report all the same."""
    project.write({"docs/other.md": "::: small.unseen\n"})
    first = project.build()
    os.utime(project.root / "docs/index.md", (1, 1))
    os.utime(project.root / "docs/other.md", (2**31, 2**31))
    built = project.build(dirty=True)
    assert built.error is None
    assert [line for line in built.logged if "aidoc" in line] == []
    assert built.requests == []
    assert built.outcomes.keys() == first.outcomes.keys()
    assert sum(built.report["outcomes"].values()) == len(built.report["objects"])


def _eventually(what: Callable[[], bool]) -> bool:
    """Whether something comes true within a minute."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if what():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def address() -> str:
    """A loopback address that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture
def server(project: Project, address: str) -> Iterator[subprocess.Popen[bytes]]:
    """`mkdocs serve` in a process of its own, stopped at the end of the test."""
    project.configure(watch=["src"])
    log = project.root.parent / "serve.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
            cwd=project.root,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        yield process
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def test_mkdocs_serve_rebuilds_and_stops(project: Project, server: subprocess.Popen[bytes], address: str) -> None:
    """The real thing: a first page, an edit of a function, one more request, a clean end."""

    def page() -> str:
        try:
            with urllib.request.urlopen(f"http://{address}/", timeout=5) as reply:
                return str(reply.read().decode())
        except OSError:
            return ""

    assert _eventually(lambda: "Alpine gauge" in page())
    project.edit(SOURCE, "return [place] * days", "return [place] * (days + 1)")
    assert _eventually(lambda: len(project.azure.requests) == 2)
    assert [asked.path for asked in project.azure.requests[1].objects] == [FORECAST]
    assert _eventually(lambda: "Alpine gauge" in page())
    server.send_signal(signal.SIGINT)
    assert server.wait(30) == 0
    log = (project.root.parent / "serve.log").read_text()
    assert re.findall("WARNING.*|ERROR.*|Traceback", log) == []


def _git(project: Project, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_gh_deploy_publishes_an_offline_build(project: Project) -> None:
    """`mkdocs gh-deploy` from the cache alone pushes the filled pages; the working tree stays clean."""
    project.build()
    project.configure(aidoc={"offline": True})
    project.write({".gitignore": "site/\n.aidoc/\n"})
    bare = project.root.parent / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", str(bare)], check=True)
    _git(project, "init", "-q")
    _git(project, "add", "-A")
    _git(project, "commit", "-qm", "All")
    _git(project, "remote", "add", "origin", str(bare))
    seen = len(project.azure.requests)
    author = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
    committer = {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
    done = project.run("gh-deploy", "--strict", "--ignore-version", environment={**author, **committer})
    assert done.returncode == 0, done.stderr
    assert len(project.azure.requests) == seen
    published = subprocess.run(
        ["git", "--git-dir", str(bare), "show", "gh-pages:index.html"], capture_output=True, text=True, check=True
    ).stdout
    assert "Alpine gauge" in published
    assert _git(project, "status", "--porcelain") == ""
