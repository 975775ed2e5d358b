"""What of a module can be seen from outside, as digests: its objects as extensions have left them, and their faces.

A face leaves out what Griffe does not read: the bodies of functions, comments, the lines on which things stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.code.lookup.digests import digest
from aidoc_core.code.wrapping import without_added

if TYPE_CHECKING:
    from collections.abc import Iterator


def _within(module: griffe.Module) -> Iterator[tuple[str, Any]]:
    """All that a module holds, each with its name, no alias followed, and no module entered."""
    waiting: list[Any] = [module]
    while waiting:
        for name, member in waiting.pop().members.items():
            yield name, member
            if type(member) is not griffe.Alias and not isinstance(member, griffe.Module) and member.members:
                waiting.append(member)


def tree_of(module: griffe.Module) -> str | None:
    """A digest of the objects of a module as extensions have left them: all else stands in its text.

    `None` where any docstring has sections that stand in no text.
    """
    found: list[object] = []
    add = found.append
    if not _add_docstring(module, found):
        return None
    for name, member in _within(module):
        if type(member) is griffe.Alias:
            add((name, member.target_path))
            continue
        add((name, member.kind.value, sorted(member.labels) if member.labels else ""))
        if isinstance(member, griffe.Module):
            continue
        if member.docstring is not None and not _add_docstring(member, found):
            return None
        if type(member) is griffe.Function:
            add([(one.name, one.kind) for one in member.parameters])
            add(bool(member.overloads))
        elif type(member) is griffe.Class:
            add((len(member.bases), len(member.decorators)))
    return digest(found)


def _add_docstring(obj: griffe.Object, found: list[object]) -> bool:
    docstring = without_added(obj.docstring)
    if docstring is None:
        return True
    if type(docstring) is not griffe.Docstring or "parsed" in vars(docstring):
        return False
    found.append(docstring.value)
    if docstring.parent is not obj and docstring.parent is not None:  # an extension lets it inherit one
        found.append(docstring.parent.path)
    return True


def face_of(module: griffe.Module, tree: str) -> str:
    """A digest of what others may see of a module.

    Args:
        module: The module.
        tree: What `tree_of` gave of it.
    """
    return digest(tree, list(_faces(module)))


def _faces(module: griffe.Module) -> Iterator[object]:
    """All of a module that can be seen without reading bodies."""
    yield (module.exports and list(map(str, module.exports)), sorted(module.imports.items()))
    for name, member in _within(module):
        if type(member) is griffe.Alias:
            yield name, member.target_path, member.runtime
        elif not isinstance(member, griffe.Module):
            yield name, *_face(member)


def _face(obj: Any) -> Iterator[object]:
    yield obj.path, obj.kind.value, sorted(obj.labels), obj.runtime, sorted(obj.imports.items()), obj.is_public
    yield [str(one) for one in obj.type_parameters] if hasattr(obj, "type_parameters") else ()
    if isinstance(obj, griffe.Function):
        yield from _signature(obj)
        yield [tuple(_signature(one)) for one in obj.overloads or ()]
        if "__doc__" in "".join(obj.lines if obj.name in ("__init__", "__new__") else ()):
            yield obj.lines  # it may take the words of what it makes
    elif isinstance(obj, griffe.Class):
        yield list(map(str, obj.bases)), [str(one.value) for one in obj.decorators], str(getattr(obj, "keywords", ""))
        yield [(name, [tuple(_signature(one)) for one in more]) for name, more in obj.overloads.items()]
    else:
        yield str(getattr(obj, "value", "")), str(getattr(obj, "annotation", ""))
        for name in ("setter", "deleter"):
            if (other := getattr(obj, name, None)) is not None:
                yield tuple(_signature(other))


def _signature(function: griffe.Function) -> Iterator[object]:
    yield [(one.name, one.kind, str(one.annotation), str(one.default)) for one in function.parameters]
    yield str(function.returns), [str(one.value) for one in function.decorators]
    yield function.docstring and getattr(without_added(function.docstring), "value", "")
