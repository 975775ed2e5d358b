"""Replies that never come to an end: a model which says the same again and again, until its room is used up.

Small models do at temperature 0, and JSON lets any model write white space for ever
(https://platform.openai.com/docs/api-reference/chat/create, `response_format`). More room brings more of the same.
"""

from __future__ import annotations

_LONGEST = 400
"""Characters of a turn, a long sentence or two."""
_LEAST = 240
"""Characters at the end that the turns fill: a table of zeros in an example is shorter."""
_TURNS = 4


def goes_round(written: str) -> bool:
    """Whether a text ends in turns of the same words.

    Args:
        written: What came of a reply before it was cut; the last turn may be broken off.

    Returns:
        Whether its end is made of at least four turns of up to 400 characters.
    """
    for period in range(1, _LONGEST + 1):
        length = max(_LEAST, _TURNS * period)
        if length > len(written):
            break
        end = written[-length:]
        if end[period:] == end[:-period]:
            return True
    return False
