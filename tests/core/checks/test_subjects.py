"""What a sentence is about, and that what only one sign speaks for is a warning."""

from itertools import product

import pytest

from aidoc_core.checks import Severity, check
from aidoc_core.checks.recognition.doubt import is_recognised
from aidoc_core.checks.rule import Complaint, rule
from aidoc_core.checks.sentences.reasons import has_several_conditions
from aidoc_core.checks.subjects import OF_SOURCES, is_addressed, is_done_by_another, is_only_mentioned

NOUNS = ("generator", "property", "decorator")
OWN = ("It is a {}.", "A {} that gives rows.", "Returns a plain {}.", "Acts as a {}.", "This {} is read.", "Lazy {}.")
OTHERS = (
    "Rows are taken from the {}.",
    "The value is changed by calling its {}.",
    "Done by means of an inner {}.",
    "Rows, with the row's {} behind them.",
)


@pytest.mark.parametrize(("noun", "frame"), [*product(NOUNS, OWN)])
def test_a_noun_is_said_of_the_object(noun, frame):
    """As what it is, or what it gives."""
    assert not is_only_mentioned((noun,), frame.format(noun))


@pytest.mark.parametrize(("noun", "frame"), [*product(NOUNS, OTHERS)])
def test_a_noun_stands_for_something_else(noun, frame):
    """Behind a preposition, or as what another thing has."""
    assert is_only_mentioned((noun,), frame.format(noun))


@pytest.mark.parametrize(("noun", "own", "other"), [*product(NOUNS, OWN, OTHERS)])
def test_one_place_is_enough(noun, own, other):
    """What is said of the object counts, whatever else is mentioned."""
    assert not is_only_mentioned((noun,), f"{other.format(noun)} {own.format(noun)}")


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("If `rows` yields batches, each batch is read.", True),
        ("Takes the first of the sources that yields a text.", True),
        ("`work` yields the rows.", False),
        ("A function that yields the rows.", False),
        ("Yields the rows.", False),
        ("If `rows` yields batches, it yields a row of each.", False),
    ],
)
def test_who_does_it(text, another):
    """A verb has a subject."""
    assert is_done_by_another(("yields",), text, "work") is another


@pytest.mark.parametrize("verb", ["Set it to", "Pass", "Use", "Choose"])
def test_what_callers_are_told_to_do_states_no_default(verb):
    """Unless the sentence says what happens otherwise."""
    assert is_addressed(f"{verb} `False` to see the rows later.")
    assert not is_addressed(f"{verb} `False` to change the default.")
    assert not is_addressed(f"Unless told otherwise, {verb.lower()} `False`.")


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("If `rows` is given but not found.", True),
        ("If `rows` is missing or `size` is negative.", True),
        ("Names with dots, dots at the end, or bare names are rejected.", True),
        ("If `source` is 0 or 2, an error is raised.", False),
        ("If the rows and the columns have the same length.", False),
        ("If `rows` is empty.", False),
    ],
)
def test_conditions_are_counted(text, several):
    """Of one of several conditions no contrary can be told."""
    assert has_several_conditions(text) is several


SHOP = '''
class Sketch:
    def map(self, f):
        self.rows = [f(row) for row in self.rows]
        return self

    def show(self, later=True):
        """See rows."""
        self.later = later

    def report(self):
        raise NotImplementedError

    def checked(self):
        return compare(self)


def compare(sketch):
    return sketch.rows


def take(rows, keep, drop):
    if not keep and not drop:
        raise ValueError("keep a part")
    if not rows:
        raise ValueError("no rows")
    return rows


def relation(pia, a):
    return pia, a


def write(rows):
    print(rows)


async def many(pool, rows):
    return await pool.run(rows)
'''


def against(obj, **answer):
    """The rules that take something of an answer."""
    found = check({"summary": "Work on what the sketch has.", **answer}, obj)
    gaps = {"AD102", "AD104", "AD105", "AD201", "AD202"}
    return {one.rule for one in found if one.severity is not Severity.WARN} - gaps


def test_what_is_done_to_the_object_is_no_copy(visit):
    """A copy is said to be one."""
    shop = visit(SHOP)
    for text in (
        "Sketch object with f applied to all items.",
        "self, a sketch with the tag.",
        "Modifies and returns self.",
    ):
        assert against(shop["Sketch.map"], returns=text) == set()
    assert against(shop["Sketch.map"], returns="A new sketch with f applied to all items, a copy.") == {"AD208"}


def test_advice_is_no_default(visit):
    """Nor is a value that something else has under a condition."""
    shop = visit(SHOP)
    texts = (
        "Set to False if you want to\nonly see the rows now.",
        "Pass `False`, e.g. when continuing a sketch of this name.",
    )
    for text in texts:
        assert against(shop["Sketch.show"], parameters=[{"name": "later", "description": text}]) == set()
    for text in ("Off by default.", "Set to `True` to show them later; by default this is `False`."):
        found = against(shop["Sketch.show"], parameters=[{"name": "later", "description": text}])
        assert found & {"AD121", "AD123"}


def test_a_type_that_is_read_is_not_given(visit):
    """Behind a preposition it is what the result is made from."""
    assert is_only_mentioned(("string",), 'The day that corresponds to an "MM-DD" string.', OF_SOURCES)
    assert not is_only_mentioned(("string",), "The day, given back as a string.", OF_SOURCES)


def test_what_a_flag_is_for_is_no_default(visit):
    """Whatever it is by default."""
    text = "Flag to enable/disable the rows."
    assert against(visit(SHOP)["Sketch.show"], parameters=[{"name": "later", "description": text}]) == set()


@pytest.mark.parametrize(
    "text",
    ["This is the key method of this class, and can be run twice.", "Register a class instance for the rows."],
)
def test_a_class_is_spoken_of(visit, text):
    """And no class method."""
    shop = visit(SHOP)
    assert against(shop["Sketch.map"], description=text) == set()
    assert against(shop["Sketch.map"], description="This is a class method.") == {"AD804"}


def test_the_title_of_a_note_claims_nothing(visit):
    """`!!! abstract` is Markdown."""
    text = 'See the rows.\n\n!!! abstract "Version Changed"\n\n    More rows.'
    assert "AD804" not in against(visit(SHOP)["compare"], description=text)


def test_a_label_of_an_address_is_no_name(visit):
    """The text has the address."""
    text = "Taken from [`StackOverflow`][stack_link].\n\n[stack_link]: https://stackoverflow.com/questions/1"
    assert not against(visit(SHOP)["compare"], description=text) & {"AD401", "AD402"}


def test_several_unknown_names_are_documentation_of_others(visit):
    """Behind `**kwargs`; one alone is removed."""
    shop = visit("import plots\n\n\ndef draw(rows, **options):\n    return plots.draw(rows, **options)\n")
    entries = [{"name": name, "description": "How it looks."} for name in ("linewidth", "hatching")]
    assert "AD106" not in against(shop["draw"], parameters=entries)
    assert "AD106" in against(shop["draw"], parameters=entries[:1])


def test_several_entries_are_on_several_places(visit):
    """Of two entries on one exception, none has to name all of its conditions."""
    take = visit(SHOP)["take"]
    two = [
        {"type": "ValueError", "description": "If there are rows to keep and none to drop."},
        {"type": "ValueError", "description": "If keep and drop are both false."},
    ]
    assert "AD304" not in against(take, raises=two)


def test_a_class_that_leaves_methods_open_may_raise_it(visit):
    """What its methods call may be one of those."""
    shop = visit(SHOP)
    entry = [{"type": "NotImplementedError", "description": "If the driver has no such report."}]
    assert "AD302" not in against(shop["Sketch.checked"], raises=entry)
    assert "AD302" in against(shop["compare"], raises=entry)


def test_a_letter_is_no_place_in_a_tuple(visit):
    """`a` is an article, too."""
    text = "An array with the finally used coefficient a of the relation."
    assert against(visit(SHOP)["relation"], returns=text) == set()


def test_what_is_put_in_its_place_is_unknown(visit):
    """A template is no text on a result."""
    write = visit(SHOP)["write"]
    found = {one.rule for one in check({"summary": "Write.", "returns": "%(plotting_returns)s"}, write)}
    assert "AD201" not in found
    found = {one.rule for one in check({"summary": "Write.", "returns": "The rows that were written."}, write)}
    assert "AD201" in found


def test_what_is_awaited_may_give_nothing(visit):
    """As what is called may."""
    assert "AD206" not in against(visit(SHOP)["many"], returns="None.")


@pytest.mark.parametrize("text", ["Moran's I variance of the rows.", "The rows of Bessel I functions are kept."])
def test_a_number_is_no_person(visit, text):
    """`I` behind a name, or what somebody has."""
    shop = visit(SHOP)
    assert against(shop["compare"], description=text) == set()
    assert "AD504" in against(shop["compare"], description="The rows are kept, I think.")


@pytest.mark.parametrize("text", ["1.", "A.", "SELECT ..."])
def test_an_item_of_a_list_is_no_trash(visit, text):
    """Nor a value that stands by itself."""
    assert "AD515" not in against(visit(SHOP)["compare"], description=f"The rows are kept.\n\n{text}\n\nThen they go.")


def test_a_value_may_stand_in_the_place_of_a_module(visit):
    """`from shop.settings import settings` in the root."""
    shop = visit(
        "from shop.settings import settings\n\n\ndef arc(eps=None):\n    return eps\n",
        settings="class Settings:\n    tolerances = {}\n\n\nsettings = Settings()\n",
    )
    entry = [{"name": "eps", "description": "From `shop.settings.tolerances` where it is left out."}]
    assert not against(shop["arc"], parameters=entry) & {"AD401", "AD402"}


@rule("AD208", Severity.DROP, "contradiction")
def reads_a_copy(said, subject):
    """Reads something of a copy out of a sentence that has no word of one."""
    yield Complaint(message="copies", where="description", quote=said.description, claims=("returns a copy",))


def test_what_only_a_pattern_reads_is_a_warning(visit):
    """The finding is still there; the option `checks` may ask for more."""
    said = {"summary": "Compare.", "description": "The rows are sorted by their names."}
    found = check(said, visit(SHOP)["compare"], rules=[reads_a_copy])
    assert [(one.rule, one.severity) for one in found] == [("AD208", Severity.WARN)]


@pytest.mark.parametrize(
    ("claim", "said", "other"),
    [
        (
            "says nothing is returned",
            "Always returns `None`.",
            "Plot the value that was returned by the model, or None.",
        ),
        ("default on", "Enabled by default.", "Ignore null values (default)."),
        ("hedge", "Presumably it sorts the rows.", "The number of rows is inferred from the header."),
        ("generator, claimed", "Yields the rows one by one.", "The random generator that draws the noise."),
    ],
)
def test_all_words_speak_for_a_claim_or_against_it(claim, said, other):
    """Of what the weights do not know, they tell nothing."""
    assert is_recognised((claim,), said, "description")
    assert not is_recognised((claim,), other, "description")
    assert not is_recognised(("no such claim",), other, "description")
    assert not is_recognised((), said, "description")


def test_a_severity_that_somebody_set_is_kept(visit):
    """A warning for want of a second sign is the rule's own choice only."""
    said = {"summary": "Compare.", "description": "The rows are sorted by their names."}
    found = check(said, visit(SHOP)["compare"], rules=[reads_a_copy], levels={"AD208": "repair"})
    assert [one.severity for one in found] == [Severity.REPAIR]
