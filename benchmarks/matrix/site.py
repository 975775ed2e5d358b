"""A set-up's site, written and built without and with aidoc by the tool's own command."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from benchmarks.words.site import problems
from mkdocs_aidoc.listed import EXTENSION

if TYPE_CHECKING:
    from benchmarks.matrix.setup import Setup
    from tests.azure import LocalAzure

Kind = Literal["plain", "filled"]
_ROOT = Path(__file__).parents[2]
_PACKAGES = _ROOT / "tests" / "roots"
_PAGES = {"zoo": ("zoo.functions", "zoo.shapes"), "berth": ("berth",), "oddpkg": ("oddpkg", "oddpkg.kinds")}
_AT = {"oddpkg": _PACKAGES / "sphinx-odd" / "src"}
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_SECONDS = 240
"""The longest that a build may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one build.

    Attributes:
        pages: The directory of its output.
        code: What the command exited with.
        output: What it printed.
        problems: Its warnings and errors, made comparable.
    """

    pages: Path
    code: int
    output: str
    problems: Counter[str]

    @property
    def report(self) -> dict[str, Any]:
        """report.json; empty without aidoc."""
        file = next(iter(sorted(self.pages.rglob("aidoc/report.json"))), None)
        return json.loads(file.read_text(encoding="utf-8")) if file is not None else {}

    @property
    def files(self) -> set[str]:
        """The names of all files of the output."""
        return {file.relative_to(self.pages).as_posix() for file in self.pages.rglob("*") if file.is_file()}


class Site:
    """The site of a set-up.

    Args:
        setup: The set-up.
        top: Where it gets a directory of its own; what an earlier one left there is removed.
        python: The interpreter that builds it.
    """

    def __init__(self, setup: Setup, top: Path, python: Path) -> None:
        self.setup, self._python = setup, python
        name = re.sub(r"\W+", "-", f"{setup.tool} {setup.group} {setup.name}")
        self.root = top / name / setup.directory
        shutil.rmtree(top / name, ignore_errors=True)
        if setup.link:
            (top / name / "files").mkdir(parents=True)
            self.root.symlink_to(top / name / "files", target_is_directory=True)
        for name in setup.shows:
            shutil.copytree(
                _AT.get(name, _PACKAGES / name) / name,
                self.root / "src" / name,
                ignore=shutil.ignore_patterns("__pycache__"),
            )
        if setup.tool == "sphinx":
            self._write_sphinx()
        elif setup.tool != "shell":
            self._write_mkdocs()
        for path, text in setup.files.items():
            self._write(path, text)
        if setup.git:
            self._commit()

    @property
    def code(self) -> list[str]:
        """The directories of the code that it shows."""
        return [str(self.root / "src")]

    def build(self, kind: Kind, azure: LocalAzure | None = None) -> Outcome:
        """Build it.

        Args:
            kind: Without or with aidoc.
            azure: What is asked.
        """
        where = {"AZURE_OPENAI_ENDPOINT": azure.url, "AZURE_OPENAI_API_KEY": "test-key"} if azure is not None else {}
        environment = {
            **os.environ, **where, "AIDOC_DEPLOYMENT": "docs", "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1",
            "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONPATH": str(self.root / "src"), "PYTHONDONTWRITEBYTECODE": "1",
            "PATH": os.pathsep.join([str(self._python.parent), os.environ["PATH"]]),
        }  # fmt: skip
        done = subprocess.run(
            self._command(kind), env=environment, cwd=self.root, capture_output=True, text=True, check=False,
            timeout=_SECONDS,
        )  # fmt: skip
        output = _ANSI.sub("", done.stdout + done.stderr)
        (self.root / f"{kind}.log").write_text(output, encoding="utf-8")
        named = output.replace(f"{kind}.yml", "mkdocs.yml").replace(f"/{kind}/", "/").replace(f"'{kind}'", "'site'")
        found = Counter(problems(named, self.root))
        return Outcome(pages=self._pages(kind), code=done.returncode, output=output, problems=found)

    def _command(self, kind: Kind) -> list[str]:
        setup, python = self.setup, [str(self._python), "-m"]
        if setup.tool == "sphinx":
            return [*python, "sphinx", "-q", "-n", "-b", setup.builder, f"-j{setup.jobs}", "-c", kind,
                    "-d", f"{kind}/doctrees", "docs", str(self._pages(kind))]  # fmt: skip
        if setup.tool in ("mkdocs", "properdocs"):
            return [*python, setup.tool, "build", "-f", f"{kind}.yml"]
        line = setup.shell or f"zensical build --clean -f {kind}.yml"
        lines = [*setup.before, f"{line} {setup.own}"] if kind == "filled" else [line]
        return ["bash", "-e", "-c", "\n".join(["mkdir -p {out}", *lines]).replace("{out}", kind)]

    def _pages(self, kind: Kind) -> Path:
        return self.root / kind / "out" if self.setup.tool == "sphinx" else self.root / kind

    def _write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def _write_mkdocs(self) -> None:
        setup = self.setup
        self._write("docs/index.md", "# Start\n\nA site.\n")
        for module in self._modules():
            self._write(f"docs/{module.replace('.', '-')}.md", f"# {module}\n\n::: {module}\n")
        for kind in ("plain", "filled"):
            plugin, extension = self._ours() if kind == "filled" else ([], [])
            options = {"show_source": False, "show_root_heading": True, **setup.options}
            options = {name: None if value == "null" else value for name, value in options.items()}  # TOML has none
            handler = {"paths": ["src"], "options": {**options, "extensions": [*setup.extensions, *extension]}}
            config = {
                "site_name": "Set-up", "theme": setup.theme, "site_dir": kind,
                "plugins": ["search", *setup.plugins,
                            {"mkdocstrings": {"enable_inventory": True, "handlers": {"python": handler}}},
                            *plugin, *setup.after],
                **setup.config,
            }  # fmt: skip
            self._write(f"{kind}.yml", json.dumps(config))  # JSON is YAML

    def _ours(self) -> tuple[list[Any], list[Any]]:
        """What a site of MkDocs has with aidoc: the plugin, or the Griffe extension where no plugins run."""
        options = dict(self.setup.aidoc)
        return ([], [{EXTENSION: options}]) if self.setup.tool == "zensical" else ([{"aidoc": options}], [])

    def _write_sphinx(self) -> None:
        setup = self.setup
        self._write("docs/index.rst", "Start\n=====\n\nA site.\n\n.. toctree::\n   :glob:\n\n   *\n")
        for module in self._modules():
            title = f"{module}\n{'=' * len(module)}"
            self._write(f"docs/{module.replace('.', '-')}.rst", f"{title}\n\n.. automodule:: {module}\n   :members:\n")
        for kind in ("plain", "filled"):
            own = {f"aidoc_{name}": value for name, value in setup.aidoc.items()} if kind == "filled" else {}
            extensions = ["sphinx.ext.autodoc", *setup.plugins, *(["sphinx_aidoc"] if kind == "filled" else [])]
            values = {"project": "Set-up", "show_warning_types": True, "extensions": extensions, **setup.options, **own}
            self._write(f"{kind}/conf.py", "".join(f"{name} = {value!r}\n" for name, value in values.items()))

    def _modules(self) -> list[str]:
        return [module for name in self.setup.shows for module in _PAGES[name]] if self.setup.pages else []

    def _commit(self) -> None:
        person = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        for command in (["init", "-q"], ["add", "-A"], [*person, "commit", "-q", "-m", "All"]):
            subprocess.run(["git", *command], cwd=self.root, check=True, capture_output=True)
