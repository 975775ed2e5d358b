"""Reads how sentences say that a call ends: with nothing to give back, or without ever failing. By concepts alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.statements.duties import is_point
from aidoc_core.checks.statements.lexicon import concepts
from aidoc_core.checks.statements.segments import CONDITIONS, CONTRASTS, Segment, segments
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GIVING = frozenset(
    {"GIVE", "GET", "RESULT", "NOTHING", "NOT", "CALLER", "CALL", "BACK", "ALWAYS", "KEEP", "SUBSTITUTE", "DEFAULT"}
)
_AROUND = (
    "purely", "only", "solely", "work", "works", "job", "side-effect", "in-place", "itself", "inspect", "state",
    "rather",
    "useful", "meaningful", "control", "goes", "comes", "come", "go", "out", "there", "expect", "rely", "void",
    "`None`",
    "type", "instance", "internally", "elsewhere", "wait", "waiting", "look", "looking", "worth", "store",
    "storing", "assign",
    "assigning", "variable", "exists", "exist", "kind", "sort", "statement", "passes", "handed", "beyond", "just",
    "hands",
    "no", "need", "capture", "capturing", "success", "completion", "done", "finished", "returned", "does",
    "silently", "sense", "meaning", "finally", "then",
    "procedure", "speak", "mention", "attribute", "object", "quietly", "left", "exclusively", "alone", "object",
    "ends", "ending", "end", "finishes",
)  # fmt: skip
_PART = frozenset(
    {
        "unlike-said",
        "twice",
        "again",
        "early",
        "until",
        "before",
        "more",
        "needs",
        "requires",
        "else",
        "raised",
    }
)
_OTHER_SUBJECT = frozenset({"they", "them", "these", "those", "callback", "callbacks"})
_SPEAKS_OF_IT = frozenset({"RESULT", "GIVE", "GET", "BACK"})
_STATED = frozenset({"return", "returns", "returned", "returning", "back", "output", "outcome", "result", "results",
"evaluates",
                     "produces", "yields", "resolves"})  # fmt: skip
_FAILING = frozenset(
    {
        "FAIL",
        "NOT",
        "CALL",
        "CALLER",
        "ALWAYS",
        "ESCAPE",
        "SWALLOW",
        "ENSURE",
        "SAFE",
        "WORK",
        "MAY",
        "HARM",
        "NOT NEEDED",
        "NEED",
    }
)
_FAILING_WORDS = (
    "internally", "quietly", "any", "kind", "ever", "conditions", "condition", "try", "`try`", "block", "need",
    "needs", "own",
    "itself", "whatever", "always", "arguments", "input", "inputs", "argument", "bad", "invalid", "wrong", "malformed",
    "unexpected", "passed", "given", "all", "every", "everything", "goes", "anything", "outside", "without", "even",
    "rather",
    "known", "inside", "guard", "guarding", "wrap", "wrapping", "worry", "about", "merely", "out", "must", "be",
    "prepared", "want",
    "never", "happens", "matter", "come", "comes", "or", "case", "impossible", "within", "around", "circumstances",
    "under", "situation", "situations", "value", "returns", "normally", "arguments", "tolerated", "so", "them",
    "against",
)  # fmt: skip
_EXCEPTION = regex(r"(?:\w+\.)*[A-Z]\w*(?:Error|Exception|Interrupt|Timeout|NotFound|Failure|Exit|Iteration)|Exception")
_NOT_FAIL = frozenset(
    {"problem", "problems", "break", "breaks", "reject", "rejects", "refuse", "refuses", "complain", "fault"}
)
_CONCESSIONS = frozenset({"even"})


_CASE = regex(r"^\W*(?:case|option|variant)\b")


def read_outcomes(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`gives` nothing, and `raises` `never`; or an exception that is `denied`."""
    if sentence.where not in ("summary", "description", "returns"):
        return
    name = f"`{sentence.name}`"
    parts = [one for part in segments(sentence.text) for one in _halves(part.without(name, f"`{sentence.name}()`"))]
    if is_point(sentence) or _CASE.match(sentence.lower) or len(parts) > _MOST:
        return
    if any(_gives_nothing(part, parts, at, sentence) for at, part in enumerate(parts)):
        yield "gives", "", "nothing"
    elif sentence.where != "returns" and _gives_something(sentence):
        yield "gives", "", "something"
    if sentence.where == "returns":
        return
    for part in parts:
        if found := _denied_exception(part, parts):
            yield "raises", "denied", found
        elif _never_fails(part, parts):
            yield "raises", "", "never"


_MOST = 40
"""Parts of a sentence: one with more is none, and each part is looked at beside the others."""

OUTCOMES = Reader(
    signs=("nothing", "empty-handed", "ignor", "try", "tolerat", "guard", "discard", "instead", "fail", "always",
    "none", "no ", "not ", "n't", "n\u2019t", "never", "without", "void", "side effect", "side-effect", "rather than",
           "return", "back", "receive", "obtain", "gets", "gives", "yields", "produces", "delivers", "evaluates",
           "output", "result",
           "swallow", "suppress", "silenc", "ignored", "succeed", "safe", "free", "instead of", "internally",
           "infallible"),
    read=read_outcomes,
)  # fmt: skip


def _halves(part: Segment) -> Iterator[Segment]:
    """A part, in two where a second verb of giving is joined to it: "Sort the list and hand nothing back"."""
    for at, word in enumerate(part.words):
        after = part.words[at + 1 : at + 4]
        joined = word in ("and", "then", "but") and at and after and after[0] != "then"
        if joined and (
            {"GIVE", "SWALLOW", "FAIL"} & concepts(after[0]) or after[0] in ("does", "is", "never", "has", "gives")
        ):
            yield Segment(words=part.words[:at], lead=part.lead, sign=part.sign)
            yield Segment(words=part.words[at + 1 :], lead="", sign="and")
            return
    yield part


def _is_limited(parts: Sequence[Segment], at: int) -> bool:
    """Whether what a part says is said of some calls only."""
    for one in (*parts[:at], *parts[at + 1 : at + 2]):
        if one.lead in CONDITIONS and not _ANY_END.issuperset(one.words):
            return True
        if one.lead in ("on", "upon", "for", "after", "before", "with", "except", "until") and not _ANY_END.issuperset(
            word
            for word in one.words
            if word not in ("the", "a", "is", "has", "been", "operation", "call", "work", "of", "its")
        ):
            return True
    return False


_ANY_END = frozenset(["success", "completion", "done", "finished", "completes", "finishes", "end", "ends",
                      "complete", "completed", "completing", "execution", "return", "termination"])  # fmt: skip


def _gives_nothing(part: Segment, parts: Sequence[Segment], at: int, sentence: Sentence) -> bool:  # noqa: C901, PLR0911
    words = part.words
    if part.lead in CONDITIONS | CONTRASTS - {"unlike"} or not words or not _PART.isdisjoint(words):
        return False
    if part.lead in ("which", "that", "who", "whose", "before", "for", "after") or not _OTHER_SUBJECT.isdisjoint(words):
        return False
    if not part.is_closed(_GIVING, _AROUND) or _is_limited(parts, at):
        return False
    met = part.met
    if "void" in words and _VOID.issuperset(words):
        return True
    if (
        "side-effect" in words
        and {"only", "solely", "purely", "alone", "exclusively"} & set(words)
        and not part.denials
    ):
        return part.lead in ("", "for") and "RESULT" not in met
    if (
        part.lead in ("as", "since", "because")
        and _IT_IS_NONE.issuperset(words)
        and at
        and "RESULT" in parts[at - 1].met
    ):
        return "`none`" in words or "nothing" in words
    nothing = [word for word in words if "NOTHING" in concepts(word) or word == "no"]
    denials = part.denials + words.count("`none`") + words.count("void") + (part.lead == "without")
    if denials != 1 or (not _SPEAKS_OF_IT & met and not (sentence.where == "returns" and nothing)):
        return False
    if sentence.where == "returns":
        begins = at == 0 and (len(words) <= _FEW or not _STATED.isdisjoint(words))
        return begins and bool(nothing) and _first_is_own(words)
    if (
        _STATED.isdisjoint(words)
        and not ("CALLER" in met and ("GIVE" in met or "GET" in met))
        and not _is_produced(part)
    ):
        return False
    if {"can", "may", "could"} & set(words) or ("expect" in words and "RESULT" not in met):
        return False
    if not nothing and part.lead != "without":  # "does not return a value": what is not given is named
        it = {"it", "this", "they"} & set(words[:1])
        named = any(
            word in ("value", "values", "anything", "something", "result", "results", "outcome", "output", "thing")
            for word in words
        )
        return named and not (it and "is" in words[1:2]) and not _is_of_another_verb(words)
    return True


def _is_of_another_verb(words: Sequence[str]) -> bool:
    """Whether what is denied is that something else is done to the result: "The result is not cached"."""
    behind = [words[n + 1] for n, word in enumerate(words[:-1]) if word in ("not", "never")]
    return any(word.endswith("ed") and not {"GIVE", "GET", "RESULT"} & concepts(word) for word in behind)


_FEW = 4
_VOID = frozenset("a void function method it is procedure call this the returns its return type".split())  # noqa: SIM905
_IT_IS_NONE = frozenset("it is always `none` none nothing simply just".split())  # noqa: SIM905


def _is_produced(part: Segment) -> bool:
    """Whether nothing is said to be made, as the only thing that is said: "no value is produced"."""
    return (
        "GIVE" in part.met
        and "RESULT" in part.met
        and len(part.words) <= _FEW + 1
        and part.words[0] in ("no", "nothing")
    )


def _first_is_own(words: Sequence[str]) -> bool:
    return not ({"if", "when", "or"} & set(words)) and words[0] in (
        "nothing", "none", "`none`", "always", "no", "this", "it", "void", "there", "the", "returns", "a", "is",
        "simply", "just"
    )  # fmt: skip


_RETURNED = regex(
    r"\b(?:is|are|be|gets|get)\s+(?:\w+\s+)?(?:returned|(?:handed|given|passed|sent|reported)\s+(?:back|out"
    r"|to\s+(?:the\s+)?(?:callers?|requester)))\b(?!\s+(?:by|from|if\s+any)\b)"
    r"|(?:^\W*|\b(?:it|this|function|method|call|always|then|and|also|success|finally"
    r"|which)\s+)returns?\s+(?!(?:early|immediately|at\s+once|once|only|after|control|to|when|if|as\s+soon|without"
    r"|from|nothing|`?none\b`?|no|void|or|and|on|in|is|of|of\b|type|value)\b)[\w`]"
    r"|\breturning\s+(?:the|a|an|whether|how|its|it|them|`?(?:true|false)`?)\b|\breturns?\s+(?:if|when"
    r"|whether)\s+(?:it|anything|something|the)\s+\w+(?:ed|s)\b(?=\W*$)"
    r"|\b(?:comes?|coming)\s+back\b(?=\W|$)|\b(?:evaluates?|resolves)\s+to\b|\b(?:gives?|hands?|reports?|sends"
    r"|passes)\s+back\s+[\w`]"
    r"|\b(?:its|the)\s+(?:return\s+value|returned\s+\w+|resulting\s+(?:value|object|mapping|list|tuple|string"
    r"|dict\w*|number))\b(?!\s+(?:of|from|by)\b)|\bwhat\s+(?:is\s+returned|it\s+returns|comes\s+back|you\s+get)\b"
    r"|(?:^\W*|,\s|\b(?:then|result)\s*,?\s+)(?:you|callers?|the\s+callers?)\s+(?:gets?|receives?"
    r"|obtains?)\s+(?:back\s+)?(?:the|a|an|its)\b"
    r"|\b(?:it|this|function|method|call)\s+(?:yields|gives|outputs|produces|delivers)\s+(?:you\s+|callers\s+"
    r"|the\s+caller\s+)?(?:a|an|the)\s+(?:boolean|bool|integer|string|dict(?:ionary)?|list|tuple|number|status"
    r"|count|total)\b"
    r"|\b(?:hands?|gives?|passes|sends)\s+(?:\w+\s+){1,5}?(?:back|on)\s+to\s+(?:the\s+callers?|whoever)\b"
    r"|\b(?:object|value|identifier|number|handle|instance|list|string|flag)\s+(?:that|which)\s+(?:is|gets)\s+returned\b"
    r"|\b(?:closes|ends|finishes)\s+by\s+returning\s+(?!nothing|`?none|early|control)|\bwhat\s+the\s+(?:call|function|method)\s+gives\s+back\b"
    r"|\bthe\s+result\s+(?:tells|says|shows)\s+(?:whether|how|which|if)\b"
    r"|\b(?:report|reports|yield|yields|output|outputs)\s+(?:\w+\s+){1,3}as\s+an?\s+(?:boolean|bool|integer|string"
    r"|dict(?:ionary)?|list|tuple|number)\b|\bis\s+the\s+(?:result|return\s+value)\b"
    r"|\b(?:result|output|outcome)\s+(?:of\s+the\s+(?:call|function|method)\s+)?is\s+(?:a|an|the)\s+(?:boolean|bool"
    r"|integer|string|dict(?:ionary)?|list|tuple|mapping|number|count|total)\b"
)
"""Words for what a call gives back, whatever stands around them; of a call that gives nothing back, they are wrong."""
_OF_OTHER = regex(
    r"\b(?:callback|callable|hook|handler|listener|predicate|server|generator|coroutine|pool|subclass\w*|overrid\w*"
    r"|must|should|stack|connection"
    r"|expects?|iterator|previously|earlier|nothing|none|not|never|no|neither|nor|without|cannot|unlike"
    r"|key\s+function|control|function\s+passed|until"
    r"|every\s+value|later|http|response|api|request|wrapped|decorated|inner|caller's)\b|n['\u2019]t\b"
    r"|\breturned\s+(?:by|from)\b(?!\s+(?:this|the)\s+(?:call|function|method)\b)|`\w+\([^`]*\)`"
)


def _gives_something(sentence: Sentence) -> bool:
    """Whether a sentence has words for a result, of this call and of none other."""
    text = sentence.lower
    plain = text.replace("`none`", "").replace("never `none`", "")
    return _RETURNED.search(text) is not None and _OF_OTHER.search(plain) is None


def _never_fails(part: Segment, parts: Sequence[Segment]) -> bool:  # noqa: C901, PLR0911, PLR0912
    """Whether a part says that no call fails."""
    words = part.words
    if not words or part.lead in CONDITIONS | CONTRASTS | {"which", "who", "that", "before", "after", "for", "except"}:
        return False
    if any(one.lead in ("if", "when", "unless", "whenever", "where", "except", "until",
                        "for") and "even" not in _before(parts, one)
           and not one.is_closed(_FAILING, _FAILING_WORDS) and not _is_wrong(one) for one in parts):  # fmt: skip
        return False
    if not part.is_closed(_FAILING, _FAILING_WORDS) or "unlike-said" in words:
        return False
    met = part.met
    if {"warning", "warnings", "event", "events", "signal"} & set(words) and not {
        "error",
        "errors",
        "exception",
        "exceptions",
    } & set(words):
        return False
    if {"try", "`try`"} & set(words):
        return "NOT NEEDED" in met or (part.denials == 1 and bool({"NEED"} & met))
    if {"can", "may", "might"} & set(words) and not part.denials:
        return False
    if "SAFE" in met:
        return part.denials == 0
    if "WORK" in met and "FAIL" not in met:
        ends = bool({"succeeds", "succeed", "successfully", "normally", "cleanly"} & set(words))
        return ends and ("always" in words or "ENSURE" in met) and part.denials == 0
    if {"returns", "ends"} & set(words) and "normally" in words and "always" in words:
        return part.denials == 0
    if "FAIL" not in met or not (set(words) - _NOT_FAIL):
        return False
    if words[:1] and "FAIL" in concepts(words[0]) and words[1:2] in (("silently",), ("quietly",)):
        return True
    if {"parameter", "argument", "keyword", "flag", "`errors`"} & set(words) or (
        {"have", "has"} & set(words) and "error" in words
    ):
        return False
    failing = [word for word in words if "FAIL" in concepts(word) and word not in _NOT_FAIL]
    if not failing:
        return False
    denials = part.denials + (part.lead == "without") + ("free" in words) + ("impossible" in words)
    if "SWALLOW" in met and denials == 0:
        plural = bool({"errors", "exceptions", "failures", "error", "exception", "problems"} & set(words))
        return plural and "only" not in words
    return denials == 1 and "need" not in words


def _before(parts: Sequence[Segment], one: Segment) -> tuple[str, ...]:
    at = next(n for n, other in enumerate(parts) if other is one)
    return parts[at - 1].words[-1:] if at else ()


def _denied_exception(part: Segment, parts: Sequence[Segment]) -> str:
    """An exception that is said never to be raised, under no condition."""
    of_some = parts[0].words[:1] in (("a",), ("an",))  # "A single number does not lead to a `ValueError`"
    if of_some or part.lead in CONDITIONS | CONTRASTS | {"which", "who", "before", "after"} or part.denials != 1:
        return ""
    spans = [
        word.strip("`").removesuffix("()") for word in part.words if word.startswith("`") or _EXCEPTION.fullmatch(word)
    ]
    named = [one for one in spans if _EXCEPTION.fullmatch(one)]
    if (
        len(named) != 1
        or len(spans) != 1
        or any(one.lead in CONDITIONS | {"for", "except"} and not _is_wrong(one) for one in parts)
    ):
        return ""
    rest = part.without(f"`{named[0]}`")
    if not rest.is_closed(_FAILING | {"GIVE", "RESULT", "GET"}, (*_FAILING_WORDS, "problem", "knows", "lead")):
        return ""
    raised = {"FAIL", "ESCAPE", "GIVE"} & rest.met and not {"SWALLOW"} & rest.met
    return named[0] if raised else ""


_WRONG = frozenset(
    """
    invalid wrong bad malformed missing violated precondition preconditions arguments argument input inputs something
    goes
    fails anything is are a the values value not valid unexpected with passed given
    """.split()  # noqa: SIM905 - a plain list of words
)


def _is_wrong(part: Segment) -> bool:
    """Whether a condition is only that something is not as it should be."""
    return part.lead in ("if", "when", "where", "whenever") and _WRONG.issuperset(part.words)
