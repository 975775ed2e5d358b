"""Weather, in a few lines."""


def forecast(place, days=3):
    if days < 1:
        raise ValueError(days)
    return [place] * days


def read(path: str, *, encoding: str = "utf-8") -> str:
    """Read a file in full.

    Args:
        path: Where the file is.
    """
    with open(path, encoding=encoding) as file:
        return file.read()


def complete(value: int) -> int:
    """Give the value back, doubled.

    Args:
        value: The number to double.

    Returns:
        Twice the value.
    """
    return value * 2


class Gauge:
    def __init__(self, name: str, level: float = 0.0) -> None:
        self.name = name
        self.level = level

    def rise(self, by: float) -> float:
        self.level += by
        return self.level

    @property
    def full(self) -> bool:
        return self.level > 10
