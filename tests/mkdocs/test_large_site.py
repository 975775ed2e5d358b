"""A large site lets go what has told its report before pages are written; the site is the same, and so is the next."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.build.memory import MANY
from tests.mkdocs.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

_HOOK = f"""
from pathlib import Path

from mkdocs.plugins import event_priority


def on_files(files, config):
    if config.extra["large"]:  # as if it held the objects of a large site
        config.plugins["aidoc"]._session.memory.objects = {MANY} + 1


@event_priority(-200)
def on_env(env, config, files):
    if config.extra["late"]:  # a plugin that renders what no page shows
        handler = config.plugins["mkdocstrings"].handlers.get_handler("python")
        options = handler.get_options({{}})
        handler.render(handler.collect("pkg.more", options), options)
    held = len(vars(config.plugins["aidoc"]._session).get("_ledger", ()))
    Path(config.config_file_path).with_name("held.txt").write_text(str(held))
"""
_CODE = '''"""Documented."""


def told(a):
    """Tell.

    Args:
        b: There is no such parameter.
    """
    return a


def untold(a, b=1):
    if a:
        raise ValueError(a)
    return b
'''


def _project(root: Path, azure: LocalAzure) -> Project:
    """A site whose objects are all answered; no page shows one module."""
    project = Project(root, azure)
    project.write({"src/pkg/__init__.py": '"""A package."""\n'})
    project.write({f"src/pkg/{name}.py": _CODE for name in ("one", "two", "more")})
    project.write({"docs/index.md": "# One\n\n::: pkg.one\n", "docs/more.md": "# More\n\n::: pkg.more\n"})
    project.write({"docs/two.md": "# Two\n\n::: pkg.two\n"})
    project.build()
    assert project.aidoc is not None
    project.aidoc["offline"] = True
    (project.root / "docs/more.md").unlink()
    return project


def _build(project: Project, *, large: bool, late: bool = False, again: bool = False) -> tuple[dict[str, Any], int]:
    """All that came of a build, and how many records were held when pages were written."""
    project.write({"hook.py": _HOOK})
    project.config.update(hooks=["hook.py"], extra={"large": large, "late": late})
    if not again:
        shutil.rmtree(project.root / ".aidoc/cache/memo", ignore_errors=True)
    return project.build().all_told(), int((project.root / "held.txt").read_text("utf-8"))


@pytest.mark.parametrize("late", [False, True])
def test_a_large_site_is_the_same(late: bool, tmp_path: Path, azure: LocalAzure) -> None:
    """Also where something is rendered after all was told: it is looked up then, with all else."""
    project = _project(tmp_path, azure)
    few, held = _build(project, large=False, late=late)
    assert few["report"]["contradictions"]
    assert held == len(few["report"]["objects"]) == (9 if late else 6)
    many, held_by_many = _build(project, large=True, late=late)
    assert many == few
    assert held_by_many == (held if late else 0)


def test_the_next_build_goes_by_what_a_large_one_kept(tmp_path: Path, azure: LocalAzure) -> None:
    """Where nothing has changed, and where a module has."""
    project = _project(tmp_path, azure)
    many, _ = _build(project, large=True)
    kept, _ = _build(project, large=False, again=True)
    assert kept == many
    (project.root / "src/pkg/two.py").write_text(_CODE.replace("return b", "return not b"), encoding="utf-8")
    edited, _ = _build(project, large=True, again=True)
    assert edited == _build(project, large=False)[0]
