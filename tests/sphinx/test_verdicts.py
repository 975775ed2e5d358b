"""Builds that leave objects without an answer: what is said, what is written, and what `sphinx-build` exits with."""

from __future__ import annotations

import signal
import time
from typing import Any

import pytest

from tests.laws import few
from tests.sphinx.project import Built, Project
from tests.sphinx.test_builds import SHOWING
from tests.verdicts import CASES, MODULE, PACKAGE, Case, Interruption, OnMiss, Told, same

FILES = {
    **PACKAGE,
    "docs/conf.py": "import sys\nfrom pathlib import Path\n\n"
    "sys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    "extensions = ['sphinx_aidoc', 'sphinx.ext.napoleon']\nproject = 'lantern'\n",
    "docs/index.rst": "lantern\n=======\n\n.. toctree::\n   :glob:\n\n   pages/*\n\n.. aidoc-report::\n",
    "docs/pages/lamp.rst": f"lamp\n====\n\n.. automodule:: {MODULE}\n   :members:\n   :undoc-members:\n",
    # Sphinx reads in parallel from six documents on.
    **{f"docs/pages/{name}.rst": f"{name}\n====\n\nNothing of code.\n" for name in ("prow", "deck", "keel", "mast")},
}


def _written(line: Told) -> str:
    start = f"{line.where}: {line.level}" if line.where else line.level
    return f"{start}: {line.message} [aidoc.{line.kind}]" if line.kind else f"{start}: {line.message}"


def _options(case: Case | Interruption, on_miss: OnMiss) -> dict[str, Any]:
    given = {"on_miss": on_miss, **case.options}
    return {f"aidoc_{name}": str(value) for name, value in given.items()}


@pytest.mark.parametrize("on_miss", few(["error", "warn", "ignore"], every=3))
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_a_build_comes_to(tmp_path, azure, case, on_miss):
    """Fresh, with nothing changed since, and with two readers: all is written, and the exit code tells the verdict."""
    case.prepare(azure)
    project = Project(tmp_path, files=FILES, azure=azure.url)

    def check(built: Built, expected: list[Told]) -> None:
        assert [same(line, azure) for line in built.warnings] == [_written(line) for line in expected]
        assert (built.error, built.code) == ("", int(case.fails(on_miss)))
        assert "light(wick)" in built.text("pages/lamp")
        assert built.outcomes() == {case.outcome: 3}

    check(project.build(**_options(case, on_miss)), case.told(on_miss))
    azure.reset()
    (tmp_path / "out/text/aidoc/report.json").unlink()
    again = project.build(**_options(case, on_miss))
    assert bool(azure.requests) is case.requests_again
    # Sphinx repeats no warning of a document that it does not read again; why a build fails is told all the same.
    unread = "offline" in case.options or case.outcome == "failed"  # what was paid in vain is remembered
    check(again, [*case.listed(on_miss), *case.last(on_miss)] * case.fails(on_miss) if unread else case.told(on_miss))
    assert again.read == ([] if unread else ["pages/lamp"])
    parallel = project.build(fresh=True, readers=2, **_options(case, on_miss))
    check(parallel, case.told(on_miss))
    assert len(parallel.read) == 6


@pytest.mark.parametrize("arguments", [(), ("-W", "--keep-going"), ("-j", "2", "-q")], ids=" ".join)
def test_exit_code(tmp_path, arguments):
    """`sphinx-build` passes the verdict on, whatever its options; nothing looks like a crash."""
    project = Project(tmp_path, files=FILES)
    built = project.run(*arguments, aidoc_on_miss="error")
    case = next(case for case in CASES if case.name == "offline")
    assert built.code == 1
    assert built.warnings == [_written(line) for line in case.told("error")]
    assert built.outcomes() == {"missed": 3}
    again = project.run(*arguments, aidoc_on_miss="warn")
    assert (again.code, again.warnings) == (0, [])


def test_only_the_failure_cannot_be_suppressed(tmp_path):
    """`suppress_warnings` hides the list, not why the build fails."""
    built = Project(tmp_path, files=FILES).build(aidoc_on_miss="error", suppress_warnings=["aidoc"])
    assert built.warnings == ["ERROR: aidoc: 3 objects have no answer (on_miss: error)."]
    assert built.code == 1


def test_what_is_not_read_again_counts_too(tmp_path):
    """A build that reads only another page fails over objects that are missing on the pages it keeps, and lists them."""
    project = Project(tmp_path, files=FILES)
    project.build(aidoc_on_miss="ignore")
    project.edit("docs/pages/keel.rst", "Nothing", "Still nothing")
    case = next(case for case in CASES if case.name == "offline")
    built = project.build(aidoc_on_miss="error")
    assert built.read == ["pages/keel"]
    assert built.warnings == [_written(line) for line in case.told("error")]
    assert built.code == 1
    project.edit("docs/pages/keel.rst", "Still nothing", "Nothing")
    again = project.build(aidoc_on_miss="warn")
    assert (again.read, again.warnings, again.code) == (["pages/keel"], [], 0)


@pytest.mark.parametrize(("name", "options"), [("wrong key", {}), ("unusable", {"aidoc_retry_failed": True})])
def test_an_answer_later_ends_the_failure(tmp_path, azure, name, options):
    """What failed is requested again, also where no document has changed: what cost nothing by the next build."""
    case = next(case for case in CASES if case.name == name)
    key = azure.api_key
    case.prepare(azure)
    project = Project(tmp_path, files=FILES, azure=azure.url)
    assert project.build(aidoc_on_miss="error").code == 1
    azure.faults, azure.api_key = [], key
    again = project.build(aidoc_on_miss="error", **options)
    assert (again.read, again.warnings, again.code) == (["pages/lamp"], [], 0)
    assert again.outcomes() == {"generated": 3}


@pytest.mark.parametrize("on_miss", ["warn", "error"])
def test_sphinx_autoapi(tmp_path, on_miss):
    """What sphinx-autoapi shows counts as well, also where it has nothing new to write."""
    files = {**FILES, "docs/pages/lamp.rst": "lamp\n====\n\n.. toctree::\n\n   /autoapi/index\n"}
    project = Project(tmp_path, files=files)
    conf: dict[str, Any] = {
        "extensions": ["autoapi.extension", "sphinx_aidoc"],
        "autoapi_dirs": ["../src"],
        "autoapi_options": ["members", "undoc-members"],
    }
    case = next(case for case in CASES if case.name == "offline")
    for _ in range(2):
        built = project.build(aidoc_on_miss=on_miss, **conf)
        assert built.warnings == [_written(line) for line in case.told(on_miss)]
        assert built.code == int(case.fails(on_miss))
        assert "light(wick)" in built.text("autoapi/lantern/lamp/index")
        assert built.outcomes() == {"missed": 3, "skipped": 1}  # the package's own file is empty


@pytest.mark.parametrize("readers", few([1, 2], every=2))
def test_what_no_scan_can_see(tmp_path, readers):
    """Objects that come to light while documents are read are missing like all others, whoever reads."""
    files = {**FILES, "src/showing.py": SHOWING}
    files["docs/conf.py"] = files["docs/conf.py"].replace("'sphinx_aidoc'", "'sphinx_aidoc', 'showing'")
    files["docs/pages/lamp.rst"] = f"lamp\n====\n\n.. show:: automodule {MODULE}\n"
    project = Project(tmp_path, files=files)
    case = next(case for case in CASES if case.name == "offline")
    for fresh in (True, False):
        built = project.build(fresh=fresh, readers=readers, aidoc_on_miss="error")
        assert built.code == 1
        assert built.warnings[-1] == "ERROR: aidoc: 3 objects have no answer (on_miss: error)."
        assert built.warnings[:-1] == [_written(line) for line in case.listed("error")]
        assert built.outcomes() == {"missed": 3}
        assert built.report["on_demand"] == 3


def test_interrupted(tmp_path, azure):
    """Ctrl-C ends Sphinx in its own way; what was answered is kept, and the next build requests the rest."""
    case = Interruption()
    case.prepare(azure)
    project = Project(tmp_path, files=FILES, azure=azure.url)
    process = project.start(**_options(case, "error"))
    while not case.in_flight(azure) and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    built = project.end(process)
    assert built.code == 2  # as Sphinx has it
    assert built.warnings == ["Interrupted!"]
    assert not (built.out / "aidoc" / "report.json").exists()
    assert not (built.out / "index.txt").exists()
    azure.faults = []
    azure.reset()
    after = project.build(**_options(case, "error"))
    assert (after.warnings, after.code) == ([], 0)
    assert len([one for request in azure.requests for one in request.objects]) == 3 - case.answered
    assert after.outcomes() == {"cached": case.answered, "generated": 3 - case.answered}
