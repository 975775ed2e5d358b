"""AD907: what a sentence says is used of the world outside, where no code in reach does anything of the kind."""

from __future__ import annotations

import ast
import builtins
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from aidoc_core.checks.assigned import names_bound
from aidoc_core.checks.closed import own_code
from aidoc_core.checks.denials import is_denied, is_left_to_callers, told_in
from aidoc_core.checks.effect_words import EFFECTS, Effect
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.reach import bodies_called, has_sign, has_word, may_do
from aidoc_core.checks.recognition.claimed import surely_claimed
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.techniques import ORDER, may_name_one, order_in, techniques_in
from aidoc_core.checks.words import stem
from aidoc_core.code.lookup.speech import Signs, words_of
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_VARIABLE = regex(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b")
_ADDRESS = regex(r"<\w{3,5}://[^<>]{1,400}>")
_BACKEND = regex(r"^(?![\s\S]*\b(?:request|contact|service))[\s\S]*\bbackend", re.IGNORECASE)
"""Of what stands behind the package, and not of requests to it."""
_LEAST = 4
"""Letters of a beginning of a word that is looked for in code: shorter ones begin too many."""


@rule("AD907", Severity.DROP, "contradiction", english=True)
def unfounded_effect(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence says that the code uses something outside, of which no code in reach has a word.

    Random numbers, the network, files, environment variables, the clock, a log, other processes, databases, the
    command line, a cache: "a random salt is used", "the result is cached". The rule looks through the module, and
    through the functions that the body calls; where all of these can be seen, a sentence that makes such a claim by all
    of its words needs a sign of it in them, not just in the module. It reads texts about functions and their results;
    what a parameter stands for is not judged, nor is a sentence that denies such a thing or leaves it to the caller, or
    only names a path or where a value comes from, in a module about such things.
    Techniques are read by their names ("by bisection", "a SHA-256 hash"), and so is the order of what is given
    ("sorted by name"): no code in reach has a word that code with them hardly does without. An order is looked for
    where all that runs can be seen; a technique is only warned of, since a dependency may do it.

    Hint: none, the sentence is removed.
    """
    if subject.obj.kind not in ("function", "property"):
        return
    for passage in said.passages:
        if passage.where not in ("summary", "description", "returns", "yields"):
            continue
        may_tell, may_name = _may_tell(passage.heads), may_name_one(passage.heads)
        for sentence in passage.sentences:
            if sentence.startswith(".. "):
                continue  # a directive, with the name of a file
            if may_name and (order := _unordered(sentence, subject)):
                yield _undone(order, sentence, passage.where, shown=True)
                continue
            if may_name and (name := _not_used(sentence, subject)):
                yield _undone(name, sentence, passage.where, shown=False)
                continue
            done = _CAME_FROM.sub(" ", sentence)
            found = [*_unfounded(done, subject)] if may_tell else []
            recognised = [*_recognised(done, passage.where, subject)]
            for effect, word in [*found, *((one, "") for one in recognised)][:1]:
                unfounded = {effect.name, *(one.name for one in recognised)}
                named = f" ('{word}')" if word else ""
                yield Complaint(
                    message=f"speaks of {effect.name}{named}, which the code does not use",
                    where=passage.where,
                    quote=sentence,
                    cut="sentence",
                    claims=tuple(claim for claim, name in _RECOGNISED.items() if name in unfounded),
                )


def _undone(name: str, sentence: str, where: str, *, shown: bool) -> Complaint:
    message = f"speaks of '{name}', which the code does not do"
    return Complaint(message=message, where=where, quote=sentence, cut="sentence", shown=shown)


def _unordered(sentence: str, subject: Target) -> str:
    """The order that a sentence says things are in, where all that runs can be seen and makes none."""
    order = order_in(sentence)
    if not order or (own := own_code(subject)) is None or own.has(ORDER.signs):
        return ""
    return "" if _takes_from_elsewhere(subject) and has_sign(subject, ORDER.signs, here=True) else order


def _not_used(sentence: str, subject: Target) -> str:
    """The technique that a sentence names, and code in reach shows nothing of; empty if there is none.

    Code may do it by another name, or have a dependency do it, so that it is only warned of.
    """
    mentioned = subject.mentions
    for name, signs in techniques_in(sentence):
        written = _NO_LETTER.sub(" ", name.lower()).split()
        if not may_do(subject, signs) and not {"".join(written), "-".join(written), "_".join(written)} & mentioned:
            return name
    return ""


def _takes_from_elsewhere(subject: Target) -> bool:
    """Whether a body has values from its object or module, which others may keep in an order."""
    if subject.definition is None:
        return True
    nodes = [node for statement in subject.definition.body for node in ast.walk(statement)]
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    own = {one.name.lstrip("*") for one in subject.obj.parameters} | names_bound(subject.definition) | {*dir(builtins)}
    return any(isinstance(node, ast.Name) and node.id not in own and id(node) not in called for node in nodes)


_NO_LETTER = regex(r"['\u2019]s\b|[^a-z0-9*]+")


_CAME_FROM = regex(
    r"(?<!\bis\s)(?<!\bare\s)(?<!\bbe\s)(?<!\bwas\s)(?<!\bwere\s)(?<!\bbeen\s)(?<!\bgets\s)(?<=[a-z`]\s)"
    r"(?:(?:that|which)\s+(?:was|were|ha(?:s|ve)\s+been)\s+)?"
    r"(?:received|downloaded|fetched|obtained|retrieved|sent|delivered|reported|issued)\s+(?:back\s+)?(?:from|by|over|through)\s"
    r"[^,.;:()]{1,60}?(?=\s+(?:and|or|but|then|into|as|to)\b|[,.;:()]|$)",
)
"""Where what is worked on came from, before the call: "a document received from the server"."""


def _unfounded(sentence: str, subject: Target) -> Iterator[tuple[Effect, str]]:
    sentence = _ADDRESS.sub(" ", sentence) if "://" in sentence else sentence
    named = _VARIABLE.search(sentence) is not None  # a variable by its name is for `AD404`
    for effect, word in _stated(sentence):
        if not (named and effect.name == "the environment") and not _is_founded(effect, word, subject):
            yield effect, word


_RECOGNISED = {
    "caches": "a cache",
    "command-line flag": "the command line",
    "environment variable": "the environment",
    "is random": "random numbers",
    "logs": "a log",
    "uses the network": "the network",
    "writes a file": "the file system",
}
"""The effect that a sentence is recognised to tell of, by the claim."""


def _recognised(sentence: str, where: str, subject: Target) -> Iterator[Effect]:
    """Effects that a sentence tells of by all of its words, where code in reach has none of theirs."""
    for claim in surely_claimed(sentence, where, subject.obj.name):
        effect = next((one for one in EFFECTS if one.name == _RECOGNISED.get(claim)), None)
        if effect is None or (effect.name == "the environment" and _VARIABLE.search(sentence)):
            continue
        if effect.name == "the network" and _BACKEND.search(sentence) and not _speaks_of(effect, sentence):
            continue  # whatever stands behind the package
        stated = () if effect.has_own_signs else tuple(_stated(sentence))
        if all(one is not effect for one, _ in stated) and any(_is_founded(*one, subject) for one in stated):
            continue  # "connection" of a database that the code uses
        if effect.name == "the file system" and _has_such(effect, sentence, subject):
            continue
        if _is_only_named(effect, sentence) and has_sign(subject, effect.signs, here=True):
            continue
        keeps = effect.name == "a cache" and (_fills_once(subject) or _keeps_something(subject))
        if not keeps and not any(may_do(subject, signs, effect.acts) for signs in (effect.signs, _told_by(effect))):
            yield effect


_NAMES_A_PATH = regex(
    r"\b(?:paths?|pathnames?|file\s?names?|(?:file|directory|folder)\s+names?|(?:root|parent|base|home|working|current)"
    r"\s+director(?:y|ies)|(?:file\s+)?(?:extensions?|suffix(?:es)?))\b",
    re.IGNORECASE,
)


def _is_only_named(effect: Effect, sentence: str) -> bool:
    """Whether a sentence only says where something comes from or lies: a word of the command line, a path.

    What an argument was read from shows in no code of the function that gets it, and a path is made without a look at
    the disk.
    """
    if effect.name == "the command line":
        return True
    if effect.name != "the file system" or effect.acts is None or not _NAMES_A_PATH.search(sentence):
        return False
    return not effect.acts.among(words_of(sentence))


def _has_such(effect: Effect, sentence: str, subject: Target) -> bool:
    """Whether what a sentence names is what the code is given or holds: "Adds the file to the `Files`" of a list.

    Nothing is said of it that is done to files.
    """
    if effect.acts is None or effect.acts.among(words_of(sentence)):
        return False
    own = {word for one in subject.obj.parameters for word in words_of(one.name)} | words_of(subject.obj.path)
    return any(effect.words.have(word) and word in own for _, word in _stated(sentence))


def _speaks_of(effect: Effect, sentence: str) -> bool:
    return any(effect is stated for stated, _ in _stated(sentence))


@lru_cache(maxsize=32)
def _told_by(effect: Effect) -> Signs:
    """The words that tell of an effect, as signs that code has them, too."""
    return Signs(whole=effect.words.whole, begins=effect.words.begins)


def _stated(sentence: str) -> Iterator[tuple[Effect, str]]:
    """The effects that a sentence tells of, each with the word that does."""
    told = told_in(sentence)
    for at, word in enumerate(told.words):
        for effect in _effects_of(word):
            if not (is_denied(told, at) or is_left_to_callers(told, at)):
                yield effect, word


@lru_cache(maxsize=16_384)
def _effects_of(word: str) -> tuple[Effect, ...]:
    return tuple(effect for effect in EFFECTS if effect.words.have(word))


def _is_founded(effect: Effect, word: str, subject: Target) -> bool:
    """Whether code in reach may have an effect, or has the very word that tells of it."""
    if has_sign(subject, effect.signs) or (effect.name == "a cache" and _fills_once(subject)):
        return True
    return not effect.has_own_signs and has_word(subject, _root(word))


def _root(word: str) -> str:
    first = word.split("-", maxsplit=1)[0]
    root = stem(first)
    return root if len(root) >= _LEAST else first


def _keeps_something(subject: Target) -> bool:
    """Whether a body puts something where it outlives the call: an attribute, a name or mapping of the module."""
    if subject.definition is None:
        return True
    if "keeps" not in subject.memory:
        subject.memory["keeps"] = any(map(_outlives, ast.walk(subject.definition)))
    found: bool = subject.memory["keeps"]
    return found


def _outlives(node: ast.AST) -> bool:
    if isinstance(node, ast.Global | ast.Nonlocal):
        return True
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        return name in ("setdefault", "setattr", "__setattr__")
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
        return not isinstance(node.value, ast.Name) or node.value.id.isupper() or node.value.id.startswith("_")
    return isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)


def _fills_once(subject: Target) -> bool:
    """Whether a body puts something where it outlives the call only if it is not there yet: a cache by another name.

    Or a function of the package that it calls.
    """
    if subject.definition is None:
        return True
    if "fills once" not in subject.memory:
        subject.memory["fills once"] = any(map(_is_filled_once, (subject.definition, *bodies_called(subject))))
    found: bool = subject.memory["fills once"]
    return found


def _is_filled_once(body: ast.AST) -> bool:
    nodes = list(ast.walk(body))
    if any(_outlives(node) and not isinstance(node, ast.Attribute) for node in nodes):
        return True
    looks = (ast.If, ast.Try, ast.IfExp)
    if any(isinstance(node, looks) and any(map(_outlives, ast.walk(node))) for node in nodes):
        return True
    # `if self._sum is not None: return`, and it is filled below.
    asked = {_name_of(node) for test in nodes if isinstance(test, ast.If) for node in ast.walk(test.test)} - {""}
    return any(_outlives(node) and _name_of(node) in asked for node in nodes)


def _name_of(node: ast.AST) -> str:
    return ast.unparse(node) if isinstance(node, ast.Attribute) else ""


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """The first four letters of the words, without one of which a text tells of nothing of the kind."""
    every = (word for effect in EFFECTS for word in (*effect.words.whole, *effect.words.begins))
    return frozenset(word.split("-")[0][:4] for word in every)


def _may_tell(heads: frozenset[str]) -> bool:
    return not _heads().isdisjoint(heads)
