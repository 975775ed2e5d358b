"""What a build has open: opened in order, closed in reverse, whatever fails in between."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Closable(Protocol):
    """Something that a build opens."""

    def close(self) -> None:
        """Close what is open; it reopens on demand where its class says so."""
        ...


T = TypeVar("T", bound=Closable)


class Resources:
    """The open things of one build, in the order in which they were opened."""

    def __init__(self) -> None:
        self._open: list[tuple[str, Closable]] = []

    def open(self, name: str, opener: Callable[[], T]) -> T:
        """Open one more.

        Args:
            name: What it is, in the user's words; a problem names it.
            opener: Opens it. If it raises, its error goes on; what was opened before stays open.
        """
        opened = opener()
        self._open.append((name, opened))
        return opened

    @contextmanager
    def closed_on_error(self) -> Iterator[None]:
        """Close everything if the `with` block raises; the error goes on."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    def close(self) -> list[Problem]:
        """Close everything, the last opened first; things that reopen on demand are closed again by the next call.

        What cannot be closed costs a problem and nothing else: the answers are on disk, the site is built.

        Returns:
            One problem for each that could not be closed.
        """
        problems: list[Problem] = []
        with ExitStack() as stack:
            for name, opened in self._open:
                stack.callback(_close, name, opened, problems)
        return problems


def _close(name: str, opened: Closable, problems: list[Problem]) -> None:
    try:
        opened.close()
    except Exception as error:  # noqa: BLE001 - whatever it is, the others must be closed too
        reason = " ".join(str(error).split()) or type(error).__name__
        problems.append(Problem(kind="cache", message=f"Could not close {name} ({reason})."))
