"""The signature that autodoc writes for a live object, where it does not stand in a docstring.

Its annotations as they were written, not evaluated: see `annotations`.
"""

from __future__ import annotations

import inspect
from inspect import Parameter, Signature, isfunction, ismethod
from typing import TYPE_CHECKING, Any

from sphinx.util.inspect import is_builtin_class_method, object_description, safe_getattr, stringify_signature

from sphinx_aidoc.annotations import as_written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_aidoc.live_object import LiveObject

# What merely passes on what it is given: autodoc looks further.
_PASSES_ON = frozenset({"enum.EnumMeta.__call__", "enum.EnumType.__call__", "typing.Generic.__new__"})
_STARS: dict[Any, str] = {Parameter.VAR_POSITIONAL: "*", Parameter.VAR_KEYWORD: "**"}


def shown_parameters(obj: Any) -> list[str] | None:
    """The parameters in the signature of a function or class, with their stars; `None` where none is shown."""
    try:
        signature = _of_class(obj) if isinstance(obj, type) else signature_of(obj)
        for one in signature.parameters.values():
            object_description(one.default)
    except Exception:  # noqa: BLE001 - an object may be anything; neither does autodoc know it
        return None
    return [f"{_STARS.get(one.kind, '')}{one.name}" for one in signature.parameters.values()]


def text_of(found: LiveObject) -> str | None:
    """The parameters of a function or class as autodoc writes them, in parentheses; `None` where it writes none.

    Args:
        found: The function or class.
    """
    try:
        return stringify_signature(_signature(found), show_return_annotation=False)
    except Exception:  # noqa: BLE001 - an object may be anything
        return None


def signature_text(found: LiveObject) -> str:
    """The signature of a function or class as autodoc writes it, with what a function returns.

    Args:
        found: The function or class.

    Raises:
        Exception: Whatever the object makes of being asked; neither does autodoc write any then.
    """
    return stringify_signature(_signature(found), show_return_annotation=not isinstance(found.obj, type))


def source_of(found: LiveObject) -> tuple[Any, bool]:
    """The object that autodoc reads a signature from, and whether the first parameter is not shown.

    `None` where it has one already.

    Args:
        found: A function or class.
    """
    if not isinstance(found.obj, type):
        return found.obj, _is_bound(found)
    if isinstance(safe_getattr(found.obj, "__signature__", None), Signature):
        return None, False
    for method in _written(found.obj):
        try:
            signature_of(method, bound=True)
        except ValueError:
            continue
        return method, True
    return found.obj, False


def _signature(found: LiveObject) -> Signature:
    obj = found.obj
    return _of_class(obj) if isinstance(obj, type) else signature_of(obj, bound=_is_bound(found))


def _is_bound(found: LiveObject) -> bool:
    return isinstance(found.owner, type) and not isinstance(
        inspect.getattr_static(found.owner, found.name), staticmethod
    )


def signature_of(obj: Any, *, bound: bool = False) -> Signature:
    """The signature of an object.

    Args:
        obj: Anything that can be called.
        bound: Whether it is a method that was got from its class, so that its first parameter is not shown.

    Raises:
        TypeError: It cannot be called.
        ValueError: It has none, as built-in functions.
    """
    signature = inspect.signature(obj, **as_written)
    if not bound or ismethod(obj) or inspect.isbuiltin(obj):
        return signature
    # Not validated, as autodoc does it: a default may be `inspect.Parameter.empty` itself.
    return Signature(list(signature.parameters.values())[1:], __validate_parameters__=False)


def _of_class(cls: type) -> Signature:
    """That of a class: of `__call__`, `__new__` and `__init__` autodoc takes the first that anybody has written.

    Wherever they stand: Python itself would prefer the `__init__` of a class to the `__new__` of its base.
    """
    own = safe_getattr(cls, "__signature__", None)
    if isinstance(own, Signature):
        return own
    for method in _written(cls):
        try:
            return signature_of(method, bound=True)
        except ValueError:
            continue
    return signature_of(cls)


def _written(cls: type) -> Iterator[Any]:
    """What somebody has written of the methods that make an object of a class, in autodoc's order."""
    for owner, name in ((type(cls), "__call__"), (cls, "__new__"), (cls, "__init__")):
        method: Any = None if is_builtin_class_method(owner, name) else safe_getattr(owner, name, None)
        written = isfunction(method) or ismethod(method)
        if written and f"{method.__module__}.{method.__qualname__}" not in _PASSES_ON:
            yield method
