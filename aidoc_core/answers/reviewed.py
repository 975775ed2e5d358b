"""Reviewed files: answers that people accept, edit or reject, one YAML file a module, made to be read in a diff.

`reviewed_files` finds the files, `reviewed_file` says what one may be, `reviewed_value` what it says of an object,
`reviewed_faults` and `reviewed_nodes` what is wrong with one, and where; `reviewed_reading` tells it once,
`reviewed_text` says how an entry is written, `reviewed_places` how a file is changed, `reviewed_directory` writes it,
`reviewing` says what changes, `moves` what follows its code, `lost` where a text goes whose object is gone, `committed`
in which commit one was approved.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.answers.decisions import Decision, Written
from aidoc_core.answers.entry import Entry
from aidoc_core.answers.lost import Lost
from aidoc_core.answers.recorded import changes, record_code
from aidoc_core.answers.reviewed_entry import entry_of
from aidoc_core.answers.reviewed_files import file_of, modules_in
from aidoc_core.answers.reviewed_reading import Reading
from aidoc_core.errors import CacheError
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from aidoc_core.answers.answer import Answer
    from aidoc_core.answers.reviewed_value import ReviewedText
    from aidoc_core.answers.reviewing import Reviewing
    from aidoc_core.answers.store import Question
    from aidoc_core.code.objects import ApiObject

_NAMED = 3


class ReviewedAnswers:
    """Reads `<module>.yml` files, each when the first of its objects is looked up."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.problems: list[Problem] = []
        self._reading = Reading(directory, self.problems)
        self._lost: Lost | None = None

    def get_many(self, questions: Sequence[Question]) -> Mapping[str, Entry]:
        """The reviewed entries of many objects; see `AnswerStore.get_many`.

        Where the code has changed since a person approved a text, its entry says what (`changed`), and the new text
        beside it comes along; of what nobody stands behind, the text for the present code counts alone. A text follows
        the code that it is about to another name or place. Of a file that cannot be read, every object has an entry
        that says so: what a person has rejected in it must not come from elsewhere.
        """
        found = {question.obj.path: entry for question in questions if (entry := self._get(question)) is not None}
        without = [question for question in questions if self._is_new(question.obj)]
        if without:
            found |= self._follow(without)
        return found

    def _get(self, question: Question) -> Entry | None:
        obj = question.obj
        reviewed = self._reading.texts(obj.module).get(obj.qualname)
        if obj.module in self._reading.unreadable:
            fingerprint, module = question.fingerprint, obj.module
            return Entry(fingerprint=fingerprint, path=obj.path, module=module, kind=obj.kind, state="unreadable")
        if reviewed is None:
            return None
        reviewed = reviewed.settled
        if reviewed.state in ("accepted", "edited") and (unused := _said(obj, reviewed)):
            message = f"The text that was {reviewed.state} for {obj.path} is not used ({', '.join(unused)}): "
            message += f"{_by_whom(obj)}. Remove it from the file, or from the code."
            self.problems.append(Problem(kind="reviewed", message=message, where=str(self._path(obj.module))))
        return self._present(question, reviewed)

    def _present(self, question: Question, reviewed: ReviewedText) -> Entry | None:
        """What a reviewed text is for the present code."""
        known, obj = (question.fingerprint, question.also), question.obj
        if reviewed.origin and reviewed.state == "proposed":  # it may be about other code: a person has to say so
            reviewed = reviewed.proposal or replace(reviewed, fingerprint="-", origin="")
        entry = self._answer(question, reviewed)
        if not reviewed.fingerprint or reviewed.fingerprint in known:
            return entry
        code = record_code(obj)
        if reviewed.state == "rejected" and reviewed.code is not None and reviewed.code.named == code.named:
            return entry
        new = reviewed.proposal
        beside = self._answer(question, new) if new is not None and new.fingerprint in known else None
        if entry.reviewed:
            return replace(entry, changed=changes(reviewed.code, code), proposal=beside)
        return beside

    def _answer(self, question: Question, reviewed: ReviewedText) -> Entry:
        obj = question.obj
        place = str(self._path(obj.module))
        entry = entry_of(obj.module, obj.qualname, reviewed)
        return replace(entry, fingerprint=question.fingerprint, kind=obj.kind, place=place)

    def _is_new(self, obj: ApiObject) -> bool:
        return obj.module not in self._reading.unreadable and obj.qualname not in self._reading.texts(obj.module)

    def _follow(self, questions: Sequence[Question]) -> dict[str, Entry]:
        """The texts that were approved for code which has another name or place by now."""
        try:
            lost = self._all_lost()
        except CacheError:
            return {}
        found: dict[str, Entry] = {}
        moved: dict[tuple[str, str], list[str]] = {}
        taken: set[str] = set()
        for question in questions:
            obj = question.obj
            if (same := lost.same(obj)) is not None:
                place = str(self._path(same.module))
                entry = self._answer(question, same.text)
                found[obj.path] = replace(entry, followed=same.path, place=place)
                moved.setdefault((same.module, place), []).append(f"{same.path} → {obj.path}")
                taken.add(same.path)
        for obj in (question.obj for question in questions):
            alike = lost.alike(obj, without=taken) if obj.path not in found else None
            if alike is not None:
                message = f"The text of {alike.path}, which is gone, may be about {obj.path}: their code is alike. "
                message += "It is not used. Run 'aidoc export', then accept it for the new name in the file."
                self.problems.append(Problem(kind="stale", message=message, where=str(self._path(alike.module))))
        for (_, place), names in sorted(moved.items()):
            follow = "text follows its" if len(names) == 1 else "texts follow their"
            message = f"{len(names):,} {follow} code to a new name or place ({_few(names)}). "
            message += "Run 'aidoc export' to move the entries, too."
            self.problems.append(Problem(kind="stale", message=message, where=place))
        return found

    def _all_lost(self) -> Lost:
        self._lost = self._lost or Lost(self.texts())
        return self._lost

    def alike(self, obj: ApiObject) -> tuple[str, Answer] | None:
        """What people approved for code that is like an object's, and for which one; not shown until a person says so.

        Raises:
            CacheError: The directory cannot be listed.
        """
        if (text := self._reading.texts(obj.module).get(obj.qualname)) is not None:
            return (text.origin, text.answer) if text.origin and text.state == "proposed" else None
        found = None if obj.module in self._reading.unreadable else self._all_lost().alike(obj)
        return (found.path, found.text.answer) if found and found.text.state in ("accepted", "edited") else None

    def entries(self) -> Iterator[Entry]:
        """Every entry of every file that can be read, by module; kinds of objects are not known here.

        What is wrong with the others is in `problems` afterwards.

        Raises:
            CacheError: The directory cannot be listed.
        """
        for module in self.modules():
            for name, reviewed in sorted(self._reading.texts(module).items()):
                yield replace(entry_of(module, name, reviewed.settled), place=str(self._path(module)))

    def texts(self) -> dict[str, Mapping[str, ReviewedText]]:
        """What all files say that can be read, by module and name.

        Raises:
            CacheError: The directory cannot be listed.
        """
        return {module: self._reading.texts(module) for module in self.modules()}

    def modules(self) -> list[str]:
        """The modules that have a file, sorted.

        Raises:
            CacheError: The directory cannot be listed.
        """
        return modules_in(self.directory)

    def propose(
        self,
        entries: Iterable[Entry],
        objects: Mapping[str, ApiObject] | None = None,
        current: Mapping[str, str] | None = None,
    ) -> Written:
        """See `Reviewing.propose`."""
        return self._changed(self._reviewing(objects, current).propose(entries))

    def rewrite(
        self, objects: Mapping[str, ApiObject] | None = None, current: Mapping[str, str] | None = None
    ) -> Written:
        """See `Reviewing.rewrite`."""
        return self._changed(self._reviewing(objects, current).rewrite())

    def decide(  # noqa: PLR0913 - keyword-only
        self,
        entry: Entry,
        objects: Mapping[str, ApiObject] | None = None,
        *,
        answer: Answer | None = None,
        by: str = "",
        on: str = "",
        note: str = "",
    ) -> Written:
        """Write down what a person has decided about one text; see `Reviewing.decide`.

        Args:
            entry: The text that the person has seen, with the fingerprint of the present code and what was decided as
                its state.
            objects: The objects that are known, by path.
            answer: The person's own text, where it is another.
            by: Who.
            on: When, as an ISO date.
            note: Why it was rejected.
        """
        current = {entry.path: entry.fingerprint}
        decision = Decision(entry=entry, state=entry.state, answer=answer, by=by, on=on, reason=note)
        return self._changed(self._reviewing(objects, current).decide([decision]))

    def _reviewing(self, objects: Mapping[str, ApiObject] | None, current: Mapping[str, str] | None) -> Reviewing:
        from aidoc_core.answers.reviewing import Reviewing  # noqa: PLC0415 - a build changes no reviewed files

        return Reviewing(self.directory, objects, current)

    def _changed(self, written: Written) -> Written:
        self.close()
        return written

    def close(self) -> None:
        """Forget what was read: the files are read anew on demand."""
        self._reading.forget()
        self._lost = None

    def read_all(self) -> None:
        """Read every file, so that `problems` holds what is wrong with any of them, or with the directory."""
        self._reading.read_all()

    def _path(self, module: str) -> Path:
        return file_of(self.directory, module)


def _said(obj: ApiObject, reviewed: ReviewedText) -> list[str]:
    """What of a reviewed text people say in the code by now, which comes first."""
    if not (obj.said or obj.set_by_code):
        return []
    said = {"summary"} if obj.said.summary is not None else set()
    said |= {"returns"} if obj.said.returns is not None else set()
    said |= {"yields"} if obj.said.yields is not None else set()
    said |= {f"parameter {name.lstrip('*')}" for name, _ in obj.said.parameters}
    said |= {f"raises {name.rpartition('.')[2]}" for name, _ in obj.said.raises}
    parts = (part.where(name.lstrip("*")) for part, name, text in reviewed.answer.texts() if text)
    return [part for part in parts if part in said or obj.set_by_code]


def _by_whom(obj: ApiObject) -> str:
    return "its docstring is set at run time" if obj.set_by_code else "the code describes it itself"


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
