"""AD10x: parameters and attributes, against what callers can really pass."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aidoc_core.checks.accepts import Accepts, accepted
from aidoc_core.checks.entry_texts import adds_nothing
from aidoc_core.checks.finding import Severity
from aidoc_core.checks.formulas import is_formula
from aidoc_core.checks.repeated import repeats_signature
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.words import wordless, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

_SELF = ("self", "cls")
_SEVERAL = 2
"""Wrong names that are no slip any more."""
_OF_KEYWORDS = frozenset(
    "argument arguments attribute attributes keyword keywords option options parameter parameters".split()  # noqa: SIM905
)
"""What `**kwargs` are called in the text of an entry that is on all of them."""
_TITLES = frozenset("... Returns Return Yields Raises Example Examples Note Notes Warning Warnings See NB".split())  # noqa: SIM905
"""What stands behind a list of parameters that is indented like it."""


@rule("AD101", Severity.REJECT, "contradiction")
def invented_parameter(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A described parameter cannot be passed.

    The name is not in the signature (of the function, its overloads, a property's setter, a class's constructor or
    fields). The body does not read it from `**kwargs`, and no function that receives `**kwargs` accepts it. Readers
    would copy the name into their code, and the call would fail.

    An entry that is still there after the second request is removed. If two or more names are wrong, and no more are
    right, then the answer is about something else and is not shown at all.

    Hint: remove the name; these are the parameters.
    """
    accepts = accepted(subject)
    named = [(item, name) for item in said.parameters for name in _names(item.name)]
    wrong = [(item, name) for item, name in named if accepts.allows(name) is False]
    elsewhere = len(wrong) >= _SEVERAL and 2 * len(wrong) >= len(named)
    for item, name in wrong:
        yield Complaint(
            message=f"describes a parameter '{name}' that cannot be passed",
            hint=f"There is no parameter `{name}`; the parameters are: {_listed(accepts)}.",
            where=f"parameter {item.name}",
            quote=name,
            cut="entry",
            whole=elsewhere,
        )


@rule("AD102", Severity.REPAIR, "gap")
def missing_parameter(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A parameter that callers pass is not described.

    Variadic parameters and `_private` names may stay undescribed. Half a list of parameters reads like a complete one.

    Hint: add a section for each of these.
    """
    described = {name for item in said.parameters for name in [item.name, *_names(item.name)]}
    wanted = set(subject.gaps.parameters)
    missing = [p.name for p in subject.obj.parameters if p.required and p.name in wanted and p.name not in described]
    if missing:
        yield Complaint(
            message=f"leaves out {', '.join(missing)}",
            hint=f"Add a parameter section for: {', '.join(missing)}.",
            where="parameters",
        )


@rule("AD103", Severity.REJECT, "contradiction")
def doubled_entry(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A parameter, exception or attribute is described twice.

    The two texts rarely agree, and a reader cannot know which one is right. A model that loops writes such lists.

    Hint: describe it once.
    """
    del subject
    for word, items in (("parameter", said.parameters), ("attribute", said.attributes)):
        names = Counter(item.name.lstrip("*") for item in items)
        for name in sorted(name for name, times in names.items() if times > 1):
            yield Complaint(
                message=f"describes '{name}' twice", hint=f"Describe `{name}` once.", where=f"{word} {name}"
            )


@rule("AD104", Severity.WARN, "style")
def parameters_out_of_order(said: Claims, subject: Target) -> Iterator[Complaint]:
    """Parameters are not in the order of the signature.

    The renderer sorts generated entries, so no second request is needed.

    Hint: none.
    """
    order = {p.name.lstrip("*"): place for place, p in enumerate(subject.obj.parameters)}
    places = [order[name] for item in said.parameters if (name := item.name.lstrip("*")) in order]
    if places != sorted(places):
        yield Complaint(message="describes parameters in another order than the signature", where="parameters")


@rule("AD105", Severity.REPAIR, "style")
def empty_entry(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The description of a parameter, attribute, exception or result is empty or meaningless.

    It is empty, a placeholder, the signature once more (`str | None`), or puts the name into a frame that fits every
    parameter ("the given value", "the parameter to use"). A short text is no empty one: "Not used.", "Name of the
    model.", "The new key.", "x > 0".

    Hint: say what it controls, not its name or type; otherwise the entry is removed.
    """
    entries = [("parameter", item.name, item.text, item.name) for item in said.parameters]
    # What a class of exceptions is called often says when it is raised, and what a function is called what it gives.
    entries += [("attribute", item.name, item.text, item.name) for item in said.attributes]
    entries += [("raises", item.name, item.text, "") for item in said.raises]
    entries += [(word, "", text, "") for word, text in (("returns", said.returns), ("yields", said.yields)) if text]
    path = subject.obj.path.removeprefix(f"{subject.obj.module}.")
    for word, name, text, known in entries:
        others = " ".join([path, *(one.name for one in subject.obj.parameters if one.name != name)])
        empty = adds_nothing(text, known, subject.code_words, others) if subject.english else wordless(text)
        if word == "returns" and text.strip(" .`") == "None" and not subject.obj.returns_value:
            continue  # there is no more to say
        if empty and (is_formula(text, name) or _names_a_class(text, name, subject)):
            continue
        if empty or repeats_signature(text, _signature(word, name, subject)):
            what = f"{word} {name}".strip()
            yield Complaint(
                message=f"says nothing about '{name or word}'",
                hint=f"Say what `{name}` controls; not its name or type."
                if name
                else f"Say what the {word} text means.",
                where=what,
                cut="entry",
            )


def _names_a_class(text: str, name: str, subject: Target) -> bool:
    """Whether a text has the name of a class of the package, which the entry's name does not: "The variable" of `v`."""
    context = subject.context
    by_name = context.package.by_name if context is not None else {}
    others = (word for word in words(text) if word not in words(name))
    return any(found.is_class for word in others for found in by_name.get(word.capitalize(), ()))


def _signature(word: str, name: str, subject: Target) -> tuple[str | None, ...]:
    """What the signature says of an entry: its name, annotation and default."""
    if word == "parameter" and (parameter := subject.parameter(name)) is not None:
        return name.lstrip("*"), parameter.annotation, parameter.default
    return (word, subject.annotation) if word in ("returns", "yields") else ()


@rule("AD106", Severity.DROP, "contradiction")
def unproven_parameter(said: Claims, subject: Target) -> Iterator[Complaint]:
    """Nothing in the package shows that a described parameter exists.

    `**kwargs` goes to a function outside the package, or a decorator may change the signature. The name may be right,
    but no code of the package has it, so generated text must not contain it. A name that the code has anywhere may be
    passed on to what takes it, and is left alone. Who describes several such names has the other side's documentation
    at hand as often as not: then the rule only warns.

    Hint: none, the entry is removed.
    """
    accepts, context = accepted(subject), subject.context
    words: AbstractSet[str] = context.package.words if context is not None else frozenset()
    found = [
        (item.name, name)
        for item in said.parameters
        for name in _names(item.name)
        if accepts.allows(name) is None and name not in words and name.lower() not in _OF_KEYWORDS
    ]
    for entry, name in found:
        yield Complaint(
            message=f"describes '{name}', which only an unknown callee could take",
            where=f"parameter {entry}",
            quote=name,
            cut="entry",
            unsure=len(found) > 1,
        )


@rule("AD107", Severity.DROP, "contradiction")
def invented_attribute(said: Claims, subject: Target) -> Iterator[Complaint]:
    """The class or module does not have a described attribute.

    The class or module does not define it, no base defines it, and no method sets it on `self`. The rule reports
    nothing if a base is unknown or a `__getattr__` exists.

    Hint: none, the entry is removed.
    """
    context = subject.context
    if context is None or subject.obj.kind not in ("class", "module"):
        return
    for item in said.attributes:
        name = item.name.strip()
        if name.isidentifier() and context.package.member(context.obj, name) is None:
            yield Complaint(
                message=f"describes an attribute '{name}' that the {subject.obj.kind} does not have",
                where=f"attribute {item.name}",
                quote=name,
                cut="entry",
            )


@rule("AD108", Severity.REPAIR, "gap")
def missing_attribute(said: Claims, subject: Target) -> Iterator[Complaint]:
    """A requested attribute is not described.

    The author's list of attributes leaves out a public field. The request asked for it, and the answer does not
    describe it.

    Hint: add a section for each of these.
    """
    described = {item.name for item in said.attributes}
    missing = [name for name in subject.gaps.attributes if name not in described]
    if missing:
        yield Complaint(
            message=f"leaves out {', '.join(missing)}",
            hint=f"Add an attribute section for: {', '.join(missing)}.",
            where="attributes",
        )


def _names(name: str) -> list[str]:
    """`x, y` is one entry for two parameters in NumPy style; `*args` keeps its name alone."""
    parts = [part.strip().lstrip("*\\") for part in name.replace("/", ",").split(",")]
    return [part for part in parts if part and part not in _SELF and part not in _TITLES and "." not in part]


def _listed(accepts: Accepts) -> str:
    return ", ".join(sorted(accepts.names)) or "none"
