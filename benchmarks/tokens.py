"""The trade of bundle sizes on stripped httpx: tokens, requests, dollars, time to the last answer, a failure's cost."""

from __future__ import annotations

import heapq
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.usage import Usage
from aidoc_core.model import prices
from benchmarks.context_parts import part_rows, parts_table
from benchmarks.packages import count_tokens, source_tokens, stripped, vocabulary
from benchmarks.sessions import all_objects, session
from benchmarks.wire_form import form_rows, form_table
from tests.azure import LocalAzure

if TYPE_CHECKING:
    from aidoc_core.build.session import Session
    from tests.azure import SeenRequest

SIZES = (1, 4, 8, 16, 32, 64)
DEFAULT = 16
MODELS = ("gpt-4.1-mini", "gpt-4o", "gpt-5-mini")
CONCURRENCY = 8
FIRST_BYTE_S = 0.5
TOKENS_PER_S = 100.0
"""Output speed assumed for the column of times; it is computed from the replies' lengths, not waited for."""
CACHED_SHARE = 0.25
"""What a cached input token costs as a share of the list price: gpt-4.1-mini, $0.10 against $0.40 a million."""


def run(*, quick: bool = False) -> dict[str, Any]:
    """Measure each bundle size; the figures at the top are those of the default."""
    source = stripped("httpx==0.28.1")
    tokens = source_tokens(source, "httpx")
    sizes = {size: _measure(source, tokens, size) for size in ((DEFAULT,) if quick else SIZES)}
    top = ("input_per_source_token", "raw_input_per_source_token", "output_per_object", "output_over_text",
           "requests", "prefix_share")  # fmt: skip
    parts = {} if quick else part_rows()
    return {name: sizes[DEFAULT][name] for name in top} | {
        "vocabulary": vocabulary(),
        "source_tokens": tokens,
        "sizes": sizes,
        "parts": parts,
        "form": {} if quick else form_rows(),
    }


def _measure(source: Path, source_count: int, size: int) -> dict[str, Any]:
    with (
        tempfile.TemporaryDirectory() as root,
        LocalAzure(tokenizer=count_tokens) as azure,
        session(azure, Path(root), bundle=size, concurrency=CONCURRENCY) as one,
    ):
        records = one.fill(all_objects(one, source, "httpx"))
        requests = list(azure.requests)
        total = azure.billed_usage()
        texts = _texts(one)
    filled = sum(record.filled for record in records)
    paid = total.prompt_tokens - (1 - CACHED_SHARE) * total.cached_tokens
    usage = Usage(
        input_tokens=total.prompt_tokens, cached_input_tokens=total.cached_tokens, output_tokens=total.completion_tokens
    )
    costs = {model: prices.cost(model, usage) or Decimal(0) for model in MODELS}
    largest = max(requests, key=lambda request: request.usage.total_tokens if request.usage else 0)
    failure = prices.cost(MODELS[0], Usage(
        input_tokens=largest.usage.prompt_tokens if largest.usage else 0,
        output_tokens=largest.usage.completion_tokens if largest.usage else 0,
    ))  # fmt: skip
    return {
        "filled": filled,
        "requests": len(requests),
        "input_tokens": total.prompt_tokens,
        "input_per_source_token": round(paid / source_count, 3),
        "raw_input_per_source_token": round(total.prompt_tokens / source_count, 3),
        "prefix_share": round(total.cached_tokens / max(1, total.prompt_tokens), 3),
        "output_tokens": total.completion_tokens,
        "output_per_object": round(total.completion_tokens / max(1, filled), 1),
        "output_over_text": round(total.completion_tokens / max(1, texts), 3),
        "usd": {model: round(float(cost), 4) for model, cost in costs.items()},
        "last_answer_s": round(_makespan(requests), 1),
        "largest_failure_usd": round(float(failure or 0), 5),
    }


def _texts(one: Session) -> int:
    """Tokens of the kept texts alone, with the names they belong to."""
    total = 0
    for record in one.ledger:
        if record.entry is not None:
            answer = record.entry.answer
            parts = [answer.summary, answer.description, answer.returns, answer.yields]
            parts += [f"{item.name}: {item.description}" for item in (*answer.parameters, *answer.raises)]
            total += count_tokens("\n".join(part for part in parts if part))
    return total


def _makespan(requests: list[SeenRequest]) -> float:
    """When the last of these requests is answered, with so many workers, each taking the next one."""
    workers = [0.0] * CONCURRENCY
    for request in requests:
        duration = FIRST_BYTE_S + (request.usage.completion_tokens if request.usage else 0) / TOKENS_PER_S
        heapq.heappush(workers, heapq.heappop(workers) + duration)
    return max(workers)


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    lines = [f"stripped httpx 0.28.1, {figures['source_tokens']} source tokens ({figures['vocabulary']})"]
    keys = [key for key in next(iter(figures["sizes"].values())) if key != "usd"]
    lines.append(" | ".join(["bundle", *keys, *(f"${model}" for model in MODELS)]))
    for size, one in figures["sizes"].items():
        cells = [str(size), *(str(one[key]) for key in keys), *(str(one["usd"][model]) for model in MODELS)]
        lines.append(" | ".join(cells))
    return "\n".join([*lines, *parts_table(figures["parts"]), *form_table(figures["form"])])
