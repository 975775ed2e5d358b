"""Hidden docstrings are nowhere to be read: not in the code, nor in what is sent beside it or checked by."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from aidoc_core.asking.prompt import Ask, Bundle
from aidoc_core.code.gaps import find_gaps
from aidoc_core.code.objects import ApiObject
from aidoc_core.code.packages import Packages
from aidoc_core.errors import ConfigError
from aidoc_core.evaluation.preparing import Subject, prepared
from aidoc_core.evaluation.removing import Hidden, without_docstrings
from aidoc_core.settings import Settings

DOCS = '''\
"""Tell the tide of harbours along the coast."""

LIMIT = 3  #: How many harbours are looked at in all.

#: The name that the
#: station goes by.
NAME = "quay"


def one(): "Count the boats in the whole harbour."; return 1


def two(depth: int) -> int:
    """Measure how deep the water stands by now.

    Args:
        depth: Metres below the lowest mark.

    Returns:
        Metres below the surface.

    >>> two(depth=3) + two(depth=4)
    """


class Boat:
    """A boat that waits for the tide to come."""

    length: int
    """Metres from its bow to its stern."""

    def __init__(self) -> None:
        self.width = 3
        """Metres across where it is widest."""

    @property
    def crew(self) -> int:
        """Tell how many people stand on its deck."""
        return two(3)

    if True:
        def sail(self) -> None:
            """Leave the harbour with the next high tide."""


class Ferry(Boat):
    def sail(self) -> None:
        """Leave the harbour with the next high tide.

        Passengers stay on board.
        """
        depths = [two(depth=depth) for depth in range(5)]
        for place, depth in enumerate(depths):
            print("The ferry measures at each place on its way, and tells", place, depth, "to all who are on board.")
        if min(depths) < 2:
            raise ValueError("Too shallow for the ferry; nobody can go on board before the next tide has come to this place.")
'''
README = """\
# Tides

Measure how deep the water stands by now.

    two(depth=3) + two(depth=4)
    two(depth=7)
"""


def _package(root: Path, files: dict[str, str | bytes]) -> Subject:
    for name, text in {"pyproject.toml": '[project]\nname = "tides"\n', **files}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Subject(packages=["tides"], search=[root / "src", *sys.path], root=root)


def _sent(objects: tuple[ApiObject, ...], settings: Settings) -> str:
    asks = tuple(Ask(obj=obj, gaps=find_gaps(obj), settings=settings) for obj in objects)
    return Bundle(asks).message


def test_all_forms_are_hidden(tmp_path: Path) -> None:
    """Whatever form a docstring has, nothing of it is sent, and the code without it is the same code."""
    subject = _package(tmp_path, {"src/tides/__init__.py": DOCS, "README.md": README})
    settings = Settings(kinds=["module", "class", "function", "property", "field", "data"])
    before = {obj.path: obj for obj in Packages(subject.search, root=tmp_path).objects("tides")}
    with prepared(subject, settings, sample=100, seed=0) as test:
        found = {obj.path: obj for obj in test.objects}
        sent = _sent(test.objects, settings)
        package = next(obj.context.package for obj in test.objects if obj.context)
        mentioned = package.mentions
    assert (sorted(found), test.left_out) == (
        [
            "tides",
            "tides.Boat",
            "tides.Boat.crew",
            "tides.Boat.length",
            "tides.Boat.sail",
            "tides.Boat.width",
            "tides.Ferry.sail",
            "tides.LIMIT",
            "tides.NAME",
            "tides.one",
            "tides.two",
        ],
        (),
    )
    for word in ("coast", "boats", "deep", "Metres", "waits", "widest", "people", "Leave", "Passengers", "goes by"):
        assert word not in sent, sent
    assert not {"coast", "stern", "passengers"} & mentioned
    assert "two(depth=3) + two" not in sent
    assert [(path, obj.code) for path, obj in found.items()] == [(path, before[path].code) for path in found]
    assert (tmp_path / "src/tides/__init__.py").read_text() == DOCS


def test_what_repeats_a_hidden_docstring_is_hidden_with_it(tmp_path: Path) -> None:
    """The text of an overridden method that says the same does not tell what the hidden one said."""
    subject = _package(tmp_path, {"src/tides/__init__.py": DOCS, "README.md": README})
    subject = Subject(packages=["tides"], search=subject.search, root=tmp_path, only=["tides.Ferry.sail"])
    with prepared(subject, Settings(), sample=100, seed=0) as test:
        sent = _sent(test.objects, Settings())
    assert [obj.path for obj in test.objects] == ["tides.Ferry.sail"]
    assert "high tide" not in sent
    assert "Measure how deep the water stands by now." in sent  # of a callee, which was not hidden


def test_comments_that_repeat_a_hidden_docstring(tmp_path: Path) -> None:
    """A comment in the code, also over several lines, and one behind a call elsewhere do not tell what is hidden."""
    code = '''\
def two(depth: int) -> int:
    """Measure how deep the water stands by now.

    Args:
        depth: Metres below the lowest mark.
    """
    # Measure how deep the
    # water stands by now.
    é = "é"; depth += 1  # metré; Metres below the lowest mark
    return depth  # stays as it is


def three() -> int:
    return two(3)  # Measure how deep the water stands by now.
'''
    readme = "two(depth=4)  # first of all, Metres below the lowest mark\nMeasure how deep the water stands by now: x"
    subject = _package(tmp_path, {"src/tides/__init__.py": code, "README.md": readme})
    with prepared(subject, Settings(), sample=100, seed=0) as test:
        sent = _sent(test.objects, Settings())
    assert "stays as it is" in sent
    assert "water stands" not in sent
    assert "lowest mark" not in sent
    assert 'é = "é"; depth += 1' in sent


def test_stubs_other_encodings_and_line_ends(tmp_path: Path) -> None:
    """A docstring in a stub, in a file of another encoding or with other line ends is hidden likewise."""
    latin = '# -*- coding: latin-1 -*-\ndef quay():\r\n    """Raise the \xe9cluse of the harbour."""\r\n    return "\xe9"\r\n'
    files: dict[str, str | bytes] = {
        "src/tides/__init__.py": "",
        "src/tides/latin.py": latin.encode("latin-1"),
        "src/tides/stubbed.py": "def sluice(gate): return gate\n",
        "src/tides/stubbed.pyi": 'def sluice(gate: int) -> int:\n    """Open the gate of the lower sluice."""\n',
        "src/tides/broken.py": '"""Docstrings that nobody can read."""\ndef (',
    }
    subject = _package(tmp_path, files)
    with prepared(subject, Settings(), sample=100, seed=0) as test:
        sent = _sent(test.objects, Settings())
    assert sorted(obj.path for obj in test.objects) == ["tides.latin.quay", "tides.stubbed.sluice"]
    assert "harbour" not in sent
    assert "lower" not in sent
    assert [problem.split(" ")[0] for problem in test.problems] == ["src/tides/broken.py:2:"]


@pytest.mark.parametrize("name", ["pluggy", pytest.param("griffe", marks=pytest.mark.slow)])
def test_real_packages(name: str) -> None:
    """All docstrings of a package are hidden, none of their first sentences is sent, and the code stays the same."""
    subject = Subject(packages=[name], search=sys.path, root=Path.cwd())
    with prepared(subject, Settings(), sample=10_000, seed=0) as test:
        sent = " ".join(_sent(test.objects, Settings()).split())
        changed = [obj.path for obj in test.objects if obj.code != test.originals[obj.path].code]
    changed = [path for path in changed if not path.endswith(".__init__")]  # texts of fields stand in these bodies
    sentences = Hidden.of(test.originals.values()).sentences
    assert len(sentences) > 20
    assert ([sentence for sentence in sentences if sentence in sent], changed, test.left_out) == ([], [], ())


def test_a_module_without_its_docstrings_means_the_same() -> None:
    """Taking docstrings out changes nothing but docstrings, in a module that has every form of them."""
    module = "tides"
    hidden = Hidden(paths={}, sentences=frozenset({"Measure how deep the water stands by now."}), lines=frozenset())
    made = without_docstrings(DOCS, module, frozenset({"tides.Boat.sail", "tides.one"}), hidden)
    assert made is not None
    wanted = DOCS.replace('"Count the boats in the whole harbour."; ', "")
    wanted = wanted.replace('            """Leave the harbour with the next high tide."""', "            pass", 1)
    before, _, after = wanted.partition('"""Measure')
    wanted = before + "pass" + after.partition('"""')[2]
    assert ast.dump(ast.parse(made)) == ast.dump(ast.parse(wanted))
    assert made == wanted


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"src/tides/__init__.py": "def one(): return 1\n"}, "no docstring to hide in tides: of 2 objects"),
        ({"src/tides/__init__.py": "def ("}, "src/tides/__init__.py"),
        ({"src/other.py": ""}, "there is no package 'tides'"),
    ],
)
def test_nothing_to_hide(tmp_path: Path, files: dict[str, str | bytes], told: str) -> None:
    """A package without docstrings, one that does not parse and one that is not there are told in words."""
    with pytest.raises(ConfigError) as error, prepared(_package(tmp_path, files), Settings(), sample=5, seed=0):
        pass
    assert told in str(error.value)


def test_the_choice_is_stable(tmp_path: Path) -> None:
    """A smaller sample is part of a larger one, another seed chooses others, and new code moves nothing."""
    code = "".join(f'def f{i}():\n    """Say number {i} of the series."""\n' for i in range(40))

    def chosen(text: str, sample: int, seed: int) -> set[str]:
        subject = _package(tmp_path, {"src/tides/__init__.py": text})
        with prepared(subject, Settings(), sample=sample, seed=seed) as test:
            return {obj.path for obj in test.objects}

    ten = chosen(code, 10, 0)
    assert ten < chosen(code, 20, 0)
    assert ten != chosen(code, 10, 1)
    assert len(ten - chosen('def g():\n    """Say something in front of it."""\n' + code, 10, 0)) <= 1


def test_complete_docstrings_come_first(tmp_path: Path) -> None:
    """Docstrings that describe their parameters are chosen before those that do not."""
    full = 'def full(a: int) -> None:\n    """Say what a number is for.\n\n    Args:\n        a: The number.\n    """\n'
    bare = "".join(f'def bare{i}(a: int) -> None:\n    """Say what a number is for {i}."""\n' for i in range(9))
    subject = _package(tmp_path, {"src/tides/__init__.py": bare + full})
    with prepared(subject, Settings(), sample=1, seed=3) as test:
        assert [obj.path for obj in test.objects] == ["tides.full"]
