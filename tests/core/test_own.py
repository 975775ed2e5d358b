"""What a function is seen to do itself: it decides what is asked, and what an answer is checked by."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
from functools import cache
from pathlib import Path

import pytest

from aidoc_core.code.canonical import dump
from aidoc_core.code.lookup import body_of, own_of
from aidoc_core.code.source import Function

FROZEN = Path(__file__).with_name("asked.txt")
SOURCES = """
    argparse asyncio.base_events asyncio.streams asyncio.tasks asyncio.locks contextlib csv dataclasses http.client
    http.cookiejar inspect ipaddress json.decoder json.encoder logging mailbox pathlib pickle shutil smtplib socket
    statistics subprocess tarfile tempfile threading tokenize typing unittest.case urllib.request uuid zipfile click
    requests
""".split()  # noqa: SIM905 - a plain list of names


def read(body: str) -> tuple[bool, bool, tuple[str, ...]]:
    code = "async def f(x):\n" + "\n".join(f"    {line}" for line in body.split("\n"))
    node = ast.parse(code).body[0]
    assert isinstance(node, ast.AsyncFunctionDef)
    own = own_of(node)
    return own.gives, own.yields, tuple(own.raised)


GIVES, YIELDS, NOTHING = (True, False, ()), (False, True, ()), (False, False, ())


def raises(*names: str) -> tuple[bool, bool, tuple[str, ...]]:
    return False, False, names


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("return x", GIVES),
        ("return", NOTHING),
        ("return None", NOTHING),
        ("return 0", GIVES),
        ("if x:\n    return x\nreturn None", GIVES),
        ("yield", YIELDS),
        ("y = [(yield x)]", YIELDS),
        ("yield from x", YIELDS),
        ("yield x\nreturn", YIELDS),
        ("with x:\n    raise ValueError", raises("ValueError")),
        ("raise errors.NotFound(x) from None", raises("NotFound")),
        ("raise A(1) from b", raises("A")),
        ("raise make(x).Broken(1)", raises("Broken")),
        ("if x: raise B\nraise A\nraise B()", raises("B", "A")),
        ("try: x()\nexcept OSError: raise", NOTHING),
        ("try: x()\nexcept OSError as error: raise error", NOTHING),
        ("match x:\n    case 1: raise A", raises("A")),
        ("raise self.problem(x)", NOTHING),
        ("raise _Internal", NOTHING),
        ("raise (A if x else B)", NOTHING),
        ("assert x", NOTHING),
        ("x()\nraise NotImplementedError", NOTHING),
        ("def g():\n    yield 1\n    raise A\nreturn g", GIVES),
        ("def g(): return 1\ng()", NOTHING),
        ("async def g(): return 1\ng()", NOTHING),
        ("g = lambda: (yield)\nx(g)", NOTHING),
        ("class G:\n    def g(self): return 1\nx(G)", NOTHING),
        ("...", NOTHING),
        ("'Doc.'\nraise NotImplementedError('soon')", NOTHING),
        ("...\nreturn x", GIVES),
    ],
)
def test_own(body: str, seen: tuple[bool, bool, tuple[str, ...]]) -> None:
    """Only the function's own body counts, nested definitions left out; exceptions in the order of the code."""
    assert read(body) == seen


@cache
def functions() -> dict[str, Function]:
    """Functions of the standard library and of two packages, by the first digits of their code's hash."""
    found: dict[str, Function] = {}
    for module in SOURCES:
        spec = importlib.util.find_spec(module)
        if spec is None or not spec.origin:
            continue
        file = Path(spec.origin)
        for path in file.parent.glob("*.py") if module in ("click", "requests") else [file]:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    found[hashlib.sha256(dump(node).encode()).hexdigest()[:8]] = node
    return found


@pytest.mark.slow
def test_what_is_asked_of_real_code_stays() -> None:
    """Gaps of functions that nobody has changed are those that answers were paid for."""
    frozen = dict(line.split(" ", 1) for line in FROZEN.read_text(encoding="utf-8").splitlines() if line[0] != "#")
    here = {}
    for key in frozen.keys() & functions().keys():
        own = own_of(functions()[key])
        does = "r" * own.gives + "y" * own.yields
        here[key] = f"{does or '-'} {','.join(own.raised)}".strip()
    assert here == {key: frozen[key] for key in here}
    assert len(here) > len(frozen) // 4  # other versions have some functions of their own


def test_what_is_asked_is_what_is_checked() -> None:
    """The whole body holds what the function does itself, and every exception that is asked for."""
    assert len(functions()) > 1_000
    for node in functions().values():
        own, body = own_of(node), body_of(node)
        assert (own.returns, own.yields, own.raised) == (body.returns, body.yields, body.raised)
        assert set(own.raised) <= {name.rpartition(".")[2] for name in body.raises}


def test_an_exception_behind_a_call_is_asked_and_checked() -> None:
    """`raise make(x).Broken()` names a class, whatever `make` gives."""
    node = ast.parse("def f(x):\n    raise make(x).Broken(1)\n").body[0]
    assert isinstance(node, ast.FunctionDef)
    assert body_of(node).raises == body_of(node).raised == ["Broken"]
