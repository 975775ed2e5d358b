"""People's sentences of which somebody has read whether they make a claim: what they teach.

`claims_mined.jsonl` has a line for each sentence and claim. The sentences are of docstrings of packages that no set of
this directory judges by. For each claim those were chosen that weights trained without them scored highest, some near
the threshold, and some that patterns read though the code says otherwise. Each was read with the name of its object and
the part that it stands in: it `claims`, it `does not`, or it is `open`, where one may say either. Of other claims a
line tells nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.checks.example import Example

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILE = Path(__file__).with_name("claims_mined.jsonl")
MADE, NOT_MADE, OPEN = "claims", "does not", "open"
_Key = tuple[str, str, str, str]


def mined(known: frozenset[str] = frozenset()) -> Iterator[Example]:
    """What was read of packages, each sentence once.

    Args:
        known: Packages whose sentences are trained with anyhow, so that `with_verdicts` tells of them.
    """
    every = frozenset(claim for verdicts in _verdicts().values() for claim in verdicts)
    for (package, name, where, text), verdicts in _verdicts().items():
        if package not in known:
            one = Example(text=text, name=name, where=where, claims=frozenset(), borne_out=every)
            yield _with(one, verdicts)


def with_verdicts(one: Example) -> Example:
    """A person's sentence with what somebody has read of it, if anybody has.

    Args:
        one: The sentence.
    """
    verdicts = _verdicts().get((one.package, one.name, one.where, one.text))
    return _with(one, verdicts) if verdicts else one


def fourth(text: str) -> int:
    """Which fourth a sentence belongs to, by hash.

    Args:
        text: The sentence.
    """
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 4


def _with(one: Example, verdicts: Mapping[str, str]) -> Example:
    made, not_made, left_open = (
        frozenset(claim for claim, verdict in verdicts.items() if verdict == label) for label in (MADE, NOT_MADE, OPEN)
    )
    return replace(
        one,
        claims=(one.claims | made) - not_made,
        borne_out=(one.borne_out | left_open) - made - not_made,
        judged=made | not_made,
    )


@cache
def _verdicts() -> Mapping[_Key, Mapping[str, str]]:
    """By package, name, sort of part and sentence: by claim, what was read."""
    found: dict[_Key, dict[str, str]] = defaultdict(dict)
    for line in FILE.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        found[one["package"], one["name"], one["where"].partition(" ")[0], one["text"]][one["claim"]] = one["label"]
    return found
