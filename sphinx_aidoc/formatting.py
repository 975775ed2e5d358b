"""What handlers make of the signatures of objects: asked before anything is requested.

autodoc drops an object, with a warning, whose signature a handler fails on. Since Sphinx 9 it also fails where a
handler has a signature for what has none, as for a module, or an instance with `__call__`. Where a handler changes a
signature, or the object that it is read from, the page shows what that comes to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from sphinx.util.inspect import safe_getattr

from aidoc_core.code.declared import Declared, in_any
from aidoc_core.code.gaps import find_gaps
from aidoc_core.patterns import regex
from sphinx_aidoc.apart import FORKS, apart
from sphinx_aidoc.document_read import as_if_read
from sphinx_aidoc.hearing import hearing
from sphinx_aidoc.new_autodoc import is_new
from sphinx_aidoc.object_type import object_type
from sphinx_aidoc.others import is_foreign
from sphinx_aidoc.signature_text import parameters_in
from sphinx_aidoc.signatures import signature_text, source_of, text_of
from sphinx_aidoc.signed import overloads_of, written_signatures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sphinx.application import Sphinx

    from sphinx_aidoc.live import Live
    from sphinx_aidoc.live_object import LiveObject
    from sphinx_aidoc.members import MemberOptions, Rest
    from sphinx_aidoc.shown import Shown

    _Place: TypeAlias = tuple[str, str, MemberOptions, Rest]
    """Where an object is shown: its name there, the document, and the options of the directive, all of them."""

_BEFORE = "autodoc-before-process-signature"
_EVENT = "autodoc-process-signature"
_CLASSES = ("class", "exception")
_SIGNED = (*_CLASSES, "function", "method")
_PARTS = 2
_RETURNS = regex(r"(\(.*\))\s+->\s+(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """What handlers make of the signature of one object.

    Attributes:
        fails: Whether autodoc drops the object for it.
        warns: Whether they log a warning that the site hears.
        parameters: Those in the signature that is shown, each with its default where the handlers change that; `None`
            where they leave all of them as they are.
    """

    fails: bool = False
    warns: bool = False
    parameters: Mapping[str, str] | None = None


class Formatting:
    """Asks handlers of signatures what they make of objects.

    Args:
        app: Sphinx.
        live: The objects at run time.
    """

    def __init__(self, app: Sphinx, live: Live) -> None:
        self._app = app
        self._live = live
        self._strict = is_new(app.config)
        self._separated = getattr(app.config, "autodoc_class_signature", "mixed") == "separated"
        self._overloads = getattr(app.config, "autodoc_typehints", "signature") != "none"
        self._in_docstrings = getattr(app.config, "autodoc_docstring_signature", True)
        self._known: dict[_Place, tuple[LiveObject, Handled]] = {}
        self._handled: dict[str, dict[_Place, Handled]] = {}

    def signatures(
        self, shown: Mapping[str, Sequence[Shown]], names: Mapping[str, str], declared: Mapping[str, Declared]
    ) -> dict[str, Declared]:
        """What documents show of signatures, where handlers make others of them.

        Args:
            shown: What documents show.
            names: The names under which they show it, by path, where those are others.
            declared: What the documents describe by directives.
        """
        if not self.is_handled:
            return {}
        objects: dict[_Place, tuple[str, LiveObject]] = {}
        works: dict[_Place, Callable[[], Any]] = {}
        for document, one in ((document, one) for document, found in shown.items() for one in found):
            name = names.get(one.api.path, one.api.path)
            found = self._live.standing(name) if self._is_asked(one) else None
            place = name, document, one.options, one.options.rest
            if found is None or place in objects:
                continue
            objects[place] = one.api.path, found
            if place not in self._known or self._known[place][0].obj is not found.obj:
                written = declared.get(document, Declared()).signatures.get(one.api.path, ())
                works[place] = partial(self._work, place, found, "".join(written[:1]))
        self._ask(works, {place: found for place, (_, found) in objects.items()})
        for place, (path, _) in objects.items():
            self._handled.setdefault(path, {})[place] = self._known[place][1]
        return {
            document: Declared(handled=handled)
            for document, all_ in shown.items()
            if (handled := dict(self._parameters(document, all_)))
        }

    @property
    def is_handled(self) -> bool:
        """Whether handlers of others see signatures, or the objects that they are read from."""
        listeners = chain.from_iterable(self._app.events.listeners[event] for event in (_BEFORE, _EVENT))
        return any(is_foreign(one.handler) for one in listeners)

    def _is_asked(self, one: Shown) -> bool:
        """Whether a signature of an object counts: something is asked for it, or it stands around others."""
        if one.api.kind in ("class", "module"):
            return one.obj.path == one.api.path
        return not one.with_class and bool(find_gaps(one.api))

    def _ask(self, works: Mapping[_Place, Callable[[], Any]], found: Mapping[_Place, LiveObject]) -> None:
        done = apart([*works.values()]).found if works else {}
        for number, place in enumerate(works):
            # What ends the process or never ends does so for the site, too; what was not reached is not known to fail.
            fails, warns, parameters = done.get(number, (False, False, None))
            self._known[place] = found[place], Handled(fails=fails, warns=warns, parameters=parameters)

    def _parameters(self, document: str, shown: Sequence[Shown]) -> Iterator[tuple[str, Mapping[str, str]]]:
        """What a document shows of objects of which it nowhere shows what the code has."""
        for one in shown:
            known = self._handled.get(one.api.path, {})
            here = [handled.parameters for place, handled in known.items() if place[1] == document]
            changed = [parameters for parameters in here if parameters is not None]
            if changed and len(changed) == len(here) and not (self._overloads and overloads_of(one.obj)):
                yield one.api.path, in_any(changed)

    def formatted(self, shown: Mapping[str, list[Shown]]) -> dict[str, list[Shown]]:
        """What documents show, without what the site cannot format, and what is in that.

        Args:
            shown: What documents show.
        """
        found: dict[str, list[Shown]] = {}
        for document, all_ in shown.items():
            failing = {one.api.path for one in all_ if self._fails(one.api.path, document)}
            found[document] = [one for one in all_ if failing.isdisjoint(with_owners(one.api.path))]
        return found

    def _fails(self, path: str, document: str) -> bool:
        known = self._handled.get(path, {})
        return any(one.fails for place, one in known.items() if place[1] == document)

    def disturbs(self, document: str, path: str) -> bool:
        """Whether handlers fail on the signature of an object where a document shows it, or warn of it.

        Args:
            document: The document.
            path: The object.
        """
        known = self._handled.get(path, {})
        return any(one.fails or one.warns for place, one in known.items() if place[1] == document)

    def _work(self, place: _Place, found: LiveObject, written: str) -> tuple[bool, bool, Mapping[str, str] | None]:
        with hearing(self._app.config.suppress_warnings) as heard:
            fails, parameters = self._made_of(place, found, written)
        return fails, heard.warns, parameters

    def _made_of(self, place: _Place, found: LiveObject, written: str) -> tuple[bool, Mapping[str, str] | None]:
        name, document, options, _ = place
        what = object_type(found)
        if what in _CLASSES and (found.renamed or self._separated):
            return False, None  # autodoc writes no signature
        if what in _SIGNED and not written and self._in_docstrings:
            doc = safe_getattr(found.obj, "__doc__", None)
            written = "".join(written_signatures(found.name, doc)[:1]) if isinstance(doc, str) else ""
        plain = "" if what not in _SIGNED else written or text_of(found) or ""
        with as_if_read(self._app.env, document):
            try:
                shown = self._shown((what, name, found.obj, options.as_autodoc(new=self._strict)), found, written)
            except Exception:  # noqa: BLE001 - Sphinx tells, and drops the object
                return True, None
        if what not in _SIGNED or (shown or "") == plain:
            return False, None
        before, after = parameters_in(plain), parameters_in(shown or "")
        if before == after:
            return False, None
        return False, {name: "" if before.get(name) == default else default for name, default in after.items()}

    def _shown(self, event: tuple[Any, ...], found: LiveObject, written: str) -> str | None:
        """The signature that a page shows; `None` for none."""
        args, returns = self._empty
        if event[0] in _SIGNED:
            args, returns = (written, returns) if written else self._read(found)
        made: Any = self._app.events.emit_firstresult(_EVENT, *event, args, returns)
        if not made or (self._strict and not (len(made) == _PARTS and isinstance(made[0], str))):
            return args
        if self._strict and args is None:
            raise ValueError(event[1])  # it has no place
        args, returns = made
        return args if args is None else args + (f" -> {returns}" if returns else "")

    @property
    def _empty(self) -> tuple[str | None, str | None]:
        """What autodoc has for an object without a signature."""
        return (None, "") if self._strict else ("", None)

    def _read(self, found: LiveObject) -> tuple[str | None, str | None]:
        """What autodoc reads from an object when handlers have seen that: parameters, and what is returned."""
        try:
            source, bound = source_of(found)
            if FORKS and source is not None:  # what they change is changed for good, and would be a second time
                self._app.events.emit(_BEFORE, source, bound)
            text = signature_text(found)
        except (TypeError, ValueError):  # it has none
            return self._empty
        except Exception:  # noqa: BLE001 - Sphinx tells, and shows none
            return None, self._empty[1]
        parts = _RETURNS.fullmatch(text)
        return (parts[1], parts[2]) if parts else (text, self._empty[1])


def with_owners(path: str) -> Iterator[str]:
    """A dotted name, and the names of all that it is in."""
    while path:
        yield path
        path = path.rpartition(".")[0]
