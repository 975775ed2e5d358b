"""The signature that is described is the one on the page, whatever a handler of signatures goes by."""

from __future__ import annotations

import json
import keyword
import re
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from sphinx_aidoc.shown_signatures import shown_names, signatures_in
from sphinx_aidoc.signature_text import gives_nothing, parameters_in
from tests.azure import Fault, every, obey_orders
from tests.sphinx.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure
    from tests.sphinx.project import Built

CONF = """\
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
sys.dont_write_bytecode = True
extensions = {extensions!r}
autodoc_use_legacy_class_based = {legacy}
{settings}


def sign(app, what, name, live, options, args, returns):
    {body}


def setup(app):
    app.connect("autodoc-process-signature", sign)
"""
CODE = '''\
"""Bells."""


def toll(hours, pause=1):
    return hours


def peal(ropes):
    yield ropes


def chime(tune, speed=2):
    """Chime it, said by a person.

    :param tune: What is played, said by a person.
    """
    return tune


class Bell:
    """A bell, said by a person."""

    def ring(self, hand, times=1):
        return hand

    @staticmethod
    def cast(metal):
        return metal


class Tower:
    def __init__(self, height, bells=2):
        self.height = height

    def climb(self, steps):
        return steps
'''
MEMBERS = "   :members:\n   :undoc-members:\n"
MODULE = f"I\n=\n\n.. automodule:: bells\n{MEMBERS}"
SIGNED = ("function", "method")


def _project(
    tmp_path: Path,
    azure: str,
    body: str,
    *,
    legacy: bool,
    pages: dict[str, str] | None = None,
    settings: str = "",
    code: str = CODE,
) -> Project:
    extensions = ["sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx_aidoc"]
    conf = CONF.format(extensions=extensions, legacy=legacy, settings=settings, body=body)
    found = {f"docs/{name}.rst": text for name, text in (pages or {"index": MODULE}).items()}
    return Project(tmp_path, files={"docs/conf.py": conf, "src/bells.py": code, **found}, azure=azure)


def _described(built: Built, page: str = "index") -> dict[str, tuple[set[str], set[str], set[str]]]:
    """What a page shows of objects, by name: parameters in signatures, those that are described, and fields."""
    text = BeautifulSoup((built.out / f"{page}.html").read_text(encoding="utf-8"), "html.parser")
    found = {}
    for one in text.select("dl.py"):
        heads = one.find_all("dt", recursive=False)
        name = "".join(part.get_text() for part in heads[0].select(".sig-prename, .sig-name"))
        shown = {part.get_text() for head in heads for part in head.select("em.sig-param > span.n:first-child")}
        body = one.find("dd", recursive=False)
        inner = BeautifulSoup(str(body), "html.parser")
        for other in inner.select("dl.py"):
            other.decompose()
        names, fields = set(), set()
        for field in inner.select("dl.field-list > dt"):
            title = field.get_text().strip(" :")
            fields.add(title)
            if title == "Parameters":
                names |= {part.get_text() for part in field.find_next_sibling("dd").select("strong")}
        found[name] = shown, names, fields
    return found


def _assert_true(site: Project, *pages: str, **conf: Any) -> Built:
    """A plain build, a first, an unchanged and an offline one: on no page is anything described that is not shown."""
    pages = pages or ("index",)
    plain = site.build("html", aidoc_enabled="0", **conf)
    before = {page: _described(plain, page) for page in pages}
    built = site.build("html", fresh=True, **conf)
    assert (built.error, built.warnings) == (plain.error, plain.warnings)
    shown = {page: _described(built, page) for page in pages}
    for page, objects in shown.items():
        assert objects.keys() == before[page].keys()
        for name, (signed, described, _) in objects.items():
            own = before[page][name]
            assert signed == own[0], name
            assert own[1] <= described, name
            assert described - own[1] <= signed, (page, name)
    again = site.build("html", **conf)
    assert (again.error, again.read) == ("", [])
    offline = site.build("html", fresh=True, aidoc_offline="1", **conf)
    assert offline.warnings == plain.warnings
    assert {page: _described(offline, page) for page in pages} == shown
    return built


BY_OPTIONS = {
    "show-inheritance": "",
    "no-index": "",
    "member-order": "bysource",
    "synopsis": "Bells.",
    "platform": "any",
    "deprecated": "",
    "special-members": "__call__",
}


@pytest.mark.parametrize(
    ("option", "legacy"), [*((one, False) for one in BY_OPTIONS), ("show-inheritance", True), ("no-index", True)]
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_a_handler_that_goes_by_an_option(tmp_path: Path, azure: LocalAzure, option: str, *, legacy: bool) -> None:
    """Whichever it is, nothing else is described than what it shows, and nothing else is requested."""
    attribute = option.replace("-", "_")
    asks = f"getattr(options, {attribute!r}, None) or options.get({option!r})"
    body = f"if what in {SIGNED} and ({asks}): return '(zeal, hours=3)', returns"
    page = f"{MODULE}   :{option}: {BY_OPTIONS[option]}\n"
    site = _project(tmp_path, azure.url, body, legacy=legacy, pages={"index": page})
    built = _assert_true(site)
    assert _described(built)["bells.toll"][:2] == ({"zeal", "hours"}, {"hours"})
    asked = {one.path: one.parameters for request in azure.requests for one in request.objects}
    assert built.outcome_by_path["bells.toll"] == "generated"
    assert "bells.Bell.ring" in asked
    people = {"bells.Bell", "bells", "bells.Tower"}
    assert {row["path"] for row in built.report["objects"] if row["outcome"] == "human"} <= people | {"bells.chime"}


GOES_BY = {
    "by defaults": "getattr(options, 'show_inheritance', None) or options.get('show-inheritance')",
    "module at work": "app.env.temp_data.get('autodoc:module')",
    "class at work": "app.env.temp_data.get('autodoc:class')",
    "module around": "app.env.ref_context.get('py:module') == 'elsewhere'",
    "class around": "app.env.ref_context.get('py:class')",
}
AROUND = f"I\n=\n\n.. py:currentmodule:: elsewhere\n\n.. automodule:: bells\n{MEMBERS}"
INSIDE = "I\n=\n\n.. py:class:: Wrap\n\n   .. autofunction:: bells.toll\n      :no-index:\n"


@pytest.mark.parametrize("by", GOES_BY)
@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_a_handler_that_goes_by_where_it_is(tmp_path: Path, azure: LocalAzure, by: str, *, legacy: bool) -> None:
    """What autodoc or the document says around an object is there on the page alone."""
    body = f"if what in {SIGNED} and ({GOES_BY[by]}): return '(zeal, yard=3)', returns"
    page = {"module around": AROUND, "class around": INSIDE}.get(by, MODULE)
    settings = "autodoc_default_options = {'show-inheritance': True}" if by == "by defaults" else ""
    site = _project(tmp_path, azure.url, body, legacy=legacy, pages={"index": page}, settings=settings)
    shown = _described(_assert_true(site))
    assert any("zeal" in signed for signed, _, _ in shown.values())


@pytest.mark.parametrize(
    ("content", "separated", "legacy"),
    [("class", "mixed", False), ("init", "separated", False), ("both", "mixed", True), ("both", "separated", True)],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_the_signature_of_a_class(
    tmp_path: Path, azure: LocalAzure, content: str, separated: str, *, legacy: bool
) -> None:
    """The parameters of a constructor are described where they are shown, with the class or by themselves."""
    asks = "getattr(options, 'show_inheritance', None) or options.get('show-inheritance')"
    body = f"if what == 'class' and ({asks}): return '(zeal)', None\n    if name.endswith('__init__') and ({asks}): "
    body += "return '(bells, zeal)', None"
    settings = f"autoclass_content = {content!r}\nautodoc_class_signature = {separated!r}"
    other = f"O\n=\n\n.. autoclass:: bells.Tower\n   :no-index:\n   :show-inheritance:\n{MEMBERS}"
    pages = {"index": f"{MODULE}\n.. toctree::\n\n   other\n", "other": other}
    site = _project(tmp_path, azure.url, body, legacy=legacy, pages=pages, settings=settings)
    built = _assert_true(site, "index", "other")
    shown = _described(built)
    if separated == "mixed":
        assert shown["bells.Tower"][:2] == ({"height", "bells"}, {"height", "bells"})
        assert _described(built, "other")["bells.Tower"][:2] == ({"zeal"}, set())
    else:
        assert _described(built, "other")["__init__"][1] <= {"bells"}


TWO = {
    "index": f"{MODULE}\n.. toctree::\n\n   other\n",
    "other": "O\n=\n\n.. autofunction:: bells.toll\n   :no-index:\n\n"
    f".. autoclass:: bells.Bell\n   :no-index:\n{MEMBERS}",
}
BY_PAGE = f"if what in {SIGNED} and app.env.docname == 'other': return '(hand, hours, zeal)', returns"


@pytest.mark.parametrize(("legacy", "readers"), [(False, 1), (True, 2), (False, 2)])
def test_an_object_on_two_pages(tmp_path: Path, azure: LocalAzure, readers: int, *, legacy: bool) -> None:
    """Each page describes what it shows, and takes no words from the other."""
    pages = {**TWO, **{f"more{number}": f":orphan:\n\nM\n=\n\n{number}\n" for number in range(5)}}
    site = _project(tmp_path, azure.url, BY_PAGE, legacy=legacy, pages=pages)
    built = _assert_true(site, "index", "other", readers=readers)
    first, second = _described(built), _described(built, "other")
    assert first["bells.toll"][1] == {"hours", "pause"}
    assert second["bells.toll"][1] == {"hours"}
    assert first["ring"][1] == {"hand", "times"}
    assert second["ring"][1] == {"hand"}
    assert second["cast"][1] == set()


WRITTEN = {
    "toll": (".. autofunction:: bells.toll(yard, hours)\n   :no-index:\n", {"hours", "pause"}, {"hours"}),
    "Tower": (".. autoclass:: bells.Tower(yard)\n   :no-index:\n", {"height", "bells"}, set()),
    "Bell.ring": (".. automethod:: bells.Bell.ring(times)\n   :no-index:\n", {"hand", "times"}, {"times"}),
}


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_a_signature_that_another_page_writes(tmp_path: Path, azure: LocalAzure, name: str, *, legacy: bool) -> None:
    """It takes nothing from the page that shows the one of the code, whichever of them is read first or edited."""
    directive, first, second = WRITTEN[name]
    site = _project(tmp_path, azure.url, "return None", legacy=legacy, pages={**TWO, "other": "O\n=\n\nNothing.\n"})
    site.build("html")
    site.write({"docs/other.rst": f"O\n=\n\n{directive}"})
    edited = site.build("html")
    assert (edited.error, edited.warnings, edited.read) == ("", [], ["other"])
    shown = [_described(edited, page) for page in ("index", "other")]
    built = _assert_true(site, "index", "other")
    assert [_described(built, page) for page in ("index", "other")] == shown
    here = name.removeprefix("Bell.") if "." in name else f"bells.{name}"
    there = name if "." in name else here
    assert (shown[0][here][1], shown[1][there][1]) == (first, second)


def test_a_page_that_shows_another_signature_later(tmp_path: Path, azure: LocalAzure) -> None:
    """The page that was there keeps its words, in this build and in the next; nothing is requested again."""
    pages = {**TWO, "other": "O\n=\n\nNothing.\n"}
    site = _project(tmp_path, azure.url, BY_PAGE, legacy=False, pages=pages)
    first = _described(site.build("html"))
    requests = len(azure.requests)
    site.write({"docs/other.rst": TWO["other"]})
    for read in (["other"], []):
        built = site.build("html")
        assert (built.error, built.warnings, built.read) == ("", [], read)
        assert _described(built) == first
        assert _described(built, "other")["bells.toll"][1] == {"hours"}
    site.write({"docs/other.rst": "O\n=\n\nNothing.\n"})
    assert site.build("html").read == ["other"]
    fresh = site.build("html", fresh=True)
    assert _described(fresh) == first
    assert len(azure.requests) == requests


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_nothing_is_returned(tmp_path: Path, azure: LocalAzure, *, legacy: bool) -> None:
    """Under a signature that says that nothing is returned, no result is described; a person's own words stay."""
    code = CODE.replace(
        "    :param tune: What is played, said by a person.\n", "    :returns: What is heard, said by a person.\n"
    )
    body = f"if what in {SIGNED}: return args, 'None'"
    site = _project(tmp_path, azure.url, body, legacy=legacy, code=code)
    built = _assert_true(site)
    shown = _described(built)
    assert {name for name, (_, _, fields) in shown.items() if fields & {"Returns", "Yields"}} == {"bells.chime"}
    assert shown["bells.peal"][1] == {"ropes"}


DEFAULT = '''\
"""Bells."""


def toll(hours, pause=1):
    # SAY details: The clock is wound first. `pause` defaults to 1.
    return hours * pause
'''


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_a_default_of_one_page(tmp_path: Path, azure: LocalAzure, *, legacy: bool) -> None:
    """A sentence that names the default of the code is left out where the page shows another one."""
    azure.faults = [Fault(every(1), "alter", alter=obey_orders)]
    body = "if what == 'function' and app.env.ref_context.get('py:module') == 'elsewhere': "
    body += "return '(hours, pause=7)', returns"
    other = "O\n=\n\n.. py:currentmodule:: elsewhere\n\n.. autofunction:: bells.toll\n   :no-index:\n"
    pages = {"index": f"{MODULE}\n.. toctree::\n\n   other\n", "other": other}
    site = _project(tmp_path, azure.url, body, legacy=legacy, pages=pages, code=DEFAULT)
    built = _assert_true(site, "index", "other")
    texts = [(built.out / f"{page}.html").read_text(encoding="utf-8") for page in ("index", "other")]
    assert ["The clock is wound first." in text for text in texts] == [True, True]
    assert ["defaults to" in text for text in texts] == [True, False]


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_told_again_as_it_is_shown(tmp_path: Path, azure: LocalAzure, *, legacy: bool) -> None:
    """What a later build tells again is what is shown then: a handler may go by what no build looks at."""
    body = f"if what in {SIGNED} and Path({str(tmp_path / 'flag')!r}).exists(): return '(zeal)', returns"
    site = _project(tmp_path, azure.url, body, legacy=legacy)
    site.build("html")
    site.build("html", fresh=True)  # notes what became of docstrings
    requests = len(azure.requests)
    whole = site.build("html", fresh=True)
    assert _described(whole)["bells.toll"][1] == {"hours", "pause"}
    (tmp_path / "flag").touch()
    built = site.build("html", fresh=True)
    assert (built.error, built.warnings) == ("", [])
    assert _described(built)["bells.toll"][:2] == ({"zeal"}, set())
    assert len(azure.requests) == requests


HANDLERS = {
    "raises": "raise ValueError(name)",
    "ends the process": "if name.endswith('climb'): raise SystemExit(3)",
    "list": "return ['(zeal)', 'int']",
    "nothing of both": "return (None, None)",
    "three": "return ('(a)', 'b', 'c')",
    "text": "return '(zeal)'",
    "changes options": "options.no_index = True",
    "goes away": "app.disconnect(IDS.pop()) if IDS else None",
}
RECORDED = """\
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
sys.dont_write_bytecode = True
extensions = ["sphinx.ext.autodoc", "sphinx_aidoc"]
autodoc_use_legacy_class_based = {legacy}
CALLS = []
IDS = []


def first(app, what, name, live, options, args, returns):
    CALLS.append(["first", what, name, args, returns])


def second(app, what, name, live, options, args, returns):
    CALLS.append(["second", what, name, args, returns])
    if what in ("function", "method"):
        {body}


def third(app, what, name, live, options, args, returns):
    CALLS.append(["third", what, name, args, returns])
    if what in ("function", "method"):
        return "(hours, zeal)", "str"


def write(app, failure):
    Path(app.outdir, "calls.json").write_text(json.dumps(CALLS))


def setup(app):
    app.connect("autodoc-process-signature", third, priority=2_000_000)
    app.connect("autodoc-process-signature", first, priority=-2_000_000)
    IDS.append(app.connect("autodoc-process-signature", second))
    app.connect("build-finished", write)
"""


@pytest.mark.parametrize("kind", HANDLERS)
@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_handlers_are_called_as_without_aidoc(tmp_path: Path, azure: LocalAzure, kind: str, *, legacy: bool) -> None:
    """As often, in the same order, with the same arguments, whatever they do; what Sphinx tells of it is the same."""
    conf = RECORDED.format(body=HANDLERS[kind], legacy=legacy)
    site = Project(
        tmp_path, files={"docs/conf.py": conf, "docs/index.rst": MODULE, "src/bells.py": CODE}, azure=azure.url
    )
    told: list[tuple[str, list[str]]] = []
    calls: list[Any] = []
    for enabled in ("0", "1"):
        try:
            built = site.build("html", fresh=True, aidoc_enabled=enabled)
        except SystemExit as error:
            told.append((str(error), []))
        else:
            told.append((re.sub(r"0x[0-9a-f]+", "0x", built.error), built.warnings))
            calls.append(json.loads((built.out / "calls.json").read_text(encoding="utf-8")))
            if enabled == "1" and not built.error:
                for name, (signed, described, _) in _described(built).items():
                    assert described - {"tune"} <= signed, name
    assert _plain(told[0]) == _plain(told[1])
    assert calls[:1] == calls[1:] or not calls


def _plain(told: tuple[str, list[str]]) -> tuple[str, list[str]]:
    return told[0], [re.sub(r"0x[0-9a-f]+", "0x", line) for line in told[1]]


NAMES = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True).filter(lambda name: name.isidentifier())


@given(st.lists(st.lists(NAMES, unique=True, max_size=4), min_size=1, max_size=4), st.sampled_from(["", " -> int"]))
def test_all_signatures_of_a_header_are_read(each: list[list[str]], returns: str) -> None:
    """One a line, behind one name, and nothing of what stands below."""
    each = [[f"{name}_" if keyword.iskeyword(name) else name for name in names] for names in each]
    written = [f"({', '.join(names)}){returns}" for names in each]
    first, *further = (f"Bell.ring{one}" for one in written)
    lines = ["", f"   .. py:method:: {first}", *(f"                  {one}" for one in further), "      :no-index:"]
    found = signatures_in([*lines, "", "      Bell.ring(other)"])
    assert found == tuple(written)
    assert shown_names(found) == list(dict.fromkeys(name for names in each for name in names))


@pytest.mark.parametrize(
    ("signature", "nothing"),
    [
        ("(a) -> None", True),
        ("() -> NoReturn", True),
        ("() -> ~typing.Never", True),
        ("(a='() -> None')", False),
        ("(a) -> int | None", False),
        ("(a: <b <c>>) -> None", True),
        ("(a=<function <lambda>>, *, b=<object object>) -> None", True),
        ("(a[, b]) -> None", True),
        ("(a[, b]) -> Nonesuch", False),
        ("", False),
        ("a -> None", False),
    ],
)
def test_a_signature_that_gives_nothing(signature: str, *, nothing: bool) -> None:
    """Only the annotation of what is returned says so."""
    assert gives_nothing(signature) is nothing


def test_what_is_no_python() -> None:
    """Every name in it may be described; none of what is returned."""
    assert parameters_in("(a[, b], c=<x <y>>) -> Some[thing") == dict.fromkeys(("a", "b", "c", "x", "y"), "")
