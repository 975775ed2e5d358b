"""The mark: its words, what it becomes in HTML, and how several become one."""

from __future__ import annotations

from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.answers import Entry
from aidoc_core.answers.answer import Answer, Described
from aidoc_core.code.gaps import Gaps
from aidoc_core.render import stylesheet
from aidoc_core.render.labels import LABELS
from aidoc_core.render.mark import Mark, join, mark_of
from tests.laws import law

TODAY = {"models": ("gpt-4.1-mini",), "dates": ("2026-11-21",)}


def _entry(state="answered", model="gpt-4.1-mini", **answer):
    return Entry(
        fingerprint="f", path="p.f", module="p", kind="function", state=state, model=model, date="2026-11-21",
        answer=Answer(**answer),
    )  # fmt: skip


def _parameters(*names):
    return tuple(Described(name=name, description="x") for name in names)


class _Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.elements, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def _read(html):
    parser = _Elements()
    parser.feed(html)
    parser.close()
    return parser


@pytest.mark.parametrize(
    ("state", "gaps", "text", "label"),
    [
        ("answered", Gaps(summary=True), "Generated · gpt-4.1-mini · 2026-11-21 · not reviewed", "ai-generated"),
        ("proposed", Gaps(summary=True), "Generated · gpt-4.1-mini · 2026-11-21 · not reviewed", "ai-generated"),
        ("accepted", Gaps(summary=True), "Generated · gpt-4.1-mini · 2026-11-21 · reviewed", "ai-generated-reviewed"),
        ("edited", Gaps(summary=True), "Written in review · gpt-4.1-mini · 2026-11-21", "written-in-review"),
        ("answered", Gaps(), "Completed (a, returns) · gpt-4.1-mini · 2026-11-21 · not reviewed", "ai-completed"),
        ("accepted", Gaps(), "Completed (a, returns) · gpt-4.1-mini · 2026-11-21 · reviewed", "ai-completed-reviewed"),
        ("edited", Gaps(), "Completed in review (a, returns) · gpt-4.1-mini · 2026-11-21", "completed-in-review"),
    ],
)
def test_words_and_label_of_each_state(state, gaps, text, label):
    """Model and date, reviewed or not, generated or completed; label and words agree."""
    mark = mark_of(_entry(state, parameters=_parameters("a"), returns="x"), gaps)
    assert (mark.text, mark.label) == (text, label)
    assert mark.label in LABELS


def test_what_was_added_is_what_the_answer_holds():
    """A gap that the answer leaves open is not named."""
    gaps = Gaps(parameters=("a", "*args", "b"), returns=True, raises=("KeyError",))
    entry = _entry(parameters=_parameters("a", "*args"), raises=_parameters("KeyError"), yields="x", example="f()")
    assert mark_of(entry, gaps).added == ("a", "*args", "yields", "raises KeyError", "example")


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "a0"), (4, "a0, a1, a2, a3"), (5, "a0, a1, a2 and 2 more"), (9, "a0, a1, a2 and 6 more")],
)
def test_a_long_list_is_shortened_and_the_title_holds_all(number, words):
    """Three names and the number of the others; nothing is counted that fits as a name."""
    names = [f"a{n}" for n in range(number)]
    mark = mark_of(_entry(parameters=_parameters(*names)), Gaps())
    assert mark.text.startswith(f"Completed ({words}) · ")
    assert mark.title.endswith(f"Added: {', '.join(names)}.")


def test_html_tells_the_same_to_scripts_as_to_readers():
    """Classes and attributes hold what the words say; the text alone holds all that a reader needs."""
    mark = mark_of(_entry("accepted", parameters=_parameters("a")), Gaps())
    read = _read(mark.html)
    tag, attributes = read.elements[0]
    assert tag == "p"
    assert attributes.pop("title") == mark.title
    assert attributes == {
        "class": "aidoc-badge aidoc-completed aidoc-reviewed",
        "data-aidoc": "completed",
        "data-model": "gpt-4.1-mini",
        "data-date": "2026-11-21",
        "data-review": "accepted",
        "data-search-exclude": "true",
    }
    assert read.text == mark.text


@law(50)
@given(st.text(max_size=40), st.text(max_size=20))
def test_names_of_models_are_text(model, date):
    """Whatever a server or a reviewed file calls itself, the mark stays one paragraph that says so, also in Markdown."""
    mark = mark_of(_entry(model=model, summary="x"), Gaps(summary=True))
    mark = Mark.from_json(Mark(human=False, added=mark.added, models=mark.models, dates=(date,)).to_json())
    read = _read(mark.html)
    assert [tag for tag, _ in read.elements] == ["p", *["span"] * (3 + len(mark.models))]
    markup = markdown.markdown(mark.html, extensions=["attr_list", "md_in_html", "smarty", "abbr"])
    assert [tag for tag, _ in _read(markup).elements] == [tag for tag, _ in read.elements]


REVIEWS = st.sampled_from(["none", "accepted", "edited"])
NAMES = st.lists(st.sampled_from(["summary", "a", "b", "returns"]), min_size=1, unique=True).map(tuple)
MARKS = st.builds(
    Mark, human=st.booleans(), added=NAMES, models=st.sampled_from([("m",), ("n",)]), dates=st.just(("d",)), review=REVIEWS
)  # fmt: skip


@law(200)
@given(st.lists(MARKS, min_size=1, max_size=4))
def test_one_mark_for_several_claims_no_more_than_each(marks):
    """Joined, nothing that was added is lost, and it counts as reviewed, or as nobody's words, only if all do."""
    whole = join(marks)
    assert whole is not None
    assert set(whole.added) == {name for mark in marks for name in mark.added}
    assert set(whole.models) == {model for mark in marks for model in mark.models}
    assert (whole.review == "none") == any(mark.review == "none" for mark in marks)
    assert (whole.review == "edited") == all(mark.review == "edited" for mark in marks)
    assert whole.human == any(mark.human for mark in marks)
    assert join([whole]) == whole
    assert Mark.from_json(whole.to_json()) == whole


def test_marks_without_anything_added_are_none():
    """An answer of which nothing is left is not marked."""
    assert join([mark_of(_entry(), Gaps())]) is None
    assert join([]) is None


def test_the_style_sheet_styles_every_label():
    """The selectors of labels, which match parts of class names, match each label there is."""
    assert '"doc-label-ai-"' in stylesheet.MARKS
    assert '"-in-review"' in stylesheet.MARKS
    for label in LABELS:
        assert f"doc-label-{label}".startswith("doc-label-ai-") or label.endswith("-in-review")
