"""Write the table of options into README.md, from the one place where options are defined."""

from __future__ import annotations

import sys
from pathlib import Path

from aidoc_core.settings import Option, options

README = Path(__file__).resolve().parents[1] / "README.md"
START = "<!-- options: made from aidoc_core/settings.py by docs/options.py -->\n"
END = "<!-- end of options -->"


def table() -> str:
    """The options as a Markdown table."""
    rows = [f"| `{option.name}` | {_default(option)} | {option.help} | {option.allowed} |" for option in options()]
    return "\n".join(["| option | default | meaning | allowed |", "|---|---|---|---|", *rows]) + "\n"


def _default(option: Option) -> str:
    value = option.default
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(value) or "[]" if isinstance(value, list) else f"{value}"


def updated(text: str) -> str:
    """The README with the table as it should be."""
    head, _, rest = text.partition(START)
    _, _, tail = rest.partition(END)
    return f"{head}{START}{table()}{END}{tail}"


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    README.write_text(updated(text), encoding="utf-8")
    sys.exit(0)
