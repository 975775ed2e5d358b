"""What people say of the members of classes that are there: comments beside assignments, and docstrings."""

from __future__ import annotations

import inspect
import sys
from typing import Any

from sphinx.errors import PycodeError
from sphinx.pycode import ModuleAnalyzer

from sphinx_aidoc.marked import marked_path


def inherited_comment(parent: Any, name: str) -> list[str]:
    """The `#:` comment or text that autodoc finds for an attribute of a class in one of its bases, as lines."""
    for base in getattr(parent, "__mro__", ())[1:]:
        if lines := live_comment(base, name):
            return lines
    return []


def live_comment(cls: type, name: str) -> list[str]:
    """What a person says of an attribute where a class, imported already, assigns it."""
    if cls.__module__ not in sys.modules or cls.__module__ == "builtins":
        return []
    try:
        found = ModuleAnalyzer.for_module(cls.__module__).find_attr_docs()
    except PycodeError:  # no source
        return []
    lines = list(found.get((cls.__qualname__, name), ()))
    return [] if marked_path(lines) else lines


def live_text(cls: type, name: str) -> str:
    """What a class says of a method or property that it defines itself."""
    member = vars(cls).get(name)
    if isinstance(member, staticmethod | classmethod):
        member = member.__func__
    if not (inspect.isroutine(member) or isinstance(member, property)):
        return ""
    text = member.__doc__
    defaults = (object.__init__.__doc__, object.__new__.__doc__)
    return text if isinstance(text, str) and text not in defaults else ""
