"""The unit that a number is in, where its name or what takes it shows that: `timeout_ms`, `time.sleep(delay)`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from aidoc_core.checks.assigned import names_bound
from aidoc_core.code.lookup.body import dotted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.target import Target

_UNITS: tuple[dict[str, tuple[str, ...]], ...] = (
    {
        "nanoseconds": ("nanosecond", "ns", "nanos"),
        "microseconds": ("microsecond", "us", "usec", "usecs", "micros"),
        "milliseconds": ("millisecond", "ms", "msec", "msecs", "millis"),
        "seconds": ("second", "sec", "secs"),
        "minutes": ("minute", "mins"),
        "hours": ("hour", "hrs"),
        "days": ("day",),
        "weeks": ("week",),
    },
    {"degrees": ("degree", "deg", "degs"), "radians": ("radian", "rad", "rads")},
    {
        "bytes": ("byte", "nbytes"),
        "kilobytes": ("kilobyte", "kb", "kib"),
        "megabytes": ("megabyte", "mb", "mib"),
        "gigabytes": ("gigabyte", "gb", "gib"),
    },
    {
        "nanometers": ("nanometer", "nanometre", "nm"),
        "micrometers": ("micrometer", "micrometre", "um"),
        "millimeters": ("millimeter", "millimetre", "mm"),
        "centimeters": ("centimeter", "centimetre", "cm"),
        "meters": ("meter", "metre"),
        "kilometers": ("kilometer", "kilometre", "km"),
        "inches": ("inch",),
        "miles": ("mile",),
        "pixels": ("pixel", "px"),
    },
    {"hertz": ("hz",), "kilohertz": ("khz",), "megahertz": ("mhz",), "gigahertz": ("ghz",)},
)
"""Units that measure the same, each with what it is called besides."""
_PLAIN = {
    written: (unit, dimension)
    for dimension, units in enumerate(_UNITS)
    for unit, others in units.items()
    for written in (unit, unit.replace("meters", "metres"), *others)
}
_TAKES = {
    "time.sleep": "seconds",
    "asyncio.sleep": "seconds",
    "anyio.sleep": "seconds",
    "math.radians": "degrees",
    "math.degrees": "radians",
    "math.sin": "radians",
    "math.cos": "radians",
    "math.tan": "radians",
    "np.radians": "degrees",
    "np.deg2rad": "degrees",
    "np.degrees": "radians",
    "np.rad2deg": "radians",
}
"""Functions of one number, each with the unit that it is in."""
_SPANS = frozenset({"timedelta", "datetime.timedelta", "dt.timedelta"})


def other_unit(said: str, name: str, subject: Target) -> str:
    """The unit that a parameter is in, where that is another one than the one said and measures the same.

    Args:
        said: The unit, as a text has it.
        name: The parameter.
        subject: The object.

    Returns:
        The unit in the plural; empty where the code does not show one, or shows the one that is said.
    """
    unit, dimension = _PLAIN.get(said, ("", -1))
    shown = [(other, of) for other, of in _shown(name, subject) if of == dimension]
    return shown[0][0] if unit and shown and all(other != unit for other, _ in shown) else ""


def _shown(name: str, subject: Target) -> Iterator[tuple[str, int]]:
    last = name.lower().split("_")[-1]
    if last in _PLAIN and "per" not in name.lower().split("_"):
        yield _PLAIN[last]
    node = subject.definition
    if node is None or name in names_bound(node):
        return
    for call in (one for one in ast.walk(node) if isinstance(one, ast.Call)):
        path = dotted(call.func)
        if path in _TAKES and len(call.args) == 1 and _is(call.args[0], name):
            yield _PLAIN[_TAKES[path]]
        if path in _SPANS:
            yield from (_PLAIN[one.arg] for one in call.keywords if one.arg in _PLAIN and _is(one.value, name))


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
