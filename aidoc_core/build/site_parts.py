"""The memo of a large site in parts, one for each module: a memo has a largest size, a site has not.

A part is found under a digest of what is in it, so that a module of which nothing has changed has the part it had.
"""

from __future__ import annotations

import hashlib
import json
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

WHOLE = 2_000
"""So many objects are kept in one memo."""
_BY_PATH = ("added", "labels", "places")


def divided(found: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """What a build came to: what is left of it, and its parts by module; no parts if it is small.

    Args:
        found: `Remembered` as plain data.
    """
    report = found["report"]
    if len(report.get("objects", ())) <= WHOLE:
        return dict(found), {}
    from aidoc_core.build.module_figures import modules_of  # noqa: PLC0415 - for large sites

    homes = modules_of(report)
    parts: dict[str, dict[str, Any]] = {}

    def part(path: str) -> dict[str, Any]:
        module = homes.get(path, "")
        return parts.setdefault(module, {"objects": [], **{name: {} for name in _BY_PATH}})

    for row in report["objects"]:
        part(row["path"])["objects"].append(row)
    for name in _BY_PATH:
        for path, value in found[name].items():
            part(path)[name][path] = value
    rest = {name: value for name, value in found.items() if name not in _BY_PATH}
    return {**rest, "report": {name: value for name, value in report.items() if name != "objects"}}, parts


def whole(rest: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The inverse of `divided`.

    Args:
        rest: What was left.
        parts: The parts, in their order.
    """
    if not parts:
        return dict(rest)
    tables = {name: dict(chain.from_iterable(part[name].items() for part in parts)) for name in _BY_PATH}
    objects = [row for part in parts for row in part["objects"]]
    return {**rest, **tables, "report": {**rest["report"], "objects": objects}}


def memos_of(name: str, found: Mapping[str, Any]) -> tuple[dict[str, Any], Iterator[tuple[str, str, dict[str, Any]]]]:
    """What is kept of what a build came to: one memo, and those of its parts, each with its name and state.

    Args:
        name: The name of the first.
        found: `Remembered` as plain data.
    """
    rest, parts = divided(found)
    states = {module: _digest(part) for module, part in parts.items()}
    first = {"found": rest, "parts": list(states.items())}
    return first, ((f"{name} {module}", states[module], part) for module, part in parts.items())


def found_in(name: str, first: Mapping[str, Any], read: Callable[[str, str], dict[str, Any]]) -> dict[str, Any] | None:
    """What a build came to; `None` where a part is not there.

    Args:
        name: The name of the first memo.
        first: That.
        read: Reads another by its name and state.
    """
    parts = []
    for module, state in first["parts"]:
        part = read(f"{name} {module}", state)
        if not part:
            return None
        parts.append(part)
    return whole(first["found"], parts)


def _digest(part: Mapping[str, Any]) -> str:
    text = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
