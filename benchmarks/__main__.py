"""Run one benchmark: `python -m benchmarks NAME [--quick] [--json]`."""

from __future__ import annotations

import argparse
import importlib
import json

NAMES = {"checks": "benchmarks.checks"}
"""Benchmarks by name. Each module has `run(quick) -> dict` and `table(dict) -> str`."""


def main() -> None:
    """Read the command line, run, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("name", choices=sorted(NAMES))
    parser.add_argument("--quick", action="store_true", help="a smaller sample")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    benchmark = importlib.import_module(NAMES[arguments.name])
    figures = benchmark.run(quick=arguments.quick)
    print(json.dumps(figures) if arguments.json else benchmark.table(figures))


if __name__ == "__main__":
    main()
