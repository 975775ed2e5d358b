"""Texts of reviewed files follow their code to another name or another module."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.decisions import Written
from aidoc_core.answers.lost import Lost
from aidoc_core.answers.recorded import record_code
from aidoc_core.answers.reviewed_text import replaced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aidoc_core.answers.reviewed_value import ReviewedText
    from aidoc_core.code.objects import ApiObject

    Texts = dict[str, ReviewedText]


def follow(
    files: Mapping[str, Texts], objects: Mapping[str, ApiObject], current: Mapping[str, str]
) -> tuple[dict[str, Texts], Written]:
    """What files are to say once their texts have followed the code.

    The very code takes its entry along. A text whose code is only like another's is proposed there, and stays.

    Args:
        files: What the files say, by module and name.
        objects: The objects that are known, by path.
        current: Fingerprints of their present code, by path.
    """
    lost = Lost(files)
    after: dict[str, Texts] = {module: dict(texts) for module, texts in files.items()}
    new = [
        obj
        for path, obj in sorted(objects.items())
        if path in current and obj.qualname not in after.setdefault(obj.module, {})
    ]
    taken: set[str] = set()
    origins = {text.origin for texts in files.values() for text in texts.values()}
    done = Written()
    for obj in new:
        if (same := lost.same(obj)) is not None and same.path not in taken:
            taken.add(same.path)
            after[obj.module][obj.qualname] = replace(same.text, proposal=None, **_about(obj, current))
            del after[same.module][same.name]
            removed = replaced(same.name, files[same.module][same.name])
            done += Written(moved=(f"{same.path} → {obj.path}",), removed=removed)
    for obj in new:  # what the very code has taken along is not looked for in other code
        alike = lost.alike(obj, without=taken | origins) if obj.qualname not in after[obj.module] else None
        if alike is not None and alike.text.state in ("accepted", "edited"):
            origins.add(alike.path)
            facts = {"state": "proposed", "written": "proposed", "origin": alike.path, "proposal": None}
            text = replace(alike.text, by="", on="", **facts, **_about(obj, current))  # type: ignore[arg-type]
            after[obj.module][obj.qualname] = text
            done += Written(alike=(f"{alike.path} → {obj.path}",))
    return after, done


def _about(obj: ApiObject, current: Mapping[str, str]) -> dict[str, Any]:
    """What a text says of the code that it is about."""
    return {"fingerprint": current[obj.path], "code": record_code(obj)}
