"""Packed rows of a report are the rows; a report that has them is written, divided and read like any other."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.build.module_figures import by_public_module, modules_of, whole
from aidoc_core.build.next_steps import Needing, next_steps, rank
from aidoc_core.build.packed_rows import PackedRows
from aidoc_core.build.report_file import json_parts
from tests.core.needing import needing

_VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
_ROWS = st.lists(st.dictionaries(st.text(max_size=3), _VALUES, max_size=3), max_size=4)


@given(st.lists(_ROWS, max_size=5), st.integers(-20, 20), st.integers(-20, 20))
def test_they_are_the_rows(modules, start, stop):
    """In order, one by one and from one place to another."""
    rows, packed = [row for module in modules for row in module], PackedRows(iter(modules))
    assert (len(packed), bool(packed), list(packed)) == (len(rows), bool(rows), rows)
    assert packed[start:stop] == rows[start:stop]
    for place in range(-len(rows), len(rows)):
        assert packed[place] == rows[place]
    for place in (len(rows), -len(rows) - 1):
        with pytest.raises(IndexError):
            _ = packed[place]


def test_a_report_says_the_same():
    """Figures of modules, steps and the file are those of a report with a list."""
    needs: tuple[list[str], ...] = ([], ["missing"], ["unreviewed"], ["missing", "unreviewed"])
    modules = [
        [
            {
                "path": f"pkg.m{module}.f{n}",
                "needs": needs[n % 4],
                "importance": n % 7 / 2,
                "source": "",
                "reason": "no",
            }
            for n in range(40)
        ]
        for module in range(10)
    ]
    rows = [row for module in modules for row in module]
    counts = {"documented": 1, "complete": 0, "total": 40}
    authors = {"people": 1, "approved": 0, "model": 0, "nobody": 39}
    told = [{"path": f"pkg.m{n}", "before": counts, "after": counts, "authors": authors} for n in range(10)]
    plain, packed = ({"modules": told, "objects": objects} for objects in (rows, PackedRows(modules)))
    assert "".join(json_parts(packed)) == "".join(json_parts(plain)) == json.dumps(plain)
    assert modules_of(packed) == modules_of(plain)
    homes = {path: path.rpartition(".")[0] for path in (str(row["path"]) for row in rows)}
    assert [list(one) for one in packed["objects"].modules] == modules
    some = [Needing(f"pkg.m{n}", one, rank(one)) for n, one in enumerate(packed["objects"].modules)]
    assert next_steps(some, []) == next_steps(needing(rows, homes), [])
    found = by_public_module(packed)
    assert [(path, list(one.objects)) for path, one in found.items()] == [
        (f"pkg.m{n}", [(f"pkg.m{n}", row) for row in module]) for n, module in enumerate(modules)
    ]
    both = whole(list(found.values())[:2])
    assert [row for _, row in both.objects] == rows[:80]
    assert (len(both.objects), list(both.objects.homes)) == (80, ["pkg.m0", "pkg.m1"])
