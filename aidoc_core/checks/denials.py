"""Whether a sentence tells of something as done, denies it, or leaves it to whoever calls."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aidoc_core.code.lookup.speech import words_of
from aidoc_core.patterns import regex

_TOKEN = regex(
    r"(?P<span>`{1,2}[^`\n]{1,200}`{1,2})|(?P<flag>(?<![\w-])--?[A-Za-z][\w-]{0,40})"
    r"|(?P<word>\.?[A-Za-z_][\w'\u2019]*(?:[-./]\w+)*+)|(?P<sign>[.,;:()!?\u2013\u2014])"
)
_FILE = regex(
    r"[\w*-]\.(?:txt|csv|tsv|json|ya?ml|toml|ini|cfg|conf|xml|log|html?|pdf|xlsx?|parquet|pickle|pkl|db|sqlite|dat|bin"
    r"|zip|gz|tar|tmp|bak|md|rst|png|jpe?g|svg)\b",
    re.IGNORECASE,
)
_ADDRESS = regex(r"\b[a-z]{2,8}://[^\s`)>\]]{1,300}|\]\([^()\s]{1,300}\)", re.IGNORECASE)
_FLAG = regex(r"`{1,2}--?[A-Za-z][\w-]{0,40}(?:[ =][^`\n]{0,40})?`{1,2}$")
_COMPOUNDS = regex(
    r"\b(?:(command)[ ](line)|(environment)[ ](variables?)|(file)[ ](system)|(hard)[ ](drive)|(round)[ ](trips?)"
    r"|(progress)[ ](bars?)|(rest)[ ](api)|(web)[ ](services?))\b",
    re.IGNORECASE,
)
_BEGINS = frozenset(
    """
    if when whenever unless whether where while until although though because since provided otherwise that which who
    whose so but after before than rather instead unlike
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Words that begin another clause."""
PRESUPPOSES = frozenset("if when whenever unless until whether where while after before".split())  # noqa: SIM905
"""Clauses that take for given what they speak of, denied or not: "if there is no file"."""
_OTHERWISE = frozenset({"rather", "instead", "unlike"})
_NOT = frozenset(
    """
    not no never nothing none neither nor without cannot nobody hardly avoid avoids avoiding isn't doesn't don't aren't
    wasn't won't can't
    """.split()  # noqa: SIM905 - a plain list of words
)
_MERELY = frozenset({"only", "just", "merely", "longer"})
_TOUCHED = frozenset(
    """
    affect affects influence influences matter bearing effect
    touched used needed required accessed involved written read created opened contacted consulted made performed sent
    cached logged kept stored necessary supported available part done issued emitted printed shown happen occur
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Verbs behind a negation that deny the thing before them: "files are not read", but not "the file is not closed"."""
_AS_BEFORE = frozenset({"untouched", "unchanged", "unaffected", "intact"})
_AS_IT_IS = frozenset(
    {
        ("as", "they", "are"),
        ("as", "it", "is"),
        ("as", "they", "were"),
        ("as", "it", "was"),
        ("is", "left", "alone"),
        ("are", "left", "alone"),
    }
)
"""What is said of what nothing is done to: "files stay untouched", "are left as they are"."""
_NOTHING = frozenset({"nothing", "none", "no"})
"""Behind a verb, what it is not done to: "prints nothing"."""
_WHO = frozenset({"that", "who", "which"})
_CALLERS = frozenset(
    {"explicitly", "caller", "callers", "caller's", "yourself", "themselves", "subclass", "subclasses"}
)
_LEFT_TO = frozenset(
    "may can could should must has have need needs responsible up free by for decide decides left might".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence as words and clauses.

    Attributes:
        words: Its words in lower case; those in code spans are taken apart.
        clauses: The number of the clause of each.
        scopes: By clause, the word that begins it; empty for a main clause.
    """

    words: tuple[str, ...]
    clauses: tuple[int, ...]
    scopes: tuple[str, ...]

    def around(self, at: int) -> tuple[int, int]:
        """Where the clause of a word begins and ends."""
        number = self.clauses[at]
        start = end = at
        while start > 0 and self.clauses[start - 1] == number:
            start -= 1
        while end < len(self.words) and self.clauses[end] == number:
            end += 1
        return start, end


def told_in(sentence: str) -> Told:
    """Take a sentence apart."""
    words: list[str] = []
    clauses: list[int] = []
    scopes = [""]
    bare = _ADDRESS.sub(" ", sentence.replace("\u2019", "'"))
    text = _COMPOUNDS.sub(lambda match: "-".join(filter(None, match.groups())), bare)
    for match in _TOKEN.finditer(text):
        if match["sign"]:
            if words and clauses[-1] == len(scopes) - 1:
                scopes.append("")
            continue
        if match["span"]:
            flag = _FLAG.match(match["span"])
            found = ["command-line"] if flag else sorted(words_of(match["span"]) - _NOT)
        elif match["flag"]:
            found = ["command-line"] if match["flag"][:2] == "--" else []
        else:
            found = [match["word"].lower()]
        if _FILE.search(match[0]):
            found.append("file")
        if match["word"] and found[0] in _BEGINS and (found[0] != "than" or words[-1:] != ["rather"]):
            if words and clauses[-1] == len(scopes) - 1:
                scopes.append(found[0])
            else:
                scopes[-1] = found[0]
        words += found
        clauses += [len(scopes) - 1] * len(found)
    return Told(words=tuple(words), clauses=tuple(clauses), scopes=tuple(scopes))


def is_denied(told: Told, at: int) -> bool:
    """Whether what a word stands for is said not to be there, or not to be used."""
    scope = told.scopes[told.clauses[at]]
    if scope in _OTHERWISE:
        return True
    if scope in PRESUPPOSES:
        return False
    start, end = told.around(at)
    behind = told.words[at + 1 : end]
    if not _AS_BEFORE.isdisjoint(behind) or any(behind[n : n + 3] in _AS_IT_IS for n in range(len(behind) - 2)):
        return True
    for n in range(start, end):
        if n in (at + 1, at + 2) and told.words[n] in _NOTHING:
            return True
        if told.words[n] not in _NOT or (told.words[n + 1 : n + 2] and told.words[n + 1] in _MERELY):
            continue
        if n < at or not _TOUCHED.isdisjoint(told.words[n + 1 : n + 4]):
            return True
    return False


def is_left_to_callers(told: Told, at: int) -> bool:
    """Whether it is for others to do: "callers have to cache it", "it can be loaded from", "to be put in a file"."""
    if told.words[max(0, at - 2) : at] in (("can", "be"), ("could", "be")) or told.words[:at] == ("to",):
        return True  # "To persist it, …": what somebody may want
    start, end = told.around(at)
    if any(told.words[n : n + 2] == ("to", "be") for n in range(start, at)):
        return True  # "a text to be written to a log": what it is for
    if start and told.scopes[told.clauses[at]] in _WHO:
        start, _ = told.around(start - 1)  # "Callers that want a message have to write one"
    words = told.words[start:end]
    return not _CALLERS.isdisjoint(words) and not _LEFT_TO.isdisjoint(words)
