"""A text in the person's own editor, in the form in which it will stand in the reviewed file."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from aidoc_core.answers import reviewed_text
from aidoc_core.answers.reviewed_faults import UNREADABLE, fault
from aidoc_core.answers.reviewed_file import read
from aidoc_core.answers.reviewed_value import ReviewedText

if TYPE_CHECKING:
    from aidoc_core.answers.answer import Answer
    from aidoc_core.cli.deciding import Item

_DEFAULT = "notepad" if os.name == "nt" else "vi"


class EditorError(Exception):
    """No text has come of it; the message says why."""


def edited(item: Item, answer: Answer, *, draft: str = "") -> Answer:
    """What a person makes of a text.

    Args:
        item: What it is about.
        answer: The text.
        draft: What the person wrote before, where that could not be read.

    Raises:
        EditorError: The editor cannot be started, or fails.
        UnreadableDraft: What the person wrote cannot be read.
    """
    name = item["path"].removeprefix(item["module"]).removeprefix(".") or "."
    text = ReviewedText(state="proposed", written="proposed", answer=answer)
    whole = draft or reviewed_text.whole(item["module"], {name: text}, {})
    with tempfile.TemporaryDirectory(prefix="aidoc-") as place:
        file = Path(place) / f"{item['path']}.yml"
        file.write_text(whole, encoding="utf-8")
        _run(file)
        try:
            written = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise EditorError(f"the file cannot be read ({error})") from error
        try:
            found = read(written, item["module"])
        except UNREADABLE as error:
            where, what = fault(Path(), error)
            raise UnreadableDraft(f"line {where.rpartition(':')[2]}: {what}", draft=written) from error
    if name not in found:
        raise UnreadableDraft(f"the entry '{name}' is gone", draft=written)
    return found[name].answer


class UnreadableDraft(EditorError):  # noqa: N818 - named for what it holds
    """What a person wrote cannot be read.

    Attributes:
        draft: What they wrote.
    """

    def __init__(self, message: str, *, draft: str) -> None:
        super().__init__(message)
        self.draft = draft


def _run(file: Path) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or _DEFAULT
    try:
        command = shlex.split(editor, posix=os.name != "nt")
        code = subprocess.run([*command, str(file)], check=False).returncode  # noqa: S603 - the person's own editor
    except (OSError, ValueError) as error:
        raise EditorError(f"cannot start the editor '{editor}' ({error}). Set EDITOR.") from error
    if code:
        raise EditorError(f"the editor '{editor}' ended with exit code {code}")
