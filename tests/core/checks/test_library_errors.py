"""Exceptions of libraries that leave a body by methods of what was made elsewhere, and those that nothing can bring."""

import pytest

from aidoc_core.checks import check
from aidoc_core.code.packages import read_package

CLIENT = """
import httpx
import zlib
from typing import Any

from shop.sums import total

class Orders:
    def __init__(self, client, handler):
        self._client = client
        self.handler = handler

    def get(self, key: str) -> dict[str, Any]:
        response = self._client.get(f"orders/{key}")
        response.raise_for_status()
        return response.json()

    def first(self) -> dict[str, Any]:
        return self.get("1")

    async def later(self, key: str) -> dict[str, Any]:
        response = await self._client.get(key)
        return response.json()

    def sum(self, prices: list[int]) -> int:
        return total(prices)

    def count(self, prices: list[int]) -> int:
        return len(prices)

    def start(self, timeout: int = 15) -> None:
        if not self.handler.wait(timeout):
            raise self.handler.timeout_exception("too late")

    def stop(self) -> None:
        self.handler.stop()
"""
SUMS = """
def total(prices):
    return sum(prices)
"""


@pytest.fixture
def orders(tmp_path):
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").write_text(CLIENT, encoding="utf-8")
    (tmp_path / "shop" / "sums.py").write_text(SUMS, encoding="utf-8")
    return {obj.name: obj for obj in read_package("shop", [tmp_path])}


def against(obj, name):
    """The rules about exceptions that find something in an entry."""
    said = {"summary": "Ask for orders.", "raises": [{"type": name, "description": "If the server refuses."}]}
    return {one.rule for one in check(said, obj) if one.rule.startswith("AD30")}


@pytest.mark.parametrize("method", ["get", "first", "later"])
@pytest.mark.parametrize("name", ["httpx.HTTPStatusError", "httpx.HTTPError", "httpx.TimeoutException"])
def test_a_client_that_was_made_elsewhere_may_raise_what_its_library_has(orders, method, name):
    """The body names no class of the library, but what it calls is out of sight, and the module imports the library."""
    assert against(orders[method], name) == set()


@pytest.mark.parametrize("method", ["sum", "count"])
def test_what_only_runs_code_in_sight_raises_nothing_of_a_library(orders, method):
    assert against(orders[method], "httpx.HTTPStatusError") == {"AD302"}


@pytest.mark.parametrize("name", ["aiohttp.ClientError", "botocore.exceptions.ClientError"])
def test_a_library_that_the_module_does_not_import_raises_nothing(orders, name):
    assert against(orders["get"], name) == {"AD302"}


@pytest.mark.parametrize("name", ["handler.timeout_exception", "shop.Orders.timeout_exception", "timeout_exception"])
def test_an_attribute_may_hold_what_is_raised(orders, name):
    assert against(orders["start"], name) == set()


def test_an_attribute_that_nothing_raises_is_no_exception(orders):
    assert against(orders["stop"], "shop.Orders.timeout_exception") == {"AD301"}
