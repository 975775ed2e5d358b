"""False sentences, written before any reader was opened: how many are seen, and how many true ones are touched.

`python -m benchmarks claims [--bank NAME] [--kind KIND] [--place]`: every wording of a bank (`blind_bank.BANKS`, the
first one where none is named; of some kinds alone, if any are) is put into three right docstrings, of which it is false
by their code (or true, or harmless). A false
one is seen where the checks find what they do not find without it, warnings apart; of the others, whatever is found
counts against the checks. Wordings that an older bank has, too, are left out. It ends after nine minutes, or
`AIDOC_CLAIMS_SECONDS`, and tells how many sentences it has not reached; these are spread over all kinds. Reading the
packages counts: on a busy machine give it more, since without all of them sentences stand elsewhere. With `--place`
it only tells where the sentences stand, and checks nothing: so a sealed bank can be looked at and stays sealed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from aidoc_core.asking.prompt import Ask, told
from aidoc_core.checks import Severity, check
from aidoc_core.code.gaps import whole_docstring
from benchmarks.checks.blind_bank import BANKS, HOME, SORTS, placed
from benchmarks.checks.blind_facts import read
from benchmarks.checks.corpus import TOP, cases, fetch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aidoc_core.checks import Finding
    from benchmarks.checks.blind_bank import Placed
    from benchmarks.checks.blind_facts import Function
    from benchmarks.checks.corpus import Case

SECONDS = 540.0
SAMPLE = 300
"""Functions read of a package: those that the sentences were placed on when the bank was sealed."""
EACH, QUICK_EACH = 3, 1

Key = tuple[str, str, str]


def run(
    *,
    quick: bool = False,
    seconds: float | None = None,
    bank: str = "blind",
    kind: Sequence[str] = (),
    place: bool = False,
) -> dict[str, Any]:
    """Put every sentence of a bank to the checks; `quick` puts each to one function in place of three.

    Args:
        quick: One function a sentence.
        seconds: What it may take; `AIDOC_CLAIMS_SECONDS` or nine minutes if it is not given.
        bank: Whose sentences.
        kind: The kinds of claims that are judged; all if none is given.
        place: Only tell where they stand.
    """
    if bank not in BANKS:
        raise SystemExit(f"no bank is called {bank!r}; there are {', '.join(map(repr, BANKS))}")
    chosen = BANKS[bank]
    kinds = {name: entry for name, entry in chosen.kinds().items() if not kind or name in kind}
    if unknown := sorted(set(kind) - set(kinds)):
        raise SystemExit(f"no kind of this bank is called {', '.join(map(repr, unknown))}")
    allowed = float(os.environ.get("AIDOC_CLAIMS_SECONDS", SECONDS)) if seconds is None else seconds
    end = time.monotonic() + allowed
    functions: list[Function] = []
    not_read: list[str] = []
    for requirement in chosen.packages:
        if time.monotonic() < end:
            functions += read_package(requirement)
        else:
            not_read.append(requirement)
    older = earlier_wordings(bank)
    sentences = list(placed(functions, kinds, QUICK_EACH if quick else EACH))
    apart = [one for one in sentences if plain(one.wording) not in older]
    figures = places(apart) if place else judge(apart, end)
    left_out = len(sentences) - len(apart)
    packages = list(chosen.packages)
    return {**figures, "bank": bank, "in_older_banks": left_out, "packages": packages, "not_read": not_read}


def read_package(requirement: str) -> Iterator[Function]:
    """The functions of a package whose docstrings are complete."""
    site = fetch((requirement,))
    name = requirement.partition("==")[0]
    sources = sorted((site / TOP.get(name, name)).rglob("*.py"))
    package = "\n".join(path.read_text(encoding="utf-8", errors="ignore") for path in sources)
    for case in cases(requirement, site, SAMPLE):
        function = read(case, _module(case), package) if case.complete else None
        if function is not None:
            yield function


def places(sentences: Iterable[Placed]) -> dict[str, Any]:
    """Where sentences stand, and how many of each kind; nothing is checked."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    found = []
    for one in sentences:
        counted[one.kind][one.sort] += 1
        found.append((one.kind, one.sort, one.function.case.obj.path, one.sentence))
    return {"placed": {kind: dict(sorts) for kind, sorts in sorted(counted.items())}, "sentences": found}


def judge(sentences: Iterable[Placed], end: float) -> dict[str, Any]:
    """What the checks see, by kind.

    Args:
        sentences: Sentences in their answers.
        end: When to stop, on the monotonic clock.
    """
    kinds: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    missed: list[tuple[str, ...]] = []
    touched: list[tuple[str, ...]] = []
    right: dict[str, set[Key]] = {}
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    late = 0
    for one in sorted(sentences, key=_spread):
        if time.monotonic() > end:
            late += 1
            continue
        new = _new(one, right)
        against = [f for f in new if f.severity is not Severity.WARN]
        counted = kinds[one.kind][one.sort]
        counted["tried"] += 1
        counted["hit"] += bool(against)
        counted["warned"] += bool(new) and not against
        counted["rejected"] += any(f.severity is Severity.REJECT for f in against)
        by_rules = {f.rule for f in against}
        for rule in by_rules:
            rules[rule].update(["false" if one.sort == "false" else "right"])
            rules[rule]["alone"] += one.sort == "false" and len(by_rules) == 1
        told_of = (one.kind, one.function.case.obj.path, one.sentence)
        if one.sort == "false" and not against:
            missed.append(told_of)
        elif one.sort != "false" and against:
            touched.append((*told_of, *(f"{f.rule} {f.message}" for f in against)))
    by_kind = {kind: {sort: dict(counted) for sort, counted in sorts.items()} for kind, sorts in sorted(kinds.items())}
    return {
        "kinds": by_kind,
        "missed": sorted(missed),
        "touched": sorted(touched),
        "not_reached": late,
        "rules": {rule: dict(counted) for rule, counted in sorted(rules.items())},
    }


def _new(one: Placed, right: dict[str, set[Key]]) -> list[Finding]:
    """What is found with the sentence and not without it; what is found without it is kept in `right`."""
    case = one.function.case
    question = told(Ask(obj=case.obj, gaps=whole_docstring(case.obj)))
    if case.obj.path not in right:
        right[case.obj.path] = {_key(f) for f in check(case.said, case.obj, question=question)}
    return [f for f in check(one.answer, case.obj, question=question) if _key(f) not in right[case.obj.path]]


def table(figures: dict[str, Any]) -> str:
    """The figures as Markdown."""
    if "placed" in figures:
        return _table_of_places(figures["placed"], figures["not_read"])
    lines = [
        "| kind | false ones | seen | seen % | only warned | true or harmless | touched | rejected |",
        "|---|---|---|---|---|---|---|---|",
    ]
    sums = Counter[str]()
    for kind, by_sort in sorted(figures["kinds"].items()):
        counts = _counts(by_sort)
        sums.update(counts)
        lines.append(f"| {kind} | {_cells(counts)} |")
    lines.append(f"| **all** | {_cells(sums)} |")
    left_out = f"Left out, as older banks have their wordings: {figures.get('in_older_banks', 0)}."
    lines += ["", f"{left_out} Not reached in time: {figures['not_reached']}."]
    if figures.get("not_read"):
        lines.append(f"Not read in time, so that sentences stand elsewhere: {', '.join(figures['not_read'])}.")
    return "\n".join(lines)


def _table_of_places(placed_: dict[str, dict[str, int]], not_read: list[str]) -> str:
    sums = Counter[str]()
    for sorts in placed_.values():
        sums.update(sorts)
    rows = {**placed_, "**all**": sums}
    lines = [f"| {kind} | {' | '.join(str(sorts.get(sort, 0)) for sort in SORTS)} |" for kind, sorts in rows.items()]
    return "\n".join([f"| kind | {' | '.join(SORTS)} |", "|---|---|---|---|", *lines, "", f"Not read: {not_read}."])


def _counts(by_sort: dict[str, dict[str, int]]) -> dict[str, int]:
    false = by_sort.get("false", {})
    fine = [by_sort[sort] for sort in ("true", "harmless") if sort in by_sort]
    return {
        "false": false.get("tried", 0),
        "seen": false.get("hit", 0),
        "warned": false.get("warned", 0),
        "fine": sum(one["tried"] for one in fine),
        "touched": sum(one["hit"] for one in fine),
        "rejected": sum(one["rejected"] for one in fine),
    }


def _cells(counts: dict[str, int] | Counter[str]) -> str:
    share = f"{100 * counts['seen'] / counts['false']:.0f}" if counts["false"] else "-"
    first = f"{counts['false']} | {counts['seen']} | {share} | {counts['warned']}"
    return f"{first} | {counts['fine']} | {counts['touched']} | {counts['rejected']}"


def _key(finding: Finding) -> Key:
    return finding.rule, finding.where, finding.message


def _spread(one: Placed) -> str:
    return hashlib.sha256(f"{one.sentence}{one.function.case.obj.path}{one.sort}".encode()).hexdigest()


def _module(case: Case) -> str:
    context = case.obj.context
    return "\n".join(context.package.file(context.obj).lines) if context else ""


def earlier_wordings(bank: str) -> set[str]:
    """All wordings of the banks that were there before, in a plain form."""
    names = list(BANKS)
    not_before = {BANKS[name].path for name in names[names.index(bank) :]}
    found: set[str] = set()
    for path in HOME.glob("*.json"):
        if path not in not_before:
            found.update(map(plain, _texts(json.loads(path.read_text(encoding="utf-8")))))
    return found


def plain(wording: str) -> str:
    """A wording as it is compared: without case, marks, and the names of what is filled in."""
    return re.sub(r"\W+", " ", re.sub(r"\{\w+\}", "{}", wording)).strip().lower()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
