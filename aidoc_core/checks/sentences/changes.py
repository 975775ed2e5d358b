"""What sentences say of arguments that are changed or left alone, and of copies that are returned."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from aidoc_core.checks.families import OPEN, of_annotation
from aidoc_core.checks.fates import CHANGES, fate
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.fresh import gives_new
from aidoc_core.checks.recognition.doubt import is_short
from aidoc_core.checks.rule import rule
from aidoc_core.checks.sentences.decided import decided
from aidoc_core.checks.sentences.parts import leaves_part_alone
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.fates import Fate
    from aidoc_core.checks.rule import Complaint
    from aidoc_core.checks.statements import Statement
    from aidoc_core.checks.target import Target
    from aidoc_core.code.objects import Parameter

_IMMUTABLE = frozenset(
    {"int", "float", "complex", "str", "bytes", "bool", "none", "tuple", "decimal", "date", "datetime"}
)

_CONTAINERS = frozenset({"list", "dict", "set", "bytearray", "mapping", "sequence"})
_NAMES_OF_OTHERS = frozenset({"str", "bytes", "path", "int"})
"""Types of what may only be the name of something else, which is what gets changed: of a file, a table."""


@rule("AD208", Severity.DROP, "contradiction", english=True)
def change_of_argument(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence says that an argument is changed, which is not, or is left alone, which is changed.

    "`items` is modified in place" where the body only reads it, or where its type cannot change; "Leaves `items`
    unchanged" where the body appends to it, or a function of the package that it is passed to; "Returns a copy" where
    the body returns `self`, "Returns itself" where each `return` makes another object. The rule reports nothing where
    the argument goes on to other code, or where its name gets another value, nor where an attribute of the same name
    may be meant, nor of a part that the change may not be one of ("The order of `items` is not changed" where
    something is appended). What is gone through may be used up.

    Hint: what the body does; the sentence is removed.
    """
    if subject.obj.kind == "function":
        yield from decided(said, subject, "changes", _changes, _names_argument)


def _names_argument(one: Statement, subject: Target) -> bool:
    """Whether a sentence has the argument that it is about in a code span."""
    del subject
    return is_short(one.sentence) and f"`{one.subject}`" in one.sentence


def _changes(one: Statement, subject: Target) -> tuple[str, str] | None:  # noqa: PLR0911 - a combination of concepts a line
    if one.value in ("new", "kept", "uncopied") or one.value.startswith("itself"):
        return _of_result(one, subject)
    if one.subject == "*":
        return _of_any(one, subject)
    name, parameter = one.subject, subject.parameter(one.subject)
    if parameter is None or parameter.name.startswith("*") or _BY_OTHERS.search(one.sentence):
        return None
    if _is_called(name, subject) or (one.where == f"parameter {name}" and parameter.default in ("True", "False")):
        return None  # of a function its work is told; a flag tells whether something else is changed
    if (
        _is_of_attribute(one, subject)
        or _is_state(one, subject)
        or (_USED_UP.search(one.sentence) and _may_be_used_up(parameter, subject))
    ):
        return None
    if one.value == "mutates" and (_cannot_change(parameter.annotation) or _fate(name, subject) == "read"):
        return f"says that '{name}' is changed, which it is not", f"`{name}` is not changed."
    if one.value == "updates" and _is_container(parameter, subject) and _fate(name, subject) == "read":
        return f"says that '{name}' is changed, which it is not", f"`{name}` is not changed."
    if one.value == "keeps" and _fate(name, subject) == "changed" and subject.definition is not None:
        if leaves_part_alone(one.sentence, name, subject.definition):
            return None
        return f"says that '{name}' is not changed, which it is", f"`{name}` is changed in place."
    return None


def _is_of_attribute(one: Statement, subject: Target) -> bool:
    """Whether a sentence may be right about an attribute, which has the name of a parameter.

    "The bytes are copied to `data`", where the body sets `self.data`; "`data` stays as it is", where that is read.
    An entry is on its parameter, and so is a sentence that calls it one.
    """
    if one.where == f"parameter {one.subject}" or _AS_ARGUMENT.search(one.sentence):
        return False
    is_there = any(isinstance(node, ast.Attribute) and node.attr == one.subject for node in _nodes(subject))
    is_changed = is_there and any(_changed_in(node) == one.subject for node in _nodes(subject))
    return is_there and is_changed == (one.value != "keeps")


def _changed_in(node: ast.AST) -> str:
    """The attribute that a node sets, or changes as `self.rows.append(1)` does; empty if there is none."""
    match node:
        case ast.Attribute(attr=name, ctx=ast.Store() | ast.Del()):
            return name
        case ast.Subscript(value=ast.Attribute(attr=name), ctx=ast.Store() | ast.Del()):
            return name
        case ast.Call(func=ast.Attribute(value=ast.Attribute(attr=name), attr=method)) if method in CHANGES:
            return name
    return ""


def _is_state(one: Statement, subject: Target) -> bool:
    """Whether a sentence may tell how an argument is when it is passed: sorted, where the body sorts nothing."""
    match = _STATE.search(one.sentence)
    if match is None or match["name"] != one.subject or _HERE.search(one.sentence):
        return False
    return not any(match["deed"].lower() in name.lower() for name in subject.own_names)


_STATE = regex(
    r"`(?P<name>\w+)`{1,2}\s+(?:is|are)\s+(?:already\s+)?"
    r"(?P<deed>sort|order|shuffl|normal|pad|fill|truncat|trim|dedup|round|scal|popul|revers|flatt|index|group|merg)[a-z]*ed\b"
)
"""Of these a thing is said to be as well as to get so."""
_HERE = regex(
    r"\bin[- ]place\b|\b(?:directly|itself|afterwards|call\w*|functions?|methods?|caller\w*)\b", re.IGNORECASE
)
"""Words of what is done by the call."""


_AS_ARGUMENT = regex(r"\b(?:arguments?|parameters?|inputs?|callers?|passed|given)\b", re.IGNORECASE)


_USED_UP = regex(r"\b(?:consum|exhaust|drain|deplet|advanc|us(?:e|es|ed|ing)\s+up\b)", re.IGNORECASE)


def _may_be_used_up(parameter: Parameter, subject: Target) -> bool:
    """Whether an argument may be an iterator or a file, and the body goes through it."""
    families = of_annotation(parameter.annotation) if parameter.annotation else OPEN
    if families != OPEN and not families & {"iterable", "iterator"}:
        return False
    return any(_is_gone_through(node, parameter.name) for node in _nodes(subject))


def _is_gone_through(node: ast.AST, name: str) -> bool:
    match node:
        case ast.For(iter=value) | ast.AsyncFor(iter=value) | ast.comprehension(iter=value):
            return any(isinstance(one, ast.Name) and one.id == name for one in ast.walk(value))
        case ast.YieldFrom(value=ast.Name(id=other)) | ast.Starred(value=ast.Name(id=other)):
            return other == name
        case ast.Call(func=ast.Attribute(value=ast.Name(id=other), attr="read" | "readline" | "readlines")):
            return other == name
        case ast.Call(func=ast.Name(), args=arguments):
            return any(isinstance(one, ast.Name) and one.id == name for one in arguments)
    return False


def _of_result(one: Statement, subject: Target) -> tuple[str, str] | None:
    """What is wrong with the object itself as the result, or with a copy of it."""
    if one.value == "new":
        if _CHANGED_ITSELF.search(one.sentence) and _changes_itself(subject):
            return None
        wrong = "says that a copy is returned, where the object itself is", "It returns the object itself."
        return wrong if _gives_itself(subject) else None
    if one.value.startswith("itself"):
        return _not_itself(one.value.partition(":")[2], subject)
    if one.value == "uncopied":
        wrong = "says that no copy is returned, where one is", "It returns a new object."
        return wrong if gives_new(subject, containers=True) else None
    if not (_gives_itself(subject) and _changes_itself(subject)):
        return None
    return "says that the object is not changed, which it is", "It changes the object, and returns it."


_CHANGED_ITSELF = regex(
    r"^(?!.*\b(?:cop\w+|clone\w*|new|another|fresh\w*|separate|different)\b).*"
    r"\b(?:the|this|its?)\s+(?:modifi|chang|updat|alter|mutat|fitt|train|configur|extend|adjust|sort)ed\s+"
    r"(?:instance|object|estimator|self|model)\b",
    re.IGNORECASE | re.DOTALL,
)
"""What the object is when it has been changed: "The fitted instance"."""


def _not_itself(called: str, subject: Target) -> tuple[str, str] | None:
    """What is wrong with the same object as a result: each `return` makes another.

    Args:
        called: What the object is called, as the store in "this store"; empty for an object without a name.
        subject: The method.
    """
    owner = subject.context.owner if subject.context is not None else None
    if (called and (owner is None or called != owner.name.lower())) or not gives_new(subject):
        return None
    return "says that the object itself is returned, where a new one is", "It returns a new object."


def _is_called(name: str, subject: Target) -> bool:
    """Whether an argument is a function, by its annotation or as the body calls it."""
    parameter = subject.parameter(name)
    if parameter is not None and "Callable" in (parameter.annotation or ""):
        return True
    calls = (node.func for node in _nodes(subject) if isinstance(node, ast.Call))
    return any(isinstance(function, ast.Name) and function.id == name for function in calls)


def _of_any(one: Statement, subject: Target) -> tuple[str, str] | None:
    """What is wrong with a sentence on an argument that it does not name."""
    if _BY_OTHERS.search(one.sentence):
        return None
    fates = {p.name: _fate(p.name, subject) for p in subject.obj.parameters if not p.name.startswith("*")}
    changed = next((name for name, fate in fates.items() if fate == "changed"), "")
    if one.value == "keeps" and changed and (len(fates) == 1 or _ALL.search(one.sentence)):
        return f"says that '{changed}' is not changed, which it is", f"`{changed}` is changed in place."
    if one.value == "mutates" and fates and set(fates.values()) == {"read"}:
        return "says that an argument is changed, where none is", "No argument is changed."
    return None


_ALL = regex(r"\b(?:arguments|inputs|parameters)\b", re.IGNORECASE)
_BY_OTHERS = regex(
    r"\b(?:may|can|must|should|could)\s+(?:not\s+|never\s+)?be\s+(?:chang|modif|mutat|alter|updat|copied)"
    r"|\b(?:chang|modif|alter|updat|mutat)\w+\s+by\s+(?:the\s+)?(?:callers?|users?|other)\b"
    r"|\b(?:other|existing|remaining|further)\s+(?:entries|elements|items|keys|values|contents|fields|attributes)\b"
    r"|^\W*(?:chang|modify|mutat|alter|updat|edit)ing\b"
    r"|\bcop(?:y|ies)\s+of\s+`{0,2}\w+`{0,2}\s+that\s+(?:was|were|has|have|is|are)\b",
    re.IGNORECASE,
)
"""What others may do to an argument, and what is said of a part of it alone."""


def _gives_itself(subject: Target) -> bool:
    """Whether every `return` of a method has `self`, which has no other value."""
    body = subject.body
    if body is None or not body.returns or subject.is_stub or not subject.kept.results or body.yields:
        return False
    if not all(isinstance(value, ast.Name) and value.id == "self" for value in body.returns):
        return False
    nodes = ast.walk(subject.definition) if subject.definition is not None else ()
    return not any(isinstance(n, ast.Name) and n.id == "self" and not isinstance(n.ctx, ast.Load) for n in nodes)


def _changes_itself(subject: Target) -> bool:
    """Whether a method sets an attribute of its object, or changes what is in one."""
    return any(_is_change(node) for node in _nodes(subject))


def _nodes(subject: Target) -> Iterator[ast.AST]:
    return ast.walk(subject.definition) if subject.definition is not None else iter(())


def _is_change(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id="self"), ctx=ast.Store() | ast.Del()):
            return True
        case ast.Subscript(value=ast.Attribute(value=ast.Name(id="self")), ctx=ast.Store() | ast.Del()):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Attribute(value=ast.Name(id="self")), attr=method)):
            return method in CHANGES
    return False


def _is_container(parameter: Parameter, subject: Target) -> bool:
    """Whether an argument can only be changed by what is in it: no file, no name of something else."""
    families = of_annotation(parameter.annotation) if parameter.annotation else OPEN
    if not families.isdisjoint(_NAMES_OF_OTHERS):
        return False
    return families - {"none"} <= _CONTAINERS or any(
        _is_used_as_container(node, parameter.name) for node in _nodes(subject)
    )


def _is_used_as_container(node: ast.AST, name: str) -> bool:
    match node:
        case ast.For(iter=ast.Name(id=other)) | ast.comprehension(iter=ast.Name(id=other)):
            return other == name
        case ast.Subscript(value=ast.Name(id=other)):
            return other == name
        case ast.Call(func=ast.Name(id="len" | "enumerate" | "sorted" | "list" | "set"), args=[ast.Name(id=other), *_]):
            return other == name
    return False


def _cannot_change(annotation: str | None) -> bool:
    families = of_annotation(annotation)
    return families != OPEN and families <= _IMMUTABLE


def _fate(name: str, subject: Target) -> Fate:
    """What the body does to an argument; what it changes may be a copy where decorators hand it on."""
    if subject.body is None or subject.is_stub or subject.definition is None:
        return "unknown"
    fates: dict[str, Fate] = subject.memory.setdefault("fates", {})
    if name not in fates:
        found = fate(name, subject.definition, subject.context)
        fates[name] = found if found == "read" or _hands_on(subject) else "unknown"
    return fates[name]


def _hands_on(subject: Target) -> bool:
    """Whether its decorators give the function what callers pass, as far as they can be read."""
    kept = subject.kept
    return kept.results or (kept.read and kept.supplied == frozenset())
