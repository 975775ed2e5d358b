"""What a function takes that hands `**kwargs` to methods which are there to be overridden, or which read `*args`."""

import pytest

from aidoc_core.checks import Severity, check

KILN = """
class Kiln:
    def fire(self, glaze, **kwargs):
        raise NotImplementedError

    def bake(self, glaze, **kwargs):
        return self.fire(glaze, **kwargs)

    def stack(self, *args, **kwargs):
        return self.rows[args[0]], kwargs.get("shelf")

    def load(self, glaze, **kwargs):
        return self.stack(glaze, **kwargs)


class Oven(Kiln):
    def fire(self, glaze, *, top_heat=1, **kwargs):
        return glaze, top_heat
"""


@pytest.mark.parametrize(
    ("path", "name", "found"),
    [
        ("Kiln.fire", "spill_pan", set()),
        ("Kiln.bake", "spill_pan", {"AD106"}),
        ("Kiln.bake", "top_heat", set()),
        ("Kiln.bake", "kwargs", set()),
        ("Kiln.stack", "spill_pan", set()),
        ("Kiln.load", "spill_pan", {"AD101"}),
        ("Kiln.load", "shelf", set()),
    ],
)
def test_keywords_that_are_handed_on(visit, path, name, found):
    """A method that is overridden may take any keyword, so one that no code has is unproven; its places are no names."""
    answer = {"parameters": [{"name": name, "description": "What catches the drops below the lowest shelf."}]}
    against = {one.rule for one in check(answer, visit(KILN)[path]) if one.severity is not Severity.WARN}
    assert against & {"AD101", "AD106"} == found
