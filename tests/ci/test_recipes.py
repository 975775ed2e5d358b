"""The files for CI, each run as its service runs it, on a repository with its history: nights, deploys, pull requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from aidoc_core.cli import main
from tests.azure.server import LocalAzure
from tests.ci.github import Job
from tests.ci.gitlab import MergeRequests, Pipeline
from tests.ci.machine import Machine
from tests.core.packages import write
from tests.project import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

SITE = {
    "mkdocs.yml": """\
        site_name: x
        plugins:
          - mkdocstrings:
              handlers: {python: {paths: [.]}}
        """,
    "docs/index.md": "# x\n\n::: pkg\n",
    "pkg/__init__.py": '''\
        """A package."""


        def f(a):
            return a + 1


        def g(a):
            return a + 2
        ''',
    ".gitignore": "site/\nbase-report.json\n",
}
NEW = "\n\ndef h(a):\n    return a + 3\n"
WITHOUT = "1 object without a text. Nothing is requested here, and `on_miss: ignore` lets it pass."


@pytest.fixture
def azure() -> Iterator[LocalAzure]:
    with LocalAzure(deployments={"gpt-4.1-mini": "gpt-4.1-mini-2025-04-14"}) as server:
        yield server


def new_machine(tmp_path: Path, service: str) -> Machine:
    """A git server with a project that `aidoc init` has prepared, and machines for its jobs."""
    origin = tmp_path / "origin.git"
    work = write(tmp_path / "work", SITE)
    machine = Machine(tmp_path / "ci", origin, {})
    machine.git(tmp_path, "init", "-q", "--bare", "-b", "main", str(origin))
    machine.git(work, "init", "-q", "-b", "main")
    result = CliRunner().invoke(
        main, ["init", "--root", str(work), "--deployment", "gpt-4.1-mini", "--ci", service, "--no-plan"]
    )
    assert (result.exit_code, result.stderr) == (0, "")
    machine.git(work, "add", "-A")
    machine.git(work, "commit", "-qm", "Begin")
    machine.git(work, "remote", "add", "origin", str(origin))
    machine.git(work, "push", "-q", "-u", "origin", "main")
    return machine


def push_new_function(machine: Machine, branch: str) -> str:
    """A branch with one more function, of which nothing is known; what it stems from."""
    place = machine.checkout("main")
    base = machine.git(place, "rev-parse", "HEAD").strip()
    machine.git(place, "switch", "-q", "-c", branch)
    with (place / "pkg" / "__init__.py").open("a", encoding="utf-8") as file:
        file.write(NEW)
    machine.git(place, "commit", "-qam", "One more")
    machine.git(place, "push", "-q", "origin", branch)
    return base


def merge(machine: Machine, branch: str, change: tuple[str, str] = ("", "")) -> None:
    """Squash a branch as a person does on the page of its pull request, who then changes a reviewed file; it stays."""
    place = machine.checkout("main")
    machine.git(place, "merge", "-q", "--squash", f"origin/{branch}")
    machine.git(place, "commit", "-qm", "Squashed")
    file = place / "aidoc-reviewed" / "pkg.yml"
    file.write_text(file.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    machine.git(place, "commit", "-q", "--allow-empty", "-am", "Edited")
    machine.git(place, "push", "-q", "origin", "main")
    machine.pull.write_text("MERGED\n", encoding="utf-8")


def add_note(machine: Machine, branch: str) -> None:
    """A commit on a branch, as somebody adds one who reads its texts."""
    place = machine.checkout(branch)
    (place / "note.txt").write_text("Read until f.\n", encoding="utf-8")
    machine.git(place, "add", "-A")
    machine.git(place, "commit", "-qm", "A note")
    machine.git(place, "push", "-q", "origin", branch)


def files_of(machine: Machine, branch: str) -> list[str]:
    """The files of a branch."""
    return machine.git(machine.origin, "ls-tree", "-r", "--name-only", branch).splitlines()


def test_github(tmp_path: Path, azure: LocalAzure) -> None:
    """A night fills and opens one pull request; deploys and pull requests send nothing; a fork is green, with one line."""
    machine = new_machine(tmp_path, "github")
    secrets = {"AZURE_OPENAI_ENDPOINT": azure.url, "AZURE_OPENAI_API_KEY": KEY}
    run = iter(range(1, 99))

    def job(file: str, ref: str, name: str, *, fine: bool = True, **github: object) -> tuple[Job, str]:
        contexts = {
            "github": {"run_id": next(run), "token": "t", **github},
            "secrets": secrets if not github.get("fork") else {},
        }
        one = Job(machine, f".github/workflows/{file}", ref, contexts)
        ran = one.run(name)
        assert ran.ok is fine, ran.log
        return one, ran.log

    refuse = machine.origin / "hooks" / "update"
    refuse.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    refuse.chmod(0o755)
    _, log = job("aidoc-fill.yml", "main", "fill", fine=False, event_name="schedule")
    assert "2 new answers" in log
    assert "hook declined" in log
    refuse.unlink()
    paid = len(azure.requests)
    _, log = job("aidoc-fill.yml", "main", "fill", event_name="schedule")  # what a failed night has paid for is kept
    assert len(azure.requests) == paid
    assert paid
    assert machine.called() == [
        "gh pr create --head aidoc/texts --title New texts for the API reference --body Accept, edit or reject each "
        "text in aidoc-reviewed, then merge. Later nights add to this branch."
    ]
    changed = machine.git(machine.checkout("main"), "diff", "--name-only", "main", "origin/aidoc/texts")
    assert changed == "aidoc-reviewed/pkg.yml\n"

    _, log = job("aidoc-fill.yml", "main", "fill", event_name="schedule")  # the cache is back: nothing is paid twice
    assert "aidoc: there are no new texts." in log
    assert (len(azure.requests), len(machine.called())) == (paid, 1)

    merge(machine, "aidoc/texts", ("state: proposed", "state: accepted"))
    deployed, log = job("aidoc.yml", "main", "site", event_name="push")
    assert (deployed.place / "site" / "index.html").is_file()
    assert "pkg.g" in (deployed.place / "base-report.json").read_text(encoding="utf-8")
    assert len(azure.requests) == paid

    base = push_new_function(machine, "more")
    pull: dict[str, Any] = {
        "event_name": "pull_request",
        "event": {"pull_request": {"base": {"sha": base}, "head": {"repo": {"fork": False}}}},
    }
    checked, log = job("aidoc.yml", "more", "site", fine=False, **pull)
    assert "::error file=pkg/__init__.py,line=12,title=aidoc missing::pkg.h: no answer" in log
    assert log.endswith(
        "::error::aidoc check has found something: see the annotations and the summary.\n"
        "::error::The site could not be built without warnings: see the log.\n"
    )
    assert "pkg.h" in checked.summary

    pull["event"]["pull_request"]["head"]["repo"]["fork"] = True
    forked, log = job("aidoc.yml", "more", "site", fork=True, **pull)
    assert [line for line in log.splitlines() if "without a text" in line] == [f"aidoc: {WITHOUT}"]
    assert "pkg.h" in forked.summary
    merge(machine, "more")
    deployed, log = job("aidoc.yml", "main", "site", event_name="push")
    assert "pkg.h" in (deployed.place / "base-report.json").read_text(encoding="utf-8")
    assert len(azure.requests) == paid

    # The branch of the merged pull request is still there. It is not gone on from: people have changed its texts since.
    _, log = job("aidoc-fill.yml", "main", "fill", event_name="schedule")
    assert "1 new answer," in log
    assert len(machine.called()) == 2
    texts = machine.git(machine.checkout("main"), "show", "origin/aidoc/texts:aidoc-reviewed/pkg.yml")
    assert (texts.count("state: accepted"), texts.count("state: proposed")) == (2, 1)


def gitlab_server(machine: Machine, requests: MergeRequests) -> dict[str, str]:
    """Make the git server note the options of each push; the variables that GitLab sets in every job."""
    machine.git(machine.origin, "config", "receive.advertisePushOptions", "true")
    hook = machine.origin / "hooks" / "pre-receive"
    hook.write_text('#!/bin/sh\nenv | grep "^GIT_PUSH_OPTION_[0-9]" | sort >> "$CALLS"\n', encoding="utf-8")
    hook.chmod(0o755)
    address = "https://oauth2:secret@gitlab.example/group/project.git"
    return {
        "CI_DEFAULT_BRANCH": "main",
        "CI_SERVER_PROTOCOL": "https",
        "CI_SERVER_HOST": "gitlab.example",
        "CI_PROJECT_PATH": "group/project",
        "CI_PROJECT_ID": "1",
        "CI_API_V4_URL": requests.url,
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{machine.origin}.insteadOf",
        "GIT_CONFIG_VALUE_0": address,
    }


@pytest.fixture
def requests() -> Iterator[MergeRequests]:
    with MergeRequests(project=1, token="secret") as server:
        yield server


def test_gitlab(tmp_path: Path, azure: LocalAzure, requests: MergeRequests) -> None:
    """The same in scheduled pipelines, on the default branch and in merge requests."""
    machine = new_machine(tmp_path, "gitlab")
    common = gitlab_server(machine, requests)
    night = {
        "CI_PIPELINE_SOURCE": "schedule",
        "PROJECT_TOKEN": "secret",
        "AZURE_OPENAI_ENDPOINT": azure.url,
        "AZURE_OPENAI_API_KEY": KEY,
    }

    def pipeline(ref: str, variables: dict[str, str], *, fine: bool = True) -> tuple[Pipeline, str, str]:
        commit = machine.git(machine.origin, "rev-parse", ref).strip()
        one = Pipeline(
            machine, ".gitlab/aidoc.yml", ref, {**common, "CI_COMMIT_SHA": commit, "CI_COMMIT_BRANCH": ref, **variables}
        )
        (name,) = one.jobs
        ran = one.run(name)
        assert ran.ok is fine, ran.log
        return one, name, ran.log

    _, name, log = pipeline("main", night)
    assert name == "aidoc-fill"
    paid = len(azure.requests)
    assert paid
    options = [
        "GIT_PUSH_OPTION_0=merge_request.create",
        "GIT_PUSH_OPTION_1=merge_request.remove_source_branch",
        "GIT_PUSH_OPTION_2=merge_request.target=main",
    ]
    assert machine.called() == options
    open_one = ("aidoc/texts", 1, "opened")
    requests.listed = [("aidoc/texts", 2, "closed"), open_one]  # a fork's branch may be called alike
    add_note(machine, "aidoc/texts")
    _, _, log = pipeline("main", night)
    assert "aidoc: there are no new texts." in log
    assert machine.called() == options
    assert "note.txt" in files_of(machine, "aidoc/texts")

    # What a closed merge request has left is not gone on from: somebody did not want it.
    requests.listed = [("aidoc/texts", 1, "closed"), ("aidoc/texts", 1, "merged")]
    _, _, log = pipeline("main", night)
    assert machine.called() == options * 2
    assert "note.txt" not in files_of(machine, "aidoc/texts")
    assert "aidoc-reviewed/pkg.yml" in files_of(machine, "aidoc/texts")
    assert len(azure.requests) == paid

    requests.listed = [open_one]
    _, _, log = pipeline("main", night | {"PROJECT_TOKEN": "wrong"}, fine=False)
    assert "401" in log  # and nothing is removed on a guess
    assert "aidoc-reviewed/pkg.yml" in files_of(machine, "aidoc/texts")

    merge(machine, "aidoc/texts")
    built, name, log = pipeline("main", {"CI_PIPELINE_SOURCE": "push"})
    assert name == "pages"
    assert (built.place / "public" / "index.html").is_file()

    base = push_new_function(machine, "more")
    request = {
        "CI_PIPELINE_SOURCE": "merge_request_event",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        "CI_MERGE_REQUEST_PROJECT_ID": "1",
    }
    checked, name, log = pipeline("more", {**request, "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "1"}, fine=False)
    assert name == "aidoc-check"
    assert "pkg.h" in (checked.place / "aidoc.md").read_text(encoding="utf-8")
    assert 'name="pkg.h"' in (checked.place / "aidoc.xml").read_text(encoding="utf-8")
    forked, _, log = pipeline("more", {**request, "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "2"})
    assert [line for line in log.splitlines() if "without a text" in line] == [f"aidoc: {WITHOUT}"]
    assert "pkg.h" in (forked.place / "aidoc.md").read_text(encoding="utf-8")
    merge(machine, "more")
    _, name, log = pipeline("main", {"CI_PIPELINE_SOURCE": "push"})
    assert name == "pages"
    assert len(azure.requests) == paid
