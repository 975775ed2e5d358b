"""Linters of docstrings on the same wrong answers, written as docstrings into the functions they are about.

pydoclint and docparity read Google style, numpydoc NumPy style. A wrong answer is seen if the linter says something
that it does not say of the right one. Only types a to f have a place in what these tools look at; the others are
measured all the same.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import subprocess
import sys
import tempfile
import textwrap
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.checks.mutations import mutants

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.checks.corpus import Case
    from benchmarks.checks.wordings import Bank

_MOST = 120
"""Functions at most: every wrong answer is a file for a process of its own tool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A linter.

    Attributes:
        name: The distribution's name.
        render: Writes an answer as a docstring in the style that it reads.
        lint: Gives complaints by file for a directory of Python files.
    """

    name: str
    render: Callable[[dict[str, Any]], str]
    lint: Callable[[Path], dict[str, list[str]]]

    @property
    def installed(self) -> bool:
        """Whether it can be run here."""
        command = Path(sys.executable).with_name(self.name)
        return importlib.util.find_spec(self.name) is not None and (self.name == "numpydoc" or command.exists())


def seen_by(rival: Rival, cases: list[Case], bank: Bank) -> dict[str, float]:
    """The share of wrong answers that a linter sees, by type."""
    complete = [case for case in cases if case.complete][:_MOST]
    with tempfile.TemporaryDirectory() as directory:
        kinds: dict[str, tuple[str, str]] = {}
        for number, case in enumerate(complete):
            right = f"f{number}_0.py"
            if not _write(Path(directory) / right, case, rival.render(case.said)):
                continue
            for count, mutant in enumerate(mutants(case, complete, bank), 1):
                name = f"f{number}_{count}.py"
                if _write(Path(directory) / name, case, rival.render(mutant.answer)):
                    kinds[name] = (mutant.type, right)
        said = rival.lint(Path(directory))
    tried: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for name, (kind, right) in kinds.items():
        tried[kind] += 1
        seen[kind] += bool(Counter(said.get(name, [])) - Counter(said.get(right, [])))
    return {kind: round(seen[kind] / tried[kind], 4) for kind in sorted(tried)}


def _write(path: Path, case: Case, docstring: str) -> bool:
    """The function with another docstring, in a class where it was in one."""
    try:
        tree = ast.parse(case.obj.source)
        node = tree.body[0]
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            return False
        node.body = [ast.Expr(ast.Constant(textwrap.indent(docstring, "    ").strip() + "\n    ")), *node.body[1:]]
        if len(node.body) == 1:
            node.body.append(ast.Pass())
        inside = bool(case.obj.header)
        module: ast.AST = tree
        if inside:
            module = ast.Module([ast.ClassDef("C", [], [], [node], [], **_NO_TYPE_PARAMS)], [])
        path.write_text(ast.unparse(ast.fix_missing_locations(module)), encoding="utf-8")
    except (SyntaxError, ValueError, RecursionError, UnicodeEncodeError):
        return False
    return True


_NO_TYPE_PARAMS: dict[str, Any] = {"type_params": []} if sys.version_info >= (3, 12) else {}


def _google(said: dict[str, Any]) -> str:
    parts = [said["summary"] or "", said["description"] or ""]
    for title, items, key in (("Args", said["parameters"], "name"), ("Raises", said["raises"], "type")):
        if items:
            parts.append(
                f"{title}:\n" + "\n".join(f"    {i[key]}{_type(i, key)}: {_inline(i['description'])}" for i in items)
            )
    parts += [
        f"{title}:\n    {_inline(said[key])}"
        for title, key in (("Returns", "returns"), ("Yields", "yields"))
        if said.get(key)
    ]
    return "\n\n".join(part for part in parts if part)


def _numpy(said: dict[str, Any]) -> str:
    parts = [said["summary"] or "", said["description"] or ""]
    for title, items, key in (("Parameters", said["parameters"], "name"), ("Raises", said["raises"], "type")):
        if items:
            body = "\n".join(f"{i[key]} : {i.get('type') or 'object'}\n    {_inline(i['description'])}" for i in items)
            parts.append(f"{title}\n{'-' * len(title)}\n{body}")
    for title, key in (("Returns", "returns"), ("Yields", "yields")):
        if said.get(key):
            parts.append(f"{title}\n{'-' * len(title)}\nobject\n    {_inline(said[key])}")
    return "\n\n".join(part for part in parts if part)


def _type(item: dict[str, str], key: str) -> str:
    return f" ({item['type']})" if key == "name" and item.get("type") and "\n" not in item["type"] else ""


def _inline(text: str) -> str:
    return " ".join(text.split()) or "x"


def _pydoclint(directory: Path) -> dict[str, list[str]]:
    command = [
        sys.executable,
        "-m",
        "pydoclint.main",
        "--style=google",
        "--show-filenames-in-every-violation-message=True",
        "--quiet",
    ]
    return _lines(directory, [*command, str(directory)])


def _docparity(directory: Path) -> dict[str, list[str]]:
    return _lines(directory, [str(Path(sys.executable).with_name("docparity")), str(directory)])


def _lines(directory: Path, command: list[str]) -> dict[str, list[str]]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found: dict[str, list[str]] = {}
    for line in (done.stdout + done.stderr).splitlines():
        name, _, rest = line.replace(f"{directory}/", "").partition(".py")
        if rest:
            found.setdefault(f"{name.strip().rpartition('/')[2]}.py", []).append(rest.lstrip(":0123456789 "))
    return found


_NUMPYDOC = """
import json, pathlib, sys
from numpydoc.hooks.validate_docstrings import process_file, parse_config
found = {}
options = {"checks": {"PR01", "PR02", "PR03", "RT01", "YD01"}, "exclude": set(), "overrides": {}}
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    try:
        found[path.name] = [" ".join(map(str, finding[2:])) for finding in process_file(str(path), options)]
    except Exception as error:  # a crash of the tool on one file
        found[path.name] = []
print(json.dumps(found))
"""


def _numpydoc(directory: Path) -> dict[str, list[str]]:
    done = subprocess.run([sys.executable, "-c", _NUMPYDOC, str(directory)], capture_output=True, text=True, check=True)
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


RIVALS = (
    Rival(name="pydoclint", render=_google, lint=_pydoclint),
    Rival(name="numpydoc", render=_numpy, lint=_numpydoc),
    Rival(name="docparity", render=_google, lint=_docparity),
)
