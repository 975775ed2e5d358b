"""`aidoc init`: the few lines in the site's configuration, and the files for CI. Nothing is written twice or over."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from aidoc_core.build.errand import Errand
from aidoc_core.cli.conf_py import has_extension, with_extension
from aidoc_core.cli.group import fail
from aidoc_core.cli.hosts import find_host, send
from aidoc_core.cli.mkdocs_yml import PLUGIN, plugins_of, with_plugin
from aidoc_core.cli.plan import plan_lines
from aidoc_core.cli.recipes import recipes
from aidoc_core.cli.search_paths import MKDOCS_FILES, ZENSICAL_FILE, defining_file, search_paths, site_config
from aidoc_core.cli.zensical import STYLE_SHEET, docs_directory, extension_in_toml, extension_in_yaml
from aidoc_core.code.history import top_of
from aidoc_core.errors import CacheError, ConfigError
from aidoc_core.render.stylesheet import MARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Tool = Literal["mkdocs", "sphinx", "zensical"]
_FILES: dict[Tool, tuple[str, ...]] = {
    "zensical": (ZENSICAL_FILE,),
    "mkdocs": (*MKDOCS_FILES, "docs/mkdocs.yml"),
    "sphinx": ("conf.py", "docs/conf.py", "doc/conf.py", "docs/source/conf.py", "doc/source/conf.py", "source/conf.py"),
}
_TOOLS: tuple[Tool, ...] = ("mkdocs", "sphinx", "zensical")
_SRC = 'Say where your package is: `paths = ["src"]` under [project.plugins.mkdocstrings.handlers.python].'
_SRC_YAML = "Say where your package is: `paths: [src]` below the Python handler of mkdocstrings."
_ZENSICAL = (
    'Add the style sheet of marks to the site: `extra_css` with "{css}".',
    "Set AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_API_KEY, and `deployment` under [tool.aidoc] in pyproject.toml.",
    "Run `aidoc fill YOUR_PACKAGE` before `zensical build --clean`: a build requests nothing and has no appendix.",
    "Commit the changed files and, later, aidoc-reviewed/.",
)
_NO_PAGES = "Add the plugin mkdocstrings, and pages with `::: your_package`: aidoc fills in what it shows."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """A file before and after; where both are the same, it stays, and `why` says so."""

    file: Path
    before: bytes
    after: bytes
    why: str = ""

    @property
    def done(self) -> str:
        """What was done to it, in a word or two."""
        return self.why or ("changed" if self.before else "written")

    def write(self) -> None:
        """Write it, if there is anything to write."""
        if self.before != self.after:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self.file.write_bytes(self.after)

    def diff(self, top: Path) -> str:
        name = self.file.relative_to(top).as_posix() if self.file.is_relative_to(top) else str(self.file)
        old = self.before.decode("utf-8", "replace").splitlines(keepends=True)
        new = self.after.decode("utf-8", "replace").splitlines(keepends=True)
        lines = difflib.unified_diff(old, new, f"a/{name}" if old else "/dev/null", f"b/{name}")
        return "".join(one if one.endswith("\n") else f"{one}\n\\ No newline at end of file\n" for one in lines)


@click.command()
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The project; its mkdocs.yml, conf.py or zensical.toml is looked for here and in docs.",
)
@click.option("--tool", type=click.Choice(_TOOLS), help="Which of them, if the project has several.")
@click.option("--deployment", help="Name of your deployment, to be written into the configuration.")
@click.option("--model", help="The model behind it, for prices and budgets, if the deployment has another name.")
@click.option("--ci", type=click.Choice(("github", "gitlab")), help="Also write the files for this service.")
@click.option("--plan/--no-plan", "planned", default=True, help="Whether to end with what a build would request.")
@click.option("--dry-run", is_flag=True, help="Print a diff, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def init(  # noqa: PLR0913 - one parameter an option
    *,
    root: Path,
    tool: Tool | None,
    deployment: str | None,
    model: str | None,
    ci: str | None,
    planned: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Add aidoc to a project: a few lines in mkdocs.yml, conf.py or zensical.toml, all else stays byte for byte.

    It writes nothing twice, and never over a file for CI that is there already. It ends with a first plan: what a build
    would request and what it would cost. Nothing is sent.
    """
    root = root.resolve()
    top = top_of(root) or root
    given = {"deployment": deployment, "model": model}
    options = {name: value for name, value in given.items() if value}
    try:
        tool, file = _configuration(root, tool)
        changes = [_EDITED[tool](file, options)]
        notes = _notes(tool, file, ci, has_deployment=bool(deployment or changes[0].why))
        if tool == "zensical":
            changes.append(_new(file.parent / docs_directory(file) / STYLE_SHEET, MARKS))
        built = "properdocs" if file.stem == "properdocs" else tool
        files = recipes(None if tool == "zensical" else ci, tool=built, directory=_inside(file.parent, top))
        changes += [_new(top / name, text) for name, text in files.items()]
        for change in () if dry_run else changes:
            change.write()
    except (ConfigError, UnicodeDecodeError) as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}.")
    written = [change for change in changes if change.before != change.after]
    if as_json:
        rows = [{"file": str(one.file), "changed": one in written, "why": one.why} for one in changes]
        click.echo(json.dumps({"tool": tool, "files": rows, "written": not dry_run, "next": notes}))
        return
    for change in changes:
        if dry_run and change in written:
            click.echo(change.diff(top), nl=False)
        else:
            click.echo(f"{change.file}: {change.done}", err=dry_run)
    if planned and not dry_run and tool != "zensical":
        _tell_plan(root, file)
    click.echo("\nNext:", err=dry_run)
    for number, note in enumerate(notes, 1):
        click.echo(f"{number}. {note}", err=dry_run)


def _tell_plan(root: Path, file: Path) -> None:
    """The first plan; what keeps a site from being scanned is told, and no fault of what was written."""
    click.echo()
    try:
        told = send(Errand(kind="plan"), find_host(root, file))
    except (ConfigError, CacheError, OSError) as error:
        click.echo(f"aidoc: no plan yet: {error}", err=True)
        return
    for line in plan_lines(told):
        click.echo(line)


def _configuration(root: Path, tool: Tool | None) -> tuple[Tool, Path]:
    tools: tuple[Tool, ...] = (tool,) if tool else _TOOLS
    names = [(one, name) for one in tools for name in _FILES[one]]
    if tool == "zensical":
        names += [(tool, name) for name in _FILES["mkdocs"] if "properdocs" not in name]  # which it reads too
    found = [(one, root / name) for one, name in names if (root / name).is_file()]
    if not found:
        looked = ", ".join(name for _, name in names)
        raise ConfigError(f"{root} has no {looked}. Pass --root with the directory of the site.")
    if len({one for one, _ in found}) > 1:
        named = " or ".join(f"--tool {one}" for one in dict.fromkeys(one for one, _ in found))
        raise ConfigError(f"{root} has {' and '.join(file.name for _, file in found)}. Say which: {named}.")
    return found[0]


def _mkdocs(file: Path, options: Mapping[str, str]) -> _Change:
    if PLUGIN in plugins_of(site_config(file)):
        return _Change(file=file, before=b"", after=b"", why="has aidoc already")
    file = defining_file(file, "plugins")
    before = file.read_bytes()
    try:
        after = with_plugin(before.decode("utf-8"), options)
    except (ConfigError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: {'is not UTF-8.' if isinstance(error, UnicodeDecodeError) else error}") from error
    return _Change(file=file, before=before, after=after.encode())


def _sphinx(file: Path, options: Mapping[str, str]) -> _Change:
    before = file.read_bytes()
    try:
        if has_extension(before):
            return _Change(file=file, before=b"", after=b"", why="has aidoc already")
        return _Change(file=file, before=before, after=with_extension(before, options))
    except ConfigError as error:
        raise ConfigError(f"{file}: {error}") from error


def _zensical(file: Path, options: Mapping[str, str]) -> _Change:
    if options:
        raise ConfigError("for Zensical, set 'deployment' and 'model' in [tool.aidoc] of pyproject.toml.")
    before = file.read_bytes()
    try:
        edit = extension_in_toml if file.suffix == ".toml" else extension_in_yaml
        after = edit(before.decode("utf-8"))
    except (ConfigError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: {'is not UTF-8.' if isinstance(error, UnicodeDecodeError) else error}") from error
    why = "has aidoc already" if after.encode() == before else ""
    return _Change(file=file, before=before, after=after.encode(), why=why)


_EDITED: dict[Tool, Callable[[Path, Mapping[str, str]], _Change]] = {
    "mkdocs": _mkdocs,
    "sphinx": _sphinx,
    "zensical": _zensical,
}


def _new(file: Path, text: str) -> _Change:
    after = text.encode()
    if not file.exists() and not file.is_symlink():
        return _Change(file=file, before=b"", after=after)
    same = file.is_file() and file.read_bytes() == after
    why = "is there already" if same else "is there already and differs; it was left alone"
    return _Change(file=file, before=b"", after=b"", why=why)


def _inside(directory: Path, top: Path) -> str:
    return directory.relative_to(top).as_posix() if directory.is_relative_to(top) else "."


def _notes(tool: Tool, file: Path, ci: str | None, *, has_deployment: bool) -> list[str]:
    """What a person does next."""
    if tool == "zensical":
        elsewhere = (file.parent / "src").is_dir() and search_paths(file.parent) == [file.parent]
        return [
            *([_SRC if file.suffix == ".toml" else _SRC_YAML] if elsewhere else []),
            *(note.format(css=STYLE_SHEET) for note in _ZENSICAL),
            *(["No files for CI: a job runs `zensical build --clean`, and needs no key."] if ci else []),
        ]
    notes = []
    if tool == "mkdocs" and "mkdocstrings" not in plugins_of(site_config(file)):
        notes.append(_NO_PAGES)
    option = "" if has_deployment else f", and `deployment` in {file.name}"
    notes.append(f"Set AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_API_KEY in the environment{option}.")
    if ci == "gitlab":
        notes.append("Add to .gitlab-ci.yml: `include: [{local: .gitlab/aidoc.yml}]`.")
    return [
        *notes,
        "Run `aidoc fill`: it requests what is missing. `aidoc export` writes it to aidoc-reviewed/.",
        "Read it with `aidoc review`, or edit the files.",
        "Commit the changed files and aidoc-reviewed/. The cache, .aidoc/, stays out of git by itself.",
    ]
