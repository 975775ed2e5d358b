from zoo._hidden import Revealed
from zoo.functions import plain as renamed
from zoo.shapes import Circle, Shape

__all__ = ["Circle", "Revealed", "Shape", "renamed"]

VERSION = "1"
