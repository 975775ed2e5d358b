"""The traps of false alarms in prose and examples, and what is seen all the same."""

import pytest

from aidoc_core.checks import check


def found(obj, chapter, **said):
    """Ids of one chapter, warnings left out."""
    findings = check({"summary": "Throw every parcel away.", **said}, obj)
    return [f.rule for f in findings if f.rule.startswith(chapter) and f.severity != "warn"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("parcels.Depot.clear", "Have a coroutine function called with each parcel."),
        ("parcels.Depot.clear", "This is not a coroutine."),
        ("parcels.Depot.clear", "If the store is asynchronous, use its own method."),
        ("parcels.Depot.fetch", "This is a coroutine and must be awaited."),
        ("parcels.Depot.walk", "It is a generator of parcels."),
        ("parcels.Depot.parcels", "Returns a generator of parcels."),
        ("parcels.Depot.clear", "Random numbers come from the generator of the depot."),
        ("parcels.Depot.clear", "This yields a better order of the shelves."),
    ],
)
def test_words_of_coroutines_and_generators_that_claim_nothing_pass(depot, path, text):
    """A word alone is no claim; what it is said of counts."""
    assert found(depot[path], "AD8", description=text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The call must be awaited.", "AD801"),
        ("Returns a coroutine.", "AD801"),
        ("Asynchronously empties the shelves.", "AD801"),
        ("Yields each parcel in turn.", "AD802"),
        ("This generator yields one parcel at a time.", "AD802"),
    ],
)
def test_claims_about_a_plain_function_are_found(depot, text, rule):
    """A plain method is neither."""
    assert found(depot["parcels.Depot.clear"], "AD8", description=text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "The matrix I is the identity.",
        "Handles I/O errors of the depot.",
        "Parcels are sorted, as the label says.",
        "If you pass no shelf, the parcel stays outside.",
        "Note that shelves are counted from one.",
        "Each parcel that was provided by the carrier is thrown away.",
        "We call a shelf full when nothing fits.",
    ],
)
def test_plain_documentation_is_no_talk(depot, text):
    """The words of an address and capital letters belong to documentation too."""
    assert found(depot["parcels.Depot.clear"], "AD50", description=text) == []


def test_a_package_about_prompts_may_speak_of_them(visit):
    """What the code is about is no leak."""
    objects = visit(
        "def ask(system_prompt, user_prompt, assistant):\n    return assistant.answer(system_prompt, user_prompt)\n"
    )
    said = {"description": "The system prompt comes before the user's prompt."}
    assert found(objects["ask"], "AD504", **said) == []


@pytest.mark.parametrize(
    "example",
    [
        "depot.store('tea')",
        "depot.store('tea', 3, fragile=True)",
        ">>> depot.store('tea')\n3\n",
        "```python\ndepot.store('tea')\n```",
        "from depot import Depot, Parcel\nDepot(3, name='x').store(Parcel(2.5))",
        "import os.path\nparcels = ['tea']\ndepot.store(*parcels)",
        "import numpyx\ndepot.store(numpyx.parcel())",
        "options = {}\ndepot.store(**options)",
        "    depot.store('tea')",
        "for one in ['tea']:\n    depot.store(one)",
        "def put(one, *, at=lambda x: x):\n    with open(one) as file:\n        depot.store(file, at(1))",
    ],
)
def test_right_examples_pass(depot, example):
    """Code, sessions and fences; starred arguments and packages that are not installed cannot be told."""
    assert found(depot["parcels.Depot.store"], "AD7", example=example) == []


@pytest.mark.parametrize(
    ("path", "example", "rule"),
    [
        ("parcels.Depot.store", "depot.store(", "AD701"),
        ("parcels.Depot.store", ">>> depot.store(parcel))\n", "AD701"),
        ("parcels.Depot.store", "depot.store()", "AD702"),
        ("parcels.Depot.store", "depot.store('tea', colour=3)", "AD702"),
        ("parcels.Depot.store", "depot.store('tea', parcel=1)", "AD702"),
        ("parcels.Depot.find", "depot.find(1, 2, 3)", "AD702"),
        ("parcels.Depot.__init__", "Depot(1, 2, 3)", "AD702"),
        ("parcels.Depot.volume", "Depot.volume(1)", "AD702"),
        ("parcels.Depot.store", "import depot.burning\n", "AD703"),
        ("parcels.Depot.store", "from textwrap import burn\n", "AD703"),
        ("parcels.Depot.store", "async for x in depot.store('tea'):\n    print(x)", "AD704"),
    ],
)
def test_wrong_examples_are_found(depot, path, example, rule):
    """What does not parse, bind, import or await."""
    assert found(depot[path], "AD7", example=example) == [rule]


@pytest.mark.parametrize(
    ("example", "rule"),
    [
        ("from depot import Depot\nDepot(3).stoer('tea')", "AD705"),
        ("import depot\nplace = depot.Depot(3)\nprint(place.stoer)", "AD705"),
        ("import depot\ndepot.Depott(3)", "AD705"),
        ("depot.store(parcel)", "AD706"),
        ("from depot import Depot\nprint(Depot(3).store(tea))", "AD706"),
        ("import os\nos.remove('parcels.db')", "AD707"),
        ("from shutil import rmtree\nrmtree('parcels')", "AD707"),
        ("from pathlib import Path\nPath('parcels').unlink()", "AD707"),
        ("import subprocess\nsubprocess.run(['rm', '-rf', 'parcels'])", "AD707"),
        ("import os\nos.system('sudo depot')", "AD707"),
        ("import sqlite3\nsqlite3.connect('parcels.db').execute('DROP TABLE parcels')", "AD707"),
        ("from urllib.request import urlopen\nurlopen('https://depot.io/parcels')", "AD707"),
        ("depot.store(...)", "AD708"),
        ("parcel = ...\ndepot.store(parcel)", "AD708"),
    ],
)
def test_examples_that_nobody_should_run_are_found(depot, example, rule):
    """Members that no class has, names that nothing defines, what destroys or calls a real host, gaps."""
    assert found(depot["parcels.Depot.store"], "AD70", example=example) == [rule]


@pytest.mark.parametrize(
    "example",
    [
        "from urllib.request import urlopen\nurlopen('https://example.com/parcels')",
        "from urllib.request import urlopen\nurlopen('http://localhost:8000/parcels')",
        "class Shelf:\n    def put(self, one: tuple[int, ...]) -> None: ...",
        "cube = {}\ncube[..., 0] = 1",
        "print('nothing drops tables here')",
    ],
)
def test_examples_without_harm_pass(depot, example):
    """Hosts that are reserved for examples, and `...` where it is Python."""
    assert found(depot["parcels.Depot.store"], "AD70", example=example) == []


@pytest.mark.parametrize(
    "example", ["depot.find(1)", "depot.find('x', True)", "depot.stack(depth=3)", "depot.configure(title='x')"]
)
def test_overloads_renaming_decorators_and_keys_bind(depot, example):
    """One of the overloads has to fit; a decorator's old name and a key that `**kwargs` reads are accepted."""
    path = {"find": "parcels.Depot.find", "stack": "parcels.Depot.stack", "conf": "parcels.Depot.configure"}
    target = next(value for key, value in path.items() if f".{key}" in example)
    assert found(depot[target], "AD702", example=example) == []


def test_nothing_of_an_example_is_run(depot, tmp_path):
    """An example is read, never executed."""
    mark = tmp_path / "run"
    example = f"open({str(mark)!r}, 'w').close()\ndepot.store('tea')"
    assert found(depot["parcels.Depot.store"], "AD7", example=example) == []
    assert not mark.exists()
