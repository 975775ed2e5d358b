"""Units and numbers that entries state and the module has no word of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.closed import own_code
from aidoc_core.checks.families import OPEN, of_annotation
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.guards import rejects
from aidoc_core.checks.nearby import near_numbers
from aidoc_core.checks.rule import rule
from aidoc_core.checks.sentences.decided import decided
from aidoc_core.checks.stated_types import of_default
from aidoc_core.checks.surroundings import around, numbers, plain_words
from aidoc_core.checks.units import other_unit
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.rule import Complaint
    from aidoc_core.checks.statements import Statement
    from aidoc_core.checks.target import Target
    from aidoc_core.code.objects import Parameter

_EVERYBODY_KNOWS = frozenset(
    "0 1 2 3 10 100 90 180 255 256 360 1024 65535 65536 0.0 1.0".split()  # noqa: SIM905 - a plain list of numbers
)
"""Limits of bytes, ports, shares, percentages and angles, which need no line of code."""
_SPOKEN = {
    "millis": ("milli", "millis", "millisecond", "ms", "msec"), "millim": ("mm", "millimeter", "millimetre"),
    "millil": ("ml", "milliliter", "millilitre", "volume"), "milli": ("milli", "mv", "ma", "mw"),
    "micro": ("micro", "us", "usec", "micros"),
    "secon": (
        *("second", "sec", "secs", "s", "time", "times", "timeout", "delay", "duration", "interval", "wait", "sleep"),
        *("date", "clock", "ttl", "age", "period", "rate", "hz", "freq", "frequency", "epoch", "elapsed", "expires"),
    ),
    "nano": ("nano", "ns", "nanos"), "minut": ("minute", "minutes", "min", "mins"),
    "hours": ("hour", "hours", "hr", "hrs"), "days": ("day", "days", "date", "timedelta"),
    "weeks": ("week", "weeks"),
    "byte": ("bytes", "size", "sizes", "buffer", "chunk", "length", "offset", "nbytes", "memory", "limit", "capacity"),
    "kilob": ("kilobyte", "kilobytes", "kb", "kib"), "kib": ("kib", "kb", "kilobyte"),
    "megab": ("megabyte", "megabytes", "mb", "mib"), "mib": ("mib", "mb", "megabyte"),
    "gigab": ("gigabyte", "gb", "gib"),
    "pixel": ("px", "width", "height", "image", "dpi", "size", "screen"),
    "degre": ("deg", "angle", "rotate", "rotation", "latitude", "longitude", "azimuth", "heading", "bearing", "hue"),
    "radia": ("rad", "angle", "pi", "phase", "sin", "cos"),
    "perce": ("percent", "percentage", "%", "pct", "percentile"),
    "hertz": ("hz", "hertz", "freq", "frequency", "rate", "sr"), "kiloh": ("hz", "khz", "hertz"),
    "decib": ("db", "decibel", "decibels"), "meter": ("meter", "meters", "m", "metre"),
    "metre": ("meter", "meters", "m", "metre"), "kilom": ("km",), "kilog": ("kg",),
    "power": ("power", "pow", "log2", "bit", "shift", "multiple"),
    "centi": ("cm", "centimeter", "centimeters", "centimetre"),
    "even": ("even", "odd", "%", "parity", "half", "divmod", "bit", "pair", "pairs"),
    "odd": ("even", "odd", "%", "parity", "half", "divmod", "bit", "center", "middle", "kernel", "window"),
    "prime": ("prime", "primes", "%", "mod", "modulus", "factor", "factors"),
    "celsi": ("celsius", "temp", "temperature"),
}  # fmt: skip
"""Words of which the module has to have one, by the first letters of a unit; a unit always counts itself."""


@rule("AD905", Severity.DROP, "contradiction", english=True)
def unsupported_limit(said: Claims, subject: Target) -> Iterator[Complaint]:
    """An entry states a unit or a limit of which the code has no word.

    "In milliseconds": the module has to have the unit, in full or short, or what makes another one of it (`/ 3600`),
    and neither the parameter's name (`wait_hours`) nor what takes it (`time.sleep(wait)`) may show another one.
    "Between 1 and 500": the package has to
    have each number. Limits of a parameter that is a number have to stand near it: in the function, in what it calls,
    or where the module names the parameter. Seconds and bytes are left alone, since timeouts and buffers rarely name
    them, and so are limits that everybody knows of such a thing (percentages, bytes, angles, ports). Where the body
    raises for a value well inside of the range ("Must be between 1 and 500.", and `if count > 100: raise`), or the
    default lies outside of it, the sentence goes, too. Where all that a function runs can be seen, its limits have to
    stand there, not just in the module.

    Hint: none, the sentence is removed.
    """
    of_ranges = subject.obj.kind == "function" and subject.definition is not None and subject.kept.raises
    found = [*decided(said, subject, "range", _range)] if of_ranges else []
    found += [*decided(said, subject, "unit", _unit), *decided(said, subject, "limit", _limit)]
    yield from {(one.where, one.quote): one for one in reversed(found)}.values()


def _range(one: Statement, subject: Target) -> tuple[str, str] | None:
    """What is wrong with a range of valid values: the body raises for one that lies well inside."""
    parameter = subject.parameter(one.subject)
    if parameter is None or subject.definition is None:
        return None
    refused = [value for value in _inside(one.value) if rejects(subject.definition, one.subject, value)]
    if not refused and _is_outside(parameter.default, one.value):
        return (
            f"states a range of '{one.subject}' that its default is outside of",
            f"It is {parameter.default} by default.",
        )
    if not refused:
        return None
    return f"calls {refused[0]:g} a valid value of '{one.subject}', for which the code raises", ""


def _is_outside(default: str | None, valid: str) -> bool:
    """Whether a default is a number outside of a range with two ends, which stands for nothing else: not -1, nor 0."""
    low, between, high = valid.partition("..")
    if not between or not _NUMBER.fullmatch(default or "") or float(default or 0) <= 0:
        return False
    return not float(low) <= float(default or 0) <= float(high)


def _inside(valid: str) -> list[float]:
    """Whole numbers that a range has for sure: not its ends, where it is not said whether they count."""
    low, between, high = valid.partition("..")
    if between:
        first, last = float(low), float(high)
        return [value for value in (first + 1, (first + last) // 2, last - 1) if first < value < last]
    number = float(valid.lstrip("<>="))
    step = 0 if "=" in valid else 1
    return [number + step if valid.startswith(">") else number - step]


def _unit(one: Statement, subject: Target) -> tuple[str, str] | None:  # noqa: PLR0911 - one reason a line
    if _OF_AMOUNTS.search(one.sentence) or _is_choice_of_callers(one):
        return None
    if other := _other_unit(one, subject):
        return f"gives '{one.subject}' in {one.value}, where the code takes it in {other}", f"It is in {other}."
    unit = one.value.removesuffix("s")
    spoken = next((_SPOKEN[key] for key in (unit[:6], unit[:5], one.value, unit) if key in _SPOKEN), ())
    known = {one.value, unit, f"{unit}s", *spoken}
    parameter = subject.parameter(one.subject)
    is_number = parameter is not None and _is_number(parameter)
    words = plain_words(subject)  # of the module: which unit a number is in shows in nothing that is done with it
    if unit == "byte" and own_code(subject) is None:
        return None
    if known & words or any(unit[:_ENOUGH] in word for word in words) or _divides(unit, subject):
        return None
    if unit.startswith("milli") and is_number and "1000" in near_numbers(subject, one.subject):
        return None
    if one.value == "power":
        return "calls a value a power or a multiple of a number, which the code does not mention", ""
    if one.value in _SORTS:
        return f"asks for {one.value} numbers, which the code does not mention", ""
    return f"gives a value in {one.value}, a unit that the code does not mention", ""


_PARTS_OF = {
    "degre": "60 180 360 3600 3600000", "minut": "60 3600 1440 60000 3600000", "hours": "24 60 3600 86400 3600000",
    "hour": "24 60 3600 86400 3600000", "days": "24 365 1440 86400 86400000", "day": "24 365 1440 86400 86400000",
    "weeks": "7 52 168 604800", "week": "7 52 168 604800", "perce": "100", "milli": "1000", "kilo": "1000 1024",
    "kilob": "1000 1024", "kib": "1024", "mega": "1000000 1048576", "megab": "1000000 1024 1048576",
    "mib": "1024 1048576", "micro": "1000000", "nano": "1000000000", "centi": "100", "meter": "100 1000",
    "metre": "100 1000", "kilom": "1000",
}  # fmt: skip
"""By the first letters of a unit, the numbers of smaller ones in it, or of it in larger ones."""
_DIVIDED = regex(r"(?:[/%*]=?|divmod\([^()\n]{1,60},)\s*(\d[\d_]*)(?:\.0*)?(?![\w.])|(?<![\w.])(\d[\d_]*)\s*\*(?!\*)")


def _divides(unit: str, subject: Target) -> bool:
    """Whether code multiplies or divides by what makes another unit of this one: `value // 3600`.

    It is all that the object runs, or its module where that cannot all be seen.
    """
    numbers_of = next((_PARTS_OF[key] for key in (unit[:5], unit[:4], unit) if key in _PARTS_OF), "").split()
    if not numbers_of:
        return False
    if "divided" not in subject.memory:
        own = own_code(subject)
        found = _DIVIDED.findall(around(subject) if own is None else own.speech.text)
        subject.memory["divided"] = {(one or other).replace("_", "") for one, other in found}
    return not subject.memory["divided"].isdisjoint(numbers_of)


def _other_unit(one: Statement, subject: Target) -> str:
    """The unit that a number is in, where a sentence gives another one and does not have this one, too."""
    parameter = subject.parameter(one.subject) if subject.obj.kind == "function" else None
    if parameter is None or (parameter.annotation and not _is_number(parameter)):
        return ""
    other = other_unit(one.value, one.subject, subject)
    words = _WORD.findall(one.sentence.lower())
    return "" if any(word.startswith(other[:_ENOUGH]) for word in words) else other


_OF_AMOUNTS = regex(
    r"(?<![\w.])(?:\d[\d.,_]{0,20}|one|two|three|four|five|six|seven|eight|nine|ten|half|an?)\s+[a-z]{1,20}\s+"
    r"(?:becomes?|turns?\s+into|gives?|makes?|yields?|counts?\s+as|corresponds?\s+to|equals?|(?:is|are)\s+(?:rounded|turned|converted))\b",
    re.IGNORECASE,
)
"""What becomes of an amount, as an example: "200 milliseconds become 1 second"."""
_IF_IN_UNIT = regex(
    r"\b(?:if|when|whenever|where|as\s+long\s+as)\b[^.;,]{0,60}\s(?:in|as)\s+([a-z]{2,20})\b"
    r"|^\W*(?:with|for|given)\s+(?:an?\s+|the\s+)?`\w{1,60}`\s+in\s+([a-z]{2,20})\b",
    re.IGNORECASE,
)
"""What holds in a unit that callers choose: "if `value` is in minutes, at most a minute is added"."""


def _is_choice_of_callers(one: Statement) -> bool:
    match = _IF_IN_UNIT.search(one.sentence)
    return match is not None and (match[1] or match[2]).lower()[:4] == one.value[:4]


def _limit(one: Statement, subject: Target) -> tuple[str, str] | None:
    number = one.value.lstrip("-")
    parameter = subject.parameter(one.subject)
    is_closed = parameter is not None and _is_number(parameter) and own_code(subject) is not None
    known = near_numbers(subject, one.subject) if is_closed else numbers(subject)
    if number in _EVERYBODY_KNOWS or number in known:
        if parameter is None or not _is_out_of_place(number, one, parameter, subject):
            return None
    elif (
        (_uses_constants(subject) or (parameter is None and own_code(subject) is None))
        and subject.context is not None
        and number in subject.context.package.mentions
    ):
        return None
    if parameter is None and one.subject:
        return None
    if parameter is not None and one.value.removesuffix(".0") in (parameter.annotation or "", parameter.default or ""):
        return None
    return f"states the limit {one.value}, which the code does not have", ""


def _is_out_of_place(number: str, one: Statement, parameter: Parameter, subject: Target) -> bool:
    """Whether a number that the module has is no limit of a parameter: it is not near, nor suggested."""
    if number.removesuffix(".0") in _OF_ANYTHING or not _is_number(parameter):
        return False
    if not _BOUND.search(one.sentence) or _ADVICE.search(one.sentence):
        return False
    measure = next((nouns for numbers_, nouns in _OF_MEASURES.items() if number in numbers_.split()), None)
    if measure is not None and measure.search(f"{parameter.name} {one.sentence} {subject.obj.name}".lower()):
        return False
    return number not in near_numbers(subject, parameter.name)


_ENOUGH = 6
"""Letters that tell a unit from others."""


def _is_number(parameter: Parameter) -> bool:
    """Whether its annotation, or its default where it has none, is a number and nothing else."""
    if not parameter.annotation and _NUMBER.fullmatch(parameter.default or ""):
        return True
    families = of_annotation(parameter.annotation) if parameter.annotation else of_default(parameter.default)
    return families != OPEN and bool(families & _NUMBERS) and families <= _NUMBERS | {"none"}


_WORD = regex(r"[a-z]+|%")
_SORTS = frozenset({"even", "odd", "prime"})
_NUMBER = regex(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_NUMBERS = frozenset({"int", "float"})
_OF_ANYTHING = frozenset({"0", "1", "2", "3"})
"""What a count starts with, and a share ends with."""
_OF_MEASURES = {
    "10 100": regex(
        r"perc|qualit|level|score|volume|bright|contrast|satur|speed|progress|confid|rat(?:e|io)|opac|alpha|prob|share"
        r"|frac|scale|temp|humid|batter|duty|power|pct"
    ),
    "90 180 270 360": regex(
        r"angle|lat|lon|rot|deg|hue|azim|heading|phase|theta|phi|bearing|tilt|pan|dihedral|orient|dec|ra\b|zenith|elev"
        r"|yaw|pitch|roll|arc"
    ),
    "255 256": regex(
        r"byte|colou?r|red|green|blue|alpha|rgb|channel|gr[ae]y|pixel|intens|addr|octet|ascii|char|code|bright|level"
        r"|len|mask|image|label|bits?\b|\bid\b"
    ),
    "1024 65535 65536": regex(r"port|buffer|size|byte|chunk|len|limit|bit|addr|regist|number"),
}
"""By numbers, of what everybody knows them."""
_BOUND = regex(
    r"\b(?:between|at\s+(?:the\s+)?(?:most|least)|interval|span|largest|smallest|highest|lowest|or\s+(?:more|less|fewer)|past|up\s+to|exceed\w*|maximum|minimum|max|min|limit\w*|cap|capped|clip\w*|clamp\w*|bound\w*"
    r"|ceiling|range|restrict\w*|confined|multiples?|divisible|(?:no|not)\s+(?:more|less|fewer|greater|larger|smaller|lower|higher)"
    r"\s+than|(?:must|has\s+to|have\s+to|should|needs?\s+to|may|can|cannot|values?|numbers?|anything)\b[^.;]{0,40}?\b(?:than"
    r"|above|below|within|from|beyond|over|under|outside))\b",
    re.IGNORECASE,
)
_ADVICE = regex(
    r"\b(?:typical\w*|usual\w*|recommend\w*|suggest\w*|common\w*|often|about|around|approx\w*|roughly|e\.g|example|such\s+as"
    r"|work\s+well|works\s+well|good|reasonable|sensible|if|when|default\w*|first|last)\b",
    re.IGNORECASE,
)
"""What is no limit: advice, examples, conditions."""


def _uses_constants(subject: Target) -> bool:
    """Whether the code refers to a constant, which may stand in another module."""
    return bool(_CONSTANT.search(subject.source)) or bool(_CONSTANT.search(subject.obj.signature))


_CONSTANT = regex(r"\b_?[A-Z][A-Z0-9]*_[A-Z0-9_]+\b")
