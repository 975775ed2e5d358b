"""Which autodoc is at work: since Sphinx 9 it is another one, unless the site asks for the older."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx import version_info
from sphinx.ext import autodoc

if TYPE_CHECKING:
    from sphinx.config import Config

_SINCE = 9
_OLD = {"instance": autodoc.INSTANCEATTR, "uninitialized": autodoc.UNINITIALIZED_ATTR}
_NEW: dict[str, Any] = {}
if version_info[0] >= _SINCE:  # whose names in `sphinx.ext.autodoc` are those of the older one
    from sphinx.ext.autodoc import _sentinels

    _NEW = {"instance": _sentinels.INSTANCE_ATTR, "uninitialized": _sentinels.UNINITIALIZED_ATTR}


def is_new(config: Config) -> bool:
    """Whether it is the autodoc that knows no place for a signature where there is none, and reads docstrings first.

    Args:
        config: Sphinx' configuration.
    """
    return version_info[0] >= _SINCE and not getattr(config, "autodoc_use_legacy_class_based", False)


def is_of_instances(obj: Any) -> bool:
    """Whether autodoc has something in place of an attribute that no class has, only its instances.

    Args:
        obj: What it has.
    """
    return any(obj is known.get("instance", known) for known in (_OLD, _NEW))


def uninitialized(config: Config) -> Any:
    """What autodoc has in place of what a class only declares.

    Args:
        config: Sphinx' configuration.
    """
    return (_NEW if is_new(config) else _OLD)["uninitialized"]
