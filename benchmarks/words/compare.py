"""A page without aidoc and the same page with it: which of a person's words are lost, doubled or changed.

A paragraph is a block of text of the page without aidoc. It is lost if it is not on the other page, in order;
changed if something much like it stands in its place; doubled if it is on the other page more often, blocks with
generated text left out. An entry that generated text completes, all its words in order, is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import count, takewhile
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.words.page import Block, Page

FIGURES = (
    "paragraphs", "lost", "doubled", "changed", "signatures_checked", "signatures_wrong", "sent_not_shown",
    "objects_more", "objects_less", "warnings_added",
)  # fmt: skip
ROWS = ("rows_before", "rows_after", "rows_generated")
"""Rows of parameters on the site without aidoc, on the one with it, and of these the generated ones."""
BY_PYTHON = re.compile(r"Alias for field number \d+")
"""What Python says of the fields of named tuples for want of a person's words."""
_NEAR = 0.6
_LONG = 4
"""Shorter blocks are titles, names and types, which generated sections have too."""


@dataclass(slots=True)
class Found:
    """What was compared, and what is wrong.

    Attributes:
        figures: How much, by the names of `FIGURES`.
        offenders: What is wrong, one line each.
    """

    figures: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(FIGURES, 0)))
    offenders: list[str] = field(default_factory=list)

    def add(self, figure: str, what: str) -> None:
        """Count something that is wrong."""
        self.figures[figure] += 1
        self.offenders.append(f"{figure}: {what}")

    def __iadd__(self, other: Found) -> Self:
        self.figures.update(other.figures)
        self.offenders += other.offenders
        return self


def compare_pages(plain: Page, filled: Page, written: Callable[[str], int] = lambda _: 0) -> Found:
    """Compare a page with and without aidoc; what only the page with it shows is taken out of it first.

    Args:
        plain: The page without aidoc.
        filled: The page with it.
        written: How often a text stands in the code: so often it may be shown.
    """
    found = Found()
    counts = len(_parameters(plain)), len(_parameters(filled)), len(filled.described)
    found.figures.update(dict(zip(ROWS, counts, strict=True)))
    filled.without(filled.anchors - plain.anchors)
    _compare_signatures(plain, filled, found)
    _compare_entries(plain, filled, found)
    compare_blocks(plain.blocks, filled.blocks, found, written)
    return found


def compare_blocks(
    before: Sequence[Block], after: Sequence[Block], found: Found, written: Callable[[str], int] = lambda _: 0
) -> None:
    """Compare the blocks of a page, in order."""
    found.figures["paragraphs"] += len(before)
    for gone, instead in () if _in_order(before, after) else _gaps(before, after):
        for what, block in _missing(gone, instead):
            found.add(what, block.text[:160])
    had, has = (Counter(one.text for one in blocks if not one.generated) for blocks in (before, after))
    for text, number in has.items():
        if len(text.split()) >= _LONG and 0 < had[text] < number and written(text) < number:
            found.add("doubled", text[:160])


def _in_order(before: Sequence[Block], after: Sequence[Block]) -> bool:
    """Whether all blocks are there, one after the other: where texts come often, a diff may align the wrong ones."""
    rest = iter(after)
    return all(any(_is_same(block, other) for other in rest) for block in before)


def _is_same(block: Block, other: Block) -> bool:
    return other.text == block.text or (other.generated and _holds(other, block))


def _gaps(before: Sequence[Block], after: Sequence[Block]) -> Iterator[tuple[Sequence[Block], Sequence[Block]]]:
    """What is not the same on both pages, apart from what is only new."""
    old, new = [one.text for one in before], [one.text for one in after]
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    left = min(len(old), len(new)) - start
    end = next((n for n in count() if n >= left or old[-1 - n] != new[-1 - n]), 0)
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    for kind, i, j, k, m in SequenceMatcher(None, middle_old, middle_new, autojunk=False).get_opcodes():
        if kind in ("delete", "replace"):
            yield before[start + i : start + j], after[start + k : start + m]


def _missing(gone: Sequence[Block], instead: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    place = 0
    for block in gone:
        if BY_PYTHON.fullmatch(block.text):
            continue
        whole = [at for at in range(place, len(instead)) if instead[at].generated and _holds(instead[at], block)]
        if whole:
            place = whole[0] + 1
            continue
        near = [at for at in range(place, len(instead)) if _is_near(block.text, instead[at].text)]
        if near:
            place = near[0] + 1
        yield ("changed" if near else "lost"), block


def _holds(block: Block, part: Block) -> bool:
    """Whether the words of a part are all in a block, in order."""
    rest = iter(block.words)
    return all(word in rest for word in part.words)


def _is_near(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.real_quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR


def _compare_signatures(plain: Page, filled: Page, found: Found) -> None:
    """The signatures shown are the same; no generated entry is of a parameter that the shown one lacks."""
    shown = filled.signatures
    for anchor, signature in plain.signatures.items():
        found.figures["signatures_checked"] += 1
        if anchor in shown and shown[anchor] != signature:
            found.add("signatures_wrong", f"{anchor}: {signature[:80]} is shown as {shown[anchor][:80]}")
    for anchor, signature, name in filled.described:
        if "(" in signature and name not in re.findall(r"\w+", signature):
            found.add("signatures_wrong", f"{anchor}: describes {name}, which is not in {signature[:80]}")


def _parameters(page: Page) -> list[tuple[str, str, str]]:
    return [entry for entry in page.entries if entry[1].startswith("param")]


def _compare_entries(plain: Page, filled: Page, found: Found) -> None:
    """No section names twice what it named once or not at all."""
    before = Counter(plain.entries)
    for entry, number in Counter(filled.entries).items():
        if number > max(1, before[entry]):
            found.add("doubled", f"{': '.join(entry)} has {number} entries")
