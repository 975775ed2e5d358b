"""The documenters of other extensions and of a project: what each shows is told by one that works unheard.

autodoc's own rules for members do not hold for them: each may have its own, and since Sphinx 9 they know no more kinds
of members than they bring along. So nothing is predicted here: a documenter writes what it writes into a place that
nobody reads, without a handler of docstrings or signatures, and each member for which it writes a line is shown.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from copy import copy
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from docutils.statemachine import StringList
from sphinx.ext.autodoc import EMPTY, Documenter
from sphinx.ext.autodoc.directive import DocumenterBridge, process_documenter_options
from sphinx.util.logging import suppress_logging

from sphinx_aidoc.apart import apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import FrameType

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.events import EventManager

    from sphinx_aidoc.live import Live
    from sphinx_aidoc.live_object import LiveObject
    from sphinx_aidoc.markers import Place

_OWN = "sphinx.ext.autodoc"
_ASKED = "autodoc-skip-member"
_NEAR = 6
"""Calls between a documenter and the line that it writes."""


def directives(app: Sphinx) -> dict[str, type[Documenter]]:
    """The documenters that are not autodoc's own, by the names of their directives."""
    found = app.registry.documenters
    return {f"auto{kind}": one for kind, one in found.items() if not one.__module__.startswith(_OWN)}


class Documenters:
    """The documenters that are not autodoc's own.

    Args:
        app: Sphinx.
        live: The objects at run time.

    Attributes:
        directives: The documenters, by the names of their directives, such as `autopydantic_model`.
        asks: Whether one works right now for aidoc, not for a page.
    """

    def __init__(self, app: Sphinx, live: Live) -> None:
        self._app = app
        self._live = live
        self.directives = directives(app)
        self.asks = False

    def of_member(self, live: LiveObject) -> str:
        """The directive of the documenter that shows a class as a member; empty where that is autodoc's own.

        Args:
            live: The class.
        """
        known = self._app.registry.documenters
        if not self.directives or "class" not in known:  # since Sphinx 9 autodoc shows members by itself
            return ""
        taking = [(one.priority, kind) for kind, one in known.items() if _takes(one, live)]
        directive = f"auto{max(taking, key=itemgetter(0))[1]}" if taking else ""
        return directive if directive in self.directives else ""

    def places(
        self, directive: str, name: str, options: Mapping[str, Any], *, member: bool = False
    ) -> list[tuple[Place, bool]]:
        """Where everything stands that a directive shows, or would show if it had `:undoc-members:`.

        Args:
            directive: Its name.
            name: The full name of what it shows.
            options: Its options, as written or as a documenter has them.
            member: Whether it is shown with all its members, as what stands around it shows it.

        Returns:
            Each with its module, namespace and name, and whether it is shown as it is. Nothing where the documenter
            fails: it tells that when the document is read.
        """
        documenter = self.directives.get(directive)
        module = self._live.module_of(name)
        if documenter is None or not module:
            return []
        target = name if name == module else f"{module}::{name[len(module) + 1 :]}"

        def shown(*, undocumented: bool) -> list[Place]:
            return self._written(documenter, target, options, member=member, undocumented=undocumented)

        self.asks = True
        try:
            with _at_work(self._app.env):
                found = apart(lambda: [shown(undocumented=False), shown(undocumented=True)])
        finally:
            self.asks = False
        known, more = ([tuple(place) for place in places] for places in found or ((), ()))
        return [(place, place in known) for place in dict.fromkeys((*known, *more))]

    def _written(
        self,
        documenter: type[Documenter],
        target: str,
        options: Mapping[str, Any],
        *,
        member: bool,
        undocumented: bool,
    ) -> list[Place]:
        env = self._app.env
        try:
            given = _given(documenter, options, env)
            if undocumented:
                given["undoc-members"] = True
            bridge: Any = DocumenterBridge(_Unheard(env), None, given, 0, _State())  # type: ignore[arg-type]
            bridge.result = written = _Written()
            documenter(bridge, target).generate(all_members=member)
        except Exception:  # noqa: BLE001 - it may do anything; Sphinx tells when it does it again
            return []
        writers = written.writing.values()
        return [(one.modname, ".".join(one.objpath[:-1]), "".join(one.objpath[-1:])) for one in writers]


def _takes(documenter: type[Documenter], live: LiveObject) -> bool:
    try:
        return bool(documenter.can_document_member(live.obj, live.name, False, None))  # noqa: FBT003 - autodoc's own
    except Exception:  # noqa: BLE001 - it may want to know more of what stands around
        return False


class _Written(StringList):
    """The lines of documenters, and who has written any."""

    def __init__(self) -> None:
        super().__init__()
        self.writing: dict[int, Any] = {}

    def append(self, item: str, source: str | None = None, offset: int = 0) -> None:
        super().append(item, source, offset)
        writer = _writer(sys._getframe(1)) if item.strip() else None  # noqa: SLF001 - nothing else tells it
        if writer is not None and writer.objpath is not None:
            self.writing.setdefault(id(writer), writer)


def _writer(frame: FrameType | None) -> Documenter | None:
    for _ in range(_NEAR):
        if frame is None:
            break
        if isinstance(one := frame.f_locals.get("self"), Documenter):
            return one
        frame = frame.f_back
    return None


class _Unheard:
    """Sphinx' environment, but that nobody hears of docstrings and signatures."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self.events = _Events(env.events)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)


class _Events:
    """Sphinx' events, of which only the question whether a member is left out has listeners."""

    def __init__(self, events: EventManager) -> None:
        self._events = events

    def emit(self, name: str, *event: Any, **how: Any) -> list[Any]:
        return self._events.emit(name, *event, **how) if name == _ASKED else []

    def emit_firstresult(self, name: str, *event: Any, **how: Any) -> Any:
        return self._events.emit_firstresult(name, *event, **how) if name == _ASKED else None


class _State:
    """What a documenter asks of the parser: how wide a tab is."""

    class document:  # noqa: N801 - docutils' names
        class settings:  # noqa: N801
            tab_width = 8


@contextmanager
def _at_work(env: BuildEnvironment) -> Iterator[None]:
    """A documenter at work: what it says is not heard, and where it stands in the code is forgotten again."""
    data: Any = env.temp_data
    before = {name: data.get(name) for name in ("autodoc:module", "autodoc:class")}
    with suppress_logging():
        try:
            yield
        finally:
            for name, value in before.items():
                data[name] = value


def _given(documenter: type[Documenter], options: Mapping[str, Any], env: BuildEnvironment) -> Any:
    """Options as a documenter takes them; those that one has already are copied: it may add to them."""
    if not all(isinstance(value, str) for value in options.values()):
        copied = {
            name: copy(value) if isinstance(value, set | list) else value
            for name, value in options.items()
            if value is not EMPTY
        }
        return type(options)(copied)  # type: ignore[call-arg]
    written: Any = {name: value or None for name, value in options.items()}
    return process_documenter_options(documenter, env.config, written)
