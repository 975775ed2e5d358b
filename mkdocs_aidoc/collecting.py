"""Collecting what a block shows, through mkdocstrings' own Python handler, before the page is rendered.

Rendering collects every block again. So nothing of the look-ahead may be seen then: a block that fails is told of
once, and a docstring keeps the style in which it was first read.
"""

from __future__ import annotations

import functools
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import griffe
    from mkdocstrings_handlers.python import PythonConfig, PythonHandler, PythonOptions

    from mkdocs_aidoc.blocks import Block

_HANDLER = "python"
_LOOPS = "asyncio"
"""Griffe imports `_asyncio` to look into it. Where that comes before `asyncio`, Python 3.11 has two sets of running
tasks, and nothing can be requested any more. No other module of the standard library depends on the order (a test)."""


class Collecting:
    """Collects blocks of one build.

    Args:
        handlers: mkdocstrings' handlers.

    Attributes:
        handler: The Python handler; `None` until the first block needs it, since its imports take their time.
        loaded: What it has loaded; `None` while no block could be collected.
    """

    def __init__(self, handlers: Any) -> None:
        self.handler: PythonHandler | None = None
        self._handlers = handlers
        self.loaded: griffe.ModulesCollection | None = None
        self._options: dict[str, PythonOptions] = {}
        self._is_plain = False

    def collect(self, block: Block) -> tuple[griffe.Object | griffe.Alias, PythonOptions] | None:
        """What a block shows and how; `None` for other handlers' blocks and for those that fail to be collected."""
        if self._handlers.get_handler_name(block.config) != _HANDLER:
            return None
        handler = self._opened()
        try:
            options = self._options_of(block, handler)
            found = self._loaded(block.identifier)
            if found is not None:
                return found, options
            if _may_look_into_loops(block.identifier, handler.config, options):
                import_module(_LOOPS)
            with self._style_kept(block.identifier):
                data = handler.collect(block.identifier, options)
        except Exception:  # noqa: BLE001 - Griffe and its extensions raise what they like; rendering raises it again
            return None
        self.loaded = data.modules_collection
        return data, options

    def _options_of(self, block: Block, handler: PythonHandler) -> PythonOptions:
        """The options of a block: most have none of their own, and share one value."""
        own = repr(block.options)
        if own not in self._options:
            self._options[own] = handler.get_options(block.options)
        return self._options[own]

    def _loaded(self, identifier: str) -> griffe.Object | None:
        """What mkdocstrings gives for an identifier, where that is loaded and no alias leads there."""
        found: Any = self.loaded if self._is_plain else None
        for name in identifier.split("."):
            found = None if found is None else found.members.get(name)
            if found is None or found.is_alias:
                return None
        return found  # type: ignore[no-any-return]

    def _opened(self) -> PythonHandler:
        if self.handler is None:
            from mkdocstrings_handlers.python import PythonHandler  # noqa: PLC0415 - it is imported with the handler

            self.handler = self._handlers.get_handler(_HANDLER)
            # One of somebody else's may do more than look into what is loaded.
            self._is_plain = type(self.handler).collect is PythonHandler.collect
            self.handler.collect = _failing_once(self.handler.collect)  # type: ignore[method-assign]
        return self.handler

    @contextmanager
    def _style_kept(self, identifier: str) -> Iterator[None]:
        """Undo what collecting a block does to the docstring of its root: it takes on the block's style.

        When pages are rendered, blocks are collected one after the other; a block further down would otherwise
        change how an earlier one reads a person's words.
        """
        from griffe import GriffeError  # noqa: PLC0415 - the handler has imported it

        docstring = None
        with suppress(KeyError, GriffeError):
            docstring = None if self.loaded is None else self.loaded[identifier].docstring
        if docstring is None:
            yield
            return
        style = docstring.parser, docstring.parser_options
        try:
            yield
        finally:
            docstring.parser, docstring.parser_options = style


def _may_look_into_loops(identifier: str, config: PythonConfig, options: PythonOptions) -> bool:
    """Whether more is loaded for a block than its own package; that may be `asyncio`, or what imports names from it."""
    wider = config.load_external_modules or options.preload_modules or options.force_inspection
    return bool(wider) or identifier.partition(".")[0].lstrip("_") == _LOOPS


def _failing_once(collect: Callable[[str, Any], Any]) -> Callable[[str, Any], Any]:
    """Collects, and raises what was raised before, so that what is logged with a failure is logged once."""
    failed: dict[tuple[str, str], Exception] = {}

    @functools.wraps(collect)
    def collected(identifier: str, options: Any) -> Any:
        key = (identifier, repr(options))
        if key in failed:
            raise failed[key]
        try:
            return collect(identifier, options)
        except Exception as error:
            failed[key] = error
            raise

    return collected
