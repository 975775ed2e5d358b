"""Saturating a quota: 300 requests of about 1,800 tokens at 60,000 tokens a minute.

The three variants go on at once, each against a service of its own: eight minutes of waiting. `simulated`
is the pace alone, on a clock of its own: what it reaches whatever the machine does meanwhile.
"""

from __future__ import annotations

import math
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, get_args

from aidoc_core.asking.counters import Counters
from aidoc_core.asking.judging import Judged
from aidoc_core.asking.online import Asker
from aidoc_core.asking.prompt import Ask, Bundle
from aidoc_core.code.gaps import find_gaps
from aidoc_core.code.objects import ApiObject, Location
from aidoc_core.model import connect
from aidoc_core.settings import Settings
from tests.azure import LocalAzure, Quota, render_prompt
from tests.azure.paced import WORLDS, Known, pace

if TYPE_CHECKING:
    from aidoc_core.errors import ModelError
    from aidoc_core.model import Reply
    from tests.azure import SeenRequest

MINUTE = 60.0
TOKENS_PER_MINUTE = 60_000
OUTPUT = 300
LATENCY = 0.05
CHARACTERS = 3_650
"""Of source in each object; with the system message and the schema about 1,500 tokens by Azure's estimate."""


def run(*, quick: bool = False) -> dict[str, Any]:
    """Measure with the quota configured, learnt from headers, and unknown."""
    import openai  # noqa: F401, PLC0415 - its import takes seconds, which are not the quota's

    requests = 120 if quick else 300
    variants = {"configured": (TOKENS_PER_MINUTE, False), "learnt": (None, True), "unknown": (None, False)}
    with ThreadPoolExecutor(len(variants)) as threads:
        measured = {
            name: threads.submit(_measure, requests, tokens_per_minute=known, headers=headers)
            for name, (known, headers) in variants.items()
        }
    return {
        "minute_s": MINUTE,
        "requests": requests,
        "variants": {name: one.result() for name, one in measured.items()},
        "simulated": {f"{known}, {name}": asdict(pace(replace(world, known=known)))
                      for known in get_args(Known) for name, world in WORLDS.items()},
    }  # fmt: skip


def _measure(requests: int, *, tokens_per_minute: int | None, headers: bool) -> dict[str, Any]:
    quota = Quota(tokens_per_minute=TOKENS_PER_MINUTE, minute=MINUTE, limit_headers=headers)
    failed = 0

    def judge(bundle: Bundle, result: Reply | ModelError) -> Judged:
        nonlocal failed
        failed += isinstance(result, Exception)
        return Judged(kept=0 if isinstance(result, Exception) else len(bundle.asks))

    with LocalAzure(latency=LATENCY, quota=quota) as azure:
        settings = Settings(
            endpoint=azure.url, deployment="docs", max_output_tokens=OUTPUT, tokens_per_minute=tokens_per_minute
        )
        counters = Counters()
        asker = Asker(
            lambda: connect(settings, build="bench", environment={"AZURE_OPENAI_API_KEY": "test-key"}),
            settings,
            counters,
            minute=MINUTE,
        )
        started = time.perf_counter()
        asker.run([_bundle(number) for number in range(requests)], judge)
        wall = time.perf_counter() - started
        answered = [request for request in azure.requests if request.status == 200]
        cost = quota_tokens(answered[0])
    # A window of one minute takes so many requests at once; the next ones when these have left it.
    optimum = (math.ceil(requests / (TOKENS_PER_MINUTE // cost)) - 1) * MINUTE + LATENCY
    return {
        "answered": len(answered),
        "failed": failed,
        "throttled": counters.throttled,
        "wasted": round(counters.throttled / max(1, counters.requests), 4),
        "tokens_per_request": cost,
        "wall_s": round(wall, 2),
        "optimum_s": round(optimum, 2),
        "share_of_optimum": round(optimum / wall, 3),
    }


def quota_tokens(request: SeenRequest) -> int:
    """What the local Azure's limiter counts for a request: characters of the prompt by four, plus the output limit."""
    return math.ceil(len(render_prompt(request.body or {})) / 4) + OUTPUT


def _bundle(number: int) -> Bundle:
    body = "".join(f"    value_{line} = compute({line})\n" for line in range(CHARACTERS // 31))
    obj = ApiObject(
        path=f"package.function_{number}",
        kind="function",
        module="package",
        location=Location(file="package.py", line=number + 1),
        source=f"def function_{number}():\n{body}",
    )
    return Bundle((Ask(obj=obj, gaps=find_gaps(obj)),))


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    lines = [f"{figures['requests']} requests, a minute is {figures['minute_s']:g} s"]
    for name, one in figures["variants"].items():
        lines.append(f"{name}: " + ", ".join(f"{key} {value}" for key, value in one.items()))
    for name, one in figures["simulated"].items():
        lines.append(f"simulated, {name}: {one['share']:.3f} of the optimum, {one['refused']} refused")
    return "\n".join(lines)
