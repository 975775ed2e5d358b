"""What the plugin costs a build in which nothing is to be done: CPU time, and heavy modules imported."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from benchmarks.packages import WORK, package
from benchmarks.sites import build, children_cpu_s, make_site
from benchmarks.twins import COMPILED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAVY = (
    "openai", "tiktoken", "genai_prices", "asyncio", "diskcache", "sqlite3", "pydantic", "griffe", "doctest",
    "rich.progress", "aidoc_core.checks.rules", "aidoc_core.build.appendix", "aidoc_core.redaction",
)  # fmt: skip
_PROBE = """
import json, sys
sys.argv = ["mkdocs", "build", "-q", "-f", {config!r}]
from mkdocs.__main__ import cli
try:
    cli()
except SystemExit:
    pass
print(json.dumps([name for name in {heavy!r} if name in sys.modules]))
"""
_AIDOC = "  - aidoc: {offline: true, on_miss: ignore}\n"
_CONF = """\
extensions = ["sphinx.ext.autodoc"{}]
aidoc_offline = True
aidoc_on_miss = "ignore"
exclude_patterns = ["out"]
"""


def run(*, quick: bool = False) -> dict[str, Any]:
    """Build sites with and without the plugin, in turns."""
    cases = {
        "mkdocs empty": _mkdocs("empty", "# Nothing\n"),
        "mkdocs one block": _mkdocs("block", "::: click.globals\n"),
        "sphinx empty, built anew": _sphinx(),
    }
    rounds = 3 if quick else 9
    for plain, ours in cases.values():  # compiles what is not, and brings it into memory
        plain()
        ours()
    rows = {name: [(plain(), ours()) for _ in range(rounds)] for name, (plain, ours) in cases.items()}
    extra = {name: round(1000 * statistics.median(b - a for a, b in pairs)) for name, pairs in rows.items()}
    return {
        "rounds": rounds,
        "extra_cpu_ms": extra["mkdocs empty"],
        "cases": extra,
        "plain_cpu_ms": {name: round(1000 * statistics.median(a for a, _ in pairs)) for name, pairs in rows.items()},
        "heavy_modules": sorted(_heavy("empty-with") - _heavy("empty-without")),
    }


def _mkdocs(name: str, page: str) -> tuple[Callable[[], float], Callable[[], float]]:
    source = package("click==8.1.8")
    sites = [
        make_site(WORK / "startup" / f"{name}-{kind}", source, "click", aidoc=lines)
        for kind, lines in (("without", None), ("with", _AIDOC))
    ]
    for site in sites:
        shutil.rmtree(site / "docs")
        (site / "docs").mkdir()
        (site / "docs" / "index.md").write_text(page, encoding="utf-8")
    return (lambda: build(sites[0], COMPILED).cpu_s), (lambda: build(sites[1], COMPILED).cpu_s)


def _sphinx() -> tuple[Callable[[], float], Callable[[], float]]:
    sites = []
    for kind, extension in (("without", ""), ("with", ', "sphinx_aidoc"')):
        site = WORK / "startup" / f"sphinx-{kind}"
        shutil.rmtree(site, ignore_errors=True)
        site.mkdir(parents=True)
        (site / "index.rst").write_text("Nothing\n=======\n", encoding="utf-8")
        (site / "conf.py").write_text(_CONF.format(extension), encoding="utf-8")
        sites.append(site)
    return (lambda: _built(sites[0])), (lambda: _built(sites[1]))


def _built(site: Path) -> float:
    before = children_cpu_s()
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-a", str(site), str(site / "out")]
    subprocess.run(command, check=True, env={**os.environ, **COMPILED})
    return children_cpu_s() - before


def _heavy(name: str) -> set[str]:
    code = _PROBE.format(config=str(WORK / "startup" / name / "mkdocs.yml"), heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    return "\n".join(f"{name}: {value}" for name, value in figures.items())
