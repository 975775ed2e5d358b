"""Reviewed files: what people accepted, edited or rejected comes before anything a model says."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner

from aidoc_core.answers import ReadOnlyAnswers, ReviewedAnswers
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


def test_an_edit_makes_the_text_a_persons(page: Project) -> None:
    """Built, exported, changed by hand and nothing else done: the page shows the words as a person's, and nobody pays."""
    page.build()
    cached = ReadOnlyAnswers(page.root / ".aidoc" / "cache")
    ReviewedAnswers(page.root / "aidoc-reviewed").propose(cached.entries())
    cached.close()
    file = page.root / FILE
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[lines.index("    summary: |-") + 1] = '      Ada: what comes - "soon" # or later.'
    file.write_text("\n".join(lines), encoding="utf-8")
    built = page.build(aidoc={"require_review": True}, strict=True)
    assert (built.error, built.logged, built.requests) == (None, [], [])
    assert 'Ada: what comes - "soon" # or later.' in built.text()
    assert _badge(built).startswith("Written in review · gpt-4.1-mini")


def test_a_merge_conflict_is_neither_paid_nor_shown(page: Project) -> None:
    """The cache has an answer, and a person may have rejected it: it is not shown, the build says where, and fails."""
    page.build()
    _review(page, "rejected")
    file = page.root / FILE
    file.write_text(f"<<<<<<< HEAD\n{file.read_text(encoding='utf-8')}>>>>>>> main\n", encoding="utf-8")
    built = page.build(strict=True)
    assert built.error is not None
    assert (built.requests, built.outcomes) == ([], {FORECAST: "missed"})
    told = "Ignoring reviewed file: it holds a merge conflict. Correct it; its objects have no answer until then."
    assert f"WARNING aidoc: <root>/{FILE}:1: {told}" in built.logged
    assert len(built.logged) == 2
    assert "Generated" not in built.text()


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


@pytest.mark.parametrize("state", ["accepted", "edited"])
def test_a_text_for_older_code_is_shown_while_it_holds(page: Project, state: str) -> None:
    """What people approved stays, marked, with a warning that says what to do; a new text is requested to lie beside it."""
    _review(page, state, fingerprint="0123456789abcdef")
    told = (
        f"WARNING aidoc: <root>/{FILE}: The code of {FORECAST} changed after its text was {state} (what changed was not "
        "recorded). The text is still shown. If it is right, or once you have edited it, remove 'fingerprint' from its "
        "entry; or review the new text that 'aidoc export' puts beside it."
    )
    offline = page.build(aidoc={"offline": True})
    assert (offline.error, offline.logged, offline.outcomes) == (None, [told], {FORECAST: "reviewed"})
    assert WORDS in offline.text()
    assert _badge(offline).endswith("code changed since")
    built = page.build()
    assert (built.logged, built.asked, built.outcomes) == ([told], [FORECAST], {FORECAST: "reviewed"})
    assert WORDS in built.text()
    again = page.build()
    assert (again.logged, again.requests, again.outcomes) == ([told], [], {FORECAST: "reviewed"})


def test_a_text_that_the_new_code_contradicts_is_withheld(page: Project) -> None:
    """It is told with what is wrong; the new text comes in its place, marked as not reviewed."""
    _review(
        page,
        "accepted",
        fingerprint="0123456789abcdef",
        parameters={"place": "Where.", "days": "How many days ahead.", "hours": "There are none."},
    )
    offline = page.build(aidoc={"offline": True, "on_miss": "ignore"})
    assert WORDS not in offline.text()
    assert [line.partition(" (what")[0] for line in offline.logged] == [
        f"WARNING aidoc: <root>/{FILE}: The code of {FORECAST} changed after its text was accepted"
    ]
    assert "The text is no longer shown: " in offline.logged[0]
    assert "'hours'" in offline.logged[0]
    built = page.build()
    assert (built.asked, built.outcomes) == ([FORECAST], {FORECAST: "generated"})
    assert WORDS not in built.text()
    assert _badge(built).endswith("not reviewed")


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


SAID = '''\
"""A boiler."""

from typing import Annotated

from pydantic import BaseModel, Field
from typing_extensions import Doc


class Boiler(BaseModel):
    """Heats water."""

    pressure: float = Field(1.2, description="In the code: pressure.")


def heat(degrees: float, seconds: Annotated[int, Doc("In the code: how long.")]) -> bool:
    return seconds > degrees


def cool(degrees: float) -> None:
    pass


def wait(degrees: float) -> None:
    pass


cool.__doc__ = f"Cool {wait}."
'''


@pytest.mark.parametrize("state", ["accepted", "edited", "proposed"])
def test_a_reviewed_text_that_loses_to_the_code_is_told(project: Project, state: str) -> None:
    """What people stood up for does not disappear in silence: once, with the file and what it is about."""
    project.write({"src/boiler.py": SAID, "docs/index.md": "# Boiler\n\n::: boiler\n"})
    project.options["show_if_no_docstring"] = True
    answers = {
        "Boiler.pressure": {"state": state, "summary": "Reviewed: pressure."},
        "heat": {
            "state": state,
            "summary": "Reviewed: heat.",
            "parameters": {"degrees": "Reviewed: degrees.", "seconds": "Reviewed: seconds."},
            "returns": "Reviewed: whether.",
        },
        "cool": {"state": state, "summary": "Reviewed: cool."},
        "wait": {"state": state, "summary": "Reviewed: wait.", "parameters": {"degrees": "Reviewed: until."}},
    }
    project.write({"aidoc-reviewed/boiler.yml": yaml.safe_dump({"module": "boiler", "answers": answers})})
    built = project.build()
    start = f"WARNING aidoc: <root>/aidoc-reviewed/boiler.yml: The text that was {state} for boiler."
    end = "Remove it from the file, or from the code."
    told = [
        f"{start}cool is not used (summary): its docstring is set at run time. {end}",
        f"{start}heat is not used (parameter seconds): the code describes it itself. {end}",
        f"{start}Boiler.pressure is not used (summary): the code describes it itself. {end}",
    ]
    assert (built.error, sorted(built.logged)) == (None, [] if state == "proposed" else sorted(told))
    text = built.text()
    for words in ("Reviewed: heat.", "Reviewed: degrees.", "Reviewed: whether.", "Reviewed: wait."):
        assert text.count(words) == 1
    for words in ("In the code: pressure.", "In the code: how long."):
        assert text.count(words) >= 1
    for words in ("Reviewed: pressure.", "Reviewed: seconds.", "Reviewed: cool."):
        assert words not in text
