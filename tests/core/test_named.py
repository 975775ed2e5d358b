"""What a name in an object's documentation stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import griffe
import pytest

from aidoc_core.code.lookup.named import named

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "__init__.py": "from pkg._client import Client, connect\nimport logging\n\n__version__ = '1'\n",
    "_client.py": """
import json
from pkg.errors import Failed

LIMIT = 3


class Base:
    def shared(self): ...


class Client(Base):
    name: str = ""
    json = json

    class Options:
        depth: int = 1

    def __init__(self, timeout): ...
    def get(self, name, *rest): ...
    def close(self): ...


def connect(LIMIT): ...
def other(): ...
""",
    "errors.py": "class Failed(Exception): ...\n",
    "json.py": "def dumps(): ...\n",
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> griffe.Module:
    """A package that re-exports what its modules define."""
    root: Path = tmp_path_factory.mktemp("named")
    (root / "pkg").mkdir()
    for name, text in FILES.items():
        (root / "pkg" / name).write_text(text, encoding="utf-8")
    loader = griffe.GriffeLoader(search_paths=[root], allow_inspection=False)
    loaded = loader.load("pkg")
    loader.resolve_aliases(implicit=False, external=None)
    assert isinstance(loaded, griffe.Module)
    return loaded


@pytest.mark.parametrize(
    ("name", "where", "path"),
    [
        ("Client", "_client.other", "_client.Client"),
        ("Client.get", "_client.other", "_client.Client.get"),
        ("Client.shared", "_client.other", "_client.Base.shared"),
        ("Client.Options.depth", "_client.other", "_client.Client.Options.depth"),
        ("pkg.Client.get", "errors.Failed", "_client.Client.get"),
        ("pkg.errors.Failed", "_client.other", "errors.Failed"),
        ("Failed", "_client.Client.get", "errors.Failed"),
        ("LIMIT", "_client.other", "_client.LIMIT"),
        ("close", "_client.Client.get", "_client.Client.close"),
        ("shared", "_client.Client.get", "_client.Base.shared"),
        ("self.close", "_client.Client.get", "_client.Client.close"),
        ("get", "_client.Client", "_client.Client.get"),
        ("Options", "_client.Client.get", "_client.Client.Options"),
        ("Client", "_client.Client.get", "_client.Client"),
        ("Client", "", "_client.Client"),
        ("other", "_client.Client.Options", "_client.other"),
        # a parameter hides what has its name
        ("name", "_client.Client.get", None),
        ("name", "_client.Client.close", "_client.Client.name"),
        ("rest", "_client.Client.get", None),
        ("LIMIT", "_client.connect", None),
        ("timeout", "_client.Client", None),
        # nobody links to where the reader is
        ("Client", "_client.Client", None),
        ("Client", "_client.Client.__init__", None),
        ("get", "_client.Client.get", None),
        ("other", "_client.other", None),
        # what Python does not see there, or what is elsewhere
        ("get", "_client.other", None),
        ("self", "_client.Client.get", None),
        ("self.close", "_client.other", None),
        ("errors", "_client.other", None),
        ("json", "_client.other", None),
        ("json.dumps", "_client.other", None),
        ("logging", "", None),
        ("Client.nothing", "_client.other", None),
        ("str", "_client.other", None),
        ("other.pkg", "_client.other", None),
    ],
)
def test_names(package: griffe.Module, name: str, where: str, path: str | None) -> None:
    """A name means what it means to a reader of the code: nearest first, parameters hide, imports count."""
    obj = package[where] if where else package
    found = named(name, obj)
    assert (found.path if found else None) == (f"pkg.{path}" if path else None)
