"""Reads which names a sentence says are parameters, by what callers do with them and what they control."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.checks.statements.statement import Sentence

_SPAN = regex(
    r"(?<![`\w])(?P<marks>`{1,2})(?P<code>[^`\n]{1,120})(?P=marks)(?!`)"
    r"|(?<![\w./`-])(?P<plain>[a-z][a-z0-9]*(?:_[a-z0-9]+)+)(?![\w/(`]|\.\w|-\w)"
)
"""What is set as code, and names written as only names are."""
_NAME = regex(r"([a-z_]\w*)(\s?=\s?(?!=)[\w.'\"\[\](){}+-]{0,40})?")
"""A name, or one with a value."""
_LITERAL = regex(r"`{1,2}(True|False|None|-?\d[\d.]*|'[^'`\n]*'|\"[^\"`\n]*\")`{1,2}")
_IN_CALL = regex(r"(?:\w+\.)?(\w+)\((?:[^()]{0,60},\s?)?([a-z_]\w*)=[^()=,]{0,40}\)")
"""How callers are told to write it: "`store.put(..., strict=True)`"."""
_FIELD = regex(r"(?<!\S):(?:param|parameter|arg|argument|keyword|kwarg)\s+(?:\w+\s+)?([a-z_]\w*):(?=\s)")
_NOUN = r"(?:parameters?|params?|arguments?|args?|keywords?|kwargs?|options?|flags?|switch|settings?|knobs?)"
_GIVEN = (
    r"(?:given|passed|set|supplied|provided|specified|used|enabled|disabled|omitted|unset|activated|turned\s+(?:on|off)|switched\s+(?:on|off)"
    r"|left\s+(?:out|unset|empty|at)|falsy|truthy|on|off|`?(?:True|False|None)\b)"
)
_BE = r"(?:is|are|was|were|has\s+been|gets|be)"
_HOW = r"(?:(?:not|also|explicitly|both|n't|set\s+to|left\s+at)\s+)"
_LIST = regex(r"(?:\A|\n)(?:Args|Arguments|Parameters|Keyword\s+Args):[ ]*\n(?:[ \t]+\S.*(?:\n|\Z)){1,40}")
_LISTED = regex(r"\n[ \t]+([a-z_]\w*)(?:[ ]\([^()\n]{0,40}\))?:(?=\s)")
"""A list of parameters that nobody has taken for one."""
_NAMED_BEFORE = regex(
    rf"\b{_NOUN}(?:\s{{0,4}}[:,])?\s{{1,8}}(?:(?:called|named)\s{{1,8}})?\Z|\b(?:hono(?:u)?r|respect|observ|obey)(?:s|ing)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_PARAMETER_BEFORE = regex(r"\b(?:parameter|argument|keyword)\s+\Z")
_NAMED_BEHIND = regex(rf"\s+(?:\w+\s+)?{_NOUN}\b|[,:]?\s+(?:is\s+)?an?\s+(?:\w+\s+){{0,2}}{_NOUN}\b", re.IGNORECASE)
_IF = regex(
    r"\b(?:if|when|whenever|unless|whether|once|where|while|as\s+long\s+as|provided(?:\s+that)?|in\s+case)\s+(?:the\s+|an?\s+)?\Z",
    re.IGNORECASE,
)
_IS_GIVEN = regex(rf",?\s+(?:\w+\s+)?{_BE}(?:n't)?\s+{_HOW}{{0,2}}{_GIVEN}\b", re.IGNORECASE)
"""Behind a condition: "if `strict` is given"."""
_CALLED_SO = regex(
    r"\b(?:by|through|via|with)\s+(?:way|means|the\s+help|the\s+aid)\s+of\s+(?:the\s+)?\Z"
    rf"|\b(?:{_NOUN}|control(?:led|s)?|determin(?:ed|es)|govern(?:ed|s)|configur(?:ed|able)|adjust(?:ed|able)|tun(?:ed|able)|overridd?en?"
    r"|chang(?:ed|eable)|adapted|influenced|customi[sz]ed|limited|specified|set|selected)\s+(?:only\s+|further\s+)?(?:by|with|through|via|using)"
    r"\s+(?:(?:setting|passing|giving|the\s+value\s+of)\s+)?(?:the\s+)?(?:optional\s+)?\Z"
    r"|\bdepend(?:s|ing)?\s+(?:up)?on\s+(?:the\s+)?(?:(?:value|setting|choice)\s+(?:(?:given|passed|set)\s+)?(?:of|for)\s+)?\Z"
    r"|\b(?:value|setting|choice)\s+(?:(?:given|passed|set)\s+(?:for|to|as)|of)\s+(?:the\s+)?\Z"
    r"|\b(?:this|it|that|them|behaviou?r|defaults?)\s+(?:by|through|via)\s+(?:the\s+)?\Z"
    r"|\b(?:called|invoked|run|together|combined|combination)\s+with\s+(?:the\s+)?\Z"
    r"|\b(?:accept|tak)(?:s|es|ing)\s+(?:an?\s+)?(?:optional|additional|extra|further)\s+\Z",
    re.IGNORECASE,
)
"""In front of what controls something, or is called a parameter."""
_DOES = regex(
    r",\s+(?:by|with|through)\s+which\b"
    r"|,?\s+(?:which\s+|by\s+which\s+)?(?:controls|determines|limits|decides|governs|restricts|toggles|caps|chooses|dictates|regulates)"
    r"\s+(?:whether|how|which|what|when|if|where|the|on|off)\b"
    rf"|\s+(?:can|may|must|should|could|has\s+to|needs?\s+to|need\s+not)\s+(?:\w+\s+)?be\s+(?:\w+ly\s+)?{_GIVEN}\b"
    r"|\s+defaults\s+to\b|\s+into\s+account\s+(?:where|if|when)\b|\s+as\s+an?\s+(?:\w+\s+)?(?:keyword|argument|parameter|option)\b"
    r"|\s+(?:is|as)\s+(?:an\s+)?optional\b",
    re.IGNORECASE,
)
"""Behind what is called a parameter, has a default, or controls something."""
_PASS = regex(
    r"(?:^\W*|[,;:]\s+|\b(?:to|may|can|must|should|and|or|could|by|please|callers|you)\s+)(?:then\s+|also\s+|simply\s+)?(?:pass|set|specify|supply"
    r"|provide|give|omit|adjust|tune|increase|decrease|enable|disable|toggle|leave|override|turn\s+o(?:n|ff))"
    r"\s+(?:the\s+)?(?:an?\s+(?:\w+\s+){0,2}(?:value\s+)?(?:for|of)\s+)?(?:a\s+(?:larger|smaller|lower|higher)\s+)?\Z"
    r"|\b(?:passing|setting|specifying|supplying|providing|giving|omitting|adjusting|tuning|enabling|disabling|toggling|leaving|overriding)"
    r"\s+(?:the\s+)?(?:an?\s+(?:\w+\s+){0,2}(?:value\s+)?(?:for|of)\s+)?\Z",
    re.IGNORECASE,
)
"""In front of what callers pass."""
_PASSED = regex(
    r"\s*(?:[.,;:!)]|\Z)|\s+(?:to|for|if|when|unless|in|and|or|as|by|on|off|with|only|explicitly|instead|at|out|unset|is|has|will|can|may|should|where"
    r"|here|too|makes?|leaves?|lets?|allows?|causes?|gives?|turns?|takes?|disables?|enables?|changes?|means?|does|switch\w*|skips?|keeps?)\b",
    re.IGNORECASE,
)
"""Behind it: no noun that the name only describes, as in "the `auth` serializer"."""
_WITH = regex(r"\b(?:with|without)\s+\Z", re.IGNORECASE)
_SET = regex(
    r"\s+(?:set\b|enabled|disabled|given\b|passed\b|on\b|off\b|turned\s+o|switched\s+o|unset|omitted|left\s+out|having\s+the)",
    re.IGNORECASE,
)
_OF_OTHERS = regex(
    r":(?:func|meth|class|mod|attr|py:\w+):|`\w+\.[\w.]+`|\bto\s+`|\bof\s+(?:the\s+)?`(?!`)|\bconstructor\b|\bsubclass|\bcommand|init\b"
    r"|\bother\s+(?:function|method|class)|\b(?:keys?|columns?|fields?|headers?|enum\w*|environment|json|yaml|toml|xml|html|sql|css|schemas?|templates?"
    r"|metadata|shell|payload)\b",
    re.IGNORECASE,
)
"""Signs, anywhere in a sentence, that a name is a key, a column or another one's: nothing is read then."""
_SORTS = (
    r"(?:state|status|section|row|record|item|entry|format|mode|member|label|tag|attribute|property|variable|file|dict|dictionary|mapping|table|server"
    r"|request|response|config|configuration|query|strategy|type|class|method|function|module|package|library|event|error|exception|extension|language"
    r"|system)(?:e?s)?"
)
_AFTER_SORT = regex(rf"\b{_SORTS}\s+(?:(?:of|called|named|is)\s+)?(?:the\s+)?\Z", re.IGNORECASE)
_BEFORE_SORT = regex(rf"\s+(?:\w+\s+)?{_SORTS}\b", re.IGNORECASE)
"""Beside a name, what else it is the name of."""
_DENIED = regex(
    r"\b(?:not|never|no|neither|nor|cannot|unlike|than|like|as\s+in)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
_UNTOLD = regex(
    r"\b(?:for\s+(?:example|instance)|such\s+as|removed|renamed|formerly|deprecated|previously|no\s+longer|earlier\s+versions?)\b|\be\.g\.",
    re.IGNORECASE,
)
"""An example's, or of other days."""
_GIVEN_TO_IT = regex(r"\s+(?:is|was)\s+(?:not\s+|also\s+)?(?:given|passed|set|supplied|provided|specified|used)\b")
_WORDS = frozenset("self cls true false none args kwargs".split())  # noqa: SIM905
_NEAR, _BESIDE, _MOST = 70, 25, 8


def taken_names(sentence: Sentence) -> Iterator[tuple[str, bool]]:
    """The names that a sentence says are passed, or control what is done; whether it says so of passing.

    A condition counts as well as what callers are told to do. In an entry a name is as often a value: only one of
    several words is read there, where it is said to be passed.

    Args:
        sentence: The sentence.
    """
    text = _LITERAL.sub(r"\1", sentence.text)
    if not sentence.entry and sentence.where not in ("summary", "description"):
        return
    if not sentence.entry:
        yield from ((name, True) for name in _listed(text))
    if _UNTOLD.search(text):
        return
    for span in islice(_SPAN.finditer(text), _MOST):
        code = span["code"] or span["plain"]
        call = _IN_CALL.fullmatch(code)
        if call is not None and call[1] == sentence.name:
            yield call[2], True
        name = _NAME.fullmatch(code)
        if name is not None and name[1].lower() not in _WORDS and (grade := _grade(name, span, text, sentence)):
            yield name[1], grade > 1


def _listed(text: str) -> Iterator[str]:
    """The names in lists and fields that nobody has taken for entries."""
    if ":" in text:
        yield from (match[1] for match in _FIELD.finditer(text))
        for match in _LIST.finditer(text):
            yield from _LISTED.findall(match[0])


def _grade(name: re.Match[str], span: re.Match[str], text: str, sentence: Sentence) -> int:
    """What a sentence says of a name: 2 that it is passed, 1 that it controls something, else 0."""
    before, behind = text[: span.start()], text[span.end() :]
    if _OF_OTHERS.search(f"{before}\0{behind}"):
        return 0
    before, behind = before[-_NEAR:], behind[:_NEAR]
    if _AFTER_SORT.search(before) or _BEFORE_SORT.match(behind):
        return 0
    if sentence.entry:
        given = "_" in name[1] and _IF.search(before) and _GIVEN_TO_IT.match(behind)
        return 2 if given or (_PARAMETER_BEFORE.search(before) and not _DENIED.search(before)) else 0
    if name[2] is not None and " " not in name[2] and not _DENIED.search(before):
        return 2
    # Of the first verb of a summary, the function is the subject.
    return _of_words(before, behind, begins=sentence.where == "summary" and not before.strip("* "))


def _of_words(before: str, behind: str, *, begins: bool) -> int:
    """The same, by the words around the name."""
    if _IF.search(before) and _IS_GIVEN.match(behind):
        return 2
    if _DENIED.search(before[-_BESIDE:]) or begins:
        return 0
    if (_PASS.search(before) and _PASSED.match(behind)) or _NAMED_BEFORE.search(before) or _NAMED_BEHIND.match(behind):
        return 2
    if _CALLED_SO.search(before) or _DOES.match(behind):
        return 1
    return int(_WITH.search(before) is not None and _SET.match(behind) is not None)
