"""A second reading in real builds of both tools: the page, the appendix, and the next builds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.mkdocs.project import Project as MkDocs
from tests.sphinx.project import Project as Sphinx

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import AskedObject, LocalAzure

MODULE = '''"""Boats."""


def moor(boat, place=None):
    return (boat, place)


def cast_off(boat):
    return boat
'''
CONF = (
    "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    "sys.dont_write_bytecode = True\nextensions = ['sphinx_aidoc']\nproject = 'boats'\n"
)
INDEX = "Boats\n=====\n\n.. automodule:: boats\n   :members:\n   :undoc-members:\n"
SUMMARIES = {"moor": "Tie a boat to a place.", "cast_off": "Let a boat go."}
FALSE = "The oldest boat comes first."


def write(objects: Any) -> list[Any]:
    """Answers of which one has a false sentence, whenever it is asked for."""
    return [
        {
            "n": asked.n,
            "summary": SUMMARIES[asked.name],
            "details": f"Nothing else is moved. {FALSE}" if asked.name == "moor" else "",
            "sections": [
                *({"kind": "parameter", "name": name, "text": f"Any {name} there is."} for name in asked.parameters),
                {"kind": "returns", "name": "", "text": "What was handed in."},
            ],
        }
        for asked in objects
    ]


def read(_asked: AskedObject, _where: str, sentence: str) -> str:
    """A reader that knows which sentence is false."""
    return "The boat comes first, then the place." if sentence == FALSE else ""


class Site:
    """A site of one page in one of the tools, built with any value of `second_reading`."""

    def __init__(self, tool: str, root: Path, azure: LocalAzure) -> None:
        azure.answer, azure.wrong = write, read
        self.azure = azure
        self.mkdocs = MkDocs(root, azure) if tool == "mkdocs" else None
        self.sphinx = None if self.mkdocs else Sphinx(root, azure=azure.url)
        page = (
            {"docs/index.md": "# Boats\n\n::: boats\n"}
            if self.mkdocs
            else {"docs/conf.py": CONF, "docs/index.rst": INDEX}
        )
        (self.mkdocs or self.sphinx).write({"src/boats.py": MODULE, **page})

    def build(self, **options: Any) -> tuple[str, dict[str, Any], list[str]]:
        """Build it.

        Returns:
            The words of the page and those of the appendix, the report, and what each request was.
        """
        self.azure.reset()
        if self.mkdocs is not None:
            made = self.mkdocs.build(aidoc=options)
            assert (made.logged, made.error, made.changed) == ([], None, [])
            words = made.text() + made.text("aidoc.html")
            report = made.report
        else:
            assert self.sphinx is not None
            built = self.sphinx.build(
                **{f"aidoc_{name}": value for name, value in options.items()}, aidoc_report_page="aidoc"
            )
            assert (built.warnings, built.error) == ([], "")
            words = built.text() + built.text("aidoc")
            report = built.report
        kinds = ["reading" if one.objects[0].sentences is not None else "answers" for one in self.azure.requests]
        billed = self.azure.billed_usage()
        usage = report["usage"]
        if kinds:  # an unchanged build of Sphinx leaves the report as it is
            assert (usage["input_tokens"], usage["output_tokens"]) == (billed.prompt_tokens, billed.completion_tokens)
        return words, report, kinds


@pytest.fixture(params=["mkdocs", "sphinx"])
def site(request: pytest.FixtureRequest, tmp_path: Path, azure: LocalAzure) -> Site:
    """The site in each tool."""
    return Site(request.param, tmp_path / "project", azure)


def _findings(report: dict[str, Any]) -> list[tuple[str, str, str]]:
    rows = (finding for row in report["objects"] for finding in row["findings"])
    return [(one["rule"], one["where"], one.get("removed", "")) for one in rows]


def test_what_a_reader_objects_to_reaches_no_page(site: Site) -> None:
    """The sentence is gone, the appendix and the report say why, and the next builds request nothing."""
    words, report, kinds = site.build(second_reading="repair")
    assert kinds == ["answers", "reading", "answers", "reading"]
    assert "Nothing else is moved." in words
    assert words.count(FALSE) == 0
    assert "AD990" in words
    assert [one["title"] for one in report["findings"]] == ["a second reading found a sentence wrong"]
    assert _findings(report) == [("AD990", "description", "sentence")]
    assert report["outcomes"]["generated"] == 2
    for options in ({"second_reading": "repair"}, {}, {"second_reading": "repair", "offline": True}):
        again, later, kinds = site.build(**options)
        assert kinds == []
        assert FALSE not in again
        assert _findings(later) == [("AD990", "description", "sentence")]


def test_a_site_that_is_built_already_is_read(site: Site) -> None:
    """What a build has remembered, in whichever tool, does not keep answers from being read once they are to be."""
    for _ in range(2):
        words, _, _ = site.build()
        assert FALSE in words
    words, report, kinds = site.build(second_reading="warn")
    assert kinds == ["reading"]
    assert FALSE in words
    assert _findings(report) == [("AD990", "description", "")]
    assert site.build(second_reading="warn")[2] == []


def test_a_site_whose_answers_were_only_read_is_mended(site: Site) -> None:
    """From `warn` to `repair`, in whichever tool: what was found wrong goes, and is requested again, once."""
    for _ in range(2):
        words, _, _ = site.build(second_reading="warn")
        assert FALSE in words
    words, report, kinds = site.build(second_reading="repair")
    assert kinds == ["answers", "reading"]
    assert FALSE not in words
    assert _findings(report) == [("AD990", "description", "sentence")]
    assert site.build(second_reading="repair")[2] == []
