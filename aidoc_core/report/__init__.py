"""Ledger -> report.json and the appendix page."""

from aidoc_core.report.coverage import Coverage, coverage
from aidoc_core.report.json import aidoc_version, contradictions_line, report_data, write_data, write_report
from aidoc_core.report.page import MEANING, page_markdown

__all__ = [
    "MEANING",
    "Coverage",
    "aidoc_version",
    "contradictions_line",
    "coverage",
    "page_markdown",
    "report_data",
    "write_data",
    "write_report",
]
