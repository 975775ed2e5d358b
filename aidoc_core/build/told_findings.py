"""How findings are told to people: as plain data, without secrets, and in words that name the sentence at fault."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aidoc_core.checks.finding import SECOND_READING, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aidoc_core.checks.finding import Finding


def finding_data(finding: Finding, clean: Callable[[str], str] | None = None) -> dict[str, str]:
    """A finding as plain data.

    Args:
        finding: The finding.
        clean: Takes secrets out of what it quotes; what looks like one if not given.
    """
    if finding.quote:
        finding = replace(finding, quote=(clean or _redacted)(finding.quote))  # before it is shortened
    return finding.to_dict()


def _redacted(text: str) -> str:
    from aidoc_core.redaction import redact_text  # noqa: PLC0415 - most builds have nothing to tell

    return redact_text(text).text


def is_unrepaired(row: Mapping[str, str]) -> bool:
    """Whether a finding says what a second reading has against a sentence that was not requested again for it.

    Args:
        row: A finding as plain data.
    """
    return row["rule"] == SECOND_READING and row["severity"] == Severity.WARN and bool(row.get("quote"))


def in_words(row: Mapping[str, str]) -> str:
    """What is wrong, which words, and whether they are removed.

    Args:
        row: A finding as plain data; that of an older release quotes nothing.
    """
    message, removed = row["message"], row.get("removed", "")
    if _tells_more(row):
        return f"{message}; removed: {quoted(row)}" if removed else f"{message}: {quoted(row)}"
    return f"{message}; the {removed} is removed" if removed else message


def _tells_more(row: Mapping[str, str]) -> bool:
    """Whether a quotation tells more than the message does."""
    quote = row.get("quote", "")
    return bool(quote) and quote.strip("`") not in row["message"]


def quoted(row: Mapping[str, str]) -> str:
    """The words at fault in quotation marks; empty if they are not known.

    Args:
        row: A finding as plain data.
    """
    return f"\N{LEFT DOUBLE QUOTATION MARK}{row['quote']}\N{RIGHT DOUBLE QUOTATION MARK}" if row.get("quote") else ""
