"""A class of some code, whose methods texts say something of, and which rules find something in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks import check
from aidoc_core.code.packages import read_package

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.code.objects import ApiObject


def read_store(root: Path, code: str) -> dict[str, ApiObject]:
    """The objects of a package `shop`, those of its class `Store` by their own names."""
    (root / "shop").mkdir()
    (root / "shop" / "__init__.py").write_text(code, encoding="utf-8")
    return {obj.path.removeprefix("shop.Store."): obj for obj in read_package("shop", [root])}


def found(store: dict[str, ApiObject], name: str, text: str, parameter: str = "") -> set[str]:
    """The rules that find something in a description of a method, or in the entry of one of its parameters."""
    entries = [{"name": parameter, "description": text}] if parameter else []
    said = {"summary": "Go through the store.", "description": "" if parameter else text, "parameters": entries}
    return {f.rule for f in check(said, store[name]) if (parameter or f.cut != "entry") and f.quote and f.quote in text}
