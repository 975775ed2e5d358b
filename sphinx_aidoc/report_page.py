"""The document of its own for the report: Sphinx finds it among those of the project, and no file of theirs is made.

Sphinx reads a document from a file that its project names. Here that is a file of this package, which never changes,
so that Sphinx sees a document that is up to date like any other; a parser of its own makes the page of it. Neither
`rst_prolog` nor the suffixes of the project come into that.
"""

from __future__ import annotations

import glob
import posixpath
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.parsers import Parser
from sphinx.project import Project

from aidoc_core.build.messages import BADGES, REPORT, TITLE
from sphinx_aidoc import state as build_state
from sphinx_aidoc.appendix import ReportNode

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config

_SOURCE = Path(__file__).with_name("report.aidoc")
_KIND = "aidoc-report"
_LEFT_BY_0_1 = f"""\
:orphan:
:nosearch:

{TITLE}
{"=" * len(TITLE)}

.. aidoc-report::
"""
"""What aidoc 0.1.0 wrote into the source directory, and left there if it was killed."""


class ReportParser(Parser):
    """Makes the page: no toctree has to list it, and no search finds it."""

    supported = (_KIND,)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Put the page together; the text of its file does not matter."""
        self.setup_parse(inputstring, document)
        fields = (nodes.field("", nodes.field_name("", name), nodes.field_body()) for name in ("orphan", "nosearch"))
        title = nodes.title("", TITLE, translatable=False)  # the report is in one language, and so is its title
        section = nodes.section("", title, ReportNode(), names=[nodes.fully_normalize_name(TITLE)])
        document += [nodes.field_list("", *fields), section]
        document.note_implicit_target(section, section)
        env = document.settings.env
        build_state.remembered(env).note_report(env.docname)
        self.finish_parse()


class ProjectWithReport(Project):
    """The documents of a project and one more, unless it has one of that name.

    Args:
        project: The project as Sphinx made it.
        name: The name of the document.
    """

    def __init__(self, project: Project, name: str) -> None:
        super().__init__(project.srcdir, project.source_suffix)
        self.restore(project)
        self._name = name
        self._own = name in project.docnames and Path(project.doc2path(name, absolute=True)).is_file()

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        """Find all documents, and ours if there is no other of its name."""
        found = super().discover(exclude_paths, include_paths)
        self._own = self._name in found
        found.add(self._name)
        return found

    def doc2path(self, docname: str, absolute: bool) -> Any:  # noqa: FBT001 - Sphinx' own signature
        """The file of a document; that of ours lies outside of the source directory, so its path is always absolute."""
        path = super().doc2path(docname, absolute)
        # A text in older versions of Sphinx, a path in newer ones.
        return type(path)(_SOURCE) if docname == self._name and not self._own else path

    def path2doc(self, filename: str | os.PathLike[str]) -> str | None:
        """The document that a file makes."""
        return self._name if Path(filename) == _SOURCE else super().path2doc(filename)


def register(app: Sphinx) -> None:
    """Teach Sphinx to read the page."""
    app.add_source_suffix(_SOURCE.suffix, _KIND)
    app.add_source_parser(ReportParser)


def add_page(app: Sphinx, name: str) -> None:
    """Let the project have the page; to be called before Sphinx looks for documents."""
    app.project = app.env.project = ProjectWithReport(app.project, name)


def leave_out(config: Config, page: str, *, document: bool) -> None:
    """Have extensions that list what a site has leave a page out: sphinx-sitemap, sphinx-llm and sphinx-llms-txt.

    Args:
        config: Sphinx' configuration.
        page: The name of the page.
        document: Whether it is one; only documents are in lists for language models.
    """
    name, suffix = glob.escape(page), config.html_file_suffix or ".html"
    excluded = {"sitemap_excludes": [f"{name}{suffix}", f"{name}/"], "llms_txt_exclude": [name] if document else []}
    for option, patterns in excluded.items():
        if option in config:  # the extension is there
            setattr(config, option, [*config[option], *patterns])


def is_page(app: Sphinx, document: str) -> bool:
    """Whether a document is the page, and not one of the project's own."""
    return Path(app.env.doc2path(document)) == _SOURCE


def remove_report(app: Sphinx, name: str) -> None:
    """Remove what an earlier build has left in the output directory, now that the report is switched off.

    Args:
        app: Sphinx.
        name: The document of the report; a page of the project's own stays.
    """
    out = Path(app.outdir)
    report = out / REPORT
    if not report.is_file():
        return
    report.unlink()
    shutil.rmtree(report.parent / BADGES, ignore_errors=True)
    page = report
    if name and name not in app.env.found_docs:
        suffix = "/index.html" if app.builder.name == "dirhtml" else getattr(app.builder, "out_suffix", "")
        page = out / f"{name}{suffix}"
        page.unlink(missing_ok=True)
    for directory in {report.parent, page.parent} - {out}:
        if directory.is_dir() and not any(directory.iterdir()):
            directory.rmdir()


def document_name(option: str, config: Config) -> str:
    """The document that the option `report_page` names; empty for none.

    Raises:
        sphinx.errors.ConfigError: It would lie outside of the documentation.
    """
    suffix = next((suffix for suffix in config.source_suffix if suffix and option.endswith(suffix)), "")
    name = posixpath.normpath(option.removesuffix(suffix)) if option else ""
    if name.startswith(("/", "..")):
        raise ConfigError(f"aidoc: 'aidoc_report_page' cannot be {option!r}; allowed: a name inside the documentation.")
    return name


def is_taken(name: str, source: Path, config: Config) -> bool:
    """Whether the project has a document of that name, which then is left as it is.

    Args:
        name: The document that the option `report_page` names.
        source: The source directory.
        config: Sphinx' configuration.
    """
    left = leftovers(name, source, config)
    files = (f"{name}{suffix}" for suffix in config.source_suffix if suffix)
    return any((source / file).is_file() and file not in left for file in files)


def leftovers(name: str, source: Path, config: Config) -> list[str]:
    """Files that aidoc 0.1.0 left in the source directory, relative to it.

    Args:
        name: The document that they would make.
        source: The source directory.
        config: Sphinx' configuration.
    """
    files = [f"{name}{suffix}" for suffix, kind in config.source_suffix.items() if kind == "restructuredtext" and name]
    return [file for file in files if (source / file).is_file() and _reads(source / file) == _LEFT_BY_0_1]


def _reads(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
