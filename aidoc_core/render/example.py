"""The example of an answer, read once for all doc tools: an interactive session, or nothing.

An example is shown as code, which the doc tools escape themselves. It is a session so that it looks like the examples
of the standard library; whatever it is, nothing in here or in what is made of it runs it.
"""

from __future__ import annotations

from aidoc_core.code.parsing import parse
from aidoc_core.code.source import first_line

_PROMPT = ">>>"


def session_lines(code: str) -> list[str]:
    """An example as the lines of an interactive session, empty if it is no Python.

    Args:
        code: What the model wrote, with or without a fence around it or prompts in front of its lines.
    """
    source = "".join(c for c in code.strip().expandtabs(4) if c == "\n" or c.isprintable()).strip()
    if source.startswith("```"):
        source = source.partition("\n")[2].rpartition("```")[0].strip()
    if not source:
        return []
    lines = [line.rstrip() for line in source.split("\n")]
    if any(line.startswith(_PROMPT) for line in lines):
        return lines
    try:
        starts = {first_line(statement) for statement in parse(source).body}
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return [
        f"{_PROMPT if number in starts or not line or line.startswith('#') else '...'} {line}".rstrip()
        for number, line in enumerate(lines, 1)
    ]
