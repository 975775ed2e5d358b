"""The code's identity (`dump`), its text, its `#:` comments."""

from __future__ import annotations

import ast
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.code.canonical import _dump, _dump_deep, dump
from aidoc_core.code.source import SourceFile, header
from tests.core.packages import EXAMPLE

FILES = sorted(EXAMPLE.rglob("*.py"))
FUNCTIONS = [
    node
    for file in FILES
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    if isinstance(node, ast.FunctionDef | ast.ClassDef)
]
PROSE = st.text(st.characters(codec="utf-8", exclude_characters='"\\\x00\r'), max_size=40)


def identity(code: str) -> str:
    return dump(ast.parse(code))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("x = 'a'", 'x = "a"', id="quotes"),
        pytest.param("x = 'a' 'b'", "x = ('ab')", id="joined strings"),
        pytest.param("x = f'{a}' 'b'", 'x = f"{a}b"', id="joined f-strings"),
        pytest.param("x = 1_000", "x = 1000", id="digits"),
        pytest.param("x = u'a'", "x = 'a'", id="u prefix"),
        pytest.param("f(1, 2)", "f(\n    1,\n    2,\n)", id="line breaks and a trailing comma"),
        pytest.param("x = (a + b)", "x = a + \\\n  b", id="parentheses and a backslash"),
        pytest.param("a = 1\nb = 2", "# one\na = 1  # two\n\n\nb = 2", id="comments and blank lines"),
        pytest.param("a = 1; b = 2", "a = 1\nb = 2", id="semicolons"),
        pytest.param("def f(): return 1", "def f():\n\n    return 1", id="a body on its own line"),
        pytest.param("def f():\n    'One.'\n    g()", "def f():\n    'Two.'\n    g()", id="another docstring"),
        pytest.param("def f():\n    'One.'\n    g()", "def f():\n    g()", id="no docstring"),
        pytest.param("def f():\n    'One.'", "def f():\n    pass", id="pass for nothing but a docstring"),
        pytest.param("class A:\n    'One.'", "class A: pass", id="the same of a class"),
        pytest.param("'One.'\nx = 1", "x = 1", id="a module's docstring"),
    ],
)
def test_formatting_is_not_in_the_dump(one: str, other: str) -> None:
    """What a formatter or an editor of docstrings changes leaves the dump as it is."""
    assert identity(one) == identity(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x = 1", "x = 2"),
        ("x = 1", "x = 1.0"),
        ("x = 1", "x = True"),
        ("x = '1'", "x = b'1'"),
        ("x = 'None'", "x = None"),
        ("x = a + b", "x = a - b"),
        ("x = a < b", "x = a <= b"),
        ("x = (a,)", "x = (a)"),
        ("x = [a]", "x = (a,)"),
        ("return_ = f(a)", "return_ = f(*a)"),
        ("f(a, b)", "f(b, a)"),
        ("f(a=b)", "f(b=a)"),
        ("{**a}", "{None: a}"),
        ("def f(): return", "def f(): return None"),
        ("def f(a, /): ...", "def f(a): ..."),
        ("def f(*, a): ...", "def f(a): ..."),
        ("def f(a=None): ...", "def f(a): ..."),
        ("def f(a: int): ...", "def f(a: str): ..."),
        ("def f(): ...", "async def f(): ..."),
        ("def f():\n    'a'\n    'b'", "def f():\n    'a'\n    'c'"),
        ("if a:\n    'b'", "if a:\n    'c'"),
        ("@a\ndef f(): ...", "@b\ndef f(): ..."),
        ("class A(B): ...", "class A(C): ..."),
        ("x = f'{a}'", "x = f'{a!r}'"),
        ("x = f'{a:1}'", "x = f'{a:2}'"),
        ("for a in b: c()", "for a in b: d()"),
        ("try: a()\nexcept B: c()", "try: a()\nexcept D: c()"),
        ("x: int = 1", "x: int"),
        ("global_ = lambda a: a", "global_ = lambda a: -a"),
        ("x = 'a),value=Constant('", "x = 'a'"),
    ],
)
def test_meaning_is_in_the_dump(one: str, other: str) -> None:
    """A change of what the code does or accepts changes the dump."""
    assert identity(one) != identity(other)


@given(node=st.sampled_from(FUNCTIONS), comment=PROSE, seed=st.integers(0, 2**32))
def test_any_reformatting_keeps_the_dump(node: ast.stmt, comment: str, seed: int) -> None:
    """Another printer's layout, with comments, blank lines and another docstring strewn in, has the same dump."""
    lines = ast.unparse(node).split("\n")
    written = ast.parse("\n".join(lines))
    starts = sorted({n.lineno for n in ast.walk(written) if isinstance(n, ast.stmt) and first_on_line(n, lines)})
    draw = random.Random(seed)
    for line in sorted(draw.sample(starts, min(3, len(starts))), reverse=True):
        lines[line - 1 : line - 1] = ["", f"{' ' * draw.randrange(9)}# {' '.join(comment.split())}", ""]
    rewritten = ast.parse("\n".join(lines)).body[0]
    assert isinstance(rewritten, ast.FunctionDef | ast.ClassDef)
    if ast.get_docstring(rewritten) is not None:
        rewritten.body[0] = ast.Expr(ast.Constant(comment))
    elif not isinstance(rewritten.body[0], ast.Pass):
        rewritten.body.insert(0, ast.Expr(ast.Constant(comment)))
    assert dump(rewritten) == dump(node)


def first_on_line(node: ast.stmt, lines: list[str]) -> bool:
    return not lines[node.lineno - 1].encode()[: node.col_offset].strip()


@given(node=st.sampled_from(FUNCTIONS), data=st.data())
def test_any_mutation_changes_the_dump(node: ast.stmt, data: st.DataObject) -> None:
    """One other constant, name or operator is another dump."""
    mutant = ast.parse(ast.unparse(node)).body[0]
    docstrings = {
        id(n.body[0].value)
        for n in ast.walk(mutant)
        if isinstance(n, ast.FunctionDef | ast.ClassDef) and isinstance(n.body[0], ast.Expr)
    }
    places: list[ast.AST] = [
        n
        for n in ast.walk(mutant)
        if (isinstance(n, ast.Constant) and id(n) not in docstrings)
        or isinstance(n, ast.Name | ast.arg | ast.Attribute | ast.BinOp | ast.keyword)
    ]
    place = data.draw(st.sampled_from(places or [mutant]))
    before = dump(mutant)
    if isinstance(place, ast.Constant):
        place.value = repr((place.value, "other"))
    elif isinstance(place, ast.Name):
        place.id += "_"
    elif isinstance(place, ast.arg | ast.keyword):
        place.arg = f"{place.arg}_"
    elif isinstance(place, ast.Attribute):
        place.attr += "_"
    elif isinstance(place, ast.BinOp):
        place.op = ast.MatMult()
    else:
        place.name += "_"  # type: ignore[attr-defined]
    assert dump(mutant) != before


AWKWARD = r'''
def f(a, b=f"{x!r:>{y}}", *c: "int", d=lambda: (yield), e={**g}, **h) -> "list[int]":
    """Doc."""
    return f"{a:.{b}f}" f"{c=}" 'd' "e", "\u2ffc", 1e300, -0.0, 1j, b"\xff", ..., "é", "\U0001faea"
class A(B[int], metaclass=C):
    x: "A" = 1
'''
SCRIPT = """
import ast, json, sys
sys.path.insert(0, sys.argv[1])
from aidoc_core.code.canonical import dump
from aidoc_core.code.source import Definition, header
texts = [open(file, encoding="utf-8").read() for file in sys.argv[3:]] + [sys.argv[2]]
nodes = [node for text in texts for node in ast.walk(ast.parse(text)) if isinstance(node, ast.stmt)]
headers = [header(node) for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
print(json.dumps([[dump(node) for node in nodes], headers]))
"""


def interpreter(version: str) -> str | None:
    """A Python of this version: on the path, or one that pyenv has and the path only shims."""
    candidates = [
        shutil.which(f"python{version}"),
        *map(str, Path.home().glob(f".pyenv/versions/{version}.*/bin/python")),
    ]
    for candidate in candidates:
        if candidate and subprocess.run([candidate, "-c", ""], capture_output=True, check=False).returncode == 0:
            return candidate
    return None


@pytest.mark.parametrize("version", ["3.12", "3.13", "3.14"])
def test_dumps_are_equal_on_every_python(version: str) -> None:
    """A cache survives an upgrade of Python: dumps and headers do not depend on its version."""
    other = interpreter(version)
    if other is None:
        pytest.skip(f"there is no Python {version} here")
    root = str(Path(__file__).parents[2])
    command = ["-c", SCRIPT, root, AWKWARD, *map(str, FILES)]
    outputs = [
        json.loads(subprocess.run([python, *command], capture_output=True, text=True, check=True).stdout)
        for python in (sys.executable, other)
    ]
    assert outputs[0] == outputs[1]
    assert len(outputs[0][0]) > 300


def test_an_expression_of_thousands_of_terms_has_a_dump() -> None:
    """Generated tables nest deeper than Python's stack."""
    depth = 3000
    node: ast.expr = ast.Constant(0)
    for number in range(depth):
        node = ast.BinOp(left=node, op=ast.Add(), right=ast.Constant(number))
    assert dump(node).count("BinOp(") == depth


def test_header() -> None:
    """Headers stand on one line, without decorators and colon."""
    code = "@d\nasync def f(\n  a,\n  *,\n  b=1,\n) -> int: ...\nclass A(B, metaclass=M): ...\nclass C: ..."
    assert [header(node) for node in ast.parse(code).body] == [  # type: ignore[arg-type]
        "async def f(a, *, b=1) -> int",
        "class A(B, metaclass=M)",
        "class C",
    ]


def text_of(code: str, name: str) -> str:
    file = SourceFile.parse(code.split("\n"))
    node = next(node for (_, known), node in file.nodes.items() if known == name)
    return file.text(node, name)


@pytest.mark.parametrize(
    ("code", "name", "text"),
    [
        pytest.param("a = 1; b = 2  # both", "a", "a = 1", id="first of two on a line"),
        pytest.param("a = 1; b = 2  # both", "b", "b = 2  # both", id="second of two on a line"),
        pytest.param("a = b = (1 +\n  2)", "b", "b = (1 +\n  2)", id="second target"),
        pytest.param("a = b = 1", "a", "a = 1", id="first target"),
        pytest.param("class A: x = 1", "x", "x = 1", id="inside a class on one line"),
        pytest.param("class A: x = 1", "A", "class A: x = 1", id="a class on one line"),
        pytest.param("if a: b = 1", "b", "b = 1", id="behind an if"),
        pytest.param("x = 'é'; y = 'ü'  # ß", "y", "y = 'ü'  # ß", id="columns count bytes"),
        pytest.param("def f(): return 1", "f", "def f(): return 1", id="a function on one line"),
        pytest.param(
            "class A:\n    @d(\n        1)\n    def f(self):\n        return 1\n",
            "f",
            "@d(\n    1)\ndef f(self):\n    return 1",
            id="a decorator over several lines",
        ),
        pytest.param(
            'class A:\n    def f(self):\n        """Doc\nat the margin\n  """\n        return 1',
            "f",
            'def f(self):\n    """Doc\nat the margin\n"""\n    return 1',
            id="a string that starts left of its statement",
        ),
        pytest.param(
            "class A:\n\tdef f(self):\n\t\treturn 1", "f", "def f(self):\n\treturn 1", id="indented with tabs"
        ),
        pytest.param(
            "class A:\n\f    def f(self):\n        return 1", "f", "def f(self):\n    return 1", id="a form feed"
        ),
        pytest.param(
            "class A:\n    def f(self, a=[\n1]):\n        pass", "f", "def f(self, a=[\n1]):\n    pass", id="brackets"
        ),
        pytest.param(
            "class A:\n    if B:\n        x = {\n            1: 2,\n        }\n",
            "x",
            "x = {\n    1: 2,\n}",
            id="in an if",
        ),
    ],
)
def test_text(code: str, name: str, text: str) -> None:
    """A definition's text is what was written for it, at the margin, and valid by itself."""
    assert text_of(code, name) == text
    ast.parse(text)


def test_a_module_with_form_feeds_and_odd_line_ends_is_read(tmp_path: Path) -> None:
    """Only what ends a line in Python ends one here: not a form feed, not U+2028; a byte order mark is no text."""
    file = tmp_path / "m.py"
    file.write_bytes("\ufeffA = 1\r\n\f\r\nB = '\u2028'\r\n\x0cdef f():\r\n    return 1\r\n".encode())
    source = SourceFile.read(file)
    assert {name: line for (line, name) in source.nodes} == {"A": 1, "B": 3, "f": 4}
    assert source.text(source.nodes[4, "f"]) == "def f():\n    return 1"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"def f(:\n", b"x = '\x00'\n"])
def test_what_is_not_python_has_no_definitions(tmp_path: Path, content: bytes) -> None:
    """A file that does not decode or parse is told of elsewhere; here it is empty."""
    file = tmp_path / "m.py"
    file.write_bytes(content)
    assert SourceFile.read(file).nodes == {}
    assert SourceFile.read(tmp_path / "missing.py").nodes == {}


@pytest.mark.parametrize(
    ("code", "name", "comment"),
    [
        pytest.param("x = 1  #: Behind.", "x", "Behind.", id="behind"),
        pytest.param("x = 1  #:Behind.", "x", "Behind.", id="without a space"),
        pytest.param("x = 1\t#: Behind.", "x", "Behind.", id="behind a tab"),
        pytest.param("#: Above.\nx = 1", "x", "Above.", id="above"),
        pytest.param("#: One\n#: two.\n#:\n#:   - three\nx = 1", "x", "One\ntwo.\n\n  - three", id="several lines"),
        pytest.param("#: Above.\nx = 1  #: Behind.", "x", "Behind.", id="behind wins"),
        pytest.param("#: Above.\n\nx = 1", "x", "", id="a blank line between"),
        pytest.param("#: Above.\n# else\nx = 1", "x", "", id="another comment between"),
        pytest.param("# : no\nx = 1  # no", "x", "", id="plain comments"),
        pytest.param("x = '''\n#: no\n'''", "x", "", id="in a string"),
        pytest.param("x = [\n    1,  #: no\n]  #: Behind.", "x", "Behind.", id="behind the last line"),
        pytest.param("a = 1; b = 2  #: Behind.", "a", "", id="behind the other statement"),
        pytest.param("a = 1; b = 2  #: Behind.", "b", "Behind.", id="behind its own statement"),
        pytest.param("#: Above.\na = 1; b = 2", "a", "Above.", id="above the first statement"),
        pytest.param("#: Above.\na = 1; b = 2", "b", "", id="above the other statement"),
        pytest.param("x = '日本語の文字列です'  #: Behind.", "x", "Behind.", id="columns count bytes"),
        pytest.param("class A:\n    #: Above.\n    x: int", "x", "Above.", id="in a class"),
        pytest.param("class A:\n    def f(self):\n        #: Above.\n        self.x = 1", "x", "Above.", id="of self"),
    ],
)
def test_doc_comment(code: str, name: str, comment: str) -> None:
    """`#:` comments are read as Sphinx reads them."""
    file = SourceFile.parse(code.split("\n"))
    node = next(node for (_, known), node in file.nodes.items() if known == name)
    assert file.doc_comment(node) == comment


@pytest.mark.parametrize(
    ("code", "line", "skipped"),
    [
        ("def f(): ...  # aidoc: skip", 1, True),
        ("# aidoc: skip\ndef f(): ...", 2, True),
        ("    #aidoc:skip\n    def f(): ...", 2, True),
        ("x = 1  # aidoc: skip\ndef f(): ...", 2, False),
        ("# aidoc: skipping is an art\ndef f(): ...", 2, False),
        ("# aidoc: skip\n\ndef f(): ...", 3, False),
    ],
)
def test_skip_comment(code: str, line: int, skipped: object) -> None:
    """`# aidoc: skip` counts on the line itself, or alone on the line above."""
    assert SourceFile.parse(code.split("\n")).skipped(line) is skipped


def test_a_dump_is_the_same_by_recursion_and_with_a_stack_of_its_own() -> None:
    """What is too deep for recursion is written all the same, and identities do not hang on the way."""
    files = sorted(Path(ast.__file__).parent.glob("*.py"))[::12]
    for node in (node for file in files for node in ast.parse(file.read_bytes()).body):
        short: list[str] = []
        deep: list[str] = []
        _dump(node, short.append)
        _dump_deep(node, deep)
        assert short == deep or "".join(short) == "".join(deep)
    total = ast.parse("x = " + " + ".join("a" * 990)).body[0]
    assert dump(total).count("BinOp(") == 989
