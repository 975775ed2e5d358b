"""What rules remember of the texts that they have looked at, for as long as they look at more."""

from __future__ import annotations

import sys


def forget_texts() -> None:
    """Let go what rules remember of texts, in a build that has looked at all of them."""
    for name, module in list(sys.modules.items()):
        if name.startswith(__package__):
            for one in list(vars(module).values()):
                if callable(clear := getattr(one, "cache_clear", None)):
                    clear()
