"""Which findings about a person's own words are certain enough to be shown on a page.

People write more freely than a model that was told how: prose beside lists, lists inside descriptions, templates that a
decorator fills in. The rules stay as they are; here stands what must hold beside them, by rule.
"""

from __future__ import annotations

import inspect
import re
import sys
from typing import TYPE_CHECKING

import griffe

from aidoc_core.checks.default_wordings import stated
from aidoc_core.checks.defaults import literal
from aidoc_core.checks.described import is_no_parameter
from aidoc_core.checks.families import of_annotation, of_words
from aidoc_core.code.lookup.callees import resolve
from aidoc_core.code.outside import outside
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from aidoc_core.checks.claims import Claims, Item
    from aidoc_core.checks.finding import Finding
    from aidoc_core.checks.target import Target
    from aidoc_core.code.lookup import CodeContext
    from aidoc_core.code.objects import ApiObject

_PLACEHOLDER = regex(r"%\(\w+\)[a-z]|(?<![\w`$\\{^_}])\{(?:\w+(?:\.\w+)*)?\}(?![\w`}])")
_FILLS_IN = regex(r"doc|substitut|appender|template|inherit|interpd", re.IGNORECASE)
_CONDITION = regex(r"\b(?:if|when|unless|otherwise|whether|except|for|else|depend\w*)\b", re.IGNORECASE)
_OF_ANOTHER = regex(
    r"\bdefault\s+(?!value\b|is\b|to\b|of\b|being\b)[a-z]|\b(?!(?:the|an?|with)\b)[a-z]+\s+default\s+of\b|"
    r"\b(?!(?:it|this|that|which|and|values?|parameter|argument|option|setting)\b)[a-z]\w*\s+defaults?\s+to\b",
    re.IGNORECASE,
)
"""The default marker, the default behaviour, what another thing defaults to: not said of the parameter."""
_WITH_UNIT = regex(r"(?<![\w.])\d+(?:\.\d+)?[ \t]+[a-z]", re.IGNORECASE)
"""One day: no number that compares."""
_PART_OF_NUMBER = regex(r"\d(?:,\d{3}\b|[ \t]*(?:[%/^*:]|\u00d7))")
"""`1,000`, `1/2`, `2**10`, `5 %`: more than the number that is read."""
_PLAIN_TYPE = regex(
    r"(?:^(?:an?|one)|\b(?:must|should|has to|needs to) be an?)\s+(?:list|tuple|dict|dictionary|str|string|int|integer|"
    r"float|bool|boolean|bytes)\b",
    re.IGNORECASE,
)
_WORD = regex(r"\w+")
_MARKS = (":", "@")
_HEAD = 4
"""Words of a field in which its name stands: `:param dict of str name:`."""
_PAST = regex(
    r"\b(?:renamed|formerly|previous\w*|used to|replac\w+|remov\w+|deprecat\w+|old\w*|earlier|legacy|moved|no longer|"
    r"version(?:changed|added)|in version|prior to)\b",
    re.IGNORECASE,
)
_BLANK = regex(r"\n[ \t]*\n")
_SWITCH = regex(r"\b(?:on|off|yes|no|enabled|disabled)\b", re.IGNORECASE)
"""Words for a flag, which may be turned around."""
_ITERATED = frozenset({"iterator", "iterable"})
_INNER_LIST = regex(
    r"^(?:[ \t]*(?:[-*+\u2022]|\d+[.)])[ \t]|[ \t]*[`*'\"]*\w+[`*'\"]*(?:[ \t]*\([^)\n]*\))?[ \t]*:(?:\s|$))",
    re.MULTILINE,
)


def is_template(obj: ApiObject) -> bool:
    """Whether what stands in the source is not what readers see: placeholders, a decorator that works on docstrings."""
    return bool(_PLACEHOLDER.search(obj.human)) or any(_FILLS_IN.search(one) for one in obj.decorators)


def is_certain(finding: Finding, said: Claims, subject: Target) -> bool:
    """Whether a finding holds for what a person has written, too."""
    condition = _CONDITIONS.get(finding.rule)
    return condition is None or condition(finding, said, subject)


def _type(finding: Finding, said: Claims, subject: Target) -> bool:
    """One of Python's own types, behind an article: "a list of", "must be a string"; not of one of several results."""
    del said
    part = finding.where == "returns" and of_annotation(subject.annotation) <= _ITERATED | {"tuple"}
    return not part and _PLAIN_TYPE.search(finding.quote) is not None


def _default(finding: Finding, said: Claims, subject: Target) -> bool:
    """Said of the parameter itself, without a condition, and not of an option in a list below."""
    item = _item(finding, said)
    parameter = subject.parameter(item.name) if item is not None else None
    if item is None or parameter is None or parameter.default in ("{}", "[]", "()", "''", '""', "set()"):
        return False
    right = (parameter.default or "").strip("'\"")
    if right in ("True", "False") and _SWITCH.search(finding.quote):
        return False
    if _names_another(finding, item, subject):
        return False
    values = [value for value, sentence in stated(item.text) if sentence == finding.quote] or [item.default]
    plain = any(literal(value) is not None for value in values) and not _PART_OF_NUMBER.search(finding.quote)
    return plain and _states_default(finding.quote, item) and right not in re.split(r"[^\w.+-]+", finding.quote)


def _names_another(finding: Finding, item: Item, subject: Target) -> bool:
    """Whether the stated default is another parameter: the value in the signature only stands for it."""
    stated = {word for word in re.findall(r"\w+", finding.quote) if word != item.name.lstrip("*")}
    return any(parameter.name.lstrip("*") in stated for parameter in subject.obj.parameters)


def _states_default(sentence: str, item: Item) -> bool:
    other = _CONDITION.search(sentence) or _OF_ANOTHER.search(sentence) or _WITH_UNIT.search(sentence)
    return sentence in _own(item.text) and not other


def _unfounded_default(finding: Finding, said: Claims, subject: Target) -> bool:
    """Of a parameter that must be passed: `None` may stand for anything that is put in later."""
    item = _item(finding, said)
    parameter = subject.parameter(item.name) if item is not None else None
    required = parameter is not None and parameter.default is None
    return required and item is not None and _states_default(finding.quote, item)


def _item(finding: Finding, said: Claims) -> Item | None:
    return next((item for item in said.parameters if finding.where == f"parameter {item.name}"), None)


def _own(text: str) -> str:
    """A description up to the first list inside it."""
    found = _INNER_LIST.search(text)
    return text[: found.start()] if found else text


def _doubled(finding: Finding, said: Claims, subject: Target) -> bool:
    """In one list: what stands under a line of prose in between is for another release, or another way to call."""
    del said
    name = finding.where.rpartition(" ")[2]
    lines = inspect.cleandoc(subject.obj.human).splitlines()
    fields = [number for number, line in enumerate(lines) if line[:1] in _MARKS and name in _WORD.findall(line)[:_HEAD]]
    between = lines[fields[0] : fields[-1]] if fields else []
    return not any(line and not line[0].isspace() and line[0] not in _MARKS for line in between)


def _type_field(finding: Finding, said: Claims, subject: Target) -> bool:
    """Of a parameter, numbers pass for flags; of a result, several types are a tuple, and a sentence is no type.

    What an iterator gives is often described as the result.
    """
    if finding.where == "returns":
        if of_annotation(subject.annotation) <= _ITERATED:
            return False
        numbers = of_words(finding.quote) <= _NUMBERS and of_annotation(subject.annotation) <= _NUMBERS
        return not numbers and not re.search(r"[,.]|\s\S+\s\S+\s", finding.quote) and subject.is_plain
    item = _item(finding, said)
    parameter = subject.parameter(item.name) if item is not None else None
    return parameter is None or not (of_words(finding.quote) <= _NUMBERS and (parameter.default or "")[-1:].isdigit())


_REFERRED = regex(r"refers to '([^']*)'")
_NUMBERS = frozenset({"bool", "int", "float"})


def _exception(finding: Finding, said: Claims, subject: Target) -> bool:
    """A name that reads like a class, and that no module of the standard library has which the package may use."""
    del said
    last = finding.quote.rpartition(".")[2]
    words: AbstractSet[str] = subject.context.package.words if subject.context is not None else frozenset()
    modules = words & sys.stdlib_module_names
    return last[:1].isupper() and not any(outside(f"{module}.{last}") for module in modules)


def _reference(finding: Finding, said: Claims, subject: Target) -> bool:
    """A dotted name below the package or what is in scope: all else may be another release's, or an example's."""
    del said
    name = next((match[1] for match in _REFERRED.finditer(finding.message)), "")
    first, _, rest = name.partition(".")
    context = subject.context
    if context is None or not rest or first in sys.stdlib_module_names:
        return False
    if f"<{name}" in subject.obj.human:  # what an example prints
        return False
    if name.endswith("s") and resolve(context.package, context.obj, name[:-1]) is not None:  # several of them
        return False
    if finding.quote[:1] not in ":[" and "(" not in finding.quote and not _has_place(name, context):
        return False
    if not _is_of_now(name, subject.obj.human):
        return False
    return first == context.package.name or isinstance(resolve(context.package, context.obj, first), griffe.Object)


def _is_of_now(name: str, text: str) -> bool:
    """Whether a paragraph has the name that does not tell of other days: `Renamed from`, `.. versionchanged::`."""
    paragraphs = [paragraph for paragraph in _BLANK.split(text) if name in paragraph]
    return not paragraphs or any(not _PAST.search(paragraph) for paragraph in paragraphs)


def _has_place(name: str, context: CodeContext) -> bool:
    """Whether a module or class should hold the name: without, it may be of another release, a logger, an option."""
    place = name.rpartition(".")[0]
    return place != context.package.name and isinstance(resolve(context.package, context.obj, place), griffe.Object)


_CONDITIONS: dict[str, Callable[[Finding, Claims, Target], bool]] = {
    "AD101": is_no_parameter,
    "AD103": _doubled,
    "AD111": _type_field,
    "AD112": _type,
    "AD121": _default,
    "AD122": _unfounded_default,
    "AD301": _exception,
    "AD401": _reference,
}
