r"""Whether a sentence speaks of the matter of a claim, and nothing in it denies it, ties it or is about something else.

The model adds up words and knows little of how they belong together. So the same is asked of all claims: a denial
before the matter, a condition, another subject. What only one claim has is little, and stands at the end.
"""

from __future__ import annotations

from aidoc_core.checks.recognition.matters import CALLABLE_ITSELF, MATTERS, SAYS_NOTHING, any_of
from aidoc_core.patterns import regex


def is_clear(claim: str, lower: str) -> bool:
    """Whether a claim that was recognised in a sentence can be held against it.

    Args:
        claim: The claim, as the weights name it.
        lower: The sentence in lower case.
    """
    if claim in OF_MANNER:
        return not _is_found(claim, lower)
    lower = lower.replace("with or without", "with")
    if claim in _DEMANDED:
        lower = lower.replace("should ", "must ")
    if (
        SAYS_NOTHING.search(lower)
        or _ASKED_OF_CALLERS.search(lower)
        or (claim in _SWITCHES and _BOTH_WAYS.search(lower))
    ):
        return False
    return any(_is_clear_part(claim, part) for part in (lower, *_PARTS.split(_CONTRAST.sub("", lower))))


def is_spoken_of(claim: str, lower: str) -> bool:
    """Whether a sentence has words for the matter of a claim, without which it cannot make it.

    Args:
        claim: The claim, as the weights name it.
        lower: The sentence in lower case.
    """
    return claim in _DEMANDED or all(matter.search(lower) for matter in MATTERS.get(claim, ()))


def _is_clear_part(claim: str, lower: str) -> bool:
    """Whether a part of a sentence that stands by itself makes a claim that was recognised in the whole."""
    if not all(matter.search(lower) for matter in MATTERS.get(claim, ())) or _is_found(claim, lower):
        return False
    if claim == "caches":
        lower = _NOT_AGAIN.sub(" ", lower)
    if claim in OF_THE_WORLD:
        denied = claim != "thread safety" and _DENIAL.search(_CONDITION.sub(" ", lower))
        return not (denied or _BY_CALLERS.search(lower) or _LEFT_ALONE.search(lower))
    if claim not in _UNTIED and _TIED.search(lower):
        return False
    if claim in _OF_ARGUMENTS:
        return claim != "required" or _AT_TIMES.search(lower) is None
    if _TWICE.search(lower) or (claim in _AT_ALL_TIMES and _AT_TIMES.search(lower)):
        return False
    return claim in _BY_OTHERS or _OTHER.search(lower) is None


def _is_found(claim: str, lower: str) -> bool:
    return any(found.search(lower) for found in (_DENIED.get(claim), _UNLESS.get(claim)) if found is not None)


_DEMANDED = frozenset({"required", "type of a parameter"})
"""Claims that a demand makes, however friendly it is."""
_NOT_AGAIN = regex(
    r"\b(?:not|without|instead\s+of|rather\s+than)\s+(?:being\s+)?re-?(?:peat|comput|calculat|evaluat|do|build|load|run)\w*"
)
"""A denial that a cache is for."""
_SWITCHES = frozenset({"default off", "default on", "default None"})
_BOTH_WAYS = regex(r"\b(?:enable|activate|on|true)\s?(?:/|\bor\b)\s?(?:disable|deactivate|off|false)\b")
"""What a flag is for, whatever its default."""
_UNTIED = _SWITCHES | {"optional", "invented parameter", "says something is returned", "decorator"}
"""What is said of the case that nothing is passed, or that something is; what is wrong under each condition."""
_OF_ARGUMENTS = (_UNTIED - {"says something is returned", "decorator"}) | {
    "required",
    "changes its argument",
    "leaves its argument alone",
    "type of a parameter",
}
OF_THE_WORLD = frozenset(
    {
        "caches", "command-line flag", "environment variable", "is random", "logs", "security", "thread safety",
        "URL and standard", "uses the network", "version", "writes a file",
    }
)  # fmt: skip
"""What the code around shows, or has no word of."""
OF_MANNER = frozenset({"hedge", "marketing", "other trash", "prompt leak", "talk about the excerpt"})
"""What no documentation says, whatever the code does."""
_BY_OTHERS = frozenset({"abstract", "decorator", "order of a tuple"})
"""Claims in the words of other things: "The decorated function keeps its name"; "The parent has no code for it"."""
_AT_ALL_TIMES = frozenset({"returns a copy", "says nothing is returned"})
"""Claims that do not speak of when something happens."""

_DENIES = (
    r"(?:\b(?:no|not(?!\s+forget)|never|neither|nor|cannot|without|unlike|nothing|hardly|rather\s+than|instead\s+of"
    r"|other\s+than|outside(?:\s+of)?)\b|n['\u2019]t\b)"
)
_CONTRAST = regex(
    r"^\W*(?:while|although|though|besides|in\s+addition\s+to|apart\s+from|unlike|in\s+contrast\s+to|as\s+opposed\s+to)\b[^,]{0,80},\s+"
)
"""What something else is like, in front of what the object is."""
_PARTS = regex(r";\s|,\s+(?:so|because|since|which)\b|\s(?:because|since|so\s+that)\s")
_DENIAL = regex(
    rf"{_DENIES}(?!\s+(?:only|just|longer|(?:explicitly\s+)?(?:passed|given|set|specified|provided|rejected)|warning"
    r"|notice|further|confirmation|deterministic|reproducible|repeatable|predictable)\b)"
)
_LEFT_ALONE = regex(r"\b(?:is|are)\s+left\s+(?:alone|untouched|as\b)")
_CONDITION = regex(r"\b(?:if|when|whenever|where|unless|as\s+long\s+as|provided\s+that|while)\b[^,.;]*")
"""A denial in it is none of what is told: "kept and returned again if the input has not changed"."""
_ASKED_OF_CALLERS = regex(r"^\W*(?:make\s+sure|ensure)\s+that\b")
"""What callers are to see to, before or after."""
_BY_CALLERS = regex(
    r"\b(?:callers?|users?|applications?|subclass(?:es)?|you)\b[^.;]{0,40}\b(?:can|may|might|must|should|could|need|has|have"
    r"|responsib\w+|decide\w*|want\w*)\b|\b(?:should|ought\s+to)\s+be\b|\b(?:suitable|ready|intended|meant|fit)\s+(?:to|for)\b|\bleft\s+to\b|\b(?:is|are|remains?)\s+up\s+to\b|\byour\s+own\b|\bresponsib\w+"
    r"|\b(?:by|of)\s+the\s+caller\b"
)
"""What others do, or are to do."""
_TWICE = regex(
    r"(?:\b(?:cannot|must\s+not|can\s+not|(?:not|never)\s+(?:be\s+)?\w+ed)\b|n['\u2019]t\b)[^.;]{0,60}\b(?:without|unless)\b"
    r"|\bwithout\b(?:(?!\b(?:and|or|but|as|because|since|so)\b)[^.;]){0,40}\b(?:not|nothing|never)\b"
)
"""Denied twice: "cannot be called without an instance"."""
_TIED = any_of(
    r"(?<!even )\bif\b",
    r"(?<!\bout )(?<!\btells )(?<!\btell )(?<!\bsee )(?<!\bindicates )(?<!\bindicating )\bwhether(?!\s+or\s+not\b)",
    r"(?<!you\s)(?<!callers\s)\bmay\b(?!\s+(?:not\b|(?:therefore\s+|also\s+|then\s+)?be\s+(?:called|invoked|used)))",
    r"\b(?:unless|might|could|should|sometimes|usually|otherwise|previously)\b",
    r"\bas\s+[^.;]{1,30}\s+would\b",
)
"""What ties a claim to a condition or leaves it open."""
_AT_TIMES = regex(r"\b(?:when|where|while|until|only(?!\s+to\b)|except)\b")
_OWN = (
    r"call\w*|functions?|methods?|routine|procedure|operation|results?|outcome|answer|values?|returns?|returned|output"
    r"|body|signature|implementation|execution|evaluation|processing|invocation|computation|work|code|statement|expression|event"
    r"|generator|iterators?|coroutine|loop|future|context|block|resource|decorator|property|attribute|getter"
    r"|classmethod|staticmethod|class|instances?|object|receiver|original|state|copy|handle|reader|user|data"
    r"|items?|elements?|pieces|lists?|dictionary|set|collection|tuple|identifier|integer|boolean|string|type"
    r"|parameters?|arguments?|input|default|first|next|new|one|same|only|awaitable|clone|duplicate|sequence|whole"
)
"""Nouns of the object, of what it works with and of what it gives."""
_OTHER = any_of(
    rf"^(?:the|an?|each|every|any|some|all|its|these|those)\s+(?!(?:\S+\s+){{0,2}}(?:{_OWN})\b)[a-z]",
    r"\b(?:callbacks?|hooks?)\b",
    r"\b(?:wrapped|decorated)\s+(?!with|by|as)\w",
    r"\bthe\s+(?:returned|resulting|given|passed)\s+`?(?:\w+['\u2019]s|stream|file|handle|connection|client)\b",
    r"\w['\u2019]s\s+:?\w{0,8}:?`",
    r"\b(?:class|property|attribute|generator|method)\s+of\s+(?:the|an?|each|every|all|another)\b"
    r"(?!\s+(?:class|instance|object))",
)
"""Something else than the object is spoken of: a callback, "the stream's `next`", "the class of the key"."""
_DENIED = {
    claim: regex(rf"{_DENIES}(?!\s+(?:\w+\s+)?default\b)[^.;:,]{{0,45}}?\b{matter}")
    for claim, matter in {
        "abstract": r"(?:abstract|interface|placeholder)\b",
        "class or static method": r"(?:class\s?method|static|a\s+class\b)",
        "context manager": r"(?:context|way|with`)",
        "coroutine, claimed": r"(?:coroutine|async|awaited|await\b)",
        "decorator": r"(?:decorat|wrap|`@|applied\b)",
        "order of a tuple": "",
        "coroutine, denied": r"(?:block|synchron|plain|ordinary)",
        "generator, claimed": r"(?:generator|yield|iterator|lazy|lazily)",
        "property": r"(?:property|properties|attributes?)\b",
        "changes its argument": "",
        "invented parameter": r"(?:parameter|argument|option|keyword|accept|take|pass|<name>|`)",
        "optional": r"(?:optional|omit|left\s+out|skip|possible)",
        "type of a result": "",
        "required": r"(?:required|needed|necessary|mandatory|obligatory|needs?|together)\b",
        "returns a copy": r"(?:copy|copied|new\s+(?:instance|object))\b",
        "says something is returned": r"(?:return|hand|giv|get|got|receiv|result|value)",
    }.items()
}
"""What is denied of the matter of a claim. Others are denials themselves: "never raises"."""

_NO_SWITCH = (
    r"^the\s+default\s+\w+\.?$",
    r"\bon\s+or\s+off\b",
    r"\bindicates?\s+(?:if|whether)\b",
    r"\b(?:if|when)\b[^.;]{0,40}\b(?:true|false|none|set|given)\b",
    r"\b(?:set|pass)\w*\s+\w+\s+to\b",
    r"\b(?:unless\s+an?|skip\w*)\b",
    r"\b(?:not|n['\u2019]t)\s+(?:have|need)\s+to\s+be\b",
    r"\bno\s+\w+\s+by\s+default",
    r"\bstarts\s+(?!out|set|on|off)\w+ing\b",
)
_UNLESS = {
    "abstract": any_of(
        r"\b(?:base|default|parent|own|this)\s+(?:class\W{1,3}s\s+)?(?:implementation|version)\s+(?:here\s+)?"
        r"(?!(?:is|was|has\s+been|raises|passes|stands|serves|exists|waits|remains|lacks|misses|consists)\b|(?:only|just|merely|simply)\b"
        r"|\w+\s+(?:nothing|no\s+(?:\w+\s+)?(?:implementation|body|code|logic|effect|work|statements?|behaviou?r|content))\b)[a-z]+s\b"
    ),
    "changes its argument": any_of(
        r"\b(?:sum|number|count|length|size|mean|average|total|maximum|minimum|copy|copies|view|index|names?)\s+of\s+(?:the\s+)?`",
        r"^\W*the\s+(?:sum|mean|total|number|count|length|average|size|state|order)\s+of\b",
    ),
    "optional": any_of(r"^\W*optionally\b"),
    "invented parameter": any_of(r"\b(?:removed|renamed|dropped|deprecated|retired|no\s+longer|gone)\b"),
    "class or static method": any_of(
        r"\bno\s+new\s+(?:instances?|objects?)\b",
        r"\b(?:instance|object)\b[^.;]{0,60}\b(?:needed|required|must)\b",
        r"\bclass\s+that\b",
        r"\bwith\s+the\s+class",
        r"\bmethods?\s+of\s+(?:this|the)\s+class\b",
        r"\ba\s+class\s+(?:instance|object|is|was|has|gets)\b",
    ),
    "context manager": any_of(r"\b(?:fails|is\s+an\s+error)\W*$"),
    "coroutine, claimed": any_of(r"\bbeen\s+awaited\b"),
    "coroutine, denied": any_of(
        r"\b(?:place|order|counterpart|suspends?|over)\b",
        r"\b(?:code|callers?|functions?|programs?)\s+(?:that|which|who)\s+(?:can|do|is|are)",
        r"\bnon-?\s?block",
        r"\bneeds?\s+an?\b",
        r"^\W*(?:synchronous|blocking|sync)\s+(?:callers?|code|programs?)\b",
    ),
    "order of a tuple": any_of(r"\b(?:else|other)\s+than\b"),
    "default None": any_of(r"\b(?:not|never|other\s+than)\s+`?none\b", r"\b(?:set|pass)\w*\s+\w+\s+to\b", r"\breturn"),
    "default off": any_of(*_NO_SWITCH, r"=\s?false\b", r"\bdefault\w*\b[^.;]{0,40}\btrue\b"),
    "default on": any_of(*_NO_SWITCH, r"=\s?true\b", r"\bdefault\w*\b[^.;]{0,40}\bfalse\b"),
    "generator, denied": any_of(
        rf"^(?:(?!{_DENIES})[^.;]){{0,80}}?\b(?:iterators?|generators?|lazil?y|yields?)\b(?![^.;]{{0,30}}\b(?:instead|but)\b)"
    ),
    "generator, claimed": any_of(
        r"\b(?:generat|rais|throw|yield)\w*\s+(?:an?\s+|the\s+)?(?:\w+\s+)?(?:exception|error)|\bimport",
        r"\b(?:from|by|to|random)\s+(?:(?:an?|the)\s+)?(?:\w+\s+)?generator",
        r"\bgenerator\s+of\s+(?:pseudo-?)?random",
        r"\b(?:each|every)\s+iterat",
        r"\byields?\s+an?\s+(?:\w+er|more|less)\b",
    ),
    "leaves its argument alone": any_of(
        r"\b(?:does|do|is)\s+not\s+(?:stay|remain|kept|survive|the\s+same)",
        r"\bnothing\s+forbids\b",
        r"\bby\s+the\s+caller\b",
    ),
    "never raises": any_of(
        r"^\W*not\s+(?:all|every|each)\b",
        r"\w(?:error|exception|warning)\b(?!`{0,2}\s+or\s+(?:any\s+)?other)",
        r"\b(?:can|will)\s+(?:raise|fail|throw)\b",
        r"\bblock",
    ),
    "property": CALLABLE_ITSELF,
    "required": any_of(
        r"\byou\s+(?:can|may|could)\b(?!\s+not\b)",
        r"\bis\s+complete\b",
        r"\bmust\s+not\s+be\s+(?:given|passed|set)\b",
        r"\bneed\s+not\b",
        r"\bat\s+least\s+one\b",
    ),
    "caches": any_of(r"\brepeats?\s+(?:all\s+)?the\s+(?:work|computation|calculation)\b"),
    "returns a copy": any_of(
        r"^\W*no\s+new\b",
        r"\bcopy\s+(?:is|are)\s+(?:not|never)\b",
        r"\bcopy\s+of\s+the\s+(?!object|instance|original)",
        r"\bsame\s+(?:object|instance)\b",
        r"^\W*this\s+(?:object|instance)\W+(?:un\w+|as\s+it\s+is)\b",
        r"\b(?:returns?|gives?)\s+(?:back\s+)?(?:the\s+)?(?:\w+\s+)?itself\b|\bitself\s+(?:is\s+(?:returned|given|handed)|comes)\b",
    ),
    "says nothing is returned": any_of(
        r"\b(?:not|never)\s+(?:\w+\s+)?(?:returns?\s+)?`?none\b",
        r"\bthere\s+is\s+a\b",
        r"\b(?:gain|lose)s?\s+nothing\b",
        r"\bnone\s+of\b",
        r"->|\|",
        r"\b(?:or|again|twice|returning)\b",
        r"\bis\s+\W{0,3}not\b",
    ),
    "says something is returned": any_of(
        r"\bnone\b", r"\b(?:when|if|once|after|unless|until)\s+`[^`]+`\s+(?:returns|gives)"
    ),
    "type of a result": any_of(
        r"\b(?:or|convert|each|elements?|items?|if|input|passed|pass|accept\w*|takes?\s+an?)\b",
        r"\b(?:list|sequence|tuple|set|collection|iterable|array)s?\s+of\b",
    ),
    "marketing": any_of(r"\byour\s+(?:app|application|program|script|server)\b"),
    "security": any_of(r"\b(?:thread|parallel|concurren|simultan|reentran)"),
    "thread safety": any_of(
        r"\b(?:unsafe|use\s+(?:a|your)\b|share\b[^.;]{0,60}\bneed)",
        r"\bwait\w*\b[^.;]{0,60}\block|\block(?:s|ed|ing)?\s+(?:by\s+)?(?:another|other)\b|\bhas\s+[^.;]{0,40}\blocked\b",
    ),
    "type of a parameter": any_of(
        rf"{_DENIES}(?!\s+else)",
        r"\b(?:or|convert\w*|each|elements?|items?)\b",
        r"\b(?:list|sequence|tuple|set|collection|iterable|array)s?\s+of\b",
    ),
}
"""By claim, what takes only this one back."""
