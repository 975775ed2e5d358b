"""What is described, sent and counted is what the pages show, through real builds against the local Azure."""

from __future__ import annotations

import textwrap

from tests.sphinx.project import Project

BRANCHES = '''
"""Branches."""
import functools
import sys
from typing import TYPE_CHECKING, overload

if sys.platform == "nowhere":
    def spool(root, drive):
        return drive + root
elif True:
    def spool(root):
        return root
else:
    def spool(root, *, never):
        return never

try:
    import nonexistent_accelerator
except ImportError:
    def checksum(block, seed=0):
        return seed
else:
    def checksum(block, seed=0, *, engine):
        return engine

try:
    def native(depth):
        return depth
except ImportError:
    from sys import getsizeof as native

if True:
    class Gate:
        def swing(self, degrees):
            return degrees

        def only_here(self, hinge):
            return hinge
else:
    class Gate:
        def swing(self):
            return 1

        def only_there(self, nothing):
            return nothing

if True:
    class Record:
        size: int = 1
else:
    class Record:
        length: int = 1


class Outer:
    if True:
        def nested(self, width):
            return width

        @property
        def tall(self):
            return 1
    else:
        def nested(self, height):
            return height

        @property
        def tall(self):
            yield 2

    if sys.platform == "nowhere":
        def elsewhere(self, drive):
            return drive

        @property
        def drive(self):
            return 1

    if TYPE_CHECKING:
        def typed(self, guess): ...


def again(first):
    return first


def again(second):
    return second


if TYPE_CHECKING:
    def guessed(x: int) -> int: ...


def bare(function):
    def call(*args, **kwargs):
        return function(*args, **kwargs)
    return call


def wrapped(function):
    @functools.wraps(function)
    def call(*args, **kwargs):
        return function(*args, **kwargs)
    return call


def given(function):
    from inspect import Parameter, Signature
    function.__signature__ = Signature([Parameter("shown", Parameter.POSITIONAL_ONLY)])
    return function


@bare
def covered(hidden):
    return hidden


@wrapped
def open_handed(visible):
    return visible


@given
def told(shown, unshown):
    return shown


def from_text(a, b):
    """from_text(a)

    A person's signature.
    """
    return a


@overload
def pick(at: int) -> int: ...
@overload
def pick(at: str, *, unit: str) -> str: ...
def pick(at, **options):
    return at
'''


def of(tmp_path, azure, sources, **documents):
    """A project of one package, with a document for it."""
    index = documents.get("index") or "I\n=\n\n.. automodule:: pkg\n   :members:\n   :undoc-members:\n"
    files = {f"src/{name}": textwrap.dedent(text).lstrip() for name, text in sources.items()}
    conf = 'import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "src"))\n'
    conf += 'extensions = ["sphinx.ext.napoleon", "sphinx_aidoc"]\nsys.dont_write_bytecode = True\n'
    return Project(tmp_path, files={**files, "docs/conf.py": conf, "docs/index.rst": index}, azure=azure.url)


def asked(azure):
    """The parameters of everything that was asked for, by path."""
    return {one.path: list(one.parameters) for request in azure.requests for one in request.objects}


def wanted(built):
    """The parameters that were filled, by the path of what was filled."""
    return {
        row["path"]: [gap.removeprefix("parameter ") for gap in row["gaps"] if gap.startswith("parameter ")]
        for row in built.report["objects"]
        if row["outcome"] == "generated"
    }


def test_the_live_branch_is_described(tmp_path, azure):
    """Of several definitions of a name, the one that runs is asked for, with the parameters of the signature shown.

    In processes of their own: what runs is what was imported.
    """
    project = of(tmp_path, azure, {"pkg/__init__.py": BRANCHES})
    built = project.run()
    assert built.warnings == []
    assert wanted(built) == {
        "pkg.spool": ["root"],
        "pkg.checksum": ["block", "seed"],
        "pkg.native": ["depth"],
        "pkg.Gate": [],
        "pkg.Gate.swing": ["degrees"],
        "pkg.Gate.only_here": ["hinge"],
        "pkg.Record": [],
        "pkg.Record.size": [],
        "pkg.Outer": [],
        "pkg.Outer.nested": ["width"],
        "pkg.Outer.tall": [],
        "pkg.again": ["second"],
        "pkg.bare": ["function"],
        "pkg.wrapped": ["function"],
        "pkg.given": ["function"],
        "pkg.covered": [],
        "pkg.open_handed": ["visible"],
        "pkg.told": ["shown"],
        "pkg.from_text": ["a"],
        "pkg.pick": ["at"],
    }
    assert built.report["on_demand"] == 0
    page = built.text("index")
    assert "elsewhere" not in page
    assert "guessed" not in page
    assert "only_there" not in page
    assert not {"**hidden**", "**unshown**", "**options**", "**engine**"} & set(page.split())
    number = len(azure.requests)
    assert project.run("-E").warnings == []
    assert len(azure.requests) == number


def test_private_code_behind_a_public_name_is_not_sent(tmp_path, azure):
    """What a module merely imports is read by autodoc, not shown: nothing of it is sent or counted."""
    sources = {
        "pkg/__init__.py": '''
            """Pkg."""
            from ._secret import Ranker, score, tune

            def near(x):
                return score(x)
            ''',
        "pkg/_secret.py": '''
            """Internal."""

            def score(x):
                """Score it."""
                return x * 42

            def tune(a):
                return a

            class Ranker:
                def rank(self, items):
                    return items
            ''',
    }
    built = of(tmp_path, azure, sources).build()
    assert built.warnings == []
    assert asked(azure) == {"pkg.near": ["x"]}
    assert [row["path"] for row in built.report["objects"]] == ["pkg", "pkg.near"]


def test_imported_members_are_sent_where_they_are_shown(tmp_path, azure):
    """With `:imported-members:` and in `__all__`, what a module imports is shown, in one request."""
    sources = {
        "pkg/__init__.py": '"""Pkg."""\nfrom ._inner import score, tune\n__all__ = ["score"]\n',
        "pkg/_inner.py": '"""Inner."""\ndef score(x):\n    return x\n\ndef tune(a):\n    return a\n',
    }
    built = of(tmp_path, azure, sources).build()
    assert built.warnings == []
    assert asked(azure) == {"pkg._inner.score": ["x"]}
    index = "I\n=\n\n.. automodule:: pkg\n   :members:\n   :imported-members:\n   :ignore-module-all:\n"
    built = of(tmp_path / "all", azure, sources, index=index).build()
    assert built.warnings == []
    assert asked(azure) == {"pkg._inner.score": ["x"], "pkg._inner.tune": ["a"]}
    assert built.report["on_demand"] == 0


def test_what_cannot_be_imported_is_not_sent(tmp_path, azure):
    """A module that autodoc cannot import is told once, by autodoc; nothing of it is sent, paid for or counted."""
    sources = {
        "pkg/__init__.py": '"""Pkg."""\nimport dependency_not_installed\n\ndef work(x):\n    return x\n',
        "other/__init__.py": '"""Ok."""\n\ndef fine(x):\n    return x\n',
    }
    index = "I\n=\n\n.. automodule:: pkg\n   :members:\n\n.. autofunction:: pkg.work\n\n.. autofunction:: other.fine\n"
    project = of(tmp_path, azure, sources, index=index)
    plain = project.build(aidoc_enabled="0")
    built = project.build(fresh=True)
    assert built.warnings == plain.warnings
    assert "No module named 'dependency_not_installed'" in "".join(built.warnings)
    assert asked(azure) == {"other.fine": ["x"]}
    assert [row["path"] for row in built.report["objects"]] == ["other.fine"]


def test_what_a_name_stands_for_when_it_runs(tmp_path, azure):
    """A function named like its module, a ring of imports, and a private name shown publicly go by what is shown."""
    sources = {
        "pkg/__init__.py": '''
            """Pkg."""
            from .index import index
            from .ring_a import *
            from . import ring_b
            from ._impl import _hidden as shown

            __all__ = ["index", "shown"]
            __all__ += ring_b.__all__
            ''',
        "pkg/index.py": '"""I."""\n\ndef index(term, limit=5):\n    return term * limit\n',
        "pkg/_impl.py": '"""Impl."""\n\ndef _hidden(z):\n    return z\n\ndef _unseen(z):\n    return z\n',
        "pkg/ring_a.py": '"""A."""\n__all__ = ["first"]\ndef first(x):\n    return x\nfrom .ring_b import *\n',
        "pkg/ring_b.py": '''
            """B."""
            __all__ = ["second"]
            def second(y):
                return y
            from . import ring_a
            from .ring_a import *
            __all__.extend(ring_a.__all__)
            ''',
    }
    built = of(tmp_path, azure, sources).build()
    assert built.warnings == []
    assert asked(azure) == {
        "pkg.index.index": ["term", "limit"],
        "pkg._impl._hidden": ["z"],
        "pkg.ring_a.first": ["x"],
    }
    assert len(azure.requests) == 1
    assert built.text("index").count("*Generated") == 3


def test_sphinx_autoapi_shows_another_branch(tmp_path, azure):
    """Parameters that the signature of sphinx-autoapi does not have are not described below it."""
    code = '"""Pkg."""\ntry:\n    import nothing\nexcept ImportError:\n    def sum_up(block): return block\nelse:\n'
    code += "    def sum_up(block, *, engine): return engine\n"
    project = of(tmp_path, azure, {"pkg/__init__.py": code}, index="I\n=\n\n.. toctree::\n\n   /autoapi/pkg/index\n")
    built = project.build(
        extensions=["autoapi.extension", "sphinx_aidoc"],
        autoapi_dirs=["../src"],
        autoapi_options=["members", "undoc-members"],
        autoapi_add_toctree_entry=False,
    )
    assert built.warnings == []
    page = built.text("autoapi/pkg/index")
    assert "pkg.sum_up(block)" in page
    assert "**block** --" in page
    assert "**engine**" not in page


REPLACED = '''
"""What a class statement makes need not be a class."""


class Spec:
    """A specification."""


def make(name, bases, members):
    """Make a specification of a class statement."""
    return Spec()


def replace(cls):
    """Put a specification in place of a class."""
    return Spec()


class IThing(metaclass=make):
    """Words about a thing."""

    SECRET = "never shown"

    def never_shown(required, provided):
        return required


@replace
class Decorated:
    def hidden_too(self, a):
        return a


class Table:
    def register(self, method, func=None):
        """generic.register(func) -> func
        register(cls, func) -> func

        Registers a new implementation.
        """
        return func
'''


def test_what_a_class_statement_made_otherwise_has_no_members(tmp_path, azure):
    """Only what pages show is sent: no member of what is no class, and no parameter that a written signature lacks."""
    project = of(tmp_path, azure, {"pkg/__init__.py": REPLACED})
    built = project.build()
    assert built.warnings == []
    names = asked(azure)
    assert not [path for path in names if path.startswith(("pkg.IThing", "pkg.Decorated"))]
    assert names["pkg.replace"] == ["cls"]
    assert len([1 for request in azure.requests for one in request.objects if one.path == "pkg.replace"]) == 1
    assert "method" not in wanted(built)["pkg.Table.register"]
