"""True text is left alone: kinds of right answers that rules once refused, and input that is strange."""

import pytest

from aidoc_core.answers.answer import LONGEST
from aidoc_core.asking.prompt import system_message
from aidoc_core.checks import Severity, check
from aidoc_core.code.packages import read_package
from aidoc_core.settings import Settings

STORE = """
def store(parcel: str, shelf: int = 1) -> str:
    if shelf < 1:
        raise ValueError(shelf)
    return f"{shelf}:{parcel}"
"""


def strong(answer, obj, **options):
    """The rules with something to say against an answer, warnings left out."""
    findings = check(answer, obj, question=system_message(Settings()), **options)
    return [(finding.rule, finding.where) for finding in findings if finding.severity is not Severity.WARN]


def entries(**texts):
    """Parameters of an answer."""
    return [{"name": name, "description": text} for name, text in texts.items()]


SHORT = """
class Empty(Exception):
    pass


def fetch(key: str, host: str = "", retries: int = 3, unused: bool = False, role_id: int = 0) -> "Job | None":
    if not key:
        raise Empty(key)
    return connect(host, retries, role_id).get(key)


def find_line_end(text: str) -> int:
    return text.index("x")


# A failure is told by its line.
def line_info(position: int) -> str:
    return f"{position}"
"""


def test_short_texts_are_good(visit):
    """Few words that say something are an answer: "Not used.", a name of something, another order than the name's."""
    shop = visit(SHORT)
    answer = {
        "summary": "Get a waiting job.",
        "parameters": entries(
            key="Must not be empty.",
            host="Name of the host.",
            retries="Number of retries.",
            unused="Not used.",
            role_id="The ID of the role.",
        ),
        "returns": "The job, or `None` if there is none.",
        "raises": [{"type": "Empty", "description": "`key` is empty."}],
    }
    assert strong(answer, shop["fetch"]) == []
    found = {"summary": "Find the end of the current line.", "parameters": entries(text="Where to look.")}
    assert strong({**found, "returns": "The position."}, shop["find_line_end"]) == []
    told = {"summary": "Describe where the failure occurred.", "parameters": entries(position="An offset.")}
    assert strong({**told, "returns": "The same text."}, shop["line_info"]) == []


@pytest.mark.parametrize(
    "text", ["The key.", "The key parameter.", "Given key", "The value of key.", "TODO", "see above"]
)
def test_an_entry_that_only_has_its_name_is_still_found(visit, text):
    """A name in a frame that fits every parameter says nothing."""
    answer = {
        "summary": "Get a waiting job.",
        "parameters": entries(
            key=text, host="Where it lives.", retries="How often.", unused="Not used.", role_id="Whose job."
        ),
        "returns": "The job.",
    }
    assert strong(answer, visit(SHORT)["fetch"]) == [("AD105", "parameter key")]


MODELS = '''
"""Chat with a model of OpenAI, Anthropic or Ollama."""


class Chat:
    def __init__(self, system: str, size: int = 4096) -> None:
        self.system = system
        self.size = size
'''


def test_packages_about_models_may_speak_of_them(visit):
    """Prompts, models and context windows are the matter of such a package."""
    answer = {
        "summary": "A conversation with a large language model.",
        "parameters": entries(
            system="The system prompt, sent before the user's messages.",
            size="Size of the context window, in tokens.",
        ),
        "attributes": entries(
            system="The system prompt.",
            size="How many tokens of the prompt and the response fit in the context window.",
        ),
    }
    assert strong(answer, visit(MODELS)["Chat"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "As an AI language model, I cannot run code.",
        "You asked for a summary of the class.",
        "Here is the docstring you asked for.",
    ],
)
def test_talk_is_a_leak_in_such_a_package_too(visit, text):
    """What is said to somebody is no documentation of a chat either."""
    answer = {
        "summary": text,
        "parameters": entries(system="Instructions for the model.", size="Tokens that fit."),
    }
    assert {"AD504", "AD506"} & {rule for rule, _ in strong(answer, visit(MODELS)["Chat"])}


OUTSIDE = """
import asyncio
import re
import ssl
from typing import Any, NewType

Name = NewType("Name", str)
PREFIX = "SHOP_"


def search(pattern: str, flags: int = 0) -> Any:
    backend = re.compile(pattern, flags)
    return ssl.create_default_context(), asyncio.Queue(), backend
"""


def test_the_standard_library_is_known(visit):
    """Names that modules make when they are imported, bare names of imported modules, variables of prefix and name."""
    answer = {
        "summary": "Search the queue for a pattern, under TLS.",
        "description": "Like `re.IGNORECASE`, `ssl.CERT_NONE` and `ssl.VerifyMode` say. Wraps an `asyncio.Queue`. "
        "Types made with `ParamSpec` are fine, and so is the variable `SHOP_BACKEND`.",
        "parameters": entries(pattern="What to search for.", flags="Such as `re.MULTILINE`."),
        "returns": "A context, a queue and the compiled pattern.",
    }
    assert strong(answer, visit(OUTSIDE)["search"]) == []


TYPES = """
def read(size: int | None, released: str, buffer: bytearray) -> tuple[str, int]:
    return str(buffer[:size]), len(released)
"""


def test_units_and_nouns_are_no_types(visit):
    """Bytes are counted, a date may be text, the first of several results is not all of them."""
    answer = {
        "summary": "Read the beginning of a buffer.",
        "parameters": entries(
            size="Bytes to read; by default all of them.",
            released="Date of the first release.",
            buffer="The bytes to read from.",
        ),
        "returns": "The text and the number of characters.",
    }
    assert strong(answer, visit(TYPES)["read"]) == []


def test_a_stated_type_is_still_checked(visit):
    """The same words, where they say what must be passed."""
    answer = {
        "summary": "Read the beginning of a buffer.",
        "parameters": entries(size="Must be a date.", released="Must be bytes; or nothing works.", buffer="Its bytes."),
        "returns": "What was read.",
    }
    assert ("AD112", "parameter size") in strong(answer, visit(TYPES)["read"])


def test_a_name_taken_apart_is_a_word_of_the_code(visit):
    """Words that say little alone are the code's, if they are one of its names."""
    source = "def orig(data_class: type, alias: object) -> object:\n    return unwrap(data_class, alias)\n"
    answer = {
        "summary": "Get what lies behind a data class.",
        "parameters": entries(data_class="Where to look.", alias="Tried afterwards."),
        "returns": "Its origin.",
    }
    assert strong(answer, visit(source)["orig"]) == []


AWAITED = """
class Opened:
    def __init__(self, name):
        self.name = name

    def __await__(self):
        yield

    async def __aenter__(self):
        return self


def opened(name: str):
    return Opened(name)


class Job:
    def text(self) -> str:
        return self.done
"""


def test_what_can_be_awaited_may_be_called_so(visit):
    """A class with `__await__` makes its maker's result awaitable; to have been awaited is said of something else."""
    shop = visit(AWAITED)
    answer = {
        "summary": "Open a file.",
        "description": "The result can be awaited or used with `async with`.",
        "parameters": entries(name="Which file to open."),
        "returns": "An awaitable that is also an asynchronous context manager.",
    }
    assert strong(answer, shop["opened"]) == []
    assert (
        strong(
            {"summary": "Return the calls of a job that has been awaited.", "returns": "What it said."},
            shop["Job.text"],
        )
        == []
    )


DEEP = """
class Forbidden(Exception):
    pass


class Client:
    def delete(self, number: int) -> None:
        self.state.http.delete(number)


def request(url):
    first(url)


def first(url):
    second(url)


def second(url):
    third(url)


def third(url):
    raise Forbidden(url)
"""


def test_a_package_raises_its_own_from_deep_inside(visit):
    """What the package raises somewhere may come through objects that nobody can look into; a builtin may not."""
    shop = visit(DEEP)
    answer = {
        "summary": "Delete an entry of the server.",
        "parameters": entries(number="Which entry goes."),
        "raises": [
            {"type": "Forbidden", "description": "The server refuses."},
            {"type": "KeyError", "description": "The server has no such entry."},
        ],
    }
    assert strong(answer, shop["Client.delete"]) == [("AD302", "raises KeyError")]


@pytest.mark.parametrize(
    ("language", "summary", "parcel", "shelf", "returns", "raises"),
    [
        ("German", "Legt ein Paket ins Regal.", "Das Paket.", "Nummer, Standard ist 1.", "Der Platz.", "Wenn sie zu klein ist."),
        ("French", "Place un colis sur une étagère.", "Le colis.", "Son numéro, 1 par défaut.", "Sa place.", "S'il est négatif."),
        ("Japanese", "荷物を棚に置く。", "置く荷物。", "棚の番号。", "場所を表す文字列。", "`shelf` が 1 未満の場合。"),
        ("Arabic", "يضع الطرد على الرف.", "الطرد.", "رقم الرف.", "المكان كنص.", "إذا كان `shelf` أقل من 1."),
        ("Russian", "Кладёт посылку на полку.", "Посылка.", "Номер полки.", "Место.", "Если `shelf` меньше 1."),
    ],
)  # fmt: skip
def test_rules_about_english_keep_out_of_other_languages(visit, language, summary, parcel, shelf, returns, raises):
    """A right answer in another language or script is right."""
    answer = {
        "summary": summary,
        "parameters": entries(parcel=parcel, shelf=shelf),
        "returns": returns,
        "raises": [{"type": "ValueError", "description": raises}],
    }
    assert strong(answer, visit(STORE)["store"], language=language) == []


NAMED = """
def the(If, a, in_, of=3, value=None):
    if not If:
        raise ValueError(a)
    return [in_ for _ in range(of)]


class The:
    def __init__(self, If: int) -> None:
        self.If = If
"""


def test_names_may_be_words(visit):
    """A parameter may be called `If`, `a` or `of`, and a class `The`."""
    shop = visit(NAMED)
    answer = {
        "summary": "Collect an input once for each turn.",
        "description": "The check of `If` comes first. If it fails, nothing is collected.",
        "parameters": entries(
            If="The condition; must be true.",
            a="Message of the error.",
            in_="What is collected.",
            of="Number of turns, 3 by default.",
            value="Not used.",
        ),
        "returns": "A list with the input, as often as `of` says.",
        "raises": [{"type": "ValueError", "description": "If `If` is false."}],
    }
    assert strong(answer, shop["the"]) == []
    holder = {"summary": "Holds a condition.", "parameters": entries(If="What has to hold.")}
    assert strong(holder, shop["The"]) == []


def test_what_cannot_be_read_is_not_judged(tmp_path):
    """Half of a package is compiled, a module does not parse: their names may be right."""
    package = tmp_path / "shop"
    package.mkdir()
    (package / "__init__.py").write_text(
        "from shop._speed import encode\nfrom shop.broken import lost\n\n\n"
        "def store(parcel: str, shelf: int = 1) -> str:\n    return encode(parcel, shelf, lost)\n"
    )
    (package / "_speed.cpython-311-x86_64-linux-gnu.so").write_bytes(b"\x7fELF\x00")
    (package / "broken.py").write_text("def lost(:\n    x = = 1\nclass Half(\n")
    shop = {obj.path: obj for obj in read_package("shop", [tmp_path])}
    answer = {
        "summary": "Store a parcel with the compiled encoder.",
        "description": "Uses `shop._speed.encode`, `_speed.Packer.pack` and `encode()`. See also `shop.broken.lost`.",
        "parameters": entries(parcel="The parcel to encode.", shelf="Where it goes."),
        "returns": "The encoded parcel.",
        "raises": [{"type": "shop._speed.EncodeError", "description": "If the encoder refuses."}],
    }
    assert strong(answer, shop["shop.store"]) == []


@pytest.mark.parametrize(
    "piece",
    [
        "and on it goes ",
        "`x` ",
        "[a][b.c]",
        "a.b.c ",
        "(",
        "- a\n",
        "x=1, ",
        "defaults to 5 ",
        "\u200d",
        "棚に置く。",
        ". ",
    ],
)
def test_the_longest_texts_are_read(visit, piece):
    """Fields of the greatest length, without an end or of nothing but marks; a name said often is told of once."""
    text = (piece * LONGEST)[:LONGEST]
    answer = {
        "summary": text,
        "description": text,
        "parameters": entries(parcel=text, shelf=text),
        "returns": text,
        "raises": [{"type": "ValueError", "description": text}],
    }
    findings = check(answer, visit(STORE)["store"], question=system_message(Settings()))
    assert len(findings) < 60


OTHERS = """
import enum
import functools
from datetime import datetime, timedelta


class State(enum.Enum):
    OPEN = "open"


class Trace:
    data: list[float]


class Gate:
    def logp(value, mu):
        return value - mu


def kept(function):
    return function


def counted(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print(function)
        return function(*args, **kwargs)
    return wrapper


def bound(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(1, *args, **kwargs)
    return wrapper


def read(state: str, values: dict, mode: str = "a", level: int = 0, compact: bool = False, **options: int) -> State:
    Trace(**values)
    return State(state)


@kept
def plain(width: int) -> int:
    return width


@counted
def wrapped(width: int) -> int:
    return width


@bound
def changed(width: int) -> int:
    return width
"""


def test_more_kinds_of_right_answers_pass(visit):
    """Names of the standard library that a module shadows, NaN, what calls imply, defaults beside others, keyword names."""
    shop = visit(OTHERS)
    right = {
        "summary": "Read NaN values and the state.",
        "description": "Steps are a `datetime.timedelta`, and `trace.data` is kept. The NCL function `wgt_vert` does the same.",
        "parameters": entries(
            state="The value of a state. Optionally, with its prefix.",
            values="By name, for example `space='x'`. This must be given as numbers.",
            mode='One of:\n\n"a"\n    default units\n"b"\n    others',
            level="Defaults to None (0).",
            compact="Whether spaces go. The default value is set to False.",
            **{"**options": "Further ones, as `cache_from`."},
        ),
        "returns": "The state.",
        "raises": [
            {"type": "ValueError", "description": "If there is no such state."},
            {"type": "TypeError", "description": "If values has other names."},
        ],
    }
    assert strong(right, shop["read"]) == []


def test_a_function_of_a_class_without_self_has_its_first_argument(visit):
    """A framework may call it as it is written."""
    said = {"summary": "Take one from the other.", "parameters": entries(value="What is left.", mu="What goes.")}
    assert "AD101" not in [rule for rule, _ in strong(said, visit(OTHERS)["Gate.logp"])]


@pytest.mark.parametrize(("name", "expected"), [("plain", ["AD124"]), ("wrapped", ["AD124"]), ("changed", [])])
def test_decorators_that_hand_all_on_are_seen_through(visit, name, expected):
    """What callers must pass is decided where a decorator is seen to change nothing, and left alone elsewhere."""
    said = {
        "summary": "Give the width back.",
        "parameters": entries(width="The width of the shelf. If omitted, a usual one is taken."),
        "returns": "The same width.",
    }
    assert [rule for rule, _ in strong(said, visit(OTHERS)[name])] == expected


def test_a_list_may_say_the_same_of_some_of_its_points(visit):
    """Only a text that is mostly the same sentence over and over repeats itself."""
    points = "\n".join(
        f"- '{n}': shelves of number {n} with open ends. With a door of the same size." for n in range(3)
    )
    said = {"summary": "Put it away.", "description": f"The forms:\n\n{points}", "returns": "A label."}
    store = visit(STORE)["store"]
    assert "AD505" not in [rule for rule, _ in strong(said, store)]
    assert "AD505" in [rule for rule, _ in strong({**said, "description": "It puts it away. " * 4}, store)]


def test_settings_of_a_module_formulas_and_missing_values_pass(visit):
    """A name that a module holds is no parameter, `D_4` no constant, and "missing `key` values" states no default."""
    shop = visit('cache_folder = "."\n\n\ndef turn(key: str, colour: str = "none") -> str:\n    return key + colour\n')
    said = {
        "summary": "Turn a key by the group `D_4`.",
        "description": "Use the `cache_folder` setting to keep it. The `cached_folder` argument does nothing.",
        "parameters": entries(key="What is turned.", colour="The colour of missing `key` values."),
        "returns": "The turned key.",
    }
    assert strong(said, shop["turn"]) == [("AD109", "description"), ("AD402", "description")]


@pytest.mark.parametrize("words", ["e.g., the door", "i.e. the door", "a.k.a. the door", "at 5 p.m.", "by U.S. rules"])
def test_abbreviations_are_no_references(words, visit):
    """Not even a warning: letters with points between them name nothing, in prose."""
    answer = {"summary": "Put a parcel on a shelf.", "description": f"Parcels go on a shelf ({words})."}
    found = {one.rule for one in check(answer, visit(STORE)["store"])}
    assert found.isdisjoint({"AD401", "AD402", "AD403"})
