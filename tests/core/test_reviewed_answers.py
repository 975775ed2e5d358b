"""Reviewed files: what people wrote is read as they meant it, kept as they wrote it."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from aidoc_core.answers import Entry, Question, ReviewedAnswers
from aidoc_core.answers.answer import Answer, Described
from aidoc_core.answers.reviewed_value import digest
from aidoc_core.code.objects import ApiObject, Location
from aidoc_core.errors import CacheError
from tests.core.test_drift import git

if TYPE_CHECKING:
    from aidoc_core.answers.entry import State

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
        place=str(tmp_path / "pkg.mod.yml"),
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
    """Once the code has changed, what a person approved says so; what nobody stands behind is about other code."""
    store = reviewed(tmp_path, FILE.replace("odd: {state: rejected}", "odd: {state: proposed, fingerprint: '1'}"))
    found = [look_up(store, obj(name), "ffffffffffffffff") for name in ("Client.get", "depth", "odd")]
    assert [one and (one.state, one.stale, one.changed, one.fingerprint) for one in found] == [
        ("accepted", True, ("what changed was not recorded",), "ffffffffffffffff"),
        ("edited", True, ("what changed was not recorded",), "ffffffffffffffff"),
        None,
    ]
    assert store.problems == []


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
    pytest.param("\nmodule: pkg\x00\n", ":2", "it holds a control character (#x00)", id="control character"),
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
    pytest.param(
        "module: pkg.mod\nanswers:\n\n  f:\n<<<<<<< ours\n    state: edited\n=======\n    state: rejected\n>>>>>>> theirs\n",
        ":5",
        "merge conflict",
        id="conflict",
    ),
    pytest.param(
        "# Hello\nversion: 4\nmodule: pkg.mod\nentries: []\n",
        ":2",
        "a newer release of aidoc wrote it. Upgrade aidoc",
        id="newer",
    ),
    pytest.param("version: two\nmodule: pkg.mod\nanswers: {}\n", ":1", "'version' must be a number", id="version"),
    pytest.param(
        "module: pkg.mod\nanswers:\n  f:\n    review: {state: accepted}\n    state: edited\n",
        ":3",
        "'f' has a 'review'",
        id="both forms",
    ),
    pytest.param(
        "module: pkg.mod\nanswers:\n  f:\n    review: {state: accepted, state: rejected}\n",
        ":4",
        "'state' stands there twice",
        id="key twice",
    ),
    pytest.param(
        "version: 2\nmodule: pkg.mod\nanswers:\n\n  f:\n    review: {state: accepted, fing",
        ":6",
        "not YAML",
        id="half a file",
    ),
    pytest.param(
        "version: 3\nmodule: pkg.mod\nanswers:\n\n  f:\n    review: {state: accepted}\n\n",
        ":6",
        "it is cut off, as its last line, `# end of file`, is missing. Restore it from git",
        id="half a file that is YAML",
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


def test_a_file_that_is_cut_anywhere_is_told(tmp_path: Path) -> None:
    """Whichever lines at the end are gone, valid YAML or not: nothing of the rest is taken for the whole file."""
    texts = [entry("A.f"), entry("g", answer=Answer(summary="First.", description="One.\n\nTwo.")), entry("z")]
    ReviewedAnswers(tmp_path).propose(texts)
    file = tmp_path / "pkg.mod.yml"
    whole = file.read_text(encoding="utf-8")
    lines = whole.splitlines(keepends=True)
    assert lines[-1] == "# end of file\n"
    for number in range(len(lines)):
        file.write_text("".join(lines[:number]), encoding="utf-8")
        store = ReviewedAnswers(tmp_path)
        found = look_up(store, obj("A.f"), "fedcba9876543210")
        assert (found and found.state, [one.kind for one in store.problems]) == ("unreadable", ["reviewed"]), number
        with pytest.raises(CacheError):
            store.propose([entry("new")])
    for text in (whole.rstrip(), whole.replace("\n", "\r\n"), f"\ufeff{whole}", f"{whole}\n\n"):
        file.write_bytes(text.encode())
        store = ReviewedAnswers(tmp_path)
        assert look_up(store, obj("z"), "fedcba9876543210") is not None
        assert store.problems == []


def test_a_text_that_was_written_for_other_code_waits(tmp_path: Path) -> None:
    """A copy for code that is only alike is no answer, whatever its fingerprint, until a person accepts it."""
    head = "version: 2\nmodule: pkg.mod\nanswers:\n  f:\n"
    text = head + "    review: {state: STATE, from: pkg.mod.old, fingerprint: abcd}\n    summary: Do.\n"
    assert look_up(reviewed(tmp_path, text.replace("STATE", "proposed")), obj("f"), "abcd") is None
    found = look_up(reviewed(tmp_path, text.replace("STATE", "accepted")), obj("f"), "abcd")
    assert found is not None
    assert found.state == "accepted"


def test_what_stands_below_the_last_line_was_added_by_hand(tmp_path: Path) -> None:
    """An entry that a person puts at the very end of a file counts, and so does what is added after it."""
    store = ReviewedAnswers(tmp_path)
    store.propose([entry("g")])
    file = tmp_path / "pkg.mod.yml"
    file.write_text(file.read_text(encoding="utf-8") + "\n  x:\n    summary: Mine.\n", encoding="utf-8")
    store = ReviewedAnswers(tmp_path)
    assert store.propose([entry("a"), entry("z")]).added == 2
    states = {name: look_up(store, obj(name), "fedcba9876543210") for name in ("a", "g", "x", "z")}
    assert {name: found and found.state for name, found in states.items()} == {
        "a": "proposed",
        "g": "proposed",
        "x": "edited",
        "z": "proposed",
    }
    assert store.problems == []
    assert store.rewrite().rewritten == 1
    assert file.read_text(encoding="utf-8").count("# end of file") == 1
    assert file.read_text(encoding="utf-8").endswith("\n# end of file\n")


@pytest.mark.parametrize("state", ["accepted", "edited", "rejected"])
def test_a_decision_that_replaces_a_persons_words_gives_them_back(state: State, tmp_path: Path) -> None:
    """Who takes the new text beside a person's own gets that to be printed, whole; who rejects it changes nothing."""
    both = "module: pkg.mod\nanswers:\n  f:\n    review: {state: edited, fingerprint: aa}\n    summary: Mine.\n"
    both += "    proposal:\n      review: {state: proposed, fingerprint: bb}\n      summary: New.\n"
    store = reviewed(tmp_path, both)
    found = look_up(store, obj("f"), "bb")
    assert found is not None
    assert found.proposal is not None
    seen = replace(found.proposal, state=state, fingerprint="bb")
    own = Answer(summary="Other.") if state == "edited" else None
    done = store.decide(seen, {"pkg.mod.f": obj("f")}, answer=own, by="Ada", on="2026-11-25")
    after = (tmp_path / "pkg.mod.yml").read_text(encoding="utf-8")
    told = "".join(done.removed)
    assert ("Mine." in after, "Mine." in told) == ((True, False) if state == "rejected" else (False, True))
    assert ("New." in after, "Other." in after) == (state == "accepted", state == "edited")


def test_older_files_get_a_last_line_when_they_grow(tmp_path: Path) -> None:
    """A file without it is read as ever; the first new entry brings the version and the last line."""
    store = reviewed(
        tmp_path, "version: 2\nmodule: pkg.mod\nanswers:\n  f:\n    review: {state: rejected}\n# Ada: tail.\n"
    )
    assert look_up(store, obj("f"), "0") is not None
    assert store.propose([entry("z")]).added == 1
    text = (tmp_path / "pkg.mod.yml").read_text(encoding="utf-8")
    assert text.startswith("version: 3\n")
    assert text.index("  z:") < text.index("# Ada: tail.") < text.index("# end of file")
    assert store.problems == []


def test_the_last_line_is_no_reason_for_a_conflict(tmp_path: Path) -> None:
    """One branch adds the last entry, another changes the first: git merges them, and the last line stays the last."""
    ReviewedAnswers(tmp_path / "base").propose([entry("a"), entry("m")])
    base = (tmp_path / "base" / "pkg.mod.yml").read_text(encoding="utf-8")
    ours, theirs = reviewed(tmp_path / "ours", base), tmp_path / "theirs"
    assert ours.propose([entry("z")]).added == 1
    reviewed(theirs, base.replace("Do: it.", "Do that.", 1))
    files = [tmp_path / place / "pkg.mod.yml" for place in ("ours", "base", "theirs")]
    merged = subprocess.run(["git", "merge-file", "-p", *files], capture_output=True, check=False, text=True)
    assert merged.returncode == 0
    assert merged.stdout.endswith("\n# end of file\n")
    both = reviewed(tmp_path / "both", merged.stdout)
    assert {
        name: found.state for name in ("a", "m", "z") if (found := look_up(both, obj(name), "fedcba9876543210"))
    } == {
        "a": "edited",
        "m": "proposed",
        "z": "proposed",
    }


@pytest.mark.parametrize(("text", "line", "told"), BROKEN)
def test_nothing_is_added_to_broken_files(text: str, line: str, told: str, tmp_path: Path) -> None:
    """Adding answers to a file that cannot be read would lose what a person wrote."""
    store = reviewed(tmp_path, text)
    with pytest.raises(CacheError) as caught:
        store.propose([entry("f")])
    assert str(caught.value).startswith(f"{tmp_path / 'pkg.mod.yml'}{line}: ")
    assert told in str(caught.value)
    assert (tmp_path / "pkg.mod.yml").read_text(encoding="utf-8") == text


PROPOSED = """\
version: 3
module: pkg.mod
answers:

  ".":
    review: {state: proposed, fingerprint: fedcba9876543210, text: TEXT, model: gpt-4.1-mini, date: 2026-11-21, prompt: 1}
    summary: |-
      Do: it.
    parameters:
      "*args": |-
        More.

  A.f:
    review: {state: proposed,"""


def test_proposals_make_a_file(tmp_path: Path) -> None:
    """A new file is sorted, readable, and read back as what was proposed."""
    store = ReviewedAnswers(tmp_path / "reviewed")
    assert (
        store.propose([entry("g"), entry("A.f"), entry("."), entry("x", "pkg", model="", date="", prompt=0)]).added == 4
    )
    text = (tmp_path / "reviewed" / "pkg.mod.yml").read_text(encoding="utf-8")
    assert text.startswith(PROPOSED.replace("TEXT", digest(entry("g").answer)))
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
    assert store.propose(proposals).added == 4
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
    assert again.propose(proposals).added == 0
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
    assert reviewed(tmp_path, text).propose([entry("f"), entry("z")]).added == 2
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
    assert ReviewedAnswers(tmp_path).propose([entry]).added == 1
    assert victim.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "pkg.yml").is_symlink()


TEXTS = st.text(max_size=60) | st.sampled_from(
    ["a: b", "- a\n  - b", "# no comment", "'", '"', " in\n\tout \n", "|", "%", "&a *a"]
)
NAMES = st.from_regex(r"(\*{0,2}[a-z_]{1,8}(\.[a-z]{1,4})?|on|yes|null|\.)", fullmatch=True)
ANSWERS = st.builds(
    lambda summary, parameters, raises, returns, example: Answer.from_dict(
        {"summary": summary, "parameters": parameters, "raises": raises, "returns": returns, "example": example}
    ),
    TEXTS,
    st.dictionaries(NAMES, TEXTS, max_size=3),
    st.dictionaries(NAMES, TEXTS, max_size=2),
    TEXTS,
    TEXTS,
)


@example({"f": Answer(summary="A.\n \n  ", example="\n  x")}, {"g": Answer(returns=" \n")})
@example({"f": Answer(example="# Do it.\n# Again.")}, {"g": Answer(summary="After.")})
@given(st.dictionaries(NAMES, ANSWERS, min_size=1, max_size=4), st.dictionaries(NAMES, ANSWERS, max_size=4))
def test_any_text_is_read_back_as_it_was(first: dict[str, Answer], more: dict[str, Answer]) -> None:
    """Whatever a text holds, a file gives it back, as proposed, however often more is added or the file is rewritten."""
    with tempfile.TemporaryDirectory() as directory:
        store = ReviewedAnswers(Path(directory))
        store.propose(entry(name, answer=answer) for name, answer in first.items())
        store.propose(entry(name, answer=answer) for name, answer in more.items())
        file = Path(directory) / "pkg.mod.yml"
        text = file.read_bytes()
        found = list(ReviewedAnswers(Path(directory)).entries())
        assert {one.path: one.answer for one in found} == {entry(n).path: a for n, a in {**more, **first}.items()}
        assert {one.state for one in found} == {"proposed"}
        ReviewedAnswers(Path(directory)).rewrite()
        assert file.read_bytes() == text


SENTENCE = "Read a file."
SPOKEN = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(" :#-'\"{}[]|>&*!%@`"))


@pytest.mark.parametrize("tail", ["", "# Ada: a word at the end.\n", "\n# One.\n\n  # Two.\n"])
def test_several_entries_before_comments_at_the_end(tail: str, tmp_path: Path) -> None:
    """Each new entry is whole and above what stands at the end, however many there are."""
    store = reviewed(tmp_path, f"module: pkg.mod\nanswers:\n  f:\n    state: rejected\n{tail}")
    assert store.propose([entry(name) for name in ("g", "on", "yes", "a")]).added == 4
    text = (tmp_path / "pkg.mod.yml").read_text(encoding="utf-8")
    assert list(yaml.load(text, Loader=yaml.BaseLoader)["answers"]) == ["a", "f", "g", "on", "yes"]
    assert text.endswith("\n# end of file\n")
    assert [line.strip() for line in text.splitlines() if line.lstrip().startswith("#")] == [
        *[line.strip() for line in tail.splitlines() if line],
        "# end of file",
    ]


@given(SPOKEN, st.sampled_from(["proposed", "accepted", "rejected"]))
def test_any_edit_of_a_sentence_is_valid_and_noticed(words: str, state: str) -> None:
    """A colon, a dash, a hash, a quote: the file stays whole, and the text is a person's without a word about it."""
    with tempfile.TemporaryDirectory() as directory:
        ReviewedAnswers(Path(directory)).propose([entry("f", answer=Answer(summary=SENTENCE))])
        file = Path(directory) / "pkg.mod.yml"
        text = file.read_text(encoding="utf-8").replace("state: proposed", f"state: {state}")
        file.write_text(text.replace(SENTENCE, f"Ada: {words}!"), encoding="utf-8")
        store = ReviewedAnswers(Path(directory))
        found = look_up(store, obj("f"), "fedcba9876543210")
        assert found is not None
        assert (found.state, found.answer.summary) == (state if state == "rejected" else "edited", f"Ada: {words}!")
        assert store.problems == []


def test_blanks_at_the_ends_of_lines_are_no_edit(tmp_path: Path) -> None:
    """What an editor does by itself when it saves a file makes nobody the author."""
    ReviewedAnswers(tmp_path).propose([entry("f", answer=Answer(summary="One.\n\nTwo."))])
    file = tmp_path / "pkg.mod.yml"
    text = file.read_text(encoding="utf-8").replace("One.", "One.  ").replace("|-", "|")
    file.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    found = look_up(ReviewedAnswers(tmp_path), obj("f"), "fedcba9876543210")
    assert found is not None
    assert found.state == "proposed"


def test_an_entry_without_metadata_is_a_persons(tmp_path: Path) -> None:
    """Who writes an entry by hand need not know what else may stand there."""
    store = reviewed(tmp_path, "module: pkg.mod\nanswers:\n  f:\n    summary: Mine.\n")
    found = look_up(store, obj("f"), "any")
    assert found is not None
    assert (found.state, found.answer.summary, store.problems) == ("edited", "Mine.", [])


def test_lines_end_as_they_did(tmp_path: Path) -> None:
    """A file from Windows keeps its line ends: the diff shows the new entry alone."""
    ReviewedAnswers(tmp_path).propose([entry("f")])
    file = tmp_path / "pkg.mod.yml"
    before = file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(before)
    assert ReviewedAnswers(tmp_path).propose([entry("g")]).added == 1
    after = file.read_bytes()
    body, end, _ = before.partition(b"# end of file")
    assert after.startswith(body)
    assert after.endswith(end + b"\r\n")
    assert after.count(b"\n") == after.count(b"\r\n")


def test_two_people_touch_two_entries(tmp_path: Path) -> None:
    """Neighbouring entries, edited on two branches: git merges them without a conflict."""
    proposals = [entry(name, answer=Answer(summary=f"Do {name}.")) for name in "ac"]
    objects = {f"pkg.mod.{name}": replace(obj(name), signature=f"def {name}()") for name in "abc"}
    ReviewedAnswers(tmp_path).propose(proposals, objects)
    file = tmp_path / "pkg.mod.yml"
    base = file.read_text(encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Proposals")
    for branch, old, new in (("ada", "Do a.", "Ada: a."), ("bob", "Do c.", "Bob: c.")):
        git(tmp_path, "switch", "-qc", branch, "main")
        file.write_text(base.replace(old, new), encoding="utf-8")
        git(tmp_path, "commit", "-qam", f"By {branch}")
    ReviewedAnswers(tmp_path).propose([entry("b", answer=Answer(summary="Do b."))], objects)  # and a nightly fill
    git(tmp_path, "commit", "-qam", "More proposals")
    git(tmp_path, "merge", "-q", "ada", "-m", "Both")
    assert {(one.path[-1], one.state, one.answer.summary) for one in ReviewedAnswers(tmp_path).entries()} == {
        ("a", "edited", "Ada: a."),
        ("b", "proposed", "Do b."),
        ("c", "edited", "Bob: c."),
    }


def test_rewriting_keeps_what_people_wrote(tmp_path: Path) -> None:
    """Texts, states and every comment of an old file are there afterwards, and nothing changes the second time."""
    old = FILE.replace("    returns: 200\n", "    returns: 200  # Ada: why?\n    # Bob: a code.\n") + "# The end.\n"
    store = reviewed(tmp_path, old)
    before = list(store.entries())
    objects = {"pkg.mod.depth": replace(obj("depth"), signature="depth: float = 1.0")}
    assert store.rewrite(objects).rewritten == 1
    again = ReviewedAnswers(tmp_path)
    assert list(again.entries()) == before
    text = (tmp_path / "pkg.mod.yml").read_text(encoding="utf-8")
    for comment in ("# Read by Ada.\n", "# Ada: why?\n", "# Bob: a code.\n", "# The end.\n"):
        assert text.count(comment) == 1
    assert "  # Ada: the unit is metres.\n  # depth: float = 1.0\n  # m.py:1\n  depth:\n" in text
    assert again.rewrite(objects).rewritten == 0


def test_links_are_read_and_not_written(tmp_path: Path) -> None:
    """A link to a file is that file; nothing is written to it, and one that leads nowhere is told."""
    reviewed(tmp_path / "there", FILE)
    (tmp_path / "pkg.mod.yml").symlink_to(tmp_path / "there" / "pkg.mod.yml")
    (tmp_path / "gone.yml").symlink_to(tmp_path / "nothing")
    store = ReviewedAnswers(tmp_path)
    assert look_up(store, obj("Client.get"), "0123456789abcdef") is not None
    with pytest.raises(CacheError, match="it is a link"):
        store.propose([entry("f")])
    assert (tmp_path / "there" / "pkg.mod.yml").read_text(encoding="utf-8") == FILE
    lost = look_up(store, obj("f", "gone"), "0")
    assert lost is not None
    assert lost.state == "unreadable"
    assert [problem.where for problem in store.problems] == [f"{tmp_path / 'gone.yml'}:1"]


@pytest.mark.parametrize(
    ("bad", "where", "told"),
    [
        (b"module: pkg.mod\n\n\xff\xfe\x00", "pkg.mod.yml:3", "it is not text in UTF-8 (byte 0xff). Correct it"),
        ("directory", "pkg.mod.yml", "it is a directory, not a file. Remove it"),
        ("loop", "pkg.mod.yml", "it is a link that leads back to itself. Remove the link"),
        ("gone", "pkg.mod.yml:1", "it is a link to a file that is not there. Correct it"),
        ("suffix", "pkg.mod.yml:1", "pkg.mod.yaml stands there. Rename it to pkg.mod.yml"),
        ("both", "pkg.mod.yml:1", "pkg.mod.yaml stands beside it, and only files that end in .yml are read. Put its"),
    ],
    ids=["binary", "directory", "loop", "gone", "suffix", "both"],
)
def test_what_is_no_reviewed_file_is_told(bad: bytes | str, where: str, told: str, tmp_path: Path) -> None:
    """What stands where a file should be is no reason to pay for its objects, or to put a file in its place."""
    file = tmp_path / "pkg.mod.yml"
    if isinstance(bad, bytes):
        file.write_bytes(bad)
    elif bad == "directory":
        file.mkdir()
    elif bad in ("suffix", "both"):
        file.with_suffix(".yaml").write_text(FILE, encoding="utf-8")
        if bad == "both":
            file.write_text(FILE, encoding="utf-8")
    else:
        file.symlink_to(file if bad == "loop" else tmp_path / "nothing")
    store = ReviewedAnswers(tmp_path)
    found = look_up(store, obj("f"), "0")
    assert found is not None
    assert found.state == "unreadable"
    assert [(one.kind, one.where) for one in store.problems] == [("reviewed", str(tmp_path / where))]
    assert told in store.problems[0].message
    with pytest.raises(CacheError) as caught:
        store.propose([entry("f")])
    assert str(caught.value).startswith(f"{tmp_path / where}: ")
    assert told in str(caught.value)


@pytest.mark.parametrize("bad", ["file", "loop", "gone", "gone above"])
def test_what_is_no_directory_is_told_once(bad: str, tmp_path: Path) -> None:
    """However many modules there are; none of their objects has an answer, and nothing is written there."""
    directory = tmp_path / "aidoc-reviewed"
    if bad == "file":
        directory.write_text("mine", encoding="utf-8")
    elif bad == "gone above":
        directory.symlink_to(tmp_path / "nothing")
        directory /= "answers"
    else:
        directory.symlink_to(directory if bad == "loop" else tmp_path / "nothing")
    store = ReviewedAnswers(directory)
    found = [look_up(store, obj("f", module), "0") for module in ("pkg.a", "pkg.b")]
    assert [one and one.state for one in found] == ["unreadable", "unreadable"]
    what = {
        "file": "it is a file, not a directory. Move aidoc-reviewed away",
        "loop": "it is a link that leads back to itself. Remove the link",
        "gone": "it is a link to a directory that is not there. Correct the link",
        "gone above": "aidoc-reviewed, in which it should be, is a link to a directory that is not there. Correct the link",
    }[bad]
    told = f"Ignoring all reviewed files: {what}; no object has an answer until then."
    assert [(one.kind, one.message, one.where) for one in store.problems] == [("reviewed", told, str(directory))]
    store.read_all()
    assert len(store.problems) == 1
    with pytest.raises(CacheError, match=f"{directory}: {what}"):
        store.propose([entry("f")])
    with pytest.raises(CacheError, match=f"{directory}: "):
        list(store.entries())
    assert bad != "file" or directory.read_text(encoding="utf-8") == "mine"
