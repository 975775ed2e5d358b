"""How much of what takes long is tried: a little in `make test`, all of it in `make test-all`.

The profile of hypothesis says which: `fast`, or `thorough` with `--hypothesis-profile thorough`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterable

_THOROUGH = settings.get_current_profile_name() == "thorough"
_SHARE = 10
_LEAST = 10


def law(examples: int) -> settings:
    """Settings of a law.

    Args:
        examples: How many are tried with the profile `thorough`; a tenth of it with `fast`. The environment's
            `FUZZ_EXAMPLES` asks for another number.
    """
    few = min(examples, max(_LEAST, examples // _SHARE))
    return settings(
        max_examples=int(os.environ.get("FUZZ_EXAMPLES", str(examples if _THOROUGH else few))),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
    )


def few(cases: Iterable[Any], *, every: int) -> list[Any]:
    """Parameters of a test, each a value or a tuple of values: one in so many cases is fast, the others are slow."""
    return [case if place % every == 0 else _slow(case) for place, case in enumerate(cases)]


def _slow(case: Any) -> Any:
    values = case if isinstance(case, tuple) else (case,)
    return pytest.param(*values, marks=pytest.mark.slow)
