"""report.json: its published shape, and reports of other versions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.build import report_shape
from aidoc_core.build.report import report_data
from aidoc_core.build.report_file import write_data
from aidoc_core.build.report_reading import read_report
from aidoc_core.build.report_run import VERSION
from aidoc_core.build.report_shape import Report, schema
from aidoc_core.errors import ReportError
from tests.core.test_session import build, objects

if TYPE_CHECKING:
    from aidoc_core.code.objects import ApiObject
    from tests.azure import LocalAzure

__all__ = ["objects"]  # a fixture

PUBLISHED = Path(report_shape.__file__).with_name("report.schema.json")


def validated(data: Any) -> Any:
    return Report.model_validate(data).model_dump(exclude_unset=True)


@pytest.mark.parametrize("offline", [True, False])
def test_what_builds_write_has_the_shape(
    tmp_path: Path, objects: list[ApiObject], azure: LocalAzure, *, offline: bool
) -> None:
    """No member is missing, and none is there that the shape does not name."""
    session = build(tmp_path, objects, offline=True) if offline else build(tmp_path, objects, azure)
    data = json.loads(json.dumps(report_data(session)))
    assert data["version"] == VERSION == report_shape.VERSION
    assert validated(data) == data
    write_data(data, tmp_path / "report.json")
    assert read_report(tmp_path / "report.json") == data


def test_the_published_schema_is_that_of_the_code() -> None:
    """The file in the package says what the code says; `aidoc report --schema` prints it."""
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == schema()


def test_the_schema_explains_itself() -> None:
    """Each type of it says what it is, in words for who reads JSON."""
    for name, definition in schema()["$defs"].items():
        assert definition["description"].endswith("."), name


@pytest.fixture
def first_version(tmp_path: Path, objects: list[ApiObject], azure: LocalAzure) -> dict[str, Any]:
    """A report as release 0.1.0 wrote it."""
    data = report_data(build(tmp_path, objects, azure))
    rows = "path kind outcome reason gaps fingerprint state model date tokens cost_usd findings source"
    objects_then = [{name: row[name] for name in rows.split()} for row in data["objects"]]
    for row in objects_then:  # rows may share what they have alike
        row["tokens"] = {name: number for name, number in row["tokens"].items() if name != "reasoning"}
    parts = "coverage outcomes on_demand usage prices models system"
    build_then = {name: data["build"][name] for name in ("id", "tool", "aidoc", "started", "duration_s", "offline")}
    modules = [{name: row[name] for name in ("path", "before", "after")} for row in data["modules"]]
    return {
        "version": 1,
        "build": build_then,
        **{name: data[name] for name in parts.split()},
        "modules": modules,
        "objects": objects_then,
    }


def test_version_1_is_still_read(tmp_path: Path, first_version: dict[str, Any]) -> None:
    """In the present shape; its figures stay, what it does not tell is unknown, authors follow from the rows."""
    file = tmp_path / "report.json"
    file.write_text(json.dumps(first_version), encoding="utf-8")
    data = read_report(file)
    assert data["version"] == VERSION
    assert validated(data) == data
    assert data["coverage"] == first_version["coverage"]
    assert data["usage"]["cost_usd"] == first_version["usage"]["cost_usd"]
    assert data["authors"] == {"people": 1, "approved": 0, "model": 5, "nobody": 2}
    assert [row["authors"] for row in data["modules"]] == [data["authors"]]
    assert data["costs"] is None
    assert {row["kept_usd"] for row in data["objects"]} == {None}
    assert {row["complexity"] for row in data["objects"]} == {None}


def test_a_newer_version_is_refused(tmp_path: Path, first_version: dict[str, Any]) -> None:
    """With what to do, whatever its shape has become."""
    file = tmp_path / "report.json"
    file.write_text(json.dumps({**first_version, "version": 3, "objects": None}), encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        read_report(file)
    assert str(caught.value) == f"{file}: a newer release of aidoc wrote this report (version 3). Upgrade aidoc."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "JSONDecodeError"),
        (b"[]", "its top level: "),
        (b"{}", "version: Field required"),
        (b"\xff", "UnicodeDecodeError"),
        (b"[" * 100_000, "RecursionError"),
        (b'{"version": 1}', "KeyError"),
        (b'{"version": 1, "objects": [[]], "modules": 1}', "AttributeError"),
        (b'{"version": 2}', "build: Field required"),
        (b'{"version": true}', "version: "),
    ],
)
def test_what_is_no_report_is_told(content: bytes, reason: str, tmp_path: Path) -> None:
    """The file, and why, on one line."""
    file = tmp_path / "report.json"
    file.write_bytes(content)
    with pytest.raises(ReportError) as caught:
        read_report(file)
    assert str(caught.value).startswith(f"{file}: is not a report of aidoc (")
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
