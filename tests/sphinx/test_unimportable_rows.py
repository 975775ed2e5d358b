"""Rows of tables for modules that cannot be imported: no page shows them, so nothing is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.sphinx.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / 'src'))
sys.dont_write_bytecode = True
extensions = ["sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx_aidoc"]
"""
FILES = {
    "docs/conf.py": CONF,
    "docs/index.rst": "I\n=\n\n.. autosummary::\n   :toctree: generated\n   :recursive:\n\n   yard\n",
    "src/yard/__init__.py": "",
    "src/yard/gate.py": "def open_it(wide):\n    return wide\n",
    "src/yard/fence.py": "import no_such_package_of_anybody\n\n\ndef mend(wire):\n    return wire\n",
}


def test_modules_that_cannot_be_imported(tmp_path: Path, azure: LocalAzure) -> None:
    """They are no rows, and nothing of them is requested; the others are as ever."""
    site = Project(tmp_path, files=FILES, azure=azure.url)
    built = site.build("html", fresh=True)
    assert built.error == ""
    assert [line for line in built.warnings if "aidoc" in line] == []
    asked = {one.path for request in azure.requests for one in request.objects}
    assert {"yard.gate", "yard.gate.open_it"} <= asked
    assert not {path for path in (*asked, *built.outcome_by_path) if path.startswith("yard.fence")}
    gate = built.text(
        "generated/yard.gate", ".html"
    )  # a heading and a table in the content of a directive are no words
    assert "Generated ·" in re.sub(r"<[^>]*>", "", gate)
    assert "Completed" not in gate
    requests = len(azure.requests)
    again = site.build("html")
    assert (again.read, len(azure.requests)) == ([], requests)
