"""What autodoc looks at and does not show, or not whole: members that it leaves out, and rows of tables.

Since Sphinx 9 it reads the docstring of a member before it decides on it; autosummary has it read whole docstrings, of
which a table shows the first words.
"""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Any

from sphinx.errors import PycodeError
from sphinx.ext.autosummary import Autosummary
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.inspect import safe_getattr, unpartial

from sphinx_aidoc.members import MemberOptions

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_aidoc.event import Event
    from sphinx_aidoc.live import Live


def leaves_out(env: BuildEnvironment, name: str, live: Any, options: Any) -> bool:
    """Whether autodoc is going to leave a member of a module out, because another module defines it.

    The same rule as in autodoc's `_document_members` and `_generate_directives`.

    Args:
        env: Sphinx' environment.
        name: The name of an event, `module.name` or `module::name`.
        live: The object.
        options: autodoc's options for the module.
    """
    module, member = gathering(env), name.replace("::", ".").rpartition(".")[2]
    return is_foreign(env, name, live, options) and not _commented(module, member)


def gathering(env: BuildEnvironment) -> str:
    """The module of which autodoc is gathering members, or of a class; empty at all other times."""
    module = safe_getattr(getattr(env, "current_document", None), "autodoc_module", "")
    return str(module or "")


def is_foreign(env: BuildEnvironment, name: str, live: Any, options: Any) -> bool:
    """The same as `leaves_out`, if nothing stood where autodoc looks for a comment on the member."""
    module = gathering(env)
    if not module or name.replace("::", ".").rpartition(".")[0] != module:
        return False
    wanted = MemberOptions.from_event(options)
    exports = safe_getattr(sys.modules.get(module), "__all__", None)
    if wanted.imported or not wanted.everything or (exports is not None and not wanted.ignore_all):
        return False
    home = safe_getattr(unpartial(live), "__module__", None)
    return bool(home) and home != module


def strays(env: BuildEnvironment, event: Event, live: Live) -> bool:
    """Whether autodoc would leave a class or function to the module that defines it, were it not for aidoc's mark."""
    module, _dot, name = event.name.rpartition(".")
    return live.belongs(module, name) is False and is_foreign(env, event.name, event.live, event.given)


def in_table() -> bool:
    """Whether autodoc is at work for a row of a table: autosummary's, or that of an extension that builds upon it.

    Only the calls that are under way tell it: the event is the same as that of a directive without options.
    """
    frame = inspect.currentframe()
    while frame is not None:
        if frame.f_code is Autosummary.get_items.__code__:
            return True
        frame = frame.f_back
    return False


def _commented(module: str, name: str) -> bool:
    """Whether a comment or a mark makes autodoc take a name for the module's own."""
    try:
        return ("", name) in ModuleAnalyzer.for_module(module).find_attr_docs()
    except PycodeError:  # no source
        return False
