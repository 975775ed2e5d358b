"""Write docs/checks.md from the rules' docstrings; `--check` only says whether it is current."""

from __future__ import annotations

import sys
from pathlib import Path

from aidoc_core.checks import RULES, Rule

PAGE = Path(__file__).parents[1] / "docs" / "checks.md"

_HEAD = """\
# Checks

Every answer of a model, and every answer that comes from a cache or a reviewed file, is held against the code before
it is shown. This page is made from the rules themselves (`python scripts/checks_page.py`).

A rule's **severity** says what a finding does:

| severity | what follows |
|---|---|
| reject | asked for once more, with the hint; an answer that still has it is not shown, nor asked again until code or \
prompt changes |
| repair | asked for once more, with the hint; then what can be taken out is taken out, the rest is shown |
| drop | the entry or sentence is taken out, nothing is asked |
| warn | told in the report |

The option `checks` changes severities, or turns rules off: `checks: {AD202: off, AD502: reject}`. Escaping is no rule
and has no switch: whatever text an answer holds, the page shows it as text.

People's own docstrings are held against the rules marked "contradiction", except AD106, AD302 and AD402
(`aidoc check --human PACKAGE`, and the appendix). They are never changed.

To measure the rules on data of your own:

```python
import griffe
from aidoc_core.checks import check
from aidoc_core.code.collect import from_griffe

package = griffe.load("yourpackage")
said = {"summary": "...", "parameters": [{"name": "url", "description": "..."}]}
for finding in check(said, from_griffe(package["get"])):
    print(finding.rule, finding.severity, finding.where, finding.message)
```
"""
_ENGLISH = "; texts in English only, by the option `language`"
_CHAPTERS = {
    "AD10": "Parameters and attributes",
    "AD11": "Types",
    "AD12": "Defaults",
    "AD20": "Results",
    "AD30": "Exceptions",
    "AD40": "References",
    "AD50": "Wording",
    "AD60": "Markup",
    "AD61": "",
    "AD70": "Examples",
    "AD80": "Kinds of functions",
    "AD90": "Meaning",
}


def page() -> str:
    """The page's Markdown."""
    parts = [_HEAD.rstrip()]
    chapter = ""
    for rule in RULES:
        if rule.id[:4] != chapter:
            chapter = rule.id[:4]
            if _CHAPTERS[chapter]:
                parts.append(f"## {_CHAPTERS[chapter]}")
        parts.append(_section(rule))
    return "\n\n".join(parts) + "\n"


def _section(rule: Rule) -> str:
    body = rule.text.partition("\n")[2].strip()
    text, _, hint = body.rpartition("Hint: ")
    hint = " ".join(hint.split())
    sort = rule.sort + (_ENGLISH if rule.english else "")
    lines = [f"### {rule.id}: {rule.title.rstrip('.')}", f"*{rule.severity.value}*, {sort}."]
    lines += [text.strip()] if text.strip() else []
    if not hint.startswith("none"):
        lines.append(f"Hint to the model: {hint}")
    return "\n\n".join(lines)


if __name__ == "__main__":
    if "--check" in sys.argv:
        current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page()
        sys.exit(0 if current else f"{PAGE} is not current: run python {Path(__file__).name}")
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
