"""Secrets out of what is sent: literals and comments of Python code that look like keys, tokens or passwords."""

from aidoc_core.redaction.redact import PLACEHOLDER, Redacted, Withheld, redact_code, redact_text

__all__ = ["PLACEHOLDER", "Redacted", "Withheld", "redact_code", "redact_text"]
