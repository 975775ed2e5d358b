"""What has to be spoken of in a sentence that makes a claim: parts of words, one of each of some sets."""

from __future__ import annotations

import re

from aidoc_core.patterns import regex


def any_of(*parts: str) -> re.Pattern[str]:
    """What one of some parts matches."""
    return regex("|".join(parts))


_SWITCHED = (
    r"\b(?:enabl|disabl|activat|deactivat|true|false|unless|without|omit|opt|active|inactive|suppress|explicit|automatic|request)",
    r"default",
    r"\b(?:turn|switch|is|are|be|stay|start|leave|left|come|remain)\w*\s+(?:\w+\s+){0,2}?(?:on|off|out|set)\b",
)
TYPE = regex(
    r"(?<![\w.`-])`{0,2}(strings?|str|integers?|int|floats?|booleans?|bool|lists?|tuples?|dictionary|dictionaries"
    r"|dicts?|mapping|bytes|(?<=`)set(?=`))`{0,2}(?![-\w`(]|\.\w)",
    re.IGNORECASE,
)
"""A type that is named alone."""
SAYS_NOTHING = regex(
    r"\b(?:says?|tells?|implies|imply|means?)\s+(?:nothing|little)\s+(?:about|of|for|on)\b|\bno\s+matter\s+what\b[^.;]{0,40}\belsewhere\b"
)
"""What is no statement: "what holds elsewhere says nothing about it"."""
CALLABLE_ITSELF = regex(
    r"\b(?:callable|(?:bound\s+)?method|function|method\s+object|function\s+object)\s+(?:itself|object)\b(?!\s+(?:is|has\s+been)\s+(?:decorated|marked|defined|declared|wrapped)\b)|\bbound\s+method\b"
    r"|\b(?:not|never)\s+(?:its|the)\s+(?:result|value)\b|\bunlike\s+(?:an?\s+)?(?:\w+\s+)?propert|\bdoes\s+not\s+call\b"
)
"""What one gets of a method that is not called."""
MATTERS = {
    "caches": [
        any_of(
            r"cach|memo|remember|reus|recomput|repeat|subsequent|previous|earlier|\bagain\b|\blookups?\b|\bat\s+hand\b"
            r"|\b(?:second|first|later|next|further|every|each)\s+(?:calls?|time|use|request|access)|\b(?:only|just)\s+once\b"
            r"|\bonce\s+(?:and|per|only|for)\b|\bstor(?:e|es|ed|ing)\b|\b(?:kept|keeps)\s+(?:for|in|so|the|its|an?|around|what)\b"
            r"|\balready\s+\w+ed\b"
        )
    ],
    "class or static method": [any_of(r"\b(?:class|static|instan|self\b|cls\b|object|type)")],
    "context manager": [
        any_of(r"\b(?:with|context|enter|exit|leav)", r"contextmanager", r"\bmanaged\s+block"),
        any_of(r"`with", r"\bwith[ -](?:block|statement)", "context", r"\b(?:enter|exit|leav)", r"\bmanaged\s+block"),
    ],
    "coroutine, claimed": [
        any_of(
            "await",
            r"async(?:io|hron)",
            "`async",
            "corout",
            r"\bloop\b",
            r"\bother\s+tasks?\b",
            r"\bfuture",
            r"\bnon-?block",
        )
    ],
    "coroutine, denied": [
        any_of(
            "await",
            "async",
            "synchron",
            "block",
            r"\b(?:thread|before\s+(?:the\s+call|it)\s+returns|plain|ordinary|loop|at\s+once|by\s+the\s+time|directly)\b",
        )
    ],
    "decorator": [any_of(r"decorat|wrapp|`@|\b(?:wraps?|appl\w+|stack\w*)\b")],
    "order of a tuple": [
        any_of(
            r"\b(?:first|last|second|third|front|end|ends?|before|behind|after|follow\w*|then|order|index|position|lead\w*"
            r"|preced\w*|start\w*|begin\w*|open\w*|clos\w*|tuple|pair|triple|unpack\w*|final|trailing|left|right|ahead|head)\b"
        )
    ],
    "default None": [any_of(r"\b(?:none|unset)\b", r"\bno\s+(?:value|default|preset)")],
    "default off": [any_of(*_SWITCHED)],
    "default on": [any_of(*_SWITCHED)],
    "generator, claimed": [
        any_of(
            "yield|generator|iterat|lazi",
            r"\b(?:loop|next\b|demand\b|consum|suspend|piece|step|exhaust)",
            r"`for\b",
            r"\bone\s+(?:by|at|after)",
        )
    ],
    "leaves its argument alone": [
        any_of(
            r"\b(?:same|effect|immutable|writ|reus|duplicat|alter|chang|modif|mutat|touch|intact|kept|keep|stay|remain)",
            r"\bun(?:touch|chang|alter|harm|affect)",
            r"\b(?:pure|mark|looks?|reads?|only|as\s+(?:it|they))\b",
            r"\bcop",
        )
    ],
    "never raises": [
        any_of(
            r"\b(?:never|no|not|nothing|without|silent|ignor|suppress|swallow|tolerat|always|safe|cannot|guarant|normal|caught)"
            r"|\b(?:instead\s+of|rather\s+than)\b"
        )
    ],
    "property": [any_of(r"\bproperty\b", r"\battribute\b", r"[gs]etter|parenthes|bracket", r"\bcall")],
    "required": [
        any_of(
            r"\b(?:must|mandat|compuls|always|omit|left|leav|default|explicit|without|need|requir|cannot|optional)",
            r"\bha(?:s|ve)\s+to\b",
        )
    ],
    "returns a copy": [
        any_of(
            r"\b(?:cop(?:y|ies|ied)|clon|duplicat|replica|new|fresh|another|separate|differ|distinct|independen|second|anew"
            r"|immutab|un(?:touch|chang|modif|affect)|intact|original|left|stays|remains|never|not|without|rather|instead"
            r"|shar|non-destruct|other)",
            r"n['\u2019]t\b",
        )
    ],
    "says nothing is returned": [
        any_of(
            r"\b(?:nothing|none|void|procedure)\b",
            r"\b(?:no|any|without)\s+(?:\w+\s+){0,2}?(?:value|result|object|return|answer|data|outcome)",
            r"\bside[ -]effect",
        ),
        any_of(
            "return",
            r"\b(?:giv|get|receiv|result|value|outcome|hand|produc|com(?:es?|ing)\b|back\b|void|procedure|assign)",
            r"\bside[ -]effect",
        ),
    ],
    "says something is returned": [any_of(r"return|result|outcome|\b(?:hand|giv|get|receiv|back|yield|report|tell)")],
    "changes its argument": [
        any_of(
            r"chang|modif|mutat|alter|updat|overwr|append|\badd|in[ -]place|empt|clear|consum|\bsort|destruct|writ"
            r"|remov|replac|\b(?:fill|receiv|contain|hold|gone|other|reflect|differ|longer|extend|drain|exhaust|reorder|normali[sz]|rearrang"
            r"|trim|insert|drop|in\s+place|doubl)"
        )
    ],
    "type of a parameter": [TYPE],
    "type of a result": [
        TYPE,
        any_of(
            r"return|result|outcome|\bvalue|output|\bback\b|\bgiv|\bcomes?\b|evaluat|\bhand|\bcallers?\s+(?:get|receive)"
            r"|^\W*(?:an?|the|it|instance|what)\b|\b(?:held|packed|wrapped|collected)\s+in"
        ),
    ],
    "command-line flag": [
        any_of(
            r"command|\bcli\b|terminal|argv|(?<![\w-])(?:--\w|-[a-z](?!\w*_))|\b(?:shell|script|exit|subcommand|console)"
        )
    ],
    "environment variable": [any_of(r"environ|\benv\b|\$\{?\w|\b(?:shell|export)|\bvariables?\b")],
    "is random": [
        any_of(
            r"random|shuffl|\bseed|stochas|determin|\bnois|sampl|jitter|perturb|permut|monte\s+carlo|distribution|by\s+lot|\b(?:drawn?|draws|chance|unique|differ|differs|different|var(?:y|ies))\b"
        )
    ],
    "logs": [
        any_of(
            r"\blog|print|warn|console|std(?:out|err)|standard\s+(?:output|error)|terminal|\breport(?:s|ed)\b|progress|\b(?:display|diagnos|notif)"
            r"|\bmessages?\s+(?:is|are)\s+(?:\w+\s+)?(?:emitted|issued|written|sent|shown)\b"
        )
    ],
    "security": [
        any_of(
            r"secur|sanit|encrypt|escap|untrust|malicious|password|secret|credential|permission|authori|authent|attack|inject"
            r"|sandbox|identifiable|personal|confidential|allow[- ]?list|\bsigned\b|verif|integrity|forge"
            r"|hostile|protect|guard|hash|token|tamper|sensitiv|mask|redact|travers|privileg|\bsafe"
        )
    ],
    "URL and standard": [
        any_of(
            r"http|www|\b(?:url|rfc|iso|ieee|pep|w3c)\b|standard|specif|conform|compl(?:y|ies|iant)|adher|documentation|tutorial"
            r"|website|wiki|publish|paper|describ|refer|further\s+reading|\bsee\b|draft|recommend|<address>"
        )
    ],
    "version": [
        any_of(
            r"version|release|deprecat|legacy|obsolet|experiment|provisional|unstable|supersed|compatib|\bsince\b|\bnew\s+(?:in|code)\b"
            r"|\b(?:add|introduc|remov|renam|chang|retir|drop)ed\b|successor|\d\.\d|\bbeta\b|upgrad|migrat"
        )
    ],
    "thread safety": [
        any_of(r"thread|\block|concurren|parallel|atomic|\brace\b|mutex|synchroni|simultan|at\s+once|at\s+a\s+time")
    ],
    "uses the network": [
        any_of(
            r"network|internet|server|http|\bremotely\b|\bremote\s+(?:host|machine|system|peer|repositor|side|end|store|stor|call)|(?:down|up)load|request|connect|socket|servic|\bapi\b|online|endpoint"
            r"|latency|\bhosts?\b|\bwire\b|backend|\bweb\b"
        )
    ],
    "writes a file": [
        any_of(
            r"\b(?:files?|disks?|director(?:y|ies)|folders?|backups?|snapshots?)\b|file\s?system|persist|\bsav|dump|export"
            r"|\b(?:stored?|stores|written|writes?)\b|\b(?:json|csv|yaml|xml)\b"
        )
    ],
}
"""What has to be there of the matter of a claim: parts of words that speak of it, one of each."""
