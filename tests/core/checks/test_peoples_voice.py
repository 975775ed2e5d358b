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


MORE = """
import numlib


class Frame:
    def plot(self, **options):
        return numlib.plot(self, **options)

    def keep(self, cmap=None, lossy_parts=False):
        return self.cmap


def load(name, bins=20, specs={}, order=[], sudo_user=None) -> tuple[bool, Frame]:
    kept = numlib.load(name, bins)
    return True, kept


def part(name):
    try:
        import others
    except ImportError:
        raise
    return others


def named(name):
    return load(name)
"""


@pytest.fixture
def more(visit):
    return visit(MORE)


@pytest.mark.parametrize(
    ("name", "found"), [("cmap", False), ("lossy_parts", False), ("attribute", False), ("flux_rate", True)]
)
def test_a_name_of_the_code_may_be_passed_on(more, name, found):
    """Behind `**options` that leave the package, what the code has nowhere is still removed."""
    said = [{"name": name, "description": "How the parts are drawn."}]
    assert ("AD106" in against(more["Frame.plot"], parameters=said)) is found


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("specs", "Default is 10 bins, equally distributed.", False),
        ("order", "Default is 10 rows.", False),
        ("bins", "How many there are. Default is 20.\nrange: tuple\nBoth ends. Default is 7.", False),
        ("bins", "How many there are. Default is 7.", True),
        ("bins", "Default is 7 bins.", True),
    ],
)
def test_a_default_in_words_is_none_of_a_list(more, name, text, found):
    """An empty list or mapping stands for what the body puts in; a right default is not made wrong by another."""
    assert ("AD121" in against(more["load"], parameters=[{"name": name, "description": text}])) is found


@pytest.mark.parametrize(
    ("text", "found"), [("(bool, Frame)\nWhether it was there, and what was kept.", False), ("A dict of names.", True)]
)
def test_a_tuple_may_be_written_out(more, text, found):
    """By the types of its places."""
    assert ("AD112" in against(more["load"], returns=text)) is found


@pytest.mark.parametrize(("name", "found"), [("ImportError", False), ("BlockingIOError", True)])
def test_a_library_may_be_missing(more, name, found):
    """In a package that reckons with it."""
    said = [{"type": name, "description": "If others are missing."}]
    assert ("AD302" in against(more["named"], raises=said)) is found


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("y = 5x1 + 4x2", set()),
        ("1234567890", {"AD511"}),
        ("B", {"AD511"}),
        ("See more at https://example.org/rows/5e4a", set()),
        ("It is the size of a", {"AD510"}),
        ("Of the `size` in units of 1/sr (i.e. A).", set()),
        ("If the file exists, do you want to overwrite it.", set()),
        ("Do you want me to add more.", {"AD504", "AD506"}),
        ("Made from Giampaolo's excellent library of rows.", set()),
        ("This powerful library makes rows easy.", {"AD512"}),
        ("It keeps the best solution of each.", set()),
        ("The best solution for your project.", {"AD512"}),
        ('Requires that ``rows="best"`` is given to the solutions.', set()),
        ("Such that,\n\n    a = b", set()),
        ("Such that,", {"AD510"}),
        ("Implements the ask-tell model, where rows are asked for and sizes told.", set()),
    ],
)
def test_what_looks_like_noise_or_talk(shop, text, rules):
    """Formulas, addresses, units, questions that an option answers, praise of others."""
    of_style = {"AD504", "AD506", "AD510", "AD511", "AD512", "AD515"}
    assert against(shop["sort_rows"], description=text) & of_style == rules


@pytest.mark.parametrize(
    ("text", "found"), [("user to sudo to", False), ("the sudo user", True), ("sudo user to use", True)]
)
def test_the_words_of_a_name_turned_round_say_how(more, text, found):
    """A user to sudo to."""
    rules = {one.rule for one in check({"parameters": [{"name": "sudo_user", "description": text}]}, more["load"])}
    assert ("AD105" in rules) is found


def test_a_quantity_is_no_name(more):
    """What a layer has of a unit."""
    assert "AD402" not in against(more["load"], description="As if it were a layer with `fan_in` of zero.")
    assert "AD402" in against(more["load"], description="Works hand in hand with `fan_in`.")


def test_a_class_of_a_server_may_be_named_where_it_is_handed_over(visit):
    """With its member; in a description it is looked up."""
    train = visit(LEARN)["ShopModel.train"]
    said = [{"name": "estimator", "description": "One of `PriceBean.Kind`."}]
    assert "AD402" not in against(train, parameters=said)
    assert "AD402" in against(train, parameters=[{"name": "estimator", "description": "One of `ShopModel.Kind`."}]) or (
        "AD401" in against(train, parameters=[{"name": "estimator", "description": "One of `ShopModel.Kind`."}])
    )
    assert "AD402" in against(train, description="See `PriceBean.Kind`.")


def test_a_document_may_be_the_matter(visit):
    """Not at the beginning of a text that says no more than that it is to be written."""
    book = visit("def set_custom_property(name):\n    book.props[name] = 1\n")["set_custom_property"]
    assert "AD501" not in against(book, summary="Set a custom document property.")
    assert "AD501" in against(book, summary="Document set_custom_property.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Called from the fit method, it draws the parallel coordinates canvas.", False),
        ("It may be called from several threads in parallel.", True),
    ],
)
def test_what_lies_side_by_side_is_no_promise_about_threads(shop, text, found):
    """Coordinates, lines, planes."""
    assert ("AD903" in against(shop["sort_rows"], description=text)) is found


def test_what_callers_may_do_is_no_promise_of_security(shop):
    """Advice in the text of a parameter."""
    text = "A state that should be used for preventing cross-site request forgery."
    assert "AD904" not in against(shop["sort_rows"], parameters=[{"name": "step", "description": text}])
    text = "It prevents cross-site request forgery."
    assert "AD904" in against(shop["sort_rows"], parameters=[{"name": "step", "description": text}])


def test_a_summary_may_be_what_a_function_writes(visit):
    """Where the code has the word."""
    report = visit("def summary(rows):\n    text = join(rows)\n    log(text)\n    return text\n")["summary"]
    text = "The full summary as a single string (the same text that was written to the logger)."
    assert "AD506" not in against(report, returns=text)


def test_a_method_that_is_overridden_shows_no_default(visit):
    """What overrides it has one."""
    stub = visit("def arange(start, step=None):\n    raise NotImplementedError\n")["arange"]
    said = [{"name": "step", "description": "Spacing between values. Default is 1."}]
    assert "AD122" not in against(stub, parameters=said)


OTHERS = """
class Format:
    def set_checkbox(self, size=3):
        self.box = size

    def run(self, rows):
        if not rows:
            raise ValueError(rows)
        self.rows = self.pick(rows)


def stream(rows):
    for row in rows:
        yield row


def keys(rows) -> list[str]:
    return [str(row) for row in rows]


def evolve(rows, size=4):
    population, log = keys(rows), []
    return population, log
"""


@pytest.fixture
def others(visit):
    return visit(OTHERS)


@pytest.mark.parametrize(
    ("path", "text", "lie"),
    [
        ("stream", "Streams rows without loading the entire file into memory.", "Returns a list of rows."),
        ("keys", "If there are none, the function generates three new random keys on the fly.", "It is a generator."),
        ("keys", "It changes one of the constants by calling its generator function.", "It is a generator function."),
        ("Format.set_checkbox", "This format property can be used with a cell.", "It is a property."),
        ("Format.run", "Calls `self.pick`, checks the returned parents, and updates these.", "Returns the parents."),
        ("Format.run", "The method raises, so that the caller never sees half of it.", "It never raises."),
        ("evolve", "It solves the linear equation `bx = c` of rows.", "Pass `bx=3` to be quick."),
        ("evolve", "A row which is called factor_aux in the function.", "The `factor_aux` argument is checked."),
    ],
)
def test_words_of_a_statement_that_is_none(others, path, text, lie):
    """About something else, or denied; the statement itself is still decided."""
    of_statements = {"AD109", "AD114", "AD206", "AD303", "AD802", "AD804"}
    assert against(others[path], description=text) & of_statements == set()
    assert against(others[path], description=lie) & of_statements


def test_an_entry_may_call_its_parameter_by_a_word(others):
    """The word is no other parameter."""
    text = "The interference parameter, i.e., the number of parts to sum."
    assert "AD109" not in against(others["evolve"], parameters=[{"name": "size", "description": text}])
    text = "How many. Depends on the `interference` parameter."
    assert "AD109" in against(others["evolve"], parameters=[{"name": "size", "description": text}])


def test_a_factor_is_no_limit(others):
    """How much faster it is."""
    text = "Our implementation is over 1750x faster than the naive one."
    assert "AD905" not in against(others["evolve"], parameters=[{"name": "size", "description": text}])
    assert "AD905" in against(others["evolve"], parameters=[{"name": "size", "description": "At most 1750."}])


def test_the_final_one_is_no_place(others):
    """It is what is left at the end."""
    assert "AD207" not in against(others["evolve"], returns="The final population")
    assert "AD207" in against(others["evolve"], returns="The last element is the population.")


@pytest.mark.parametrize(
    ("text", "lie", "rules"),
    [
        ('Default "maybe" becomes a size.', "It maybe becomes a size.", {"AD508"}),
        ("Takens's theorem suggests that rows are enough.", "The name suggests that rows are enough.", {"AD508"}),
        ("By this, your app will launch faster.", "Boost your app, faster and easier.", {"AD512"}),
        ("It is more performant and gives better rows.", "It is blazing-fast.", {"AD512"}),
        ("Used for EEG source reconstruction when no other is available.",
         "The source is not available here.", {"AD506", "AD504"}),
    ],
)  # fmt: skip
def test_more_of_peoples_voice(shop, text, lie, rules):
    """Values in quotes, theorems, what comes of a call, sources of signals."""
    assert against(shop["sort_rows"], description=text).isdisjoint(rules)
    assert against(shop["sort_rows"], description=lie) & rules


RESULTS = """
class Result:
    pass


def wrap(rows) -> "Result":
    return Result(rows)


def measure(rows):
    return float(rows), {}


def whole(rows) -> dict[str, int]:
    return {}


def sub(self, other, fill=None, rate=None):
    return self.add(-other, fill=None if fill is None else -fill)


def breathe(rows, method="khodadad"):
    return rows


async def ask(rows):
    return await rows
"""


@pytest.fixture
def results(visit):
    return visit(RESULTS)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("wrap", "Result wrapping a row (or None if not found).", set()),
        ("measure", "The size of the rows.\nA dictionary containing more on it.", set()),
        ("whole", "A list of rows.", {"AD112"}),
    ],
)
def test_what_is_in_what_is_returned(results, name, text, found):
    """A wrapper has None in it, a tuple has several values."""
    assert against(results[name], returns=text) & {"AD112", "AD114", "AD206"} == found


@pytest.mark.parametrize(
    ("name", "parameter", "text", "rule", "found"),
    [
        ("sub", "fill", "Defaults to 0.", "AD122", False),  # what is called may put it in
        ("sub", "rate", "Defaults to 0.", "AD122", True),
        ("breathe", "method", 'Defaults to "Khodadad".', "AD121", False),
        ("breathe", "method", 'Defaults to "Harrison".', "AD121", True),
    ],
)
def test_defaults_by_another_hand(results, name, parameter, text, rule, found):
    """Handed on in an expression, or written with a capital letter."""
    assert (rule in against(results[name], parameters=[{"name": parameter, "description": text}])) is found


def test_a_heading_states_nothing(results):
    """Nor does what others are told."""
    assert "AD801" not in against(results["wrap"], description="Rows are made.\n\nExample (async)::\n\n    wrap(1)")
    assert "AD801" in against(results["wrap"], description="This is a coroutine.")
    assert "AD803" not in against(results["ask"], description="For sync clients, you can use the constructor.")
    assert "AD803" in against(results["ask"], description="This is a blocking call.")
