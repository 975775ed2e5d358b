"""Names and words of others on the appendix: in both tools they stand there to the letter, and do nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.azure import Fault
from tests.mkdocs.project import Project as MkDocsProject
from tests.sphinx.project import Project as SphinxProject

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

MODEL = 'm<img src=x onerror="alert(1)">|`c`|**b**_i_[l](javascript:alert(1))"q"\'q\'{{ m }}&amp;\u05d2\u202ejs'
LONG = "far_" + "too_long" * 49
HEBREW = "שלום_עולם"
MODULE = f'''"""Things with odd names."""


def told(kept):
    """Act on it.

    Args:
        kept: It is kept.
        gone<script>alert(1)</script>|`x`: **Not** there | "any" more.
    """
    raise ValueError(kept)


def stale(kept):
    """Act on it.

    :param {LONG}: No longer there.
    :param kept: Still there.
    """


def {LONG}(value):
    return value


def {HEBREW}(value):
    return value


def lost(value):
    return value
'''
REFUSED = "No <b onclick=alert(1)>way</b> | `x` [l](javascript:alert(1)) {{ m }} " + "z" * 400
CONF = """
import sys
from pathlib import Path
sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_aidoc"]
html_theme = "alabaster"
"""


def _built(tool: str, root: Path, azure: LocalAzure) -> tuple[str, dict[str, object]]:
    """The appendix of one tool, and its report."""
    source = {"src/odd/__init__.py": MODULE}
    if tool == "mkdocs":
        project = MkDocsProject(root, azure)
        project.options["show_if_no_docstring"] = True
        project.write({**source, "docs/index.md": "# Odd\n\n::: odd\n"})
        built = project.build(aidoc={"bundle": 1, "max_repairs": 0}, markdown_extensions=["attr_list", "md_in_html"])
        assert built.error is None
        return built.html("aidoc.html"), built.report
    page = "Odd\n===\n\n.. automodule:: odd\n   :members:\n   :undoc-members:\n"
    book = SphinxProject(root, files={**source, "docs/conf.py": CONF, "docs/index.rst": page}, azure=azure.url)
    made = book.build("html", aidoc_bundle=1, aidoc_max_repairs=0, aidoc_report_page="aidoc")
    assert made.error == ""
    return (made.out / "aidoc.html").read_text(encoding="utf-8"), made.report


def _shown(words: str) -> str:
    """As a reader sees them."""
    return " ".join(words.split())


@pytest.mark.parametrize("tool", ["mkdocs", "sphinx"])
def test_words_of_others_are_characters(tmp_path: Path, azure: LocalAzure, tool: str) -> None:
    """A model's name, a refusal, contradicted entries, names of 400 letters and from right to left."""
    azure.deployments = {"docs": MODEL}
    body = {"error": {"message": REFUSED, "code": "no<b onclick=alert(1)>|`x`"}}
    azure.faults = [
        Fault(lambda request: "odd.lost" in [one.path for one in request.objects], "status", status=400, body=body)
    ]
    html, report = _built(tool, tmp_path, azure)
    main = BeautifulSoup(html, "html.parser").select_one('[role="main"], .body')
    assert main is not None
    # Nothing but our own elements: no picture, handler, style or address that came with the words.
    ours = [tag for tag in main.find_all(True) if tag.name != "script" or "aidoc" not in str(tag.get("src"))]
    assert [tag for tag in ours if tag.name in ("script", "img", "iframe", "b", "em", "style")] == []
    assert [name for tag in ours for name in tag.attrs if name.startswith("on") or name == "style"] == []
    assert [str(tag["href"]) for tag in ours if "javascript" in str(tag.get("href", ""))] == []
    # And the words are there, each in its cell.
    rows = {str(row.code.get_text()): row for row in main.select(".aidoc-objects tbody tr") if row.code is not None}
    assert {len(row.find_all("td")) for row in rows.values()} == {5}
    assert {"told", LONG, HEBREW, "lost"} <= rows.keys()
    kept = {str(row["model"]) for row in report["objects"] if row["model"]}  # type: ignore[attr-defined]
    assert len(kept) == 1
    (model,) = map(_shown, kept)
    assert re.match(r"m<img src=x onerror", model)
    assert model in _shown(rows[HEBREW].find_all("td")[4].get_text())
    assert rows[HEBREW]["data-model"] == model
    reasons = {row["path"]: row["reason"] for row in report["objects"]}  # type: ignore[attr-defined]
    assert _shown(reasons["odd.lost"]) in _shown(rows["lost"].find_all("td")[4].get_text())
    told = [_shown(row.get_text(" ")) for row in main.select(".aidoc-told tbody tr")]
    assert any(LONG in words for words in told)
    items = [_shown(item.get_text()) for item in main.find_all("li")]
    assert model in items
