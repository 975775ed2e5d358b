"""What is said of an event loop, another function, a backend, an amount or the class is no false claim of the object."""

import pytest

from aidoc_core.checks import check

SOURCE = """
import asyncio
import math
from datetime import timedelta


class Limiter:
    def __init__(self, rate: float, period: float = 60):
        self.rate = rate
        self.level = 0.0

    @property
    def _loop(self):
        return asyncio.get_running_loop()

    def has_capacity(self, amount: float = 1) -> bool:
        self.level = self._loop.time()
        return self.level + amount <= self.rate

    async def acquire(self, amount: float = 1) -> None:
        while not self.has_capacity(amount):
            await asyncio.sleep(1)

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(self, *args) -> None:
        return None


class Store:
    def __init__(self, timeout: int | None = 300, ignore: bool = True):
        self.timeout = timeout
        self.ignore = ignore

    def delete_many(self, *keys: str) -> list[str]:
        if not self.ignore:
            raise RuntimeError("failed")
        return list(keys)

    def has(self, key: str) -> bool:
        raise NotImplementedError("not on the backend")

    def get(self, key: str):
        return None


def to_seconds(value: int | timedelta) -> int:
    if isinstance(value, timedelta):
        return math.ceil(value.total_seconds())
    return value


def jitter(value: float) -> float:
    return value + 1


class Mapped:
    def __init__(self, path: str, mapped: bool = False, buffered: bool = True):
        self.path = path
        self.mapped = mapped
        self.buffered = buffered
"""


@pytest.fixture
def code(visit):
    return visit(SOURCE)


def against(obj, **answer):
    """The rules that find anything against a part of an answer, warnings included."""
    return {one.rule for one in check({"summary": "Work on the store.", **answer}, obj)}


def entry(name, text):
    return [{"name": name, "description": text}]


@pytest.mark.parametrize(
    "text",
    [
        "Needs a running event loop on first use.",
        "Must be called while an event loop is running.",
        "Call it inside a running event loop.",
        "Requires an asyncio event loop.",
        "The clock of the event loop is used.",
    ],
)
def test_a_plain_function_may_need_an_event_loop(code, visit, text):
    assert "AD801" not in against(code["Limiter.has_capacity"], description=text)
    lie = f"{text} It has to be awaited."
    assert "AD801" in against(code["Limiter.has_capacity"], description=lie)
    assert "AD801" in against(visit("def total(prices):\n    return sum(prices)\n")["total"], description=lie)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("If `False`, `delete_many` raises `RuntimeError` on failure.", False),
        ("If `False`, a `RuntimeError` is raised by `delete_many`.", False),
        ("If `False`, `Store.delete_many()` throws a `RuntimeError`.", False),
        ("If `False`, `delete_many` will raise `RuntimeError`.", False),
        ("If `False`, it raises `RuntimeError` on failure.", True),
        ("If `False`, `get` raises `OverflowError` on failure.", True),
        ("If `False`, `ignore` raises `RuntimeError`.", True),
    ],
)
def test_another_function_may_raise(code, text, found):
    assert ("AD303" in against(code["Store.__init__"], parameters=entry("ignore", text))) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Use `get` if the backend does not offer it.", False),
        ("Call `get` where the backend cannot do this.", False),
        ("Not every backend can answer the call.", False),
        ("Calls the backend over the network.", True),
        ("Sends a request to the server.", True),
    ],
)
def test_a_backend_is_no_network(code, text, found):
    assert ("AD907" in against(code["Store.has"], description=text)) is found


@pytest.mark.parametrize(
    "text", ["Use `get` if the backend does not offer it.", "Call `get` where the backend cannot do this."]
)
def test_a_backend_in_a_condition_is_not_called(visit, text):
    plain = visit("class Store:\n    def has(self, key):\n        return key in self.rows\n")
    assert "AD907" not in against(plain["Store.has"], description=text)
    assert "AD907" in against(plain["Store.has"], description="Sends a request to the backend.")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("to_seconds", "A `timedelta` of 200 milliseconds becomes 1 second."),
        ("to_seconds", "For example, 1500 milliseconds become 2 seconds."),
        ("to_seconds", "A `timedelta` of two minutes gives 120."),
        ("jitter", "If `value` is in minutes, at most a minute is added."),
        ("jitter", "If `value` is in seconds, at most a second is added."),
        ("jitter", "With a `value` in milliseconds, the result is in milliseconds, too."),
    ],
)
def test_an_amount_as_an_example_gives_no_unit(code, name, text):
    assert not {"AD905", "AD907"} & against(code[name], description=text)
    assert "AD905" in against(code[name], parameters=entry("value", "What to work on, in milliseconds."))


def test_seconds_are_left_alone(code):
    assert not {"AD905", "AD907"} & against(code["jitter"], parameters=entry("value", "The value in seconds."))


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("mapped", "Turns memory mapping on, which it is not by default.", False),
        ("mapped", "Turns on memory mapping, which by default it isn't.", False),
        ("buffered", "Turns buffering off, which it is not by default.", False),
        ("mapped", "Turns memory mapping on, which it is by default.", True),
        ("buffered", "Buffering is off by default.", True),
    ],
)
def test_what_it_does_may_be_no_default(code, name, text, found):
    assert ("AD123" in against(code["Mapped.__init__"], parameters=entry(name, text))) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("`async with limiter` does the same for an amount of 1.", False),
        ("The limiter can be used in an `async with` statement instead.", False),
        ("Use `async with` on the limiter for an amount of 1.", False),
        ("Use it in an `async with` statement.", True),
        ("This is an asynchronous context manager.", True),
    ],
)
def test_the_class_may_be_a_context_manager(code, text, found):
    assert ("AD804" in against(code["Limiter.acquire"], description=text)) is found
    assert found or "AD804" in against(code["Store.get"], description="Put it behind `with`.")


def test_the_class_has_to_be_one(code):
    assert "AD804" in against(code["Store.get"], description="The store can be used in a `with` statement.")
