"""Finding auto directives in documents before they are read.

Owns the reading of reST and MyST source, by lines; knows nothing of objects. What stands in a document only after
other extensions have worked on it is caught when autodoc comes to it.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Iterator
    from pathlib import Path

_NAMES = r"auto\w+|currentmodule|module|class|exception|include"
# For lines without white space at their end: a pattern that looks for it takes the square of its length.
_REST = regex(rf"(?P<indent>\s*)\.\.\s+(?:py:)?(?P<name>{_NAMES})::\s*(?P<argument>.*)")
_MYST = regex(rf"(?P<indent>\s*)(?:`{{3,}}|:{{3,}})\{{(?:py:)?(?P<name>{_NAMES})\}}\s*(?P<argument>.*)")
_OPTION = regex(r"(?P<indent>\s*):(?P<name>[\w-]+):\s*(?P<value>.*)")
_ITEM = regex(r"\s*~?(?P<name>[A-Za-z_][\w.]*)")
_OWN = frozenset((
    "automodule", "autoclass", "autoexception", "autofunction", "autodecorator", "autodata", "automethod",
    "autoattribute", "autoproperty", "autosummary",
))  # fmt: skip
_IN_CLASS = ("autoclass", "autoexception", "class", "exception")
_MOST_INCLUDES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One auto directive, or one line of an autosummary.

    Attributes:
        directive: Its name, e.g. `autoclass`.
        name: What it shows, as written.
        module: The current module where it stands, empty for none.
        cls: The class that it stands in, empty for none.
        options: Its options as written.
        content: What stands in it below the options.
        signature: The parameters that stand in it behind the name, with their brackets; autodoc shows those.
    """

    directive: str
    name: str
    module: str = ""
    cls: str = ""
    options: dict[str, str] = field(default_factory=dict)
    content: str = ""
    signature: str = ""

    def candidates(self) -> list[str]:
        """Dotted names that it may mean, in the order in which autodoc tries them."""
        name = self.name.replace("::", ".").strip(".")
        if self.directive == "automodule":
            return [name]
        cls = self.cls.removeprefix(f"{self.module}.")
        inside = [".".join(filter(None, (self.module, cls, name)))] if cls else []
        inside += [f"{cls}.{name}"] if self.module and "." in cls else []  # of another module than the current one
        local = [f"{self.module}.{name}"] if self.module else []
        absolute = [name] if "." in name or self.directive == "autosummary" else []
        if self.directive in ("automethod", "autoattribute", "autoproperty", "autosummary"):
            return [*inside, *local, *absolute]
        return [*absolute, *local]


def scan_file(path: Path, root: Path, others: Collection[str] = ()) -> Iterator[Found]:
    """The auto directives of a document, in order.

    Args:
        path: The document.
        root: The source directory, for `.. include:: /path`.
        others: Names of directives that other extensions have for objects.
    """
    yield from _Scanner(root, others).scan(path, depth=0)


class _Scanner:
    """Walks the lines of one document; included files share its current module."""

    def __init__(self, root: Path, others: Collection[str]) -> None:
        self._root = root
        self._directives = _OWN.union(others)
        self._module = ""

    def scan(self, path: Path, depth: int) -> Iterator[Found]:
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError):  # Sphinx itself will say so
            return
        classes: list[tuple[int, str]] = []
        for place, line in enumerate(lines):
            match = _REST.match(line.rstrip()) or _MYST.match(line.rstrip())
            if match is None:
                continue
            indent, name, argument = len(match["indent"]), match["name"], match["argument"]
            while classes and classes[-1][0] >= indent:
                classes.pop()
            if name == "include":
                if argument and depth < _MOST_INCLUDES:
                    base = self._root if argument.startswith("/") else path.parent
                    yield from self.scan(base / argument.lstrip("/"), depth + 1)
            elif name in ("currentmodule", "module"):
                self._module = "" if argument == "None" else argument
            else:
                enclosing = classes[-1][1] if classes else ""
                yield from self._directive(match, lines[place + 1 :], enclosing)
                if name in _IN_CLASS:
                    classes.append((indent, argument.partition("(")[0].strip()))

    def _directive(self, match: re.Match[str], following: list[str], cls: str) -> Iterator[Found]:
        indent, name = len(match["indent"]), match["name"]
        myst = match.re.pattern == _MYST.pattern
        options, body = _options(following, indent, myst=myst)
        if name == "autosummary":
            for line in body:
                if line.strip() and not myst and len(line) - len(line.lstrip()) <= indent:
                    break
                if line.strip().startswith(("```", ":::")):
                    break
                item = _ITEM.match(line)
                if item and not line.lstrip().startswith(".."):
                    yield Found(directive=name, name=item["name"], module=self._module, cls=cls, options=options)
            return
        argument, bracket, parameters = match["argument"].partition("(")
        argument = argument.strip()
        if name in self._directives and argument:
            if name == "automodule":
                self._module = argument
            content = _content(body, indent, myst=myst)
            yield Found(
                directive=name,
                name=argument,
                module=self._module,
                cls=cls,
                options=options,
                content=content,
                signature=bracket + parameters if ")" in parameters and "..." not in parameters else "",
            )


def _options(lines: list[str], indent: int, *, myst: bool) -> tuple[dict[str, str], list[str]]:
    """The options right below a directive, and the lines after them."""
    options: dict[str, str] = {}
    last = ""
    depth = 0
    for place, line in enumerate(lines):
        option = _OPTION.match(line.rstrip())
        here = len(line) - len(line.lstrip())
        if option and (myst or here > indent):
            last, depth = option["name"], here
            options[last] = option["value"]
        elif last and line.strip() and here > depth:
            options[last] += f" {line.strip()}"  # a long list of names, on more lines
        else:
            return options, lines[place:]
    return options, []


def _content(lines: list[str], indent: int, *, myst: bool) -> str:
    """What stands in a directive: all that is indented below it, or up to its fence."""
    inside = [] if myst else [""]
    for line in lines:
        deeper = len(line) - len(line.lstrip()) > indent
        if line.strip().startswith(("```", ":::")) if myst else line.strip() and not deeper:
            break
        inside.append(line)
    return inspect.cleandoc("\n".join(inside))
