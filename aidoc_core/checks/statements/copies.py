"""Reads whether a call is said to give a copy, or a new object, instead of the object that it is called on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.statements.statement import Kind, Reader, Sentence
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_OTHER = r"(?:new|fresh|freshly\s+\w+|another|separate|different|distinct|independent)"
_ANEW = r"(?:new|fresh|freshly\s+\w+|another|separate|different|distinct|independent|modified|changed|updated)"
_NEW = regex(
    rf"\b(?:an?|each|another|the|new|returned|deep|shallow|modified|independent|any)\s+(?:(?:deep|shallow|real|full"
    rf"|{_ANEW})\s+)*"
    r"(?:copy|clone|duplicate|replica)\b(?!-)(?!\s+of\s+(?!the\b|its?\b|this\b|self\b|an?\b)[a-z_]+)"
    rf"|\b{_OTHER}\s+(?:\w+\s+)?(?:instance|object)\b(?!s)|\bindependent\s+of\b|\b(?:distinct|separate"
    rf"|different)\s+from\b"
)
_SAME = regex(
    r"\b(?:same|original)\s+(?:object|instance)\b|\bthe\s+(?:object|instance)\s+itself\b"
    r"|\bthis\s+(?:same\s+)?(?:object|instance)\b|\bitself\b|`self`"
)
_KEPT = regex(
    r"\b(?:object|instance|original|receiver|self|it)\b(?:\s+(?!but|and)\w+){0,3}?\s+(?:unchanged|untouched"
    r"|unmodified|intact|immutable|unaffected|alone|as\s+it\s+(?:is|was))\b"
    r"|\b(?:object|instance|original|receiver|self|it)\b(?:\s+\w+){0,2}?\s+(?:not|never)\s+(?:be\s+"
    r"|been\s+)?(?:modified|changed|altered|touched|mutated|affected|change)\b"
    r"|\b(?:not|never|without)\s+(?:\w+\s+)?(?:modify|change|alter|touch|mutate|affect|changing"
    r"|modifying)\w*\s+(?:the\s+)?(?:object|instance|original|receiver|self)\b"
    r"|\bimmutable\b|\bassign\s+the\s+(?:result|return\s+value|returned)\b|\b(?:leaves|leaving|retains"
    r"|keeps)\s+(?:the\s+)?(?:object|instance|original|receiver|this\s+one)\b"
)
_CONDITIONAL = regex(
    r"\b(?:if|when|whenever|unless|until|may|might|could|can|would|use|pass|whether|otherwise|optionally|must|should)\b"
)
_GIVEN = regex(
    r"\b(?:return(?:s|ed|ing)?|results?|comes?\s+back|g[ie]ve[ns]?|gets?|receives?|creates?|created|builds?|built"
    r"|makes?|made|produces?|produced|constructs?"
    r"|hands?|handed|works?|operates?|obtains?|each\s+(?:call|time))\b"
)
_DENIED = regex(r"\b(?:not|never|no|nothing|without|neither|nor|rather\s+than|instead\s+of|than)\b|n['\u2019]t\b")
_CONTRASTED = regex(
    r"(?:rather\s+than|instead\s+of|not)\s+(?:the\s+)?(?:same|original|instance|object|this|self|it|itself)\b"
)
_OTHERS = regex(r"\s+of\s+(?!(?:the\s+|its\s+|this\s+)?(?:object|instance|original|it|itself|this|self|receiver)\b)")
_RETURNED = regex(r"\b(?:results?|returned\b|returns?\b|returning)\b")
_WHOLE = r"(?=\W*$|\s*[,;]|\s+(?:for\s+(?:method\s+|call\s+)?chaining|to\s+allow|each\s+time|every\s+time|always)\b)"
_SO_THAT = regex(r",?\s?\bso\s+(?:that\s+)?[^.;]{0,100}|,\s+(?:which|to)\s+[^.;]{0,100}")
_ITSELF = regex(
    rf"\breturns?\s+(?:always\s+)?(?:the\s+same\s+(?:object|instance)|itself|`?self`?|this\s+(?:same\s+)?(?:object|instance)"
    rf"|the\s+(?:object|instance)\s+itself|this\s+(?P<own>\w+)){_WHOLE}"
    rf"|^\W*(?:always\s+)?(?:the\s+same\s+(?:object|instance)|itself|the\s+(?:object|instance)\s+itself)\s+is\s+returned{_WHOLE}"
)
_ITSELF_HERE = regex(
    r"^\W*(?:always\s+)?(?:the\s+same\s+(?:object|instance)|itself|this\s+(?:same\s+)?(?:object|instance)"
    rf"|the\s+(?:object|instance)\s+itself|this\s+(?P<own>\w+)){_WHOLE}"
)
_NO_COPY = regex(r",\s+(?:and\s+)?(?:not|never|no)\s+(?:an?\s+)?copy\W*$")
_PART = regex(r"[;:]\s|,\s(?:so|and|but|while|since|because|although)\s|,\s|\bso\s+that\s")
_ENTRY = regex(r"^\W*(?:an?|another|the|always)\s")


def read_copies(sentence: Sentence) -> Iterator[tuple[Kind, str, str]]:
    """`new`, of `self`, where what is given back is another object; `kept` where the object is said to stay as is.

    `itself` where it is said to be given back; with the word that it is called by, as in "this store". `uncopied` where
    what is given back is said to be no copy.
    """
    if sentence.where not in ("summary", "description", "returns"):
        return
    text = sentence.lower.replace("`self`", "self").replace("`", "")
    if (own := _same(_SO_THAT.sub(" ", text), sentence.where)) is not None:
        yield "changes", "self", own
    if _CONDITIONAL.search(text.replace("assign", "")):
        return
    for part in _PART.split(text)[:8]:
        denied = _DENIED.search(part)
        new = _NEW.search(part)
        given = _GIVEN.search(part) or (sentence.where == "returns" and _ENTRY.match(part))
        if new and _OTHERS.match(part, new.end()) and not _RETURNED.search(part, 0, new.start()):
            continue
        if new and given and (denied is None or _CONTRASTED.search(part, denied.start())):
            yield "changes", "self", "new"
            return
        if denied and given and _SAME.search(part, denied.end()) and not new:
            yield "changes", "self", "new"
            return
    if _KEPT.search(text) is not None:
        yield "changes", "self", "kept"


def _same(text: str, where: str) -> str | None:
    """Whether the object itself is said to be given back, or something that is no copy."""
    if _CONDITIONAL.search(text):
        return None
    match = _ITSELF.search(text) or (_ITSELF_HERE.match(text) if where == "returns" else None)
    if match is not None and not _DENIED.search(text, 0, match.start()):
        return f"itself:{match['own']}" if match["own"] else "itself"
    if _NO_COPY.search(text) and (where == "returns" or text.lstrip().startswith("return")):
        return "uncopied"
    return None


COPIES = Reader(
    signs=("copy", "clone", "duplicate", "replica", "instance", "object", "independent", "original", "immutable",
    "receiver", "itself", "this ", "self",
           "assign the"),
    read=read_copies,
)  # fmt: skip
