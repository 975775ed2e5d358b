"""In which commit people approved a text, as git tells it: real repositories, real commits."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from aidoc_core.answers.committed import Committed, entry_lines
from aidoc_core.build.module_folds import Folds
from aidoc_core.build.modules import modules
from aidoc_core.build.report import report_data
from aidoc_core.build.reviewing import items
from aidoc_core.build.session import Session
from aidoc_core.render.outline import Outline
from aidoc_core.render.outline_markdown import page
from aidoc_core.settings import Settings
from tests.core.packages import collect, write

FILES = {
    "src/pkg/__init__.py": '''\
        """A package."""


        def first(a):
            return a + 1


        def second(a):
            return a + 2


        def third(a):
            return a + 3
        ''',
    "aidoc-reviewed/pkg.yml": """\
        version: 2
        module: pkg
        answers:
          # src/pkg/__init__.py:4 · first(a)
          first:
            review: {state: accepted, by: Ada}
            summary: |-
              Give the next.
            parameters:
              a: |-
                A number.
          # src/pkg/__init__.py:8 · second(a)
          second:
            review: {state: proposed}
            summary: |-
              Give the one after the next.
          third: {review: {state: edited}, summary: By hand.}
        """,
}
PROPOSAL = """\
    proposal:
      review: {state: proposed}
      summary: |-
        Give the number after it.
"""


def git(root: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    return subprocess.run(
        ["git", *arguments], cwd=root, env=environment, check=True, capture_output=True, text=True
    ).stdout


def commit(root: Path, author: str, date: str) -> str:
    git(root, "add", "-A")
    names = ["-c", f"user.name={author}", "-c", "user.email=a@example.com"]
    git(root, *names, "commit", "-qm", "A change", f"--date={date}T12:00:00Z")
    return git(root, "rev-parse", "HEAD").strip()


def edit(root: Path, old: str, new: str) -> None:
    file = root / "aidoc-reviewed" / "pkg.yml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8", newline="")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository in which Ada has approved two of three texts."""
    root = write(tmp_path / "project", FILES)
    git(root, "init", "-q", "-b", "main")
    commit(root, "Ada", "2026-01-02")
    return root


def told(root: Path) -> tuple[dict[str, Any], str, list[dict[str, Any]]]:
    """What is told of a site: each object's commit, the lines of the appendix, and what waits for review."""
    objects = collect(root / "src").values()
    settings = Settings(offline=True, cache_dir=str(root / "cache"), reviewed_dir=str(root / "aidoc-reviewed"))
    session = Session(settings, root=root, tool="tests")
    session.fill(objects)
    data = json.loads(json.dumps(report_data(session)))
    commits = {row["path"]: row["reviewed"]["commit"] for row in data["objects"] if row["reviewed"]}
    waiting = items(session, list(session.ledger))
    session.close()
    return commits, page(Outline(title="x", blocks=tuple(modules(data, whole=True, folds=Folds())))), waiting


def test_the_commit_of_each_approval(project: Path) -> None:
    """The last commit that touched a person's part of an entry; proposals, recorded code and comments do not count."""
    first = git(project, "rev-parse", "HEAD").strip()
    edit(project, "__init__.py:4 ·", "__init__.py:5 ·")
    edit(project, "A number.\n", f"A number.\n{PROPOSAL}")
    commit(project, "Robot", "2026-02-03")
    edit(
        project,
        "{state: proposed}\n    summary: |-\n      Give the one",
        "{state: accepted}\n    summary: |-\n      Give the one",
    )
    second = commit(project, "Bea", "2026-03-04")
    commits, text, _ = told(project)
    assert commits == {
        "pkg.first": {"id": first, "author": "Ada", "date": "2026-01-02"},
        "pkg.second": {"id": second, "author": "Bea", "date": "2026-03-04"},
        "pkg.third": {"id": first, "author": "Ada", "date": "2026-01-02"},
    }
    assert f"approved in {second[:9]} (Bea, 2026-03-04)" in text
    edit(project, "By hand.", "By another hand.")  # not committed yet
    assert told(project)[0]["pkg.third"] is None


def test_commits_of_one_second(project: Path) -> None:
    """Of the commits of an entry's lines the one that comes after the others, as a script makes them."""
    edits = (
        ("Give the next.", "Give the next one."),
        ("A number", "Any number"),
        ("Give the next one.", "Give the next of all."),
        ("Any number", "A number"),
    )
    for old, new in edits:
        edit(project, old, new)
        name = commit(project, "Ada", "2026-01-02")
        found = told(project)[0]["pkg.first"]
        assert found is not None
        assert found["id"] == name


def test_where_git_does_not_tell(project: Path, tmp_path: Path) -> None:
    """A shallow clone, no repository, nothing committed: the commit is absent, and nothing else is."""
    edit(project, "By hand.", "By another hand.")
    commit(project, "Bea", "2026-03-04")
    git(tmp_path, "clone", "-q", "--depth", "1", project.as_uri(), "shallow")
    plain = write(tmp_path / "plain", FILES)
    fresh = write(tmp_path / "fresh", FILES)
    git(fresh, "init", "-q")
    for root in (tmp_path / "shallow", plain, fresh):
        commits, text, _ = told(root)
        assert commits == dict.fromkeys(["pkg.first", "pkg.second", "pkg.third"]), root
        assert "approved in" not in text


def test_nothing_is_fetched(project: Path, tmp_path: Path) -> None:
    """A clone without old files asks no server for them."""
    edit(project, "By hand.", "By another hand.")
    commit(project, "Bea", "2026-03-04")
    git(project, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", project.as_uri(), "partial")
    have = git(tmp_path / "partial", "count-objects", "-v")
    assert list(told(tmp_path / "partial")[0].values()) == [None] * 3
    assert git(tmp_path / "partial", "count-objects", "-v") == have


def test_a_stale_text_says_where_it_was_approved(project: Path) -> None:
    """Its code has changed, so it waits for a person again, who is told by whom and when it was approved."""
    edit(project, "{state: accepted, by: Ada}", "{state: accepted, by: Ada, fingerprint: 0123456789abcdef}")
    name = commit(project, "Ada", "2026-04-05")
    (stale,) = [item for item in told(project)[2] if item["state"] == "stale"]
    assert (stale["path"], stale["commit"]) == ("pkg.first", {"id": name, "author": "Ada", "date": "2026-04-05"})


def test_a_file_is_looked_at_once(project: Path) -> None:
    """All entries of a file come of one look at its history; what is not in it has no commit."""
    committed = Committed()
    file = project / "aidoc-reviewed" / "pkg.yml"
    assert committed.commit(file, "pkg.first") is not None
    (project / ".git").rename(project / "gone")
    assert committed.commit(file, "pkg.third") is not None
    assert committed.commit(file, "pkg.fourth") is None
    assert committed.commit(project / "aidoc-reviewed" / "other.yml", "other.f") is None


def test_a_link_to_the_directory(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reviewed files may lie in another repository, behind a link, and be named from the working directory."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "texts").symlink_to(project / "aidoc-reviewed")
    monkeypatch.chdir(tmp_path)
    assert Committed().commit(Path("docs/../docs/texts/pkg.yml"), "pkg.first") is not None


def test_lines_are_those_that_git_counts() -> None:
    """YAML ends lines at more characters than git does."""
    text = "module: m\nanswers:\n  f:\n    summary: |-\n      a\u2028      b\n\n  # above\n  g:\n    summary: c\n"
    assert entry_lines(text) == {"f": [3, 4], "g": [8]}
