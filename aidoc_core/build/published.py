"""Files of aidoc's own that a site would publish: where its options put them is for the doc tool to judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.answers.files import DATABASE
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from aidoc_core.settings import Settings

_OPTIONS = {"cache_dir": "The cache", "log_file": "The log", "report_history": "The history"}


def published(settings: Settings, root: Path, place: Callable[[Path], str]) -> Iterator[Problem]:
    """What of aidoc's own files readers of the site would get.

    Args:
        settings: The options.
        root: The directory that they are relative to.
        place: The option or directory of the doc tool that publishes a file; empty if nothing does.
    """
    for option, what in _OPTIONS.items():
        value = getattr(settings, option)
        where = settings.where(value, root)
        file = where / DATABASE if option == "cache_dir" else where
        if value and (settings.may_request or file.exists()) and (publisher := place(file)):
            yield Problem(
                kind="cache",
                message=f"{what} is published with the site: '{option}' lies in {publisher}. Set "
                f"'{option}' to a path outside.",
                where=str(where),
            )
