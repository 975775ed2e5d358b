from zoo.shapes import Shape


def dig(depth: int) -> int:
    return depth


class Mole(Shape):
    def area(self) -> float:
        return 1.0
