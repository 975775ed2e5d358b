"""Every object that a page shows is a row: re-exports of other packages, stubs, named tuples."""

from __future__ import annotations

import pytest

from tests.sphinx.project import Project

CONF = (
    "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    "sys.dont_write_bytecode = True\nextensions = ['sphinx_aidoc']\nproject = 'pkg'\n"
)
TWO = {  # as attrs has it
    "src/inside/__init__.py": "from inside._make import Frozen, define\nfrom inside.wide import span\n",
    "src/inside/_make.py": "def define(cls, frozen=False):\n    return cls\n\n\n"
    "class Frozen:\n    def thaw(self, minutes):\n        return minutes\n",
    "src/inside/wide.py": "__all__ = ['span']\n\n\ndef span(a, b):\n    return b - a\n",
    "src/outside/__init__.py": '"""Outside."""\nfrom pathlib import PurePath\n\nfrom inside import Frozen, define\n\n'
    "from . import wide\n\n__all__ = ['Frozen', 'PurePath', 'define', 'wide']\n",
    "src/outside/wide.py": '"""Wide."""\nfrom inside.wide import *  # noqa\n\n__all__ = ["span"]\n',
}
RE_EXPORTED = ["inside._make.Frozen", "inside._make.Frozen.thaw", "inside._make.define", "inside.wide.span"]


def _project(tmp_path, azure, rst: str, files: dict[str, str]) -> Project:
    return Project(
        tmp_path, files={"docs/conf.py": CONF, "docs/index.rst": f"I\n=\n\n{rst}", **files}, azure=azure.url
    )


def _automodule(*names: str, options: str = ":members:\n   :undoc-members:") -> str:
    return "".join(f".. automodule:: {name}\n   {options}\n\n" for name in names)


def _rows(built) -> dict[str, str]:
    return {row["path"]: " ".join(filter(None, (row["outcome"], row["reason"]))) for row in built.report["objects"]}


@pytest.mark.parametrize("undocumented", [True, False])
def test_re_exports_of_another_package(tmp_path, azure, undocumented):
    """What a package shows of a second one of the same project is filled in the one batch, and counted."""
    options = ":members:\n   :undoc-members:" if undocumented else ":members:"
    built = _project(tmp_path, azure, _automodule("outside", "outside.wide", options=options), TWO).build()
    assert built.warnings == []
    assert sorted(built.filled()) == RE_EXPORTED
    assert len(azure.requests) == 2  # one a module
    assert built.report["on_demand"] == 0
    text = built.text()
    assert text.count("*Generated") == len(RE_EXPORTED)
    assert all(f"outside.{name}" in text for name in ("define(", "Frozen", "wide.span("))
    assert built.changed == []


def test_re_exports_by_name(tmp_path, azure):
    """A directive for one such object, too."""
    rst = ".. autofunction:: outside.define\n\n.. autofunction:: outside.wide.span\n\n.. autoclass:: outside.Frozen\n   :members:\n"
    built = _project(tmp_path, azure, rst, TWO).build()
    assert built.warnings == []
    assert sorted(built.filled()) == RE_EXPORTED
    assert built.text().count("*Generated") == len(RE_EXPORTED)


def test_what_others_define(tmp_path, azure):
    """What a page shows of somebody else's package is neither read nor sent; it is a row."""
    code = (
        '"""Pkg."""\nfrom bisect import bisect\nfrom configparser import LegacyInterpolation\nfrom pathlib import PurePath\n\n'
        "__all__ = ['LegacyInterpolation', 'PurePath', 'bisect']\n"
    )
    built = _project(tmp_path, azure, _automodule("pkg"), {"src/pkg/__init__.py": code}).build()
    assert built.warnings == []
    assert azure.requests == []
    assert _rows(built) == {
        "pkg": "human",
        "pkg.LegacyInterpolation": "human",
        "pkg.PurePath": "human",
        "pkg.bisect": "human",
    }


def test_what_others_define_without_a_docstring(tmp_path, azure):
    """The same, where a text is missing; without `undoc-members` autodoc does not show it, so there is no row."""
    code = "import tokenize\nfrom tokenize import TokenError, any\n\n__all__ = ['any']\n"
    files = {"src/pkg/__init__.py": code}
    built = _project(tmp_path, azure, _automodule("pkg"), files).build()
    assert built.warnings == []
    assert [asked.path for request in azure.requests for asked in request.objects] == ["pkg"]
    assert _rows(built) == {"pkg": "generated", "pkg.any": "skipped defined in another package: tokenize"}
    built = _project(tmp_path, azure, _automodule("pkg", options=":members:"), files).build(fresh=True)
    assert "pkg.any" not in built.text()
    assert _rows(built) == {"pkg": "cached"}
