"""The memo of a large site in parts, one for each module and page: a memo has a largest size, a site has not.

A part is found under a digest of what is in it, so that a module of which nothing has changed has the part it had.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from aidoc_core.build.appendix_page import is_divided
from aidoc_core.build.packed_rows import PackedRows
from aidoc_core.build.written_rows import WrittenRows
from aidoc_core.code.packed import PackedTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

WHOLE = 2_000
"""So many objects are kept in one memo."""
_BY_PATH = ("added", "labels", "places")
_PAGES = "pages"
_PAGE = "page "
"""What the names of parts begin with that are pages; no module is called so."""


class Part(NamedTuple):
    """What an earlier build has kept of a module that was not read again.

    Attributes:
        state: Under what its part is kept; empty where it is not.
        paths: The paths of its objects.
        added: What was added to docstrings, by path, as plain data.
        labels: The labels of objects, by path.
    """

    state: str
    paths: Sequence[str]
    added: Mapping[str, Any]
    labels: Mapping[str, str]


def divided(
    found: Mapping[str, Any], kept: Mapping[str, Part] = MappingProxyType({})
) -> tuple[dict[str, Any], Mapping[str, dict[str, Any]]]:
    """What a build came to: what is left of it, and its parts by module; no parts if it is small.

    Args:
        found: `Remembered` as plain data.
        kept: What an earlier build has kept of modules of which it tells nothing but rows and places.
    """
    report, drawn = found["report"], found.get(_PAGES) or {}
    objects, pages = report.get("objects", ()), drawn.get(_PAGES, {})
    if len(objects) <= WHOLE:
        rest = {**found, **{name: dict(found[name]) for name in _BY_PATH if name in found}}
        for part in kept.values():
            rest["added"].update(part.added)
            rest["labels"].update(part.labels)
        if objects and is_divided(report):  # else a report has lines, and is written anew
            rest["report"] = {**report, "objects": WrittenRows.of(objects).to_dict()}
        elif objects:
            rest["report"] = {**report, "objects": list(objects)}
        if pages:
            rest[_PAGES] = {**drawn, _PAGES: dict(pages)}
        return rest, {}
    rest = {name: value for name, value in found.items() if name not in _BY_PATH}
    rest["report"] = {name: value for name, value in report.items() if name != "objects"}
    if pages:
        rest[_PAGES] = {name: value for name, value in drawn.items() if name != _PAGES}
    return rest, _Parts(found, pages, kept)


class _Parts(Mapping[str, dict[str, Any]]):
    """The parts, each made when it is asked for: all at once take as much room as the site itself."""

    def __init__(self, found: Mapping[str, Any], pages: Mapping[str, Any], kept: Mapping[str, Part]) -> None:
        from aidoc_core.build.module_figures import rows_by_module  # noqa: PLC0415 - for large sites

        self._found = found
        self._kept = kept
        self._pages = {f"{_PAGE}{name}": name for name in pages}
        self._drawn = pages
        self._rows = rows_by_module(found["report"])
        self._paths: dict[str, dict[str, list[str]]] = {}
        homes: dict[str, str] = {}
        for module, rows in self._rows.items():  # rows of a module that was not read are not looked at
            homes.update(dict.fromkeys(kept[module].paths if module in kept else (row["path"] for row in rows), module))
        for name in _BY_PATH:
            for path in found[name]:
                self._paths.setdefault(homes.get(path, ""), {}).setdefault(name, []).append(path)

    def __iter__(self) -> Iterator[str]:
        yield from self._rows
        yield from (module for module in self._paths if module not in self._rows)
        yield from self._pages

    def __len__(self) -> int:
        return len(self._rows.keys() | self._paths.keys()) + len(self._pages)

    def __getitem__(self, name: str) -> dict[str, Any]:
        found, paths, kept = self._found, self._paths.get(name, {}), self._kept.get(name)
        if name in self._pages:
            return {_PAGES: {self._pages[name]: self._drawn[self._pages[name]]}}
        if not paths and name not in self._rows:
            raise KeyError(name)
        part = {
            "objects": list(self._rows.get(name, ())),
            **{table: {path: found[table][path] for path in paths.get(table, ())} for table in _BY_PATH},
        }
        return part if kept is None else {**part, "added": kept.added, "labels": kept.labels}


def whole(rest: Mapping[str, Any], parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The inverse of `divided`; the objects and pages of a large site are packed.

    Args:
        rest: What was left.
        parts: The parts, in their order.
    """
    tables: dict[str, dict[str, Any]] = {name: {} for name in _BY_PATH}
    pages = PackedTable()

    def rows() -> Iterator[list[dict[str, Any]]]:
        for part in parts:
            for name, table in tables.items():
                table.update(part.get(name, {}))
            for name, page in part.get(_PAGES, {}).items():
                pages[name] = page
            yield part.get("objects", [])

    if not (objects := PackedRows(rows())):
        report = rest["report"]
        if isinstance(report.get("objects"), dict):
            report = {**report, "objects": WrittenRows.from_dict(report["objects"])}
        return {**rest, "report": report}
    found = {**rest, **tables, "report": {**rest["report"], "objects": objects}}
    return {**found, _PAGES: {**rest[_PAGES], _PAGES: pages}} if pages else found


def memos_of(
    name: str, found: Mapping[str, Any], kept: Mapping[str, Part] = MappingProxyType({})
) -> tuple[dict[str, Any], Iterator[tuple[str, str, dict[str, Any]]]]:
    """What is kept of what a build came to: one memo, and those of its parts, each with its name and state.

    Args:
        name: The name of the first.
        found: `Remembered` as plain data.
        kept: As `divided` takes it; their parts are there already, if they have a state.
    """
    rest, parts = divided(found, kept)
    there = {module: part.state for module, part in kept.items() if part.state}
    states = {module: there.get(module) or _digest(parts[module]) for module in parts}
    first = {"found": rest, "parts": list(states.items())}
    return first, ((f"{name} {module}", states[module], parts[module]) for module in parts if module not in there)


def found_in(name: str, first: Mapping[str, Any], read: Callable[[str, str], dict[str, Any]]) -> dict[str, Any] | None:
    """What a build came to; `None` where a part is not there.

    Args:
        name: The name of the first memo.
        first: That.
        read: Reads another by its name and state.
    """

    def parts() -> Iterator[dict[str, Any]]:
        for module, state in first["parts"]:
            if not (part := read(f"{name} {module}", state)):
                raise LookupError(module)
            yield part

    try:
        return whole(first["found"], parts())
    except LookupError:
        return None


def _digest(part: Mapping[str, Any]) -> str:
    text = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
