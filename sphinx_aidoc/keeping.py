"""Which members an auto directive keeps: autodoc's rules, told from the source and what is known of running code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sphinx.util.docstrings import separate_metadata

from aidoc_core.code.gaps import may_appear, repeats_its_class
from sphinx_aidoc.aliases import ALIAS
from sphinx_aidoc.inheritance import inherited
from sphinx_aidoc.members import MemberOptions, wants
from sphinx_aidoc.missing import lacks
from sphinx_aidoc.object_type import object_type
from sphinx_aidoc.state import IN_STUB, LOST
from sphinx_aidoc.unmade import is_unset

if TYPE_CHECKING:
    from collections.abc import Mapping

    import griffe

    from aidoc_core.code.inherited import Inherited
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.settings import Settings
    from sphinx_aidoc.leaving_out import Handlers
    from sphinx_aidoc.words import LivePackages


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


class Keeping:
    """Decides on members.

    Args:
        packages: The loaded code.
        settings: aidoc's options.
        rules: autodoc's.
        handlers: What the project itself leaves out and lets in.

    Attributes:
        twice: Objects without words that would be shown by a directive of their own, and as members as well.
    """

    def __init__(self, packages: LivePackages, settings: Settings, rules: Rules, handlers: Handlers | None) -> None:
        self._packages = packages
        self._settings = settings
        self._rules = rules
        self._handlers = handlers
        self.twice: set[str] = set()

    def keeps(self, owner: str, name: str, obj: griffe.Object, options: MemberOptions, *, everything: bool) -> bool:
        """Whether a member is shown, or would be if it had a text.

        Args:
            owner: The full name of what it is a member of.
            name: Its name there.
            obj: The member.
            options: The options of the directive.
            everything: Whether members are taken as they come, not just those that are listed.
        """
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
                return (separate or wants(options.special, name)) and self.has_text(name, obj, options)
            said = self.metadata(obj)
            private = "private" in said or (name.startswith("_") and "public" not in said)
            if private and not wants(options.private, name):
                return False
        return self.has_text(name, obj, options)

    def metadata(self, obj: griffe.Object) -> Mapping[str, str]:
        """What a docstring says of itself, as `:meta private:`; autodoc looks for it in inherited ones, too.

        Args:
            obj: What has it.
        """
        api = self._packages.read(obj)
        if api is None or api.kind in ("module", "field", "data"):
            return {}
        words = self._packages.live.words(obj.path)
        text = api.human if words is None or not words.text else words.text
        return separate_metadata(text)[1] if ":meta " in text else {}

    def has_text(self, name: str, obj: griffe.Object, options: MemberOptions) -> bool:
        """Whether a member has a text, may get one, or is shown without.

        Args:
            name: Its name where it is shown.
            obj: The member.
            options: The options of the directive.
        """
        api = self._packages.read(obj)
        if api is None or lacks(self._packages, obj) or self._is_mere_value(obj, api):
            return False
        by_class = (obj.is_class or api.skip == ALIAS) and self._packages.live.speaks(obj.path)
        listed = options.undocumented and not self._is_unset(obj, api, options)
        if listed or by_class or self._inherits(obj):
            return True
        if api.human or api.skip in (IN_STUB, LOST):
            return bool(api.human)
        if obj.path in self._packages.declared.auto:
            self.twice.add(obj.path)
            return False
        shown_as = replace(api, public=name != obj.name and not name.startswith("_"))
        appears = self._settings.reveal and may_appear(shown_as, self._settings)
        return appears and self._packages.live.describes(obj.path)

    def reveals(self, owner: str, name: str, obj: griffe.Object, options: MemberOptions) -> bool:
        """Whether a member that is kept is not shown without a text.

        Args:
            owner: The full name of what it is a member of.
            name: Its name there.
            obj: The member.
            options: The options of the directive.
        """
        api = self._packages.read(obj)
        if api is None or api.human or self._inherits(obj):
            return False
        live = self._packages.live.find(f"{owner}.{name}")
        if live is not None and object_type(live) == "data":  # autodoc knows no mere value without a comment
            return True
        listed = options.undocumented and not self._is_unset(obj, api, options)
        return not (listed or (obj.is_class and self._packages.live.speaks(obj.path)))

    def _is_unset(self, obj: griffe.Object, api: ApiObject, options: MemberOptions) -> bool:
        return api.kind in ("field", "data") and is_unset(self._packages.live, obj.path, alone=options.alone)

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

    def _inherits(self, obj: griffe.Object) -> bool:
        return self.inherited_words(obj) is not None

    def inherited_words(self, obj: griffe.Object) -> Inherited | None:
        """What a member without words of its own says by a base, where autodoc shows that.

        Args:
            obj: The member.
        """
        api = self._packages.read(obj)
        if api is None or api.human or api.kind == "class":
            return None
        if not (self._rules.inherit or api.kind == "field"):  # autodoc shows a comment of a base in any case
            return None
        return inherited(obj, self._packages)

    def keeps_slot(self, owner: str, name: str, api: ApiObject, options: MemberOptions, *, everything: bool) -> bool:
        """The same of a name that stands in `__slots__` alone.

        Args:
            owner: The full name of its class.
            name: The name.
            api: What is known of it.
            options: The options of the directive.
            everything: Whether members are taken as they come, not just those that are listed.
        """
        return self._asked(owner, name, self._keeps_slot(name, api, options, everything=everything), options)

    def _keeps_slot(self, name: str, api: ApiObject, options: MemberOptions, *, everything: bool) -> bool:
        if wants(options.exclude, name) or not (options.undocumented or api.documented.summary):
            return False
        special = name.startswith("__") and name.endswith("__")
        hidden = options.special if special else options.private if name.startswith("_") else "all"
        return not everything or wants(hidden, name)

    def adds(self, init: griffe.Function, api: ApiObject, options: MemberOptions) -> bool:
        """Whether completing a constructor adds anything to its class, which it is shown with.

        Args:
            init: The constructor.
            api: The same, as the core reads it.
            options: The options of the directive.
        """
        if repeats_its_class(api, self._settings):
            return False
        # Where its own text is not shown, completing it would be of no use, and one that it inherits is no help.
        return not (self._inherits(init) if self._rules.with_init(options) else api.human)
