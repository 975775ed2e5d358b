"""What appears for a generated text alone adds no warning: handlers that would log one are asked before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sphinx.project import Project, inventory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

CODE = '''\
"""Taps."""


class Command:
    """A command, said by a person."""

    def __init__(self, function):
        self._function = function

    def __call__(self, *args):
        return self._function(*args)


@Command
def drip(often):
    return often


def fill(cup):
    return cup


def drain(cup):
    return cup


class Pipe:
    """A pipe, said by a person."""

    pump = Command(print)
    bore: int

    def burst(self, loud):
        return loud


class Hose:
    def coil(self, tight):
        return tight
'''
CONF = """\
import sys
from pathlib import Path

from sphinx.util import logging

sys.path.insert(0, str(Path(__file__).parents[1] / 'src'))
sys.dont_write_bytecode = True
extensions = ["sphinx.ext.autodoc", "sphinx_aidoc"]
LOGGER = logging.getLogger(__name__)


def tell(name, live):
    if {wants}:
        LOGGER.warning("house warns of %s", name, type="house", subtype="odd")


def docstring(app, what, name, live, options, lines):
    tell(name, live)


def signature(app, what, name, live, options, args, returns):
    tell(name, live)


def setup(app):
    app.connect("autodoc-process-{event}", {event})
"""
PAGE = "I\n=\n\n.. automodule:: taps\n   :members:\n"
UNDOC = f"{PAGE}   :undoc-members:\n"
INSTANCES = "callable(live) and not isinstance(live, type) and not hasattr(live, '__code__')"
SOME = "name.rpartition('.')[2] in ('fill', 'burst', 'Hose', 'coil', 'bore')"


def _project(tmp_path: Path, azure: str, wants: str, event: str, page: str) -> Project:
    files = {"docs/conf.py": CONF.format(wants=wants, event=event), "docs/index.rst": page, "src/taps.py": CODE}
    return Project(tmp_path, files=files, azure=azure)


def _asked(azure: LocalAzure) -> set[str]:
    return {one.path.removeprefix("taps.") for request in azure.requests for one in request.objects}


@pytest.mark.parametrize("page", [PAGE, UNDOC])
@pytest.mark.parametrize("event", ["docstring", "signature"])
@pytest.mark.parametrize("wants", [INSTANCES, SOME])
def test_what_a_handler_warns_of_does_not_appear(
    tmp_path: Path, azure: LocalAzure, wants: str, event: str, page: str
) -> None:
    """Neither is it asked for, nor is it a row; all else appears as ever."""
    site = _project(tmp_path, azure.url, wants, event, page)
    plain = site.build("html", aidoc_enabled="0")
    built = site.build("html", fresh=True)
    assert (built.error, built.warnings) == ("", plain.warnings)
    shown = {path.removeprefix("taps.") for path in inventory(built.out)}
    some = {"fill", "Pipe.burst", "Hose", "Hose.coil"}
    if wants == INSTANCES:
        assert "drip" not in shown
        assert ("Pipe.pump" in shown) is (page == UNDOC)
        assert some <= shown
        assert "drip" not in _asked(azure)
        assert event == "signature" or "Pipe.pump" not in _asked(azure)
    elif page == PAGE:
        assert {"drip", "drain", "Pipe.pump"} <= shown
        assert not some & (shown | _asked(azure))
    else:
        assert some <= _asked(azure)  # they warn without aidoc, too
    rows = {row["path"].removeprefix("taps.") for row in built.report["objects"]} - {"taps"}
    assert rows <= shown | {"Command.__init__"}
    requests = len(azure.requests)
    again = site.build("html")
    assert (again.read, again.warnings, len(azure.requests)) == ([], [], requests)


def test_warnings_that_the_site_does_not_hear(tmp_path: Path, azure: LocalAzure) -> None:
    """They keep nothing from appearing."""
    site = _project(tmp_path, azure.url, SOME, "docstring", PAGE)
    built = site.build("html", fresh=True, suppress_warnings="house.odd")
    assert (built.error, built.warnings) == ("", [])
    assert {"fill", "Pipe.burst", "Hose", "Hose.coil"} <= _asked(azure)


SECOND = """\
S
=

.. autoclass:: taps.Pipe
   :no-index:
   :members: burst, pump

.. autofunction:: taps.fill
   :no-index:

.. autoclass:: taps.Hose
   :no-index:
   :members:
"""
THERE = "app.env.docname == 'second' and name.rpartition('.')[2] in ('burst', 'coil')"
EVENTS = {
    "warns": "if " + THERE + ":\n        LOGGER.warning('house warns of %s', name, type='house')",
    "raises": "if " + THERE + ":\n        raise ValueError(name)",
}


@pytest.mark.parametrize("event", ["docstring", "signature"])
@pytest.mark.parametrize("does", EVENTS)
@pytest.mark.parametrize("legacy", [False, True])
def test_what_another_document_shows_anyway(
    tmp_path: Path, azure: LocalAzure, event: str, does: str, *, legacy: bool
) -> None:
    """A handler is not called for it in the document that does not show it without a text; the other has its text."""
    site = _project(tmp_path, azure.url, "False", event, UNDOC)
    conf = (site.root / "docs/conf.py").read_text(encoding="utf-8")
    site.write(
        {
            "docs/conf.py": conf.replace(
                "def tell(name, live):\n    if False:", "def unused(name, live):\n    if False:"
            ).replace("    tell(name, live)\n", f"    {EVENTS[does]}\n"),
            "docs/second.rst": f":orphan:\n\n{SECOND}",
        }
    )
    plain = site.build("html", aidoc_enabled="0", autodoc_use_legacy_class_based=legacy)
    built = site.build("html", fresh=True, autodoc_use_legacy_class_based=legacy)
    assert (built.error, built.warnings) == (plain.error, plain.warnings)
    if plain.error:
        return
    fails = event == "docstring" and does == "raises"  # such a text is not requested for any document
    assert {"fill", "drain", "Hose"} | (set() if fails else {"Pipe.burst", "Hose.coil"}) <= _asked(azure)
    text = (built.out / "second.html").read_text(encoding="utf-8")
    assert "burst" not in text
    assert "coil" not in text
    assert "pump" in text
    requests = len(azure.requests)
    again = site.build("html", fresh=True, aidoc_offline="1", autodoc_use_legacy_class_based=legacy)
    assert (again.error, again.warnings, len(azure.requests)) == ("", plain.warnings, requests)
    assert (again.out / "second.html").read_text(encoding="utf-8") == text
