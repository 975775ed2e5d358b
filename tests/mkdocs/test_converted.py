"""Pages of the appendix that are the same are not converted from Markdown again, where that can make no difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from aidoc_core.build.messages import TITLE
from mkdocs_aidoc.converted import conversion, markdown_state, take_over
from tests.mkdocs.project import Project, Serving

if TYPE_CHECKING:
    from pathlib import Path

_PAGE = "# Appendix\n\nWords, a [link](#two) and `code`.\n\n## Two\n\n### Three\n\n## Two\n"
_NOTES = """\
from pathlib import Path
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

class Notes(Treeprocessor):
    def run(self, root):
        with Path("noted.txt").open("a") as file:
            file.write("".join(f"{one.text}\\n" for one in root.iter() if one.tag == "h1"))

class Noting(Extension):
    def extendMarkdown(self, md):
        md.treeprocessors.register(Notes(md), "notes", 0)
"""
"""An extension that does more than give HTML."""


def _config(project: Project, *extensions: Any) -> Any:
    project.configure(markdown_extensions=list(extensions))
    config = project.load()
    config.plugins.on_startup(command="build", dirty=False)
    return config.plugins.on_config(config)


@pytest.mark.parametrize("permalink", [True, False])
def test_a_page_takes_over_what_another_one_brought(project: Project, *, permalink: bool) -> None:
    """Content, table of contents, title and anchors: as if it had been converted itself."""
    config = _config(project, "attr_list", {"toc": {"permalink": permalink}})
    pages = []
    for _ in range(2):
        file = File.generated(config, "appendix.md", content=_PAGE)
        pages.append(Page(None, file, config))
        pages[-1].markdown = _PAGE
    first, second = pages
    first.render(config, Files([first.file]))
    found = conversion(first)
    assert found is not None
    take_over(second, found)
    assert (second.content, str(second.toc), second.title) == (first.content, str(first.toc), first.title)
    assert [one.active for one in second.toc.items[:1]] == [one.active for one in first.toc.items[:1]]  # type: ignore[attr-defined]
    assert second.present_anchor_ids == first.present_anchor_ids
    assert list((second.links_to_anchors or {}).values()) == list((first.links_to_anchors or {}).values())


def test_a_page_that_leads_to_others_is_converted(project: Project) -> None:
    """MkDocs checks such links."""
    config = _config(project)
    files = [File.generated(config, name, content="# Other\n\n## Two\n") for name in ("one.md", "two.md")]
    page = Page(None, files[0], config)
    page.markdown = "[there](two.md#two)\n"
    page.render(config, Files(files))
    assert conversion(page) is None


def test_what_stands_for_the_markdown_of_a_site(project: Project) -> None:
    """Options and extensions; nothing where one may do more than give HTML, or what it does cannot be told."""
    plain = markdown_state(_config(project))
    assert plain
    assert markdown_state(_config(project)) == plain
    others = [
        markdown_state(_config(project, *extensions))
        for extensions in (["attr_list"], [{"toc": {"permalink": True}}], ["pymdownx.superfences"])
    ]
    assert all(others)
    assert len({plain, *others}) == 4
    project.write({"noting.py": _NOTES, "more.md": "*[HTML]: Hyper.\n"})
    assert not markdown_state(_config(project, {"pymdownx.snippets": {"auto_append": ["more.md"]}}))
    config = _config(project)
    config.mdx_configs["toc"] = {"slugify": object()}
    assert not markdown_state(config)


def test_an_extension_that_nobody_knows_sees_each_page(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a build in which nothing has changed, and in a preview."""
    project.write({"noting.py": _NOTES})
    monkeypatch.syspath_prepend(str(project.root))
    noted = project.root / "noted.txt"
    project.build(markdown_extensions=["noting:Noting"])
    project.configure(aidoc={"offline": True}, markdown_extensions=["noting:Noting"])
    serving = Serving(project)
    for rebuild in (project.build_as_is, project.build_as_is, serving.rebuild, serving.rebuild):
        noted.unlink()
        assert rebuild().error is None
        assert noted.read_text().splitlines().count(TITLE) == 2  # empty, as MkDocs has it, and written


def test_headings_of_the_appendix_are_those_of_no_other_page(project: Project) -> None:
    """A reference of this name leads nowhere, as without aidoc: autorefs would look for it on the page built last."""
    project.write({"docs/index.md": "# Weather\n\nSee [what became of it][outcomes].\n\n::: small.weather\n"})
    without = project.build(plugin=False)
    first, again = project.build(), project.build(aidoc={"offline": True})
    assert "#outcomes" not in first.html() + again.html()
    assert [line for line in first.logged if "outcomes" in line] == [
        line for line in without.logged if "outcomes" in line
    ]
    assert [line for line in again.logged if "outcomes" in line] == [
        line for line in without.logged if "outcomes" in line
    ]


def test_an_unchanged_build_converts_no_page_of_the_appendix(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs does what it does by itself; the appendix is what it was, its table of contents as well."""
    first = project.build(theme="readthedocs")
    converted: list[str] = []
    render = Page.render

    def noted(page: Page, config: Any, files: Any) -> None:
        converted.append(page.file.src_uri)
        render(page, config, files)

    warm = project.build(aidoc={"offline": True}, theme="readthedocs")
    monkeypatch.setattr(Page, "render", noted)
    again = project.build(aidoc={"offline": True}, theme="readthedocs")
    assert converted == ["index.md", "aidoc.md"]  # as MkDocs has it, before anything is on it
    pages: list[Path] = [built.site / "aidoc.html" for built in (warm, again)]
    assert pages[0].read_text() == pages[1].read_text()
    assert first.error is warm.error is again.error is None
