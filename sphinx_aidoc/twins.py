"""Objects that a page shows under a name where the code that runs has another one than the code that is read.

`from _decimal import *` in a `try`, with `from _pydecimal import *` behind it: the name leads to the Python twin in the
source, and autodoc shows the compiled one, with its own words and signature, or with none. What it says there is said,
and a parameter that its signature does not have is not missing.
"""

from __future__ import annotations

import inspect
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.code.files import files_of
from aidoc_core.code.handwritten import HandWritten, documented
from aidoc_core.code.objects import Documented
from sphinx_aidoc.defined import code_lines, same_file
from sphinx_aidoc.live_object import path_of
from sphinx_aidoc.signature_text import parameters_in
from sphinx_aidoc.signed import hidden_names, live_names, written_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import griffe

    from aidoc_core.build.ledger import Record
    from aidoc_core.code.objects import ApiObject
    from sphinx_aidoc.live import Live
    from sphinx_aidoc.live_object import LiveObject


class Twins:
    """What was met under the names of pages.

    Args:
        live: The objects at run time.
        known: What an earlier build met.
    """

    def __init__(self, live: Live, known: Mapping[str, Documented]) -> None:
        self._live = live
        self._known = dict(known)
        self._met: dict[str, dict[str, Documented]] = {}

    def of(self, obj: griffe.Object, name: str) -> LiveObject | None:
        """What stands under a name of a page in the place of an object; `None` where it is the object itself.

        Args:
            obj: What the source has.
            name: Where the page shows it.
        """
        found = None if name == obj.path or obj.is_module else self._live.find(name)
        made = obj.is_function or obj.is_class or "property" in obj.labels
        if found is None or not made or not _is_made(found.obj):
            return None
        own = self._live.find(obj.path)
        if own is not None and own.obj is found.obj:
            return None
        file = files_of(obj)
        if isinstance(file, Path) and _is_in(found, file):
            return None
        there = self._live.there(obj.module.path)
        return None if there and own is None and path_of(found.obj) == obj.path else found

    def meet(self, obj: griffe.Object, api: ApiObject, name: str, signatures: Iterable[str]) -> bool:
        """See an object under the name of a page; whether that tells anything new.

        Where both are there, pages may show both: then all is asked for, and each page shows what is right there.

        Args:
            obj: The object.
            api: The same, as the core reads it.
            name: Where the page shows it.
            signatures: What documents say of its signature.
        """
        found = self.of(obj, name)
        if found is None or self._live.find(obj.path) is not None:
            return False
        said = self.said_at(obj, api, found, signatures)
        met = self._met.setdefault(obj.path, {})
        new, met[name] = met.get(name) != said, said
        return new

    def said(self, path: str) -> Documented:
        """What is not missing of an object, wherever pages show it."""
        met = self._met.get(path)
        if met is None:
            return self._known.get(path, Documented())
        first, *others = met.values()
        for other in others:
            first = _both(first, other)
        return first

    def all(self) -> dict[str, Documented]:
        """The same for all that was met, for a build that imports nothing."""
        found = {path: self.said(path) for path in self._known.keys() | self._met.keys()}
        return {path: said for path, said in found.items() if said != Documented()}

    def said_at(
        self, obj: griffe.Object, api: ApiObject, found: LiveObject, signatures: Iterable[str] = ()
    ) -> Documented:
        """What is not missing where a twin stands in the place of an object: its own words, and what it does not take.

        Args:
            obj: The object.
            api: The same, as the core reads it.
            found: The twin.
            signatures: What documents say of its signature.
        """
        words = self._live.words_of(found).text
        said = documented(obj, HandWritten(text=inspect.cleandoc(words)))
        names = written_names(found.name, words) or live_names(found.obj)
        for signature in signatures:
            names = {*parameters_in(signature)}
        hidden = frozenset[str]() if names is None else hidden_names(api, names)
        return replace(said, parameters=said.parameters | hidden)

    def without_said(
        self, record: Record, obj: griffe.Object, found: LiveObject, signatures: Iterable[str] = ()
    ) -> Record:
        """A record whose answer has nothing that is said, or not shown, where a twin stands in the place of an object.

        Args:
            record: What became of the object.
            obj: The object.
            found: The twin.
            signatures: What documents say of its signature.
        """
        if record.entry is None:
            return record
        said, answer = self.said_at(obj, record.obj, found, signatures), record.entry.answer
        left = replace(
            answer,
            parameters=tuple(one for one in answer.parameters if one.name.lstrip("*") not in said.parameters),
            returns="" if said.returns else answer.returns,
            yields="" if said.yields else answer.yields,
            raises=tuple(one for one in answer.raises if one.name.rpartition(".")[2] not in said.raises),
        )
        return replace(record, entry=replace(record.entry, answer=left))


def with_twin(api: ApiObject, said: Documented) -> ApiObject:
    """An object of which nothing is missing that is said where pages show it."""
    own = api.documented
    if said == Documented():
        return api
    return replace(
        api,
        documented=Documented(
            summary=own.summary or said.summary,
            parameters=own.parameters | said.parameters,
            returns=own.returns or said.returns,
            yields=own.yields or said.yields,
            raises=own.raises | said.raises,
            attributes=own.attributes,
        ),
    )


def _both(one: Documented, other: Documented) -> Documented:
    return Documented(
        summary=one.summary and other.summary,
        parameters=one.parameters & other.parameters,
        returns=one.returns and other.returns,
        yields=one.yields and other.yields,
        raises=one.raises & other.raises,
    )


def _is_made(obj: Any) -> bool:
    """Whether it is a class, a function or a property, and no value."""
    return isinstance(obj, type) or inspect.isroutine(obj) or inspect.isdatadescriptor(obj)


def _is_in(found: LiveObject, file: Path) -> bool:
    """Whether the code of an object stands in a file."""
    if isinstance(found.obj, type):
        return bool(code_lines(found.obj, file))
    return found.place is not None and same_file(found.place[0], file)
