"""Units that entries state, where the name of the parameter or what takes it shows another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.core.checks.store import found, read_store

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.code.objects import ApiObject

CODE = """
import math
import time
from datetime import timedelta


class Store:
    def wait(self, delay, pause_ms: int = 100, bytes_per_second=1):
        time.sleep(delay)
        return pause_ms, bytes_per_second

    def later(self, hours, minutes: float, span):
        span = span * 1000
        return timedelta(minutes=minutes) + timedelta(seconds=hours) + timedelta(milliseconds=span)

    def turn(self, angle, tilt):
        tilt = tilt / 180
        return math.sin(angle), math.cos(tilt), "degrees", "microseconds"

    def label(self, text_ms: str):
        return text_ms
"""


@pytest.fixture
def store(tmp_path: Path) -> dict[str, ApiObject]:
    return read_store(tmp_path, CODE)


@pytest.mark.parametrize(
    ("name", "parameter", "text"),
    [
        ("wait", "delay", "How long to wait, in milliseconds."),
        ("wait", "delay", "The time to wait in minutes."),
        ("wait", "pause_ms", "How long to pause, in seconds."),
        ("wait", "pause_ms", "How long to pause, in microseconds."),
        ("later", "minutes", "What is added, in seconds."),
        ("later", "hours", "What is added, in minutes."),
        ("turn", "angle", "How far to turn, in degrees."),
    ],
)
def test_another_unit_than_the_code_shows_is_refused(
    store: dict[str, ApiObject], name: str, parameter: str, text: str
) -> None:
    assert "AD905" in found(store, name, text, parameter)


@pytest.mark.parametrize(
    ("name", "parameter", "text"),
    [
        ("wait", "delay", "How long to wait, in seconds."),
        ("wait", "pause_ms", "How long to pause, in milliseconds."),
        ("wait", "pause_ms", "How long to pause, in milliseconds and not in seconds."),
        ("wait", "bytes_per_second", "How fast it is, in bytes."),
        ("later", "span", "What is added, in seconds."),
        ("turn", "angle", "How far to turn, in radians."),
        ("turn", "tilt", "How far to tilt, in degrees."),
        ("label", "text_ms", "The time as text, in seconds."),
    ],
)
def test_the_unit_of_the_code_is_left_alone(store: dict[str, ApiObject], name: str, parameter: str, text: str) -> None:
    assert found(store, name, text, parameter) == set()
