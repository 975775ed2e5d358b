"""Examples of answers in Sphinx: code that a reader sees as code, and that nothing runs."""

from __future__ import annotations

import pytest
import yaml
from bs4 import BeautifulSoup

from aidoc_core.render.example import session_lines
from tests.sphinx.project import Project

PACKAGE = {
    "src/shop.py": "def buy(item):\n    return item\n",
    "docs/conf.py": "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    "extensions = ['sphinx_aidoc', 'sphinx.ext.doctest']\nproject = 'shop'\nnitpicky = True\n"
    "highlight_language = 'c'\n",
    "docs/index.rst": "shop\n====\n\n.. automodule:: shop\n   :members:\n",
}
HOSTILE = {
    "directive": "x = 1\n\n.. raw:: html\n\n   <script>alert(1)</script>",
    "session with a directive": ">>> x\n\n.. raw:: html\n\n   <script>alert(1)</script>\n\n:py:func:`x`\n|sub|",
    "unindented": ">>> x\ntext\n\n\n\n.. include:: /etc/passwd",
    "tabs": ">>> if x:\n\t... \t.. raw:: html\n\t\n\t\t<b>",
    "carriage returns": ">>> x\r\r.. raw:: html\r\r   <b>\x0b.. raw:: html\u2028.. raw:: html\x85\n<i>",
    "an option": ">>> x\n:linenos:\n   :caption: Boo",
    "backslashes": ">>> print('\\\\')\\\n.. raw:: html\n\n   <b>",
    "role": ">>> x\n:raw-html:`<script>`",
    "no Python at all": ">>> (((\n'''\n\"\"\"",
}


def _project(tmp_path, example):
    project = Project(tmp_path, files=PACKAGE)
    answer = {"state": "edited", "summary": "Buy a thing.", "parameters": {"item": "What is bought."}}
    answers = {".": {"state": "rejected"}, "buy": answer | {"returns": "The thing.", "example": example}}
    text = yaml.safe_dump({"module": "shop", "answers": answers}, allow_unicode=True)
    project.write("docs/aidoc-reviewed/shop.yml", text)
    return project


def _build(project, builder):
    return project.build(builder, aidoc_examples="1", aidoc_on_miss="ignore")


def test_an_example_is_a_block_of_code(tmp_path):
    """Below the fields, under a heading, as a session; the first line of the text stays the first."""
    built = _build(_project(tmp_path, "```python\nfrom shop import buy\n\nfor x in 'ab':\n    buy(x)\n```"), "html")
    assert (built.error, built.warnings) == ("", [])
    page = BeautifulSoup((built.out / "index.html").read_text(encoding="utf-8"), "html.parser")
    text = ">>> from shop import buy\n>>>\n>>> for x in 'ab':\n...     buy(x)\n"
    assert [block.get_text() for block in page.select("dd .highlight-pycon pre")] == [text]
    assert [rubric.get_text() for rubric in page.select("dd .rubric")] == ["Examples"]
    assert page.find("dd").get_text().index("The thing") < page.find("dd").get_text().index(">>>")


def test_the_doctest_builder_does_not_run_it(tmp_path):
    """Nobody has read what a model wrote: a file that it would write is not there; a person's own test is run."""
    mark = tmp_path / "was-run"
    project = _project(tmp_path, f">>> open({str(mark)!r}, 'w')\n>>> 1\n2")
    project.edit("docs/index.rst", "shop\n====\n", "shop\n====\n\n>>> 1 + 1\n2\n")
    built = _build(project, "doctest")
    assert (built.error, mark.exists()) == ("", False)
    assert "1 test 0 failures in tests" in " ".join((built.out / "output.txt").read_text(encoding="utf-8").split())
    assert "was-run" in _build(project, "text").text()


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_gets_out_of_the_block(tmp_path, name):
    """Whatever stands in an example, it is the text of one block of code, or nothing; no warning."""
    built = _build(_project(tmp_path, HOSTILE[name]), "html")
    assert (built.error, built.warnings) == ("", [])
    html = (built.out / "index.html").read_text(encoding="utf-8")
    page = BeautifulSoup(html, "html.parser")
    shown = [block.get_text() for block in page.select("dd .highlight-pycon pre")]
    lines = session_lines(HOSTILE[name])
    assert [text.rstrip("\n").split("\n") for text in shown] == ([lines] if lines else [])
    for block in page.select("dd .highlight-pycon"):
        block.decompose()
    assert "alert" not in page.get_text()
    assert "raw" not in page.find("dd").get_text()
    assert "root:" not in html
