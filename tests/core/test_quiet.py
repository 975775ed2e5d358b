"""Griffe's log while code is read ahead: silent, and afterwards as before, however readings overlap."""

from __future__ import annotations

import logging

import pytest

from aidoc_core.code.quiet import quiet


@pytest.mark.parametrize("disabled", [False, True])
def test_the_last_one_out_restores_the_log(disabled: bool) -> None:
    """Readings in threads end in any order; as long as one goes on, it is silent."""
    logger = logging.getLogger("griffe")
    was, logger.disabled = logger.disabled, disabled
    try:
        first, second = quiet(), quiet()
        first.__enter__()
        second.__enter__()
        assert logger.disabled
        first.__exit__(None, None, None)
        assert logger.disabled
        second.__exit__(None, None, None)
        assert logger.disabled is disabled
    finally:
        logger.disabled = was


def test_a_reading_that_fails_restores_the_log() -> None:
    """What goes wrong while code is read leaves no silence behind."""
    logger = logging.getLogger("griffe")
    was = logger.disabled
    with pytest.raises(RecursionError), quiet():
        raise RecursionError
    assert logger.disabled is was
