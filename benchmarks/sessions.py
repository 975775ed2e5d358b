"""Filling a whole package without a doc tool, against the local Azure."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import griffe

from aidoc_core.build.session import Session
from aidoc_core.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aidoc_core.code.objects import ApiObject
    from tests.azure import LocalAzure

ENVIRONMENT = {"AZURE_OPENAI_API_KEY": "test-key"}


@contextlib.contextmanager
def session(azure: LocalAzure, root: Path, **options: object) -> Iterator[Session]:
    """Open a session whose cache lies below `root`."""
    settings = Settings(endpoint=azure.url, deployment="docs", **options)  # type: ignore[arg-type]
    one = Session(settings, root=root, tool="benchmark", environment=ENVIRONMENT)
    try:
        yield one
    finally:
        one.close()


def all_objects(one: Session, source: Path, name: str) -> list[ApiObject]:
    """Every object of a package that could be documented."""
    loader = griffe.GriffeLoader(search_paths=[str(source)])
    todo: list[griffe.Object] = [loader.load(name)]  # type: ignore[list-item]
    found = []
    while todo:
        obj = todo.pop()
        read = one.collector.read(obj)
        if read is not None:
            found.append(read)
        todo += [member for member in obj.members.values() if not member.is_alias]  # type: ignore[misc]
    return found
