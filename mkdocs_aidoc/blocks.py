"""Finding the `:::` blocks of a page before it is rendered.

Owns the reading of Markdown; knows nothing of objects. Blocks that only another plugin writes later (macros) are
found when that plugin has run, by reading the page once more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import markdown
import yaml
from markdown.blockprocessors import BlockProcessor
from mkdocs.utils import meta
from mkdocstrings import AutoDocProcessor

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from mkdocs.config.defaults import MkDocsConfig

# Extensions that act on the build when they see a page; a look at the page must not.
_LEFT_OUT = ("mkdocstrings", "mkdocs_autorefs")
# What may bring a block in from elsewhere, besides the block itself: snippets, markdown-include.
_HINTS = (":::", "-8<-", "{!")
_PLAIN = regex(r"(#{1,6} .*|(#{1,6} *)?:::.*|\s*|[ \t]+.*)")
_BEFORE_MKDOCSTRINGS = 76


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One `:::` block.

    Attributes:
        identifier: What it shows.
        config: Its YAML: `handler` and `options`.
        heading_level: The level of the heading it stands in, 0 for none.
    """

    identifier: str
    config: dict[str, Any] = field(default_factory=dict)
    heading_level: int = 0

    @property
    def options(self) -> dict[str, Any]:
        """The options of this block, as mkdocstrings puts them together."""
        options = dict(self.config.get("options") or {})
        if self.heading_level:
            options["heading_level"] = self.heading_level
        return options


class PageReader:
    """Reads pages with the site's own Markdown extensions."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config

    def blocks(self, text: str) -> list[Block]:
        """The blocks of a page, in order.

        Args:
            text: The page's Markdown; front matter may still be on it.
        """
        plain = _plain_blocks_of(text)
        return self._converted_blocks(meta.get_data(text)[0].splitlines()) if plain is None else list(plain)

    def _converted_blocks(self, lines: list[str]) -> list[Block]:
        """Run the parts of a conversion that can produce blocks: preprocessors and the block parser."""
        extensions: list[Any] = [
            extension
            for extension in self._config.markdown_extensions
            if not type(extension).__module__.startswith(_LEFT_OUT)  # names are texts, and stay
        ]
        md = markdown.Markdown(extensions=extensions, extension_configs=self._config.mdx_configs)
        recorder = _Recorder(md)
        md.parser.blockprocessors.register(recorder, "aidoc", _BEFORE_MKDOCSTRINGS)
        for preprocessor in md.preprocessors:
            lines = preprocessor.run(lines)
        md.parser.parseDocument(lines)
        return recorder.blocks


class _Recorder(BlockProcessor):
    """Takes `:::` blocks as mkdocstrings' own processor does, and only writes them down."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md.parser)
        self.blocks: list[Block] = []

    def test(self, parent: Element, block: str) -> bool:
        del parent
        return bool(AutoDocProcessor.regex.search(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        match = AutoDocProcessor.regex.search(block)
        if match is None:
            return
        if match.start() > 0:
            self.parser.parseBlocks(parent, [block[: match.start()]])
        text, rest = self.detab(block[match.end() :].removeprefix("\n"))
        if not text and blocks and blocks[0].startswith(("    handler:", "    options:")):
            text = blocks.pop(0)  # options after a blank line
        self.blocks += _block(match, text)
        if rest:
            blocks.insert(0, rest)


@lru_cache(maxsize=4_096)
def _plain_blocks_of(text: str) -> tuple[Block, ...] | None:
    """The blocks of a page that has headings and blocks alone, as generated ones do; `None` if it has to be converted.

    Args:
        text: The page's Markdown.
    """
    text, _ = meta.get_data(text)
    if not any(hint in text for hint in _HINTS):
        return ()
    lines = text.splitlines()
    if all(_PLAIN.fullmatch(line) for line in lines) and "-8<-" not in text and "{!" not in text:
        return tuple(_plain_blocks(lines))
    return None


def _plain_blocks(lines: list[str]) -> Iterator[Block]:
    for place, line in enumerate(lines):
        match = AutoDocProcessor.regex.fullmatch(line)
        if match is None:
            continue
        options = []
        for following in lines[place + 1 :]:
            if following.strip() and not following.startswith((" ", "\t")):
                break
            options.append(following.removeprefix("    "))
        yield from _block(match, "\n".join(options))


def _block(match: re.Match[str], text: str) -> Iterator[Block]:
    try:
        config = yaml.safe_load(text) or {} if text.strip() else {}
    except yaml.YAMLError:  # mkdocstrings will say so, with the page's name
        return
    if isinstance(config, dict):
        yield Block(identifier=match["name"], config=config, heading_level=match["heading"].count("#"))
