"""The pages of the appendix as they are drawn and converted, for files that are there.

A process that builds the site again (`mkdocs serve`) draws a page anew where anything of it has changed.
"""

from __future__ import annotations

import functools
import html
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs.utils import get_relative_url

from aidoc_core.render.held import joined
from mkdocs_aidoc.converted import conversion, markdown_state, take_over, unnoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File
    from mkdocs.structure.pages import Page

    from aidoc_core.build.repository import Repository
    from aidoc_core.render.outline import Outline
    from mkdocs_aidoc.rendered import Rendered


class Drawn(NamedTuple):
    """A page as it was drawn.

    Attributes:
        outline: What was drawn.
        around: What its links rest on beside objects.
        markdown: The page in Markdown.
        html: What stands in it for each block of HTML.
        converted: The Markdown of the site and what converting has brought; `None` where no page may take it over.
    """

    outline: Outline
    around: object
    markdown: str
    html: dict[str, str]
    converted: tuple[str, list[Any]] | None


class Drawing:
    """Draws the pages of one build.

    Args:
        config: The site's configuration.
        script: The file of the script that the pages have.
        pages: The files of the pages, by name; that of the first one is empty.
        repository: Where the source is shown, if the site tells.
        shown: What the pages of the site show, those of this language first.
        held: What the last build of this process has drawn; this one leaves there what it draws. `None` in a process
            that builds the site once.
    """

    def __init__(  # noqa: PLR0913 - keyword-only after what every page needs
        self,
        config: MkDocsConfig,
        script: File,
        *,
        pages: Mapping[str | None, File],
        repository: Repository | None,
        shown: Sequence[Rendered],
        held: dict[str, Any] | None = None,
    ) -> None:
        self._config = config
        self._script = script
        self._pages = pages
        self._repository = repository
        self._shown = shown
        self._held = held
        self._turn = _turn(shown, held)

    def draw(self, file: File, outline: Outline) -> list[Any]:
        """Draw a page and convert it.

        Returns:
            What `convert` takes: the page in Markdown, what stands in it for each block of HTML, and what converting
            it has brought.
        """
        name, around = f"page {file.src_uri}", (file.url, *self.led_to)
        known: Drawn | None = None if self._held is None else self._held.get(name)
        if known is None or known.around != (*around, self._turn) or known.outline != outline:
            known = Drawn(outline, (*around, self._turn), *self._draw(file, outline, around), None)
        converted = self.convert(file, known.markdown, known.html, known.converted)
        if self._held is not None:
            self._held[name] = known._replace(outline=outline, converted=converted)
        return [known.markdown, known.html, converted]

    @property
    def led_to(self) -> tuple[object, object]:
        """What drawn pages lead to beside objects."""
        known = self._repository and (self._repository.address, self._repository.directory, self._repository.places.top)
        return [file.url for file in self._pages.values()], known

    def convert(
        self, file: File, markdown: str, held: Mapping[str, str], converted: Sequence[Any] | None = None
    ) -> tuple[str, list[Any]] | None:
        """Convert a page as it was drawn.

        Args:
            file: Its file.
            markdown: The page in Markdown.
            held: What stands in it for each block of HTML.
            converted: What converting the same page has brought in an earlier build, as this has returned it.

        Returns:
            The Markdown of the site, and what converting has brought under it; `None` where no page may take it over.
        """
        page = file.page
        if page is None:
            return None
        again = converted is not None and converted[0] == self._markdown and bool(self._markdown)
        page.markdown, whole = markdown, joined(markdown, held)
        if again and converted is not None:
            take_over(page, converted[1])
        else:
            with unnoted(self._config):
                converted = self._render(page)
        content, page.markdown = joined(page.content or "", held), whole
        if not content:  # an extension of the site changes HTML: let it have all of it
            with unnoted(self._config):
                self._render(page)
            content, converted = page.content or "", None
        # In the content, where themes that change pages without loading them (Material) look for scripts.
        address = html.escape(relative(file, self._script.url))
        page.content = f'{content}\n<script src="{address}" defer></script>'
        return None if converted is None else (converted[0], converted[1])

    def _render(self, page: Page) -> tuple[str, list[Any]] | None:
        page.render(self._config, self._shown[0].files)
        brought = conversion(page) if self._markdown else None
        return None if brought is None else (self._markdown, brought)

    @functools.cached_property
    def _markdown(self) -> str:
        return markdown_state(self._config)

    def _draw(self, file: File, outline: Outline, around: object) -> tuple[str, dict[str, str]]:
        from aidoc_core.render import outline_markdown  # noqa: PLC0415 - an unchanged build has it drawn
        from aidoc_core.render.pieces import Addresses  # noqa: PLC0415 - likewise
        from aidoc_core.render.written_folds import WrittenFolds  # noqa: PLC0415 - likewise

        def where(path: str) -> str:
            return next(filter(None, (one.url(path) for one in self._shown)), "")

        def report_page(name: str) -> str:
            found = self._pages.get(name)
            return relative(file, found.url) if found is not None else ""

        held = {} if self._held is None else self._held.setdefault(f"folds {file.src_uri}", {})
        folds = WrittenFolds(
            held, where=where, relative=functools.partial(relative, file), around=around, turn=self._turn
        )
        addresses = Addresses(docs=folds.docs, page=report_page)
        if (known := self._repository) is not None:
            addresses = replace(addresses, source=known.source, entry=known.entry)
        return outline_markdown.divided(outline, addresses, folds)


def relative(file: File, url: str) -> str:
    """An address as a link of a page has it; empty where there is none.

    Args:
        file: The file of the page.
        url: The address, relative to the site.
    """
    return get_relative_url(url, file.url) if url else ""


def _turn(shown: Sequence[Rendered], held: dict[str, Any] | None) -> int:
    """A number that stays the same for as long as all objects are found where they were."""
    if held is None:
        return 0
    before, turn = held.get("rendered", ((), 0))
    seen = [one.seen(last) for one, last in zip_longest(shown, before[: len(shown)])]
    if before != seen:
        turn += 1
    held["rendered"] = seen, turn
    return int(turn)
