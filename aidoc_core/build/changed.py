"""Which lines of code have changed since a commit, as git tells; the working tree counts, new files too."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aidoc_core.build.places import Places
from aidoc_core.code.parsing import parse
from aidoc_core.errors import ConfigError
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aidoc_core.code.objects import ApiObject

_SECONDS = 60
_HUNK = regex(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What has changed.

    Attributes:
        top: The top of the repository.
        places: Where objects stand.
        lines: The changed lines of each file, by its path below the top; `None` for a new file.
    """

    top: Path
    places: Places
    lines: Mapping[str, frozenset[int] | None]

    def touch(self, obj: ApiObject) -> bool:
        """Whether the code of an object has changed: for a class or a module, that outside of what it defines."""
        name = self._find(obj)
        if name is None:
            return False
        lines = self.lines[name]
        if lines is None:
            return True
        first = max(1, obj.location.line)
        last = first + max(1, len(obj.source.splitlines())) - 1
        touched = set(lines) if obj.kind == "module" else {line for line in lines if first <= line <= last}
        if touched and obj.kind in ("class", "module"):
            touched -= self._inside(self.top / name, first if obj.kind == "class" else 0)
        return bool(touched)

    def _inside(self, file: Path, after: int) -> set[int]:
        """The lines of bodies of functions and classes that begin after a line: they are other objects' own."""
        try:
            tree = parse(file.read_bytes())
        except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
            return set()
        return {
            line
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.lineno > after
            for line in range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1)
        }

    def _find(self, obj: ApiObject) -> str | None:
        file = self.places.file(obj.location)
        if file is None or not file.is_relative_to(self.top):
            return None
        name = file.relative_to(self.top).as_posix()
        return name if name in self.lines else None


def changes_since(ref: str, root: Path, search: Iterable[str] = ()) -> Changes:
    """What has changed since the commit from which the present state and another one have both come.

    Args:
        ref: A commit, branch or tag.
        root: A directory of the repository.
        search: Directories with packages.

    Raises:
        ConfigError: git does not tell: it is not there, the directory is in no repository, nobody knows the commit.
    """
    top = Path(_git(root, "rev-parse", "--show-toplevel", what="--changed-since needs a git repository").strip())
    unknown = (
        f"--changed-since: git knows no commit '{ref}'. Fetch it first (`git fetch origin {ref}`; "
        "in GitHub Actions: `fetch-depth: 0`)"
    )
    if ref.startswith("-"):
        raise ConfigError(f"{unknown}.")
    commit = _git(root, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}", what=unknown).strip()
    # A shallow clone may not know where both have come from: then all that differs has changed.
    base = _git(root, "merge-base", commit, "HEAD").strip() or commit
    diff = _git(
        root, "diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-renames", "--no-prefix", base, what=unknown
    )
    lines = _changed_lines(diff)
    new = _git(top, "ls-files", "--others", "--exclude-standard", "-z", what=unknown).split("\0")
    return Changes(top=top.resolve(), places=Places(root, search), lines=lines | dict.fromkeys(filter(None, new)))


def _changed_lines(diff: str) -> dict[str, frozenset[int] | None]:
    found: dict[str, set[int]] = {}
    now: set[int] | None = None
    left = 0
    for line in diff.splitlines():
        if left and line[:1] in "+-":  # a line of code may look like a header
            left -= line[:1] == "+"
            continue
        if line.startswith("+++ "):
            name = line[4:].split("\t")[0]
            now = None if name == "/dev/null" else found.setdefault(_unquoted(name), set())
        elif now is not None and (hunk := _HUNK.match(line)):
            start, left = int(hunk[1]), int(hunk[2] or 1)
            # Where lines are only taken out, the one above is what is left of the place.
            now.update(range(start, start + max(left, 1)))
    return {name: frozenset(lines) for name, lines in found.items()}


def _unquoted(name: str) -> str:
    """A file name as it is: git quotes what is not ASCII."""
    if not name.startswith('"'):
        return name
    return name[1:-1].encode("latin-1", "replace").decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")


def _git(root: Path, *arguments: str, what: str = "") -> str:
    try:
        done = subprocess.run(  # noqa: S603 - no shell; what a user names cannot be an option
            ["git", "-c", "core.quotepath=off", *arguments],  # noqa: S607 - the git that the user has
            cwd=root,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError as error:
        raise ConfigError("--changed-since needs git, and it is not installed.") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ConfigError(f"--changed-since: git does not answer ({type(error).__name__}).") from error
    if done.returncode and what:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ConfigError(f"{what}{f' ({told[-1]})' if told else ''}.")
    return "" if done.returncode else done.stdout.decode("utf-8", "replace")
