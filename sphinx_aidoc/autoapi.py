"""sphinx-autoapi's own hook: it reads code itself, asks what to leave out, and writes documents before the build."""

from __future__ import annotations

import ast
import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import griffe

from sphinx_aidoc.field_lists import field_lists
from sphinx_aidoc.members import MemberOptions
from sphinx_aidoc.missing import only_in_stub
from sphinx_aidoc.state import ANY
from sphinx_aidoc.tables import first_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from aidoc_core.build.ledger import Record
    from aidoc_core.render.loss import Loss
    from sphinx_aidoc.build import Build


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    """An object of sphinx-autoapi, and what stands there.

    Attributes:
        obj: The object.
        human: What a person wrote.
        filled: The same with what was filled in.
    """

    obj: Any
    human: str
    filled: str


_NEVER_APART = ("__init__", "__new__")
"""What is shown with its class, whatever the options say."""


class Autoapi:
    """Fills what sphinx-autoapi shows.

    Args:
        build: The build.
        config: Sphinx' configuration.
        source: Sphinx' source directory.
    """

    def __init__(self, build: Build, config: Config, source: Path) -> None:
        self._build = build
        dirs = config.autoapi_dirs
        self._roots = [(source / one).resolve() for one in ([dirs] if isinstance(dirs, str) else dirs)]
        given = set(config.autoapi_options)
        self._options = MemberOptions(
            members="all",
            private="all" if "private-members" in given else None,
            special="all" if "special-members" in given else None,
            inherited=frozenset({"object"}) if "inherited-members" in given else None,
            undocumented="undoc-members" in given,
            imported="imported-members" in given,
            exclude=frozenset(_NEVER_APART),
        )
        self._done: set[int] = set()
        self._undocumented: set[int] = set()
        self._texts: dict[str, _Texts] = {}

    def fill(self) -> None:
        """Fill everything in the directories in one batch."""
        for root in self._roots:
            self._build.packages.look_in(root.parent if (root / "__init__.py").is_file() else root)
        state = self._build.state
        state.revealed = {pair for pair in state.revealed if pair[0] != ANY}
        modules = [module for name in self._top_level() for module in self._modules(name)]
        # A module that is no package hides what it imports, whatever the options say.
        plain = replace(self._options, imported=False)
        roots = ((module, self._options if module.is_init_module else plain) for module in modules)
        # Of a module and its stub, sphinx-autoapi reads one.
        self._build.fill_objects(roots, lambda shown: not only_in_stub(self._build.packages, shown.obj))

    def before_others(self, app: Sphinx, *event: Any) -> None:
        """Show the project's own handlers what a person wrote, as they see it without aidoc.

        sphinx-autoapi asks for each object once, and for a class before its members: what was filled until now, and a
        handler may look at, is what stands around the object.
        """
        del app
        for texts in self._around(event[1]):
            texts.obj.docstring = texts.human

    def _around(self, name: str) -> Iterator[_Texts]:
        """An object and all that it is in, as far as they have been filled."""
        ends = (end for end, sign in enumerate(f"{name}.") if sign == ".")
        yield from (self._texts[name[:end]] for end in ends if name[:end] in self._texts)

    def skip_member(self, app: Sphinx, *event: Any) -> bool | None:
        """Put the text into an object that is about to be written; one that only lacked a text is kept."""
        del app
        what, name, obj, skip, options = event
        for texts in self._around(name):
            texts.obj.docstring = texts.filled
        found = self._find(what, name)
        record = None if found is None else self._build.record(found.path)
        init = self._init_record(found)
        if record is None and init is None:
            return None
        if id(obj) not in self._done:
            self._done.add(id(obj))
            human = obj.docstring.splitlines()
            by_people = any(line.strip() for line in human)
            if not by_people:
                self._undocumented.add(id(obj))
            records = (_as_shown(record, obj), _as_shown(init, obj))
            # A base class' text, or another definition's, which aidoc's tree has not. sphinx-autoapi's summaries show
            # a first line alone: this stays the person's.
            other = by_people and record is not None and record.gaps.summary and not field_lists(human)
            self._build.labels[name] = "" if other else first_label(record)
            lines = self._build.texts.compose(
                [] if other else human, records, self._build.state, ANY, by_people=by_people,
                on_loss=functools.partial(self._leave_out, name, records),
            )  # fmt: skip
            filled = "\n".join([*human, "", *lines] if other and lines else lines or human)
            self._texts[name] = _Texts(obj=obj, human=obj.docstring, filled=filled)
            obj.docstring = filled
        # Asked for once more: it may have been left out just now.
        has_text = found is not None and self._build.record(found.path) is not None
        lacked_text = id(obj) in self._undocumented and "undoc-members" not in options
        revealed = skip and has_text and lacked_text and self._build.settings.reveal and not _hides(obj)
        if revealed:
            self._build.state.revealed.add((ANY, name))
        return False if revealed else None

    def _find(self, what: str, name: str) -> griffe.Object | None:
        """What sphinx-autoapi means by a name; a function may be named like a module beside it."""
        found = self._build.packages.find(name)
        return None if found is None or found.is_module is not (what in ("module", "package")) else found

    def _leave_out(self, name: str, records: tuple[Record | None, Record | None], loss: Loss) -> None:
        self._build.labels.pop(name, None)
        self._build.leave_out(records, loss, ANY)

    def _init_record(self, cls: griffe.Object | None) -> Record | None:
        init = cls.members.get("__init__") if isinstance(cls, griffe.Class) else None
        if not isinstance(init, griffe.Function):
            return None
        api = self._build.packages.read(init)
        return self._build.record(init.path) if api is not None and not api.human else None

    def _top_level(self) -> Iterable[str]:
        for root in self._roots:
            if (root / "__init__.py").is_file():
                yield root.name
            else:
                yield from sorted(file.parent.name for file in root.glob("*/__init__.py"))
                yield from sorted(file.stem for file in root.glob("*.py") if file.stem.isidentifier())

    def _modules(self, name: str) -> Iterator[griffe.Object]:
        found = self._build.packages.find(name)
        if found is None or not found.is_module:
            return
        self._build.packages.choose_first(found)  # type: ignore[arg-type] # a module
        yield found
        for member in found.members.values():
            if isinstance(member, griffe.Module):
                yield from self._modules(member.path)


def _hides(obj: Any) -> bool:
    """Whether sphinx-autoapi leaves an object out that has a text now: asked of its own rule."""
    if obj.short_name in _NEVER_APART:
        return True
    rule = getattr(obj, "_should_skip", None)  # it has no other name for it
    return rule is None or bool(rule())


def _as_shown(record: Record | None, obj: Any) -> Record | None:
    """A record without parameters that the signature does not have: sphinx-autoapi may show another branch."""
    args = getattr(obj, "args", None)
    if record is None or record.entry is None or record.obj.kind != "function" or not isinstance(args, str):
        return record
    shown = [args, *(one for one, _ in getattr(obj, "overloads", ()) or ())]
    try:
        found = [ast.parse(f"def f({one}): ...") for one in shown]
    except SyntaxError:  # another extension's words
        return record
    names = {node.arg for tree in found for node in ast.walk(tree) if isinstance(node, ast.arg)}
    answer = record.entry.answer
    kept = tuple(item for item in answer.parameters if item.name.lstrip("*") in names)
    if kept == answer.parameters:
        return record
    return replace(record, entry=replace(record.entry, answer=replace(answer, parameters=kept)))
