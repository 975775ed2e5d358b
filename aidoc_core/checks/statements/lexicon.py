"""The words that sentences about a contract are made of, by concept: plain lists, and their inflected forms.

Chosen from the synonyms of WordNet, those out that have another sense in texts about code. A word may stand for several
concepts. Readers never ask for a word, but for concepts; so a wording that nobody has thought of is read where all its
words are known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERBS: dict[str, str] = {
    "PASS": "pass give supply provide specify state include present name furnish enter indicate submit define declare "
    "hand assign mention deliver choose pick set feed fill transmit spell",
    "OMIT": "omit skip drop miss exclude elide forgo bypass neglect forget withhold waive ignore",
    "NEED": "need require demand oblige insist necessitate expect compel",
    "ALLOW": "allow permit tolerate",
    "FAIL": "fail raise throw error crash abort break reject refuse complain",
    "WORK": "work run succeed function operate proceed suffice complete finish",
    "CALL": "call invoke use",
    "SUBSTITUTE": "use apply choose pick take assume substitute select supply insert derive compute determine infer "
    "create make generate set fill get become treat count act put consider resolve adopt",
    "GIVE": "return give hand send pass deliver provide supply produce yield output generate make emit render issue "
    "report offer furnish respond answer evaluate resolve amount expose",
    "GET": "get receive obtain expect see find",
    "KEEP": "store keep save hold put place write record cache assign attach collect retain",
    "ENABLE": "enable activate",
    "DISABLE": "disable deactivate suppress inhibit",
    "SWITCH": "turn switch flip toggle",
    "START": "start begin initialise initialize",
    "CHANGE": "modify change alter mutate edit adjust transform update overwrite rewrite rearrange reorder sort "
    "shuffle "
    "reverse empty clear drain consume exhaust extend augment enrich patch normalise normalize populate trim prune "
    "truncate strip manipulate tamper amend revise replace tweak refresh grow shrink wipe reset mangle",
    "PUT": "append add push insert write store put attach merge prepend place save collect copy record enter register "
    "dump accumulate gather",
    "TAKE": "remove delete pop discard evict strip drop pull extract take erase purge",
    "TOUCH": "touch affect influence disturb",
    "LEAVE": "leave keep preserve retain stay remain survive",
    "COPY": "copy duplicate clone replicate deepcopy",
    "READ": "read inspect consult examine view look query",
    "SWALLOW": "swallow suppress silence ignore catch absorb hide mask handle trap intercept eat log guard "
    "tolerate discard recover",
    "ESCAPE": "propagate escape leak surface bubble reach leave occur happen arise come cause trigger lead result end",
    "ENSURE": "guarantee ensure promise assure",
}
_NOUNS: dict[str, str] = {
    "OMIT": "omission absence lack",
    "NEED": "requirement obligation duty necessity prerequisite must",
    "FAIL": "error exception failure fault typeerror problem exceptions crash",
    "DEFAULT": "default fallback",
    "RESULT": "result value outcome output answer return anything something object data thing payload response",
    "CALLER": "caller user client consumer programmer you developer",
    "CHANGE": "modification change mutation alteration update edit side-effect",
    "COPY": "copy duplicate clone replica",
    "HARM": "harm problem",
    "CONTENT": "content entry element item member list dict dictionary mapping object array argument container "
    "instance "
    "sequence collection set caller's original input value structure data one parameter",
}
_OTHERS: dict[str, str] = {
    "OMIT": "absent missing unset unspecified unsupplied unassigned omitted",
    "NEED": "must mandatory compulsory obligatory necessary essential indispensable imperative requisite crucial vital "
    "unavoidable inevitable non-optional nonoptional haveto",
    "MUST": "must",
    "NOT NEEDED": "unnecessary needless superfluous dispensable unneeded unrequired redundant expendable",
    "FREE": "optional voluntary discretionary elective non-mandatory nonmandatory non-required",
    "MAY": "may can could might cannot free fine okay ok safe safely possible legal valid permissible "
    "acceptable welcome "
    "legitimate harmless allowed permitted",
    "FORBIDDEN": "invalid illegal forbidden impossible unacceptable prohibited disallowed wrong incorrect illegitimate",
    "DEFAULT": "default defaults",
    "USUAL": "normally initially usually ordinarily standard initial preset predefined preselected preconfigured "
    "usual otherwise",
    "SENSIBLE": "sensible sane reasonable suitable built-in builtin predefined preset standard own",
    "ON": "on enabled enable active activated yes",
    "OFF": "off disabled disable inactive deactivated no suppressed dormant idle inert",
    "TRUE": "true `true`",
    "FALSE": "false `false`",
    "NONE": "none null `none`",
    "NOTHING": "nothing none void null nonetype `none` `nonetype`",
    "NOT": "empty-handed not no never cannot neither nor nothing none without hardly nowhere",
    "BACK": "back",
    "ALWAYS": "always invariably ever simply just only merely",
    "UNLIMITED": "unlimited unbounded limitless infinite boundless unrestricted indefinitely",
    "UNSET": "unset undefined unassigned unspecified",
    "EMPTY": "empty blank",
    "KEPT": "intact untouched unchanged unmodified unaffected unaltered pristine read-only readonly unharmed immutable "
    "preserved",
    "SAME": "same equivalent equal equals identical tantamount amounts amount like equivalently",
    "EMPTIED": "empty gone sorted",
    "IN PLACE": "in-place directly destructively itself",
    "SAFE": "error-free exception-free exception-safe no-throw infallible failsafe fail-safe nothrow",
    "CALL": "function method call calls routine procedure helper callable operation invocation",
    "PARAMETER": "argument arguments parameter parameters keyword kwarg kwargs option setting flag field value values "
    "input feature behaviour behavior functionality mode check step switch capability",
}
_DOUBLED = frozenset(["omit", "drop", "skip", "set", "put", "submit", "get", "let", "forget", "permit", "strip",
                      "run", "begin", "trim", "pop", "prefer", "refer", "reset", "transmit", "occur", "wrap",
                      "log", "trap"])  # fmt: skip
_IRREGULAR: dict[str, str] = {
    "give": "gave given", "send": "sent", "spell": "spelt", "forget": "forgot forgotten", "forgo": "forwent forgone",
    "throw": "threw thrown", "break": "broke broken", "get": "got gotten", "take": "took taken", "make": "made",
    "choose": "chose chosen", "become": "became", "hold": "held", "keep": "kept", "write": "wrote written",
    "begin": "began begun", "overwrite": "overwrote overwritten", "rewrite": "rewrote rewritten", "leave": "left",
    "feed": "fed", "shrink": "shrank shrunk", "grow": "grew grown", "put": "put", "set": "set", "read": "read",
    "hide": "hid hidden", "catch": "caught", "eat": "ate eaten", "lead": "led", "come": "came", "run": "ran",
    "withhold": "withheld", "arise": "arose arisen", "spring": "sprang",
}  # fmt: skip
_VOWELS = "aeiou"


def _forms(verb: str) -> Iterator[str]:
    yield verb
    yield verb + ("es" if verb.endswith(("s", "x", "ch", "sh", "o")) else "s")
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        yield from (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    elif verb.endswith("e"):
        yield from (verb + "d", verb[:-1] + "ing")
    else:
        stem = verb + verb[-1] if verb in _DOUBLED else verb
        yield from (stem + "ed", stem + "ing")
    yield from _IRREGULAR.get(verb, "").split()


def forms(verbs: str) -> frozenset[str]:
    """All forms of some verbs: "sorts", "sorted" and "sorting" of "sort"."""
    return frozenset(form for verb in verbs.split() for form in _forms(verb))


def _table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for concept, words in _VERBS.items():
        for word in words.split():
            for form in _forms(word):
                found.setdefault(form, set()).add(concept)
    for concept, words in _NOUNS.items():
        for word in words.split():
            for form in (word, word[:-1] + "ies" if word.endswith("ry") else word + "s"):
                found.setdefault(form, set()).add(concept)
    for concept, words in _OTHERS.items():
        for word in words.split():
            found.setdefault(word, set()).add(concept)
    return {word: frozenset(concepts) for word, concepts in found.items()}


_TABLE = _table()
_NONE: frozenset[str] = frozenset()


def concepts(word: str) -> frozenset[str]:
    """The concepts of a word in lower case; a code span has those of `None`, `True` and `False` alone."""
    return _TABLE.get(word, _NONE)


GLUE = frozenset(
    """
    a an the this that these those it its itself there here and but so then as of to by in at from for with on upon be
    is
    are was were been being has have had having do does did done will would shall you your they them their even also
    again
    any some such how what which who time times please note else hence thus therefore yet now still each every all case
    cases whatever whatsoever if when where once ever one both way i.e e.g more at let whether particular regard moment
    end effect instead as-if
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Words that carry nothing by themselves."""
_TELLING_ADVERBS = frozenset({"only", "optionally", "normally", "initially", "usually", "ordinarily", "partly",
"partially",
                              "rarely", "seldom", "mostly", "hardly", "likely", "apply", "supply", "rely", "reply",
                              "occasionally", "lazily", "directly", "safely"})  # fmt: skip


def is_known(word: str, known: frozenset[str]) -> bool:
    """Whether a word is one of some concepts, or carries nothing."""
    if word in GLUE or not known.isdisjoint(_TABLE.get(word, _NONE)):
        return True
    return word.endswith("ly") and word not in _TELLING_ADVERBS
