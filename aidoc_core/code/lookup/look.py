"""What the modules of one load were like, for the next load of the same process to be compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from aidoc_core.code.files import Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the modules of a load were like.

    Attributes:
        texts: Digests of their texts, by path.
        trees: Of their objects as extensions have left them.
        outlines: Of what others may see of them, as far as anybody has asked.
        lines: Their files with the lines of these, where no stub lies beside.
        steps: The modules that are passed and entered from one, as far as anybody has asked.
        stamps: The stamps of these files after the load, of those that will have another one if they are changed.
        sure: The modules of which the file with that stamp held these lines.
    """

    texts: Mapping[str, str]
    trees: Mapping[str, str | None]
    outlines: Mapping[str, str | None]
    lines: Mapping[str, tuple[str, list[str]]]
    steps: Mapping[str, tuple[set[str], set[str]]]
    stamps: Mapping[str, Stamp]
    sure: AbstractSet[str]
