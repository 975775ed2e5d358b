"""Rebuilding: what an edit costs under `mkdocs serve`, dirty builds, and deployment."""

from __future__ import annotations

import html
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING, TypeAlias

import pytest
import yaml

from tests.azure import Fault, every
from tests.mkdocs.project import REPORT, Serving
from tests.mkdocs.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

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


@pytest.mark.parametrize("whole", [True, False])
def test_a_dirty_build_keeps_the_report_of_the_whole_site(project: Project, *, whole: bool) -> None:
    """What stands on a page that only macros can read is in the report as long as that page is not rendered again."""
    project.before.insert(0, "macros")
    project.write({"docs/other.md": "# Other\n\n{% if True %}\n::: small.deep\n{% endif %}\n"})
    project.write({"src/small/deep.py": "def dig(far):\n    return far\n"})
    first = project.build()
    assert first.outcomes["small.deep.dig"] == "generated"
    _touch(project, page="docs/other.md", fresh=False)
    if not whole:
        (project.root / "site" / REPORT).unlink()
    project.write({"docs/index.md": "# Weather\n\nNew words.\n\n::: small.weather\n"})
    built = project.build(dirty=True)
    assert (built.error, [line for line in built.logged if "aidoc" in line], built.requests) == (None, [], [])
    assert ("small.deep.dig" in built.outcomes) == whole
    assert built.report["build"].get("part", False) == (not whole)
    assert ("small.deep " in built.text("aidoc.html")) == whole
    _touch(project, page="docs/other.md", fresh=True)
    again = project.build(dirty=True)
    assert again.outcomes["small.deep.dig"] == "cached"
    assert "part" not in again.report["build"]


def test_a_dirty_build_reports_what_is_no_more_in_the_code(project: Project) -> None:
    """A function that is gone is no part of the site that was not seen."""
    project.write({"src/small/deep.py": "def dig(far):\n    return far\n\n\ndef fill(far):\n    return far\n"})
    project.write({"docs/other.md": "::: small.deep\n"})
    project.build()
    _touch(project, page="docs/other.md", fresh=False)
    project.write({"src/small/deep.py": "def dig(far):\n    return far\n"})
    built = project.build(dirty=True)
    assert {path for path in built.outcomes if "deep" in path} == {"small.deep", "small.deep.dig"}
    assert "part" not in built.report["build"]


def _touch(project: Project, *, page: str, fresh: bool) -> None:
    times = (2**31, 2**31) if fresh else (1, 1)
    os.utime(project.root / page, times)


@pytest.fixture
def address() -> str:
    """A loopback address that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture
def serve(project: Project, address: str) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts `mkdocs serve` in a process of its own; it is stopped at the end of the test."""
    processes = []

    def started() -> subprocess.Popen[bytes]:
        with _log(project).open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
                cwd=project.root,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        processes.append(process)
        return process

    yield started
    for process in processes:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _log(project: Project) -> Path:
    return project.root.parent / "serve.log"


def _stopped(project: Project, server: subprocess.Popen[bytes]) -> list[str]:
    """What went wrong in the log of a server that has been told to stop, and has stopped in good order."""
    server.send_signal(signal.SIGINT)
    assert server.wait(30) == 0
    return re.findall("WARNING.*|ERROR.*|Traceback", _log(project).read_text())


def _page(address: str) -> str:
    try:
        with urllib.request.urlopen(f"http://{address}/", timeout=5) as reply:
            return str(reply.read().decode())
    except OSError:
        return ""


Serve: TypeAlias = "Callable[[], subprocess.Popen[bytes]]"


def test_mkdocs_serve_rebuilds_and_stops(project: Project, serve: Serve, address: str) -> None:
    """The real thing: a first page, an edit of a function, one more request, a clean end."""
    project.configure(watch=["src"])
    server = serve()
    assert eventually(lambda: "Alpine gauge" in _page(address))
    project.edit(SOURCE, "return [place] * days", "return [place] * (days + 1)")
    assert eventually(lambda: len(project.azure.requests) == 2)
    assert [asked.path for asked in project.azure.requests[1].objects] == [FORECAST]
    assert eventually(lambda: "Alpine gauge" in _page(address))
    assert _stopped(project, server) == []


@pytest.mark.slow
@pytest.mark.parametrize("watch", [".", "docs"])
def test_a_preview_settles_whatever_it_watches(project: Project, serve: Serve, address: str, watch: str) -> None:
    """The cache and the log lie in what is watched: an edit rebuilds the site once, and what that writes does not."""
    _review(project, WORDS)
    own = {"cache_dir": "docs/.cache", "log_file": "docs/.aidoc.log"} if watch == "docs" else {"log_file": "aidoc.log"}
    project.configure(watch=["src", watch], aidoc=own)
    server = serve()
    assert eventually(lambda: WORDS in _page(address))
    project.edit(SOURCE, "self.level += by", "self.level -= by")
    assert eventually(lambda: len(project.azure.requests) == 2)
    assert eventually(lambda: _builds(project) == 2)
    assert not eventually(lambda: _builds(project) > 2, seconds=8)
    assert _stopped(project, server) == []


def _builds(project: Project) -> int:
    return _log(project).read_text().count("Documentation built in")


@pytest.mark.slow
def test_an_interrupted_rebuild_ends_the_preview_and_keeps_its_answers(
    project: Project, serve: Serve, address: str
) -> None:
    """Ctrl-C while a request is in flight: MkDocs shuts down, and the next build pays for nothing twice."""
    project.configure(watch=["src"])
    server = serve()
    assert eventually(lambda: "Alpine gauge" in _page(address))
    project.azure.faults = [Fault(every(1), "hang", seconds=300)]
    project.edit(SOURCE, "return [place] * days", "return [place] * (days + 1)")
    assert eventually(lambda: len(project.azure.requests) == 2)
    assert _stopped(project, server) == []
    project.azure.faults = []
    built = project.build()
    assert (built.error, built.logged, built.asked) == (None, [], [FORECAST])


REVIEWED = "aidoc-reviewed/small.weather.yml"
WORDS = "Say what the coming days will bring."


def _review(project: Project, summary: str) -> None:
    answer = {"state": "edited", "summary": summary}
    project.write({REVIEWED: yaml.safe_dump({"module": "small.weather", "answers": {"forecast": answer}})})


def test_an_edit_of_a_reviewed_file_rebuilds_the_preview(project: Project, serve: Serve, address: str) -> None:
    """The page shows the person's words as soon as they are saved; the directory need not be listed under `watch`."""
    _review(project, WORDS)
    project.configure()
    server = serve()
    assert eventually(lambda: WORDS in _page(address))
    asked = len(project.azure.requests)
    _review(project, "Tell tomorrow's weather.")
    assert eventually(lambda: "Tell tomorrow's weather." in html.unescape(_page(address)))
    assert WORDS not in _page(address)
    assert len(project.azure.requests) == asked
    assert _stopped(project, server) == []


@pytest.mark.slow
def test_reviewed_files_that_appear_while_serving_are_watched_from_the_next_build(
    project: Project, serve: Serve, address: str
) -> None:
    """A directory that does not exist cannot be watched; the build after it appeared reads it and watches it."""
    project.configure()
    server = serve()
    assert eventually(lambda: "Alpine gauge" in _page(address))
    _review(project, WORDS)
    project.write({"docs/index.md": "# Weather\n\nNew words.\n\n::: small.weather\n"})
    assert eventually(lambda: WORDS in _page(address))
    _review(project, "Tell the weather of tomorrow.")
    assert eventually(lambda: "Tell the weather of tomorrow." in _page(address))
    shutil.rmtree(project.root / "aidoc-reviewed")
    project.write({"docs/index.md": "::: small.weather\n"})
    assert eventually(lambda: "Tell the weather" not in _page(address))
    _review(project, WORDS)
    project.write({"docs/index.md": "# Once more\n\n::: small.weather\n"})
    assert eventually(lambda: WORDS in _page(address))
    _review(project, "At last.")
    assert eventually(lambda: "At last." in _page(address))
    assert _stopped(project, server) == []


def _git(project: Project, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.slow
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
