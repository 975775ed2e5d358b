"""The matrix of set-ups: what it lists, what it finds, and the page that is made from it."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.matrix import RESULTS, status
from benchmarks.matrix.compare import FIGURES, difference, measure, unmarked
from benchmarks.matrix.environment import interpreter
from benchmarks.matrix.page import FILE, written
from benchmarks.matrix.setup import read_setups
from benchmarks.matrix.site import Outcome, Site
from benchmarks.words.site import write_marked
from tests.azure import LocalAzure
from tests.texts import MARK

if TYPE_CHECKING:
    from benchmarks.matrix.setup import Setup

SETUPS, ENVIRONMENTS = read_setups()


def the(title: str) -> Setup:
    """A set-up by its group and name."""
    return next(one for one in SETUPS if f"{one.group}: {one.name}" == title)


def test_every_set_up_has_a_name_and_an_environment() -> None:
    """Rows are kept by these names."""
    names = Counter(f"{one.group}: {one.name}" for one in SETUPS)
    assert [name for name, number in names.items() if number > 1] == []
    assert {one.environment for one in SETUPS} == set(ENVIRONMENTS)
    assert "shibuya" in ENVIRONMENTS["sphinx-others"].requires


def test_the_page_shows_the_results() -> None:
    """The table in the documentation is that of `results.json`."""
    known = json.loads(RESULTS.read_text(encoding="utf-8"))
    page = FILE.read_text(encoding="utf-8")
    assert written(page, SETUPS, known["rows"], known["environments"]) == page


def test_a_page_without_its_marks_is_told() -> None:
    """Whoever removed them learns which lines they are."""
    with pytest.raises(ValueError, match=r"works-with\.md has lost the lines.*<!-- set-ups.*<!-- end of set-ups -->"):
        written("# Works with\n", SETUPS, {}, {})


@pytest.mark.parametrize("title", ["MkDocs: themes: mkdocs", "Sphinx: builders: text"])
def test_a_set_up_is_built_and_compared(title: str, tmp_path: Path) -> None:
    """Real builds without and with aidoc differ by generated text alone."""
    figures, wrong = measure(Site(the(title), tmp_path, Path(sys.executable)))
    assert wrong == []
    assert {name: number for name, number in figures.items() if name in FIGURES and number} == {}
    assert figures["filled"] == figures["asked"] > 0
    assert figures["shown"] > 0


OTHERS = [one for one in SETUPS if one.group == "Other tools"]
STAND_IN = "Helper class that provides a standard way to create an ABC using inheritance."


@pytest.mark.slow  # an environment with these tools, and three builds in it
@pytest.mark.parametrize("setup", OTHERS, ids=[one.name for one in OTHERS])
def test_other_tools_are_filled(setup: Setup, tmp_path: Path) -> None:
    """Tools without a plugin of ours show generated text by their recipe, and nothing else differs."""
    figures, wrong = measure(Site(setup, tmp_path, interpreter(ENVIRONMENTS[setup.environment])))
    assert figures["shown"] > 0
    assert wrong == [
        f"{page}: lost: {text}"
        for page, text in (
            ("zoo/shapes.html", STAND_IN), ("zoo/shapes.html", "A circle."),  # shown for want of a docstring
            ("zoo/shapes.html", "Pair(left, right)"), ("zoo.html", STAND_IN),
        )
        if setup.name == "pdoc"
    ]  # fmt: skip


@pytest.mark.slow  # two environments, and two builds in each
@pytest.mark.parametrize("title", ["MkDocs: plugins: llmstxt", "Sphinx: extensions: sphinx-llm"])
def test_what_is_written_for_language_models(title: str, tmp_path: Path) -> None:
    """Generated text is in it, with or without marks; the appendix is not; the pages have marks either way."""
    setup = the(title)
    python = interpreter(ENVIRONMENTS[setup.environment])
    for marks in (True, False):
        site = Site(replace(setup, aidoc={"llms_txt_marks": marks}), tmp_path, python)
        with LocalAzure(answer=write_marked) as azure:
            built = site.build("filled", azure)
        assert (built.code, [line for line in built.problems if "aidoc" in line]) == (0, [])
        full = (built.pages / "llms-full.txt").read_text(encoding="utf-8")
        assert full.count(MARK) > 20
        assert ("not reviewed" in full) is marks
        assert ("aidoc" in full) is False
        page = next(file for file in built.pages.rglob("*.html") if "zoo-shapes" in str(file))
        assert "not reviewed" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("setup", OTHERS, ids=[one.name for one in OTHERS])
def test_recipes_are_in_the_documentation(setup: Setup) -> None:
    """What the matrix runs for such a tool is what its users are told to run."""
    page = (FILE.parent / "griffe.md").read_text(encoding="utf-8")
    told = [re.split(r" +#", line[2:])[0] for line in page.splitlines() if line.startswith("$ ")]
    told += re.findall(r"# or: (.*)", page)
    build = setup.shell or "zensical build --clean"
    build = f"{build} {setup.own}" if setup.own.startswith("-") else build
    for line in (*setup.before, build):
        line = line.replace("zoo", "yourpackage").replace("{out}", "out")  # noqa: PLW2901 - as a reader does
        assert any(line.startswith(one) for one in told if one), line


def outcome(directory: Path, files: dict[str, str], *, code: int = 0, problems: tuple[str, ...] = ()) -> Outcome:
    """A build that left these files."""
    for name, text in files.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(text, encoding="utf-8")
    return Outcome(pages=directory, code=code, output="all that it printed", problems=Counter(problems))


def test_what_differs_is_found(tmp_path: Path) -> None:
    """Words, files, warnings and the exit code; not the appendix, nor generated text."""
    before = outcome(
        tmp_path / "plain", {"a.txt": "One.\n\nThree words here.", "gone.txt": "x"}, problems=("WARNING old",)
    )
    files = {"a.txt": f"One.\n\n{MARK} text.", "aidoc/report.json": "{}", "de/aidoc/index.txt": "", "new.css": ""}
    after = outcome(tmp_path / "filled", files, code=1, problems=("WARNING old", "WARNING new"))
    found = difference(the("Sphinx: builders: text"), before, after, [])
    assert {name: number for name, number in found.figures.items() if number and name in FIGURES} == {
        "lost": 1, "warnings_added": 1, "files_more": 1, "files_less": 1, "exit_code": 1,
    }  # fmt: skip
    assert found.offenders == [
        "a.txt: lost: Three words here", "warnings_added: WARNING new", "files_more: new.css", "files_less: gone.txt",
        "exit_code: all that it printed",
    ]  # fmt: skip


def test_words_inside_data_of_a_builder_are_read(tmp_path: Path) -> None:
    """The JSON builder's documents hold HTML."""
    body = {"body": "<div><p>People's own words.</p></div>"}
    before = outcome(tmp_path / "plain", {"a.fjson": json.dumps(body)})
    after = outcome(tmp_path / "filled", {"a.fjson": json.dumps({"body": f"<div><p>{MARK} Others.</p></div>"})})
    assert difference(the("Sphinx: builders: json"), before, after, []).figures["lost"] == 1
    assert difference(the("Sphinx: builders: json"), before, before, []).figures["paragraphs"] == 1


def test_a_text_without_its_mark_is_found() -> None:
    """In an object's own paragraphs; not in a member that has one, nor in a table of summaries."""
    mark, badge = f"<p>{MARK} Text.</p>", '<p class="aidoc-badge">Generated</p>'
    member = f'<div class="doc-object">{mark}{badge}</div>'
    table = f"<table><tr><td><p>{MARK} Row.</p></td></tr></table>"
    assert unmarked(f'<div class="doc-object">{table}{member}</div><dl class="py">{mark}{badge}</dl>') == []
    assert unmarked(f'<div class="doc-object">{mark}{member}</div>') == [f"{MARK} Text."]


def test_what_aidoc_says_is_no_difference() -> None:
    """The warning that a set-up is not filled is what is wanted; silence is not, nor any other warning."""
    setup = the("Sphinx: extensions: sphinx-click")
    told = "warnings_added: WARNING: There is nothing to fill: sphinx-click. [aidoc.idle]"
    figures = {**dict.fromkeys(FIGURES, 0), "shown": 0}
    assert status(setup, {**figures, "warnings_added": 1}, [told]) == ("not filled, told", [])
    assert status(setup, figures, []) == ("not filled, in silence", [])
    assert status(setup, {**figures, "warnings_added": 2}, [told, "other"]) == ("differs", ["other"])
