"""What sentences say that a call gives back, and which exceptions they say it raises."""

from __future__ import annotations

import ast
import builtins
import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from aidoc_core.checks import exceptions, results
from aidoc_core.checks.caught import is_caught, uncaught
from aidoc_core.checks.clauses import clauses
from aidoc_core.checks.concepts import has
from aidoc_core.checks.exceptions import exists, is_raised, may_come_from_deeper
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.implied import implied
from aidoc_core.checks.kinds import is_of_decorated
from aidoc_core.checks.raising import ends
from aidoc_core.checks.reach import may_do
from aidoc_core.checks.recognition.doubt import is_short
from aidoc_core.checks.rule import rule
from aidoc_core.checks.sentences.decided import decided
from aidoc_core.checks.sentences.settable import is_set_by_callers
from aidoc_core.checks.sentences.truths import wrong_truths
from aidoc_core.code.lookup.speech import Signs
from aidoc_core.code.outside import is_builtin_exception
from aidoc_core.code.parsing import parse
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    import griffe

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.rule import Complaint
    from aidoc_core.checks.statements import Statement
    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext


@rule("AD206", Severity.DROP, "contradiction", english=True)
def sentence_on_results(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence says that something is returned where nothing is, or nothing where something is.

    "Always returns `None`.", "Gives back the sum." "Returns `None` if there is none" is no such statement; "On success
    it returns `True`" is, where no call returns anything. The rule reports nothing for empty bodies, for decorators
    that may change the result, and if the annotation allows `None`. Where the section on the result is removed, so
    is the sentence that repeats it. "`False` if it failed", where every `return` has `True`, is such a statement, and
    "`True` if the key is unknown" of `return key in rows`.

    Hint: what the code returns; the sentence is removed.
    """
    described = any(results.returns_of_nothing.look(said, subject))  # the section goes, and what repeats it goes along

    def gives(one: Statement, subject: Target) -> tuple[str, str] | None:
        if described and one.value == "something":
            return "says that something is returned, but nothing is", "It returns nothing."
        return _gives(one, subject)

    found = [*decided(said, subject, "gives", gives, _gives_none_plainly)]
    yield from found
    seen = {(one.where, one.quote) for one in found}
    truths = (one for one in wrong_truths(said, subject) if (one.where, one.quote) not in seen)
    yield from (replace(one, shown=True) for one in truths)


@rule("AD303", Severity.DROP, "contradiction", english=True)
def sentence_on_exceptions(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence says that an exception is raised which does not exist, or which nothing in the code raises.

    By the same facts as `AD301` and `AD302`; where they remove an entry, the sentence that repeats it goes along. An
    exception that is caught, returned, or that something else raises, is none that the sentence says is raised; one
    that a sentence only names is, unless the body has the name. "Never raises" is wrong where the body has a `raise`
    that no `try` of its own can catch.

    Hint: the exceptions that are raised; the sentence is removed.
    """
    entries = (
        (*exceptions.invented_exception.look(said, subject), *exceptions.unraised_exception.look(said, subject))
        if said.raises
        else ()
    )
    gone = {complaint.quote.rpartition(".")[2] for complaint in entries}

    def raises(one: Statement, subject: Target) -> tuple[str, str] | None:
        if one.value == "never":
            if _NO_PROOF.search(one.sentence) or _REACHES.search(one.sentence) or _tells_of_raising(one, subject):
                return None
            return _raises_surely(subject)
        if one.subject == "denied":
            return _raises_surely(subject, one.value)
        if one.value.rpartition(".")[2] in gone:
            return f"says that '{one.value}' is raised, whose entry is removed", ""
        return _raises(one, subject)

    yield from decided(said, subject, "raises", raises, _names_what_is_raised)


def _gives_none_plainly(one: Statement, subject: Target) -> bool:
    """Whether `None` is all that a sentence says is returned at times: "Returns `None` if there is nothing"."""
    del subject
    return one.subject == "sometimes" and is_short(one.sentence) and _NONE_ALONE.search(one.sentence) is not None


_NONE_ALONE = regex(
    r"\breturns?\s+`{0,2}None`{0,2}\s+(?:if|when|unless|for|where|on|in)\b|(?:^|,)\W*`{0,2}None`{0,2}\s+is\s+returned\b",
    re.IGNORECASE,
)


def _tells_of_raising(one: Statement, subject: Target) -> bool:
    """Whether another clause says that something is raised: "Nothing is returned; it only raises if a check fails"."""
    return any(
        not clause.scope and not has(clause.words, "NOT") and _RAISING.search(" ".join(clause.words)) is not None
        for clause in clauses(one.sentence, subject.obj.name)
    )


_RAISING = regex(r"\b(?:(?:is|are|gets?|be|being)\s+(?:re-?)?(?:raised|thrown)|(?:re-?)?raises|throws)\b")


def _names_what_is_raised(one: Statement, subject: Target) -> bool:
    """Whether a sentence has an exception as code has it, and does not send readers to it for something else."""
    del subject
    named = f"`{one.value}`" in one.sentence or one.value.endswith(("Error", "Exception"))
    return named and is_short(one.sentence) and not _USED.search(one.sentence)


_USED = regex(r"^\W*(?:use|see)\b|\binstead\W*$", re.IGNORECASE)
_REACHES = regex(
    r"\b(?:not|never|nor)\s+(?:\w+\s+)?(?:caught|handled|suppress\w*|swallowed|catch|handle|ignored)\b|n['\u2019]t\s+(?:caught|catch|handle)"
    r"|\b(?:errors?|exceptions?|failures?|problems?)\s+(?:of(?!\s+(?:its|any|all))|from|while|during|in(?!\s+(?:any|all|every|no|each)))\b",
    re.IGNORECASE,
)
"""An exception that is not caught leaves the call, and some that are caught are not all."""
_NONE_TOO = regex(
    r"(?<!never )(?<!not )`?\b(?:None|nothing(?!\s+(?:to|was|were|had|has|have|needs?|needed|else|but)))\b",
    re.IGNORECASE,
)
"""A sentence that also says that nothing is given back."""
_OR_ELSE = regex(
    r"\breturn\w*\b[^.;]{3,80}[,;]?\s+(?:or|otherwise|else)\b[^.;]{0,40}\bNone\b"
    r"|\breturn\w*[,;]\s+otherwise\b[^.;]{0,40}\bNone\b",
    re.IGNORECASE,
)
"""One of two things is given back: "the record is returned; otherwise the result is `None`"."""
_PUT_BACK = regex(r"\breturned\s+to\s+(?!(?:the\s+|its\s+|any\s+)?(?:callers?|users?|you)\b)", re.IGNORECASE)
"""What goes back to a place, a pool or a stack, is no result."""
_PASSES_NONE = regex(r"\bpass(?:ing|ed)?\s+(?:in\s+)?`{0,2}None", re.IGNORECASE)
"""What is passed is no result."""


_HOLDS_NONE = regex(
    r"(?<!\bcaller\s)(?<!\bcallers\s)(?<!\byou\s)\b(?:of|with|containing|holding|by)\s+(?:all\s+|only\s+)?`{0,2}Nones?\b"
    r"|`{0,2}None`{0,2}\s+(?:for|in\s+place\s+of|as)\s+(?:the\s+|each\s+|its\s+|that\s+|every\s+)",
)
"""What is given has `None` in it: "a gradient of all `None`", "`None` for the covariates"."""


_AT_OTHER_TIMES = regex(
    r"^\W*(?:previously|formerly|before\s+(?:that|version)|in\s+(?:earlier|older|previous)\s+(?:versions|releases))\b"
    r"|\bsuch\s+that\b[^.;]{0,80}\bNone\b",
    re.IGNORECASE,
)
"""What was returned once, or what a result is made to do: "an object such that `None` passes"."""
_STARTS = regex(r"\b(?:starts?|begins?|stops?)\s+(?:returning|to\s+return)\b", re.IGNORECASE)
"""Another does, from then on: "`is_configured` starts returning `True`"."""
_OF_AGENT = regex(
    r"^\W*(?:if|when|unless)\s+(?:the|a|an|your)\s+(?:server|service|api|client|backend|device|browser|broker|host|peer|driver|database"
    r"|kernel|shell)\b[^.]{0,120},\s+it\s+(?:will\s+)?return"
    r"|\breturn\s+values?(?:,|\s+and)\s|\bthe\s+result\s+(?:of\s+[^.,]{1,60}\s+)?is\s+(?:that|set|stored|kept|written)\b",
    re.IGNORECASE,
)
"""What something else returns, and results that are none of a call: "the result is that", "return value and errors"."""
_DROPPED = regex(
    r"\b(?:its|their|the|whose|any)\s+(?:return(?:ed)?\s+values?|results?)\s+(?:is|are|gets?|will\s+be)\s+(?:\w+ly\s+|then\s+|not\s+)?"
    r"(?:ignored|discarded|dropped|unused|thrown\s+away|disregarded|used|kept|needed|inspected|looked\s+at)\b"
    r"|\b(?:ignor|discard|dropp|disregard)\w*\s+(?:its|their|the|whose|any)\s+(?:return(?:ed)?\s+values?|results?)\b",
    re.IGNORECASE,
)
"""What is dropped comes of something that is called: callers of the object do not get it."""
_GOES_BACK = regex(
    r"\breturns?\s+(?:early|immediately|at\s+once|from|if|when|once|unless|until|as\s+soon|straight\s+away|only\s+(?:when|once|after))\b"
    r"(?![^.;]*\breturned\b)",
    re.IGNORECASE,
)
"""It comes to its end, and gives nothing: "returns early if there is nothing to do"."""
_NO_RESULTS = (_STARTS, _OF_AGENT, _DROPPED, _GOES_BACK)
_SOME_KEPT_BACK = regex(
    r"\bwithout\s+returning\s+(?!(?:an?\s+|any\s+|the\s+)?(?:values?|results?|anything|objects?|something)\b)",
    re.IGNORECASE,
)
"""What is left out of what is given: "without returning confidential values"."""
_OF_NO_CALL = (_PASSES_NONE, _HOLDS_NONE, _PUT_BACK, _SOME_KEPT_BACK)
_CONTAINS = regex(r"^(?:typing\.)?(?:list|tuple|dict|set|List|Tuple|Dict|Set|Sequence|Iterable|Mapping)\[.*None")
"""An annotation of what has `None` in it."""
_OF_CALL = regex(
    r"\breturn(?:s|ed|ing)?\b[^.;]{0,60}\bNone\b|\bNone\b[^.;]{0,30}\b(?:is|gets|be)\s+(?:\w+\s+)?returned|^\W*None\b"
    r"|\b(?:or|else|otherwise|gives?|get|gets|receives?|comes?\s+back|back|yields?|produces?|result\w*)\b[^.;]{0,30}\bNone\b"
    r"|\bNone\b[^.;]{0,20}\b(?:otherwise|back|instead|comes)\b|\bleav(?:e|es|ing)\b[^.;]{0,30}\bwith\W{1,4}None\b",
    re.DOTALL | re.IGNORECASE,
)
"""What a call gives, not what one of its parts may be: "the colorbar may be `None`"."""


def _gives(one: Statement, subject: Target) -> tuple[str, str] | None:  # noqa: PLR0911 - one reason a line
    if one.value == "something" and _NONE_TOO.search(one.sentence) and not _OR_ELSE.search(one.sentence):
        return None
    if one.value == "something" and any(other.search(one.sentence) for other in _NO_RESULTS):
        return None
    if one.value == "something" and one.where not in ("returns", "yields") and _gives_nothing(subject):
        return "says that something is returned, but nothing is", "It returns nothing."
    if is_of_decorated(one, subject) or _AT_OTHER_TIMES.search(one.sentence):
        return None
    if one.value == "nothing" and any(found.search(one.sentence) for found in _OF_NO_CALL):
        return None
    if one.value == "nothing" and one.subject == "sometimes":
        if not _never_gives_none(subject) or _CONTAINS.search(subject.annotation) or not _OF_CALL.search(one.sentence):
            return None
        return "says that `None` is returned at times, which it is not", "It never returns `None`."
    if one.value == "nothing" and one.where == "returns" and _only_hands_on(subject):
        return None
    if one.value == "nothing" and _gives_something(subject) and not _is_of_a_case(one.sentence, subject):
        return "says that nothing is returned, where something is", "It returns a value."
    return None


_NO_PROOF = regex(r"\b(?:not|n['\u2019]t)\s+(?:necessarily\s+)?(?:mean|imply|indicate|say)\b", re.IGNORECASE)
"""What is no sign of a failure: "`False` does not mean that it failed"."""
_OTHERS_RAISE = regex(r"(?<=[,;(]\s)[A-Z]\w+\s+(?:raises|throws|reports|returns|gives)\s+(?:an?\s+)?`{0,2}:?")
"""Another program does: "Postgres assumes text, Cockroach raises `IndeterminateDatatypeError`"."""


_OF_OTHERS = regex(
    r"\b(?:unlike|whereas|while|instead|rather|contrast|contrary|would|internally|otherwise|inner|underlying|caught|catch\w*"
    r"|handled|ignor\w+|suppress\w*|swallow\w*|silen\w+)\b|(?:\b(?:not|never|without)|n['\u2019]t)\s+(?:\w+\s+)?rais"
    r"|`[\w.]+(?:\(\))?`{1,2},?\s+(?:(?:which|that|also|always|would|method|function)\s+){0,3}(?:raises?|throws?)\b"
    r"|^\W*(?:use|see|call)\b|\b(?:that|which)\s+(?:raises?|throws?)\b",
    re.IGNORECASE,
)
"""What another raises, or what is raised inside and does not leave the call."""


def _raises(one: Statement, subject: Target) -> tuple[str, str] | None:  # noqa: PLR0911 - one reason a line
    if any(one.sentence.startswith(one.value, match.end()) for match in _OTHERS_RAISE.finditer(one.sentence)):
        return None
    there = exists(one.value, subject)
    if there and is_caught(one.value, subject) and not one.subject and not _OF_OTHERS.search(one.sentence):
        return f"says that '{one.value}' is raised, which the body itself catches", f"`{one.value}` is caught."
    if one.subject and one.value.rpartition(".")[2] in subject.own_names:
        return None  # only named, and the body has it
    if there is False and one.subject and subject.context and one.value in subject.context.package.by_name:
        return None  # a class that only is called so: `StreamTimeout`
    if there is False:
        return f"speaks of '{one.value}', which is no exception class", f"There is no exception `{one.value}`."
    if _is_of_another_function(one, subject) or is_set_by_callers(subject):
        return None
    if _is_judged(one.value, there, subject) and not is_raised(one.value, subject):
        return f"says that '{one.value}' is raised, which neither the body nor its callees raise", ""
    return None


_BY_ANOTHER = regex(
    r"`{1,2}([\w.]{1,120})(?:\([^`()]{0,60}\))?`{1,2}\s+(?:then\s+|also\s+)?(?:(?:will|may|can|might|would|could)\s+)?"
    r"(?:then\s+|also\s+)?(?:raises?|throws?|fails?\s+with|ends?\s+(?:in|with))\b"
    r"|\b(?:raised|thrown)\s+(?:by|in|from|when\s+calling)\s+`{1,2}([\w.]{1,120})(?:\([^`()]{0,60}\))?`{1,2}"
)
"""A function by its name, which is said to raise: "`delete_many` raises"."""


def _is_of_another_function(one: Statement, subject: Target) -> bool:
    """Whether it is another function of the package that is said to raise, and it may."""
    match, context = _BY_ANOTHER.search(one.sentence), subject.context
    if match is None or context is None:
        return False
    name = (match[1] or match[2]).rpartition(".")[2]
    if name == subject.obj.name or subject.parameter(name) is not None:
        return False
    found = [other for other in context.package.by_name.get(name, ()) if other.is_function]
    return any(_may_raise(one.value, other, context) for other in found)


def _may_raise(exception: str, function: griffe.Object, context: CodeContext) -> bool:
    """Whether a function raises an exception by its name, or runs code that may."""
    body = context.package.body(function)
    if body is None or any(_last(raised) == _last(exception) for raised in body.raises):
        return True
    return any(not (isinstance(call.func, ast.Name) and call.func.id in _QUIET) for call in body.calls)


_QUIET = frozenset(dir(builtins))


def _raises_surely(subject: Target, name: str = "") -> tuple[str, str] | None:
    """What is wrong with "never raises": the body itself has a `raise`, and no `try` around it that could catch it.

    Args:
        subject: The object.
        name: The exception that is denied; any if not given.
    """
    if subject.obj.kind not in ("function", "property") or subject.definition is None or subject.is_stub:
        return None
    if not subject.kept.raises:
        return None
    raised = next((one for one in uncaught(subject.definition) if not name or _last(one) == _last(name)), None)
    if raised is None:
        return None
    return "says that nothing is raised, where something is", f"It raises `{raised}`."


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _gives_nothing(subject: Target) -> bool:
    obj = subject.obj
    if obj.kind != "function" or obj.returns_value or obj.yields_value or subject.gaps.yields:
        return False
    if not subject.kept.results:
        return False
    return results.gives_nothing(subject)


def _gives_something(subject: Target) -> bool:
    obj = subject.obj
    if obj.kind != "function" or not obj.returns_value or obj.yields_value or not subject.kept.results:
        return False
    if subject.annotation:
        return not _may_be_none(subject.annotation) or _returns_self(subject)
    return (
        subject.body is not None and not subject.is_stub and not any(_is_none(value) for value in subject.body.returns)
    )


_NAMES_NONE = regex(r"\bNone\b")
"""The value by its name, which a case may give: "for other types it falls through and returns `None`"."""


def _is_of_a_case(sentence: str, subject: Target) -> bool:
    """Whether a sentence names `None`, and a body without an annotation runs off its end in some cases."""
    node = subject.function
    falls = node is not None and not subject.annotation and not ends(node.body)
    return falls and _NAMES_NONE.search(sentence) is not None


def _only_hands_on(subject: Target) -> bool:
    """Whether all that is returned is what calls give, which may be nothing: `return write(path)`."""
    values = subject.body.returns if subject.body is not None else []
    made = (value.value if isinstance(value, ast.Await) else value for value in values)
    return not subject.annotation and all(isinstance(value, ast.Call) for value in made)


def _never_gives_none(subject: Target) -> bool:
    """Whether neither the annotation nor the body leaves room for `None`, as far as both show it."""
    node = subject.definition
    if not subject.annotation or _may_be_none(subject.annotation) or not _gives_something(subject) or subject.is_stub:
        return False
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or not isinstance(
        node.body[-1], ast.Return | ast.Raise
    ):
        return False
    own = subject.body.returns if subject.body is not None else []
    bare = any(isinstance(one, ast.Return) and one.value is None for one in ast.walk(node))
    return not bare and not any(_is_none(value) for value in own)


def _returns_self(subject: Target) -> bool:
    """Whether a method returns itself and nothing else: `-> SelfT` may be anything to who only reads it."""
    returned, node = (subject.body.returns if subject.body is not None else []), subject.definition
    ends = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and isinstance(
        node.body[-1], ast.Return | ast.Raise
    )
    return bool(returned) and ends and all(isinstance(one, ast.Name) and one.id == "self" for one in returned)


@lru_cache(maxsize=2_048)
def _may_be_none(annotation: str) -> bool:
    """Whether an annotation allows `None`, as far as it can be told."""
    try:
        return _allows_none(parse(annotation.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True


def _allows_none(node: ast.expr) -> bool:  # noqa: PLR0911 - a combination of concepts a line
    match node:
        case ast.Constant(value=str() as text):
            return _may_be_none(text)
        case ast.Constant(value=value):
            return value is None
        case ast.BinOp(left=left, right=right):
            return _allows_none(left) or _allows_none(right)
        case ast.Subscript(value=ast.Name(id="tuple" | "Tuple"), slice=inner):
            # "`None` and the rest is returned": several values, of which one may be
            return any(
                _is_none(one) or (isinstance(one, ast.Name) and one.id in ("Optional", "Any"))
                for one in ast.walk(inner)
            )
        case ast.Subscript(value=value, slice=inner):
            parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            name = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
            return name == "Optional" or (name in _AROUND and any(_allows_none(part) for part in parts))
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in _ANYTHING or len(name) <= 2 or name.endswith("T")  # noqa: PLR2004 - `T`, `_T`, `ReturnT`
        case _:
            return True


_AROUND = frozenset({"Union", "Annotated", "Final", "Awaitable", "Coroutine", "Generator"})
_ANYTHING = frozenset({"None", "Any", "object", "NoReturn", "Never", "NoneType"})


def _is_none(value: ast.AST) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


_WARNS = Signs(begins=("warn",))


def _is_judged(name: str, there: bool | None, subject: Target) -> bool:  # noqa: FBT001 - what `exists` says
    """Whether the code can tell that an exception is not raised: its own or Python's, not one of another library."""
    if subject.obj.kind not in ("function", "property") or subject.is_stub or not subject.kept.read or there is None:
        return False
    if may_come_from_deeper(name, subject):
        return False
    last, context = name.rpartition(".")[2], subject.context
    if last.endswith("Warning") and (any("warn" in word for word in subject.own_names) or may_do(subject, _WARNS)):
        return False  # it is shown, and may be by what the body calls
    if is_builtin_exception(last):
        return last not in implied(subject)
    # One that its module raises somewhere may come through a function that is handed on as a value.
    raising = (
        any("raise " in line and last in line for line in context.package.file(context.obj).lines) if context else True
    )
    return context is not None and last in context.package.by_name and not raising
