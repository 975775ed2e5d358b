"""What the site cannot format, as handlers of signatures fail on it: autodoc drops it with a warning, so it stays hidden."""

from __future__ import annotations

import pytest

from tests.sphinx.project import Project

CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / 'src'))
sys.dont_write_bytecode = True
extensions = {extensions!r}


def sign(app, what, name, obj, options, args, returns):
    {does}


def setup(app):
    app.connect('autodoc-process-signature', sign)
"""
CODE = '''\
"""Clocks."""


class Time:
    """A clock, said by a person."""

    unit: str = "s"
    """Its unit, said by a person."""

    def __call__(self, val=None, time_type=None):
        """Tell the time, said by a person."""
        return val


class Dynamic:
    """What has a clock, said by a person."""

    time_fn = Time()
    limit = 3

    def at(self, minute):
        return minute

    def off(self, minute):
        return minute
'''
FAILING = "if name.endswith(('time_fn', 'off')): raise IndexError('list assignment index out of range')"
HIDDEN = ("clocks.Dynamic.time_fn", "clocks.Dynamic.off")


def _project(tmp_path, azure, *, extensions=("sphinx_aidoc",), does="return None", rst="", code=CODE) -> Project:
    block = rst or ".. automodule:: clocks\n   :members:\n"
    files = {
        "docs/conf.py": CONF.format(extensions=[*extensions], does=does),
        "docs/index.rst": f"I\n=\n\n{block}",
        "src/clocks.py": code,
    }
    return Project(tmp_path, files=files, azure=azure.url)


def _asked(azure) -> list[str]:
    return sorted(one.path for request in azure.requests for one in request.objects)


def test_an_object_with_call_and_types_by_an_extension(tmp_path, azure):
    """sphinx-autodoc-typehints takes an instance with `__call__` for a function, and fails on it."""
    pytest.importorskip("sphinx_autodoc_typehints")
    extensions = ("sphinx.ext.autodoc", "sphinx_autodoc_typehints", "sphinx_aidoc")
    built = _project(tmp_path, azure, extensions=extensions).build()
    assert built.warnings == []
    assert "clocks.Dynamic.time_fn" not in _asked(azure)
    assert "time_fn" not in built.text()
    assert "clocks.Dynamic.time_fn" not in {row["path"] for row in built.report["objects"]}
    assert {"clocks.Dynamic.limit", "clocks.Dynamic.at"} <= set(built.filled())


def test_what_a_handler_of_signatures_fails_on(tmp_path, azure):
    """Whatever its kind: it is neither revealed nor requested, and nothing is said; all else is filled."""
    built = _project(tmp_path, azure, does=FAILING).build()
    assert built.warnings == []
    assert _asked(azure) == ["clocks.Dynamic.at", "clocks.Dynamic.limit"]
    assert not {row["path"] for row in built.report["objects"]} & {*HIDDEN}
    assert all(name.rpartition(".")[2] not in built.text() for name in HIDDEN)
    again = _project(tmp_path, azure, does=FAILING).build(fresh=True)
    assert again.warnings == []
    assert again.text() == built.text()


def test_what_is_shown_in_any_case(tmp_path, azure):
    """With `:undoc-members:` autodoc itself tells of each: aidoc adds no word to that, and asks for none of them."""
    rst = ".. automodule:: clocks\n   :members:\n   :undoc-members:\n"
    built = _project(tmp_path, azure, does=FAILING, rst=rst).build()
    assert len(built.warnings) == len(HIDDEN)
    assert all("error while formatting signature for" in line for line in built.warnings)
    assert not {*_asked(azure)} & {*HIDDEN}
    assert not {row["path"] for row in built.report["objects"]} & {*HIDDEN}


def test_handlers_that_fail_on_nothing(tmp_path, azure):
    """All is filled as without one."""
    built = _project(tmp_path, azure).build()
    assert built.warnings == []
    assert {"clocks.Dynamic.off", "clocks.Dynamic.time_fn"} <= set(built.filled())


def test_a_value_whose_signature_cannot_be_got(tmp_path, azure):
    """Autodoc notes the types of whatever can be called: where that fails, the value stays hidden."""
    odd = (
        "class Odd:\n    @property\n    def __signature__(self):\n        raise RuntimeError('no signature')\n\n"
        "    def __call__(self):\n        return 1\n\n\n"
    )
    code = '"""Clocks."""\n\n\n' + odd + "class Dynamic:\n    time_fn = Odd()\n    limit = 3\n"
    rst = ".. autoclass:: clocks.Dynamic\n   :members:\n"
    built = _project(tmp_path, azure, code=code, rst=rst).build()
    assert built.warnings == []
    assert _asked(azure) == ["clocks.Dynamic", "clocks.Dynamic.limit"]
    assert sorted(row["path"] for row in built.report["objects"]) == _asked(azure)
