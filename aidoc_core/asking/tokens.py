"""Counting tokens without ever waiting for a download."""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tiktoken

BYTES_PER_TOKEN = 3.74
"""Mean over 31,965 functions of django, sympy, sqlalchemy, pandas and networkx, encoding o200k."""
BYTES_PER_TOKEN_AT_WORST = 1.8
"""99.9 % of those functions have more bytes to a token; a bound for budgets."""

_ENCODING = "o200k_base"
_URL = "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken"


def estimate(text: str) -> int:
    """Tokens of a text by its length in bytes: within some percent for code, at no cost."""
    return round(len(text.encode("utf-8", "replace")) / BYTES_PER_TOKEN)


def bound(text: str) -> int:
    """A number of tokens that a text does not exceed, special cases such as tables of numbers aside."""
    return int(len(text.encode("utf-8", "replace")) / BYTES_PER_TOKEN_AT_WORST) + 1


def count(text: str) -> tuple[int, bool]:
    """Tokens of a text, and whether the number is exact.

    tiktoken downloads its vocabulary without a timeout, so it is used only where the file lies in its cache
    already; otherwise the number is an estimate.
    """
    encoding = _encoding()
    if encoding is None:
        return estimate(text), False
    return len(encoding.encode(text, disallowed_special=())), True


@cache
def _encoding() -> tiktoken.Encoding | None:
    if not _vocabulary().is_file():
        return None
    import tiktoken  # noqa: PLC0415 - heavy, and not needed when everything is cached

    try:
        return tiktoken.get_encoding(_ENCODING)
    except (OSError, ValueError):  # a damaged file makes tiktoken download: no network, no count
        return None


def _vocabulary() -> Path:
    """Where tiktoken keeps its file (tiktoken/load.py)."""
    directory = (
        os.environ.get("TIKTOKEN_CACHE_DIR")
        or os.environ.get("DATA_GYM_CACHE_DIR")
        or str(Path(tempfile.gettempdir()) / "data-gym-cache")
    )
    return Path(directory) / hashlib.sha1(_URL.encode(), usedforsecurity=False).hexdigest()
