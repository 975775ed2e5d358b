"""What builds and commands import that have nothing to do: nothing that takes its time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from aidoc_core.build.report_run import without_run
from aidoc_core.build.report_shape import Report
from aidoc_core.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

HEAVY = (
    "aidoc_core.asking.online",
    "aidoc_core.asking.prompt",
    "aidoc_core.build.appendix",
    "aidoc_core.build.batch",
    "aidoc_core.build.kept",
    "aidoc_core.checks.rules",
    "aidoc_core.code.collect",
    "aidoc_core.model.client",
    "aidoc_core.render.sections",
    "asyncio",
    "complexipy",
    "diskcache",
    "doctest",
    "griffe",
    "openai",
    "pydantic",
    "rich",
    "sqlite3",
    "tiktoken",
    "yaml",
)
COUNTS = (
    "aidoc_core.asking.sent",
    "aidoc_core.build.approval",
    "aidoc_core.build.authorship",
    "aidoc_core.build.commit",
    "aidoc_core.build.costs",
    "aidoc_core.build.coverage",
    "aidoc_core.build.history",
    "aidoc_core.build.ledger",
    "aidoc_core.build.module_figures",
    "aidoc_core.build.next_steps",
    "aidoc_core.build.packed_records",
    "aidoc_core.build.packed_rows",
    "aidoc_core.build.prominence",
    "aidoc_core.build.report",
    "aidoc_core.build.report_objects",
    "aidoc_core.build.repository",
    "aidoc_core.build.tally",
    "aidoc_core.checks",
    "aidoc_core.code.gaps",
    "aidoc_core.code.objects",
    "aidoc_core.code.packed",
    "aidoc_core.render.blocks",
    "aidoc_core.render.mark",
    "mkdocs_aidoc.drawing",
    "mkdocs_aidoc.paths",
    "mkdocs_aidoc.rendered",
    "mkdocs_aidoc.repository",
    "mkdocs_aidoc.written_page",
    "tomllib",
)
"""What counts, prices, places, marks and packs objects: nothing for a build in MkDocs that shows none."""
EMPTY = {
    "aidoc_core.answers", "aidoc_core.answers.files", "aidoc_core.answers.usage", "aidoc_core.asking",
    "aidoc_core.asking.counters", "aidoc_core.build", "aidoc_core.build.appendix_page", "aidoc_core.build.badges",
    "aidoc_core.build.begun", "aidoc_core.build.figures", "aidoc_core.build.growth", "aidoc_core.build.idle",
    "aidoc_core.build.memory", "aidoc_core.build.messages", "aidoc_core.build.notices",
    "aidoc_core.build.published", "aidoc_core.build.report_file", "aidoc_core.build.report_run",
    "aidoc_core.build.resources", "aidoc_core.build.results", "aidoc_core.build.run", "aidoc_core.build.session",
    "aidoc_core.build.stages", "aidoc_core.build.verdict", "aidoc_core.glossary", "aidoc_core.patterns",
    "aidoc_core.problems", "aidoc_core.releases", "aidoc_core.render", "aidoc_core.render.script",
    "aidoc_core.render.stylesheet", "aidoc_core.settings", "aidoc_core.settings.described",
    "aidoc_core.settings.sources", "aidoc_core.settings.table", "aidoc_core.settings.values", "aidoc_core.slips",
}  # fmt: skip
"""All of aidoc that a build imports, in either tool, that shows no object: each needs a reason."""
EMPTY_MKDOCS = EMPTY | {
    "aidoc_core.build.complexity", "aidoc_core.build.report_empty", "aidoc_core.model", "aidoc_core.model.prices",
    "aidoc_core.render.labels",
    "mkdocs_aidoc.appearance", "mkdocs_aidoc.appendix",
    "mkdocs_aidoc.appendix_files", "mkdocs_aidoc.blocks", "mkdocs_aidoc.collecting", "mkdocs_aidoc.inventories",
    "mkdocs_aidoc.languages", "mkdocs_aidoc.log", "mkdocs_aidoc.plugin", "mkdocs_aidoc.published",
    "mkdocs_aidoc.rendering", "mkdocs_aidoc.reporting", "mkdocs_aidoc.scan", "mkdocs_aidoc.site",
    "mkdocs_aidoc.unsearched",
}  # fmt: skip
"""Likewise in MkDocs, where nothing is known of an earlier build."""
EMPTY_SPHINX = EMPTY | {
    "aidoc_core", "aidoc_core.answers.memo", "aidoc_core.answers.own_key", "aidoc_core.build.libraries",
    "aidoc_core.build.remembered", "aidoc_core.code", "aidoc_core.code.declared", "aidoc_core.code.files",
    "aidoc_core.code.installed", "aidoc_core.errors", "aidoc_core.lazy", "sphinx_aidoc",
    "sphinx_aidoc.appendix", "sphinx_aidoc.autoapi_pages", "sphinx_aidoc.badge", "sphinx_aidoc.directives",
    "sphinx_aidoc.doctree", "sphinx_aidoc.elsewhere", "sphinx_aidoc.extension", "sphinx_aidoc.left",
    "sphinx_aidoc.line_numbers", "sphinx_aidoc.links", "sphinx_aidoc.notices", "sphinx_aidoc.options",
    "sphinx_aidoc.other_directives", "sphinx_aidoc.processing", "sphinx_aidoc.published", "sphinx_aidoc.reading",
    "sphinx_aidoc.references", "sphinx_aidoc.remembered", "sphinx_aidoc.report_page",
    "sphinx_aidoc.revealed_markup", "sphinx_aidoc.silent", "sphinx_aidoc.stamp", "sphinx_aidoc.state",
    "sphinx_aidoc.stylesheet", "sphinx_aidoc.typed_fields", "sphinx_aidoc.written_state",
}  # fmt: skip
"""Likewise in Sphinx, where what an earlier build came to is known."""
_ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "AIDOC_OFFLINE": "1"}
_TELL = "\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))\n"
_MKDOCS = (
    "from mkdocs.commands.build import build; from mkdocs.config import load_config; build(load_config('mkdocs.yml'))"
)
_SPHINX = "from sphinx.cmd.build import main; main(['-q', '.', 'out'])"


def _imported(code: str, directory: Path, **environment: str) -> set[str]:
    """The modules that a process has imported when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", code + _TELL], cwd=directory, env={**os.environ, **_ENVIRONMENT, **environment}, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    return set(json.loads(done.stdout.splitlines()[-1]))


def _of_aidoc(imported: set[str]) -> set[str]:
    return {name for name in imported if name.partition(".")[0] in ("aidoc_core", "mkdocs_aidoc", "sphinx_aidoc")}


def _site(directory: Path, page: str, plugin: str) -> Path:
    (directory / "docs").mkdir(parents=True)
    (directory / "docs" / "index.md").write_text(page, encoding="utf-8")
    (directory / "small.py").write_text('"""Small."""\n\n\ndef add(a, b):\n    """Add."""\n    return a + b\n')
    plugins = f"plugins:\n  - mkdocstrings: {{handlers: {{python: {{paths: ['.']}}}}}}\n{plugin}"
    (directory / "mkdocs.yml").write_text(f"site_name: small\n{plugins}", encoding="utf-8")
    return directory


@pytest.mark.parametrize("page", ["# No block\n", "# One block\n\n::: small\n"])
def test_a_build_in_mkdocs_with_nothing_to_fill(tmp_path: Path, page: str) -> None:
    """An empty build imports nothing heavy beyond what the host imports, and nothing that counts; its report is whole.

    One with a block imports only what reads code.
    """
    plain = _imported(_MKDOCS, _site(tmp_path / "plain", page, ""))
    ours = _imported(_MKDOCS, _site(tmp_path / "ours", page, "  - aidoc: {offline: true, on_miss: ignore}\n"))
    needed = {"sqlite3", "aidoc_core.build.kept", "aidoc_core.code.collect", "aidoc_core.render.sections"}
    # A person's docstring is checked, parameters that it lacks are looked up, and what they would cost is told.
    needed |= {"aidoc_core.checks.rules", "aidoc_core.build.batch", "aidoc_core.build.appendix"}
    needed |= {"aidoc_core.asking.prompt", "complexipy"}
    allowed = needed if ":::" in page else set()
    assert sorted((ours - plain).intersection(HEAVY) - allowed) == []
    assert "mkdocs_aidoc.site" in ours
    counting = (ours - plain).intersection(COUNTS)
    assert "aidoc_core.build.ledger" in counting if ":::" in page else sorted(counting) == []
    assert ":::" in page or sorted(_of_aidoc(ours) - plain - EMPTY_MKDOCS) == []
    report = json.loads((tmp_path / "ours" / "site" / "aidoc" / "report.json").read_text(encoding="utf-8"))
    assert len(Report.model_validate(report).objects) == (2 if ":::" in page else 0)


UNCHANGED = {
    "aidoc_core", "aidoc_core.answers", "aidoc_core.answers.files", "aidoc_core.build",
    "aidoc_core.build.appendix_page", "aidoc_core.build.begun", "aidoc_core.build.figures",
    "aidoc_core.build.growth", "aidoc_core.build.libraries", "aidoc_core.build.messages",
    "aidoc_core.build.published", "aidoc_core.build.report_file", "aidoc_core.build.report_run", "aidoc_core.code",
    "aidoc_core.code.files", "aidoc_core.code.installed", "aidoc_core.errors", "aidoc_core.glossary",
    "aidoc_core.lazy", "aidoc_core.patterns", "aidoc_core.problems", "aidoc_core.releases", "aidoc_core.render",
    "aidoc_core.render.script", "aidoc_core.render.stylesheet", "aidoc_core.settings",
    "aidoc_core.settings.described", "aidoc_core.settings.sources", "aidoc_core.settings.table",
    "aidoc_core.settings.values", "aidoc_core.slips", "gc",
}  # fmt: skip
"""All that a build in Sphinx imports for which nothing has changed, beside the extension itself: each needs a reason."""


def test_a_build_in_sphinx_for_which_nothing_has_changed(tmp_path: Path) -> None:
    """It looks at the stamp, and imports neither Griffe nor what looks up and draws."""
    (tmp_path / "conf.py").write_text(
        'import sys\nsys.path.insert(0, ".")\nextensions = ["sphinx.ext.autodoc", "sphinx_aidoc"]\naidoc_offline = True\n'
        'aidoc_on_miss = "ignore"\nexclude_patterns = ["out"]\n',
        encoding="utf-8",
    )
    (tmp_path / "small.py").write_text('"""Small."""\n\n\ndef add(a, b):\n    """Add."""\n    return a + b\n')
    (tmp_path / "index.rst").write_text("x\n=\n\n.. automodule:: small\n   :members:\n", encoding="utf-8")
    first = _imported(_SPHINX, tmp_path)
    assert {"griffe", "aidoc_core.build.kept"} <= first
    second = _imported(_SPHINX, tmp_path)
    assert "sphinx_aidoc.stamp" in second
    assert sorted(second.intersection(HEAVY) - {"doctest"}) == []  # Sphinx imports it
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "conf.py").write_text(
        'extensions = ["sphinx.ext.autodoc"]\nexclude_patterns = ["out"]\n', encoding="utf-8"
    )
    (plain / "index.rst").write_text("x\n=\n", encoding="utf-8")
    assert {name for name in second - _imported(_SPHINX, plain) if not name.startswith("sphinx_aidoc")} == UNCHANGED


def test_a_build_in_sphinx_that_shows_no_object(tmp_path: Path) -> None:
    """It imports nothing that reads code, looks up, requests, checks or draws, and reads no YAML."""
    conf = 'extensions = ["sphinx.ext.autodoc"{}]\naidoc_offline = True\naidoc_on_miss = "ignore"\n'
    imported: list[set[str]] = []
    for extension in ("", ', "sphinx_aidoc"'):
        site = tmp_path / str(len(imported))
        site.mkdir()
        (site / "conf.py").write_text(conf.format(extension), encoding="utf-8")
        (site / "index.rst").write_text("x\n=\n", encoding="utf-8")
        imported.append(_imported(_SPHINX, site))
    plain, ours = imported
    assert "aidoc_core.build.report" in ours
    assert sorted((ours - plain).intersection(HEAVY)) == []
    assert "sphinx_aidoc.build" not in ours
    first = json.loads((tmp_path / "1" / "out" / "aidoc" / "report.json").read_text(encoding="utf-8"))
    again = _imported(_SPHINX.replace("'-q'", "'-q', '-E', '-a'"), tmp_path / "1")  # what the first came to is known
    assert not again.intersection(
        {"aidoc_core.build.commit", "aidoc_core.build.report", "aidoc_core.build.ledger", "aidoc_core.code.objects"}
    )
    assert sorted(_of_aidoc(again) - EMPTY_SPHINX) == []
    second = json.loads((tmp_path / "1" / "out" / "aidoc" / "report.json").read_text(encoding="utf-8"))
    assert without_run(second) == without_run(first)
    assert second["build"]["id"] != first["build"]["id"]


FOREIGN = (
    "aidoc_core.answers.kept_form", "aidoc_core.answers.reviewed_directory", "aidoc_core.answers.reviewed_file",
    "aidoc_core.answers.wire", "diskcache", "openai", "pydantic", "yaml",
)  # fmt: skip
"""What reads foreign data, and what asks and writes: nothing for a build whose answers are all in the cache."""


def test_a_build_in_mkdocs_from_a_warm_cache(tmp_path: Path, azure: LocalAzure) -> None:
    """It imports nothing that judges foreign data: what the cache holds is as a release has written it."""
    site = _site(tmp_path / "site", "::: small\n", f"  - aidoc: {{endpoint: '{azure.url}', deployment: docs}}\n")
    _imported(_MKDOCS, site, AIDOC_OFFLINE="")
    assert len(azure.requests) == 1
    shutil.rmtree(site / ".aidoc" / "cache" / "memo")
    plain = _imported(_MKDOCS, _site(tmp_path / "plain", "::: small\n", ""))
    for remembers in (False, True):
        ours = _imported(_MKDOCS, site)
        assert "1 cached" in _outcomes(site / "site" / "aidoc" / "report.json")
        assert ("aidoc_core.build.kept" not in ours) is remembers
        assert sorted((ours - plain).intersection(FOREIGN)) == []


def test_a_build_in_sphinx_from_a_warm_cache(tmp_path: Path, azure: LocalAzure) -> None:
    """Likewise; where there is a reviewed file, what reads it is imported."""
    (tmp_path / "conf.py").write_text(
        'import sys\nsys.path.insert(0, ".")\nextensions = ["sphinx.ext.autodoc", "sphinx_aidoc"]\n'
        f'aidoc_endpoint = "{azure.url}"\naidoc_deployment = "docs"\nexclude_patterns = ["out"]\n',
        encoding="utf-8",
    )
    (tmp_path / "small.py").write_text('"""Small."""\n\n\ndef add(a, b):\n    """Add."""\n    return a + b\n')
    (tmp_path / "index.rst").write_text("x\n=\n\n.. automodule:: small\n   :members:\n", encoding="utf-8")
    anew = _SPHINX.replace("'-q'", "'-q', '-E', '-a'")
    _imported(anew, tmp_path, AIDOC_OFFLINE="")
    assert len(azure.requests) == 1
    shutil.rmtree(tmp_path / ".aidoc" / "cache" / "memo")
    for remembers in (False, True):
        warm = _imported(anew, tmp_path)
        assert "1 cached" in _outcomes(tmp_path / "out" / "aidoc" / "report.json")
        assert ("aidoc_core.build.kept" not in warm) is remembers
        assert sorted(warm.intersection(FOREIGN)) == []
    (tmp_path / "aidoc-reviewed").mkdir()
    text = "module: small\nanswers:\n  add:\n    parameters:\n      a: One.\n      b: The other.\n    returns: Both.\n"
    (tmp_path / "aidoc-reviewed" / "small.yml").write_text(text, encoding="utf-8")
    reviewed = _imported(anew, tmp_path)
    assert "1 reviewed" in _outcomes(tmp_path / "out" / "aidoc" / "report.json")
    assert {"aidoc_core.answers.reviewed_file", "pydantic", "yaml"} <= reviewed


def _outcomes(report: Path) -> str:
    outcomes = json.loads(report.read_text(encoding="utf-8"))["outcomes"]
    return ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items())


def test_the_help_of_the_command(tmp_path: Path) -> None:
    """It lists all commands and imports none of them."""
    code = "import sys; sys.argv = ['aidoc', '--help']\nfrom aidoc_core.cli import main\nmain(standalone_mode=False)"
    imported = _imported(code, tmp_path)
    assert sorted(imported.intersection(HEAVY)) == []
    assert {name for name in imported if name.startswith("aidoc_core")} == {
        "aidoc_core", "aidoc_core.cli", "aidoc_core.cli.group", "aidoc_core.errors", "aidoc_core.lazy"
    }  # fmt: skip


def test_the_help_says_of_each_command_what_the_command_says_itself() -> None:
    """The first sentences that stand in the help are those of the commands."""
    context = click.Context(main)
    formatter = context.make_formatter()
    main.format_commands(context, formatter)
    told = formatter.getvalue()
    formatter = context.make_formatter()
    click.Group.format_commands(main, context, formatter)
    assert told == formatter.getvalue()
