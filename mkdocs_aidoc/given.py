"""What an object has got in a build, for the next one to go by."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aidoc_core.render.added import Added

NOTHING_NAMED: Mapping[str, str] = MappingProxyType({})


class Given(NamedTuple):
    """What an object has got in a build.

    Attributes:
        added: What was added to its docstring, if anything.
        label: The label beside its heading.
        links: The names in that which might be links, each with the heading that it leads to; empty for none.
    """

    added: Added | None
    label: str
    links: Mapping[str, str]
