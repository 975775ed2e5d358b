"""What the form of answers costs: people's docstrings as a model would have to write them, against their texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aidoc_core.code.gaps import why_not
from aidoc_core.code.packages import read_package
from aidoc_core.evaluation.scores import persons_texts
from aidoc_core.settings import Settings
from benchmarks.context_parts import PACKAGES
from benchmarks.packages import count_tokens, package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.code.objects import ApiObject

BUNDLE = 16


def form_rows() -> dict[str, dict[str, Any]]:
    """For each package, the tokens of people's texts, and of the same texts as answers."""
    return {name: _measure(_documented(name, top)) for name, top in PACKAGES.items()}


def _documented(name: str, top: str) -> list[ApiObject]:
    source = package(name)
    settings = Settings(kinds=["function"])
    return [obj for obj in read_package(top, [source], root=source) if obj.human and not why_not(obj, settings)]


def _measure(objects: list[ApiObject]) -> dict[str, Any]:
    text = sum(count_tokens(_kept(obj)) for obj in objects)
    figures: dict[str, Any] = {"objects": len(objects), "text": text}
    for name, form, indent in (("today", _answer, None), ("indented", _answer, 2), ("0.1.0", _first_form, None)):
        written = 0
        for start in range(0, len(objects), BUNDLE):
            answers = [form(number, obj) for number, obj in enumerate(objects[start : start + BUNDLE], 1)]
            separators = (",", ":") if indent is None else None
            said = json.dumps({"answers": answers}, separators=separators, indent=indent, ensure_ascii=False)
            written += count_tokens(said)
        figures[name] = round(written / text, 3)
    return figures


def _answer(number: int, obj: ApiObject) -> dict[str, Any]:
    texts = [f"{where.replace('description', 'details')}: {said}" for where, said in persons_texts(obj).items()]
    return {"n": f"{number} {obj.path.rpartition('.')[2]}", "texts": texts}


def _first_form(number: int, obj: ApiObject) -> dict[str, Any]:
    """The form of 0.1.0: a key for everything."""
    texts = persons_texts(obj)
    summary, details = texts.pop("summary", ""), texts.pop("description", "")
    named = ((*where.partition(" "), said) for where, said in texts.items())
    sections = [{"kind": kind, "name": name, "text": said} for kind, _, name, said in named]
    return {"n": number, "summary": summary, "details": details, "sections": sections}


def _kept(obj: ApiObject) -> str:
    """The texts with the names that they belong to."""
    lines = []
    for where, said in persons_texts(obj).items():
        kind, _, name = where.partition(" ")
        lines.append(f"{name}: {said}" if kind in ("parameter", "raises") else said)
    return "\n".join(lines)


def form_table(figures: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The figures as Markdown; nothing of nothing."""
    if not figures:
        return
    yield "\nTokens of people's docstrings written as answers, for each token of their texts:\n"
    yield "| package | functions | tokens of texts | today | indented | 0.1.0 |"
    yield "|---|---|---|---|---|---|"
    for name, one in figures.items():
        yield f"| {name} | {one['objects']} | {one['text']:,} | {one['today']} | {one['indented']} | {one['0.1.0']} |"
