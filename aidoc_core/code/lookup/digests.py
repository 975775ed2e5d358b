"""Digests of values and of texts: what stands for them where they are compared."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def digest(*parts: object) -> str:
    """A digest of values whose `repr` is the same in every process."""
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def text_digest(file: Path, text: str) -> str:
    """The digest of the source of a module (`Outlines.text`) that has no stub beside it.

    Args:
        file: Its file.
        text: The text.
    """
    return digest(str(file), "\n".join(text.splitlines()), None)
