"""Reads which type sentences say that a result or a parameter has: a type's word, and known words alone around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aidoc_core.checks.families import TYPE_WORDS
from aidoc_core.checks.stated_types import ARTICLE as _ARTICLE
from aidoc_core.checks.stated_types import is_alternative
from aidoc_core.checks.statements.duties import is_point, named_parameter
from aidoc_core.checks.statements.segments import segments
from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

ARTICLE = _ARTICLE.removesuffix("*") + "{0,4}"
"""Few, since it is looked for everywhere."""
TYPE = rf"(?P<type>`{{0,2}}(?:[\w.]+\.)?(?:{'|'.join(TYPE_WORDS)})\b`{{0,2}}(?:\[[^\]]{{0,300}}\])?)(?![-\w])"
_TYPE = regex(rf"(?<![\w`.-]){ARTICLE}{TYPE}", re.IGNORECASE | re.VERBOSE)
_SPLIT = regex(r"[,;:()\u2014\u2013]|\.\s|\s-{1,2}\s|\bbut\b|\bso\b")
_ALTERNATIVES = regex(
    r"\b(?:or|either|instead|also|rather|than|like|unlike|else|not|never|no|cannot|neither|nor|without)\b|n['\u2019]t\b"
)
_OPEN = regex(
    r"^\W*(?:$|(?:to\s+(?:the|its)\s+callers?|back|here|of|with|that|which|containing|holding|whose|for|from|in|by"
    r"|per|where|representing|describing|mapping|giving"
    r"|naming|listing|telling|saying|indicating|if|when)\b)"
)
"""What may follow a type: nothing, or what more is said of it."""
_LINK = regex(
    r"\b(?:is|be|as|are|being|becomes|equals|remains|(?:types?|instance|form|kind|class|consists|shape)\s+of|of\s+(?:the\s+)?(?:type|class)|returns?|returning|gives?|giving|gets?|receives?|obtains?"
    r"|produces?"
    r"|by|holds|contains|carries|yields?|hands?|emits?|expects?|takes?|accepts?|wants?|requires?|needs?|provides?"
    r"|delivers?|sends?|type|types?|pass|supply"
    r"|give|into|to|has|have|must|only)\s*$"
)
_KNOWN = frozenset(
    {
        "GIVE",
        "GET",
        "RESULT",
        "CALLER",
        "CALL",
        "BACK",
        "ALWAYS",
        "PASS",
        "NEED",
        "PARAMETER",
        "MUST",
        "ALLOW",
        "SUBSTITUTE",
    }
)
_WORDS = ("type", "types", "instance", "kind", "form", "object", "of", "class", "shape", "python", "plain",
"single", "may",
          "should", "ought", "accepted", "accepts", "accept", "takes", "take", "wants", "want", "typed",
          "annotated", "should",
          "final", "whole", "computed", "return", "returned", "returning", "outcome", "itself", "only", "nothing",
          "but", "an",
          "represented", "expressed", "packed", "wrapped", "delivered", "comes", "come", "out", "end", "ends", "up",
          "declared",
          "converted", "collected", "must", "then", "finally", "directly", "new", "fresh", "complete", "separate",
          "sorted", "flat", "nested",
          "everything", "all", "them", "returned", "resulting", "holds", "contains", "carries", "provided",
          "expected", "passed")  # fmt: skip
_OF_RESULT = frozenset(["return", "returns", "returned", "returning", "result", "results", "outcome", "output",
                        "gets", "get", "receive", "receives", "given", "gives", "hands", "handed", "produces",
                        "produced", "yields", "emits", "emitted", "obtains", "obtain", "comes", "back",
                        "answer"])  # fmt: skip
_ORDINARY = frozenset({"none", "set", "sets", "text", "function", "path", "date", "pair", "double", "callback",
"complex",
                       "floating", "decimal", "bytes"})  # fmt: skip
"""Words that say more often what something is than its type."""
_BEHIND = regex(
    r"^\W*(?:(?P<suits>will\s+do|suffices|does\s+the\s+job|is\s+(?:fine|enough))\W*$|(?:is|are|will\s+be|gets"
    r"|must\s+be|(?:has|have|needs?|ought)\s+to\s+be)\s+(?:always\s+|then\s+)?(?:(?P<returned>returned|(?:given"
    r"|handed|sent|passed)\s+(?:back|out|to\s+(?:the\s+)?"
    r"callers?)|produced|what\s+(?:comes\s+back|is\s+returned|you\s+get)|the\s+(?:result|outcome|return\s+value))"
    r"|(?P<taken>expected|required|needed|accepted|wanted|taken|allowed|supported|passed|given|supplied|provided"
    r"|handed\s+in)(?:\s+(?:as|for|by)\s+(?:the\s+(?:argument|parameter)\s+)?`{1,2}\w+`{1,2})?)\W*"
    r"(?:to\s+the\s+caller\W*|as\s+(?:the|a|its)\s+result\W*|here\W*|in\s+(?:any|every)\s+case\W*)?$)"
)


def read_typed(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`type`, of a parameter by its name, of the result without one."""
    where = sentence.where
    if (where not in ("summary", "description", "returns") and not sentence.entry) or is_alternative(sentence.text):
        return
    if is_point(sentence):
        return
    for of_failure in _of_failure(sentence):
        yield "type", *of_failure
    start = 0
    for cut in [*(match.start() for match in _SPLIT.finditer(sentence.text)), len(sentence.text)]:
        text = sentence.text[start:cut]
        before = sentence.text[:start]
        sign = sentence.text[start : start + 1]
        start = cut + 1 if cut < len(sentence.text) and not sentence.text[cut].isalpha() else cut
        if found := _of_part(text, before, sign, sentence):
            yield "type", *found


TYPED = Reader(
    signs=("dict", "str", "int", "list", "bool", "tuple", "float", "byte", "set", "decimal", "date", "path",
    "calla", "mapping",
           "sequence", "iter", "complex", "delta"),
    read=read_typed,
)  # fmt: skip


def _of_part(text: str, before: str, sign: str, sentence: Sentence) -> tuple[str, str] | None:  # noqa: C901, PLR0911, PLR0912
    """Subject and type of a part of a sentence that says nothing else."""
    del sign
    match = _TYPE.search(text)
    while match is not None and (
        match["type"].strip("`").lower() in _ORDINARY and ("`" not in match["type"] or "one" in match["type"])
    ):
        match = _TYPE.search(text, match.end())
    if match is None or (match.start() and text[match.start() - 1].isalnum()):
        return None
    head, tail = text[: match.start()], text[match.end() :].rstrip(" .!?")
    if _ALTERNATIVES.search(f"{head} {tail}".lower().replace("nothing but", "").replace("no other", "")) or "|" in text:
        return None
    parts = segments(head) if head.strip(" `") else ()
    if any(part.lead and part.lead not in ("as", "given", "which", "for", "on", "that", "provided") for part in parts):
        return None
    name = named_parameter(sentence)
    own = (f"`{name}`", name.lower(), f"`{sentence.name}`")
    passive = _BEHIND.match(tail.lower())
    if found := _of_pair(head, tail, name, match["type"], sentence):
        return found
    if (
        sentence.where in ("description", "summary")
        and _RESULTING.search(head)
        and (not name or not _SURELY_NAMED.search(tail))
    ):
        return "", match["type"]
    if passive is None and not _OPEN.match(tail.lower()):
        return None
    if any(not part.without(*own).is_closed(_KNOWN, _WORDS) for part in parts):
        return _tail_of_summary(head, match["type"], sentence) if passive is None else None
    words = {word for part in parts for word in (*part.words, part.lead)}
    if words & {"get", "find", "obtain"} and not words & {"you", "callers", "caller", "they", "users"}:
        return None  # "Get the list of followers"
    of_result = (
        not _OF_RESULT.isdisjoint(words)
        or sentence.where == "returns"
        or (passive is not None and bool(passive["returned"]))
    )
    if sentence.where in ("description", "summary") and not head.strip() and _RETURN_TYPE.search(before):
        return "", match["type"]
    if passive is not None:
        if passive["suits"]:
            return (name, match["type"]) if sentence.entry and words <= {"", "any", "a", "an", "one"} else None
        if (
            parts
            and any(one.words for one in parts)
            and not words
            <= {
                "",
                "only",
                "just",
                "always",
                "then",
                "an",
                "instance",
                "of",
                "new",
                "fresh",
                "complete",
                "single",
                "a",
                "sorted",
                "in",
                "end",
            }
        ):
            return None
        if passive["returned"]:
            return ("", match["type"]) if not sentence.entry else None
        return (name, match["type"]) if name else None
    linked = _LINK.search(head.lower().rstrip()) is not None
    if sentence.entry or name:
        spoken_of = f"`{name}`" in words
        if (of_result if not sentence.entry and not spoken_of else bool(_SURELY_OF_RESULT & words)) or not name:
            return None
        appositive = (
            not head.strip()
            and bool(before)
            and (before.rstrip(" ,(").endswith(f"`{name}`") or bool(sentence.entry and not _WORDY.search(before)))
        )
        spoken = sentence.entry or f"`{name}`" in words or name.lower() in words
        return (
            (name, match["type"])
            if (linked and spoken and (head.strip() or appositive)) or (appositive and not sentence.entry)
            else None
        )
    if not of_result:
        return None
    if sentence.where == "returns":
        alone = (
            words <= {"", "always", "just", "simply", "a", "an"}
            and not before.strip()
            and not sentence.text[len(text) :].startswith(",")
        )
        return ("", match["type"]) if linked or alone else None
    return ("", match["type"]) if linked else None


_SURELY_OF_RESULT = frozenset({"return", "returns", "returned", "result", "results"})
_RESULTING = regex(r"(?:^|\s)(?:the|its)\s+(?:returned|resulting)\s+$", re.IGNORECASE)
_SURELY_NAMED = regex(r"\bof\s+`")
_IMPERATIVE = regex(
    r"^\W*(?:pass|provide|supply|give|hand\s+in|use|specify|set|enter|(?:it|this|(?:the|this)\s+(?:function|method"
    r"|call))\s+(?:takes|accepts|expects|wants|requires|needs)|takes|accepts|expects|requires)\s*$",
    re.IGNORECASE,
)
_GIVEN_AS = frozenset(
    f"{given} {how}" for given in ("passed", "given", "supplied", "provided") for how in ("as", "for", "in")
)
_GIVEN = regex(r"^\W*(?:given|passed|supplied|provided)(?:\s+(?:here|in))?(?:\s+is\b.*)?$")


def _of_pair(head: str, tail: str, name: str, of: str, sentence: Sentence) -> tuple[str, str] | None:
    """A type right beside its parameter: "The list `items` …", "Provide a list for `items`", "The list given here"."""
    if not name:
        return None
    said, _, behind = tail.replace("``", "`").partition(f"`{name}`")
    if said != tail and not behind[:1].isalnum():
        said = " ".join(said.split()).lower()
        if not head.strip() and ((not said and not sentence.entry) or said in _GIVEN_AS):
            return name, of
        if _IMPERATIVE.match(head) and said in ("for", "as"):
            return name, of
    return (name, of) if sentence.entry and not head.strip() and _GIVEN.match(tail.lower()) else None


_NO_TYPE = regex(
    rf"\b(?:if|unless|when)\s+`{{1,2}}(?P<name>\w+)`{{1,2}}\s+is\s+(?P<denied>not\s+)?{ARTICLE}{TYPE}",
    re.IGNORECASE | re.VERBOSE,
)
_FAILS = regex(r"\b(?:fails?|raises?|raised|error|exception|rejected|refused|thrown|throws)\b", re.IGNORECASE)


_NOTHING_BUT = regex(rf"\banything\s+(?:but|other\s+than|except)\s+{ARTICLE}{TYPE}", re.IGNORECASE | re.VERBOSE)


def _of_failure(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """A type without which the call is said to fail: "If `items` is not a list, the call fails"."""
    only = _NOTHING_BUT.search(sentence.text)
    if only is not None and sentence.entry and _FAILS.search(sentence.text):
        yield sentence.entry, only["type"]
    match = _NO_TYPE.search(sentence.text)
    if match is None or not _FAILS.search(sentence.text) or _REFUSED.search(sentence.text):
        return
    if bool(match["denied"]) != match[0].lower().startswith("unless"):
        yield match["name"], match["type"]


_REFUSED = regex(r"\b(?:no|never|nor|or|and)\b|n['\u2019]t\b", re.IGNORECASE)
_RETURN_TYPE = regex(
    r"^\W*(?:return(?:s|ed)?(?:\s+(?:value|type))?|result(?:\s+type)?|output|type\s+of\s+(?:the\s+)?(?:result"
    r"|return\s+value))$",
    re.IGNORECASE,
)
_WORDY = regex(r"\w")
_RETURNED_AS = regex(
    r"\b(?:returns?|returned|returning|give(?:s|n)?\s+(?:back\s+)?|hands?\s+back)\s+(?:it|them|this|(?:the"
    r"|its)\s+(?:result|outcome|value|output)s?)\s+"
    r"(?:back\s+)?as\s+$|\b(?:returns?|returning|gives?\s+back|giving\s+back|hands?\s+back)\s+$|\b(?:is"
    r"|are)\s+(?:then\s+)?(?:returned|given\s+back|handed\s+back)\s+as\s+$",
    re.IGNORECASE,
)


def _tail_of_summary(head: str, of: str, sentence: Sentence) -> tuple[str, str] | None:
    """What stands at the end of other things: "Read the file and return it as a list"."""
    if sentence.where not in ("summary", "description"):
        return None
    return ("", of) if _RETURNED_AS.search(head) else None
