"""Formulas in texts: what says something without a word, and whose letters are no names of code."""

from __future__ import annotations

from aidoc_core.patterns import regex

_LONGEST = 200
_OPERAND = r"[\w)\]}|\u00b2\u00b3'\"]"
_FORMULA = regex(
    rf"{_OPERAND}\s{{0,3}}(?:[=<>^+*/\u00b1\u00b7\u00d7\u2190-\u21ff\u2208-\u220b\u2227-\u222a\u2248\u2260-\u2267\u2282-\u2287]|\s[-\u2212]\s|\*\*)"
    r"{1,2}\s{0,3}[\w(\[{|'\"\u2211\u221a-]"  # "b > 0", "n x m", "x - y"
    r"|(?:^|[=(,\s])[-\u2212\u2202\u2206\u2207\u220f\u2211\u221a\u222b]\s?(?:[A-Za-z(]|\w\()"  # "-x", a root, a sum
    r"|[\[(]\s{0,3}[\w.+-]{1,20}\s{0,3},\s{0,3}[\w.+-]{1,20}[^\[\]()\n]{0,40}[\])]"  # "[0, 1]", "(N, M)"
    r"|\w\s{0,3}(?:\.{2,3}|\u2026)\s{0,3}\w"  # "0..1"
    r"|\|{1,2}[^|\n]{1,60}\|{1,2}|\w[\u00b2\u00b3\u207b\u2070-\u2079]"
    r"|\b[A-Za-z]\w{0,9}\([^()\n]{1,60}\)"  # "f(x)"
)
_NAME = regex(r"[^\W\d]\w*|\d+")
_NOTHING = frozenset({"n", "a", "na", "and", "or"})
"""What stands in "N/A" and "and/or"."""
GREEK = frozenset(
    """
    alpha beta gamma delta epsilon eps zeta eta theta iota kappa lambda lam mu nu xi omicron pi rho sigma tau upsilon
    phi chi psi omega
    """.split()  # noqa: SIM905 - a plain list of names
)
"""Letters that formulas are written with, by their names."""


def is_formula(text: str, name: str = "") -> bool:
    """Whether a text is a formula, a range or a shape that says more than a name.

    Args:
        text: The text.
        name: What it is about, of which the formula has to say something.
    """
    bare = text.strip().strip("`$ .")
    if len(bare) > _LONGEST or not _FORMULA.search(bare):
        return False
    named = {one.lower() for one in _NAME.findall(bare)}
    return bool(named - _NOTHING - {name.lower().lstrip("*")})


def in_formula(name: str, text: str) -> bool:
    """Whether a code span or an equation of a text works something out with a name, beside other operands.

    Args:
        name: The name.
        text: The text.
    """
    return name in _POWER.findall(text) or any(
        name in _NAME.findall(span) and _WORKED_OUT.search(span) is not None for span in _SPANS.findall(text)
    )


_POWER = regex(r"(?<!\w)(\w{1,80}+)`{0,2}\s?(?:\^|\*\*)\s?[\d(]")
_SPANS = regex(r"`{1,2}([^`\n]{3,200})`{1,2}")
_WORKED_OUT = regex(r"[\w)\]]\s{0,3}(?:\*\*|[+*/^]|\s-\s)\s{0,3}[\w(\[-]")
