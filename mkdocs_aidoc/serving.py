"""Reviewed files while `mkdocs serve` runs: an edit of one rebuilds the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from mkdocs.livereload import LiveReloadServer


class ReviewedWatch:
    """Keeps a server watching the directory of reviewed files.

    A server cannot watch what does not exist, and stops watching what is deleted. So each build looks again: a
    directory that appears while the site is served is watched from the next build on.

    Args:
        server: The server of the preview.
    """

    def __init__(self, server: LiveReloadServer) -> None:
        self._server = server
        self._watched = ""

    def follow(self, directory: Path | None) -> None:
        """Watch a directory, and no longer the one before; to be called before its files are read.

        Args:
            directory: Where reviewed files are or will be; `None` for nothing.
        """
        if self._watched:
            self._server.unwatch(self._watched)
        self._watched = str(directory) if directory is not None and directory.is_dir() else ""
        if self._watched:
            # Reviewed files lie in the directory itself; what is deeper may be the cache, which builds write.
            self._server.watch(self._watched, recursive=False)
