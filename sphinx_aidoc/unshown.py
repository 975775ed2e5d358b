"""Parameters that the signature on the page lacks: texts do not name them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aidoc_core.code.objects import ApiObject


def with_unshown(api: ApiObject, signed: ApiObject) -> ApiObject:
    """An object as its signature on the page has it, and with the names of the parameters that are not in it.

    Args:
        api: The object, as the code has it.
        signed: The same, of whose parameters nothing is missing that the signature does not show.
    """
    gone = signed.documented.parameters - api.documented.parameters
    return replace(signed, unshown=api.unshown | gone) if gone else signed
