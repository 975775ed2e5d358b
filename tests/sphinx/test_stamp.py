"""What an unchanged build rests on beside code and answers: the report tells what a build of everything would."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.project import ROOTS
from tests.sphinx.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

FILES = {
    "docs/conf.py": "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    "extensions = ['sphinx_aidoc']\n",
    "docs/index.rst": "Harbour\n=======\n\n.. automodule:: harbour.ships\n   :members:\n",
    ".gitignore": ".aidoc\nout\n__pycache__\n",
}
REVIEWED = "docs/aidoc-reviewed/harbour.ships.yml"


def _git(project: Project, *arguments: str) -> str:
    """What git says, run by a person of the name Ada."""
    person = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    done = subprocess.run(
        ["git", *person, *arguments], cwd=project.root, timeout=60, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def _commit(project: Project, words: str) -> str:
    _git(project, "add", ".")
    _git(project, "commit", "-qm", words)
    return _git(project, "rev-parse", "HEAD")


@pytest.fixture
def harbour(tmp_path: Path, azure: LocalAzure) -> Project:
    """A package with reviewed files, in a repository that has no commit yet."""
    project = Project(tmp_path, files=FILES, azure=azure.url)
    shutil.copytree(ROOTS / "harbour/harbour", project.root / "src/harbour")
    shutil.copytree(ROOTS / "harbour/aidoc-reviewed", project.root / "docs/aidoc-reviewed")
    _git(project, "init", "-q")
    return project


def _approved(project: Project) -> tuple[dict[str, str] | None, list[str]]:
    """Where the report says that a text was approved, and which documents were read for it."""
    built = project.build()
    assert built.error == ""
    (row,) = (row for row in built.report["objects"] if row["path"] == "harbour.ships.moor")
    commit = row["reviewed"]["commit"]
    return commit and {name: commit[name] for name in ("id", "author")}, built.read


def test_a_commit_approves(harbour: Project) -> None:
    """No file has changed, no document is read again, and yet the report names the commit; then the next one."""
    assert _approved(harbour) == (None, ["index"])
    first = _commit(harbour, "Approve")
    assert _approved(harbour) == ({"id": first, "author": "Ada"}, [])
    harbour.edit(REVIEWED, "Make a ship fast", "Make any ship fast")
    assert _approved(harbour) == (None, ["index"])
    second = _commit(harbour, "Approve again")
    assert _approved(harbour) == ({"id": second, "author": "Ada"}, [])
    harbour.write({".mailmap": "Grace <ada@example.org>\n"})
    assert _approved(harbour) == ({"id": second, "author": "Grace"}, [])


def test_nothing_is_written_where_all_is_the_same(harbour: Project) -> None:
    """Builds after a commit that is known leave the report as it is."""
    _approved(harbour)
    _commit(harbour, "Approve")
    _approved(harbour)
    report = harbour.root / "out/text/aidoc/report.json"
    before = report.stat().st_mtime_ns
    assert _approved(harbour)[1] == []
    assert report.stat().st_mtime_ns == before


def test_a_library_that_another_release_replaces(harbour: Project) -> None:
    """What the report is made with is told by its release, too: its files may have one size and one time."""
    shutil.rmtree(harbour.root / "docs/aidoc-reviewed")
    code = "class code_complexity:\n    functions = ()\n\n    def __init__(self, source): ...\n"
    harbour.write({"lib/complexipy/__init__.py": code})
    library, report = harbour.root / "lib", harbour.root / "out/text/aidoc/report.json"

    def made_by(release: str) -> int:
        for old in library.glob("*.dist-info"):
            shutil.rmtree(old)
        metadata = f"Metadata-Version: 2.1\nName: complexipy\nVersion: {release}\n"
        harbour.write({f"lib/complexipy-{release}.dist-info/METADATA": metadata})
        assert harbour.run(env={"PYTHONPATH": str(library), "PYTHONDONTWRITEBYTECODE": "1"}).error == ""
        return report.stat().st_mtime_ns

    first = made_by("5.0")
    assert made_by("5.0") == first
    assert made_by("6.0") != first
