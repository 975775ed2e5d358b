"""The mark on generated text: which model, when, and whether a person has reviewed it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from aidoc_core.render.blocks import clean

if TYPE_CHECKING:
    from aidoc_core.answers import Entry
    from aidoc_core.gaps import Gaps

LABEL = "ai-generated"
"""The label that `mark: label` puts beside an object's heading."""

STYLESHEET = """\
.aidoc-badge { font-size: 0.65rem; font-style: italic; opacity: 0.7; margin: 0.3em 0 1em; }
.aidoc-badge span::before { content: "\\2726\\00a0"; font-style: normal; }
.doc-label-ai-generated code { border: 1px dashed currentColor; }
"""
"""Works in light and dark themes: it takes the colour of the text."""


def mark_text(entry: Entry, gaps: Gaps) -> str:
    """The words of the mark, e.g. `Generated · gpt-4.1-mini · 2026-11-21 · not reviewed`.

    Args:
        entry: The answer that is shown.
        gaps: What it fills; without a summary among them, the person's text was completed.
    """
    if entry.state == "edited":
        words = ["Written in review" if gaps.summary else f"Completed in review ({_completed(gaps)})"]
    else:
        words = ["Generated" if gaps.summary else f"Completed ({_completed(gaps)})"]
    words += [entry.model, entry.date]
    if entry.state != "edited":
        words.append("reviewed" if entry.reviewed else "not reviewed")
    # The model's name comes from a server or a file: nothing in it may turn or hide the words beside it.
    return " · ".join(word for word in (" ".join(clean(word).split()) for word in words) if word)


def _completed(gaps: Gaps) -> str:
    """What was added to a person's text, so that a reader can tell the rows apart."""
    names = [name.removeprefix("parameter ") for name in gaps.names()]
    return ", ".join(names)


def badge(entry: Entry, gaps: Gaps) -> str:
    """The mark as HTML: one paragraph, kept out of Material's search index."""
    # Character references, because Markdown reads the inside of a paragraph tag in some set-ups.
    text = "".join(c if c.isalnum() or c in " ,()·" else f"&#{ord(c)};" for c in mark_text(entry, gaps))
    title = html.escape("This text is not from the source code; it was filled in when the documentation was built.")
    return f'<p class="aidoc-badge" data-search-exclude title="{title}"><span>{text}</span></p>'
