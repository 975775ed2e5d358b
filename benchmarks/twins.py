"""Sites with answers and their twins: the same texts, as docstrings in the source, and no aidoc.

What a site with aidoc costs more than its twin is what aidoc costs: both render the same texts. `aidoc patch` writes
the docstrings, and `beside` what has none in Python, or where the tool would not read it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Literal

from aidoc_core.answers import ReadOnlyAnswers
from aidoc_core.answers.fingerprint import PROMPT_VERSION
from benchmarks.beside import with_constructors, with_fields
from benchmarks.packages import WORK, package, stripped
from benchmarks.sites import make_site
from tests.azure import LocalAzure

Tool = Literal["mkdocs", "sphinx"]
Kept = Literal["cache", "reviewed"]
_NEEDS = {"httpx": ("httpcore==1.0.9", "anyio==4.9.0", "certifi==2025.4.26", "idna==3.10", "h11==0.16.0")}
"""What has to be there for a package to be imported, as autodoc does."""
_COMMAND = "from aidoc_core.cli import main; main()"
_QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "NO_COLOR": "1"}
COMPILED = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(WORK / "bytecode")}
"""Nobody compiles aidoc at every build: as all that is installed, it is compiled once. Outside of the checkout."""
_OFFLINE = {"AIDOC_OFFLINE": "1", "AIDOC_ON_MISS": "ignore"}
_SHAPE = 2
"""Raised when twins are made in another way."""
_CONF = """\
project = "benchmark"
extensions = ["sphinx.ext.autodoc"{extension}]
autodoc_default_options = {{"members": True, "undoc-members": True, "member-order": "bysource"}}
html_theme = "basic"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site that a tool builds.

    Attributes:
        tool: Which.
        directory: Where its configuration is.
        paths: Directories that hold the package and what it needs.
    """

    tool: Tool
    directory: Path
    paths: tuple[Path, ...]

    def build(self, *options: str, **environment: str) -> float:
        """Build it and give the CPU seconds of the whole tree of processes.

        Args:
            options: Further options of the tool.
            environment: Further variables.

        Raises:
            RuntimeError: The build failed.
        """
        command = {
            "mkdocs": ["mkdocs", "build", "-q", "-f", str(self.directory / "mkdocs.yml")],
            "sphinx": ["sphinx", "-q", str(self.directory / "docs"), str(self.directory / "site")],
        }[self.tool]
        return self._build([*command, *options], environment)

    def pass_through(self) -> float:
        """The same without rendering pages, in MkDocs: what comes before them and after them."""
        return self._build(["benchmarks.scale.build", str(self.directory), "--once"], {})

    def _build(self, command: list[str], environment: dict[str, str]) -> float:
        return _run([sys.executable, "-m", *command], {**self._environment, **_OFFLINE, **environment})[0]

    def aidoc(self, *arguments: str) -> str:
        """Run a command of aidoc at its place and give what it prints."""
        command = [sys.executable, "-c", _COMMAND, *arguments, "--root", str(self.root)]
        return _run(command, self._environment, codes=(0, 1))[1]

    @property
    def root(self) -> Path:
        """The directory of its configuration file."""
        return self.directory if self.tool == "mkdocs" else self.directory / "docs"

    @property
    def report(self) -> dict[str, Any]:
        """The report of its last build."""
        data: dict[str, Any] = json.loads((self.directory / "site/aidoc/report.json").read_text(encoding="utf-8"))
        return data

    @property
    def _environment(self) -> dict[str, str]:
        return {
            **_QUIET,
            **COMPILED,
            "PYTHONPATH": os.pathsep.join(map(str, (*self.paths, os.environ.get("PYTHONPATH", "")))),
        }


@dataclass(slots=True)
class Ratios:
    """CPU seconds of two things done by turns.

    Attributes:
        rows: Those of each pair that counts.
        settling: A pair that does not, if there is another.
    """

    rows: list[tuple[float, float]] = field(default_factory=list)
    settling: list[tuple[float, float]] = field(default_factory=list)

    def add(self, ours: float, plain: float, *, counts: bool) -> None:
        """Add a pair; one that does not count is better than none, on a machine that others keep busy."""
        if counts:
            self.rows.append((ours, plain))
        else:
            self.settling = [(ours, plain)]

    @property
    def ratio(self) -> float:
        """The median of the ratios pair by pair; 0 without a pair."""
        found = self.rows or self.settling
        return round(median(one / other for one, other in found), 3) if found else 0.0

    @property
    def extra_ms(self) -> int:
        """The median of the differences pair by pair, in milliseconds; 0 without a pair."""
        found = self.rows or self.settling
        return round(1000 * median(one - other for one, other in found)) if found else 0

    def to_dict(self) -> dict[str, float]:
        """The figures; `pairs` is 0 where they are those of a pair that does not count."""
        found = self.rows or self.settling
        if not found:
            return {"pairs": 0}
        ours, plain = (round(median(column), 2) for column in zip(*found, strict=True))
        return {"ratio": self.ratio, "cpu_s": ours, "plain_cpu_s": plain, "pairs": len(self.rows)}


def figures(rows: dict[str, Ratios]) -> dict[str, Any]:
    """The figures of a benchmark, by the names of its cases."""
    return {
        "ratios": {name: row.ratio for name, row in rows.items()},
        "cases": {name: row.to_dict() for name, row in rows.items()},
    }


def pair(requirement: str, tool: Tool, kept: Kept = "cache") -> tuple[Site, Site]:
    """A site whose texts aidoc brings, from the cache or from reviewed files, and its twin; made once."""
    name = requirement.partition("==")[0]
    place = WORK / "twins" / f"{name}-{tool}-{kept}"
    needs = tuple(package(needed) for needed in _NEEDS.get(name, ()))
    source = place / "source"
    site = Site(tool=tool, directory=place / "aidoc", paths=(stripped(requirement), *needs))
    twin = Site(tool=tool, directory=place / "twin", paths=(source, *needs))
    ready = place / f"ready-{PROMPT_VERSION}-{_SHAPE}"
    if ready.is_file():
        return site, twin
    shutil.rmtree(place, ignore_errors=True)
    _make(site, name, with_aidoc=True)
    with LocalAzure() as azure:
        site.build(
            AZURE_OPENAI_ENDPOINT=azure.url, AZURE_OPENAI_API_KEY="test-key", AIDOC_DEPLOYMENT="docs", AIDOC_OFFLINE="0"
        )
    write_texts(site, source, name)
    if kept == "reviewed":
        site.aidoc("export", "--search", str(stripped(requirement)))
        shutil.rmtree(site.root / ".aidoc")
    _make(twin, name, with_aidoc=False)
    ready.touch()
    return site, twin


def _make(site: Site, name: str, *, with_aidoc: bool) -> None:
    """Write the files of a site: one page for each module of the package."""
    directory, source = site.directory, site.paths[0]
    if site.tool == "mkdocs":
        make_site(directory, source, name, aidoc="  - aidoc: {}\n" if with_aidoc else None)
    else:
        pages = make_site(directory, source, name, aidoc=None) / "docs"
        for page in pages.glob("*.md"):
            module = page.read_text(encoding="utf-8").partition(":::")[2].strip()
            text = f"{module}\n{'=' * len(module)}\n\n.. automodule:: {module}\n" if module else _index(pages)
            page.with_suffix(".rst").write_text(text, encoding="utf-8")
            page.unlink()
        extension = ', "sphinx_aidoc"' if with_aidoc else ""
        (pages / "conf.py").write_text(_CONF.format(extension=extension), encoding="utf-8")


def _index(pages: Path) -> str:
    names = "".join(f"   {page.stem}\n" for page in sorted(pages.glob("*.*")) if page.stem not in ("index", "conf"))
    return f"Index\n=====\n\n.. toctree::\n\n{names}"


def write_texts(site: Site, source: Path, name: str) -> None:
    """Write the answers of a site into a copy of its source.

    Args:
        site: The site.
        source: Where the copy goes.
        name: The package.
    """
    place = Path(os.path.commonpath((site.root, source)))
    shutil.copytree(site.paths[0], source)
    _run(["git", "init", "-q", str(place)], {})  # the diff is told from here, where the site is
    style = "google" if site.tool == "mkdocs" else "sphinx"
    options = ("--all", "--search", str(source), "--style", style, "--line-length", "120", "--json")
    _run(["git", "-C", str(place), "apply", "-"], {}, stdin=json.loads(site.aidoc("patch", name, *options))["diff"])
    shutil.rmtree(place / ".git")
    for module, texts in _fields(site).items():
        file = source / Path(*module.split("."))
        file = file / "__init__.py" if file.is_dir() else file.with_suffix(".py")
        file.write_text(with_fields(file.read_text(encoding="utf-8"), texts), encoding="utf-8")
    if site.tool == "sphinx":  # autodoc shows no docstring of a constructor, and aidoc its parameters with the class
        for file in (source / name).rglob("*.py"):
            file.write_text(with_constructors(file.read_text(encoding="utf-8")), encoding="utf-8")


def _fields(site: Site) -> dict[str, dict[str, str]]:
    """What is said of fields and module-level names: by module, and by their names in it."""
    found: dict[str, dict[str, str]] = {}
    answers = ReadOnlyAnswers(site.root / ".aidoc/cache")
    for entry in answers.entries():
        if entry.kind in ("field", "data") and entry.answer.summary:
            text = f"{entry.answer.summary}\n\n{entry.answer.description}".strip()
            found.setdefault(entry.module, {})[entry.path.removeprefix(f"{entry.module}.")] = text
    answers.close()
    return found


def _run(
    command: list[str], environment: dict[str, str], *, stdin: str = "", codes: tuple[int, ...] = (0,)
) -> tuple[float, str]:
    before = os.times()
    done = subprocess.run(
        command, env={**os.environ, **environment}, input=stdin, capture_output=True, text=True, check=False
    )
    after = os.times()
    if done.returncode not in codes:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return cpu, done.stdout
