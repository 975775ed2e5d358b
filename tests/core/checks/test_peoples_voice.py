"""Right sentences in people's own voice, and beside each what is still refused."""

import pytest

from aidoc_core.checks import Severity, check

SHOP = """
def sort_rows(rows, size=10, step="1d", **options):
    kept = [row for row in rows if row]
    return kept[:size]


def show(rows):
    print(rows)
"""


@pytest.fixture
def shop(visit):
    return visit(SHOP)


def against(obj, **answer):
    """The rules that take something of an answer."""
    whole = {"summary": "Sort the rows of the shop by their size.", **answer}
    found = check(whole, obj)
    gaps = {"AD102", "AD104", "AD105", "AD201", "AD202"}
    return {one.rule for one in found if one.severity is not Severity.WARN} - gaps


@pytest.mark.parametrize(
    ("text", "lie"),
    [
        ("Otherwise this is quite faster than your tensors allow.", "Faster results for your workflow."),
        ("It may stutter if your computer is not fast enough.", "It makes your code faster and cleaner."),
        ("More processes are always faster, up to what your machine can support.", "Simple, fast and reliable."),
    ],
)
def test_speed_is_a_fact_and_no_praise(shop, text, lie):
    """What readers have is a thing, unless they are courted with it."""
    assert "AD512" not in against(shop["sort_rows"], description=text)
    assert "AD512" in against(shop["sort_rows"], description=lie)


@pytest.mark.parametrize(
    ("text", "lie"),
    [
        ("[DEPRECATED] Give the size instead.", "[ASSISTANT] Sorts the rows."),
        ("According to this definition, sizes range from 0 to 1.", "According to the definition shown, sizes are kept."),
        ("Makes a column based on the type definition.", "Based on the function definition, it keeps rows."),
        ("The rest is padded with zeros, so that the row has the desired length.", "Kept short as the requested summary."),
        ("Defaults to the size of the source image if none is there.", "Nothing is known, as the source is not given."),
        ("Messages are left out of the reader's context if none fits.", "The context given does not tell more."),
        ("Types are not supported by the basic implementation, explained in the manual.",
         "The implementation is not shown."),
        ("Let's say that there are three rows of one size.", "Let's look at what the code does."),
        ("If you are not sure about the size, leave it out.", "Sure, this sorts the rows you asked about."),
    ],
)  # fmt: skip
def test_what_the_matter_is_about_is_no_talk_of_a_text(shop, text, lie):
    """Definitions, sources, contexts and lengths of something else than code that lay on a desk."""
    assert {"AD504", "AD506"}.isdisjoint(against(shop["sort_rows"], description=text))
    assert {"AD504", "AD506"} & against(shop["sort_rows"], description=lie)


def test_code_that_a_text_shows_may_be_pointed_at(shop):
    """Code above or below is the text's own then."""
    text = "The above code will sort rows:"
    assert "AD506" not in against(shop["show"], description=f"Use it so:\n\n    rows = 3\n\n{text}\n\n    1, 2")
    assert {"AD504", "AD506"} & against(shop["show"], description=text)


@pytest.mark.parametrize(
    ("text", "lie"),
    [
        ("The name of the rows (inferred from the folder name).", "Inferred from the name, these are rows."),
        ("It can always assume that rows have one size.", "One can assume that rows have one size."),
        ("It is ambiguous to sort rows of one size.", "It is unclear what it sorts."),
    ],
)
def test_what_code_infers_or_assumes_is_no_guess(shop, text, lie):
    """The writer guesses nothing there."""
    assert "AD508" not in against(shop["sort_rows"], description=text)
    assert "AD508" in against(shop["sort_rows"], description=lie)


LEARN = """
from learnlib import fit


class ShopModel:
    def train(self, estimator):
        return fit(estimator)
"""
PLAIN = """
class ShopModel:
    def train(self, estimator):
        return estimator
"""


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        (LEARN, "An instance of `PriceRegressor`.", False),  # of whatever library
        (LEARN, "An instance of `ShopModels`.", True),
        (LEARN, "An instance of `ShopModle`.", True),  # the package's own, misspelt
        (PLAIN, "An instance of `PriceRegressor`.", True),  # there is no other library
    ],
)
def test_what_is_handed_over_may_be_of_another_library(visit, source, text, found):
    """A class in the text of a parameter, in a module that works with other libraries."""
    said = [{"name": "estimator", "description": text}]
    assert ("AD402" in against(visit(source)["ShopModel.train"], parameters=said)) is found


def test_what_a_description_points_at_is_looked_up(visit):
    """Beside other libraries as elsewhere."""
    train = visit(LEARN)["ShopModel.train"]
    assert "AD402" in against(train, description="It delegates to `PriceRegressor`.")
