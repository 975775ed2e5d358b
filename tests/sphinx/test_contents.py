"""The content of an auto directive is a person's words: what it says of an object is not requested, or said twice.

So is a signature that stands in it: autodoc shows that, and no other parameter is described.
"""

from __future__ import annotations

import pytest

from aidoc_core.code.declared import without_described
from tests.sphinx.project import Project

CODE = '''\
"""A loom."""


def field_list(thread, colour):
    """Weave."""
    if not thread:
        raise ValueError(thread)
    return thread


def google(thread, colour):
    return thread


def numpy(thread, colour):
    """Weave."""
    return thread


def prose(thread):
    pass


def whole(thread):
    """Weave.

    :param thread: By hand.
    """
    return thread


def noted(thread):
    pass


def signed(thread, colour, *rest, old=None, **more):
    """Weave."""
    return thread


def open_ended(thread, colour):
    """Weave."""


class Old:
    """A loom."""

    def __init__(self, height, depth=None):
        pass


class Loom:
    """A loom."""

    width: int = 1

    def __init__(self, height, depth):
        self.height = height

    def turn(self, speed, way):
        """Turn it."""
        return speed

    def stop(self, brake):
        """Stop it."""


class Bare:
    speed: int = 1
    """By hand."""

    @property
    def size(self):
        return 1


LEVEL = 3
'''
CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_aidoc"]
aidoc_kinds = ["module", "class", "function", "property", "field", "data"]
"""
PAGE = """\
Loom
====

.. automodule:: loom

   Some words on it.

   .. function:: elsewhere(size)

      :param size: Of another function.

.. autofunction:: loom.field_list

   :param colour: By hand: of the yarn.
   :raises ValueError: By hand: without a thread.
   :returns: By hand: the cloth.

.. autofunction:: loom.google

   By hand: weaves.

   Args:
       thread: By hand: what to weave.

.. autofunction:: loom.numpy
   :no-index-entry:

   Parameters
   ----------
   thread : str
       By hand: what to weave.

   Returns
   -------
   str
       By hand: the cloth.

.. include:: part.txt

.. autofunction:: loom.whole

   :returns: By hand: the cloth.

.. autofunction:: loom.noted

   .. versionadded:: 1.2

   .. By hand: nobody sees that.

.. autofunction:: loom.signed(thread, colour="red", **kwds)

.. autofunction:: loom.open_ended(thread, ...)

.. autoclass:: loom.Old(height, *, width=1) -> None

.. autoclass:: loom.Loom

   :param height: By hand: in metres.
   :ivar width: By hand: in metres, too.

   .. automethod:: turn

      :param speed: By hand: in rounds.

   .. automethod:: stop
"""
PART = ".. autofunction:: loom.prose\n\n   By hand: weaves\n   by prose.\n"
MORE = """\
More
====

.. autoclass:: loom.Bare

   By hand: no loom.

   .. autoproperty:: size

      By hand: how big.

.. autodata:: loom.LEVEL

   By hand: how high.
"""
REQUESTED = {
    "loom.Loom.__init__": ("summary", "parameter depth"),
    "loom.Loom.stop": ("parameter brake",),
    "loom.Loom.turn": ("parameter way", "returns"),
    "loom.field_list": ("parameter thread",),
    "loom.google": ("parameter colour", "returns"),
    "loom.noted": None,
    "loom.numpy": ("parameter colour",),
    "loom.Old.__init__": ("summary", "parameter height"),
    "loom.open_ended": ("parameter thread", "parameter colour"),
    "loom.signed": ("parameter thread", "parameter colour", "returns"),
    "loom.prose": ("parameter thread",),
}


@pytest.fixture
def loom(tmp_path, azure):
    """A project whose documents say much of what the code does not."""
    files = {"src/loom.py": CODE, "docs/conf.py": CONF, "docs/index.rst": PAGE, "docs/part.txt": PART}
    files["docs/more.rst"] = f":orphan:\n\n{MORE}"
    return Project(tmp_path, files=files, azure=azure.url)


def _requested(azure):
    found = [(one.path, one.only) for request in azure.requests for one in request.objects]
    assert len(found) == len(dict(found))  # none twice
    return dict(found)


@pytest.mark.parametrize("readers", [1, 2])
def test_it_is_not_requested(loom, azure, readers):
    """Whatever the style and the directive, what the content describes is described, and stands there once."""
    plain = loom.build(fresh=True, readers=readers, aidoc_enabled="0")
    words = [line for page in ("index", "more") for line in plain.text(page).split() if line != "*"]
    built = loom.build(fresh=True, readers=readers)
    assert (built.error, built.warnings) == (plain.error, plain.warnings)
    assert _requested(azure) == REQUESTED
    shown = iter([line for page in ("index", "more") for line in built.text(page).split()])
    assert [word for word in words if word not in shown] == []
    outcomes = built.outcome_by_path
    assert {outcomes[f"loom.{name}"] for name in ("whole", "LEVEL", "Bare", "Bare.size")} == {"human"}
    assert "Completed" in built.text()


def test_it_is_followed(loom, azure):
    """Nothing is read again for it; what is written there later is gone from what is generated, and comes back."""
    first = loom.build()
    assert loom.build().read == []
    loom.edit("docs/index.rst", "   :param colour: By hand: of the yarn.", "   :param thread: By hand: it all.")
    loom.edit("docs/more.rst", "      By hand: how big.", "      .. rubric:: Big")
    built = loom.build()
    assert (sorted(built.read), built.warnings) == (["index", "more"], first.warnings)
    later = [(one.path, one.only) for one in azure.requests[-1].objects]
    assert later == [("loom.field_list", ("parameter colour",)), ("loom.Bare.size", None)]
    assert built.text().count("By hand: it all.") == 1


def test_what_a_content_says_of_its_object():
    """What directives in it describe is theirs; what stands behind them is the object's."""
    text = "One.\n\n.. py:method:: go(a)\n   :async:\n\n   :param a: Of another.\n\n:param b: Its own.\n\n.. note::\n\n   X."
    assert without_described(text) == "One.\n\n:param b: Its own.\n\n.. note::\n\n   X."
    assert (without_described(".. attribute:: a\n\n   Of another."), without_described("")) == ("", "")
