"""The last net: what was shown before is compared with what is shown now, word by word.

Generated text is only ever added. So the words of the human part, in order, and the generated words are all that is
shown, each once. What fails that is left as the host has it, and told as a fault of aidoc.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from aidoc_core.patterns import regex
from aidoc_core.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_TOLD = {
    "lost": "'{word}' in its hand-written part would be lost or moved",
    "doubled": "'{word}' would be shown twice",
    "contradicted": "its signature has no '{word}'",
    "unmarked": "it would not be marked as generated",
}
_SET = {"appeared": "would appear", "disappeared": "would disappear"}
_WORD = regex(r"\w+")
_PARAMETER = regex(r"\*{0,2}[^\W\d]\w*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """The first thing that is not as it was.

    Attributes:
        what: What became of it; `contradicted` is a description of a parameter that the shown signature lacks,
            `unmarked` generated text without its mark; `appeared` and `disappeared` an object that the site without
            aidoc does not show, and the reverse, though nothing was filled that may let it appear.
        word: The word, or the parameter.
    """

    what: Literal["lost", "doubled", "contradicted", "unmarked", "appeared", "disappeared"]
    word: str = ""

    def problem(self, path: str, where: str) -> Problem:
        """What users are told.

        Args:
            path: The object whose answer is not shown.
            where: Its file and line.
        """
        if self.what in _SET:
            message = f"{path} {_SET[self.what]}, and is left as it is."
        else:
            message = f"The answer for {path} is not shown: {_TOLD[self.what].format(word=self.word)}."
        return Problem(kind="fault", message=f"{message} This is a fault of aidoc, please report it.", where=where)


def words_of(texts: Iterable[str]) -> list[str]:
    """The words of texts, in order; what escapes their markup is no part of them."""
    return [word for text in texts for word in _WORD.findall(text.replace("\\", ""))]


def first_loss(
    before: Iterable[str], after: Iterable[str], added: Iterable[str], *, markup: Collection[str] = ()
) -> Loss | None:
    """The first word of a person's that is lost, moved or doubled; `None` if all is as it was.

    Args:
        before: The texts of the human part.
        after: The texts that are shown now.
        added: The generated texts.
        markup: Words that the joining itself may write, as often as it needs.
    """
    old, new = words_of(before), words_of(after)
    left = iter(new)
    for word in old:
        if not any(word == one for one in left):
            return Loss(what="lost", word=word)
    wanted, found = Counter(old) + Counter(words_of(added)), Counter(new)
    # A generated word that is gone may have been taken for the person's same word, which is gone then.
    if gone := next((word for word in old if found[word] < wanted[word]), ""):
        return Loss(what="lost", word=gone)
    doubled = next((word for word in new if found[word] > wanted[word] and word not in markup), "")
    return Loss(what="doubled", word=doubled) if doubled else None


def contradicted(described: Iterable[str], shown: Collection[str]) -> Loss | None:
    """The first described parameter that the shown signature lacks; `None` if there is none.

    Args:
        described: The parameters that generated text describes, with or without their stars; what is no name is
            shown by nobody.
        shown: Those of the signature, likewise; where it takes any keyword, any may be described.
    """
    if any(name.startswith("**") for name in shown):
        return None
    known = {name.lstrip("*") for name in shown}
    names = (name for name in described if _PARAMETER.fullmatch(name))
    unknown = next((name for name in names if name.lstrip("*") not in known), None)
    return None if unknown is None else Loss(what="contradicted", word=unknown)
