"""Reviewed files: answers that people accept, edit or reject, one YAML file a module, made to be read in a diff."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal

import pydantic
import yaml

from aidoc_core.answer import Answer
from aidoc_core.answers.entry import Entry
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aidoc_core.objects import ApiObject

_FIELDS = ("summary", "description", "parameters", "returns", "yields", "raises", "attributes", "example")


class _By(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid")

    model: str = ""
    date: datetime.date | None = None
    prompt: int = 0


class _Reviewed(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid")

    state: Literal["proposed", "accepted", "edited", "rejected"]
    fingerprint: str = ""
    by: _By = _By()
    summary: str = ""
    description: str = ""
    parameters: dict[str, str] = {}
    returns: str = ""
    yields: str = ""
    raises: dict[str, str] = {}
    attributes: dict[str, str] = {}
    example: str = ""


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

    def get(self, obj: ApiObject, fingerprint: str) -> Entry | None:
        """The reviewed entry of an object.

        An entry whose fingerprint tells that the code has changed since is stale. A person's own text (`edited`)
        is still shown, with a warning; anything else is left out.
        """
        reviewed = self._module(obj.module).get(obj.qualname)
        if reviewed is None:
            return None
        if reviewed.fingerprint and reviewed.fingerprint != fingerprint:
            if reviewed.state != "edited":
                return None
            self.problems.append(
                Problem(
                    kind="stale",
                    message=f"The code of {obj.path} changed after its text was edited. Read it again, "
                    f"then set its fingerprint to {fingerprint}.",
                    where=str(self._path(obj.module)),
                )
            )
        return Entry(
            fingerprint=fingerprint,
            path=obj.path,
            module=obj.module,
            kind=obj.kind,
            state=reviewed.state,
            answer=Answer.from_dict({name: value for name in _FIELDS if (value := getattr(reviewed, name))}),
            model=reviewed.by.model,
            date=reviewed.by.date.isoformat() if reviewed.by.date else "",
            prompt=reviewed.by.prompt,
        )

    def close(self) -> None:
        """Nothing is open between look-ups."""

    def propose(self, entries: Iterable[Entry]) -> int:
        """Add entries as `proposed` to the files; what stands there already stays as it is.

        Returns:
            How many were added.

        Raises:
            OSError: A file cannot be written.
        """
        by_module: dict[str, dict[str, dict[str, Any]]] = {}
        for entry in entries:
            name = entry.path.removeprefix(entry.module).removeprefix(".") or "."
            by_module.setdefault(entry.module, {})[name] = _proposal(entry)
        added = 0
        for module, proposals in sorted(by_module.items()):
            present = self._raw(module)
            new = {name: proposal for name, proposal in proposals.items() if name not in present}
            if new:
                added += len(new)
                self._write(module, present | new)
        return added

    def _path(self, module: str) -> Path:
        return self.directory / f"{module}.yml"

    def _raw(self, module: str) -> dict[str, Any]:
        path = self._path(module)
        return yaml.safe_load(path.read_text(encoding="utf-8"))["answers"] if path.is_file() else {}

    def _write(self, module: str, answers: dict[str, Any]) -> None:
        data = {"module": module, "answers": dict(sorted(answers.items()))}
        text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110)
        self.directory.mkdir(parents=True, exist_ok=True)
        part = self._path(module).with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(self._path(module))

    def _module(self, module: str) -> dict[str, _Reviewed]:
        if module not in self._files:
            self._files[module] = self._load(module)
        return self._files[module]

    def _load(self, module: str) -> dict[str, _Reviewed]:
        path = self._path(module)
        try:
            if not path.is_file():
                return {}
            return _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).answers
        except yaml.MarkedYAMLError as error:
            line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
            self._complain(f"{path}{line}", f"is not YAML ({error.problem})")
        except pydantic.ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            self._complain(str(path), f"{place}: {first['msg']}")
        except (OSError, UnicodeDecodeError) as error:
            self._complain(str(path), f"cannot be read ({error})")
        return {}

    def _complain(self, where: str, what: str) -> None:
        message = f"A reviewed file is left out: {what}. Correct it; none of its answers is shown until then."
        self.problems.append(Problem(kind="reviewed", message=message, where=where))


def _proposal(entry: Entry) -> dict[str, Any]:
    return {
        "state": "proposed",
        "fingerprint": entry.fingerprint,
        "by": {"model": entry.model, "date": entry.date, "prompt": entry.prompt},
        **entry.answer.to_dict(),
    }
