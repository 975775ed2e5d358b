"""What Markdown has made of a page of the appendix, taken over where the page is the same and so is the Markdown.

Converting a page may do more than give its HTML: an extension may note its headings, or look at files. So this is for
sites that have no extensions but those of which it is known that they do neither, where a page has nothing for them.
"""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.toc import AnchorLink, TableOfContents

from aidoc_core.code.installed import installed_state

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

_OWN = frozenset((
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "legacy_attrs",
    "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks",
))  # fmt: skip
"""Extensions of Markdown's own, by their short names."""
_PACKAGES = ("markdown", "pymdownx")
"""Packages whose extensions make HTML of a page and do nothing else."""
_NOTING = ("mkdocs_autorefs", "mkdocstrings")
"""Packages whose extensions note headings of the page that is being built, and nothing where there is none."""
_ADDS_FILES = "auto_append"
"""An option that adds files to each page."""


def markdown_state(config: MkDocsConfig) -> str:
    """Stands for the Markdown of a site; empty where converting a page may do more than give its HTML.

    Args:
        config: The site's configuration.
    """
    names = [_name(extension) for extension in config.markdown_extensions]
    options = _plain(config.mdx_configs)
    if "" in names or options is None or any(_ADDS_FILES in one for one in config.mdx_configs.values() if one):
        return ""
    used = ["mkdocs.structure", "markdown", *(one for one in ("pymdownx", *_NOTING) if _is_used(one, names))]
    places = (import_module(name).__file__ or name for name in used)
    return repr((names, options, installed_state(*(Path(place).parent for place in places))))


def _is_used(package: str, names: Sequence[str]) -> bool:
    return any(name.partition(".")[0] == package for name in names)


def _name(extension: object) -> str:
    """What an extension is called; empty for one of which nothing is known."""
    if isinstance(extension, str):
        known = extension in _OWN or extension.startswith(tuple(f"{package}." for package in _PACKAGES))
        return extension * known
    package = type(extension).__module__.partition(".")[0]
    return package * (package in _NOTING)


def _plain(value: object) -> object:
    """Options as a value whose `repr` is the same in every process; `None` where there is none."""
    if isinstance(value, dict):
        found = [(name, _plain(one)) for name, one in value.items()]
        return None if any(one is None for _, one in found) else found
    if isinstance(value, list | tuple):
        several = [_plain(one) for one in value]
        return None if None in several else several
    if value is None or isinstance(value, str | int | float):
        return repr(value)
    if callable(value) and hasattr(value, "__qualname__"):
        return f"{value.__module__}.{value.__qualname__}"
    return None


@contextmanager
def unnoted(config: MkDocsConfig) -> Iterator[None]:
    """Have nobody note what is converted inside the `with` block.

    autorefs would take headings of the appendix for those of the page that was built last, and have references lead
    there: the appendix is converted when all pages are.

    Args:
        config: The site's configuration.
    """
    autorefs: Any = config.plugins.get("autorefs")
    page = getattr(autorefs, "current_page", None)
    if page is None:
        yield
        return
    autorefs.current_page = None
    try:
        yield
    finally:
        autorefs.current_page = page


def conversion(page: Page) -> list[Any] | None:
    """What converting a page has brought, as plain data; `None` where that is more than another page may take over.

    Args:
        page: The page, just converted.
    """
    links = page.links_to_anchors or {}
    if any(file is not page.file for file in links):
        return None
    toc = [_entry(one) for one in page.toc]
    title: str | None = page._title_from_render  # noqa: SLF001 - MkDocs tells of no other way to know it
    return [page.content or "", toc, title, sorted(page.present_anchor_ids or ()), links.get(page.file)]


def take_over(page: Page, found: Sequence[Any]) -> None:
    """Give a page what converting it would bring.

    Args:
        page: The page.
        found: What `conversion` has told of the same page.
    """
    page.content, toc, page._title_from_render, anchors, links = found  # noqa: SLF001 - as in `conversion`
    page.toc = TableOfContents([_link(one) for one in toc])
    if page.toc.items:
        page.toc.items[0].active = True  # type: ignore[attr-defined] # as MkDocs marks it, for themes
    page.present_anchor_ids = set(anchors)
    page.links_to_anchors = {} if links is None else {page.file: links}


def _entry(link: AnchorLink) -> list[Any]:
    return [link.title, link.id, link.level, [_entry(one) for one in link.children]]


def _link(entry: Sequence[Any]) -> AnchorLink:
    title, name, level, inner = entry
    link = AnchorLink(title, name, level)
    link.children = [_link(one) for one in inner]
    return link
