"""Banks of claims, placed: each sentence in right answers about functions of which it is false, or true.

`BANKS` has each bank by name, with its file and the packages that it is judged on. The file has, by kind: of which
functions a sentence is false (a rule of `blind_rules.py`), of which it is true, and the wordings by where they stand.
`harmless` ones are no such claim, or deny it, and stand where the false ones do. Every wording is put to the same
number of functions, chosen by a hash of both, the packages by turns.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.checks.blind_rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.checks.blind_facts import Function, Values

Answer = dict[str, Any]

PACKAGES = (
    "fs==2.4.16",
    "pgmpy==1.1.2",
    "apscheduler==3.11.3",
    "mesa==3.3.1",
    "haystack-ai==3.4.1",
    "dulwich==1.2.21",
)
PACKAGES_2 = (
    "distributed==2026.8.0",
    "textacy==0.13.0",
    "tskit==1.0.3",
    "nengo==4.1.0",
    "python-can==4.6.1",
    "botorch==0.18.1",
)
PACKAGES_3 = (
    "semantic-kernel==1.45.0",
    "mmengine==0.10.7",
    "openfermion==1.8.1",
    "supervision==0.31.2",
    "aiida-core==2.9.4",
    "viser==1.1.1",
)
PACKAGES_4 = (
    "pynetdicom==3.0.4",
    "compas==2.15.1",
    "aeon==1.6.0",
    "mcp==2.3.0",
    "fpdf2==2.8.9",
    "spikeinterface==0.105.3",
)
PACKAGES_5 = (
    "pylabrobot==0.2.2",
    "zenml==0.98.0",
    "bluesky==1.15.1",
    "ax-platform==1.3.1",
    "dipy==1.12.1",
    "econml==0.17.0",
)
PACKAGES_6 = (
    "pipecat-ai==1.14.0",
    "temporalio==1.35.0",
    "opentrons==10.1.0",
    "tiatoolbox==2.1.3",
    "dlt==1.31.0",
    "muspy==0.5.0",
)
PACKAGES_7 = (
    "volatility3==2.28.2",
    "plaso==20260720",
    "inspect-ai==0.3.285",
    "pyquil==4.22.0",
    "scikit-image==0.26.0",
    "crewai==1.15.30",
)
HOME = Path(__file__).parent / "banks"
BY_HAND = "by hand"
"""In place of a rule: each sentence names its object."""
SORTS = ("false", "true", "harmless")


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A sentence in an answer."""

    kind: str
    sort: str
    wording: str
    sentence: str
    function: Function
    answer: Answer


@dataclass(frozen=True, kw_only=True)
class Bank:
    """A bank of claims.

    Attributes:
        path: The file of its wordings.
        packages: The packages that it is judged on.
    """

    path: Path
    packages: tuple[str, ...]

    def kinds(self) -> dict[str, dict[str, Any]]:
        """The bank as it is written."""
        found: dict[str, dict[str, Any]] = json.loads(self.path.read_text(encoding="utf-8"))
        return found


BANKS = {
    "blind": Bank(path=HOME / "claims_blind.json", packages=PACKAGES),
    "open": Bank(path=HOME / "claims_open.json", packages=PACKAGES),
    "blind2": Bank(path=HOME / "claims_blind_2.json", packages=PACKAGES_2),
    "blind3": Bank(path=HOME / "claims_blind_3.json", packages=PACKAGES_3),
    "blind4": Bank(path=HOME / "claims_blind_4.json", packages=PACKAGES_4),
    "blind5": Bank(path=HOME / "claims_blind_5.json", packages=PACKAGES_5),
    "blind6": Bank(path=HOME / "claims_blind_6.json", packages=PACKAGES_6),
    "blind7": Bank(path=HOME / "claims_blind_7.json", packages=PACKAGES_7),
}
"""In the order in which they were written: `open` is there to train on, the others were sealed."""
SEALED = frozenset({"blind7"})
"""Banks that nothing may be tuned on or trained with."""


def placed(functions: list[Function], kinds: dict[str, dict[str, Any]], each: int) -> Iterator[Placed]:
    """Every wording of the bank, on `each` functions at most."""
    known: dict[str, list[tuple[Function, Values]]] = {}
    for kind, entry in kinds.items():
        for sort in SORTS:
            rule = entry.get("true where it" if sort == "true" else "false where it", "anywhere")
            if rule != BY_HAND and rule not in known:
                known[rule] = _fitting(functions, rule)
            for place, line in _lines(entry.get(sort, {})):
                by_hand = place == BY_HAND
                text = line["text"] if by_hand else line
                chosen = _at(line["object"], functions) if by_hand else _by_turns(line, known[rule])
                for function, sentence, answer in _put(text, "description" if by_hand else place, chosen, each):
                    yield Placed(
                        kind=kind, sort=sort, wording=text, sentence=sentence, function=function, answer=answer
                    )


def _lines(by_place: dict[str, list[Any]]) -> Iterator[tuple[str, Any]]:
    return ((place, line) for place, lines in by_place.items() for line in lines)


def _fitting(functions: list[Function], rule: str) -> list[tuple[Function, Values]]:
    found = ((function, RULES[rule](function)) for function in functions)
    return [(function, values) for function, values in found if values is not None]


def _at(path: str, functions: list[Function]) -> list[tuple[Function, Values]]:
    return [(function, {}) for function in functions if function.case.obj.path == path]


def _put(
    text: str, place: str, chosen: list[tuple[Function, Values]], each: int
) -> Iterator[tuple[Function, str, Answer]]:
    """A wording in the answers of the first functions that have its place."""
    count = 0
    for function, values in chosen:
        if count == each:
            return
        sentence = _filled(text, function, values)
        answer = _with(function.case.said, place, values.get("parameter", ""), sentence)
        if answer is not None:
            count += 1
            yield function, sentence, answer


def _by_turns(line: str, fitting: list[tuple[Function, Values]]) -> list[tuple[Function, Values]]:
    """In the order of a hash, the packages by turns."""
    by_package: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for index, (function, _) in enumerate(fitting):
        obj = function.case.obj
        by_package[function.case.package].append((_hash(line, obj.path), index))
    turns = [
        (number, _hash(line, package), index)
        for package, ordered in by_package.items()
        for number, (_, index) in enumerate(sorted(ordered))
    ]
    return [fitting[index] for _, _, index in sorted(turns)]


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _filled(line: str, function: Function, values: Values) -> str:
    summary = function.case.said["summary"].strip().rstrip(".")
    lower = summary if summary[1:2].isupper() else summary[:1].lower() + summary[1:]
    text = line
    for name, value in {
        **values,
        "summary": summary,
        "summary_lower": lower,
        "function": function.case.obj.name,
    }.items():
        text = text.replace(f"{{{name}}}", value)
    return re.sub(r"\b([Aa]) (?=`?[AEIOaeio])", r"\1n ", text)


def _with(said: Answer, place: str, parameter: str, sentence: str) -> Answer | None:
    """The answer with a sentence at its place, or nothing where it has no such place."""
    answer: Answer = json.loads(json.dumps(said))
    part, _, alone = place.partition(", ")
    if part == "summary":
        if not re.fullmatch(r"[A-Z][a-z]+ [^.]*\.", said["summary"].strip()):
            return None
        answer["summary"] = sentence
    elif part == "description":
        answer["description"] = f"{answer.get('description', '')}\n\n{sentence}".strip()
    elif part == "returns":
        if not answer.get("returns"):
            return None
        answer["returns"] = sentence if alone else _joined(answer["returns"], sentence)
    else:
        items = [item for item in answer["parameters"] if item["name"] == parameter or not parameter]
        if not items:
            return None
        items[0]["description"] = sentence if alone else _joined(items[0]["description"], sentence)
    return answer


def _joined(before: str, sentence: str) -> str:
    return f"{before.rstrip().rstrip('.')}. {sentence}"
