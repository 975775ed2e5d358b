"""What the rules may ask of the object that an answer is about. Everything is worked out when first asked for."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.decorators import Kept, by_name, kept, together
from aidoc_core.checks.words import stems
from aidoc_core.code.gaps import whole_docstring
from aidoc_core.code.lookup import Body, CodeContext, body_of
from aidoc_core.code.lookup.code_words import words_of
from aidoc_core.code.parsing import parse
from aidoc_core.glossary import NO_WORDS, Glossary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet
    from typing import Any

    from aidoc_core.code.gaps import Gaps
    from aidoc_core.code.objects import ApiObject, Parameter
    from aidoc_core.code.source import Definition

_CONTEXT = ("contextmanager", "asynccontextmanager")


class Target:
    """An object with what its code says about it.

    Args:
        obj: The object.
        gaps: What was asked for; everything that the code asks for if not given.
        known: Tells whether a dotted path is documented elsewhere (the site's inventories).
        hosts: Hosts that addresses may lead to (the option `link_hosts`).
        english: Whether it is described in English, which rules about wording know.
        question: What the model was told beside the code; empty for people's texts.
        glossary: The words of the project.

    Attributes:
        memory: What rules of one chapter have worked out for each other, about the one answer of this subject.
    """

    def __init__(  # noqa: PLR0913 - keyword-only after what everyone needs
        self,
        obj: ApiObject,
        gaps: Gaps | None = None,
        known: Callable[[str], bool] = lambda _: False,
        hosts: Sequence[str] = (),
        *,
        english: bool = True,
        question: str = "",
        glossary: Glossary = NO_WORDS,
    ) -> None:
        self.obj = obj
        self.known = known
        self.hosts = hosts
        self.english = english
        self.question = question
        self.glossary = glossary
        self.memory: dict[str, Any] = {}
        self.gaps = gaps if gaps is not None else whole_docstring(obj)

    @property
    def context(self) -> CodeContext | None:
        """The way to the code around it; `None` for an object that stands alone."""
        return self.obj.context

    @cached_property
    def definition(self) -> Definition | None:
        """Its syntax tree; read from its own source where there is no way context."""
        if self.context is not None:
            return self.context.definition
        try:
            first = parse(self.obj.source).body[:1]
        except (SyntaxError, ValueError):
            return None
        node = first[0] if first else None
        return node if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) else None

    @cached_property
    def function(self) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        """The same, where it is a function or property. The source of a class, methods and all, is not asked for."""
        node = self.definition if self.obj.kind != "class" else None
        return node if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else None

    @property
    def source(self) -> str:
        """The lines of its definition, of a class with all methods: they count where a rule has asked for them."""
        if self.context is not None:
            self.context.package.note_code(self.context.obj)
        return self.obj.source

    @cached_property
    def body(self) -> Body | None:
        """What its body does, where it is a function or property with a source."""
        if self.function is None:
            return None
        return self.context.package.body(self.context.obj) if self.context is not None else body_of(self.function)

    @cached_property
    def constructor(self) -> griffe.Function | None:
        """Of a class: the function that a call of it runs, its own or inherited."""
        if self.obj.kind != "class" or self.context is None:
            return None
        for name in ("__init__", "__new__", "__call__"):
            found = self.context.package.member(self.context.obj, name)
            if isinstance(found, griffe.Function) and (name != "__call__" or found.parent is not self.context.obj):
                return found
        return None

    @cached_property
    def decorators(self) -> tuple[str, ...]:
        """Last parts of the decorators' names."""
        return tuple(name.partition("(")[0].rpartition(".")[2] for name in self.obj.decorators)

    @cached_property
    def is_context_manager(self) -> bool:
        """Whether a decorator turns the generator into a context manager."""
        return any(name in _CONTEXT for name in self.decorators)

    @cached_property
    def kept(self) -> Kept:
        """What its decorators leave as it is."""
        written = getattr(self.definition, "decorator_list", ())
        if len(written) != len(self.obj.decorators):  # those of overloads and setters beside it
            return together(by_name(name) for name in self.decorators)
        return together(kept(decorator, self.context) for decorator in written)

    @property
    def is_plain(self) -> bool:
        """Whether no decorator may change what callers pass or get."""
        return self.kept.everything

    @cached_property
    def is_stub(self) -> bool:
        """Whether the body does nothing: abstract, overloaded, a protocol; what it returns is for others to say."""
        if self.function is None or self.body is None:
            return True
        return (
            any(name in ("abstractmethod", "overload", "abstractproperty") for name in self.decorators)
            or ("NotImplementedError" in self.body.raises and _is_left_to_others(self.function))
            or is_empty(self.function)
        )

    @cached_property
    def annotation(self) -> str:
        """The return annotation as written."""
        returns = self.function.returns if self.function is not None else None
        return ast.unparse(returns).strip("'\"") if returns is not None else ""

    @cached_property
    def code_words(self) -> frozenset[str]:
        """Stems of the words in the name, signature and body."""
        names = set(self.body.words) if self.body else set()
        names.update((self.obj.qualname, self.obj.signature, self.obj.header, *self.obj.members))
        if self.body is None and self.source:
            names.add(self.source)
        return frozenset().union(*map(stems, names))

    @property
    def mentions(self) -> AbstractSet[str]:
        """Every word that the authors of the package wrote, in lower case; none for an object that stands alone."""
        return self.context.package.mentions if self.context is not None else frozenset()

    @cached_property
    def module_words(self) -> frozenset[str]:
        """Stems of the words in the code of the module that it is in."""
        if self.context is None:
            return self.code_words
        found = words_of("\n".join(self.context.package.file(self.context.obj).lines))
        return self.code_words.union(*map(stems, found))

    @cached_property
    def own_names(self) -> frozenset[str]:
        """Identifiers in the object's own code: parameters, variables, attributes, keys."""
        names = {parameter.name.lstrip("*") for parameter in self.obj.parameters}
        names.update(self.obj.path.split("."))
        return frozenset(names | (self.body.words if self.body else set()))

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of a name, with or without stars."""
        bare = name.lstrip("*")
        return next((p for p in self.obj.parameters if p.name.lstrip("*") == bare), None)


def is_empty(node: ast.AST | None) -> bool:
    """Whether a function does nothing: its body is there to be overridden."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    return all(isinstance(s, ast.Pass) or _is_constant(s) or _is_missing(s) for s in node.body)


def _is_left_to_others(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a body that raises `NotImplementedError` has nothing else to give: a `raise` alone, or behind all else.

    What refuses one case ("not for sparse matrices") and goes on does what it does itself.
    """
    own = [statement for statement in node.body if not _is_constant(statement)]
    return len(own) <= 1 or any(map(_is_missing, own))


def _is_missing(statement: ast.stmt) -> bool:
    """Whether a statement says that others are to do it."""
    match statement:
        case ast.Return(value=ast.Name(id="NotImplemented")) | ast.Assert(test=ast.Constant(value=False | 0)):
            return True
        case ast.Raise():
            return "NotImplementedError" in ast.unparse(statement)
    return False


def _is_constant(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
