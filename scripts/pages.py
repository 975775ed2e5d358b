"""Write the generated pages of the documentation: the table of options, and a page for every rule.

`python scripts/pages.py` writes them; with `--check` it only says which are not current.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from aidoc_core.checks import RULES, Rule, check
from aidoc_core.checks.human import CONTRADICTIONS
from aidoc_core.code.gaps import find_gaps
from aidoc_core.code.packages import read_package
from aidoc_core.glossary import read_glossary
from aidoc_core.settings import Option, options

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
EXAMPLES = ROOT / "tests" / "core" / "checks" / "rule_examples.yml"

_OPTIONS_START = "<!-- options: made from aidoc_core/settings/table.py by scripts/pages.py -->\n"
_OPTIONS_END = "<!-- end of options -->"
_RULES_START = "<!-- rules: made from aidoc_core/checks by scripts/pages.py -->\n"
_RULES_END = "<!-- end of rules -->"

# The first option of each group; an option belongs to the last group that began before it.
_GROUPS = {
    "enabled": "Switches",
    "enrich": "What is filled",
    "endpoint": "Server and model",
    "language": "Instructions to the model",
    "concurrency": "Pace and cost",
    "cache_dir": "Where answers are stored",
    "mark": "Marks and appendix",
    "on_model_change": "Answers",
}
# Two digits of a rule's id tell its chapter.
_CHAPTERS = {
    "AD10": "Parameters and attributes",
    "AD11": "Types",
    "AD12": "Defaults",
    "AD20": "Results",
    "AD30": "Exceptions",
    "AD40": "References",
    "AD50": "Wording",
    "AD51": "Wording",
    "AD52": "Glossary",
    "AD60": "Markup",
    "AD61": "Markup",
    "AD70": "Examples",
    "AD80": "Kinds of functions",
    "AD90": "Meaning",
}
_EFFECTS = {
    "reject": "The answer is requested again once, with the hint. An answer that still breaks the rule is not shown.",
    "remove": "The answer is requested again once, with the hint. After that, aidoc removes the entry or sentence that "
    "still breaks the rule. If the summary breaks it, the answer is not shown.",
    "repair": "The answer is requested again once, with the hint. After that, aidoc removes what is still wrong, if it "
    "can be removed, and shows the rest.",
    "drop": "aidoc removes the entry or sentence. It sends no further request.",
    "warn": "Reported only.",
}


_MENTIONED = "Is such a sentence true? Mention it in the code, in a comment or in a docstring."
_DESCRIBED = "Is such a description true? Write it into the docstring: what people describe is not requested."
_IF_TRUE = {
    **dict.fromkeys(("AD302", "AD303", "AD304"), _DESCRIBED),
    **dict.fromkeys(("AD902", "AD903", "AD904", "AD907"), _MENTIONED),
}
"""What the maintainers of the code can do, of rules about what the code may lack."""


def options_tables() -> str:
    """The options as Markdown, one table a group."""
    lines: list[str] = []
    for option in options():
        if option.name in _GROUPS:
            head = f"## {_GROUPS[option.name]}"
            lines += ["", head, "", "| option | default | meaning | allowed |", "|---|---|---|---|"]
        lines.append(f"| `{option.name}` | {_default(option)} | {option.help} | {option.allowed} |")
    return "\n".join(lines) + "\n\n"


def _default(option: Option) -> str:
    value = option.default
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(value) or "[]" if isinstance(value, list) else f"{value}"


def rules_tables() -> str:
    """The index of the rules as Markdown, one table a chapter."""
    lines: list[str] = []
    chapter = ""
    for rule in RULES:
        if _CHAPTERS[rule.id[:4]] != chapter:
            chapter = _CHAPTERS[rule.id[:4]]
            lines += ["", f"## {chapter}", "", "| rule | reports | severity | kind of fault |", "|---|---|---|---|"]
        lines.append(f"| [{rule.id}]({rule.id}.md) | {_title(rule)} | {rule.severity.value} | {rule.sort} |")
    return "\n".join(lines) + "\n\n"


def rule_page(rule: Rule, example: dict[str, Any]) -> str:
    """The page of one rule."""
    body = rule.text.partition("\n")[2].strip()
    text, _, hint = body.rpartition("Hint: ")
    parts = [
        "<!-- made by scripts/pages.py; edit the docstring of the rule or tests/core/checks/rule_examples.yml -->",
        f"# {rule.id}: {_title(rule)}",
        _facts(rule),
        " ".join(text.split()),
        _EFFECTS["remove" if _removes(rule) else rule.severity.value],
    ]
    if not hint.startswith("none"):
        when = "" if rule.severity in ("reject", "repair") else " (if you set the severity to `reject` or `repair`)"
        parts.append(f"**Hint to the model**{when}: {' '.join(hint.split())}")
    parts += [
        "## Example",
        _block("python", example["code"]),
        *_with_glossary(example),
        f"A wrong answer for `{example['object']}`:",
        _block("yaml", example["bad"]),
        "aidoc reports:",
        "\n".join(_reported(example)),
        "A right answer:",
        _block("yaml", example["good"]),
        _IF_TRUE.get(rule.id, ""),
        f"`checks: {{{rule.id}: off}}` turns the rule off. [All rules](index.md).",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _removes(rule: Rule) -> bool:
    """Whether a rule that rejects leaves the rest of the answer: one about entries, names or sentences."""
    whole = rule.sort in ("format", "gap") or rule.id == "AD103"
    return rule.severity == "reject" and not whole


def _facts(rule: Rule) -> str:
    written = "checked" if rule in CONTRADICTIONS else "not checked"
    language = "English only" if rule.english else "all"
    head = "| severity | kind of fault | languages | hand-written docstrings |\n|---|---|---|---|"
    return f"{head}\n| {rule.severity.value} | {rule.sort} | {language} | {written} |"


def _title(rule: Rule) -> str:
    return rule.title.rstrip(".")


def _block(language: str, text: str) -> str:
    return f"````{language}\n{text.rstrip()}\n````"


def _with_glossary(example: dict[str, Any]) -> list[str]:
    """The glossary of an example that needs one."""
    if "glossary" not in example:
        return []
    return [
        "With these words in the project's configuration:",
        _block("yaml", yaml.safe_dump({"glossary": example["glossary"]})),
    ]


def _reported(example: dict[str, Any]) -> list[str]:
    """What `check` says of the wrong answer, one line a finding."""
    with tempfile.TemporaryDirectory() as directory:
        (Path(directory) / "shop.py").write_text(example["code"], encoding="utf-8")
        objects = {obj.path: obj for obj in read_package("shop", [Path(directory)])}
        obj = objects[f"shop.{example['object']}"]
        words = read_glossary(example.get("glossary", {}), ROOT, "the example")
        findings = check(yaml.safe_load(example["bad"]), obj, gaps=find_gaps(obj), words=words)
    return [f"- [{found.rule}]({found.rule}.md) ({found.where}): ``{found.message}``" for found in findings]


def replaced(text: str, start: str, end: str, made: str) -> str:
    """A text with what is between two marks made anew."""
    head, _, rest = text.partition(start)
    _, found, tail = rest.partition(end)
    if not found:
        raise ValueError(f"the marks {start.strip()} and {end} are not there")
    return f"{head}{start}{made}{end}{tail}"


def pages() -> dict[Path, str]:
    """Every generated page with its text."""
    examples = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    table, index = DOCS / "options.md", DOCS / "checks" / "index.md"
    made = {
        table: replaced(table.read_text(encoding="utf-8"), _OPTIONS_START, _OPTIONS_END, options_tables()),
        index: replaced(index.read_text(encoding="utf-8"), _RULES_START, _RULES_END, rules_tables()),
    }
    return made | {DOCS / "checks" / f"{rule.id}.md": rule_page(rule, examples[rule.id]) for rule in RULES}


def outdated() -> list[str]:
    """Generated pages that are missing, not current, or of rules that are gone."""
    made = pages()
    wrong = [page for page, text in made.items() if not page.is_file() or page.read_text(encoding="utf-8") != text]
    there = [page for page in (DOCS / "checks").iterdir() if re.fullmatch(r"AD\d+\.md", page.name)]
    return sorted(page.relative_to(ROOT).as_posix() for page in {*wrong, *(page for page in there if page not in made)})


if __name__ == "__main__":
    if "--check" in sys.argv:
        late = outdated()
        sys.exit(f"not current: {', '.join(late)}; run python scripts/pages.py" if late else 0)
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
    for name in outdated():
        (ROOT / name).unlink()
