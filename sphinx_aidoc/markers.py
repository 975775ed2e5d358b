"""Making autodoc show what has a text now: a mark where autodoc keeps the `#:` comments of a module.

autodoc keeps a member that has such a comment by its own rules (private, special, inherited, excluded), and fires
`autodoc-process-docstring` for it, also for attributes, for which it otherwise never does. The mark holds the path
of the object; it is taken out again before anything else sees it. Nothing of autodoc is patched: the analyzers stand
where Sphinx looks for them, and behave like its own.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sphinx.errors import PycodeError
from sphinx.pycode import ModuleAnalyzer

from aidoc_core.code.decoding import source_text
from aidoc_core.code.files import files_of
from sphinx_aidoc.marked import marked

if TYPE_CHECKING:
    from collections.abc import Iterable

    import griffe

    from sphinx_aidoc.words import LivePackages

Place: TypeAlias = tuple[str, str, str]
"""Where autodoc looks for the text of a member: module, namespace in it, name."""


class MarkedAnalyzer(ModuleAnalyzer):
    """Analyzes a module like its parent, and adds marks.

    Args:
        source: The module's source.
        name: Its name.
        file: Its file.
    """

    def __init__(self, source: str, name: str, file: str) -> None:
        super().__init__(source, name, file)
        self._marks: dict[tuple[str, str], list[str]] = {}
        self._parsed = False

    def analyze(self) -> None:
        """Analyze the source, once, and mark."""
        super().analyze()
        if not self._parsed:
            self._parsed = True
            self._add()

    def mark(self, namespace: str, name: str, path: str) -> None:
        """Mark a member, now or when the module is analyzed."""
        self._marks[namespace, name] = marked(path)
        if self._parsed:
            self._add()

    def _add(self) -> None:
        for key, lines in self._marks.items():
            self.attr_docs.setdefault(key, lines)  # a person's comment stays


class Markers:
    """The analyzers of one build; they stand in a place that all builds of a process share.

    Attributes:
        made: The marks of each object, by its path: module, its file, namespace, and name.
    """

    def __init__(self) -> None:
        self.made: dict[str, list[list[str]]] = {}
        self._touched: dict[str, ModuleAnalyzer] = {}

    def mark(self, path: str, places: Iterable[Place], packages: LivePackages) -> None:
        """Mark an object where it has no words, and where autodoc shows it by itself or would with a text.

        Args:
            path: The object.
            places: Where autodoc looks for its text.
            packages: The code.
        """
        live = packages.live
        open_places = [live.home(*place) for place in places if live.takes(*place)]
        made = self.made.setdefault(path, [])  # another document may show it elsewhere
        for name, namespace, member in dict.fromkeys(open_places):
            file = _file_of(packages.find(name))
            if (mark := [name, file, namespace, member]) not in made:
                made.append(mark)
            self.put(path, name, file, namespace, member)

    def put(self, path: str, module: str, file: str, namespace: str, name: str) -> None:
        """Mark an object where autodoc looks for its text.

        Args:
            path: The object.
            module: The module in which autodoc finds it.
            file: The source of that; empty for none.
            namespace: The class around it.
            name: Its name there.
        """
        analyzer = self._analyzer(module, file)
        if isinstance(analyzer, MarkedAnalyzer):
            analyzer.mark(namespace, name, path)
        elif analyzer is not None:  # autodoc holds on to it already
            with suppress(PycodeError):
                analyzer.find_attr_docs().setdefault((namespace, name), marked(path))

    def _analyzer(self, name: str, file: str) -> ModuleAnalyzer | None:
        if name not in self._touched:
            present = ModuleAnalyzer.cache.get(("module", name))
            if not isinstance(present, ModuleAnalyzer):
                if not file:
                    return None
                # Sphinx itself reads no stub: what that says of final classes and overloads is not on the page.
                lines = [] if file.endswith(".pyi") else source_text(Path(file)).splitlines()
                present = MarkedAnalyzer("\n".join(lines) + "\n" if lines else "", name, file)
            self._touched[name] = ModuleAnalyzer.cache["module", name] = present
        return self._touched[name]

    def clear(self) -> None:
        """Take the marks away again."""
        for name, analyzer in self._touched.items():
            if ModuleAnalyzer.cache.get(("module", name)) is analyzer:
                del ModuleAnalyzer.cache["module", name]
        self._touched.clear()


def _file_of(module: griffe.Object | None) -> str:
    """The source of a module; empty for what has none, or is none."""
    path = [] if module is None else files_of(module)
    return "" if isinstance(path, list) else str(path)
