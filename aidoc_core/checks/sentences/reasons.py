"""What code gives as its reasons for an exception, in tests and messages, against the reason that a sentence gives.

`raise ValueError("the vectors are not orthogonal")` and "if the vectors are orthogonal" speak of the same and say the
contrary. Of both it is only asked what they speak of, whether they affirm or deny it, and which numbers they have.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.checks.assigned import as_written
from aidoc_core.checks.raising import atoms, ends
from aidoc_core.checks.sentences.polarity import likeness_of, likeness_of_test, sign_of, sign_of_message, sign_of_test
from aidoc_core.checks.sentences.presence import turned
from aidoc_core.checks.words import FILLER, stem, words
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aidoc_core.checks.guards import Guard

_FIRST_PART = regex(
    r"[;\u2014]|\.\s|:\s|,\s+(?:as|because|since|which|whereas|while|and\s+this)\b|\b(?:but|refusing|even\s+though)\b"
)
_RAISING = frozenset(
    """
    rais throw rejec fail caus lead error exception invalid result signal happen occur soon call attempt
    """.split()  # noqa: SIM905 - a plain list of stems
)
_NAMED = regex(r"`{1,2}([A-Za-z_]\w*)`{1,2}")
_NUMBER = regex(r"(?<![\w.-])-?\d++(?:\.\d++)?(?![\w.]*\w)|(?<=\d-)\d++(?:\.\d++)?(?![\w.]*\w)")
_IN_WORDS = {
    word: float(n)
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
    )
}
_LEAST, _NEXT = 2, 1
"""Words that both have to have; numbers so near may mean the same: "fewer than 2" and `<= 1`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a body raises an exception at one place.

    Attributes:
        exception: The last part of its name.
        test: The innermost condition around it; nothing where there is none.
        holds: Whether the condition holds there.
        message: The texts that the exception is made with.
    """

    exception: str
    test: ast.expr | None
    holds: bool
    message: str

    @property
    def of_test(self) -> frozenset[str]:
        """Stems of the words of the condition, and the names in it."""
        if self.test is None:
            return frozenset()
        named = (f"`{node.id}`" for node in ast.walk(self.test) if isinstance(node, ast.Name))
        return _stems(as_written(self.test)) | frozenset(named)

    @property
    def of_message(self) -> frozenset[str]:
        """Stems of the words of the message."""
        return _stems(self.message)

    @property
    def numbers(self) -> frozenset[float]:
        """The numbers of the condition."""
        nodes = ast.walk(self.test) if self.test is not None else ()
        return frozenset(
            float(node.value)
            for node in nodes
            if isinstance(node, ast.Constant)
            and isinstance(node.value, int | float)
            and not isinstance(node.value, bool)
        )


def reasons(function: ast.AST) -> list[Reason]:
    """Every place at which a body makes an exception and raises it."""
    return list(_reasons(getattr(function, "body", []), None, holds=True))


def _reasons(body: Sequence[ast.stmt], test: ast.expr | None, *, holds: bool) -> Iterator[Reason]:
    texts: dict[str, ast.expr] = {}
    last = test
    for node in body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant() | ast.JoinedStr() as text):
                texts[name] = text
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) as made):
                yield Reason(exception=name, test=last, holds=holds, message=_message(made, texts))
            case ast.Raise(exc=ast.Name(id=name) | ast.Attribute(attr=name)):
                yield Reason(exception=name, test=last, holds=holds, message="")
            case ast.If():
                yield from _reasons(node.body, node.test, holds=True)
                yield from _reasons(node.orelse, node.test, holds=False)
                if test is None and ends(node.body) and not isinstance(node.body[-1], ast.Raise):
                    last, holds = node.test, False
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                continue
            case _:
                for inner in ("body", "orelse", "finalbody"):
                    yield from _reasons(getattr(node, inner, []), last, holds=holds)
                for handler in getattr(node, "handlers", ()):
                    yield from _reasons(handler.body, None, holds=True)


def _message(made: ast.Call, texts: Mapping[str, ast.expr]) -> str:
    """The texts in a call, those of names that they were given just before too, with the names of what is put in."""
    parts: list[str] = []
    arguments = (texts.get(one.id, one) if isinstance(one, ast.Name) else one for one in made.args)
    for node in (part for argument in arguments for part in ast.walk(argument)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            parts.append(node.value)
        elif isinstance(node, ast.Name):
            parts.append(f"`{node.id}`")
    return " ".join(parts)


def contrary(sentence: str, exception: str, found: Sequence[Reason], places: Sequence[Guard]) -> str:
    """What is wrong with the reason that a sentence gives for an exception; empty if nothing is.

    Args:
        sentence: The sentence.
        exception: The exception that it says is raised, without modules.
        found: All reasons of the body.
        places: What holds at every place that may raise the exception.
    """
    part = _condition(sentence, exception)
    said = _stems(part)
    own = [one for one in found if one.exception == exception]
    if any(not one.of_test and not one.of_message for one in own):
        return ""  # one place of which nothing is known may be the one that is spoken of
    if other := _of_another(part, said, own, [one for one in found if one.exception != exception]):
        return f"for what '{other}' is raised for"
    if turned(part, places):
        return "on the contrary condition"
    near = [one for one in own if _is_near(said, one) or _counts_same(part, one)]
    if any(_asks_contrary(one, other) for one in near for other in own):
        return ""  # each may be meant: on one platform what ends with a slash is refused, on others what does not
    several = has_several_conditions(sentence)
    verdicts = [(not several and _turned(part, said, one)) or _counted(part, one) for one in near]
    return verdicts[0] if verdicts and all(verdicts) else ""


def has_several_conditions(text: str) -> bool:
    """Whether a text joins conditions, so that none of them need be the contrary: "given but not found".

    Args:
        text: A sentence or an entry.
    """
    if _BUT.search(text) or len(_IF.findall(text)) > 1:
        return True
    parts = _JOINT.split(_OUTCOME.sub(" ", text))
    return len(parts) > 1 and sum(_HOLDS.search(part) is not None for part in parts) > 1


def _asks_contrary(one: Reason, other: Reason) -> bool:
    """Whether two places ask the same, and one is reached where it holds, the other where it does not."""
    if one.test is None or other.test is None:
        return False
    [(test, holds), *more], [(another, also), *others] = (
        list(atoms(reason.test, holds=reason.holds)) for reason in (one, other) if reason.test is not None
    )
    return not more and not others and holds != also and as_written(test) == as_written(another)


_BUT = regex(r"\bbut\b|[,;]\s+or\b|\b(?:else|otherwise)\b", re.IGNORECASE)
_OUTCOME = regex(r"\b(?:is|are|be|gets?)\s+(?:\w+\s+)?(?:raised|thrown|rejected|refused)\b", re.IGNORECASE)
"""What comes of a condition."""
_IF = regex(r"\b(?:if|unless)\b", re.IGNORECASE)
_JOINT = regex(r"\b(?:and|or)\b", re.IGNORECASE)
_HOLDS = regex(
    r"\b(?:is|are|was|were|has|have|does|do|exists?|contains?|equals?|lacks?|not|true|false|none|given|passed|found|requested|missing|set)\b",
    re.IGNORECASE,
)
"""What a condition has: a verb, or a value."""


def _of_another(part: str, said: frozenset[str], own: Sequence[Reason], others: Sequence[Reason]) -> str:
    """The exception that a body raises for the reason that a text gives for another one."""
    if any(_is_near(said, one) for one in own):
        return ""
    told = sign_of(part)
    for one in others:
        agrees = told in (sign_of_test(one.test, holds=one.holds), sign_of_message(one.message)) and not own
        same = bool(numbers_in(part) & one.numbers) and sign_of_test(one.test, holds=one.holds) == told
        if (_shared(said, one) >= _LEAST and (agrees or same or said <= one.of_message)) or (
            same and _is_near(said, one)
        ):
            return one.exception
    return ""


def _condition(sentence: str, exception: str) -> str:
    """The sentence without the exception, up to where it goes on with something else."""
    text = _ON_PLATFORM.sub(" ", sentence.replace("\u2019", "'").replace(exception, " "))
    first = _FIRST_PART.split(text.strip(" :."))
    return max(first[:1], key=len, default="")


_ON_PLATFORM = regex(
    r"(?:\b(?:except|other\s+than|unless|not|if|when|and|but)\s+){0,2}(?:\b(?:on|under|for)\s+)(?:(?:all|other|any|most)\s+)?"
    r"(?:Windows|Linux|Unix|POSIX|macOS|Mac|OS\s?X|Darwin|BSD|Cygwin|Android|iOS|Emscripten|WASI|platforms?|systems?)\b(?:\s+(?:and|only)\b)?",
    re.IGNORECASE,
)
"""Where something is so, which says nothing of the condition itself: "not on Windows and"."""


def _stems(text: str) -> frozenset[str]:
    """Stems of what a text speaks of, and the names that stand in code spans."""
    named = {f"`{name}`" for name in _NAMED.findall(text)}
    found = {stem(word) for word in words(text) if len(word) > 2 and word not in FILLER}  # noqa: PLR2004 - what says something
    kept = {one for one in found if one not in _RAISING and not one.isdigit() and one not in _IN_WORDS}
    return frozenset(kept | named)


def _is_near(said: frozenset[str], one: Reason) -> bool:
    """Whether a text and a reason speak of the same: two words, or a name."""
    shared = said & (one.of_test | one.of_message)
    return len(shared) >= _LEAST or any(word[0] == "`" for word in shared)


def _counts_same(part: str, one: Reason) -> bool:
    """Whether both count the same things: "fewer than four points", "at least three points"."""
    told, written = _COUNTED.findall(part.lower()), _COUNTED.findall(one.message.lower())
    return bool({stem(noun) for noun in told} & {stem(noun) for noun in written})


_COUNTED = regex(r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\s+([a-z]{3,})")


def _shared(said: frozenset[str], one: Reason) -> int:
    return len(said & (one.of_test | one.of_message))


def _turned(part: str, said: frozenset[str], one: Reason) -> str:
    """Whether a text affirms what a reason denies, or the other way round, and the reason's two halves agree."""
    alike, tested = likeness_of(part), likeness_of_test(one.test, holds=one.holds)
    if alike and tested:
        return "on the contrary condition" if alike == -tested and _shared(said, one) >= _LEAST else ""
    told = sign_of(part)
    by_message = _sign_of_message(one.message, said) if _enough(said & one.of_message) else 0
    by_test = sign_of_test(one.test, holds=one.holds) if _enough(said & one.of_test) else 0
    signs = {sign for sign in (by_message, by_test) if sign}
    return "on the contrary condition" if told and signs == {-told} else ""


def _sign_of_message(message: str, said: frozenset[str]) -> int:
    """The sign of the first part of a message that has words of a text: "Connection Error: not connected" has two."""
    parts = _FIRST_PART.split(message.lower())
    near = [sign_of_message(part) for part in parts if said & _stems(part)]
    return near[0] if len(set(near)) == 1 or (near and len(parts) == 1) else 0


def _enough(shared: frozenset[str]) -> bool:
    """Whether a text and one half of a reason have two words in common, a name counted once."""
    return len({stem(word.strip("`")) for word in shared}) >= _LEAST


def numbers_in(text: str) -> frozenset[float]:
    """The numbers of a text, those in words included."""
    found = {float(one) for one in _NUMBER.findall(text.replace(",", ""))}
    return frozenset(found | {_IN_WORDS[word] for word in text.lower().split() if word in _IN_WORDS})


def _counted(part: str, one: Reason) -> str:
    """Whether a text has other numbers than both the condition and its message, further off than bounds may be."""
    said, tested, written = numbers_in(part), one.numbers, numbers_in(one.message)
    if not said or not tested or said & (tested | written):
        return ""
    far = all(abs(number - other) > _NEXT for number in said for other in tested)
    return "for another number" if far or written else ""
