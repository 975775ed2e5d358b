"""What `mkdocs serve` watches: an edit of a reviewed file rebuilds the site; what a build itself writes does not."""

from __future__ import annotations

import functools
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.livereload import LiveReloadServer


class Watch:
    """What the server of a preview watches for us.

    A server cannot watch what does not exist, and stops watching what is deleted. So each build looks again: a
    directory of reviewed files that appears while the site is served is watched from the next build on.

    Args:
        server: The server of the preview.
        docs: The directory of the documentation, which it watches already.
    """

    def __init__(self, server: LiveReloadServer, docs: str) -> None:
        self._server = server
        self._reviewed = ""
        self._own: tuple[Path, ...] = ()
        # A site may be watched whole (`watch: [.]`), and reading the cache alone touches files of the database.
        server.observer.schedule = self._without_own(server.observer.schedule)  # type: ignore[method-assign]
        with suppress(KeyError):  # another plugin watches something else in its place
            server.unwatch(docs)
            server.watch(docs)

    def follow(self, reviewed: Path | None, own: Iterable[Path]) -> None:
        """Watch a directory, and no longer the one before; to be called before its files are read.

        Args:
            reviewed: Where reviewed files are or will be; `None` for nothing.
            own: Files and directories that builds write.
        """
        self._own = tuple(path.resolve() for path in own)
        if self._reviewed:
            self._server.unwatch(self._reviewed)
        self._reviewed = str(reviewed) if reviewed is not None and reviewed.is_dir() else ""
        if self._reviewed:
            # Reviewed files lie in the directory itself; what is deeper may be the cache, which builds write.
            self._server.watch(self._reviewed, recursive=False)

    def _without_own(self, schedule: Any) -> Any:
        @functools.wraps(schedule)
        def scheduled(handler: Any, path: str, **options: Any) -> Any:
            told = handler.on_any_event

            def unless_own(event: Any) -> None:
                if not self._is_own(Path(event.src_path)):
                    told(event)

            handler.on_any_event = unless_own
            return schedule(handler, path, **options)

        return scheduled

    def _is_own(self, file: Path) -> bool:
        file = file.resolve()
        return any(file.is_relative_to(path) for path in self._own)
