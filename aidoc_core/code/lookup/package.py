"""One package: its objects by path and by name, the words in its code. The only tables that rules look into."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from aidoc_core.code.lookup.beside import Beside
from aidoc_core.code.lookup.body import Body, body_of
from aidoc_core.code.lookup.flow import Flow, flow_of
from aidoc_core.code.lookup.notes import Asked, Named, reached
from aidoc_core.code.lookup.outlines import modules_in
from aidoc_core.code.lookup.tree import Tree
from aidoc_core.code.lookup.vocabulary import Vocabulary
from aidoc_core.code.run_time import RunTimeDocs
from aidoc_core.code.source import Function, SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    import griffe

_MOST_BODIES = 1_000
"""Bodies that stay read, and definitions that do where their module does not: each holds parts of its syntax tree."""


class Package(Tree):
    """A package as Griffe loaded it. What it is asked is noted, for whoever wants to ask the same again.

    Args:
        root: Its top module.
        file_of: Gives the parsed source of a Griffe object's module.

    Attributes:
        words: Every identifier in the package's code, short strings included, docstrings and comments not.
        mentions: Every word in the package's files and beside them, docstrings and comments included, in lower case.
        raised: Last parts of the names of all exceptions that the package raises.
        by_name: Every object of the package by its own name.
    """

    def __init__(self, root: griffe.Module, file_of: Callable[[griffe.Object], SourceFile]) -> None:
        super().__init__(root, file_of)
        notes = self.notes
        self.vocabulary = known = Vocabulary(self)
        self.words: AbstractSet[str] = Asked(lambda: known.words, "word", notes)
        self.mentions: AbstractSet[str] = Asked(lambda: known.mentions, "mention", notes)
        self.raised: AbstractSet[str] = Asked(lambda: known.raised, "raised", notes)
        self.by_name: Mapping[str, list[griffe.Object]] = Named(lambda: self.all_by_name, notes)
        self._nodes: dict[tuple[str, int | None], Function | None] = {}
        self._bodies: dict[str, Body | None] = {}
        self._methods: dict[tuple[str, int], list[griffe.Object]] = {}

    def let_go(self) -> None:
        """Let go what was looked up, for a build that has looked up what pages show; it is found again if need be."""
        super().let_go()
        self._nodes.clear()
        self._bodies.clear()
        self._methods.clear()
        self.vocabulary.let_go()
        vars(self).pop("all_by_name", None)

    @cached_property
    def run_time(self) -> RunTimeDocs:
        """The objects that code gives their docstrings."""
        modules = [(module, path, self.lines_of(module)) for path, module in self.by_path.items()]
        outlines = self.outlines
        return RunTimeDocs(modules, self._file_of, outlines.text, outlines.outline, self.notes)

    def sets_docstring(self, obj: griffe.Object) -> bool:
        """Whether code gives an object its docstring; where code of any module may, whoever remembers asks again."""
        if not self.run_time.is_set_elsewhere(obj):
            return self.run_time.have(obj)
        with self.notes.apart():
            return self.run_time.have(obj)

    @cached_property
    def _beside(self) -> Beside:
        return Beside(self)

    @property
    def beside(self) -> Beside:
        """What the project says of the package outside of its code, and how it writes."""
        self.notes.add(("all", ""))
        return self._beside

    @cached_property
    def all_by_name(self) -> dict[str, list[griffe.Object]]:
        """The table behind `by_name`."""
        table: dict[str, list[griffe.Object]] = {}
        todo: list[griffe.Object] = [self.root]
        while todo:
            obj = todo.pop()
            table.setdefault(obj.name, []).append(obj)
            if obj.is_module or obj.is_class:
                todo.extend(member for member in obj.members.values() if not member.is_alias)  # type: ignore[misc]
        return table

    def names_like(self, start: str, length: int, within: int) -> list[str]:
        """The names of objects that begin alike and are about as long.

        Args:
            start: How they begin.
            length: How long they are, about.
            within: How many letters more or less there may be.
        """
        self.notes.add(("alike", f"{start} {length} {within}"))
        return self.all_names_like(start, length, within)

    def all_names_like(self, start: str, length: int, within: int) -> list[str]:
        """The list behind `names_like`, in order."""
        return sorted(name for name in self.all_by_name if name.startswith(start) and abs(len(name) - length) <= within)

    def methods(self, name: str, *, most: int) -> list[griffe.Object]:
        """The methods of a name, none where there are more than some: one call after another asks for them.

        Args:
            name: The name.
            most: How many, at most.
        """
        self.notes.add(("methods", f"{name} {most}"))
        found = self.all_methods(name, most)
        if len(found) > most:  # in a large package there may be thousands
            return []
        self.notes.add(*map(reached, found))
        return found

    def all_methods(self, name: str, most: int) -> list[griffe.Object]:
        """The first methods of a name, one more than some if there are so many."""
        if (name, most) not in self._methods:
            named = self.all_by_name.get(name, ())
            found = (obj for obj in named if obj.is_function and obj.parent is not None and obj.parent.is_class)
            self._methods[name, most] = list(islice(found, most + 1))
        return self._methods[name, most]

    def modules(self) -> Iterator[griffe.Module]:
        """Every module of the package, itself first."""
        self.notes.add(("all", ""))
        return iter(self.all_modules)

    @cached_property
    def all_modules(self) -> list[griffe.Module]:
        """The list behind `modules`."""
        return list(self.by_path.values())

    @cached_property
    def by_path(self) -> dict[str, griffe.Module]:
        """The same by their paths, which Griffe makes anew whenever one is asked."""
        known, inner = self.outlines.modules, f"{self.name}."
        if known.get(self.name) is self.root:
            return {path: one for path, one in known.items() if path == self.name or path.startswith(inner)}
        return dict(modules_in([self.root]))

    def node(self, obj: griffe.Object) -> Function | None:
        """The syntax tree of a function or property of this package."""
        if not (obj.is_function or obj.is_attribute):
            return None
        self.note_code(obj)
        return self._node(obj)

    def _node(self, obj: griffe.Object) -> Function | None:
        """The same, for what is noted otherwise."""
        key = obj.path, obj.lineno
        if key not in self._nodes:
            if len(self._nodes) >= _MOST_BODIES:
                self._nodes.clear()
            node = self.statement_of(obj) if obj.is_function or obj.is_attribute else None
            self._nodes[key] = node if isinstance(node, Function) else None
        return self._nodes[key]

    def body(self, obj: griffe.Object) -> Body | None:
        """What a function of this package does; `None` where its source is not there."""
        return self._body(obj, self.node(obj))

    def _body(self, obj: griffe.Object, node: Function | None) -> Body | None:
        if obj.path not in self._bodies:
            if len(self._bodies) >= _MOST_BODIES:
                self._bodies.clear()
            try:
                self._bodies[obj.path] = None if node is None else body_of(node)
            except RecursionError:  # thousands of nested expressions: made by a machine, for machines
                self._bodies[obj.path] = None
        return self._bodies[obj.path]

    def flow(self, obj: griffe.Object) -> Flow | None:
        """What a function of this package runs and raises, where no more of it is asked for; `None` as for `body`."""
        if (obj.is_function or obj.is_attribute) and self.note_found(obj):
            self.notes.add(("flow", obj.path))
        return self.read_flow(obj)

    def read_flow(self, obj: griffe.Object) -> Flow | None:
        """The same, for what is noted otherwise."""
        node = self._node(obj)
        if node is None:
            return None
        body = self._body(obj, node)
        return None if body is None else flow_of(node, body)
