"""After an edit of a body nobody sees anything of, documents are told again and no code is loaded; the site is right."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.build.report_run import without_run
from tests.sphinx.project import Project
from tests.sphinx.test_memo import forget

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure
    from tests.sphinx.project import Built

_AUTO = ".. automodule:: pkg.{}\n   :members:\n   :undoc-members:\n"
_PAGES = ("one", "two")
_TELLS = """

def tell(app, exception):
    print("loaded" if "griffe" in sys.modules else "not loaded")


def setup(app):
    app.connect("build-finished", tell, priority=1000)
"""
FILES = {
    "docs/index.rst": "pkg\n===\n\n.. toctree::\n\n   one\n   two\n   all\n",
    **{f"docs/{page}.rst": f"{page}\n===\n\n{_AUTO.format(page)}" for page in _PAGES},
    "docs/all.rst": "all\n===\n\n.. autofunction:: pkg.shown\n\n.. autoclass:: pkg.Thing\n   :members:\n",
    "docs/conf.py": "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    f"extensions = ['sphinx.ext.autodoc', 'sphinx.ext.napoleon', 'sphinx_aidoc']\n{_TELLS}",
    "src/pkg/__init__.py": '"""The package."""\n\nfrom pkg.one import shown\nfrom pkg.two import Thing\n',
    "src/pkg/one.py": "def shown(left, right):\n    return left + right\n\n\ndef _hidden(left):\n    return left\n\n\n"
    "def other(left):\n    return _hidden(left)\n",
    "src/pkg/two.py": 'from pkg.one import shown\n\n\nclass Thing:\n    """Said by hand."""\n\n    size: int = 1\n\n'
    "    def act(self, how):\n        return shown(how, how)\n\n    def rest(self, how):\n"
    '        """Say it.\n\n        Args:\n            how: Said by hand.\n        """\n        raise ValueError(how)\n',
}
_BODIES = {
    "one": ("return left + right", "return left\n", "return _hidden(left)"),
    "two": ("return shown(how, how)", "raise ValueError(how)"),
}
_ENDS = (" or {}", " if left_{} else None", "  # {}", "\n        raise KeyError({})", "\n        yield {}")
_INNER = "\n        "


@pytest.fixture
def project(tmp_path: Path, azure: LocalAzure) -> Project:
    """A project whose answers are all there."""
    made = Project(tmp_path, files=FILES, azure=azure.url)
    assert made.build("html", fresh=True).error == ""
    assert made.build("html", aidoc_offline="1", aidoc_on_miss="ignore").error == ""
    return made


def _built(project: Project) -> Built:
    return project.build("html", aidoc_offline="1", aidoc_on_miss="ignore")


def _made(built: Built) -> tuple[object, ...]:
    assert (built.error, built.warnings) == ("", [])
    pages = {file.name: file.read_bytes() for file in sorted(built.out.glob("*.html"))}
    return pages, without_run(built.report)


def _from_scratch(project: Project) -> tuple[object, ...]:
    forget(project)
    return _made(project.build("html", fresh=True, aidoc_offline="1", aidoc_on_miss="ignore"))


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
def test_the_site_is_that_of_a_build_from_scratch(project: Project, seed: int) -> None:
    """After edits of bodies with an answer and without, shown and not, again and again, and back to what they were."""
    chosen = random.Random(seed)
    for number in range(70, 75):
        page = chosen.choice([*_BODIES])
        body = chosen.choice(_BODIES[page])
        file = project.root / f"src/pkg/{page}.py"
        text = FILES[f"src/pkg/{page}.py"]
        if number != 73:
            end = chosen.choice(_ENDS).format(number)
            end = end if page == "two" else end.replace(_INNER, "\n    ")
            text = text.replace(body, body.rstrip("\n") + end + "\n" * body.endswith("\n"), 1)
        for again in ("1", "2"):  # the second time nothing but the body is another one
            file.write_text(text.replace(f"{number}", f"{number}{again}"), encoding="utf-8")
            found = _made(_built(project))
        assert found == _from_scratch(project), (page, text)


def _run(project: Project) -> Built:
    return project.run(builder="html", aidoc_offline="1", aidoc_on_miss="ignore")


def test_a_body_that_nobody_sees_loads_no_code(project: Project) -> None:
    """Its documents are read, and told again."""
    _run(project)
    for number in (1, 2):
        project.edit("src/pkg/one.py", "    return left\n", f"    return left or {number}\n    return left\n")
        if number == 2:  # where the lines of others are where they were
            project.edit("src/pkg/one.py", "left or 1", "left or 3")
        built = _run(project)
    assert built.code == 0
    assert "not loaded" not in built.status  # lines have moved
    project.edit("src/pkg/one.py", "left or 3", "left or 4")
    built = _run(project)
    assert "something changed" not in built.status
    assert built.status.count("not loaded") == 1


def test_a_body_without_an_answer_is_told_anew_alone(project: Project) -> None:
    """Once its answer is gone, nothing but its own row is another one, and its answer comes back with its code."""
    _run(project)
    project.edit("src/pkg/one.py", "left + right", "left - right")
    before = _run(project).report
    assert _outcome(before) == "missed"
    for sign in ("*", "/"):
        project.edit("src/pkg/one.py", f"left {'-' if sign == '*' else '*'} right", f"left {sign} right")
        built = _run(project)
        assert "something changed" not in built.status
        rows = [{row["path"]: row for row in one["objects"]} for one in (before, built.report)]
        assert {path for path in rows[0] if rows[0][path] != rows[1][path]} == {"pkg.one.shown"}
        before = built.report
    project.edit("src/pkg/one.py", "left / right", "left + right")
    assert _outcome(_run(project).report) == "cached"


@pytest.mark.parametrize("body", ["pass", "return ..."])
def test_uses_follow_a_body_that_reads_no_names(project: Project, body: str) -> None:
    """What it no longer calls is used less, be the code loaded or not; and the figure stays."""
    _run(project)
    project.edit("src/pkg/two.py", "return shown(how, how)", "return shown(shown(how, how), how)")
    before = _uses(_run(project).report)
    project.edit("src/pkg/two.py", "return shown(shown(how, how), how)", body)
    assert (before, _uses(_run(project).report)) == (2, 0)
    project.edit("src/pkg/one.py", "return _hidden(left)", "return _hidden(_hidden(left))")
    assert _uses(_run(project).report) == 0


def test_uses_follow_where_no_code_is_loaded(project: Project) -> None:
    """Likewise, of a body that had no answer before either."""
    _run(project)
    project.edit("src/pkg/one.py", "return _hidden(left)", "return shown(shown(left, left), left)")
    before = _uses(_run(project).report)
    project.edit("src/pkg/one.py", "return shown(shown(left, left), left)", "return ...")
    built = _run(project)
    assert "something changed" not in built.status
    assert (before, _uses(built.report)) == (3, 1)
    project.edit("src/pkg/two.py", "raise ValueError(how)", "raise KeyError(how)")
    assert _uses(_run(project).report) == 1


def _uses(report: dict[str, Any]) -> int:
    return int(next(row["uses"] for row in report["objects"] if row["path"] == "pkg.one.shown"))


def _outcome(report: dict[str, Any]) -> str:
    return str(next(row["outcome"] for row in report["objects"] if row["path"] == "pkg.one.shown"))
