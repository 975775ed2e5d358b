"""Handlers of signatures that change the object they see: what Sphinx shows of that is shown, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx import version_info

from tests.sphinx.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

CONF = """\
import inspect
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / 'src'))
sys.dont_write_bytecode = True
extensions = ["sphinx.ext.autodoc", "sphinx_aidoc"]
autodoc_use_legacy_class_based = {legacy}


def before(app, live, bound):
    {before}


def setup(app):
    app.connect("autodoc-before-process-signature", before)
"""
CODE = '''\
"""Bells."""

from typing import overload


def toll(hours):
    return hours


class Bell:
    """A bell, said by a person."""

    def ring(self, hand):
        return hand

    @overload
    def swing(self, rope: int) -> int: ...

    @overload
    def swing(self, rope: str, force: int = 0) -> str: ...

    def swing(self, rope, force=0):
        return rope
'''
PAGE = "I\n=\n\n.. automodule:: bells\n   :members:\n   :undoc-members:\n"
SETS = "live.__doc__ = live.__doc__ or 'Words of a handler for ' + live.__name__ + '.'"
SIGNS = "live.__signature__ = inspect.Signature([inspect.Parameter('zeal', 1), inspect.Parameter('yard', 1)])"


def _project(tmp_path: Path, azure: str, before: str, *, legacy: bool) -> Project:
    conf = CONF.format(before=before, legacy=legacy)
    files = {"docs/conf.py": conf, "docs/index.rst": PAGE, "src/bells.py": CODE}
    return Project(tmp_path, files=files, azure=azure)


@pytest.mark.parametrize("legacy", [False, True])
def test_words_that_a_handler_of_signatures_sets(tmp_path: Path, azure: LocalAzure, *, legacy: bool) -> None:
    """They are on a page as often as without aidoc: since Sphinx 9 it has read the docstring by then."""
    site = _project(tmp_path, azure.url, SETS, legacy=legacy)
    plain = site.build("text", aidoc_enabled="0")
    before = plain.text()
    built = site.build("text", fresh=True)
    assert (built.error, built.warnings) == ("", plain.warnings)
    for name in ("toll", "ring", "swing"):
        words = f"Words of a handler for {name}."
        assert built.text().count(words) == before.count(words), name
    if version_info[0] >= 9 and not legacy:
        assert "Words of a handler" not in before
        assert built.text().count("Generated") > len(("toll", "ring"))


def test_overloads_whose_object_a_handler_changes(tmp_path: Path, azure: LocalAzure) -> None:
    """Sphinx shows them as they stand in the code, so they are described, and nothing is told as a fault."""
    site = _project(tmp_path, azure.url, SIGNS, legacy=False)
    # In processes of their own: sphinx-autodoc-typehints takes overloads out of autodoc for all that comes after it.
    plain = site.run(aidoc_enabled="0")
    before = plain.text()
    built = site.run("-E")
    assert (built.error, built.warnings) == ("", plain.warnings)
    assert "rope: str, force: int = 0" in before
    assert built.outcome_by_path["bells.Bell.swing"] == "generated"


BY_OPTIONS = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / 'src'))
sys.dont_write_bytecode = True
extensions = ["sphinx.ext.autodoc", "sphinx_aidoc"]
autodoc_use_legacy_class_based = {legacy}


def sign(app, what, name, live, options, args, returns):
    if what in ("function", "method") and {asks}:
        return "(zeal, yard=2)", returns


def setup(app):
    app.connect("autodoc-process-signature", sign)
"""
ASKS = ["options.undoc_members", "options.get('undoc-members')"]


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("asks", ASKS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_a_handler_that_goes_by_options(tmp_path: Path, azure: LocalAzure, asks: str, *, legacy: bool) -> None:
    """It is told of those of the directive, so that what is described is what is shown."""
    conf = BY_OPTIONS.format(asks=asks, legacy=legacy)
    files = {"docs/conf.py": conf, "docs/index.rst": PAGE, "src/bells.py": CODE}
    site = Project(tmp_path, files=files, azure=azure.url)
    plain = site.build("text", aidoc_enabled="0")
    shown = "toll(zeal, yard=2)" in plain.text()
    built = site.build("text", fresh=True)
    assert (built.error, built.warnings) == ("", plain.warnings)
    assert ("**hours**" in built.text()) is not shown
    assert ("**hand**" in built.text()) is not shown


TWO_PAGES = ["app.env.docname == 'other'", "options.undoc_members", "not options.undoc_members"]


@pytest.mark.parametrize("asks", TWO_PAGES)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_an_object_with_two_signatures(tmp_path: Path, azure: LocalAzure, asks: str) -> None:
    """What stands on two pages describes on each what that shows."""
    conf = BY_OPTIONS.format(asks=asks, legacy=False)
    other = (
        ":orphan:\n\nO\n=\n\n.. autofunction:: bells.toll\n   :no-index:\n\n"
        ".. autoclass:: bells.Bell\n   :no-index:\n   :members: ring\n"
    )
    files = {"docs/conf.py": conf, "docs/index.rst": PAGE, "docs/other.rst": other, "src/bells.py": CODE}
    site = Project(tmp_path, files=files, azure=azure.url)
    plain = site.build("text", aidoc_enabled="0")
    assert "(zeal, yard=2)" in plain.text() + plain.text("other")
    built = site.build("text", fresh=True)
    assert (built.error, built.warnings) == ("", plain.warnings)
    for page in ("index", "other"):
        text = built.text(page)
        assert ("**hours**" in text) is ("toll(hours)" in text)
        assert ("**hand**" in text) is ("ring(hand)" in text)
