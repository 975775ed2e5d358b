"""The hooks, run by pre-commit itself: it clones the repository, makes an environment and installs aidoc into it.

What aidoc needs comes from the environment of the tests, so that nothing is downloaded.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.packages import write
from tests.project import clean

ROOT = Path(__file__).parents[2]
PUBLISHED = (
    ".pre-commit-hooks.yaml",
    "LICENSE",
    "README.md",
    "aidoc_core",
    "mkdocs_aidoc",
    "pyproject.toml",
    "sphinx_aidoc",
)
FILES = {
    "src/pkg/__init__.py": '''\
        """A package."""


        def f(a):
            """Add one.

            Args:
                a: A number.
            """
            return a + 1
        ''',
    ".pre-commit-config.yaml": """\
        repos:
          - repo: {repository}
            rev: {revision}
            hooks:
              - id: aidoc-check-human
                args: [pkg, --search, src]
              - id: aidoc-check
                args: [pkg, --search, src]
        """,
}


class Repositories:
    """This repository as people get it, and one that uses its hooks."""

    def __init__(self, directory: Path) -> None:
        installed = [place for place in sys.path if place and not (Path(place) / "aidoc_core").is_dir()]
        self._environment = {
            **{name: value for name, value in clean(os.environ).items() if not name.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "PIP_NO_BUILD_ISOLATION": "0",  # which means: none
            "PIP_NO_DEPS": "1",
            "PIP_NO_INDEX": "1",
            "PRE_COMMIT_HOME": str(directory / "pre-commit"),
            "PYTHONPATH": os.pathsep.join(place for place in installed if Path(place).is_dir()),
        }
        self.ours = directory / "ours"
        for name in PUBLISHED:
            source, target = ROOT / name, self.ours / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                target.parent.mkdir(exist_ok=True)
                shutil.copy(source, target)
        revision = self.commit(self.ours)
        self.theirs = write(directory / "theirs", FILES)
        config = self.theirs / ".pre-commit-config.yaml"
        text = config.read_text(encoding="utf-8")
        config.write_text(text.format(repository=self.ours, revision=revision), encoding="utf-8")
        self.commit(self.theirs)

    def commit(self, root: Path) -> str:
        """Commit all of a repository; its new commit."""
        names = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
        for command in (["init", "-q"], ["add", "-A"], [*names, "commit", "-qm", "A commit"]):
            subprocess.run(["git", *command], cwd=root, env=self._environment, check=True)
        told = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=root, env=self._environment, check=True, capture_output=True, text=True
        )
        return told.stdout.strip()

    def run(self) -> tuple[int, str]:
        """Run the hooks on all files."""
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never"],
            cwd=self.theirs, env=self._environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
def test_the_hooks(tmp_path: Path) -> None:
    """They are installed from the repository, pass where nothing is wrong, and stop a commit that makes a docstring false."""
    repositories = Repositories(tmp_path)
    code, told = repositories.run()
    assert code == 0, told
    assert [line.rpartition(".")[2] for line in told.splitlines() if line.startswith("aidoc check")] == ["Passed"] * 2
    assert len([*tmp_path.glob("pre-commit/repo*/py_env*/**/site-packages/aidoc_core")]) == 1
    module = repositories.theirs / "src" / "pkg" / "__init__.py"
    module.write_text(module.read_text(encoding="utf-8").replace("def f(a)", "def f(b)"), encoding="utf-8")
    code, told = repositories.run()
    assert code == 1
    assert "src/pkg/__init__.py:8: pkg.f: AD" in told
    assert "src/pkg/__init__.py:4: pkg.f: no answer yet" in told
    assert [line.rpartition(".")[2] for line in told.splitlines() if line.startswith("aidoc check")] == [
        "Failed",
        "Failed",
    ]
