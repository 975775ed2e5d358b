"""People's docstrings: contradictions in three styles, on the command line, in the report and on the page."""

import json

import pytest
from click.testing import CliRunner

from aidoc_core.build.appendix import appendix
from aidoc_core.build.report import report_data
from aidoc_core.build.session import Session
from aidoc_core.checks import check_human
from aidoc_core.checks.authors import place
from aidoc_core.checks.human import CONTRADICTIONS
from aidoc_core.checks.rule import PAGES
from aidoc_core.cli import main
from aidoc_core.code.packages import read_package
from aidoc_core.render import outline_markdown
from aidoc_core.settings import load_settings

GOOGLE = """
    Args:
        size: How large.
        colour: Which one.

    Raises:
        FloodError: If water comes in.
"""
NUMPY = """
    Parameters
    ----------
    size : int
        How large.
    colour : str
        Which one.

    Raises
    ------
    FloodError
        If water comes in.
"""
SPHINX = """
    :param size: How large.
    :param colour: Which one.
    :raises FloodError: If water comes in.
"""
RIGHT = """
    Args:
        size: How large.

    Returns:
        Twice that.
"""


def source(docstring):
    return f'def grow(size: int) -> int:\n    """Let it grow.\n{docstring}    """\n    return size * 2\n'


@pytest.mark.parametrize("style", [GOOGLE, NUMPY, SPHINX], ids=["google", "numpy", "sphinx"])
def test_a_contradiction_is_found_in_every_style(visit, style):
    """What is found does not depend on the style, and nothing missing counts."""
    findings = check_human(visit(source(style))["grow"])
    assert [(finding.rule, finding.where) for finding in findings] == [
        ("AD101", "parameter colour"),
        ("AD301", "raises FloodError"),
    ]


def test_what_is_right_or_missing_is_no_contradiction(visit):
    """A right docstring, and none at all."""
    assert check_human(visit(source(RIGHT))["grow"]) == []


def test_nothing_is_said_of_what_is_skipped(visit):
    """`# aidoc: skip` leaves an object alone in this too."""
    skipped = source(GOOGLE).replace("-> int:", "-> int:  # aidoc: skip")
    assert check_human(visit(skipped)["grow"]) == []


def test_levels_hold_for_people_too(visit):
    """A rule that is off is off."""
    findings = check_human(visit(source(GOOGLE))["grow"], levels={"AD101": "off"})
    assert [finding.rule for finding in findings] == ["AD301"]


CERTAIN = {
    "a parameter of another release": (
        "def f(x):",
        "Args:\n    x: An x.\n    y: A y.",
        ["AD101"],
    ),
    "in epytext": ("def f(x):", "@param x: An x.\n@param y: A y.", ["AD101"]),
    "an exception of nobody": ("def f(x):", ":raises: `FloodError` -- if wet.", ["AD301"]),
    "another default": ("def f(x=3):", "Args:\n    x: An x. Defaults to 4.", ["AD121"]),
    "none where the default is text": ("def f(x='/'):", ":param x: An x, defaults to None", ["AD121"]),
    "another type": ("def f(x: str):", "Args:\n    x: A list of them.", ["AD112"]),
    "a member of nothing": ("class Shop:", "See `Shop.close_now`.", ["AD401"]),
    "a role that leads nowhere": ("def f(x):", "See :func:`shop.shut`.", ["AD401"]),
    "a call that leads nowhere": ("def f(x):", "See `shop.shut()`.", ["AD401"]),
    "two entries of one list": ("def f(x):", ":param x: An x.\n\n:param y: No.\n:param x: The x.", ["AD101", "AD103"]),
    "two entries in two styles": ("def f(x):", "Args:\n    x: An x.\n    x: The x.", ["AD103"]),
}
UNCERTAIN = {
    "prose among the entries": ("def f(x):", "Args:\n    x (int): An x.\n    Default: None"),
    "prose below the entries": ("def f(x):", "Parameters\n----------\nx : int\n    An x.\n\nSee the guide for y.\nfor : all"),
    "None as a parameter": ("def f():", "Parameters\n----------\nNone"),
    "a list inside": ("def f(options=None, x={}):", "Args:\n    x: Any of\n\n        size : int\n            Defaults to 3."),
    "options of a list inside": ("def f(x=1):", "Args:\n    x: Any.\n        - size: Large, defaults to 3."),
    "nested fields": ("def f(x):", ":param x: Any of\n\n    :param y: A y."),
    "another style": ("def f(x, z):", "Args:\n    x: An x.\n    z: A z.\n\n:param y: A y."),
    "a template": ("def f(x):", "Args:\n    %(params)s\n    y: A y."),
    "another template": ("def f(x):", "Args:\n    {params}\n    y: A y."),
    "a decorator that fills in": ("@doc(y=1)\ndef f(x):", "Args:\n    y: A y."),
    "a decorator of others": ("@app.command()\ndef f(x):", "Args:\n    y: A y."),
    "what is swallowed": ("def f(x, **_kwargs):", "Args:\n    x: An x.\n    y: A y."),
    "what is passed on by place": ("def f(*args):\n    x, y = args", "Args:\n    x: An x.\n    y: A y."),
    "a class made by another": (
        "class Meta(type):\n    def __call__(cls, *args, y): ...\n\nclass Shop(metaclass=Meta):\n    def __init__(self): ...",
        "Args:\n    y: A y.",
    ),
    "a leading noun": ("def f(x: str):", "Args:\n    x: Sequence of code points."),
    "an awaitable object": ("def f(x):\n    return x.y", "Returns:\n    An awaitable object that waits."),
    "what is in the standard library": ("def f(x):", "Give `ssl.VerifyMode`.\n\nRaises:\n    ssl.SSLError: If not."),
    "a bare exception of the standard library": ("import json\ndef f(x):", "Raises:\n    JSONDecodeError: If not."),
    "a default of something else": ("def f(x=True):", "Args:\n    x: If so. The default marker is 'o'."),
    "a default in days": ("def f(x=86400):", "Args:\n    x: How long. Defaults to 1 day."),
    "a default under a condition": ("def f(x=3):", "Args:\n    x: How many. If y is set, defaults to 4."),
    "parts of a tuple": (
        "def f(x) -> tuple[dict, int]:\n    return {}, 1", "Returns\n-------\na : dict\n    A dict of all.\nb : int\n    A b.",
    ),
    "several types of a tuple": ("def f() -> tuple[str, str]:\n    return 'a', 'b'", "Returns:\n    str, str: Both."),
    "a flag as a number": ("def f() -> int:\n    return 1", "Returns:\n    bool: Whether."),
    "a default of another thing": ("def f(x=3):", "Args:\n    x: How many. The asyncio default of `4` is too few."),
    "what an example prints": ("class Shop:", "    >>> shop()\n    <Shop.my_func l.2>"),
    "a function of an example": ("def f(x):", "As in `with shop(): do_stuff()`, or `do_stuff()`."),
    "a generator of what is called": ("def f(x):\n    return x.stream()", "Returns:\n    A generator of bytes."),
    "a property that gives a callable": ("@property\ndef f(self):\n    return View(self)", "Args:\n    y: A y."),
    "all further arguments of an interface": (
        "def f(x):\n    raise NotImplementedError", "Parameters\n----------\nx : int\n    An x.\n**kwargs : Any\n    More.",
    ),
    "arguments that go on elsewhere": ("def f(x, *, y=1):\n    return x(y)", "Args:\n    x, **more: Passed on."),
    "a coroutine that is none": ("def f(x):\n    return 1", "This is a coroutine."),
    "what is yielded elsewhere": ("def f(x):\n    print(x)", "Yields:\n    Each x."),
    "any result": ("def f(x):\n    print(x)", "Returns:\n    A list of all."),
    "what a generator gives": ("def f(x):\n    yield x", "Returns:\n    list: All of it."),
    "any attribute": ("class Shop:", "Attributes:\n    size: How large."),
    "a type beside a default of another": ("def f(x=(0.1, 0.2)):", "Args:\n    x (float): How hard."),
    "keys of a mapping, listed below": (
        "def f(context):\n    return context", "Args:\n    context: All of the arguments below.\n    y: A y.",
    ),
    "a list about something else": ("def f(x):", "Args:\n    x: An x.\n    a: An a.\n    b: A b.\n    c: A c."),
    "a call by place that is shown": ("def f(arg):", "Called as ``f(data, 1)``.\n\nArgs:\n    data: Some."),
    "a function inside": (
        "def f(x):\n    def inner(y):\n        return x + y\n\n    return inner", "Args:\n    x: An x.\n    y: A y.",
    ),
    "what a method of the class takes": (
        "class Shop:\n    def __init__(self, x): ...\n\n    def sell(self, y): ...", "Args:\n    x: An x.\n    y: A y.",
    ),
    "what others fill in": (
        "class Shop(Base):\n    def f(self, x, y):\n        return y\n\ndef f(x):\n    raise NotImplementedError",
        "Args:\n    x: An x.\n    y: A y.",
    ),
    "a default that is another parameter": ("def f(times, at='T'):", "Args:\n    at: When. Defaults to `times`."),
    "a class made by its base": (
        "class Base:\n    def __init_subclass__(cls):\n        cls.__init__ = make(cls)\n\n    def __init__(self): ...\n\n"
        "class Shop(Base):",
        "Args:\n    y: A y.",
    ),
    "what another thing defaults to": ("def f(x='a'):", "Args:\n    x: Which edge. An edge not present defaults to 1."),
    "lists for several releases": (
        "def f(*args):", "Since 1.0:\n\n:param x: An x.\n\nSince 2.0:\n\n:param x: Some.\n:param y: A y.",
    ),
    "a coroutine among what may be returned": (
        "def f(x):\n    return False", ":returns: One of\n\n    * A flag\n    * A coroutine object that gives one",
    ),
    "one of those that an iterator gives": (
        "def f(x) -> Iterator[tuple[int, ...]]:\n    return g(x)", "Returns:\n    A tuple of numbers.",
    ),
    "the type of what an iterator gives": (
        "def f(x) -> Iterator[tuple[int, ...]]:\n    return g(x)", "Returns\n-------\none : tuple\n    Numbers.",
    ),
    "a flag in other words": ("def f(quiet=False):", "Args:\n    quiet: No output. Defaults to 'off'."),
    "the name of other days": ("class Shop:", ".. versionchanged:: 4.0\n    Renamed from ``Shop.close_now``."),
    "what has been replaced": ("class Shop:", "It replaces `Shop.close_now`, which was slow."),
    "a default with a separator": ("def f(x=1000):", "Args:\n    x: How many. Default is 1,000."),
    "a default as a fraction": ("def f(x=0.5):", "Args:\n    x: How much. Default is 1/2."),
    "a default that is a raw text": ("def f(x=r'/?.+'):", "Args:\n    x: Which. Defaults to `r'/?.+'`."),
    "a default in words": ("def f(x='auto'):", "Args:\n    x: Which. By default, ``x`` is chosen."),
    "several of a class": ("class Shop:", "One of the `shop.Shops`."),
    "a path below a module of another release": ("def f(x):", "As `shop.utils.Thing` in the first release."),
    "a name of something else, below that of the package": ("def f(x):", "Loggers: `shop`, `shop.sub_one`."),
    "an iterator of its own": ("def f(x) -> 'Pages':\n    return x.pages()", "Yields:\n    Each page."),
}  # fmt: skip


def last(visit, code, text):
    """The last definition of a module, with a docstring."""
    lines = code.split("\n")
    head = max(number for number, line in enumerate(lines) if line.startswith(("def ", "class ")))
    body = "".join(f"    {line}\n" if line else "\n" for line in text.split("\n"))
    lines.insert(head + 1, f'    """Do it.\n\n{body}    """')
    name = lines[head].split()[1].partition("(")[0].rstrip(":")
    return visit("\n".join(lines) + "\n")[name]


def contradictions(visit, code, text):
    """Rules that find something in the last definition of a module."""
    return [finding.rule for finding in check_human(last(visit, code, text))]


@pytest.mark.parametrize("case", CERTAIN)
def test_what_is_certain_is_told(visit, case):
    """What the code says otherwise, whatever the style."""
    code, text, rules = CERTAIN[case]
    assert contradictions(visit, code, text) == rules


@pytest.mark.parametrize("case", UNCERTAIN)
def test_what_is_not_certain_is_not_told(visit, case):
    """A false alarm on a published page is a defect; people write more freely than a model that was told how."""
    assert contradictions(visit, *UNCERTAIN[case]) == []


WORDS = {
    "AD101": (
        "def f(x, values):\n    return x",
        "Args:\n    x: An x.\n    value: Some.",
        "describes a parameter 'value' that cannot be passed",
        "Rename or remove the entry. Without a description: values.",
    ),
    "AD101, all described": (
        "def f(x):\n    return x",
        "Args:\n    x: An x.\n    value: Some.",
        "describes a parameter 'value' that cannot be passed",
        "Remove the entry, or add the parameter.",
    ),
    "AD103": (
        "def f(x):\n    return x",
        ":param x: An x.\n:param x: The x.",
        "describes 'x' twice",
        "Keep one of the descriptions.",
    ),
    "AD111": (
        "def f(x: int):\n    return x",
        "Args:\n    x (str): An x.",
        "says that 'x' is str, where the annotation is int",
        "Correct the type in the text, or the annotation.",
    ),
    "AD111, of the result": (
        "def f(x) -> int:\n    return x",
        "Returns:\n    str: An x.",
        "says that it returns str, where the annotation is int",
        "Correct the type in the text, or the annotation.",
    ),
    "AD112": (
        "def f(x: str):\n    return x",
        "Args:\n    x: A list of them.",
        "says that 'x' is list, where the annotation is str",
        "Correct the type in the text, or the annotation.",
    ),
    "AD112, by its default": (
        "def f(x='a'):\n    return x",
        "Args:\n    x: An integer.",
        "says that 'x' is integer, where the default is text",
        "Correct the type in the text, or the default.",
    ),
    "AD121": (
        "def f(x=3):\n    return x",
        "Args:\n    x: An x. Defaults to 4.",
        "states another default for 'x' than 3",
        "Correct the default in the text, or in the signature.",
    ),
    "AD122": (
        "def f(x):\n    return x",
        "Args:\n    x: An x. Defaults to 4.",
        "states a default for 'x', where the code shows none",
        "Remove the default from the text, or add it to the signature.",
    ),
    "AD301": (
        "def f(x):\n    raise ValueError",
        "Raises:\n    FloodError: If wet.",
        "describes 'FloodError', which is no exception class",
        "Correct the name or remove the entry. The body raises ValueError.",
    ),
    "AD301, none raised": (
        "def f(x):\n    return x",
        "Raises:\n    FloodError: If wet.",
        "describes 'FloodError', which is no exception class",
        "Correct the name or remove the entry.",
    ),
    "AD401": (
        "class Shop:",
        "See `Shop.close_now`.",
        "refers to 'Shop.close_now', which does not exist",
        "Correct the name, or remove the reference.",
    ),
}
"""What is listed, by rule: code, docstring, what is wrong, and what its author can do."""


@pytest.mark.parametrize("case", WORDS)
def test_a_finding_says_what_is_wrong_and_what_to_do(visit, case):
    """The author can act on every rule that is listed."""
    code, text, message, hint = WORDS[case]
    assert [(found.rule, found.message, found.hint) for found in check_human(last(visit, code, text))] == [
        (case[:5], message, hint)
    ]


PLACES = {
    "an entry, not the prose above it": ("def f(x):", "It takes a y, or an x.\n\nArgs:\n    x: An x.\n    y: A y.", 8),
    "a field with a type": ("def f(x):", "It takes a y.\n\n:param x: An x.\n:param int y: A y.", 7),
    "below a heading": ("def f(x):", "Parameters\n----------\nx : int\n    An x.\ny : int\n    A y.", 8),
    "the second of two": ("def f(x):", ":param x: An x.\n:param x: The x.", 5),
    "a name in a sentence": ("class Shop:", "It opens.\nSee `Shop.close_now`.", 5),
    "a sentence": ("def f(x) -> int:\n    return 1", "It runs.\n\nReturns:\n    A list of all.", 7),
    "a sentence on two lines": ("def f(x) -> int:\n    return 1", "It runs.\n\nReturns:\n    A list\n    of all.", 6),
}


@pytest.mark.parametrize("case", PLACES)
def test_a_finding_has_its_line(visit, case):
    """The line of the entry or sentence at fault, not that of the object: docstrings are long."""
    code, text, line = PLACES[case]
    obj = last(visit, code, text)
    assert [place(obj, found).line for found in check_human(obj)] == [line]


def test_a_line_that_is_written_otherwise(visit):
    """A name that an escape stands for is in no line: then the line of the object."""
    obj = visit('def f(x):\n    "Do it.\\n\\n:param \\x79: A thing."\n')["f"]
    assert [place(obj, found).line for found in check_human(obj)] == [1]


def test_every_listed_rule_says_what_to_do():
    """No rule is listed that a hand-written docstring cannot break, or that says nothing to its author."""
    assert {rule.id for rule in CONTRADICTIONS} == {case[:5] for case in WORDS}


def test_what_a_module_documents_is_passed_elsewhere(tmp_path):
    """A section of parameters in a module's docstring is about the functions that read and write for it."""
    (tmp_path / "shop.py").write_text('"""A shop.\n\nArgs:\n    size: How large.\n"""\n', encoding="utf-8")
    assert [check_human(obj) for obj in read_package("shop", [tmp_path])] == [[]]


def test_a_class_that_is_called_by_another_name(visit):
    """The first line shows that name with the arguments of its call."""
    code = 'class TE:\n    """te(s1, limit=None)\n\n    :arg limit: How far.\n    """\n    def __init__(self): ...\n'
    assert check_human(visit(code)["TE"]) == []


def test_what_an_instance_gives_when_it_is_called(visit):
    """A constructor's docstring is often about its instances."""
    code = (
        'class Shop:\n    def __init__(self, x):\n        """Open.\n\n        Yields:\n            Each x.\n        """\n'
        "        self.x = x\n\n    def __call__(self):\n        yield self.x\n"
    )
    assert check_human(visit(code)["Shop.__init__"]) == []


def test_methods_of_an_interface_are_declared_without_self(visit):
    """What looks like the bound object is a parameter there."""
    code = 'class IPool(Interface):\n    def get(name, size):\n        """Get.\n\n        @param name: Which.\n        """\n'
    assert check_human(visit(code)["IPool.get"]) == []


def test_a_base_that_is_not_installed(tmp_path):
    """Members that come from a package that nobody can load may be attributes."""
    (tmp_path / "shop.py").write_text(
        "from nowhere import Thing\n\nclass Base:\n    from nowhere import size\n\n"
        'class Shop(Base):\n    """A shop.\n\n    Args:\n        size: How large.\n    """\n    def __init__(self): ...\n',
        encoding="utf-8",
    )
    found = {obj.name: check_human(obj) for obj in read_package("shop", [tmp_path])}
    assert found["Shop"] == []


@pytest.fixture
def shop(tmp_path):
    (tmp_path / "shop.py").write_text(source(GOOGLE), encoding="utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def test_the_command_exits_with_1_on_findings(shop):
    """Findings on stdout with their place, the same for each; on stderr the count, and once the page of each rule."""
    two = GOOGLE.replace("        colour:", "        hue: How light.\n        colour:")
    (shop / "shop.py").write_text(source(two), encoding="utf-8")
    done = run("--human", "shop", "--search", shop, "--root", shop)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "shop.py:6: shop.grow: AD101 describes a parameter 'hue' that cannot be passed. Remove the entry, or add the "
        "parameter.",
        "shop.py:7: shop.grow: AD101 describes a parameter 'colour' that cannot be passed. Remove the entry, or add the "
        "parameter.",
        "shop.py:10: shop.grow: AD301 describes 'FloodError', which is no exception class. Correct the name or remove "
        "the entry.",
    ]
    assert done.stderr.splitlines() == ["2 objects, 3 findings", f"AD101: {PAGES}/AD101.md", f"AD301: {PAGES}/AD301.md"]


def test_the_command_gives_json(shop):
    """One JSON object with `--json`."""
    data = json.loads(run("--human", "shop", "--search", shop, "--root", shop, "--json").stdout)
    assert data["objects"] == 2
    assert [(finding["rule"], finding["url"]) for finding in data["findings"]] == [
        ("AD101", f"{PAGES}/AD101.md"),
        ("AD301", f"{PAGES}/AD301.md"),
    ]


def test_the_command_exits_with_0_without_findings(tmp_path):
    """Nothing wrong, exit 0."""
    (tmp_path / "shop.py").write_text(source(RIGHT), encoding="utf-8")
    assert run("--human", "shop", "--search", tmp_path, "--root", tmp_path).exit_code == 0


def test_the_command_exits_with_2_on_a_package_that_is_not_there(tmp_path):
    """A wrong name is a usage error that says what to do."""
    done = run("--human", "no_such_shop", "--search", tmp_path)
    assert done.exit_code == 2
    assert "there is no package 'no_such_shop'" in done.stderr
    assert "--search" in done.stderr


def test_the_command_without_human_tells_what_has_no_answer(shop):
    """Kept answers: none here, so every object with a gap is a miss."""
    done = run("shop", "--search", shop, "--root", shop)
    assert done.exit_code == 1
    assert "shop.py:1: shop.grow: no answer yet" in done.stdout.splitlines()


def test_report_and_page_tell_contradictions(visit, tmp_path):
    """The appendix has a section, report.json a list; both with the place in the code."""
    obj = visit(source(GOOGLE))["grow"]
    session = Session(
        load_settings({"offline": True}, root=tmp_path, origin="t", environment={}), root=tmp_path, tool="test"
    )
    session.fill([obj])
    data = report_data(session)
    page = outline_markdown.page(appendix(data))
    session.close()
    assert "## Documentation that contradicts the code" in page
    said = "describes a parameter &#x27;colour&#x27; that cannot be passed. Remove the entry, or add the parameter."
    assert said in page
    assert [(row["path"], row["rule"], row["source"].partition(":")[2]) for row in data["contradictions"]] == [
        ("shop.grow", "AD101", "6"),
        ("shop.grow", "AD301", "9"),
    ]


def test_a_page_without_contradictions_has_no_such_section(visit, tmp_path):
    """No empty section."""
    session = Session(
        load_settings({"offline": True}, root=tmp_path, origin="t", environment={}), root=tmp_path, tool="test"
    )
    session.fill([visit(source(RIGHT))["grow"]])
    assert "contradicts" not in outline_markdown.page(appendix(report_data(session)))
    session.close()
