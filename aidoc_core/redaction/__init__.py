"""Secrets out of what is sent: literals and comments of Python code that look like keys, tokens or passwords.

`lexer` says where literals and comments stand, `names` which names they are given to, `formats`, `values` and
`prose` what a secret looks like, `redact` replaces. Knows nothing of objects or models; asks no server.

Why rules of our own, measured with `python -m benchmarks secrets` (which has the figures of both side by side):

- detect-secrets 1.5.0, the library for this, looks at lines, not at literals: of secrets planted into functions it
  would take out half. It sees the first line of a private key and not the key, no halves of a literal, no name on
  another line than its value, and formats as of its last release (2024). Importing it costs 130 ms of CPU time and
  brings `requests` and four more packages to a plugin that makes no requests of that kind.
- The rules of gitleaks are written for Go's expressions, to be run over lines of any language, and need what is
  here all the same: literals, names and places.

Its rules are a measure all the same: texts made from them are part of the benchmark.
"""

from aidoc_core.redaction.redact import PLACEHOLDER, Cleaned, Secret, redact_code, redact_text

__all__ = ["PLACEHOLDER", "Cleaned", "Secret", "redact_code", "redact_text"]
