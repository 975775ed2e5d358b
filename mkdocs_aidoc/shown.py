"""Which objects a block shows: the member rules of mkdocstrings-python's templates.

Mirrors `templates/material/_base/{class,module,children,summary}.html.jinja`; the filter itself is the handler's
own. A test builds real sites and compares what was predicted with what the templates read.
"""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING, Any

from mkdocstrings_handlers.python import do_filter_objects

from mkdocs_aidoc.appearance import Shown, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import griffe
    from mkdocstrings_handlers.python import PythonOptions


class Walker:
    """Walks the objects that a block shows, or would show if they had a docstring.

    Args:
        fillable: Whether an object without a docstring may get one; told whether it is shown under a public name.
        reveal: Whether objects that are hidden for want of a docstring may appear.
    """

    def __init__(self, fillable: Callable[[griffe.Object, bool], bool], *, reveal: bool) -> None:
        self._fillable = fillable
        self._reveal = reveal

    def walk(self, root: griffe.Object | griffe.Alias, options: PythonOptions) -> Iterator[Shown]:
        """Every object of a block, the root first; an object may come more than once."""
        yield from self._object(root, options, root.path, is_root=True, seen=frozenset())

    def _object(
        self,
        obj: griffe.Object | griffe.Alias,
        options: PythonOptions,
        path: str,
        *,
        is_root: bool,
        seen: frozenset[str],
    ) -> Iterator[Shown]:
        target = resolve(obj)
        path = intern(path)
        if target is None or path in seen:
            return
        seen |= {path}
        hidden = is_root and not options.show_root_heading
        init = _merged_init(obj, options)
        yield Shown(
            obj=target,
            anchor="" if hidden else path,
            path=path if target is obj else intern(target.path),
            merges=init is not None,
            labelled=options.show_labels and not hidden,
            renamed=_is_renamed(obj, target),
        )
        if not (obj.is_class or obj.is_module):
            return
        if init is not None:
            inside = path if target is obj else target.path
            yield Shown(obj=init, anchor=path, inside=inside, path=intern(init.path))
        members_list = options.members if is_root else None
        members = obj.members if options.inherited_members is False else obj.all_members
        for member in self._filtered(members, options, members_list):
            if member.is_function and member.name == "__init__" and obj.is_class and options.merge_init_into_class:
                continue
            if member.is_module and not options.show_submodules:
                if options.summary.modules and (members_list or member.is_public):
                    target = resolve(member)
                    if target is not None:
                        yield Shown(obj=target, anchor="", path=intern(target.path))
                continue
            if options.filters == "public" or members_list is not None or is_own(member):
                # Griffe makes a path anew whenever it is asked for, from the top of the package down.
                inner = f"{path}.{member.name}" if member.parent is obj else member.path
                yield from self._object(member, options, inner, is_root=False, seen=seen)

    def _filtered(
        self,
        members: dict[str, Any],
        options: PythonOptions,
        members_list: bool | list[str] | None,  # noqa: FBT001 - mkdocstrings' own option
    ) -> list[griffe.Object | griffe.Alias]:
        keep_all = options.show_if_no_docstring or self._reveal
        kept = do_filter_objects(
            {name: member for name, member in members.items() if resolve(member) is not None},
            filters=options.filters,
            members_list=members_list,
            inherited_members=options.inherited_members,
            keep_no_docstrings=keep_all,
        )
        if options.show_if_no_docstring or not self._reveal or members_list is not None:
            return list(kept)
        selected = options.inherited_members if isinstance(options.inherited_members, list) else None
        return [
            member
            for member in kept
            if member.has_docstrings or self._may_appear(member, 0) or (selected is not None and member.inherited)
        ]

    def _may_appear(self, member: griffe.Object | griffe.Alias, depth: int) -> bool:
        """Whether filling could give the member, or something inside it, a docstring."""
        target = resolve(member)
        if target is None:
            return False
        if self._fillable(target, _is_renamed(member, target)):
            return True
        inside = target.members.values() if target.is_class or target.is_module else ()
        return depth < _DEEPEST and any(is_own(child) and self._may_appear(child, depth + 1) for child in inside)


_DEEPEST = 8


def _merged_init(obj: griffe.Object | griffe.Alias, options: PythonOptions) -> griffe.Object | None:
    """The `__init__` that is shown as a part of a class."""
    if not (obj.is_class and options.merge_init_into_class):
        return None
    inherited = options.inherited_members
    everything = inherited is True or (inherited is not False and "__init__" in inherited)
    init = (obj.all_members if everything else obj.members).get("__init__")
    return None if init is None else resolve(init)


def is_own(member: griffe.Object | griffe.Alias) -> bool:
    """The templates leave out what a module merely imports, unless it is public there; and what leads nowhere."""
    if resolve(member) is None:
        return False
    if member.is_module:
        return not member.is_alias or member.is_public
    return not member.is_imported or member.is_public


def _is_renamed(obj: griffe.Object | griffe.Alias, target: griffe.Object) -> bool:
    return obj.name != target.name and not obj.name.startswith("_")
