"""A YAML reader for files of a few levels: every value is text, and what is nested deeper costs no time."""

from __future__ import annotations

import re
from typing import Any

import yaml

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


_ODD = re.compile(r"[\t\x85\u2028\u2029\ufeff]|[|>][-+0-9]*[^-+0-9\s]")
"""Where libyaml takes more than PyYAML does: tabs, strange ends of lines, a comment right behind a block's sign."""


def compose(text: str) -> yaml.Node | None:
    """The tree of a file; `None` for an empty one.

    Raises:
        yaml.YAMLError: It is not YAML, or nested too deep.
    """
    if _Fast is not None and not _is_odd(text):
        try:
            if _is_shallow(text):
                fast: yaml.Node | None = yaml.compose(text, Loader=_Fast)
                return fast
        except yaml.YAMLError:
            pass  # what is wrong, the other one says in the words that people know
    found: yaml.Node | None = yaml.compose(text, Loader=ShallowLoader)
    return found


def values(root: yaml.Node | None) -> Any:
    """The maps, lists and texts of a tree."""
    return None if root is None else yaml.constructor.BaseConstructor().construct_document(root)


def _is_odd(text: str) -> bool:
    """Whether the two might not read the same."""
    flows = (line for line in text.splitlines() if "?" in line)
    return bool(_ODD.search(text)) or any("{" in line or "[" in line for line in flows)


def _is_shallow(text: str) -> bool:
    depth = 1
    for event in yaml.parse(text, Loader=_Fast):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            return False
    return True
