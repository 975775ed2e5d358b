"""Some words that stand for a docstring: what the documenter of another extension makes of them, and its own words.

A docstring is told of to handlers, and they add these words. Of a mere value without words no handler hears: for that,
they stand where autodoc keeps comments, as generated text will.
"""

from __future__ import annotations

import inspect
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any

from sphinx.errors import PycodeError
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.inspect import isproperty, safe_getattr, unpartial

from sphinx_aidoc.live_object import NOTHING, member_of
from sphinx_aidoc.others import has_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_OWN = "sphinx.ext.autodoc"
_PROBES = ("Some words that stand in a docstring.", "And some more.")
LINES = [*chain.from_iterable((one, "") for one in _PROBES)]
"""The words, as lines of a docstring."""
_CHANGES = "changes it"
_SHOWS_NONE = "shows no docstring of it"


def own_words(documenter: Any, lines: Sequence[str], *, refused: bool) -> str:
    """The words that a documenter has for what it shows where they are not those of the object itself; else empty.

    Args:
        documenter: The documenter.
        lines: What it has written.
        refused: Whether it would show no docstring: what it writes of a value stands in the place of one then.
    """
    try:
        docstrings = ([line for line in found if line not in _PROBES] for found in documenter.get_doc() or ())
        words = "\n\n".join(map("\n".join, docstrings))
        own = words.split() != str(safe_getattr(_object(documenter), "__doc__", "")).split()
        if refused and not words.strip() and _is_value(documenter) and not _places(lines):
            written = [line for line in _content(lines) if has_words([line])]
            return "\n".join(written)
    except Exception:  # noqa: BLE001 - as for all that it does
        return ""
    return words if own and words.strip() else ""


def refusal(documenter: Any, lines: Sequence[str], anew: Callable[[], Sequence[str]]) -> str:
    """What a documenter does with a docstring; empty where it shows it as handlers leave it.

    Args:
        documenter: The documenter.
        lines: What it has written.
        anew: Has one of its kind write once more, and gives what it has written.
    """
    if type(documenter).__module__.startswith(_OWN):
        return ""
    places, value = _places(lines), _is_value(documenter)
    if value and not places:
        try:
            with _commented(documenter) as stands:
                places = _places(anew()) if stands else [0, len(_PROBES)]
        except Exception:  # noqa: BLE001 - it tells why when the document is read
            return ""
    if not places:
        return _SHOWS_NONE
    if len(places) > len(_PROBES) and not value and not isinstance(documenter.object, type):
        return _CHANGES  # several docstrings, and a text would be in each
    return "" if len(places) >= len(_PROBES) and places[1] - places[0] > 1 else _CHANGES


def _is_value(documenter: Any) -> bool:
    obj = documenter.object
    return not (isinstance(obj, type) or inspect.isroutine(unpartial(obj)) or isproperty(obj))


def _object(documenter: Any) -> Any:
    """What the code has, whatever the documenter takes in its stead."""
    found = (
        member_of(safe_getattr(documenter, "parent", None), documenter.objpath[-1]) if documenter.objpath else NOTHING
    )
    return documenter.object if found is NOTHING else found


def _places(lines: Sequence[str]) -> list[int]:
    return [number for number, line in enumerate(lines) if line.strip() in _PROBES]


def _content(lines: Sequence[str]) -> list[str]:
    """What stands below the directive and its options."""
    start = next((number for number, line in enumerate(lines) if line.lstrip().startswith(".. ")), 0)
    return [*lines[start + 1 :]]


@contextmanager
def _commented(documenter: Any) -> Iterator[bool]:
    """While this is open, a value has a comment, where it may have one and has none."""
    parent, (*above, name) = safe_getattr(documenter, "parent", None), documenter.objpath
    modules = {documenter.modname, documenter.real_modname}
    keys = {(".".join(above), name)}
    if isinstance(parent, type):
        modules.add(parent.__module__)
        keys.add((parent.__qualname__, name))
    comments = [known for one in modules if (known := _comments(one)) is not None]
    if not comments or any(key in known for known in comments for key in keys):
        yield False
        return
    try:
        for known in comments:
            known.update(dict.fromkeys(keys, LINES))
        yield True
    finally:
        for known in comments:
            for key in keys:
                known.pop(key, None)


def _comments(module: str) -> dict[tuple[str, str], list[str]] | None:
    try:
        return ModuleAnalyzer.for_module(module).find_attr_docs()
    except PycodeError:
        return None
