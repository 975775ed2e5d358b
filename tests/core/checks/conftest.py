"""Objects of the package in `tests/roots/depot`, read once."""

from pathlib import Path

import pytest

from aidoc_core.code.objects import ApiObject
from aidoc_core.code.packages import read_package

ROOTS = Path(__file__).parents[2] / "roots"


@pytest.fixture(scope="session")
def depot() -> dict[str, ApiObject]:
    """Every object by its path, `depot.` left out."""
    return {obj.path.removeprefix("depot."): obj for obj in read_package("depot", [ROOTS / "depot"])}


@pytest.fixture
def visit(tmp_path):
    """A function that reads one module `shop` from its source and gives its objects by qualified name."""

    def read(source: str, **others: str) -> dict[str, ApiObject]:
        package = tmp_path / "shop"
        package.mkdir(exist_ok=True)
        (package / "__init__.py").write_text(source, encoding="utf-8")
        for name, text in others.items():
            (package / f"{name}.py").write_text(text, encoding="utf-8")
        return {obj.path.removeprefix("shop."): obj for obj in read_package("shop", [tmp_path])}

    return read
