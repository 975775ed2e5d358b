"""A throw-away MkDocs project: write files, build, look at everything that came of it, build again.

`Project(...).build()` runs MkDocs' own `build` in this process; `Project.run` starts a process, for facts that
belong to one.
"""

from __future__ import annotations

import gzip
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from bs4 import BeautifulSoup
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests import project
from tests.project import REPORT, ROOTS

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterable, Mapping

    from bs4 import Tag
    from mkdocs.config.defaults import MkDocsConfig

    from tests.azure import LocalAzure, SeenRequest

__all__ = ["REPORT", "ROOTS", "Built", "Project", "Serving"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built(project.Built):
    """What came of one build.

    Attributes:
        error: What the build raised, if anything.
        logged: Every warning and error, as `LEVEL message`; the project's directory reads `<root>`.
        requests: What the local Azure saw of this build.
    """

    error: BaseException | None
    logged: list[str]
    requests: list[SeenRequest]

    @property
    def asked(self) -> list[str]:
        """The paths of the objects that the model was asked for, in order of their names."""
        return sorted(asked.path for request in self.requests for asked in request.objects)

    @property
    def outcomes(self) -> dict[str, str]:
        """The outcome of each object in report.json."""
        return self.outcome_by_path

    def filled(self) -> set[str]:
        """The paths of the objects that got an answer."""
        return set(self.filled_paths)

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

    def all_told(self) -> dict[str, Any]:
        """All files of the site, of the report what does not tell of the run itself, and what was said."""
        assert self.error is None
        assert self.report
        report = {name: value for name, value in self.report.items() if name not in ("build", "system")}
        return {**self.files(without=(REPORT,)), "report": report, "logged": self.logged}

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


class Project(project.Project):
    """Files in a directory, and a configuration.

    Args:
        root: The directory; made if it does not exist.
        azure: What builds may ask.
    """

    made = ("site", ".aidoc")

    def __init__(self, root: Path, azure: LocalAzure) -> None:
        super().__init__(root)
        self.azure = azure
        self.aidoc: dict[str, Any] | None = {"endpoint": azure.url, "deployment": "docs"}
        self.options: dict[str, Any] = {"show_root_heading": True, "show_source": False}
        self.extensions: list[str] = []
        self.mkdocstrings: dict[str, Any] = {}
        self.handler: dict[str, Any] = {}
        self.before: list[Any] = ["search"]
        self.after: list[Any] = []
        self.config: dict[str, Any] = {"site_name": "Test", "theme": "mkdocs", "use_directory_urls": False}

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
        before = self.sums()
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
        site = site or self.root / "site"
        return Built(
            error=error,
            logged=listener.logged,
            requests=self.azure.requests[seen:],
            changed=self.changed_since(before),
            site=site,
            report=project.read_report(site),
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
        return project.run_python(arguments, cwd=self.root, environment={**os.environ, **(environment or {})})


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
        self.logged.append(f"{record.levelname} {record.getMessage()}".replace(self._root, "<root>"))
