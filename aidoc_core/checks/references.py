"""AD40x: names in code spans, roles and links, against everything in sight."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import Severity
from aidoc_core.checks.placed import is_denied, is_example, is_of_other, is_placed
from aidoc_core.checks.pointed import is_handed_over, is_pointed_at
from aidoc_core.checks.resolving import Verdict, look_up
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.unshown import unshown_names
from aidoc_core.code.parsing import parse
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from aidoc_core.checks.claims import Claims, Passage
    from aidoc_core.checks.target import Target

_PATH = r"[^\W\d]\w*(?:\.[^\W\d]\w*)*"
_ROLE = regex(rf":(?:py:)?(?:func|meth|class|attr|mod|exc|obj|data|const):`[!~]?(?:[^`<]*<)?\.?({_PATH})(?:\(\))?>?`")
_LINK = regex(rf"\[(?:[^\[\]]*)\]\[({_PATH})\]|\[`?({_PATH})`?\]\[\]")
_OTHER_ROLE = regex(r":[a-z:+-]{1,60}:`[^`]*`")
_SPAN = regex(r"(?<![`\\])(`{1,2})(?!`)([^`\n]+?)\1(?!`)")
_CALL = regex(rf"^({_PATH})\((.*)\)$", re.DOTALL)
_PLAIN_CALL = regex(rf"(?<![\w.`/])({_PATH})\(\)(?!`)")
_PLAIN_PATH = regex(r"(?<![\w.`/@-])([^\W\d]\w*(?:\.[^\W\d]\w*)+)(?![\w`/-])")
_NOT_PLAIN = regex(r"``?[^`\n]*``?|(?<!\w)\w++://\S+|^[^\S\n]*>>>.*$", re.MULTILINE)
_FORMULA = regex(r"\w?(?:_\w)*|[a-z]{1,20}\d{1,3}_\d{1,3}|[a-z]\d[a-z]|[YMDWHhmsSZTwdy]{4,20}")
_WHOLE_PATH = regex(_PATH)
_SNAKE = regex(r"^_*[a-z][a-z0-9]*(?:_[a-z0-9]+)+$")
_CAMEL = regex(r"^_?[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+$|^_?[A-Z]{2,}[a-z]+(?:[A-Z][a-z0-9]*)*$")
_CONSTANT = regex(r"^_*[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$")
_FOREIGN = regex(
    r"\b([A-Z][\w+.-]*)(?:['\u2019]s)?\s+(?:function|method|routine|command|option|variable|field|keyword|macro|constant"
    r"|attribute|header|program|module|class|type|property)s?\s+`{0,2}\Z"
)
_DIRECTIVE = regex(r"^\.\. (?:version\w+|deprecated)::.*(?:\n[ \t]+\S.*){0,40}", re.MULTILINE)
"""Names in it are those of other days."""
_QUOTES = frozenset({'""', "''", "\u201c\u201d", "\u2018\u2019"})
_VARIABLE = regex(r"\s+(?:environment\s+)?variables?\b")
_OWNED = regex(r"\b[A-Z]\w*['\u2019]s\s+\Z")
_VALUE_OF = regex(r"\b(?:status(?:es)?|states?|error\s+codes?|events?|responses?)\s+`{0,2}\Z", re.IGNORECASE)
"""What a server or a protocol may call a state: "nodes in status `NO_CONNECTION`"."""
_STARTS = frozenset({"The", "This", "A", "An", "Its", "Each", "Every", "If", "When", "Any", "Python", "See", "Use"})
"""Begins of sentences, and the one language whose names are looked up: no owners of a name."""
_CODE_SUFFIXES = frozenset(
    """
    py txt md rst json yml yaml toml ini cfg csv html htm xml zip gz tar whl exe com org net io log conf png jpg
    svg pdf ipynb js css sh bat lock db sqlite npy npz h5 hdf5 nc pkl parquet dat bin
    """.split()  # noqa: SIM905 - a plain list of words
)


@rule("AD401", Severity.REJECT, "contradiction")
def dead_reference(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A reference points to something that does not exist in this package.

    A reference is a dotted path below the package or one of its classes, called or not, or the target of a link; for
    bare names see `AD402`. The rule looks it up in the object, its class, module and package, in imports, builtins, the
    standard library, installed packages and the site's inventories. It reports nothing if a module or class may have
    members that the code does not show (`__getattr__`, compiled code, star imports, unknown bases).

    A sentence that still has it after the second request is removed; a summary is not shown.

    Hint: remove the name.
    """
    for found, verdict in _looked_up(said, subject):
        if found.strong and verdict is Verdict.MISSING:
            cut = "code span" if found.where == "summary" else "sentence"
            yield _complaint(found, "which does not exist", cut=cut)


@rule("AD402", Severity.REPAIR, "contradiction")
def unknown_name(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A code span contains a name that does not occur in the package.

    The rule applies to `snake_case`, `CamelCase` and `CONSTANT_CASE` names, and to bare names in a role or in a call
    outside a code span, if the text points at them ("see", "calls", "the function", in a class all of whose members are
    in sight also "the attribute") or they look like a misspelt name of the package: others are as often keys, columns
    or states. For parameters see `AD109`. The name may belong to something else, such as a C function. The answer is
    requested again once; after that, the name loses its backticks and becomes a plain word. A name that occurs
    anywhere in the package is allowed, and so is one beside the name of its own library ("in Trio,
    `SocketStream.send_all`").

    The same goes for a parameter of the code that the signature on the page lacks, because a decorator, a handler or an
    extension shows another one: its sentence is removed without another request, where there is another one.

    Hint: remove the name.
    """
    for found, verdict in _looked_up(said, subject):
        if verdict is Verdict.MISPLACED or (not found.strong and verdict is Verdict.MISSING):
            yield _complaint(found, "which is not in this package", cut="code span")
    yield from unshown_names(said, subject)


@rule("AD403", Severity.WARN, "style")
def unproven_reference(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A dotted name of another package cannot be looked up.

    The package is compiled, or not installed where the documentation is built. Such a name does not become a link.

    Hint: none.
    """
    for found, verdict in _looked_up(said, subject):
        if "." in found.name and verdict is Verdict.ELSEWHERE:
            yield _complaint(found, "which cannot be looked up", cut="")


class Reference:
    """A name in a text.

    Attributes:
        name: The dotted name.
        where: The part of the answer.
        quote: As it stands in the text.
        call: Whether it is written as a call.
        strong: Whether the form says that it names something that is there: a role, a link, a call, a dotted path.
    """

    __slots__ = ("call", "name", "quote", "strong", "where")

    def __init__(self, name: str, where: str, quote: str, *, call: bool = False, strong: bool = True) -> None:
        self.name = name
        self.where = where
        self.quote = quote
        self.call = call
        self.strong = strong


def _looked_up(said: Claims, subject: Target) -> list[tuple[Reference, Verdict]]:
    """Every name with what looking it up has brought, worked out once for the three rules."""
    if "references" not in subject.memory:
        verdicts: dict[tuple[str, bool], Verdict] = {}
        found = []
        for reference in _references(said, subject):
            key = reference.name, reference.call
            if key not in verdicts:
                verdicts[key] = look_up(reference.name, subject, call=reference.call)
            found.append((reference, verdicts[key]))
        # Beside names of another library, a bare one is as likely that library's.
        foreign = {one.where for one, verdict in found if "." in one.name and verdict is Verdict.ELSEWHERE}
        prose = {passage.where: passage.prose for passage in said.passages}
        found = [
            (one, Verdict.ELSEWHERE if _may_be_elsewhere(one, verdict, foreign, prose[one.where], subject) else verdict)
            for one, verdict in found
        ]
        subject.memory["references"] = found
    looked_up: list[tuple[Reference, Verdict]] = subject.memory["references"]
    return looked_up


def _may_be_elsewhere(one: Reference, verdict: Verdict, foreign: AbstractSet[str], text: str, subject: Target) -> bool:
    """Whether a name that was not found may be another library's: a bare one, or a class that callers hand over."""
    if verdict is Verdict.MISPLACED:
        known = subject.context is not None and one.name.partition(".")[0] in subject.context.package.words
        return not known and not one.quote.startswith(":") and is_handed_over(one.name, one.where, subject)
    if verdict is not Verdict.MISSING or one.strong:
        return False
    return one.where in foreign or not is_pointed_at(one.name, one.quote, text, one.where, subject)


def _references(said: Claims, subject: Target) -> Iterator[Reference]:
    # What goes on to other code behind `**kwargs` has names of its own.
    package = subject.context.package.name.upper() if subject.context is not None else "-"
    starred = {f"parameter {p.name.lstrip('*')}" for p in subject.obj.parameters if p.name.startswith("**")}
    for passage in said.passages:
        if any(sign in passage.text for sign in "`(.["):
            others = passage.where.replace("*", "") in starred
            found = [one for one in _in_text(passage.prose, passage.where) if one.strong or not others]
            found = [one for one in found if one.strong or not _is_made_up(one, passage, package)]
            labels = {match[1] for match in _LABEL.finditer(passage.text)} if "]: " in passage.text else set()
            found = [one for one in found if one.name not in labels]
            yield from (one for one in found if not _is_of_others(one, passage.prose, passage.text, subject))


_LABEL = regex(r"\[([^\[\]\n]{1,200})\]: ")
"""The label of an address: `[guide]: https://example.org`."""
_CITED = regex(r"[A-Z][a-z]{1,6}(?:\.[A-Z][a-z]{1,6})+\.?\s{1,3}(?:[A-Z]\s?)?\d")
"""A journal, with its volume."""
_NUMBERED = regex(r"_*[a-z][a-z0-9]*(?:_[a-z0-9]+)*(?<=\d)")
_INVENTED = frozenset({"foo", "bar", "baz", "my", "myapp", "spam", "eggs", "example"})
_PART = regex(r"[a-z]+")
_C = regex(r"_?Py_|Py[A-Z]\w*_")


def _is_made_up(one: Reference, passage: Passage, package: str) -> bool:
    """Whether a bare name is none that code writes out: numbered, a setting of the package's, C, a name of a result."""
    if not _INVENTED.isdisjoint(_PART.findall(one.name.lower())) or one.name.startswith(("My", "Other")):
        return True  # an example's
    if _NUMBERED.fullmatch(one.name) or _C.match(one.name) or one.name.startswith(f"{package}_"):
        return True
    return passage.where in ("returns", "yields") and passage.text.lstrip("`* ").startswith(one.name)


def _is_of_others(one: Reference, prose: str, text: str, subject: Target) -> bool:
    """Whether a name is none of the package's, by what stands around it."""
    if not one.strong and (is_placed(one.name, text) or is_denied(one.name, prose)):
        return True
    return not one.quote.startswith(":") and is_of_other(one.name, prose, subject)


def _in_text(text: str, where: str) -> Iterator[Reference]:  # noqa: C901, PLR0912 - one form of a name a loop
    for match in _ROLE.finditer(text):
        yield Reference(match[1], where, match[0], strong="." in match[1])
    for match in _LINK.finditer(text):
        if not _is_index(match):
            yield Reference(match[1] or match[2], where, match[0])
    text = _DIRECTIVE.sub(" ", text) if ".. " in text else text
    text = _LINK.sub(" ", _OTHER_ROLE.sub(" ", _ROLE.sub(" ", text)))
    for match in _SPAN.finditer(text):
        foreign = _FOREIGN.search(text, max(0, match.start() - 60), match.start())
        example = is_example(text, match.start())
        for found in (one for one in _in_span(match[2].strip(), where) if one.strong or not example):
            if _CONSTANT.match(found.name) and _VARIABLE.match(text, match.end()):
                continue  # for `AD404`
            value = _CONSTANT.match(found.name) and _VALUE_OF.search(text, max(0, match.start() - 60), match.start())
            if found.strong or not (value or (foreign is not None and foreign[1] not in _STARTS)):
                yield found
    plain = _NOT_PLAIN.sub(" ", text)
    for match in _PLAIN_CALL.finditer(plain):
        if _OWNED.search(plain, max(0, match.start() - 40), match.start()):
            continue  # "NumPy's savez()"
        yield Reference(match[1], where, match[0], call=True, strong="." in match[1])
    for match in _PLAIN_PATH.finditer(plain):
        if _CITED.match(plain, match.start()):
            continue  # "Phys.Rep. 304"
        if all(len(part) == 1 for part in match[1].split(".")):  # `e.g.`, `i.e.`, `U.S.`: no names, in prose
            continue
        if plain[max(0, match.start() - 1) : match.start()] + plain[match.end() : match.end() + 1] in _QUOTES:
            continue  # a text: the file is named "test.sbml"
        if match[1].rpartition(".")[2] not in _CODE_SUFFIXES and not plain.startswith("(", match.end()):
            yield Reference(match[1], where, match[0], strong=_is_name(match[1].rpartition(".")[2]))


def _is_index(match: re.Match[str]) -> bool:
    """Whether brackets are places in a table, and no link: "data[row][column]", "the matrix [i][j]"."""
    text, first = match.string, match[0].partition("]")[0][1:]
    if _WORD_BEFORE.search(text, max(0, match.start() - 1), match.start()) or text.startswith("[", match.end()):
        return True
    target = match[1] or ""
    return first.isidentifier() and target.isidentifier() and first != target


_WORD_BEFORE = regex(r"[\w\])]\Z")


def _in_span(span: str, where: str) -> Iterator[Reference]:
    if call := _CALL.match(span):
        if not _is_python(span):
            return
        # One word is as often mathematics (`sigmoid(x)`), one letter always is (`X_G(k)`); `COUNT(x)` is no Python.
        if not _FORMULA.fullmatch(call[1]) and not call[1].isupper():
            # Only a path says whose it is: a bare name may be another library's.
            yield Reference(call[1], where, span, call=True, strong="." in call[1])
        return
    name = span.removeprefix("~").removeprefix(".").removesuffix("()").lstrip("*@")
    if not _WHOLE_PATH.fullmatch(name) or name.rpartition(".")[2] in _CODE_SUFFIXES:
        return
    if "." in name:
        yield Reference(name, where, span)
    elif _is_name(name) and not _FORMULA.fullmatch(name):  # `D_4`
        yield Reference(name, where, span, strong=False)


@lru_cache(maxsize=1_024)
def _is_python(span: str) -> bool:
    try:
        parse(span.replace("...", "___"), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _is_name(word: str) -> bool:
    return bool(_SNAKE.match(word) or _CAMEL.match(word) or _CONSTANT.match(word))


def _complaint(found: Reference, why: str, *, cut: str) -> Complaint:
    return Complaint(
        message=f"refers to '{found.name}', {why}",
        hint=f"`{found.name}` does not exist; name only what the code shows." if cut else "",
        where=found.where,
        quote=found.quote,
        cut=cut,  # type: ignore[arg-type]
    )
