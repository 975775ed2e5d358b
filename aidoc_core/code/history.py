"""What git knows of a file: which commit last changed each line, and what the file said then.

git is run without a shell and without what a repository may name as programs (textconv, file system monitors).
"""

from __future__ import annotations

import datetime
import os
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from aidoc_core.code.files import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from aidoc_core.code.files import Stamp

_SECONDS = 60.0
_IGNORED = ".git-blame-ignore-revs"
"""Commits that only formatted; the name that hosts of repositories know."""
_TELLING = (_IGNORED, ".mailmap", ".git/shallow")
"""Files with which git tells something else of the same commit: what it passes over, how people are called, and how far
back it knows."""


class HistoryError(Exception):
    """What git cannot tell, in words for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit that changed a line.

    Attributes:
        name: Its hash; empty for what is not committed.
        time: When its author made it, in seconds since 1970.
        file: What the file was called then.
        author: The name of its author.
    """

    name: str
    time: int
    file: str
    author: str

    @property
    def date(self) -> datetime.date:
        """The day, in UTC."""
        return datetime.datetime.fromtimestamp(self.time, datetime.UTC).date()


def top_of(directory: Path) -> Path | None:
    """The top of the repository that a directory is in."""
    return next((place for place in (directory, *directory.parents) if (place / ".git").exists()), None)


def telling(top: Path) -> tuple[Stamp, ...]:
    """What decides beside the commits what git tells of the lines of files: another value after each change.

    Args:
        top: The top directory of the repository.
    """
    return tuple(stamp_of(top / name) for name in _TELLING)


class History:
    """The history of the files of one repository.

    Args:
        top: Its top directory.
        seconds: How long git may take for one answer.
        fetches: Whether git may fetch what a partial clone has left out.

    Raises:
        HistoryError: git is not there, or the clone has only the last commits.
    """

    def __init__(self, top: Path, *, seconds: float = _SECONDS, fetches: bool = True) -> None:
        self._top = top
        self._seconds = seconds
        self._environment = None if fetches else {**os.environ, "GIT_ALLOW_PROTOCOL": "none"}
        self.text_at = cache(self._text_at)
        if self._git("rev-parse", "--is-shallow-repository").strip() == b"true":
            raise HistoryError(
                "the clone is shallow, so git cannot tell when a line was changed. Fetch all commits: "
                "`git fetch --unshallow`, or `fetch-depth: 0` of actions/checkout."
            )

    def head(self) -> str:
        """The hash of the commit that is checked out.

        Raises:
            HistoryError: There is none yet.
        """
        return self._git("rev-parse", "--verify", "--quiet", "HEAD").decode("ascii", "replace").strip()

    def lines(self, file: Path) -> list[Commit]:
        """The commit that last changed each line of a file as it is now.

        Raises:
            HistoryError: The file is not committed.
        """
        ignored = self._top / _IGNORED
        more = [f"--ignore-revs-file={ignored}"] if ignored.is_file() else []
        name = file.relative_to(self._top).as_posix()
        try:
            output = self._blame(name, more)
        except HistoryError as error:
            if "no such path" in str(error) or "no such ref: HEAD" in str(error):
                raise HistoryError("is not committed, so git knows nothing of it") from error
            raise
        return _commits(output.decode("utf-8", "replace").split("\n"))

    def last(self, commits: Iterable[Commit]) -> Commit:
        """Which commit was made last; of those of one second, the one that comes after the others.

        Args:
            commits: At least one, each with a name.

        Raises:
            HistoryError: git does not tell.
        """
        found = {commit.name: commit for commit in commits}
        latest = max(commit.time for commit in found.values())
        names = [name for name, commit in found.items() if commit.time == latest]
        if len(names) > 1:
            names = self._git("merge-base", "--independent", *sorted(names)).decode("ascii", "replace").split()
        return found[names[0]]

    def _blame(self, name: str, more: list[str]) -> bytes:
        try:
            return self._git("blame", "-w", "-C", "--porcelain", *more, "--", name)
        except HistoryError:
            if not more:
                raise
            return self._git("blame", "-w", "-C", "--porcelain", "--", name)  # the file names commits that are not here

    def _text_at(self, commit: str, file: str) -> bytes:
        """What a file said when a commit was made.

        Raises:
            HistoryError: It was not there.
        """
        return self._git("cat-file", "blob", f"{commit}:{file}")

    def _git(self, *arguments: str) -> bytes:
        command = ["git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", *arguments]
        try:
            done = subprocess.run(  # noqa: S603 - no shell, our own words
                command,
                cwd=self._top,
                env=self._environment,
                capture_output=True,
                check=False,
                timeout=self._seconds,
                stdin=subprocess.DEVNULL,
            )
        except FileNotFoundError as error:
            raise HistoryError("git is not installed, or not on PATH") from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise HistoryError(f"git could not be run ({type(error).__name__})") from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise HistoryError(said[-1] if said else f"git ended with {done.returncode}")
        return done.stdout


def _commits(lines: list[str]) -> list[Commit]:
    """The commit of each line, from what `git blame --porcelain` prints: details stand at a commit's first line."""
    details: dict[str, dict[str, str]] = {}
    name, names = "", []
    fresh = True
    for line in lines:
        if fresh and line:
            name = line.partition(" ")[0]
            details.setdefault(name, {})
        elif line.startswith("\t"):
            names.append((name, details[name].get("filename", "")))
        elif line:
            key, _, value = line.partition(" ")
            details[name][key] = value
        fresh = line.startswith("\t")
    return [_commit(one, details[one], file) for one, file in names]


def _commit(name: str, details: Mapping[str, str], file: str) -> Commit:
    return Commit(
        name=name if name.strip("0") else "",
        time=int(details.get("author-time", "0")),
        file=file,
        author=details.get("author", ""),
    )
