"""Right sentences of good answers that were taken for false claims, by what they share; beside each what stays false."""

import pytest

from aidoc_core.checks import check
from aidoc_core.checks.subjects import is_addressed, is_said_of_several

SOURCE = '''
import abc


class Registry:
    """Functions by what they wait for."""

    def __init__(self, **props):
        self.rows = []
        for key, value in props.items():
            setattr(self, key, value)

    def listen(self, listener):
        self.rows.append(listener)
        return listener

    def store(self, rows):
        self.rows.append(rows)
        return len(rows)

    def hooks(self, startup=None, shutdown=None):
        self.startup = startup
        self.shutdown = shutdown
        self.rows.append(startup)

    def contains(self, other):
        if isinstance(other, Registry):
            return other.rows == self.rows
        elif isinstance(other, list):
            return other in self.rows

    def first(self):
        return self.rows[0]

    def add(self, child, style: int = 227):
        if isinstance(child, type):
            raise TypeError("a class")
        self.rows.append(child)
        self.rows.sort()

    def free(self, chunk):
        self.rows.remove(chunk)

    async def write(self, data):
        return self.rows.append(data)


class Fixed(Registry):
    def show(self):
        return self.rows


class Plain:
    def show(self):
        return 3


class Response:
    pass


def walk(rows):
    for row in rows:
        yield row


def join(parts: list[str], sep: str, count: int) -> str:
    return sep.join(parts)


def parse_v2(data):
    return data["entries"]


def load(frame, names=None):
    return frame[names]
'''


@pytest.fixture
def code(visit):
    return visit(SOURCE)


def against(obj, text, where="description", **more):
    """The rules that would take a sentence out of an answer."""
    kind, _, name = where.partition(" ")
    said = {"parameters": [{"name": name, "description": text}]} if name else {kind: text}
    found = check({"summary": "Work on the rows.", **said, **more}, obj)
    return {one.rule for one in found if one.severity != "warn" and one.quote and one.quote in text}


@pytest.mark.parametrize(
    "text",
    [
        "The hooks must be coroutine functions.",
        "The hooks must be coroutine functions, because their results are awaited.",
        "Both callbacks have to be asynchronous functions.",
        "`startup` and `shutdown` must be coroutines.",
    ],
)
def test_what_several_others_are_is_not_what_the_object_is(code, text):
    assert against(code["Registry.hooks"], text) == set()


@pytest.mark.parametrize(
    "text", ["It is a coroutine function and must be awaited.", "This method must be awaited.", "A coroutine function."]
)
def test_what_the_object_is_said_to_be_is_compared(code, text):
    assert "AD801" in against(code["Registry.hooks"], text)


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("The listeners must be coroutines.", True),
        ("Its callbacks are coroutines.", True),
        ("Calls are coroutines.", False),
        ("This must be a coroutine.", False),
        ("The hooks are called in order, and this is a coroutine.", False),
        ("The hooks must be coroutines, and this is a coroutine, too.", False),
    ],
)
def test_several(text, several):
    assert is_said_of_several(("coroutine", "asynchronous"), text) is several


@pytest.mark.parametrize(
    "text",
    [
        "For example, `await rows.ask(n=2).get()` requests a result with two dimensions.",
        "Values that were written show up once `await book.load()` has run.",
    ],
)
def test_code_that_awaits_something_else(code, text):
    assert "AD801" not in against(code["Registry.store"], text)


def test_code_that_awaits_the_object(code):
    assert "AD801" in against(code["Registry.store"], "Use it as `await registry.store(rows)`.")


@pytest.mark.parametrize("text", ["This method can be used as a decorator.", "It may be used as a decorator."])
def test_what_gives_back_its_argument_may_stand_above_a_definition(code, text):
    assert "AD804" not in against(code["Registry.listen"], text)
    assert "AD804" in against(code["Registry.store"], text)


@pytest.mark.parametrize(
    "text",
    [
        "Unsupported types are not rejected: the method falls through and returns `None`, which is falsy.",
        "For anything else it returns `None`.",
        "`None` comes back for other types.",
    ],
)
def test_a_body_that_may_run_off_its_end_gives_none_then(code, text):
    assert "AD206" not in against(code["Registry.contains"], text)


def test_a_body_that_always_gives_something_never_gives_none(code):
    assert "AD206" in against(code["Registry.first"], "It always returns `None`.")
    assert "AD206" in against(code["Registry.contains"], "Nothing is returned.")


@pytest.mark.parametrize(
    "text",
    [
        "Build a message for the case that a class was added to an object instead of an instance.",
        "Refuse what is a class object, and no instance.",
    ],
)
def test_a_class_that_is_handled_makes_no_class_method(code, text):
    assert "AD804" not in against(code["Registry.add"], text)


def test_a_method_that_is_said_to_need_no_instance(code):
    assert "AD804" in against(code["Registry.add"], "It is a class method, so that no instance is needed.")


@pytest.mark.parametrize(
    "text",
    [
        "Freeing a chunk during playback is unsafe, which is why this should only happen once all references are gone.",
        "Freeing a chunk twice is dangerous.",
        "Calling it with a foreign pointer is unsafe.",
    ],
)
def test_a_danger_that_is_only_named_promises_nothing(code, text):
    assert against(code["Registry.free"], text) == set()


@pytest.mark.parametrize("text", ["Unsafe characters are removed first.", "Dangerous values are rejected."])
def test_what_is_done_against_a_danger_is_a_promise(code, text):
    assert "AD904" in against(code["Registry.free"], text)


@pytest.mark.parametrize(
    "text",
    [
        "As a side effect, `self.rows` is updated, which makes instances unsuitable for concurrent use.",
        "Concurrent calls corrupt the rows.",
        "Two threads that share an instance mix up their results.",
    ],
)
def test_what_comes_of_threads_promises_nothing_of_them(code, text):
    assert "AD903" not in against(code["Registry.store"], text)


def test_a_promise_about_threads(code):
    assert "AD903" in against(code["Registry.store"], "Safe to call from several threads at once, without conflicts.")


@pytest.mark.parametrize("text", ["Strings to join; they may contain letters.", "Strings that are joined."])
def test_several_values_of_a_type_are_what_a_collection_holds(code, text):
    assert "AD112" not in against(code["join"], text, "parameter parts")
    assert "AD112" in against(code["join"], "A string to join.", "parameter parts")
    assert "AD112" in against(code["join"], text, "parameter count")


@pytest.mark.parametrize(
    "text", ["Unfold version 2 of the registry format.", "Read data in version 2 of the format.", "Parses v2 files."]
)
def test_a_version_that_names_of_the_code_have(code, text):
    assert "AD902" not in against(code["parse_v2"], text)


@pytest.mark.parametrize("text", ["Read data in version 3 of the format, since release 3.", "New in version 2.1."])
def test_a_version_that_no_name_has(code, text):
    assert "AD902" in against(code["parse_v2"], text)


@pytest.mark.parametrize(
    "text",
    [
        "Optional columns include: `label`, `score`.",
        "The optional columns are `label` and `score`.",
        "Optional keys: `label`.",
    ],
)
def test_parts_of_a_parameter_are_optional(code, text):
    assert "AD124" not in against(code["load"], text, "parameter frame")


@pytest.mark.parametrize("text", ["Optional.", "Optional frame to read.", "This argument is optional."])
def test_a_parameter_that_is_called_optional(code, text):
    assert "AD124" in against(code["load"], text, "parameter frame")


def test_the_default_of_another_is_kept():
    assert is_addressed("Use `None` to retain the application's native creation default.")
    assert is_addressed("Pass `None` to keep the device's own default.")
    assert not is_addressed("Pass `False` to change the default.")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("walk", "This is a generator, so nothing is initialized until the first item is requested."),
        ("Plain.show", "The response to a call without rows."),
        ("Registry.free", "Produces the response for requests without rows."),
    ],
)
def test_words_of_the_code_are_no_talk_about_a_text(code, name, text):
    assert "AD506" not in against(code[name], text)


@pytest.mark.parametrize(
    "text", ["As requested, this is the answer.", "The docstring below describes the response in a few words."]
)
def test_talk_about_a_text(code, text):
    assert {"AD506", "AD504"} & against(code["Registry.free"], text)


@pytest.mark.parametrize("name", ["Registry", "Fixed"])
def test_a_class_that_takes_attributes_by_name_may_have_any(code, name):
    used = f"from shop import {name}\n\nobj = {name}(health=10)\nprint(obj.health)"
    found = check({"summary": "Work on the rows.", "example": used}, code[name])
    assert not [one for one in found if one.rule == "AD705"]


def test_a_sentence_that_calls_itself_a_coroutine_does_not_deny_it(code):
    text = "Although declared as a coroutine, it completes without ever giving control back to the event loop."
    assert "AD803" not in against(code["Registry.write"], text)
    assert "AD803" in against(code["Registry.write"], "It is a plain synchronous method.")


def test_a_name_that_is_said_to_be_of_another_system(code):
    assert "AD402" not in against(code["Plain.show"], "This corresponds to `MsgBox` in VBA.")
    assert "AD402" not in against(code["Plain.show"], "It is like the `COUNT_IF` function of Excel.")
    assert "AD402" in against(code["Plain.show"], "It is like the `count_rows` function of `Plain`.")


@pytest.mark.parametrize("text", ["It returns early if there are no rows.", "Returns once the rows are gone."])
def test_a_body_that_comes_to_its_end_gives_nothing(code, text):
    assert "AD206" not in against(code["Registry.free"], text)
    assert "AD206" in against(code["Registry.free"], "It returns the chunk.")


def test_what_is_left_out_of_a_result_is_no_missing_result(code):
    assert "AD206" not in against(code["Registry.first"], "Gets the row without returning confidential values.")
    assert "AD206" in against(code["Registry.first"], "Sorts the rows without returning anything.")


def test_a_part_of_a_parameter_may_be_left_out(code):
    text = "This should have the proper time zone; if not specified, UTC will be assumed."
    assert "AD124" not in against(code["load"], text, "parameter frame")


@pytest.mark.parametrize("text", ["The extended attribute's value.", "The value of the property."])
def test_a_result_is_no_property(code, text):
    assert "AD804" not in against(code["join"], text, "returns")


BELOW = """
class ExistsError(ValueError):
    pass


def save(rows, step):
    if step in rows:
        raise ExistsError(f"the step {step} exists")
    if step < 0:
        raise ValueError("negative")
    rows.append(step)
"""


def test_an_error_below_the_one_that_is_said_is_one_of_it(visit):
    code = visit(BELOW)
    assert "AD304" not in against(code["save"], "Raises `ValueError` if the step exists.")


def test_a_method_of_many_engines_may_be_missing_in_one(visit):
    engines = "".join(
        f"class Engine{n}:\n    def sort(self, rows):\n        {'raise NotImplementedError' if n == 3 else 'rows.sort()'}\n\n\n"
        for n in range(7)
    )
    table = "class Table:\n    def sort(self, rows):\n        self.impl.sort(rows)\n\n    def size(self, rows):\n        return len(rows)\n"
    code = visit(engines + table)
    text = "On some systems it is not there and raises `NotImplementedError`."
    assert against(code["Table.sort"], text) == set()
    assert "AD303" in against(code["Table.size"], "It raises `NotImplementedError`.")
