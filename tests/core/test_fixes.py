"""New texts for docstrings whose code changed after them: requested when asked, shown by no build, taken over by people."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from aidoc_core.answers import ReviewedAnswers
from aidoc_core.build.errand import Errand
from aidoc_core.build.session import Session
from aidoc_core.cli import main
from aidoc_core.cli.deciding import Deciding
from aidoc_core.cli.reviewer import Reviewer
from aidoc_core.cli.screen import open_console, show
from aidoc_core.code.packages import Packages
from aidoc_core.settings import Settings
from tests.core.packages import write
from tests.core.test_drift import BEFORE, CHANGES, change, commit, git

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

    from tests.azure import LocalAzure

HIGH = {"pkg.m.signature", "pkg.m.new_name", "pkg.m.Box", "pkg.m.Box.__init__"}
MEDIUM = HIGH | {"pkg.m.body", "pkg.m.Box.volume"}
DRIFTED = MEDIUM | {"pkg.m.imports"}
OLD = "Take a from b, in the way that only we do."


class Repository:
    """A package whose code has left docstrings behind, and the commands on it."""

    def __init__(self, root: Path, azure: LocalAzure) -> None:
        self.root, self.azure = root, azure
        self.code = root / "pkg" / "m.py"
        self.file = root / "aidoc-reviewed" / "fixes" / "pkg.m.yml"

    def run(self, *arguments: str, **options: str) -> Result:
        """Run a command on the package; options of aidoc go by the environment."""
        given = {"endpoint": self.azure.url, "deployment": "docs", "model": "gpt-4.1-mini", "enrich": "false"} | options
        environment = {f"AIDOC_{name.upper()}": value for name, value in given.items()}
        command, *more = arguments
        return CliRunner().invoke(main, [command, "pkg", "--root", str(self.root), *more], env=environment)

    def asked(self) -> set[str]:
        """What was requested since the last call."""
        found = {one.path for request in self.azure.requests for one in request.objects}
        self.azure.reset()
        return found

    def states(self) -> dict[str, str]:
        """The states in the file of new texts."""
        store = ReviewedAnswers(self.file.parent)
        found: dict[str, str] = {entry.path: entry.state for entry in store.entries()}
        assert store.problems == []
        return found

    def drifting(self) -> set[str]:
        """What `aidoc check --human --drift` lists."""
        told = json.loads(self.run("check", "--human", "--drift", "--json").stdout)
        assert told["unreadable"] == []
        return {row["path"] for row in told["findings"] if row["kind"] == "drift"}

    def review(self, key: str, reason: str) -> list[str]:
        """Go through `aidoc review --fixes` with one key, and return what was decided."""
        listed = self.run("review", "--fixes", "--json")
        assert listed.exit_code == 0, listed.stderr
        told = json.loads(listed.stdout)
        deciding = Deciding(directory=Path(told["reviewed_dir"]), cache=self.root, by="Ann")
        with _typed(*[f"{key} {reason}"] * len(told["items"])):
            Reviewer(told["items"], deciding, again=lambda _, __: None).run()
        return [item["path"] for item in told["items"]]

    def screen(self) -> str:
        """What the terminal shows of all texts, each on lines of its own."""
        items = json.loads(self.run("review", "--fixes", "--json").stdout)["items"]
        stream = io.StringIO()
        for item in items:
            show(open_console(stream), item, number=1, total=1)
        return " ".join(stream.getvalue().split())

    def decide(self, name: str, pattern: str, by: str) -> None:
        """Change the first place in an entry, as somebody with an editor does."""
        text = self.file.read_text(encoding="utf-8")
        start = text.index(f"\n  {name}:\n")
        self.file.write_text(text[:start] + re.sub(pattern, by, text[start:], count=1), encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path, azure: LocalAzure, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Two commits: docstrings, then code that they no longer fit."""
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", azure.api_key)
    root = write(tmp_path / "project", BEFORE)
    git(root, "init", "-q")
    commit(root, "2024-01-02")
    change(root / "pkg" / "m.py", CHANGES)
    commit(root, "2024-05-06")
    found = Repository(root, azure)
    assert found.run("fill").exit_code == 0  # what is missing anyway
    assert not found.asked() & {"pkg.m.body", "pkg.m.Box.volume"}
    assert not found.file.exists()
    return found


def test_new_texts_are_requested_when_asked(repository: Repository) -> None:
    """By severity, with the old docstring and what changed; once, within the budget, and into files of their own."""
    poor = repository.run("fill", propose_fixes="high", budget_usd="0.00001")
    assert (poor.exit_code, poor.stdout.splitlines()[-1]) == (1, "4 docstrings older than the code without a new text")
    assert poor.stderr == "aidoc: 'budget_usd' was reached; the rest will be requested in the next build.\n"
    assert not repository.file.exists()
    repository.asked()
    done = repository.run("fill", "--json", propose_fixes="high")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert (told["fixes"], told["problems"]) == ({"drifted": 4, "proposed": 4, "lacking": 0}, [])
    billed = repository.azure.billed_usage()
    assert (told["usage"]["input_tokens"], told["usage"]["output_tokens"]) == (
        billed.prompt_tokens,
        billed.completion_tokens,
    )
    sent = "".join(message["content"] for one in repository.azure.requests for message in (one.body or {})["messages"])
    assert OLD in sent
    assert "The docstring in the code is from 2024-01-02. Since then parameter `b` was removed." in sent
    assert repository.asked() == HIGH
    assert repository.states() == dict.fromkeys(HIGH, "proposed")
    more = repository.run("fill", propose_fixes="medium")
    assert more.stdout.splitlines()[-1] == (
        f"2 new texts for docstrings older than their code proposed in {repository.file.parent}"
    )
    assert repository.asked() == MEDIUM - HIGH
    before = repository.file.read_bytes()
    assert repository.run("fill", propose_fixes="medium").exit_code == 0
    assert (repository.asked(), repository.file.read_bytes()) == (set(), before)


def test_no_build_shows_a_new_text(repository: Repository) -> None:
    """Not proposed, not accepted, not exported: what pages show stays a person's word until the source has another."""
    repository.run("fill", propose_fixes="medium")
    repository.decide("body", "state: proposed", "state: accepted")
    before = repository.file.read_bytes()
    assert CliRunner().invoke(main, ["export", "--root", str(repository.root)]).exit_code == 0
    assert repository.file.read_bytes() == before
    assert not {one.path for one in ReviewedAnswers(repository.root / "aidoc-reviewed").entries()} & {"pkg.m.body"}
    session = Session(Settings(offline=True, enrich=False), root=repository.root, tool="mkdocs")
    try:
        records = session.fill(Packages([repository.root], root=repository.root).objects("pkg"))
        assert {one.obj.path: (one.outcome, one.entry) for one in records}["pkg.m.body"] == ("human", None)
        assert session.new_problems() == []
    finally:
        session.close()


def test_a_person_takes_a_new_text_over(repository: Repository) -> None:
    """Accepted and edited texts come as a diff that replaces docstrings alone; after the commit nothing is left to do."""
    repository.run("fill", propose_fixes="medium")
    listed = json.loads(repository.run("review", "--fixes", "--json").stdout)
    assert {item["path"]: item["human"] for item in listed["items"]}["pkg.m.new_name"] == OLD
    assert {item["path"] for item in listed["items"] if item["answer"]} == MEDIUM
    assert {item["path"] for item in listed["items"]} == DRIFTED  # of the others, people can say that they still hold
    checked = repository.run("check", "--human", "--drift")
    assert f"A new text is proposed in {repository.file}: accept it, then `aidoc patch --fixes`" in checked.stdout
    assert "No accepted or edited text" in repository.run("patch", "--fixes").stderr
    repository.decide("body", "state: proposed", "state: accepted")
    repository.decide("new_name", r"summary: \|-\n +.*", "summary: |-\n      Take one thing: ours.")
    repository.decide("Box.volume", "state: proposed", "state: rejected")
    before = repository.code.read_text(encoding="utf-8")
    patch = repository.run("patch", "--fixes")
    assert (patch.exit_code, patch.stderr) == (0, "2 docstrings (google), 0 answers left out\n")
    subprocess.run(["git", "apply", "-"], cwd=repository.root, input=patch.stdout.encode(), check=True)
    after = repository.code.read_text(encoding="utf-8")
    assert _without_docstrings(after) == _without_docstrings(before)
    docstrings = [_docstrings(text) for text in (before, after)]
    assert {name for name, text in docstrings[1].items() if text != docstrings[0][name]} == {"body", "new_name"}
    assert str(docstrings[1]["new_name"]).startswith("Take one thing: ours.\n")
    commit(repository.root, "2024-07-08")
    left = json.loads(repository.run("check", "--human", "--drift", "--json").stdout)["findings"]
    assert {row["path"] for row in left} == DRIFTED - {"pkg.m.body", "pkg.m.new_name", "pkg.m.Box.volume"}
    assert repository.run("patch", "--fixes").stdout == ""  # what was taken over is not written a second time


def test_a_rejected_text_stays_so_until_the_code_changes(repository: Repository) -> None:
    """Then a newer one is proposed beside it; one that people accepted for older code replaces no docstring."""
    repository.run("fill", propose_fixes="medium")
    repository.asked()
    repository.decide("Box.volume", "state: proposed", "state: rejected")
    repository.decide("body", "state: proposed", "state: accepted")
    repository.run("fill", propose_fixes="medium")
    assert repository.asked() == set()
    change(repository.code, {"return repr(a)": "return ascii(a)", "self.size * self.size * self.size": "self.size"})
    repository.run("fill", propose_fixes="medium")
    assert repository.asked() == {"pkg.m.body", "pkg.m.Box.volume"}
    assert "proposal:" in repository.file.read_text(encoding="utf-8")
    assert repository.run("patch", "--fixes").stdout == ""


def test_a_docstring_that_a_person_finds_still_true_is_no_finding_until_the_code_changes(
    repository: Repository,
) -> None:
    """Where a new text was proposed, rejecting it says so; where none was, the review takes the same key."""
    assert repository.drifting() == DRIFTED
    assert set(repository.review("r", "it still holds")) == DRIFTED  # nothing proposed yet
    assert repository.drifting() == set()
    assert repository.run("fill", propose_fixes="low").exit_code == 0
    assert repository.asked() == set()
    change(repository.code, {"return repr(a)": "return ascii(a)", "def new_name(a):": "def new_name(a, c=1):"})
    assert repository.drifting() == {"pkg.m.body", "pkg.m.new_name"}
    repository.run("fill", propose_fixes="low")
    assert repository.asked() == {"pkg.m.body", "pkg.m.new_name"}
    assert repository.drifting() == {"pkg.m.body", "pkg.m.new_name"}
    assert set(repository.review("r", "no")) == {"pkg.m.body", "pkg.m.new_name"}
    assert repository.drifting() == set()
    change(repository.code, {"return ascii(a)": "return (\n        ascii(a)  # the same\n    )"})
    assert repository.drifting() == set()
    change(repository.code, {"ascii(a)": "bytes(a)"})
    assert repository.drifting() == {"pkg.m.body"}


def test_review_tells_what_changed_since_the_docstring_was_written(repository: Repository) -> None:
    """Signature, parameters, exceptions and body, in the words that are used of texts that people approved."""
    change(repository.code, {"return repr(a)": "if not a:\n        raise ValueError(a)\n    return repr(a)"})
    repository.run("fill", propose_fixes="high")
    shown = json.loads(repository.run("review", "--fixes", "--json").stdout)["items"]
    told = {item["path"]: item["drift"] for item in shown}
    assert {path: one["changed"] for path, one in told.items()} == {
        "pkg.m.signature": ["parameter `c` added", "default of `b` changed from `1` to `2`"],
        "pkg.m.body": ["raises `ValueError` now", "body changed"],
        "pkg.m.imports": ["the import of `json` changed"],
        "pkg.m.new_name": ["renamed from `old_name` to `new_name`", "parameter `b` removed"],
        "pkg.m.Box": ["parameter `lid` was added (of `__init__`)"],
        "pkg.m.Box.__init__": ["parameter `lid` added"],
        "pkg.m.Box.volume": ["body changed"],
    }
    assert {one["date"] for one in told.values()} == {"2024-01-02"}
    assert {path for path, one in told.items() if one["severity"] == "high"} == HIGH
    assert {item["path"] for item in shown if item["answer"]} == HIGH
    listed = repository.run("review", "--fixes", "--list").stdout
    assert "pkg.m.body: drift, no new text\n" in listed
    assert "  since the docstring was written (2024-01-02): raises `ValueError` now; body changed\n" in listed
    screen = repository.screen()
    assert "changed since the docstring was written (2024-01-02, " in screen
    assert "No new text (r: the docstring still holds; e writes one)" in screen


def test_a_site_is_asked_for_all_that_a_command_wants() -> None:
    """Nothing of an errand is lost on its way into the doc tool, such as that it is about new texts for docstrings."""
    errand = Errand(kind="review", fixes=True, drift="low", people=True, only=("a", "b"), result=Path("result.json"))
    assert Errand.from_json(errand.to_json()) == errand


def test_what_keeps_new_texts_away_is_told(repository: Repository) -> None:
    """A file that cannot be read is an error with its line; without a repository, the rest of the fill is done."""
    repository.run("fill", propose_fixes="medium")
    repository.asked()
    text = repository.file.read_text(encoding="utf-8")
    repository.file.write_text(text.replace("\n  body:\n", "\n<<<<<<< ours\n  body:\n"), encoding="utf-8")
    checked = repository.run("check", "--human", "--drift")
    assert checked.exit_code == 1
    assert [line.partition(": Ignoring")[0] for line in checked.stdout.splitlines() if "merge conflict" in line] == [
        f"{repository.file}:{text[: text.index('  body:')].count(chr(10)) + 1}"
    ]
    done = repository.run("fill", propose_fixes="medium")
    assert (done.exit_code, repository.asked() & {"pkg.m.body"}) == (2, set())
    assert "merge conflict" in done.stderr
    (repository.root / ".git").rename(repository.root / "gone")
    lost = repository.run("fill", propose_fixes="medium")
    assert lost.exit_code == 0
    assert "no fixes of older docstrings: " in lost.stderr


@contextlib.contextmanager
def _typed(*lines: str) -> Iterator[None]:
    before, sys.stdin = sys.stdin, io.StringIO("\n".join([*lines, ""]))
    try:
        yield
    finally:
        sys.stdin = before


def _docstrings(text: str) -> dict[str, str | None]:
    definitions = (ast.FunctionDef, ast.ClassDef)
    return {node.name: ast.get_docstring(node) for node in ast.walk(ast.parse(text)) if isinstance(node, definitions)}


def _without_docstrings(text: str) -> str:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node) is not None:
            del node.body[0]
    return ast.dump(tree)
