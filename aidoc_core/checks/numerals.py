"""Numbers as prose writes them: `5,000`, `1_024`, `1e6`, `2**16`, `10k`, "ten million"."""

from __future__ import annotations

from aidoc_core.patterns import regex

NUMERAL = (
    r"(?<!\d)-?\d++(?:\.\d++)?"
    r"(?!\.\d|e[-+]?\d|[kKMGT]\b|\s?(?:\*\*|\^)\s?\d|\s(?:hundred|thousand|million|billion|dozen)s?\b)"
)
"""A number of which nothing is cut off: not the `1` of `1e6`, nor the `10` of "10 million"."""
_GROUPED = regex(r"(?<![\w.,\[-])(-?\d{1,3}(?:,\d{3})+|-?\d{1,3}(?:_\d{3})+)(?![\w]|[.,]\d)")
_WITH_FRACTION = regex(r"(?<![\w.,\[-])(-?\d{1,3}(?:,\d{3})+)(?=\.\d+(?![\w.]))")


def without_separators(text: str) -> str:
    """A text whose numbers have no separators of thousands: `1,024` is `1024`; `[1,500]` stays two numbers.

    Args:
        text: The text.
    """
    if "," not in text and "_" not in text:
        return text
    for pattern in (_GROUPED, _WITH_FRACTION):
        text = pattern.sub(lambda match: match[1].replace(",", "").replace("_", ""), text)
    return text
