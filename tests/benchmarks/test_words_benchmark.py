"""The benchmark `words`: that it sees harm of every kind, and none where text is only added."""

from __future__ import annotations

import random
import subprocess
import sys
import time
import zlib
from collections import Counter
from dataclasses import replace

import pytest

from benchmarks.words import run, table
from benchmarks.words.compare import FIGURES, ROWS, Found, compare_blocks, compare_pages
from benchmarks.words.kept import Kept, digest
from benchmarks.words.page import Block, Page
from benchmarks.words.site import Built, OutOfTimeError, Site, compare, measure
from tests.texts import MARK

PLAIN = """
<article><h1>Title</h1>
<div class="doc doc-object doc-function"><h2 class="doc-heading" id="pkg.f"><code>f(a, b)</code></h2>
<div class="doc-contents"><p>Do it with a and b.</p><p>See the notes of the authors.</p>
<p><span class="doc-section-title">Parameters:</span></p>
<table><tbody><tr class="doc-section-item"><td><code>a</code></td><td><p>The first of the two.</p></td></tr></tbody></table>
<ul><li>an item of the list</li></ul></div></div></article>
"""
ROW = (
    f'<tr class="doc-section-item"><td><code>b</code></td><td><p>{MARK} What the sheltered meadow draws.</p></td></tr>'
)
ADDED = PLAIN.replace("</tbody>", f"{ROW}</tbody>").replace(
    "</article>",
    '<p class="aidoc-badge" data-aidoc="completed"><span>Do it with a and b.</span></p>'
    '<div class="doc doc-object"><h2 class="doc-heading" id="pkg.g"><code>g()</code></h2>'
    f"<p>{MARK} Handle the meadow.</p></div></article>",
)


def harm(html):
    """What is wrong on a page, by figure."""
    figures = compare_pages(Page(PLAIN), Page(html)).figures
    looked_at = ("paragraphs", "signatures_checked")
    return {name: figures[name] for name in FIGURES if figures[name] and name not in looked_at}


def test_added_text_is_no_harm():
    """A generated row, a badge and an object that was let appear are no harm; all blocks and rows are looked at."""
    found = compare_pages(Page(PLAIN), Page(ADDED))
    assert found.offenders == []
    assert [found.figures[name] for name in ROWS] == [1, 2, 1]
    assert found.figures["paragraphs"] == 8
    assert found.figures["signatures_checked"] == 1


def test_texts_that_come_often():
    """Few texts, each many times, as members that many classes inherit: none is lost, and one that is, is seen."""
    for seed in range(5):
        chance = random.Random(seed)
        before, after = [], []
        for _ in range(60):
            before.append(Block(f"Text number {chance.randrange(6)}."))
            after += [before[-1], *[Block(f"Text number {chance.randrange(6)}.")] * chance.randrange(2)]
        found = Found()
        compare_blocks(before, after, found)
        assert found.figures["lost"] == found.figures["changed"] == 0
        compare_blocks([*before, Block("The last.")], after, found)
        assert "lost: The last." in found.offenders


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("<p>Do it with a and b.</p>", "", {"lost": 1}),
        ("<p>Do it with a and b.</p>", f"<p>{MARK} Handle the meadow.</p>", {"lost": 1}),
        ("<p>Do it with a and b.</p>", "<p>Do it with a and c.</p>", {"changed": 1}),
        ("<p>The first of the two.</p>", "<p>The first of two.</p>", {"changed": 1}),
        ("<li>an item of the list</li>", "<li>an item of the list</li>" * 2, {"doubled": 1}),
        (ROW, ROW * 2, {"doubled": 1}),
        (ROW, ROW.replace("<code>b", "<code>c"), {"signatures_wrong": 1}),
        ("f(a, b)", "f(a, b, c)", {"lost": 1, "signatures_wrong": 1}),
        (
            "<p>Do it with a and b.</p><p>See the notes of the authors.</p>",
            "<p>See the notes of the authors.</p><p>Do it with a and b.</p>",
            {"lost": 1},
        ),
    ],
    ids=["gone", "replaced", "a word", "in a cell", "twice", "row twice", "no parameter", "signature", "moved"],
)
def test_harm_is_counted(old, new, wanted):
    """What is lost, changed, doubled or described wrongly is seen as what it is."""
    assert old in ADDED
    assert harm(ADDED.replace(old, new)) == wanted


def test_a_completed_entry_is_kept():
    """Generated text behind a person's words, in their own block, changes none of them."""
    assert harm(ADDED.replace("Do it with a and b.", f"Do it with a and b. {MARK} And more.")) == {}


def site(directory, html, *names, asked=None, problems=()):
    """A built site of one page and an inventory."""
    directory.mkdir()
    (directory / "index.html").write_text(html, encoding="utf-8")
    head = b"# Sphinx inventory version 2\n# Project: x\n# Version: 1\n# zlib\n"
    lines = "".join(f"{name} py:function 1 index.html#$ -\n" for name in names)
    (directory / "objects.inv").write_bytes(head + zlib.compress(lines.encode()))
    report = {"objects": [{"path": "pkg._g.g", "outcome": "generated"}]}
    return Built(pages=directory, problems=Counter(problems), report=report, asked=asked or {})


def test_objects_requests_and_warnings_are_compared(tmp_path):
    """What appears without having been filled, what is gone, what was sent for nothing, what is warned of."""
    plain = site(tmp_path / "plain", PLAIN, "pkg.f", "pkg.gone", problems=["WARNING: old"])
    asked = {
        ("pkg.f", "f"): [],
        ("pkg._g.g", "g"): [],
        ("pkg._private.Base.i", "Base.i"): ["Handle the meadow."],  # on the page under another name
        ("pkg._private.h", "h"): ["Handle what nobody sees."],
    }
    filled = site(
        tmp_path / "filled", ADDED, "pkg.f", "pkg.g", "pkg.g(entry)", "pkg.odd", "pkg.odd(entry)", asked=asked,
        problems=["WARNING: old", "WARNING: new"],
    )  # fmt: skip
    found = compare(plain, filled)
    assert found.offenders == [
        "objects_less: pkg.gone py:function index.html#$",
        "objects_more: pkg.odd py:function index.html#$",
        "objects_more: pkg.odd(entry) py:function index.html#$",
        "sent_not_shown: pkg._private.h",
        "warnings_added: WARNING: new",
    ]
    (filled.pages / "index.html").unlink()
    assert compare(plain, filled).figures["lost"] == 8


@pytest.mark.parametrize("times", [1, 2])
def test_a_text_may_be_shown_as_often_as_it_is_written(tmp_path, times):
    """A sentence of a docstring that a person also wrote into `Doc(...)` stands there twice without being doubled."""
    text = "See the notes of the authors."
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "pkg.py").write_text(f"# {text}\n" * times, encoding="utf-8")
    shown = f"<p>{text}</p>"
    plain = site(tmp_path / "plain", PLAIN, "pkg.f")
    filled = site(tmp_path / "filled", PLAIN.replace(shown, shown * 2), "pkg.f")
    found = compare(plain, filled, [str(tmp_path / "code")])
    assert found.offenders == ([f"index.html: doubled: {text}"] if times == 1 else [])


def test_without_time_everything_is_listed_as_not_run(monkeypatch, tmp_path):
    """The benchmark ends when its time is up, and tells what it has not reached."""
    monkeypatch.setenv("AIDOC_WORDS_SECONDS", "0")
    monkeypatch.setenv("AIDOC_WORDS", ": attrs")
    figures = run(top=tmp_path)
    assert figures["not_run"] == 2
    assert "not run, the time was up: mkdocs: attrs\nnot run, the time was up: sphinx: attrs" in table(figures)


def test_a_run_goes_on_where_the_last_one_ended(monkeypatch, tmp_path):
    """The table has what an earlier run has measured of the same code, but for what could not be built."""
    monkeypatch.setenv("AIDOC_WORDS_SECONDS", "0")
    monkeypatch.setenv("AIDOC_WORDS", ": attrs")
    kept = Kept(tmp_path / "rows")
    kept.add("mkdocs: attrs", {"paragraphs": 354, "lost": 1, "cpu_s": 11}, ["lost: a paragraph"])
    kept.add("sphinx: attrs", {"not_built": 1, "cpu_s": 2}, ["no such package"])
    figures = run(top=tmp_path)
    assert (figures["measured_earlier"], figures["paragraphs"], figures["lost"], figures["cpu_s"]) == (1, 354, 1, 11)
    assert figures["offenders"] == {"mkdocs: attrs": ["lost: a paragraph"]}
    assert figures["rows"]["sphinx: attrs"] == {"not_run": 1, "cpu_s": 0}
    assert run(top=tmp_path, again=True)["not_run"] == 2


def test_rows_are_those_of_one_state_of_the_code(tmp_path):
    """A file that is changed, or a package in another version, makes another state; nothing else does."""
    file = tmp_path / "a.py"
    file.write_text("x = 1\n", encoding="utf-8")
    before = digest([file], ["sphinx==9.0"])
    assert before == digest([file], ["sphinx==9.0"])
    assert before != digest([file], ["sphinx==9.1"])
    file.write_text("x = 2\n", encoding="utf-8")
    assert before != digest([file], ["sphinx==9.0"])
    Kept(tmp_path, "one").add("a site", {"paragraphs": 1}, [])
    assert list(Kept(tmp_path, "one").read()) == ["a site"]
    assert Kept(tmp_path, "another").read() == {}


@pytest.mark.slow
def test_parts_make_one_table(monkeypatch, tmp_path):
    """Each part measures what is its own, and the last one's table has all."""
    monkeypatch.setenv("AIDOC_WORDS", ": attrs")
    first = run(part="1/2", top=tmp_path)
    [own] = [name for name, row in first["rows"].items() if "not_run" not in row]
    assert sorted(first["rows"]) == ["mkdocs: attrs", "sphinx: attrs"]
    both = run(part="2/2", top=tmp_path)
    assert (both["not_run"], both["not_built"], both["measured_earlier"]) == (0, 0, 1)
    assert both["rows"][own] == first["rows"][own]
    assert both["lost"] == 0 < first["paragraphs"] < both["paragraphs"]


@pytest.mark.parametrize(
    "arguments",
    [("words", "--part", "3/2"), ("words", "--part", "x"), ("tokens", "--part", "1/2"), ("tokens", "--again")],
    ids=" ".join,
)
def test_a_part_that_there_is_not_is_refused(arguments):
    """Before anything is measured."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments], capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("python -m benchmarks: error: ")


FIELD = """
<div class="doc doc-object doc-attribute"><h2 class="doc-heading" id="pkg.Row.size"><code>size</code></h2>
<div class="doc-contents"><p>How many rows there are, at most.</p></div></div>
"""


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ('size: int = Field(description="How many rows "\n    "there are, at most.")', []),
        ('size: int = Field(description="Another text.")', ["objects_more: pkg.Row.size"]),
    ],
    ids=["told", "made up"],
)
def test_a_field_that_a_person_described_may_appear(tmp_path, code, wrong):
    """What appears without a generated text has words that stand in the code."""
    plain = site(tmp_path / "plain", PLAIN)
    filled = site(tmp_path / "filled", PLAIN.replace("</article>", f"{FIELD}</article>"))
    (tmp_path / "rows.py").write_text(code, encoding="utf-8")
    row = {"path": "pkg.rows.Row.size", "kind": "field", "outcome": "human", "source": "rows.py:1"}
    found = compare(plain, replace(filled, report={"objects": [row]}), [str(tmp_path)])
    assert found.offenders == wrong


def test_the_time_is_bounded(tmp_path):
    """A site for which no time is left is not built."""
    one = Site(name="mkdocs queue", tool="mkdocs", pages={"queue": ("queue",)})
    with pytest.raises(OutOfTimeError):
        measure(one, tmp_path, until=time.time())


@pytest.mark.slow
@pytest.mark.parametrize("tool", ["mkdocs", "sphinx"])
def test_a_real_site_is_compared(tmp_path, tool):
    """A module of the standard library: everything is there."""
    found, counts = measure(Site(name=f"{tool} queue", tool=tool, pages={"queue": ("queue",)}), tmp_path)
    assert counts["sent"] == counts["filled"] > 0
    assert found.offenders == []
    assert found.figures["paragraphs"] > 40


def test_figures_become_a_table():
    """A row for each site, what is wrong below, the total last."""
    found = Found()
    found.add("lost", "a paragraph")
    figures = {
        "packages": 1, **found.figures, "not_built": 0, "not_run": 1, "docstrings": 2, "docstrings_changed": 0,
        "measured_earlier": 0, "cpu_s": 3, "seconds": 2,
        "rows": {
            "mkdocs: a": {**found.figures, "cpu_s": 1}, "docstrings: b": {"docstrings": 2, "cpu_s": 2},
            "sphinx: c": {"not_run": 1, "cpu_s": 0},
        },
        "offenders": {"mkdocs: a": ["index.html: lost: a paragraph"] * 20},
    }  # fmt: skip
    lines = table(figures).splitlines()
    assert lines[2].startswith("| mkdocs: a |")
    assert "mkdocs: a: lost: and 8 more" in lines
    assert "not run, the time was up: sphinx: c" in lines
    assert lines[-1].startswith("packages 1, paragraphs 0, lost 1, ")
