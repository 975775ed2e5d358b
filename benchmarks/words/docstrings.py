"""People's docstrings of real packages, completed: what of them is changed, in Griffe's sections and in Sphinx' lines.

A sample of docstrings of each package; each gets an answer for all of its gaps, and one with everything that an answer
can hold. Looked at are: the docstring's value and sections in Griffe (four styles of a site); its lines for Sphinx
(plain reST, napoleon with single fields and with groups, numpydoc), and the tree that Sphinx makes of them, this with
the first answer alone.
"""

from __future__ import annotations

import math
import random
import time
from typing import TYPE_CHECKING

from aidoc_core.code.quiet import quiet
from benchmarks.checks.corpus import TOP, fetch
from benchmarks.words.lines import Manual, changed_lines
from benchmarks.words.people import Person, people
from benchmarks.words.sections import changed_sections
from benchmarks.words.site import OutOfTimeError

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = (
    "mkdocs==1.6.1", "griffelib==2.4.1", "keras==3.15.1", "optax==0.2.8", "absl-py==2.5.1", "pydantic==2.14.3",
    "trio==0.35.0", "networkx==3.6.1", "xarray==2026.9.0", "scikit-learn==1.9.1", "librosa==0.11.0", "nibabel==5.4.2",
    "nltk==3.10.4", "requests==2.34.2", "werkzeug==3.1.3", "flask==3.1.3", "click==8.5.1", "sqlalchemy==2.1.9",
    "paramiko==5.1.0", "celery==5.7.0", "docker==7.1.0",
)  # fmt: skip
"""Pinned distributions, in all styles."""
QUICK = ("librosa==0.11.0",)
SAMPLE = 60
"""Docstrings of a package."""
MODULES = 40
"""Modules of a package that are read."""
_NAMES = {**TOP, "griffelib": "griffe"}


def measure_docstrings(requirement: str, *, until: float = math.inf) -> tuple[int, list[str]]:
    """How many docstrings of a package were looked at, and what of them is changed.

    Args:
        requirement: The package.
        until: The time, in seconds since the epoch, at which no docstring is looked at any more.

    Raises:
        OutOfTimeError: They are not through by then.
    """
    site = fetch((requirement,))
    name = requirement.partition("==")[0]
    with Manual() as manual, quiet():
        found = list(people(_NAMES.get(name, name), site, most=MODULES))
        sample = random.Random(1).sample(found, min(SAMPLE, len(found)))
        wrong: list[str] = []
        for person in sample:
            if time.time() > until:
                raise OutOfTimeError(requirement)
            wrong += examine(person, manual)
        return len(sample), wrong


def examine(person: Person, manual: Manual) -> Iterator[str]:
    """What of one docstring is changed, in words; nothing if nothing is."""
    for number, answer in enumerate(person.answers):
        for line in changed_sections(person, answer):
            yield f"{person.obj.path}: {line}"
        for line in changed_lines(person, answer, manual, tree_too=number == 0):
            yield f"{person.obj.path}: {line}"
