"""Reviewed files: answers that people accept, edit or reject, one YAML file a module, made to be read in a diff.

`reviewed_file` says what a file may be, `reviewed_text` how one is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from aidoc_core.answers import reviewed_text
from aidoc_core.answers.entry import Entry
from aidoc_core.answers.reviewed_file import UNREADABLE, ReviewedText, fault, load, read
from aidoc_core.errors import CacheError
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from aidoc_core.answers.store import Question
    from aidoc_core.code.objects import ApiObject

_WHAT_TO_DO = {
    "edited": "Read it again, then set its fingerprint to {}.",
    "accepted": "It is not shown. Remove the entry and review the new answer, or set its fingerprint to {}.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a change of reviewed files came to.

    Attributes:
        added: Answers that are new in them.
        edited: Entries that people had changed, and that say so now.
        rewritten: Files that were brought into the present form.
    """

    added: int = 0
    edited: int = 0
    rewritten: int = 0

    def __add__(self, more: Written) -> Written:
        return Written(
            added=self.added + more.added,
            edited=self.edited + more.edited,
            rewritten=self.rewritten + more.rewritten,
        )


class ReviewedAnswers:
    """Reads `<module>.yml` files, each when the first of its objects is looked up."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.problems: list[Problem] = []
        self.stale: set[str] = set()
        """Paths of objects whose code has changed since people approved their text."""
        self._files: dict[str, dict[str, ReviewedText]] = {}
        self._unreadable: set[str] = set()

    def get_many(self, questions: Sequence[Question]) -> Mapping[str, Entry]:
        """The reviewed entries of many objects; see `AnswerStore.get_many`.

        An entry whose fingerprint tells that the code has changed since is stale. A person's own text (`edited`)
        is still shown, an accepted one is not, both with a warning; anything else is left out. Of a file that cannot
        be read, every object has an entry that says so: what a person has rejected in it must not come from elsewhere.
        """
        found = ((question.obj.path, self._get(question)) for question in questions)
        return {path: entry for path, entry in found if entry is not None}

    def _get(self, question: Question) -> Entry | None:
        obj, fingerprint = question.obj, question.fingerprint
        reviewed = self._module(obj.module).get(obj.qualname)
        if obj.module in self._unreadable:
            return Entry(fingerprint=fingerprint, path=obj.path, module=obj.module, kind=obj.kind, state="unreadable")
        if reviewed is None:
            return None
        if reviewed.state in ("accepted", "edited") and (unused := _said(obj, reviewed)):
            message = f"The text that was {reviewed.state} for {obj.path} is not used ({', '.join(unused)}): "
            message += f"{_by_whom(obj)}. Remove it from the file, or from the code."
            self.problems.append(Problem(kind="reviewed", message=message, where=str(self._path(obj.module))))
        if reviewed.fingerprint and reviewed.fingerprint not in (fingerprint, question.also):
            if reviewed.state in _WHAT_TO_DO:
                message = f"The code of {obj.path} changed after its text was {reviewed.state}. "
                message += _WHAT_TO_DO[reviewed.state].format(fingerprint)
                self.stale.add(obj.path)
                self.problems.append(Problem(kind="stale", message=message, where=str(self._path(obj.module))))
            if reviewed.state != "edited":
                return None
        return replace(_entry(obj.module, obj.qualname, reviewed), fingerprint=fingerprint, kind=obj.kind)

    def entries(self) -> Iterator[Entry]:
        """Every entry of every file that can be read, by module; kinds of objects are not known here.

        What is wrong with the others is in `problems` afterwards.

        Raises:
            CacheError: The directory cannot be listed.
        """
        for module in self.modules():
            for name, reviewed in sorted(self._module(module).items()):
                yield _entry(module, name, reviewed)

    def modules(self) -> list[str]:
        """The modules that have a file, sorted.

        Raises:
            CacheError: The directory cannot be listed.
        """
        try:
            return sorted(file.stem for file in self.directory.glob("*.yml"))
        except OSError as error:
            raise CacheError(f"{self.directory}: cannot be read ({' '.join(str(error).split())})") from error

    def close(self) -> None:
        """Forget what was read: the files are read anew on demand."""
        self._files.clear()
        self._unreadable.clear()

    def propose(self, entries: Iterable[Entry], objects: Mapping[str, ApiObject] | None = None) -> Written:
        """Add entries as `proposed` to the files; what stands there already stays as it is.

        An entry that a person has edited says so afterwards; nothing else of a file changes.

        Args:
            entries: What to add.
            objects: The objects that are known, by path: signature and place stand above an entry.

        Raises:
            OSError: A file cannot be written.
            CacheError: A file that is there already cannot be read; the message names file and line.
        """
        by_module: dict[str, dict[str, ReviewedText]] = {}
        for entry in entries:
            by_module.setdefault(entry.module, {})[_name(entry)] = _proposal(entry)
        done = [self._add(module, new, objects or {}) for module, new in sorted(by_module.items())]
        return sum(done, Written())

    def rewrite(self, objects: Mapping[str, ApiObject] | None = None) -> Written:
        """Bring every file into the present form: sorted, texts as blocks; texts, states and comments stay.

        Args:
            objects: The objects that are known, by path.

        Raises:
            OSError: A file cannot be written.
            CacheError: A file cannot be read; no file after it is touched.
        """
        return sum((self._rewrite(module, objects or {}) for module in self.modules()), Written())

    def decide(self, entry: Entry, objects: Mapping[str, ApiObject] | None = None, *, note: str = "") -> None:
        """Write down what a person has decided about one text; nothing else of its file changes.

        Args:
            entry: The text, and as its state what was decided.
            objects: The objects that are known, by path: signature and place stand above a new entry.
            note: What to say of it, as a comment above the entry.

        Raises:
            OSError: The file cannot be written.
            CacheError: The file cannot be read; the message names file and line.
        """
        module, name = entry.module, _name(entry)
        before, present = self._present(module)
        known, reviewed = _of(module, objects or {}), _decided(entry)
        expected = {**present, name: reviewed}
        old = present.get(name)
        if not before:
            text = reviewed_text.whole(module, {name: reviewed}, known)
        elif not reviewed_text.takes_entries(before):
            text = reviewed_text.rewritten(before, module, expected, known)
        elif old is None:
            text = reviewed_text.with_entries(before, {name: reviewed_text.written(name, reviewed, known.get(name))})
        elif old.answer == reviewed.answer and not old.old and old.fingerprint:
            text = reviewed_text.with_reviews(before, {name: reviewed})
        else:
            text = reviewed_text.with_entry(before, name, reviewed)
        text = reviewed_text.with_version(text)
        if note:
            text = reviewed_text.with_note(text, name, note)
        self._write(module, before, text, expected)

    def replace_proposals(self, entries: Iterable[Entry], objects: Mapping[str, ApiObject] | None = None) -> int:
        """Put newer answers in the place of proposals that no person has decided on.

        Returns:
            How many.

        Raises:
            OSError: A file cannot be written.
            CacheError: A file cannot be read; the message names file and line.
        """
        done = 0
        for entry in entries:
            there = self._present(entry.module)[1].get(_name(entry))
            if there is not None and there.state == "proposed":
                self.decide(replace(entry, state="proposed"), objects)
                done += 1
        return done

    def _add(self, module: str, proposals: Mapping[str, ReviewedText], objects: Mapping[str, ApiObject]) -> Written:
        before, present = self._present(module)
        known = _of(module, objects)
        new = {name: proposal for name, proposal in proposals.items() if name not in present}
        edited = {name: text for name, text in present.items() if text.state != text.written}
        text = reviewed_text.with_reviews(before, edited) if edited else before
        if not before:
            text = reviewed_text.whole(module, new, known)
        elif new and not reviewed_text.takes_entries(text):
            text = reviewed_text.rewritten(text, module, present | new, known)
        elif new:
            entries = {name: reviewed_text.written(name, new[name], known.get(name)) for name in new}
            text = reviewed_text.with_version(reviewed_text.with_entries(text, entries))
        self._write(module, before, text, {**new, **present})
        return Written(added=len(new), edited=len(edited))

    def _rewrite(self, module: str, objects: Mapping[str, ApiObject]) -> Written:
        before, present = self._present(module)
        text = reviewed_text.rewritten(before, module, present, _of(module, objects))
        self._write(module, before, text, present)
        return Written(rewritten=int(text != before))

    def _present(self, module: str) -> tuple[str, dict[str, ReviewedText]]:
        path = self._path(module)
        try:
            text = load(path)
            return text, read(text, module) if text or path.exists() else {}
        except UNREADABLE as error:
            where, what = fault(path, error)
            raise CacheError(f"{where}: {what}. Correct it first.") from error

    def _write(self, module: str, before: str, text: str, expected: Mapping[str, ReviewedText]) -> None:
        """Write a file whole or not at all, if anything changes in it."""
        path = self._path(module)
        if text == before:
            return
        answers = {name: reviewed.answer for name, reviewed in expected.items()}
        if answers != {name: reviewed.answer for name, reviewed in read(text, module).items()}:
            # People's words are at stake: rather nothing is written than a file that says something else.
            raise CacheError(f"{path}: aidoc cannot change it without changing its texts. Please report this.")
        self.directory.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            raise CacheError(f"{path}: it is a link. Replace it by the file, or remove it; aidoc writes to no link.")
        ends = "\r\n" if path.is_file() and b"\r\n" in path.read_bytes() else "\n"
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)  # a link that somebody left beside it is not followed
        with part.open("x", encoding="utf-8", newline=ends) as file:
            file.write(text)
        part.replace(path)
        self._files.pop(module, None)

    def _path(self, module: str) -> Path:
        return self.directory / f"{module}.yml"

    def _module(self, module: str) -> dict[str, ReviewedText]:
        if module not in self._files:
            self._files[module] = self._load(module)
        return self._files[module]

    def _load(self, module: str) -> dict[str, ReviewedText]:
        path = self._path(module)
        try:
            text = load(path)
            return read(text, module) if text or path.exists() else {}
        except UNREADABLE as error:
            where, what = fault(path, error)
        self._unreadable.add(module)
        message = f"Ignoring reviewed file: {what}. Correct it; its objects have no answer until then."
        self.problems.append(Problem(kind="reviewed", message=message, where=where))
        return {}


def _name(entry: Entry) -> str:
    return entry.path.removeprefix(entry.module).removeprefix(".") or "."


def _of(module: str, objects: Mapping[str, ApiObject]) -> dict[str, ApiObject]:
    """The objects of a module, by their names in it."""
    return {obj.qualname: obj for obj in objects.values() if obj.module == module}


def _entry(module: str, name: str, reviewed: ReviewedText) -> Entry:
    return Entry(
        fingerprint=reviewed.fingerprint,
        path=module if name == "." else f"{module}.{name}",
        module=module,
        kind="",
        state=reviewed.state,
        answer=reviewed.answer,
        model=reviewed.model,
        date=reviewed.date,
        prompt=reviewed.prompt,
    )


def _said(obj: ApiObject, reviewed: ReviewedText) -> list[str]:
    """What of a reviewed text people say in the code by now, which comes first."""
    if not (obj.said or obj.set_by_code):
        return []
    said = {"summary"} if obj.said.summary is not None else set()
    said |= {"returns"} if obj.said.returns is not None else set()
    said |= {f"parameter {name.lstrip('*')}" for name, _ in obj.said.parameters}
    parts = (part.where(name.lstrip("*")) for part, name, text in reviewed.answer.texts() if text)
    return [part for part in parts if part in said or obj.set_by_code]


def _by_whom(obj: ApiObject) -> str:
    return "its docstring is set at run time" if obj.set_by_code else "the code describes it itself"


def _decided(entry: Entry) -> ReviewedText:
    state: Any = entry.state
    return replace(_proposal(entry), state=state, written=state)


def _proposal(entry: Entry) -> ReviewedText:
    return ReviewedText(
        state="proposed",
        written="proposed",
        answer=entry.answer,
        fingerprint=entry.fingerprint,
        model=entry.model,
        date=entry.date,
        prompt=entry.prompt,
    )
