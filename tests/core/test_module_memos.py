"""What is remembered of modules that lead to one another: after any edit, all is what it is without."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import griffe
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aidoc_core.answers.answer import Answer, Described
from aidoc_core.answers.memo import NO_MEMOS, Memos
from aidoc_core.asking.prompt import Ask
from aidoc_core.build.readings import Readings
from aidoc_core.build.verdicts import Verdicts
from aidoc_core.checks.target import Target
from aidoc_core.code.collect import Collector
from aidoc_core.code.gaps import whole_docstring
from aidoc_core.code.lookup import Package
from aidoc_core.code.lookup.questions import Questions
from aidoc_core.code.source import SourceFile
from aidoc_core.settings import Settings
from tests.core.modules import EDITS, FILES, edit
from tests.core.packages import load, write

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.checks import Finding
    from aidoc_core.code.lookup.notes import Kind
    from aidoc_core.code.objects import ApiObject

KEY = b"k" * 32
TEXTS = (
    "Grow a `Circle` by `pkg.work.helped` if `LIMIT` allows; see `Shape.area`, `Round.grow` and `pkg.sub.deep.deep`.",
    "Calls `limited` with `mode`, keeps a plover and a gannet, and `self.unit`, `Gannet.grow` and `pkg.plover.fly`. "
    "Return `most`, raise Deep or KeyError, and never a ValueError; `least` is 0 by default and `size` 1. "
    "The result is cached. It is sent over the network.",
)
_NAMES = ("n", "most", "unit", "a", "size", "mode", "by", "grown")


@dataclass
class Looked:
    """All that is known of a package."""

    objects: dict[str, ApiObject | None] = field(default_factory=dict)
    findings: dict[tuple[str, int], list[Finding]] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)


class _Counting:
    """A memory that notes which objects are read after all."""

    def __init__(self, readings: Readings, read: set[str]) -> None:
        self._readings = readings
        self._read = read

    def of(self, context: Any, read: Any) -> Any:
        """As `Readings` has it."""

        def noted(obj: griffe.Object) -> ApiObject | None:
            self._read.add(obj.path)
            found: ApiObject | None = read(obj)
            return found

        return self._readings.of(context, noted)


def _answer(number: int) -> Answer:
    """An answer that speaks of much that other modules have."""
    text = TEXTS[number]
    return Answer(
        summary=text,
        parameters=tuple(Described(name=name, description=text) for name in _NAMES),
        returns=text,
        raises=tuple(
            Described(name=name, description=text) for name in ("Failure", "pkg.errors.Deep", "ValueError", "Gannet")
        ),
    )


def _objects(obj: griffe.Object) -> dict[str, griffe.Object]:
    found = {obj.path: obj}
    for member in obj.members.values():
        if isinstance(member, griffe.Object):
            found |= _objects(member)
    return found


def _look(root: Path, memos: Memos, *, rests: bool = False) -> Looked:
    """Read and check a package, loaded anew; `rests`: let each memo go as soon as nobody is about to use it."""
    looked, options = Looked(), Settings(examples=True)
    readings = Readings(memos, root)
    collector = Collector(root, _Counting(readings, looked.read))
    verdicts = Verdicts(memos, options, lambda name: name.startswith("other."))
    for path, obj in _objects(load(root)).items():
        read = looked.objects[path] = collector.read(obj)
        if read is None:
            continue
        for number in range(len(TEXTS)):
            ask = Ask(obj=read, gaps=whole_docstring(read), fingerprint="0", settings=options)
            looked.findings[path, number] = verdicts.conflicts(_answer(number), ask, edited=number == 1)
        looked.findings[path, -1] = verdicts.contradictions(read)
        if rests:
            readings.rest(0)
            verdicts.rest(0)
    readings.close()
    verdicts.close()
    return looked


def _memos(root: Path, held: dict[str, Any] | None = None) -> Memos:
    place = root.parent / f"{root.name}-kept"
    place.mkdir(exist_ok=True)
    return Memos(place, KEY, held=held)


def _same(root: Path, memos: Memos, why: object, plain: Looked | None = None) -> None:
    remembered, plain = _look(root, memos), plain or _look(root, NO_MEMOS)
    assert remembered.objects == plain.objects, why
    assert remembered.findings == plain.findings, why


def test_memos_that_are_let_go_on_the_way(tmp_path: Path) -> None:
    """They are what they would be: each time they are opened again, and whole for the next build."""
    root = write(tmp_path / "site", FILES)
    plain = _look(root, NO_MEMOS)
    for _ in range(2):
        remembered = _look(root, _memos(root), rests=True)
        assert (remembered.objects, remembered.findings) == (plain.objects, plain.findings)
    kept = _look(root, _memos(root))
    assert (kept.objects, kept.findings) == (plain.objects, plain.findings)
    assert kept.read == remembered.read
    assert len(kept.read) < len(plain.read)


@pytest.mark.parametrize("name", EDITS)
def test_after_each_edit(tmp_path: Path, name: str) -> None:
    """All that the memos say is what is found without them, and so is what they say when the edit is taken back."""
    root = write(tmp_path / "code", FILES)
    first = _look(root, _memos(root))
    assert any(first.findings.values())
    edit(root, name)
    _same(root, _memos(root), name)
    shutil.rmtree(root)
    write(root, FILES)
    _same(root, _memos(root), name, first)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    names=st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=6, unique=True),
    turns=st.lists(st.integers(1, 3), min_size=1, max_size=4),
    one_process=st.booleans(),
)
def test_after_any_edits(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], turns: list[int], one_process: bool
) -> None:
    """Whatever is edited in whichever order, a few edits a build, in one process or in many."""
    root = write(tmp_path_factory.mktemp("edited") / "code", FILES)
    held: dict[str, Any] | None = {} if one_process else None
    _look(root, _memos(root, held))
    left = list(names)
    for turn in turns * 6:
        for name in left[:turn]:
            edit(root, name)
        left = left[turn:]
        _same(root, _memos(root, held), names)
        if not left:
            break
    shutil.rmtree(root.parent)


READ_AGAIN: dict[str, set[str]] = {
    "a body": {"pkg.limits", "pkg.limits.limited"},
    "a comment": {"pkg.errors", "pkg.errors.Deep"},
    "a callee raises something else": {"pkg.work", "pkg.work.helped"},
    "a comment at the head of each module": {"pkg.errors", "pkg.errors.Failure", "pkg.limits", "pkg.limits.LIMIT"},
    "a line less in each module": set(),
    "words": set(),
}


@pytest.mark.parametrize("name", READ_AGAIN)
def test_what_has_not_changed_is_not_read_again(tmp_path: Path, name: str) -> None:
    """After an edit that nobody can see from outside, what it is made in is read, in a new process or not."""
    kinds: tuple[dict[str, Any] | None, ...] = (None, {})
    for held in kinds:
        root = write(tmp_path / f"code{held is None}", FILES)
        _look(root, _memos(root, held))
        assert _look(root, _memos(root, held)).read == set()
        edit(root, name)
        assert _look(root, _memos(root, held)).read == READ_AGAIN[name]


@pytest.mark.parametrize("odd", ["\f\n", "# One\x1ctwo.\n", "TEXT = 'one\u2028two'\n"])
@pytest.mark.parametrize("note", ["code", "flow", "piece"])
def test_lines_that_griffe_counts_otherwise(tmp_path: Path, odd: str, note: Kind) -> None:
    """Griffe ends lines at characters that end none of Python: what was asked of a body sees its edits all the same."""
    code = odd * 8 + "\n" * 8 + "def helped(n):\n    raise ValueError(n)\n"
    answers = []
    for text in (code, code.replace("ValueError", "KeyError")):
        write(tmp_path, {"pkg/__init__.py": text})
        loaded = load(tmp_path)
        assert isinstance(loaded, griffe.Module)
        questions = Questions(Package(loaded, lambda _: SourceFile.read(tmp_path / "pkg/__init__.py")))
        answers.append(questions.answer((note, "pkg.helped")))
    assert not questions.holds((note, "pkg.helped"), answers[0])
    assert questions.holds((note, "pkg.helped"), answers[1])


@pytest.mark.parametrize("held", [None, {}], ids=["two processes", "one process"])
def test_a_module_that_stands_in_another_file(tmp_path: Path, held: dict[str, Any] | None) -> None:
    """The file of an object is told as it is now, though not a letter of its code has changed."""
    root = write(
        tmp_path / "code", {"pkg/__init__.py": "", "pkg/one.py": "LIMIT = 3\n\n\ndef first(a):\n    return a\n"}
    )
    _look(root, _memos(root, held))
    (root / "pkg/one").mkdir()
    (root / "pkg/one.py").rename(root / "pkg/one/__init__.py")
    _same(root, _memos(root, held), "moved")


COUNTER = '''\
class Counter:
    """Counts."""

    def __init__(self, start):
        self.total = start

    def add(self, number):
        self.total += number
'''


def test_what_a_verdict_on_a_class_rests_on(tmp_path: Path) -> None:
    """Not on the bodies of its methods, so that it is found again after an edit of one, whose facts are the same."""
    answer = Answer(summary="Counts what is added.", parameters=(Described(name="start", description="The first."),))
    found = []
    for number in ("number", "2 * number"):
        root = write(tmp_path / "code", {"pkg/__init__.py": COUNTER.replace("+= number", f"+= {number}")})
        collector, memos = Collector(root), _memos(root)
        verdicts = Verdicts(memos, Settings(), lambda _: False)
        cls = load(root)["Counter"]
        read = collector.read(cls)
        assert read is not None
        ask = Ask(obj=read, gaps=whole_docstring(read), fingerprint="0", settings=Settings())
        assert verdicts.conflicts(answer, ask, edited=False) == []
        asked = verdicts.asked(collector.package(cls), "pkg") or []
        verdicts.close()
        found.append([*memos.held["verdicts pkg"]["pkg"].found])
        assert asked
        assert {kind for (kind, _), _ in asked}.isdisjoint({"code", "text"})
    assert found[0] == found[1] != []


def test_a_rule_that_asks_for_the_source_of_an_object(tmp_path: Path) -> None:
    """It counts then, for a class with all methods; nobody asks for it who wants to know of a function alone."""
    root = write(tmp_path / "code", {"pkg/__init__.py": COUNTER})
    collector = Collector(root)
    cls = load(root)["Counter"]
    read = collector.read(cls)
    assert read is not None
    subject = Target(read)
    with collector.package(cls).notes.gathered() as notes:
        assert (subject.function, subject.body, subject.annotation, subject.is_stub) == (None, None, "", True)
        assert notes == set()
        assert "self.total += number" in subject.source
    assert notes == {("code", "pkg.Counter")}
