"""What the plugin costs a build in which nothing is to be done: CPU time, and heavy modules imported."""

from __future__ import annotations

import statistics
import subprocess
import sys
from typing import Any

from benchmarks.packages import WORK, package
from benchmarks.sites import build, make_site

HEAVY = ("openai", "tiktoken", "genai_prices", "httpx2", "httpx", "rich.progress", "aidoc_core.redaction")
_PROBE = """
import sys
sys.argv = ["mkdocs", "build", "-q", "-f", {config!r}]
from mkdocs.__main__ import cli
try:
    cli()
except SystemExit:
    pass
print([name for name in {heavy!r} if name in sys.modules])
"""


def run(*, quick: bool = False) -> dict[str, Any]:
    """Build a site of one block, with and without the plugin, in turns."""
    source = package("click==8.1.8")
    without = make_site(WORK / "startup" / "without", source, "click", aidoc=None)
    with_it = make_site(
        WORK / "startup" / "with", source, "click", aidoc="  - aidoc: {offline: true, on_miss: ignore}\n"
    )
    for site in (without, with_it):
        for page in (site / "docs").glob("click*.md"):
            page.unlink()
        (site / "docs" / "one.md").write_text("::: click.globals\n", encoding="utf-8")
    rounds = 3 if quick else 9
    pairs = [(build(without).cpu_s, build(with_it).cpu_s) for _ in range(rounds)]
    probe = subprocess.run(
        [sys.executable, "-c", _PROBE.format(config=str(with_it / "mkdocs.yml"), heavy=HEAVY)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return {
        "rounds": rounds,
        "extra_cpu_ms": round(1000 * statistics.median(b - a for a, b in pairs)),
        "plain_cpu_ms": round(1000 * statistics.median(a for a, _ in pairs)),
        "heavy_modules": probe.stdout.strip().splitlines()[-1],
    }


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    return "\n".join(f"{name}: {value}" for name, value in figures.items())
