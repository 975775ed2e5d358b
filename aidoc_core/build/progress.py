"""Progress where a person waits: a bar on a terminal; in a log, the adapters' own lines say it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def progress(
    title: str, total: int, stream: TextIO | None = None, spent: Callable[[], str] = lambda: ""
) -> Iterator[Callable[[int], None]]:
    """Show how far a batch is.

    Args:
        title: What is going on.
        total: Number of steps.
        stream: Where to draw, standard error if not given; nothing is drawn unless it is a terminal.
        spent: What it has cost so far, in words.

    Yields:
        A function to call with the number of steps done.
    """
    stream = stream or sys.stderr
    if not total or not stream.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - only where there is a terminal
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    parts = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.fields[spent]}"))
    columns = (TextColumn("{task.description}"), *parts)
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task(title, total=total, spent=spent())
        yield lambda steps: bar.update(task, advance=steps, spent=spent())
