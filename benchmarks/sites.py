"""MkDocs sites over a package, every module on a page, built in a process of their own."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_CONFIG = """\
site_name: benchmark
theme: {{name: mkdocs}}
plugins:
  - mkdocstrings:
      handlers:
        python:
          paths: [{paths}]
          options: {{show_source: false, show_if_no_docstring: true, members_order: source}}
{aidoc}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """One build.

    Attributes:
        seconds: Wall time of the whole process.
        cpu_s: CPU time of the whole process.
        report: report.json; empty without the plugin.
        log: What was printed.
    """

    seconds: float
    cpu_s: float
    report: dict[str, Any]
    log: str


def make_site(directory: Path, source: Path, name: str, *, aidoc: str | None = "  - aidoc: {}\n") -> Path:
    """Write a site: one page for each module of a package.

    Args:
        directory: Where the site goes; what is there is removed.
        source: The directory that holds the package.
        name: The package.
        aidoc: The plugin's lines in mkdocs.yml; `None` for a site without it.
    """
    shutil.rmtree(directory, ignore_errors=True)
    docs = directory / "docs"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Index\n", encoding="utf-8")
    for file in sorted((source / name).rglob("*.py")):
        parts = file.relative_to(source).with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if not module.endswith("__main__"):
            (docs / f"{module}.md").write_text(f"::: {module}\n", encoding="utf-8")
    text = _CONFIG.format(paths=json.dumps(str(source)), aidoc=aidoc or "")
    (directory / "mkdocs.yml").write_text(text, encoding="utf-8")
    return directory


def children_cpu_s() -> float:
    """CPU seconds of all processes that this one has waited for; `os.times` knows hundredths alone."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def build(directory: Path, environment: dict[str, str] | None = None) -> Built:
    """Build a site with `python -m mkdocs build`.

    Raises:
        RuntimeError: The build failed; the log is in the message.
    """
    merged = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", **(environment or {})}
    before = children_cpu_s()
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-f", str(directory / "mkdocs.yml")],
        env=merged, capture_output=True, text=True, check=False,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    cpu = children_cpu_s() - before
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    file = directory / "site" / "aidoc" / "report.json"
    report = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return Built(seconds=seconds, cpu_s=cpu, report=report, log=done.stdout + done.stderr)


def digest(directory: Path) -> str:
    """SHA-256 over the names and contents of all files of a tree, bytecode left out."""
    total = hashlib.sha256()
    for file in sorted(directory.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            total.update(str(file.relative_to(directory)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()
