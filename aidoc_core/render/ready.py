"""What is written already is put on objects of Griffe's, with a label, and taken off again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.code.wrapping import without_added
from aidoc_core.render.filled import FilledDocstring
from aidoc_core.render.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Callable

    import griffe

    from aidoc_core.render.added import Added
    from aidoc_core.render.loss import Loss


def put(obj: griffe.Object, added: Added, on_loss: Callable[[Loss], None] | None = None) -> Added:
    """Give an object a docstring with what an earlier build has written for it.

    Args:
        obj: The Griffe object.
        added: What is added.
        on_loss: Called where the docstring is read and a person's words would not be as they are.
    """
    human = without_added(obj.docstring)
    filled = FilledDocstring(obj, human, added)
    if human is not None:  # as in `attach`
        filled.on_loss = on_loss
    obj.docstring = filled
    return added


def set_label(obj: griffe.Object, label: str) -> None:
    """Give an object the label that marks it, in place of an earlier one; none if it is empty."""
    obj.labels -= LABELS
    if label:
        obj.labels.add(label)


def detach(obj: griffe.Object) -> None:
    """Take an answer and its label off an object again."""
    obj.docstring = without_added(obj.docstring)
    set_label(obj, "")
