"""Members that options bring in: inherited ones, from directories without `__init__.py` too, and from elsewhere not."""

from __future__ import annotations

import pytest

from tests.sphinx.project import Project
from tests.sphinx.test_builds import PACKAGE

FILES = {
    **PACKAGE,
    "src/pkg/one.py": "from pkg.bare.core import Core\n\n\n"
    "class App(Core):\n    def own(self, value):\n        return value\n",
    "src/pkg/bare/core.py": "class Core:\n    size: int = 1\n\n    def shared(self, speed):\n        return speed\n",
    "src/other/__init__.py": "class Other:\n    def elsewhere(self, value):\n"
    '        """A person\'s words elsewhere."""\n        return value\n',
    "src/pkg/two.py": "from other import Other\n\n\nclass Thing(Other):\n    def act(self, how):\n        return how\n",
}


def test_inherited_members(tmp_path, azure):
    """Inherited members are filled with their class's package; another package's are shown as they are."""
    project = Project(tmp_path, files=FILES, azure=azure.url)
    for page in ("one", "two"):
        project.edit(f"docs/{page}.rst", ":members:", ":members:\n   :inherited-members:")
    built = project.build()
    assert built.warnings == []
    assert built.report["on_demand"] == 0
    assert [path for path in built.filled() if "bare" in path] == [
        "pkg.bare.core.Core.shared",
        "pkg.bare.core.Core.size",
    ]
    one = built.text("one")
    assert one.count("Generated ·") == 5
    assert "shared(speed)" in one
    two = built.text("two")
    assert two.count("Generated ·") == 3
    assert two.count("A person's words elsewhere.") == 1
    assert not any(path.startswith("other") for path in built.filled())


def test_default_options(tmp_path, azure):
    """`autodoc_default_options` count as if they were written with each directive."""
    project = Project(
        tmp_path,
        files={
            **FILES,
            "docs/two.rst": "two\n===\n\n.. autoclass:: pkg.two.Thing\n   :no-members:\n   :no-inherited-members:\n",
        },
        azure=azure.url,
    )
    project.edit("docs/one.rst", "\n   :members:", "")
    built = project.build(
        autodoc_default_options={"members": True, "inherited-members": True, "exclude-members": "size"}
    )
    assert built.warnings == []
    assert built.report["on_demand"] == 0
    assert built.filled() == ["pkg.bare.core.Core.shared", "pkg.one", "pkg.one.App", "pkg.one.App.own", "pkg.two.Thing"]
    assert built.text("one").count("Generated ·") == 4


def test_package_that_cannot_be_found(tmp_path, azure):
    """A package that is not there is autodoc's to complain about; aidoc adds nothing."""
    project = Project(
        tmp_path, files={**PACKAGE, "docs/two.rst": "two\n===\n\n.. automodule:: absent\n"}, azure=azure.url
    )
    built = project.build()
    assert [line for line in built.warnings if "[aidoc" in line] == []
    assert any("No module named 'absent'" in line for line in built.warnings)
    assert built.outcomes() == {"generated": 3}


def test_the_comment_of_a_base_elsewhere_stays(tmp_path, azure):
    """Autodoc takes the `#:` comment of a base class in another package for an attribute without one: it is shown."""
    files = PACKAGE | {
        "src/outer.py": "class Base:\n    #: Said by the base.\n    size = 0\n    #: Said too.\n    told = 0\n",
        "src/pkg/two.py": "import outer\n\n\nclass Thing(outer.Base):\n    size = 1\n    told: int = 2\n    own = 3\n",
        "docs/two.rst": "two\n===\n\n.. automodule:: pkg.two\n   :members:\n   :undoc-members:\n",
    }
    project = Project(tmp_path, files=files, azure=azure.url)
    plain = project.build(aidoc_enabled="0", fresh=True).text("two")
    assert plain.count("Said by the base.") == plain.count("Said too.") == 1
    for _ in range(2):  # the second build finds the base imported
        built = project.build(fresh=True)
        assert (built.error, built.warnings) == ("", [])
        text = built.text("two")
        assert text.count("Said by the base.") == text.count("Said too.") == 1
        assert text.count("Generated") == 3  # the module, the class and `own`


ENUMERATION = '''\
import enum


class Mixed:
    def mixed(self, by):
        return by


class Level(Mixed, enum.Enum):
    """Levels, by hand."""

    LOW = 1

    def up(self, by):
        return by

    @property
    def half(self):
        return self.value / 2

    @classmethod
    def first(cls):
        return cls.LOW
'''


@pytest.mark.parametrize("options", [":members:", ":members:\n   :undoc-members:", ":inherited-members:"])
def test_methods_of_enumerations(tmp_path, azure, options):
    """Python's `dir` does not list them, autodoc does."""
    conf = f"import sys\nsys.path.insert(0, {str(tmp_path / 'src')!r})\nextensions = ['sphinx_aidoc']\n"
    page = f"Top\n===\n\n.. autoclass:: levels.Level\n   {options}\n"
    project = Project(
        tmp_path, files={"docs/conf.py": conf, "docs/index.rst": page, "src/levels.py": ENUMERATION}, azure=azure.url
    )
    built = project.build()
    assert built.warnings == []
    assert {f"levels.Level.{name}" for name in ("LOW", "up", "half", "first")} <= set(built.filled())
    assert (built.report["on_demand"], len(azure.requests)) == (0, 1)
