"""How the stores of a build are opened; tests pass stores of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aidoc_core.answers import AnswerStore
    from aidoc_core.problems import Problem
    from aidoc_core.settings import Settings


def _open_reviewed(settings: Settings, root: Path) -> AnswerStore:
    from aidoc_core.answers import ReviewedAnswers  # noqa: PLC0415 - as `Session` opens them

    return ReviewedAnswers(settings.where_reviewed(root))


def _open_cache(settings: Settings, root: Path, problems: list[Problem]) -> AnswerStore:
    from aidoc_core.answers import open_cache  # noqa: PLC0415

    directory = settings.where(settings.cache_dir, root)
    if settings.may_request:
        from aidoc_core.answers.unanswered import Unanswered  # noqa: PLC0415

        if Unanswered(directory):
            from aidoc_core.answers.late import LateAnswers  # noqa: PLC0415

            return LateAnswers(directory)
    cache, told = open_cache(directory, offline=not settings.may_request)
    problems += told
    return cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Openers:
    """How the stores of a build are opened.

    Attributes:
        reviewed: Opens the reviewed files, given the settings and the directory that they are relative to.
        cache: Opens the cache, given likewise, and a list for problems.
    """

    reviewed: Callable[[Settings, Path], AnswerStore] = _open_reviewed
    cache: Callable[[Settings, Path, list[Problem]], AnswerStore] = _open_cache
