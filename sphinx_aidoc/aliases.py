"""Classes under another name: autodoc says "alias of" the class, and shows no words of it."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

from sphinx.locale import _
from sphinx.util.typing import restify

from sphinx_aidoc.live_object import LiveObject

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinx_aidoc.event import Event
    from sphinx_aidoc.live import Live

ALIAS = "an alias of a class"


def alias_of(event: Event, live: Live, config: Config) -> list[str]:
    """Autodoc's words for a class under another name, which it leaves out where it sees a mark in a module."""
    above = live.find(event.name.rpartition(".")[0])
    if above is None or not isinstance(above.obj, ModuleType) or not is_alias(event, live):
        return []
    short = config.autodoc_typehints_format == "short"
    return [_("alias of %s") % restify(event.live, "smart" if short else "fully-qualified-except-typing"), ""]


def is_alias(event: Event, live: Live) -> bool:
    """Whether an object is a class under another name than its own."""
    owner, _dot, name = event.name.rpartition(".")
    above = live.find(owner)
    return above is not None and LiveObject(obj=event.live, owner=above.obj, name=name).renamed


def is_class_attribute(found: LiveObject | None) -> bool:
    """Whether an object is an attribute of a class that is another class: of such a one autodoc says all there is.

    Args:
        found: The object; `None` where it is not known.
    """
    return found is not None and isinstance(found.owner, type) and found.renamed
