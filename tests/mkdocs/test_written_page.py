"""A page whose text lies packed is a page."""

from pathlib import Path

from mkdocs.config import load_config
from mkdocs.structure.files import File

from mkdocs_aidoc.written_page import WrittenPage


def test_its_text_is_there_when_it_is_asked_for(tmp_path: Path):
    """What is set is what is read, and nothing is there before."""
    (tmp_path / "mkdocs.yml").write_text("site_name: s\n")
    (tmp_path / "docs").mkdir()
    config = load_config(str(tmp_path / "mkdocs.yml"))
    file = File("aidoc/pkg.md", config.docs_dir, config.site_dir, use_directory_urls=True)
    page = WrittenPage(None, file, config)
    assert (page.markdown, page.content) == (None, None)
    page.markdown, page.content = "# Pkg ä\n" * 1_000, "<h1>Pkg ä</h1>\n" * 1_000
    assert (page.markdown, page.content) == ("# Pkg ä\n" * 1_000, "<h1>Pkg ä</h1>\n" * 1_000)
    assert sum(len(value) for name, value in vars(page).items() if name.startswith("_packed_")) < 1_000
    page.content += "<p>more</p>"
    assert page.content.endswith("<p>more</p>")
    page.content = None
    assert page.content is None
