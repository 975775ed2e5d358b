"""What report.json says, counted once more without the code that made it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.answers import DiskAnswers, ReviewedAnswers
from aidoc_core.build.appendix_costs import cost
from aidoc_core.build.complexity import COMPLEX, LIBRARY
from aidoc_core.build.messages import batch_lines
from aidoc_core.build.report import report_data
from aidoc_core.build.report_empty import empty_data
from aidoc_core.build.report_file import json_parts
from aidoc_core.build.report_run import without_run
from aidoc_core.build.report_shape import Report
from aidoc_core.render.outline import Table
from tests.azure import Fault, LocalAzure, every, invent_parameter
from tests.core.packages import collect
from tests.core.test_session import ASKED, build, objects
from tests.test_appendix import said

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.code.objects import ApiObject

__all__ = ["objects"]  # a fixture

MEMBERS = ("input_tokens", "cached_input_tokens", "output_tokens", "reasoning_tokens")


def in_the_cache(root: Path) -> list[dict[str, Any]]:
    """The entries of a cache, as they stand in its database."""
    with closing(sqlite3.connect(root / ".aidoc" / "cache" / "cache.db")) as database:
        rows = database.execute("SELECT value FROM Cache WHERE instr(key, ' ') = 0").fetchall()
    return [json.loads(text) for (text,) in rows]


def total(usages: list[dict[str, Any]], member: str) -> Any:
    return sum(usage[member] for usage in usages)


def test_costs_equal_an_independent_count(tmp_path: Path, objects: list[ApiObject]) -> None:
    """By build, object, model and module, and everything in the database; with repairs and with failures."""
    # Each answer names a parameter that there is none of: functions are asked for again, all in vain for some.
    with LocalAzure(faults=[Fault(every(1), "alter", alter=invent_parameter)]) as azure:
        data = report_data(build(tmp_path, objects, azure))
        billed = azure.billed_usage()
        requests, host = len(azure.requests), azure.url.removeprefix("http://")
    usage, costs = data["usage"], data["costs"]
    assert usage["requests"] == requests > 1
    assert (usage["input_tokens"], usage["output_tokens"]) == (billed.prompt_tokens, billed.completion_tokens)
    assert usage["cost_usd"] == pytest.approx(sum(row["cost_usd"] for row in data["objects"]))
    kept = [entry["usage"] for entry in in_the_cache(tmp_path)]
    for member in (*MEMBERS, "cost_usd"):
        assert costs["kept"][member] == pytest.approx(total(kept, member)), member
        modules = [row["cost"]["build"] for row in data["modules"]]
        assert usage[member] == pytest.approx(total(modules, member)), member
    assert costs["kept"]["texts"] == len(kept) == len(ASKED)
    failed = [entry["usage"] for entry in in_the_cache(tmp_path) if entry["state"] == "failed"]
    assert costs["in_vain"]["kept_failures"]["texts"] == len(failed)
    rows = [row for row in data["objects"] if row["outcome"] == "failed"]
    assert len(rows) == len(failed)
    assert costs["in_vain"]["failures"]["cost_usd"] == pytest.approx(sum(row["cost_usd"] for row in rows))
    assert costs["shown"]["texts"] == sum(row["outcome"] == "generated" for row in data["objects"])
    by_model = [row["build"]["cost_usd"] for row in costs["models"]]
    with_model = [row["cost_usd"] for row in data["objects"] if row["model"]]
    assert sum(by_model) == pytest.approx(sum(with_model))
    assert data["hosts"] == [{"host": host, "requests": requests}]


def test_later_builds_know_what_was_paid(tmp_path: Path, objects: list[ApiObject], azure: LocalAzure) -> None:
    """From the cache: nothing by this build, all of it for these texts, and the same saved."""
    first = report_data(build(tmp_path, objects, azure))
    later = report_data(build(tmp_path, objects, offline=True))
    assert later["usage"]["cost_usd"] == 0
    assert later["costs"]["shown"] == first["costs"]["shown"] == first["costs"]["kept"]
    assert (
        later["costs"]["saved"]["cache_usd"] == later["usage"]["saved_usd"] == pytest.approx(first["usage"]["cost_usd"])
    )
    assert [row["kept_usd"] for row in later["objects"]] == [row["kept_usd"] for row in first["objects"]]
    assert later["hosts"] == []


def test_a_reviewed_text_cost_what_the_cache_says(tmp_path: Path, objects: list[ApiObject], azure: LocalAzure) -> None:
    """The file has no dollars in it; without the cache nobody knows them, and unknown is not nothing."""
    first = report_data(build(tmp_path, objects, azure))
    cache = DiskAnswers(tmp_path / ".aidoc" / "cache")
    ReviewedAnswers(tmp_path / "aidoc-reviewed").propose(cache.entries())
    cache.close()
    reviewed = report_data(build(tmp_path, objects, offline=True))
    assert {row["outcome"] for row in reviewed["objects"] if row["path"] in ASKED} == {"reviewed"}
    assert reviewed["costs"]["shown"] == first["costs"]["shown"]
    alone = report_data(build(tmp_path, objects, offline=True, cache_dir="nowhere"))
    assert alone["costs"]["shown"]["texts"] == alone["costs"]["shown"]["unpriced"] == len(ASKED)
    assert alone["costs"]["shown"]["cost_usd"] is None


def test_an_unknown_price_is_unknown(tmp_path: Path, objects: list[ApiObject]) -> None:
    """Everywhere, and never 0."""
    with LocalAzure(deployments={"docs": "nobody-knows-1"}) as azure:
        data = report_data(build(tmp_path, objects, azure))
    costs = data["costs"]
    unknown = [
        data["usage"]["cost_usd"], costs["shown"]["cost_usd"], costs["kept"]["cost_usd"],
        costs["models"][0]["build"]["cost_usd"], costs["saved"]["bundles_usd"], data["modules"][0]["cost"]["build"]["cost_usd"],
        *(row["cost_usd"] for row in data["objects"] if row["path"] in ASKED),
    ]  # fmt: skip
    assert set(unknown) == {None}
    assert costs["shown"]["unpriced"] == len(ASKED)


def test_what_is_missing_is_estimated_as_a_build_does(
    tmp_path: Path, objects: list[ApiObject], azure: LocalAzure
) -> None:
    """Offline in tokens, by length; where nothing could be sent, as the plan in the log has it."""
    data = report_data(build(tmp_path, objects, offline=True))
    missing = data["costs"]["missing"]
    assert missing["objects"] == len(ASKED) == data["outcomes"]["missed"]
    assert missing["requests"] == 1
    assert missing["cost_usd"] is None
    assert missing["input_tokens"] > 300
    with LocalAzure(faults=[Fault(every(1), "status", status=401)]) as closed:
        refused = report_data(build(tmp_path, objects, closed, model="gpt-4.1-mini"))["costs"]["missing"]
    assert refused["objects"] == len(ASKED)
    assert refused["cost_usd"] > 0
    paid = report_data(build(tmp_path, objects, azure))
    assert paid["costs"]["missing"]["objects"] == paid["costs"]["missing"]["input_tokens"] == 0


COMPLEX_CODE = '''
"""A package."""

__all__ = ["hard", "easy"]

def easy(a):
    return _inner(a)

def hard(rows):
    for row in rows:
        if row:
            while row:
                if row.a: row = easy(row)
                elif row.b: continue
                else: break
    return easy(rows)

def _inner(rows):
    """Documented.

    Args:
        rows: Some.

    Returns:
        All.
    """
    return [easy(row) for row in rows if row]
'''


def test_what_needs_a_person_comes_in_order_of_importance(tmp_path: Path) -> None:
    """Exported, used and complex objects first; each with what is known of it, and counted by need."""
    found = collect(tmp_path, COMPLEX_CODE).values()
    data = report_data(build(tmp_path, found, offline=True, kinds=["function"]))
    rows = {row["path"]: row for row in data["objects"]}
    assert {path: row["uses"] for path, row in rows.items() if row["kind"] == "function"} == {
        "pkg.easy": 3, "pkg.hard": 0, "pkg._inner": 1,
    }  # fmt: skip
    assert {path: row["exported"] for path, row in rows.items()} == {
        "pkg": None, "pkg.easy": True, "pkg.hard": True, "pkg._inner": False, "pkg.__all__": False,
    }  # fmt: skip
    assert data["next"]["counts"] == {"missing": 2}
    assert [step["path"] for step in data["next"]["first"]] == ["pkg.easy", "pkg.hard"]
    assert rows["pkg.hard"]["needs"] == ["missing"]
    assert rows["pkg._inner"]["needs"] == []
    assert rows["pkg._inner"]["importance"] < rows["pkg.easy"]["importance"]


def test_complexity_is_measured_where_the_library_is(tmp_path: Path) -> None:
    """By function, with where the figure comes from, and in bands against coverage that add up."""
    found = collect(tmp_path, COMPLEX_CODE).values()
    data = report_data(build(tmp_path, found, offline=True, exclude=["pkg.hard"]))
    rows = {row["path"]: row for row in data["objects"]}
    assert data["complexity"]["source"].startswith(f"{LIBRARY} ")
    assert data["complexity"]["note"] == ""
    assert {path: row["complexity"] for path, row in rows.items()} == {
        "pkg": None, "pkg.easy": 0, "pkg.hard": 12, "pkg._inner": 2, "pkg.__all__": None,
    }  # fmt: skip
    assert rows["pkg.hard"]["complexity"] >= COMPLEX
    assert rows["pkg.hard"]["needs"] == ["undocumented"]
    assert [step["words"] for step in data["next"]["first"] if step["path"] == "pkg.hard"] == [
        "complex (12) and undocumented"
    ]
    bands = data["complexity"]["bands"]
    assert [(band["least"], band["most"]) for band in bands] == [(0, 0), (1, 4), (5, 9), (10, 15), (16, 25), (26, None)]
    assert [band["objects"] for band in bands] == [1, 1, 0, 1, 0, 0]
    assert [(band["before"], band["after"], band["complete"]) for band in bands[:2]] == [(0, 0, 0), (1, 1, 1)]


def test_findings_lead_to_rules_and_objects(tmp_path: Path) -> None:
    """What the checks say of texts, by rule; what the code contradicts, in words and with the page of the rule."""
    code = 'def f(a):\n    """Do it.\n\n    Args:\n        a: One.\n        b: Two.\n    """\n\n\ndef g(a): ...\n'
    found = collect(tmp_path, code).values()
    with LocalAzure() as azure:
        data = report_data(build(tmp_path, found, azure))
    (told,) = data["contradictions"]
    assert (told["path"], told["rule"]) == ("pkg.f", "AD101")
    assert told["hint"]
    assert told["url"].endswith("/AD101.md")
    assert next(row for row in data["objects"] if row["path"] == "pkg.f")["needs"][-1] == "contradicted"
    assert "contradicted" in [step["needs"] for step in data["next"]["first"]]
    by_rule = {row["rule"]: row for row in data["findings"]}
    for row in data["objects"]:
        for finding in row["findings"]:
            assert row["path"] in by_rule[finding["rule"]]["objects"]
    assert sum(row["findings"] for row in data["findings"]) == sum(len(row["findings"]) for row in data["objects"])


def test_a_build_with_nothing_to_request_reads_no_price_list(
    tmp_path: Path, objects: list[ApiObject], azure: LocalAzure
) -> None:
    """It takes seconds to load: neither offline nor where everything is in the cache."""
    build(tmp_path, objects, azure)
    code = """
import sys
from pathlib import Path
from aidoc_core.build.report import report_data
from tests.core.packages import collect
from tests.test_appendix import said
from tests.core.test_session import CODE, build
root = Path(sys.argv[1])
found = collect(root, CODE).values()
for options in ({"offline": True}, {"endpoint": "http://127.0.0.1:9", "deployment": "docs"}):
    data = report_data(build(root, found, **options))
    assert data["outcomes"]["cached"] == 5, data["outcomes"]
    assert data["costs"]["missing"]["cost_usd"] == 0
print([name for name in ("genai_prices", "tiktoken", "openai", "rich.table") if name in sys.modules])
"""
    run = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("[]\n", "")


PAGE = Fault(lambda request: request.number <= 2, "html")


@pytest.mark.parametrize(
    ("faults", "model", "unpriced"),
    [([PAGE], "", 2), ([Fault(every(1), "no_usage")], "", None), ([PAGE], "no such model", None), ([], "", 0)],
    ids=["some may be billed", "nobody tells", "no price", "all is known"],
)
def test_what_nobody_knows_is_no_zero(
    faults: list[Fault], model: str, unpriced: int | None, tmp_path: Path, objects: list[ApiObject]
) -> None:
    """Requests that may have been billed without a word are counted beside the dollars, wherever these stand."""
    with LocalAzure(faults=faults) as azure:
        session = build(tmp_path, objects, azure, model=model, concurrency=1)
        data = json.loads(json.dumps(report_data(session)))
    usage = data["usage"]
    known, lines = usage["known_usd"], "\n".join(batch_lines(session))
    table = next(block for block in cost(data) if isinstance(block, Table))
    shown = said(table.rows[0][1])
    if unpriced is None:  # none of the requests has a price
        assert (usage["unpriced"], known) == (usage["requests"], 0)
        assert "cost unknown" in lines
        assert shown == "unknown (no price for this model)"
        assert "$0.0000" not in lines
    else:
        assert usage["unpriced"] == unpriced
        assert known == pytest.approx(usage["cost_usd"])
        assert known > 0
        told = f"at least ${known:.4f} ({unpriced} requests of unknown cost)" if unpriced else f"${known:.4f}"
        assert told in lines
        assert shown == told
    assert Report.model_validate(data).usage.unpriced == usage["unpriced"]


@pytest.mark.parametrize(
    "options",
    [{}, {"offline": True, "review_floor": 0.5}, {"model": "m", "deployment": "d", "report_history": "h.jsonl"}],
)
def test_a_report_of_nothing_is_what_a_whole_one_says_of_nothing(tmp_path: Path, options: dict[str, Any]) -> None:
    """It is made without all that counts; of builds that have looked at nothing."""
    session = build(tmp_path, [], **options)
    assert session.is_idle
    assert empty_data(session) == without_run(report_data(session))


@pytest.mark.parametrize("number", [0, 3, 301])
def test_a_large_report_is_written_row_by_row(number: int) -> None:
    """What is written is what all of it at once would be: a small one on many lines, a large one on one."""
    rows = [{"path": f"pkg.{one}", "text": 'A "text" — of two\nlines', "needs": []} for one in range(number)]
    data = {"version": 2, "objects": rows, "models": [], "costs": {"kept": None}, "modules": [{"path": "pkg"}]}
    indent = 1 if number <= 300 else None
    assert "".join(json_parts(data)) == json.dumps(data, ensure_ascii=False, indent=indent)
