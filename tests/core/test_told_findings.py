"""What people are told of a finding: the words at fault, on one line and without secrets, and what was removed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.build.appendix import appendix
from aidoc_core.build.checking import check
from aidoc_core.build.report import report_data
from aidoc_core.build.reviewing import items
from aidoc_core.build.told_findings import finding_data, in_words, quoted
from aidoc_core.checks import Finding, Severity
from aidoc_core.checks.finding import shortened
from aidoc_core.cli.formats import FORMATS
from aidoc_core.render.outline import Table
from tests.core.packages import collect
from tests.core.test_session import build
from tests.laws import law
from tests.test_appendix import said

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

PASSWORD = "Xk9dQ2mW7vLp4TzR"
FALSE = "Draws a random salt each time."
SECRET = f'Logs in with password="{PASSWORD}" at random.'


def finding(**facts: Any) -> Finding:
    return Finding(**{"rule": "AD907", "severity": Severity.DROP, "message": "says so", "where": "summary", **facts})


@law(100)
@given(st.text(max_size=400))
def test_a_quotation_is_one_line(text: str) -> None:
    """It can be printed, is short, and begins as the text does."""
    told = shortened(text)
    assert told.isprintable()
    assert len(told) <= 162
    if text.isprintable() and "##" not in text and len(text) <= 160:
        assert told == text.strip()


def test_a_long_sentence_is_cut_behind_a_word() -> None:
    """Its beginning is enough to find it again."""
    assert shortened("word " * 50) == "word " * 31 + "word …"
    assert shortened("x" * 300) == "x" * 160 + " …"


def test_what_is_not_known_is_left_out() -> None:
    """A finding without words has the members of older releases only."""
    told = finding().to_dict()
    assert told == {"rule": "AD907", "severity": "drop", "message": "says so", "where": "summary"}
    assert (in_words(told), quoted(told)) == ("says so", "")


@pytest.mark.parametrize(
    ("facts", "words", "quotation"),
    [
        ({"quote": "A b.", "cut": "sentence"}, "says so; removed: “A b.”", "“A b.”"),
        ({"quote": "A b.", "cut": "sentence", "severity": Severity.WARN}, "says so: “A b.”", "“A b.”"),
        ({"quote": "`so`", "cut": "code span"}, "says so", "“`so`”"),
        ({"quote": "so", "cut": "entry", "where": "raises so"}, "says so; the entry is removed", "“so”"),
        ({"quote": "A b.", "cut": "entry", "where": "returns"}, "says so; removed: “A b.”", "“A b.”"),
    ],
)
def test_words(facts: dict[str, Any], words: str, quotation: str) -> None:
    """Which sentence or entry it is, whether it is removed, and nothing twice."""
    told = finding_data(finding(**facts))
    assert (in_words(told), quoted(told)) == (words, quotation)


def test_secrets_are_taken_out_before_a_quotation_is_cut() -> None:
    """Half of a secret is none that is recognised."""
    for before in range(120, 170):
        told = finding_data(finding(quote=f'{"x" * before} password="{PASSWORD}" is used.'))
        assert PASSWORD[:4] not in told["quote"]


def test_maintainers_are_told_which_sentence_was_removed(tmp_path: Path, azure: LocalAzure) -> None:
    """The build that removes it, the next one that has it from the cache, a review and `aidoc check`."""
    found = list(collect(tmp_path, "def double(a):\n    return a + a\n").values())

    def answer(objects: Any) -> list[dict[str, Any]]:
        return [
            {
                "n": one.n,
                "name": one.name,
                "summary": "Double a value.",
                "details": f"{FALSE} {SECRET}",
                "sections": [
                    {"kind": "parameter", "name": "a", "text": "What is doubled."},
                    {"kind": "returns", "name": "", "text": "Twice the value."},
                ],
            }
            for one in objects
        ]

    azure.answer = answer
    for _ in ("asked", "from the cache"):
        session = build(tmp_path, found, azure)
        data = json.loads(json.dumps(report_data(session)))
        row = next(row for row in data["objects"] if row["path"] == "pkg.double")
        assert FALSE in [one.get("quote") for one in row["findings"] if one.get("removed") == "sentence"]
        assert PASSWORD not in json.dumps([row["findings"], data["findings"]])
        (rule,) = (one for one in data["findings"] if one["rule"] == "AD907")
        assert FALSE in [one["quote"] for one in rule["first"]]
        tables = [block for block in appendix(data).blocks if isinstance(block, Table)]
        told = [said(line) for table in tables for cells in table.rows for line in cells]
        assert any("pkg.double" in line for line in told)
        assert not any(FALSE in line for line in told)  # readers of the site see it nowhere
    (item,) = (one for one in items(session, session.ledger) if one["path"] == "pkg.double")
    assert FALSE in [one.get("quote") for one in item["findings"]]
    assert all(one["url"].endswith(f"{one['rule']}.md") for one in item["findings"])


def test_a_check_names_what_people_wrote(tmp_path: Path) -> None:
    """The sentence of a docstring that the code contradicts, which nobody removes."""
    code = (
        'def f(a=1):\n    """Do it.\n\n    Args:\n        a: How often. Defaults to 2.\n    """\n'
        'def g(a=1):\n    """Do it.\n\n    Args:\n        a: How often. Defaults to 3.\n    """\n'
    )
    session = build(tmp_path, list(collect(tmp_path, code).values()), offline=True)
    told = check(session, session.ledger, people=True)
    assert [row["quote"] for row in told["findings"]] == ["Defaults to 2.", "Defaults to 3."]
    assert not any("removed" in row for row in told["findings"])
    first, second = FORMATS["text"]({**told, "floors": []}).splitlines()
    assert "“Defaults to 2.”" in first
    assert "“Defaults to 3.”" in second
    page = told["findings"][0]["url"]
    assert page not in first + second  # `check` prints it once, below all findings
