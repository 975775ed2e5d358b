"""People's docstrings whose code changed after them, as git tells it: real repositories, real commits."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from aidoc_core.cli import main
from tests.core.packages import write

if TYPE_CHECKING:
    from click.testing import Result

BEFORE = {
    "pkg/__init__.py": '"""A package."""\n',
    "pkg/m.py": '''\
        """A module."""
        import json
        from os import path


        def signature(a, b=1):
            """Add two numbers.

            Both may be large.
            """
            return a + b


        def body(a):
            """Say a."""
            return str(a)


        def imports(a):
            """Dump a."""
            return json.dumps(a)


        def typed(a, b = None):
            """Do nothing."""
            # nothing
            return path.join(a, b)


        def together(a):
            """Double a."""
            return a * 2


        def old_name(a, b):
            """Take a from b, in the way that only we do."""
            return b - a


        class Box:
            """A box."""

            size = 1

            def __init__(self, size):
                """Make one."""
                self.size = size

            @property
            def volume(self):
                """Its volume."""
                return self.size ** 3

            @volume.setter
            def volume(self, value):
                self.size = value ** (1 / 3)


        class Old(object):
            """An old one."""

            def call(__self, __a):
                """Call it."""


        def bare(a):
            return a
        ''',
}
CHANGES = {
    "def signature(a, b=1):": "def signature(a, b=2, *, c):",
    "return str(a)": "return repr(a)",
    "import json": "import simplejson as json",
    "def typed(a, b = None):": "def typed(a: str, b: str | None = None) -> str:",
    "# nothing": "# nothing at all",
    '"""Double a."""\n': '"""Treble a."""\n',
    "return a * 2": "return a * 3",
    "def old_name(a, b):": "def new_name(a):",
    "def __init__(self, size):": "def __init__(self, size, lid=True):",
    "return self.size ** 3": "return self.size * self.size * self.size",
    "class Old(object):": "class Old(typing.Generic[T]):",
    "def call(__self, __a):": "def call(self, a, /):",
    "def bare(a):": "def bare(a, b):",
}


def git(root: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    names = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"]
    return subprocess.run(
        ["git", *names, *arguments], cwd=root, env=environment, check=True, capture_output=True, text=True
    ).stdout


def commit(root: Path, date: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "A change", f"--date={date}T12:00:00Z")


def change(file: Path, changes: dict[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with one commit."""
    root = write(tmp_path / "project", BEFORE)
    git(root, "init", "-q")
    commit(root, "2024-01-02")
    return root


def check(root: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["check", "--human", "--drift", "pkg", "--root", str(root), *more])


def found(result: Result) -> dict[str, tuple[str, str]]:
    rows = json.loads(result.stdout)["findings"]
    return {
        row["path"].removeprefix("pkg.m."): (row["severity"], row["message"].partition("since then ")[2])
        for row in rows
    }


def test_what_changed(project: Path) -> None:
    """Signatures before bodies before imports; formatting, annotations, comments and what changed together are no drift."""
    assert found(check(project, "--json")) == {}
    change(project / "pkg" / "m.py", CHANGES)
    commit(project, "2024-05-06")
    result = check(project, "--json")
    assert result.exit_code == 1
    assert found(result) == {
        "signature": ("high", "parameter `c` was added, the default of `b` is now 2"),
        "new_name": ("high", "parameter `b` was removed"),
        "Box": ("high", "parameter `lid` was added (of `__init__`)"),
        "Box.__init__": ("high", "parameter `lid` was added"),
        "body": ("medium", "its body changed"),
        "Box.volume": ("medium", "its body changed"),
        "imports": ("low", "the import of `json` changed"),
    }
    assert found(check(project, "--json", "--drift-severity", "medium")).keys() == {
        "signature", "new_name", "Box", "Box.__init__", "body", "Box.volume",
    }  # fmt: skip


def test_the_line_for_a_person(project: Path) -> None:
    """A place to click, how grave it is, since when, what changed, and what to do."""
    change(project / "pkg" / "m.py", {"return str(a)": "return repr(a)"})
    result = check(project)  # not committed yet, and told all the same
    name = git(project, "rev-parse", "HEAD")[:9]
    assert result.stdout == (
        f"pkg/m.py:15: pkg.m.body: drift (medium) the docstring is of 2024-01-02 ({name}); since then its body changed. "
        "Read it against the code, and correct what no longer holds; if all of it holds, say so in `aidoc review --fixes`\n"
    )
    page = "https://github.com/aidoc-plugins/aidoc/blob/main/docs/drift.md"
    assert result.stderr == f"15 objects, 1 finding\ndrift: {page}\n"


def test_a_docstring_that_is_being_edited(project: Path) -> None:
    """Somebody is at it: nothing is said until it is committed."""
    change(project / "pkg" / "m.py", {"return str(a)": "return repr(a)", "Say a.": "Say what a is."})
    assert check(project).exit_code == 0


def test_commits_that_only_formatted(project: Path) -> None:
    """A commit named in .git-blame-ignore-revs does not make a docstring newer; one that is not there is passed over."""
    change(project / "pkg" / "m.py", {"return str(a)": "return repr(a)"})
    commit(project, "2024-02-02")
    change(project / "pkg" / "m.py", {'"""Say a."""': "'''Say a.'''"})
    commit(project, "2024-03-03")
    assert found(check(project, "--json")) == {}
    (project / ".git-blame-ignore-revs").write_text(git(project, "rev-parse", "HEAD"), encoding="utf-8")
    assert found(check(project, "--json")) == {"body": ("medium", "its body changed")}
    (project / ".git-blame-ignore-revs").write_text("f" * 40 + "\n", encoding="utf-8")
    assert found(check(project, "--json")) == {}


def test_a_file_with_another_name_now(project: Path) -> None:
    """A docstring keeps its age when its file is renamed."""
    git(project, "mv", "pkg/m.py", "pkg/other.py")
    commit(project, "2024-02-02")
    change(project / "pkg" / "other.py", {"return str(a)": "return repr(a)"})
    commit(project, "2024-03-03")
    assert list(found(check(project, "--json"))) == ["pkg.other.body"]


def test_a_module_whose_code_went_to_another(project: Path) -> None:
    """A docstring keeps its age when its code is moved to a new file and the old one stays, say to import it again."""
    change(project / "pkg" / "m.py", {"return str(a)": "return repr(a)"})
    commit(project, "2024-02-02")
    git(project, "mv", "pkg/m.py", "pkg/other.py")
    write(project, {"pkg/m.py": '"""A module."""\n\nfrom pkg.other import *\n'})
    commit(project, "2024-03-03")
    assert list(found(check(project, "--json"))) == ["pkg.other.body"]


def test_where_git_cannot_tell(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is told in one line: not committed, a shallow clone, no repository, no git."""
    write(project, {"pkg/new.py": 'def f(a):\n    """Do."""\n'})
    result = check(project)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        0,
        "aidoc: pkg/new.py: is not committed, so git knows nothing of it.",
    )
    change(project / "pkg" / "m.py", {"return str(a)": "return repr(a)"})
    commit(project, "2024-05-06")
    git(tmp_path, "clone", "-q", "--depth=1", project.as_uri(), "shallow")
    result = check(tmp_path / "shallow")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "the clone is shallow" in result.stderr
    assert "fetch-depth: 0" in result.stderr
    shutil.rmtree(tmp_path / "shallow" / ".git")
    result = check(tmp_path / "shallow")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is in no git repository" in result.stderr
    monkeypatch.setenv("PATH", "")
    result = check(project)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"aidoc: {project}: git is not installed, or not on PATH\n"


def test_drift_is_about_people(project: Path) -> None:
    """Without --human the option is refused in words."""
    result = CliRunner().invoke(main, ["check", "--drift", "pkg", "--root", str(project)])
    assert (result.exit_code, result.stderr) == (
        2,
        "Usage: main check [OPTIONS] [PACKAGES]...\nTry 'main check --help' for help.\n\n"
        "Error: --drift is about hand-written docstrings: write `aidoc check --human --drift`.\n",
    )
