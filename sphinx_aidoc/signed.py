"""The parameters in the signature that autodoc shows of an object: nothing is missing that the reader does not see."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import griffe

from sphinx_aidoc.signature_text import gives_nothing, parameters_in
from sphinx_aidoc.signatures import shown_parameters
from sphinx_aidoc.unshown import with_unshown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from aidoc_core.code.declared import Declared
    from aidoc_core.code.objects import ApiObject
    from sphinx_aidoc.live import Live

_STARS = {griffe.ParameterKind.var_positional: "*", griffe.ParameterKind.var_keyword: "**"}


def signed(
    api: ApiObject, obj: griffe.Object, live: Live, declared: Declared, *, inside: griffe.Object | None = None
) -> ApiObject:
    """An object of whose parameters nothing is missing that the signature which autodoc writes does not show.

    A parameter that is only called like the one that is shown is another: `*args` is not `args`.

    Args:
        api: The object.
        obj: The same in the source.
        live: The objects at run time.
        declared: The signatures that people write for it in documents, and what handlers make of its own.
        inside: The class that a constructor is shown with; its signature counts.
    """
    shown = inside or obj
    handled = declared.handled.get(shown.path)
    names: set[str] | None = None if handled is None else {*handled}
    if names is None and api.parameters:
        names = _shown_names(obj, live, shown)
    for signature in declared.signatures.get(shown.path, ()):  # what is described is in all that are shown
        here = parameters_in(signature).keys()
        names = {*here} if names is None else names & here
    if names is None:
        return api
    hidden = hidden_names(api, names)
    said = api.documented
    if not hidden <= said.parameters:
        api = replace(api, documented=replace(said, parameters=said.parameters | hidden))
    return _with_defaults(api, handled) if handled and any(handled.values()) else api


def as_on_page(
    api: ApiObject, signatures: Sequence[str], *, expected: Callable[[], Mapping[str, str]], results: bool
) -> ApiObject:
    """An object of which nothing is missing that its signatures on a page do not show; itself where that is nothing.

    Args:
        api: The object.
        signatures: What stands behind its name, once for each signature.
        expected: Gives the defaults that were to be expected there; none where nobody shows others.
        results: Whether it counts what is returned.
    """
    shown, said = [parameters_in(one) for one in signatures], api.documented
    hidden = hidden_names(api, {name for one in shown for name in one})
    nothing = results and bool(signatures) and all(map(gives_nothing, signatures))
    covered = replace(
        said, parameters=said.parameters | hidden, returns=said.returns or nothing, yields=said.yields or nothing
    )
    defaults = _other_defaults(api, shown[0], expected) if len(shown) == 1 else {}
    if covered == said and not defaults:
        return api
    return with_unshown(api, _with_defaults(replace(api, documented=covered), defaults))


def _other_defaults(
    api: ApiObject, shown: Mapping[str, str], expected: Callable[[], Mapping[str, str]]
) -> dict[str, str]:
    """The defaults of a signature that are others than were to be expected."""
    own = {one.name: one.default for one in api.parameters if one.default is not None}
    found = {name: default for name, default in shown.items() if default and own.get(name, default) != default}
    usual = expected() if found else {}
    return {name: default for name, default in found.items() if usual.get(name, default) != default}


def hidden_names(api: ApiObject, shown: Collection[str]) -> frozenset[str]:
    """The names of an object's parameters, without stars, that are none of those that are shown.

    Args:
        api: The object.
        shown: The parameters of a signature, with their stars.
    """
    return frozenset(one.name.lstrip("*") for one in api.parameters if one.name not in shown)


def _with_defaults(api: ApiObject, shown: Mapping[str, str]) -> ApiObject:
    """An object with the defaults that its reader sees."""
    parameters = (replace(one, default=shown.get(one.name) or one.default) for one in api.parameters)
    return replace(api, parameters=tuple(parameters))


def written_signatures(name: str, text: str) -> list[str]:
    """The signatures that the first lines of a docstring give, one each (`autodoc_docstring_signature`).

    Args:
        name: The object.
        text: Its docstring.
    """
    signature = re.compile(rf"\s*(?:[\w.]{{1,200}}\.)?{re.escape(name)}\((.*?)\)")
    lines = itertools.takewhile(bool, map(signature.match, text.lstrip().splitlines()))
    return [f"({found[1]})" for found in lines if found]


def written_names(name: str, text: str) -> set[str]:
    """The parameters in the signatures that the first lines of a docstring give, with their stars.

    Args:
        name: The object.
        text: Its docstring.
    """
    return {name for one in written_signatures(name, text) for name in parameters_in(one)}


def _shown_names(obj: griffe.Object, live: Live, shown: griffe.Object) -> set[str] | None:
    """The parameters in the signature; `None` where it is not known, or not shown."""
    text = "" if shown.docstring is None else shown.docstring.value
    if shown.name != "__init__" and (written := written_names(shown.name, text)):
        return written
    found = live.find(shown.path)
    if found is None:
        return None
    return names_of_overloads(obj) or live_names(found.obj)


def overloads_of(obj: griffe.Object) -> list[griffe.Function]:
    """The overloads that autodoc shows of a function or class, as the code has them.

    Args:
        obj: The function or class.
    """
    function = obj.members.get("__init__") if obj.is_class else obj
    return list(function.overloads or ()) if isinstance(function, griffe.Function) else []


def names_of_overloads(obj: griffe.Object) -> set[str]:
    """The parameters of all of these, with their stars.

    Args:
        obj: The function or class.
    """
    each = (parameter for one in overloads_of(obj) for parameter in one.parameters)
    return {f"{_STARS.get(one.kind, '')}{one.name.lstrip('*')}" for one in each}


def live_names(obj: Any) -> set[str] | None:
    """The parameters of a function or class, with their stars; `None` where it may take anything."""
    names = shown_parameters(obj)
    if names is None:  # neither does autodoc know it: a function is then shown as if it took nothing
        return None if isinstance(obj, type) else set()
    return {*names}
