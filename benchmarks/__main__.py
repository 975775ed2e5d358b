"""Run one benchmark and print its table, or one JSON object with its figures and the versions used."""

from __future__ import annotations

import argparse
import importlib
import json
import platform
import sys
from importlib.metadata import version

NAMES = {
    "appendix": "benchmarks.appendix",
    "checks": "benchmarks.checks",
    "faults": "benchmarks.faults",
    "hostile": "benchmarks.hostile",
    "human": "benchmarks.human",
    "kill": "benchmarks.kill",
    "main": "benchmarks.main_job",
    "quota": "benchmarks.quota",
    "secrets": "benchmarks.redaction",
    "sentences": "benchmarks.checks.stated",
    "servers": "benchmarks.servers",
    "sphinx-cache": "benchmarks.sphinx_shares_cache",
    "sphinx-matrix": "benchmarks.sphinx_matrix",
    "sphinx-projects": "benchmarks.sphinx_projects",
    "startup": "benchmarks.startup",
    "tokens": "benchmarks.tokens",
    "warm": "benchmarks.warm",
    "words": "benchmarks.words",
}
"""Each module has `run(quick) -> dict` and `table(figures) -> str`."""

_DISTRIBUTIONS = ("aidoc-plugins", "griffe", "mkdocs", "mkdocstrings", "mkdocstrings-python", "openai")


def main() -> int:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", choices=sorted(NAMES))
    parser.add_argument("--quick", action="store_true", help="smaller input, same figures")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    module = importlib.import_module(NAMES[arguments.name])
    figures = module.run(quick=arguments.quick)
    figures["versions"] = {"python": platform.python_version()} | {name: version(name) for name in _DISTRIBUTIONS}
    print(json.dumps(figures, indent=1) if arguments.json else module.table(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
