"""The document that is being read, for handlers that want to know it before any is."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment


@contextmanager
def as_if_read(env: BuildEnvironment, document: str) -> Iterator[None]:
    """While this is open, a document counts as the one that is being read.

    Args:
        env: Sphinx' environment.
        document: The document.
    """
    data: Any = env.temp_data
    before = data.get("docname")
    data["docname"] = document
    try:
        yield
    finally:
        if before is None:
            data.pop("docname", None)
        else:
            data["docname"] = before
