"""sphinx-autoapi: a text that would not leave a person's words as they are is not shown, nor what it would let appear."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import griffe
import pytest

from aidoc_core.code.objects import ApiObject, Location
from aidoc_core.render.loss import Loss
from aidoc_core.settings import Settings
from sphinx_aidoc.autoapi import Autoapi
from sphinx_aidoc.state import ANY, BuildState

PATH = "shower.drip"
LOST = Loss(what="lost", word="hand")


class _Shown:
    """An object of sphinx-autoapi, with its own rule on what is left out."""

    def __init__(self, docstring: str) -> None:
        self.docstring = docstring
        self.short_name = "drip"
        self.args = "left"

    def _should_skip(self) -> bool:
        return not self.docstring


class _Build:
    """A build that has a text, which may turn out to do harm when it is put in."""

    def __init__(self, *, fails: bool) -> None:
        module = griffe.Module("shower")
        module.set_member("drip", griffe.Function("drip"))
        api = ApiObject(path=PATH, kind="function", module="shower", location=Location(file="shower.py"))
        self.packages = SimpleNamespace(find=lambda _: module.members["drip"], read=lambda _: api)
        self.settings = Settings()
        self.state = BuildState()
        self.labels: dict[str, str] = {}
        self.texts = self
        self.left_out: list[tuple[str, Loss, str]] = []
        self._fails = fails
        gaps = SimpleNamespace(summary=True)
        self._record: Any = SimpleNamespace(
            obj=api, entry=None, gaps=gaps, said=None, filled=True, mark=lambda **_: None
        )

    def record(self, path: str) -> Any:
        gone = any(path == left for left, *_ in self.left_out)
        return None if gone else self._record

    def compose(
        self, lines: list[str], _records: Any, _state: Any, _document: str, *, by_people: bool, on_loss: Any
    ) -> list[str]:
        del by_people
        if self._fails:
            on_loss(LOST)
            return lines
        return [*lines, "Let one drop go."]

    def leave_out(self, records: Any, loss: Loss, document: str) -> None:
        self.left_out += [(record.obj.path, loss, document) for record in records if record is not None]


def _asked(build: _Build, obj: _Shown, tmp_path) -> bool | None:
    config: Any = SimpleNamespace(autoapi_dirs=[], autoapi_options=["members"])
    autoapi = Autoapi(build, config, tmp_path)  # type: ignore[arg-type] # as far as it is used
    event = ("function", PATH, obj, obj._should_skip(), ["members"])
    autoapi.before_others(None, *event)  # type: ignore[arg-type] # not used
    return autoapi.skip_member(None, *event)  # type: ignore[arg-type] # not used


@pytest.mark.parametrize("docstring", ["", "Drip by hand."])
def test_a_text_that_does_harm(tmp_path, docstring):
    """The object reads as without aidoc, and one without words stays hidden; no mark or name of it is left."""
    build, obj = _Build(fails=True), _Shown(docstring)
    assert _asked(build, obj, tmp_path) is None
    assert obj.docstring == docstring
    assert build.left_out == [(PATH, LOST, ANY)]
    assert (build.labels, build.state.revealed) == ({}, set())


def test_a_text_that_does_none(tmp_path):
    """The same object appears with it."""
    build, obj = _Build(fails=False), _Shown("")
    assert _asked(build, obj, tmp_path) is False
    assert obj.docstring == "Let one drop go."
    assert (build.left_out, build.state.revealed) == ([], {(ANY, PATH)})
