"""What a sentence gives as the reason of an exception, against the tests and messages of the code."""

import pytest

from aidoc_core.checks import check

CODE = '''
class Broken(Exception):
    """Broken."""


class Line:
    def open(self, port):
        if not self.connected:
            raise RuntimeError("The line must be connected before a port is opened")
        return port

    def attach(self, plug):
        if self.plug is not None:
            raise RuntimeError("The line already has a plug")
        self.plug = plug

    def add(self, wire, name=""):
        if len(self.wires) >= 128:
            raise ValueError("Failed to add the wire as the maximum number of wires has been reached")
        if name in self.names:
            raise KeyError(f"The name {name} is taken")
        self.wires.append(wire)

    def shear(self, normal, direction):
        if not is_zero(dot(normal, direction)):
            raise ValueError("Direction and normal vectors are not orthogonal")
        return normal

    def corner(self, index):
        if index < 0 or index > 7:
            raise ValueError("Index should be between 0 and 7.")
        return self.corners[index]

    def split(self, parts, render=None):
        if parts < 1:
            raise ValueError(f"'parts' must be equal or greater than 1: {parts}")
        if not callable(render):
            raise TypeError("The renderer must be a callable")
        return render(parts)

    def choose(self, source):
        if source not in [0, 2]:
            raise ValueError("Invalid 'source' parameter value")
        return source

    def polygon(self, points):
        n = len(points)
        if n < 3:
            raise ValueError("At least three points required.")
        return n

    def dash(self, length, gap):
        if not (isinstance(length, (int, float)) and length >= 0):
            raise ValueError("Length must be zero or a positive number.")
        if not (isinstance(gap, (int, float)) and gap >= 0):
            raise ValueError("Gap must be zero or a positive number.")
        return length

    def precise(self, precision):
        if precision == 0:
            raise ValueError("Precision cannot be zero.")
        return precision

    def send(self, event):
        if event not in self.allowed:
            raise RuntimeError(f"Event {event} cannot be sent in state {self.state}")
        return event

    def unsaid(self, path):
        if self._check():
            raise Broken
        return path
'''
FALSE = (
    ("open", "Raises `RuntimeError` if the line is already connected to a port."),
    ("attach", "Raises `RuntimeError` when the line has no plug yet."),
    ("add", "A `ValueError` is raised as soon as more than 64 wires have been added."),
    ("add", "A `KeyError` is raised if the `name` is not taken."),
    ("shear", "Raises `ValueError` if the direction and normal vectors are orthogonal to each other."),
    ("corner", "Raises `ValueError` if `index` is not in the range from 1 to 8."),
    ("split", "Raises `TypeError` if `parts` is less than 1."),
    ("split", "Raises `TypeError` if `render` is a callable."),
    ("choose", "If `source` is 0 or 2, a `ValueError` is raised."),
    ("polygon", "Raises `ValueError` if the polygon consists of fewer than four points."),
    ("dash", "Raises `ValueError` if `length` is zero."),
    ("precise", "Negative values for `precision` lead to a `ValueError`."),
)
TRUE = (
    ("open", "Raises `RuntimeError` if the line has not been connected before a port is opened."),
    ("open", "Raises `RuntimeError` unless the line is connected."),
    ("attach", "Raises `RuntimeError` when the line already has a plug."),
    ("add", "A `ValueError` is raised if there are 128 wires already."),
    ("add", "A `ValueError` is raised if the maximum number of wires has been reached."),
    ("add", "A `KeyError` is raised if the name is taken."),
    ("shear", "Raises `ValueError` if the direction and normal vectors are not orthogonal to each other."),
    ("shear", "Raises `ValueError` unless direction and normal vectors are orthogonal."),
    ("corner", "Raises `ValueError` if `index` is not in the range from 0 to 7."),
    ("corner", "Raises `ValueError` if `index` is less than 0 or greater than 7."),
    ("split", "Raises `ValueError` if `parts` is less than 1."),
    ("split", "Raises `TypeError` if `render` is not a callable."),
    ("choose", "If `source` is neither 0 nor 2, a `ValueError` is raised."),
    ("polygon", "Raises `ValueError` if the polygon consists of fewer than three points."),
    ("dash", "Raises `ValueError` if `length` is negative."),
    ("dash", "Raises `ValueError` if `gap` is negative."),
    ("precise", "Raises `ValueError` if `precision` is zero."),
    ("choose", "Raises `ValueError` if the `source` value is invalid."),
    ("send", "Raises `RuntimeError` if the event is not allowed in the current state."),
    ("unsaid", "Raises `Broken` if `path` does not exist."),
)


def rules(visit, name, text):
    answer = {"summary": "Do it at last.", "description": text}
    return [one.rule for one in check(answer, visit(CODE)[f"Line.{name}"]) if one.quote == text]


@pytest.mark.parametrize(("name", "text"), FALSE)
def test_another_reason_than_the_code_gives_is_seen(visit, name: str, text: str) -> None:
    """The contrary, another number, another exception."""
    assert "AD304" in rules(visit, name, text)


@pytest.mark.parametrize(("name", "text"), TRUE)
def test_the_reason_that_the_code_gives_is_left_alone(visit, name: str, text: str) -> None:
    """In other words, too."""
    assert rules(visit, name, text) == []
