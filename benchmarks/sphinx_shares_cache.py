"""The example package through MkDocs and then through Sphinx, and the other way round, on one cache.

`python -m benchmarks sphinx-cache` builds both sites of `example_site/` without their reviewed files,
against the local Azure, and prints what each tool asked for: the second one asks for nothing that the first one had.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.azure import LocalAzure  # noqa: E402 - the checkout has to be on the path first

WORK = ROOT / "benchmarks" / "work" / "shared"
TOOLS = {
    "mkdocs": ["mkdocs", "build", "-q", "-d", str(WORK / "mkdocs")],
    "sphinx": ["sphinx", "-q", "-E", "-b", "html", "sphinx", str(WORK / "sphinx")],
}
REPORTS = {"mkdocs": WORK / "mkdocs/aidoc/report.json", "sphinx": WORK / "sphinx/aidoc/report.json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one tool asked for, and the fingerprints of what it filled by path."""

    tool: str
    requests: int
    asked: list[str]
    filled: dict[str, str]

    def __str__(self) -> str:
        return f"{self.tool}: {self.requests} requests, {len(self.asked)} objects"


def build(tool: str, azure: LocalAzure) -> Asked:
    """Build one site; gives what was asked for and what became of the objects."""
    azure.reset()
    environment = {
        **os.environ,
        "AIDOC_CACHE_DIR": str(WORK / "cache"),
        "AIDOC_REVIEWED_DIR": str(WORK / "none"),
        "AIDOC_DEPLOYMENT": "docs",
        "AIDOC_OFFLINE": "0",
        "AZURE_OPENAI_ENDPOINT": azure.url,
        "AZURE_OPENAI_API_KEY": azure.api_key,
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }
    subprocess.run([sys.executable, "-m", *TOOLS[tool]], cwd=ROOT / "example_site", env=environment, check=True)
    objects = json.loads(REPORTS[tool].read_text(encoding="utf-8"))["objects"]
    filled = {row["path"]: row["fingerprint"] for row in objects if row["outcome"] in ("cached", "generated")}
    asked = sorted(asked.path for request in azure.requests for asked in request.objects)
    return Asked(tool=tool, requests=len(azure.requests), asked=asked, filled=filled)


def run(*, quick: bool = False) -> dict[str, Any]:
    """Build in both orders; there is no quicker way."""
    del quick
    found = []
    with LocalAzure() as azure:
        for order in (("mkdocs", "sphinx"), ("sphinx", "mkdocs")):
            shutil.rmtree(WORK, ignore_errors=True)
            first, second = (build(tool, azure) for tool in order)
            both = first.filled.keys() & second.filled.keys()
            row = {
                "builds": f"{first}, then {second}",
                "filled_by_both": len(both),
                "same_fingerprint": sum(first.filled[path] == second.filled[path] for path in both),
                "asked_again": sorted(set(second.asked) & both),
                "asked_by_second": second.asked,
            }
            found.append(row)
    return {"rows": found}


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    lines = []
    for row in figures["rows"]:
        lines.append(row["builds"])
        lines.append(f"  filled by both: {row['filled_by_both']}, with the same fingerprint: {row['same_fingerprint']}")
        lines.append(f"  asked again: {row['asked_again']}, asked by the second: {row['asked_by_second']}")
    return "\n".join(lines)
