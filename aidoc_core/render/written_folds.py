"""HTML of parts of a report that fold. It stays for as long as they are the same and lead where they led."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from aidoc_core.render.outline import Fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from aidoc_core.render.outline import Chart, Map

    Drawn = tuple[Map | Chart, object, str]
    """A picture, what its links rest on, and how it was drawn."""


class Written(NamedTuple):
    """What was written.

    Attributes:
        fold: The part.
        around: What its links rest on beside objects.
        turn: When it was last looked where those are.
        led: Where its objects are documented, by their paths.
        html: The HTML.
    """

    fold: Fold
    around: object
    turn: int
    led: dict[str, str]
    html: str


class WrittenFolds:
    """The parts of one page.

    Args:
        held: What was written of the page before; what is written now is left there.
        where: Tells where an object is documented.
        relative: Makes of that what a link of the page has.
        around: What else links of the page rest on.
        turn: A number that stays the same for as long as all objects are found where they were; 0 where nobody knows.
    """

    def __init__(
        self,
        held: dict[str, Any],
        *,
        where: Callable[[str], str],
        relative: Callable[[str], str],
        around: object,
        turn: int = 0,
    ) -> None:
        self._pictures: dict[str, Drawn] = held.setdefault("pictures", {})
        self._folds: dict[str, Written] = held.setdefault("folds", {})
        self._where = where
        self._relative = relative
        self._around = around
        self._turn = turn
        self._led: dict[str, str] = {}

    def docs(self, path: str) -> str:
        """Where a link leads that names an object."""
        found = self._led[path] = self._where(path)
        return self._relative(found)

    def write(self, fold: Fold, write: Callable[[Fold], str]) -> str:
        """The HTML of a part; what is folded within another is written with that."""
        if any(isinstance(block, Fold) for block in fold.blocks):
            return write(fold)
        known: Written | None = self._folds.get(fold.anchor)
        if known is None or known.fold is not fold or known.around != self._around or not self._leads(known):
            self._led = {}
            known = Written(fold, self._around, self._turn, self._led, write(fold))
            self._led = {}
        self._folds[fold.anchor] = known._replace(turn=self._turn)
        return known.html

    def draw(self, picture: Map | Chart, draw: Callable[[Map | Chart], str]) -> str:
        """A picture; what it leads to is no object."""
        known = self._pictures.get(picture.title)
        if known is None or known[:2] != (picture, self._around):
            known = self._pictures[picture.title] = picture, self._around, draw(picture)
        return known[2]

    def _leads(self, known: Written) -> bool:
        if self._turn and known.turn == self._turn:
            return True
        return all(self._where(path) == target for path, target in known.led.items())
