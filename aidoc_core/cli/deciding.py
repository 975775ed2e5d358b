"""What a person decides in `aidoc review`: written at once, undone as long as nobody else has changed the file."""

from __future__ import annotations

import datetime
import getpass
import json
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from aidoc_core.answers import Entry
from aidoc_core.answers.answer import Answer
from aidoc_core.answers.decisions import Decision
from aidoc_core.answers.reviewed_files import file_of
from aidoc_core.answers.reviewing import Reviewing
from aidoc_core.code.objects import ApiObject, Location

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

State = Literal["accepted", "edited", "rejected"]
Item = dict[str, Any]

_PLACE = "review.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    file: Path
    before: bytes | None
    after: bytes | None
    item: Item


@dataclass(slots=True, kw_only=True)
class Deciding:
    """One person at work on the texts of one site.

    Attributes:
        directory: Where the reviewed files are.
        cache: Where the person's place in the list is kept.
        by: The person.
    """

    directory: Path
    cache: Path
    by: str
    _steps: list[_Step] = field(default_factory=list)

    def decide(self, item: Item, state: State, *, answer: Answer | None = None, reason: str = "") -> tuple[str, ...]:
        """Write down what was decided.

        Returns:
            Texts of people that this took the place of, as they stood in the file.

        Raises:
            CacheError: The file cannot be written or read.
        """
        file = file_of(self.directory, item["module"])
        before = _bytes(file)
        obj = object_of(item)
        reviewing = Reviewing(self.directory, {obj.path: obj}, {obj.path: item["fingerprint"]})
        on = datetime.datetime.now(datetime.UTC).date().isoformat()
        decision = Decision(entry=entry_of(item), state=state, answer=answer, by=self.by, on=on, reason=reason)
        done = reviewing.decide([decision])
        self._steps.append(_Step(file=file, before=before, after=_bytes(file), item=item))
        return done.removed

    def undo(self) -> Item | None:
        """Take the last decision back.

        Returns:
            What it was about; `None` where there is none, or where the file has been changed since.

        Raises:
            OSError: The file cannot be written.
        """
        if not self._steps or _bytes(self._steps[-1].file) != self._steps[-1].after:
            return None
        step = self._steps.pop()
        if step.before is None:
            step.file.unlink()
        else:
            part = step.file.with_suffix(".part")
            part.write_bytes(step.before)
            part.replace(step.file)
        return step.item

    @property
    def place(self) -> str:
        """The object at which the person stopped the last time; empty where there is none."""
        try:
            return str(json.loads((self.cache / _PLACE).read_text(encoding="utf-8"))["at"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def keep_place(self, path: str) -> None:
        """Remember where the person stops; no harm is done where that cannot be kept."""
        try:
            (self.cache / _PLACE).write_text(json.dumps({"at": path}), encoding="utf-8")
        except OSError:
            return


def entry_of(item: Item) -> Entry:
    """The text that the person has seen."""
    return Entry(
        fingerprint=item["fingerprint"],
        path=item["path"],
        module=item["module"],
        kind=item["kind"],
        state="proposed",
        answer=Answer.from_dict(item["answer"]),
        model=item["model"],
        date=item["date"],
        prompt=item["prompt"],
    )


def object_of(item: Item) -> ApiObject:
    """The object, as far as reviewed files tell of it."""
    code: Mapping[str, Any] = item["code"]
    file, _, line = item["source"].rpartition(":")
    located = Location(file=file, line=int(line)) if file and line.isdecimal() else Location(file=item["source"])
    return ApiObject(
        path=item["path"],
        kind=item["kind"],
        module=item["module"],
        location=located,
        signature=code["signature"],
        raises=tuple(code["raises"]),
        decorators=tuple(code["decorators"]),
        members=tuple(code["members"]),
        source=code["source"],
        code=code["code"],
    )


def person(root: Path) -> str:
    """Who is at work: as git knows them, else as the machine does; empty where neither tells."""
    try:
        done = subprocess.run(
            ["git", "config", "user.name"],  # noqa: S607 - the git that the user has
            cwd=root,
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired, ValueError):
        name = ""
    else:
        name = done.stdout.strip()
    if name:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
