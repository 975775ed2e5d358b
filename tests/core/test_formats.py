"""`aidoc check` in the formats of other tools: nothing that code or a model says ends a field or begins a command."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from markdown import markdown as to_html

from aidoc_core.cli.formats import FORMATS

SARIF = Path(__file__).with_name("sarif-2.1.0.schema.json")
"""That of OASIS (sarif-2.1.0-rtm.5), as Microsoft publishes it under the MIT licence in @microsoft/jest-sarif."""
EVIL = (
    'a%0A::error::b\r\n::set-output name=x::y | `c` <script>alert(1)</script> ]]> \x1b[31m \x00 & "q" [l](javascript:x)'
)
ROW = {
    "path": "pkg.f",
    "source": "src/a,b:c.py:7",
    "rule": "AD101",
    "severity": "reject",
    "message": EVIL,
    "where": "parameters.x",
    "url": "https://example.org/AD101",
    "kind": "contradicted",
    "file": "src/a,b:c.py",
    "line": 7,
}
TOLD: dict[str, Any] = {
    "objects": 3,
    "findings": [ROW, {**ROW, "rule": "missed", "kind": "missing", "message": "no answer yet", "url": ""}],
    "unreadable": [
        {
            "source": "/home/ada/x/aidoc-reviewed/pkg.yml:4",
            "message": "it is not YAML",
            "file": "aidoc-reviewed/pkg.yml",
            "line": 4,
        }
    ],
    "floors": [{"message": "complete: 50 % (1 of 2) is under 90 %"}],
    "coverage": {"documented": {"part": 1, "whole": 3}, "approved": {"part": 0, "whole": 0}},
}
del TOLD["findings"][1]["url"]
NONE: dict[str, Any] = {**TOLD, "findings": [], "unreadable": [], "floors": []}


def test_github() -> None:
    """One annotation a finding, on one line, with its properties escaped."""
    lines = FORMATS["github"](TOLD).splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error"] * 4
    assert lines[0].startswith("::error file=src/a%2Cb%3Ac.py,line=7,title=aidoc AD101::pkg.f: a%250A::error::b%0D%0A")
    assert lines[1].endswith("title=aidoc missing::pkg.f: no answer yet")
    assert lines[2] == "::error file=aidoc-reviewed/pkg.yml,line=4,title=aidoc unreadable::it is not YAML"
    assert lines[3] == "::error title=aidoc floor::complete: 50 %25 (1 of 2) is under 90 %25"
    assert FORMATS["github"](NONE) == ""


def test_sarif() -> None:
    """What code scanning needs: rules that results refer to, places as addresses, lines from 1."""
    run = json.loads(FORMATS["sarif"](TOLD))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["AD101", "floor", "missing", "unreadable"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert set(result) <= {"ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"}
        assert result["level"] == "error"
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "src/a%2Cb%3Ac.py"}, "region": {"startLine": 7}}
    assert json.loads(FORMATS["sarif"](NONE))["runs"][0]["results"] == []


@pytest.mark.parametrize("told", [TOLD, NONE], ids=["findings", "nothing"])
def test_sarif_is_valid(told: dict[str, Any]) -> None:
    """It has the shape that the standard prescribes; a member that the standard does not know would be found."""
    schema = Draft4Validator(json.loads(SARIF.read_text(encoding="utf-8")))
    log = json.loads(FORMATS["sarif"](told))
    assert [error.message for error in schema.iter_errors(log)] == []
    log["runs"][0]["nosuchmember"] = 1
    assert not schema.is_valid(log)


def test_severities_of_drift() -> None:
    """What has drifted far is an error, what has drifted little a warning or a note, in the words of each service."""
    names = ("high", "medium", "low")
    rows = [{**ROW, "rule": "drift", "kind": "drift", "severity": name} for name in names]
    told = {**NONE, "findings": rows}
    results = json.loads(FORMATS["sarif"](told))["runs"][0]["results"]
    assert [result["level"] for result in results] == ["error", "warning", "note"]
    commands = [line.partition(" ")[0] for line in FORMATS["github"](told).splitlines()]
    assert commands == ["::error", "::warning", "::notice"]


def test_junit() -> None:
    """An XML file that any reader takes: a failed test for each finding; one that passes where there is none."""
    root = ET.fromstring(FORMATS["junit"](TOLD))
    assert root.attrib == {"tests": "4", "failures": "4", "errors": "0"}
    cases = root.findall("testsuite/testcase")
    assert [case.get("classname") for case in cases] == ["AD101", "missing", "unreadable", "floor"]
    assert "<script>alert(1)</script>" in str(cases[0].find("failure").get("message"))
    passed = ET.fromstring(FORMATS["junit"](NONE))
    assert (passed.get("failures"), passed.find("testsuite/testcase").get("name")) == ("0", "3 objects")


def test_markdown() -> None:
    """A table whose cells hold what they are to hold, and no markup."""
    text = FORMATS["markdown"](TOLD)
    html = to_html(text, extensions=["tables"])
    assert html.count("<tr>") == 1 + 2 + 1 + 4
    assert not {"<script", "<a ", "<code", "<img"} & {tag for tag in ("<script", "<a ", "<code", "<img") if tag in html}
    assert "documented</td>" in html.replace(' style="text-align: right;"', "")
    assert FORMATS["markdown"](NONE).startswith("### aidoc check: nothing to do")


def test_what_is_about_no_object_has_no_empty_name() -> None:
    """A finding on a whole file is its place and the message."""
    row = {**ROW, "path": "", "source": "aidoc-reviewed/pkg.yml", "message": "1 text follows its code"}
    del row["url"]
    told = {"findings": [row], "unreadable": [], "floors": []}
    assert FORMATS["text"](told) == "aidoc-reviewed/pkg.yml: 1 text follows its code"
