"""A documenter at work where nobody hears of it: what it shows, with the signatures and words that it has for it.

It writes what it writes into a place that nobody reads, without a handler of docstrings, and each object for which it
writes a line is shown. Handlers of signatures are heard: what they make of one is what a page shows.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from copy import copy
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from docutils.statemachine import StringList
from docutils.utils import Reporter
from sphinx.ext.autodoc import EMPTY, Documenter
from sphinx.ext.autodoc.directive import DocumenterBridge, process_documenter_options
from sphinx.util.docutils import new_document
from sphinx.util.inspect import safe_getattr
from sphinx.util.logging import suppress_logging

from sphinx_aidoc.probes import LINES, own_words, refusal
from sphinx_aidoc.shown_signatures import shown_names, signatures_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import FrameType

    from sphinx.environment import BuildEnvironment
    from sphinx.events import EventManager

_HEARD = ("autodoc-skip-member", "autodoc-before-process-signature", "autodoc-process-signature")
_DOCSTRING = "autodoc-process-docstring"
_SILENT = 5
"""A level of docutils that no message has."""
_NEAR = 6
"""Calls between a documenter and the line that it writes."""


class Unheard:
    """One documenter that works unheard: for what it shows, and for what it would show with `:undoc-members:`.

    Looking at members changes classes (autodoc adds what their bases annotate), so the second may find more than the
    first for that alone: of all documenters the first comes before the second of any.

    Args:
        documenter: Its class.
        target: What it documents, as autodoc has it.
        options: Its options, as written or as a documenter has them.
        env: Sphinx' environment.
        member: Whether all members are shown, as what stands around it shows it.
    """

    def __init__(
        self,
        documenter: type[Documenter],
        target: str,
        options: Mapping[str, Any],
        env: BuildEnvironment,
        *,
        member: bool,
    ) -> None:
        self._documenter = documenter
        self._target = target
        self._options = options
        self._env = env
        self._member = member
        self._shows_all = False

    def shown(self) -> list[list[Any]]:
        """What it shows as it is.

        Returns:
            Each once: place, the words that the documenter has of its own for it, the parameters in the signature that
            it shows (`None` where that is not known), and what it does with a docstring where it does not show it as
            it is.
        """
        with _at_work(self._env):
            given = _given(self._documenter, self._options, self._env)
            one, found = self._run(given)
            self._shows_all = bool(safe_getattr(one.options, "undoc_members", None))
            return found

    def undocumented(self) -> list[list[Any]]:
        """The same with `:undoc-members:`; nothing where it has shown all of it."""
        if self._shows_all:
            return []
        with _at_work(self._env):
            given = _given(self._documenter, self._options, self._env)
            given["undoc-members"] = True
            return self._run(given)[1]

    def _run(self, given: Any) -> tuple[Documenter, list[list[Any]]]:
        bridge = _bridge(self._env, given)
        bridge.result = written = _Written()
        working = self._documenter(bridge, self._target)
        working.generate(all_members=self._member)
        found = [(one, written.lines.get(id(one), [])) for one in written.writing.values()]
        refused = [refusal(one, lines, partial(_anew, one)) if _is_heard(one) else "" for one, lines in found]
        return working, [
            [
                [one.modname, ".".join(one.objpath[:-1]), "".join(one.objpath[-1:])],
                own_words(one, lines, refused=bool(why)),
                _names(lines),
                why,
            ]
            for (one, lines), why in zip(found, refused, strict=True)
        ]


def _names(lines: list[str]) -> list[str] | None:
    """The parameters in the signatures that a documenter has written; `None` where it has written none."""
    signatures = signatures_in(lines)
    return None if signatures is None else shown_names(signatures)


def _is_heard(documenter: Any) -> bool:
    """Whether it asks the environment that it was given for handlers, so that they could add to docstrings."""
    return isinstance(safe_getattr(documenter, "_events", None), _Events)


def _anew(documenter: Any) -> list[str]:
    """What one of its kind writes for the same object."""
    bridge = documenter.directive
    before, bridge.result = bridge.result, (written := _Written())
    try:
        again = type(documenter)(bridge, f"{documenter.modname}::{'.'.join(documenter.objpath)}", "")
        again.generate(real_modname=documenter.real_modname, all_members=True)
    finally:
        bridge.result = before
    return written.lines.get(id(again), [])


class _Written(StringList):
    """The lines of documenters, who has written any, and what each has written."""

    def __init__(self) -> None:
        super().__init__()
        self.writing: dict[int, Any] = {}
        self.lines: dict[int, list[str]] = {}

    def append(self, item: str, source: str | None = None, offset: int = 0) -> None:
        super().append(item, source, offset)
        writer = _writer(sys._getframe(1))  # noqa: SLF001 - nothing else tells it
        if writer is None or writer.objpath is None:
            return
        self.lines.setdefault(id(writer), []).append(item)
        if item.strip():
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
    """Sphinx' environment, but that nobody hears of docstrings."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self.events = _Events(env.events)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)


class _Events:
    """Sphinx' events, of which only those that decide what is shown, and its signature, have listeners.

    To each docstring something is added, to see what becomes of that.
    """

    def __init__(self, events: EventManager) -> None:
        self._events = events

    def emit(self, name: str, *event: Any, **how: Any) -> list[Any]:
        if name == _DOCSTRING:
            event[-1].extend(["", *LINES])
        return self._events.emit(name, *event, **how) if name in _HEARD else []

    def emit_firstresult(self, name: str, *event: Any, **how: Any) -> Any:
        return self._events.emit_firstresult(name, *event, **how) if name in _HEARD else None


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
