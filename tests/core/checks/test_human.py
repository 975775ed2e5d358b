"""People's docstrings: contradictions in three styles, on the command line, in the report and on the page."""

import json

import pytest
from click.testing import CliRunner

from aidoc_core.build.appendix import appendix
from aidoc_core.build.report import report_data
from aidoc_core.build.session import Session
from aidoc_core.checks import check_human
from aidoc_core.cli import main
from aidoc_core.render import outline_markdown
from aidoc_core.settings import load_settings

GOOGLE = """
    Args:
        size: How large.
        colour: Which one.

    Raises:
        FloodError: If water comes in.
"""
NUMPY = """
    Parameters
    ----------
    size : int
        How large.
    colour : str
        Which one.

    Raises
    ------
    FloodError
        If water comes in.
"""
SPHINX = """
    :param size: How large.
    :param colour: Which one.
    :raises FloodError: If water comes in.
"""
RIGHT = """
    Args:
        size: How large.

    Returns:
        Twice that.
"""


def source(docstring):
    return f'def grow(size: int) -> int:\n    """Let it grow.\n{docstring}    """\n    return size * 2\n'


@pytest.mark.parametrize("style", [GOOGLE, NUMPY, SPHINX], ids=["google", "numpy", "sphinx"])
def test_a_contradiction_is_found_in_every_style(visit, style):
    """What is found does not depend on the style, and nothing missing counts."""
    findings = check_human(visit(source(style))["grow"])
    assert [(finding.rule, finding.where) for finding in findings] == [
        ("AD101", "parameter colour"),
        ("AD301", "raises FloodError"),
    ]


def test_what_is_right_or_missing_is_no_contradiction(visit):
    """A right docstring, and none at all."""
    assert check_human(visit(source(RIGHT))["grow"]) == []


def test_nothing_is_said_of_what_is_skipped(visit):
    """`# aidoc: skip` leaves an object alone in this too."""
    skipped = source(GOOGLE).replace("-> int:", "-> int:  # aidoc: skip")
    assert check_human(visit(skipped)["grow"]) == []


def test_levels_hold_for_people_too(visit):
    """A rule that is off is off."""
    findings = check_human(visit(source(GOOGLE))["grow"], levels={"AD101": "off"})
    assert [finding.rule for finding in findings] == ["AD301"]


@pytest.fixture
def shop(tmp_path):
    (tmp_path / "shop.py").write_text(source(GOOGLE), encoding="utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def test_the_command_exits_with_1_on_findings(shop):
    """Findings on stdout with their place and the page of the rule, the count on stderr."""
    done = run("--human", "shop", "--search", shop, "--root", shop)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "shop.py:1: shop.grow: AD101 describes a parameter 'colour' that cannot be passed (docs/checks/AD101.md)",
        "shop.py:1: shop.grow: AD301 describes 'FloodError', which is no exception class (docs/checks/AD301.md)",
    ]
    assert done.stderr == "2 objects, 2 findings\n"


def test_the_command_gives_json(shop):
    """One JSON object with `--json`."""
    data = json.loads(run("--human", "shop", "--search", shop, "--root", shop, "--json").stdout)
    assert data["objects"] == 2
    assert [(finding["rule"], finding["url"]) for finding in data["findings"]] == [
        ("AD101", "docs/checks/AD101.md"),
        ("AD301", "docs/checks/AD301.md"),
    ]


def test_the_command_exits_with_0_without_findings(tmp_path):
    """Nothing wrong, exit 0."""
    (tmp_path / "shop.py").write_text(source(RIGHT), encoding="utf-8")
    assert run("--human", "shop", "--search", tmp_path, "--root", tmp_path).exit_code == 0


def test_the_command_exits_with_2_on_a_package_that_is_not_there(tmp_path):
    """A wrong name is a usage error that says what to do."""
    done = run("--human", "no_such_shop", "--search", tmp_path)
    assert done.exit_code == 2
    assert "there is no package 'no_such_shop'" in done.stderr
    assert "--search" in done.stderr


def test_the_command_without_human_tells_what_has_no_answer(shop):
    """Kept answers: none here, so every object with a gap is a miss."""
    done = run("shop", "--search", shop, "--root", shop)
    assert done.exit_code == 1
    assert "shop.py:1: shop.grow: no answer (offline)" in done.stdout.splitlines()


def test_report_and_page_tell_contradictions(visit, tmp_path):
    """The appendix has a section, report.json a list; both with the place in the code."""
    obj = visit(source(GOOGLE))["grow"]
    session = Session(
        load_settings({"offline": True}, root=tmp_path, origin="t", environment={}), root=tmp_path, tool="test"
    )
    session.fill([obj])
    data = report_data(session)
    page = outline_markdown.page(appendix(data))
    session.close()
    assert "## Documentation that contradicts the code" in page
    assert "describes a parameter &#x27;colour&#x27; that cannot be passed" in page
    assert [(entry["path"], entry["rule"]) for entry in data["contradictions"]] == [
        ("shop.grow", "AD101"),
        ("shop.grow", "AD301"),
    ]


def test_a_page_without_contradictions_has_no_such_section(visit, tmp_path):
    """No empty section."""
    session = Session(
        load_settings({"offline": True}, root=tmp_path, origin="t", environment={}), root=tmp_path, tool="test"
    )
    session.fill([visit(source(RIGHT))["grow"]])
    assert "contradicts" not in outline_markdown.page(appendix(report_data(session)))
    session.close()
