"""A page whose text lies packed is a page."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from mkdocs_aidoc.written_page import WrittenPage


def test_its_text_is_there_when_it_is_asked_for():
    """What is set is what is read, and nothing is there before."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "s", "site_url": None, "repo_url": None, "edit_uri": None})
    file = File.generated(config, "aidoc/pkg.md", content="")
    page = WrittenPage(None, file, config)
    assert (page.markdown, page.content) == (None, None)
    page.markdown, page.content = "# Pkg ä\n" * 1_000, "<h1>Pkg ä</h1>\n" * 1_000
    assert (page.markdown, page.content) == ("# Pkg ä\n" * 1_000, "<h1>Pkg ä</h1>\n" * 1_000)
    assert sum(len(value) for name, value in vars(page).items() if name.startswith("_packed_")) < 1_000
    page.content += "<p>more</p>"
    assert page.content.endswith("<p>more</p>")
    page.content = None
    assert page.content is None
