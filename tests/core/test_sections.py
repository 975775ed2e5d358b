"""Sections as models write them: the form that is asked for, and what others make of it."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.answers.wire import WireSection
from aidoc_core.code.parts import SECTIONS, SectionKind
from aidoc_core.model.sections import read_section, read_texts

NAMED = [part.word for part in SECTIONS if part.named]
NAMES = st.from_regex(r"\*{0,2}[a-z_][a-z0-9_]{0,8}(\.[A-Z][a-z]{1,5})?", fullmatch=True)


@given(st.sampled_from(get_args(SectionKind)), NAMES, st.text(st.characters(codec="utf-8"), max_size=40))
def test_what_is_asked_for_is_read(kind: SectionKind, name: str, text: str) -> None:
    """Kind, name and text come back from the form that the prompt shows, whatever the text holds."""
    name = name if kind in NAMED else ""
    section = read_section(f"{f'{kind} {name}'.rstrip()}: {text}")
    assert section == WireSection(kind=kind, name=name, text=text.strip())


@pytest.mark.parametrize(
    ("text", "kind", "name", "said"),
    [
        ("url: Where to send it.", "parameter", "url", "Where to send it."),
        ("`url`: Where to send it.", "parameter", "url", "Where to send it."),
        ("parameter `*args`: What to pass on.", "parameter", "*args", "What to pass on."),
        ("**kwargs: Options.", "parameter", "**kwargs", "Options."),
        ("param url - no colon: but one later", "parameter", "url - no colon", "but one later"),
        ("Parameter url – Where to send it.", "parameter", "url", "Where to send it."),
        ("raises httpx.ReadTimeout: If nothing comes.", "raises", "httpx.ReadTimeout", "If nothing comes."),
        ("raise ValueError or TypeError: If it is wrong.", "raises", "ValueError or TypeError", "If it is wrong."),
        ("Returns: The rest.", "returns", "", "The rest."),
        ("return The rest.", "returns", "", "The rest."),
        ("yields: a: b", "yields", "", "a: b"),
        ("example:\nimport x\n\nx.f(a=1)", "example", "", "import x\n\nx.f(a=1)"),
        ("example import x", "example", "", "import x"),
        ("field: Which column to sort by.", "parameter", "field", "Which column to sort by."),
        ("parameter returns: Whether to return.", "parameter", "returns", "Whether to return."),
        ("attribute size: How many.", "attribute", "size", "How many."),
        ("return_code: What the process gave back.", "parameter", "return_code", "What the process gave back."),
        ("größe: Wie viele.", "parameter", "größe", "Wie viele."),
    ],
)
def test_other_ways_to_write_it(text: str, kind: SectionKind, name: str, said: str) -> None:
    """What servers without a schema make of the form is understood where it can mean one thing only."""
    assert read_section(text) == WireSection(kind=kind, name=name, text=said)


def test_what_is_no_section_costs_itself() -> None:
    """A sentence, a number, nothing, an unknown kind: the others stay."""
    raw = [
        "summary: Fetch it.",
        "",
        "Just a sentence.",
        ":",
        7,
        None,
        {"kind": "spam", "name": "", "text": "x"},
        {"kind": "raises", "name": "", "text": "No exceptions are raised."},  # as a real model has written it
        {"kind": "parameter", "name": " ", "text": "None."},
        "returns: It.",
    ]
    texts = read_texts(raw)
    assert (texts.summary, texts.details) == ("Fetch it.", "")
    assert texts.sections == [WireSection(kind="returns", name="", text="It.")]


@pytest.mark.parametrize(
    ("raw", "summary", "details"),
    [
        (["summary: A: b.", "details: C.", "Details: D."], "A: b.", "C.\n\nD."),
        (["Fetch a page.", "description: Slowly."], "Fetch a page.", "Slowly."),
        (["returns: It.", "Fetch a page."], "", ""),
        (["details: Only this."], "", "Only this."),
    ],
)
def test_prose(raw: list[str], summary: str, details: str) -> None:
    """Summary and details are told by what stands before them; a first text without it is the summary."""
    texts = read_texts(raw)
    assert (texts.summary, texts.details) == (summary, details)
