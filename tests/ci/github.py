"""GitHub Actions as far as our files use them: expressions, `if`, `env`, caches, composite actions, the job summary."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from tests.ci.machine import Ran

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.ci.machine import Machine

TOP = Path(__file__).parents[2]
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_SHELLS = {"bash": "-eo pipefail", "": "-e"}
_NOTHING = ("actions/checkout@v4", "actions/setup-python@v5", "actions/upload-pages-artifact@v3")
"""What a machine has done already, or what ends outside of it."""


class Job:
    """One run of a job.

    Args:
        machine: Where.
        file: The workflow, from the top of the checkout.
        ref: What is checked out.
        contexts: `github`, `secrets`.
    """

    def __init__(self, machine: Machine, file: str, ref: str, contexts: Mapping[str, Any]) -> None:
        self._machine = machine
        self.place = machine.checkout(ref)
        self._summary = self.place.with_suffix(".summary")
        self._summary.touch()
        self._workflow = yaml.safe_load((self.place / file).read_text(encoding="utf-8"))
        self._contexts = dict(contexts)
        self._files = {name: self.place.with_suffix(f".{name.lower()}") for name in ("GITHUB_ENV", "GITHUB_OUTPUT")}
        self._ran = Ran()

    @property
    def summary(self) -> str:
        """What the page of the run shows."""
        return self._summary.read_text(encoding="utf-8")

    def run(self, name: str) -> Ran:
        """Run a job of the workflow."""
        job = self._workflow["jobs"][name]
        environment = {**self._workflow.get("env", {}), **job.get("env", {})}
        self._steps(job["steps"], {**self._contexts, "env": environment, "steps": {}}, environment)
        return self._ran

    def _steps(self, steps: list[dict[str, Any]], contexts: dict[str, Any], environment: dict[str, str]) -> None:
        for step in steps:
            name = step.get("name") or step.get("uses") or ""
            when = step.get("if", "success()")
            always = when == "always()"
            if not always and (not self._ran.ok or (when != "success()" and not evaluate(when, contexts))):
                self._ran.skipped.append(name)
            elif "uses" in step:
                self._use(step["uses"], _filled(step.get("with", {}), contexts), contexts, environment)
            else:
                self._script(step, contexts, environment)

    def _script(self, step: dict[str, Any], contexts: dict[str, Any], environment: dict[str, str]) -> None:
        own = {**environment, **self._told("GITHUB_ENV"), **_filled(step.get("env", {}), contexts)}
        self._files["GITHUB_OUTPUT"].write_text("", encoding="utf-8")
        place = self.place / _text(step.get("working-directory", "."), contexts)
        code, log = self._machine.run(
            _text(step["run"], contexts),
            cwd=place,
            environment={**own, **self._places(), "GITHUB_STEP_SUMMARY": str(self._summary)},
            options=_SHELLS[step.get("shell", "")],
        )
        self._ran.log += log
        self._ran.ok = self._ran.ok and not code
        contexts["steps"][step.get("id", "")] = {"outputs": self._told("GITHUB_OUTPUT")}

    def _places(self) -> dict[str, str]:
        return {name: str(file) for name, file in self._files.items()}

    def _told(self, name: str) -> dict[str, str]:
        """What steps have written down for later ones."""
        file = self._files[name]
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return dict(line.split("=", 1) for line in lines)

    def _use(self, action: str, given: dict[str, str], contexts: dict[str, Any], environment: dict[str, str]) -> None:
        if action == "aidoc-plugins/aidoc@main":
            defined = yaml.safe_load((TOP / "action.yml").read_text(encoding="utf-8"))
            assert given.keys() <= defined["inputs"].keys()
            inputs = {name: one["default"] for name, one in defined["inputs"].items()} | given
            inside = {"inputs": inputs, "steps": {}, "github": {**contexts["github"], "action_path": str(TOP)}}
            self._steps(defined["runs"]["steps"], inside, environment)
        elif action == "actions/cache/restore@v4":
            keys = [given["key"], *given["restore-keys"].splitlines()]
            self._machine.restore(keys, self.place / given["path"])
        elif action == "actions/cache/save@v4":
            self._machine.save(given["key"], self.place / given["path"])
        else:
            assert action in _NOTHING
            assert (self.place / given.get("path", ".")).exists()


def evaluate(expression: str, contexts: Mapping[str, Any]) -> Any:
    """The value of an expression; what a context does not have is empty, a context that is not there an error."""
    while inner := re.search(r"\(([^()]*)\)", expression):
        expression = f"{expression[: inner.start()]}'{evaluate(inner[1], contexts) or ''}'{expression[inner.end() :]}"
    value: Any = ""
    for either in expression.split("||"):
        for both in either.split("&&"):
            left, operator, right = re.fullmatch(r"(.*?)(?:(==|!=)(.*))?", both.strip()).groups()
            value = _value(left.strip(), contexts)
            if operator:
                value = (value == _value(right.strip(), contexts)) == (operator == "==")
            if not value:
                break
        if value:
            break
    return value


def _value(name: str, contexts: Mapping[str, Any]) -> Any:
    if name.startswith("'"):
        return name[1:-1]
    first, *rest = name.split(".")
    value = contexts[first]
    for part in rest:
        value = value.get(part, "") if value else ""
    return value


def _text(text: str, contexts: Mapping[str, Any]) -> str:
    return _EXPRESSION.sub(lambda found: str(evaluate(found[1], contexts)), str(text))


def _filled(values: Mapping[str, Any], contexts: Mapping[str, Any]) -> dict[str, str]:
    return {name: _text(value, contexts) for name, value in values.items()}
