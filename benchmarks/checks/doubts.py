"""What sentences with a claim score at least, and what false findings on people's sentences score below that.

`python -m benchmarks.checks.doubts [BANK]`: of each claim that is recognised, the score that all but one of a bank's
false wordings reach, names filled in. `aidoc_core.checks.recognition.doubt` takes a finding for doubtful below such a
score; the bank has to be one that the weights were not trained with, or they score too high. Beside it: how many of the
findings on people's docstrings that were judged false, and how many that were judged true, would be warnings.
"""

from __future__ import annotations

import re
import sys
from collections import Counter

from aidoc_core.checks.recognition.doubt import is_doubtful
from aidoc_core.checks.recognition.tokens import tokens
from aidoc_core.checks.recognition.weights import weights
from benchmarks.checks import mass, people
from benchmarks.checks.blind_bank import BANKS

_PLACE = re.compile(r"\{(\w+)\}")
_FILLED = {"function": "make_rows", "parameter": "rows"}
OF_RULES: dict[str, tuple[str, ...]] = {
    "AD109": ("invented parameter",),
    "AD124": ("required", "optional"),
    "AD123": ("default on", "default off", "default None"),
    "AD206": ("says nothing is returned", "says something is returned"),
    "AD208": ("changes its argument", "leaves its argument alone", "returns a copy"),
    "AD506": ("talk about the excerpt", "prompt leak"),
    "AD508": ("hedge",),
    "AD512": ("marketing",),
    "AD801": ("coroutine, claimed",),
    "AD802": ("generator, claimed",),
    "AD804": ("class or static method", "context manager", "property", "generator, denied"),
    "AD903": ("thread safety",),
    "AD904": ("security",),
    "AD907": ("caches", "is random", "logs", "uses the network", "writes a file"),
}
"""By rule, the claims that it may read; of several it is not known which one a finding was on, so all are asked."""


def least(bank: str) -> dict[str, float]:
    """By claim, the score that all but one of the false wordings of a bank reach."""
    kinds, known = BANKS[bank].kinds(), weights()
    found = {}
    for claim in known.claims:
        places = kinds[claim]["false"] if claim in kinds else {}
        scores = sorted(
            known.scores(tokens(_filled(text), "make_rows"), where.partition(" ")[0]).get(claim, 0.0)
            for where, texts in places.items()
            for text in texts
            if isinstance(text, str)
        )
        if len(scores) > 1:
            found[claim] = round(scores[1], 2)
    return found


def _filled(text: str) -> str:
    return _PLACE.sub(lambda match: _FILLED.get(match[1], "max_retries"), text)


def doubted() -> dict[str, Counter[str]]:
    """By rule, judged findings on people's sentences, true and false ones, and how many of them are doubtful."""
    verdicts = [*mass.quoted(), *((one["rule"], one) for one in people.judged().values())]
    found: dict[str, Counter[str]] = {rule: Counter() for rule in OF_RULES}
    for rule, one in verdicts:
        if rule not in OF_RULES or not one.get("quote") or (rule == "AD109" and "`" in one["quote"]):
            continue  # a name in a code span is a sign of its own
        kind = "true" if one["true"] else "false"
        name = one["object"].rpartition(".")[2]
        found[rule][kind] += 1
        found[rule][f"{kind}, doubtful"] += is_doubtful(OF_RULES[rule], one["quote"], one["where"], name)
    return found


if __name__ == "__main__":
    for claim, score in least(sys.argv[1] if len(sys.argv) > 1 else "blind5").items():
        print(f"{claim}: {score}")
    for rule, counted in doubted().items():
        print(f"{rule}: {dict(counted)}")
