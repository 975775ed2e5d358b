"""Which objects an auto directive shows: autodoc's rules for members, told from the source alone.

A test builds real projects and compares what was predicted with what autodoc asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import FunctionType
from typing import TYPE_CHECKING, Any

import griffe
from sphinx.util.docstrings import separate_metadata

from aidoc_core.code.gaps import may_appear, repeats_its_class
from aidoc_core.code.inherited import inheriting
from aidoc_core.code.lookup import bases
from sphinx_aidoc.inheritance import inherited
from sphinx_aidoc.live_object import path_of
from sphinx_aidoc.members import MemberOptions, wants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aidoc_core.code.inherited import Inherited
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.settings import Settings
    from sphinx_aidoc.documenters import Documenters
    from sphinx_aidoc.leaving_out import Handlers
    from sphinx_aidoc.markers import Place
    from sphinx_aidoc.words import LivePackages

_DEEPEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What conf.py says about what autodoc shows.

    Attributes:
        inherit: `autodoc_inherit_docstrings`.
        content: `autoclass_content`: class, init or both.
        separated: Whether `autodoc_class_signature` is `separated`.
    """

    inherit: bool = True
    content: str = "class"
    separated: bool = False

    def init_apart(self, options: MemberOptions) -> bool:
        """Whether `__init__` appears as a member of its own."""
        wanted = self.separated or wants(options.special, "__init__") or "__init__" in options.listed
        return wanted and not wants(options.exclude, "__init__")

    def with_init(self, options: MemberOptions) -> bool:
        """Whether a class shows the text of its `__init__`."""
        return (options.class_doc_from or self.content) in ("both", "init")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An object that a directive shows.

    Attributes:
        obj: The object itself, aliases followed.
        api: The same, as the core reads it.
        places: Where autodoc looks for its text if it is shown as a member.
        row: Whether it is a row of a table of summaries, which shows its first words alone.
    """

    obj: griffe.Object
    api: ApiObject
    places: tuple[Place, ...] = ()
    row: bool = False


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
        self._settings = settings
        self._rules = rules
        self._handlers = handlers
        self._documenters = documenters
        self.twice: set[str] = set()
        self.walked: set[tuple[str, MemberOptions]] = set()

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
        self, directive: str, root: griffe.Object, name: str, options: Mapping[str, Any], *, member: bool = False
    ) -> Iterator[Shown]:
        """Every object that a directive of another extension shows, or would show if it had a text.

        Args:
            directive: Its name.
            root: What it names.
            name: The full name of that.
            options: Its options, as written or as a documenter has them.
            member: Whether it is a member of what stands around it, which has shown it already.
        """
        places = [] if self._documenters is None else self._documenters.places(directive, name, options, member=member)
        for place, shown in places:
            path = ".".join(filter(None, place))
            if path == name:
                self._packages.meet(root, path)
                yield from () if member else self._shown(root)
            elif (obj := self._standing(place)) is not None:
                self._packages.meet(obj, path)
                if shown or self._has_text(place[2], obj, MemberOptions()):
                    yield from self._shown(obj, place)

    def _standing(self, place: Place) -> griffe.Object | None:
        """What stands in a place, or in a base of the class there."""
        *above, name = filter(None, place)
        owner = self._packages.find(".".join(above))
        for cls in (owner, *bases(owner)) if isinstance(owner, griffe.Class) else ():
            if isinstance(member := cls.members.get(name), griffe.Object):
                return member
        return self._packages.find(".".join((*above, name)))

    def _place(self, cls: griffe.Class, name: str) -> tuple[str, str]:
        """Module and namespace in which a page shows the members of a class: its own, or those of its twin."""
        twin = self._packages.twins.of(cls, name)
        if twin is None or not isinstance(twin.obj, type):
            return cls.module.path, cls.path.removeprefix(f"{cls.module.path}.")
        module = self._packages.live.module_of(name)
        return module, name.removeprefix(f"{module}.")

    def _shown(self, obj: griffe.Object, *seen: Place) -> Iterator[Shown]:
        api = self._packages.read(obj)
        words = self._inherited(obj)
        if api is not None and words is not None:
            yield Shown(obj=obj, api=inheriting(api, obj, words))
        elif api is not None:
            renamed = any(
                not namespace and name != obj.name and not name.startswith("_") for _, namespace, name in seen
            )
            if renamed or "public" in self._metadata(obj):
                api = replace(api, public=True)  # a page shows it, though its name is private
            yield Shown(obj=obj, api=api, places=tuple(dict.fromkeys((*_own_place(api), *seen))))

    def _in_module(self, module: griffe.Module, options: MemberOptions) -> Iterator[Shown]:
        exported = self._exports(module) if options.everything and not options.ignore_all else None
        public = None if exported is None else {str(name) for name in exported}
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
            if not self._kept(module.path, name, obj, options, everything=options.everything):
                continue
            yield from self._member(obj, (module.path, "", name), options, depth=0)

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
        api = self._packages.foreign(module, name)
        wanted = not name.startswith("_") and not wants(options.exclude, name)
        if api is not None and wanted and (options.undocumented or api.documented.summary):
            yield Shown(obj=module, api=api)

    def _in_class(
        self, cls: griffe.Class, options: MemberOptions, place: tuple[str, str], *, everything: bool, depth: int
    ) -> Iterator[Shown]:
        if self._packages.replaced(cls):
            return
        module, namespace = place
        at = f"{module}.{namespace}"
        init = cls.members.get("__init__")
        if isinstance(init, griffe.Function) and not self._rules.init_apart(options):
            self._packages.meet(init, at)
            api = self._packages.constructor(init)
            if api is not None and self._adds(init, api, options):
                yield Shown(obj=init, api=api, places=tuple(_own_place(api)))
        members = dict(self._class_members(cls, options, at, everything=everything))
        for name, obj in members.items():
            self._packages.meet(obj, f"{at}.{name}")
            if self._kept(at, name, obj, options, everything=everything):
                yield from self._member(obj, (module, namespace, name), options, depth=depth)
        slots: dict[str, ApiObject] = {}
        for one in self._with_bases(cls, options, everything=everything):
            slots = self._packages.slots(one, at if one is cls else one.path) | slots
        for name, api in slots.items():
            wanted = (everything or name in options.listed) and name not in members
            if wanted and self._asked(at, name, self._keeps_slot(name, api, options, everything=everything), options):
                yield Shown(obj=cls, api=api)

    def _keeps_slot(self, name: str, api: ApiObject, options: MemberOptions, *, everything: bool) -> bool:
        if wants(options.exclude, name) or not (options.undocumented or api.documented.summary):
            return False
        special = name.startswith("__") and name.endswith("__")
        hidden = options.special if special else options.private if name.startswith("_") else "all"
        return not everything or wants(hidden, name)

    def _adds(self, init: griffe.Function, api: ApiObject, options: MemberOptions) -> bool:
        """Whether completing a constructor adds anything to its class, which it is shown with."""
        if repeats_its_class(api, self._settings):
            return False
        # Where its own text is not shown, completing it would be of no use, and one that it inherits is no help.
        return not (self._inherits(init) if self._rules.with_init(options) else api.human)

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

    def _member(self, obj: griffe.Object, seen: Place, options: MemberOptions, *, depth: int) -> Iterator[Shown]:
        yield from self._shown(obj, seen)
        renamed = seen[2] != obj.name  # autodoc shows a class under another name without its members
        for field in self._packages.tuple_fields(obj):
            yield Shown(obj=obj, api=field)
        full_name = ".".join(filter(None, seen))
        if isinstance(obj, griffe.Class) and (other := self._documenter_of(full_name)):
            yield from self.foreign(other, obj, full_name, options.as_autodoc(), member=True)
        elif isinstance(obj, griffe.Class) and depth < _DEEPEST and not renamed:
            self.walked.add((obj.path, options))
            place = self._place(obj, full_name)
            yield from self._in_class(obj, options, place, everything=True, depth=depth + 1)

    def _documenter_of(self, name: str) -> str:
        """The directive of another extension's documenter that shows a class as a member; empty for autodoc's own."""
        live = self._packages.live.find(name)
        return "" if live is None or self._documenters is None else self._documenters.of_member(live)

    def _kept(self, owner: str, name: str, obj: griffe.Object, options: MemberOptions, *, everything: bool) -> bool:
        return self._asked(owner, name, self._kept_by_rules(name, obj, options, everything=everything), options)

    def _asked(self, owner: str, name: str, kept: bool, options: MemberOptions) -> bool:  # noqa: FBT001
        """Whether a member is kept when the project has been asked."""
        live = self._packages.live.find(f"{owner}.{name}")
        if live is None or self._handlers is None:
            return kept
        return self._handlers.keep(live, options, kept=kept)

    def _kept_by_rules(self, name: str, obj: griffe.Object, options: MemberOptions, *, everything: bool) -> bool:
        if wants(options.exclude, name):
            return False
        if everything:
            if name.startswith("__") and name.endswith("__"):
                separate = name == "__init__" and self._rules.separated
                return (separate or wants(options.special, name)) and self._has_text(name, obj, options)
            said = self._metadata(obj)
            private = "private" in said or (name.startswith("_") and "public" not in said)
            if private and not wants(options.private, name):
                return False
        return self._has_text(name, obj, options)

    def _metadata(self, obj: griffe.Object) -> Mapping[str, str]:
        """What a docstring says of itself, as `:meta private:`; autodoc looks for it in inherited ones, too."""
        api = self._packages.read(obj)
        if api is None or api.kind in ("module", "field", "data"):
            return {}
        words = self._packages.live.words(obj.path)
        text = api.human if words is None or not words.text else words.text
        return separate_metadata(text)[1] if ":meta " in text else {}

    def _has_text(self, name: str, obj: griffe.Object, options: MemberOptions) -> bool:
        """Whether the member has a text, may get one, or is shown without."""
        api = self._packages.read(obj)
        if api is None or self._packages.lacks(obj) or self._is_mere_value(obj, api):
            return False
        if options.undocumented or self._inherits(obj) or (obj.is_class and self._packages.live.speaks(obj.path)):
            return True
        if api.human:
            return not self._unspoken(obj)
        if obj.path in self._packages.declared.auto:
            self.twice.add(obj.path)
            return False
        shown_as = replace(api, public=name != obj.name and not name.startswith("_"))
        appears = self._settings.reveal and may_appear(shown_as, self._settings)
        return appears and self._packages.live.describes(obj.path)

    def _is_mere_value(self, obj: griffe.Object, api: ApiObject) -> bool:
        """Whether it is what autodoc never shows: a name such as `__version__` in a module that says nothing of it."""
        inside = obj.parent is not None and obj.parent.is_class
        return (
            api.special
            and api.kind == "data"
            and not inside
            and not api.human
            and self._packages.live.there(api.module)
        )

    def _unspoken(self, obj: griffe.Object) -> bool:
        """Whether the words of the source are none at run time: in a stub alone, or gone with a decorator."""
        made = obj.is_function or obj.is_class or "property" in obj.labels
        words = self._packages.live.words(obj.path) if made else None
        return words is not None and words.fixed and not words.text

    def _inherits(self, obj: griffe.Object) -> bool:
        return self._inherited(obj) is not None

    def _inherited(self, obj: griffe.Object) -> Inherited | None:
        api = self._packages.read(obj)
        if api is None or api.human or api.kind == "class":
            return None
        if not (self._rules.inherit or api.kind == "field"):  # autodoc shows a comment of a base in any case
            return None
        return inherited(obj, self._packages)


def _own_place(api: ApiObject) -> list[Place]:
    if api.kind == "module":
        return []
    namespace, _, name = api.qualname.rpartition(".")
    return [(api.module, namespace, name)]
