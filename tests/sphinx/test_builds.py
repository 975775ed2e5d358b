"""Builds one after another: nothing paid twice, only what changed is read, offline, parallel, on demand."""

from __future__ import annotations

import json
import re

import pytest

from aidoc_core.answers import ReviewedAnswers
from tests.laws import few
from tests.sphinx.project import Project

PACKAGE = {
    "src/pkg/__init__.py": "",
    "src/pkg/one.py": "def first(left, right):\n    return left\n\n\ndef second(value):\n    return value\n",
    "src/pkg/two.py": "class Thing:\n    size: int = 1\n\n    def act(self, how):\n        return how\n",
    "docs/conf.py": "import sys\nfrom pathlib import Path\n\n"
    "sys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    "extensions = ['sphinx_aidoc', 'sphinx.ext.napoleon']\nproject = 'pkg'\n",
    "docs/index.rst": "pkg\n===\n\n.. toctree::\n\n   one\n   two\n   prose\n\n.. aidoc-report::\n",
    "docs/one.rst": "one\n===\n\n.. automodule:: pkg.one\n   :members:\n",
    "docs/two.rst": "two\n===\n\n.. automodule:: pkg.two\n   :members:\n",
    "docs/prose.rst": "prose\n=====\n\nNothing of code.\n",
}

# Another extension's directive that writes an auto directive while a document is read: no scan can see it.
SHOWING = """
from sphinx.util.docutils import SphinxDirective


class Show(SphinxDirective):
    required_arguments = 2

    def run(self):
        directive, name = self.arguments
        return self.parse_text_to_nodes(f".. {directive}:: {name}\\n   :members:\\n")


def setup(app):
    app.add_directive("show", Show)
    return {"parallel_read_safe": True}
"""


@pytest.fixture
def project(tmp_path, azure):
    """A small project that asks the local Azure."""
    return Project(tmp_path, files=PACKAGE, azure=azure.url)


def test_nothing_changed_nothing_done(project, azure):
    """The second build asks nothing, reads nothing, writes nothing and does not look at the package."""
    project.build()
    asked = len(azure.requests)
    assert asked > 0
    before = project.directory.joinpath("out/text/aidoc/report.json").stat().st_mtime_ns
    cache = (project.directory / "docs/.aidoc/cache/cache.db").stat().st_mtime_ns  # opening it would write
    again = project.build()
    assert (project.directory / "docs/.aidoc/cache/cache.db").stat().st_mtime_ns == cache
    assert again.read == []
    assert "0 added, 0 changed, 0 removed" in again.status
    assert "aidoc" not in again.status
    assert again.warnings == []
    assert len(azure.requests) == asked
    assert project.directory.joinpath("out/text/aidoc/report.json").stat().st_mtime_ns == before


def test_cache_touched_by_another_tool(project, azure):
    """Where only the cache's time has changed, texts are compared, and no page is read."""
    project.build()
    azure.reset()
    (project.directory / "docs/.aidoc/cache/cache.db").touch()
    again = project.build()
    assert again.read == []
    assert azure.requests == []
    assert again.outcomes() == {"generated": 7}


def test_removed_page(project):
    """The objects of a page that is gone are gone from the report."""
    project.build()
    (project.directory / "docs/two.rst").unlink()
    project.edit("docs/index.rst", "   two\n", "")
    again = project.build()
    assert again.outcomes() == {"cached": 3}
    assert "3 API objects" in again.text()


@pytest.mark.parametrize("edit", ["removed", "moved", "renamed"])
def test_gone_while_the_code_changed(project, edit):
    """What no page shows any more is in no report, also where the code that all pages show was looked at first."""
    project.write({"src/pkg/three.py": "def third(deep):\n    return deep\n"})
    project.edit("docs/prose.rst", "Nothing of code.", ".. autofunction:: pkg.three.third")
    project.build()
    project.edit("src/pkg/one.py", "return value", "return value + 1")
    if edit == "removed":
        (project.directory / "docs/two.rst").unlink()
        project.edit("docs/index.rst", "   two\n", "")
    elif edit == "moved":
        project.edit("docs/two.rst", ".. automodule:: pkg.two\n   :members:", "No more.")
    else:
        project.edit("src/pkg/two.py", "class Thing:", "class Thing(dict):")
        project.edit("docs/two.rst", "   :members:", "   :members:\n   :exclude-members: act, size, Thing")
    again = project.build()
    fresh = project.build(fresh=True)
    assert again.warnings == fresh.warnings == []
    assert [row["path"] for row in again.report["objects"]] == [row["path"] for row in fresh.report["objects"]]
    assert again.filled() == fresh.filled()


def test_one_batch_before_reading(project, azure):
    """All objects of all documents are asked for before the first is read; each once."""
    built = project.build()
    paths = [asked.path for request in azure.requests for asked in request.objects]
    assert sorted(paths) == sorted(set(paths)) == sorted(built.filled())
    assert built.report["on_demand"] == 0
    assert built.status.index("requesting") < built.status.index("reading sources")


def test_edited_source_asks_for_that_object_alone(project, azure):
    """Editing one function reads its page again and asks for it alone."""
    project.build()
    azure.reset()
    project.edit("src/pkg/one.py", "return value", "return value + 1")
    again = project.build()
    assert again.read == ["one"]
    assert [asked.path for request in azure.requests for asked in request.objects] == ["pkg.one.second"]
    assert again.outcomes() == {"cached": len(again.filled()) - 1, "generated": 1}
    assert again.report["usage"]["requests"] == 1


def test_edited_prose_asks_and_counts_nothing(project, azure):
    """Editing a page without code reads that page; the report still covers all others."""
    first = project.build()
    azure.reset()
    project.edit("docs/prose.rst", "Nothing", "Still nothing")
    again = project.build()
    assert again.read == ["prose"]
    assert azure.requests == []
    assert again.filled() == first.filled()
    assert again.outcomes() == {"cached": len(first.filled())}


def test_offline_then_online_then_offline(project, azure):
    """What was missed offline is read again when it can be had; offline again the same pages come out."""
    offline = project.build(aidoc_offline="1", aidoc_on_miss="ignore")
    assert offline.outcomes() == {"missed": 7}
    online = project.build()
    assert sorted(online.read) == ["one", "two"]
    assert online.outcomes() == {"generated": 7}
    azure.reset()
    fresh = project.build(aidoc_offline="1", fresh=True)
    assert fresh.outcomes() == {"cached": 7}
    assert azure.sockets_opened == 0
    one = fresh.text("one")
    assert one == online.text("one")
    assert project.build(aidoc_offline="1", fresh=True).text() == fresh.text()


def test_misses_are_warned_of_once_with_their_place(tmp_path):
    """Offline with an empty cache: one warning an object, with file and line, of type aidoc."""
    project = Project(
        tmp_path,
        files={**PACKAGE, "docs/again.rst": PACKAGE["docs/one.rst"].replace(":members:", ":members:\n   :no-index:")},
    )
    project.edit("docs/index.rst", "   prose", "   prose\n   again")
    built = project.build()
    assert len(built.warnings) == 7
    pattern = (
        r"\S*pkg/(one|two)\.py(:\d+)?: WARNING: pkg\.\S+: "
        r"not in the cache\. Build once online, or write the docstring\. \[aidoc\.miss\]"
    )
    assert [line for line in built.warnings if not re.fullmatch(pattern, line)] == []
    assert any("pkg/one.py:5: WARNING: pkg.one.second:" in line for line in built.warnings)
    assert project.build(suppress_warnings=["aidoc.miss"], fresh=True).warnings == []
    assert project.build(suppress_warnings=["aidoc"], fresh=True).warnings == []
    assert project.build(aidoc_on_miss="ignore", fresh=True).warnings == []


def test_warnings_are_errors_with_w(tmp_path):
    """`-W` ends the build with 1 over a miss, and with 0 where misses are suppressed."""
    project = Project(tmp_path, files=PACKAGE)
    assert project.run("-W", "--keep-going", "-n").error == "1"
    assert project.run("-W", "--keep-going", "-n", "-E", suppress_warnings="aidoc.miss").error == ""


def test_reviewed_text_changes_only_its_page(project, azure):
    """An answer that a person edits reads the pages that show it, and no other."""
    built = project.build()
    azure.reset()
    project.write(
        "docs/aidoc-reviewed/pkg.one.yml",
        "module: pkg.one\nanswers:\n  second:\n    state: edited\n    summary: Words of a reviewer.\n"
        "    parameters: {value: More of them.}\n    returns: And the last.\n",
    )
    again = project.build()
    assert again.read == ["one"]
    assert "Words of a reviewer." in again.text("one")
    assert azure.requests == []
    assert len(again.filled()) == len(built.filled())
    assert ReviewedAnswers(project.directory / "docs/aidoc-reviewed").problems == []


def test_another_mark_reads_the_pages_with_a_mark(project, azure):
    """Changing how text is marked makes the pages with such text anew, and asks nothing."""
    project.build()
    azure.reset()
    again = project.build(aidoc_mark="none")
    assert sorted(again.read) == ["one", "two"]
    assert "Generated ·" not in again.text("one")
    assert azure.requests == []


def test_switched_off_leaves_no_trace(project):
    """`aidoc_enabled = False` after a build gives the pages back."""
    project.build()
    off = project.build(aidoc_enabled="0")
    assert sorted(off.read) == ["index", "one", "two"]
    assert "first(" not in off.text("one")
    assert off.text("index") == "pkg *** * one * two * prose"
    on = project.build()
    assert sorted(on.read) == ["index", "one", "two"]
    assert on.text("one").count("Generated ·") == 3


def test_included_and_custom_directives_are_caught_on_demand(tmp_path, azure):
    """What another extension writes while a document is read is filled then, in one request a class, and counted."""
    files = {**PACKAGE, "src/showing.py": SHOWING, "docs/two.rst": "two\n===\n\n.. show:: automodule pkg.two\n"}
    project = Project(tmp_path, files=files, azure=azure.url)
    project.edit("docs/conf.py", "'sphinx_aidoc', ", "'sphinx_aidoc', 'showing', ")
    built = project.run("-n", "-W")
    assert built.warnings == []
    assert built.report["on_demand"] == 4
    assert built.text("two").count("Generated ·") == 4
    assert built.outcomes() == {"generated": 7}
    assert built.report["usage"]["requests"] == len(azure.requests)
    assert len(azure.requests) <= 3
    azure.reset()
    parallel = project.run("-n", "-W", "-j2", "-E")
    assert parallel.text("two") == built.text("two")
    assert azure.requests == []


@pytest.mark.parametrize("readers", few(["2", "auto"], every=2))
def test_parallel_readers_give_the_same(tmp_path, azure, readers):
    """With `-j` the same pages come out, also where readers ask on demand; their costs are counted."""
    many = {
        f"docs/more{number}.rst": f"more{number}\n=====\n\n.. show:: autoclass pkg.extra{number}.Late\n"
        for number in range(6)
    }
    code = {
        f"src/pkg/extra{number}.py": "class Late:\n    def run(self, speed):\n        return speed\n"
        for number in range(6)
    }
    project = Project(tmp_path, files={**PACKAGE, **many, **code, "src/showing.py": SHOWING}, azure=azure.url)
    project.edit("docs/conf.py", "'sphinx_aidoc', ", "'sphinx_aidoc', 'showing', ")
    project.edit("docs/index.rst", "   prose", "   prose\n" + "".join(f"   more{number}\n" for number in range(6)))
    built = project.run("-n", "-W", f"-j{readers}")
    assert built.warnings == []
    assert built.report["on_demand"] == 12
    assert built.report["usage"]["requests"] == len(azure.requests)
    assert built.outcomes() == {"generated": 19}
    azure.reset()
    serial = project.run("-n", "-W", "-E")
    for page in ("one", "two", "more0", "more5"):
        assert serial.text(page) == built.text(page)
    assert azure.requests == []
    project.edit("docs/more3.rst", "=====", "=====\n\nA word.")
    again = project.run("-n", "-W", f"-j{readers}")
    assert again.report["outcomes"]["cached"] == 19
    assert "19 API objects" in again.text("index")


def test_report_in_incremental_parallel_builds(project):
    """The appendix is right after an incremental build with parallel readers."""
    project.run("-j2")
    for page in ("one", "two", "prose"):
        project.edit(f"docs/{page}.rst", "\n===", "\n======")
    for number in range(4):
        project.write(f"docs/more{number}.rst", f":orphan:\n\nmore{number}\n======\n")
    again = project.run("-j2")
    assert "7 API objects" in again.text("index")
    assert all(f'"{name}"' in again.text("index") for name in ("pkg.one", "first", "second"))
    assert again.outcomes() == {"cached": 7}


def test_what_was_left_alone_keeps_what_exports_it(tmp_path):
    """Also where all of a page that stays as it is was left alone: the report is that of a build from scratch."""
    alone = '__all__ = ["Kept"]\n\n\nclass Kept:\n    """Said by hand."""\n\n    def __repr__(self):\n        return "kept"\n'
    show = ".. automodule:: pkg.{}\n   :members:\n   :undoc-members:\n   :special-members: __repr__\n"
    project = Project(tmp_path, files=PACKAGE)
    project.write("src/pkg/alone.py", alone)
    project.write("docs/alone.rst", f":orphan:\n\nalone\n=====\n\n{show.format('alone')}")
    project.build(aidoc_on_miss="ignore")
    project.edit("src/pkg/one.py", "return value", "return not value")
    again = project.build(aidoc_on_miss="ignore")
    assert again.read == ["one"]
    rows = {row["path"]: row for row in again.report["objects"]}
    assert rows["pkg.alone.Kept.__repr__"]["exported"] is True
    scratch = project.build(fresh=True, aidoc_on_miss="ignore")
    assert again.report["objects"] == scratch.report["objects"]


def test_a_report_follows_the_extension_off_and_on(tmp_path, azure):
    """A document with the report is written anew when the extension is switched off, and when it comes back."""
    project = Project(tmp_path, files=PACKAGE, azure=azure.url)
    assert "Outcomes" in project.build().text("index")
    assert "Outcomes" not in project.build(aidoc_enabled=0).text("index")
    project.write("src/pkg/one.py", PACKAGE["src/pkg/one.py"] + "\n\ndef third(value):\n    return value\n")
    again = project.build()
    total = again.report["coverage"]["after"]["total"]
    assert f"{total} API objects" in again.text("index")
    assert again.warnings == []


def test_what_was_not_read_anew_keeps_its_figures(project, azure):
    """Complexity, uses and costs of pages that stay as they are; what was paid for them was paid once; one line of history."""
    project.edit("docs/conf.py", "project = 'pkg'", "project = 'pkg'\naidoc_report_history = '../figures.jsonl'")
    first = project.build()
    then = {row["path"]: row for row in first.report["objects"]}
    project.edit("src/pkg/one.py", "return value", "return value + 1")
    again = project.build()
    assert again.read == ["one"]
    assert first.warnings == again.warnings == []
    for row in again.report["objects"]:
        before = then[row["path"]]
        assert [row[name] for name in ("complexity", "uses", "exported")] == [
            before[name] for name in ("complexity", "uses", "exported")
        ], row["path"]
        if row["outcome"] == "cached":
            assert (row["kept_usd"], row["cost_usd"]) == (before["kept_usd"], 0)
    costs = again.report["costs"]
    assert costs["shown"]["texts"] == 7
    assert costs["kept"]["texts"] == 8
    assert again.report["usage"]["cost_usd"] == pytest.approx(
        costs["kept"]["cost_usd"] - first.report["costs"]["kept"]["cost_usd"]
    )
    (line,) = (project.directory / "figures.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["cost_usd"] == pytest.approx(costs["kept"]["cost_usd"])


def test_the_report_of_a_part_tells_the_uses_of_all(project):
    """What other pages use counts as ever where one page alone is read again, and is shown in the same order."""
    project.edit("src/pkg/two.py", "return how", "return first(how, second(second(how)))")
    project.build()
    project.edit("docs/one.rst", ":members:", ":members:\n\nMore words.")
    part, whole = project.build(), project.build(fresh=True)
    assert part.read == ["one"]
    rows = [{row["path"]: row for row in one.report["objects"]} for one in (part, whole)]
    assert rows[0] == rows[1]
    assert rows[0]["pkg.one.second"]["uses"] == 2
    assert part.report["next"] == whole.report["next"]
