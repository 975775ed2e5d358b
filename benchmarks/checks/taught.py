"""Sentences with the claims that they make, for training.

They are the wordings of all opened banks, what people write, and what the tests want left alone. Of the wordings it is
known what they claim. Of the others it is not: they count as making the claims that the readers of
`aidoc_core.checks.statements` see in them, and no other.
"""

from __future__ import annotations

import ast
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.checks.claims import Claims
from aidoc_core.checks.human import read_human
from aidoc_core.checks.statements.readers import read_by_patterns
from aidoc_core.checks.statements.statement import Sentence
from benchmarks.checks.alternatives import drawn
from benchmarks.checks.blind_bank import BANKS, BY_HAND, SEALED, SORTS
from benchmarks.checks.borne_out import OF_THE_WORLD, borne_out
from benchmarks.checks.corpus import as_answer, fetch
from benchmarks.checks.example import Example
from benchmarks.checks.mass import sets
from benchmarks.checks.mined import with_verdicts
from benchmarks.checks.near import near_sentences
from benchmarks.checks.sentences import sentence_bank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.statements.statement import Kind

HERE = Path(__file__).parent
BESIDE = "beside "
"""Before a claim, in the files of what is taught: sentences that speak of the same and do not make it."""
EACH = 600
"""Sentences of people that are taken of a package."""
FILES, SHORT, LONG = 400, 4, 400
_SENTENCE_BANKS = "apart development families held_out manners sealed tuned unread worked".split()  # noqa: SIM905
_NAMES = [
    "width",
    "items",
    "key",
    "timeout",
    "path",
    "n_jobs",
    "verbose",
    "axis",
    "strict",
    "buffer",
    "count",
    "mask",
    "mode",
    "config",
    "max_depth",
    "node",
    "labels",
    "copy",
    "seed",
    "callback",
]
_FUNCTIONS = "fit load get_value update compute resolve add_node transform parse render".split()  # noqa: SIM905
_ERRORS = [
    "BufferError",
    "TimeoutError",
    "StorageError",
    "ConflictError",
    "LookupError",
    "InvalidStateError",
    "ValueError",
    "OverflowError",
]
_TYPES = "list dictionary string tuple set float integer bool dict number".split()  # noqa: SIM905
_TYPES_IN_CODE = "list dict str tuple set float int bool".split()  # noqa: SIM905
_VALUES = ["5", "`5`", "10", '`"auto"`', '"strict"', "`0.5`", "100", "`3`", "`True`", "-1", '`"utf-8"`', "`None`"]
_CAPITALS = "APP_MODE DATA_PATH LOG_LEVEL_NAME CACHE_ROOT NUM_WORKERS DISABLE_CHECKS".split()  # noqa: SIM905
_FLAGS = "verbose strict output-dir no-cache workers force".split()  # noqa: SIM905
_INVENTED = "strict_mode max_attempts use_cache_dir retry_policy chunk_limit dry_run".split()  # noqa: SIM905
_NOUNS = "height width score labels index values mask path".split()  # noqa: SIM905
_SUMMARIES = (
    "Return the value of a node", "Add an item to the list", "Load a file", "Compute the mean", "Set the title",
    "Create a new instance", "Convert the input to another format", "Fit the model", "Find the nearest points",
    "Register a handler",
)  # fmt: skip
"""What is put into the blanks of wordings."""

CLAIMS: dict[tuple[Kind, str], str] = {
    ("gives", "nothing"): "says nothing is returned",
    ("gives", "something"): "says something is returned",
    ("is", "generator"): "generator, claimed",
    ("is", "no generator"): "generator, denied",
    ("is", "coroutine"): "coroutine, claimed",
    ("is", "no coroutine"): "coroutine, denied",
    ("is", "property"): "property",
    ("is", "context manager"): "context manager",
    ("is", "abstract"): "abstract",
    ("is", "class method"): "class or static method",
    ("is", "static method"): "class or static method",
    ("is", "class or static method"): "class or static method",
    ("raises", "never"): "never raises",
    ("switch", "on"): "default on",
    ("switch", "off"): "default off",
    ("default", "None"): "default None",
    ("changes", "mutates"): "changes its argument",
    ("changes", "updates"): "changes its argument",
    ("changes", "keeps"): "leaves its argument alone",
    ("changes", "new"): "returns a copy",
}
"""The claim that a statement is."""
_OF_KIND: dict[Kind, str] = {
    "required": "required",
    "optional": "optional",
    "default": "default value",
    "parameter": "invented parameter",
    "order": "order of a tuple",
}
_OF_OLDER = {
    "says nothing is returned": "says nothing is returned",
    "says something is returned": "says something is returned",
    "never raises": "never raises",
    "generator": "generator, claimed",
    "coroutine": "coroutine, claimed",
    "required": "required",
    "optional": "optional",
    "mutates": "changes its argument",
    "copies": "leaves its argument alone",
    "default on": "default on",
    "default off": "default off",
    "invented parameter, plain": "invented parameter",
    "invented parameter, span": "invented parameter",
    "wrong type": "type of a result",
    "wrong type, parameter": "type of a parameter",
    "context manager": "context manager",
    "effect random": "is random",
    "effect network": "uses the network",
    "effect files": "writes a file",
    "effect logs": "logs",
    "effect cache": "caches",
    "property": "property",
    "class method": "class or static method",
    "static method": "class or static method",
    "abstract": "abstract",
    "order": "order of a tuple",
}
"""The claim by its name in the banks of sentences."""
_OF_ENTRIES = frozenset({"required", "optional", "default on", "default off", "wrong type, parameter"})


def wordings(without: str = "") -> Iterator[Example]:
    """The wordings of all banks but one, filled in.

    Args:
        without: The bank of claims that is left out, to be judged by.
    """
    draw = random.Random(1)
    for name, bank in BANKS.items():
        for kind, sort, where, text in lines(bank.kinds()) if name not in (without, *SEALED) else ():
            claims, denied = (frozenset[str](), kind) if sort == "harmless" else (frozenset({kind}), "")
            for _ in range(2 if "{" in text else 1):
                yield filled(text, where, draw, claims, denied)
    for name in _SENTENCE_BANKS:
        for kind, texts in sentence_bank(name).items():
            claims = frozenset({_OF_OLDER[kind]} if kind in _OF_OLDER else ())
            for line in texts:
                yield filled(line, "parameter" if kind in _OF_ENTRIES else "description", draw, claims)
    apart = {text for *_, text in lines(BANKS[without].kinds())} if without else set()
    yield from _taught(draw, apart)


def _taught(draw: random.Random, apart: set[str]) -> Iterator[Example]:
    """Sentences that were written to train with, those beside a claim included, but for some wordings."""
    for path in sorted(HERE.glob("claims_taught*.json")):
        kinds = json.loads(path.read_text(encoding="utf-8"))
        parts = kinds.pop("parts", None)
        for kind, places in kinds.items():
            denied = kind.removeprefix(BESIDE) if kind.startswith(BESIDE) else ""
            claims = frozenset({kind} if kind and not denied else ())
            for where, given in places.items():
                texts = given if parts is None else [text for line in given for text in drawn(line, parts)]
                yield from (filled(text, where, draw, claims, denied) for text in texts if text not in apart)


def near() -> Iterator[Example]:
    """The sentences that the tests want left alone, as descriptions; they claim what patterns read and no more."""
    for text in near_sentences():
        places = [Sentence(text=text, where=where, name="f") for where in ("description", "parameter x")]
        claims = frozenset[str]().union(*(read_claims(one) for one in places))
        for place in places:
            where = place.where.partition(" ")[0]
            yield Example(text=text, name="f", where=where, claims=claims, borne_out=OF_THE_WORLD, is_near=True)


def lines(kinds: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str, str, str]]:
    """Kind, sort, place and text of each wording of a bank.

    Args:
        kinds: The bank as it is written.
    """
    for kind, entry in kinds.items():
        for sort in SORTS:
            for place, lines in entry.get(sort, {}).items():
                where = place.partition(",")[0].replace(BY_HAND, "description")
                yield from ((kind, sort, where, line["text"] if isinstance(line, dict) else line) for line in lines)


def filled(text: str, where: str, draw: random.Random, claims: frozenset[str], denied: str = "") -> Example:
    """A wording with something in each of its blanks.

    Args:
        text: The wording.
        where: The sort of part that it stands in.
        draw: What tells what is filled in.
        claims: What it claims.
        denied: The claim that it is no case of.
    """
    parameter, name, summary = draw.choice(_NAMES), draw.choice(_FUNCTIONS), draw.choice(_SUMMARIES)
    first, last = draw.sample(_NOUNS, 2)
    values = {
        "parameter": parameter, "mutated": parameter, "function": name, "name": draw.choice(_INVENTED),
        "summary": summary, "summary_lower": summary[0].lower() + summary[1:],
        "error": draw.choice(_ERRORS), "raised": draw.choice(_ERRORS),
        "wrong": draw.choice(_TYPES), "wrong_of": f"a {draw.choice(_TYPES)}",
        "wrong_code": draw.choice(_TYPES_IN_CODE), "right": draw.choice(_TYPES_IN_CODE),
        "other": draw.choice(_VALUES), "default": draw.choice(_VALUES),
        "parameter_here": parameter, "wrong_start": f"A {draw.choice(_TYPES)}", "count": "two", "more": "three",
        "first_words": first, "second_words": last, "swapped_words_start": f"The {first} and the {last}",
        "first": first, "last": last, "swapped": f"{first}, {last}",
        "capitals": draw.choice(_CAPITALS), "flag": draw.choice(_FLAGS), "swapped_words": f"{first} and {last}",
    }  # fmt: skip
    for blank, value in values.items():
        text = text.replace(f"{{{blank}}}", value)
    return Example(text=text, name=name, where=where, claims=claims, denied=denied)


def of_people(half: str = "read", each: int = EACH) -> Iterator[Example]:
    """Sentences of people's docstrings of functions, in the packages of one half of `mass_sets.json`.

    Args:
        half: `read` to train with, `blind` to judge by.
        each: How many of a package.
    """
    for requirement, names in sets()[half].items():
        site = fetch((requirement,))
        files = [path for name in names for path in _files(site / name.replace(".", "/"))]
        random.Random(requirement).shuffle(files)
        found: dict[str, Example] = {}
        for path in files[:FILES]:
            for one in _in_file(path, requirement):
                found.setdefault(one.text, with_verdicts(one))
            if len(found) >= each:
                break
        yield from list(found.values())[:each]


def _files(place: Path) -> list[Path]:
    apart = {"tests", "test", "testing", "vendor", "_vendor"}
    return sorted(path for path in place.rglob("*.py") if apart.isdisjoint(path.parts))


def _in_file(path: Path, package: str) -> Iterator[Example]:
    try:
        module = path.read_text(encoding="utf-8", errors="ignore")
        tree = ast.parse(module)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        text = ast.get_docstring(node) or ""
        said = Claims.read(as_answer(read_human(text))) if 30 < len(text) < 6_000 else Claims()
        for passage in said.passages:
            for sentence in passage.sentences:
                if SHORT <= len(sentence) <= LONG:
                    claims = read_claims(Sentence(text=sentence, where=passage.where, name=node.name))
                    where = passage.where.partition(" ")[0]
                    holds = borne_out(node, passage.where, sentence, module) - claims
                    yield Example(
                        text=sentence, name=node.name, where=where, claims=claims, package=package, borne_out=holds
                    )


def read_claims(sentence: Sentence) -> frozenset[str]:
    """The claims that the readers by patterns see.

    Args:
        sentence: The sentence, in its place.
    """
    found: set[str] = set()
    for kind, subject, value in read_by_patterns(sentence):
        if kind in ("gives", "is") and subject:
            continue  # said of something else, or of some calls
        if (kind, value) in CLAIMS:
            found.add(CLAIMS[kind, value])
        elif kind == "type":
            found.add("type of a parameter" if subject else "type of a result")
        elif kind in _OF_KIND:
            found.add(_OF_KIND[kind])
    return frozenset(found)
