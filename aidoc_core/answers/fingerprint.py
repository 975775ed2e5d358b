"""The identity of what is asked: equal as long as a new answer could not differ for a reason in the code.

Formatting and comments are out, the model is out (it is kept with the answer); see "Identity of an answer" in
the documentation.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from aidoc_core.code.gaps import wanted_gaps

if TYPE_CHECKING:
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.settings import Settings

PROMPT_VERSION = 2
"""Raised whenever the prompt asks in other words or shows more code. Kept with every answer, and no part of its
identity: what was paid for stays, and `aidoc refresh --prompt-older-than` redoes what people want redone."""
_QUESTION = 1
"""Raised if the prompt asked for something else; every answer would then be asked for anew."""


def fingerprint(obj: ApiObject, settings: Settings) -> str:
    """16 hexadecimal digits (64 bits of a SHA-256) for an object under these settings.

    A class or a module is identified by its header and its members' headers, not by their bodies: editing one
    function asks for that function alone.
    """
    identity = {
        "path": obj.path,
        "kind": obj.kind,
        "signature": obj.signature,
        "decorators": obj.decorators,
        "header": obj.header,
        "members": obj.members,
        "code": obj.code,
        "human": obj.human,
        "language": settings.language,
        "instructions": settings.instructions,
        "prompt": _QUESTION,
    }
    if attributes := wanted_gaps(obj, settings).attributes:  # which fields have a text of their own is in no header
        identity["attributes"] = attributes
    if obj.by_extensions:  # it decides what is asked, and may stand in no code
        identity["extensions"] = obj.by_extensions
    if settings.send == "signatures":  # another question, and one that no body takes part in
        identity |= {"code": "", "send": "signatures"}
    if settings.examples:  # without them, what was asked is what it was before there was the option
        identity["examples"] = True
    text = json.dumps(identity, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
