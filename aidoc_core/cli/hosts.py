"""The doc tool of a site, started to find out what its pages show, in a process and a directory of its own.

The tool reads its own configuration and runs its own plugins. aidoc's plugin in it stops it after the scan, with the
result in a file; no page is rendered and nothing of the site is touched.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from aidoc_core.build.begun import ERRAND
from aidoc_core.cli.search_paths import MKDOCS_FILES, ZENSICAL_FILE
from aidoc_core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.build.errand import Errand

Tool = Literal["mkdocs", "sphinx"]

_SPHINX = ("conf.py", "docs/conf.py", "doc/conf.py", "docs/source/conf.py", "doc/source/conf.py")
_MOST_LINES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A site.

    Attributes:
        tool: What builds it.
        config: Its configuration file.
        source: Where its documents are, for Sphinx.
        root: Where the tool is started.
    """

    tool: Tool
    config: Path
    source: Path
    root: Path

    @property
    def module(self) -> str:
        """What is started: ProperDocs where the file is named after it."""
        return "properdocs" if self.config.stem == "properdocs" else self.tool

    def command(self, place: Path) -> list[str]:
        """How the tool is started, as its users do, but with all that it writes in a place of its own."""
        if self.tool == "mkdocs":
            files = ["--config-file", str(self.config), "--site-dir", str(place / "site")]
            return [self.module, "build", "--quiet", *files]
        directories = ["-c", str(self.config.parent), "-d", str(place / "doctrees"), str(self.source)]
        return ["sphinx", "-b", "html", "-Q", "-j", "1", *directories, str(place / "site")]


def find_host(root: Path, site: Path | None = None, documents: Path | None = None) -> Host:
    """The site of a directory.

    Args:
        root: The directory.
        site: Its mkdocs.yml or conf.py, where somebody names it.
        documents: Where Sphinx' documents are, if not beside conf.py.

    Raises:
        ConfigError: There is none, or there are two.
    """
    named = (
        [site] if site is not None else [root / name for name in (*MKDOCS_FILES, *_SPHINX) if (root / name).is_file()]
    )
    tools = {_tool_of(file) for file in named}
    if site is None and not named and (root / ZENSICAL_FILE).is_file():
        site = root / ZENSICAL_FILE
    if site is not None and site.suffix == ".toml":
        raise ConfigError(
            f"{site}: Zensical cannot tell what its pages show. Look at whole packages: `aidoc fill PACKAGE`, "
            "`aidoc report --package PACKAGE`."
        )
    if not named:
        raise ConfigError(
            f"{root}: no mkdocs.yml, properdocs.yml or conf.py here, or conf.py in docs/. Name it with --site FILE, or "
            "name PACKAGES to look at whole packages."
        )
    if len(tools) > 1:
        told = " and ".join(str(file.relative_to(root)) for file in named)
        raise ConfigError(f"{root}: there are {told}. Name one with --site FILE.")
    config = named[0].resolve()
    host = Host(tool=_tool_of(config), config=config, source=(documents or config.parent).resolve(), root=root)
    if find_spec(host.module) is None:
        raise ConfigError(f"{config} needs {host.module}, and it is not installed beside aidoc.")
    return host


def _tool_of(file: Path) -> Tool:
    return "sphinx" if file.suffix == ".py" else "mkdocs"


def send(errand: Errand, host: Host, options: dict[str, str] | None = None) -> dict[str, Any]:
    """Have a site's tool carry out what is wanted.

    Args:
        errand: What is wanted.
        host: The site.
        options: Options of aidoc that count for this alone, by the names of their environment variables.

    Raises:
        ConfigError: The tool cannot, or aidoc is not among its plugins.
    """
    place = Path(tempfile.mkdtemp(prefix="aidoc-"))
    try:
        handed = place / "errand.json"
        errand = replace(errand, result=place / "result.json")
        handed.write_text(errand.to_json(), encoding="utf-8")
        environment = {**os.environ, "AIDOC_ENABLED": "true", "AIDOC_REPORT": "false", **(options or {})}
        environment[ERRAND] = str(handed)
        code, told = _run([sys.executable, "-m", *host.command(place)], host.root, environment, place, errand)
        return _result(place / "result.json", host, code, told)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _run(command: list[str], root: Path, environment: dict[str, str], place: Path, errand: Errand) -> tuple[int, str]:
    # What draws a bar and takes long talks to the terminal itself; of the others only their end is of interest.
    live = errand.sends and sys.stderr.isatty()
    group: dict[str, Any] = {} if os.name == "nt" else {"process_group": 0}
    if hasattr(signal, "SIGTTOU"):  # in a group of its own it may still draw its bar (`stty tostop`)
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    with (place / "log").open("wb") as log:
        tool = subprocess.Popen(  # noqa: S603 - our own interpreter, and files that a user names
            command,
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=None if live else log,
            **group,
        )
        with _passing_on(tool):
            code = tool.wait()
    return code, (place / "log").read_text(encoding="utf-8", errors="replace")


@contextmanager
def _passing_on(tool: subprocess.Popen[bytes]) -> Iterator[None]:
    """An interruption ends the requests, and the tool then tells what was paid for; it is not left alone."""
    signals = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    tried = 0

    def pass_on(_signal: int, _frame: object) -> None:
        nonlocal tried
        tried += 1
        if tool.poll() is None:
            tool.send_signal(signal.SIGINT if tried == 1 and os.name != "nt" else signal.SIGTERM)

    before = {one: signal.signal(one, pass_on) for one in signals}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _result(file: Path, host: Host, code: int, log: str) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        pass
    else:
        if "error" in told:
            raise ConfigError(told["error"])
        return told
    if not code:
        raise ConfigError(
            f"{host.config}: aidoc did not run in {host.module}. Add it to the "
            f"{'plugins' if host.tool == 'mkdocs' else 'extensions'}; where it is, no page may show any Python object."
        )
    lines = [line for line in log.strip().splitlines() if line.strip()][-_MOST_LINES:]
    raise ConfigError("\n".join([f"{host.module} could not read {host.config} (exit code {code}):", *lines]))
