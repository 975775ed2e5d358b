"""Right answers, as a strong model writes them, and what the checks say against them.

`good/NAME.json` holds the answers for one package, in the form of a reply: written from the code of one version and
read once more beside it. The wheel of that version lies in `good/wheels`, so that they can be judged for ever; nothing
of it is installed or imported. What a rule says of these answers is wrong, whatever the rule.

The first set has been tuned to. The others were each sealed before any rule saw them; what was said of the second,
the third and the fifth then is judged in their `judged.jsonl`. The third has several answers for some objects, in
other voices. The fourth has the first 42 public functions, classes and properties of each package without a docstring,
by the SHA-256 of their paths; the fifth and the sixth have the first 20. The fifth has no wrong sentences; 34 of its
objects are in the sixth, too, in other words.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.answer import Answer
from aidoc_core.answers.wire import WireAnswer
from aidoc_core.asking.prompt import Ask, told
from aidoc_core.checks import Severity, check
from aidoc_core.code.gaps import whole_docstring
from aidoc_core.code.packages import read_package

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aidoc_core.checks import Finding
    from aidoc_core.code.objects import ApiObject

HOME = Path(__file__).parent / "good"
_LATER = ("second", "third", "fourth", "fifth", "sixth")
SETS = {"first": HOME} | {name: HOME.with_name(f"good_{name}") for name in _LATER}
WRONG = "wrong.json"
"""The file of a set's wrong sentences (`benchmarks.checks.wrong_answers`)."""
QUICK = ("aiofiles", "janus", "parsy", "tinydb")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """The answers for one package.

    Attributes:
        distribution: Its name on PyPI.
        version: The version that the answers describe.
        package: The name it is imported by.
        licence: The licence of the wheel, which holds its text.
        wheel: The file in `wheels`.
        sha256: Its hash, as PyPI has it.
        answers: By object, in the form of a reply.
        home: The directory of its set.
    """

    distribution: str
    version: str
    package: str
    licence: str
    wheel: str
    sha256: str
    answers: list[dict[str, Any]]
    home: Path = HOME

    @property
    def by_object(self) -> dict[str, list[dict[str, Any]]]:
        """The answers for each object, by its path: some sets have several, in other voices."""
        found: dict[str, list[dict[str, Any]]] = {}
        for answer in self.answers:
            found.setdefault(answer["object"], []).append(answer)
        return found

    def unpack(self, site: Path) -> None:
        """Unpack the wheel, once its hash is right.

        Raises:
            ValueError: The wheel is another one.
        """
        wheel = self.home / "wheels" / self.wheel
        if hashlib.sha256(wheel.read_bytes()).hexdigest() != self.sha256:
            raise ValueError(f"{self.wheel} is not the wheel that the answers were written for")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(site)

    def objects(self, site: Path) -> dict[str, ApiObject]:
        """What nobody has documented in the package, by path; its wheel is unpacked into `site`, which must outlive it.

        Raises:
            ValueError: The wheel is another one.
        """
        self.unpack(site)
        return {obj.path: obj for obj in read_package(self.package, [site]) if not obj.human.strip()}


def banks(names: Iterable[str] = (), *, home: Path = HOME) -> list[Bank]:
    """The banks of some packages, or all of a set."""
    files = [home / f"{name}.json" for name in names] or sorted(
        file for file in home.glob("*.json") if file.name != WRONG
    )
    return [Bank(**json.loads(file.read_text(encoding="utf-8")), home=home) for file in files]


def judged(bank: Bank) -> Iterator[tuple[ApiObject, list[Finding]]]:
    """Every object that a bank answers, with what the checks find in its answer.

    Raises:
        KeyError: The package has no such object, or somebody has documented it.
    """
    with tempfile.TemporaryDirectory() as site:
        objects = bank.objects(Path(site))
        for answer in bank.answers:
            obj = objects[answer["object"]]
            yield obj, found(answer, obj)


def found(answer: dict[str, Any], obj: ApiObject) -> list[Finding]:
    """What the checks find in an answer."""
    said = {key: answer[key] for key in ("summary", "details", "sections")}
    question = told(Ask(obj=obj, gaps=whole_docstring(obj)))
    return check(Answer.from_wire(WireAnswer(n=1, **said)), obj, question=question)


def run(*, quick: bool = False, only: str = "first") -> dict[str, Any]:
    """Judge all answers of a set; `quick` takes four packages of the first.

    Raises:
        KeyError: There is no such set.
    """
    counts: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    left: list[str] = []
    packages = banks(QUICK if quick and only == "first" else (), home=SETS[only])
    for bank in packages:
        for obj, findings in judged(bank):
            strong = [finding for finding in findings if finding.severity is not Severity.WARN]
            counts["answers"] += 1
            counts["touched"] += bool(strong)
            counts["warned"] += len(strong) < len(findings)
            counts["rejected"] += any(finding.severity is Severity.REJECT for finding in strong)
            rules.update({finding.rule for finding in strong})
            left += [f"{obj.path}: {finding.rule} {finding.message}" for finding in strong]
    return {
        "packages": [f"{bank.distribution}=={bank.version} ({bank.licence})" for bank in packages],
        **{name: counts[name] for name in ("answers", "touched", "rejected", "warned")},
        "rules": dict(sorted(rules.items())),
        "left": left,
    }


def table(figures: dict[str, Any]) -> str:
    """The figures as Markdown."""
    share = {name: 100 * figures[name] / max(1, figures["answers"]) for name in ("touched", "rejected", "warned")}
    first = (
        f"Good answers: {figures['answers']} for {len(figures['packages'])} packages; something said against "
        f"{figures['touched']} ({share['touched']:.1f} %), rejected {figures['rejected']} ({share['rejected']:.1f} %), "
        f"a warning given for {figures['warned']} ({share['warned']:.1f} %)."
    )
    return "\n".join([first, *(f"- {place}" for place in figures["left"])])
