"""People's docstrings of real packages, completed: what of them is changed. Nothing may be.

Every docstring gets an answer for all of its gaps, and one with everything that an answer can hold. Looked at are: the
docstring's value and sections in Griffe (four styles of a site); its lines for Sphinx (plain reST, napoleon with single
fields and with groups, numpydoc), and the tree that Sphinx makes of them, this with the first answer alone; and, for
one package a style, the HTML of real sites built with and without aidoc.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

from benchmarks.checks.corpus import TOP, fetch
from benchmarks.keep.lines import Manual, changed_lines
from benchmarks.keep.pages import changed_pages
from benchmarks.keep.people import Person, people, quiet
from benchmarks.keep.sections import changed_sections

PACKAGES = {
    "mkdocs==1.6.1": "google", "griffelib==2.4.1": "google", "keras==3.15.1": "google", "optax==0.2.8": "google",
    "absl-py==2.5.1": "google", "pydantic==2.14.3": "google", "httpx==0.28.1": "prose", "trio==0.35.0": "reST",
    "networkx==3.6.1": "numpy", "xarray==2026.9.0": "numpy", "scikit-learn==1.9.1": "numpy", "librosa==0.11.0": "numpy",
    "nibabel==5.4.2": "numpy", "nltk==3.10.4": "reST", "requests==2.34.2": "reST", "werkzeug==3.1.3": "reST",
    "flask==3.1.3": "reST", "click==8.5.1": "reST", "sqlalchemy==2.1.9": "reST", "paramiko==5.1.0": "reST",
    "celery==5.7.0": "google", "docker==7.1.0": "google",
}  # fmt: skip
"""Pinned distributions, each with the style that most of its authors write."""
QUICK = ("griffelib==2.4.1", "librosa==0.11.0", "requests==2.34.2")
PAGES = ("griffe", "librosa", "requests", "numpydoc")
"""Packages whose sites are built: one a style in MkDocs; in Sphinx those that can be imported without others."""
NAMES = {**TOP, "griffelib": "griffe"}


def run(*, quick: bool = False) -> dict[str, Any]:
    """Complete every docstring; `quick` takes three packages and builds no sites."""
    requirements = QUICK if quick else tuple(PACKAGES)
    site = fetch(requirements)
    by_style: dict[str, Counter[str]] = {}
    rows, offenders = {}, []
    with Manual() as manual, quiet():
        for requirement in requirements:
            name = requirement.partition("==")[0]
            started = time.process_time()
            found = list(people(NAMES.get(name, name), site))
            wrong = [line for person in found for line in examine(person, manual)]
            for person in found:
                by_style.setdefault(person.style, Counter()).update({"docstrings": 1, "with_gaps": bool(person.gaps)})
            offenders += wrong
            rows[requirement] = {
                "docstrings": len(found),
                "with_gaps": sum(bool(person.gaps) for person in found),
                "changed": len({line.partition(":")[0] for line in wrong}),
                "cpu_s": round(time.process_time() - started, 1),
            }
        skipped = dict(manual.skipped)
    pages = {} if quick else {name: changed_pages(name, site.resolve()) for name in PAGES}
    offenders += [line for one in pages.values() for line in one.pop("offenders")]
    return {
        "packages": len(rows),
        "docstrings": sum(row["docstrings"] for row in rows.values()),
        "changed": len({line.partition(":")[0] for line in offenders}),
        "by_style": {style: dict(counts) for style, counts in sorted(by_style.items())},
        "rows": rows,
        "pages": pages,
        "skipped": skipped,
        "offenders": offenders,
    }


def examine(person: Person, manual: Manual) -> list[str]:
    """What of one docstring is changed, in words; empty if nothing is."""
    found: list[str] = []
    for number, answer in enumerate(person.answers):
        found += changed_sections(person, answer)
        found += changed_lines(person, answer, manual, tree_too=number == 0)
    return [f"{person.obj.path}: {what}" for what in found]


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    lines = [f"{name}: {', '.join(f'{key} {value}' for key, value in row.items())}"
             for name, row in figures["rows"].items()]  # fmt: skip
    lines += [f"{style}: {counts['docstrings']} docstrings, {counts['with_gaps']} with gaps"
              for style, counts in figures["by_style"].items()]  # fmt: skip
    lines += [f"pages of {name}: {', '.join(f'{key} {value}' for key, value in row.items())}"
              for name, row in figures["pages"].items()]  # fmt: skip
    lines += [f"not compared, {why}: {number}" for why, number in figures["skipped"].items()]
    lines += [f"CHANGED {line}" for line in figures["offenders"]]
    total = {key: figures[key] for key in ("packages", "docstrings", "changed")}
    return "\n".join([*lines, ", ".join(f"{key} {value}" for key, value in total.items())])
