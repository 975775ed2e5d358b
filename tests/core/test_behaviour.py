"""What a function's body is seen to do."""

from __future__ import annotations

import ast

import pytest

from aidoc_core.code.behaviour import Behaviour, behaviour


def read(body: str) -> Behaviour:
    code = "async def f(x):\n" + "\n".join(f"    {line}" for line in body.split("\n"))
    node = ast.parse(code).body[0]
    assert isinstance(node, ast.AsyncFunctionDef)
    return behaviour(node)


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("return x", Behaviour(returns=True)),
        ("return", Behaviour()),
        ("return None", Behaviour()),
        ("return 0", Behaviour(returns=True)),
        ("if x:\n    return x\nreturn None", Behaviour(returns=True)),
        ("yield", Behaviour(yields=True)),
        ("y = [(yield x)]", Behaviour(yields=True)),
        ("yield x\nreturn", Behaviour(yields=True)),
        ("with x:\n    raise ValueError", Behaviour(raises=("ValueError",))),
        ("raise errors.NotFound(x) from None", Behaviour(raises=("NotFound",))),
        ("raise A(1) from b", Behaviour(raises=("A",))),
        ("if x: raise B\nraise A\nraise B()", Behaviour(raises=("B", "A"))),
        ("try: x()\nexcept OSError: raise", Behaviour()),
        ("try: x()\nexcept OSError as error: raise error", Behaviour()),
        ("raise self.problem(x)", Behaviour()),
        ("raise _Internal", Behaviour()),
        ("raise (A if x else B)", Behaviour()),
        ("x()\nraise NotImplementedError", Behaviour()),
        ("def g():\n    yield 1\n    raise A\nreturn g", Behaviour(returns=True)),
        ("def g(): return 1\ng()", Behaviour()),
        ("g = lambda: (yield)\nx(g)", Behaviour()),
        ("class G:\n    def g(self): return 1\nx(G)", Behaviour()),
        ("...", Behaviour(stub=True)),
        ("pass", Behaviour(stub=True)),
        ("'Doc.'", Behaviour(stub=True)),
        ("'Doc.'\n...", Behaviour(stub=True)),
        ("'Doc.'\nraise NotImplementedError", Behaviour(stub=True)),
        ("raise NotImplementedError('soon')", Behaviour(stub=True)),
        ("...\nreturn x", Behaviour(returns=True)),
    ],
)
def test_behaviour(body: str, seen: Behaviour) -> None:
    """Only the function's own body counts, nested definitions left out."""
    assert read(body) == seen
