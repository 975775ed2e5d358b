"""The options of a build: what each means, which values it takes, and where values come from.

Adapters loop over `options()`; they name no option themselves. Pydantic is imported only for a value that is not
plainly right.
"""

from __future__ import annotations

from aidoc_core.settings.described import Option, options
from aidoc_core.settings.sources import load_settings, with_options
from aidoc_core.settings.table import Settings
from aidoc_core.settings.values import SECRETS

__all__ = ["SECRETS", "Option", "Settings", "load_settings", "options", "with_options"]
