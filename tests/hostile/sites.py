"""Real sites of a hostile project: MkDocs with everything that could take a text for markup, and Sphinx likewise."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import yaml

from aidoc_core.render.markdown import prose
from aidoc_core.settings import Settings
from tests.hostile.corpus import BENIGN
from tests.hostile.project import OPTIONS, PACKAGE, SECRET, Built, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.azure import LocalAzure
    from tests.hostile.corpus import Case
    from tests.hostile.project import Project

_SECTION_STYLES = ("table", "list", "spacy")
# Left out of pymdownx: striphtml, which would take away what the tests look for.
_MKDOCS = """
site_name: Hostile
use_directory_urls: false
theme: {name: material, font: false}
extra: {secret: %(secret)s}
markdown_extensions:
- abbr
- admonition
- attr_list
- def_list
- footnotes
- legacy_attrs
- legacy_em
- md_in_html
- meta
- nl2br
- sane_lists
- smarty
- tables
- toc: {permalink: true}
- wikilinks
- pymdownx.arithmatex: {generic: true}
- pymdownx.b64
- pymdownx.betterem
- pymdownx.blocks.admonition
- pymdownx.blocks.caption
- pymdownx.blocks.definition
- pymdownx.blocks.details
- pymdownx.blocks.html
- pymdownx.blocks.tab
- pymdownx.caret
- pymdownx.critic: {mode: view}
- pymdownx.details
- pymdownx.emoji:
    emoji_index: !!python/name:material.extensions.emoji.twemoji
    emoji_generator: !!python/name:material.extensions.emoji.to_svg
- pymdownx.escapeall: {hardbreak: true, nbsp: true}
- pymdownx.fancylists
- pymdownx.highlight
- pymdownx.inlinehilite
- pymdownx.keys
- pymdownx.magiclink: {repo_url_shorthand: true, social_url_shorthand: true, user: example, repo: example}
- pymdownx.mark
- pymdownx.pathconverter
- pymdownx.progressbar
- pymdownx.quotes: {callouts: true}
- pymdownx.saneheaders
- pymdownx.smartsymbols
- pymdownx.snippets: {check_paths: true, url_download: true, url_timeout: 1}
- pymdownx.superfences:
    custom_fences: [{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }]
- pymdownx.tabbed: {alternate_style: true}
- pymdownx.tasklist
- pymdownx.tilde
plugins:
- search
- gen-files: {scripts: [pages.py]}
- literate-nav
- section-index
- macros: {on_error_fail: true}
- mkdocstrings:
    handlers:
      python:
        paths: [../src]
        inventories: []
        options: {show_root_heading: true, show_if_no_docstring: true, summary: true, members_order: source}
"""
_PAGES = """
import json
import mkdocs_gen_files

for page, style in json.loads({0!r}):
    with mkdocs_gen_files.open(f"api/{{page}}.md", "w") as file:
        file.write(f"# {{page}}\\n\\n::: {1}.{{page}}\\n    options:\\n      docstring_section_style: {{style}}\\n")
"""
_CONF = """
import sys

sys.path.insert(0, {0!r})
project = "Hostile"
extensions = [
    *("sphinx.ext." + name for name in {1!r}.split()),
    "myst_parser",
    "sphinx_aidoc",
    {2!r},
]
master_doc = "index"
nitpicky = True
show_warning_types = True
todo_include_todos = True
myst_enable_extensions = ["colon_fence", "dollarmath", "substitution", "attrs_inline", "attrs_block"]
extlinks = {{"leak": ("https://evil.example/%s", "%s")}}
autodoc_default_options = {{"members": True, "undoc-members": True, "member-order": "bysource"}}
"""
_AT_THE_TOP = re.compile("/(block-front|block-meta|field-|template)")
_TOPS = 16
_SPHINX_EXTENSIONS = (
    "autodoc autosummary autosectionlabel doctest extlinks ifconfig inheritance_diagram graphviz intersphinx mathjax "
    "todo viewcode"
)


def build_mkdocs(
    project: Project, azure: LocalAzure, name: str = "mkdocs", *, turn: int | None = 0, code: Path | None = None
) -> Built:
    """Build with Material, Python-Markdown's and pymdownx's extensions, macros, snippets and generated pages.

    Args:
        project: The project; its package is written.
        azure: What the model says is said here.
        name: The directory for everything of this build.
        turn: Which route the first case takes; see `Project.plant`.
        code: A copy of aidoc to use instead of the installed one.
    """
    root = project.root / name
    (root / "docs").mkdir(parents=True)
    (root / "secret.txt").write_text(SECRET, encoding="utf-8")  # snippets read from where MkDocs runs
    project.plant(root, Settings(endpoint=azure.url, deployment="docs", **OPTIONS), turn)
    azure.answer = project.answer
    pages = [(page, _SECTION_STYLES[(number + (turn or 0)) % 3]) for number, (page, _) in enumerate(project.pages())]
    (root / "pages.py").write_text(_PAGES.format(json.dumps(pages), PACKAGE), encoding="utf-8")
    (root / "docs" / "index.md").write_text("# Hostile\n", encoding="utf-8")
    for page, text in _own_pages(project.cases):
        (root / "docs" / f"{page}.md").write_text(text, encoding="utf-8")
    aidoc = {"endpoint": azure.url, "deployment": "docs", **OPTIONS}
    config = _MKDOCS % {"secret": SECRET} + yaml.safe_dump([{"aidoc": aidoc}])
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    return run(["mkdocs", "build", "--strict"], root, root / "site", code=code)


def _own_pages(cases: Iterable[Case]) -> Iterator[tuple[str, str]]:
    """Escaped texts in pages of their own, which go through front matter and macros; some where a page begins."""
    written = {case.name: prose(case.text) for case in cases if case.text is not None}
    yield "written", "\n\n".join(["# Written", *written.values()])
    first = [text for name, text in written.items() if _AT_THE_TOP.search(name)]
    for number, text in enumerate([*first, *[prose(BENIGN)] * _TOPS][:_TOPS]):
        yield f"top-{number}", f"{text}\n\n# Page\n"


def build_sphinx(
    project: Project,
    azure: LocalAzure,
    name: str = "sphinx",
    *,
    also: str = "sphinx.ext.napoleon",
    turn: int | None = 0,
    code: Path | None = None,
) -> Built:
    """Build HTML with `-n -W --keep-going` and every extension of Sphinx that adds directives or roles.

    Args:
        project: The project; its package is written.
        azure: What the model says is said here.
        name: The directory for everything of this build.
        also: napoleon or numpydoc.
        turn: Which route the first case takes; see `Project.plant`.
        code: A copy of aidoc to use instead of the installed one.
    """
    root = project.root / name
    docs = root / "docs"
    docs.mkdir(parents=True)
    (root / "secret.txt").write_text(SECRET, encoding="utf-8")
    project.plant(docs, Settings(endpoint=azure.url, deployment="docs", **OPTIONS), turn)
    azure.answer = project.answer
    options = {"aidoc_endpoint": azure.url, "aidoc_deployment": "docs"}
    options |= {f"aidoc_{key}": value for key, value in OPTIONS.items()}
    conf = _CONF.format(str(project.root / "src"), _SPHINX_EXTENSIONS, also)
    conf += "".join(f"{key} = {value!r}\n" for key, value in options.items())
    (docs / "conf.py").write_text(conf, encoding="utf-8")
    listed = []
    for page, cases in project.pages():
        summary = "\n".join(f"   {PACKAGE}.{page}.run_{case.identifier}" for case in cases)
        text = f"{page}\n{'=' * 60}\n\n.. autosummary::\n\n{summary}\n\n.. automodule:: {PACKAGE}.{page}\n"
        (docs / f"{page}.rst").write_text(text, encoding="utf-8")
        listed.append(f"   {page}")
    index = "Hostile\n=======\n\n.. toctree::\n\n" + "\n".join(listed) + "\n\n.. aidoc-report::\n"
    (docs / "index.rst").write_text(index, encoding="utf-8")
    command = ["sphinx", "-b", "html", "-n", "-W", "--keep-going", str(docs), str(root / "site")]
    return run(command, root, root / "site", code=code)
