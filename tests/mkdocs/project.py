"""A throw-away MkDocs project: write files, build, look at everything that came of it, build again.

`Project(...).build()` runs MkDocs' own `build` in this process; `Project.run` starts a process, for facts that
belong to one.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from bs4 import BeautifulSoup
from mkdocs.commands.build import build
from mkdocs.config import load_config

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bs4 import Tag
    from mkdocs.config.defaults import MkDocsConfig

    from tests.azure import LocalAzure, SeenRequest

ROOTS = Path(__file__).parents[1] / "roots"
REPORT = "aidoc/report.json"
_MADE = ("site", ".aidoc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of one build.

    Attributes:
        error: What the build raised, if anything.
        logged: Every warning and error, as `LEVEL message`; the project's directory reads `<root>`.
        requests: What the local Azure saw of this build.
        changed: Files outside the site and the cache that appeared, vanished or differ.
        site: The directory of the built site; the next build writes over it.
        report: report.json, `{}` where there is none.
    """

    error: BaseException | None
    logged: list[str]
    requests: list[SeenRequest]
    changed: list[str]
    site: Path
    report: dict[str, Any]

    @property
    def asked(self) -> list[str]:
        """The paths of the objects that the model was asked for, in order of their names."""
        return sorted(asked.path for request in self.requests for asked in request.objects)

    @property
    def outcomes(self) -> dict[str, str]:
        """The outcome of each object in report.json."""
        return {entry["path"]: entry["outcome"] for entry in self.report["objects"]}

    def filled(self) -> set[str]:
        """The paths of the objects that got an answer."""
        return {path for path, outcome in self.outcomes.items() if outcome in {"reviewed", "cached", "generated"}}

    def html(self, name: str = "index.html") -> str:
        """A page as written."""
        return (self.site / name).read_text(encoding="utf-8")

    def soup(self, name: str = "index.html") -> BeautifulSoup:
        """A page, parsed."""
        return BeautifulSoup(self.html(name), "html.parser")

    def object(self, path: str, name: str = "index.html") -> Tag:
        """What a page says of one object: the element around its heading."""
        heading = self.soup(name).find(id=path)
        assert heading is not None, f"{path} is not on {name}"
        element = heading.find_parent(class_="doc-object")
        assert element is not None
        return element

    def text(self, name: str = "index.html") -> str:
        """The words of a page's main part, white space made one."""
        soup = self.soup(name)
        main = soup.find(role="main") or soup.find("article") or soup.body
        assert main is not None
        return " ".join(main.get_text(" ").split())

    def files(self, *, without: Iterable[str] = ()) -> dict[str, bytes]:
        """Every file of the site by name; gzip files unpacked, since their headers hold the time."""
        left_out = set(without)
        found = {}
        for file in sorted(self.site.rglob("*")):
            name = file.relative_to(self.site).as_posix()
            if file.is_file() and name not in left_out:
                data = file.read_bytes()
                found[name] = gzip.decompress(data) if name.endswith(".gz") else data
        return found


class Project:
    """Files in a directory, and a configuration.

    Args:
        root: The directory; made if it does not exist.
        azure: What builds may ask.
    """

    def __init__(self, root: Path, azure: LocalAzure) -> None:
        self.root = root
        self.azure = azure
        self.aidoc: dict[str, Any] | None = {"endpoint": azure.url, "deployment": "docs"}
        self.options: dict[str, Any] = {"show_root_heading": True, "show_source": False}
        self.extensions: list[str] = []
        self.mkdocstrings: dict[str, Any] = {}
        self.handler: dict[str, Any] = {}
        self.before: list[Any] = ["search"]
        self.after: list[Any] = []
        self.config: dict[str, Any] = {"site_name": "Test", "theme": "mkdocs", "use_directory_urls": False}
        root.mkdir(parents=True, exist_ok=True)

    def copy_root(self, name: str, package: str = "") -> None:
        """Put a package of tests/roots under `src`, under another name if one is given."""
        target = self.root / "src" / (package or name)
        shutil.copytree(ROOTS / name / name, target)
        if package:
            for file in target.rglob("*.py"):
                text = file.read_text(encoding="utf-8")
                file.write_text(re.sub(rf"\b{name}\b(?=\.| import)", package, text), encoding="utf-8")

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files, given by their names under the root."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that a file holds once."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write({name: text.replace(old, new)})

    def configure(self, *, aidoc: Mapping[str, Any] | None = None, plugin: bool = True, **config: Any) -> Path:
        """Write mkdocs.yml.

        Args:
            aidoc: Options of aidoc over those of the project.
            plugin: Whether aidoc is in it.
            config: Keys of mkdocs.yml over those of the project.
        """
        handler = {"paths": ["src"], "options": {**self.options, "extensions": self.extensions}}
        plugins = [
            *self.before,
            {"mkdocstrings": {**self.mkdocstrings, "handlers": {"python": handler | self.handler}}},
            *self.after,
        ]
        if plugin and self.aidoc is not None:
            plugins.append({"aidoc": {**self.aidoc, **(aidoc or {})}})
        data = {**self.config, "plugins": plugins, **config}
        path = self.root / "mkdocs.yml"
        path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
        return path

    def build(
        self, *, aidoc: Mapping[str, Any] | None = None, plugin: bool = True, dirty: bool = False, **config: Any
    ) -> Built:
        """Build with a configuration made by `configure`; nothing is raised, the result tells."""
        path = self.configure(aidoc=aidoc, plugin=plugin, **config)
        return self.build_as_is(path, dirty=dirty)

    def build_as_is(self, path: Path | None = None, *, dirty: bool = False) -> Built:
        """Build with mkdocs.yml as it is."""
        path = path or self.root / "mkdocs.yml"

        def whole() -> None:
            loaded = load_config(config_file=str(path))
            loaded.plugins.on_startup(command="build", dirty=dirty)
            try:
                build(loaded, dirty=dirty)
            finally:
                loaded.plugins.on_shutdown()

        return self.watch(whole)

    def serve_once(self) -> Built:
        """Build as `mkdocs serve` does when it starts."""
        return Serving(self).rebuild()

    def watch(self, action: Any, *, site: Path | None = None) -> Built:
        """Run something that builds, and tell what came of it."""
        before = self._sums()
        seen = len(self.azure.requests)
        listener = _Listener(self.root)
        logger = logging.getLogger()
        logger.addHandler(listener)
        error: BaseException | None = None
        here = Path.cwd()
        os.chdir(self.root)
        try:
            action()
        except (Exception, SystemExit) as raised:
            error = raised
        finally:
            os.chdir(here)
            logger.removeHandler(listener)
        after = self._sums()
        site = site or self.root / "site"
        report = site / REPORT
        changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
        return Built(
            error=error,
            logged=listener.logged,
            requests=self.azure.requests[seen:],
            changed=changed,
            site=site,
            report=json.loads(report.read_text(encoding="utf-8")) if report.is_file() else {},
        )

    def load(self) -> MkDocsConfig:
        """The configuration as MkDocs loads it."""
        return load_config(config_file=str(self.root / "mkdocs.yml"))

    def run(self, *arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Run `python -m mkdocs` with arguments in a process of its own."""
        return self._run("-m", "mkdocs", *arguments, environment=environment)

    def run_script(self, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a Python file in a process of its own."""
        return self._run(script, *arguments)

    def _run(self, *arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def _sums(self) -> dict[str, str]:
        return {
            name: hashlib.sha256(file.read_bytes()).hexdigest()
            for file in self.root.rglob("*")
            if file.is_file() and not (name := file.relative_to(self.root).as_posix()).startswith(_MADE)
        }


class Serving:
    """The rebuilds of `mkdocs serve`, without its server: configuration anew each time, plugins kept.

    Args:
        project: What is served; its mkdocs.yml is there.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._started = False
        self._config: MkDocsConfig | None = None

    def rebuild(self, *, dirty: bool = False) -> Built:
        """Build once more, as `mkdocs.commands.serve` does when a file has changed."""

        def once() -> None:
            config = self._config = self._project.load()
            if not self._started:
                config.plugins.on_startup(command="serve", dirty=dirty)
                self._started = True
            build(config, serve_url="http://127.0.0.1:8000/", dirty=dirty)

        return self._project.watch(once)


class _Listener(logging.Handler):
    """Takes down every warning and error, from whichever logger."""

    def __init__(self, root: Path) -> None:
        super().__init__(logging.WARNING)
        self.logged: list[str] = []
        self._root = str(root)

    def emit(self, record: logging.LogRecord) -> None:
        message = re.sub(r"^aidoc \[[0-9a-f]{12}\]: ", "aidoc: ", record.getMessage())  # a build's id is its own
        self.logged.append(f"{record.levelname} {message}".replace(self._root, "<root>"))
