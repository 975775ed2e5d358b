"""Killing builds with SIGKILL at random moments: what is paid twice, and whether the site comes out the same."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from aidoc_core.answers import ReadOnlyAnswers
from benchmarks.packages import WORK, stripped
from benchmarks.sites import build, digest, make_site
from tests.azure import LocalAzure

if TYPE_CHECKING:
    from pathlib import Path

LATENCY = 0.4
CONCURRENCY = 2
SEED = 20261121
PATIENCE_S = 60.0
_AIDOC = f"  - aidoc: {{concurrency: {CONCURRENCY}, bundle: 6}}\n"


def run(*, quick: bool = False) -> dict[str, Any]:
    """Kill builds of httpx until everything is answered or the number of kills is reached."""
    kills = 4 if quick else 20
    source = stripped("httpx==0.28.1")
    site = make_site(WORK / "kill" / "killed", source, "httpx", aidoc=_AIDOC)
    random.seed(SEED)
    lost_requests: list[int] = []
    paid_twice = 0
    kept: set[str] = set()
    with LocalAzure(latency=LATENCY) as azure:
        environment = _environment(azure)
        for _ in range(kills):
            azure.reset()
            _build_and_kill(site, environment, azure)
            answered = [request for request in azure.requests if request.status == 200]
            paid_twice += sum(asked.path in kept for request in answered for asked in request.objects)
            now = _kept(site)
            # What a later request of the same build asks for again was answered, and rejected: not lost by the kill.
            last = {asked.path: number for number, request in enumerate(azure.requests) for asked in request.objects}
            lost_requests.append(
                sum(
                    request.status == 200
                    and any(asked.path not in now and last[asked.path] == number for asked in request.objects)
                    for number, request in enumerate(azure.requests)
                )
            )
            corrupt = kept - now
            kept = now
            if corrupt:
                raise RuntimeError(f"{len(corrupt)} entries were lost or damaged")
        azure.reset()
        final = build(site, environment)
        paid_twice += sum(asked.path in kept for request in azure.requests for asked in request.objects)
    undisturbed = make_site(WORK / "kill" / "undisturbed", source, "httpx", aidoc=_AIDOC)
    with LocalAzure() as azure:
        build(undisturbed, _environment(azure))
    return {
        "kills": kills,
        "paid_twice": paid_twice,
        "requests_lost_per_kill_max": max(lost_requests),
        "requests_lost": sum(lost_requests),
        "in_flight": CONCURRENCY,
        "objects_kept_before_last": len(kept),
        "final_outcomes": final.report["outcomes"],
        "same_site": _pages(site) == _pages(undisturbed),
    }


def _environment(azure: LocalAzure) -> dict[str, str]:
    return {
        "AZURE_OPENAI_ENDPOINT": azure.url,
        "AZURE_OPENAI_API_KEY": "test-key",
        "AIDOC_DEPLOYMENT": "docs",
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
        "SOURCE_DATE_EPOCH": "1795651200",  # MkDocs writes the time of the build on the first page
    }


def _build_and_kill(site: Path, environment: dict[str, str], azure: LocalAzure) -> None:
    """Start a build, wait for some requests and a random moment more, then kill it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(site / "mkdocs.yml")],
        env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    wanted, deadline = random.randint(1, 6), time.monotonic() + PATIENCE_S
    while len(azure.requests) < wanted and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(random.uniform(0.0, 2 * LATENCY))
    process.send_signal(signal.SIGKILL)
    process.wait()
    time.sleep(2 * LATENCY)  # the server finishes what it was writing


def _kept(site: Path) -> set[str]:
    """Paths of the objects whose answers are on disk and can be read."""
    directory = site / ".aidoc" / "cache"
    copy = site / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    if not directory.is_dir():
        return set()
    shutil.copytree(directory, copy)
    reader = ReadOnlyAnswers(copy)
    try:
        return {entry.path for entry in reader.entries()}
    finally:
        reader.close()
        shutil.rmtree(copy)


def _pages(site: Path) -> str:
    """The digest of a site without the appendix, which tells what was paid: bundles differ after a kill."""
    shutil.rmtree(site / "site" / "aidoc", ignore_errors=True)
    (site / "site" / "sitemap.xml.gz").unlink(missing_ok=True)  # gzip writes the time into it
    return digest(site / "site")


def table(figures: dict[str, Any]) -> str:
    """The figures as text."""
    return "\n".join(f"{name}: {value}" for name, value in figures.items())
