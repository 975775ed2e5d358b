"""A YAML reader for files of a few levels: every value is text, and what is nested deeper costs no time."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import yaml

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable

DEEPEST = 12
"""Levels of a file. The parser looks at each open bracket again and again: 40 kB of them take many seconds."""


class ShallowLoader(yaml.BaseLoader):
    """Reads maps, lists and texts.

    Everything else is text too: a parameter may be called `on`, a fingerprint may be all digits.
    """

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Read a node and what is in it.

        Raises:
            yaml.YAMLError: It is nested too deep.
        """
        self._depth += 1
        if self._depth > DEEPEST:
            raise yaml.composer.ComposerError(problem="it is nested too deep", problem_mark=self.get_mark())
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1


_Fast: Any = getattr(yaml, "CBaseLoader", None)
"""libyaml's loader of the same kind, where PyYAML was built with it: ten times as fast."""


_ODD = "\t\x85\u2028\u2029\ufeff"
_BLOCK = regex(r"[|>][-+0-9]*[^-+0-9\s]")
"""Where libyaml takes more than PyYAML does: tabs, strange ends of lines, a comment right behind a block's sign."""


class Document:
    """A file: what it says, and, for who has to tell where something is wrong, the tree of its nodes.

    Args:
        text: The file.

    Attributes:
        values: Its maps, lists and texts; `None` for an empty one.
        plain: Whether it surely has no key twice: where there is none, the tree need not be built.

    Raises:
        yaml.YAMLError: It is not YAML, or nested too deep.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        try:
            self.values, self.plain = _plain(text), True
        except (yaml.YAMLError, _NotPlainError):  # PyYAML's own parser says it in the words that people know
            root = self.root
            self.values = None if root is None else yaml.constructor.BaseConstructor().construct_document(root)
            self.plain = False

    @functools.cached_property
    def root(self) -> yaml.Node | None:
        """The tree; `None` for an empty file."""
        found: yaml.Node | None = yaml.compose(self._text, Loader=ShallowLoader)
        return found


def reader(text: str) -> type[Any]:
    """What reads the nodes and tokens of a file that is known to be right, and where each stands."""
    return ShallowLoader if _Fast is None or _is_odd(text) else _Fast


class _NotPlainError(Exception):
    """A file that has to be looked at more closely."""


def _plain(text: str) -> Any:
    """The values of a file as nearly all are: right, with no key twice, and nothing that only readers of YAML know."""
    if _Fast is None or _is_odd(text):
        raise _NotPlainError
    parser = _Fast(text)
    try:
        parser.get_event()
        start = parser.get_event()
        if not isinstance(start, yaml.DocumentStartEvent) or start.version or start.tags:
            raise _NotPlainError
        found = _value(parser.get_event(), parser.get_event, 1)
        parser.get_event()
        if not isinstance(parser.get_event(), yaml.StreamEndEvent):
            raise _NotPlainError
        return found
    finally:
        parser.dispose()


def _value(event: Any, following: Callable[[], Any], depth: int) -> Any:
    kind = type(event)
    if kind is yaml.AliasEvent or event.anchor is not None or event.tag is not None:
        raise _NotPlainError
    if kind is yaml.ScalarEvent:
        return event.value
    if depth >= DEEPEST:
        raise _NotPlainError
    if kind is yaml.SequenceStartEvent:
        items = []
        while type(event := following()) is not yaml.SequenceEndEvent:
            items.append(_value(event, following, depth + 1))
        return items
    pairs: dict[str, Any] = {}
    while type(event := following()) is not yaml.MappingEndEvent:
        if type(event) is not yaml.ScalarEvent or (key := _value(event, following, depth)) in pairs:
            raise _NotPlainError
        pairs[key] = _value(following(), following, depth + 1)
    return pairs


def _is_odd(text: str) -> bool:
    """Whether the two parsers might not read the same, or find it in other places."""
    if any(one in text for one in _ODD) or _BLOCK.search(text):
        return True
    marked = (line for line in text.splitlines() if "?" in line)
    return any("{" in line or "[" in line or ": ?" in line or line.lstrip(" -").startswith("?") for line in marked)
