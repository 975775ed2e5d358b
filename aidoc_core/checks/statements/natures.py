"""Reads which nature sentences give the object: by the few words that nothing else is called by, and their denials.

Property, class or static method, abstract, coroutine or not, generator or not, context manager: who has such a word in
a part of a sentence, and does not deny it, says so of the object, unless the part speaks of another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.signs import has_any
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = regex(
    r"[.;:()\u2014\u2013]\s|,\s|\s(?:but|because|since|so\s+that|so|(?<!under\s)(?<!in\s)(?<!on\s)which|while|although|though|as)\s|\s-{1,2}\s"
)
_DENIAL = regex(
    r"\b(?:not|never|no|none|nothing|cannot|without|neither|nor|unlike|hardly|instead\s+of|rather\s+than"
    r"|outside(?:\s+of)?|non)\b|n['\u2019]t\b|\bnon-|\b(?:fails|is\s+an\s+error)\W*$"
)
_LIMITED = regex(r"\b(?:if|when|whenever|unless|whether|may|might|could|optionally|otherwise|either|where)\b")
_LAZILY = regex(
    r"\byield(?:s|ing|ed)?\s+(?:the\s+|all\s+|its\s+)?(?:results?|items?|values?|elements?|each|one|every|them"
    r"|pairs|tuples|lines|records|rows|objects|entries|chunks)\b"
    r"|\b(?:results?|items?|values?|elements?|records|entries|pairs)\s+(?:is|are)\s+(?:\w+\s+)?(?:yielded"
    r"|generated\s+(?:lazily|on)|produced\s+(?:lazily|on|one)|created\s+on|streamed)\b"
    r"|\blazily\W*$|\blazily\s+(?:computed|produced|generated|evaluated|yielded|created|built|returned|produces"
    r"|computes|generates|yields|returns|evaluates)\b|\blazy\s+(?:iterator|generator|sequence|evaluation)\b"
    r"|\b(?:this|it)\s+is\s+a\s+generator\b|\breturned\s+(?:generator|iterator)\b|\b(?:the"
    r"|being\s+a)\s+generator\b(?!\s+(?:of\s+random|object|passed|given|argument))|\bnext\(\)"
    r"|\bgenerator\s+expression\b"
)
_AWAITED = regex(
    r"\b(?:must|to|can|should|may|always)\s+be\s+awaited\b|\bawaitable\b|(?:^\W*|\b(?:to|must|please|then|and"
    r"|and\s+then|`)\s*)await\b|\bawait\s+(?:it|this|the)\b|\b(?:this|it\s+is\s+a|the|this\s+is\s+a)\s+coroutine\b"
    r"|\bevent\s+loop\b|\basyncio\.run\b|\bwithin\s+(?:an?\s+)?async\b|(?:^\W*|\b(?:is|this|as|within"
    r"|an)\s+)(?:an?\s+)?async(?:hronous)?\s+(?:function|method|context|operation|call|def)\b"
)
_OTHERS = regex(
    r"\b(?:subclass(?:es)?|other|another|callback|callbacks|wrapped|decorated|underlying|given|passed|these|those"
    r"|many|several)\b"
)
_CONTRAST = regex(r"^\W*(?:while|although|though|unlike|like|as\s+with|whereas|contrary\s+to|in\s+contrast)\b")
_FORM = r"(?:ordinary|normal|regular|plain|conventional|usual|standard|simple|common|everyday|traditional)"
_CALLABLE = r"(?:python\s+)?(?:functions?|methods?|calls?|callables?|code|def|procedure|routine|object|value)"

_PROPERTY = regex(
    r"^\W*(?:this|the)\s+(?:read-only\s+|computed\s+|cached\s+)?property\s+(?:is|has|can|cannot|gives|holds|returns"
    r"|triggers)\b(?!\s+that)"
    r"|\b(?:it|this)\s+is\s+(?:implemented\s+as\s+|exposed\s+as\s+)?an?\s+(?:\w+\s+){0,2}?property\b(?!\s+(?:of"
    r"|name|value|list))"
    r"|\b(?:as|like|through|via|being)\s+an?\s+(?:\w+\s+){0,2}?property\b(?!\s+(?:of|name|value|list))"
    r"|\b(?:read-only|computed|cached|lazy)\s+property\b|\breading\s+(?:the|this)\s+property\b"
    r"|\b(?:reads?|access(?:es)?)\s+this\s+property\b|\b(?:assign|set)\s+(?:to\s+)?(?:the|this)\s+property\b"
    r"|^\W*property\W*$|@(?:functools\.)?(?:cached_)?property\b|\bcached_property\b|\bproperty\s+(?:getter|setter"
    r"|decorator)\b"
    r"|\b(?:as|like|in\s+the\s+manner\s+of|is|looks\s+like|into|behaves\s+as"
    r"|acts\s+as)\s+an?\s+(?:\w+\s+){0,2}?(?:attribute|field|data\s+member)\b(?!\s+(?:of\s+the\s+(?!instance"
    r"|object)|error|name|dict|lookup\s+error))"
    r"|\battribute\s+(?:access|syntax|style|lookup)\b|\b(?:a|its|the|no)\s+setter\b|\bsettable\b|\bassignable\b"
    r"|\b(?:can|may|could)\s+be\s+assigned\s+(?:to|a\s+new)\b(?!\s+the)"
)
_NO_CALL = regex(
    r"\b(?:without|no|instead\s+of|rather\s+than|not|never|n['\u2019]t|omit(?:ting)?|drop|leave\s+(?:off"
    r"|out))\s+(?:(?!the\s+call\b)\w+\s+){0,3}?(?:parenthes[ei]s|brackets|call(?:ed|ing|s)?(?:\s+(?:it|anything|operator|syntax))?)"
    r"(?=\W|\s+(?:is|are|at|syntax|operator|needed|required|involved|necessary)\b|$)"
    r"|\bparenthes[ei]s\s+(?:are|is|must\s+be|have\s+to\s+be|should\s+be)\s+(?:not|omitted|left|unnecessary|dropped"
    r"|wrong)\b"
)
_ATTRIBUTE = regex(
    r"\battribute|\bpropert|\baccess|\bread\b|\bretriev|\bvalue\b|\buse\b|\bget\b|\bobtain|\bexposed\b|parenthes"
)
_CLASS = regex(
    r"@?\b(?:class|static)[ -]?methods?\b|\bstatic\b(?=\W*$|\s+(?:method|function|helper|and|utility|factory))"
    r"|\bon\s+the\s+class\b(?!\s+of\b)|\b(?:through|via)\s+the\s+class\b(?=\W|\s+(?:itself|name|directly|rather|not"
    r"|and)\b)"
    r"|\bthe\s+class\s+(?:itself|object|name)\b|\bto\s+the\s+class\b(?!\s+(?:of|that|attribute|definition"
    r"|hierarchy))|\balternat(?:e|ive)\s+constructor\b"
    r"|\b(?:takes|receives|gets|has|with)\s+`?cls`?\b|`cls`\s+(?:as|is)\b|\bclass-level\s+(?:method|function"
    r"|operation|call)\b|\b(?:called|invoked|used|call\s+it|invoke\s+it)\s+(?:\w+\s+)?(?:from|off)\s+the\s+class\b"
    r"|\b(?:works|acts|operates|operating|acting|working)\s+(?:up)?on\s+the\s+(?:whole\s+)?class\b(?!\s+of\b)"
    r"|\bbelongs\s+to\s+the\s+class\b"
)
_INSTANCE = regex(
    r"\b(?:no(?!\s+new\b)|without|not|n['\u2019]t|never|neither|independent\s+of"
    r"|regardless\s+of)\s+(?:\w+\s+){0,5}?(?:instances?|`?self`?|objects?(?=\s+(?:first|of\s+the\s+class|has|is"
    r"|state|having|need)|\W*$)|instantiat\w+)\b"
    r"|\binstances?\s+(?:is|are|state\s+is)\s+(?:\w+\s+)?(?:not|unnecessary|never|no)\b"
)
_INSTANCE_NEEDED = regex(
    r"\b(?:need|requir|creat|necess|call|us(?:e|ed|ing)|access|involv|look|touch|depend|state|instantiat|bound"
    r"|exist|having|without|know)"
)
_ABSTRACT = regex(
    r"@?\babstractmethod\b|(?<![/.])\babstract\b(?!\s+(?:syntax|value|type|class(?!\s+method)|data|model|base|algebra|layer"
    r"|graph|path|file|over|away|socket|representation))"
    r"|\bunless\s+(?:it\s+is\s+)?overridden\b|\bdoes\s+nothing\s+by\s+default\b|\b(?:only|just"
    r"|merely)\s+an?\s+interface\b|\bnotimplementederror\b(?=\W*$|\s+(?:unless|by\s+default|here)\b)|\bnot\s+(?:yet\s+)?implemented\b(?=\W|\s+(?:here|yet|in"
    r"|by)\b|$)|\bno\s+(?:\w+\s+)?(?:implementation|body|logic)\b|\bpure\s+virtual\b"
    r"|\b(?:only|merely|just)\s+(?:defines|declares|specifies|describes|states|prescribes)\s+(?:the|an|what|how)\b"
    r"|\b(?:left|delegated|up)\s+to\s+(?:the\s+|its\s+|each\s+|concrete\s+)?(?:subclass(?:es)?|implement\w+"
    r"|deriv\w+|inherit\w+|child\s+class\w*|heirs)\b"
    r"|\b(?:must|has\s+to|have\s+to|needs?\s+to|meant\s+to|intended\s+to|supposed\s+to|required\s+to|designed\s+to"
    r"|obliged\s+to)\s+(?:always\s+)?(?:be\s+)?(?:overrid\w+|overridden|implemented|redefined|filled\s+in"
    r"|reimplemented)\b"
    r"|\b(?:base|default|this)\s+(?:class\s+)?(?:implementation|version|method)\s+(?:\w+\s+)?(?:does\s+nothing"
    r"|is\s+(?:empty|a\s+no-?op|a\s+stub|a\s+placeholder)|(?:only\s+|just\s+|simply\s+)?(?:raises|passes\W*$"
    r"|contains\s+no\w*))"
    r"|\bcannot\s+be\s+(?:called\s+(?:directly|on\s+the\s+base)|instantiated)\b|\ba\s+placeholder\s+(?:for|that)\b"
    r"|\bcontract\s+(?:for|that)\s+(?:\w+\s+)?(?:subclass|implement|deriv|inherit)\w*"
)
_HEIRS = regex(
    r"\b(?:sub-?class(?:es)?|child(?:ren)?\s+class(?:es)?|deriv(?:ed|ing)\s+class(?:es)?|inheriting\s+class(?:es)?"
    r"|concrete\s+(?:sub)?class(?:es)?|implement(?:er|or)s?|descendants?|heirs?|subtypes?"
    r"|concrete\s+implementations?|inheritors?)\b"
)
_OBLIGED = regex(
    r"\b(?:must|ha[sv]e\s+to|needs?\s+to|required\s+to|expected\s+to|obliged\s+to|supposed\s+to|is\s+to|are\s+to"
    r"|provides?\s+(?:the|its|their)\s+(?:own|actual|real)|supply|supplies|bring|brings)\b"
)
_MUST_HAVE = regex(
    r"\b(?:overrid|overwrit|implement|provid|suppl|defin|fill|redefin|bring|brought|replace)\w*|\bown\s+(?:version"
    r"|implementation|behaviou?r|logic|one)\b"
)
_SYNC = regex(
    r"\bsynchronous(?:ly)?\b|\bsync\b|\bblocking\b|\b(?:it|this|(?:this|the)\s+(?:call|method|function)|and"
    r"|which)\s+blocks\b|^\W*blocks\b|\bis\s+blocked\b|\bblocked\s+(?:until|while|for)\b|\bhold(?:s"
    r"|ing)?\s+up\s+the\s+(?:event\s+)?loop\b"
    rf"|\b{_FORM}\s+(?:\w+\s+)?{_CALLABLE}\b|\blike\s+any\s+(?:other\s+)?(?:\w+\s+){{0,3}}?(?:function|method|call)\b"
)
_SYNC_SUMMARY = regex(r"^\W*(?:synchronous|blocking)|\bblocking\s+until\b|\bsynchronously\W*$")
_OTHER_SYNC = regex(
    r"^\W*(?:synchronous\s+)?(?:callers?|code|applications?|programs?|scripts?|clients?|users?)\b"
    r"|\b(?:version|variant|counterpart|equivalent|wrapper|wraps|wrap|code|thread|threads|executor|socket|sockets"
    r"|generator|queue|api\s+of|analog\w*|operations?\s+in|functions?\s+in|io|i/o|worker|driver|client)\b"
)
_ASYNC = regex(r"\bawait(?:s|ed|ing|able)?\b|\basync(?:hronous(?:ly)?|io)?\b|\bcoroutines?\b|\bevent\s+loop\b")
_OF_OTHERS = regex(
    r"^\W*(?:\w+\s+)?(?:callers?|code|applications?|programs?|scripts?|clients?|users?)\b"
    r"|\b(?:callers?|code|programs?|functions?|contexts?)\s+(?:that|which|who|where)\b"
)
"""Somebody else does, or cannot."""
_NOT_BLOCKED = regex(
    r"\bevent\s+loop\s+(?:is|stays|remains|keeps|can)\b|\bblock(?:s|ed|ing)?\b|\bforget\w*|\btwice\b|\bagain\b"
    r"|\bmore\s+than\s+once\b|\b(?:is|gets|was)\s+not\s+awaited\b|\bnever\s+awaited\b"
)
_ASYNC_OTHER = regex(
    r"\b(?:use|call|take|try|see|prefer|choose)\s+(?:the\s+|its\s+)?(?:async\w*|awaitable)\s+(?:\w+\s+)?(?:version"
    r"|variant|counterpart|flavou?r|method|function|equivalent|one)\b"
)
_WHOLE = regex(
    r"\b(?:returned|delivered|given|handed|available|built|loaded|collected|computed|gathered|produced|created"
    r"|present|read|held|kept|materiali[sz]ed|back|it\s+delivers\s+them)\b[^.;]{0,40}\b(?:at\s+once|all\s+together"
    r"|together|in\s+one\s+(?:go|piece|list|batch|step)|in\s+full|up\s+front|in\s+its\s+entirety|as\s+a\s+whole"
    r"|in\s+memory|before\s+(?:it\s+|the\s+\w+\s+)?return\w*|beforehand|in\s+advance)\b"
    r"|\beager(?:ly)?\b|\bmateriali[sz]e[ds]?\b(?!\s+views?\b)|`?len\(\)`?|\blen\(|\b(?:indexed|sliced|subscripted|indexable"
    r"|subscriptable)\b|\[0\]|\bfully\s+(?:populated|built|computed|loaded)\b|\bno\s+(?:streaming|laziness|lazy"
    r"|iteration)\b"
    r"|\bcomplete\s+(?:collection|list|result|sequence|set)\b|\b(?:a|the|one)\s+(?:\w+\s+){0,2}(?:list|tuple"
    r"|dictionary|dict|collection|container|array)\s+(?:comes\s+back|is\s+(?:returned|given|what)|object\b)"
    r"|\b(?:returns?|returned|gives?|get|receive|builds?|hands?)\s+(?:\w+\s+){0,3}?(?:a|an|one|the"
    r"|as\s+a)\s+(?:\w+\s+){0,2}?(?:list|tuple|dictionary|dict|set|collection|container|array|sequence)\b"
)
_LAZY = regex(
    r"\blazy|\blazily|\byield(?:s|ed|ing)?\b|\bgenerator\b|\biterator\b|\bstream(?:s|ed|ing)?\b|\bincremental\w*"
    r"|\bon\s+demand\b|\bone\s+(?:by|at)\s+(?:one|a\s+time)\b|\biterat\w+"
)
_OF_EACH = regex(
    r"\b(?:twice|again|wrap|pass(?:ed)?|call|use|convert|accepted|each|every|per|yields?|batch|chunk|page|pass"
    r"|accepts?|takes?|argument|parameter|given)\b"
)
_WITH = regex(
    r"\bcontext[ -]manager\b|`(?:async\s+)?with`|`(?:async\s+)?with\s|\b(?:async\s+)?with[ -](?:statement"
    r"|block)s?\b|__a?(?:enter|exit)__|\b(?:entering|leaving|exiting|left|exited|entered|inside|within|exit\s+of"
    r"|end\s+of|exit\s+from)\s+(?:of\s+)?(?:the|a|its)\s+(?:\w+\s+)?(?:context|`?with`?\s+block|managed\s+block)\b"
    r"|\bthe\s+(?:context|block|`with`\s+block|body)\s+(?:is|has\s+been|gets)\s+(?:left|exited|entered|over|done)\b"
)

_NOT_WITHOUT = regex(r"\b(?:cannot|never|not)\b.{0,40}\bwithout\b")
_NOT_ABSTRACT = regex(r"\bnot\s+(?:an?\s+)?abstract\b|\bno\s+abstract\b|\bneed\s+not\b|n['\u2019]t\s+abstract|\bif\b")
_UNFINISHED = regex(
    r"\bclass(?:es)?\s+(?:that|which)\s+(?:do(?:es)?\s+not|don['\u2019]t)\s+(?:overrid|implement|defin|provid)\w*[^.;]{0,40}\bcannot\s+be\s+instantiated\b"
)
"""A class with an abstract method."""
_THIS_IS = regex(r"\bthis\s+is\s+the\b")


IDLE = regex(r"\bwithout\b(?:(?!\b(?:and|or|but|as|because|since|so)\b)[^.;]){0,40}\b(?:not|nothing|never)\b")
"""What does not happen without something: "without `await`, nothing is done"."""


def read_natures(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`property`, `class or static method`, `abstract`, `no coroutine`, `no generator`, `context manager`."""
    if sentence.where not in ("summary", "description", "returns"):
        return
    found = dict.fromkeys(value for part in _parts(sentence.text) for value in _of_part(part, sentence))
    for value in found:
        if value != "no coroutine" or not IDLE.search(sentence.lower):
            yield "is", "", value


NATURES = Reader(
    signs=(
        "property", "attribute", "setter", "settable", "assign", "parenthes", "calling", "static", "class",
        "instance", "constructor", "cls",
        "abstract", "implement", "overrid", "placeholder", "interface", "left to", "sync", "block", "ordinary",
        "normal", "regular", "plain",
        "conventional", "await", "event loop", "corout", "eager", "material", "at once", "together", "in one",
        "memory", "len(", "index", "slice",
        "[0]", "list", "tuple", "dict", "collection", "container", "stream", "lazy", "yield", "iterat", "context",
        "with`", "`with", "exit__", "block",
    ),
    read=read_natures,
)  # fmt: skip


_BEFORE = regex(r"\b(?:before|until)\s.*")
"""When something is not yet so: "nothing is computed before iteration starts"."""
_OF_CLASS = ("class", "static", "cls", "constructor")
_OF_INSTANCE = ("instan", "self", "object")


def _parts(text: str) -> list[str]:
    """The parts of a sentence in lower case, without backticks but around `with`, `cls` and `self`."""
    return [part for part in _PART.split(f"{text.lower()} ") if part.strip()][:12]


def _is_abstract(plain: str) -> bool:
    """Whether a part calls it abstract, and what stands in front does not take that back: "more than a placeholder"."""
    found = _ABSTRACT.search(plain)
    if found is None or _OF_ONE_CASE.match(plain):
        return False
    return _TAKEN_BACK.search(plain, 0, found.start()) is None


_OF_ONE_CASE = regex(
    r"\W*(?:an?|any|each|every|another|some|the\s+(?:second|first|other|last|next)|(?:second|other|more)\s)\s+"
    r"(?!(?:\w+\s+)?(?:call|subclass|class|method|function|implementation|body|base|default)\b)[^.;]{1,80}"
    r"\b(?:raises?|ends?\s+in|fails?\s+with|gives?|causes?)\s+(?:an?\s+)?notimplementederror"
)
"""What one thing brings, and not the method as a whole: "a second table on the sheet raises `NotImplementedError`"."""
_TAKEN_BACK = regex(
    r"\b(?:not|never|no|nor|neither|nothing|cannot|without|unlike|hardly|far\s+from|more\s+than|anything\s+but|other\s+than"
    r"|rather\s+than|instead\s+of)\b|n['\u2019]t\b"
)


def _of_part(part: str, sentence: Sentence) -> Iterator[str]:  # noqa: C901, PLR0912 - a nature a line
    if _CONTRAST.match(part):
        return
    denied = _DENIAL.search(part) is not None
    plain = part.replace("`", "")
    limited = _LIMITED.search(part) is not None
    if sentence.where != "returns":
        if not limited and not denied and sentence.where == "description" and _PROPERTY.search(plain):
            yield "property"
        if _NO_CALL.search(plain) and _ATTRIBUTE.search(plain) and not limited:
            yield "property"
        if not limited and not denied and has_any(_OF_CLASS, plain) and _CLASS.search(plain):
            yield "class or static method"
        if (
            has_any(_OF_INSTANCE, plain)
            and _INSTANCE.search(plain)
            and not _NOT_WITHOUT.search(plain)
            and not _UNFINISHED.search(plain)
            and _INSTANCE_NEEDED.search(plain)
            and not limited
        ):
            yield "class or static method"
        if (
            _UNFINISHED.search(plain)
            or (_is_abstract(plain) and not _NOT_ABSTRACT.search(plain))
            or (
                _HEIRS.search(plain)
                and _OBLIGED.search(plain)
                and _MUST_HAVE.search(plain)
                and not denied
                and not limited
            )
        ):
            yield "abstract"
        if _WITH.search(part) and not denied and not limited and not _OTHERS.search(plain):
            yield "context manager"
    if sentence.where == "summary" and not _SYNC_SUMMARY.search(plain):
        pass
    elif (
        (
            not denied
            and _SYNC.search(plain)
            and not limited
            and (not _OTHER_SYNC.search(plain) or _THIS_IS.search(plain))
        )
        or (
            _ASYNC.search(plain)
            and denied
            and not _NOT_BLOCKED.search(plain)
            and not _OF_OTHERS.search(plain)
            and not limited
            and not _OTHERS.search(plain)
        )
        or _ASYNC_OTHER.search(plain)
    ):
        yield "no coroutine"
    if not denied and not limited and not _OTHERS.search(plain):
        if _AWAITED.search(plain) and not _SYNC.search(plain):
            yield "coroutine"
        if _LAZILY.search(plain):
            yield "generator"
    if limited or _OF_EACH.search(plain) or " or " in plain:
        return
    whole = _WHOLE.search(plain) and not _LAZY.search(plain)
    if _LAZY.search(_BEFORE.sub("", plain)) if denied else whole:
        yield "no generator"
