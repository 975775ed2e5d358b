"""A YAML reader for files of a few levels: every value is text, and what is nested deeper costs no time."""

from __future__ import annotations

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
