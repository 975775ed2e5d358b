"""From which score on the words of a sentence count as a second sign, and what that makes of judged findings.

`python -m benchmarks.checks.doubts [BANK] [--weights FILE]`: of each claim that is recognised, the score that nine of
ten of a bank's false wordings reach, names filled in, and 0 at most: from there on they count as recognised anyhow.
Those wordings count that patterns read, too, if any: the score is the second sign of these.
`aidoc_core.checks.recognition.doubt` has those below its own least. The bank has to be one without which the weights
were trained, or they score too high: `python -m benchmarks.checks.learning --without BANK --to FILE`. Beside it: of the
findings on people's sentences that somebody has judged, how many true and false ones would still touch the text, by
rule.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from pathlib import Path

from aidoc_core.checks.default_owners import is_of
from aidoc_core.checks.default_wordings import stated
from aidoc_core.checks.grounds import PROSE
from aidoc_core.checks.recognition.doubt import is_recognised
from aidoc_core.checks.recognition.tokens import tokens
from aidoc_core.checks.recognition.weights import Weights, weights
from aidoc_core.checks.statements.statement import Sentence
from benchmarks.checks import mass, people
from benchmarks.checks.blind_bank import BANKS
from benchmarks.checks.taught import read_claims

SHARE, MOST = 10, 0.0
"""One in so many wordings may score lower; and the score that is asked for at most."""
_PLACE = re.compile(r"\{(\w+)\}")
_FILLED = {"function": "make_rows", "parameter": "rows"}
OF_RULES: dict[str, tuple[str, ...]] = {
    "AD109": ("invented parameter",),
    "AD114": (),
    "AD121": (),
    "AD122": (),
    "AD123": ("default on", "default off", "default None"),
    "AD124": ("required", "optional"),
    "AD206": ("says nothing is returned", "says something is returned"),
    "AD207": ("order of a tuple",),
    "AD208": ("changes its argument", "leaves its argument alone", "returns a copy"),
    "AD801": ("coroutine, claimed",),
    "AD802": ("generator, claimed",),
    "AD803": ("coroutine, denied",),
    "AD804": ("class or static method", "context manager", "decorator", "property", "generator, denied"),
    "AD904": ("security",),
    "AD907": (
        "caches",
        "command-line flag",
        "environment variable",
        "is random",
        "logs",
        "uses the network",
        "writes a file",
    ),
}
"""By rule, the claims that it may read; of several it is not known which one a finding was on, so all are asked. Of
exceptions, conditions and leaks only the code at hand, which is not here, tells whether there is a second sign."""


def least(bank: str, known: Weights) -> dict[str, float]:
    """By claim, the score that nine of ten of the false wordings of a bank reach, of those that patterns read if any.

    Args:
        bank: The name of a bank that the weights do not know.
        known: The weights.
    """
    kinds = BANKS[bank].kinds()
    found = {}
    for claim in known.claims:
        places = kinds[claim]["false"] if claim in kinds else {}
        lines = [(_filled(one), where) for where, texts in places.items() for one in texts if isinstance(one, str)]
        read = [one for one in lines if claim in _read_by_patterns(*one)]
        scores = sorted(_score(known, claim, *one) for one in read or lines)
        if scores:
            found[claim] = round(min(MOST, scores[len(scores) // SHARE]), 2)
    return found


def _read_by_patterns(text: str, where: str) -> frozenset[str]:
    place = f"{where.partition(' ')[0]} rows" if where.startswith("parameter") else where
    return read_claims(Sentence(text=text, where=place, name="make_rows"))


def _score(known: Weights, claim: str, text: str, where: str) -> float:
    return known.scores(tokens(text, "make_rows"), where.partition(" ")[0]).get(claim, 0.0)


def _filled(text: str) -> str:
    return _PLACE.sub(lambda match: _FILLED.get(match[1], "max_retries"), text)


def touched() -> dict[str, Counter[str]]:
    """By rule, judged findings on people's sentences, true and false, and how many of them would touch the text."""
    verdicts = [*mass.quoted(), *((one["rule"], one) for one in people.judged().values())]
    found: dict[str, Counter[str]] = {rule: Counter() for rule in sorted(PROSE & OF_RULES.keys())}
    for rule, one in verdicts:
        if rule in found and one.get("quote"):
            kind = "true" if one["true"] else "false"
            found[rule][kind] += 1
            found[rule][f"{kind}, touched"] += _touches(rule, one["where"], one["quote"], one["object"])
    return found


def _touches(rule: str, where: str, sentence: str, path: str) -> bool:
    part, _, parameter = where.partition(" ")
    if part == "parameter" and not OF_RULES[rule]:
        values = [value for value, _ in stated(sentence)] or [""]
        return all(is_of(parameter, value, sentence) for value in values)
    return is_recognised(OF_RULES[rule], sentence, where, path.rpartition(".")[2])


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("bank", nargs="?", default="blind5", choices=sorted(BANKS))
    parser.add_argument("--weights", type=Path, help="weights that were trained without the bank")
    chosen = parser.parse_args()
    known = weights()
    if chosen.weights is not None:
        known = Weights(**json.loads(gzip.decompress(chosen.weights.read_bytes())))
    for claim, score in least(chosen.bank, known).items():
        print(f"{claim}: {score}")
    for rule, counted in touched().items():
        print(f"{rule}: {dict(counted)}")


if __name__ == "__main__":
    main()
