"""Reviewed files: what people accepted, edited or rejected comes before anything a model says."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner

from aidoc_core.cli import main

if TYPE_CHECKING:
    from tests.mkdocs.project import Built, Project

FORECAST = "small.weather.forecast"
FILE = "aidoc-reviewed/small.weather.yml"
WORDS = "Say what the coming days will bring, in words that a person chose."


@pytest.fixture
def page(project: Project) -> Project:
    """A page with one undocumented function."""
    project.write({"docs/index.md": f"::: {FORECAST}\n"})
    return project


def _review(project: Project, state: str, **entry: Any) -> None:
    answer = {
        "state": state,
        "by": {"model": "gpt-4.1-mini", "date": "2026-11-20"},
        "summary": WORDS,
        "parameters": {"place": "Where.", "days": "How many days ahead."},
        "returns": "One name for each day.",
        "raises": {"ValueError": "If `days` is less than one."},
        **entry,
    }
    project.write({FILE: yaml.safe_dump({"module": "small.weather", "answers": {"forecast": answer}})})


def _badge(built: Built) -> str:
    return " / ".join(badge.get_text() for badge in built.soup().select(".aidoc-badge"))


def _fingerprint(project: Project) -> str:
    report = project.build(aidoc={"offline": True, "on_miss": "ignore"}).report
    return str(report["objects"][0]["fingerprint"])


@pytest.mark.parametrize(
    ("state", "badge"),
    [
        ("accepted", "Generated · gpt-4.1-mini · 2026-11-20 · reviewed"),
        ("proposed", "Generated · gpt-4.1-mini · 2026-11-20 · not reviewed"),
        ("edited", "Written in review · gpt-4.1-mini · 2026-11-20"),
    ],
)
def test_a_reviewed_answer_is_shown_and_nothing_is_asked(page: Project, state: str, badge: str) -> None:
    """Its words, its table and its mark stand on the page."""
    _review(page, state)
    built = page.build()
    assert (built.error, built.logged, built.changed, built.requests) == (None, [], [], [])
    assert built.outcomes == {FORECAST: "reviewed"}
    assert WORDS in built.text()
    assert "If days is less than one." in built.text()
    assert _badge(built) == badge


def test_a_rejected_answer_is_neither_shown_nor_asked_for(page: Project) -> None:
    """The object stays as the source has it, and says so in the report."""
    page.build()  # the cache has an answer; the rejection counts all the same
    _review(page, "rejected")
    built = page.build(strict=True)
    assert (built.error, built.logged, built.requests) == (None, [], [])
    assert built.outcomes == {FORECAST: "skipped"}
    assert built.report["objects"][0]["reason"] == "rejected in review"
    assert WORDS not in built.text()
    assert "Generated" not in built.text()


@pytest.mark.parametrize(("state", "shown"), [("accepted", True), ("edited", True), ("proposed", False)])
def test_require_review_shows_what_a_person_stands_behind(page: Project, state: str, *, shown: bool) -> None:
    """A proposal waits, and so does what only the cache knows; no model is asked."""
    page.build()
    _review(page, state)
    built = page.build(aidoc={"require_review": True})
    assert (built.error, built.requests) == (None, [])
    assert (WORDS in built.text()) is shown
    assert built.outcomes == {FORECAST: "reviewed" if shown else "missed"}
    waits = (
        f"WARNING aidoc: src/small/weather.py:4: {FORECAST}: no reviewed answer. "
        "Accept one in the reviewed files, or write the docstring."
    )
    assert built.logged == ([] if shown else [waits])


def test_require_review_without_a_file_shows_nothing_generated(page: Project) -> None:
    """What the cache holds has been read by nobody."""
    page.build()
    built = page.build(aidoc={"require_review": True, "on_miss": "ignore"})
    assert (built.error, built.logged, built.requests) == (None, [], [])
    assert built.outcomes == {FORECAST: "missed"}
    assert "Generated" not in built.text()


def test_a_fingerprint_that_holds_is_no_matter(page: Project) -> None:
    """An answer to the code as it is needs no warning."""
    _review(page, "accepted", fingerprint=_fingerprint(page))
    built = page.build()
    assert (built.logged, built.requests, built.outcomes) == ([], [], {FORECAST: "reviewed"})


def test_an_accepted_answer_to_older_code_is_asked_for_again(page: Project) -> None:
    """It was accepted for other code; the model is asked anew, and offline it is a miss."""
    _review(page, "accepted", fingerprint="0123456789abcdef")
    offline = page.build(aidoc={"offline": True})
    assert offline.outcomes == {FORECAST: "missed"}
    stale = (
        f"WARNING aidoc: <root>/{FILE}: The code of {FORECAST} changed after its text was accepted. It is not shown."
    )
    assert len(offline.logged) == 2
    assert offline.logged[0].startswith(stale)
    assert WORDS not in offline.text()
    built = page.build()
    assert (built.error, len(built.logged), built.asked) == (None, 1, [FORECAST])
    assert built.logged[0].startswith(stale)


def test_a_persons_text_for_older_code_is_shown_with_a_warning(page: Project) -> None:
    """People's words are never dropped; whoever wrote them is told to read them again, and how to say so."""
    current = _fingerprint(page)
    _review(page, "edited", fingerprint="0123456789abcdef")
    built = page.build()
    assert built.logged == [
        (
            f"WARNING aidoc: <root>/{FILE}: The code of {FORECAST} changed after its text was edited. Read it again, "
            f"then set its fingerprint to {current}."
        )
    ]
    assert (built.requests, built.outcomes) == ([], {FORECAST: "reviewed"})
    assert WORDS in built.text()


def test_a_reviewed_answer_is_held_against_the_code_too(page: Project) -> None:
    """A parameter that the code does not have reaches no page, whoever wrote it."""
    _review(page, "edited", parameters={"place": "Where.", "days": "Days.", "hours": "There are none."})
    built = page.build()
    assert (built.error, built.requests) == (None, [])
    assert "There are none." not in built.text()
    assert WORDS in built.text()


def test_an_edited_answer_may_name_an_exception_that_the_body_does_not_show(page: Project) -> None:
    """A person may know what a callee raises."""
    _review(page, "edited", raises={"OSError": "If the service is away."})
    assert "If the service is away." in page.build().text()


@pytest.mark.parametrize(
    "model",
    ["[x](javascript:alert(1))", "::: os.path", "x\n::: no.such", '--8<-- "mkdocs.yml"', "# x", "{{ config }}", "<b>"],
)
def test_the_name_of_a_model_is_text(page: Project, model: str) -> None:
    """Whoever wrote the file, or the server: in the mark and on the appendix page it is the characters that it is."""
    _review(page, "accepted", by={"model": model, "date": "2026-11-20"})
    built = page.build(markdown_extensions=["attr_list", "pymdownx.snippets"], strict=True)
    assert (built.error, built.logged) == (None, [])
    shown = " ".join(model.split())
    assert f"· {shown} ·" in _badge(built)
    assert shown in built.text("aidoc.html").partition("Models")[2]
    assert not built.soup("aidoc.html").find("a", href=lambda href: href and "javascript" in href)


def test_the_name_of_a_model_turns_no_words_around(page: Project) -> None:
    """What would reverse or hide the words beside it is left out, so that `not reviewed` stays to be read."""
    _review(page, "proposed", by={"model": "gpt\u202e\u200b\x1b-4", "date": "2026-11-20"})
    assert _badge(page.build()) == "Generated · gpt-4 · 2026-11-20 · not reviewed"


def test_a_site_of_patched_source_shows_the_same_words(page: Project) -> None:
    """What `aidoc patch` writes into the source is shown as what aidoc filled, word for word."""
    _review(page, "accepted", description="Days with `<hail>` count as *wet*.\n\n- one\n- two_three_", returns="A: b.")
    filled = page.build(aidoc={"mark": "none", "report": False})
    words = filled.text()
    assert "Days with <hail> count as *wet*. one two_three_" in words
    patch = CliRunner().invoke(main, ["patch", "small", "--root", str(page.root), "--all"])
    assert patch.exit_code == 0, patch.stderr
    done = subprocess.run(["git", "apply", "-"], cwd=page.root, input=patch.stdout_bytes, check=False)
    assert done.returncode == 0
    patched = page.build(plugin=False)
    lines = {13: "parameter 'place'", 14: "parameter 'days'", 17: "returned value 1"}
    told = "No type or annotation for"  # as of any docstring beside a signature without types
    logged = [f"WARNING griffe: src/small/weather.py:{line}: {told} {what}" for line, what in lines.items()]
    assert (patched.error, patched.logged) == (None, logged)
    assert patched.text() == words
