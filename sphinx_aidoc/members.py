"""Which members an auto directive asks for: autodoc's options, from a document's text or from an event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from sphinx.ext.autodoc import ALL, EMPTY, Options

Names: TypeAlias = frozenset[str] | Literal["all"] | None
"""Some names, all of them, or not asked for."""
Rest: TypeAlias = tuple[tuple[str, Any], ...]
"""Options that decide on no member."""

_MERGED = ("members", "private-members", "special-members", "inherited-members", "exclude-members")
_KNOWN = (*_MERGED, "undoc-members", "imported-members", "ignore-module-all", "class-doc-from")
_OF_ALL = ("no-index", "no-index-entry", "noindex")
_FLAGS = (*_OF_ALL, "show-inheritance", "deprecated", "no-value")
_REST = (*_FLAGS, "member-order", "synopsis", "platform", "class-doc-from")
_BY_DEFAULT = ("no-index", "no-index-entry", "show-inheritance", "member-order")
"""Those of the rest that `autodoc_default_options` may give to what has members."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberOptions:
    """The options that decide which members appear.

    Attributes:
        members: `:members:`.
        private: `:private-members:`.
        special: `:special-members:`.
        inherited: `:inherited-members:`; names are classes at which inheritance stops.
        exclude: `:exclude-members:`.
        undocumented: `:undoc-members:`.
        imported: `:imported-members:`.
        ignore_all: `:ignore-module-all:`.
        class_doc_from: `:class-doc-from:`, empty for the configured one.
        rest: Options that decide on no member, for handlers that may go by them; no part of what makes two the same.
    """

    members: Names = None
    private: Names = None
    special: Names = None
    inherited: Names = None
    exclude: Names = None
    undocumented: bool = False
    imported: bool = False
    ignore_all: bool = False
    class_doc_from: str = ""
    rest: Rest = field(default=(), compare=False)

    @property
    def everything(self) -> bool:
        """Whether members are taken as they come, not just those that are listed."""
        return self.members == "all" or self.inherited is not None

    @property
    def alone(self) -> bool:
        """Whether members of bases are not taken."""
        return self.everything and self.inherited is None

    @property
    def listed(self) -> frozenset[str]:
        """The members that are asked for by name."""
        names: set[str] = set()
        for given in (self.members, self.private, self.special):
            names.update(() if given is None or given == "all" else given)
        return frozenset(names)

    @classmethod
    def from_directive(cls, options: Mapping[str, Any], defaults: Mapping[str, Any]) -> MemberOptions:
        """The options of a directive as written, with `autodoc_default_options` filled in as autodoc does it."""
        merged: dict[str, Any] = {}
        for name in _KNOWN:
            default = defaults.get(name, False)
            if name in options:
                value = options[name]
                if name in _MERGED and isinstance(value, str) and value.startswith("+") and isinstance(default, str):
                    value = f"{default},{value[1:]}"
                merged[name] = True if value in (None, "") else value
            elif f"no-{name}" not in options and default not in (False, None):
                merged[name] = default
        return cls(
            members=_names(merged.get("members")),
            private=_names(merged.get("private-members")),
            special=_names(merged.get("special-members")),
            inherited=_names(merged.get("inherited-members"), bare=frozenset({"object"})),
            exclude=_names(merged.get("exclude-members"), bare=None),
            undocumented=bool(merged.get("undoc-members")),
            imported=bool(merged.get("imported-members")),
            ignore_all=bool(merged.get("ignore-module-all")),
            class_doc_from=str(merged.get("class-doc-from") or ""),
            rest=_rest({name: defaults[name] for name in _BY_DEFAULT if name in defaults}, options),
        )

    @classmethod
    def of_one(cls, options: Mapping[str, Any]) -> MemberOptions:
        """The options of a directive that shows one object, as written."""
        return cls(rest=_rest({}, {name: options[name] for name in _OF_ALL if name in options}))

    @classmethod
    def from_event(cls, options: Any) -> MemberOptions:
        """The options that autodoc hands to its events: an object with attributes, whatever its version."""

        def get(name: str) -> Any:
            try:
                return getattr(options, name)
            except (AttributeError, KeyError):
                return None

        return cls(
            members=_names(get("members") or None),
            private=_names(get("private_members")),
            special=_names(get("special_members")),
            inherited=_names(get("inherited_members") or None, bare=frozenset({"object"})),
            exclude=_names(get("exclude_members") or None, bare=None),
            undocumented=bool(get("undoc_members")),
            imported=bool(get("imported_members")),
            ignore_all=bool(get("ignore_module_all")),
            class_doc_from=str(get("class_doc_from") or ""),
            rest=tuple((name, one) for name in _REST if (one := get(name.replace("-", "_"))) not in (None, False)),
        )

    def as_autodoc(self, *, new: bool = False) -> Any:
        """The options as autodoc gives them to handlers and documenters: those that are not set are not there.

        Args:
            new: Whether the autodoc of Sphinx 9 gives them, which are read by their attributes.
        """
        flags = {
            "undoc-members": self.undocumented,
            "imported-members": self.imported,
            "ignore-module-all": self.ignore_all,
        }
        names = {
            "members": _listed(self.members),
            "private-members": _listed(self.private),
            "special-members": _listed(self.special),
            "inherited-members": None if self.inherited is None else set(_listed(self.inherited) or ()),
            "exclude-members": EMPTY if self.exclude is None else set(_listed(self.exclude) or ()),
        }
        given = {name: value for name, value in names.items() if value is not None}
        given |= {name: True for name, value in flags.items() if value} | dict(self.rest)
        if new:
            from sphinx.ext.autodoc._directive_options import _AutoDocumenterOptions  # noqa: PLC0415 - new in Sphinx 9

            return _AutoDocumenterOptions.from_directive_options(given)
        return Options(given)


def wants(names: Names, name: str) -> bool:
    """Whether a name is asked for."""
    return names is not None and (names == "all" or name in names)


def _names(value: Any, *, bare: Names = "all") -> Names:
    """Names from a text, a collection or autodoc's own sentinel for all; `bare` is meant by an option without any."""
    if value is None or value is False:
        return None
    if value is True or value == "":
        return bare
    if isinstance(value, str):
        return frozenset(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, Iterable):
        return frozenset(str(part) for part in value)
    return bare


def _listed(names: Names) -> Any:
    return None if names is None else ALL if names == "all" else sorted(names)


def _rest(defaults: Mapping[str, Any], written: Mapping[str, Any]) -> Rest:
    """The options that decide on no member, as autodoc gives them to handlers."""
    kept = {name: one for name, one in defaults.items() if one is not False and f"no-{name}" not in written}
    given = {**kept, **written}
    flags = {name: True for name in _FLAGS if name in given}
    texts = {name: str(given[name]) for name in _REST if name not in _FLAGS and given.get(name) not in (None, True, "")}
    return tuple({**flags, **texts}.items())
