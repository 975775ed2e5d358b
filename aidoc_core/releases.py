"""Which release of a library is installed, without reading more about it than that.

`importlib.metadata.version` parses the whole description of a library, which for many is a long README.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution

from aidoc_core.patterns import regex

_VERSION = regex(r"^Version:[ \t]*+(\S++)[ \t]*+$", re.MULTILINE)


@cache
def release_of(name: str) -> str:
    """The release of a library; empty where it is not installed.

    Args:
        name: What it is called in the package index.
    """
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return ""
    head = (found.read_text("METADATA") or "").partition("\n\n")[0]
    version = _VERSION.search(head)
    return version[1] if version else found.version
