"""Handlers of autodoc's signatures, of the project and of others: what is described is what they leave of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.azure import Fault, every, obey_orders
from tests.sphinx.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure
    from tests.sphinx.project import Built

CONF = """\
import inspect
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / 'src'))
sys.dont_write_bytecode = True
extensions = {extensions!r}


def before(app, obj, bound):
    {before}


def sign(app, what, name, obj, options, args, returns):
    {sign}


def setup(app):
    app.connect('autodoc-before-process-signature', before)
    app.connect('autodoc-process-signature', sign)
"""
CODE = '''\
"""Mills."""


def passes(function):
    def kept(*grain, **how):
        return function(*grain, **how)

    kept.__name__, kept.__module__ = function.__name__, function.__module__
    return kept


class Meta(type):
    def __call__(cls, power, *rest):
        return super().__call__()


def grind(grain: int, rounds: int = 1) -> int:
    return grain * rounds


def sift(flour, *mesh, **how):
    """Sift it, said by a person.

    :param flour: What is sifted, said by a person.
    """
    return flour


@passes
def crush(grain, stones):
    return grain


class Mill:
    """A mill, said by a person."""

    def __init__(self, stones, sails=4):
        self.stones = stones

    def turn(self, wind, hours=2):
        return wind * hours

    @classmethod
    def built(cls, year):
        return cls(year)

    @staticmethod
    def names(among):
        return among


class Made:
    """Made by `__new__`, said by a person."""

    def __new__(cls, weight):
        return super().__new__(cls)


class Powered(metaclass=Meta):
    """Made by its metaclass, said by a person."""


class Plain:
    """Has no constructor, said by a person."""

    def stop(self, brake):
        return brake
'''
MODULE = ".. automodule:: mills\n   :members:\n   :undoc-members:\n"
TABLE = ".. autosummary::\n   :toctree: made\n\n   mills.grind\n   mills.Mill\n"
OTHER = "if what in ('function', 'method'): return '(grain, /, fresh=((1,), \\'rounds, wind\\'), *, k: dict[str, int] = {})', 'list[int]'"
NONE = "return ('', '')"
FEWER = "if what in ('function', 'class') and args: return args.split(',')[0].rstrip(')') + ')', None"
SET = """\
obj = getattr(obj, '__func__', obj)
    try:
        obj.__signature__ = inspect.Signature([inspect.Parameter('self', 1), inspect.Parameter('changed', 1)])
    except AttributeError:
        pass"""
RAISE = "raise RuntimeError('before')"
WORDLESS = "return None"


def project(
    tmp_path: Path, azure: str, *, sign: str = WORDLESS, before: str = WORDLESS, page: str = MODULE, code: str = CODE
) -> Project:
    """A project with one page."""
    conf = CONF.format(extensions=["sphinx.ext.autosummary", "sphinx_aidoc"], sign=sign, before=before)
    return Project(
        tmp_path, files={"docs/conf.py": conf, "docs/index.rst": f"I\n=\n\n{page}", "src/mills.py": code}, azure=azure
    )


def _objects(built: Built) -> dict[str, tuple[set[str], set[str]]]:
    """What pages show of objects, by name: the parameters in the signature, and those that are described."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for file in sorted(built.out.rglob("*.html")):
        parts = re.split(r'<dt class="sig [^"]*" id="([^"]+)">', file.read_text(encoding="utf-8"))
        for path, text in zip(parts[1::2], parts[2::2], strict=True):
            header, _, body = text.partition("</dt>")
            signed = re.findall(
                r'<em class="sig-param">(?:<span class="o"><span class="pre">(\*+)</span></span>)?'
                r'<span class="n"><span class="pre">(\w+)</span>',
                header,
            )
            found[path] = {"".join(one) for one in signed}, set(re.findall(r"<strong>(\*{0,2}\w+)</strong>", body))
    return found


def _told(built: Built) -> tuple[str, list[str]]:
    """What a build tells, without addresses of functions."""
    return built.error, [re.sub(r"0x[0-9a-f]+", "0x", line) for line in built.warnings]


def _asked(azure: LocalAzure) -> dict[str, set[str]]:
    """The parameters that were requested, by the paths of the objects."""
    found: dict[str, set[str]] = {}
    for one in (one for request in azure.requests for one in request.objects):
        only = {part.removeprefix("parameter ") for part in one.only or () if part.startswith("parameter ")}
        names = only if one.only is not None else {parameter.lstrip("*") for parameter in one.parameters}
        found.setdefault(one.path, set()).update(name.lstrip("*") for name in names)
    return found


def _assert_true(site: Project, azure: LocalAzure, **conf: Any) -> dict[str, tuple[set[str], set[str]]]:
    """A first, a second and an offline build: nothing is described, requested or said that does not hold.

    Returns:
        What pages show of objects.
    """
    plain = site.build("html", aidoc_enabled="0", **conf)
    before = _objects(plain)
    built = site.build("html", fresh=True, **conf)
    shown = _objects(built)
    assert _told(built) == _told(plain)
    assert {path: signed for path, (signed, _) in shown.items() if path in before} == {
        path: signed for path, (signed, _) in before.items()
    }
    for path, (signed, described) in shown.items():
        people = before.get(path, (set(), set()))[1]
        assert described - people <= {name.replace("*", "") for name in signed} | signed, path
        assert people <= described, path
    for path, asked in _asked(azure).items():
        here = path.removesuffix(".__init__") if path not in shown else path
        assert asked <= {name.lstrip("*") for name in shown[here][0]}, path
    requests = len(azure.requests)
    again = site.build("html", **conf)
    assert (again.error, again.read, _objects(again)) == ("", [], shown)
    offline = site.build("html", fresh=True, aidoc_offline="1", **conf)
    assert (_told(offline), _objects(offline)) == (_told(plain), shown)
    assert len(azure.requests) == requests
    assert {row["outcome"] for row in offline.report["objects"]} <= {"cached", "human", "skipped"}
    return shown


SIGNS = {
    "another": {"sign": OTHER},
    "none": {"sign": NONE},
    "fewer": {"sign": FEWER},
    "set before": {"before": SET},
    "raised before": {"before": RAISE},
    "both": {"before": SET, "sign": FEWER},
}


@pytest.mark.parametrize("kind", SIGNS)
@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("separated", ["mixed", "separated"])
def test_what_is_described_is_what_is_shown(
    tmp_path: Path, azure: LocalAzure, kind: str, separated: str, *, legacy: bool
) -> None:
    """Nothing is requested or described that the shown signature lacks, and nothing is told beside what Sphinx tells."""
    site = project(tmp_path, azure.url, **SIGNS[kind])
    _assert_true(site, azure, autodoc_use_legacy_class_based=legacy, autodoc_class_signature=separated)


EXPECTED: dict[str, dict[str, set[str]]] = {
    "another": {"grind": {"grain"}, "sift": {"flour"}, "Mill.turn": set(), "Mill": {"stones", "sails"}},
    "fewer": {"grind": {"grain"}, "sift": {"flour"}, "Mill.turn": {"wind", "hours"}, "Mill": {"stones"}},
    "set before": {name: set() for name in ("grind", "Mill", "Mill.turn", "Mill.names", "Made", "Powered")},
    "raised before": {name: set() for name in ("grind", "Mill", "Mill.turn", "Plain.stop")},
}


@pytest.mark.parametrize("kind", EXPECTED)
@pytest.mark.parametrize("legacy", [False, True])
def test_what_is_left_is_described(tmp_path: Path, azure: LocalAzure, kind: str, *, legacy: bool) -> None:
    """What a handler leaves of the parameters of the source is described, and a summary is there in any case."""
    site = project(tmp_path, azure.url, **SIGNS[kind])
    built = site.build("html", autodoc_use_legacy_class_based=legacy)
    shown = _objects(built)
    assert {name: shown[f"mills.{name}"][1] for name in EXPECTED[kind]} == EXPECTED[kind]
    assert {"mills.grind", "mills.Mill.turn"} <= set(built.filled())


@pytest.mark.parametrize("legacy", [False, True])
def test_no_signature_anywhere(tmp_path: Path, azure: LocalAzure, *, legacy: bool) -> None:
    """Sphinx 9 drops a module that a handler has a signature for: then nothing of it is requested, and no row is there."""
    site = project(tmp_path, azure.url, sign=NONE)
    plain = site.build("html", aidoc_enabled="0", autodoc_use_legacy_class_based=legacy)
    built = site.build("html", fresh=True, autodoc_use_legacy_class_based=legacy)
    assert (built.error, built.warnings) == ("", plain.warnings)
    assert _objects(built).keys() == _objects(plain).keys()
    rows = {row["path"] for row in built.report["objects"]} if built.report else set()
    assert bool(rows) == bool(_asked(azure)) == bool(_objects(plain))


@pytest.mark.parametrize("what", ["property", "attribute"])
@pytest.mark.parametrize("legacy", [False, True])
def test_a_signature_for_what_has_none(tmp_path: Path, azure: LocalAzure, what: str, *, legacy: bool) -> None:
    """Sphinx 9 drops it, with a warning of its own; it is neither requested nor counted then."""
    code = (
        '"""Mills."""\n\n\nclass Mill:\n    """A mill."""\n\n    sails = 4\n\n'
        "    @property\n    def speed(self):\n        return 1\n"
    )
    site = project(tmp_path, azure.url, sign=f"if what == {what!r}: return ('', '')", code=code)
    plain = site.build("html", aidoc_enabled="0", autodoc_use_legacy_class_based=legacy)
    built = site.build("html", fresh=True, autodoc_use_legacy_class_based=legacy)
    assert (built.error, built.warnings) == ("", plain.warnings)
    shown = _objects(plain).keys()
    assert _objects(built).keys() == shown
    assert _asked(azure).keys() <= shown
    assert {row["path"] for row in built.report["objects"]} == {"mills", *shown}


@pytest.mark.parametrize("legacy", [False, True])
def test_tables_and_readers(tmp_path: Path, azure: LocalAzure, *, legacy: bool) -> None:
    """In pages of autosummary, and with two readers."""
    site = project(tmp_path, azure.url, sign=OTHER, before=SET, page=TABLE)
    plain = site.build("html", aidoc_enabled="0", autodoc_use_legacy_class_based=legacy)
    built = site.build("html", fresh=True, readers=2, autodoc_use_legacy_class_based=legacy)
    assert (built.error, built.warnings) == ("", plain.warnings)
    shown = _objects(built)
    assert shown["mills.grind"] == ({"grain", "fresh", "k"}, {"grain"})
    assert _asked(azure)["mills.grind"] == {"grain"}
    assert shown["mills.Mill"][1] == set()
    again = site.build("html", readers=2, autodoc_use_legacy_class_based=legacy)
    assert (again.read, _objects(again)) == ([], shown)


@pytest.mark.parametrize("legacy", [False, True])
def test_found_while_documents_are_read(tmp_path: Path, azure: LocalAzure, *, legacy: bool) -> None:
    """What a directive of another extension shows is filled on demand, by the same rules, also by one of two readers."""
    made = """
from sphinx.util.docutils import SphinxDirective


class Late(SphinxDirective):
    required_arguments = 1

    def run(self):
        return self.parse_text_to_nodes(f".. autofunction:: {self.arguments[0]}\\n")


setup_handlers = setup


def setup(app):
    setup_handlers(app)
    app.add_directive("late", Late)
"""
    site = project(tmp_path, azure.url, sign=OTHER, page=".. late:: mills.grind\n")
    site.write({"docs/conf.py": (site.root / "docs/conf.py").read_text(encoding="utf-8") + made})
    site.write({f"docs/other{number}.rst": f":orphan:\n\nO\n=\n\n{number}\n" for number in range(6)})
    built = site.build("html", readers=2, autodoc_use_legacy_class_based=legacy)
    assert (built.error, built.warnings) == ("", [])
    assert _objects(built)["mills.grind"][1] == _asked(azure)["mills.grind"] == {"grain"}
    again = site.build("html", readers=2, autodoc_use_legacy_class_based=legacy)
    assert again.read == []


def test_answers_of_earlier_builds(tmp_path: Path, azure: LocalAzure) -> None:
    """A kept answer that describes more than what is shown now is shown without that, and nothing is requested again."""
    site = project(tmp_path, azure.url)
    site.build("html")
    requests = len(azure.requests)
    site.write({"docs/conf.py": CONF.format(extensions=["sphinx_aidoc"], sign=OTHER, before=SET)})
    built = site.build("html", fresh=True)
    assert (built.error, built.warnings) == ("", [])
    assert _objects(built)["mills.Mill.turn"][1] == set()
    assert len(azure.requests) == requests


RESTORED = (
    "names = {'crush': '(grain, stones)'}\n    if name.rpartition('.')[2] in names: "
    "return names[name.rpartition('.')[2]], returns"
)


@pytest.mark.parametrize("legacy", [False, True])
def test_a_signature_that_a_handler_restores(tmp_path: Path, azure: LocalAzure, *, legacy: bool) -> None:
    """Parameters of the source that a decorator hides and a handler shows are described."""
    site = project(tmp_path, azure.url, sign=RESTORED)
    shown = _assert_true(site, azure, autodoc_use_legacy_class_based=legacy)
    assert shown["mills.crush"] == ({"grain", "stones"}, {"grain", "stones"})


STARS = '''\
"""Mills."""


def keeps(function):
    def kept(*grain, **how):
        return function(*grain, **how)

    kept.__module__ = __name__
    kept.__name__ = function.__name__
    return kept


def plain(function):
    def kept(grain, how):
        return function(grain, how)

    kept.__module__ = __name__
    kept.__name__ = function.__name__
    return kept


class Mill:
    """A mill, said by a person."""

    @keeps
    def crush(self, grain):
        return grain

    @keeps
    def sift(self, how):
        return how

    @keeps
    def same(self, *grain, **how):
        return how

    @keeps
    def turned(self, *how, **grain):
        return how


@plain
def pour(*grain, **how):
    return how


@plain
def mix(grain, *, how):
    return how
'''


@pytest.mark.parametrize("legacy", [False, True])
def test_parameters_that_share_a_name_alone(tmp_path: Path, azure: LocalAzure, *, legacy: bool) -> None:
    """`*grain` is not the `grain` of the source, nor the other way round: it is not described by that."""
    site = project(tmp_path, azure.url, code=STARS)
    built = site.build("html", autodoc_use_legacy_class_based=legacy)
    assert (built.error, built.warnings) == ("", [])
    shown, asked = _objects(built), _asked(azure)
    for name in ("Mill.crush", "Mill.sift", "Mill.turned", "pour"):
        assert shown[f"mills.{name}"][1] == asked.get(f"mills.{name}", set()) == set(), name
    assert shown["mills.Mill.same"] == ({"**how"}, {"**how"})  # autodoc takes the first for `self`
    assert shown["mills.mix"][1] == {"grain", "how"}


DEFAULTS = '''\
"""Mills."""


def grind(grain, rounds=1):
    # SAY details: Grain is poured in first. `rounds` defaults to 1.
    return grain * rounds


def sift(grain, rounds=3):
    # SAY details: Grain is poured in first. `rounds` defaults to 3.
    return grain * rounds
'''


@pytest.mark.parametrize("legacy", [False, True])
def test_a_default_that_a_handler_shows(tmp_path: Path, azure: LocalAzure, *, legacy: bool) -> None:
    """A sentence is checked against the default that its reader sees; what a handler leaves counts as in the code."""
    azure.faults = [Fault(every(1), "alter", alter=obey_orders)]
    sign = "if what == 'function': return args.replace('rounds=1', 'rounds=3'), returns"
    site = project(tmp_path, azure.url, code=DEFAULTS, sign=sign)
    built = site.build("html", autodoc_use_legacy_class_based=legacy)
    assert (built.error, built.warnings) == ("", [])
    page = (built.out / "index.html").read_text(encoding="utf-8")
    assert page.count("Grain is poured in first.") == 2
    assert page.count("defaults to") == 1
    (row,) = [row for row in built.report["objects"] if row["path"] == "mills.grind"]
    assert [one["rule"] for one in row["findings"]]
