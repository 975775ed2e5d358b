"""`aidoc patch`: answers become docstrings by a diff that `git apply` takes; all else stays byte for byte."""

from __future__ import annotations

import ast
import doctest
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.answers.answer import Answer, Described
from aidoc_core.build.literals import PatchError, Text
from aidoc_core.build.patching import patch_source, unified_diff
from aidoc_core.cli import main
from aidoc_core.code.objects import ApiObject, Location
from aidoc_core.code.packages import read_package
from aidoc_core.code.style import find_style, find_width
from aidoc_core.render.written import Layout
from benchmarks.packages import strip
from tests.azure import LocalAzure, write_answers
from tests.core.packages import write
from tests.core.test_session import build

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.testing import Result

    from tests.azure import AskedObject

GOOGLE = Layout(style="google", markup="markdown", width=79)
WHOLE = Answer(
    summary="Open a file.",
    description="Of any size.\n\n- one\n- two",
    parameters=(Described(name="path", description="Where."), Described(name="*more", description="Others.")),
    returns="What was read: all of it.",
    raises=(Described(name="OSError", description="If it is gone."),),
)


def text(name: str = "f", answer: Answer | None = None, layout: Layout = GOOGLE, **fields: Any) -> Text:
    obj = ApiObject(path=f"pkg.{name}", kind="function", module="pkg", location=Location(file="pkg.py"), **fields)
    return Text(obj=obj, answer=answer or Answer(summary="Do it."), layout=layout)


def patched(source: str | bytes, *lines: int, name: str = "f", encoding: str = "utf-8", **more: Any) -> str:
    """Source with a docstring at some lines; nothing is left out."""
    data = source if isinstance(source, bytes) else source.encode(encoding)
    result, left = patch_source(data, {line: text(name, **more) for line in lines})
    assert left == {}
    return result.decode(encoding)


@pytest.mark.parametrize(
    ("source", "line", "expected"),
    [
        ("def f(): pass\n", 1, 'def f():\n    """Do it."""\n    pass\n'),
        ("def f(): a = 1; b = 2  # c\nx=1", 1, 'def f():\n    """Do it."""\n    a = 1; b = 2  # c\nx=1'),
        ("def f(): pass", 1, 'def f():\n    """Do it."""\n    pass'),
        ("class f: pass\n", 1, 'class f:\n    """Do it."""\n\n    pass\n'),
        ("class f:\n  x=1\n", 1, 'class f:\n  """Do it."""\n\n  x=1\n'),
        ("class f:\n\n  x=1\n", 1, 'class f:\n  """Do it."""\n\n  x=1\n'),
        ("def f():  # c\n    # d\n    x=( 1)\n", 1, 'def f():  # c\n    """Do it."""\n    # d\n    x=( 1)\n'),
        ("class A:\n\tdef f(self):\n\t\tpass\n", 2, 'class A:\n\tdef f(self):\n\t\t"""Do it."""\n\t\tpass\n'),
        ("def f():\r\n  pass\r\n", 1, 'def f():\r\n  """Do it."""\r\n  pass\r\n'),
        ("\ufeffasync def f(): ...\n", 1, '\ufeffasync def f():\n    """Do it."""\n    ...\n'),
        ("@a\n@b(\n 1)\ndef f():\n    pass\n", 1, '@a\n@b(\n 1)\ndef f():\n    """Do it."""\n    pass\n'),
        ("@a\ndef f():\n    pass\n", 2, '@a\ndef f():\n    """Do it."""\n    pass\n'),
        ("if x:\n  def f():\n     y = '''\n'''\n", 2, "if x:\n  def f():\n     \"\"\"Do it.\"\"\"\n     y = '''\n'''\n"),
        ("def f(\n    a, b=[\n 1]):\n    pass\n", 1, 'def f(\n    a, b=[\n 1]):\n    """Do it."""\n    pass\n'),
        ("\x0cdef f():\n    pass\n", 1, '\x0cdef f():\n    """Do it."""\n    pass\n'),
        ("from __future__ import annotations\n", 0, '"""Do it."""\n\nfrom __future__ import annotations\n'),
        ("#!/usr/bin/python\n# -*- x -*-\nimport a\n", 0, '#!/usr/bin/python\n# -*- x -*-\n"""Do it."""\n\nimport a\n'),
        ("# Licence\n\n# About a.\nimport a", 0, '# Licence\n"""Do it."""\n\n# About a.\nimport a'),
        ("# only this", 0, '# only this\n"""Do it."""\n'),
        ("\r\nimport a\r\n", 0, '"""Do it."""\r\n\r\nimport a\r\n'),
    ],
)  # fmt: skip
def test_places(source: str, line: int, expected: str) -> None:
    """Where a docstring goes; every other byte stays."""
    assert patched(source, line) == expected


def test_overloads_and_setters_are_left_alone() -> None:
    """The text goes to the definition on its line, not to another of the same name."""
    source = "@overload\ndef f(a: int) -> int: ...\n@overload\ndef f(a: str) -> str: ...\ndef f(a):\n    return a\n"
    expected = source.replace("def f(a):\n", 'def f(a):\n    """Do it."""\n')
    assert patched(source, 5) == expected


def test_a_definition_that_moved() -> None:
    """A line that holds another name is not written to."""
    source = b"def g():\n    pass\n"
    found = patch_source(source, {1: text("f"), 7: text("h")})
    why = "its definition was not found in the file"
    assert found == (source, {1: why, 7: why})


@pytest.mark.parametrize("source", [b"def f(:\n", b"# coding: nonsense\n", b"\x00", b"x = '\xff'\n"])
def test_unreadable_source(source: bytes) -> None:
    """A file that is no Python has no patch, and says so."""
    with pytest.raises(PatchError, match=r"^it cannot be read as Python \(\w+\)$"):
        patch_source(source, {1: text()})


def test_encodings() -> None:
    """What a file's encoding cannot hold is escaped."""
    source = "# coding: latin-1\ndef f(): return 'é'\n"
    answer = Answer(summary="Naïve → done.")
    expected = '# coding: latin-1\ndef f():\n    """Naïve \\u2192 done."""\n    return \'é\'\n'
    assert patched(source, 2, encoding="latin-1", answer=answer) == expected


STYLES = {
    "google": '''
    """Open a file.

    Of any size.

    - one
    - two

    Args:
        path: Where.
        *more: Others.

    Returns:
        What was
        read: all of it.

    Raises:
        OSError: If it is gone.
    """
''',
    "numpy": '''
    """
    Open a file.

    Of any size.

    - one
    - two

    Parameters
    ----------
    path : Path
        Where.
    *more
        Others.

    Returns
    -------
    str
        What was read: all of it.

    Raises
    ------
    OSError
        If it is gone.
    """
''',
    "sphinx": '''
    r"""Open a file.

    Of any size.

    - one
    - two

    :param path: Where.
    :param \\*more: Others.
    :returns: What was read: all of it.
    :raises OSError: If it is gone.
    """
''',
}


@pytest.mark.parametrize("style", STYLES)
def test_styles(style: Any) -> None:
    """A whole docstring in each style."""
    layout = Layout(style=style, markup="rest", width=79, result="str", annotations={"path": "Path"})
    source = "def f(path: Path, *more) -> str:\n    pass\n"
    assert patched(source, 1, answer=WHOLE, layout=layout) == source.replace("\n", STYLES[style], 1)


@pytest.mark.parametrize("quotes", ['"""', "'''", 'r"""'])
def test_what_people_wrote_stays(quotes: str) -> None:
    """Sections are added to a person's docstring below its last line; the words stay as they are."""
    end = quotes[-3:]
    source = f"def f(a):\n    {quotes}Do  it *so*.{end}  # yes\n"
    answer = Answer(returns="It.")
    expected = f"def f(a):\n    {quotes}Do  it *so*.\n\n    Returns:\n        It.\n    {end}  # yes\n"
    assert patched(source, 1, answer=answer, human="Do  it *so*.") == expected


@pytest.mark.parametrize(
    ("docstring", "why"),
    [
        ('"Do it."', "its docstring is not in triple quotes"),
        ('"""Do""" """it."""', "its docstring is not one string in the source"),
    ],
)
def test_what_cannot_be_added_to(docstring: str, why: str) -> None:
    """A docstring that is not one string in triple quotes is left, and told."""
    source = f"def f(a):\n    {docstring}\n".encode()
    assert patch_source(source, {1: text(human="Do it.", answer=Answer(returns="It."))}) == (source, {1: why})


PROSE = st.text(st.sampled_from("ab \n`*_\\\"'<>&|:.-#1)[]{}=~\té"), max_size=200)


@given(summary=PROSE, returns=PROSE, markup=st.sampled_from(["rest", "markdown"]))
def test_any_text(summary: str, returns: str, markup: Any) -> None:
    """Whatever a text holds: the code is the same, the docstring is one string, doctest finds no example."""
    answer = Answer(summary=summary or "x", returns=returns, parameters=(Described(name="a", description=returns),))
    for style in ("google", "numpy", "sphinx"):
        layout = Layout(style=style, markup=markup, width=60, result="int")
        source = "class A:\n    def f(self, a) -> int:\n        return a\n"
        result = patched(source, 2, answer=answer, layout=layout)
        compile(result, "pkg.py", "exec", dont_inherit=True)
        method = ast.parse(result).body[0].body[0]  # type: ignore[attr-defined]
        docstring = ast.get_docstring(method)
        assert docstring is not None
        assert doctest.DocTestParser().get_examples(docstring) == []
        assert [line for line in result.split("\n") if line != line.rstrip()] == []


@pytest.mark.parametrize(
    ("settings", "docstring", "style", "width"),
    [
        ("", "x", "google", 79),
        ("", "x\n\n:param a: A.", "sphinx", 79),
        ("", "x\n\nParameters\n----------\na", "numpy", 79),
        ("[tool.black]\nline-length = 88", "x\n\nArgs:\n    a: A.", "google", 88),
        ('[tool.ruff]\nline-length = 100\n[tool.ruff.lint.pydocstyle]\nconvention = "numpy"', "x", "numpy", 100),
        ("tool = 1", "x", "google", 79),
        ("not toml", "x", "google", 79),
    ],
)
def test_the_style_of_a_project(tmp_path: Path, settings: str, docstring: str, style: str, width: int) -> None:
    """The settings say it, else most docstrings do."""
    write(tmp_path, {"pyproject.toml": settings})
    assert (find_style([docstring], tmp_path), find_width(tmp_path)) == (style, width)


def git(root: Path, *arguments: str, data: bytes = b"") -> str:
    done = subprocess.run(["git", *arguments], cwd=root, input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.parametrize("name", ["a.py", "my file.py", "é.py", 'q"uote.py', "tab\t.py"])
@pytest.mark.parametrize("before", [b"a\n", b"a", b"\xff\r\nb\rc\n", b""])
def test_git_applies_it(tmp_path: Path, name: str, before: bytes) -> None:
    """Git makes of the file what we meant, whatever its name and its line ends."""
    after = b"x\n" + before
    git(tmp_path, "init", "-q")
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / name).write_bytes(before)
    git(tmp_path / "d", "apply", "-", data=unified_diff(f"d/{name}", before, after))
    assert (tmp_path / "d" / name).read_bytes() == after


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


CODE = {
    "src/pkg/__init__.py": '''\
        """Words."""

        class A:
            size: int = 1

            def f(self, a): return a


        def g(a, b):
            """Do it.

            Args:
                a: One.
            """
            return a
        ''',
    "mkdocs.yml": "site_name: x\nplugins:\n  - mkdocstrings: {handlers: {python: {paths: [src]}}}\n",
}


def reviewed(root: Path) -> None:
    """Answers for all of it: one is proposed only, one is rejected."""
    states = {"A": "accepted", "A.f": "edited", "A.size": "accepted", "g": "accepted"}
    lines = [f"  {name}:\n    state: {state}\n    summary: Say {name}.\n" for name, state in states.items()]
    lines[-1] = "  g:\n    state: accepted\n    parameters: {b: Two.}\n"
    write(root, {"aidoc-reviewed/pkg.yml": "module: pkg\nanswers:\n" + "".join(lines)})


def test_the_command(tmp_path: Path) -> None:
    """Accepted texts are written; what cannot be is told, and nothing is touched."""
    git(write(tmp_path, CODE), "init", "-q")
    reviewed(tmp_path)
    before = (tmp_path / "src/pkg/__init__.py").read_bytes()
    result = run("patch", "pkg", "--root", tmp_path)
    told = "src/pkg/__init__.py:9: pkg.g: left out: its docstring has such a section already; add to it by hand\n"
    told += "2 docstrings (google), 1 answer left out, 1 field without a docstring in Python\n"
    assert (result.exit_code, result.stderr) == (1, told)
    assert (tmp_path / "src/pkg/__init__.py").read_bytes() == before
    git(tmp_path, "apply", "-", data=result.stdout.encode())
    expected = before.replace(b"class A:\n", b'class A:\n    """Say A."""\n\n')
    expected = expected.replace(b"a): return a", b'a):\n        """Say A.f."""\n        return a')
    assert (tmp_path / "src/pkg/__init__.py").read_bytes() == expected


def test_json(tmp_path: Path) -> None:
    """The same as data."""
    reviewed(write(tmp_path, CODE))
    shown = run("patch", "pkg", "--root", tmp_path)
    result = run("patch", "pkg", "--root", tmp_path, "--json")
    data = json.loads(result.stdout)
    why = "its docstring has such a section already; add to it by hand"
    assert data == {
        "style": "google",
        "written": 2,
        "fields": 1,
        "left": [{"path": "pkg.g", "source": "src/pkg/__init__.py:9", "reason": why}],
        "diff": shown.stdout,
    }


def test_only_what_people_accepted(tmp_path: Path) -> None:
    """A proposal is written with --all only, and a rejected text never."""
    write(tmp_path, {"pkg.py": "def f(): pass\ndef g(): pass\n"})
    write(tmp_path, {"aidoc-reviewed/pkg.yml": "module: pkg\nanswers:\n"
          "  f: {state: proposed, summary: Say f.}\n  g: {state: rejected, summary: Say g.}\n"})  # fmt: skip
    result = run("patch", "pkg", "--root", tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")
    result = run("patch", "pkg", "--root", tmp_path, "--all")
    assert (result.exit_code, result.stdout.count('"""'), "Say f." in result.stdout) == (0, 2, True)


def test_what_people_accepted_of_older_code(tmp_path: Path) -> None:
    """It may say what the code no longer does, so it does not become a docstring that nobody looks at any more."""
    write(tmp_path, {"pkg.py": "def f(): pass\ndef g(): pass\n"})
    write(tmp_path, {"aidoc-reviewed/pkg.yml": "module: pkg\nanswers:\n"
          "  f:\n    review: {state: accepted, fingerprint: '11'}\n    summary: Say f.\n"
          "  g: {state: accepted, summary: Say g.}\n"})  # fmt: skip
    result = run("patch", "pkg", "--root", tmp_path, "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["written"], "Say f." in told["diff"], "Say g." in told["diff"]) == (
        1,
        1,
        False,
        True,
    )
    why = "the code has changed since people approved it; decide on it with `aidoc review`"
    assert told["left"] == [{"path": "pkg.f", "source": "pkg.py:1", "reason": why}]


def test_a_package_that_is_not_there(tmp_path: Path) -> None:
    """Exit code 2 and one line."""
    result = run("patch", "nowhere", "--root", tmp_path)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)


def test_source_outside_of_the_repository(tmp_path: Path) -> None:
    """A file that no patch from here could reach is told."""
    write(tmp_path, {"lib/pkg/__init__.py": "def f(): pass\n", "docs/aidoc-reviewed/pkg.yml":
          "module: pkg\nanswers:\n  f: {state: accepted, summary: Say f.}\n"})  # fmt: skip
    result = run("patch", "pkg", "--root", tmp_path / "docs", "--search", tmp_path / "lib")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"pkg.f: left out: the file is not below {tmp_path / 'docs'}\n" in result.stderr
    git(tmp_path, "init", "-q")
    result = run("patch", "pkg", "--root", tmp_path / "docs", "--search", tmp_path / "lib")
    assert (result.exit_code, "+++ b/lib/pkg/__init__.py" in result.stdout) == (0, True)


FAST = [("pluggy", "google"), ("iniconfig", "numpy"), ("iniconfig", "sphinx")]
SLOW = ["anyio", "click", "diskcache", "h11", "idna", "jinja2", "markdown", "packaging", "pathspec"]
# Beside them nine packages, the styles in turn; all of them in all styles take minutes.
CASES = FAST + [(name, [*STYLES][place % len(STYLES)]) for place, name in enumerate(SLOW)]


def brief(objects: Sequence[AskedObject]) -> list[Any]:
    """Answers with summaries that fit on a line."""
    short = {"summary": "Tell what the keeper knows of the tide."}
    return [answer | (short if answer["summary"] else {}) for answer in write_answers(objects)]


def findings(root: Path, package: str, *select: str) -> Counter[tuple[str, str]]:
    """What ruff finds, counted by file and rule."""
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--output-format", "json", *select]
    done = subprocess.run([*command, package], cwd=root, capture_output=True, text=True, check=False)
    return Counter((row["filename"], row["code"]) for row in json.loads(done.stdout))


def numpydoc(root: Path, package: str) -> Counter[str]:
    """What numpydoc's linter finds, counted by check: sections and types that nobody asked for are left out.

    So are types of parameters without an annotation (PR04), and results that aidoc does not describe (RT01).
    """
    left_out = ["all", "GL08", "ES01", "SA01", "EX01", "PR04", "RT01", "GL05"]
    write(root, {"pyproject.toml": f"[tool.numpydoc_validation]\nchecks = {json.dumps(left_out)}\n"})
    files = [str(file) for file in sorted((root / package).rglob("*.py"))]
    command = [sys.executable, "-m", "numpydoc", "lint", "--config", str(root), *files]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    found = re.findall(r"^(\S+):(\d+): ([A-Z]{2}\d{2}) (.*)", done.stdout + done.stderr, re.MULTILINE)
    lines = {str(file): file.read_text(encoding="utf-8").split("\n") for file in (root / package).rglob("*.py")}
    codes = []
    for file, line, code, message in found:
        # It wants in the class what `__init__` takes, and words on private parameters: nobody asked for those.
        in_class = lines[file][int(line) - 1].lstrip().startswith(("class ", "@"))
        private = all(name.startswith("_") for name in re.findall(r"'([^']+)'", message))
        if code != "PR01" or not (in_class or private):
            codes.append(code)
    return Counter(codes)


def shape(root: Path) -> dict[str, str]:
    """The syntax tree of each file, docstrings taken out."""
    trees = {}
    for file in sorted(root.rglob("*.py")):
        tree = ast.parse(file.read_bytes())
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[0] if node.body else None
                if (
                    isinstance(first, ast.Expr)
                    and isinstance(first.value, ast.Constant)
                    and isinstance(first.value.value, str)
                ):
                    del node.body[0]
        trees[str(file.relative_to(root))] = ast.dump(tree)
    return trees


def test_the_linters_see_faults(tmp_path: Path) -> None:
    """What the next test compares is found where it is."""
    write(tmp_path, {"pkg/__init__.py": 'def f(a):\n    """do\n    it"""\n'})
    assert findings(tmp_path, "pkg", "--select", "D205").total() == 1
    assert numpydoc(tmp_path, "pkg")["PR01"] == 1


@pytest.mark.parametrize(
    ("package", "style"), [case if case in FAST else pytest.param(*case, marks=pytest.mark.slow) for case in CASES]
)
def test_stripped_packages(tmp_path: Path, package: str, style: str) -> None:
    """A stripped package gets a docstring for every answer: the same code, and nothing new for any linter."""
    found = importlib.util.find_spec(package)
    assert found is not None
    assert found.origin is not None
    shutil.copytree(Path(found.origin).parent, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    for file in (tmp_path / package).rglob("*.py"):
        file.write_text(strip(file.read_text(encoding="utf-8")), encoding="utf-8", newline="")
    git(tmp_path, "init", "-q")
    with LocalAzure(answer=brief) as azure:
        objects = read_package(package, [tmp_path], root=tmp_path)
        session = build(tmp_path, objects, azure)
    wanted = {r.obj.path for r in session.ledger if r.entry is not None and r.obj.kind not in ("field", "data")}
    # D202: a blank line at the beginning of a body, as the stripped docstrings leave it, is not ours to take away.
    # E501, W505: NumPy's style has the type of a parameter on the line of its name, however long.
    # D206: a package that indents with tabs has docstrings with tabs.
    ignored = "D202,D206,E501,W505" if style == "numpy" else "D202,D206"
    rules = ["--select", "D,W505,E501,W291,W293", "--ignore", ignored, "--line-length", "100"]
    convention = {"sphinx": "pep257"}.get(style, style)
    rules += [
        "--config",
        f'lint.pydocstyle.convention="{convention}"',
        "--config",
        "lint.pycodestyle.max-doc-length=100",
    ]
    before, tree = findings(tmp_path, package, *rules), shape(tmp_path)
    said = numpydoc(tmp_path, package) if style == "numpy" else Counter()
    result = run("patch", package, "--root", tmp_path, "--all", "--style", style, "--line-length", 100)
    assert (result.exit_code, result.stderr.splitlines()[:-1]) == (0, [])
    git(tmp_path, "apply", "-", data=result.stdout_bytes)
    assert shape(tmp_path) == tree
    assert findings(tmp_path, package, *rules) - before == Counter()
    if style == "numpy":
        assert numpydoc(tmp_path, package) - said == Counter()
    human = {obj.path for obj in read_package(package, [tmp_path], root=tmp_path) if obj.human}
    assert wanted - human == set()
