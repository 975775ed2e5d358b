"""The net around the set of objects while a site is built: what only a mark lets appear, or makes disappear."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import sphinx
from bs4 import BeautifulSoup

from tests.sphinx.project import Project, inventory

CODE = '''\
"""Package by hand."""


def said(a):
    """Said by hand."""
    return a


def bare(a):
    return a


class Base:
    """Base by hand."""

    #: Level by hand.
    level = 1

    def go(self, a):
        return a


class Child(Base):
    """Child by hand."""

    size: int

    def __init__(self):
        self.made = 1

    def turn(self, a):
        return a

    class Inner:
        def deep(self, a):
            return a
'''
BLOCK = ".. automodule:: pkg\n   :members:\n"
LEGACY = [{}, {"autodoc_use_legacy_class_based": True}] if sphinx.version_info >= (9, 0) else [{}]
READING = (
    "    document = getattr(app.env, 'current_document', None)  # since Sphinx 8.2\n"
    "    reading = document.docname if document is not None else app.env.temp_data.get('docname')\n"
)
FAULT = "This is a fault of aidoc, please report it."


def project(tmp_path, azure, handler: str = "", block: str = BLOCK, code: str = CODE) -> Project:
    conf = "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parents[1] / 'src'))\n"
    files = {
        "docs/conf.py": f"{conf}extensions = ['sphinx_aidoc']\n{handler}",
        "docs/index.rst": f"Index\n=====\n\n{block}",
        "src/pkg/__init__.py": code,
    }
    return Project(tmp_path, files=files, azure=azure.url)


def handled(body: str) -> str:
    return (
        f"\n\ndef choose(app, what, name, obj, skip, options):\n{body}\n\n"
        "def setup(app):\n    app.connect('autodoc-skip-member', choose)\n"
    )


def compared(made: Project, **conf: Any) -> tuple[set[str], set[str], Any]:
    """The objects of the site without aidoc and with it, and the build with it."""
    plain = set(inventory(made.build("html", fresh=True, aidoc_enabled="0", **conf).out))
    built = made.build("html", fresh=True, **conf)
    return plain, set(inventory(built.out)), built


@pytest.mark.parametrize("conf", LEGACY)
def test_what_only_lacks_words_appears(tmp_path, azure, conf):
    """All that `:undoc-members:` would show, and attributes that a constructor sets; nobody hears of a fault."""
    plain, shown, built = compared(project(tmp_path, azure), **conf)
    assert plain == {"pkg", "pkg.said", "pkg.Base", "pkg.Base.level", "pkg.Child"}
    assert shown == plain | {
        "pkg.bare", "pkg.Base.go", "pkg.Child.turn", "pkg.Child.size", "pkg.Child.Inner", "pkg.Child.Inner.deep",
    }  # fmt: skip
    assert built.warnings == []


@pytest.mark.parametrize("conf", LEGACY)
def test_a_list_of_what_lacks_words_stays(tmp_path, azure, conf):
    """A handler that shows what autodoc skips, and of which nothing is known before documents are read."""
    handler = handled(f"{READING}    return not skip if reading and what == 'module' else None")
    plain, shown, built = compared(project(tmp_path, azure, handler), **conf)
    assert "pkg.bare" in plain
    assert plain <= shown
    assert [line for line in built.warnings if FAULT not in line] == []
    (told,) = built.warnings
    assert "pkg.bare would disappear, and is left as it is." in told
    assert "pkg.bare" not in built.filled()


@pytest.mark.parametrize("conf", LEGACY)
def test_what_a_handler_shows_without_words_is_filled(tmp_path, azure, conf):
    """It is no object that appears: without aidoc it is there, too."""
    handler = handled("    return False if name == 'bare' else None")
    plain, shown, built = compared(project(tmp_path, azure, handler), aidoc_reveal="0", **conf)
    assert "pkg.bare" in plain
    assert shown == plain
    assert built.warnings == []
    assert "pkg.bare" in built.filled()


@pytest.mark.parametrize("conf", LEGACY)
@pytest.mark.parametrize(
    "handler",
    [
        "    return True if name in ('bare', 'turn', 'deep') else None",
        "    return True if not obj.__doc__ and name in ('bare', 'turn', 'deep') else None",
    ],
)
def test_what_a_handler_hides_stays_hidden(tmp_path, azure, conf, handler):
    """Whatever it goes by."""
    plain, shown, built = compared(project(tmp_path, azure, handled(handler)), **conf)
    assert shown - plain == {"pkg.Base.go", "pkg.Child.size", "pkg.Child.Inner"}
    assert built.warnings == []


@pytest.mark.parametrize("conf", LEGACY)
def test_handlers_that_change_their_mind(tmp_path, azure, conf):
    """One that lets everything pass before documents are read, and hides what lacks words while they are."""
    handler = handled(f"{READING}    return True if reading and name == 'bare' else None")
    plain, shown, built = compared(project(tmp_path, azure, handler), **conf)
    assert "pkg.bare" not in plain | shown
    assert built.warnings == []


PRIVATE = '''\
"""Package by hand."""


def hidden(a):
    """:meta private:"""
    return a


class Base:
    """Base by hand."""

    def go(self, a):
        """:meta private:"""
        return a

    #: :meta private:
    level = 1

    @property
    def size(self):
        """

        :meta private:
        """
        return 1


class Child(Base):
    """Child by hand."""

    def go(self, a):
        return a

    size = 3
    level = 2
'''


@pytest.mark.parametrize("conf", LEGACY)
@pytest.mark.parametrize("undocumented", ["", "   :undoc-members:\n"])
@pytest.mark.parametrize("inherited", ["", "   :inherited-members:\n"])
def test_what_is_private_by_its_metadata_stays_so(tmp_path, azure, conf, undocumented, inherited):
    """Also where the docstring says nothing else, or is that of a base."""
    made = project(tmp_path, azure, block=f"{BLOCK}{undocumented}{inherited}", code=PRIVATE)
    plain, shown, built = compared(made, **conf)
    assert plain <= shown
    assert not shown & {"pkg.hidden", "pkg.Base.go", "pkg.Base.size", "pkg.Base.level", "pkg.Child.go"} - plain
    assert built.warnings == []


@pytest.mark.parametrize("conf", LEGACY)
def test_a_site_that_reveals_nothing_has_the_same_objects(tmp_path, azure, conf):
    """Also where a table has an object filled that stands, bare, in a module."""
    block = f".. autosummary::\n\n   pkg.bare\n   pkg.Child.turn\n\n{BLOCK}"
    made = project(tmp_path, azure, "extensions += ['sphinx.ext.autosummary']\n", block)
    plain, shown, built = compared(made, aidoc_reveal="0", **conf)
    assert shown == plain
    assert built.warnings == []
    assert {"pkg.bare", "pkg.Child.turn"} <= set(built.filled())


INHERITS = '''\
"""Package by hand."""


class Base:
    """Base by hand."""

    def go(self, a: "Missing") -> "Elsewhere":
        """Go by hand."""


class Sub(Base):
    def __init__(self, a: "Gone"):
        self.a = a

    def go(self, a: "Missing") -> "Elsewhere":
        return a
'''


@pytest.mark.parametrize("conf", LEGACY)
def test_what_is_shown_with_inherited_words_is_not_revealed(tmp_path, azure, conf):
    """Broken references in its signature are told as without aidoc: it is on the page without a text of ours."""
    made = project(tmp_path, azure, code=INHERITS)
    plain = made.build("html", fresh=True, aidoc_enabled="0", nitpicky=True, **conf)
    assert sum("not found" in line for line in plain.warnings) == 5
    built = made.build("html", fresh=True, nitpicky=True, **conf)
    assert "pkg.Sub" in built.filled()
    assert sorted(built.warnings) == sorted(plain.warnings)


@pytest.mark.parametrize("conf", [{}, {"autodoc_use_legacy_class_based": "1"}])
@pytest.mark.parametrize("reveal", ["0", "1"])
def test_attributes_of_instances(tmp_path, azure, conf, reveal):
    """What a constructor sets is no member without words, also with `:undoc-members:`: `reveal` lets it appear."""
    code = '"""Odd."""\n\n\nclass Jar:\n    """A jar."""\n\n    def __init__(self):\n        self.set: int = 2\n'
    made = project(tmp_path, azure, code=code)
    plain, filled, built = compared(made, aidoc_reveal=reveal, **conf)
    assert built.warnings == []
    assert {name.rpartition(".")[2] for name in filled - plain} == ({"set"} if reveal == "1" else set())


@pytest.mark.parametrize("conf", [{}, {"autodoc_use_legacy_class_based": "1"}])
def test_types_of_attributes_of_instances(tmp_path, azure, conf):
    """Autodoc shows them once it has read the types of their module: a reference in such a type is the site's own."""
    code = (
        '"""Odd."""\n\nfrom decimal import Decimal\n\n\nclass Early:\n    """Early."""\n\n    first: int = 1\n\n\n'
        'class Jar:\n    """A jar."""\n\n    def __init__(self):\n        self.made: Decimal | None = None\n'
    )
    made = project(tmp_path, azure, "nitpicky = True\n", f"{BLOCK}   :undoc-members:\n", code)
    plain = made.build("html", aidoc_enabled="0", **conf)
    built = made.build("html", fresh=True, **conf)
    assert "pkg.Jar.made" in inventory(plain.out)
    assert conf or any("Decimal" in line for line in plain.warnings)  # the older autodoc shows no type there
    assert sorted(built.warnings) == sorted(plain.warnings)


UNSET = '''\
"""Odd."""

from __future__ import annotations

import typing

if typing.TYPE_CHECKING:
    from somewhere import Unknown

    only_types: Unknown = 1


class First:
    """First words."""

    def __init__(self):
        self.alone: Unknown = None


class Early:
    """Early words."""

    def __init__(self):
        self.beside: Unknown = None

    plain: int = 1
    typed: int
    if typing.TYPE_CHECKING:
        only_here: Unknown = 2

    def turn(self):
        return 1


class Jar(Early):
    """A jar."""

    def __init__(self):
        self.typed: int = 3
        self.made: Unknown = None
        self.value = 2
        #: Said by a person.
        self.said: int = 2
'''
DIRECTIVES = {
    "members": f"{BLOCK}",
    "undocumented": f"{BLOCK}   :undoc-members:\n",
    "inherited": f"{BLOCK}   :undoc-members:\n   :inherited-members:\n",
    "own directive": f".. autoattribute:: pkg.Jar.made\n   :no-index:\n\n{BLOCK}   :undoc-members:\n",
}


@pytest.mark.parametrize("conf", LEGACY)
@pytest.mark.parametrize("reveal", ["0", "1"])
@pytest.mark.parametrize("block", DIRECTIVES)
def test_what_no_class_has_at_run_time(tmp_path, azure, conf, reveal, block):
    """It is filled where it is on the page, whatever autodoc has read by then, and `-n` warns of nothing else."""
    made = project(tmp_path, azure, "nitpicky = True\n", DIRECTIVES[block], UNSET)
    plain, shown, built = compared(made, aidoc_reveal=reveal, **conf)
    told = made.build("html", fresh=True, aidoc_enabled="0", **conf)
    if reveal == "0":
        assert shown == plain
    assert plain <= shown
    assert {row["path"] for row in built.report["objects"] if row["outcome"] == "generated"} <= shown
    assert Counter(built.warnings) <= Counter(told.warnings)
    if block != "own directive":  # else some are of the one and of the other
        assert sorted(built.warnings) == sorted(told.warnings)


@pytest.mark.parametrize("conf", LEGACY)
@pytest.mark.parametrize("reveal", ["0", "1"])
def test_what_no_class_has_in_two_documents(tmp_path, azure, conf, reveal):
    """What autodoc has read of the types of constructors for one document shows in the next, with and without aidoc."""
    made = project(tmp_path, azure, "nitpicky = True\n", f"{BLOCK}   :undoc-members:\n", UNSET)
    again = ".. automodule:: pkg\n   :members:\n   :undoc-members:\n   :no-index:\n"
    made.write({"docs/second.rst": f":orphan:\n\nSecond\n======\n\n{again}"})
    told = made.build("html", fresh=True, aidoc_enabled="0", **conf)
    built = made.build("html", fresh=True, aidoc_reveal=reveal, **conf)
    assert Counter(built.warnings) <= Counter(told.warnings)
    if reveal == "0":
        assert sorted(built.warnings) == sorted(told.warnings)
        for page in ("index", "second"):
            assert objects_of(built, page) == objects_of(told, page)


def objects_of(built, page: str) -> list[str]:
    """The signatures on a page."""
    soup = BeautifulSoup((built.out / f"{page}.html").read_text(encoding="utf-8"), "html.parser")
    return [" ".join(one.get_text().split()) for one in soup.select("dl.py > dt")]


UNMADE = '''\
"""Odd."""

from __future__ import annotations

import enum
import sys
import typing


class Platform:
    """Platform words."""

    import json
    from os.path import join

    here = 1
    if sys.platform == "none":
        handle: Unknown = 1
        drive = 2
    elif typing.TYPE_CHECKING:
        checked = 4
    else:
        made = 3
    gone = 5
    del gone

    def __init__(self):
        self.set: int = 1
        if here:
            self.drawn: int = 2

    def __getattr__(self, name):
        raise AttributeError(name)


class Colour(enum.Enum):
    """Colour words."""

    _ignore_ = ["number"]
    RED = 1
    for number in range(2):
        pass
    number = 3

    def __init__(self, code):
        self.code: int = code
'''


@pytest.mark.parametrize("conf", LEGACY)
@pytest.mark.parametrize("reveal", ["0", "1"])
@pytest.mark.parametrize("block", [BLOCK, f"{BLOCK}   :undoc-members:\n"], ids=["members", "undocumented"])
def test_what_a_class_body_does_not_leave(tmp_path, azure, conf, reveal, block):
    """In a branch that did not run, or deleted: it is neither asked for nor shown, whatever the class imports."""
    made = project(tmp_path, azure, "nitpicky = True\n", block, UNMADE)
    plain, shown, built = compared(made, aidoc_reveal=reveal, aidoc_kinds="class, function, field, data", **conf)
    told = made.build("html", fresh=True, aidoc_enabled="0", **conf)
    names = ("Platform.set", "Platform.drawn", "Platform.here", "Platform.made", "Colour.RED", "Colour.code")
    new = {f"pkg.{name}" for name in names} if reveal == "1" else set()
    assert shown == plain | new
    assert {row["path"] for row in built.report["objects"] if row["outcome"] == "generated"} <= shown
    assert sorted(built.warnings) == sorted(told.warnings)
