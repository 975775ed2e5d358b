"""What an object's docstring lacks, and whether we may fill it.

A gap is decided from the code and the person's text alone; options say which gaps are wanted.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from aidoc_core.code.objects import NOT_SAID, Documented
from aidoc_core.code.parsing import parse
from aidoc_core.code.parts import DESCRIBED, PARTS

if TYPE_CHECKING:
    from aidoc_core.code.objects import ApiObject, Said
    from aidoc_core.settings import Settings

SET_BY_CODE = "its docstring is set at run time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What is missing from a docstring.

    Attributes:
        summary: There is no text at all.
        parameters: Names to describe, with stars, in the order of the signature.
        returns: What is returned is not described.
        yields: What is yielded is not described.
        raises: Exceptions raised in the body that are not described.
        attributes: Fields that a person's list of attributes leaves out.
    """

    summary: bool = False
    parameters: tuple[str, ...] = ()
    returns: bool = False
    yields: bool = False
    raises: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.summary or bool(self.sections)

    @property
    def sections(self) -> int:
        """How many sections it takes to fill them: one for each parameter, result, exception and attribute."""
        values = [getattr(self, part.field) for part in DESCRIBED]
        return sum(value if isinstance(value, bool) else len(value) for value in values)

    def names(self) -> list[str]:
        """The gaps as words, e.g. `["summary", "parameter url", "returns"]`."""
        words = []
        for part in PARTS:
            if not part.asked_with and (missing := getattr(self, part.field)):
                words += [part.where(name) for name in missing] if part.named else [part.where()]
        return words


def find_gaps(obj: ApiObject) -> Gaps:
    """What the object's docstring lacks, whatever the options say; nothing where no reading can tell."""
    return Gaps() if obj.set_by_code else _gaps(obj, obj.documented)


def whole_docstring(obj: ApiObject) -> Gaps:
    """What an object lacks that has no docstring at all, whatever a person has written."""
    return _gaps(obj, Documented())


def _gaps(obj: ApiObject, has: Documented) -> Gaps:
    missing = [
        parameter
        for parameter in obj.parameters
        if parameter.name.lstrip("*") not in has.parameters and not parameter.name.startswith("_")
    ]
    if has.summary and not any(parameter.required for parameter in missing):
        missing = []  # nobody calls a docstring incomplete for want of a word on **kwargs
    return Gaps(
        summary=not has.summary,
        parameters=tuple(parameter.name for parameter in missing),
        returns=obj.returns_value and not (has.returns or has.yields),
        yields=obj.yields_value and not (has.yields or has.returns),
        raises=tuple(name for name in obj.raises if name not in has.raises),
        # Without a list of attributes in the person's text, fields are documented one by one, where they stand.
        attributes=tuple(name for name in obj.attributes if name not in has.attributes | has.parameters)
        if has.attributes
        else (),
    )


def wanted_gaps(obj: ApiObject, settings: Settings) -> Gaps:
    """What the object's docstring lacks, without the attributes that options leave out."""
    gaps = find_gaps(obj)
    if not gaps.attributes:
        return gaps
    names = (name for name in gaps.attributes if not _left_out(f"{obj.path}.{name}", settings))
    return replace(gaps, attributes=tuple(names))


def without_body(gaps: Gaps, obj: ApiObject) -> Gaps:
    """Those of an object's gaps that its signature tells of: no exceptions, results only where they are annotated."""
    annotated = obj.kind == "function" and _returns(obj.signature)
    return replace(gaps, raises=(), returns=gaps.returns and annotated, yields=gaps.yields and annotated)


def _returns(signature: str) -> bool:
    node = parse(f"{signature}: ...").body[0]
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None


def repeats_its_class(constructor: ApiObject, settings: Settings) -> bool:
    """Whether a constructor that is shown with its class lacks a summary, and nothing else.

    The text of the class says what such a summary would say: pages never show it, so nobody is to pay for it.
    """
    gaps = find_gaps(constructor)
    if settings.send == "signatures":
        gaps = without_body(gaps, constructor)
    return gaps == Gaps(summary=True) and not constructor.said


def is_complete(obj: ApiObject) -> bool:
    """Whether parameters, returns or yields, and raises are all described, and there is a text at all."""
    return not find_gaps(obj)


def why_not(obj: ApiObject, settings: Settings) -> str:  # noqa: PLR0911 - one case a line
    """Why the options or the source forbid to fill this object; empty if they do not."""
    if obj.skip:
        return obj.skip
    if obj.set_by_code:
        return SET_BY_CODE
    if obj.kind not in settings.kinds:
        return f"kinds: {obj.kind} is not listed"
    if reason := _left_out(obj.path, settings):
        return reason
    if not settings.private and _is_private(obj):
        return "private"
    if not settings.special and obj.special:
        return "special: false"
    if not settings.enrich and obj.documented.summary:
        return "enrich: false"
    if obj.listed_by and _completes(obj, settings):
        return f"described with {obj.listed_by}"
    return ""


def shown_said(obj: ApiObject, settings: Settings) -> Said:
    """What people say of an object in its code, as far as it is to be shown: where we may fill what is missing."""
    if not (obj.said and settings.show_descriptions):
        return NOT_SAID
    documented = obj.documented.summary and obj.said.summary is None
    without = replace(obj, documented=replace(obj.documented, summary=documented))
    return NOT_SAID if why_not(without, settings) else obj.said.visible


def may_appear(obj: ApiObject, settings: Settings) -> bool:
    """Whether an object that pages hide for want of a docstring may get a text to show: a person's or ours.

    A special method stays hidden: that a page shows those with a docstring does not say that it is to show them all.
    """
    return not obj.special and (is_fillable(obj, settings) or shown_said(obj, settings).summary is not None)


def is_fillable(obj: ApiObject, settings: Settings) -> bool:
    """Whether the object lacks something that we may fill in."""
    return not why_not(obj, settings) and bool(find_gaps(obj))


def _completes(obj: ApiObject, settings: Settings) -> bool:
    """Whether the class or module whose list of attributes leaves this field out is completed itself."""
    kind = "module" if obj.listed_by == obj.module else "class"
    return settings.enrich and kind in settings.kinds and not _left_out(obj.listed_by, settings)


def _left_out(path: str, settings: Settings) -> str:
    if settings.include and not matches(path, settings.include):
        return "include: no pattern matches"
    return "exclude" if matches(path, settings.exclude) else ""


def matches(path: str, patterns: list[str]) -> bool:
    """Whether a dotted path matches any of some patterns, as `include` and `exclude` have them."""
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def _is_private(obj: ApiObject) -> bool:
    """Private by its own name or an enclosing class; a module never is, since a page that shows one names it.

    Public names live in `_private` modules so often that a module's name says nothing about its members either.
    """
    *around, name = obj.qualname.split(".")
    names = around if obj.special else [*around, name]
    return not obj.public and any(part.startswith("_") and part != "__init__" for part in names)
