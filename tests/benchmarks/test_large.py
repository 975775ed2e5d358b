"""Large packages: pairs add up over several runs, and an edit leaves what is remembered as it was."""

from typing import Any

import pytest

from benchmarks.large import expected_seconds, put_back, sums


def test_pairs_add_up_without_those_that_settle():
    """The first pair of a site counts where there is no other one alone; pairs of other cases do not."""
    kept: dict[str, tuple[dict[str, Any], list[str]]] = {
        "mkdocs one 0": ({"ours": 9.0, "plain": 1.0}, []),
        "mkdocs one 1": ({"ours": 3.0, "plain": 2.0}, []),
        "mkdocs one 2": ({"ours": 2.1, "plain": 2.0}, []),
        "mkdocs one, edited 1": ({"ours": 4.0, "plain": 2.0}, []),
        "sphinx one 1": ({"ours": 7.0, "plain": 1.0}, []),
        "mkdocs two 0": ({"ours": 6.0, "plain": 4.0}, []),
    }
    found = sums(["mkdocs one", "mkdocs one, edited", "mkdocs two", "mkdocs three"], kept)
    assert found["ratios"] == {
        "mkdocs one": 1.275,
        "mkdocs one, edited": 2.0,
        "mkdocs two": 1.5,
        "mkdocs three": 0.0,
    }
    assert {name: (case["pairs"], case["extra_ms"]) for name, case in found["cases"].items()} == {
        "mkdocs one": (2, 550),
        "mkdocs one, edited": (1, 2000),
        "mkdocs two": (0, 2000),
        "mkdocs three": (0, 0),
    }


def test_a_pair_is_begun_where_there_is_time_for_one():
    """By the longest of its own site; by that of any where it has none, and at once where there is none."""
    rows: dict[str, tuple[dict[str, Any], list[str]]] = {
        "mkdocs one 0": ({"seconds": 60.0}, []),
        "mkdocs one, edited 1": ({"seconds": 70.0}, []),
        "mkdocs two 0": ({"seconds": 200.0}, []),
    }
    assert [expected_seconds(site, rows) for site in ("mkdocs one", "mkdocs two", "sphinx")] == [70.0, 200.0, 200.0]
    assert expected_seconds("sphinx", {}) == 0


@pytest.mark.parametrize("ends", [None, RuntimeError])
def test_what_is_remembered_is_put_back(tmp_path, ends):
    """What an edited build has added or changed is gone, whatever became of the build."""
    memos = tmp_path / "memo"
    memos.mkdir()
    (memos / "one").write_text("before")
    try:
        with put_back(memos):
            (memos / "one").write_text("edited")
            (memos / "two").write_text("new")
            if ends is not None:
                raise ends
    except RuntimeError:
        assert ends is RuntimeError
    assert {file.name: file.read_text() for file in memos.iterdir()} == {"one": "before"}
    assert [one.name for one in tmp_path.iterdir()] == ["memo"]
