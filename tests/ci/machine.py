"""The machine of a CI job: a checkout, commands on PATH, caches that outlive it, and a git server.

Only what would come from outside is fake: GitHub's `gh` writes down what it is called with, and so does `pip install`
without a wheel. With one, it installs that instead of what the recipes name.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.project import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

_ADDRESS = r"git+https:\/\/github.com\/aidoc-plugins\/aidoc"
_COMMANDS = {
    "aidoc": "exec {python} -c 'from aidoc_core.cli import main; main()' \"$@\"",
    "mkdocs": 'exec {python} -m mkdocs "$@"',
    "python": 'if [ "$1 $2" = "-m pip" ]; then {pip}; else exec {python} "$@"; fi',
    "gh": 'if [ "$1 $2" = "pr list" ]; then cat "$PULL"\nelse echo "gh $*" >> "$CALLS"; echo OPEN > "$PULL"; fi',
}


@dataclass(slots=True)
class Ran:
    """What came of a job: whether all of it went well, and what it printed."""

    ok: bool = True
    log: str = ""
    skipped: list[str] = field(default_factory=list)


class Machine:
    """Where jobs run.

    Args:
        directory: For all that it keeps.
        origin: The repository that jobs check out and push to.
        variables: Environment variables that every job has.
        python: The interpreter of jobs.
        wheel: What pip installs as aidoc; without one, it installs nothing.
    """

    def __init__(
        self,
        directory: Path,
        origin: Path,
        variables: Mapping[str, str],
        python: str | Path = sys.executable,
        wheel: Path | None = None,
    ) -> None:
        self.origin = origin
        self.caches: dict[str, Path] = {}
        self.calls = directory / "calls.txt"
        self.pull = directory / "pull.txt"
        self._directory = directory
        self._number = 0
        commands = directory / "bin"
        commands.mkdir(parents=True)
        self.pull.touch()
        pip = (
            f'exec {{python}} "${{@/{_ADDRESS}/{wheel.as_uri()}}}"'
            if wheel is not None
            else 'echo "pip $*" >> "$CALLS"'
        )
        for name, text in _COMMANDS.items():
            command = text.replace("{pip}", pip).replace("{python}", shlex.quote(str(python)))
            (commands / name).write_text(f"#!/bin/bash\n{command}\n", encoding="utf-8")
            (commands / name).chmod(0o755)
        self._environment = {
            **clean(os.environ),
            "PATH": f"{commands}:{os.environ['PATH']}",
            "CALLS": str(self.calls),
            "PULL": str(self.pull),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "CI": "true",
            **variables,
        }
        for name in ("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT"):
            self._environment.pop(name, None)

    def checkout(self, ref: str) -> Path:
        """A new checkout of a branch, or of a commit."""
        self._number += 1
        place = self._directory / f"job{self._number}"
        self.git(self._directory, "clone", "-q", str(self.origin), str(place))
        self.git(place, "checkout", "-q", ref)
        return place

    def run(self, script: str, *, cwd: Path, environment: Mapping[str, str], options: str) -> tuple[int, str]:
        """A script as the service hands it to bash; its exit code and what it printed."""
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", *options.split(), "-c", script],
            cwd=cwd,
            env={**self._environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    def git(self, cwd: Path, *arguments: str) -> str:
        """Run git, which must succeed."""
        names = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
        environment = {**self._environment}
        return subprocess.run(
            ["git", *names, *arguments], cwd=cwd, env=environment, check=True, capture_output=True, text=True
        ).stdout

    def called(self) -> list[str]:
        """What the fake commands were called with, and no longer know afterwards."""
        lines = self.calls.read_text(encoding="utf-8").splitlines() if self.calls.exists() else []
        return [line for line in lines if not line.startswith("pip")]

    def restore(self, keys: list[str], path: Path) -> bool:
        """Put back what was cached last under a key, or under one that begins so; whether the first key was there."""
        for key in keys:
            found = [name for name in reversed(self.caches) if name.startswith(key)]
            if found:
                _copy(self.caches[found[0]], path)
                return found[0] == keys[0]
        return False

    def save(self, key: str, path: Path) -> None:
        """Cache a file or directory, if it is there."""
        if path.exists():
            place = self._directory / f"cache{len(self.caches)}-{self._number}"
            _copy(path, place)
            self.caches.pop(key, None)
            self.caches[key] = place


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copy(source, target)
