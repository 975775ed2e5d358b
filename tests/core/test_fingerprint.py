"""The identity of a question: what asks again, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aidoc_core.answers.fingerprint import fingerprint
from aidoc_core.settings import Settings
from tests.core.packages import collect

if TYPE_CHECKING:
    from pathlib import Path

CODE = '''
"""Module."""
LIMIT: int = 3

class A(Base):
    """Class."""
    size: int = 1

    def f(self, x, y=1):
        return x + y  # sum

    def _hidden(self):
        return 1

def g(x: int) -> int:
    """Human."""
    if x:
        raise ValueError(x)
    return x
'''
ALL = {"pkg", "pkg.LIMIT", "pkg.A", "pkg.A.size", "pkg.A.f", "pkg.A._hidden", "pkg.g"}
CHANGES = [
    pytest.param(CODE.replace("x + y  # sum", "(x\n            + y)"), set(), id="formatting"),
    pytest.param("# A licence.\n\n\n" + CODE.replace("\n\n", "\n\n\n"), set(), id="lines moved"),
    pytest.param(CODE.replace("x + y", "x - y"), {"pkg.A.f"}, id="a method's body"),
    pytest.param(CODE.replace("return 1", "return 2"), {"pkg.A._hidden"}, id="a private method's body"),
    pytest.param(CODE.replace("raise ValueError(x)", "raise KeyError(x)"), {"pkg.g"}, id="an exception"),
    pytest.param(CODE.replace("y=1", "y=2"), {"pkg.A.f", "pkg.A"}, id="a default of a member"),
    pytest.param(CODE.replace("_hidden(self)", "_hidden(self, z)"), {"pkg.A._hidden"}, id="a private signature"),
    pytest.param(CODE.replace("x: int) -> int", "x: str) -> str"), {"pkg.g", "pkg"}, id="annotations"),
    pytest.param(CODE.replace("size: int = 1", "size: int = 2"), {"pkg.A.size"}, id="a field's value"),
    pytest.param(CODE.replace("size: int", "size: float"), {"pkg.A.size", "pkg.A"}, id="a field's type"),
    pytest.param(CODE.replace("LIMIT: int = 3", "LIMIT: int = 4"), {"pkg.LIMIT"}, id="a constant"),
    pytest.param(CODE.replace('"""Human."""', '"""Other."""'), {"pkg.g"}, id="a person's text"),
    pytest.param(CODE.replace('"""Class."""', '"""Other."""'), {"pkg.A"}, id="a person's text on the class"),
    pytest.param(
        CODE.replace("A(Base)", "A(Other)"),
        {"pkg", "pkg.A", "pkg.A.size", "pkg.A.f", "pkg.A._hidden"},
        id="the class header",
    ),
    pytest.param(CODE.replace("    def f", "    @cached\n    def f"), {"pkg.A.f"}, id="a decorator"),
    pytest.param(CODE.replace("class A", "@final\nclass A"), {"pkg.A"}, id="a class decorator"),
    pytest.param(CODE + "\ndef _new(): ...\n", set(), id="a private function more"),
    pytest.param(CODE + "\ndef new(): ...\n", {"pkg"}, id="a public function more"),
    pytest.param(CODE.replace("LIMIT: int = 3", "LIMIT: int = 3  # kg"), set(), id="a comment"),
]


def prints(root: Path, code: str, settings: Settings) -> dict[str, str]:
    return {path: fingerprint(obj, settings) for path, obj in collect(root, code).items()}


@pytest.mark.parametrize(("code", "changed"), CHANGES)
def test_a_change_asks_for_what_it_concerns(code: str, changed: set[str], tmp_path: Path) -> None:
    """Exactly the objects that a change concerns have another fingerprint."""
    settings = Settings()
    before, after = prints(tmp_path / "a", CODE, settings), prints(tmp_path / "b", code, settings)
    assert set(before) == ALL
    assert {path for path in ALL if before[path] != after[path]} == changed


@pytest.mark.parametrize(
    ("settings", "same"),
    [
        ({"model": "other", "deployment": "other", "endpoint": "x"}, True),
        ({"cache_dir": "x", "offline": True, "concurrency": 1, "bundle": 2, "private": True}, True),
        ({"language": "German"}, False),
        ({"instructions": "Be brief."}, False),
    ],
)
def test_options_in_the_fingerprint(settings: dict[str, object], same: object, tmp_path: Path) -> None:
    """What changes the text wanted is part of the question; who answers, and how, is not."""
    one, other = (prints(tmp_path, CODE, Settings(**s)) for s in ({}, settings))  # type: ignore[arg-type]
    assert all((one[path] == other[path]) is same for path in ALL)


def test_fingerprints_tell_objects_apart(tmp_path: Path) -> None:
    """Equal code under another path is another question; the root directory is none."""
    code = "def f(): return 1\nclass A:\n    def f(self): return 1\nclass B:\n    def f(self): return 1\n"
    found = prints(tmp_path / "a", code, Settings())
    assert len(set(found.values())) == len(found)
    assert all(len(print_) == 16 for print_ in found.values())
    assert prints(tmp_path / "b", code, Settings()) == found
