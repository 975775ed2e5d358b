"""A change of model: what is paid for is kept, and redone once where that is asked for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.answers import DiskAnswers, Entry, ReadOnlyAnswers
from aidoc_core.answers.answer import Answer, Described
from aidoc_core.answers.usage import Usage
from aidoc_core.build.provenance import is_other_model, sum_up
from aidoc_core.build.session import Session
from aidoc_core.model import prices
from aidoc_core.settings import Settings
from tests.azure import Fault, LocalAzure, every, invent_parameter
from tests.core.packages import collect

if TYPE_CHECKING:
    from pathlib import Path

CODE = "def f(a, b):\n    return a + b\n\n\ndef g(x):\n    return x\n"
DEPLOYMENTS = {
    "docs": "gpt-4.1-mini-2025-04-14",
    "docs-large": "gpt-4.1-2025-04-14",
    "other": "gpt-4.1-mini-2025-04-14",
}


@pytest.fixture
def azure() -> Any:
    """Two models behind three deployments."""
    with LocalAzure(deployments=DEPLOYMENTS) as server:
        yield server


def build(root: Path, azure: LocalAzure, **options: Any) -> Session:
    """One build of the same two functions."""
    objects = collect(root, CODE).values()
    settings = Settings(endpoint=azure.url, kinds=["function"], **({"deployment": "docs"} | options))
    session = Session(settings, root=root, tool="tests", environment={"AZURE_OPENAI_API_KEY": "test-key"})
    try:
        session.fill(objects)
        return session
    finally:
        session.close()


def sent(azure: LocalAzure) -> int:
    """Requests since the last time."""
    number = len(azure.requests)
    azure.reset()
    return number


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"model": "gpt-4.1-mini"}, {"deployment": "docs-large", "model": "gpt-4.1"}),
        ({}, {"deployment": "docs-large"}),
        ({}, {"deployment": "docs-large", "model": "any name for prices"}),
        ({"deployment": "docs-large", "model": "gpt-4.1"}, {"model": "gpt-4.1-mini"}),
    ],
)
def test_four_builds_with_refresh(
    before: dict[str, str], after: dict[str, str], tmp_path: Path, azure: LocalAzure
) -> None:
    """The first pays, the second does not, the third pays for the new wish, the fourth does not."""
    refresh = {"on_model_change": "refresh"}
    paid = []
    for options in (before, before, after, after):
        session = build(tmp_path, azure, **refresh, **options)
        assert session.new_problems() == []
        assert session.results.other_models is None
        paid.append(sent(azure))
    assert paid == [1, 0, 1, 0]
    wanted = {"deployment": "docs", **after}
    assert {record.entry.model for record in session.ledger if record.entry} == {DEPLOYMENTS[wanted["deployment"]]}


def test_four_builds_with_keep(tmp_path: Path, azure: LocalAzure) -> None:
    """Nothing is paid again; how many answers are of another model is told, with what redoing them would cost."""
    paid, told = [], []
    for deployment in ("docs", "docs", "docs-large", "docs-large"):
        session = build(tmp_path, azure, deployment=deployment, model=DEPLOYMENTS[deployment][:-11])
        paid.append(sent(azure))
        told.append(session.results.other_models)
    assert paid == [1, 0, 0, 0]
    assert told[:2] == [None, None]
    assert told[2] == told[3]
    assert told[2] is not None
    assert (told[2].answers, told[2].models) == (2, ("gpt-4.1-mini-2025-04-14",))
    assert told[2].cost_usd is not None
    assert told[2].cost_usd > 0
    offline = build(tmp_path, azure, deployment="docs-large", offline=True)
    assert offline.results.other_models is None


def test_a_renamed_deployment_of_the_same_model_costs_nothing(tmp_path: Path, azure: LocalAzure) -> None:
    """Where both builds name the model, the deployment's name does not count."""
    build(tmp_path, azure, model="gpt-4.1-mini", on_model_change="refresh")
    sent(azure)
    session = build(tmp_path, azure, deployment="other", model="gpt-4.1-mini", on_model_change="refresh")
    assert (sent(azure), session.results.other_models) == (0, None)


def test_what_cannot_be_redone_stays(tmp_path: Path, azure: LocalAzure) -> None:
    """A key that is refused, a budget of nothing: the answers that were paid for are shown, and asked for later."""
    build(tmp_path, azure)
    sent(azure)
    again = {"deployment": "docs-large", "on_model_change": "refresh"}
    azure.api_key = "another"
    refused = build(tmp_path, azure, **again)
    assert refused.ledger.outcomes()["cached"] == 2
    assert [problem.kind for problem in refused.new_problems()] == ["model"]
    azure.api_key = "test-key"
    spent = build(tmp_path, azure, model="gpt-4.1", budget_usd=0.0, **again)
    assert spent.ledger.outcomes()["cached"] == 2
    sent(azure)
    assert build(tmp_path, azure, **again).ledger.outcomes()["generated"] == 2


def test_a_worse_answer_does_not_replace_a_better_one(tmp_path: Path, azure: LocalAzure) -> None:
    """What the new model says is rejected: the old text stays, what was paid is told, and nobody pays again."""
    build(tmp_path, azure)
    sent(azure)
    azure.faults = [Fault(every(1), "alter", alter=invent_parameter)]
    again = {"deployment": "docs-large", "on_model_change": "refresh", "checks": {"AD101": "reject"}}
    session = build(tmp_path, azure, **again)
    assert session.ledger.outcomes()["cached"] == 2
    assert {record.entry.model for record in session.ledger if record.entry} == {DEPLOYMENTS["docs"]}
    spent = sum((record.usage for record in session.ledger), Usage())
    assert spent == session.counters.usage
    assert sent(azure) == 2
    azure.faults = []
    session = build(tmp_path, azure, **again)
    assert (sent(azure), session.ledger.outcomes()["cached"]) == (0, 2)


def test_reviewed_answers_are_nobodys_to_redo(tmp_path: Path, azure: LocalAzure) -> None:
    """A text that a person has accepted stays, whatever model wrote it."""
    from aidoc_core.answers import ReviewedAnswers

    first = build(tmp_path, azure)
    ReviewedAnswers(tmp_path / "aidoc-reviewed").propose([r.entry for r in first.ledger if r.entry])
    sent(azure)
    session = build(tmp_path, azure, deployment="docs-large", on_model_change="refresh")
    assert (sent(azure), session.ledger.outcomes()["reviewed"], session.results.other_models) == (0, 2, None)


ENTRY = Entry(
    fingerprint="0" * 16, path="pkg.f", module="pkg", kind="function", state="answered", model="gpt-4.1-2025-04-14"
)


@pytest.mark.parametrize(
    ("entry", "settings", "other"),
    [
        ({}, {}, False),
        ({}, {"deployment": "docs"}, False),
        ({}, {"model": "gpt-4.1"}, False),
        ({}, {"model": "gpt-4.1-mini"}, True),
        ({"model": "gpt-4.1-mini-2025-04-14"}, {"model": "gpt-4.1"}, True),
        ({"model": "gpt-4.1"}, {"model": "gpt-4.1"}, False),
        ({"model": "gpt-4.1-"}, {"model": "gpt-4.1"}, True),
        ({"model": "gpt-4.1-a5"}, {"model": "gpt-4.1"}, True),
        ({"model": ""}, {"model": "gpt-4.1"}, False),
        ({"deployment": "a"}, {"deployment": "a"}, False),
        ({"deployment": "a"}, {"deployment": "b"}, True),
        ({"deployment": "a"}, {"deployment": "a", "model": "gpt-5"}, False),
        ({"deployment": "a", "wanted_model": "m"}, {"deployment": "b", "model": "m"}, False),
        ({"deployment": "a", "wanted_model": "m"}, {"deployment": "a", "model": "n"}, True),
        ({"deployment": "a", "wanted_model": "m"}, {"deployment": "a"}, False),
        ({"deployment": "a", "wanted_model": "m"}, {"deployment": "b"}, True),
    ],
)
def test_what_was_asked_for_counts(entry: dict[str, Any], settings: dict[str, Any], other: object) -> None:
    """Models where both name one, else deployments; what release 0.1.0 kept goes by the name in the response."""
    assert is_other_model(replace(ENTRY, **entry), Settings(**settings)) is other


def test_what_was_asked_for_is_kept(tmp_path: Path, azure: LocalAzure) -> None:
    """The entry names deployment and option; without them its JSON is what it was."""
    build(tmp_path, azure, model="gpt-4.1-mini")
    cache = ReadOnlyAnswers(tmp_path / ".aidoc" / "cache")
    assert {(one.deployment, one.wanted_model, one.model) for one in cache.entries()} == {
        ("docs", "gpt-4.1-mini", "gpt-4.1-mini-2025-04-14")
    }
    cache.close()
    assert "deployment" not in ENTRY.to_json()
    assert "wanted_model" not in ENTRY.to_json()


def test_the_price_of_redoing_is_unknown_rather_than_zero(tmp_path: Path, azure: LocalAzure) -> None:
    """A deployment whose name is no model's, and answers whose tokens nobody counted."""
    build(tmp_path, azure)
    told = build(tmp_path, azure, deployment="docs-large").results.other_models
    assert told is not None
    assert told.cost_usd is None
    store = DiskAnswers(tmp_path / ".aidoc" / "cache")
    for entry in list(store.entries()):
        store.put(replace(entry, usage=Usage(cost_usd=Decimal(0))))
    store.close()
    told = build(tmp_path, azure, deployment="docs-large", model="gpt-4.1").results.other_models
    assert told is not None
    assert (told.answers, told.cost_usd) == (2, None)


def test_the_price_of_redoing_is_the_sum_of_all() -> None:
    """Each answer by the tokens that it took, at the price of the model that the settings name."""
    usages = [Usage(input_tokens=1_000 * n, output_tokens=100 * n) for n in (1, 2, 4)]
    entries = [replace(ENTRY, usage=usage) for usage in usages]
    found = sum_up(entries, Settings(model="gpt-4.1-mini"))
    one = prices.cost("gpt-4.1-mini", usages[0])
    assert one is not None
    assert found.cost_usd == 7 * one
    assert (found.answers, found.models) == (3, ("gpt-4.1-2025-04-14",))


def test_a_failed_redo_of_an_answer_of_which_nothing_is_left(tmp_path: Path, azure: LocalAzure) -> None:
    """The old text no longer fits the code and the new one is rejected: the object fails, and the failure is kept."""
    build(tmp_path, azure)
    store = DiskAnswers(tmp_path / ".aidoc" / "cache")
    for entry in list(store.entries()):
        gone = Answer(parameters=(Described(name="nothing", description="Of the kind."),))
        store.put(replace(entry, answer=gone))
    store.close()
    sent(azure)
    azure.faults = [Fault(every(1), "alter", alter=invent_parameter)]
    again = {"deployment": "docs-large", "on_model_change": "refresh", "checks": {"AD101": "reject"}}
    assert build(tmp_path, azure, **again).ledger.outcomes()["failed"] == 2
    sent(azure)
    assert build(tmp_path, azure, **again).ledger.outcomes()["failed"] == 2
    assert sent(azure) == 0
