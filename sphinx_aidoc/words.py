"""The code with the words that it has at run time: where these are not those of the source, autodoc shows them.

Put into the tree as if they stood in the source, so that all that reads it goes by them: what is missing, what is
sent, how an answer is found again. Before modules are imported, the words that the last build met stand in for them.
"""

from __future__ import annotations

import inspect
from contextlib import nullcontext
from dataclasses import replace
from types import FunctionType, MappingProxyType
from typing import TYPE_CHECKING

import griffe

from aidoc_core.code.declared import DESCRIBED, Declared, declared_by_owner
from aidoc_core.code.packages import Packages
from aidoc_core.code.reading import SECONDS
from sphinx_aidoc.aliases import ALIAS, is_class_attribute
from sphinx_aidoc.branches import choose_first
from sphinx_aidoc.contents import with_contents
from sphinx_aidoc.defined import choose
from sphinx_aidoc.live_object import path_of
from sphinx_aidoc.settled import Settled
from sphinx_aidoc.signed import signed
from sphinx_aidoc.told import told, with_told
from sphinx_aidoc.twins import Twins, with_twin
from sphinx_aidoc.unshown import with_unshown
from sphinx_aidoc.unspoken import without_unspoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from aidoc_core.code.collect import Memory
    from aidoc_core.code.objects import ApiObject, Documented, Said
    from sphinx_aidoc.live import Live

_UNREADABLE = "its docstring changes or cannot be read"


class LivePackages(Packages):
    """The documented packages, with the words that objects have at run time.

    Args:
        search: Directories that may hold packages.
        root: Places in the code are told relative to this directory where possible.
        live: The objects at run time.
        timed: Opened while a package is loaded, for whoever measures.
        seconds: How long reading one module may take.
        known: Words that an earlier build met, by path.
        told: Words in code that an earlier build met, likewise.
        twins: What an earlier build met of other objects under the names of pages.
        memory: What an earlier build has read.

    Attributes:
        live: The objects at run time.
        twins: Other objects under the names of pages.
        hidden: Paths of what sphinx-autoapi does not show.
    """

    def __init__(  # noqa: PLR0913 - the loader's own arguments and some more
        self,
        search: Iterable[str | Path],
        *,
        root: Path,
        live: Live,
        timed: Callable[[], AbstractContextManager[None]] = nullcontext,
        seconds: float = SECONDS,
        known: Mapping[str, str] = MappingProxyType({}),
        told: Mapping[str, Said] = MappingProxyType({}),
        twins: Mapping[str, Documented] = MappingProxyType({}),
        memory: Memory | None = None,
    ) -> None:
        self._settled = None if memory is None else Settled(memory)
        super().__init__(search, root=root, timed=timed, seconds=seconds, memory=self._settled)
        self.live = live
        self.twins = Twins(live, twins)
        self._declared = Declared()
        self._shown: dict[str, ApiObject | None] = {}  # what was read, as it is shown
        self._known = known
        self._told = dict(told)
        self._spoken: dict[str, bool] = {}  # modules, and whether their live objects were asked
        self._own: dict[str, griffe.Docstring | None] = {}  # what stands in the source where other words stand now
        self._met: dict[str, str] = {}
        self._changing: set[str] = set()
        self.hidden: set[str] = set()

    @property
    def declared(self) -> Declared:
        """What documents describe by directives."""
        return self._declared

    @declared.setter
    def declared(self, declared: Declared) -> None:
        self._declared = declared
        self._shown.clear()

    def find(self, name: str) -> griffe.Object | None:
        """The object that a dotted name stands for; where the source does not tell it, what it is as the code runs."""
        found = super().find(name)
        if found is not None:
            return found
        live = self.live.find(name)
        if live is None or not isinstance(live.obj, FunctionType | type):
            return None
        home = path_of(live.obj)
        if isinstance(live.owner, type) and live.owner.__module__.partition(".")[0] != home.partition(".")[0]:
            return None  # a base class of another package: what is inherited from it is shown as it is
        return None if home == name else self.beside(home, name)

    def read(self, obj: griffe.Object) -> ApiObject | None:
        """The `ApiObject` of a Griffe object, with its live words; `None` for what is never documented by us."""
        self._speak(obj if isinstance(obj, griffe.Module) else obj.module)
        path = obj.path
        if path not in self._shown:
            self._shown[path] = self._as_shown(obj)
        return self._shown[path]

    def meet(self, obj: griffe.Object, name: str) -> None:
        """Learn of an object that a page shows it under a name, and what stands there.

        Args:
            obj: The object.
            name: The full name.
        """
        api = super().read(obj)
        if api is not None and self.twins.meet(obj, api, name, self.declared.signatures.get(obj.path, ())):
            self._shown.pop(obj.path, None)

    def speak(self, modules: Iterable[str]) -> None:
        """Give the objects of modules their words before any is read: an earlier build has read them with these."""
        for name in modules:
            found = self.find(name)
            if isinstance(found, griffe.Module):
                self._speak(found)
        if self._settled is not None:
            self._settled.settle()

    def _as_shown(self, obj: griffe.Object) -> ApiObject | None:
        api = super().read(obj)
        if api is None:
            return None
        if self._spoken.get(obj.path if obj.is_module else obj.module.path):
            api = without_unspoken(replace(api, set_by_code=False), obj, self.live)  # its words are here
        if obj.path in self._changing:
            api = replace(api, skip=_UNREADABLE)
        elif not api.human and api.kind == "field" and is_class_attribute(self.live.find(obj.path)):
            api = replace(api, skip=api.skip or ALIAS)
        elif not api.human and (obj.path in self.declared.written or declared_by_owner(obj)):
            api = replace(api, skip=DESCRIBED, documented=replace(api.documented, summary=True))
        api = with_contents(self._with_told(api), obj, self.declared.contents)
        api = with_unshown(api, signed(api, obj, self.live, self.declared))
        return with_twin(self._with_constructor(api, obj), self.twins.said(obj.path))

    def _with_constructor(self, api: ApiObject, obj: griffe.Object) -> ApiObject:
        """A class with the names of the parameters that its constructor has in the code and not on the page."""
        init = obj.members.get("__init__") if obj.is_class else None
        shown = self.constructor(init) if isinstance(init, griffe.Function) else None
        return replace(api, unshown=shown.unshown) if shown is not None and shown.unshown else api

    def _with_told(self, api: ApiObject) -> ApiObject:
        if self.live.there(api.module):
            said = told(api, self.live)
            self._told.pop(api.path, None)
            if said != api.said:
                self._told[api.path] = said
        return with_told(api, self._told.get(api.path, api.said))

    def constructor(self, init: griffe.Function) -> ApiObject | None:
        """A constructor as it is shown with its class: with what the signature of that holds."""
        api = self.read(init)
        if api is None:
            return None
        shown = with_unshown(api, signed(api, init, self.live, self.declared, inside=init.parent))
        return with_twin(shown, self.twins.said(init.path))

    def unnoted(self, module: str) -> bool:
        """Whether nobody knows what was asked when the objects of a module were read."""
        return self._settled is None or self._settled.is_passed_by(module)

    def recall(self) -> None:
        """Give objects the words that the last build met, in modules that are not there yet."""
        for path in self._known:
            found = self.find(path)
            if found is not None:
                self._speak(found if isinstance(found, griffe.Module) else found.module)
        if self._settled is not None:
            self._settled.settle()

    @property
    def is_disturbed(self) -> bool:
        """Whether objects say something else than when the code was first looked at in this build."""
        return self._settled is not None and self._settled.is_disturbed

    def choose_first(self, module: griffe.Module) -> None:
        """Describe a module as sphinx-autoapi shows it."""
        self.hidden |= choose_first(module, self._loader.extensions)
        if self._settled is not None:
            self._settled.disturb()
        for obj in _objects(module):
            self._forget(obj)

    def words(self) -> dict[str, str]:
        """The words that are not those of the source, by path, for a build that imports nothing."""
        return {path: text for path, text in self._known.items() if not self._asked(path)} | self._met

    def told(self) -> dict[str, Said]:
        """The words in code that only running code tells, by path, likewise."""
        return dict(self._told)

    def _asked(self, path: str) -> bool:
        return any(self._spoken.get(path[:end]) for end, sign in enumerate(f"{path}.") if sign == ".")

    def _speak(self, module: griffe.Module) -> None:
        """Give the objects of a module the words that they have at run time, once it is there."""
        live = self.live.there(module.path)
        if self._spoken.get(module.path) is live:
            return
        self._spoken[module.path] = live
        changed = live and choose(module, self.live, self._loader.extensions)
        for obj in _objects(module):
            changed |= self._give(obj, self._live_text(obj) if live else self._known.get(obj.path, ""))
            self._forget(obj)
        if changed and self._settled is not None:
            self._settled.disturb()

    def _forget(self, obj: griffe.Object) -> None:
        path = obj.path
        self._read.pop(path, None)
        self._shown.pop(path, None)

    def _live_text(self, obj: griffe.Object) -> str:
        words = self.live.words(obj.path)
        if words is None or (words.fixed and (words.inherited or not words.text)) or self._commented(obj):
            return ""
        if not words.fixed:
            self._changing.add(obj.path)
            return ""
        text = inspect.cleandoc(words.text)
        said = self.own(obj)
        if said is not None and inspect.cleandoc(said.value) == text:
            return ""
        self._met[obj.path] = text
        return text

    def own(self, obj: griffe.Object) -> griffe.Docstring | None:
        """The docstring that stands in the source."""
        return self._own.get(obj.path, obj.docstring)

    def _commented(self, obj: griffe.Object) -> bool:
        """Whether a person says something below or beside an assignment: autodoc prefers that to a docstring."""
        if not isinstance(obj, griffe.Attribute) or "property" in obj.labels:
            return False
        api = super().read(obj)
        return api is not None and bool(api.human) and obj.path not in self._own

    def _give(self, obj: griffe.Object, text: str) -> bool:
        """Have an object say a text, or again what the source says; whether that is something else than before."""
        before = obj.docstring
        if text:
            self._own.setdefault(obj.path, before)
            obj.docstring = griffe.Docstring(text, parent=obj)
        elif obj.path in self._own:
            obj.docstring = self._own.pop(obj.path)
        return (obj.docstring and obj.docstring.value) != (before and before.value)


def _objects(module: griffe.Module) -> Iterator[griffe.Object]:
    """A module and all that is defined in it, without what other modules define."""
    waiting: list[griffe.Object] = [module]
    while waiting:
        obj = waiting.pop()
        yield obj
        if obj.is_module or obj.is_class:
            waiting += [one for one in obj.members.values() if isinstance(one, griffe.Object) and not one.is_module]
