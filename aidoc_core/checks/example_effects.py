"""AD707 and AD708: what an example would do to whoever runs it, and where it only pretends to be code."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from aidoc_core.checks.example_code import imports_of, nodes_of
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.code.lookup.body import dotted
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_REMOVES = frozenset(
    """
    os.remove os.unlink os.rmdir os.removedirs os.truncate os.kill os.killpg os.abort shutil.rmtree shutil.move
    os.rename os.replace os.chmod os.chown
    """.split()  # noqa: SIM905 - a plain list of names
)
_METHODS = frozenset({"unlink", "rmdir", "rmtree", "write_text", "write_bytes"})
"""Of paths."""
_RUNS = frozenset({"system", "popen", "run", "call", "check_call", "check_output", "Popen", "getoutput"})
_COMMAND = regex(r"(?:^|[\s;&|'\"/])(?:rm|rmdir|del|mkfs\S*|dd|shutdown|reboot|kill|killall|format|chmod|chown|sudo)\s")
_STATEMENT = regex(
    r"\b(?:drop\s+(?:table|database|schema|index|view)|truncate\s+(?:table\s+)?\w|delete\s+from|alter\s+table)\b",
    re.IGNORECASE,
)
_SENDS = frozenset(
    {"get", "post", "put", "delete", "patch", "head", "options", "request", "urlopen", "urlretrieve", "fetch", "stream"}
)
_ADDRESS = regex(r"\A(?:https?|ftp|wss?)://(?:[^/@\s]{0,200}@)?([\w.-]{1,200})", re.IGNORECASE)
_NOBODY = regex(
    r"(?:^|\.)(?:example(?:\.(?:com|org|net|edu))?|test|invalid|localhost|local|internal|lan)$|^(?:127|10|192\.168)\.|^0\.0\.0\.0$"
    r"|example|^(?:host|server|hostname|my[\w-]*|your[\w-]*)$"
)


@rule("AD707", Severity.DROP, "style")
def destructive_example(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The example removes or overwrites something, or sends a request to a real host.

    Files and directories (`os.remove`, `shutil.rmtree`, `Path.unlink`), commands (`rm`, `sudo`), tables (`DROP TABLE`,
    `DELETE FROM`), addresses that are not reserved for examples (`example.com`, `localhost`, `*.test`). Readers run
    examples as they are. A call of the object itself is what the example is about, and is left alone.

    Hint: an example without it; the example is removed.
    """
    imports = imports_of(said, subject)
    for node in nodes_of(said, subject):
        if isinstance(node, ast.Call) and (what := _does(node, subject, imports)):
            yield _complaint(f"has an example that {what}", f"The example {what}: show it without that.")
            return


@rule("AD708", Severity.DROP, "style")
def example_with_gaps(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The example has `...` where code should be.

    As an argument, a value or a statement. In a subscript (`array[..., 0]`), in an annotation and as the whole body of
    a function or class it is Python.

    Hint: write the code out; the example is removed.
    """
    nodes = nodes_of(said, subject)
    allowed = {id(inner) for node in nodes for inner in _of_python(node)}
    if any(isinstance(node, ast.Constant) and node.value is ... and id(node) not in allowed for node in nodes):
        yield _complaint("has an example with '...' in place of code", "Write the example out, without `...`.")


def _does(call: ast.Call, subject: Target, imports: dict[str, str]) -> str:
    """What a call would do; empty if nothing."""
    written = dotted(call.func)
    first, _, rest = written.partition(".")
    path = ".".join(filter(None, (imports.get(first, first), rest))) if written else ""
    last = call.func.attr if isinstance(call.func, ast.Attribute) else written
    texts = [n.value for n in ast.walk(call) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    if last != subject.obj.name and (path in _REMOVES or (last in _METHODS and isinstance(call.func, ast.Attribute))):
        return f"calls '{written or last}'"
    if last in _RUNS and any(_COMMAND.search(f"{text} ") for text in [*texts, " ".join(texts)]):
        return "runs a command that changes the system"
    if any(_STATEMENT.search(text) for text in texts):
        return "deletes from a database"
    hosts = [match[1].lower() for text in texts if (match := _ADDRESS.match(text))]
    if last in _SENDS and (real := [host for host in hosts if not _NOBODY.search(host) and host not in subject.hosts]):
        return f"sends a request to '{real[0][:60]}'"
    return ""


def _of_python(node: ast.AST) -> Iterator[ast.AST]:
    """Places where `...` is Python: subscripts, annotations, bodies that say nothing."""
    match node:
        case ast.Subscript(slice=inner):
            yield from ast.walk(inner)
        case ast.arg(annotation=ast.expr() as inner) | ast.AnnAssign(annotation=inner):
            yield from ast.walk(inner)
        case ast.FunctionDef(body=[*_, ast.Expr(value=inner)]) | ast.ClassDef(body=[*_, ast.Expr(value=inner)]):
            yield inner
        case ast.AsyncFunctionDef(body=[*_, ast.Expr(value=inner)]):
            yield inner


def _complaint(message: str, hint: str) -> Complaint:
    return Complaint(message=message, hint=hint, where="example", cut="entry")
