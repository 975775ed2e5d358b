"""What is documented: an API object and its parts, as frozen values.

Read once from Griffe (`aidoc_core.code.collect`); nothing in here knows a model or a doc tool, and Griffe only
through `ApiObject.context`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from aidoc_core.code.packed import Packable
from aidoc_core.code.special import is_special

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aidoc_core.code.lookup import CodeContext

NO_NAMES: frozenset[str] = frozenset()
"""The one empty set: Python makes another one each time, and it takes as much room as most texts."""

Kind = Literal["module", "class", "function", "property", "field", "data"]
"""`field`: what a class declares (dataclass fields, enum members, annotated attributes). `data`: module-level names."""

ParameterKind = Literal[
    "positional-only", "positional or keyword", "variadic positional", "keyword-only", "variadic keyword"
]
"""Griffe's words for `inspect.Parameter.kind`."""


def set_of(found: Iterable[str]) -> frozenset[str]:
    """A set of names, as objects hold them."""
    return frozenset(found) or NO_NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where an object is defined.

    Attributes:
        file: The file, relative to the project where possible, with forward slashes.
        line: The first line, from 1; 0 where it is not known.
    """

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a signature, without `self` and `cls`.

    Attributes:
        name: As documented: `*args` and `**kwargs` carry their stars.
        kind: How it is passed.
        annotation: The annotation as written, if any.
        default: The default as written, if any.
    """

    name: str
    kind: ParameterKind = "positional or keyword"
    annotation: str | None = None
    default: str | None = None

    @property
    def required(self) -> bool:
        """Whether a complete docstring must describe it: not variadics, not `_private` names."""
        return not self.name.startswith(("*", "_"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Documented:
    """What a person's docstring says already, whatever its style.

    Attributes:
        summary: Whether it has any prose of its own.
        parameters: Names it describes, without stars.
        returns: Whether it describes what is returned.
        yields: Whether it describes what is yielded.
        raises: Names of the exceptions it describes, the last part of each.
        attributes: Of a class or module: names that a section for attributes describes; empty without such a section.
    """

    summary: bool = False
    parameters: frozenset[str] = NO_NAMES
    returns: bool = False
    yields: bool = False
    raises: frozenset[str] = NO_NAMES
    attributes: frozenset[str] = NO_NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What people say of an object in its code, outside of its docstring: `Field(description=…)`, `Doc(…)`, `help=…`.

    A text is empty where words are there that only running code could tell, or that no reading can part.

    Attributes:
        summary: What it is; `None` where nobody says it.
        parameters: Names, with stars, and what they mean.
        returns: What is returned; `None` where nobody says it.
        yields: What is yielded, likewise.
        raises: Exceptions, as they are written, and when they are raised.
    """

    summary: str | None = None
    parameters: tuple[tuple[str, str], ...] = ()
    returns: str | None = None
    yields: str | None = None
    raises: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return self != NOT_SAID

    @property
    def visible(self) -> Said:
        """What of it can be shown."""
        return Said(
            summary=self.summary or None,
            parameters=tuple((name, text) for name, text in self.parameters if text),
            returns=self.returns or None,
            yields=self.yields or None,
            raises=tuple((name, text) for name, text in self.raises if text),
        )


NOT_SAID = Said()
"""Nothing, as people say of most objects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiObject(Packable):
    """One object of a Python API. Its texts may be packed once it is looked up.

    Attributes:
        path: The canonical dotted path, e.g. `httpx._client.Client.get`.
        kind: What it is.
        module: The path of the module that defines it.
        location: File and line of the definition.
        signature: The header as it reads in Python, without decorators, e.g. `def get(self, url: str) -> Response`.
        parameters: What callers pass, in order.
        unshown: Names of parameters, without stars, that the code has and the signature on the page lacks. No part of
            what identifies an answer: what is asked is the same, and what is shown of the answer says less.
        returns_value: Whether a call gives back something other than `None`.
        yields_value: Whether it is a generator, or an iterator by annotation with a `yield` in its body.
        is_async: Whether it is a coroutine function or asynchronous generator.
        raises: Names of exceptions raised in the body, in order of appearance.
        decorators: As written, without the at sign.
        code: A dump of the syntax tree without docstrings, comments and formatting; the identity of the code.
        source: The lines of the definition as written, dedented; empty for compiled objects.
        header: Of the enclosing class: its header line; empty at module level.
        members: Of a class or module: the headers of its public members, sorted.
        attributes: Of a class or module: public fields (names of a module) without a text of their own, as in the code.
        listed_by: Of such a field: the class or module whose own list of attributes leaves it out; else empty.
        skipped: Of these members, the names of those that the source marks with `# aidoc: skip`.
        human: The person's text, empty where there is none.
        beside: Whether pages show a person's words though it has no text: a notice, described parameters.
        documented: What people's words cover, in docstrings and in code.
        by_extensions: What of that only Griffe extensions say, and how they change the signature.
        said: What people say in code that no docstring says.
        inherits: The path of the member whose words it shows for want of its own; empty if it does not.
        set_by_code: Whether code sets its docstring while it is imported, so that no reading can tell what it says.
        skip: Why the object is left alone (`# aidoc: skip`, excluded), empty if it is not.
        public: Whether a page shows it under a public name, whatever its own is.
        context: The code around it, for checks that look further than the object; no part of its value.
    """

    packs: ClassVar[tuple[str, ...]] = (
        "signature", "parameters", "decorators", "code", "source", "header", "members", "human",
    )  # fmt: skip

    path: str
    kind: Kind
    module: str
    location: Location
    signature: str = ""
    parameters: tuple[Parameter, ...] = ()
    unshown: frozenset[str] = NO_NAMES
    returns_value: bool = False
    yields_value: bool = False
    is_async: bool = False
    raises: tuple[str, ...] = ()
    decorators: tuple[str, ...] = ()
    code: str = field(default="", repr=False)
    source: str = field(default="", repr=False)
    header: str = ""
    members: tuple[str, ...] = field(default=(), repr=False)
    attributes: tuple[str, ...] = ()
    listed_by: str = ""
    skipped: frozenset[str] = NO_NAMES
    human: str = field(default="", repr=False)
    beside: bool = False
    documented: Documented = Documented()
    by_extensions: tuple[str, ...] = ()
    said: Said = field(default=NOT_SAID, repr=False)
    inherits: str = ""
    set_by_code: bool = False
    skip: str = ""
    public: bool = False
    context: CodeContext | None = field(default=None, compare=False, repr=False)

    def plain(self) -> tuple[Any, ...]:
        """What may be packed."""
        return tuple(
            tuple((one.name, one.kind, one.annotation, one.default) for one in self.parameters)
            if name == "parameters"
            else getattr(self, name)
            for name in self.packs
        )

    @classmethod
    def made(cls, name: str, plain: Any) -> Any:
        """A part of what `plain` gave."""
        if name != "parameters":
            return plain
        return tuple(
            Parameter(name=own, kind=kind, annotation=annotation, default=default)
            for own, kind, annotation, default in plain
        )

    @property
    def qualname(self) -> str:
        """The path inside its module; `.` for the module itself."""
        return self.path.removeprefix(self.module).removeprefix(".") or "."

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(".")[2]

    @property
    def special(self) -> bool:
        """Whether it is a special method or attribute, as `__len__` and `__version__`."""
        return self.kind not in ("module", "class") and is_special(self.name)
