"""What `aidoc plan` says a first fill would cost, against what it was billed, for packages that nothing was fitted on.

The server counts tokens with a real vocabulary, as services do. By default `LocalAzure` counts four bytes a token. That
is quick, and a quarter too much for answers: against it, a plan seems 13 to 17 % too low.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.build.errand import Errand
from aidoc_core.build.errands import carry_out
from aidoc_core.build.session import Session
from aidoc_core.code.packages import Packages
from aidoc_core.settings import Settings
from benchmarks.packages import count_tokens, stripped
from benchmarks.sessions import ENVIRONMENT
from tests.azure import LocalAzure

if TYPE_CHECKING:
    from aidoc_core.build.errand import Kind

PACKAGES = {
    "slugify": "python-slugify==8.0.4",
    "parse": "parse==1.20.2",
    "pathspec": "pathspec==0.12.1",
    "wcwidth": "wcwidth==0.2.13",
    "markdown_it": "markdown-it-py==3.0.0",
}
"""The directory of each package and what it is installed from, the smallest first."""
_QUICK = ("slugify", "pathspec")


def run(*, quick: bool = False) -> dict[str, Any]:
    """Plan and fill each package without its docstrings."""
    rows = {name: _measure(stripped(PACKAGES[name]), name) for name in (_QUICK if quick else PACKAGES)}
    return {"packages": rows, "largest_difference": max(abs(row["difference"]) for row in rows.values())}


def measure(source: Path, name: str, root: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What `aidoc plan` and then `aidoc fill` say of a package.

    Args:
        source: The directory that holds it.
        name: Its name.
        root: Where answers are kept.
    """
    objects = Packages([source], root=root).objects(name)
    with LocalAzure(tokenizer=count_tokens) as azure:
        settings = Settings(endpoint=azure.url, deployment="docs", model="gpt-4.1-mini")

        def told(kind: Kind) -> dict[str, Any]:
            session = Session(
                settings, root=root, tool="cli", environment={**os.environ, **ENVIRONMENT}, errand=Errand(kind=kind)
            )
            try:
                session.fill(objects)
                assert session.course is not None
                return carry_out(session, session.course)
            finally:
                session.close()

        return told("plan"), told("fill")


def _measure(source: Path, name: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as root:
        planned, filled = measure(source, name, Path(root))
    billed = filled["usage"]
    return {
        "objects": filled["requested"],
        "requests": {"planned": planned["requests"], "billed": billed["requests"]},
        "input_tokens": {"planned": planned["input_tokens"], "billed": billed["input_tokens"]},
        "output_tokens": {"planned": planned["output_tokens"], "billed": billed["output_tokens"]},
        "usd": {"planned": round(planned["cost_usd"], 5), "billed": round(billed["cost_usd"], 5)},
        "difference": round(planned["cost_usd"] / billed["cost_usd"] - 1, 4),
    }


def table(figures: dict[str, Any]) -> str:
    """The figures for people."""
    lines = ["| package | objects | requests | tokens in | tokens out | planned | billed | difference |"]
    lines.append("|---|---|---|---|---|---|---|---|")
    for name, row in figures["packages"].items():
        pairs = [
            f"{row[key]['planned']:,} / {row[key]['billed']:,}" for key in ("requests", "input_tokens", "output_tokens")
        ]
        pairs += [f"${row['usd'][key]:.4f}" for key in ("planned", "billed")]
        lines.append(f"| {PACKAGES[name]} | {row['objects']} | {' | '.join(pairs)} | {row['difference']:+.1%} |")
    return "\n".join([*lines, "", "planned / billed; prices of gpt-4.1-mini"])
