"""A warm offline build against the same site with the same text written by people, and against one without aidoc."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

from benchmarks.packages import WORK, package, stripped
from benchmarks.sites import build, make_site
from tests.azure import LocalAzure

if TYPE_CHECKING:
    from pathlib import Path

PACKAGES = ("click==8.1.8", "httpx==0.28.1")
_OFFLINE = {"AIDOC_OFFLINE": "1", "AIDOC_ON_MISS": "ignore"}


def run(*, quick: bool = False) -> dict[str, Any]:
    """Measure CPU time of builds in turns; ratios within one run."""
    return {"ratios": {name: _measure(name, 3 if quick else 7) for name in PACKAGES[: 1 if quick else None]}}


def _measure(requirement: str, rounds: int) -> dict[str, Any]:
    name = requirement.partition("==")[0]
    documented, bare = package(requirement), stripped(requirement)
    human = make_site(WORK / "warm" / f"{name}-human", documented, name, aidoc=None)
    filled = make_site(WORK / "warm" / f"{name}-filled", bare, name)
    empty = make_site(WORK / "warm" / f"{name}-empty", bare, name)
    plain = make_site(WORK / "warm" / f"{name}-plain", bare, name, aidoc=None)
    with LocalAzure() as azure:
        environment = {
            "AZURE_OPENAI_ENDPOINT": azure.url,
            "AZURE_OPENAI_API_KEY": "test-key",
            "AIDOC_DEPLOYMENT": "docs",
        }
        built = build(filled, environment)
    rows = [[_cpu(site) for site in (human, filled, empty, plain)] for _ in range(rounds)]
    human_s, filled_s, empty_s, plain_s = (statistics.median(column) for column in zip(*rows, strict=True))
    return {
        "filled": built.report["outcomes"]["generated"],
        "cpu_human_s": round(human_s, 2),
        "cpu_filled_s": round(filled_s, 2),
        "cpu_nothing_cached_s": round(empty_s, 2),
        "cpu_without_aidoc_s": round(plain_s, 2),
        "nothing_cached_to_without": round(empty_s / plain_s, 3),
        "filled_to_without": round(filled_s / plain_s, 3),
        "stages_s": build(filled, _OFFLINE).report["build"]["stages_s"],
    }


def _cpu(site: Path) -> float:
    return build(site, _OFFLINE).cpu_s


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    return "\n".join(f"{name}: {one}" for name, one in figures["ratios"].items())
