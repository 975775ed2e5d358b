"""Secrets stay home in Sphinx too: counted over readers and builds; and `send: signatures`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sphinx.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

PASSWORD = "hunter" + "2"
CONF = """
import sys
from pathlib import Path
sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
extensions = ["sphinx.ext.autodoc", "sphinx_aidoc"]
"""
CODE = f'''"""M."""
def fill(litres: float, password="{PASSWORD}") -> float:
    # canary-comment, password: {PASSWORD}
    level = litres * 4711
    if level:
        raise OverflowError("canary-message")
    return level
'''
FILES = {
    "docs/conf.py": CONF,
    "docs/index.rst": "Index\n=====\n\n.. toctree::\n\n   one\n   two\n\n.. aidoc-report::\n",
    "docs/one.rst": "One\n===\n\n.. automodule:: vessel\n   :members:\n",
    "docs/two.rst": "Two\n===\n\nNothing.\n",
    "src/vessel.py": CODE,
}


def requests(azure: LocalAzure) -> str:
    """Every request, as it came over the wire."""
    return "\n".join(repr(request.body) for request in azure.requests)


def test_secrets_are_withheld_and_counted(tmp_path: Path, azure: LocalAzure) -> None:
    """Not in a request, the log or the report; counted in each build, told by the log and the appendix."""
    project = Project(tmp_path, files=FILES, azure=azure.url)
    built = project.run("-j2")
    assert (built.error, built.warnings) == ("", [])
    assert "def fill" in requests(azure)
    wanted = {"literals": 2, "objects": 1, "kinds": {"password or key": 2}}
    for again in (built, project.run("-j2"), project.run("-E", aidoc_offline="1")):
        assert again.report["withheld"] == wanted
        assert "Redacted 2 literals in 1 object before sending (possible secrets): password or key (2)." in again.text()
        assert PASSWORD not in again.status + requests(azure)
    assert "aidoc: redacted 2 literals in 1 object before sending (possible secrets): " in built.status
    assert "aidoc: requesting 1 object in 1 request (estimated: ~" in built.status
    assert PASSWORD not in (built.out / "aidoc" / "report.json").read_text(encoding="utf-8")


def test_signatures_leave_without_bodies(tmp_path: Path, azure: LocalAzure) -> None:
    """No body or comment is sent; another body asks nothing, bodies ask again."""
    project = Project(tmp_path, files=FILES, azure=azure.url)
    built = project.build(aidoc_send="signatures")
    assert (built.error, built.warnings) == ("", [])
    for canary in ("canary", "4711", "OverflowError", PASSWORD):
        assert canary in CODE
        assert canary not in requests(azure)
    assert built.filled() == ["vessel.fill"]
    project.edit("src/vessel.py", "4711", "4712")
    count = len(azure.requests)
    assert project.build(aidoc_send="signatures").filled() == ["vessel.fill"]
    assert len(azure.requests) == count
    project.build()
    assert len(azure.requests) == count + 1
    assert "4712" in requests(azure)
