"""Real projects' own documentation with Sphinx: flask, click and werkzeug, their docstrings taken out.

`python -m benchmarks sphinx-projects` fetches the source distributions with pip
(once, below `benchmarks/work/`), takes every docstring out of a copy of the package, and builds the project's own
documents with and without aidoc, against the local Azure. CPU seconds are those of the building process and its
children.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tarfile
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.packages import strip  # noqa: E402 - the checkout has to be on the path first
from tests.azure import LocalAzure  # noqa: E402

WORK = ROOT / "benchmarks" / "work" / "projects"
PROJECTS = {"flask": "3.1.2", "click": "8.3.0", "werkzeug": "3.1.3"}
NEEDED = ("pallets-sphinx-themes", "sphinxcontrib-log-cabinet", "sphinx-tabs", "myst-parser")
EXTENSIONS = "sphinx.ext.autodoc,sphinx.ext.extlinks,sphinxcontrib.log_cabinet,sphinx_tabs.tabs,pallets_sphinx_themes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One project: objects by what became of them, warnings, CPU seconds."""

    project: str
    filled: int
    on_demand: int
    left: int
    requests_cold: int
    requests_warm: int
    requests_parallel: int
    new_warnings: int
    cpu_without: float
    cpu_cold: float
    cpu_warm: float
    cpu_unchanged_without: float
    cpu_unchanged: float
    cpu_aidoc_warm: float


def prepare(name: str) -> Path:
    """A project's sources with its docstrings taken out, and the environment to build them with."""
    home = WORK / name
    if not (home / "ready").is_file():
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        pip = [sys.executable, "-m", "pip"]
        subprocess.run(
            [*pip, "download", "-q", "--no-deps", "--no-binary", ":all:", "-d", str(home), f"{name}=={PROJECTS[name]}"],
            check=True, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        archive = next(home.glob("*.tar.gz"))
        with tarfile.open(archive) as tar:
            tar.extractall(home, filter="data")
        source = next(path for path in home.iterdir() if path.is_dir())
        source.rename(home / "project")
        for file in (home / "project" / "src").rglob("*.py"):
            file.write_text(strip(file.read_text(encoding="utf-8")), encoding="utf-8")
        subprocess.run([sys.executable, "-m", "venv", "--system-site-packages", str(home / "venv")], check=True)
        python = str(home / "venv" / "bin" / "python")
        for packages in ([*NEEDED, "-e", str(ROOT)], ["-e", str(home / "project")]):
            subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True, stderr=subprocess.DEVNULL)
        (home / "ready").touch()
    return home


def build(home: Path, out: str, azure: LocalAzure, *options: str) -> tuple[float, Counter[str]]:
    """Build; gives CPU seconds and warnings."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [str(home / "venv/bin/python"), "-m", "sphinx", "-q", "-n", "-b", "html", "-D",
         f"extensions={EXTENSIONS},sphinx_aidoc", *options, "docs", out],
        cwd=home / "project",
        env={**os.environ, "AZURE_OPENAI_ENDPOINT": azure.url, "AZURE_OPENAI_API_KEY": azure.api_key,
             "AIDOC_DEPLOYMENT": "docs", "NO_COLOR": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{home.name}: the build failed\n{done.stderr[-2000:]}")
    lines = [line for line in done.stderr.splitlines() if "WARNING" in line or "ERROR" in line]
    warnings = Counter(re.sub(r"^.*?((WARNING|ERROR):)", r"\1", line) for line in lines)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, warnings


def row(name: str) -> Row:
    """Build a project in every way."""
    home = prepare(name)
    for left in ("without", "with", "parallel"):
        shutil.rmtree(home / "project" / left, ignore_errors=True)
    shutil.rmtree(home / "project" / "docs" / ".aidoc", ignore_errors=True)
    everything = ("-D", "autodoc_default_options.undoc-members=1")
    with LocalAzure() as azure:
        without, known = build(home, "without", azure, "-D", "aidoc_enabled=0", *everything)
        unchanged_without, _ = build(home, "without", azure, "-D", "aidoc_enabled=0", *everything)
        cold, _ = build(home, "with", azure)
        requests = len(azure.requests)
        warm, warnings = build(home, "with", azure, "-E", "-a")
        warm_requests = len(azure.requests) - requests
        report = json.loads((home / "project/with/aidoc/report.json").read_text(encoding="utf-8"))
        unchanged, _ = build(home, "with", azure)
        build(home, "parallel", azure, "-j2")
        parallel = len(azure.requests) - requests - warm_requests
    outcomes = report["outcomes"]
    new = warnings - known
    for line, number in new.items():
        print(f"{name}: new {number} times: {line}", file=sys.stderr)
    return Row(
        project=f"{name} {PROJECTS[name]}",
        filled=outcomes["reviewed"] + outcomes["cached"] + outcomes["generated"],
        on_demand=report["on_demand"],
        left=outcomes["missed"] + outcomes["failed"],
        requests_cold=requests,
        requests_warm=warm_requests,
        requests_parallel=parallel,
        new_warnings=new.total(),
        cpu_without=round(without, 2),
        cpu_cold=round(cold, 2),
        cpu_warm=round(warm, 2),
        cpu_unchanged_without=round(unchanged_without, 2),
        cpu_unchanged=round(unchanged, 2),
        cpu_aidoc_warm=round(sum(report["build"]["stages_s"].values()), 2),
    )


def run(*, quick: bool = False) -> dict[str, Any]:
    """Build every project; `quick` builds the first alone."""
    return {"rows": [asdict(row(name)) for name in list(PROJECTS)[: 1 if quick else None]]}


def table(figures: dict[str, Any]) -> str:
    """The figures as a Markdown table."""
    found = figures["rows"]
    lines = ["| " + " | ".join(found[0]) + " |", "|" + " --- |" * len(found[0])]
    return "\n".join(lines + ["| " + " | ".join(str(value) for value in one.values()) + " |" for one in found])
