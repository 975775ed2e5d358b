"""The default writer: plausible answers, the same for the same object on every run.

Sentences are drawn from a vocabulary by a hash of the object's path and hold its own words and parameters, so
that they pass as prose about that object; they claim nothing that code could refute (no types, defaults, names).
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.azure.asked import AskedObject

Answer = dict[str, Any]

_VERBS = {
    "get": "Fetch", "find": "Look up", "lookup": "Look up", "set": "Store", "is": "Tell whether the record is {}",
    "has": "Tell whether the record has {}", "can": "Tell whether the record can {}", "load": "Bring in",
    "read": "Take in", "write": "Put down", "save": "Keep", "parse": "Make sense of", "to": "Turn the record into {}",
    "from": "Build the record from {}", "add": "Put in", "remove": "Take out", "delete": "Clear away",
    "create": "Set up",
    "make": "Set up", "build": "Put together", "update": "Bring up to date", "check": "Inspect", "open": "Make ready",
    "close": "Wind down", "send": "Hand over", "run": "Carry out", "start": "Set going", "stop": "Bring to rest",
    "iter": "Walk through", "fetch": "Bring home", "render": "Draw", "init": "Prepare", "compute": "Work out",
}  # fmt: skip
_OTHER_VERBS = ("Handle", "Work through", "Settle", "Arrange", "Attend to", "See to")
_ADJECTIVES = (
    "coastal", "seasonal", "archived", "northern", "regional", "nightly", "tidal", "alpine", "calibrated", "rural",
    "provisional", "historic", "upstream", "inland", "monthly", "quiet", "sheltered", "municipal", "remote", "dusty",
)  # fmt: skip
_NOUNS = (
    "survey", "harbour", "ledger", "catalogue", "forecast", "reservoir", "almanac", "orchard", "observatory", "ferry",
    "timetable", "census", "lighthouse", "greenhouse", "gauge", "quarry", "depot", "festival", "vineyard", "glacier",
    "workshop", "chronicle", "railway", "meadow",
)  # fmt: skip
_MOTIONS = (
    "guides", "shapes", "steadies", "narrows", "feeds", "settles", "opens", "orders", "balances", "anchors",
    "limits", "completes",
)  # fmt: skip
_CLAUSES = (
    "following the {a} {n} that {m} each {b} {o}",
    "weighing the {a} {n} against the {b} {o} before it {m} anything",
    "once the {a} {n} has been squared with the {b} {o}",
    "so that the {a} {n} keeps pace with the {b} {o}",
    "leaving the {a} {n} ready for the next {b} {o}",
)
_PARTS = (
    "{A} {n} that {m} the {o}.",
    "What {m} the {a} {n} near the {o}.",
    "Where the {a} {n} meets the {b} {o}.",
    "How far the {a} {n} reaches into the {o}.",
    "Which {a} {n} the {b} {o} draws on.",
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def write_answers(objects: Sequence[AskedObject]) -> list[Answer]:
    """Answer every object that is asked for, in order."""
    return [write_answer(asked) for asked in objects]


def write_answer(asked: AskedObject) -> Answer:
    """Answer one object: all of it, or just what its marker lists after `only:`.

    Raises:
        ValueError: If the marker lists something that no answer has.
    """
    if asked.only is None:
        details = _sentence(asked, "details") if _number(asked.path + "/has details") % 8 == 0 else ""
        return _answer(asked, _summary(asked), details, _all_sections(asked))
    wanted = [part.partition(" ")[::2] for part in asked.only]
    sections = [_section(asked, kind, name) for kind, name in wanted if kind not in {"summary", "details"}]
    summary = _summary(asked) if ("summary", "") in wanted else ""
    return _answer(asked, summary, _sentence(asked, "details") if ("details", "") in wanted else "", sections)


def phrase(seed: str) -> str:
    """A short sentence drawn by `seed`, of five to nine words."""
    return _fill(_choose(seed + "/part", _PARTS), seed)


def _answer(asked: AskedObject, summary: str, details: str, sections: list[Answer]) -> Answer:
    return {"n": asked.n, "summary": summary, "details": details, "sections": sections}


def _all_sections(asked: AskedObject) -> list[Answer]:
    if asked.kind != "function":
        return []
    sections = [_section(asked, "parameter", name) for name in asked.parameters]
    sections += [_section(asked, kind, "") for kind in ("returns", "yields") if getattr(asked, kind)]
    return sections + [_section(asked, "raises", name) for name in asked.raises]


def _section(asked: AskedObject, kind: str, name: str) -> Answer:
    seed = f"{asked.path}/{kind}/{name}"
    if kind in {"parameter", "attribute", "returns", "yields"}:
        text = phrase(seed)
    elif kind == "raises":
        text = _fill("If the {a} {n} no longer {m} the {o}.", seed)
    elif kind == "example":
        top = asked.name.partition(".")[0]
        text = f"from {asked.module} import {top}\n\nprint({top})" if top else f"import {asked.module}"
    else:
        raise ValueError(f"marker #[{asked.n}] asks for {kind!r}, which no answer has")
    return {"kind": kind, "name": name, "text": text}


def _summary(asked: AskedObject) -> str:
    words = _words(asked.name.rpartition(".")[2] or asked.module.rpartition(".")[2])
    clause = _fill(_choose(asked.path + "/clause", _CLAUSES), asked.path)
    if asked.kind != "function":
        adjective = _choose(asked.path + "/kind", _ADJECTIVES).capitalize()
        return f"{adjective} {' '.join(words)} of the {_choose(asked.path + '/of', _NOUNS)}, {clause}."
    verb = _VERBS.get(words[0])
    if verb is None or len(words) > 1:
        words = words[1:] if verb else words
    else:
        words = [_choose(asked.path + "/object", _NOUNS)]
    verb = verb or _choose(asked.path + "/verb", _OTHER_VERBS)
    by = next((f" by `{name}`" for name in asked.parameters if not name.startswith("*")), "")
    action = (verb if "{}" in verb else f"{verb} the {{}}").format(" ".join(words))
    return f"{action}{by}, {clause}."


def _sentence(asked: AskedObject, purpose: str) -> str:
    clause = _fill(_choose(f"{asked.path}/{purpose}", _CLAUSES), f"{asked.path}/{purpose}")
    return f"The {_choose(asked.path + '/extra', _NOUNS)} is kept apart, {clause}."


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)] or ["placeless", "entry"]


def _fill(template: str, seed: str) -> str:
    adjective = _choose(seed + "/a", _ADJECTIVES)
    noun = _choose(seed + "/n", _NOUNS)
    return template.format(
        A=adjective.capitalize(),
        a=adjective,
        b=_choose(seed + "/b", [word for word in _ADJECTIVES if word != adjective]),
        n=noun,
        o=_choose(seed + "/o", [word for word in _NOUNS if word != noun]),
        m=_choose(seed + "/m", _MOTIONS),
    )


def _choose(seed: str, words: Sequence[str]) -> str:
    return words[_number(seed) % len(words)]


def _number(seed: str) -> int:
    return int.from_bytes(hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()[:8])
