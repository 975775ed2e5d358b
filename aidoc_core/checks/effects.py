"""AD907: what a sentence says is used of the world outside, where no code in reach does anything of the kind."""

from __future__ import annotations

import ast
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from aidoc_core.checks.denials import PRESUPPOSES, Told, is_denied, is_left_to_callers, told_in
from aidoc_core.checks.effect_words import EFFECTS, Effect, Words
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.reach import has_sign, has_word
from aidoc_core.checks.recognition.claimed import clearly_claimed
from aidoc_core.checks.recognition.doubt import stands_alone
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.words import stem
from aidoc_core.code.lookup.speech import Signs
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_VARIABLE = regex(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b")
_ADDRESS = regex(r"<\w{3,5}://[^<>]{1,400}>")
_FAR = 12
"""Words from each other, further than which two of them tell of nothing together."""
_LEAST = 4
"""Letters of a beginning of a word that is looked for in code: shorter ones begin too many."""


@rule("AD907", Severity.DROP, "contradiction", english=True)
def unfounded_effect(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A sentence says that the code uses something outside, of which no code in reach has a word.

    Random numbers, the network, files, environment variables, the clock, a log, other processes, databases, the
    command line, a cache: "a random salt is used", "the result is cached". The rule looks through the module, and
    through the functions that the body calls. It reads texts about functions and their results; what a parameter
    stands for is not judged, nor is a sentence that denies such a thing or leaves it to the caller.

    Hint: none, the sentence is removed.
    """
    if subject.obj.kind not in ("function", "property"):
        return
    for passage in said.passages:
        if passage.where not in ("summary", "description", "returns", "yields"):
            continue
        may_tell = _may_tell(passage.heads)
        for sentence in passage.sentences:
            found = _unfounded(sentence, subject) if may_tell else iter(())
            recognised = ((effect, ()) for effect in _recognised(sentence, passage.where, subject))
            for effect, words in chain(found, recognised):
                yield Complaint(
                    message=f"speaks of {effect.name}{_read(words)}, which the code does not use",
                    where=passage.where,
                    quote=sentence,
                    cut="sentence",
                    claims=tuple(claim for claim, name in _RECOGNISED.items() if name == effect.name),
                    shown=effect.name not in _RECOGNISED.values() and len(set(words)) > 1,
                )
                break


def _read(words: tuple[str, ...]) -> str:
    """The words that told of an effect, for people to see why; none where all words of a sentence did together."""
    named = ", ".join(f"'{word}'" for word in dict.fromkeys(words))
    return f" ({named})" if named else ""


def _unfounded(sentence: str, subject: Target) -> Iterator[tuple[Effect, tuple[str, ...]]]:
    sentence = _ADDRESS.sub(" ", sentence) if "://" in sentence else sentence
    named = _VARIABLE.search(sentence) is not None  # a variable by its name is for `AD404`
    told = told_in(sentence)
    for effect, words in _stated(told):
        if _is_backend_alone(effect, words) and (has_word(subject, _BACKEND) or _is_asked_of_backend(told)):
            continue  # whatever stands behind the package is its own word
        if not (named and effect.name == "the environment") and not _is_founded(effect, words, subject):
            yield effect, words


_BACKEND = "backend"


def _is_backend_alone(effect: Effect, words: tuple[str, ...]) -> bool:
    """Whether no other word than "backend" could mean the network: "calls the backend"."""
    return effect.name == "the network" and any(word.startswith(_BACKEND) for word in words)


def _is_asked_of_backend(told: Told) -> bool:
    """Whether a backend only stands in a condition: "use `get` if the backend does not offer it"."""
    places = [at for at, word in enumerate(told.words) if word.startswith(_BACKEND)]
    return _is_presupposed(told, tuple(places))


def _speaks_of_network(sentence: str) -> bool:
    network = next(one for one in EFFECTS if one.name == "the network")
    return any(
        effect is network and not _is_backend_alone(effect, words) for effect, words in _stated(told_in(sentence))
    )


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
    for claim in clearly_claimed(sentence, where, subject.obj.name):
        if not stands_alone(claim, sentence, where, subject.obj.name):
            continue
        effect = next((one for one in EFFECTS if one.name == _RECOGNISED.get(claim)), None)
        if effect is None or (effect.name == "the environment" and _VARIABLE.search(sentence)):
            continue
        if effect.name == "the network" and _BACKEND in sentence.lower() and not _speaks_of_network(sentence):
            continue
        keeps = effect.name == "a cache" and (_fills_once(subject) or _keeps_something(subject))
        if not keeps and not has_sign(subject, effect.signs) and not has_sign(subject, _told_by(effect)):
            yield effect


@lru_cache(maxsize=32)
def _told_by(effect: Effect) -> Signs:
    """The words that tell of an effect by themselves, as signs that code has them, too."""
    return Signs(whole=effect.alone.whole, begins=effect.alone.begins)


def _stated(told: Told) -> Iterator[tuple[Effect, tuple[str, ...]]]:
    """The effects that a sentence tells of, each with the words that do."""
    said = told.words
    places: dict[Words, list[int]] = {}
    for at, word in enumerate(said):
        for words in _sets_of(word):
            places.setdefault(words, []).append(at)
    for effect in EFFECTS if places else ():
        for at in places.get(effect.alone, ()):
            if not (is_denied(told, at) or is_left_to_callers(told, at)):
                yield effect, (said[at],)
        for denying, groups in ((False, effect.together), (True, effect.denying)):
            for sets in groups:
                found = _all_of(sets, places) if sets[0] in places else ()
                if found and denying and _is_other_denial(told, found):
                    continue
                if found and not any(
                    is_left_to_callers(told, at) or (is_denied(told, at) and not denying) for at in found
                ):
                    yield effect, tuple(said[at] for at in found)


_DIFFERS = frozenset({"differ", "differs", "vary", "varies", "deviate", "deviates", "change", "changes"})


def _is_other_denial(told: Told, found: tuple[int, ...]) -> bool:
    """Whether something else is denied: "the same … to both, but not …", "the same calls do not differ"."""
    apart = len({told.clauses[at] for at in found}) > 1
    return apart or _is_presupposed(told, found) or not _DIFFERS.isdisjoint(told.words)


def _is_presupposed(told: Told, found: tuple[int, ...]) -> bool:
    """Whether words stand in a condition: "useful when names are not deterministic"."""
    return any(told.scopes[told.clauses[at]] in PRESUPPOSES for at in found)


@lru_cache(maxsize=16_384)
def _sets_of(word: str) -> tuple[Words, ...]:
    """The sets of words that have a word."""
    return tuple(words for words in _sets() if words.have(word))


@lru_cache(maxsize=1)
def _sets() -> tuple[Words, ...]:
    return tuple(
        dict.fromkeys(
            words
            for effect in EFFECTS
            for words in (effect.alone, *(one for sets in (*effect.together, *effect.denying) for one in sets))
        )
    )


def _all_of(sets: tuple[Words, ...], places: dict[Words, list[int]]) -> tuple[int, ...]:
    """Where words of each of some sets stand, a word for each; nothing where one is missing."""
    taken: list[int] = []
    for one in sets:
        at = next((n for n in places.get(one, ()) if n not in taken), -1)
        if at < 0 or (taken and abs(at - taken[0]) > _FAR):
            return ()
        taken.append(at)
    return tuple(taken)


def _is_founded(effect: Effect, words: tuple[str, ...], subject: Target) -> bool:
    """Whether code in reach may have an effect, or has the very words that tell of it."""
    if has_sign(subject, effect.signs):
        return True
    if effect.name == "a cache" and (_fills_once(subject) or (len(words) > 1 and _keeps_something(subject))):
        return True
    if effect.everyday and (len(words) > 1) is not (effect.name == "the command line"):
        return False
    return all(has_word(subject, _root(word)) for word in words)


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
    """Whether a body puts something where it outlives the call only if it is not there yet: a cache by another name."""
    if subject.definition is None:
        return True
    if "fills once" not in subject.memory:
        looks = (ast.If, ast.Try, ast.IfExp)
        subject.memory["fills once"] = any(
            (_outlives(node) and not isinstance(node, ast.Attribute))
            or (isinstance(node, looks) and any(map(_outlives, ast.walk(node))))
            for node in ast.walk(subject.definition)
        )
    found: bool = subject.memory["fills once"]
    return found


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """The first four letters of the words, without one of which a text tells of nothing of the kind."""
    found: set[str] = set()
    for effect in EFFECTS:
        for words in (effect.alone, *(sets[0] for sets in (*effect.together, *effect.denying))):
            found.update(part[:4] for word in (*words.whole, *words.begins) for part in word.split("-")[:1])
    return frozenset(found)


def _may_tell(heads: frozenset[str]) -> bool:
    return not _heads().isdisjoint(heads)
