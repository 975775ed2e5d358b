"""Places in people's docstrings: what Sphinx says of one names the line that it names without aidoc.

autodoc counts the lines of a docstring as it shows them, those with generated text, too. Messages of docutils are put
right when they are logged, and what is found out later goes by the nodes of the document that was read. Where Sphinx
makes nodes anew, as for lists of fields, they have the place where the text around them ends, if that is a docstring.
"""

from __future__ import annotations

import logging
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils import get_source_line
from sphinx import addnodes
from sphinx.util.inspect import safe_getattr
from sphinx.util.logging import NAMESPACE

from aidoc_core.patterns import regex
from sphinx_aidoc.doctree import outside_signatures
from sphinx_aidoc.references import names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DOCUTILS = logging.getLogger(f"{NAMESPACE}.sphinx.util.docutils")
"""Where Sphinx sends what docutils says of a document."""
_PLACE = ":docstring of "
_LINE = regex(r":(\d+)\Z")
_TABLE = ":<autosummary>"
"""What autosummary puts behind the place of a table, as numpydoc writes one into the docstring of a class."""
_LISTED = regex(
    r"(?:[-*+\u2022\u2023\u2043|]|\(?(?:\w|#|\d+|[ivxlcdmIVXLCDM]+)[.)]|\.\.|__|:[^:`\s][^:`]*:)(?: |$)"
    r"|--?\w[^ ]*(?: [^ ]+)?  "
)
"""How items of lists begin, and directives: docutils reads them aside, and where they end the text does not."""


def source_name(name: str, live: Any) -> str:
    """The name of an object in messages about its docstring: where it was made, as autodoc has it.

    Args:
        name: The object, as autodoc names it.
        live: The object itself.
    """
    module, qualified = safe_getattr(live, "__module__", None), safe_getattr(live, "__qualname__", None)
    return f"{module}.{qualified}" if module and qualified else name.replace("::", ".")


class LineNumbers(logging.Filter):
    """Knows the lines of the docstrings of one document, as people wrote them."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[str, list[int]] = {}
        self._open: set[str] = set()  # those that end in what is no list or directive
        self._last = ("", 0, 0)  # an object, and how many lines of it were there so far, without aidoc and with it

    def attach(self) -> None:
        """Begin, once for a build."""
        for logger in _loggers():
            logger.addFilter(self)

    def detach(self) -> None:
        """End."""
        for logger in _loggers():
            logger.removeFilter(self)

    def add(self, name: str, shown: Sequence[str], human: Sequence[str] | None = None) -> None:
        """Learn a docstring; where an object has two, the second one's lines come after those of the first.

        Args:
            name: The object, as messages name it (`source_name`).
            shown: The lines.
            human: The lines of a person's in them, if there are others.
        """
        (self._open.add if _is_open(shown if human is None else human) else self._open.discard)(name)
        last, before, now = self._last
        if last != name:
            self._lines.pop(name, None)
            before = now = 0
        if human is not None or before != now:
            known = self._lines.setdefault(name, list(range(now)))
            known += [before + line for line in _origins(shown if human is None else human, shown)]
        ended = 1 if shown and shown[-1] else 0  # autodoc ends each with an empty line
        before, now = before + len(shown if human is None else human) + ended, now + len(shown) + ended
        if name in self._lines and ended:
            self._lines[name].append(before - 1)
        self._last = name, before, now

    def filter(self, record: logging.LogRecord) -> bool:
        """Put a message right; all are let through."""
        location = getattr(record, "location", None) if self._lines else None
        if isinstance(location, nodes.Node):
            source, line = get_source_line(location)
            location = f"{source}:{line}" if source and line else None
        if isinstance(location, str) and _PLACE in location:
            record.location = self._place(location)
        return True

    def _place(self, place: str) -> str:
        """A place with the number of its line as it is without aidoc."""
        number = _LINE.search(place)
        if number is None:
            return place
        before = place[: number.start()]
        return f"{before}:{self._line(before, int(number[1]))}"

    def correct(self, doctree: nodes.document, revealed: Callable[[str], bool] = lambda _: False) -> None:
        """Put the nodes of a document right that was read, and forget its docstrings.

        Args:
            doctree: The document.
            revealed: Tells whether only aidoc makes a name appear there.
        """
        # No line of a signature is one of a docstring.
        for node in outside_signatures(doctree) if self._lines or self._open else ():
            if node.line and node.source:
                node.line = self._line(node.source, node.line)
                if node.source.endswith(_TABLE):
                    node.source = f"{self._place(node.source.removesuffix(_TABLE))}{_TABLE}"
            if isinstance(node, addnodes.desc_content):
                self._place_fields(node, revealed)
        self._lines.clear()
        self._open.clear()
        self._last = ("", 0, 0)

    def _place_fields(self, content: addnodes.desc_content, revealed: Callable[[str], bool]) -> None:
        """Give lists of fields the place that Sphinx gives them where nothing generated ends the text."""
        lists = [one for one in content.children if isinstance(one, nodes.field_list) and not one.source]
        place = next((str(one.source) for one in content.children if _PLACE in str(one.source)), "") if lists else ""
        if place.partition(_PLACE)[2] in self._open and not _has_members(content, place, revealed):
            for one in lists:
                one.source = place

    def _line(self, place: str, number: int) -> int:
        """The number of a line as it is without aidoc."""
        _, found, name = place.partition(_PLACE)
        known = self._lines.get(name) if found else None
        return number if not known else known[min(number, len(known)) - 1] + 1


def _loggers() -> list[logging.Logger]:
    """Those of Sphinx and its extensions: a filter sees what is logged by its own logger alone."""
    known = logging.root.manager.loggerDict
    return [one for name, one in known.items() if name.startswith(f"{NAMESPACE}.") and isinstance(one, logging.Logger)]


def _origins(human: Sequence[str], shown: Sequence[str]) -> list[int]:
    """For each line that is shown, that of a person's which it is, or which stands before it."""
    if human is shown:
        return list(range(len(shown)))
    found: list[int] = []
    for old, new, size in SequenceMatcher(None, human, shown, autojunk=False).get_matching_blocks():
        found += [max(old - 1, 0)] * (new - len(found))
        found += range(old, old + size)
    return found


def _has_members(content: addnodes.desc_content, place: str, revealed: Callable[[str], bool]) -> bool:
    """Whether autodoc shows members behind a docstring, without aidoc; what stands in the docstring is none."""
    found = [
        one for one in content.children if isinstance(one, addnodes.desc) and not any(map(revealed, names_of(one)))
    ]
    return any(getattr(one.children[0], "source", None) != place for one in found if one.children)


def _is_open(lines: Sequence[str]) -> bool:
    """Whether a docstring ends in something else than a list or a directive."""
    worded = [number for number, line in enumerate(lines) if line.strip()]
    last = next((number for number in reversed(worded) if not lines[number][0].isspace()), None)
    if last is None or (last < worded[-1] and lines[last + 1].strip()):
        return False  # a term, and what it means
    first = last
    while first and lines[first - 1].strip() and not lines[first - 1][0].isspace():
        first -= 1
    return not _LISTED.match(lines[first])
