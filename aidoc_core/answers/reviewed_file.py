"""One reviewed file as people may have left it: read whole, or refused with the line of what is wrong.

Texts are read as texts, whatever YAML would make of them: a parameter may be called `on`, a fingerprint may be all
digits. Of a file that is wrong anywhere nothing is used: nobody knows what its author meant by the rest.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pydantic
import yaml

from aidoc_core.answers.answer import Answer, AnswerData
from aidoc_core.answers.shallow import ShallowLoader
from aidoc_core.code.parts import PARTS
from aidoc_core.errors import CacheError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pydantic_core

VERSION = 2
"""Version 1 spread the metadata of an entry over several lines; it is read as ever."""

State = Literal["proposed", "accepted", "edited", "rejected"]

UNREADABLE = (OSError, UnicodeDecodeError, RecursionError, yaml.YAMLError, CacheError)
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?=[ \n]|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedText:
    """What a reviewed file says of one object.

    Attributes:
        state: What a person made of it: `edited` also where the text is no longer the one that was written down.
        answer: The text.
        written: The state as it stands in the file.
        fingerprint: What the text answers; empty where the file does not say.
        model: The model that wrote it.
        date: When.
        prompt: The version of the prompt.
        old: Whether its metadata stand as in version 1.
    """

    state: State
    answer: Answer
    written: State
    fingerprint: str = ""
    model: str = ""
    date: str = ""
    prompt: int = 0
    old: bool = False


class WrongFileError(CacheError):
    """A file that is not a reviewed file.

    Attributes:
        line: Where, from 1.
    """

    def __init__(self, message: str, *, line: int) -> None:
        super().__init__(message)
        self.line = line


class _By(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid")

    model: str = ""
    date: datetime.date | None = None
    prompt: int = 0


class _Review(_By):
    state: State
    fingerprint: str = ""
    text: str = ""


class _Reviewed(AnswerData):
    review: _Review | None = None
    state: State | None = None  # this line and the next two: version 1
    fingerprint: str = ""
    by: _By = _By()


class _File(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid")

    version: int = 1
    module: str
    answers: dict[str, _Reviewed]


def load(path: Path) -> str:
    """The text of a file, its lines ended as in Python; empty if there is no file.

    Raises:
        WrongFileError: Something is there that is not a file, or leads nowhere.
        OSError: It cannot be read.
        UnicodeDecodeError: It is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        if path.is_symlink():
            raise WrongFileError("it is a link to a file that is not there", line=1) from error
        return ""


def read(text: str, module: str) -> dict[str, ReviewedText]:
    """What a reviewed file says, by the name of the object in its module.

    Raises:
        WrongFileError: Something in it is missing, unknown, there twice, or of another module or a newer release.
        yaml.YAMLError: It is not YAML.
    """
    if conflict := _CONFLICT.search(text):
        raise WrongFileError("it holds a merge conflict", line=text.count("\n", 0, conflict.start()) + 1)
    root = yaml.compose(text, Loader=ShallowLoader)
    _refuse_newer(root)
    doubled = None if root is None else _doubled(root)
    if doubled is not None:
        raise WrongFileError(f"'{doubled.value}' stands there twice", line=_line(doubled))
    try:
        found = _File.model_validate(yaml.load(text, Loader=ShallowLoader))  # noqa: S506 - makes texts, lists, maps
    except pydantic.ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise WrongFileError(_in_words(first), line=_line(_at(root, first["loc"]))) from error
    if found.module != module:
        message = f"'module' is {found.module}, and the file's name is that of {module}"
        raise WrongFileError(message, line=_line(_at(root, ("module",))))
    for name, reviewed in found.answers.items():
        if reviewed.review is not None and reviewed.model_fields_set & {"state", "fingerprint", "by"}:
            message = f"'{name}' has a 'review', so 'state', 'fingerprint' and 'by' belong in it"
            raise WrongFileError(message, line=_line(_at(root, ("answers", name))))
    return {name: _text(reviewed) for name, reviewed in found.answers.items()}


def digest(answer: Answer) -> str:
    """Eight digits that tell whether somebody has changed a text; blanks at the ends of lines do not count."""
    lines = {
        field: _bare(value) if isinstance(value, str) else {name: _bare(text) for name, text in value.items()}
        for field, value in answer.to_dict().items()
    }
    text = json.dumps(lines, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def fault(path: Path, error: Exception) -> tuple[str, str]:
    """Where a file is wrong and how, in words: the file, with its line if that is known."""
    if isinstance(error, WrongFileError):
        return f"{path}:{error.line}", str(error)
    if isinstance(error, yaml.MarkedYAMLError):
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        return f"{path}{line}", f"it is not YAML ({error.problem})"
    return str(path), f"it cannot be read ({' '.join(str(error).split())})"


def _bare(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _text(reviewed: _Reviewed) -> ReviewedText:
    answer = Answer.from_dict({p.field: value for p in PARTS if (value := getattr(reviewed, p.field))})
    if reviewed.review is None:  # without any metadata, a person has written the entry
        by, fingerprint, written = reviewed.by, reviewed.fingerprint, reviewed.state or "edited"
        state = written
    else:
        by, fingerprint, written = reviewed.review, reviewed.review.fingerprint, reviewed.review.state
        changed = reviewed.review.text not in ("", digest(answer))
        # What a person has rejected stays so, whatever stands there.
        state = "edited" if changed and written != "rejected" else written
    return ReviewedText(
        state=state,
        answer=answer,
        written=written,
        fingerprint=fingerprint,
        model=by.model,
        date=by.date.isoformat() if by.date else "",
        prompt=by.prompt,
        old=reviewed.review is None and reviewed.state is not None,
    )


def _refuse_newer(root: yaml.Node | None) -> None:
    """Before anything else is looked at: in a newer file the rest may be unknown, and that is not its fault."""
    version = _at(root, ("version",), value=True)
    told = version.value if isinstance(version, yaml.ScalarNode) else ""
    if told.isdecimal() and int(told[:9]) > VERSION:
        raise WrongFileError("a newer release of aidoc wrote it. Upgrade aidoc", line=_line(version))


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


def _at(root: yaml.Node | None, place: tuple[int | str, ...], *, value: bool = False) -> yaml.Node | None:
    """The node at a place, or the last one on the way to it that is there; its key, unless the value is wanted."""
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
    return node if value else found


def _line(node: yaml.Node | None) -> int:
    return 1 if node is None else node.start_mark.line + 1


_FAULTS: Mapping[str, str] = {
    "missing": "'{}' is missing",
    "extra_forbidden": "'{}' is not known here",
    "string_type": "'{}' must be text",
    "int_parsing": "'{}' must be a number",
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
