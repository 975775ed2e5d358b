"""A Sphinx project for a test: files in, a real build, and what came of it."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.docutils import docutils_namespace, patch_docutils

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOTS = Path(__file__).parents[1] / "roots"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of a build.

    Attributes:
        out: The output directory.
        status: Sphinx' log.
        warnings: Its warnings, one a line.
        error: The message that stopped it, empty if nothing did.
        read: The documents that were read.
        code: What `sphinx-build` exits with, or would have.
    """

    out: Path
    status: str
    warnings: list[str]
    error: str = ""
    read: list[str] = field(default_factory=list)
    code: int = 0

    def text(self, document: str = "index", suffix: str = ".txt") -> str:
        """A page as it was written, white space made single: lines are broken at the width of the page."""
        return " ".join((self.out / f"{document}{suffix}").read_text(encoding="utf-8").split())

    @property
    def report(self) -> dict[str, Any]:
        """report.json."""
        data: dict[str, Any] = json.loads((self.out / "aidoc" / "report.json").read_text(encoding="utf-8"))
        return data

    def outcomes(self) -> dict[str, int]:
        """How many objects had each outcome, those that some had."""
        return {name: number for name, number in self.report["outcomes"].items() if number}

    def filled(self) -> list[str]:
        """The paths of the objects that were filled."""
        return [row["path"] for row in self.report["objects"] if row["outcome"] in ("reviewed", "cached", "generated")]


class Project:
    """A project in a directory of its own.

    Args:
        directory: Where it lives.
        root: Copied from `tests/roots`, if given.
        files: Text by path, in addition; `docs/` holds the documents and `src/` the package.
        azure: The endpoint to ask; offline if empty.
    """

    def __init__(
        self, directory: Path, *, root: str = "", files: Mapping[str, str] | None = None, azure: str = ""
    ) -> None:
        self.directory = directory
        self.azure = azure
        if root:
            shutil.copytree(ROOTS / root, directory, dirs_exist_ok=True)
        for name, text in (files or {}).items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a file; the old text has to be there."""
        text = (self.directory / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

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
        before = dict(os.environ), list(sys.path), set(sys.modules)
        error, read, code = "", [], 2
        try:
            os.environ["AZURE_OPENAI_API_KEY"] = "test-key"
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
                app.connect("env-before-read-docs", lambda _app, _env, docnames: read.extend(docnames))
                app.build()
                code = app.statuscode
        except SphinxError as failed:
            error = str(failed)
        finally:
            os.environ.clear()
            os.environ.update(before[0])
            sys.path[:] = before[1]
            for name in set(sys.modules) - before[2]:
                origin = getattr(sys.modules[name], "__file__", None)
                if origin and str(self.directory) in origin:
                    del sys.modules[name]
            ModuleAnalyzer.cache.clear()
        lines = [line for line in _COLOUR.sub("", warning.getvalue()).splitlines() if line.strip()]
        said = _COLOUR.sub("", status.getvalue())
        return Built(out=out, status=said, warnings=lines, error=error, read=read, code=code)

    def run(self, *arguments: str, builder: str = "text", env: Mapping[str, str] | None = None, **conf: Any) -> Built:
        """Build in a process of its own, as `sphinx-build` with arguments."""
        return self.end(self.start(*arguments, builder=builder, env=env, **conf), builder)

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
            env={**os.environ, "AZURE_OPENAI_API_KEY": "test-key", "NO_COLOR": "1", **(env or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.directory,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - it runs no Python of ours
        )

    def end(self, process: subprocess.Popen[str], builder: str = "text") -> Built:
        """Wait for a process."""
        status, said = process.communicate()
        lines = [line for line in _COLOUR.sub("", said).splitlines() if line.strip()]
        return Built(
            out=self.directory / "out" / builder,
            status=_COLOUR.sub("", status),
            warnings=lines,
            error=str(process.returncode) if process.returncode else "",
            code=process.returncode,
        )
