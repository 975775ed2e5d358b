"""How much a sentence praises the code, or sells it, instead of saying what it does.

Words of advertisement count by themselves; plain words of praise ("fast", "simple") count beside each other, or beside
a reader who is courted.
"""

from __future__ import annotations

import re

from aidoc_core.patterns import regex

ENOUGH = 2
"""Points from which a sentence is praise."""

_LOUD = tuple(
    """
    seamless effortless elegan gorgeous stunning sleek versatil unparallel unmatch unrival unbeat unpreced
    amazing amaze incredibl awesome fantastic superb superior wonderful brilliant magnificent marvel remarkabl impress
    exception-free delight breathtaking revolution innovat supercharg turbocharg turbo-charg unleash empower streamlin
    battle-tested production-ready production-grade enterprise-grade enterprise-ready cutting-edge bleeding-edge
    state-of-the-art world-class first-class-experience best-in-class top-notch must-have one-stop hassle-free
    worry-free     pain-free painless frictionless game-chang industry-leading next-generation next-gen user-friendly
    developer-friendly easy-to-use super-easy feature-rich feature-packed rock-solid bulletproof future-proof
    blazing lightning-fast lightning lightning- headache productivity beautiful superfast ultra-fast ultrafast
    second-to-none magical wizardry effortlessness groundbreaking ground-breaking trailblaz holistic
    mission-critical-ready hyper-fast snappy sophisticated state-of-art best-of-breed leading-edge like-a-pro
    never-been-easier peace-of-mind with-ease with-style a-breeze a-snap a-joy a-pleasure a-delight love-it
    next-level full-potential full-power go-to-solution swiss-army crown-jewel life-saver lifesaver
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Beginnings of words that sell."""
_WARM = frozenset(
    """
    powerful powerfully simple simply fast faster fastest quick easy easier easily easiest reliable reliably efficient
    efficiently flexible flexibly modern clean cleaner smart smarter smartly rich great best better perfect perfectly
    ideal lightweight scalable comprehensive robust robustly convenient conveniently handy intuitive intuitively
    high-performance performant solid advanced extensive expressive friendly excellent exceptional exceptionally optimal
    unique ultimate premium professional professionally happy enjoyable fun nice nicely lovely cool magic potential
    ready-made straightforward maintainable ergonomic supreme finest cleverly clever gracefully highly incredibly
    extremely truly really super ultra outstandingly fully rapid blazingly
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Words of praise that may be sober, too: two in a list, or beside a courted reader."""
_STRONG = frozenset(
    """
    powerful powerfully intuitive excellent exceptional exceptionally ultimate premium perfect incredibly outstandingly
    handy smart supreme finest lovely flexible modern convenient reliable scalable high-performance performant
    expressive robust comprehensive great best nice cool superb solid advanced clever simplest fastest
    """.split()  # noqa: SIM905 - a plain list of words
)
_TOOLS = frozenset(
    """
    function method helper helpers tool tools utility class way solution solutions approach interface api module library
    decorator feature features implementation wrapper toolkit framework package choice performance experience
    abstraction building-block addition companion engine design
    """.split()  # noqa: SIM905 - a plain list of words
)
"""What is called by a word of praise where it is sold, and seldom where it is described."""
_NEAR = 3
_COURTED = frozenset(
    """
    your developers developer everyone anybody anyone productivity workflow workflows needs projects project
    applications application teams team experience ecosystem business solution solutions life lives apps app
    """.split()  # noqa: SIM905 - a plain list of words
)
_BID = frozenset(
    """
    boost unlock enjoy discover elevate accelerate simplify transform maximize maximise leverage embrace love say
    boosts unlocks enjoys elevates accelerates simplifies transforms maximizes maximises leverages loves
    """.split()  # noqa: SIM905 - a plain list of words
)
"""What an advertisement asks of its readers, or promises them."""
_JOINED = regex(
    r"\b(?:(state)[ -](of)[ -](the)[ -](art)|(like)[ ](an?)[ ](pro|boss|charm|champ|breeze)"
    r"|(second)[ ](to)[ ](none)|(with)[ ](ease|style"
    r"|flying)|(a)[ ](breeze|snap|joy|pleasure|delight|blast|cinch)(?=\W|$)|(next)[ ](level)|(full)[ ](potential"
    r"|power)|(peace)[ ](of)[ ](mind)"
    r"|(never)[ ](been)[ ](easier|simpler|faster)|(cutting|bleeding|leading)[ ](edge)|(game)[ ](chang\w+)"
    r"|(production|enterprise)[ ](ready|grade)"
    r"|(best)[ ](in)[ ](class)|(world|top)[ ](class|notch)|(must)[ ](have)(?=\W*$|[ ](?:for|tool))|(rock)[ ](solid)"
    r"|(swiss)[ ](army)|(one)[ ](stop)"
    r"|(battle)[ ](tested)|(lightning|super|ultra|blazing)[ ](fast|quick)|(hassle|worry|pain)[ ](free)"
    r"|(feature)[ ](rich|packed)"
    r"|(developer|user)[ ](friendly)|(industry)[ ](leading))\b",
    re.IGNORECASE,
)
_SOLD = regex(
    r"\b(?:no\s+more\s+(?:headaches?|pain|hassle|worries|boilerplate)|get(?:ting)?\s+started\s+in|in\s+(?:no\s+time"
    r"|a\s+snap|just\s+one\s+line)"
    r"|(?:with\s+)?(?:developers?|users?|you)\s+in\s+mind|(?:you|developers?|users?|everyone)(?:'ll"
    r"|\s+will)?\s+(?:\w+\s+)?love"
    r"|(?:makes?|making)\s+(?:\w+\s+){0,2}(?:life|lives|work|job|code)\s+(?:\w+\s+)?(?:easier|simpler|better"
    r"|cleaner|faster|more\s+\w+)"
    r"|takes?\s+(?:\w+\s+){0,3}(?:pain|hassle|guesswork|work|headache)\s+out"
    r"|takes?\s+(?:\w+\s+){1,3}to\s+(?:the\s+next|new|another)\s+(?:level|heights?)"
    r"|look\s+no\s+further|say\s+goodbye|trusted\s+by|loved\s+by|the\s+(?:best|perfect|ideal|ultimate|right"
    r"|natural)\s+(?:choice|tool|companion)|the\s+(?:perfect|ideal|ultimate|right|natural)\s+solution"
    r"|the\s+best\s+solution\s+for\s+(?:any|all|every|your|modern|developers?|teams?)"
    r"|(?:best|perfect|ideal|great)\s+(?:\w+\s+)?(?:choice|fit|companion|solution)\s+for\s+(?:any|all|every|modern"
    r"|your)|all\s+(?:of\s+)?your\s+needs"
    r"|(?:whole|entire|any|every)\s+developer|just\s+works|works\s+like\s+(?:a\s+charm|magic)|fall\s+in\s+love"
    r"|at\s+your\s+fingertips"
    r"|(?:trusted|loved|used|adored)\s+by\s+(?:thousands|millions|developers|professionals|many|teams)"
    r"|only\s+\w+\s+you(?:'ll|\s+will)?\s+(?:ever\s+)?need"
    r"|saves?\s+(?:you\s+)?(?:\w+\s+){0,2}(?:time\s+and|effort|hours|days|headaches?)|say\s+(?:hello|goodbye)"
    r"|tired\s+of|(?:like|as)\s+never\s+before"
    r"|piece\s+of\s+cake|child's\s+play|secret\s+weapon|gold\s+standard|world's\s+\w+est|zero\s+(?:effort"
    r"|configuration|hassle|boilerplate|overhead)"
    r"|(?:single|one|few)\s+lines?\s+of\s+code|(?:built|designed|made|optimi[sz]ed|engineered)\s+for\s+(?:speed"
    r"|scale|performance|comfort|the\s+future|modern)"
    r"|breaking\s+a\s+sweat|hard\s+to\s+beat|(?:no|without)\s+compromis\w+|(?:joy|pleasure|delight|fun"
    r"|breeze)\s+to\s+\w+|built\s+with\s+love"
    r"|(?:carefully|lovingly|hand)[\s-]crafted|crafted\s+(?:with|for)|(?:at|with)\s+the\s+speed\s+of\s+light|do\s+more\s+with"
    r"|join\s+(?:thousands|millions)"
    r"|what\s+you(?:'ve|\s+have)?\s+(?:always\s+(?:need|want)|been\s+waiting)|try\s+it|you\s+won't\s+(?:believe"
    r"|regret)|industry[\s-]standard\s+\w+"
    r"|sets?\s+(?:a\s+)?new\s+standards?|raises?\s+the\s+bar|ahead\s+of\s+the\s+(?:curve|competition|pack)"
    r"|second\s+nature|(?:all|everything)\s+you(?:'ll|\s+will)?\s+(?:ever\s+)?need"
    r"|for\s+(?:beginners\s+and\s+experts|everyone)|you(?:'ll|\s+will)?\s+(?:ever\s+)?need(?:\s+ever)?\s*[.!]*$"
    r"|worth\s+every|out\s+of\s+the\s+box\s+performance)\b",
    re.IGNORECASE,
)
"""Turns of speech that only an advertisement has."""
_WORD = regex(r"[a-z][a-z'-]*")
_NAMED = regex(r"``[^`\n]{0,200}``|`[^`\n]{0,200}`")


_ENTRY = regex(r"^[ \t]*\w+[ \t]*:[ \t].*$", re.MULTILINE)
"""The head of an entry in a list: `fun : float`."""
_TITLE = regex(
    r"[\"\u201c][^\"\u201d]{0,300}[\"\u201d]"
    r"|\b(?:more|less|most)\s+(?:convenient|efficient|flexible|expressive|robust|advanced|performant"
    r"|user[ -]friendly)\b"
    r"|\bbest\s+(?:solution|approach|design|model|fit|choice)s?\b(?!\s+for\b)"
    r"|\b(?:launch|run|load|work|start|render|compile|train)(?:s|es|ing)?\s+(?:\w+\s+)?faster\b"
    r"|\bnot\s+\w+\s+enough\b"
    r"|\b(?:is|are|be|comes\s+in)\s+(?:\w+\s+)?(?:handy|convenient|useful|nice)\s+(?:if|when|for|in)\b|\bthe\s+best\s+way\s+(?:to|is)\b"
    r"|\bconsider\s+using\b[^.]{0,200}|\bclean(?:s|ing)?\s+up\b|\bhttps?://\S+",
    re.IGNORECASE,
)
"""Titles, comparisons and advice, which praise nothing."""
_FOR_READERS = regex(
    r"\b(?:user|human|developer)[ -]friendly[ ](?:\w+[ ])?(?:names?|labels?|titles?|messages?|descriptions?|strings?"
    r"|texts?|identifiers?|formats?|representations?|forms?|versions?|display|output|errors?|values?|aliases|alias|ids?)\b",
    re.IGNORECASE,
)
"""What people are to read, and no machine: "a user-friendly name of the secret"."""


def praise(sentence: str) -> tuple[int, str]:  # noqa: PLR0911 - a sign a line
    """Points for praise, and the words that have most of them."""
    if not _may_praise(sentence):
        return 0, ""
    sentence = _ENTRY.sub(" ", sentence) if "\n" in sentence else sentence
    sentence = _TITLE.sub(" ", sentence)
    text = _FOR_READERS.sub(" ", _NAMED.sub(" ", sentence.replace("\u2019", "'")))
    sold = _SOLD.search(text)
    if sold:
        return ENOUGH, sold[0]
    joined = _JOINED.sub(lambda match: "-".join(filter(None, match.groups())), text)
    words = _WORD.findall(joined.lower())
    if loud := [word for word in words if word.startswith(_LOUD)]:
        return ENOUGH, loud[0].replace("-", " ")
    warm = [word for word in words if word in _WARM]
    courted = [word for word in words if word in _COURTED]
    bid = [word for word in words[:4] if word in _BID]
    if len(words) == 1 and warm and warm[0] not in ("simple", "simply", "optimal"):
        return ENOUGH, warm[0]
    if words[:1] and words[0] in ("powerfully", "smartly", "beautifully", "intuitively", "brilliantly"):
        return ENOUGH, words[0]
    if _row(words) > 1 or (bid and courted) or (len(warm) > 1 and courted):
        return ENOUGH, " ".join(dict.fromkeys((*bid, *warm, *courted[:1])))
    if (
        (set(warm) - _PLAIN_WARM and courted and _courts(words))
        or (warm and text.rstrip().endswith("!"))
        or _praised_tool(words)
    ):
        return ENOUGH, " ".join((*warm, *courted))
    return len(warm) > 1, " ".join(warm)


_OF_TURNS = frozenset(
    """
    more started time snap line lines mind love loved make makes making take takes further goodbye hello trusted right
    natural ideal need needs whole entire any every developer developers works fall fingertips save saves tired never
    piece child secret gold world zero speed scale performance comfort future modern sweat beat compromise compromises
    compromising joy pleasure delight fun breeze crafted thousands millions professionals many teams always waiting try
    won regret industry standard standards bar ahead nature everyone beginners worth box built
    art pro boss charm champ second ease style flying blast cinch next potential power peace edge game ready grade class
    notch must solid army stop tested fast quick free rich packed friendly leading
    """.split()  # noqa: SIM905 - a plain list of words
)
"""Of each turn of speech in `_SOLD` and `_JOINED` a word that it does not do without."""
_LETTERS = regex(r"[a-z]+")
_HEAD = 4
_LOUD_HEADS = frozenset(max(_LETTERS.findall(word), key=len)[:_HEAD] for word in _LOUD)
_SIGNS = _OF_TURNS | {
    part
    for word in (*_WARM, *_STRONG, "powerfully", "smartly", "beautifully", "intuitively", "brilliantly")
    for part in _LETTERS.findall(word)
}


def _may_praise(sentence: str) -> bool:
    """Whether a sentence has a word without which nothing is praised; most have none."""
    words = _LETTERS.findall(sentence.lower())
    return not _SIGNS.isdisjoint(words) or not _LOUD_HEADS.isdisjoint([word[:_HEAD] for word in words])


def _praised_tool(words: list[str]) -> bool:
    """Whether it is the code that is praised: "this powerful helper", "a modern, scalable solution"."""
    return any(
        word in _STRONG
        and not _TOOLS.isdisjoint(words[at + 1 : at + 1 + _NEAR])
        and words[at - 1] not in ("most", "more")
        and not words[at - 1].endswith("'s")
        for at, word in enumerate(words)
    )


_PLAIN_WARM = frozenset({"nice", "unique", "better", "best", "fully", "really", "simply", "easily", "simple"})
_TO_READERS = frozenset({"developer", "developers", "productivity", "workflow", "workflows", "everyone"})
_OF_READERS = frozenset(
    "code codebase data day days fingertips stack toolbox toolkit pipeline pipelines work job jobs users".split()  # noqa: SIM905
)
"""What readers have, of whoever sells something; a computer or a tensor of theirs is a thing."""


def _courts(words: list[str]) -> bool:
    """Whether readers are courted: "your workflow", "your next project", not "your tensors"."""
    if not _TO_READERS.isdisjoint(words):
        return True
    theirs = (words[at + 1 : at + 3] for at, word in enumerate(words) if word == "your")
    return any(not (_COURTED | _OF_READERS).isdisjoint(nouns) for nouns in theirs)


def _row(words: list[str]) -> int:
    """How many words of praise stand in one list: "simple, fast and reliable"."""
    most = now = 0
    for word in words:
        if word in _WARM and word not in (
            "simply",
            "fully",
            "really",
            "easily",
            "highly",
            "extremely",
            "best",
            "better",
        ):
            now += 1
        elif word not in ("and", "yet", "but", "very", "more", "extremely", "highly", "incredibly", "so"):
            most, now = max(most, now), 0
    return max(most, now)
