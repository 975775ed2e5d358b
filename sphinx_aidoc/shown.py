"""An object that an auto directive shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_aidoc.members import MemberOptions

if TYPE_CHECKING:
    import griffe

    from aidoc_core.code.objects import ApiObject
    from sphinx_aidoc.markers import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An object that a directive shows.

    Attributes:
        obj: The object itself, aliases followed.
        api: The same, as the core reads it.
        places: Where autodoc looks for its text if it is shown as a member.
        row: Whether it is a row of a table of summaries, which shows its first words alone.
        with_class: Whether it is a constructor that is described with its class, whose signature is shown.
        revealed: Whether it is a member that autodoc does not show without a text.
        options: Those of the directive, as handlers are told of them.
    """

    obj: griffe.Object
    api: ApiObject
    places: tuple[Place, ...] = ()
    row: bool = False
    with_class: bool = False
    revealed: bool = False
    options: MemberOptions = MemberOptions()


def own_place(api: ApiObject) -> list[Place]:
    """Where autodoc looks for the text of an object that is shown where it is defined."""
    if api.kind == "module":
        return []
    namespace, _, name = api.qualname.rpartition(".")
    return [(api.module, namespace, name)]
