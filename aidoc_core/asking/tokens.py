"""Counting tokens: exactly where the model's vocabulary is on this machine, else by length. Nothing is downloaded."""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    import tiktoken

BYTES_PER_TOKEN = 3.74
"""Mean over 31,965 functions of django, sympy, sqlalchemy, pandas and networkx, encoding o200k."""
BYTES_PER_TOKEN_OF_ALL = 4.2
"""All bytes by all tokens of what is sent for click, jinja2 and requests: large functions, which count more here, have
more bytes to a token than small ones."""
BYTES_PER_TOKEN_AT_WORST = 1.8
"""99.9 % of those functions have more bytes to a token; a bound for budgets."""

# Vocabularies by the names of the models that use them; a model that is not listed is not guessed.
_VOCABULARIES = {
    "o200k_base": regex(r"(?:ft:)?(?:chatgpt-4o|gpt-(?:4o|4\.1|4\.5|5(?:\.\d+)?)|o[134])(?![^-:])"),
    "cl100k_base": regex(r"(?:ft:)?gpt-(?:4|3\.5|35)(?![^-:])"),
}
# sha256 of the files that OpenAI publishes, as tiktoken_ext/openai_public.py has them.
_SHA256 = {
    "o200k_base": "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    "cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
}
_URL = "https://openaipublic.blob.core.windows.net/encodings/{}.tiktoken"


def estimate(text: str) -> int:
    """Tokens of a text by its length in bytes: within some percent for code, at no cost."""
    return round(len(text.encode("utf-8", "replace")) / BYTES_PER_TOKEN)


def estimate_whole(text: str) -> int:
    """Tokens of a whole message by its length in bytes."""
    return round(len(text.encode("utf-8", "replace")) / BYTES_PER_TOKEN_OF_ALL)


def bound(text: str) -> int:
    """A number of tokens that a text does not exceed, special cases such as tables of numbers aside."""
    return int(len(text.encode("utf-8", "replace")) / BYTES_PER_TOKEN_AT_WORST) + 1


def exact_counter(model: str) -> Callable[[str], int] | None:
    """What counts the tokens of a text exactly, or `None` where that cannot be done here.

    Args:
        model: The model's name, e.g. `gpt-4.1-mini`; the name of a deployment tells only where it is a model's.
    """
    name = vocabulary_of(model)
    file = _file(name) if name else None
    encoding = _encoding(name, file) if name and file else None
    if encoding is None:
        return None
    return lambda text: len(encoding.encode(text, disallowed_special=()))


def vocabulary_of(model: str) -> str | None:
    """The name of the vocabulary that a model uses, or `None` where that is not known."""
    return next((name for name, models in _VOCABULARIES.items() if models.match(model)), None)


def _file(name: str) -> Path | None:
    """Where tiktoken keeps a vocabulary (tiktoken/load.py); nowhere if its cache is turned off."""
    variables = ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR")
    default = str(Path(tempfile.gettempdir()) / "data-gym-cache")
    directory = next((os.environ[variable] for variable in variables if variable in os.environ), default)
    if not directory:
        return None
    return Path(directory) / hashlib.sha1(_URL.format(name).encode(), usedforsecurity=False).hexdigest()


@cache
def _encoding(name: str, file: Path) -> tiktoken.Encoding | None:
    """An encoding from its file. tiktoken downloads, without a time limit, what is not there or is damaged."""
    try:
        if hashlib.sha256(file.read_bytes()).hexdigest() != _SHA256[name]:
            return None
    except OSError:
        return None
    import tiktoken  # noqa: PLC0415 - heavy, and not needed when everything is cached

    try:
        return tiktoken.get_encoding(name)
    except ValueError:  # two of its plugins have one name
        return None
