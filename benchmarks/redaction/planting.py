"""Putting a secret into a function as people do: a statement, an argument, a default, a comment, a docstring."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.code.source import first_line

if TYPE_CHECKING:
    from random import Random

    from benchmarks.redaction.secrets_made import Kind

NAMES = ("password", "db_password", "api_key", "SECRET_KEY", "clientSecret", "passwd", "DB_PASS", "user_pwd")
TOKENS = ("access_token", "auth_token", "API_TOKEN")
"""Names of what a machine makes; nobody thinks it up."""

_FREE = {
    "assignment": "value = {quoted}",
    "argument": "connect({quoted}, timeout=3)",
    "entry of a list": "values = [1, {quoted}]",
    "comment": "# for staging: {comment}",
    "bytes": "value = b{quoted}",
    "raw": "value = r{quoted}",
    "f-string": "value = f'{{value}} {plain}'",
    "two halves": "value = ({first}\n    {second})",
    "sum": "value = {first} + {second}",
    "three quotes": 'value = """\n{plain}\n"""',
    "docstring": '"""Do it, e.g. with {plain} at hand."""',
}
_NAMED = {
    "assignment": "{name} = {quoted}",
    "annotated": "{name}: str = {quoted}",
    "attribute": "self.{name} = {quoted}",
    "argument": "connect(host, {name}={quoted})",
    "entry": 'options = {{"{name}": {quoted}}}',
    "item": 'options["{name}"] = {quoted}',
    "comparison": "if {name} == {quoted}: pass",
    "environment": 'value = os.environ.get("{name}", {quoted})',
    "or": "{name} = given or {quoted}",
    "option": 'option("--{name}", default={quoted})',
    "f-string field": "value = f'{{connect({name}={quoted2})}}'",
    "comment": "# {name} = {quoted}",
    "bytes": "{name} = b{quoted}",
    "two halves": "{name} = ({first}\n    {second})",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A function with a secret in it.

    Attributes:
        code: The function.
        form: How the secret is written down.
        secrets: What must not be sent: the secret, or its halves.
    """

    code: str
    form: str
    secrets: tuple[str, ...]


def plant(source: str, kind: Kind, random: Random) -> Planted | None:
    """Put a secret of a kind into a function; `None` where that gives no Python."""
    secret = kind.make(random)
    forms = _NAMED if kind.forms == "named" else _FREE
    form = random.choice(list(forms))
    if "\n" in secret and form in ("f-string", "raw", "comment", "docstring"):
        form = "three quotes"
    middle = len(secret) // 2
    halves = secret[:middle], secret[middle:]
    statement = forms[form].format(
        name=random.choice(NAMES if kind.name.startswith("password") else NAMES + TOKENS),
        quoted=_quoted(secret),
        quoted2='"' + secret + '"',
        comment=secret.replace("\n", "\n# "),
        plain=secret.replace("{", "").replace("\\", ""),
        first=_quoted(halves[0]),
        second=_quoted(halves[1]),
    )
    code = _inserted(source, statement, docstring=form == "docstring")
    try:
        ast.parse(code)
    except SyntaxError:
        return None
    return Planted(code=code, form=form, secrets=_parts(secret, halved="halves" in form or form == "sum"))


def _parts(secret: str, *, halved: bool) -> tuple[str, ...]:
    """What must not be sent: of a key each line, of a text in two halves the part of the secret in each."""
    core = _core(secret)
    if "\n" in secret:
        return tuple(line for line in core.split("\n") if len(line) >= 24 and not halved) or (core[40:60],)
    if not halved:
        return (core,)
    start, middle = secret.index(core), len(secret) // 2
    parts = secret[start : max(start, middle)], secret[max(start, middle) : start + len(core)]
    return tuple(part for part in parts if len(part) >= 6)


def _quoted(text: str) -> str:
    return ascii(text) if "\n" not in text else '"' + text.replace("\n", "\\n") + '"'


def _core(secret: str) -> str:
    """Of a URL or a connection string the part that is secret."""
    for sign in ("Key=", "sig=", "Password=", "Bearer ", "/services/"):
        if sign in secret:
            return secret.partition(sign)[2].partition(";")[0].partition("&")[0]
    if "://" in secret and "@" in secret:
        return secret.partition("://")[2].partition(":")[2].rpartition("@")[0]
    if "PRIVATE KEY" in secret:
        return "\n".join(secret.split("\n")[1:-1])
    return secret


def _inserted(source: str, statement: str, *, docstring: bool) -> str:
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    body = node.body
    has = ast.get_docstring(node) is not None
    lines = source.split("\n")
    if has and docstring:
        start, end = body[0].lineno - 1, body[0].end_lineno or 0
        lines[start:end] = [line if number else " " * body[0].col_offset + line
                            for number, line in enumerate(statement.split("\n"))]  # fmt: skip
        return "\n".join(lines)
    at = body[1] if has and len(body) > 1 else body[0]
    indent = " " * at.col_offset
    first = statement.split("\n")
    inside = first if '"""' in statement else [first[0], *(indent + line for line in first[1:])]
    place = first_line(at) - 1
    lines[place:place] = [indent + inside[0], *inside[1:]]
    return "\n".join(lines)
