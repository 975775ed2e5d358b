"""The HTML of real sites with and without aidoc: every unit that a person's text makes is there, in order.

A sample of modules of each package, the largest first; of the units (paragraphs, list items, rows, blocks of code) all.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup

from benchmarks.packages import WORK
from benchmarks.sites import build, make_site
from tests.azure import LocalAzure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bs4 import Tag

MODULES = 12
"""Modules of a package whose pages are built."""
_STYLES = {"griffe": "google", "librosa": "numpy", "requests": "sphinx", "numpydoc": "numpy"}
_EXTENSIONS = {"griffe": ["sphinx.ext.napoleon"], "requests": [], "numpydoc": ["numpydoc"]}
_OF_MKDOCS = ("p", "li", "tr", "pre", "b", "details", "summary")
_OF_SPHINX = ("p", "pre", "tr")  # of one parameter Sphinx makes a paragraph, of two a list


def changed_pages(name: str, site: Path) -> dict[str, Any]:
    """Build the pages of a package in each tool that can show it, and compare.

    Args:
        name: The package; it is imported from this environment for Sphinx, and read from `site` for MkDocs.
        site: The directory that holds it.
    """
    figures: dict[str, Any] = {"modules": 0, "objects": 0, "units": 0, "filled": 0, "offenders": []}
    if (site / name).is_dir():
        _compare(figures, f"{name} in MkDocs", _mkdocs(name, site), _OF_MKDOCS)
    if name in _EXTENSIONS:
        _compare(figures, f"{name} in Sphinx", _sphinx(name), _OF_SPHINX)
    return figures


def _compare(figures: dict[str, Any], what: str, sites: tuple[Path, Path, int], units: tuple[str, ...]) -> None:
    plain, filled, number = sites
    figures["filled"] += number
    for file in sorted(plain.glob("**/*.html")):
        before = _main(file)
        other = filled / file.relative_to(plain)
        objects = len(before.select(".doc-object, dl.py > dt"))
        if not objects or not other.is_file():
            continue
        figures["modules"] += 1
        figures["objects"] += objects
        left = iter(_units(_main(other), units))
        for unit in _units(before, units):
            figures["units"] += 1
            if unit not in left:
                figures["offenders"].append(f"{what}, {file.parent.name}/{file.name}: lost {unit[:200]}")
                break


def _main(file: Path) -> Tag:
    soup = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
    for mark in soup.select(".aidoc-badge, .aidoc-label"):
        mark.decompose()
    return soup.find(role="main") or soup.body or soup


def _units(element: Tag, names: Iterable[str]) -> list[str]:
    return [str(unit) for unit in element.find_all(list(names))]


def _modules(directory: Path, name: str) -> list[str]:
    """The dotted names of the largest modules."""
    files = sorted((directory / name).rglob("*.py"), key=lambda file: (-file.stat().st_size, file))
    found = [".".join(file.relative_to(directory).with_suffix("").parts) for file in files]
    kept = [module.removesuffix(".__init__") for module in found if "tests" not in module and "__main__" not in module]
    return kept[:MODULES]


def _mkdocs(name: str, site: Path) -> tuple[Path, Path, int]:
    plain, filled = WORK / "keep" / f"mkdocs-{name}-plain", WORK / "keep" / f"mkdocs-{name}"
    wanted = {f"{module}.md" for module in _modules(site, name)} | {"index.md"}
    number = 0
    with LocalAzure() as azure:
        for directory, aidoc in ((plain, None), (filled, "  - aidoc: {}\n")):
            make_site(directory, site, name, aidoc=aidoc)
            for page in directory.glob("docs/*.md"):
                if page.name not in wanted:
                    page.unlink()
            config = directory / "mkdocs.yml"
            text = config.read_text(encoding="utf-8")
            options = f"options: {{docstring_style: {_STYLES[name]}, "
            config.write_text(text.replace("options: {", options), encoding="utf-8")
            number = _filled(build(directory, _environment(azure)).report)
    return plain / "site", filled / "site", number


def _sphinx(name: str) -> tuple[Path, Path, int]:
    module = __import__(name)
    package = Path(module.__file__ or "").parent
    top = WORK / "keep" / f"sphinx-{name}"
    docs = top / "docs"
    shutil.rmtree(top, ignore_errors=True)
    docs.mkdir(parents=True)
    extensions = [*_EXTENSIONS[name], "sphinx_aidoc"]
    conf = f"extensions = {extensions!r}\nnumpydoc_show_class_members = False\nexclude_patterns = ['.aidoc']\n"
    (docs / "conf.py").write_text(conf, encoding="utf-8")
    modules = _modules(package.parent, name)
    titles = "".join(f"   {module}\n" for module in modules)
    (docs / "index.rst").write_text(f"x\n=\n\n.. toctree::\n\n{titles}", encoding="utf-8")
    for one in modules:
        text = f"{one}\n{'=' * len(one)}\n\n.. automodule:: {one}\n   :members:\n   :undoc-members:\n"
        (docs / f"{one}.rst").write_text(text, encoding="utf-8")
    with LocalAzure() as azure:
        for kind in ("plain", "filled"):
            options = ["-D", "aidoc_enabled=0"] if kind == "plain" else []
            command = [sys.executable, "-m", "sphinx", "-q", "-E", "-b", "html", *options, str(docs), str(top / kind)]
            done = subprocess.run(command, env=_environment(azure), capture_output=True, text=True, check=False)
            if done.returncode:
                raise RuntimeError(done.stderr)
    return top / "plain", top / "filled", _filled(json.loads((top / "filled/aidoc/report.json").read_text("utf-8")))


def _filled(report: dict[str, Any]) -> int:
    outcomes = report.get("outcomes", {})
    return sum(outcomes.get(name, 0) for name in ("reviewed", "cached", "generated"))


def _environment(azure: LocalAzure) -> dict[str, str]:
    where: Mapping[str, str] = {"AZURE_OPENAI_ENDPOINT": azure.url, "AZURE_OPENAI_API_KEY": "test-key"}
    return {**os.environ, **where, "AIDOC_DEPLOYMENT": "docs"}
