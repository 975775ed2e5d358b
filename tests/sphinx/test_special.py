"""Special methods and attributes: rows where autodoc shows them, filled like other methods, never let appear."""

from __future__ import annotations

import pytest

from tests.sphinx.project import Project, inventory

CONF = (
    "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    "sys.dont_write_bytecode = True\nextensions = ['sphinx_aidoc']\nproject = 'pots'\n"
)
CODE = '''\
"""Jars."""
__version__ = "1"


class Jar(dict):
    """A jar."""

    __hash__ = None

    def __call__(self, spoon):
        """Take some.

        :param spoon: How.
        """

    def __enter__(self):
        return self

    def __len__(self):
        return 1

    def __eq__(self, other):
        return self is other

    @property
    def __wares__(self):
        return "jam"
'''
SHOWN = {
    "pots": "human",
    "pots.Jar": "human",
    "pots.Jar.__call__": "human",
    "pots.Jar.__len__": "human inherits the words of builtins.dict.__len__",
    "pots.Jar.__eq__": "human inherits the words of builtins.dict.__eq__",
}
WITHOUT = {
    "pots.Jar.__enter__": "generated",
    "pots.Jar.__hash__": "skipped special attribute",
    "pots.Jar.__wares__": "skipped special attribute",
}
VERSION = {"pots.__version__": "skipped special attribute"}
"""A mere value of a module: autodoc never shows it."""
ALONE = {path: SHOWN[path] for path in ("pots", "pots.Jar")}
CASES = {
    "not asked for": (["members", "undoc-members"], {}, ALONE),
    "with words": (["members", "special-members"], {}, SHOWN),
    "all": (["members", "undoc-members", "special-members"], {}, SHOWN | WITHOUT),
    "some": (
        ["members", "undoc-members", "special-members: __enter__, __len__"], {},
        ALONE | {path: (SHOWN | WITHOUT)[path] for path in ("pots.Jar.__enter__", "pots.Jar.__len__")},
    ),
    "some, with words": (
        ["members", "special-members: __enter__, __len__"], {},
        ALONE | {"pots.Jar.__len__": SHOWN["pots.Jar.__len__"]},
    ),
    "nothing inherited": (
        ["members", "undoc-members", "special-members"], {"autodoc_inherit_docstrings": False},
        SHOWN | WITHOUT | dict.fromkeys(("pots.Jar.__len__", "pots.Jar.__eq__"), "generated"),
    ),
}  # fmt: skip


def _rows(built) -> dict[str, str]:
    return {row["path"]: " ".join(filter(None, (row["outcome"], row["reason"]))) for row in built.report["objects"]}


def _project(tmp_path, azure, rst: str, conf: str = CONF) -> Project:
    return Project(
        tmp_path, files={"docs/conf.py": conf, "docs/index.rst": f"I\n=\n\n{rst}", "src/pots.py": CODE}, azure=azure.url
    )


@pytest.mark.parametrize("legacy", [False, True], ids=["", "legacy"])
@pytest.mark.parametrize(("options", "conf", "rows"), CASES.values(), ids=CASES)
def test_what_autodoc_shows_is_a_row(tmp_path, azure, options, conf, rows, legacy):
    """With words or without; words of Python's own classes are words. What is hidden stays so."""
    below = "".join(f"   :{one}{'' if ':' in one else ':'}\n" for one in options)
    project = _project(tmp_path, azure, f".. automodule:: pots\n{below}")
    conf = {**conf, "autodoc_use_legacy_class_based": True} if legacy else conf
    built = project.build("html", **conf)
    assert built.warnings == []
    assert _rows(built) == rows
    assert built.report["on_demand"] == 0
    known = inventory(built.out)
    assert inventory(project.build("html", fresh=True, aidoc_enabled="0", **conf).out) == known
    assert rows.keys() <= known.keys()


def test_they_can_be_left_alone(tmp_path, azure):
    """By an option; they stay rows."""
    rst = ".. automodule:: pots\n   :members:\n   :undoc-members:\n   :special-members:\n"
    built = _project(tmp_path, azure, rst).build(aidoc_special="0")
    assert azure.requests == []
    assert _rows(built) == SHOWN | WITHOUT | {"pots.Jar.__enter__": "skipped special: false"}
    assert built.warnings == []


def test_a_directive_of_their_own(tmp_path, azure):
    """A method that a document names is shown without words, and filled."""
    built = _project(tmp_path, azure, ".. automethod:: pots.Jar.__enter__\n").build()
    assert built.warnings == []
    assert _rows(built) == {"pots.Jar.__enter__": "generated"}
    assert built.text().count("Generated ·") == 1


def test_a_directive_that_hides_them_beside_one_that_shows_them(tmp_path, azure):
    """The text stands in the one place, and the other shows what it shows without aidoc."""
    rst = (
        ".. automodule:: pots\n   :members:\n   :undoc-members:\n   :special-members:\n\n"
        ".. autoclass:: pots.Jar\n   :members:\n   :special-members:\n   :no-index:\n"
    )
    project = _project(tmp_path, azure, rst)
    plain = project.build(aidoc_enabled="0").text()
    built = project.build(fresh=True)
    assert built.warnings == []
    assert built.filled() == ["pots.Jar.__enter__"]
    assert built.text().count("__enter__(") == plain.count("__enter__(") == 1
    assert built.text().count("Generated ·") == 1


AUTOAPI = "extensions = ['autoapi.extension', 'sphinx_aidoc']\nautoapi_dirs = ['../src']\n"


def test_sphinx_autoapi(tmp_path, azure):
    """By default it shows them all; words of Python's own classes are words there, too."""
    project = _project(tmp_path, azure, ".. toctree::\n\n   autoapi/index\n", AUTOAPI)
    built = project.build("html")
    assert built.warnings == []
    assert _rows(built) == SHOWN | WITHOUT | VERSION
    known = inventory(built.out)
    assert inventory(project.build("html", fresh=True, aidoc_enabled="0").out) == known
    assert [one.path for request in azure.requests for one in request.objects] == ["pots.Jar.__enter__"]


def test_sphinx_autoapi_without_undocumented_members(tmp_path, azure):
    """What it hides for want of words stays hidden."""
    options = 'autoapi_options = ["members", "special-members"]\n'
    project = _project(tmp_path, azure, ".. toctree::\n\n   autoapi/index\n", AUTOAPI + options)
    built = project.build("html")
    assert built.warnings == []
    assert _rows(built) == SHOWN
    known = inventory(built.out)
    assert inventory(project.build("html", fresh=True, aidoc_enabled="0").out) == known
