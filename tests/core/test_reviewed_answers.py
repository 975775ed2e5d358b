"""Reviewed files: what people wrote is read as they meant it, kept as they wrote it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml

from aidoc_core.answers import Entry, Question, ReviewedAnswers
from aidoc_core.answers.answer import Answer, Described
from aidoc_core.code.objects import ApiObject, Location
from aidoc_core.errors import CacheError

if TYPE_CHECKING:
    from pathlib import Path

FILE = """\
# Read by Ada.
module: pkg.mod
answers:
  Client.get:
    state: accepted
    fingerprint: '0123456789abcdef'
    by: {model: gpt-4.1-mini, date: 2026-11-21, prompt: 3}
    summary: Send a `GET` request.
    parameters:
      url: Where to send it.
      on: Yes.
      "**kwargs": More.
    returns: 200
    raises:
      TimeoutException: If the server does not answer.

  # Ada: the unit is metres.
  depth:
    state: edited
    fingerprint: 1234567890123456
    summary: "How deep: in metres."
  odd: {state: rejected}
"""


def obj(qualname: str, module: str = "pkg.mod") -> ApiObject:
    path = module if qualname == "." else f"{module}.{qualname}"
    return ApiObject(path=path, kind="function", module=module, location=Location(file="m.py", line=1))


def look_up(store: ReviewedAnswers, asked: ApiObject, fingerprint: str) -> Entry | None:
    return store.get_many([Question(obj=asked, fingerprint=fingerprint)]).get(asked.path)


def reviewed(directory: Path, text: str, module: str = "pkg.mod") -> ReviewedAnswers:
    directory.mkdir(exist_ok=True)
    (directory / f"{module}.yml").write_text(text, encoding="utf-8")
    return ReviewedAnswers(directory)


def entry(name: str, module: str = "pkg.mod", **facts: object) -> Entry:
    made = Entry(
        fingerprint="fedcba9876543210",
        path=f"{module}.{name}".removesuffix(".."),
        module=module,
        kind="function",
        state="answered",
        answer=Answer(summary="Do: it.", parameters=(Described(name="*args", description="More."),)),
        model="gpt-4.1-mini",
        date="2026-11-21",
        prompt=1,
    )
    return replace(made, **facts)  # type: ignore[arg-type]


def test_an_entry_to_the_last_field(tmp_path: Path) -> None:
    """Everything a file says is read as text: names such as `on`, a `Yes.`, a number."""
    store = reviewed(tmp_path, FILE)
    assert look_up(store, obj("Client.get"), "0123456789abcdef") == Entry(
        fingerprint="0123456789abcdef",
        path="pkg.mod.Client.get",
        module="pkg.mod",
        kind="function",
        state="accepted",
        answer=Answer(
            summary="Send a `GET` request.",
            parameters=(
                Described(name="url", description="Where to send it."),
                Described(name="on", description="Yes."),
                Described(name="**kwargs", description="More."),
            ),
            returns="200",
            raises=(Described(name="TimeoutException", description="If the server does not answer."),),
        ),
        model="gpt-4.1-mini",
        date="2026-11-21",
        prompt=3,
    )
    assert look_up(store, obj("unknown"), "0") is None
    assert look_up(store, obj("f", "pkg.other"), "0") is None
    assert store.problems == []
    store.close()


def test_states(tmp_path: Path) -> None:
    """Accepted and edited texts have a person behind them; rejected ones are found, for the pipeline to leave out."""
    store = reviewed(tmp_path, FILE)
    found = {
        name: look_up(store, obj(name), fingerprint)
        for name, fingerprint in (("Client.get", "0123456789abcdef"), ("depth", "1234567890123456"), ("odd", "any"))
    }
    assert {name: entry and (entry.state, entry.reviewed) for name, entry in found.items()} == {
        "Client.get": ("accepted", True),
        "depth": ("edited", True),
        "odd": ("rejected", False),
    }
    assert store.problems == []


def test_stale_entries(tmp_path: Path) -> None:
    """Once the code has changed, an accepted answer is not shown and a person's own text is, both with a warning."""
    store = reviewed(tmp_path, FILE)
    assert look_up(store, obj("Client.get"), "ffffffffffffffff") is None
    assert [(problem.kind, problem.where) for problem in store.problems] == [("stale", str(tmp_path / "pkg.mod.yml"))]
    assert store.problems.pop().message.startswith(
        "The code of pkg.mod.Client.get changed after its text was accepted. It is not shown."
    )
    edited = look_up(store, obj("depth"), "ffffffffffffffff")
    assert edited is not None
    assert edited.answer.summary == "How deep: in metres."
    assert [(problem.kind, problem.where) for problem in store.problems] == [("stale", str(tmp_path / "pkg.mod.yml"))]
    assert "set its fingerprint to ffffffffffffffff" in store.problems[0].message


def test_without_a_directory_nothing_is_reviewed(tmp_path: Path) -> None:
    """No files, no entries, no problem, no directory made."""
    store = ReviewedAnswers(tmp_path / "none")
    assert look_up(store, obj("f"), "0") is None
    assert store.problems == []
    assert not (tmp_path / "none").exists()


BROKEN = [
    pytest.param("module: pkg.mod\nanswers:\n  f:\n   state: [\n", ":5", "not YAML", id="unclosed"),
    pytest.param("module: pkg.mod\nanswers:\n  f: a: b\n", ":3", "not YAML", id="two colons"),
    pytest.param("module: pkg.mod\nanswers:\n\tf: 1\n", ":3", "not YAML", id="tab"),
    pytest.param("module: pkg\x00\n", "", "cannot be read", id="control character"),
    pytest.param("", ":1", "the file must be a mapping", id="empty"),
    pytest.param("- a\n", ":1", "the file must be a mapping", id="a list"),
    pytest.param("module: pkg.mod\n", ":1", "'answers' is missing", id="no answers"),
    pytest.param(
        "module: pkg.mod\nanswers:\n  f: {state: good}\n",
        ":3",
        "'answers.f.state' can be 'proposed', 'accepted', 'edited' or 'rejected'",
        id="state",
    ),
    pytest.param(
        "module: pkg.mod\nanswers:\n  f:\n    state: edited\n    sumary: x\n",
        ":5",
        "'answers.f.sumary' is not known here",
        id="field",
    ),
    pytest.param(
        "module: pkg.mod\nanswers:\n  f: {state: edited}\n  f: {state: rejected}\n",
        ":4",
        "'f' stands there twice",
        id="twice",
    ),
    pytest.param(
        "module: pkg.other\nanswers:\n  f: {state: edited}\n",
        ":1",
        "'module' is pkg.other, and the file's name is that of pkg.mod",
        id="another module",
    ),
    pytest.param(
        "module: pkg.mod\nanswers:\n  f:\n    state: edited\n    by: {date: never}\n",
        ":5",
        "'answers.f.by.date' must be a date",
        id="date",
    ),
    pytest.param("module: " + "[" * 40_000, ":1", "it is nested too deep", id="nested"),
    pytest.param("module: &a [*a]\nanswers: {}\n", ":1", "not YAML", id="a circle"),
]


@pytest.mark.parametrize(("text", "line", "told"), BROKEN)
def test_broken_files_are_told(text: str, line: str, told: str, tmp_path: Path) -> None:
    """A file that cannot be read is left out, told once with its place; other modules are read as ever."""
    store = reviewed(tmp_path, text)
    reviewed(tmp_path, FILE.replace("pkg.mod", "pkg.other"), "pkg.other")
    unread = [look_up(store, obj(name), "0") for name in ("f", "g")]
    assert [one and one.state for one in unread] == ["unreadable", "unreadable"]
    other = look_up(store, obj("Client.get", "pkg.other"), "0123456789abcdef")
    assert other is not None
    assert other.state == "accepted"
    assert [problem.kind for problem in store.problems] == ["reviewed"]
    assert store.problems[0].where == f"{tmp_path / 'pkg.mod.yml'}{line}"
    assert told in store.problems[0].message
    assert "\n" not in store.problems[0].message


@pytest.mark.parametrize(("text", "line", "told"), BROKEN)
def test_nothing_is_added_to_broken_files(text: str, line: str, told: str, tmp_path: Path) -> None:
    """Adding answers to a file that cannot be read would lose what a person wrote."""
    store = reviewed(tmp_path, text)
    with pytest.raises(CacheError) as caught:
        store.propose([entry("f")])
    assert str(caught.value).startswith(f"{tmp_path / 'pkg.mod.yml'}{line}: ")
    assert told in str(caught.value)
    assert (tmp_path / "pkg.mod.yml").read_text(encoding="utf-8") == text


def test_proposals_make_a_file(tmp_path: Path) -> None:
    """A new file is sorted, readable, and read back as what was proposed."""
    store = ReviewedAnswers(tmp_path / "reviewed")
    assert store.propose([entry("g"), entry("A.f"), entry("."), entry("x", "pkg", model="", date="", prompt=0)]) == 4
    assert (
        (tmp_path / "reviewed" / "pkg.mod.yml")
        .read_text(encoding="utf-8")
        .startswith(
            "module: pkg.mod\nanswers:\n  .:\n    state: proposed\n    fingerprint: fedcba9876543210\n    by:\n"
            "      model: gpt-4.1-mini\n      date: '2026-11-21'\n      prompt: 1\n    summary: 'Do: it.'\n"
            "    parameters:\n      '*args': More.\n  A.f:\n"
        )
    )
    for name, module in ((".", "pkg.mod"), ("A.f", "pkg.mod"), ("g", "pkg.mod"), ("x", "pkg")):
        found = look_up(store, obj(name, module), "fedcba9876543210")
        assert found is not None
        assert (found.state, found.answer) == ("proposed", entry("x").answer)
    assert store.problems == []
    assert sorted(path.name for path in (tmp_path / "reviewed").iterdir()) == ["pkg.mod.yml", "pkg.yml"]


def test_proposals_leave_what_is_there(tmp_path: Path) -> None:
    """Every line of a file stays, comments and order included; new answers go where they belong."""
    store = reviewed(tmp_path, FILE)
    proposals = [entry(name) for name in ("zebra", "Client.get", "depth", "deep", ".", "odd", "m")]
    assert store.propose(proposals) == 4
    text = (tmp_path / "pkg.mod.yml").read_text(encoding="utf-8")
    kept = iter(text.split("\n"))
    assert all(line in kept for line in FILE.rstrip("\n").split("\n"))  # all of them, in this order
    keys = list(yaml.safe_load(text)["answers"])
    assert keys == [".", "Client.get", "deep", "depth", "m", "odd", "zebra"]
    assert text.index("deep:") < text.index("# Ada: the unit is metres.") < text.index("depth:")
    again = ReviewedAnswers(tmp_path)
    assert look_up(again, obj("deep"), "fedcba9876543210") is not None
    assert look_up(again, obj("Client.get"), "0123456789abcdef") is not None
    assert again.problems == []
    assert again.propose(proposals) == 0
    assert (tmp_path / "pkg.mod.yml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "text",
    [
        "module: pkg.mod\nanswers: {}\n",
        "module: pkg.mod\nanswers: {odd: {state: rejected}}\n",
        "answers:\n    odd:\n        state: rejected\nmodule: pkg.mod\n",
        "module: pkg.mod\nanswers:\n  odd: {state: rejected}",
        "{module: pkg.mod, answers: {}}",
    ],
)
def test_proposals_find_their_place_in_any_layout(text: str, tmp_path: Path) -> None:
    """However the file is laid out, the new answer gets in and the old ones stay."""
    assert reviewed(tmp_path, text).propose([entry("f"), entry("z")]) == 2
    again = ReviewedAnswers(tmp_path)
    assert look_up(again, obj("f"), "fedcba9876543210") is not None
    assert look_up(again, obj("z"), "fedcba9876543210") is not None
    assert (look_up(again, obj("odd"), "0") is not None) == ("odd" in text)
    assert again.problems == []


def test_a_link_beside_a_file_is_not_followed(tmp_path: Path) -> None:
    """A planted link of the name that is written first leads nowhere: what it points to stays."""
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    (tmp_path / "pkg.part").symlink_to(victim)
    entry = Entry(fingerprint="f", path="pkg.f", module="pkg", kind="function", state="answered")
    assert ReviewedAnswers(tmp_path).propose([entry]) == 1
    assert victim.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "pkg.yml").is_symlink()
