"""What is told again keeps line numbers, and heeds the handlers and documenters of others: sites and warnings stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sphinx.project import Built, Project
from tests.sphinx.test_documenters import MODELS
from tests.sphinx.test_line_numbers import CODE
from tests.sphinx.test_memo import forget

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

_CONF = """\
import os
import sys

sys.path.insert(0, {source!r})
extensions = [{extensions}, "sphinx_aidoc"]
nitpicky = True
autoclass_content = "both"
html_last_updated_fmt = None


def wrap(app, what, name, obj, options, lines):
    around = os.environ.get("AROUND", "house") if "".join(lines) else "house"
    lines[:] = [f".. container:: {{around}}", ""] + ["   " + line for line in lines] + [""]


def words(app, what, name, obj, options, lines):
    if not lines and os.environ.get("NONE"):
        lines[:] = [os.environ["NONE"], ""]


def tell(app, exception):
    print("loaded" if "griffe" in sys.modules else "not loaded")


def setup(app):
    app.connect("build-finished", tell, priority=1000)
"""
_WRAPS = '    app.connect("autodoc-process-docstring", wrap, priority=400)\n'
_GIVES = '    app.connect("autodoc-process-docstring", words, priority=900)\n'
_SAID = "said\n====\n\n.. automodule:: said\n   :members:\n   :undoc-members:\n"
_MODELS = "models\n======\n\n.. autopydantic_model:: models.Boiler\n\n.. autopydantic_model:: models.Small\n"
KINDS = {
    "line numbers": ("'sphinx.ext.napoleon'", "", _SAID),
    "line numbers of two docstrings": ("'sphinx.ext.autodoc'", "", _SAID),
    "a handler that wraps": ("'sphinx.ext.napoleon'", _WRAPS, _SAID),
    "a foreign documenter": ("'sphinxcontrib.autodoc_pydantic'", "", _MODELS),
}
_FRESH = ("-E", "-a")


def _project(directory: Path, azure: LocalAzure, kind: str) -> Project:
    extensions, handlers, page = KINDS[kind]
    if "pydantic" in extensions:
        pytest.importorskip("sphinxcontrib.autodoc_pydantic", reason="not installed")
    conf = _CONF.format(source=str(directory / "src"), extensions=extensions) + handlers
    files = {
        "docs/conf.py": conf,
        "docs/index.rst": "Top\n===\n\n.. toctree::\n\n   shown\n   other\n",
        "docs/shown.rst": page,
        "docs/other.rst": "Other\n=====\n\n.. automodule:: small\n   :members:\n   :undoc-members:\n",
        "src/said.py": CODE,
        "src/models.py": MODELS,
        "src/small.py": "def few(a: int) -> int:\n    return a\n",
    }
    made = Project(directory, files=files, azure=azure.url)
    assert made.build("html", fresh=True).error == ""
    return made


def _run(project: Project, *arguments: str, readers: int = 1, env: dict[str, str] | None = None) -> Built:
    return project.run(*arguments, "-j", str(readers), builder="html", env=env, aidoc_offline="1")


def _made(built: Built) -> tuple[dict[str, bytes], list[str], Any]:
    assert built.error == ""
    files = [file for file in sorted(built.out.rglob("*")) if file.suffix in (".html", ".js", ".inv", ".css")]
    pages = {file.relative_to(built.out).as_posix(): file.read_bytes() for file in files}
    return pages, sorted(built.warnings), built.report["objects"]


def _but_index(made: tuple[dict[str, bytes], list[str], Any]) -> tuple[dict[str, bytes], list[str], Any]:
    """Without the index for searching: Sphinx orders that by when it has read the pages."""
    return {name: body for name, body in made[0].items() if name != "searchindex.js"}, *made[1:]


def _loads(built: Built) -> bool:
    return "not loaded" not in built.status


@pytest.mark.parametrize("readers", [1, pytest.param(2, marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", KINDS)
def test_the_site_and_its_warnings_are_the_same(tmp_path: Path, azure: LocalAzure, kind: str, readers: int) -> None:
    """From scratch, and when a page was edited."""
    project = _project(tmp_path, azure, kind)
    plain = project.run(*_FRESH, builder="html", aidoc_enabled="0").warnings
    forget(project)
    first = _run(project, *_FRESH, readers=readers)
    worked_out = _made(first)
    again = _run(project, *_FRESH, readers=readers)
    assert (_loads(first), _loads(again)) == (True, False)
    assert _made(again) == worked_out
    assert set(first.warnings) <= set(plain)  # where a handler wraps nothing, there is one less
    assert len(first.warnings) == len(plain) or "wraps" in kind
    assert len(plain) > (5 if KINDS[kind][2] == _SAID else 0)
    page = project.root / "docs/shown.rst"
    page.write_text(page.read_text(encoding="utf-8") + "\nSome more words, *and more.\n", encoding="utf-8")
    edited = _run(project, readers=readers)
    pages = _made(edited)
    assert _loads(edited) is False
    forget(project)
    anew = _run(project, *_FRESH, readers=readers)
    assert _loads(anew) is True
    assert _but_index(pages) == _but_index(_made(anew))
    assert len(edited.warnings) == len(first.warnings) + 1


@pytest.mark.parametrize(
    ("handlers", "variable"), [(_WRAPS, "AROUND"), (_GIVES, "NONE"), (_GIVES.replace("900", "400"), "NONE")]
)
def test_handlers_that_say_something_else(
    tmp_path: Path, azure: LocalAzure, handlers: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of docstrings that are not there: what was told of them holds no more."""
    monkeypatch.setitem(KINDS, "any", ("'sphinx.ext.napoleon'", handlers, _SAID))
    project = _project(tmp_path, azure, "any")
    before = _made(_run(project, *_FRESH))
    env = {variable: "Other words."}
    told = _made(_run(project, *_FRESH, env=env))
    assert told[0] != before[0]
    forget(project)
    assert told == _made(_run(project, *_FRESH, env=env))


def test_a_documenter_is_asked_for_something_else(tmp_path: Path, azure: LocalAzure) -> None:
    """Another model, and another option: of the document nothing is told that it shows no more."""
    project = _project(tmp_path, azure, "a foreign documenter")
    _run(project, *_FRESH)
    for old, new in [("models.Small", "models.Configured"), ("Boiler\n", "Boiler\n   :exclude-members: note\n")]:
        project.edit("docs/shown.rst", old, new)
        assert project.build("html").error == ""
        told = _made(_run(project, *_FRESH))
        forget(project)
        assert told == _made(_run(project, *_FRESH))
