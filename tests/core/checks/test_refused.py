"""For which values an exception is said to be raised, and which limits and units are stated, against the code near them."""

import pytest

from aidoc_core.checks import Severity, check

CODE = '''
import asyncio
import math


class Closed(Exception):
    """Closed."""


def scale_of(image):
    return image.width / 1000


class Arm:
    async def reach(self, distance: int = 20):
        if not 1 <= distance <= 44:
            raise ValueError("distance must be in range 1 to 44")
        return await self.send(x=distance)

    async def send(self, **words):
        return words

    async def rest(self, duration: float):
        if duration < 0:
            raise ValueError("Duration must be positive.")
        await asyncio.sleep(duration)

    def root(self, count: int):
        if count > 1000:
            raise ValueError("too many")
        return math.sqrt(count)

    def close(self, force: bool = False):
        if not force and self.state != RUNNING:
            raise Closed("Can only close an arm that is currently running.")

    def drop(self):
        if self.held.is_final:
            raise ValueError("Cannot drop a part in a final position.")

    def start(self):
        if self.motor is None:
            raise ValueError("Cannot mark the arm as started without setting a motor.")

    def label(self, names):
        if len(names) != len(self.joints):
            raise ValueError("The new names must have the same length as the current joints.")
        self.names = names

    def load(self, info=None, key=None):
        if info is not None and key is not None:
            raise ValueError("Only one of info or key must be provided.")
        if info is None and key is None:
            raise ValueError("Either info or key must be provided.")
        return info or key

    def publish(self, rate):
        if not isinstance(rate, (int, float)):
            raise TypeError("rate should be numeric")
        if self.code > 0:
            raise RuntimeError(f"Message publish failed: {self.code}")

    def turn(self, steps: int, angle: float, repeat: int = 7):
        if repeat > 12:
            repeat = 12
        return [self.step(angle) for _ in range(steps * repeat)]

    def step(self, angle: float):
        return angle

    def bend(self, share: int, buckets: int = 8):
        return share + buckets

    def grow(self, size: int):
        return size + size
'''
FALSE = (
    ("reach", "A `ValueError` is raised unless `distance` is greater than 44."),
    ("reach", "A `distance` between 5 and 30 raises `ValueError`."),
    ("reach", "A `distance` of 25 leads to `ValueError`."),
    ("rest", "A duration greater than zero raises `ValueError`."),
    ("rest", "If `duration` is positive, `ValueError` is raised."),
    ("load", "Exactly one of `info` and `key` leads to `ValueError`; both or neither may be passed."),
    ("load", "A `ValueError` is raised if just one of `info` and `key` is passed."),
    ("drop", "Dropping a part that is not in a final position is a `ValueError`."),
    ("drop", "Raises `ValueError` if the part is not in a final position."),
    ("start", "A `ValueError` is raised when a motor is set."),
    ("label", "If the new names have the same length as the current joints, `ValueError` is raised."),
)
TRUE = (
    ("reach", "A `ValueError` is raised if `distance` is greater than 44."),
    ("reach", "A `ValueError` is raised unless `distance` lies between 1 and 44."),
    ("reach", "If `distance` is zero, `ValueError` is raised."),
    ("rest", "A duration below zero raises `ValueError`."),
    ("rest", "If `duration` is negative, `ValueError` is raised."),
    ("root", "Raises `ValueError` if `count` is negative."),
    ("close", "`Closed` is raised if the arm is not running."),
    ("load", "Raises `ValueError` if both `info` and `key` are passed."),
    ("load", "Raises `ValueError` if neither `info` nor `key` is passed."),
    ("load", "Raises `ValueError` unless exactly one of `info` and `key` is passed."),
    ("publish", "Raises `RuntimeError` if the message was not published for another reason."),
    ("publish", "Raises `TypeError` if `rate` is non-numeric."),
    ("drop", "Dropping a part in a final position is a `ValueError`."),
    ("drop", "Raises `ValueError` if the part is in a final position."),
    ("start", "A `ValueError` is raised if no motor is set."),
    ("label", "If the new names do not have the same length as the current joints, `ValueError` is raised."),
    ("label", "Raises `ValueError` if the new names differ in length from the current joints."),
)
WRONG_LIMITS = (
    ("steps", "Must be between 1 and 100."),
    ("steps", "At most 255."),
    ("angle", "Measured in milliseconds."),
    ("steps", "The permitted interval is [5, 40]."),
    ("steps", "40 is the highest permitted value."),
    ("steps", "Restricted to 40 or less."),
    ("angle", "Expressed in thousandths of a second."),
    ("angle", "A frequency in kHz."),
    ("repeat", "Has to be an odd number."),
)
RIGHT_LIMITS = (
    ("steps", "At least 1."),
    ("steps", "Typical values lie between 10 and 100."),
    ("repeat", "At most 12."),
    ("repeat", "Values above 12 are reduced to 12."),
    ("angle", "Must be between 0 and 360."),
    ("angle", "In degrees."),
    ("steps", "In case 40 or more are given, it takes longer."),
    ("steps", "Even large numbers are fine."),
    ("steps", "Not in ms."),
)


def rules(visit, name, text):
    answer = {"summary": "Do it at last.", "description": text}
    return [one.rule for one in check(answer, visit(CODE)[f"Arm.{name}"]) if one.quote == text]


@pytest.mark.parametrize(("name", "text"), FALSE)
def test_values_that_the_code_does_not_refuse_are_seen(visit, name: str, text: str) -> None:
    """Also where the sentence has none of the words of the code, and behind calls that are awaited."""
    assert "AD304" in rules(visit, name, text)


@pytest.mark.parametrize(("name", "text"), TRUE)
def test_values_that_the_code_refuses_are_left_alone(visit, name: str, text: str) -> None:
    """And what other code may refuse."""
    assert rules(visit, name, text) == []


def limits(visit, name, text, method="turn"):
    answer = {"summary": "Do it at last.", "parameters": [{"name": name, "description": text}]}
    return [one.rule for one in check(answer, visit(CODE)[f"Arm.{method}"]) if one.quote == text]


@pytest.mark.parametrize(("name", "text"), WRONG_LIMITS)
def test_limits_and_units_of_something_else_in_the_module_are_seen(visit, name: str, text: str) -> None:
    """The module has the number or the unit, and neither the function nor what it calls has."""
    assert limits(visit, name, text) == ["AD905"]


@pytest.mark.parametrize(("name", "text"), RIGHT_LIMITS)
def test_limits_that_the_code_has_or_everybody_knows_are_left_alone(visit, name: str, text: str) -> None:
    """And advice."""
    assert limits(visit, name, text) == []


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("share", "Given in seconds.", False),
        ("share", "Measured in bytes.", False),
        ("share", "Must be a positive value not exceeding 1000.", True),
        ("buckets", "Must be between 10 and 12.", True),
        ("buckets", "Must be between 1 and 8.", False),
        ("size", "Measured in bytes.", False),
        ("size", "In seconds.", False),
    ],
)
def test_of_a_function_that_can_be_seen_whole_only_its_own_words_count(
    visit, name: str, text: str, wrong: bool
) -> None:
    """Others of the module scale by a thousand; units show in nothing that is done; a default lies inside of a range."""
    assert limits(visit, name, text, "grow" if name == "size" else "bend") == (["AD905"] if wrong else [])


def test_what_a_function_that_is_passed_receives_is_no_change_of_it(visit) -> None:
    """It is called, and the sentence is on its arguments; a list that only is read is said to be changed."""
    code = "def bind(step, items):\n    return step([item for item in items])\n"
    text = "Receives the results and is modified in place."
    found = {
        name: {one.rule for one in check({"parameters": [{"name": name, "description": text}]}, visit(code)["bind"])}
        for name in ("step", "items")
    }
    assert "AD208" not in found["step"]
    assert "AD208" in found["items"]


@pytest.mark.parametrize(
    ("anew", "wrong"),
    [
        ("pass", True),
        ("distance = far()", False),
        ("match far():\n        case [distance, *_]: pass", False),
        ("match far():\n        case {'to': 1, **distance}: pass", False),
        ("try: far()\n    except OSError as distance: pass", False),
        ("import far as distance", False),
    ],
)
def test_what_has_another_value_by_now_is_not_what_was_passed(visit, anew: str, wrong: bool) -> None:
    """However a name is bound: the test is of that value, not of the argument."""
    code = f"def reach(distance):\n    {anew}\n    if not 1 <= distance <= 44:\n        raise ValueError('far')\n"
    text = "A `ValueError` is raised unless `distance` is greater than 44."
    found = check({"summary": "Reach out.", "description": text}, visit(code)["reach"])
    assert ("AD304" in {one.rule for one in found if one.severity is not Severity.WARN}) is wrong
