"""`aidoc eval` on real packages: docstrings hidden, filled in, and measured.

By default the "model" is the local server of the tests: it writes the same vague sentences whatever it is shown. So
the figures tell that the machinery works, what it costs and how the scores behave, and nothing about the quality of
any model. With `--base-url` a real model answers: `real`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.evaluation.agreement import SharedWords
from aidoc_core.evaluation.configuration import configurations
from aidoc_core.evaluation.evaluation import evaluate
from aidoc_core.evaluation.filling import Filling
from aidoc_core.evaluation.preparing import Subject, prepared
from aidoc_core.evaluation.removing import even
from aidoc_core.evaluation.report import table as rows_of
from aidoc_core.settings import Settings
from benchmarks.eval import real
from benchmarks.packages import count_tokens, package
from benchmarks.sessions import ENVIRONMENT
from tests.azure import LocalAzure

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGES = {"click==8.1.8": "click", "httpx==0.28.1": "httpx", "attrs==25.3.0": "attr"}
SAMPLE, QUICK_SAMPLE = 60, 12


def run(*, quick: bool = False, base_url: str = "", deployment: Sequence[str] = ()) -> dict[str, Any]:
    """Measure each package, with and without the context; `quick` takes one package and fewer docstrings."""
    if base_url:
        return {"real": real.measure(base_url, deployment, quick=quick)}
    wanted = list(PACKAGES.items())[: 1 if quick else None]
    return {"packages": {name: _measure(name, top, QUICK_SAMPLE if quick else SAMPLE) for name, top in wanted}}


def _measure(requirement: str, top: str, sample: int) -> dict[str, Any]:
    source = package(requirement)
    subject = Subject(packages=[top], search=[source, *sys.path], root=source)
    with tempfile.TemporaryDirectory() as place, LocalAzure(tokenizer=count_tokens) as azure:
        root = Path(place)
        settings = Settings(endpoint=azure.url, deployment="docs", model="gpt-4.1-mini")
        compared = configurations(settings, root=root, deployments=(), against=(), without=("context",))
        filling = Filling(directory=root / "eval", root=root, environment=ENVIRONMENT)
        started = time.process_time()
        with prepared(subject, settings, sample=sample, seed=0) as test:
            asked = "filling", "again"
            told, again = (
                evaluate(test, compared, filling=filling, agreement=SharedWords(), budget=None, judge=False)
                for _ in asked
            )
            sent = even(" ".join(str(request.body) for request in azure.requests))
            leaked = [path for path, obj in test.originals.items() if _first(obj.human) in sent]
        seconds = time.process_time() - started
    return {
        "docstrings": told["scored"],
        "left_out": len(told["left_out"]),
        "leaked": leaked,
        "paid_twice": again["spent_usd"],
        "spent_usd": told["spent_usd"],
        "cpu_s": round(seconds, 1),
        "table": [list(row) for row in rows_of(told)],
        "scores": {one["name"]: one["scores"] for one in told["configurations"]},
    }


def _first(text: str) -> str:
    """The first sentence of a docstring, if it is long enough to be told from others."""
    found = even(text.strip().partition("\n\n")[0])
    return found if len(found.split()) > 4 else "\0"


def table(figures: dict[str, Any]) -> str:
    """The figures as Markdown."""
    if "real" in figures:
        return "\n".join(real.table(figures["real"]))
    parts = []
    for name, one in figures["packages"].items():
        head = f"{name}: {one['docstrings']} docstrings, {one['left_out']} left out, {len(one['leaked'])} leaked, "
        parts.append(
            f"{head}${one['spent_usd']:.4f}, ${one['paid_twice']:.4f} when run again, {one['cpu_s']} s of CPU\n"
        )
        first, *rest = one["table"]
        lines = [first, ["---"] * len(first), *rest]
        parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n")
    return "\n".join(parts)
