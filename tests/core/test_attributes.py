"""Lists of attributes in the docstrings of classes and modules: what they leave out, and who describes it then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aidoc_core.answers import Entry
from aidoc_core.answers.answer import Answer, Described
from aidoc_core.answers.fingerprint import fingerprint
from aidoc_core.asking.prompt import Ask, Bundle, user_message
from aidoc_core.build.coverage import coverage
from aidoc_core.build.ledger import Record
from aidoc_core.build.normalize import normalize
from aidoc_core.checks import check
from aidoc_core.code.gaps import Gaps, find_gaps, is_complete, wanted_gaps, why_not
from aidoc_core.render.mark import mark_of
from aidoc_core.settings import Settings
from tests.core.packages import collect

LISTS = {
    "google": "Attributes:\n        size: In metres.",
    "numpy": "Attributes\n    ----------\n    size : int\n        In metres.",
    "ivar": ":ivar size: In metres.",
    "with a type": ":ivar int size: In metres.",
    "var": ":var size: In metres.",
    "cvar": ":cvar size: In metres.",
}
CODE = '''
class Box:
    """A box.

    {}
    """

    size: int = 1
    colour: str = "red"
    told: int = 1
    """By its own text."""
    noted: int = 1  #: By a comment.
    _inner: int = 1
    left: int = 1  # aidoc: skip
    T = TypeVar("T")
    plain = 3

    def __init__(self):
        self.made = 1
        self.declared: int = 2

    @property
    def area(self):
        return 1
'''


def _box(tmp_path, text):
    return collect(tmp_path, CODE.format(text))


@pytest.mark.parametrize("style", LISTS)
def test_a_list_of_attributes_lacks_what_the_class_declares(tmp_path, style):
    """In each style: public fields without a text of their own, in the order of the code."""
    found = _box(tmp_path, LISTS[style])
    box = found["pkg.Box"]
    assert find_gaps(box) == Gaps(attributes=("colour", "plain", "declared"))
    assert not is_complete(box)
    assert find_gaps(box).names() == ["attribute colour", "attribute plain", "attribute declared"]
    assert {path for path, obj in found.items() if obj.listed_by} == {
        *("pkg.Box.colour", "pkg.Box.plain", "pkg.Box.declared")
    }


@pytest.mark.parametrize("text", ["", "Args:\n        size: In metres.", "The attributes: size."])
def test_without_a_list_fields_stay_objects_of_their_own(tmp_path, text):
    """No section for attributes: nothing is missing in the class, and each field is asked for by itself."""
    found = _box(tmp_path, text)
    assert find_gaps(found["pkg.Box"]) == Gaps()
    assert [obj for obj in found.values() if obj.listed_by] == []
    assert why_not(found["pkg.Box.colour"], Settings()) == ""


def test_a_parameter_of_the_class_is_no_gap(tmp_path):
    """A field that the author describes among the parameters is described."""
    found = _box(tmp_path, LISTS["google"] + "\n\n    Args:\n        colour: Of the lid.")
    assert find_gaps(found["pkg.Box"]).attributes == ("plain", "declared")


def test_a_complete_list_has_no_gap(tmp_path):
    """Nothing is asked where the author has described every field."""
    rest = "".join(f"\n        {name}: One." for name in ("colour", "plain", "declared"))
    assert find_gaps(_box(tmp_path, LISTS["google"] + rest)["pkg.Box"]) == Gaps()


def test_the_list_of_a_module(tmp_path):
    """Public names of a module that its own list leaves out; functions, classes and loggers are none."""
    code = (
        '"""Do.\n\nAttributes:\n    ONE: The first.\n"""\nimport os\nONE = 1\nTWO = 2\n_THREE = 3\nlog = getLogger()\n'
    )
    found = collect(tmp_path, code + "def f(): ...\nclass A: ...\n")
    assert find_gaps(found["pkg"]).attributes == ("TWO",)
    assert found["pkg.TWO"].listed_by == "pkg"


@pytest.mark.parametrize(
    ("options", "colour", "gaps"),
    [
        ({}, "described with pkg.Box", ("colour", "plain", "declared")),
        ({"exclude": ["pkg.Box.colour"]}, "exclude", ("plain", "declared")),
        ({"include": ["pkg.Box", "pkg.Box.colour"]}, "described with pkg.Box", ("colour",)),
        ({"enrich": False}, "", ("colour", "plain", "declared")),
        ({"exclude": ["pkg.Box"]}, "", ("colour", "plain", "declared")),
        ({"kinds": ["field"]}, "", ("colour", "plain", "declared")),
        ({"kinds": ["class"]}, "kinds: field is not listed", ("colour", "plain", "declared")),
    ],
)
def test_options_decide_who_describes_a_field(tmp_path, options, colour, gaps):
    """The class, unless it is not to be completed: then the field itself, as without a list."""
    found = _box(tmp_path, LISTS["google"])
    assert why_not(found["pkg.Box.colour"], Settings(**options)) == colour
    assert wanted_gaps(found["pkg.Box"], Settings(**options)).attributes == gaps


def test_the_question_names_the_attributes(tmp_path):
    """The mark in the code says what is lacking; the answer's mark says what was added."""
    box = _box(tmp_path, LISTS["google"])["pkg.Box"]
    ask = Ask(obj=box, gaps=find_gaps(box))
    assert "#[1] only: attribute colour; attribute plain; attribute declared\n" in user_message(Bundle((ask,)))
    answer = Answer(attributes=(Described(name="colour", description="What it looks like."),))
    entry = Entry(fingerprint="", path=box.path, module="pkg", kind="class", state="accepted", answer=answer)
    assert mark_of(entry, Gaps(attributes=("colour",))).text == "Completed (colour) · reviewed"


def test_only_a_list_with_a_gap_changes_the_fingerprint(tmp_path):
    """A field that gets a text of its own changes what is asked; elsewhere fingerprints are what they were."""
    with_text = CODE.replace("plain = 3", 'plain = 3\n    """Own."""')
    settings = Settings()
    prints = {
        style: [
            fingerprint(collect(tmp_path / f"{style}{number}", code.format(text))["pkg.Box"], settings)
            for number, code in enumerate((CODE, with_text))
        ]
        for style, text in {"list": LISTS["google"], "none": "Prose."}.items()
    }
    assert prints["list"][0] != prints["list"][1]
    assert prints["none"][0] == prints["none"][1]


def _answer(*names):
    return Answer(attributes=tuple(Described(name=name, description="What it holds there.") for name in names))


def test_answers_are_spelt_and_checked(tmp_path):
    """What was not asked goes, names that are not there go, what is left out is asked once more."""
    box = _box(tmp_path, LISTS["google"])["pkg.Box"]
    gaps = find_gaps(box)
    kept = normalize(_answer("declared", "colour", "size", "told"), box, gaps)
    assert [item.name for item in kept.attributes] == ["colour", "declared"]
    findings = check(kept, box, gaps=gaps)
    assert [(f.rule, f.severity.value, f.message) for f in findings] == [("AD108", "repair", "leaves out plain")]
    assert check(_answer("colour", "plain", "declared"), box, gaps=gaps) == []
    assert [f.rule for f in check(_answer("colour", "plain", "declared", "wings"), box, gaps=gaps)] == ["AD107"]
    twice = check(_answer("colour", "plain", "declared", "colour"), box, gaps=gaps)
    assert [f.rule for f in twice] == ["AD103"]
    empty = replace(_answer("colour", "plain"), attributes=(Described(name="colour", description="The colour."),))
    assert "AD105" in [f.rule for f in check(empty, box, gaps=gaps)]


def test_a_reviewed_file_may_describe_more(tmp_path):
    """What a person wrote into a reviewed file is shown where the docstring has no list, and nothing twice."""
    box = _box(tmp_path, LISTS["google"])["pkg.Box"]
    bare = replace(box, documented=replace(box.documented, attributes=frozenset()))
    for obj, names in ((box, ["colour", "told"]), (bare, ["colour", "size", "told"])):
        kept = normalize(_answer("colour", "size", "told"), obj, find_gaps(obj), asked_only=False)
        assert [item.name for item in kept.attributes] == names
        assert normalize(_answer("told"), obj, find_gaps(obj)).attributes == ()


def test_coverage_counts_a_listed_field_with_its_class(tmp_path):
    """Nobody has documented the field before; it is documented when its class lists it, and skipped is its outcome."""
    found = _box(tmp_path, LISTS["google"])
    box, field = found["pkg.Box"], found["pkg.Box.colour"]
    entry = Entry(fingerprint="", path=box.path, module="pkg", kind="class", state="answered", answer=_answer("colour"))
    records = [
        Record(obj=box, outcome="generated", gaps=find_gaps(box), entry=entry),
        Record(obj=field, outcome="skipped", gaps=find_gaps(field), reason="described with pkg.Box"),
    ]
    before, after = coverage(records)
    assert (before.documented, before.complete) == (1, 0)
    assert (after.documented, after.complete, after.total) == (2, 1, 2)  # the class still lacks `plain`
    missed = [replace(records[0], outcome="missed", entry=None), records[1]]
    assert coverage(missed)[1].documented == 1


def test_what_a_directive_describes_is_no_gap(tmp_path):
    """Neither in the list of the class, nor of the attribute or method itself; a list of methods counts as well."""
    text = """:ivar size: In metres.

    .. attribute:: colour

       As seen by day.

    .. method:: paint(colour)

       In one coat.

    Methods:
        fold(): Make it flat.
    """
    code = CODE.format(text) + "\n    def paint(self, colour):\n        print(colour)\n"
    found = collect(tmp_path, code + "\n    def fold(self, once):\n        print(once)\n")
    assert find_gaps(found["pkg.Box"]).attributes == ("plain", "declared")
    told = [found[f"pkg.Box.{name}"] for name in ("colour", "paint", "fold")]
    assert [one.documented.summary for one in told] == [True] * 3
    assert {one.skip for one in told} == {"described by a directive of its own"}
    assert (found["pkg.Box.area"].skip, found["pkg.Box.size"].skip) == ("", "")
