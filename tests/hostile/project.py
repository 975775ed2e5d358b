"""A project with the objects of every case, and the three ways in which an answer comes to it.

A model that says it, a reviewed file that holds it, a cached entry that somebody edited: the escapers stand where
texts are rendered, so that each way must come to the same.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import yaml

from aidoc_core.answers import DiskAnswers, Entry
from aidoc_core.answers.fingerprint import fingerprint
from aidoc_core.checks import RULES
from aidoc_core.code.packages import read_package
from aidoc_core.settings import Settings
from tests import project

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from aidoc_core.answers.answer import Answer
    from aidoc_core.code.objects import ApiObject
    from tests.azure import AskedObject
    from tests.hostile.corpus import Case

PACKAGE = "hostile"
SECRET = "the-content-of-the-secret-file"
ROUTES = ("model", "reviewed", "cached")
_STATES = ("accepted", "proposed", "edited")
# The checks would keep most of the corpus away; escaping is what must hold without them.
CHECKS_OFF = {rule.id: "off" for rule in RULES}
OPTIONS: dict[str, Any] = {
    "examples": True,
    "checks": CHECKS_OFF,
    "max_repairs": 0,
    "max_output_tokens": 100_000,
    "on_miss": "ignore",  # a text of blanks is no answer
}

# What a person has begun to document, in the three styles: the answer goes into it.
_HUMAN = (
    "Pass `value` on.\n\n    Args:\n        value: What is passed on.\n    ",
    "Pass `value` on.\n\n    Parameters\n    ----------\n    value\n        What is passed on.\n    ",
    "Pass `value` on.\n\n    :param value: What is passed on.\n    ",
)
_CODE = '''\
def run_{0}(value, *rest, type_=None):
    if value:
        raise ValueError
    return rest


def flow_{0}(value: int, other: int):
    """{1}"""
    yield value


'''
_CLASS = """\
class Holder_{0}:
    size: int = 1


"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built(project.Built):
    """What came of a build in a process of its own.

    Attributes:
        code: The exit code.
        warnings: Every line of a warning or an error.
        log: All that was said.
    """

    code: int
    warnings: list[str]
    log: str


class Project(project.Project):
    """A package with the objects of some cases, in a directory of its own.

    Args:
        root: The directory; the package is in `src`, and a file with a secret beside it.
        cases: The cases.
    """

    def __init__(self, *, root: Path, cases: Sequence[Case]) -> None:
        super().__init__(root)
        self.cases = cases
        self.said: dict[str, Answer] = {}

    def write_package(self) -> None:
        """Write the package and the secret."""
        self.write({"secret.txt": SECRET, f"src/{PACKAGE}/__init__.py": ""})
        for page, cases in self.pages():
            code = [_CODE.format(case.identifier, _HUMAN[place % 3]) for place, case in enumerate(cases)]
            code += [_CLASS.format(case.identifier) for case in cases if case.classy]
            self.write(f"src/{PACKAGE}/{page}.py", "".join(code))

    def pages(self) -> Iterable[tuple[str, list[Case]]]:
        """The pages with their cases."""
        return ((page, list(cases)) for page, cases in groupby(self.cases, key=lambda case: case.page))

    def plant(self, state: Path, settings: Settings, turn: int | None) -> None:
        """Put answers where they are found: in reviewed files, in the cache, or into the model's mouth.

        Args:
            state: The directory that `settings` are relative to.
            settings: The options of the build.
            turn: Cases take the three routes in turn, starting with this one; `None` for the model alone.
        """
        answers = {
            f"{PACKAGE}.{case.page}.{name}": (ROUTES[(place + turn) % 3] if turn is not None else "model", answer)
            for place, case in enumerate(self.cases)
            for name, answer in case.answers().items()
        }
        objects = {obj.path: obj for obj in read_package(PACKAGE, [self.root / "src"], root=self.root)}
        cache = DiskAnswers(state / settings.cache_dir)
        reviewed: dict[str, dict[str, Any]] = {}
        for place, (path, (route, answer)) in enumerate(answers.items()):
            obj = objects[path]
            if route == "model":
                self.said[path] = answer
            elif route == "cached":
                cache.put(_entry(obj, answer, fingerprint(obj, settings)))
            else:
                one = {"state": _STATES[place % 3], "by": {"model": _model(answer)}, **answer.to_dict()}
                reviewed.setdefault(obj.module, {})[obj.qualname] = one
        cache.close()
        directory = state / settings.reviewed_dir
        directory.mkdir(parents=True, exist_ok=True)
        for module, entries in reviewed.items():
            text = yaml.safe_dump({"module": module, "answers": entries})
            (directory / f"{module}.yml").write_text(text, encoding="utf-8")

    def answer(self, objects: Sequence[AskedObject]) -> list[dict[str, Any]]:
        """What the model says, for `LocalAzure.answer`; nothing of objects that are no part of a case."""
        return [_wire(asked.n, self.said[asked.path]) for asked in objects if asked.path in self.said]


def run(command: Sequence[str], root: Path, site: Path, *, code: Path | None) -> Built:
    """Build in a process of its own.

    Args:
        command: A module and its arguments.
        root: Where it runs.
        site: Where the site will be.
        code: A copy of aidoc to use instead of the installed one.
    """
    more = {"PYTHONPATH": str(code)} if code else {}
    environment = {**project.clean(os.environ), "NO_COLOR": "1", **more}
    done = project.run_python(["-m", *command], cwd=root, environment=environment)
    rows = done.stderr.splitlines()
    warnings = [row for row in rows if any(sign in row for sign in ("WARNING", "ERROR", "CRITICAL", "SEVERE"))]
    return Built(
        site=site,
        code=done.returncode,
        warnings=warnings,
        log=done.stdout + done.stderr,
        report=project.read_report(site),
    )


def _wire(number: int, answer: Answer) -> dict[str, Any]:
    sections = [("parameter", item.name, item.description) for item in answer.parameters]
    sections += [(kind, "", text) for kind in ("returns", "yields", "example") if (text := getattr(answer, kind))]
    sections += [("raises", item.name, item.description) for item in answer.raises]
    sections += [("attribute", item.name, item.description) for item in answer.attributes]
    named = [{"kind": kind, "name": name, "text": text} for kind, name, text in sections]
    return {"n": number, "summary": answer.summary, "details": answer.description, "sections": named}


def _entry(obj: ApiObject, answer: Answer, identity: str) -> Entry:
    return Entry(
        fingerprint=identity,
        path=obj.path,
        module=obj.module,
        kind=obj.kind,
        state="answered",
        answer=answer,
        model=_model(answer),
        date="2026-01-01",
    )


def _model(answer: Answer) -> str:
    """The name of the model is text from elsewhere, too."""
    return answer.summary[:200] or "model"
