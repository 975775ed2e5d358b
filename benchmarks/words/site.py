"""A site over a real package, built without and with aidoc by the tool's own command, and the two compared."""

from __future__ import annotations

import json
import math
import os
import re
import shutil
import subprocess
import sys
import time
import zlib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from benchmarks.packages import WORK, package
from benchmarks.words.compare import Found, compare_pages
from benchmarks.words.page import Page
from tests.azure import LocalAzure, write_answers
from tests.texts import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tests.azure import Answer, AskedObject

ROOT = Path(__file__).parents[2]
TOP = WORK / "words"
_REPORT = "aidoc"
"""The name of the appendix, which a site without aidoc has not."""
_LISTS = {"genindex", "search", "py-modindex", "_modules", "404"}
"""Pages, or directories of pages, that show no words of documents."""
_FILLED = ("generated", "cached", "reviewed")
_OPENING = 5
"""Words of a text that are looked for in the code."""
_PROBLEM = re.compile(r"WARNING|ERROR|CRITICAL|Traceback")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One site.

    Attributes:
        name: What it is called in the table; the tool and the package.
        tool: What builds it.
        pages: What each page shows, by its name: identifiers in MkDocs; in Sphinx modules, or lines of reST.
        requirements: Pinned distributions, the package's own first; empty for the standard library.
        options: mkdocstrings' options, or values of conf.py; those of every site come before them.
        plugins: Other plugins of MkDocs, or extensions of Sphinx.
        members: The options of `automodule`.
    """

    name: str
    tool: Literal["mkdocs", "sphinx"]
    pages: Mapping[str, Sequence[str]]
    requirements: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    plugins: tuple[Any, ...] = ()
    members: str = ":members:"

    @property
    def paths(self) -> list[str]:
        """The directories that the packages are in."""
        return [str(package(requirement).resolve()) for requirement in self.requirements]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """One build.

    Attributes:
        pages: The directory of its pages.
        problems: Its warnings and errors, made comparable.
        report: report.json; empty without aidoc.
        asked: The objects that were sent: path, and name in its module; and the texts that came back.
    """

    pages: Path
    problems: Counter[str]
    report: Mapping[str, Any] = field(default_factory=dict)
    asked: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)


class OutOfTimeError(Exception):
    """A site was not built within the benchmark's time."""


def measure(site: Site, top: Path = TOP, *, until: float = math.inf) -> tuple[Found, dict[str, int]]:
    """Build a site without and with aidoc and compare; gives what is wrong, and what was filled.

    Args:
        site: The site.
        top: The directory in which it gets one of its own.
        until: The time, in seconds since the epoch, at which nothing is built any more.

    Raises:
        OutOfTimeError: Building takes longer.
    """
    top = top / re.sub(r"\W+", "-", site.name)
    shutil.rmtree(top, ignore_errors=True)
    (top / "docs").mkdir(parents=True)
    write = _write_mkdocs if site.tool == "mkdocs" else _write_sphinx
    write(site, top)
    plain = _build(site, top, "plain", until)
    with LocalAzure(answer=write_marked) as azure:
        filled = _build(site, top, "filled", until, azure)
    outcomes = filled.report.get("outcomes", {})
    counts = {
        "filled": sum(outcomes.get(name, 0) for name in ("reviewed", "cached", "generated")),
        "failed": outcomes.get("failed", 0),
        "sent": len(filled.asked),
    }
    return compare(plain, filled, site.paths), counts


def compare(plain: Built, filled: Built, code: Sequence[str] = ()) -> Found:
    """Everything that is not on the site with aidoc as it is on the one without.

    Args:
        plain: The site without aidoc.
        filled: The site with it.
        code: The directories of its packages.
    """
    found = Found()
    names: tuple[set[str], set[str]] = (set(), set())
    told: set[str] = set()
    words = ""
    for file in sorted(plain.pages.rglob("*.html")):
        name = file.relative_to(plain.pages)
        other = filled.pages / name
        if name.parts[0].removesuffix(".html") in _LISTS:
            continue
        pages = Page.read(file), Page.read(other) if other.is_file() else Page("")
        names[0].update(pages[0].anchors)
        names[1].update(pages[1].anchors)
        words += _spaced(pages[1].main.get_text())
        told |= _told(pages[1].texts(pages[1].anchors - pages[0].anchors), filled.report, code)
        one = compare_pages(*pages, lambda text: _times_written(text, tuple(code)))
        one.offenders = [f"{name}: {line}" for line in one.offenders]
        found += one
    inventories = _inventory(plain.pages), _inventory(filled.pages)
    appeared = told | {row["path"] for row in filled.report.get("objects", ()) if row["outcome"] in _FILLED}
    _compare_objects(names[0], names[1], appeared, found)
    _compare_objects(inventories[0], inventories[1], appeared, found)
    everywhere = names[1] | {line.split()[0] for line in inventories[1]}
    for (path, inside), texts in sorted(filled.asked.items()):
        # What a class inherits stands on the page under the name of that class.
        if not _is_shown(path, inside, everywhere) and not any(_spaced(text) in words for text in texts):
            found.add("sent_not_shown", path)
    for problem, number in (filled.problems - plain.problems).items():
        found.figures["warnings_added"] += number - 1
        found.add("warnings_added", f"{problem[:400]}{f' ({number} times)' if number > 1 else ''}")
    return found


def _told(texts: Mapping[str, str], report: Mapping[str, Any], code: Sequence[str]) -> set[str]:
    """Which objects appear with words that a person wrote in the code, as in `Field(description=...)`."""
    sources: dict[str, set[str]] = {}
    for row in report.get("objects", ()):
        if row["outcome"] == "human" and row["kind"] in ("field", "property"):
            tail = ".".join(row["path"].split(".")[-2:])
            sources.setdefault(tail, set()).add(row["source"].rpartition(":")[0])
    told = set()
    for name, text in texts.items():
        opening = _spaced(" ".join(re.findall(r"\w+", text)[:_OPENING]))
        files = sources.get(".".join(name.split(".")[-2:]), ())
        if opening.strip() and any(opening in _words(Path(top, file)) for file in files for top in code):
            told.add(name)
    return told


@cache
def _words(file: Path) -> str:
    return _spaced(file.read_text(encoding="utf-8")) if file.is_file() else ""


def _times_written(text: str, code: tuple[str, ...]) -> int:
    """How often a text stands in the modules of some directories, in docstrings and in `Doc(...)` beside them."""
    words = _spaced(text)
    said = (_words(file) for top in code for file in sorted(Path(top).rglob("*.py")))
    return sum(len(re.findall(f"(?={words})", one)) for one in said if words in one)  # words alone, no pattern


def _spaced(text: str) -> str:
    """The words of a text, one space around each."""
    return " ".join(["", *re.findall(r"\w+", text), ""])


def _texts(asked: AskedObject) -> list[str]:
    """What the local Azure writes about an object."""
    answer = write_marked([asked])[0]
    sections = [section["text"] for section in answer["sections"] if section["kind"] != "example"]
    return [text for text in (answer["summary"], *sections) if text]


def _compare_objects(before: set[str], after: set[str], filled: set[str], found: Found) -> None:
    """Anchors or entries of the inventory, those of objects that aidoc let appear left out."""
    for name in sorted(before - after):
        found.add("objects_less", name)
    known = {name.split()[0].rpartition(".")[2] for name in before}
    for name in sorted(after - before):
        # A further name of an object, in the inventory, goes to the object's own anchor; `f(x)` is an entry of `f`.
        names = (name.split()[0], name.partition("#")[2])
        above = [part for one in names for whole in (one, one.partition("(")[0]) for part in _above(whole)]
        if not any(part in filled or _elsewhere(part, filled, known) for part in above):
            found.add("objects_more", name)


def _above(name: str) -> Iterator[str]:
    """A dotted name and those of what it is in."""
    while name:
        yield name
        name = name.rpartition(".")[0]


def _elsewhere(name: str, filled: set[str], known: set[str]) -> bool:
    """Whether it is an object that was filled, shown where it is not defined."""
    package, last = name.partition(".")[0], name.rpartition(".")[2]
    member = ".".join(name.split(".")[-2:])
    tails = [f".{member}"] if last in known else [f".{member}", f".{last}"]
    inside = [path for path in filled if path.startswith(f"{package}.")]
    # A member by the name of its class, too: that may come from another package.
    return any(path.endswith(tails[0]) for path in filled) or any(path.endswith(tails[-1]) for path in inside)


def _is_shown(path: str, name: str, everywhere: set[str]) -> bool:
    path, name = path.removesuffix(".__init__"), name.removesuffix("__init__").removesuffix(".")
    return not name or path in everywhere or any(one.endswith(f".{name}") for one in everywhere)


def _inventory(pages: Path) -> set[str]:
    """The entries of objects.inv, each with its kind and its place."""
    file = pages / "objects.inv"
    if not file.is_file():
        return set()
    head = 4
    lines = zlib.decompress(file.read_bytes().split(b"\n", head)[head]).decode().splitlines()
    found = set()
    for line in lines:
        match = re.match(r"(.+?)\s+(\S+:\S+)\s+(-?\d+)\s+(\S*)\s", line)
        if match is not None and not match[4].startswith(_REPORT):
            found.add(f"{match[1].replace(' ', '_')} {match[2]} {match[4]}")
    return found


def write_marked(objects: Sequence[AskedObject]) -> list[Answer]:
    """The answers of the local Azure, the mark in each text."""
    answers = write_answers(objects)
    for answer in answers:
        for name in ("summary", "details"):
            if answer[name]:
                answer[name] = f"{MARK} {answer[name]}"
        for section in answer["sections"]:
            if section["kind"] != "example":
                section["text"] = f"{MARK} {section['text']}"
    return answers


def _write_mkdocs(site: Site, top: Path) -> None:
    for page, identifiers in site.pages.items():
        blocks = "\n\n".join(f"::: {identifier}" for identifier in identifiers)
        (top / "docs" / f"{page}.md").write_text(f"# {page}\n\n{blocks}\n", encoding="utf-8")
    options = {"show_source": False, "show_root_heading": True, "members_order": "source", **site.options}
    handler = {"paths": site.paths, "options": options}
    for kind in ("plain", "filled"):
        plugins = [*site.plugins, {"mkdocstrings": {"enable_inventory": True, "handlers": {"python": handler}}}]
        config = {
            "site_name": "words",
            "theme": "material",
            "site_dir": kind,
            "markdown_extensions": ["admonition", "pymdownx.superfences", "pymdownx.details"],
            "plugins": [*plugins, *([{"aidoc": {}}] if kind == "filled" else [])],
        }
        (top / f"{kind}.yml").write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML


def _write_sphinx(site: Site, top: Path) -> None:
    titles = "".join(f"   {page}\n" for page in site.pages)
    (top / "docs/index.rst").write_text(f"words\n=====\n\n.. toctree::\n\n{titles}", encoding="utf-8")
    for page, shown in site.pages.items():
        blocks = [one if one.startswith("..") else f".. automodule:: {one}\n   {site.members}\n" for one in shown]
        (top / "docs" / f"{page}.rst").write_text(f"{page}\n{'=' * len(page)}\n\n" + "\n\n".join(blocks), "utf-8")
    for kind in ("plain", "filled"):
        own = ["sphinx_aidoc"] if kind == "filled" else []
        values = {"project": "words", "show_warning_types": True, **site.options}
        values["extensions"] = ["sphinx.ext.autodoc", *site.plugins, *own]
        if "autoapi_dirs" in values:  # relative to the package's own distribution
            values["autoapi_dirs"] = [str(Path(site.paths[0], one)) for one in values["autoapi_dirs"]]
        (top / kind).mkdir()
        text = "".join(f"{name} = {value!r}\n" for name, value in values.items())
        (top / kind / "conf.py").write_text(text, encoding="utf-8")


def _build(site: Site, top: Path, kind: str, until: float, azure: LocalAzure | None = None) -> Built:
    top = top.resolve()
    where = {"AZURE_OPENAI_ENDPOINT": azure.url, "AZURE_OPENAI_API_KEY": "test-key"} if azure is not None else {}
    environment = {
        **os.environ, **where, "AIDOC_DEPLOYMENT": "docs", "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1",
        "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONPATH": os.pathsep.join([str(ROOT), *site.paths]),
        "PYTHONHASHSEED": "0",  # sets are shown in their order
    }  # fmt: skip
    pages = top / kind if site.tool == "mkdocs" else top / kind / "html"
    if site.tool == "mkdocs":
        command = ["mkdocs", "build", "-f", str(top / f"{kind}.yml")]
    else:
        command = ["sphinx", "-q", "-b", "html", "-c", str(top / kind), "-d", str(top / kind / "doctrees"),
                   str(top / "docs"), str(pages)]  # fmt: skip
    left = until - time.time()
    try:
        done = subprocess.run(
            [sys.executable, "-m", *command], env=environment, cwd=top, capture_output=True, text=True, check=False,
            timeout=None if left == math.inf else max(left, 0),
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise OutOfTimeError(site.name) from error
    output = _ANSI.sub("", done.stdout + done.stderr)
    (top / f"{kind}.log").write_text(output, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"{site.name}, {kind}: {output[-2000:]}")
    report = pages / "aidoc" / "report.json"
    requests = azure.requests if azure is not None else ()
    return Built(
        pages=pages,
        problems=Counter(problems(output, top)),
        report=json.loads(report.read_text(encoding="utf-8")) if report.is_file() else {},
        asked={(one.path, one.name): _texts(one) for request in requests for one in request.objects},
    )


def problems(output: str, top: Path) -> Iterable[str]:
    """The warnings and errors in what a build printed, made comparable.

    Args:
        output: What it printed.
        top: The directory of the site, which is left out.
    """
    # The line of a docstring that has grown is another, and so are addresses; the warning is the same.
    for line in output.splitlines():
        if _PROBLEM.search(line):
            place = re.sub(r":\d*:", ":", line.replace(str(top), ""))
            yield re.sub(r"\b0x[0-9a-f]+\b", "0x", re.sub(r"aidoc \[[0-9a-f]+\]", "aidoc", place))
