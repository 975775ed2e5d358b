"""What a finding needs before it may touch a text: a reading that is literal, or two signs.

Entries, names and fields are compared with the code as they are written, and a comparison is enough. Running words are
read by patterns, and every pattern reads a claim out of a sentence now and then that does not make it. So a finding of
a rule in `PROSE` needs a second sign: the code, or the form of the sentence, shows what the rule read (`shown`), or
the weights, which look at all of its words, recognise one of the claims that it was read to make. With one sign only
the finding is a warning: the text stays, and a maintainer sees it. Rules about manners ask the weights themselves
(`aidoc_core.checks.manners`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidoc_core.checks.recognition.doubt import is_recognised

if TYPE_CHECKING:
    from aidoc_core.checks.rule import Complaint

PROSE = frozenset(
    """
    AD109 AD114 AD121 AD122 AD123 AD124 AD206 AD207 AD208 AD303 AD304 AD504
    AD801 AD802 AD803 AD804 AD904 AD907
    """.split()  # noqa: SIM905 - a plain list of rules
)
"""Rules that read running words. Of what they found in people's docstrings most was wrong, as judged by the code:
`python -m benchmarks.checks.doubts`."""


def may_touch(rule: str, complaint: Complaint, name: str) -> bool:
    """Whether a finding may remove or repair what it is about.

    Args:
        rule: The id of the rule.
        complaint: What it found.
        name: The name of the object.
    """
    if complaint.unsure:
        return False
    if rule not in PROSE or complaint.shown:
        return True
    return is_recognised(complaint.claims, complaint.sentence or complaint.quote, complaint.where, name)
