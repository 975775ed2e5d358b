"""What verdicts on callers rest on: facts of the functions that they run, not every letter of these."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidoc_core.answers.memo import Memos
from aidoc_core.build.module_memos import ModuleMemos
from aidoc_core.build.rests import rests_of
from aidoc_core.checks import check
from aidoc_core.checks.reach import has_sign
from aidoc_core.checks.target import Target
from aidoc_core.code.lookup import raised_within
from aidoc_core.code.lookup.flow import spelled
from aidoc_core.code.lookup.questions import Questions
from aidoc_core.code.lookup.speech import Signs
from aidoc_core.code.lookup.tree import UNKNOWN
from tests.core.packages import collect, write

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.code.lookup import Package
    from aidoc_core.code.lookup.notes import Note
    from aidoc_core.code.lookup.tree import Found

_TOP = "from pkg.below import Below, run\n\n\ndef top(x):\n    Below().go()\n    return run(x)\n"
_SIGNS = (Signs.read("=socket +command_line"), Signs.read("cach *memo"))
_STATEMENTS = (
    "number = 2", "if number:\n        number = 3", "return number", "raise ValueError(x)", "raise KeyError", "last(x)",
    "fail(TypeError(x))", "other.last(x)", "socket = 1", "'''On the command line.'''", "caches = {}", "yield x",
    "Below().go()", "# See https://example.org/socket for more.\n    pass",
)  # fmt: skip
_NEUTRAL = _STATEMENTS[:2]
"""Statements that change no fact."""


def _write(root: Path, statements: list[str]) -> None:
    body = "\n    ".join(statements or ["pass"])
    below = (
        f"def run(x, number=1):\n    {body}\n\n\ndef last(x):\n    raise OSError\n\n\n"
        "def fail(error):\n    raise error\n\n\nclass Below:\n    def go(self):\n        return last(self)\n"
    )
    write(root, {"pkg/__init__.py": "", "pkg/top.py": _TOP, "pkg/below.py": below})


def _look(root: Path) -> tuple[Any, set[Note], Package]:
    """What is found about the function on top, what was asked to find it, and the package."""
    obj = collect(root)["pkg.top.top"]
    assert obj.context is not None
    package = obj.context.package
    with package.notes.gathered() as notes:
        raised = raised_within(obj.context, 3)
        found = sorted(raised.names), sorted(raised.handed), [has_sign(Target(obj), signs) for signs in _SIGNS]
    return found, notes, package


@settings(max_examples=60, deadline=None)
@given(
    before=st.lists(st.sampled_from(_STATEMENTS), max_size=5),
    after=st.lists(st.sampled_from(_STATEMENTS), max_size=5),
    neutral=st.lists(st.sampled_from(_NEUTRAL), min_size=1, max_size=3),
)
def test_what_is_found_is_the_same_while_all_answers_hold(
    tmp_path_factory: pytest.TempPathFactory, before: list[str], after: list[str], neutral: list[str]
) -> None:
    """Whatever a body becomes; and they hold where no fact is another one."""
    root = tmp_path_factory.mktemp("flow")
    _write(root, before)
    found, notes, package = _look(root)
    questions = Questions(package)
    asked = [(note, questions.answer(note)) for note in questions.written_out(notes)]
    assert ("code", "pkg.below.run") not in notes
    for statements in (after, [*before, *neutral]):
        _write(root, statements)
        now, _, package = _look(root)
        questions = Questions(package)
        held = all(questions.holds(note, answer) for note, answer in asked)
        assert now == found or not held
        if statements is not after:
            assert held
            renewed = [(note, questions.renewed(note, answer)) for note, answer in asked]
            assert renewed == [(note, questions.answer(note)) for note, _ in asked]


@pytest.mark.parametrize(
    ("beside", "becomes"),
    [
        ("raise NotImplementedError", "return 2"),
        ("return 2", "raise NotImplementedError"),
    ],
)
def test_a_verdict_rests_on_the_other_methods_of_a_class(tmp_path: Path, beside: str, becomes: str) -> None:
    """Where one of them is left to subclasses, what a method runs may be, too."""

    def look(body: str) -> tuple[list[str], set[Note], Package]:
        code = (
            "class Base:\n    y = 1\n\n    def stop(self):\n        if self.y:\n            raise ValueError(3)\n"
            f"        return self.y\n\n    def go(self):\n        {body}\n"
        )
        write(tmp_path, {"pkg/__init__.py": code})
        obj = collect(tmp_path)["pkg.Base.stop"]
        assert obj.context is not None
        package = obj.context.package
        said = {"summary": "Stop.", "raises": [{"type": "NotImplementedError", "description": "If it is not there."}]}
        with package.notes.gathered() as notes:
            found = sorted(one.rule for one in check(said, obj) if one.rule == "AD302")
        return found, notes, package

    found, notes, package = look(beside)
    questions = Questions(package)
    asked = [(note, questions.answer(note)) for note in questions.written_out(notes)]
    now, _, package = look(becomes)
    assert now != found
    assert not all(Questions(package).holds(note, answer) for note, answer in asked)


def test_memos_say_at_once_what_holds_by_now(tmp_path: Path) -> None:
    """What holds although code has changed is kept as it is by then, so that the next build parses nothing for it."""
    root, place = tmp_path / "code", tmp_path / "kept"
    place.mkdir()

    def memo_of(package: Package) -> tuple[Any, ModuleMemos]:
        modules = ModuleMemos(Memos(place, b"k" * 32), "found", "")
        return modules.of(package, "pkg.top"), modules

    _write(root, ["raise KeyError"])
    found, notes, package = _look(root)
    memo, modules = memo_of(package)
    memo.put("what", found, notes)
    modules.close()
    for new in (True, False):
        _write(root, ["number = 2", "raise KeyError"])
        memo, modules = memo_of(_look(root)[2])
        assert memo.find("what") == list(found)
        assert memo.new is new
        modules.close()
    _write(root, ["raise LookupError"])
    assert memo_of(_look(root)[2])[0].find("what") is None


def test_modules_around_what_is_asked(tmp_path: Path) -> None:
    """An edit of any module in which a function stands that was asked about is an edit that may count."""
    _write(tmp_path, ["pass"])
    _, notes, package = _look(tmp_path)
    rests = rests_of((note, Questions(package).answer(note)) for note in notes)
    assert "pkg.below" in rests.around
    assert {note[0] for note, _ in rests.code} >= {"flow", "speaks"}


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("f()", "f"), ("a.b.c()", "a.b.c"), ("self.f()", "self.f"), ("super().f()", "super().f"),
        ("super(A, self).f()", "super().f"), ("f().g()", "?.g"), ("f()()", ""), ("a[0].b()", "?.b"),
    ],
)  # fmt: skip
def test_how_a_call_is_spelled(code: str, written: str) -> None:
    """By what it says of the function that it runs."""
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert spelled(call.func) == written


def test_signs_as_text() -> None:
    """They come back as they were."""
    for signs in (*_SIGNS, Signs(begins=("ré", 'a"b\n'))):
        back = Signs.from_text(signs.to_text())
        assert (back.begins, back.whole, back.within, back.phrases) == (
            signs.begins, signs.whole, signs.within, signs.phrases
        )  # fmt: skip
        assert "\n" not in signs.to_text()


_CLASS = "class Box:\n    def open(self):\n        {}\n\n\nclass Small(Box):\n    pass\n"


@pytest.mark.parametrize(
    ("body", "holds", "has"),
    [
        ("edited = 1", True, None),
        ("return self.lid", True, None),
        ("self.lid = 1", False, UNKNOWN),
        ("for self.lid in (): pass", False, UNKNOWN),
    ],
)
def test_a_member_rests_on_what_a_class_sets(tmp_path: Path, body: str, holds: bool, has: object) -> None:
    """Any other edit of its code leaves who asked for a member as they are."""

    def look(inside: str) -> tuple[Found, set[Note], Package]:
        write(tmp_path, {"pkg/__init__.py": _CLASS.format(inside)})
        obj = collect(tmp_path)["pkg.Small"]
        assert obj.context is not None
        package = obj.context.package
        with package.notes.gathered() as notes:
            return package.member(obj.context.obj, "lid"), notes, package

    found, notes, package = look("pass")
    assert found is None
    assert {note for note in notes if note[0] in ("code", "sets")} == {("sets", "pkg.Box"), ("sets", "pkg.Small")}
    questions = Questions(package)
    asked = [(note, questions.answer(note)) for note in questions.written_out(notes)]
    found, _, package = look(body)
    assert found is has
    questions = Questions(package)
    assert all(questions.holds(note, answer) for note, answer in asked) is holds
