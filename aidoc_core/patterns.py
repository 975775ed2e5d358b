"""Regular expressions that are compiled when they are first used.

The packages hold hundreds, and a build uses few of them: compiling all took longer than importing the modules that they
stand in. Patterns of modules and their tables are made by `regex`; those made in a function are in use already.
"""

from __future__ import annotations

import re
from typing import Any, cast


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression, used like what `re.compile` gives.

    Args:
        pattern: The expression as it is written.
        flags: Those of `re`.

    Returns:
        What has all methods and attributes of a compiled expression. An error in the expression shows at first use.
    """
    return cast("re.Pattern[str]", OnUse(pattern, flags))


class OnUse:
    """An expression that is compiled when something of it is asked for, and never before.

    Args:
        pattern: The expression as it is written.
        flags: Those of `re`.

    Attributes:
        pattern: The expression; to write others with it needs no compiling.
    """

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._given = flags
        self._compiled: re.Pattern[str] | None = None

    def compiled(self) -> re.Pattern[str]:
        """The expression, compiled once."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._given)
        return self._compiled

    def __getattr__(self, name: str) -> Any:
        """What a compiled expression has; Python asks here once for each, as it is an attribute of this one then."""
        value = getattr(self.compiled(), name)
        setattr(self, name, value)
        return value
