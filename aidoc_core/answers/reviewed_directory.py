"""The directory of reviewed files, one a module: each is changed at single places, and written whole or not at all.

What has been written is read again first, and says what it was to say: people's words are at stake.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.answers import reviewed_places, reviewed_text
from aidoc_core.answers.reviewed_faults import UNREADABLE, fault, remedy
from aidoc_core.answers.reviewed_file import read
from aidoc_core.answers.reviewed_files import file_of, load
from aidoc_core.errors import CacheError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from aidoc_core.answers.reviewed_value import ReviewedText
    from aidoc_core.code.objects import ApiObject

    Texts = dict[str, ReviewedText]


class ReviewedDirectory:
    """Reads and writes the files of a directory.

    Args:
        directory: Where they are; it is made if it is not there.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def present(self, module: str) -> tuple[str, Texts]:
        """The text of a file, and what it says; both are empty if there is no file.

        Raises:
            CacheError: It cannot be read; the message names file and line.
        """
        path = self._path(module)
        try:
            text = load(path)
            return text, read(text, module) if text or path.exists() else {}
        except UNREADABLE as error:
            where, what = fault(path, error)
            raise CacheError(f"{where}: {what}. {remedy(error)} first.") from error

    def write(self, module: str, before: str, present: Texts, after: Texts, known: Mapping[str, ApiObject]) -> None:
        """Write the changes of a file, if there are any; see `put`."""
        if present == after and before:
            return
        text = ""
        if before and after and reviewed_places.takes_entries(before):
            text = _in_place(before, present, after, known)
        if not text or not _says(text, module, after):
            text = (
                reviewed_places.rewritten(before, module, after, known)
                if before
                else reviewed_text.whole(module, after, known)
            )
        if before and not after and not reviewed_places.comments(before, known, present):
            self._checked(module)
            with self._writing():
                self._path(module).unlink()
            return
        self.put(module, before, text, after)

    def put(self, module: str, before: str, text: str, expected: Texts) -> None:
        """Write a file whole or not at all.

        Raises:
            CacheError: It cannot be written.
        """
        path = self._path(module)
        if text == before:
            return
        if not _says(text, module, expected):
            # Rather nothing is written than a file that says something else.
            raise CacheError(f"{path}: aidoc cannot change it without changing its texts. Please report this.")
        self._checked(module)
        with self._writing():
            self.directory.mkdir(parents=True, exist_ok=True)
            ends = "\r\n" if path.is_file() and b"\r\n" in path.read_bytes() else "\n"
            part = path.with_suffix(".part")
            part.unlink(missing_ok=True)  # a link that somebody left beside it is not followed
            with part.open("x", encoding="utf-8", newline=ends) as file:
                file.write(text)
            part.replace(path)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            message = f"{self.directory}: cannot be written ({reason}). Make it writable, or set `reviewed_dir`."
            raise CacheError(message) from error

    def _checked(self, module: str) -> None:
        path = self._path(module)
        if path.is_symlink():
            raise CacheError(f"{path}: it is a link. Replace it by the file, or remove it; aidoc writes to no link.")

    def _path(self, module: str) -> Path:
        return file_of(self.directory, module)


def _in_place(text: str, before: Texts, after: Texts, known: Mapping[str, ApiObject]) -> str:
    """A file with single entries changed, all other lines as they are; empty if that is not to be done in it."""
    kept = {name: (before[name], after[name]) for name in after if name in before and before[name] != after[name]}
    noticed = {name: new for name, (old, new) in kept.items() if _is_review_alone(old, new)}
    beside = {
        name: new.proposal
        for name, (old, new) in kept.items()
        if new.proposal is not None and _is_review_alone(old, replace(new, proposal=old.proposal)) and not old.old
    }
    text = reviewed_places.with_reviews(text, {name: after[name] for name in {*noticed, *beside}})
    if beside:
        if not reviewed_places.takes_proposals(text, beside):
            return ""
        text = reviewed_places.with_proposals(text, beside)
    anew = [name for name in kept if name not in noticed and name not in beside]
    gone = [name for name in before if name not in after]
    theirs = reviewed_places.comments(text, known, before)
    if anew or gone:
        if {*anew, *gone} >= before.keys():
            return ""  # nothing would be left to put entries beside
        text = reviewed_places.without_entries(text, [*anew, *gone])
    entries = {}
    for name in [*anew, *(name for name in after if name not in before)]:
        above = "".join(f"{line}\n" for line in theirs.get(name, ()))
        entries[name] = above + reviewed_text.written(name, after[name], known.get(name))
    if entries:
        text = reviewed_places.with_entries(text, entries)
    return reviewed_places.with_version(text) if entries or beside else text


def _is_review_alone(old: ReviewedText, new: ReviewedText) -> bool:
    """Whether nothing but the line of metadata differs."""
    return not old.old and replace(old, written=new.written, touched=new.touched, by=new.by, on=new.on) == new


def _says(text: str, module: str, expected: Texts) -> bool:
    """Whether a file says what it is to say, people's decisions and proposals included."""
    try:
        found = read(text, module)
    except UNREADABLE:
        return False
    return {name: _told(one) for name, one in found.items()} == {name: _told(one) for name, one in expected.items()}


def _told(one: ReviewedText) -> tuple[object, ...]:
    beside = None if one.proposal is None else (one.proposal.answer, one.proposal.state, one.proposal.fingerprint)
    return one.answer, one.state, one.fingerprint, one.reason, one.origin, beside
