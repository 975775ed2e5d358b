"""Links from the appendix into a repository whose code stands beside the directory of `conf.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.sphinx.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

CONF = """
import sys
from pathlib import Path
sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
extensions = ["sphinx.ext.autodoc", "sphinx_aidoc"]
html_theme = "furo"
aidoc_report_page = "coverage"
aidoc_include = ["lent.f*"]
"""
RST = "Lent\n====\n\n.. automodule:: lent\n   :members:\n   :undoc-members:\n"
CODE = '''"""Lent."""
from typing import Any

def first(a):
    return a

def second(b):
    """Act.

    :param c: Gone.
    """
    return b
'''
BLOB = "https://github.com/me/lent/blob/main/{}src/lent.py#L{}"


@pytest.mark.parametrize(
    ("told", "above"),
    [
        (
            "html_theme_options = {'source_repository': 'https://github.com/me/lent/', 'source_branch': 'main', "
            "'source_directory': 'docs/'}",
            "",
        ),
        (
            "html_context = {'github_user': 'me', 'github_repo': 'lent', 'github_version': 'main', "
            "'conf_py_path': '/parts/lent/docs/'}",
            "parts/lent/",
        ),
    ],
)
def test_code_beside_the_documentation(tmp_path: Path, azure: LocalAzure, told: str, above: str) -> None:
    """Objects and contradictions lead to their lines; a rule leads to its page."""
    files = {"docs/conf.py": CONF + told + "\n", "docs/index.rst": RST, "src/lent.py": CODE}
    built = Project(tmp_path, files=files, azure=azure.url).build("html")
    assert (built.error, [line for line in built.warnings if "AD101" not in line]) == ("", [])
    page = BeautifulSoup((built.out / "coverage.html").read_text(encoding="utf-8"), "html.parser")
    places = {place.get_text(): link for place in page.select(".aidoc-place") if (link := place.a) is not None}
    assert {text: str(link["href"]) for text, link in places.items()} == {
        "lent.py:1": BLOB.format(above, 1),
        "lent.py:4": BLOB.format(above, 4),
        "lent.py:7": BLOB.format(above, 7),
        "lent.py:10": BLOB.format(above, 10),  # where its docstring says what is not so
    }
    rule = next(link for link in page.find_all("a") if link.get_text() == "AD101")
    assert str(rule["href"]).endswith("docs/checks/AD101.md")
