"""`aidoc patch`: answers as docstrings in the source, as a diff that `git apply` takes. It writes no source itself."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, get_args

import click

from aidoc_core.build.drifted import find_drifts
from aidoc_core.build.figures import count
from aidoc_core.build.fixing import options_of_fixes, without_docstring
from aidoc_core.build.literals import PatchError, Text
from aidoc_core.build.patching import patch_source, unified_diff
from aidoc_core.build.session import Session
from aidoc_core.cli.group import fail
from aidoc_core.cli.options import ROOT, SEARCH
from aidoc_core.cli.search_paths import MKDOCS_FILES
from aidoc_core.cli.site import SITE, Where, code_of
from aidoc_core.code.files import source_file
from aidoc_core.code.history import top_of
from aidoc_core.code.packages import Packages
from aidoc_core.code.style import STYLES, find_style, find_width, style_of
from aidoc_core.errors import CacheError, ConfigError
from aidoc_core.render.written import Layout, Markup

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aidoc_core.build.ledger import Record
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.code.style import Style
    from aidoc_core.settings import Settings

_NO_DOCSTRING = ("field", "data")
"""Kinds of objects that have no docstring in Python."""
_STALE = "the code has changed since people approved it; decide on it with `aidoc review`"
"""Why a text is left out that was true of other code: in the source nobody would look at it any more."""


@click.command()
@click.argument("packages", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Proposed and cached answers too, not only reviewed ones.")
@click.option(
    "--fixes",
    is_flag=True,
    help="Replace docstrings that are older than their code by the new texts that people accepted in fixes/, in the "
    "directory of reviewed files (option propose_fixes).",
)
@click.option("--style", type=click.Choice(STYLES), help="The style of the docstrings (default: the project's own).")
@click.option(
    "--markup",
    type=click.Choice(get_args(Markup)),
    help="What prose is written in (default: rest for Sphinx, markdown for MkDocs).",
)
@click.option("--line-length", type=click.IntRange(min=40), help="Longest line (default: the project's, else 79).")
@SEARCH
@ROOT
@SITE
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, the diff in it.")
def patch(  # noqa: PLR0913 - one parameter an option
    *,
    packages: tuple[str, ...],
    search: tuple[Path, ...],
    root: Path,
    site: Path | None,
    style: Style | None,
    markup: Markup | None,
    line_length: int | None,
    everything: bool,
    fixes: bool,
    as_json: bool,
) -> None:
    """Print a diff that adds accepted texts to the source as docstrings.

    aidoc writes no source: `aidoc patch > docs.patch`, read it, then `git apply docs.patch`. Without PACKAGES, it takes
    those that the pages of the site show anything of. What cannot be written is listed on standard error. It sends no
    request. Exit code 1 if something was left out.
    """
    if find_spec("libcst") is None:
        fail("this command needs libcst: pip install 'aidoc-plugins[patch]'.")
    try:
        found = code_of(Where(packages=packages, root=root, site=site, search=search))
        root, settings = found.root, replace(found.settings, offline=True)
        code = Packages(found.search, root=root, seconds=settings.extraction_timeout)
        objects = list({obj.path: obj for name in found.packages for obj in code.objects(name, special=True)}.values())
        problems = [str(problem) for problem in code.new_problems()]
        people = {obj.path: obj for obj in objects}
        if fixes:
            defining = {file for obj in objects if (file := source_file(obj, root, code.files())) is not None}
            drifts, notes = find_drifts(objects, defining, root, least="low")
            problems += notes
            settings = options_of_fixes(settings)
            objects = [without_docstring(people[one.path]) for one, _ in drifts]
        records, more = _records(objects, settings, root)
        problems += more
    except (ConfigError, CacheError) as error:
        fail(str(error))
    chosen = [
        record
        for record in records
        if record.entry is not None
        and record.outcome in ("reviewed", "cached")
        and (everything or record.entry.reviewed)
        and not (fixes and record.entry.stale)  # what is to replace a person's words has to be about the present code
    ]
    chosen = [replace(record, obj=people[record.obj.path]) for record in chosen]
    top = top_of(root) or root
    docstrings = [obj.human for obj in people.values() if obj.human]
    writing = Layout(
        style=style or find_style(docstrings, top),
        markup=markup or _markup(root, docstrings),
        width=line_length or find_width(top),
    )
    without = sum(record.obj.kind in _NO_DOCSTRING and not _is_stale(record) for record in chosen)
    stale = [(record.obj.path, str(record.obj.location), _STALE) for record in chosen if _is_stale(record)]
    texts = [record for record in chosen if record.obj.kind not in _NO_DOCSTRING and not _is_stale(record)]
    files = {record.obj.location.file: source_file(record.obj, root, code.files()) for record in texts}
    diff, written, left = _patched(texts, writing, files, top, anew=fixes)
    left += stale
    if as_json:
        rows = [{"path": path, "source": source, "reason": why} for path, source, why in left]
        text = diff.decode("utf-8", "replace")
        told = {"style": writing.style, "written": written, "fields": without, "left": rows, "diff": text}
        click.echo(json.dumps(told))
    else:
        click.echo(diff, nl=False)
    for problem in problems:
        click.echo(f"aidoc: {problem}", err=True)
    for path, source, why in left:
        click.echo(f"{source}: {path}: left out: {why}", err=True)
    beside = f", {count(without, 'field')} without a docstring in Python" if without else ""
    if not chosen:
        click.echo(_nothing(everything=everything, fixes=fixes), err=True)
    summed = f"{count(written, 'docstring')} ({writing.style}), {count(len(left), 'answer')} left out{beside}"
    click.echo(summed, err=True)
    if left or problems:
        raise SystemExit(1)


def _is_stale(record: Record) -> bool:
    return record.entry is not None and record.entry.stale


def _nothing(*, everything: bool, fixes: bool) -> str:
    review = "aidoc review --fixes" if fixes else "aidoc review"
    if everything:
        return "No answer to write."
    return f"No accepted or edited text to write. Accept some with `{review}`, or pass --all."


def _records(objects: list[ApiObject], settings: Settings, root: Path) -> tuple[list[Record], list[str]]:
    session = Session(settings, root=root, tool="cli")
    try:
        return session.fill(objects), [str(problem) for problem in session.new_problems() if problem.kind != "miss"]
    finally:
        session.close()


def _patched(
    records: Iterable[Record], writing: Layout, found: dict[str, Path | None], top: Path, *, anew: bool
) -> tuple[bytes, int, list[tuple[str, str, str]]]:
    """The whole diff, how many docstrings it writes, and what is left out: path, source and why."""
    files: dict[str, dict[int, Text]] = {}
    left: list[tuple[str, str, str]] = []
    for record in records:
        obj = record.obj
        if record.entry is not None:
            line = 0 if obj.kind == "module" else obj.location.line
            text = Text(obj=obj, answer=record.entry.answer, layout=_layout(obj, writing), anew=anew)
            files.setdefault(obj.location.file, {})[line] = text
    diffs: list[bytes] = []
    written = 0
    for name, texts in sorted(files.items()):
        try:
            diff, without = _file(found[name], texts, top)
        except (PatchError, OSError) as error:
            why = str(error) if isinstance(error, PatchError) else f"{error.strerror or type(error).__name__}"
            diff, without = b"", dict.fromkeys(texts, why)
        diffs.append(diff)
        written += len(texts) - len(without)
        left += [(texts[line].obj.path, str(texts[line].obj.location), why) for line, why in sorted(without.items())]
    return b"".join(diffs), written, left


def _file(file: Path | None, texts: dict[int, Text], top: Path) -> tuple[bytes, dict[int, str]]:
    if file is None:
        raise PatchError("its file was not found")
    if not file.is_relative_to(top):
        raise PatchError(f"the file is not below {top}")
    if file.suffix != ".py":
        raise PatchError("the file is not Python source")
    source = file.read_bytes()
    patched, left = patch_source(source, texts)
    return unified_diff(file.relative_to(top).as_posix(), source, patched), left


def _layout(obj: ApiObject, writing: Layout) -> Layout:
    return Layout(
        style=style_of(obj.human) or writing.style,
        markup=writing.markup,
        width=writing.width,
        result=obj.signature.rpartition("->")[2].strip() if "->" in obj.signature and obj.kind == "function" else "",
        annotations={parameter.name: parameter.annotation or "" for parameter in obj.parameters},
    )


def _markup(root: Path, people: list[str]) -> Markup:
    """What a project's docstrings are written in: that of its doc tool, else what most of their code spans are in."""
    sphinx = any((root / place / "conf.py").is_file() for place in (".", "docs", "doc", "docs/source"))
    mkdocs = any((root / name).is_file() for name in MKDOCS_FILES)
    if sphinx != mkdocs:
        return "rest" if sphinx else "markdown"
    double = sum("``" in text for text in people)
    return "rest" if double > sum("`" in text and "``" not in text for text in people) else "markdown"
