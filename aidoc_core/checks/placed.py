"""Names in a text that are none of the package's, by what stands around them: values, examples, other libraries'."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from aidoc_core.code.outside import is_builtin
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aidoc_core.checks.target import Target

_EXAMPLES = regex(r"\b(?:such\s+as|e\.g\.|i\.e\.|for\s+(?:example|instance))", re.IGNORECASE)
"""Behind it stand values that something may have, and no names of this package."""
_OPERATES = regex(r"[-+*/=:^]\s?\0|\0\s?[-+*/=},^]")
_OWNER = regex(
    r"\b(?i:in|with|of|from|by|for|like|unlike)\s+`{0,2}([A-Za-z][\w.+-]{1,40})`{0,2}(?:['\u2019]s)?(?=[\s,:;])"
    r"|\b([A-Z][\w.+-]{1,40})['\u2019]s\s"
)
"""Where a library may be named: "In Trio, …", "of asyncio", "NumPy's …"."""
_OWNER_BEHIND = regex(
    r"(?:\(\))?`{1,2}\s+(?:(?:function|method|class|command|keyword|operator|property|object|statement|macro|type)\s+)?"
    r"(?:in|of|from)\s+`{0,2}([A-Z][\w+#]{0,40})"
)
"""Behind a name, whose it is: "`MsgBox` in VBA", "the `COUNTIF` function of Excel"."""
_CONNECTOR = regex(
    r"(?<=[,;(]\s)[A-Z]\w{1,40}\s+(?i:raises|throws|reports|returns|gives)\s+(?i:an?\s+)?[`:~\w]{0,12}\Z|"
    r"\b[A-Z][\w-]{1,40}\s+(?i:connector|driver|sdk|client\s+library|library|framework|toolkit)(?:\s+for\s+Python)?"
    r"(?:['\u2019]s)?\s+(?:\w+\s+)?[`:~\w]{0,12}\Z"
)
"""A library that is called one, right in front of a name: "the Snowflake Connector for Python `Cursor.execute`"."""
_DENIED_BEFORE = regex(
    r"\bno\s+(?:\w+\s+)?(?:argument|parameter|keyword|option|flag|setting)s?\s+(?:(?:called|named)\s+)?`{0,2}\Z|"
    r"(?:\(|,\s|named\s)\s{0,3}not\s+`{0,2}\Z|\b(?:there\s+(?:is|are)\s+no|(?:has|have|takes|knows|accepts|contains|lists|offers|with|without)\s+(?:no|any))\s+`{0,2}\Z",
    re.IGNORECASE,
)
_DENIED_AFTER = regex(
    r"`{0,2}\s+(?:\w+\s+)?would\s+be\s+(?:refused|rejected|unknown|an\s+error)\b|"
    r"`{0,2}\s+(?:\w+\s+)?(?:is|are)\s+(?:not|none|no)\s+(?:\w+\s+)?(?:of|among|part|supported|accepted|available|known|taken|there|offered"
    r"|allowed|parameter|argument|option|keyword|attribute|method|name)\b"
)
_NAME = regex(r"\w+(?:\.\w+)*")
_OF_A_NAME = ("`", ".")
"""What stands beside a name that is a part of another, or in a code span by itself."""
_NEAR = 160
_PYTHON = "python"


@lru_cache(maxsize=8)
def _places(text: str) -> Mapping[str, Sequence[int]]:
    """Where each name begins in a text: to look for one name after another would take the square of its length."""
    places = defaultdict(list)
    for match in _NAME.finditer(text):
        places[match[0]].append(match.start())
    return dict(places)


def _place(name: str, text: str) -> int:
    """Where a name stands first; -1 if it does not."""
    return next(iter(_places(text).get(name, ())), -1)


@lru_cache(maxsize=4_096)
def is_placed(name: str, text: str) -> bool:
    """Whether a text names a value by itself, in a formula or a literal: "`{'start': start_time}`"."""
    for start in _places(text).get(name, ()):
        end = start + len(name)
        before, behind = text[max(0, start - 3) : start], text[end : end + 3]
        if before[-1:] in _OF_A_NAME or behind[:1] in (*_OF_A_NAME, "("):
            continue
        if _OPERATES.search(f"{before}\0{behind}"):
            return True
    return False


def is_example(text: str, at: int) -> bool:
    """Whether what stands before a place, in the same sentence, says that a value of something follows."""
    before = text[max(0, at - _NEAR) : at]
    return _EXAMPLES.search(before.rpartition(". ")[2].rpartition("; ")[2]) is not None


def is_denied(name: str, text: str) -> bool:
    """Whether a text says that there is nothing of a name: "there is no `retries`", "`retries` is not among them"."""
    at = _place(name, text)
    if at < 0:
        return False
    end = at + len(name)
    return bool(_DENIED_BEFORE.search(text, max(0, at - 40), at) or _DENIED_AFTER.match(text, end, end + 80))


def is_of_other(name: str, text: str, subject: Target) -> bool:
    """Whether the part of a sentence that has a name also names another library, whose it may be.

    A module of the standard library, or a word with a capital letter that the package has not, in front of the name:
    "in Trio, to `SocketStream.send_all`".
    """
    context, at = subject.context, _place(name, text)
    first = name.partition(".")[0]
    if context is None or at < 0 or first == context.package.name or first in context.package.by_name:
        return False
    before = re.split(r"[.;:]\s|\n\n", text[max(0, at - _NEAR) : at])[-1]
    if _CONNECTOR.search(before):
        return True
    behind = _OWNER_BEHIND.match(text, at + len(name))
    if behind is not None and not _is_known(behind[1], subject):
        return True
    for match in _OWNER.finditer(before):
        word = (match[1] or match[2]).rstrip(".")
        if _is_known(word, subject):
            continue
        if word.isupper() or is_builtin(word):
            continue  # JSON, UTC, `ValueError`: none of them has names
        if word in sys.stdlib_module_names or (word[:1].isupper() and word.lower() not in context.package.words):
            return True
    return False


def _is_known(word: str, subject: Target) -> bool:
    """Whether a word with a capital letter is the package, Python, or a name of the package's own."""
    context, lower = subject.context, word.lower()
    return lower == _PYTHON or (
        context is not None and (lower == context.package.name.lower() or word in context.package.by_name)
    )
