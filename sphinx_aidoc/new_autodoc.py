"""Which autodoc is at work: since Sphinx 9 it is another one, unless the site asks for the older."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import version_info

if TYPE_CHECKING:
    from sphinx.config import Config

_SINCE = 9


def is_new(config: Config) -> bool:
    """Whether it is the autodoc that knows no place for a signature where there is none, and reads docstrings first.

    Args:
        config: Sphinx' configuration.
    """
    return version_info[0] >= _SINCE and not getattr(config, "autodoc_use_legacy_class_based", False)
