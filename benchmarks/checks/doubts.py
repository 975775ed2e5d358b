"""What the second sign makes of findings on people's sentences that somebody has judged.

`python -m benchmarks.checks.doubts`: of these findings, how many true and false ones would still touch the text, by
rule. From which score on the words of a sentence are that sign is derived in `marking`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aidoc_core.checks.default_owners import is_of
from aidoc_core.checks.default_wordings import stated
from aidoc_core.checks.grounds import PROSE
from aidoc_core.checks.recognition.doubt import is_recognised
from benchmarks.checks import mass, people
from benchmarks.checks.corpus import TOP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

JUDGES = ("sealed5", "sealed6")
"""Sets by which what is derived here is judged."""
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


def verdicts() -> Iterator[tuple[str, bool, str, str, str]]:
    """Rule, verdict, place, sentence and name of the findings on people's sentences, but those of sets that judge."""
    tops = {TOP.get(name, name) for set_ in JUDGES for name in _names(people.sets()[set_])}
    for rule, one in [*mass.quoted(), *((one["rule"], one) for one in people.judged().values())]:
        if rule in OF_RULES and one.get("quote") and not any(one["object"].startswith(f"{top}.") for top in tops):
            yield rule, one["true"], one["where"], one["quote"], one["object"]


def _names(requirements: Iterable[str]) -> Iterator[str]:
    return (requirement.partition("==")[0] for requirement in requirements)


def touched() -> dict[str, Counter[str]]:
    """By rule, judged findings on people's sentences, true and false, and how many of them would touch the text."""
    found: dict[str, Counter[str]] = {rule: Counter() for rule in sorted(PROSE & OF_RULES.keys())}
    for rule, is_true, where, sentence, path in verdicts():
        if rule in found:
            kind = "true" if is_true else "false"
            found[rule][kind] += 1
            found[rule][f"{kind}, touched"] += _touches(rule, where, sentence, path)
    return found


def _touches(rule: str, where: str, sentence: str, path: str) -> bool:
    part, _, parameter = where.partition(" ")
    if part == "parameter" and not OF_RULES[rule]:
        values = [value for value, _ in stated(sentence)] or [""]
        return all(is_of(parameter, value, sentence) for value in values)
    return is_recognised(OF_RULES[rule], sentence, where, path.rpartition(".")[2])


def main() -> None:
    """Print them."""
    for rule, counted in touched().items():
        print(f"{rule}: {dict(counted)}")


if __name__ == "__main__":
    main()
