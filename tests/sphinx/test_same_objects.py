"""The set of objects: what aidoc lets appear is what autodoc itself would show without words, and nothing else.

No rule of autodoc is repeated here: each sample is built without aidoc, without it and with `:undoc-members:`, and with
it, and the three inventories are compared.
"""

from __future__ import annotations

import pytest

from tests.laws import few
from tests.sphinx.project import Project, inventory

REAL = {
    "click": "click.core click.types click.formatting click.decorators",
    "jinja2": "jinja2.environment jinja2.loaders jinja2.runtime jinja2.nodes jinja2.ext",
    "requests": "requests.models requests.sessions requests.structures requests.cookies requests.auth",
    "packaging": "packaging.version packaging.specifiers packaging.requirements packaging.tags",
    "docutils": "docutils.statemachine docutils.io docutils.transforms.misc docutils.parsers.rst.states",
    "pygments": "pygments.lexer pygments.token pygments.style pygments.formatters.html pygments.regexopt",
    "markdown": "markdown.core markdown.treeprocessors markdown.blockparser markdown.util",
    "numpydoc": "numpydoc.docscrape numpydoc.validate",
    "attrs": "attr attr.validators attr.converters attr.filters",
    "pydantic": "pydantic.main pydantic.fields pydantic.networks",
    "own": "odd odd.inner",
}
ODD = {
    "src/odd/__init__.py": '''\
"""Objects that say they are elsewhere."""

from functools import partial, wraps

from odd.inner import Elsewhere, helper
from odd._private import Hidden, shown

__all__ = ["Elsewhere", "Made", "Moved", "Outer", "bare", "held", "kept", "shown"]


def moved(obj):
    obj.__module__ = "odd.inner"
    return obj


@moved
class Moved:
    def go(self, a):
        return a


@moved
def held(a):
    return a


Made = type("Made", (Elsewhere,), {"__module__": "somewhere"})
kept = partial(helper, 1)


def wrapping(function):
    @wraps(function)
    def inner(*args):
        return function(*args)

    return inner


@wrapping
def bare(a):
    return a


class Outer:
    Inner = Elsewhere
    again = Hidden

    class Own:
        def deep(self, a):
            return a

    def __getattr__(self, name):
        return name

    def _private(self):
        return 1

    def __len__(self):
        return 1
''',
    "src/odd/inner.py": '''\
"""More of them."""

from collections import OrderedDict
from odd import _private
from odd._private import Hidden, shown


class Elsewhere(OrderedDict):
    def put(self, key):
        return key

    def pop(self, key):
        return key


def helper(a, b):
    return a


def outside(a):
    return a


outside.__module__ = "odd"
Alias = Elsewhere
alias = helper
''',
    "src/odd/_private.py": "class Hidden:\n    def go(self):\n        return 1\n\n\ndef shown(a):\n    return a\n",
}
CONF = "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'src'))\n"


@pytest.mark.parametrize("name", few(["own", *(name for name in REAL if name != "own")], every=len(REAL)))
def test_the_objects_are_those_of_autodoc(tmp_path, azure, name):
    """All of the plain site's are there; all others are on a plain site with `:undoc-members:`, but for attributes."""
    blocks = "".join(f".. automodule:: {module}\n   :members:\n\n" for module in REAL[name].split())
    pages = {"docs/conf.py": f"{CONF}extensions = ['sphinx_aidoc']\n", "docs/index.rst": f"Index\n=====\n\n{blocks}"}
    project = Project(tmp_path, files=pages | (ODD if name == "own" else {}), azure=azure.url)
    bare = inventory(project.build("html", fresh=True, aidoc_enabled="0").out)
    options = {"undoc-members": True}
    plain = project.build("html", fresh=True, aidoc_enabled="0", autodoc_default_options=options)
    undocumented = inventory(plain.out)
    built = project.build("html", fresh=True)
    shown = inventory(built.out)
    assert built.filled()
    assert bare.keys() < shown.keys()
    # autodoc lists no attribute that a constructor sets without a comment, whatever its options.
    new = {path for path in shown.keys() - bare.keys() - undocumented.keys() if shown[path] != "attribute"}
    assert new == set()
    assert {path: kind for path, kind in shown.items() if bare.get(path, kind) != kind} == {}
