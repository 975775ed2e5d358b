"""AD80x: what sort of function a text says it is: coroutine, generator, neither."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from aidoc_core.checks.awaitables import gives_awaitable
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.inferred import gives_whole
from aidoc_core.checks.results import iterates
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.sentences.decided import decided
from aidoc_core.checks.statements.named import EVIDENCE
from aidoc_core.checks.statements.natures import IDLE
from aidoc_core.checks.surroundings import mentions_any
from aidoc_core.code.lookup.callees import called
from aidoc_core.code.parsing import parse
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.statements import Statement
    from aidoc_core.checks.target import Target

_WORTH_A_LOOK = regex(r"async|await|corout|generator|yield|iterat|lazil|synchron|block", re.IGNORECASE)
_THIS = r"(?:this|it|the\s+(?:function|method|call|result|returned\s+\w+)|calls?|callers?|you)"
_SYNCHRONOUS = regex(
    rf"^(?:synchronously|blocking)\b(?!\s+(?:operations?|calls|code|work|functions?|methods))|\b{_THIS}\s+(?:\w+\s+)?(?:is|runs?|executes?)\s+(?:an?\s+)?"
    r"(?:synchronous(?:ly)?|blocking)\b|\b(?:a|plain|simple)\s+synchronous\s+(?:function|method|call)\b|"
    r"\bno\s+await\b|\bwithout\s+`?await",
    re.IGNORECASE,
)
_NOT = regex(r"\b(?:not|never|no|isn't|doesn't|non|if|when|whether|or|unless|either)\b|n't", re.IGNORECASE)


@rule("AD801", Severity.DROP, "contradiction", english=True)
def claims_coroutine(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The text says that a plain function is a coroutine.

    Or that callers must await it. The rule reports nothing if the annotation, or a callee whose result is returned, is
    awaitable, nor of a sentence that only speaks of an event loop, where the module has one.

    Hint: it is a plain function; the sentence is removed.
    """
    yield from decided(said, subject, "is", _no_coroutine)


@rule("AD802", Severity.DROP, "contradiction", english=True)
def claims_generator(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The text says that a plain function is a generator.

    The rule reports nothing if the function returns an iterator or the result of another generator.

    Hint: it is a plain function; the sentence is removed.
    """
    yield from decided(said, subject, "is", _no_generator)


@rule("AD803", Severity.DROP, "contradiction")
def claims_synchronous(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The text says that an asynchronous function is synchronous or blocks.

    Hint: it is a coroutine function; the sentence is removed.
    """
    if subject.obj.is_async:
        told = _claims(said, _SYNCHRONOUS, "is synchronous, which it is not", "It is a coroutine function.")
        found = [one for one in told if not IDLE.search(one.quote.lower())]
        yield from found
        seen = {one.quote for one in found}
        yield from (one for one in decided(said, subject, "is", _no_blocking) if one.quote not in seen)


def _no_coroutine(one: Statement, subject: Target) -> tuple[str, str] | None:
    if one.value != "coroutine" or not is_no_coroutine(subject) or only_named(one, subject):
        return None
    if _BESIDE_A_LOOP.search(one.sentence) or _NOT_AWAITED.search(one.sentence):
        return None
    if _awaits_another(one.sentence, subject.obj.name):
        return None
    if not _OF_COROUTINES.search(_LOOP.sub(" ", one.sentence)) and mentions_any(subject, _LOOPS):
        return None
    if _LATER.search(one.sentence) and not _OF_PYTHON.search(one.sentence) and mentions_any(subject, _QUEUES):
        return None
    return "says that it is a coroutine, which it is not", "It is a plain function, not a coroutine."


_AWAIT = regex(r"(?<!`)(`{1,2})(?:(?!\1)[^\n]){0,40}?\bawait\s+(?P<what>[^`\n]{1,120})\1")


def _awaits_another(sentence: str, own: str) -> bool:
    """Whether a sentence only awaits in code it shows, and each time something else than a call of the object."""
    shown = [match["what"] for match in _AWAIT.finditer(sentence)]
    return bool(shown) and not _OF_COROUTINES.search(_AWAIT.sub(" ", sentence)) and own not in map(_last_called, shown)


def _last_called(code: str) -> str:
    """What an expression calls last, which is what it gives: `get` of `rng.options(ndim=2).get()`."""
    try:
        node = parse(code.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    called_ = node.func if isinstance(node, ast.Call) else node
    return called_.attr if isinstance(called_, ast.Attribute) else getattr(called_, "id", "")


_BESIDE_A_LOOP = regex(
    r"\b(?:in|through|via|to)\s+an?\s+(?:\w+\s+)?(?:executor|thread|threads)\b|\bto_thread\b|\brun_in_executor\b",
    re.IGNORECASE,
)
"""How plain functions are called from a coroutine."""
_NOT_AWAITED = regex(
    r"\b(?:callers?|code|callables|scripts|coroutines|functions)\s+(?:can\s+|may\s+|also\s+)?(?:uses?|calls?)\s+it\s+without\s+(?:an?\s+)?`{0,2}await",
    re.IGNORECASE,
)
"""It is called like any other: "Asynchronous callers use it without `await`"."""
_LOOP = regex(r"\b(?:asyncio\W{1,3})?event\s+loops?\b", re.IGNORECASE)
_LOOPS = ("loop", "asyncio", "trio")
_OF_COROUTINES = regex(r"await|corout|\basync\b|\basynchronous|\basyncio\.run\b", re.IGNORECASE)
"""A plain function may need a loop that runs: what a coroutine is told by is something else."""
_LATER = regex(r"\basynchronously\b", re.IGNORECASE)
_OF_PYTHON = regex(r"await|corout|event\s+loop|\basync\b|asyncio", re.IGNORECASE)
_QUEUES = ("enqueue", "queue", "executor", "background", "worker", "thread", "broker", "schedul")
"""What does later what it was given: "Asynchronously send a message" of a plain function that fills a queue."""


_OTHER = regex(
    r"\bfor\s+(?:sync|synchronous)\s+\w+|\bsynchronous\s+(?::\w+:)?[`~]|\b(?:as|like|than|of)\s+the\s+synchronous\b",
    re.IGNORECASE,
)
"""Another function: "the same keymap as the synchronous `inkey`"."""


def _no_blocking(one: Statement, subject: Target) -> tuple[str, str] | None:
    if _OTHER.search(one.sentence):
        return None
    if one.value != "no coroutine" or subject.obj.yields_value or not subject.kept.results:
        return None
    return "says that it is synchronous, which it is not", "It is a coroutine function."


def _no_generator(one: Statement, subject: Target) -> tuple[str, str] | None:
    if one.value == "iterator" and gives_whole(subject):
        return "says that it gives an iterator, which it does not", "It returns a whole list, tuple or the like."
    if one.value != "generator" or not is_no_generator(subject) or only_named(one, subject):
        return None
    if (
        _OF_CALLERS.search(one.sentence)
        or is_of_decorated(one, subject)
        or _is_of_streams(one.sentence, subject)
        or _gives_unknown(one, subject)
    ):
        return None
    return "says that it is a generator, which it is not", "It is a plain function, not a generator."


_OF_CALLERS = regex(r"\byield(?:s|ing)?\s+control\b|\b(?:within|inside|from|in|by)\s+an?\s+generator\b", re.IGNORECASE)
"""What callers do, or are: "call it from within a generator expression"."""
_FUNCTION = regex(r"(?:^|_)(?:fn|func|function|callback|hook|f|fun|callable|method)$")


def is_of_decorated(one: Statement, subject: Target) -> bool:
    """Whether a sentence may be on the function that a decorator is put on: "Yield a `RunRequest`" of `@sensor`."""
    takes = any(_FUNCTION.search(parameter.name) for parameter in subject.obj.parameters[:1])
    made = subject.body is not None and bool(subject.body.inner)
    named = "decorator" in subject.obj.path.lower()
    return one.where == "description" and (made or named) and (takes or named)


_STREAMS = regex(r"\bstreams?\b|\bstreamed\b", re.IGNORECASE)
_LAZILY = regex(r"\blaz(?:y|ily)\b", re.IGNORECASE)
_ITERATED = regex(r"yield|generat(?:or|es)\b|iterat|one\s+(?:by|at)\s+", re.IGNORECASE)


def _is_of_streams(sentence: str, subject: Target) -> bool:
    """Whether streams or lazy things are the matter of the code, and nothing else tells of a generator."""
    if _ITERATED.search(sentence):
        return False
    names = f"{subject.obj.path} {subject.annotation}".lower()
    return (_STREAMS.search(sentence) is not None and "stream" in subject.module_words) or (
        _LAZILY.search(sentence) is not None and "lazy" in names
    )


def _gives_unknown(one: Statement, subject: Target) -> bool:
    """Whether what is returned is what a method of something unknown gives: `Parser(handle).parse()`."""
    if one.where != "returns" or subject.annotation or subject.body is None:
        return False
    context = subject.context
    for value in subject.body.returns:
        if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Attribute):
            continue
        if not isinstance(value.func.value, ast.Name):
            return True
        if context is not None and not any(called(context.package, context.obj, value, guess=False)):
            return True
    return False


def only_named(one: Statement, subject: Target) -> bool:
    """Whether a sentence only speaks of a sort of thing that the module has a word of."""
    return one.subject == "named" and mentions_any(subject, EVIDENCE[one.value])


def is_no_coroutine(subject: Target) -> bool:
    """Whether nothing is to be awaited of a function, for all that can be seen."""
    obj = subject.obj
    return obj.kind == "function" and not obj.is_async and not gives_awaitable(subject)


def is_no_generator(subject: Target) -> bool:
    """Whether a function gives nothing to iterate over bit by bit, for all that can be seen."""
    obj = subject.obj
    if obj.kind == "function" and gives_whole(subject):
        return True
    if obj.kind != "function" or obj.yields_value or iterates(subject) or (obj.is_async and not obj.returns_value):
        return False
    return subject.body is None or not (subject.body.yields or _of_generators(subject))


def _of_generators(subject: Target) -> bool:
    return subject.body is not None and any("yield" in word or "iter" in word.lower() for word in subject.body.words)


def _claims(said: Claims, pattern: re.Pattern[str], what: str, hint: str) -> Iterator[Complaint]:
    for passage in said.passages:
        where = passage.where
        if where not in ("summary", "description", "returns") or not _WORTH_A_LOOK.search(passage.text):
            continue
        for sentence in passage.sentences:
            match = pattern.search(sentence)
            if match and not _NOT.search(sentence[: match.end()]):
                message = f"says that it {what}"
                yield Complaint(
                    message=message,
                    hint=hint,
                    where=where,
                    quote=sentence,
                    cut="sentence",
                    claims=("coroutine, denied",),
                )
