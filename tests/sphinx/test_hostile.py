"""Whatever a model answers is text on the page: no warning, no script, no file of the machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aidoc_core.checks import RULES
from tests.sphinx.project import Project
from tests.sphinx.test_builds import PACKAGE

CORPUS = [path.read_bytes().decode() for path in sorted((Path(__file__).parents[1] / "hostile/markdown").iterdir())]
REST = [
    ".. include:: /../secret.txt",
    ".. literalinclude:: ../secret.txt",
    ".. raw:: html\n\n   <script>alert(1)</script>",
    ".. csv-table::\n   :file: ../secret.txt",
    ".. image:: http://127.0.0.1:9/x.png",
    ":download:`x <../secret.txt>`",
    "`x <javascript:alert(1)>`_",
    ".. |x| replace:: y\n\n|x|",
    ".. _target:\n\ntarget_ and `a b`_ and __",
    ".. role:: x(raw)\n   :format: html\n\n:x:`<script>`",
    ":ref:`nowhere` :doc:`nowhere` :py:func:`nowhere` :raw:`x`",
    ".. aidoc-badge:: Written by a person",
    ".. aidoc-report::",
    ".. automodule:: os\n   :members:",
    "Title\n=====\n\nText::\n\n   literal",
    "+---+\n| a |\n+---+",
    ":param x: forged\n:raises OSError: forged",
    "Args:\n    x: forged",
    "*args and **kwargs and type_ and |x| and foo__ and `a` and ``b`` and Example::",
    "- a\n  - b\n     - c\n- d\n1. x\n   - y",
    "\x02aidoc:pkg.other",
    "[1]_ [CIT]_ [#]_\n\n.. [1] x",
    "   indented\n\n  less\n    more",
    "    !! processed by numpydoc !!",
]
TEXTS = REST + [text[:1500] for text in CORPUS]


def _answers(objects):
    """Answer with hostile texts everywhere, in turn."""
    answers = []
    for asked in objects:
        number = int(re.sub(r"\D", "", asked.path) or 0)
        text = TEXTS[number % len(TEXTS)]
        sections = [{"kind": "parameter", "name": name, "text": f"Holds {text}"} for name in asked.parameters]
        sections.append({"kind": "returns", "name": "", "text": f"Comes back {text}"})
        sections += [{"kind": "raises", "name": name, "text": f"When {text}"} for name in asked.raises]
        answers.append({"n": asked.n, "summary": f"Explains {text}", "details": text, "sections": sections})
    return answers


@pytest.mark.parametrize("also", [["sphinx.ext.napoleon"], ["numpydoc"]])
def test_hostile_answers(tmp_path, azure, also):
    """Every hostile text, as summary, description, parameter, result and exception: shown, and nothing else."""
    azure.answer = _answers
    code = "".join(
        f"def run{number}(value, *rest, type_=None):\n    if value:\n        raise ValueError\n    return rest\n\n\n"
        for number in range(len(TEXTS))
    )
    files = {
        **PACKAGE,
        "src/pkg/many.py": code,
        "docs/many.rst": ":orphan:\n\nmany\n====\n\n.. automodule:: pkg.many\n   :members:\n",
        "secret.txt": "the-content-of-the-secret-file",
    }
    project = Project(tmp_path, files=files, azure=azure.url)
    # The checks would keep most of these away; escaping is what must hold without them.
    off = {rule.id: "off" for rule in RULES}
    built = project.build(
        "html",
        extensions=["sphinx_aidoc", *also],
        nitpicky=True,
        aidoc_max_output_tokens=30_000,
        aidoc_checks=off,
    )
    assert built.warnings == []
    filled = [path for path in built.filled() if path.startswith("pkg.many.run")]
    assert len(filled) > 0.95 * len(TEXTS)
    html = (built.out / "many.html").read_text(encoding="utf-8")
    body = html.partition('<div class="body"')[2].partition("sphinxsidebar")[0]
    assert body.count('<p class="aidoc-badge ') == len(filled) + 1
    assert "the-content-of-the-secret-file" not in html
    tags = set(re.findall(r"<([a-z]+\d?)\b", body))
    assert tags <= set("a aside code dd div dl dt em h p section span strong ul ol li cite h1 footer".split())  # noqa: SIM905 - names of tags
    assert set(re.findall(r'href="([a-z]+):', body)) == set()
    assert not list(built.out.rglob("_downloads/*"))
