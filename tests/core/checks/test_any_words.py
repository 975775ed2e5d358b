"""Readers of sentences stand any order of the words that they know: what a model writes may be no sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from aidoc_core.checks import check
from aidoc_core.code.packages import read_package

if TYPE_CHECKING:
    from aidoc_core.code.objects import ApiObject

_CODE = """
class Store:
    def __init__(self, path, limit=3, strict=False, mode=None):
        self.items = {}

    @property
    def size(self) -> int:
        return len(self.items)

    def walk(self):
        yield from self.items

    async def load(self, key: str) -> bytes:
        if key not in self.items:
            raise KeyError(key)
        return self.items[key]

    def put(self, key: str, value: list | None = None, *, force: bool = True) -> None:
        if not force and key in self.items:
            raise ValueError(key)
        value.append(key)
        self.items[key] = value

def pair(first, second=1.5):
    return first, second
"""
_HERE = Path(__file__)
_WORD = re.compile(r"[\w`'-]+")


@lru_cache(maxsize=1)
def _words() -> list[str]:
    """The words of all examples of right and wrong texts, which are those that readers know."""
    texts = [(_HERE.parent / name).read_text("utf-8") for name in ("rule_examples.yml", "wrong_answers.yml")]
    texts += [file.read_text("utf-8") for file in sorted(_HERE.parent.glob("test_*.py"))]
    found = {word for text in texts for word in _WORD.findall(text) if len(word) < 20}
    return sorted({*found, "`key`", "`value`", "`None`", "`KeyError`", "`force`", "None", "without", "unless", "which"})


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_order_of_words_is_too_much(tmp_path_factory, data):
    """A text of known words in any order and with any signs is judged, whatever comes of it."""
    objects = _objects(tmp_path_factory)
    word = st.sampled_from(_words())
    sign = st.sampled_from(
        (" ", " ", " ", " ", ", ", ". ", "; ", ": ", " (", ") ", "; otherwise ", ", which ", " if ", " and ")
    )
    pieces = data.draw(st.lists(st.tuples(word, sign), min_size=1, max_size=14))
    text = "".join(f"{one}{after}" for one, after in pieces)
    for obj in objects:
        answer: dict[str, Any] = {"summary": text, "description": text, "returns": text, "yields": text}
        answer |= {"parameters": [{"name": one.name, "description": text} for one in obj.parameters]}
        answer |= {"raises": [{"type": "KeyError", "description": text}]}
        check(answer, obj)


_READ: list[ApiObject] = []


def _objects(tmp_path_factory) -> list[ApiObject]:
    if not _READ:
        root = tmp_path_factory.mktemp("words")
        (root / "stores.py").write_text(_CODE, encoding="utf-8")
        _READ.extend(obj for obj in read_package("stores", [root]) if obj.kind != "module")
    return _READ
