"""Fields that one document shows as inherited do not appear in another that shows none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sphinx.project import Project, inventory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

CODE = '''\
"""Jars."""


class Base:
    """A base, said by a person."""

    plain: str
    valued: int = 1
    inner: float
    #: Said by a person.
    told: int = 3

    def __init__(self):
        self.inner = 1.0
        self.only = 2

    def open(self, wide):
        return wide


class Jar(Base):
    lid: str = "x"
'''
INHERITED = ".. autoclass:: jars.Jar\n   :no-index:\n   :inherited-members:\n   :undoc-members:\n"


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("undoc", ["", "   :undoc-members:\n"])
def test_what_another_document_inherits(tmp_path: Path, azure: LocalAzure, undoc: str, *, legacy: bool) -> None:
    """Autodoc's old classes write the annotations of bases into a class: that alone lets no field of these appear."""
    site = Project(
        tmp_path,
        files={
            "docs/conf.py": (
                "import sys\nfrom pathlib import Path\n\n"
                "sys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\nsys.dont_write_bytecode = True\n"
                "extensions = ['sphinx.ext.autodoc', 'sphinx_aidoc']\n"
            ),
            "docs/aa.rst": f":orphan:\n\nA\n=\n\n{INHERITED}",
            "docs/index.rst": f"I\n=\n\n.. automodule:: jars\n   :members:\n{undoc}",
            "src/jars.py": CODE,
        },
        azure=azure.url,
    )
    plain = site.build("html", aidoc_enabled="0", autodoc_use_legacy_class_based=legacy)
    before = inventory(plain.out)
    built = site.build("html", fresh=True, autodoc_use_legacy_class_based=legacy)
    assert (built.error, built.warnings) == (plain.error, plain.warnings) == ("", [])
    new = inventory(built.out).keys() - before.keys()
    assert {name for name in new if name.startswith("jars.Jar.")} <= {"jars.Jar.lid"}
    rows = {row["path"] for row in built.report["objects"]}
    assert {name for name in inventory(built.out) if not name.startswith("jars.Jar.") or name == "jars.Jar.lid"} <= rows
    text = (built.out / "aa.html").read_text(encoding="utf-8")
    assert all(name in text for name in ("plain", "valued", "inner", "told", "open", "lid"))
