"""Wrong sentences added to right docstrings, by what they state wrongly: wordings in `banks/sentences_*.json`."""

from __future__ import annotations

import ast
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.code.objects import Parameter
    from benchmarks.checks.corpus import Case

Answer = dict[str, Any]
Wordings = dict[str, list[str]]


_OF_KIND = {
    "version": ("version", "deprecat", "removed", "legacy"),
    "threads": ("thread", "lock", "atomic", "concurren", "mutex"),
    "security": ("secur", "sanit", "escape", "inject", "attack", "unsafe", "crypt", "travers"),
}
"""Where the module has a word of it, the sentence may be right."""


def sentence_bank(name: str) -> Wordings:
    """The bank `development`, whose wordings the rules were built with, or `held_out`, written afterwards."""
    text = (Path(__file__).parent / "banks" / f"sentences_{name}.json").read_text(encoding="utf-8")
    bank: Wordings = json.loads(text)
    return bank


def wrong_sentences(case: Case, bank: Wordings) -> Iterator[tuple[str, str, Answer]]:
    """Kind, the sentence, and the answer that has it: one of each kind that the object makes wrong."""
    for kind, lines in bank.items():
        draw = random.Random(f"{kind}{case.obj.path}")
        place = _place(kind, case)
        if place is None:
            continue
        sentence = draw.choice(lines).format(**_values(case, draw))
        answer = json.loads(json.dumps(case.said))
        if place:
            item = next(item for item in answer["parameters"] if item["name"] == place)
            item["description"] = f"{item['description'].rstrip().rstrip('.')}. {sentence}"
        else:
            answer["description"] = f"{answer['description']}\n\n{sentence}".strip()
        yield kind, sentence, answer


def _values(case: Case, draw: random.Random) -> dict[str, str]:
    text = _module(case)
    names = [name for name in ("strict_mode", "max_attempts", "use_cache_dir", "retry_policy") if name not in text]
    unused = (
        "ZeroDivisionError",
        "BufferError",
        "ReferenceError",
        "FloatingPointError",
        "BlockingIOError",
        "ConnectionResetError",
    )
    raised = [name for name in unused if name not in text]
    return {"name": draw.choice(names or ["quux_mode"]), "error": draw.choice(raised or ["BufferError"])}


def _place(kind: str, case: Case) -> str | None:  # noqa: PLR0911 - one kind a line
    """The parameter whose entry gets the sentence, empty for the description; `None` where it would not be wrong."""
    obj = case.obj
    if kind == "says nothing is returned":
        return (
            ""
            if obj.returns_value
            and not obj.yields_value
            and obj.source.count("return None") == 0
            and "None" not in obj.signature.rpartition("->")[2]
            else None
        )
    if kind == "says something is returned":
        return (
            ""
            if not obj.returns_value
            and not obj.yields_value
            and "return" not in obj.source.replace(obj.human, "")
            and len(obj.source.replace(obj.human, "").splitlines()) > 3
            else None
        )
    if kind in ("default on", "default off"):
        wanted = "False" if kind == "default on" else "True"
        return next((p.name for p in _described(case) if p.default == wanted), None)
    if kind == "optional":
        return next(
            (p.name for p in _described(case) if p.default is None and "None" not in (p.annotation or "")), None
        )
    if kind == "required":
        return next((p.name for p in _described(case) if _is_set(p)), None)
    if kind == "coroutine":
        return None if obj.is_async or "await" in obj.source else ""
    if kind == "generator":
        return None if "yield" in obj.source or "iter" in obj.source.lower() or "generator" in obj.source else ""
    if kind == "property":
        return None if any("property" in name for name in obj.decorators) else ""
    if kind == "context manager":
        return None if any(word in obj.source for word in ("context", "__enter__", "with ", "yield")) else ""
    words = _OF_KIND.get(kind, ())
    return None if any(word in _module(case).lower() for word in words) else ""


def _described(case: Case) -> Iterator[Parameter]:
    names = {item["name"] for item in case.said["parameters"]}
    return (p for p in case.obj.parameters if p.name in names)


def _is_set(parameter: Parameter) -> bool:
    try:
        return parameter.default is not None and ast.literal_eval(parameter.default) not in (None, "")
    except (ValueError, SyntaxError):
        return False


def _module(case: Case) -> str:
    context = case.obj.context
    return "\n".join(context.package.file(context.obj).lines) if context else ""
