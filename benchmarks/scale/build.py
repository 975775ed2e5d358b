"""One build of a site in MkDocs, through the hooks of the plugin, without rendering pages: what aidoc itself does.

`python -m benchmarks.scale.build SITE SMALL` prints the figures as JSON. mkdocstrings loads and collects all blocks
before aidoc's hooks are called, as it would do for the pages, so that only what is added counts. A small site is built
first in the same process: it brings all imports. With `--edits N` it builds SITE, and again after each of N edits; with
`--once` SITE alone, which may be one without aidoc, and prints nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import gc
import json
import logging
import shutil
import sys
import time
from pathlib import Path
from typing import Any, Literal

from mkdocs.config import load_config
from mkdocs.structure.files import get_files, set_exclusions
from mkdocs.structure.nav import get_navigation

from aidoc_core.answers import Question, ReadOnlyAnswers
from aidoc_core.code.objects import ApiObject, Location
from benchmarks.scale.made_up import TOP
from benchmarks.scale.site import edit, source_of

_MB = 2**20
_AT_ONCE = 10_000
_STAGES = ("on_nav", "on_env", "on_post_build")


class Build:
    """A build whose pages are not rendered.

    Args:
        site: The directory of its configuration.
        command: What MkDocs is doing.
        starts: Whether it has just been started; else this is a rebuild, to which plugins are kept.
    """

    def __init__(self, site: Path, *, command: Literal["build", "serve"] = "build", starts: bool = True) -> None:
        self._config = load_config(str(site / "mkdocs.yml"))
        plugins = self._config.plugins
        if starts:
            plugins.on_startup(command=command, dirty=False)
        self._config = plugins.on_config(self._config)
        plugins.on_pre_build(config=self._config)
        self._files = get_files(self._config)
        self._files.add_files_from_theme(self._config.theme.get_env(), self._config)
        self._files = plugins.on_files(self._files, config=self._config)
        set_exclusions(self._files, self._config)
        self._nav = get_navigation(self._files, self._config)
        self._aidoc: Any = plugins.get("aidoc")
        self._mkdocstrings: Any = plugins["mkdocstrings"]

    def collect(self) -> None:
        """What mkdocstrings does in any build: load the package, and find what each block stands for."""
        handler = self._mkdocstrings.handlers.get_handler("python")
        options = handler.get_options({})
        for file in self._files.documentation_pages():
            block = file.content_string.partition(":::")[2].strip()
            if block:
                handler.collect(block, options)

    def on_nav(self) -> None:
        """Find, look up and attach."""
        if self._aidoc is not None:
            self._aidoc.on_nav(self._nav, config=self._config, files=self._files)

    def on_env(self) -> None:
        """Report and appendix."""
        for file in self._files.documentation_pages():
            if file.page is not None:
                file.page.content = file.page.content or ""  # it was rendered, as far as anybody sees
        if self._aidoc is not None:
            self._aidoc.on_env(None, config=self._config, files=self._files)

    def on_post_build(self) -> None:
        """The report beside the site."""
        self._config.plugins.on_post_build(config=self._config)


def measure(site: Path) -> dict[str, Any]:
    """Build a site and give the figures."""
    began = time.monotonic()
    build = Build(site)
    start = time.process_time()
    build.collect()
    host = time.process_time() - start
    settled = _settled()
    _forget_peak()
    cpu: dict[str, float] = {}
    kept = 0.0
    for stage in _STAGES:
        start = time.process_time()
        getattr(build, stage)()
        cpu[stage] = round(time.process_time() - start, 3)
        if stage == "on_env":
            kept = _settled() - settled
    report = json.loads((site / "site/aidoc/report.json").read_text(encoding="utf-8"))
    objects = len(report["objects"])
    return {
        "objects": objects,
        "outcomes": report["outcomes"],
        "host_cpu_s": round(host, 2),
        "host_mb": round(settled),
        "cpu_s": cpu,
        "stages_s": report["build"]["stages_s"],
        "seconds": round(time.monotonic() - began, 1),
        "us_per_object": round(1e6 * sum(cpu.values()) / objects),
        "peak_mb": round(_status("VmHWM") - settled),
        "kept_kb_per_object": round(kept * 1024 / objects, 2),
        "lookups_per_s": round(_lookups_per_s(site / ".aidoc/cache")),
    }


def _lookups_per_s(cache: Path) -> float:
    """Answers that are looked up in one second of CPU time, all of them once."""
    reader = ReadOnlyAnswers(cache)
    questions = [Question(obj=_object(entry.path), fingerprint=entry.fingerprint) for entry in reader.entries()]
    reader.close()
    start = time.process_time()
    reader = ReadOnlyAnswers(cache)
    for first in range(0, len(questions), _AT_ONCE):
        found = reader.get_many(questions[first : first + _AT_ONCE])
        if len(found) != len(questions[first : first + _AT_ONCE]):
            raise RuntimeError("answers are missing in the cache")
    reader.close()
    return len(questions) / (time.process_time() - start)


def _object(path: str) -> ApiObject:
    return ApiObject(path=path, kind="function", module=path.rpartition(".")[0], location=Location(file="x.py"))


def _settled() -> float:
    """MB of this process, when all is given back that is not needed."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    return _status("VmRSS")


def _status(name: str) -> float:
    """A figure of this process in MB, as Linux tells it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def _forget_peak() -> None:
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def rebuild(site: Path, edits: int) -> dict[str, Any]:
    """Build a site, and again after each of some edits of one function, in one process as `mkdocs serve` does."""
    file = max((source_of(site) / TOP).rglob("globals.py"))
    before = file.read_text(encoding="utf-8")
    builds = []
    try:
        for turn in range(edits + 1):
            edit(file)  # the first one brings the function that is edited then
            build = Build(site, command="serve", starts=turn == 0)
            start = time.process_time()
            build.collect()
            host = time.process_time()
            for stage in _STAGES:
                getattr(build, stage)()
            cpu = time.process_time() - host
            report = json.loads((site / "site/aidoc/report.json").read_text(encoding="utf-8"))
            builds.append(
                {
                    "objects": len(report["objects"]),
                    "host_cpu_ms": round(1000 * (host - start)),
                    "cpu_ms": round(1000 * cpu),
                    "stages_s": report["build"]["stages_s"],
                }
            )
    finally:
        file.write_text(before, encoding="utf-8")
    return {"builds": builds}


def main() -> None:
    """Build a small site, then the one that is asked for; or that one again and again."""
    parser = argparse.ArgumentParser()
    parser.add_argument("site", type=Path)
    parser.add_argument("small", nargs="?", help="the name of the small site, beside the other")
    parser.add_argument("--edits", type=int, default=0)
    parser.add_argument("--once", action="store_true")
    asked = parser.parse_args()
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    if asked.once:
        _pass_through(asked.site)
        return
    with contextlib.redirect_stdout(sys.stderr):
        if asked.edits:
            figures = rebuild(asked.site, asked.edits)
        else:
            _bring_imports(asked.site, asked.site.with_name(asked.small))
            figures = measure(asked.site)
    print(json.dumps(figures))


def _pass_through(site: Path) -> None:
    build = Build(site)
    build.collect()
    for stage in _STAGES:
        getattr(build, stage)()


def _bring_imports(site: Path, like: Path) -> None:
    small = site.with_name(f"{site.name}-small")
    shutil.rmtree(small, ignore_errors=True)
    shutil.copytree(like, small, ignore=shutil.ignore_patterns("site", "memo", "ready"))
    for page in sorted((small / "docs").glob("*.md"))[:-2]:
        page.unlink()
    _pass_through(small)


if __name__ == "__main__":
    main()
