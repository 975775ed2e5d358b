"""The documenters of other extensions and of a project: what each shows is told by one that works unheard.

autodoc's own rules for members do not hold for them: each may have its own, and since Sphinx 9 they know no more kinds
of members than they bring along. So nothing is predicted here: a documenter writes what it writes into a place that
nobody reads, without a handler of docstrings or signatures, and each member for which it writes a line is shown.
"""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from operator import itemgetter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from docutils.statemachine import StringList
from docutils.utils import Reporter
from sphinx.ext.autodoc import EMPTY, Documenter
from sphinx.ext.autodoc.directive import DocumenterBridge, process_documenter_options
from sphinx.util.docutils import new_document
from sphinx.util.inspect import safe_getattr
from sphinx.util.logging import suppress_logging

from sphinx_aidoc.apart import apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import FrameType

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.events import EventManager

    from sphinx_aidoc.live import Live
    from sphinx_aidoc.live_object import LiveObject
    from sphinx_aidoc.markers import Place

_OWN = "sphinx.ext.autodoc"
_ASKED = "autodoc-skip-member"
_PATIENCE = 10.0
"""Seconds that documenters have in a build before pages are read, all together."""
_SILENT = 5
"""A level of docutils that no message has."""
_NEAR = 6
"""Calls between a documenter and the line that it writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What a documenter shows, or would show.

    Attributes:
        place: Its module, namespace and name.
        shown: Whether it is shown as it is; else only with `:undoc-members:`.
        worded: Whether the documenter has words of its own for it.
    """

    place: Place
    shown: bool
    worded: bool


def directives(app: Sphinx) -> dict[str, type[Documenter]]:
    """The documenters that are not autodoc's own, by the names of their directives."""
    found = app.registry.documenters
    return {f"auto{kind}": one for kind, one in found.items() if not one.__module__.startswith(_OWN)}


class Documenters:
    """The documenters that are not autodoc's own.

    Args:
        app: Sphinx.
        live: The objects at run time.
        patience: Seconds that they have in a build before pages are read, all together.

    Attributes:
        directives: The documenters, by the names of their directives, such as `autopydantic_model`.
        asks: Whether one works right now for aidoc, not for a page.
    """

    def __init__(self, app: Sphinx, live: Live, patience: float = _PATIENCE) -> None:
        self._app = app
        self._live = live
        self.directives = directives(app)
        self.asks = False
        self._patience = patience

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

    def places(self, directive: str, name: str, options: Mapping[str, Any], *, member: bool = False) -> list[Placed]:
        """Where everything stands that a directive shows, or would show if it had `:undoc-members:`.

        Args:
            directive: Its name.
            name: The full name of what it shows.
            options: Its options, as written or as a documenter has them.
            member: Whether it is shown with all its members, as what stands around it shows it.

        Returns:
            Each once. Where the documenter fails or comes to no end, what it names; all else is found when the document
            is read.
        """
        documenter = self.directives.get(directive)
        module = self._live.module_of(name)
        if documenter is None or not module:
            return []
        target = name if name == module else f"{module}::{name[len(module) + 1 :]}"

        def shown(*, undocumented: bool) -> list[tuple[Place, bool]]:
            return self._written(documenter, target, options, member=member, undocumented=undocumented)

        found = self._apart(lambda: [shown(undocumented=False), shown(undocumented=True)])
        if found is None:
            *above, last = name[len(module) + 1 :].split(".")
            return [Placed(place=(module, ".".join(above), last), shown=True, worded=False)]
        known, more = ({tuple(place): worded for place, worded in places} for places in found)
        return [Placed(place=place, shown=place in known, worded=worded) for place, worded in {**more, **known}.items()]

    def _apart(self, work: Callable[[], Any]) -> Any:
        """What a documenter comes to; `None` where it fails, and tells why when the document is read.

        One that waits, for a lock of another thread perhaps, is waited for once.
        """
        if self._patience <= 0:
            return None
        self.asks, began = True, time.monotonic()
        try:
            with _at_work(self._app.env):
                found = apart(work, seconds=self._patience)
        except Exception:  # noqa: BLE001 - it may do anything, and has no process of its own everywhere
            return None
        finally:
            self.asks = False
        self._patience -= time.monotonic() - began
        return found

    def _written(
        self,
        documenter: type[Documenter],
        target: str,
        options: Mapping[str, Any],
        *,
        member: bool,
        undocumented: bool,
    ) -> list[tuple[Place, bool]]:
        given = _given(documenter, options, self._app.env)
        if undocumented:
            given["undoc-members"] = True
        bridge = _bridge(self._app.env, given)
        bridge.result = written = _Written()
        documenter(bridge, target).generate(all_members=member)
        return [
            ((one.modname, ".".join(one.objpath[:-1]), "".join(one.objpath[-1:])), _has_own_words(one))
            for one in written.writing.values()
        ]


def _has_own_words(documenter: Any) -> bool:
    """Whether a documenter has words for what it shows that are not those of the object itself."""
    try:
        words = " ".join(word for lines in documenter.get_doc() or () for line in lines for word in line.split())
        return bool(words) and words != " ".join(str(safe_getattr(documenter.object, "__doc__", "")).split())
    except Exception:  # noqa: BLE001 - as for all that it does
        return False


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


def _bridge(env: BuildEnvironment, given: Any) -> Any:
    """What a directive hands to a documenter: environment, options, the parser's state; nobody hears of anything."""
    unheard: Any = _Unheard(env)
    document: Any = new_document("")
    document.settings.env, document.settings.tab_width = unheard, 8
    document.reporter = Reporter("", _SILENT, _SILENT, stream=False)
    state: Any = SimpleNamespace(document=document, reporter=document.reporter)
    return DocumenterBridge(unheard, document.reporter, given, 0, state)


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
