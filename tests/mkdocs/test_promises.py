"""The promises of a build: source untouched, people's words kept, nothing invented, nothing paid twice."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from tests.azure import (
    INVENTED,
    Alter,
    Fault,
    answer_unasked,
    double_answer,
    double_parameter,
    drop_parameter,
    every,
    invent_parameter,
    leave_out_last,
    rename_parameter,
)
from tests.mkdocs.project import REPORT

if TYPE_CHECKING:
    from tests.azure import LocalAzure, SeenRequest
    from tests.mkdocs.project import Built, Project

ASKED = [
    "small.weather.Gauge",
    "small.weather.Gauge.__init__",
    "small.weather.Gauge.full",
    "small.weather.Gauge.rise",
    "small.weather.forecast",
    "small.weather.read",
]

APPENDIX = ["aidoc.html", REPORT, "search/search_index.json"]


def _first(request: SeenRequest) -> bool:
    return request.number == 1


def _accounts_hold(built: Built, azure: LocalAzure) -> None:
    """Outcomes add up to the objects, and what the objects cost adds up to what was billed."""
    report = built.report
    assert sum(report["outcomes"].values()) == len(report["objects"]) == report["coverage"]["after"]["total"]
    billed = azure.billed_usage(built.requests)
    objects = report["objects"]
    assert report["usage"]["input_tokens"] == billed.prompt_tokens
    assert report["usage"]["output_tokens"] == billed.completion_tokens
    assert report["usage"]["cached_input_tokens"] == billed.cached_tokens
    assert sum(entry["tokens"]["input"] for entry in objects) == billed.prompt_tokens
    assert sum(entry["tokens"]["cached_input"] for entry in objects) == billed.cached_tokens
    assert sum(entry["tokens"]["output"] for entry in objects) == billed.completion_tokens
    dollars = sum(Decimal(str(entry["cost_usd"])) for entry in objects)
    assert dollars == pytest.approx(Decimal(str(report["usage"]["cost_usd"])), abs=Decimal("1e-12"))
    assert report["usage"]["requests"] == len(built.requests)


def test_a_first_build_fills_every_gap_with_one_request(project: Project, azure: LocalAzure) -> None:
    """Everything that the page lacks is asked for at once, shown, and the source stays as it is."""
    built = project.build()
    assert built.error is None
    assert built.logged == []
    assert built.changed == []
    assert built.asked == ASKED
    assert len(built.requests) == 1
    assert "Alpine gauge of the glacier" in built.object("small.weather.Gauge").get_text()
    assert built.report["on_demand"] == 0
    _accounts_hold(built, azure)


def test_a_second_build_asks_nothing_and_writes_the_same_pages(project: Project) -> None:
    """What was paid for is on disk; only the appendix, and its words in the search index, tell the builds apart."""
    first = project.build()
    pages = first.files(without=APPENDIX)
    second = project.build()
    assert (second.error, second.logged, second.changed, second.requests) == (None, [], [], [])
    assert second.files(without=APPENDIX) == pages
    assert set(second.outcomes.values()) == {"human", "cached"}
    assert second.report["usage"]["saved_usd"] == pytest.approx(first.report["usage"]["cost_usd"])


def test_an_offline_build_asks_nothing_and_shows_the_same(project: Project) -> None:
    """A warm cache is all that an offline build needs; not even a key."""
    page = project.build().html()
    offline = project.build(aidoc={"offline": True, "endpoint": "", "deployment": ""})
    assert (offline.error, offline.logged, offline.changed, offline.requests) == (None, [], [], [])
    assert offline.html() == page


def _without_marks(html: str) -> BeautifulSoup:
    soup = BeautifulSoup(html, "html.parser")
    for mark in soup.find_all(class_="aidoc-badge"):
        mark.decompose()
    return soup


@pytest.mark.parametrize("table", ["table", "list", "spacy"])
def test_a_persons_words_keep_their_html(project: Project, table: str) -> None:
    """Each docstring that a person wrote renders as without the plugin; text is only added after it or to its lists."""
    project.options |= {"docstring_section_style": table}
    plain = project.build(plugin=False)
    filled = project.build()
    assert filled.logged == plain.logged == []
    whole = "small.weather.complete"
    assert str(filled.object(whole)) == str(plain.object(whole))
    module = plain.soup().find(id="small.weather")
    assert module is not None
    assert str(module.find_next("p")) == str(filled.soup().find(id="small.weather").find_next("p"))
    before, after = (_contents(built.object("small.weather.read")) for built in (plain, filled))
    for words in before:
        assert after.count(words) >= before.count(words), words


def _contents(element: Any) -> list[str]:
    """The HTML of the leaves that hold words: paragraphs, list items and table rows."""
    contents = element.find(class_="doc-contents")
    return [str(leaf) for leaf in contents.find_all(["p", "li", "tr"])]


@pytest.mark.parametrize(
    "alter",
    [invent_parameter, rename_parameter, drop_parameter, double_parameter, double_answer, leave_out_last],
)
def test_a_wrong_answer_is_repaired(project: Project, azure: LocalAzure, alter: Alter) -> None:
    """A first reply that is wrong costs a repair at most; the page is what the right answers make it."""
    right = project.build(aidoc={"cache_dir": ".aidoc/right"})
    azure.reset()
    azure.faults = [Fault(_first, "alter", alter=alter)]
    built = project.build()
    assert (built.error, built.logged, built.changed) == (None, [], [])
    assert len(built.requests) <= 2
    assert built.text() == right.text()
    assert built.report["outcomes"]["generated"] == len(ASKED)
    _accounts_hold(built, azure)


@pytest.mark.parametrize("alter", [invent_parameter, rename_parameter])
def test_what_stays_wrong_never_reaches_a_page(project: Project, azure: LocalAzure, alter: Alter) -> None:
    """What is wrong is removed, and the rest is shown; nothing is asked for again."""
    azure.faults = [Fault(every(1), "alter", alter=alter)]
    built = project.build()
    assert built.error is None
    assert built.outcomes["small.weather.Gauge.rise"] == "generated"
    assert INVENTED not in built.text()
    assert "_value" not in built.text()
    assert "Alpine gauge" in built.text()
    _accounts_hold(built, azure)
    assert project.build().requests == []


@pytest.mark.parametrize("alter", [invent_parameter, rename_parameter])
def test_an_answer_that_stays_wrong_never_reaches_a_page(project: Project, azure: LocalAzure, alter: Alter) -> None:
    """The objects concerned fail, with their places; the others are shown; failures are not asked for again."""
    azure.faults = [Fault(every(1), "alter", alter=alter)]
    checks = {"checks": {"AD101": "reject"}}
    built = project.build(aidoc=checks)
    assert built.error is None
    failed = sorted(path for path, outcome in built.outcomes.items() if outcome == "failed")
    assert "small.weather.Gauge" not in failed
    assert "small.weather.Gauge.rise" in failed
    assert len(built.logged) == len(failed)
    assert all(line.startswith("WARNING aidoc: src/small/weather.py:") for line in built.logged)
    assert INVENTED not in built.text()
    assert "_value" not in built.text()
    assert "Alpine gauge" in built.text()
    _accounts_hold(built, azure)
    again = project.build(aidoc=checks)
    assert again.requests == []
    assert again.logged == built.logged
    assert again.outcomes == {path: "cached" if out == "generated" else out for path, out in built.outcomes.items()}


def test_an_answer_that_was_not_asked_for_is_left_out(project: Project, azure: LocalAzure) -> None:
    """An answer with a number that stands for nothing changes nothing."""
    right = project.build(aidoc={"cache_dir": ".aidoc/right"})
    azure.reset()
    azure.faults = [Fault(every(1), "alter", alter=answer_unasked)]
    built = project.build()
    assert (built.error, built.logged, len(built.requests)) == (None, [], 1)
    assert built.text() == right.text()
    _accounts_hold(built, azure)


def test_an_object_that_is_never_answered_fails_alone(project: Project, azure: LocalAzure) -> None:
    """A reply that leaves one object out, also in the repair, costs that object."""
    azure.faults = [Fault(every(1), "alter", alter=leave_out_last)]
    built = project.build()
    failed = [path for path, outcome in built.outcomes.items() if outcome == "failed"]
    assert len(failed) == 1
    place = "WARNING aidoc: src/small/weather.py:42: small.weather.Gauge.full"
    why = "no usable answer (AD100: was not answered). Write the docstring, or build again with 'retry_failed: true'."
    assert built.logged == [f"{place}: {why}"]
    _accounts_hold(built, azure)


@pytest.mark.parametrize("kind", ["refusal", "cut_content", "null_content", "content_filter", "finish_length"])
def test_what_a_failed_request_was_billed_is_accounted_for(project: Project, azure: LocalAzure, kind: str) -> None:
    """Failures cost their objects and are paid for: the accounts hold all the same."""
    azure.faults = [Fault(lambda request: request.number == 2, kind)]
    project.aidoc = {**(project.aidoc or {}), "bundle": 2, "concurrency": 1}
    built = project.build()
    assert built.error is None
    assert built.changed == []
    _accounts_hold(built, azure)


@pytest.mark.parametrize(
    ("on_miss", "level", "stops"), [("warn", "WARNING", False), ("error", "ERROR", True), ("ignore", "", False)]
)
def test_on_miss_says_what_a_miss_does(project: Project, on_miss: str, level: str, *, stops: bool) -> None:
    """Misses warn, stop the build at its end, or pass in silence; the site is there in each case."""
    built = project.build(aidoc={"offline": True, "on_miss": on_miss})
    misses = [line for line in built.logged if "not in the cache" in line]
    assert len(misses) == (len(ASKED) if level else 0)
    assert all(line.startswith(f"{level} aidoc: src/small/weather.py:") for line in misses)
    assert (built.error is not None) is stops
    rest = [line for line in built.logged if line not in misses]
    expected = "ERROR aidoc: 6 objects have no answer (on_miss: error)."
    assert rest == ([expected] if stops else [])
    assert "Weather, in a few lines." in built.text()
    assert built.report["outcomes"]["missed"] == len(ASKED)


def test_on_miss_error_stops_where_the_service_is_down(project: Project, azure: LocalAzure) -> None:
    """No success over a loss: objects that could not be asked for count as misses too."""
    azure.faults = [Fault(every(1), "status", status=401)]
    built = project.build(aidoc={"on_miss": "error"})
    assert built.error is not None
    assert built.logged[-1] == "ERROR aidoc: 6 objects have no answer (on_miss: error)."
    assert len(built.logged) == 2


def test_strict_stops_for_a_miss_and_not_without_one(project: Project) -> None:
    """A miss is a warning of MkDocs' own, so `strict` counts it; a build without misses passes."""
    assert project.build(strict=True).error is None
    missing = project.build(strict=True, aidoc={"offline": True, "cache_dir": ".aidoc/none"})
    assert "6 warnings in strict mode" in str(missing.error)
    ignored = project.build(strict=True, aidoc={"offline": True, "cache_dir": ".aidoc/none", "on_miss": "ignore"})
    assert (ignored.error, ignored.logged) == (None, [])
