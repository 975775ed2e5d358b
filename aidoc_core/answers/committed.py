"""The commits in which people approved texts: those that last touched the entries of reviewed files, as git tells.

Where git does not tell, there is none: no repository, no git, a shallow clone, a file that is not committed. Nothing is
fetched for it, and nobody waits long.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from aidoc_core.code.history import History, HistoryError, telling, top_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from aidoc_core.code.files import Stamp
    from aidoc_core.code.history import Commit

_SECONDS = 10.0
"""For one answer of git, and for the answers about all files of a build but the last."""
_KNOWN: dict[tuple[Path, str, tuple[Stamp, ...], bytes], Mapping[str, Commit]] = {}
"""By file, commit, what else decides, and content: a server that builds again and again looks at what has changed."""


class Committed:
    """Looks up the commits of approved texts; each file is looked at when the first of its entries is."""

    def __init__(self) -> None:
        self._histories: dict[Path, tuple[History, str] | None] = {}
        self._files: dict[Path, Mapping[str, Commit]] = {}
        self._spent = 0.0

    def commit(self, file: Path, path: str) -> Commit | None:
        """The commit that last touched the entry of an object, but for the code and the undecided proposal in it.

        Args:
            file: The reviewed file.
            path: The object as the file names it.

        Returns:
            `None` where git does not tell, or has not all of the entry yet.
        """
        if file not in self._files:
            began = time.monotonic()
            self._files[file] = self._read(file) if self._spent < _SECONDS else {}
            self._spent += time.monotonic() - began
        return self._files[file].get(path.removeprefix(file.stem).removeprefix(".") or ".")

    def _read(self, link: Path) -> Mapping[str, Commit]:
        import yaml  # noqa: PLC0415 - most sites have no reviewed files

        file = link.resolve()  # git follows no link to a directory
        top = top_of(file.parent)
        known = None if top is None else self._history(top)
        if top is None or known is None:
            return {}
        history, head = known
        try:
            content = file.read_bytes()
            key = (file, head, telling(top), content)
            if key not in _KNOWN:
                _KNOWN[key] = _commits(history, history.lines(file), entry_lines(content.decode("utf-8-sig")))
            return _KNOWN[key]
        except (HistoryError, OSError, UnicodeDecodeError, yaml.YAMLError):
            return {}

    def _history(self, top: Path) -> tuple[History, str] | None:
        if top not in self._histories:
            try:
                history = History(top, seconds=_SECONDS, fetches=False)
                self._histories[top] = history, history.head()
            except HistoryError:
                self._histories[top] = None
        return self._histories[top]


def _commits(history: History, commits: Sequence[Commit], entries: Mapping[str, Sequence[int]]) -> dict[str, Commit]:
    found = {}
    for name, lines in entries.items():
        touched = [commits[line] for line in lines if line < len(commits)]
        if touched and all(commit.name for commit in touched):
            found[name] = history.last(touched)
    return found


def entry_lines(text: str) -> dict[str, list[int]]:
    """The lines, from 0, on which people's part of each entry of a reviewed file stands."""
    import yaml  # noqa: PLC0415 - as in `Committed`

    # Only for files that have been read before, and so are known not to be nested deep.
    root: Any = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    answers = next(value for key, value in root.value if key.value == "answers")
    return {
        key.value: sorted({line for node in _approved(value) for line in _lines(text, node)})
        for key, value in answers.value
    }


def _approved(entry: Any) -> Iterator[Any]:
    """The scalars of an entry that nobody but a person changes."""
    for key, value in entry.value:
        if key.value == "proposal" and _state(value) != "proposed":
            yield from _approved(value)
        elif key.value not in ("code", "proposal"):
            yield from (key, *_scalars(value))


def _state(proposal: Any) -> str:
    review = next((value for key, value in proposal.value if key.value == "review"), None)
    pairs = () if review is None else review.value
    return next((value.value for key, value in pairs if key.value == "state"), "proposed")


def _scalars(node: Any) -> Iterator[Any]:
    if isinstance(node.value, str):
        yield node
        return
    for inner in node.value:
        for one in inner if isinstance(inner, tuple) else (inner,):
            yield from _scalars(one)


def _lines(text: str, node: Any) -> range:
    """As git counts them: YAML ends lines at other characters, too."""
    first = text.count("\n", 0, node.start_mark.index)
    last = len(text[: node.end_mark.index].rstrip())
    return range(first, max(first, text.count("\n", 0, last)) + 1)
