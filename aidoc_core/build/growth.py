"""What the garbage collector need not look at: trees while they are built, and then for as long as they stay."""

from __future__ import annotations

import functools
import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


@contextmanager
def growth() -> Iterator[None]:
    """Let the collector rest inside the `with` block; what has no cycles goes at once all the same."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def growing(function: Callable[_Given, _Result]) -> Callable[_Given, _Result]:
    """Let the collector rest while a function runs: it would look at all that is there once for each thing it makes."""

    @functools.wraps(function)
    def rested(*args: _Given.args, **kwargs: _Given.kwargs) -> _Result:
        with growth():
            return function(*args, **kwargs)

    return rested


def settle() -> bool:
    """Have the collector look no more at anything that is there now; a doc tool fills its memory many times after this.

    Returns:
        Whether that was done, and so is to be undone by `unsettle`: not where somebody else has done it already.
    """
    if gc.get_freeze_count():
        return False
    gc.freeze()
    return True


def unsettle() -> None:
    """Have the collector look at everything again: what was there is over, and may be let go."""
    gc.unfreeze()
