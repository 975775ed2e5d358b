"""Whether a described name that no signature shows is certain to be no parameter, in a person's docstring.

People describe keys of a mapping, arguments of a function inside, what those take that go on elsewhere. The rule stays
as it is; here stands what must hold beside it.
"""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.parameters import invented_parameter
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.finding import Finding
    from aidoc_core.checks.target import Target

_CALLED = frozenset({"function", "class"})
"""Kinds that take arguments themselves: of a property, parameters are those of the callable that it gives."""
_FURTHER = frozenset({"args", "kwargs", "kwds", "kw"})
"""What an interface leaves to those that implement it, or a text calls the arguments that go on elsewhere."""
_LIST_OF_ANOTHER = 3
"""So many names that cannot be passed are a list about something else."""
_BELOW = regex(r"\b(?:below|following|remaining)\b", re.IGNORECASE)
_QUIET_METACLASSES = frozenset({"ABCMeta", "EnumMeta", "EnumType", "type"})
_VARIADIC = (griffe.ParameterKind.var_positional, griffe.ParameterKind.var_keyword)


def is_no_parameter(finding: Finding, said: Claims, subject: Target) -> bool:
    """A name in the form of the list's other names, without stars, and a call that shows all that it takes."""
    judged: dict[str, bool] = subject.memory.setdefault("judged", {})  # a list may have one name a thousand times
    if finding.quote not in judged:
        judged[finding.quote] = _is_no_parameter(finding.quote, said, subject)
    return judged[finding.quote]


def _is_no_parameter(name: str, said: Claims, subject: Target) -> bool:
    # First, since it leaves few names: what follows looks through the whole list for each.
    if subject.obj.kind not in _CALLED or _is_of_another(name, said, subject):
        return False
    item = next((item for item in said.parameters if item.name == name), None)
    known = [other for other in said.parameters if subject.parameter(other.name)]
    named_so = name[:1].islower() or name.startswith("_") or any(p.name[:1].isupper() for p in subject.obj.parameters)
    typed = all(other.type for other in known) and bool(known)
    return (
        _may_be_name(name)
        and f"*{name}" not in subject.obj.human
        and named_so
        and (item is None or not typed or bool(item.type))
        and subject.is_plain
        and not _has_metaclass(subject)
        and not _takes_more(subject)
        and name != _first(subject)
    )


def _is_of_another(name: str, said: Claims, subject: Target) -> bool:
    """Whether a name may belong to something else that the text is about.

    To a mapping whose keys stand below it, a call by place that the text shows, a function inside, a method of the
    class, or those that fill in a method which does nothing itself.
    """
    if "unknown" not in subject.memory:
        subject.memory["unknown"] = {finding.quote for finding in invented_parameter.findings(said, subject)}
    if len(subject.memory["unknown"]) >= _LIST_OF_ANOTHER or any(_BELOW.search(item.text) for item in said.parameters):
        return True
    called = rf"(?:\A\s*\w+|\b{re.escape(subject.obj.name)})\([^)]{{0,300}}\b{re.escape(name)}\b"
    if re.search(called, subject.obj.human):
        return True
    inside = ast.walk(subject.definition) if subject.definition is not None else ()
    if any(isinstance(one, ast.arg) and one.arg == name for one in inside):
        return True
    context = subject.context
    alike = context.package.by_name.get(subject.obj.name, ()) if context is not None and subject.is_stub else ()
    return any(isinstance(one, griffe.Function) and name in one.parameters for one in alike)


def _may_be_name(name: str) -> bool:
    """Whether it is no word of Python, and does not stand for all further arguments."""
    return name not in _FURTHER and not keyword.iskeyword(name) and not isinstance(getattr(builtins, name, None), type)


def _first(subject: Target) -> str:
    """The first parameter as written: methods of an interface (Zope's) are declared without `self`."""
    arguments = getattr(subject.definition, "args", None)
    if not isinstance(arguments, ast.arguments):
        return ""
    return next((one.arg for one in (*arguments.posonlyargs, *arguments.args)), "")


def _takes_more(subject: Target) -> bool:
    """Whether arguments go on, unnamed, to what only runs later, or a class has no constructor in sight."""
    if subject.obj.kind == "class":
        parameters = subject.constructor.parameters if subject.constructor is not None else None
        return parameters is None or any(p.kind in _VARIADIC for p in parameters)
    return any(parameter.name.startswith("*") for parameter in subject.obj.parameters)


def _has_metaclass(subject: Target) -> bool:
    """Whether a class, or one above it, is made by what may change its constructor and members."""
    context = subject.context
    makes = subject.obj.kind == "class" or subject.obj.name == "__init__"
    todo = [context.owner] if context is not None and context.owner is not None and makes else []
    seen: set[str] = set()
    while todo and context is not None:
        cls = todo.pop()
        node = context.package.statement(cls)
        for word in node.keywords if isinstance(node, ast.ClassDef) else ():
            if word.arg == "metaclass" and ast.unparse(word.value).rpartition(".")[2] not in _QUIET_METACLASSES:
                return True
        seen.add(cls.path)
        if len(seen) > 1 and "__init_subclass__" in cls.members:
            return True
        bases = context.package.bases(cls)
        todo += [base for base in bases if getattr(base, "is_class", False) and base.path not in seen]  # type: ignore[union-attr,misc]
    return False
