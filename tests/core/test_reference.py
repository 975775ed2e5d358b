"""What is sent beside the code that is asked: what it rests on, and nothing of what is left alone."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from aidoc_core.answers.fingerprint import fingerprint
from aidoc_core.asking.prompt import Ask, Bundle
from aidoc_core.asking.reference import NOTES, SHARE, reference
from aidoc_core.code.gaps import whole_docstring
from aidoc_core.code.lookup import Package
from aidoc_core.code.lookup.left_alone import is_left_alone
from aidoc_core.code.source import SourceFile
from aidoc_core.settings import Settings
from tests.azure import read_code
from tests.core.packages import collect, load, write

if TYPE_CHECKING:
    from pathlib import Path

    import griffe

    from aidoc_core.code.objects import ApiObject

PASSWORD = "hunter" + "2"
CODE = f'''
"""Depots and what lies in them."""
import struct
from enum import Enum
from typing import NamedTuple, Protocol

_BIG_ENDIAN = struct.Struct(">Q")
LIMIT: int = 40
PASSWORD = "{PASSWORD}"
TABLE = [
    {", ".join(str(number) for number in range(200))}
]
SECRET_LIMIT = 4711  # aidoc: skip

class Mode(Enum):
    """How a depot is opened."""
    READ = "r"
    WRITE = "w"

class Place(NamedTuple):
    shelf: int
    """Counted from the door."""
    row: int = 1

class Left(Protocol):  # aidoc: skip
    canary: int

class Base:
    def fetch(self, place: Place) -> bytes:
        """Fetch what lies at a place.

        The lowest box comes first.
        """
        raise NotImplementedError

class Depot(Base):
    limit: int = 3
    left: int = 4  # aidoc: skip
    def __init__(self, url):
        self.url = url

    def fetch(self, place: Place) -> bytes:
        number = _BIG_ENDIAN.unpack(self._look_up(place))[0] + LIMIT + SECRET_LIMIT + len(PASSWORD) + TABLE[0]
        return _check(number, self.limit, self.left, self.url, helper(self))

    def _look_up(self, place: "Place") -> bytes:
        """Look a place up in the ledger.

        More.
        """
        return b""

    def opened(self, mode: "list[Mode] | None" = None, other: Left = None) -> str:
        return hidden(mode)

def _check(*numbers) -> bytes: ...
def helper(depot): ...  # aidoc: skip
def hidden(mode: Mode) -> str:
    """CANARY of what is excluded."""
def longer(text: str, times: int) -> str:
    """Make a text as long as somebody wants it to be.

    Args:
        text: What to begin with; it stays as it is at the start.
        times: How often it comes in the end, itself included.

    Returns:
        The text, so many times.
    """
    return text * times
def open_depot(mode):
    return Depot(mode)
def use():
    return open_depot(Mode.READ)
'''


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ApiObject]:
    """The objects of the package, as a checkout has them."""
    root: Path = tmp_path_factory.mktemp("depots")
    (root / "README.md").write_text(
        "Begin so:\n\n    depot = open_depot('r')\n\nCall open_depot(now) often.\n", encoding="utf-8"
    )
    (root / "pyproject.toml").write_text('[project]\ndescription = "Depots  for\\nships"\n', encoding="utf-8")
    return collect(root, CODE)


def shown(found: dict[str, ApiObject], *names: str, room: int = 30, **options: object) -> str:
    settings = Settings(exclude=["pkg.hidden"], **options)  # type: ignore[arg-type] # options by name
    asks = [
        Ask(obj=found[f"pkg.{name}"], gaps=whole_docstring(found[f"pkg.{name}"]), settings=settings) for name in names
    ]
    return reference(asks * room)  # the same objects over and over leave room for all of it


def test_a_method_is_sent_with_what_it_rests_on(found: dict[str, ApiObject]) -> None:
    """Package, style, module, constants and fields, what is overridden, types, callees; what tells nothing is not."""
    assert (
        shown(found, "Depot.fetch")
        == f'''# pkg: Depots for ships
# {NOTES[0]}
# {NOTES[1]}
def longer(text: str, times: int) -> str:
    """Make a text as long as somebody wants it to be.

    Args:
        text: What to begin with; it stays as it is at the start.
        times: How often it comes in the end, itself included.

    Returns:
        The text, so many times."""
# pkg
# Depots and what lies in them.
_BIG_ENDIAN = struct.Struct(">Q")
LIMIT: int = 40
PASSWORD = "<redacted>"
class Place(NamedTuple):
    shelf: int
    row: int = 1
def _check(*numbers) -> bytes: ...
# pkg.Depot
limit: int = 3
def _look_up(self, place: 'Place') -> bytes: ...  # Look a place up in the ledger.
# pkg.Base, {NOTES[3]}
def fetch(self, place: Place) -> bytes:
    """Fetch what lies at a place.

    The lowest box comes first."""'''
    )


def test_nothing_is_sent_of_what_is_left_alone(found: dict[str, ApiObject]) -> None:
    """Neither by way of a constant, a field, a type, a callee or a call."""
    text = shown(found, "Depot.fetch", "Depot.opened", "Depot")
    for canary in ("4711", "SECRET_LIMIT", "left", "Left", "canary", "CANARY", "hidden", "helper", PASSWORD):
        assert canary not in text.replace("which is overridden", "")


def test_types_in_quotes_and_a_call(found: dict[str, ApiObject]) -> None:
    """An annotation in quotes is read; README comes before the package's own code, the shortest line that is Python."""
    assert 'class Mode(Enum):  # How a depot is opened.\n    READ = "r"\n    WRITE = "w"' in shown(
        found, "Depot.opened"
    )
    assert shown(found, "open_depot").endswith(f"# {NOTES[2]}\ndepot = open_depot('r')")


@pytest.mark.parametrize(
    ("docstring", "told"),
    [
        ("Weigh a box\n    and its lid. Nothing else.", "Weigh a box and its lid."),
        ("Weigh a box, e.g. a chest,\n\n    and more.", "Weigh a box, e.g. a chest,"),
        ("Weigh a box", "Weigh a box"),
        ("What? All of it.", "What?"),
        ("w" * 200, "w" * 160),
    ],
)
def test_the_first_sentence_of_a_callee(tmp_path: Path, docstring: str, told: str) -> None:
    """A sentence goes on in the next line; a paragraph and a sentence end it."""
    code = f'def weigh(box):\n    """{docstring}"""\n    return box.weight\n\ndef load(box):\n    return weigh(box)\n'
    assert f"def weigh(box): ...  # {told}" in shown(collect(tmp_path, code), "load").splitlines()


def test_signatures_alone(found: dict[str, ApiObject]) -> None:
    """Where no bodies are sent, no values, fields' values or calls are either."""
    text = shown(found, "Depot.fetch", "Depot.opened", "open_depot", send="signatures")
    for body in ("struct", "40", "= 1", '"r"', "open_depot('r')", "limit"):
        assert body not in text
    assert "shelf: int" in text
    assert "Look a place up" in text


@pytest.mark.parametrize("room", [1, 2, 5])
def test_it_is_bounded_and_python(found: dict[str, ApiObject], room: int) -> None:
    """However much there is, it takes a share of the code, and what is sent stays the Python that marks promise."""
    names = [name.removeprefix("pkg.") for name, obj in found.items() if not obj.skip and obj.kind == "function"]
    text = shown(found, *names, room=room)
    code = sum(len(found[f"pkg.{name}"].source) for name in names) * room
    assert len(text) < SHARE * code + 40 * text.count("\n#") + len("# pkg: Depots for ships")
    ast.parse(text)
    asks = tuple(Ask(obj=found[f"pkg.{name}"], gaps=whole_docstring(found[f"pkg.{name}"])) for name in names)
    assert [asked.path for asked in read_code(Bundle(asks).message)] == [f"pkg.{name}" for name in names]


def test_it_is_off_and_counts_for_nothing(found: dict[str, ApiObject]) -> None:
    """`context: false` sends none of it; what is kept stays valid either way."""
    obj = found["pkg.Depot.fetch"]
    off = Settings(context=False)
    assert NOTES[0] not in Bundle((Ask(obj=obj, gaps=whole_docstring(obj), settings=off),)).message
    assert fingerprint(obj, off) == fingerprint(obj, Settings())


def test_the_same_for_every_build(found: dict[str, ApiObject], tmp_path: Path) -> None:
    """The choice depends on the project alone."""
    again = collect(tmp_path, CODE)
    first = shown(found, "Depot.fetch").split("\n", 1)[1]
    assert shown(again, "Depot.fetch") == first


UNFINISHED = (
    "TODO: say what this does, some day.",
    "_summary_ of what is done here.",
    "Lorem ipsum dolor sit amet, consetetur sadipscing elitr.",
    "[summary] of all that follows here.",
)


@pytest.mark.parametrize("summary", [*UNFINISHED, "Store a parcel on one shelf of the depot."])
@pytest.mark.parametrize("entry", ["_description_", "Where it is kept, counted from the door.", "row", "TBD"])
def test_no_bad_example_is_a_model_of_style(tmp_path: Path, summary: str, entry: str) -> None:
    """A docstring that a template or nobody has filled in does not show how a project writes."""
    text = f'"""{summary}\n\n    Args:\n        row: {entry}\n        shelf: {entry}\n\n    Nothing is left out of this text at all.\n    """'
    code = f"def store(row, shelf):\n    {text}\n\n\ndef look(row):\n" + "    row = row + 1\n" * 200
    found = {obj.path.rpartition(".")[2]: obj for obj in collect(tmp_path, code, "depot").values()}
    shown = reference([Ask(obj=found["look"], gaps=whole_docstring(found["look"]), settings=Settings())])
    good = summary not in UNFINISHED and "counted" in entry
    assert ("How its people write" in shown) is good


HARSH = f'''"""Count boats."""
HUGE = [{", ".join(map(str, range(5_000)))}]
TEXT = "{"x" * 50_000}"


def berth(number: "Nowhere[", place: Missing = None) -> undefined.Type:
    """Give a boat its place."""
    left = moor(number) + HUGE[0] + len(TEXT)
    right = (number - 1) * (number + 2) - (number // 3) + (number + 4) * (number - 5) - (number // 6)
    outer = (number - 7) * (number + 8) - (number // 9) + (number + 10) * (number - 11) - (number // 12)
    return left + right + outer


def moor(number: int) -> int:
    """Tie a boat to its place."""
    return berth(number) + moor(number - 1)


class Pier(Wharf):
    """Keep boats."""

    def chain(self) -> "Pier":
        """Give the pier itself, for chains."""
        return self.chain()


class Wharf(Pier):
    """Keep more boats than one pier may."""

    def alone(self, number: int) -> int:
        return number
'''


def test_what_cannot_be_followed_costs_nothing(tmp_path: Path) -> None:
    """Huge constants, calls and bases in circles, types that are nowhere, broken tests, a README of 5 MB, no usage."""
    (tmp_path / "README.md").write_text("Boats come and go, and boats are counted.\n" * 125_000)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_broken.py").write_text("def test_(:\n    berth(2)\n")
    found = {obj.path.rpartition(".")[2]: obj for obj in collect(tmp_path, HARSH, "harsh").values()}
    told = {
        name: Bundle((Ask(obj=obj, gaps=whole_docstring(obj), settings=Settings()),)) for name, obj in found.items()
    }
    berth = told["berth"].message
    assert "def moor(number: int) -> int: ...  # Tie a boat to its place." in berth
    assert [text for text in ("4999", "xxxx", "berth(2)") if text in berth] == []
    assert "What the code below rests on" not in told["alone"].message
    assert max(len(told[name].message) for name in ("moor", "Pier", "chain", "Wharf", "alone")) < 900


TOKEN = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
"""In the form of a real one, so that it counts as a secret."""


def test_nothing_comes_from_a_place_that_is_left_alone(tmp_path: Path) -> None:
    """A line that calls and a line that sets, both of a function that is left alone, are of that function."""
    code = '''
class Pier:
    """Keep boats."""
    def __init__(self, length):  # aidoc: skip
        self.room = measured(length, "CANARY 1")
    def left(self):
        return self.room

class Quay:
    """Keep more boats."""
    def __init__(self, length):
        self.space = measured(length, "CANARY 2")
    def left(self):
        return self.space

def berth(pier: Pier, quay: Quay):
    return pier.left() + quay.left()

def measured(length, name):
    return length

def moor(boat, name):
    return boat

def tie(boat, name):
    return boat

def cast(boat, name):
    return boat

def one(boat):  # aidoc: skip
    return moor(boat, "CANARY 3")

def two(boat):
    return tie(boat, "CANARY 4")

class Three:  # aidoc: skip
    def inner(self, boat):
        return cast(boat, "CANARY 5")

FIRST = turn(7, "CANARY 6")  # aidoc: skip

def turn(boat, name):
    return boat
'''
    objects = collect(tmp_path, code).values()
    settings = Settings(exclude=["pkg.Quay.__init__", "pkg.two"])
    asks = [
        Ask(obj=obj, gaps=whole_docstring(obj), settings=settings)
        for obj in objects
        if obj.path.rpartition(".")[2] in ("left", "berth", "measured", "moor", "tie", "cast", "turn")
    ]
    assert len(asks) == 8
    text = reference(asks * 30)
    assert "CANARY" not in text
    assert "class Pier:  # Keep boats." in text


def test_a_line_of_what_may_be_shown_stays(tmp_path: Path) -> None:
    """Only the lines of what is left alone are left out."""
    code = """
def moor(boat, name):
    return boat

def one(boat):  # aidoc: skip
    return moor(boat, 1)

def two(boat):
    return moor(boat, "the longer of the two")
"""
    moor = collect(tmp_path, code)["pkg.moor"]
    text = reference([Ask(obj=moor, gaps=whole_docstring(moor), settings=Settings())] * 30)
    assert text.endswith('return moor(boat, "the longer of the two")')


@pytest.mark.parametrize("before", range(90, 165, 15))
def test_a_secret_is_taken_out_before_anything_is_cut(tmp_path: Path, before: int) -> None:
    """Half of a secret looks like nothing, and is half of a secret: in first lines, docstrings and the project's words."""
    filler = ("word " * 40)[:before]
    long = ("word " * 130)[: 550 + before % 50]
    code = f'''
def told(boat):
    """{filler} {TOKEN} is where it lies.

    Args:
        boat: Which.
    """

class Base:
    def berth(self, boat):
        """{long} {TOKEN} is where it lies."""

class Pier(Base):
    def berth(self, boat):
        return told(boat)
'''
    (tmp_path / "pyproject.toml").write_text(f'[project]\ndescription = "Boats, by {TOKEN}."\n', encoding="utf-8")
    berth = collect(tmp_path, code)["pkg.Pier.berth"]
    text = reference([Ask(obj=berth, gaps=whole_docstring(berth), settings=Settings())] * 400)
    assert "def told(boat): ...  # word" in text
    assert "which is overridden" in text
    assert TOKEN[:8] not in text
    assert text.startswith("# pkg: Boats, by <redacted>.")


def test_whether_something_is_left_alone_needs_no_parsing_where_nothing_is_marked(tmp_path: Path) -> None:
    """A large package is not kept parsed; what a base sets on the same line of another module is no matter either."""
    code = "class {name}:\n    def __init__(self, size):{mark}\n        self.size = size\n"
    files = {
        "pkg/__init__.py": "",
        "pkg/plain.py": code.format(name="Plain", mark=""),
        "pkg/marked.py": code.format(name="Marked", mark="  # aidoc: skip"),
        "pkg/derived.py": "from pkg.marked import Marked\nclass Derived(Marked):\n    size: int = 3\n    other: int = 4\n",
    }
    root = load(write(tmp_path, files))
    parsed: list[str] = []

    def file_of(obj: griffe.Object) -> SourceFile:
        parsed.append(obj.module.path)
        return SourceFile.read(obj.filepath)  # type: ignore[arg-type] # a module of one file

    package = Package(root, file_of)  # type: ignore[arg-type] # the top module
    assert not is_left_alone(package, root["plain.Plain.size"], ())
    assert not is_left_alone(package, root["derived.Derived.size"], ())
    assert not is_left_alone(package, root["derived.Derived.other"], ["pkg.marked.*"])
    assert is_left_alone(package, root["plain.Plain.size"], ["pkg.plain.Plain.__init__"])
    assert parsed == []
    assert is_left_alone(package, root["marked.Marked.size"], ())
    assert set(parsed) == {"pkg.marked"}
