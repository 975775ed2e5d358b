"""Secrets in what is sent: found of those planted into real functions, false alarms on real packages, and the cost."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING, Any

from aidoc_core.asking.payload import payload_of
from aidoc_core.code.gaps import find_gaps
from aidoc_core.code.packages import read_package
from aidoc_core.redaction import redact_code
from aidoc_core.settings import Settings
from benchmarks.packages import package
from benchmarks.redaction import rival
from benchmarks.redaction.planting import plant
from benchmarks.redaction.secrets_made import KINDS

if TYPE_CHECKING:
    from aidoc_core.code.objects import ApiObject

TUNING = {"httpx==0.28.1": "httpx", "botocore==1.40.0": "botocore"}
"""What the rules were written on."""
HELD_OUT = {
    "requests==2.32.5": "requests",
    "cryptography==45.0.7": "cryptography",
    "click==8.1.8": "click",
    "redis==6.4.0": "redis",
    "paramiko==4.0.0": "paramiko",
}
"""What nobody looked at before the rules were done."""
SEED = 6
EACH = 20
"""Samples of each of detect-secrets' own rules."""


@dataclass(slots=True)
class Counts:
    """Secrets planted and found, by kind and by form."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    forms: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    by_rival: Counter[str] = field(default_factory=Counter)

    def figures(self) -> dict[str, Any]:
        """As plain data."""
        total = sum(self.planted.values())
        return {
            "planted": total,
            "found": sum(self.found.values()),
            "share": _share(sum(self.found.values()), total),
            "share_detect_secrets": _share(sum(self.by_rival.values()), total),
            "by_kind": {
                kind: {
                    "planted": n,
                    "share": _share(self.found[kind], n),
                    "detect_secrets": _share(self.by_rival[kind], n),
                }
                for kind, n in sorted(self.planted.items())
            },
            "by_form": {form: _share(*reversed(pair)) for form, pair in sorted(self.forms.items())},
        }


def run(*, quick: bool = False) -> dict[str, Any]:
    """Measure; `quick` takes fewer functions and samples."""
    packages = {}
    counts = {"tuning": Counts(), "held_out": Counts()}
    for group, requirements in (("tuning", TUNING), ("held_out", HELD_OUT)):
        for requirement, name in requirements.items():
            objects = list(read_package(name, [package(requirement)], root=package(requirement)))
            packages[requirement] = {"group": group, **_false_alarms(objects)}
            _plant(objects, counts[group], 200 if quick else 1_000)
    corpus = _own_rules(2 if quick else EACH)
    return {
        "seed": SEED,
        "corpus": corpus.figures(),
        "planted": {group: one.figures() for group, one in counts.items()},
        "false_alarms": {
            group: sum(row["false_alarms"] for row in packages.values() if row["group"] == group) for group in counts
        },
        "packages": packages,
    }


def _false_alarms(objects: list[ApiObject]) -> dict[str, Any]:
    """What is redacted of code as published; nothing of it is a secret that anybody would want to keep."""
    settings = Settings()
    started = time.process_time()
    sent = [payload_of(obj, find_gaps(obj), settings) for obj in objects]
    cpu = time.process_time() - started
    places = sorted({(one.where, one.kind) for out in sent for one in out.redacted})
    started = time.process_time()
    others = [found for obj in objects for found in rival.secrets_in(obj.source) if obj.kind not in ("class", "module")]
    cpu_rival = time.process_time() - started
    return {
        "objects": len(objects),
        "false_alarms": len(places),
        "places": [f"{where}: {kind}" for where, kind in places],
        "cpu_ms_per_object": round(1000 * cpu / max(1, len(objects)), 2),
        "false_alarms_detect_secrets": len(others),
        "cpu_ms_detect_secrets": round(1000 * cpu_rival / max(1, len(objects)), 2),
    }


def _plant(objects: list[ApiObject], counts: Counts, number: int) -> None:
    random = Random(SEED)
    functions = [obj for obj in objects if obj.kind == "function" and obj.source]
    for turn in range(number):
        kind = KINDS[turn % len(KINDS)]
        obj = random.choice(functions)
        planted = plant(obj.source, kind, random)
        if planted is None:
            continue
        sent = payload_of(replace(obj, source=planted.code), find_gaps(obj), Settings()).obj.source
        found = not any(secret in sent for secret in planted.secrets)
        counts.planted[kind.name] += 1
        counts.found[kind.name] += found
        left = rival.redacted(planted.code)
        counts.by_rival[kind.name] += not any(secret in left for secret in planted.secrets)
        form = counts.forms[f"{kind.forms}: {planted.form}"]
        form[0] += 1
        form[1] += found


def _own_rules(each: int) -> Counts:
    """Texts made from the rules of detect-secrets, as literals and comments."""
    counts = Counts()
    for kind, text, secret in rival.samples(Random(SEED), each):
        code = f"value = {text!r}\n"
        counts.planted[kind] += 1
        counts.found[kind] += secret not in redact_code(code).text
        counts.by_rival[kind] += secret not in rival.redacted(code)
    return counts


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 1.0


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    lines = []
    for title, part in (("rules of detect-secrets", figures["corpus"]), *figures["planted"].items()):
        lines += [
            f"{title}: {part['found']} of {part['planted']} found (detect-secrets {part['share_detect_secrets']:.0%})",
            "| kind | planted | found % | detect-secrets % |",
            "|---|---|---|---|",
            *(
                f"| {kind} | {row['planted']} | {100 * row['share']:.0f} | {100 * row['detect_secrets']:.0f} |"
                for kind, row in part["by_kind"].items()
            ),
            ", ".join(f"{form} {100 * share:.0f} %" for form, share in part["by_form"].items()),
            "",
        ]
    for requirement, row in figures["packages"].items():
        lines.append(
            f"{requirement} ({row['group']}): {row['false_alarms']} false alarms in {row['objects']} objects, "
            f"{row['cpu_ms_per_object']} ms each (detect-secrets: {row['false_alarms_detect_secrets']}, "
            f"{row['cpu_ms_detect_secrets']} ms)"
        )
        lines += [f"  {place}" for place in row["places"]]
    return "\n".join(lines)
