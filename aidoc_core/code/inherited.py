"""Members that show the words of a base class for want of their own: hand-written, and left as they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aidoc_core.code.handwritten import HandWritten, documented

if TYPE_CHECKING:
    import griffe

    from aidoc_core.code.objects import ApiObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Inherited:
    """A person's words on a member of a base class.

    Attributes:
        text: The words.
        path: The member that they were written for.
    """

    text: str
    path: str


def inheriting(api: ApiObject, obj: griffe.Object, words: Inherited) -> ApiObject:
    """An object as it is where pages show inherited words: nothing is requested, what they leave out is missing.

    Args:
        api: The object as it is read, without words of its own.
        obj: The same in Griffe's tree.
        words: What it inherits.
    """
    found, own = documented(obj, HandWritten(text=words.text)), api.documented
    return replace(
        api,
        documented=replace(
            found,
            summary=found.summary or own.summary,
            parameters=found.parameters | own.parameters,
            returns=found.returns or own.returns,
        ),
        inherits=words.path,
        skip=api.skip or why_left_alone(words.path),
    )


def inherited_from(obj: griffe.Object) -> str:
    """The member whose docstring an object has, as extensions of Griffe let it inherit one; empty for its own."""
    owner = None if obj.docstring is None else obj.docstring.parent
    if owner is None or owner is obj or owner.path == obj.path or owner.name != obj.name:
        return ""
    return owner.path


def why_left_alone(path: str) -> str:
    """What the report says of a member that shows the words of another."""
    return f"inherits the words of {path}"
