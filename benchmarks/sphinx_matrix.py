"""The Sphinx extension on every supported Sphinx, with every set-up, with one reader and with two.

`python -m benchmarks sphinx-matrix` makes a virtual environment for each version below
`benchmarks/work/` (that takes the network, once), builds `tests/roots/sphinx-odd` against the local Azure, and prints a
row for each build: objects predicted, filled, found on demand, marks on the pages, warnings under `-n` that a build
without aidoc does not have (with `:undoc-members:`, so that the same signatures are shown).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.azure import LocalAzure  # noqa: E402 - the checkout has to be on the path first

WORK = ROOT / "benchmarks" / "work"
VERSIONS = {"7.4": ("3.11", "==7.4.*"), "8.2": ("3.12", "==8.2.*"), "9.0": ("3.11", "==9.0.*"), "9": ("3.13", ">=9.1")}
"""Python and Sphinx by the name of a row."""
LEGACY = ("9.0", "9")
"""Versions that are built with `autodoc_use_legacy_class_based` too."""
EXTRAS = ("numpydoc", "sphinx-autodoc-typehints", "sphinx-autoapi", "myst-parser")
NAPOLEON = "sphinx_aidoc,sphinx.ext.napoleon"
SETUPS: dict[str, list[str]] = {
    "plain": ["extensions=sphinx_aidoc"],
    "napoleon": [f"extensions={NAPOLEON}"],
    "numpydoc": ["extensions=sphinx_aidoc,numpydoc", "numpydoc_show_class_members=0"],
    "description": ["extensions=sphinx_aidoc", "autodoc_typehints=description"],
    "napoleon, description": [f"extensions={NAPOLEON}", "autodoc_typehints=description"],
    "typehints": ["extensions=sphinx_aidoc,sphinx_autodoc_typehints"],
    "napoleon, typehints": [f"extensions={NAPOLEON},sphinx_autodoc_typehints"],
    "napoleon, autosummary": [f"extensions={NAPOLEON},sphinx.ext.autosummary"],
}
_PAGE = "oddpkg.kinds"
_BADGE = "· gpt-4.1-mini-2025-04-14 ·"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One build."""

    sphinx: str
    python: str
    setup: str
    readers: int
    predicted: int
    filled: int
    on_demand: int
    marks: int
    marks_expected: int
    new_warnings: int
    exit_code: int


def environment(version: str) -> Path:
    """The Python of a version's virtual environment, made if it is not there."""
    home = WORK / "venvs" / f"sphinx-{version}"
    python = home / "bin" / "python"
    if not (home / "ready").is_file():
        wanted, pin = VERSIONS[version]
        base = shutil.which(f"python{wanted}")
        if base is None:
            raise SystemExit(f"python{wanted} is not on the path")
        subprocess.run([base, "-m", "venv", str(home)], check=True)
        packages = ["-e", str(ROOT), f"sphinx{pin}", *EXTRAS]
        subprocess.run([str(python), "-m", "pip", "install", "-q", *packages], check=True, stderr=subprocess.DEVNULL)
        (home / "ready").touch()
    return python


def build(python: Path, project: Path, azure: LocalAzure, options: list[str], readers: int) -> tuple[int, Counter[str]]:
    """Build the project anew; gives the exit code and the warnings."""
    shutil.rmtree(project / "out", ignore_errors=True)
    values = [part for option in options for part in ("-D", option)]
    done = subprocess.run(
        [str(python), "-m", "sphinx", "-q", "-n", "-b", "text", f"-j{readers}", *values, "docs", "out"],
        cwd=project,
        env={**os.environ, "AZURE_OPENAI_ENDPOINT": azure.url, "AZURE_OPENAI_API_KEY": azure.api_key,
             "AIDOC_DEPLOYMENT": "docs", "NO_COLOR": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = [line for line in done.stderr.splitlines() if re.search(r"WARNING|ERROR|Error", line)]
    return done.returncode, Counter(re.sub(r"^.*?((WARNING|ERROR):)", r"\1", line) for line in lines)


def rows(versions: list[str]) -> list[Row]:
    """Every build."""
    found = []
    for version in versions:
        python = environment(version)
        told = "import sphinx, platform; print(sphinx.__version__, platform.python_version())"
        exact, interpreter = subprocess.check_output([str(python), "-c", told], text=True).split()
        for legacy in ([], ["autodoc_use_legacy_class_based=1"])[: 2 if version in LEGACY else 1]:
            for setup, options in SETUPS.items():
                for readers in (1, 2):
                    row = _row(python, [*options, *legacy], readers)
                    name = f"{exact} legacy" if legacy else exact
                    found.append(Row(sphinx=name, python=interpreter, setup=setup, readers=readers, **row))
                    print(_line(found[-1]), file=sys.stderr)
    return found


def _row(python: Path, options: list[str], readers: int) -> dict[str, int]:
    project = WORK / "matrix"
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(ROOT / "tests" / "roots" / "sphinx-odd", project)
    with LocalAzure() as azure:
        _, before = build(
            python, project, azure, [*options, "aidoc_enabled=0", "autodoc_default_options.undoc-members=1"], 1
        )
        code, after = build(python, project, azure, options, readers)
    report = json.loads((project / "out" / "aidoc" / "report.json").read_text(encoding="utf-8"))
    pages = " ".join(" ".join(page.read_text(encoding="utf-8").split()) for page in (project / "out").glob("kinds.txt"))
    done = ("reviewed", "cached", "generated")
    here = [row["path"] for row in report["objects"] if row["outcome"] in done and row["path"].startswith(_PAGE)]
    return {
        "predicted": sum(report["outcomes"].values()) - report["on_demand"],
        "filled": sum(report["outcomes"][name] for name in done),
        "on_demand": report["on_demand"],
        "marks": pages.count(_BADGE),
        # An `__init__` is described with its class; one class has a person's text and a model's parameter.
        "marks_expected": len([path for path in here if not path.endswith(".__init__")]) + 1,
        "new_warnings": (after - before).total(),
        "exit_code": code,
    }


def _line(row: Row) -> str:
    return "| " + " | ".join(str(value) for value in asdict(row).values()) + " |"


def run(*, quick: bool = False) -> dict[str, Any]:
    """Build every combination; `quick` takes the newest version alone."""
    return {"rows": [asdict(row) for row in rows(list(VERSIONS)[-1:] if quick else list(VERSIONS))]}


def table(figures: dict[str, Any]) -> str:
    """The figures as a Markdown table."""
    found = figures["rows"]
    lines = ["| " + " | ".join(found[0]) + " |", "|" + " --- |" * len(found[0])]
    return "\n".join(lines + ["| " + " | ".join(str(value) for value in one.values()) + " |" for one in found])
