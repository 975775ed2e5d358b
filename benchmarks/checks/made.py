"""Every wording of a bank on a function made for it, of which the code decides what the wording says.

`python -m benchmarks.checks.made NAME` prints by kind how many wordings are seen, and those that are not. The code is
never in doubt here, so that only the reading of sentences is measured.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.asking.prompt import Ask, told
from aidoc_core.checks import Severity, check
from aidoc_core.code.collect import from_griffe
from aidoc_core.code.gaps import whole_docstring
from benchmarks.checks.sentences import sentence_bank

if TYPE_CHECKING:
    from aidoc_core.code.objects import ApiObject

SOURCE = '''
"""Boxes and their labels."""


class Box:
    """A box."""

    def __init__(self) -> None:
        self.labels = {}

    def measure(self, width: int, height: int) -> int:
        """Measure."""
        return width * height

    def label(self, key: str, value: str) -> None:
        """Set a label."""
        self.labels[key] = value
        self.dirty = True

    def shrink(self, factor: int) -> int:
        """Shrink."""
        if factor < 2:
            raise ValueError("factor too small")
        return self.measure(factor, factor)

    def weigh(self, empty: bool = False, full: bool = True, precise: int = 3) -> int:
        """Weigh."""
        if empty and full:
            return precise
        return len(self.labels) * precise

    def pack(self, items: list[int]) -> int:
        """Pack."""
        total = 0
        for item in items:
            total = total + item
        return total

    def unpack(self, items: list[int]) -> int:
        """Unpack."""
        items.append(3)
        return len(items)
'''
_OF_KIND = {
    "says something is returned": ("label", "", "key"),
    "never raises": ("shrink", "", "factor"),
    "required": ("weigh", "precise", "precise"),
    "default on": ("weigh", "empty", "empty"),
    "default off": ("weigh", "full", "full"),
    "optional": ("measure", "width", "width"),
    "mutates": ("pack", "", "items"),
    "copies": ("unpack", "", "items"),
    "units": ("measure", "width", "width"),
    "range": ("measure", "width", "width"),
    "wrong type, parameter": ("measure", "", "width"),
}
"""By kind the function, the entry that gets the sentence, and the parameter that it speaks of."""


def run(bank: str) -> dict[str, dict[str, Any]]:
    """By kind, how many wordings there are, and which are not seen."""
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "boxes.py").write_text(SOURCE, encoding="utf-8")
        module = griffe.load("boxes", search_paths=[home], allow_inspection=False)
        for kind, lines in sentence_bank(bank).items():
            name, entry, parameter = _OF_KIND.get(kind, ("measure", "", "width"))
            function = module["Box"][name]
            unseen = [line for line in lines if not _is_seen(function, entry, _filled(line, parameter))]
            found[kind] = {"wordings": len(lines), "unseen": unseen}
    return found


def _filled(line: str, parameter: str) -> str:
    wrong = "a list of strings"
    return line.format(
        wrong=wrong, wrong_start=wrong.capitalize(), wrong_of=wrong, parameter=parameter, mutated=parameter,
        parameter_here=parameter, name="max_attempts", error="BufferError", swapped="", swapped_words="",
        swapped_words_start="", first_words="", second_words="",
    )  # fmt: skip


def _is_seen(function: griffe.Function, entry: str, sentence: str) -> bool:
    obj = from_griffe(function)
    if obj is None:
        raise TypeError(function.path)
    question = told(Ask(obj=obj, gaps=whole_docstring(obj)))
    right, wrong = (
        {
            (one.rule, one.where, one.message)
            for one in check(_answer(obj, entry, text), obj, question=question)
            if one.severity is not Severity.WARN
        }
        for text in ("", sentence)
    )
    return bool(wrong - right)


def _answer(obj: ApiObject, entry: str, sentence: str) -> dict[str, Any]:
    parameters = [
        {"name": one.name, "description": f"How far it goes. {sentence if one.name == entry else ''}".strip()}
        for one in obj.parameters
    ]
    return {
        "summary": "Go through the box and all that lies in it.",
        "description": "" if entry else sentence,
        "parameters": parameters,
        "returns": "How much there is of it." if obj.returns_value else "",
        "raises": [],
    }


def table(found: dict[str, dict[str, Any]]) -> str:
    """The figures as Markdown, with what is not seen."""
    lines = ["| kind | wordings | seen % |", "|---|---|---|"]
    total = missed = 0
    for kind, one in found.items():
        total, missed = total + one["wordings"], missed + len(one["unseen"])
        lines.append(f"| {kind} | {one['wordings']} | {100 - 100 * len(one['unseen']) / one['wordings']:.0f} |")
    lines.append(f"| all | {total} | {100 - 100 * missed / max(1, total):.0f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    figures = run(sys.argv[1])
    print(table(figures))
    if "--unseen" in sys.argv:
        print(json.dumps({kind: one["unseen"] for kind, one in figures.items() if one["unseen"]}, indent=1))
