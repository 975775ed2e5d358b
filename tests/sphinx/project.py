"""A Sphinx project for a test: files in, a real build, and what came of it."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import warnings
import zlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tests import project
from tests.project import ROOTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import ModuleType

__all__ = ["ROOTS", "Built", "Project", "inventory"]
_LAST = 2_000_000
"""After aidoc, which may add documents to those that are read."""
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def inventory(out: Path) -> dict[str, str]:
    """The names of the Python objects in a site's inventory, and their kinds."""
    head = 4
    lines = zlib.decompress((out / "objects.inv").read_bytes().split(b"\n", head)[head]).decode().splitlines()
    found = (re.match(r"(\S+) py:(\w+) ", line) for line in lines)
    return {match[1]: match[2] for match in found if match is not None}


def _places(module: ModuleType) -> list[str]:
    """Where a module stands; a directory without `__init__.py` has no file."""
    names = getattr(module, "__dict__", {})  # not by attribute: some modules answer everything
    found = [names.get("__file__"), *(names.get("__path__") or ())]
    return [place for place in found if isinstance(place, str)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built(project.Built):
    """What came of a build.

    Attributes:
        status: Sphinx' log.
        warnings: Its warnings, one a line.
        error: The message that stopped it, empty if nothing did.
        read: The documents that were read.
        code: What `sphinx-build` exits with, or would have.
    """

    status: str
    warnings: list[str]
    error: str = ""
    read: list[str] = field(default_factory=list)
    code: int = 0

    @property
    def out(self) -> Path:
        """The output directory."""
        return self.site

    def text(self, document: str = "index", suffix: str = ".txt") -> str:
        """A page as it was written, white space made single: lines are broken at the width of the page."""
        return " ".join((self.out / f"{document}{suffix}").read_text(encoding="utf-8").split())

    def outcomes(self) -> dict[str, int]:
        """How many objects had each outcome, those that some had."""
        return {name: number for name, number in self.report["outcomes"].items() if number}

    def filled(self) -> list[str]:
        """The paths of the objects that were filled."""
        return self.filled_paths


class Project(project.Project):
    """A project in a directory of its own.

    Args:
        directory: Where it lives.
        root: Copied from `tests/roots`, if given.
        files: Text by path, in addition; `docs/` holds the documents and `src/` the package.
        azure: The endpoint to ask; offline if empty.
    """

    made = ("out", ".aidoc", "__pycache__")

    def __init__(
        self, directory: Path, *, root: str = "", files: Mapping[str, str] | None = None, azure: str = ""
    ) -> None:
        super().__init__(directory)
        self.azure = azure
        if root:
            shutil.copytree(ROOTS / root, directory, dirs_exist_ok=True)
        self.write(files or {})

    @property
    def directory(self) -> Path:
        """Where it lives."""
        return self.root

    def tree(self) -> dict[str, bytes]:
        """Every file of the documents and the package, to compare."""
        return {
            path.relative_to(self.directory).as_posix(): path.read_bytes()
            for top in ("docs", "src")
            for path in sorted((self.directory / top).rglob("*"))
            if path.is_file() and "__pycache__" not in path.parts and ".aidoc" not in path.parts
        }

    def options(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Values of conf.py for a build: where to ask, or offline."""
        where = {"aidoc_endpoint": self.azure, "aidoc_deployment": "docs"} if self.azure else {"aidoc_offline": "1"}
        return {"show_warning_types": "1", **where, **given}

    def build(self, builder: str = "text", *, fresh: bool = False, readers: int = 1, **conf: Any) -> Built:
        """Build in this process.

        Args:
            builder: Sphinx' builder.
            fresh: Whether to forget what earlier builds left.
            readers: As `-j`.
            conf: Values of conf.py.
        """
        status, warning = io.StringIO(), io.StringIO()
        out = self.directory / "out" / builder
        self._forget_others()
        sums, path, modules = self.sums(), list(sys.path), set(sys.modules)
        error, code = "", 2
        read: list[str] = []
        try:
            with patch_docutils(self.directory / "docs"), docutils_namespace(), warnings.catch_warnings():
                # Other extensions may use what a newer Sphinx deprecates.
                warnings.filterwarnings("ignore", category=DeprecationWarning)
                warnings.filterwarnings("ignore", category=PendingDeprecationWarning)
                app = Sphinx(
                    srcdir=self.directory / "docs",
                    confdir=self.directory / "docs",
                    outdir=out,
                    doctreedir=self.directory / "out" / "doctrees",
                    buildername=builder,
                    confoverrides=self.options(conf),
                    status=status,
                    warning=warning,
                    freshenv=fresh,
                    parallel=readers,
                )
                app.connect("env-before-read-docs", lambda _app, _env, docs: read.extend(docs), priority=_LAST)
                app.build()
                code = app.statuscode
        except SphinxError as failed:
            error = str(failed)
        finally:
            sys.path[:] = path
            for name in [name for name in set(sys.modules) - modules if self._holds(sys.modules[name])]:
                del sys.modules[name]
            ModuleAnalyzer.cache.clear()
        return Built(
            site=out,
            status=_COLOUR.sub("", status.getvalue()),
            warnings=_lines(warning.getvalue()),
            error=error,
            read=read,
            code=code,
            changed=self.changed_since(sums),
            report=project.read_report(out),
        )

    def _forget_others(self) -> None:
        """Forget packages that another test has imported: autodoc would take them for those of this project."""
        others = {
            name
            for name, module in sys.modules.items()
            if "." not in name and any("pytest-of-" in place for place in _places(module)) and not self._holds(module)
        }
        for name in [name for name in sys.modules if name.partition(".")[0] in others]:
            del sys.modules[name]

    def _holds(self, module: ModuleType) -> bool:
        """Whether a module is this project's."""
        return any(str(self.directory) in place for place in _places(module))

    def run(self, *arguments: str, builder: str = "text", env: Mapping[str, str] | None = None, **conf: Any) -> Built:
        """Build in a process of its own, as `sphinx-build` with arguments."""
        sums = self.sums()
        built = self.end(self.start(*arguments, builder=builder, env=env, **conf), builder)
        return replace(built, changed=self.changed_since(sums))

    def start(
        self, *arguments: str, builder: str = "text", env: Mapping[str, str] | None = None, **conf: Any
    ) -> subprocess.Popen[str]:
        """Start such a process, which Ctrl-C interrupts whatever this one makes of it."""
        out = self.directory / "out" / builder
        values = [part for name, value in self.options(conf).items() for part in ("-D", f"{name}={value}")]
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "sphinx", "-b", builder, *arguments, *values),
                *(str(self.directory / "docs"), str(out), "-d", str(self.directory / "out" / "doctrees")),
            ],
            env={**os.environ, "NO_COLOR": "1", **(env or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.root,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - it runs no Python of ours
        )

    def end(self, process: subprocess.Popen[str], builder: str = "text") -> Built:
        """Wait for a process."""
        status, said = process.communicate()
        out = self.directory / "out" / builder
        return Built(
            site=out,
            status=_COLOUR.sub("", status),
            warnings=_lines(said),
            error=str(process.returncode) if process.returncode else "",
            code=process.returncode,
            report=project.read_report(out),
        )


def _lines(text: str) -> list[str]:
    return [line for line in _COLOUR.sub("", text).splitlines() if line.strip()]
