"""The option `glossary`: read once, sent with the instructions, and what answers do with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aidoc_core.answers.fingerprint import fingerprint
from aidoc_core.asking.prompt import Ask, system_message, told
from aidoc_core.build.session import Session
from aidoc_core.checks import check
from aidoc_core.code.gaps import find_gaps
from aidoc_core.code.packages import read_package
from aidoc_core.errors import ConfigError
from aidoc_core.glossary import LONGEST, Glossary
from aidoc_core.settings import Settings, load_settings
from tests.azure import Answer, AskedObject, LocalAzure
from tests.azure.prose import write_answers

WORDS = {
    "terms": {"tide table": "the list of high and low waters of one harbour"},
    "prefer": {"folder": "directory", "time stamp": "moment"},
    "avoid": ["simply"],
}
FILE = """\
terms:
  tide table: the list of high and low waters of one harbour
prefer:
  folder: directory
  time stamp: moment
avoid: [simply]
"""
CODE = "def look(place):\n    return place\n\ndef find(place):\n    return place\n"
READ = Glossary(
    terms=(("tide table", "the list of high and low waters of one harbour"),),
    prefer=(("folder", "directory"), ("time stamp", "moment")),
    avoid=("simply",),
)


def _read(root: Path, glossary: Any) -> Settings:
    return load_settings({"glossary": glossary}, root=root, origin="mkdocs.yml", environment={})


def test_a_file_and_a_mapping_say_the_same(tmp_path: Path) -> None:
    """The file stands beside the configuration; what it says goes out with every request, and is no echo."""
    (tmp_path / "words.yml").write_text(FILE)
    for value in (WORDS, "words.yml"):
        settings = _read(tmp_path, value)
        assert settings.words == READ
        assert system_message(settings).endswith(
            'Write "directory", not "folder".\nWrite "moment", not "time stamp".\nDo not write "simply".\n'
            "What terms mean here:\n- tide table: the list of high and low waters of one harbour"
        )
    (tmp_path / "tides.py").write_text(CODE)
    obj = read_package("tides", [tmp_path])[1]
    ask = Ask(obj=obj, gaps=find_gaps(obj), settings=settings)
    assert "tide table" not in told(ask)
    assert fingerprint(obj, settings) == fingerprint(obj, Settings())  # no kept answer is requested again
    assert system_message(_read(tmp_path, "")) == system_message(Settings())


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"perfer": {"a": "b"}}, "mkdocs.yml: the glossary has no key 'perfer'; did you mean 'prefer'?"),
        ({"zebra": 1}, "mkdocs.yml: the glossary has no key 'zebra'; keys are terms, prefer and avoid."),
        ({"terms": ["a"]}, "mkdocs.yml: the glossary has in 'terms' no mapping of texts to texts."),
        ({"prefer": {"yes": True}}, "mkdocs.yml: the glossary has in 'prefer' something else than texts, at 'yes'"),
        ({"prefer": {True: "no"}}, "mkdocs.yml: the glossary has in 'prefer' something else than texts, at 'True'"),
        ({"prefer": {"A": "a"}}, "mkdocs.yml: the glossary would avoid 'A' and use it instead."),
        (
            {"prefer": {"just": "Simply"}, "avoid": ["simply"]},
            "mkdocs.yml: the glossary would use 'Simply' for 'just', and avoid it, too.",
        ),
        ({"prefer": {"a": "b", "b": "a"}}, "mkdocs.yml: the glossary would use 'b' for 'a', and avoid it, too."),
        ({"avoid": "simply"}, "mkdocs.yml: the glossary has in 'avoid' no list of words"),
        ({"avoid": ["?!"]}, "mkdocs.yml: the glossary has in 'avoid' no list of words"),
        ({"avoid": ["word " * LONGEST]}, "mkdocs.yml: the glossary is longer than 8,000 characters"),
        (["a"], "mkdocs.yml: option 'glossary' cannot be ['a']; allowed: file name · mapping with terms, prefer"),
        ("gone.yml", "mkdocs.yml: option 'glossary': {root}/gone.yml: No such file or directory."),
        ("bad.yml", "{root}/bad.yml:2: the glossary is not YAML. Correct the file."),
        ("list.yml", "{root}/list.yml: the glossary is no mapping."),
        ("latin.yml", "{root}/latin.yml: the glossary is not YAML. Correct the file."),
        ("huge.yml", "{root}/huge.yml: the glossary is longer than 8,000 characters"),
        ("date.yml", "{root}/date.yml: the glossary is not YAML. Correct the file."),
        ("half.yml", "{root}/half.yml: the glossary has in 'terms' something else than texts"),
        ({"avoid": ["half \ud800"]}, "mkdocs.yml: the glossary has in 'avoid' no list of words"),
        (".", "mkdocs.yml: option 'glossary': {root}: Is a directory."),
        ("words\0.yml", "mkdocs.yml: option 'glossary' cannot be 'words\\x00.yml'"),
        ("words\ud800.yml", "mkdocs.yml: option 'glossary': no file can have this name."),
    ],
)
def test_what_is_wrong_is_one_clear_error(tmp_path: Path, value: Any, message: str) -> None:
    """Each error names the place and what is wrong in one line."""
    (tmp_path / "bad.yml").write_text("avoid: [\nprefer: {")
    (tmp_path / "list.yml").write_text("- a\n")
    (tmp_path / "date.yml").write_text("avoid: [2001-99-99]\n")
    (tmp_path / "half.yml").write_text('terms: {a: "b\\ud800"}\n')
    (tmp_path / "latin.yml").write_bytes(b"avoid: [caf\xe9]\n")
    (tmp_path / "huge.yml").write_text("avoid:\n" + "- word\n" * 100_000)
    with pytest.raises(ConfigError) as error:
        _read(tmp_path, value)
    assert str(error.value).startswith(message.format(root=tmp_path))
    assert "\n" not in str(error.value)
    assert error.value.option == "glossary"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Look into the folder.", ["folder"]),
        ("Look into all Folders of it.", ["folder"]),
        ("The time stamps of a file.", ["time stamp"]),
        ("The time-stamp of a file.", ["time stamp"]),
        ("The time and the stamp.", []),
        ("Look into `folder`.", []),
        ("Two-folder things and scaffolder.", ["folder"]),
        ("Simply look.", ["simply"]),
        ("Look into the directory.", []),
        ("folder " * 3, ["folder"]),
        ("A C program.", []),
        ("A C++ program, and C++.", ["C++"]),
        ("The time. Stamp it.", []),
        ("The time `x` stamp.", []),
        ("In the cafe\u0301.", ["café"]),
        ("Die GRÖSSE.", ["Größe"]),
        ("Boats.", []),  # shorter than some words to avoid
        ("Some boats, e.g. Swift.", ["e.g."]),
        ("The ``folder`` and https://example.org/folder/a.html too.", []),
        ("What pkg.folder and pkg.folder.open hold.", []),
        ("The tide gauge and tide gauges.", []),
        ("The gauge at the tide gauge.", ["gauge"]),
        ("All entries of buoys.", ["entry", "buoy"]),
        ("The entryies of an entrance.", []),
    ],
)
def test_which_words_are_found(tmp_path: Path, text: str, found: list[str]) -> None:
    """Whole words in singular and plural, not in code spans, each once for each text."""
    (tmp_path / "tides.py").write_text(CODE)
    words = replace(
        READ,
        prefer=(*READ.prefer, ("gauge", "tide gauge")),
        avoid=(*READ.avoid, "C++", "café", "Größe", "e.g.", "entry", "buoy", "as a matter of fact"),
    )
    obj = read_package("tides", [tmp_path])[1]
    findings = check({"description": text}, obj, words=words)
    assert [finding.quote for finding in findings if finding.rule == "AD520"] == found
    assert [finding for finding in check({"description": text}, obj) if finding.rule == "AD520"] == []


def test_a_build_asks_again_and_reports_what_is_left(tmp_path: Path, azure: LocalAzure) -> None:
    """An answer with an unwanted word is requested once more; what stays is kept and reported; nothing goes stale."""
    (tmp_path / "tides.py").write_text(CODE)
    repaired: list[str] = []

    def stubborn(objects: Sequence[AskedObject]) -> list[Answer]:
        answers = write_answers(objects)
        for answer, asked in zip(answers, objects, strict=True):
            word = "directory" if asked.name == "look" and asked.name in repaired else "folder"
            answer["summary"] = f"Seek the {word} of a harbour by `place`."
            repaired.append(asked.name)
        return answers

    azure.answer = stubborn
    # The code has no word of the file system, of which AD907 takes both words to tell.
    options = {"endpoint": azure.url, "deployment": "docs", "kinds": ["function"], "checks": {"AD907": "off"}}
    settings = load_settings({**options, "glossary": WORDS}, root=tmp_path)
    objects = [obj for obj in read_package("tides", [tmp_path]) if obj.kind == "function"]

    def build(settings: Settings) -> dict[str, tuple[str, list[str], list[str]]]:
        session = Session(settings, root=tmp_path, tool="test")
        try:
            records = session.fill(objects)
            assert session.new_problems() == []
            return {
                record.obj.name: (
                    record.entry.answer.summary if record.entry else "",
                    [finding["rule"] for finding in (record.entry.findings if record.entry else ())],
                    [f"{finding.rule} {finding.severity}" for finding in session.results.findings(record)],
                )
                for record in records
            }
        finally:
            session.close()

    made = build(settings)
    assert made == {
        "look": ("Seek the directory of a harbour by `place`.", [], []),
        "find": ("Seek the folder of a harbour by `place`.", ["AD520"], []),
    }
    assert len(azure.requests) == 2
    azure.reset()
    assert build(settings)["find"][2] == ["AD520 warn"]
    without = load_settings(options, root=tmp_path)
    assert build(without)["find"][2] == []
    assert azure.requests == []
