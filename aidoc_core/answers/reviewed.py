"""Reviewed files: answers that people accept, edit or reject, one YAML file a module, made to be read in a diff."""

from __future__ import annotations

import datetime
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import pydantic
import yaml

from aidoc_core.answers.answer import Answer, AnswerData
from aidoc_core.answers.entry import Entry
from aidoc_core.answers.shallow import ShallowLoader
from aidoc_core.code.parts import PARTS
from aidoc_core.errors import CacheError
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pydantic_core

    from aidoc_core.answers.store import Question
    from aidoc_core.code.objects import ApiObject

_UNREADABLE = (OSError, UnicodeDecodeError, RecursionError, yaml.YAMLError, CacheError)


_WHAT_TO_DO = {
    "edited": "Read it again, then set its fingerprint to {}.",
    "accepted": "It is not shown. Remove the entry and review the new answer, or set its fingerprint to {}.",
}


class _By(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid")

    model: str = ""
    date: datetime.date | None = None
    prompt: int = 0


class _Reviewed(AnswerData):
    state: Literal["proposed", "accepted", "edited", "rejected"]
    fingerprint: str = ""
    by: _By = _By()


class _File(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid")

    module: str
    answers: dict[str, _Reviewed]


class ReviewedAnswers:
    """Reads `<module>.yml` files, each when the first of its objects is looked up."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.problems: list[Problem] = []
        self._files: dict[str, dict[str, _Reviewed]] = {}
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
                self.problems.append(Problem(kind="stale", message=message, where=str(self._path(obj.module))))
            if reviewed.state != "edited":
                return None
        return replace(_entry(obj.module, obj.qualname, reviewed), fingerprint=fingerprint, kind=obj.kind)

    def entries(self) -> Iterator[Entry]:
        """Every entry of every file that can be read, by module; kinds of objects are not known here.

        Raises:
            CacheError: The directory cannot be listed.
        """
        try:
            modules = sorted(file.stem for file in self.directory.glob("*.yml"))
        except OSError as error:
            raise CacheError(f"{self.directory}: cannot be read ({' '.join(str(error).split())})") from error
        for module in modules:
            for name, reviewed in sorted(self._module(module).items()):
                yield _entry(module, name, reviewed)

    def close(self) -> None:
        """Forget what was read: the files are read anew on demand."""
        self._files.clear()
        self._unreadable.clear()

    def propose(self, entries: Iterable[Entry]) -> int:
        """Add entries as `proposed` to the files; what stands there already stays as it is.

        Returns:
            How many were added.

        Raises:
            OSError: A file cannot be written.
            CacheError: A file that is there already cannot be read; the message names file and line.
        """
        by_module: dict[str, dict[str, dict[str, Any]]] = {}
        for entry in entries:
            name = entry.path.removeprefix(entry.module).removeprefix(".") or "."
            by_module.setdefault(entry.module, {})[name] = _proposal(entry)
        return sum(self._add(module, proposals) for module, proposals in sorted(by_module.items()))

    def _add(self, module: str, proposals: dict[str, dict[str, Any]]) -> int:
        path = self._path(module)
        text = path.read_text(encoding="utf-8") if path.is_file() else _dump({"module": module, "answers": None})
        try:
            present = _read(text, module).answers if path.is_file() else {}
        except _UNREADABLE as error:
            where, what = _fault(path, error)
            raise CacheError(f"{where}: {what}. Correct it first.") from error
        new = {name: proposal for name, proposal in proposals.items() if name not in present}
        for name in sorted(new):
            text = _inserted(text, name, new[name])
        if new:
            self.directory.mkdir(parents=True, exist_ok=True)
            _write(path, text)
        return len(new)

    def _path(self, module: str) -> Path:
        return self.directory / f"{module}.yml"

    def _module(self, module: str) -> dict[str, _Reviewed]:
        if module not in self._files:
            self._files[module] = self._load(module)
        return self._files[module]

    def _load(self, module: str) -> dict[str, _Reviewed]:
        path = self._path(module)
        try:
            if not path.is_file():
                return {}
            return _read(path.read_text(encoding="utf-8"), module).answers
        except _UNREADABLE as error:
            where, what = _fault(path, error)
        self._unreadable.add(module)
        message = f"Ignoring reviewed file: {what}. Correct it; its objects have no answer until then."
        self.problems.append(Problem(kind="reviewed", message=message, where=where))
        return {}


class _WrongFileError(CacheError):
    """A file that is YAML, and no reviewed file.

    Attributes:
        line: Where, from 1.
    """

    def __init__(self, message: str, *, line: int) -> None:
        super().__init__(message)
        self.line = line


def _read(text: str, module: str) -> _File:
    """A reviewed file.

    Raises:
        _WrongFileError: Something in it is missing, unknown, doubled, or of another module.
    """
    root = yaml.compose(text, Loader=ShallowLoader)
    doubled = None if root is None else _doubled(root)
    if doubled is not None:
        raise _WrongFileError(f"'{doubled.value}' stands there twice", line=_line(doubled))
    data = yaml.load(text, Loader=ShallowLoader)  # noqa: S506 - makes texts, lists, maps
    try:
        read = _File.model_validate(data)
    except pydantic.ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise _WrongFileError(_in_words(first), line=_line(_at(root, first["loc"]))) from error
    if read.module != module:
        message = f"'module' is {read.module}, and the file's name is that of {module}"
        raise _WrongFileError(message, line=_line(_at(root, ("module",))))
    return read


def _doubled(root: yaml.Node) -> yaml.ScalarNode | None:
    """A key that stands twice in one mapping; YAML would take the last."""
    todo, known = [root], set[int]()
    while todo:
        node = todo.pop()
        if id(node) in known:  # an alias may lead back to what it stands in
            continue
        known.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            todo += node.value
        elif isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode):
                    if key.value in seen:
                        return key
                    seen.add(key.value)
                todo.append(value)
    return None


def _at(root: yaml.Node | None, place: tuple[int | str, ...]) -> yaml.Node | None:
    """The node at a place, or the last one on the way to it that is there; a key where it is known."""
    found, node = root, root
    for part in place:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if pair is None:
                break
            found, node = pair
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            found = node = node.value[part]
        else:
            break
    return found


def _line(node: yaml.Node | None) -> int:
    return 1 if node is None else node.start_mark.line + 1


_FAULTS = {
    "missing": "'{}' is missing",
    "extra_forbidden": "'{}' is not known here",
    "string_type": "'{}' must be text",
    "date_from_datetime_parsing": "'{}' must be a date (2026-11-25)",
    "date_parsing": "'{}' must be a date (2026-11-25)",
}


def _in_words(fault: pydantic_core.ErrorDetails) -> str:
    """A fault in the words of people who edit YAML."""
    name = ".".join(str(part) for part in fault["loc"]) or "the file"
    if fault["type"] == "literal_error":
        return f"'{name}' can be {fault['ctx']['expected']}"
    if fault["type"] in ("model_type", "dict_type", "model_attributes_type"):
        return f"{repr(name) if fault['loc'] else name} must be a mapping (`name: value`)"
    if fault["type"] == "list_type":
        return f"'{name}' must be a list"
    return _FAULTS.get(fault["type"], "'{}': " + fault["msg"]).format(name)


def _entry(module: str, name: str, reviewed: _Reviewed) -> Entry:
    return Entry(
        fingerprint=reviewed.fingerprint,
        path=module if name == "." else f"{module}.{name}",
        module=module,
        kind="",
        state=reviewed.state,
        answer=Answer.from_dict({p.field: value for p in PARTS if (value := getattr(reviewed, p.field))}),
        model=reviewed.by.model,
        date=reviewed.by.date.isoformat() if reviewed.by.date else "",
        prompt=reviewed.by.prompt,
    )


def _said(obj: ApiObject, reviewed: _Reviewed) -> list[str]:
    """What of a reviewed text people say in the code by now, which comes first."""
    if not (obj.said or obj.set_by_code):
        return []
    said = {"summary"} if obj.said.summary is not None else set()
    said |= {"returns"} if obj.said.returns is not None else set()
    said |= {f"parameter {name.lstrip('*')}" for name, _ in obj.said.parameters}
    texts = _entry(obj.module, obj.qualname, reviewed).answer.texts()
    parts = (part.where(name.lstrip("*")) for part, name, text in texts if text)
    return [part for part in parts if part in said or obj.set_by_code]


def _by_whom(obj: ApiObject) -> str:
    return "its docstring is set at run time" if obj.set_by_code else "the code describes it itself"


def _fault(path: Path, error: Exception) -> tuple[str, str]:
    """Where and what: the file, with its line if YAML tells."""
    if isinstance(error, _WrongFileError):
        return f"{path}:{error.line}", str(error)
    if isinstance(error, yaml.MarkedYAMLError):
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        return f"{path}{line}", f"it is not YAML ({error.problem})"
    return str(path), f"it cannot be read ({' '.join(str(error).split())})"


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all; a link that somebody left beside it is not followed."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with part.open("x", encoding="utf-8") as file:
        file.write(text)
    part.replace(path)


def _dump(data: dict[str, Any]) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110).replace("answers: null\n", "answers:\n")


def _inserted(text: str, name: str, proposal: dict[str, Any]) -> str:
    """The file with one more answer in its place; all other lines stay, comments included."""
    root = yaml.compose(text, Loader=ShallowLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()  # it has been read as one
    answers = next(value for key, value in pairs if key.value == "answers")
    block = isinstance(answers, yaml.MappingNode) and not answers.flow_style and bool(answers.value)
    if not block:  # nothing in it yet, or all on one line
        data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - as above
        return _dump({**data, "answers": {**(data["answers"] or {}), name: proposal}})
    keys = [key for key, _ in answers.value]
    margin = " " * keys[0].start_mark.column
    place = next((key.start_mark.index - len(margin) for key in keys if key.value > name), answers.end_mark.index)
    before, after = text[:place], text[place:]
    while (start := before.rstrip("\n").rfind("\n") + 1) < len(before) and before[start:].lstrip().startswith("#"):
        before, after = before[:start], before[start:] + after  # a comment belongs to what stands below it
    if not before.endswith("\n"):
        before += "\n"
    return before + textwrap.indent(_dump({name: proposal}), margin) + after


def _proposal(entry: Entry) -> dict[str, Any]:
    return {
        "state": "proposed",
        "fingerprint": entry.fingerprint,
        "by": {name: value for name in ("model", "date", "prompt") if (value := getattr(entry, name))},
        **entry.answer.to_dict(),
    }
