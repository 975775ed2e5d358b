"""Badges: figures of a report as pictures and as data, in every site and from the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from aidoc_core.build.badges import badges
from aidoc_core.build.report import report_data
from aidoc_core.build.session import Session
from aidoc_core.cli import main
from aidoc_core.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ["documented", "complete", "hand-written", "approved"]


def report(total: int, documented: int, people: int, approved: int) -> dict[str, Any]:
    figures = {"documented": documented, "complete": people, "total": total}
    authors = {
        "people": people, "approved": approved, "model": documented - people - approved, "nobody": total - documented,
    }  # fmt: skip
    return {"coverage": {"before": figures, "after": figures}, "authors": authors}


@pytest.mark.parametrize(
    ("figures", "messages", "colours"),
    [
        ((170, 170, 42, 118), ["100%", "24%", "24%", "92%"], ["brightgreen", "orange", "orange", "brightgreen"]),
        ((1000, 999, 500, 0), ["99%", "50%", "50%", "0%"], ["brightgreen", "yellow", "yellow", "orange"]),
        ((4, 3, 3, 0), ["75%", "75%", "75%", "none"], ["green", "green", "green", "lightgrey"]),
        ((0, 0, 0, 0), ["none"] * 4, ["lightgrey"] * 4),
    ],
)
def test_figures(figures: tuple[int, int, int, int], messages: list[str], colours: list[str]) -> None:
    """Nearly all is not all, nothing of nothing is none, who wrote it as the coverage tells it; a colour goes by the share."""
    made = badges(report(*figures))
    assert list(made) == NAMES
    assert [badge.message for badge in made.values()] == messages
    assert [json.loads(badge.endpoint)["color"] for badge in made.values()] == colours
    for badge in made.values():
        picture = ElementTree.fromstring(badge.svg)
        assert picture.get("aria-label") == f"{badge.label}: {badge.message}"
        assert json.loads(badge.endpoint)["schemaVersion"] == 1


def test_the_command_needs_no_build(tmp_path: Path) -> None:
    """From a report to a directory of one's own; what it cannot read is told without a traceback."""
    file = tmp_path / "report.json"
    session = Session(Settings(offline=True), root=tmp_path, tool="tests")
    file.write_text(json.dumps({**report_data(session), **report(4, 3, 3, 0)}))
    session.close()
    run = CliRunner().invoke(main, ["badge", str(file), "--output", str(tmp_path / "own")])
    assert (run.exit_code, run.stderr) == (0, "")
    assert run.stdout.splitlines()[0] == f"{tmp_path / 'own' / 'documented'}.svg: documented 75%"
    assert (tmp_path / "own" / "approved.svg").read_text().startswith("<svg")
    shown = CliRunner().invoke(main, ["badge", str(file), "--json"])
    assert json.loads(shown.stdout) == {
        "documented": "75%", "complete": "75%", "hand-written": "75%", "approved": "none",
    }  # fmt: skip
    file.write_text('{"version": 1}')
    wrong = CliRunner().invoke(main, ["badge", str(file)])
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert wrong.stderr == f"aidoc: {file}: is not a report of aidoc (KeyError).\n"
