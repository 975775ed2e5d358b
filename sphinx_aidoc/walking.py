"""Walking the objects that an auto directive shows: autodoc's rules for members, told from the source alone.

A test builds real projects and compares what was predicted with what autodoc asked for.
"""

from __future__ import annotations

from dataclasses import replace
from types import FunctionType
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.code.inherited import inheriting
from aidoc_core.code.lookup import bases
from sphinx_aidoc.documenters import Question
from sphinx_aidoc.keeping import Keeping
from sphinx_aidoc.live_object import path_of
from sphinx_aidoc.members import MemberOptions, wants
from sphinx_aidoc.missing import replaced
from sphinx_aidoc.placed import lacking_signature, said_by, standing
from sphinx_aidoc.shown import Shown, own_place
from sphinx_aidoc.unsourced import foreign, slots, tuple_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aidoc_core.code.objects import ApiObject
    from aidoc_core.settings import Settings
    from sphinx_aidoc.documenters import Documenters, Placed
    from sphinx_aidoc.keeping import Rules
    from sphinx_aidoc.leaving_out import Handlers
    from sphinx_aidoc.markers import Place
    from sphinx_aidoc.words import LivePackages

_DEEPEST = 8


class Walker:
    """Walks the objects that a directive shows, or would show if they had a text.

    Args:
        packages: The loaded code.
        settings: aidoc's options.
        rules: autodoc's.
        handlers: What the project itself leaves out and lets in.
        documenters: Those of other extensions.

    Attributes:
        twice: Objects without words that would be shown by a directive of their own, and as members as well.
        walked: Classes that were walked as members, with all theirs, each with the options of its directive.
        signatures: Those that documenters of other extensions show and that lack what the code has, by path.
    """

    def __init__(
        self,
        packages: LivePackages,
        settings: Settings,
        rules: Rules,
        handlers: Handlers | None,
        documenters: Documenters | None,
    ) -> None:
        self._packages = packages
        self._rules = rules
        self._keeping = Keeping(packages, settings, rules, handlers)
        self.twice = self._keeping.twice
        self._documenters = documenters
        self.walked: set[tuple[str, MemberOptions]] = set()
        self.signatures: dict[str, str] = {}

    def walk(self, root: griffe.Object, options: MemberOptions, name: str = "") -> Iterator[Shown]:
        """Every object of a directive, the root first; an object may come more than once.

        Args:
            root: What the name in the directive leads to.
            options: The options of the directive.
            name: That name, if it is known.
        """
        self._packages.meet(root, name or root.path)
        yield from self._shown(root)
        if isinstance(root, griffe.Module):
            yield from self._in_module(root, options)
        elif isinstance(root, griffe.Class):
            place = self._place(root, name or root.path)
            yield from self._in_class(root, options, place, everything=options.everything, depth=0)

    def foreign(
        self, directive: str, root: griffe.Object, name: str, options: Mapping[str, Any], at: Place | None = None
    ) -> Iterator[Shown]:
        """Every object that a directive of another extension shows, or would show if it had a text.

        Args:
            directive: Its name.
            root: What it names.
            name: The full name of that.
            options: Its options, as written or as a documenter has them.
            at: Where it is shown as a member of what stands around it, whatever its documenter does.
        """
        member, seen = at is not None, () if at is None else (at,)
        question = Question(directive=directive, name=name, options=options, member=member)
        places = [] if self._documenters is None else self._documenters.places(question)
        if isinstance(root, griffe.Class) and member and all(one.path != name for one in places):
            yield from self._shown(root, *seen)
        for one in places:
            if one.path == name:
                self._packages.meet(root, name)
                self._sign(root, one)
                yield from said_by(directive, self._shown(root, *seen), one)
            elif (obj := standing(self._packages, one.place)) is not None:
                self._packages.meet(obj, one.path)
                self._sign(obj, one)
                if one.shown or self._keeping.has_text(one.place[2], obj, MemberOptions()):
                    yield from said_by(directive, self._shown(obj, one.place), one)

    def _sign(self, obj: griffe.Object, placed: Placed) -> None:
        if signature := lacking_signature(self._packages, obj, placed.parameters, placed.words):
            self.signatures[obj.path] = signature

    def _place(self, cls: griffe.Class, name: str) -> tuple[str, str]:
        """Module and namespace in which a page shows the members of a class: its own, or those of its twin."""
        twin = self._packages.twins.of(cls, name)
        if twin is None or not isinstance(twin.obj, type):
            return cls.module.path, cls.path.removeprefix(f"{cls.module.path}.")
        module = self._packages.live.module_of(name)
        return module, name.removeprefix(f"{module}.")

    def _shown(self, obj: griffe.Object, *seen: Place) -> Iterator[Shown]:
        api = self._packages.read(obj)
        words = self._keeping.inherited_words(obj)
        if api is not None and words is not None:
            yield Shown(obj=obj, api=inheriting(api, obj, words))
        elif api is not None:
            renamed = any(
                not namespace and name != obj.name and not name.startswith("_") for _, namespace, name in seen
            )
            if renamed or "public" in self._keeping.metadata(obj):
                api = replace(api, public=True)  # a page shows it, though its name is private
            yield Shown(obj=obj, api=api, places=tuple(dict.fromkeys((*own_place(api), *seen))))

    def _in_module(self, module: griffe.Module, options: MemberOptions) -> Iterator[Shown]:
        exported = self._exports(module) if options.everything and not options.ignore_all else None
        public = None if exported is None else {str(name) for name in exported}
        kept: list[tuple[griffe.Object, Place]] = []
        for name in dict.fromkeys([*module.members, *(public or ())]):
            wanted = options.imported or self._owns(module, name) if public is None else name in public
            if not (wanted if options.everything else name in options.listed):
                continue
            if self._packages.live.omits(module.path, name):
                continue
            obj = self._named(module, name)
            if obj is None:
                yield from self._foreign(module, name, options)
                continue
            if obj.is_module:
                continue
            self._packages.meet(obj, f"{module.path}.{name}")
            if self._keeping.keeps(module.path, name, obj, options, everything=options.everything):
                kept.append((obj, (module.path, "", name)))
        yield from self._members(kept, options, depth=0)

    def _exports(self, module: griffe.Module) -> Iterable[object] | None:
        """`__all__` as it is at run time, or else as far as the source tells it."""
        owner = self._packages.live.find(module.path)
        exported = module.exports if owner is None else vars(owner.obj).get("__all__")
        return exported if isinstance(exported, list | tuple | set) else None

    def _owns(self, module: griffe.Module, name: str) -> bool:
        """Whether autodoc takes a member for the module's own: by its `__module__`, where that is known."""
        belongs = self._packages.live.belongs(module.path, name)
        return not module.members[name].is_alias if belongs is None else belongs

    def _named(self, module: griffe.Module, name: str) -> griffe.Object | None:
        """What a name of a module stands for; where the source leads nowhere, or to a module, as the code runs."""
        member = module.members.get(name)
        obj = None if member is None else self._packages.target(member)
        if obj is not None and not obj.is_module:
            return obj
        live = self._packages.live.member(module.path, name)
        if not isinstance(live, FunctionType | type):
            return obj
        return self._packages.beside(path_of(live), module.path) or obj

    def _foreign(self, module: griffe.Module, name: str, options: MemberOptions) -> Iterator[Shown]:
        """What a module shows of somebody else's package: counted, and left alone."""
        api = foreign(self._packages, module, name)
        wanted = not name.startswith("_") and not wants(options.exclude, name)
        if api is not None and wanted and (options.undocumented or api.documented.summary):
            yield Shown(obj=module, api=api)

    def _in_class(
        self, cls: griffe.Class, options: MemberOptions, place: tuple[str, str], *, everything: bool, depth: int
    ) -> Iterator[Shown]:
        if replaced(self._packages, cls):
            return
        module, namespace = place
        at = f"{module}.{namespace}"
        init = cls.members.get("__init__")
        if isinstance(init, griffe.Function) and not self._rules.init_apart(options):
            self._packages.meet(init, at)
            api = self._packages.constructor(init)
            if api is not None and self._keeping.adds(init, api, options):
                yield Shown(obj=init, api=api, places=tuple(own_place(api)), with_class=True)
        members = dict(self._class_members(cls, options, at, everything=everything))
        kept: list[tuple[griffe.Object, Place]] = []
        for name, obj in members.items():
            self._packages.meet(obj, f"{at}.{name}")
            if self._keeping.keeps(at, name, obj, options, everything=everything):
                kept.append((obj, (module, namespace, name)))
        yield from self._members(kept, options, depth=depth)
        named: dict[str, ApiObject] = {}
        for one in self._with_bases(cls, options, everything=everything):
            named = slots(self._packages, one, at if one is cls else one.path) | named
        for name, api in named.items():
            wanted = (everything or name in options.listed) and name not in members
            if wanted and self._keeping.keeps_slot(at, name, api, options, everything=everything):
                yield Shown(obj=cls, api=api)

    def _class_members(
        self, cls: griffe.Class, options: MemberOptions, at: str, *, everything: bool
    ) -> Iterator[tuple[str, griffe.Object]]:
        listed = options.listed | ({"__init__"} if self._rules.separated else frozenset())
        found: dict[str, griffe.Object] = {}
        for one in self._with_bases(cls, options, everything=everything):
            for name, member in one.members.items():
                if isinstance(member, griffe.Object) and (everything or name in listed):
                    found.setdefault(name, member)
        apart = everything and options.inherited is None
        live = self._packages.live
        of_bases = live.of_bases(at) if apart else frozenset()
        twin = at != cls.path
        shown = (name for name in found if name not in of_bases and not (twin and live.find(f"{at}.{name}") is None))
        yield from ((name, found[name]) for name in shown)

    def _with_bases(self, cls: griffe.Class, options: MemberOptions, *, everything: bool) -> Iterator[griffe.Class]:
        """A class, and those of its bases whose members are shown with it."""
        for one in (cls, *bases(cls)):
            if everything and one is not cls and (options.inherited is None or wants(options.inherited, one.name)):
                return
            yield one

    def _members(
        self, kept: list[tuple[griffe.Object, Place]], options: MemberOptions, *, depth: int
    ) -> Iterator[Shown]:
        """Members of one module or class; documenters of other extensions are asked for all of theirs at once."""
        if self._documenters is not None and self._documenters.directives:
            names = [".".join(filter(None, seen)) for _, seen in kept]
            others = {name: other for name in names if (other := self._documenter_of(name))}
            given = options.as_autodoc() if others else {}
            self._documenters.ask(
                Question(directive=other, name=name, options=given, member=True) for name, other in others.items()
            )
        for obj, seen in kept:
            yield from self._member(obj, seen, options, depth=depth)

    def _member(self, obj: griffe.Object, seen: Place, options: MemberOptions, *, depth: int) -> Iterator[Shown]:
        full_name = ".".join(filter(None, seen))
        other = self._documenter_of(full_name)
        if other:
            yield from self.foreign(other, obj, full_name, options.as_autodoc(), seen)
        else:
            revealed = self._keeping.reveals(".".join(filter(None, seen[:2])), seen[2], obj, options)
            yield from (replace(one, revealed=revealed) for one in self._shown(obj, seen))
        renamed = seen[2] != obj.name  # autodoc shows a class under another name without its members
        for field in tuple_fields(self._packages, obj):
            yield Shown(obj=obj, api=field)
        if isinstance(obj, griffe.Class) and not other and depth < _DEEPEST and not renamed:
            self.walked.add((obj.path, options))
            place = self._place(obj, full_name)
            yield from self._in_class(obj, options, place, everything=True, depth=depth + 1)

    def _documenter_of(self, name: str) -> str:
        """The directive of another extension's documenter that shows a member; empty for autodoc's own."""
        if self._documenters is None or not self._documenters.directives:
            return ""
        live = self._packages.live.find(name)
        return "" if live is None else self._documenters.of_member(live)
