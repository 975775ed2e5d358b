"""Words that Griffe extensions put on a page: all there, once, in order, and nothing is asked that they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.mkdocs.project import Serving

if TYPE_CHECKING:
    from bs4 import Tag

    from tests.mkdocs.project import Built, Project

TYPING_DOC = '''\
"""Routes of a small service."""

from typing import Annotated, Generator

from typing_extensions import Doc, Unpack, TypedDict


def fetch(
    url: Annotated[str, Doc("By hand: the address, see [store][small.routes.store].")],
    *,
    tries: Annotated[int, Doc("By hand: how often to try.")] = 3,
) -> Annotated[bytes, Doc("By hand: the body.")]:
    if tries < 0:
        raise ValueError(tries)
    return (url * tries).encode()


def store(key: Annotated[str, Doc("By hand: the name to store under.")], value: bytes) -> None:
    """By hand: store a value."""


def count() -> Generator[Annotated[int, Doc("By hand: the next number.")], None, None]:
    """By hand: count."""
    yield 1


class App:
    """By hand: an application."""

    limit: Annotated[int, Doc("By hand: the most that it takes.")] = 3

    def __init__(
        self, debug: Annotated[bool, Doc("By hand: whether to show tracebacks.")] = False, title: str = ""
    ) -> None:
        self.debug = debug
        self.title = title


class Later(App):
    """By hand: one that inherits."""
'''
DEPRECATED = '''\
"""Old and new ways."""

from typing_extensions import deprecated


@deprecated("By hand: use `newer`; goes in 3.0.")
def older(x: int) -> int:
    return x


@deprecated("By hand: goes too.")
class Old:
    def __init__(self, x: int) -> None:
        self.x = x


@deprecated("By hand: use `newer`, really.")
def told(x: int) -> int:
    """By hand: what it was.

    Args:
        x: By hand: a number.
    """
    return x


def newer(x: int) -> int:
    return x + 1
'''
PYDANTIC = '''\
"""Settings of a boiler."""

from typing import Annotated

from pydantic import BaseModel, Field, field_validator


class Boiler(BaseModel):
    """By hand: a boiler."""

    pressure: float = Field(1.2, description="By hand: pressure in bar.", gt=0)
    name: Annotated[str, Field(description="By hand: what the label says.")] = ""
    age: int = 0

    @field_validator("age")
    @classmethod
    def not_negative(cls, value: int) -> int:
        if value < 0:
            raise ValueError(value)
        return value
'''
UNPACKED = '''\
"""Calls with keys."""

from typing import TypedDict, Unpack


class Keys(TypedDict, total=False):
    """By hand: keys of a call."""

    width: int
    """By hand: how wide."""
    bare: int


def draw(name: str, **keys: Unpack[Keys]) -> int:
    """By hand: draw.

    Args:
        name: By hand: what to draw.
        **keys: By hand: the rest, which the extension puts the keys in place of.
    """
    return len(name) + len(keys)


def paint(name: str, **keys: Unpack[Keys]) -> int:
    return len(name) + len(keys)
'''


class Kept:
    """What the plain site shows of each object, held against what the filled site shows of it."""

    def __init__(self, built: Built, page: str = "index.html") -> None:
        assert built.error is None
        self.page = page
        self.words = built.text(page).split()
        soup = built.soup(page)
        self.objects = {
            heading["id"]: built.object(str(heading["id"]), page) for heading in soup.select(".doc-heading")
        }
        self.logged = built.logged

    def check(self, filled: Built) -> None:
        """Every unit of every object is there, in order, as often as before; every link too."""
        assert (filled.error, filled.changed, filled.logged) == (None, [], self.logged)
        for path, element in self.objects.items():
            now = filled.object(str(path), self.page)
            left = iter(units(now))
            for unit in units(element):
                assert unit in left, f"{path} lost {unit}"
        by_hand = filled.text(self.page).count("By hand:")
        assert by_hand == " ".join(self.words).count("By hand:")


def units(element: Tag) -> list[str]:
    """What a reader sees as units, in order; marks and their labels left out."""
    for mark in element.select(".aidoc-badge, [class*=doc-label-ai]"):
        mark.decompose()
    return [str(leaf) for leaf in element.find_all(["p", "li", "tr", "pre", "details", "summary", "a"])]


def asked(built: Built) -> dict[str, list[str]]:
    """What was requested of each object, as the model was told."""
    return {one.path: sorted(one.only or ["all"]) for request in built.requests for one in request.objects}


def show(project: Project, module: str, source: str, extensions: list[Any], **files: str) -> None:
    """A project with one module on one page."""
    project.options |= {"show_if_no_docstring": True}
    project.extensions = extensions
    project.write(
        {
            f"src/small/{module}.py": source,
            "docs/index.md": f"# Page\n\n::: small.{module}\n",
            **{f"{name}.py": text for name, text in files.items()},
        }
    )


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("style", ["google", "numpy", "sphinx", None])
def test_texts_in_annotations_stay_and_are_not_asked_for(project: Project, style: str | None, merged: bool) -> None:
    """PEP 727: with a docstring or without, its rows are there once, with their links; the rest is requested."""
    show(project, "routes", TYPING_DOC, ["griffe_typingdoc"])
    project.options |= {"docstring_style": style, "merge_init_into_class": merged, "inherited_members": True}
    plain = Kept(project.build(plugin=False))
    filled = project.build()
    plain.check(filled)
    assert asked(filled) == {
        "small.routes.fetch": ["raises ValueError", "summary"],
        "small.routes.store": ["parameter value"],
        "small.routes.App.__init__": ["parameter title", "summary"],
    }


@pytest.mark.parametrize("extension", ["griffe_warnings_deprecated", {"griffe_warnings_deprecated": {"title": ""}}])
def test_notices_stay_above_generated_text(project: Project, extension: Any) -> None:
    """A deprecation notice stands where it stood, whether there is a docstring or not; the text comes below it."""
    show(project, "ways", DEPRECATED, [extension])
    plain = Kept(project.build(plugin=False))
    filled = project.build()
    plain.check(filled)
    assert asked(filled) == {
        "small.ways.older": ["all"],
        "small.ways.Old": ["all"],
        "small.ways.Old.__init__": ["all"],
        "small.ways.told": ["returns"],
        "small.ways.newer": ["all"],
    }
    older = filled.object("small.ways.older")
    notice, text = older.select_one("details"), older.select_one(".doc-contents > p")
    assert notice is not None
    assert text is not None
    assert text in notice.find_next_siblings("p")
    badge = older.select_one(".aidoc-badge")
    assert badge is not None
    assert badge["data-aidoc"] == "completed"
    assert older.select(".doc-label-deprecated")


@pytest.mark.parametrize("schema", [False, True])
def test_descriptions_that_an_extension_reads_are_not_asked_for(project: Project, schema: bool) -> None:
    """Pydantic: descriptions of fields are docstrings by then; lists of fields and validators stay too."""
    show(project, "boiler", PYDANTIC, [{"griffe_pydantic": {"schema": schema}}])
    plain = Kept(project.build(plugin=False))
    filled = project.build()
    plain.check(filled)
    assert asked(filled) == {
        "small.boiler.Boiler.age": ["all"],
        "small.boiler.Boiler.not_negative": ["all"],
    }


def test_keys_of_a_mapping_in_the_signature_stay_and_are_not_asked_for(project: Project) -> None:
    """Unpacked keys are parameters of the signature that is shown: described once, in place of the mapping."""
    show(project, "keys", UNPACKED, ["unpack_typeddict"])
    plain = Kept(project.build(plugin=False))
    filled = project.build()
    plain.check(filled)
    assert asked(filled) == {
        "small.keys.draw": ["returns"],
        "small.keys.paint": ["parameter name", "returns", "summary"],
    }
    assert "keys" not in {code.get_text() for code in filled.object("small.keys.paint").select("td > code, td code")}


SAID = '''\
"""By hand: a module."""


class Box:
    size = 1

    def __init__(self, depth: int) -> None:
        self.depth = depth


def pack(box: Box, tight: bool) -> int:
    if tight:
        raise ValueError(box)
    return box.size


def told(box: Box, tight: bool) -> int:
    """By hand: told.

    Args:
        box: By hand: a box.
    """
    return box.size
'''
EXTENSION = """\
from functools import cached_property

import griffe
from griffe import *


class Said(griffe.Extension):
    def on_package(self, *, pkg, **kwargs):
        try:
            module = pkg["said"]
        except KeyError:
            return
        for obj in (module["pack"], module["told"], module["Box"], module["Box.__init__"], module["Box.size"]):
            self.put(obj)

    def put(self, obj):
        {put}
"""
PARAMETER = "DocstringParameter('box', description='By hand: by extension.')"
PUTS = {
    # What it does, and what is then asked of `pack`, `told`, `Box`, `Box.__init__` and `Box.size`.
    "sets the docstring": (
        "obj.docstring = Docstring('By hand: set.\\n\\nArgs:\\n    box: By hand: x.\\n    depth: y.', parent=obj)",
        {"pack": ["parameter tight", "raises ValueError", "returns"], "told": ["parameter tight", "returns"]},
    ),
    "prose in sections alone": (
        "obj.docstring = Docstring('', parent=obj); obj.docstring.parsed.append("
        "DocstringSectionText('By hand: one.')); obj.docstring.parsed.append(DocstringSectionText('By hand: two.'))",
        {
            "pack": ["parameter box", "parameter tight", "raises ValueError", "returns"],
            "told": ["parameter box", "parameter tight", "returns"],
            "Box.__init__": ["parameter depth"],
        },
    ),
    "two sections of a kind": (
        "obj.docstring = Docstring('', parent=obj); obj.docstring.parsed.extend(["
        f"DocstringSectionParameters([{PARAMETER}]), DocstringSectionReturns([DocstringReturn('', annotation='int', "
        "description='By hand: it.')]), DocstringSectionOtherParameters([DocstringParameter('*tight', "
        "description='By hand: tight.')])])",
        {
            "pack": ["raises ValueError", "summary"],
            "told": ["summary"],
            "Box": ["all"],
            "Box.__init__": ["all"],
            "Box.size": ["all"],
        },
    ),
    "twice the same section": (
        "obj.docstring = Docstring('', parent=obj); obj.docstring.parsed.extend(["
        f"DocstringSectionParameters([{PARAMETER}]), DocstringSectionParameters([DocstringParameter('tight', "
        "description='By hand: tight.')]), DocstringSectionReturns([DocstringReturn('', annotation='int', "
        "description='By hand: it.')]), DocstringSectionReturns([DocstringReturn('', annotation='int', "
        "description='By hand: once more.')])])",
        {
            "pack": ["raises ValueError", "summary"],
            "told": ["summary"],
            "Box": ["all"],
            "Box.__init__": ["all"],
            "Box.size": ["all"],
        },
    ),
    "names that are none": (
        "obj.docstring = Docstring('', parent=obj); obj.docstring.parsed.extend(["
        "DocstringSectionParameters([DocstringParameter('', description='By hand: nameless.'), DocstringParameter(None, description='By hand: none.')]), "
        "DocstringSectionParameters([]), DocstringSectionRaises([DocstringRaise(annotation=None, "
        "description='By hand: raised.')])])",
        {"pack": ["all"], "told": ["all"], "Box": ["all"], "Box.__init__": ["all"], "Box.size": ["all"]},
    ),
    "sections of no known kind": (
        "obj.docstring = Docstring('', parent=obj); section = DocstringSectionText('By hand: odd.'); "
        "section.kind = 'odd'; obj.docstring.parsed.append(section)",
        {"pack": ["all"], "told": ["all"], "Box": ["all"], "Box.__init__": ["all"], "Box.size": ["all"]},
    ),
    "a class of its own": (
        "obj.docstring = type('Mine', (Docstring,), {'parsed': property(lambda self: ["
        f"DocstringSectionText('By hand: mine.'), DocstringSectionParameters([{PARAMETER}])])"
        "})('By hand: unseen.', parent=obj)",
        {
            "pack": ["parameter tight", "raises ValueError", "returns"],
            "told": ["parameter tight", "returns"],
            "Box.__init__": ["parameter depth"],
        },
    ),
    "an own reader": (
        "obj.docstring = type('Mine', (Docstring,), {'parse': lambda self, parser=None, **options: ["
        f"DocstringSectionText(self.value), DocstringSectionParameters([{PARAMETER}])]"
        "})('By hand: seen.', parent=obj)",
        {
            "pack": ["parameter tight", "raises ValueError", "returns"],
            "told": ["parameter tight", "returns"],
            "Box.__init__": ["parameter depth"],
        },
    ),
}


@pytest.mark.parametrize("put", PUTS)
def test_what_an_extension_of_the_site_puts_there_stays(project: Project, put: str) -> None:
    """However an extension says something, it is seen once and in order, and not asked for."""
    code, expected = PUTS[put]
    show(project, "said", SAID, ["ext.py"], ext=EXTENSION.replace("{put}", code))
    plain = Kept(project.build(plugin=False))
    filled = project.build()
    plain.check(filled)
    assert asked(filled) == {f"small.said.{name}": gaps for name, gaps in expected.items()}
    again = project.build(aidoc={"offline": True, "on_miss": "error"})
    plain.check(again)
    assert again.requests == []


FAILS = {
    "a property that raises": (
        "obj.docstring = type('Mine', (Docstring,), {'parsed': property(lambda self: 1 / 0)})('x', parent=obj)"
    ),
    "no text": "obj.docstring = Docstring('x', parent=obj); obj.docstring.value = None",
    "no docstring": "obj.docstring = 'By hand: of another type.'",
    "no sections": "obj.docstring = Docstring('x', parent=obj); obj.docstring.parsed = 7",
    "raises while loading": "raise RuntimeError('of the extension')",
}


@pytest.mark.parametrize("put", FAILS)
def test_what_cannot_be_read_is_left_to_the_host(project: Project, put: str) -> None:
    """What an extension breaks is as broken as without the plugin; nothing is asked for it, nothing of ours fails."""
    show(project, "said", SAID, ["ext.py"], ext=EXTENSION.replace("{put}", FAILS[put]))
    plain = project.build(plugin=False)
    words = None if plain.error else Kept(plain)
    filled = project.build()
    assert (type(filled.error), str(filled.error)) == (type(plain.error), str(plain.error))
    assert filled.logged == plain.logged
    assert asked(filled) == {}
    if words is not None:
        words.check(filled)


def test_blocks_with_other_options_show_the_same_words(project: Project) -> None:
    """One object on several pages, in several styles, through an alias and inherited: each page keeps its words."""
    show(project, "routes", TYPING_DOC, ["griffe_typingdoc", "griffe_warnings_deprecated"])
    project.write(
        {
            "src/small/public.py": "from small.routes import App as Shown, store\n\n__all__ = ['Shown', 'store']\n",
            "docs/numpy.md": "::: small.routes.store\n    options:\n      docstring_style: numpy\n",
            "docs/alias.md": "::: small.public\n    options:\n      merge_init_into_class: true\n",
            "docs/later.md": "::: small.routes.Later\n    options:\n      inherited_members: true\n",
        }
    )
    pages = ["index.html", "numpy.html", "alias.html", "later.html"]
    built = project.build(plugin=False)
    plain = [Kept(built, page) for page in pages]
    filled = project.build()
    for page in plain:
        page.check(filled)


CLASSES = {
    # What an extension says in the docstring of a class, and what is then requested of the class, `__init__`, `size`.
    "attributes": (
        "DocstringSectionAttributes([DocstringAttribute('size', description='By hand: size.')])",
        {"Box": ["all"], "Box.__init__": ["all"]},
    ),
    "parameters": (
        "DocstringSectionParameters([DocstringParameter('depth', description='By hand: depth.')])",
        {"Box": ["all"], "Box.__init__": ["summary"], "Box.size": ["all"]},
    ),
    "names alone": (
        "DocstringSectionParameters([DocstringParameter('depth', description=''), DocstringParameter('size', "
        "description='')])",
        {"Box": ["all"], "Box.__init__": ["summary"], "Box.size": ["all"]},
    ),
}


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("said", CLASSES)
def test_what_is_said_of_members_in_their_class_is_not_asked_of_them(project: Project, said: str, merged: bool) -> None:
    """Sections of a class may describe its fields and its constructor; a row without words describes no field."""
    section, expected = CLASSES[said]
    put = f"obj.docstring = obj.docstring or Docstring('', parent=obj); obj.docstring.parsed.append({section})"
    show(project, "said", SAID, ["ext.py"], ext=EXTENSION.replace("{put}", f"if obj.is_class:\n            {put}"))
    project.options |= {"merge_init_into_class": merged}
    project.aidoc = {**(project.aidoc or {}), "include": ["small.said.Box*"]}
    plain = Kept(project.build(plugin=False))
    filled = project.build()
    plain.check(filled)
    # Shown with its class, a constructor that lacks a summary alone lacks nothing that a page would show.
    shown = {name: gaps for name, gaps in expected.items() if not (merged and gaps == ["summary"])}
    assert asked(filled) == {f"small.said.{name}": gaps for name, gaps in shown.items()}


SIGNED = '''\
"""By hand: a module."""

from typing import overload

try:
    import nowhere
except ImportError:

    def checksum(block: bytes) -> int:
        return len(block)
else:

    def checksum(block: bytes, *, engine: str) -> int:
        return nowhere.run(block, engine)


@overload
def pick(key: int) -> int: ...
@overload
def pick(key: str, fallback: str) -> str: ...
def pick(key, fallback=None):
    return fallback or key


def again(old: int) -> int:
    return old


def again(new: int, more: int) -> int:
    return new + more


def plus(one: int) -> int:
    return one


def minus(one: int, session: int) -> int:
    """By hand: less.

    Args:
        one: By hand: one.
    """
    return one
'''
SIGNS = """\
import griffe


class Signs(griffe.Extension):
    def on_package(self, *, pkg, **kwargs):
        pkg["signed.plus"].parameters.add(griffe.Parameter("extra", kind=griffe.ParameterKind.keyword_only, default="0"))
        del pkg["signed.minus"].parameters["session"]
"""


def test_the_signature_described_is_the_signature_shown(project: Project) -> None:
    """Of definitions that exclude each other the shown one counts, and of its parameters those that are shown."""
    show(project, "signed", SIGNED, ["ext.py"], ext=SIGNS)
    plain = Kept(project.build(plugin=False))
    filled = project.build()
    plain.check(filled)
    for name in ("checksum", "pick", "again", "plus", "minus"):
        element = filled.object(f"small.signed.{name}")
        shown = filled.soup().find(id=f"small.signed.{name}")
        assert shown is not None
        described = {row.find("code").get_text() for row in element.select("tr.doc-section-item") if row.select("code")}
        words = set(shown.get_text(" ").replace(",", " ").split())
        assert {name for name in described if name.isidentifier() and name not in ("int", "str")} <= words
    parameters = {one.path: sorted(one.parameters) for request in filled.requests for one in request.objects}
    assert parameters["small.signed.again"] == ["more", "new"]
    assert asked(filled) == {
        "small.signed.checksum": ["all"],
        "small.signed.pick": ["all"],
        "small.signed.again": ["all"],
        "small.signed.plus": ["parameter one", "returns", "summary"],
        "small.signed.minus": ["returns"],
    }


def test_rebuilds_in_one_process_show_the_same_words(project: Project) -> None:
    """`mkdocs serve` builds again and again: nothing is doubled, lost or requested a second time."""
    show(project, "routes", TYPING_DOC, ["griffe_typingdoc"])
    plain = Kept(project.build(plugin=False))
    project.configure()
    serving = Serving(project)
    first = serving.rebuild()
    plain.check(first)
    assert len(first.requests) == 1
    for _ in range(2):
        later = serving.rebuild()
        plain.check(later)
        assert later.requests == []


def test_an_extension_that_goes_leaves_gaps_that_are_requested(project: Project) -> None:
    """What is asked depends on what extensions say, so an answer that was right with one is not kept without it."""
    show(project, "keys", UNPACKED, ["unpack_typeddict"])
    project.build()
    project.extensions = []
    assert asked(project.build()) == {
        "small.keys.Keys.bare": ["all"],
        "small.keys.draw": ["returns"],
        "small.keys.paint": ["all"],
    }
    project.extensions = ["unpack_typeddict"]
    assert asked(project.build()) == {}


RAISES = """\
import griffe

{top}


class Raising(griffe.Extension):
    def __init__(self):
        super().__init__()
        {init}

    def on_node(self, *, node, agent, **kwargs):
        {node}

    def on_function(self, *, func, loader, **kwargs):
        {function}

    def on_wildcard_expansion(self, *, alias, loader, **kwargs):
        {wildcard}
"""
_PLACES = ("top", "init", "node", "function", "wildcard")


@pytest.mark.parametrize("error", ["RuntimeError('of the extension')", "SystemExit(3)", "griffe.LoadingError('of it')"])
@pytest.mark.parametrize("place", _PLACES)
def test_an_extension_that_raises_fails_the_build_as_without_the_plugin(
    project: Project, place: str, error: str
) -> None:
    """Where it is loaded or while it reads the code: the same error, nothing of ours beside it, and nothing requested."""
    raises = {one: f"raise {error}" if one == place else "pass" for one in _PLACES}
    show(project, "said", SAID, ["ext.py"], ext=RAISES.format(**raises))
    plain = project.build(plugin=False)
    filled = project.build()
    assert (type(filled.error), str(filled.error)) == (type(plain.error), str(plain.error))
    assert filled.logged == plain.logged
    assert (filled.requests == []) == (plain.error is not None or "small.said" not in plain.html())
