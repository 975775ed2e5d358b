"""What is denied, what is another's and what is a thing of its own is no false claim; what is claimed still is."""

import pytest

from aidoc_core.checks import Severity, check

SHOP = '''
"""Orders of a shop."""

import random
import time

from shop.pools import ProcessPool

TIMEOUT = 10000
LIMIT = 64 * 1024


class Feed:
    def __iter__(self):
        return self

    def __next__(self):
        return 1


class Worker:
    def consume(self, name: str) -> Feed:
        raise NotImplementedError

    def peek(self, name: str) -> int:
        return len(name)


def run(names: list[str], processes: int = 1, verbose: bool = False) -> dict[str, int]:
    with ProcessPool(processes) as pool:
        return dict(pool.map(len, names))


def wait(name: str, timeout: int | None = None) -> str:
    if timeout is None:
        timeout = TIMEOUT
    deadline = time.monotonic() + timeout / 1000
    while time.monotonic() < deadline:
        name += "."
    return name


def improve(samples: list[str], path: str) -> str:
    with open(path) as file:
        return random.choice(samples) + file.read()


def total(prices: list[int]) -> int:
    return sum(prices)


def create(provider: str, key: dict | None = {}) -> dict:
    return {"provider": provider, "description": key}
'''
POOLS = """
class ProcessPool:
    def map(self, function, values):
        return map(function, values)
"""


@pytest.fixture
def shop(visit):
    return visit(SHOP, pools=POOLS)


def against(obj, **answer):
    """The rules that say something stronger than a warning against a part of an answer."""
    whole = {"summary": "Work on the names of the shop, the samples and the prices.", **answer}
    found = check(whole, obj)
    gaps = {"AD102", "AD104", "AD201", "AD503"}
    return {one.rule for one in found if one.severity is not Severity.WARN} - gaps


def entry(name, text):
    return [{"name": name, "description": text}]


@pytest.mark.parametrize(
    ("text", "rule", "lie"),
    [
        ("It cannot be used in a `with` statement.", "AD804", "It can be used in a `with` statement."),
        ("There is no way to have it behind `with`.", "AD804", "Put it behind `with`."),
        ("It does not decorate functions.", "AD804", "It decorates functions."),
        ("`verbose` is not `True` by default.", "AD123", "`verbose` is `True` by default."),
        ("`processes` does not default to 4.", "AD123", "`processes` defaults to 4."),
        ("It has no exception class of its own.", "AD303", "It never raises an exception."),
        ("A value like `max_retries` is not among its arguments.", "AD402", "A value like `max_retries` is checked."),
        ("There is no `max_retries` here.", "AD402", "The rest is left to `max_retries`."),
    ],
)
def test_what_is_denied_is_not_claimed(shop, text, rule, lie):
    assert rule not in against(shop["run"], description=text)
    if rule != "AD303":
        assert rule in against(shop["run"], description=lie)


@pytest.mark.parametrize(
    ("text", "lie"),
    [
        ("It must not be a string.", "It must be a string."),
        ("An `int` is not accepted.", "An `int` to start from."),
        ("A `dict` is never taken.", "A `dict` of names."),
        ("A string is refused.", "A string with names."),
    ],
)
def test_a_type_that_is_refused_is_not_stated(shop, text, lie):
    assert "AD112" not in against(shop["run"], parameters=entry("names", text))
    assert "AD112" in against(shop["run"], parameters=entry("names", lie))


@pytest.mark.parametrize(
    "text",
    [
        "Only used with many names. Supports parallel sampling.",
        "The number of parallel processes to run.",
        "How many names are worked on concurrently by the workers.",
    ],
)
def test_work_that_is_shared_out_is_no_promise_about_threads(visit, text):
    bare = "def run(names, processes=1, timeout=2):\n    return go(names, processes)\n\n\ndef hold(names):\n    return names\n"
    plain = visit(bare)
    assert "AD903" not in against(plain["run"], parameters=entry("processes", text))
    assert "AD903" in against(plain["run"], description="Safe to call from several threads.")
    assert "AD903" in against(plain["hold"], description="Calls may run concurrently.")


@pytest.mark.parametrize(
    "text",
    [
        "Seconds to wait while another program has the file locked.",
        "Whether to go on while another process holds the file.",
        "Waits until no other program has the database locked.",
        "What to do if the file is locked by another user.",
    ],
)
def test_what_others_have_locked_is_no_promise_about_threads(visit, text):
    plain = visit("def keep(names, timeout=2):\n    return go(names, timeout)\n")
    assert "AD903" not in against(plain["keep"], parameters=entry("timeout", text))


@pytest.mark.parametrize(
    "text", ["Adds less than one second.", "Adds up to a second to the value.", "A small number of seconds."]
)
def test_a_length_of_time_is_no_use_of_the_clock(visit, text):
    plain = visit("def jitter(value):\n    return value + draw()\n")
    assert "AD907" not in against(plain["jitter"], description=text)
    told = check({"summary": "Make it.", "description": "Adds a short delay before it returns."}, plain["jitter"])
    assert "AD907" in {one.rule for one in told}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("How long to wait. Defaults to 10 seconds.", False),
        ("How long to wait. Defaults to 10000.", False),
        ("How long to wait. Defaults to 7 seconds.", True),
        ("How long to wait. Defaults to 30.", True),
    ],
)
def test_a_constant_that_the_body_puts_in_is_a_default_in_any_unit(shop, text, found):
    assert ("AD122" in against(shop["wait"], parameters=entry("timeout", text))) is found


@pytest.mark.parametrize(
    ("name", "exception", "found"),
    [
        ("improve", "IndexError", False),
        ("improve", "UnicodeDecodeError", False),
        ("improve", "FileExistsError", False),
        ("improve", "StopIteration", True),
        ("total", "ZeroDivisionError", True),
        ("total", "UnicodeDecodeError", True),
    ],
)
def test_what_calls_may_raise_counts(shop, name, exception, found):
    said = [{"type": exception, "description": "If there is nothing there."}]
    assert ("AD302" in against(shop[name], raises=said)) is found


def test_points_of_a_list_are_about_parts_of_a_value(shop):
    fields = "Names a key:\n\n- `region` (string): Required.\n- `bucket`: Required.\n- `host` (string): Optional."
    assert "AD124" not in against(shop["create"], parameters=entry("key", fields))
    assert "AD124" in against(shop["create"], parameters=entry("key", "Names a key. Required."))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("An object with:\n\n- 'anat': a list.\n- 'description': what is in it.", False),
        ("An object with:\n\n- 'name' : the name of it.", False),
        ('{"summary": "Create a key."}', True),
        ("{'summary': 'Create a key.'", True),
        ('"description": "Create a key."', True),
    ],
)
def test_keys_that_are_described_are_no_wire_form(shop, text, found):
    assert ("AD504" in against(shop["create"], returns=text)) is found


def test_a_function_may_leave_things_out_of_a_listing(shop):
    for text in ("List of modules to exclude from the listing.", "Orders to keep in the listing."):
        assert "AD506" not in against(shop["create"], parameters=entry("provider", text))
    assert "AD506" in against(
        shop["create"], description="The listing breaks off before the end, so the last steps are missing."
    )


def test_a_class_with_steps_is_an_iterator(shop):
    said = "Get an iterator over the orders in a queue."
    assert "AD802" not in against(shop["Worker.consume"], summary=said)
    assert "AD802" in against(shop["Worker.peek"], summary="A generator of the orders in a queue.")


def test_a_queue_is_filled_asynchronously(visit):
    queued = visit("def send(broker, message):\n    broker.enqueue(message)\n    return message\n")
    assert "AD801" not in against(queued["send"], summary="Asynchronously send a message to the broker.")
    assert "AD801" in against(queued["send"], description="This coroutine has to be awaited.")


def test_asynchronous_work_without_a_queue_is_a_coroutine(visit):
    plain = visit("def total(prices):\n    return sum(prices)\n")
    assert "AD801" in against(plain["total"], summary="Asynchronously add the prices.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In asyncio, hand the result to `StreamWriter.write`; in Trio, to `SocketStream.send_all`.", False),
        ("As with Celery, `apply_later` does it.", False),
        ('The file in the archive is named "test.sbml".', False),
        ("Hands the result to `SocketStream.send_all`.", True),
        ("Hands the result to `apply_later`.", True),
        ("In Python, `apply_later` does it.", True),
        ("As JSON, from `apply_later`.", True),
    ],
)
def test_names_of_another_library_are_its_own(shop, text, found):
    assert bool({"AD401", "AD402"} & against(shop["run"], description=text)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("RFC 9110 calls the result a field line.", False),
        ("See shop.conf for all settings.", False),
        ("Implements RFC 9110.", True),
        ("The result is written as RFC 9110 has it.", True),
        ("Reads other.conf first.", True),
    ],
)
def test_a_standard_may_be_quoted(shop, text, found):
    assert ("AD404" in against(shop["run"], description=text)) is found


def test_short_texts_on_names_of_another_language_are_good(visit):
    source = (
        "def größe(höhe, breite=2.0):\n    return höhe * breite\n\n\ndef price(net, rate=2.0):\n    return net * rate\n"
    )
    shop = visit(source)
    assert "AD507" not in against(shop["größe"], summary="Area of a rectangle.")
    assert "AD507" in against(shop["price"], summary="Area of a rectangle.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("More is said where the class is described.", False),
        ("It is documented with the class.", False),
        ("This is the description.", True),
        ("To be documented.", True),
    ],
)
def test_a_pointer_to_other_documentation_is_no_placeholder(shop, text, found):
    assert ("AD501" in against(shop["total"], description=text)) is found


CLAUSE = "the value of `names` is walked and the lengths of all of its texts are kept for what comes after that and "


@pytest.mark.parametrize("times", [4, 7, 30, 75])
@pytest.mark.parametrize("cut", [0, 7, 31])
def test_a_clause_again_and_again_is_a_loop_wherever_it_ends(shop, times, cut):
    text = CLAUSE * times
    assert "AD505" in against(shop["run"], description=text[: len(text) - cut])


@pytest.mark.parametrize("word", ["a", "ab", "lalo", "ÄÖ"])
def test_a_word_without_an_end_is_a_loop(shop, word):
    assert "AD505" in against(shop["run"], description=f"Walk the names {word * 400}")


@pytest.mark.parametrize(
    "text",
    [
        CLAUSE
        + "nothing else is done with them, since the pool has the rest, and whoever calls it keeps the names. " * 2,
        "".join(
            f"- `{name}`: the number of letters of it, as a whole number\n" for name in map("key{}".format, range(9))
        ),
        "名前の長さを数えて辞書にして返す処理を並列に実行しますが順序は保たれません" * 2,
    ],
)
def test_a_long_text_with_likes_is_none(shop, text):
    assert "AD505" not in against(shop["run"], description=text)


@pytest.mark.parametrize("code", [0xD800, 0xDFFF])
def test_half_a_character_is_found(shop, code):
    assert "AD609" in against(shop["run"], description=f"Walk the names {chr(code)} in the pool.")


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("total", "Nothing is returned twice: each sum is built anew.", False),
        ("total", "Nothing is returned again once it was handed out.", False),
        ("total", "Nothing is returned.", True),
        ("total", "Nothing is returned to the caller.", True),
        ("note", "The outcome is kept in memory only.", False),
        ("note", "The result is then stored beside the others.", False),
        ("note", "The result is the sum of the prices.", True),
        ("note", "The sum is returned.", True),
    ],
)
def test_a_result_may_be_put_away(visit, name, text, found):
    source = "SEEN = []\n\n\ndef total(prices):\n    return sum(prices)\n\n\ndef note(prices):\n    SEEN.append(sum(prices))\n"
    assert ("AD206" in against(visit(source)[name], description=text)) is found


@pytest.mark.parametrize(("end", "wrong"), [("    return answer['node']\n", False), ("    return\n", True), ("", True)])
def test_a_generator_may_return_a_value_when_it_ends(visit, end, wrong):
    """Which is no value that it yields: protocols send the answer to the command that was yielded."""
    found = visit(f"def ask(command):\n    answer = yield {{'method': command}}\n{end}")
    said = {"summary": "Ask for a node.", "returns": "The node at the root."}
    assert ("AD204" in {one.rule for one in check(said, found["ask"])}) is wrong


def test_code_with_an_executor_has_threads(visit):
    code = "async def call(loop, f):\n    return await loop.run_in_executor(None, f)\n"
    text = "Synchronous handlers run in a thread pool."
    assert "AD903" not in against(visit(code)["call"], description=text)
    bare = visit("def plain(f):\n    return f()\n")
    assert "AD903" in against(bare["plain"], description=text)


@pytest.mark.parametrize(
    "text",
    [
        "Give the one after the next.",
        "Gives the number that comes after the next one.",
        "Returns the next but one.",
        "Tells which one comes after the other.",
    ],
)
def test_what_comes_after_another_is_no_generator(visit, text):
    plain = visit("def second(a):\n    return a + 2\n")
    assert "AD802" not in against(plain["second"], description=text)
