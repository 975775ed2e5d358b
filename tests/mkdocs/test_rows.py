"""Every object that a page shows is a row: re-exports of other packages, stubs, named tuples."""

from __future__ import annotations

import pytest

from tests.mkdocs.project import Project

TWO = {  # as attrs has it
    "src/inside/__init__.py": "from inside._make import Frozen, define\n",
    "src/inside/_make.py": "def define(cls, frozen=False):\n    return cls\n\n\n"
    "class Frozen:\n    def thaw(self, minutes):\n        return minutes\n",
    "src/outside/__init__.py": '"""Outside."""\nfrom inside import Frozen, define\n\n__all__ = ["Frozen", "define"]\n',
}
RE_EXPORTED = {"inside._make.Frozen", "inside._make.Frozen.thaw", "inside._make.define"}


def _rows(built) -> dict[str, str]:
    return {row["path"]: " ".join(filter(None, (row["outcome"], row["reason"]))) for row in built.report["objects"]}


@pytest.mark.parametrize(
    ("handler", "more"),
    [({"options": {"preload_modules": ["inside"], "show_root_heading": True}}, ""), ({}, "::: inside.define\n")],
    ids=["preloaded", "a later page"],
)
def test_re_exports_of_another_package(tmp_path, azure, handler, more):
    """What mkdocstrings shows of a second package is filled in the one batch, and counted."""
    pages = {"docs/index.md": "# I\n\n::: outside\n", **({"docs/more.md": f"# M\n\n{more}"} if more else {})}
    project = Project(tmp_path, azure)
    project.write({**TWO, **pages})
    project.handler = handler
    built = project.build()
    assert built.error is None
    assert built.logged == []
    assert built.filled() == RE_EXPORTED
    assert built.report["on_demand"] == 0
    text = built.text()
    assert text.count("Generated ·") == len(RE_EXPORTED)
    assert built.changed == []


STUBS = {
    "src/pkg/__init__.py": '"""Pkg."""\n\n\nclass Wheel:\n    """A wheel."""\n\n    def turn(self, by):\n        return by\n',
    "src/pkg/__init__.pyi": "class Wheel:\n    size: float\n    def turn(self, by: float) -> float: ...\n"
    "    def fast(self, x: int) -> int: ...\n    def left(self, x: int) -> int: ...  # aidoc: skip\n\n\n"
    "class Hub:\n    def spin(self, n: int) -> str: ...\n",
    "docs/index.md": "# I\n\n::: pkg\n",
}


def test_members_of_a_stub_alone(tmp_path, azure):
    """What only the stub beside a module has is described from the stub, and told with its place there."""
    project = Project(tmp_path, azure)
    project.write(STUBS)
    built = project.build()
    assert built.logged == []
    asked = {one.path: (list(one.parameters), one.returns) for request in built.requests for one in request.objects}
    assert asked == {
        "pkg.Wheel.turn": (["by"], True),
        "pkg.Wheel.size": ([], False),
        "pkg.Wheel.fast": (["x"], True),
        "pkg.Hub": ([], False),
        "pkg.Hub.spin": (["n"], True),
    }
    assert _rows(built) == {"pkg": "human", "pkg.Wheel": "human", **dict.fromkeys(asked, "generated")}
    places = {row["path"]: row["source"] for row in built.report["objects"]}
    assert places["pkg.Wheel.fast"] == "src/pkg/__init__.pyi:4"
    assert places["pkg.Wheel.turn"] == "src/pkg/__init__.py:7"
    assert built.text().count("Generated ·") == len(asked)
    assert "left" not in built.text()


def test_a_private_name_shown_publicly(tmp_path, azure):
    """What a page shows under a public name is filled, whatever its own name is, as in Sphinx."""
    project = Project(tmp_path, azure)
    project.write(
        {
            "src/pkg/__init__.py": '"""Pkg."""\nfrom pkg._impl import _hidden as shown, _other\n\n__all__ = ["shown", "_other"]\n',
            "src/pkg/_impl.py": "def _hidden(z):\n    return z\n\n\ndef _other(z):\n    return z\n",
            "docs/index.md": "# I\n\n::: pkg\n",
        }
    )
    built = project.build()
    assert built.logged == []
    assert built.asked == ["pkg._impl._hidden"]
    assert "shown" in built.text()
    assert "_other" not in built.text()


def test_the_definition_that_is_shown(tmp_path, azure):
    """Of conditional definitions mkdocstrings shows the one that Griffe keeps, and that is described."""
    code = (
        '"""Pkg."""\ntry:\n    import nothing_of_this_name\nexcept ImportError:\n    def sum_up(block):\n'
        "        raise ValueError(block)\nelse:\n    def sum_up(block, *, engine):\n        return engine\n"
        "if True:\n    def spool(root):\n        return root\nelse:\n    def spool(root, drive):\n        raise OSError(root)\n"
    )
    project = Project(tmp_path, azure)
    project.write({"src/pkg/__init__.py": code, "docs/index.md": "# I\n\n::: pkg\n"})
    built = project.build()
    assert built.logged == []
    asked = {one.path: one for request in built.requests for one in request.objects}
    assert {path: (list(one.parameters), one.returns, list(one.raises)) for path, one in asked.items()} == {
        "pkg.sum_up": (["block", "engine"], True, []),
        "pkg.spool": (["root", "drive"], False, ["OSError"]),
    }
    for path, one in asked.items():
        shown = {row.get_text().strip() for row in built.object(path).select("td code")}
        assert set(one.parameters) <= shown
        signature = built.object(path).find(class_="doc-heading").get_text()
        assert all(name in signature for name in one.parameters)


NOTHING = {
    "no block": ("# I\n", True, "no page has a `:::` block for mkdocstrings' Python handler"),
    "off": ("# I\n\n::: pkg\n", False, "mkdocstrings is disabled ('enabled: false')"),
}


@pytest.mark.parametrize(("page", "enabled", "why"), NOTHING.values(), ids=NOTHING)
def test_nothing_to_look_at(tmp_path, azure, page, enabled, why):
    """A build in which there is nothing to fill says so in one warning with the reason, and has no shares of nothing."""
    project = Project(tmp_path, azure)
    project.mkdocstrings = {"enabled": enabled}
    project.write({"src/pkg/__init__.py": "", "docs/index.md": page})
    built = project.build()
    assert built.requests == []
    assert built.logged == [f"WARNING aidoc: There is nothing to fill: {why}."]
    if enabled:
        assert built.report["objects"] == []
        assert "%" not in built.text("aidoc.html")


def test_an_include_that_matches_nothing(tmp_path, azure):
    """Objects are shown, and the option leaves out every one of them: the warning names it."""
    project = Project(tmp_path, azure)
    project.write({"src/pkg/__init__.py": "def f(): ...\n", "docs/index.md": "::: pkg\n"})
    built = project.build(aidoc={"include": ["pgk.*"]})
    assert built.requests == []
    assert built.logged == [
        "WARNING aidoc: There is nothing to fill: `include` (pgk.*) matches none of the objects that are shown."
    ]


CONSTRUCTORS = """\
class Bell:
    def __init__(self):
        self.rung = 0


class Horn:
    def __init__(self, brass):
        self.brass = brass
"""


@pytest.mark.parametrize(
    ("options", "kinds", "there"),
    [
        ({"merge_init_into_class": True}, ["class", "function"], {"Bell", "Horn", "Horn.__init__"}),
        ({"merge_init_into_class": True}, ["function"], {"Bell.__init__", "Horn.__init__"}),
        ({}, ["class", "function"], {"Bell", "Bell.__init__", "Horn", "Horn.__init__"}),
    ],
    ids=["merged", "merged into a class without text", "apart"],
)
def test_a_constructor_whose_summary_is_never_shown_is_not_requested(tmp_path, azure, options, kinds, there):
    """Merged into a class that has a text, it adds its sections alone; without any, it is no row."""
    project = Project(tmp_path, azure)
    project.handler = {"options": options}
    project.aidoc = {**(project.aidoc or {}), "kinds": kinds}
    project.write({"src/hall.py": CONSTRUCTORS, "docs/index.md": "# I\n\n::: hall\n"})
    built = project.build()
    assert built.error is None
    assert built.logged == []
    assert built.filled() == {f"hall.{name}" for name in there}
    rows = {path.removeprefix("hall").removeprefix(".") for path in _rows(built)}
    assert rows - {""} == there | ({"Bell", "Horn"} if kinds == ["function"] else set())
    assert built.text().count("Generated ·") == len({name.partition(".")[0] for name in there} if options else there)


def test_static_methods_that_take_self(tmp_path, azure):
    """Mkdocstrings leaves a first parameter of this name out of a method's signature, so it is not described."""
    code = "class A:\n    @staticmethod\n    def f(self, cls):\n        ...\n\n    @staticmethod\n    def g(x, self):\n        ...\n"
    project = Project(tmp_path, azure)
    project.write({"src/pkg/__init__.py": code, "docs/index.md": "# I\n\n::: pkg\n"})
    built = project.build()
    assert built.error is None
    assert built.logged == []
    gaps = {row["path"]: row["gaps"] for row in built.report["objects"] if row["kind"] == "function"}
    assert gaps == {
        "pkg.A.f": ["summary", "parameter cls"],
        "pkg.A.g": ["summary", "parameter x", "parameter self"],
    }
