"""Techniques that sentences say are used, each with the words that code hardly does without.

A name alone proves nothing, since code may do a thing without its name: a bisection needs no word but `low` and
`high`. So each technique has what its code has; who has none of it, in all that is run, does not use it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from aidoc_core.checks.denials import PRESUPPOSES, is_denied, is_left_to_callers, told_in
from aidoc_core.code.lookup.speech import Signs
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique:
    """A way of doing something that has a name, or an order that something is brought into.

    Attributes:
        names: Matches its names.
        signs: What code has that uses it.
    """

    names: re.Pattern[str]
    signs: Signs


def _technique(names: str, signs: str) -> Technique:
    return Technique(
        names=regex(rf"(?<![\w`./-])(?:{names})(?![\w`/]|\.\w)", re.IGNORECASE),
        signs=Signs.read(signs),
    )


ORDER = _technique(
    r"(?:sorted|ordered)(?=\s+(?:(?:\w+ly\s+)?by|in|alphabetically|lexicographically|chronologically|numerically)\b)"
    r"|in\s+(?:\w+\s+)?(?:alphabetical|lexicographic(?:al)?|chronological|ascending|descending|increasing|decreasing"
    r"|sorted|numerical)\s+order|(?<=^an )ordered\s+list|(?<=^a )sorted\s+(?:list|tuple|array|sequence)"
    r"|(?<=returns a )sorted\s+(?:list|tuple|array|sequence)"
    r"|(?:alphabetically|lexicographically|chronologically)\s+sorted",
    "*sort *order rank bisect heap uniq group arrang ascend descend revers nlargest nsmallest common range enumerat"
    " collat chronolog alphabet lexic seq mono cumul index arg =np =numpy =pd =torch =dir getmembers =min =max swap"
    " pivot histor recent latest newest oldest first last next prev combinations permut walk bin level depth",
)
"""The order of what is given, of which code shows that it makes it."""
_TECHNIQUES = (
    _technique(r"dijkstra(?:['\u2019]s)?", "dijkstra heap priorit weight cost dist short length"),
    _technique(r"a\*(?=\s+(?:search|algorithm))", "astar heuristic heap priorit cost dist"),
    _technique(r"bellman[- ]ford|floyd[- ]warshall", "bellman floyd warshall weight cost dist"),
    _technique(
        r"bisection|binary\s+search",
        "bisect *searchsorted mid =lo =hi low high left right half halv interv bracket brent root",
    ),
    _technique(
        r"quick-?sort|merge-?sort|(?:quick|merge|heap|radix|bubble|insertion)\s+sort|timsort",
        "*sort pivot partition merge heap swap radix bucket",
    ),
    _technique(r"topological(?:ly)?(?=\s+(?:sort|order))", "topolog *sort depend degree =dag graph order"),
    _technique(
        r"(?:breadth|depth)[- ]first(?=\s+(?:search|traversal|order|walk)|\W*$)",
        "=dag =bfs =dfs graph visit travers todo queue deque stack seen frontier child neigh adjac node walk recurs",
    ),
    _technique(r"dynamic\s+programming", "=dp table memo cach matrix row prev best cost"),
    _technique(r"gradient\s+descent|back-?propagation", "grad descen optim learn backward =lr loss step"),
    _technique(r"newton['\u2019]s\s+method|newton[- ]raphson", "newton raphson deriv jac root iter tol grad"),
    _technique(r"least[- ]squares", "lstsq least squar polyfit pinv regress solv fit resid =qr linalg"),
    _technique(
        r"(?:bi|tri)?(?:linear|cubic)\s+interpolation|(?:cubic\s+)?splines?",
        "*interp *linear *cubic *spline lerp resiz zoom resampl frac weight alpha ratio slope",
    ),
    _technique(r"(?:fast\s+|discrete\s+)?fourier\s+transforms?|fft", "*fft fourier spectr freq"),
    _technique(
        r"levenshtein(?:\s+distance)?|edit\s+distance|jaro-winkler",
        "*levenshtein edit jaro winkler difflib *fuzz cost insert delet substitut",
    ),
    _technique(r"cosine\s+(?:similarity|distance)", "cos dot norm *similar inner matmul einsum"),
    _technique(r"haversine", "havers =sin radian geod earth"),
    _technique(r"k-means", "*kmeans cluster centroid center"),
    _technique(
        r"neural\s+networks?|machine\s+learning|deep\s+learning",
        "neural =net =nn network torch keras tensor model layer learn train predict infer onnx",
    ),
    _technique(r"fuzzy\s+(?:matching|search)", "*fuzz similar ratio difflib score dist levensht approx close"),
    _technique(r"exponential\s+back-?off", "backoff retr attempt delay sleep wait expon tenac"),
    _technique(r"round[- ]robin", "robin cycl next index modul rotat count turn"),
    _technique(
        r"regular\s+expressions?|regex(?:es)?",
        "=re *regex *regexp =rx pattern fnmatch glob match expression compil gramm token search pars split",
    ),
    _technique(r"sha-?(?:1|2|3|224|256|384|512)", "=sha hashlib"),
    _technique(r"md-?5", "=md hashlib"),
    _technique(r"crc-?(?:8|16|32|64)?", "*crc zlib binascii poly"),
    _technique(r"hmac", "hmac sign auth crypt"),
    _technique(r"aes(?:-?\d{3})?(?:-(?:gcm|cbc|ctr))?|fernet", "=aes *fernet *crypt cipher"),
    _technique(r"base-?64(?:-encoded)?", "=base encod decod binascii"),
    _technique(
        r"(?:gzip|zlib|bzip2|lzma|zstd|brotli|lz4)(?:-compressed|\s+compression)?",
        "*zip *zlib =bz *lzma zstd zstandard brotli =lz *compress archiv codec",
    ),
    _technique(r"huffman(?:\s+cod(?:e|ing))?|run-length\s+encoding", "huffman =run groupby tree freq heap encod"),
    _technique(
        r"bloom\s+filters?|(?:suffix|prefix|segment)\s+trees?|trie", "bloom tree trie suffix prefix segment node"
    ),
    _technique(r"(?:min-|max-)heap|priority\s+queue", "*heap priorit queue"),
)
"""Algorithms, sums, codes and structures."""
_NAMED_AFTER = regex(
    r"(?<!^)(?<![.!?]\s)(?<![\w`./])([A-Z][a-z]{2,20}(?:[-\u2013][A-Z][a-z]{2,20}){0,2})(?:['\u2019]s)?\s+(?:\w+\s+)?algorithm\b"
)
"""An algorithm that is called after somebody: "the Luhn algorithm"."""
_PRODUCT = regex(
    r"\b(?i:us(?:es|ing)|via|(?:powered|backed|driven)\s+by|(?:based|built)\s+on|relies\s+on|delegates\s+to)\s+(?:the\s+)?"
    r"([A-Z][a-z]*[A-Z]\w*)(?![\w`(]|\.\w)"
)
"""What is called as no English word is: "using NumPy"."""
_OF_NAMES = frozenset(
    """
    sort orde asce desc alph lexi chro incr decr nume dijk algo sear bell floy bise bina quic merg heap radi bubb inse
    tims topo brea dept dyna grad back newt leas line inte spli cubi four fft leve edit jaro cosi have mean neur
    mach deep fuzz expo roun robi regu rege sha md crc hmac aes fern base gzip zlib bzip lzma zstd brot lz huff leng
    bloo suff pref segm trie heap prio
    """.split()  # noqa: SIM905 - a plain list of beginnings
)
_HEADS = _OF_NAMES | {"algo", "uses", "usin", "via", "base", "buil", "powe", "back", "driv", "reli", "dele"}
_LETTERS = regex(r"[a-z]+")
_USED = regex(
    r"\b(?:us(?:es?|ing|ed)|via|with|by|through|based\s+on|according\s+to|implement\w*|perform\w*|appl(?:y|ies|ied|ying)|comput\w+"
    r"|calculat\w+|runs?|running|employ\w*|rel(?:y|ies)\s+on|follow\w*|is|are|as|does|do|return\w*|creat\w+|generat\w+|encod\w+|hash\w*"
    r"|compress\w*|pars\w+|found|solv\w+)\b",
    re.IGNORECASE,
)
"""What the code is said to do, in front of what it is done with."""
_IS_USED = regex(
    r"\s+(?:\w+\s+){0,3}?(?:is|are|gets)\s+(?:\w+\s+)?(?:used|appl\w+|comput\w+|perform\w+|run|creat\w+|calculat\w+|return\w*)\b",
    re.IGNORECASE,
)
"""Likewise, behind it."""
_OF_OTHERS = regex(
    r"\b(?:for|before|after|like|than|without|unlike|against|e\.g\.|such\s+as|similar\s+to|to|from|instead\s+of|known\s+as)\s+"
    r"(?:(?:the|an?|its|any|later|use\s+in|use\s+with)\s+)?(?:[\w-]+\s+)?$",
    re.IGNORECASE,
)
"""What is only spoken of: "prepares the data for gradient descent"."""
_ASKED_FOR = regex(
    r"\b(?:must|should|may|might|can|could|needs?|have\s+to|has\s+to|expect\w*|assum\w+|requir\w+|if|whether|when|inputs?"
    r"|already|given|passed|e\.g\.|such\s+as|not|no)\b",
    re.IGNORECASE,
)
"""What is asked of callers, or held for possible."""


def may_name_one(heads: AbstractSet[str]) -> bool:
    """Whether a text may name a technique or an order, by the first four letters of its words."""
    return not _HEADS.isdisjoint(heads)


def order_in(sentence: str) -> str:
    """The order that a sentence says the object gives things in, as it is written; empty if it says none."""
    match = ORDER.names.search(sentence)
    if match is None or _ASKED_FOR.search(sentence) or _is_denied(sentence, match.span()):
        return ""
    return match[0]


def techniques_in(sentence: str) -> Iterator[tuple[str, Signs]]:
    """The techniques that a sentence says are used, by the words that name them, with their signs in code."""
    named = not _OF_NAMES.isdisjoint(word[:4] for word in _LETTERS.findall(sentence.lower()))
    for one in _TECHNIQUES if named else ():
        match = one.names.search(sentence)
        if match is not None and _is_used(sentence, match.span()):
            yield match[0], one.signs
    for pattern in (_NAMED_AFTER, _PRODUCT):
        match = pattern.search(sentence)
        if match is not None and _is_used(sentence, match.span(1)):
            yield match[1], _called(match[1].lower())


@lru_cache(maxsize=256)
def _called(name: str) -> Signs:
    return Signs(within=tuple(re.split(r"[-\u2013]", name)))


def _is_used(sentence: str, span: tuple[int, int]) -> bool:
    """Whether it is the object that uses a technique, rather than callers, others or nobody."""
    before, behind = sentence[: span[0]], sentence[span[1] :]
    if _OF_OTHERS.search(before) or not (_USED.search(before) or _IS_USED.match(behind)):
        return False
    return not _is_denied(sentence, span)


def _is_denied(sentence: str, span: tuple[int, int]) -> bool:
    told = told_in(f"{sentence[: span[0]]} TECHNIQUE {sentence[span[1] :]}")
    at = told.words.index("technique")
    return told.scopes[told.clauses[at]] in PRESUPPOSES or is_denied(told, at) or is_left_to_callers(told, at)
