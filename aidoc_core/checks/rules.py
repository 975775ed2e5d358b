"""Every rule, and running them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aidoc_core.checks import (
    borrowed,
    defaults,
    echoes,
    effects,
    example_effects,
    example_names,
    examples,
    exceptions,
    glossary,
    guesses,
    kinds,
    manner,
    markup,
    meaning,
    parameters,
    promises,
    references,
    releases,
    results,
    stated_types,
    tags,
    unsupported,
    wording,
)
from aidoc_core.checks.claims import Claims
from aidoc_core.checks.finding import Finding, Severity
from aidoc_core.checks.rule import Level, Rule
from aidoc_core.checks.sentences import arguments, changes, conditions, invented, limits, order, sorts, types
from aidoc_core.checks.sentences import defaults as stated_defaults
from aidoc_core.checks.sentences import results as stated_results
from aidoc_core.checks.target import Target
from aidoc_core.glossary import NO_WORDS, Glossary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from aidoc_core.answers.answer import Answer
    from aidoc_core.code.gaps import Gaps
    from aidoc_core.code.objects import ApiObject

_CHAPTERS = (
    parameters, stated_types, defaults, results, exceptions, references, wording, manner, markup, tags, examples,
    example_names, example_effects, kinds, meaning, invented, arguments, stated_defaults, stated_results, conditions,
    sorts, types, order, changes, limits, unsupported, releases, promises, effects, guesses, echoes, borrowed, glossary
)  # fmt: skip

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (value for chapter in _CHAPTERS for value in vars(chapter).values() if isinstance(value, Rule)),
        key=lambda rule: rule.id,
    )
)
"""Every rule, in the order of its number."""


def check(  # noqa: PLR0913 - keyword-only after what everyone needs
    answer: Answer | Mapping[str, Any],
    obj: ApiObject,
    *,
    gaps: Gaps | None = None,
    levels: Mapping[str, Level] | None = None,
    known: Callable[[str], bool] = lambda _: False,
    hosts: Sequence[str] = (),
    rules: Iterable[Rule] = RULES,
    language: str = "",
    question: str = "",
    words: Glossary = NO_WORDS,
) -> list[Finding]:
    """Check an answer against the code.

    Args:
        answer: An `Answer`, or a mapping with its parts
            (`{summary, description, parameters: [{name, description}], returns, yields,
            raises: [{type, description}], attributes, example}`; every part is optional, and entries may have
            a `type` and a `default`).
        obj: The object that the answer describes, from `aidoc_core.code.collect.from_griffe`.
        gaps: What was requested; by default everything that the code calls for.
        levels: Other severities by rule id, or `off`, as in the option `checks`.
        known: Whether a dotted path is documented elsewhere, for example in an inventory of the site.
        hosts: Hosts that links may point to, as in the option `link_hosts`.
        rules: The rules to run; all by default.
        language: The language of the answer, as in the option `language`; English if empty.
        question: What the model was told beside the code, of which an answer has no words.
        words: The words of the project, as in the option `glossary`.

    Returns:
        The findings in the order of the rules; empty for a good answer.
    """
    levels = levels or {}
    said, subject = (
        Claims.read(answer),
        Target(obj, gaps, known, hosts, english=_is_english(language), question=question, glossary=words),
    )
    found: list[Finding] = []
    for rule in rules:
        level = levels.get(rule.id)
        if level != "off" and (subject.english or not rule.english):
            # What a text says a thousand times is told once.
            found += dict.fromkeys(rule.findings(said, subject, Severity(level) if level else None))
    return found


def _is_english(language: str) -> bool:
    name = language.strip().lower()
    return not name or "english" in name or name == "en" or name.startswith(("en-", "en_"))
