"""A copy of aidoc whose escapers let everything through, to prove that the tests of the corpus can fail."""

from __future__ import annotations

import shutil
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_RAW = """

def prose(text, links=None):
    return text


def line(text, links=None):
    return text


def parameter_name(name):
    return name
"""


def unescaped(directory: Path) -> Path:
    """Copy the packages into a directory, without escapers; gives the directory."""
    for package in ("aidoc_core", "mkdocs_aidoc", "sphinx_aidoc"):
        shutil.copytree(_ROOT / package, directory / package, ignore=shutil.ignore_patterns("__pycache__"))
    for module in ("markdown", "rest"):
        with (directory / "aidoc_core" / "render" / f"{module}.py").open("a", encoding="utf-8") as file:
            file.write(_RAW)
    return directory
