"""The main job on real packages: cold, again, reformatted, one body changed, offline."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from benchmarks.packages import WORK, count_tokens, source_tokens, stripped
from benchmarks.sites import Built, build, digest, make_site
from tests.azure import LocalAzure

if TYPE_CHECKING:
    from pathlib import Path

PACKAGES = ("httpx==0.28.1", "click==8.1.8")
LATENCY = 0.5
CACHED_SHARE = 0.25
"""What a cached input token costs as a share of the list price: gpt-4.1-mini, $0.10 against $0.40 a million."""


def run(*, quick: bool = False) -> dict[str, Any]:
    """Measure each package."""
    return {"packages": {name: _measure(name) for name in PACKAGES[: 1 if quick else None]}}


def _measure(requirement: str) -> dict[str, Any]:
    name = requirement.partition("==")[0]
    source = WORK / "main" / f"{name}-source"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(stripped(requirement), source)
    site = make_site(WORK / "main" / name, source, name)
    tokens = source_tokens(source, name)
    before = digest(source)
    with LocalAzure(latency=LATENCY, tokenizer=count_tokens) as azure:
        environment = {
            "AZURE_OPENAI_ENDPOINT": azure.url,
            "AZURE_OPENAI_API_KEY": "test-key",
            "AIDOC_DEPLOYMENT": "docs",
        }
        steps: dict[str, dict[str, Any]] = {}

        def step(title: str, extra: dict[str, str] | None = None) -> Built:
            azure.reset()
            built = build(site, environment | (extra or {}))
            usage = azure.billed_usage()
            paid = usage.prompt_tokens - (1 - CACHED_SHARE) * usage.cached_tokens
            outcomes = built.report["outcomes"]
            steps[title] = {
                "objects": sum(outcomes.values()),
                "filled": outcomes["generated"] + outcomes["cached"],
                "failed": outcomes["failed"] + outcomes["missed"],
                "on_demand": built.report["on_demand"],
                "requests": len(azure.requests),
                "input_tokens": usage.prompt_tokens,
                "input_per_source_token": round(paid / tokens, 3),
                "raw_input_per_source_token": round(usage.prompt_tokens / tokens, 3),
                "output_tokens": usage.completion_tokens,
                "max_in_flight": azure.max_in_flight,
                "asking_s": round(built.report["build"]["stages_s"].get("ask", 0.0), 2),
                "wall_s": round(built.seconds, 1),
                "sockets": azure.sockets_opened,
            }
            return built

        step("cold")
        unchanged = digest(source) == before
        step("again")
        _reformat(source / name)
        step("reformatted")
        _change_one_body(source / name)
        step("one body changed")
        step("offline", {"AIDOC_OFFLINE": "1"})
    return {"source_tokens": tokens, "source_unchanged": unchanged, "sha256": before, "steps": steps}


def _reformat(package: Path) -> None:
    """Format every module with other quotes and line breaks, as a change of a project's style would."""
    command = [sys.executable, "-m", "ruff", "format", "-q", "--isolated", "--line-length", "60"]
    subprocess.run([*command, "--config", "format.quote-style='single'", str(package)], check=True)


def _change_one_body(package: Path) -> None:
    """Add a statement to the first public method of a public class."""
    for file in sorted(package.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for owner in tree.body:
            if not isinstance(owner, ast.ClassDef) or owner.name.startswith("_"):
                continue
            for method in owner.body:
                if (
                    isinstance(method, ast.FunctionDef)
                    and not method.name.startswith("_")
                    and not method.decorator_list
                ):
                    method.body.insert(0, ast.parse("changed = True").body[0])
                    file.write_text(ast.unparse(ast.fix_missing_locations(tree)) + "\n", encoding="utf-8")
                    return


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    lines = []
    for name, one in figures["packages"].items():
        lines.append(f"{name}: {one['source_tokens']} source tokens; source unchanged: {one['source_unchanged']}")
        lines.append(f"  sha256 {one['sha256']}")
        keys = list(next(iter(one["steps"].values())))
        lines.append("  " + " | ".join(["step", *keys]))
        lines += [
            "  " + " | ".join([step, *(str(values[key]) for key in keys)]) for step, values in one["steps"].items()
        ]
    return "\n".join(lines)
