"""What a statement claims, by the names of the recogniser."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aidoc_core.checks.statements import Statement

_NOTHING, _SOMETHING = "says nothing is returned", "says something is returned"
_OF_METHOD = "class or static method"
_CLAIMS: dict[tuple[str, str], str] = {
    ("gives", "nothing"): _NOTHING,
    ("gives", "something"): _SOMETHING,
    ("raises", "never"): "never raises",
    ("switch", "on"): "default on",
    ("switch", "off"): "default off",
    ("default", "None"): "default None",
    ("changes", "mutates"): "changes its argument",
    ("changes", "updates"): "changes its argument",
    ("changes", "keeps"): "leaves its argument alone",
    ("changes", "new"): "returns a copy",
    ("changes", "kept"): "returns a copy",
    ("is", "generator"): "generator, claimed",
    ("is", "iterator"): "generator, claimed",
    ("is", "no generator"): "generator, denied",
    ("is", "coroutine"): "coroutine, claimed",
    ("is", "no coroutine"): "coroutine, denied",
    ("is", "class method"): _OF_METHOD,
    ("is", "static method"): _OF_METHOD,
    ("is", _OF_METHOD): _OF_METHOD,
    ("is", "context manager"): "context manager",
    ("is", "property"): "property",
    ("is", "abstract"): "abstract",
    ("is", "decorator"): "decorator",
}
_OF_KINDS = {
    "parameter": "invented parameter",
    "required": "required",
    "optional": "optional",
    "order": "order of a tuple",
}


def claims_of(one: Statement) -> tuple[str, ...]:
    """The claims of a statement; none where the weights tell too little: of a value, a type, the name of an exception.

    Args:
        one: What was read.
    """
    if one.subject == "sometimes" and one.value == "nothing":
        return ()
    found = _OF_KINDS.get(one.kind) or _CLAIMS.get((one.kind, one.value))
    return (found,) if found is not None else ()
