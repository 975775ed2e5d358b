"""Run one benchmark and print its table, or one JSON object with its figures and the versions used."""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import platform
import re
import sys
from importlib.metadata import version

NAMES = {
    "appendix": "benchmarks.appendix",
    "checks": "benchmarks.checks",
    "claims": "benchmarks.checks.blind",
    "eval": "benchmarks.eval",
    "faults": "benchmarks.faults",
    "good": "benchmarks.checks.good_answers",
    "hostile": "benchmarks.hostile",
    "human": "benchmarks.human",
    "kill": "benchmarks.kill",
    "large": "benchmarks.large",
    "main": "benchmarks.main_job",
    "mass": "benchmarks.checks.mass",
    "matrix": "benchmarks.matrix",
    "noop": "benchmarks.noop",
    "people": "benchmarks.checks.people",
    "planned": "benchmarks.planned",
    "quota": "benchmarks.quota",
    "scale": "benchmarks.scale",
    "second-reading": "benchmarks.checks.second_reading",
    "secrets": "benchmarks.redaction",
    "sentences": "benchmarks.checks.stated",
    "serve": "benchmarks.serve",
    "servers": "benchmarks.servers",
    "sphinx-cache": "benchmarks.sphinx_shares_cache",
    "sphinx-projects": "benchmarks.sphinx_projects",
    "startup": "benchmarks.startup",
    "tokens": "benchmarks.tokens",
    "warm": "benchmarks.warm",
    "words": "benchmarks.words",
    "worth": "benchmarks.checks.worth",
    "wrong": "benchmarks.checks.wrong_answers",
}
"""Each module has `run(quick) -> dict` and `table(figures) -> str`; figures that are `worse` than kept ones fail."""

_DISTRIBUTIONS = ("aidoc-plugins", "griffe", "mkdocs", "mkdocstrings", "mkdocstrings-python", "openai")


def main() -> int:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", choices=sorted(NAMES))
    parser.add_argument("--quick", action="store_true", help="smaller input, same figures")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--part", metavar="K/N", type=_part, help="measure the K-th of N parts alone (words, matrix, large)"
    )
    parser.add_argument(
        "--again", action="store_true", help="measure what earlier runs have measured, too (words, matrix)"
    )
    parser.add_argument("--set", dest="only", metavar="NAME", help="one set of packages alone (people, good, wrong)")
    parser.add_argument("--bank", metavar="NAME", help="another bank of claims (claims)")
    parser.add_argument("--kind", action="append", metavar="KIND", help="one kind of claims alone (claims); repeatable")
    parser.add_argument("--place", action="store_true", help="tell where claims stand, and check none (claims)")
    parser.add_argument("--base-url", metavar="URL", help="a server with real models (eval); the local one otherwise")
    parser.add_argument("--deployment", action="append", metavar="NAME", help="a model that it serves; repeatable")
    arguments = parser.parse_args()
    if bool(arguments.base_url) != bool(arguments.deployment):
        parser.error("--base-url and --deployment need each other")
    module = importlib.import_module(NAMES[arguments.name])
    names = ("part", "again", "only", "bank", "kind", "place", "base_url", "deployment")
    more = {name: getattr(arguments, name) for name in names}
    more = {name: value for name, value in more.items() if value}
    if more.keys() - inspect.signature(module.run).parameters.keys():
        named = " and no ".join(f"--{'set' if name == 'only' else name}" for name in more).replace("_", "-")
        parser.error(f"{arguments.name} has no {named}")
    figures = module.run(quick=arguments.quick, **more)
    figures["versions"] = {"python": platform.python_version()} | {name: version(name) for name in _DISTRIBUTIONS}
    print(json.dumps(figures, indent=1) if arguments.json else module.table(figures))
    return 1 if figures.get("worse") else 0


def _part(text: str) -> str:
    """`1/2`, as it is; a word on what is wrong with anything else."""
    found = re.fullmatch(r"([1-9]\d{0,2})/([1-9]\d{0,2})", text)
    if found is None or int(found[1]) > int(found[2]):
        raise argparse.ArgumentTypeError(f"{text!r} is no part, as 1/2")
    return text


if __name__ == "__main__":
    sys.exit(main())
