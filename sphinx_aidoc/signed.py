"""The parameters in the signature that autodoc shows of an object: nothing is missing that the reader does not see."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sphinx_aidoc.signatures import shown_parameters

if TYPE_CHECKING:
    from collections.abc import Iterable

    import griffe

    from aidoc_core.code.objects import ApiObject
    from sphinx_aidoc.live import Live

_NAME = re.compile(r"[A-Za-z_]\w*")


def signed(
    api: ApiObject, obj: griffe.Object, live: Live, written: Iterable[str] = (), *, inside: griffe.Object | None = None
) -> ApiObject:
    """An object of whose parameters nothing is missing that the signature which autodoc writes does not show.

    Args:
        api: The object.
        obj: The same in the source.
        live: The objects at run time.
        written: The signatures that people write for it in documents.
        inside: The class that a constructor is shown with; its signature counts.
    """
    names = _shown_names(obj, live, inside or obj) if api.parameters else None
    for signature in written:  # where autodoc shows several, what is described is in all of them
        here = names_in(signature)
        names = here if names is None else names & here
    if names is None:
        return api
    hidden = {parameter.name.lstrip("*") for parameter in api.parameters} - names
    said = api.documented
    if hidden <= said.parameters:
        return api
    return replace(api, documented=replace(said, parameters=said.parameters | hidden))


def written_names(name: str, text: str) -> set[str]:
    """The names in the signatures that the first lines of a docstring give, one each (`autodoc_docstring_signature`).

    Args:
        name: The object.
        text: Its docstring.
    """
    signature = re.compile(rf"\s*(?:[\w.]{{1,200}}\.)?{re.escape(name)}\((.*?)\)")
    lines = itertools.takewhile(bool, map(signature.match, text.lstrip().splitlines()))
    return {found for line in lines if line for found in _NAME.findall(line[1])}


def _shown_names(obj: griffe.Object, live: Live, shown: griffe.Object) -> set[str] | None:
    """The names in the signature; `None` where it is not known, or not shown."""
    text = "" if shown.docstring is None else shown.docstring.value
    if shown.name != "__init__" and (written := written_names(shown.name, text)):
        return written
    found = live.find(shown.path)
    if found is None:
        return None
    overloads = getattr(obj, "overloads", None)
    if overloads:
        return {parameter.name.lstrip("*") for one in overloads for parameter in one.parameters}
    return live_names(found.obj)


def live_names(obj: Any) -> set[str] | None:
    """The names in the signature of a function or class, without stars; `None` where it may take anything."""
    names = shown_parameters(obj)
    if names is None:  # neither does autodoc know it: a function is then shown as if it took nothing
        return None if isinstance(obj, type) else set()
    return {name.lstrip("*") for name in names}


def names_in(signature: str) -> set[str]:
    """The names in a signature as a document gives it."""
    return set(_NAME.findall(signature))
