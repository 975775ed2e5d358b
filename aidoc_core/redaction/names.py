"""Which names hold secrets, and which literals the code gives to which names."""

from __future__ import annotations

import ast
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Holds(IntEnum):
    """How sure a name makes that its value is a secret."""

    NOTHING = 0
    """The value has to speak for itself."""
    RANDOM = 1
    """A `key`, an `auth`: often something else, so the value has to look random."""
    TOKEN = 2
    """A `token`: in code that parses, often a word or a sign."""
    SECRET = 3
    """A `password`: anything but a placeholder or another name."""


_WORDS = regex(r"[A-Z]+(?![a-z])|[A-Z]?[a-z\u00df-\u00ff]+|[0-9]+")
_TAIL = frozenset(
    """
    default value val values str string text bytes b64 base64 hex raw plain plaintext clear cleartext encoded old new
    prod production dev development staging live primary secondary main master fallback const literal 0 1 2 3 4 5 6 7
    8 9 the my
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Words behind the one that counts: `password_default`, `api_key_2`."""
_SECRET = frozenset(
    """
    password passwords passwd passphrase pwd passcode secret secrets credential credentials apikey apikeys
    contrasena contraseña kennwort passwort secretkey privatekey accesskey pw authkey
    """.split()  # noqa: SIM905
)
_TOKEN = frozenset(["token", "tokens", "authtoken", "accesstoken", "jwt", "bearer", "dsn", "authorization"])
_KEYS = frozenset(
    """
    api access secret private account auth encryption signing shared storage service client master app application
    db database webhook license hmac aes fernet crypto cipher subscription admin session cookie sas signature
    consumer connection host primary secondary
    """.split()  # noqa: SIM905
)
"""Words that make a `key` a secret one."""
_RANDOM = frozenset(["key", "keys", "auth", "signature", "sig", "salt", "seed", "cookie", "csrf", "pass", "sid"])


@lru_cache(maxsize=4_096)
def holds(name: str) -> Holds:
    """What a name says of its value: `DB_PASSWORD`, `clientSecret` and `x-api-key` do, `password_field` does not."""
    words = [word.lower() for word in _WORDS.findall(name)]
    while len(words) > 1 and words[-1] in _TAIL:
        words.pop()
    if not words:
        return Holds.NOTHING
    last, before = words[-1], words[-2] if len(words) > 1 else ""
    if last in _SECRET or (last == "pass" and before):
        return Holds.SECRET
    if last in ("key", "keys") and before in _KEYS:
        return Holds.SECRET
    if last == "string" and before == "connection":
        return Holds.TOKEN
    if last in _TOKEN:
        return Holds.TOKEN
    return Holds.RANDOM if last in _RANDOM else Holds.NOTHING


_READS = frozenset(
    ["get", "getenv", "setdefault", "setattr", "getattr", "pop", "put", "putenv", "set", "setenv", "getpass"]
)
"""Calls that take a name and then its value: `environ.get("TOKEN", "...")`."""
_WRAPS = regex(
    r"(?:str|bytes|bytearray|b64decode|b64encode|urlsafe_b64decode|unhexlify|fromhex|dedent|quote|quote_plus|Some"
    r"|\w*(?:Secret|Password|Token|Credential|Key)\w*)"
)
_METHODS = frozenset(["encode", "decode", "strip", "lower", "upper", "format", "replace", "rstrip", "lstrip", "join"])
_FALLBACKS = frozenset(["default", "value", "fallback", "initial", "example", "const"])
_BASIC = regex(r"\w*(?:Basic|Digest|Proxy|NTLM)\w*Auth\w*|UsernamePassword\w*")
_ONE_KEY = regex(r"\w*(?:KeyCredential|TokenAuth|TokenCredential|ApiKeyAuth|BearerAuth)")
_PAIRS = frozenset(["auth", "basic_auth", "http_auth", "proxy_auth", "credentials"])


def given_names(tree: ast.AST) -> dict[tuple[int, int], str]:
    """The names that literals are given to, by line and column (in bytes) of the literal."""
    found: dict[tuple[int, int], str] = {}
    for node in ast.walk(tree):
        for name, value in _gifts(node):
            if holds(name):
                _give(value, name, found)
    return found


def _give(value: ast.expr, name: str, found: dict[tuple[int, int], str]) -> None:  # noqa: C901 - one case a line
    todo = [value]
    while todo:
        node = todo.pop()
        match node:
            case ast.Constant(value=str() | bytes()) | ast.JoinedStr():
                found.setdefault((node.lineno, node.col_offset), name)
            case ast.BoolOp():
                todo += node.values
            case ast.IfExp():
                todo += [node.body, node.orelse]
            case ast.BinOp(op=ast.Add()):
                todo += [node.left, node.right]
            case ast.BinOp(op=ast.Mod()):
                todo.append(node.left)
            case ast.List() | ast.Tuple() | ast.Set():
                todo += node.elts
            case ast.NamedExpr() | ast.Await() | ast.Starred():
                todo.append(node.value)
            case ast.Call(func=ast.Attribute(value=inner, attr=attr)) if attr in _METHODS:
                todo.append(inner)
            case ast.Call():
                if _WRAPS.fullmatch(_last(node.func)):
                    todo += node.args
                todo += [keyword.value for keyword in node.keywords if keyword.arg in _FALLBACKS]


def _gifts(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:  # noqa: C901 - one case a line
    match node:
        case ast.Assign():
            for target in node.targets:
                yield from _assigned(target, node.value)
        case ast.AnnAssign(value=ast.expr() as value) | ast.AugAssign(value=value) | ast.NamedExpr(value=value):
            yield from _assigned(node.target, value)
        case ast.keyword(arg=str() as name, value=value):
            if name in _PAIRS and isinstance(value, ast.Tuple) and len(value.elts) > 1:
                yield "password", value.elts[1]  # the first name that is given counts
            yield name, value
        case ast.Dict():
            yield from ((_last(key), value) for key, value in zip(node.keys, node.values, strict=True) if key)
        case ast.Compare(ops=[ast.Eq() | ast.NotEq()], left=left, comparators=[right]):
            yield from ((_last(left), right), (_last(right), left))
        case ast.arguments():
            positional = [*node.posonlyargs, *node.args]
            count = len(node.defaults)
            yield from zip((a.arg for a in positional[len(positional) - count :]), node.defaults, strict=True)
            for argument, default in zip(node.kwonlyargs, node.kw_defaults, strict=True):
                if default is not None:
                    yield argument.arg, default
        case ast.Call():
            yield from _passed(node)
        case ast.FunctionDef() | ast.AsyncFunctionDef() if holds(node.name) > Holds.RANDOM:
            yield from ((node.name, n.value) for n in ast.walk(node) if isinstance(n, ast.Return) and n.value)


def _assigned(target: ast.expr, value: ast.expr) -> Iterable[tuple[str, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        return [(_last(one), given) for one, given in zip(target.elts, value.elts, strict=True)]
    return [(_last(target), value)]


def _passed(call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    function = _last(call.func)
    if function in _READS:
        for name, value in zip(call.args, call.args[1:], strict=False):
            if isinstance(name, ast.Constant):
                yield _last(name), value
    if _BASIC.fullmatch(function) and len(call.args) > 1:
        yield "password", call.args[1]
    if _ONE_KEY.fullmatch(function) and call.args:
        yield "api_key", call.args[0]
    for first in call.args[:2]:  # `option("--token", default="...")`, `env.str("TOKEN", default="...")`
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            for keyword in call.keywords:
                if keyword.arg in _FALLBACKS:
                    yield first.value, keyword.value


def _last(node: ast.AST | None) -> str:
    """The name that an expression ends in, as far as it tells what it holds."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Constant(value=str() as name):
            return name if len(name) < 60 else ""  # noqa: PLR2004 - longer is no name
        case ast.Constant(value=bytes() as name):
            return _last(ast.Constant(value=name.decode("latin-1")))
        case ast.Subscript(slice=inner):
            return _last(inner)
        case ast.Call(func=ast.Attribute(attr="get"), args=[inner, *_]):
            return _last(inner)
    return ""
