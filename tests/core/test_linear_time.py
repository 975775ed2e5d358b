"""Time grows with the length of a text and no faster, whatever stands in it: rules, escapers, redaction, parsers.

Judged by growth: what takes four times the text must not take anything like sixteen times the work. No time in seconds
is asserted; what is too quick to be measured is not judged.
"""

from __future__ import annotations

import contextlib
import gc
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pydantic
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.answers.addresses import addresses
from aidoc_core.answers.answer import LONGEST, LONGEST_ANSWER, LONGEST_NAME, MOST_SECTIONS, Answer, Described
from aidoc_core.answers.shallow import ShallowLoader
from aidoc_core.answers.wire import WireReply
from aidoc_core.asking.excerpt import Marked, excerpt
from aidoc_core.asking.payload import Payload
from aidoc_core.build.normalize import drop, normalize
from aidoc_core.checks import RULES, check
from aidoc_core.checks.certain import is_template
from aidoc_core.checks.human import check_human, read_human
from aidoc_core.code.docstrings import read_docstring
from aidoc_core.code.gaps import Gaps
from aidoc_core.code.packages import read_package
from aidoc_core.model.reading import read_answers
from aidoc_core.redaction import redact_code, redact_text
from aidoc_core.render import markdown, rest
from aidoc_core.render.example import session_lines
from aidoc_core.render.links import Links
from aidoc_core.render.mark import Mark
from aidoc_core.render.outline import Items, Outline, Paragraph, Table
from aidoc_core.render.outline_markdown import page
from aidoc_core.render.pieces import Code, Text
from tests.core.checks.conftest import ROOTS
from tests.laws import law

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aidoc_core.checks import Rule

SIZE, LARGE = 20_000, 100_000
"""Characters that are fed: in `make test`, and in `make test-all`. A quarter is longer than all that counts as a secret."""
EVERY, EVERY_LARGE = 8, 64
"""In `make test`, each is fed one in so many kinds of text."""
NOTICED = 0.02
"""Seconds of CPU time below which the growth of a time is chance."""
TIMES, ALLOWED = 4, 8
"""How much longer the second text is, and how much more work it may take: 16 times as much would be a square."""
TRIES = 6
OTHER = 100
"""Characters that make a text another one, that nothing remembers: no repeated part is longer."""

# Each is repeated. What opens something that nothing closes is where patterns look for the end again and again.
ATOMS = (
    # white space
    "\n", " ", "\t", "\n \n", "\r\n", "\xa0", "a \n", "\n\n    ", "\n    a\n", "x\u2028", "\u200b",
    # words and numbers
    "a", "A", "Aa", "a_", "a.", "a b ", "1", "1_", "1.2", "a1", "0 ", "1. ", "- ", "* a\n", "é",
    # signs alone
    ":", "`", "``", "[", "]", "(", "{", "}", "<", ">", "|", "#", "-", "=", "_", "*", "~", "+", "!", "?", "'", '"', "\\",
    ".", ",", ";", "@", "%", "$", "/", "&", "^",
    # what opens markup
    "`a`b", "`a ", "``a`", "[x](", "[a][", "[[a", "[^a", "*[a", "![a", "](", "{%", "{{", "{!a", "{#a", "{:a", "${a", "<a",
    "<a:", "<a@", "<!--a", "</", "&#", "&#1", "&a", "==a", "++a", "-__a", "~~", "**", ":a", ":a:", ":a+", ".. ", ".. a\n",
    "\n.. [a", "\n.. |a", "\n[a", "\n*[a", "```a\n", "```{\n", "~~~\n", ":::a\n", "::\n\n    a\n", "\n> ", "\n| a |",
    "a\n-", "\n---\n", "\n=== ", "\n>>> a", "\n... a", "\n#", "--8<", ":func:`a", ":func:`a<", "\n%%a", "\n[TOC",
    # addresses and secrets
    "://", "a://", "a://a:", "a://a:a", "a@a.", "http://a", "http://a)", "[a](http://a", "https://docs.python.org) ",
    "data:", "password: ", "password: '", "token=", "Password=", "Password={", "Host=;", "Key=a", "Bearer ", "sig=",
    "-eyJaaaaaaaaa", "-eyJaaaaaaaa.", "-----BEGIN PRIVATE KEY-----", "Private-Lines: 1 ", "MIIBaaaaIBA", "sk-a", "AKIA",
    "a1B2c3D4e5F6g7H8i9J0 ", "\\N{", "\\x", "f'{", '"""', "'''", "'a'\n", "# a\n", "#: a\n",
    # English
    "await, ", "env ", "iterates. ", "file ", "I am ", "here is ", "here is a b ", "below is ", "you asked ", "cannot tell ", "it appears ", "based on the given ",
    "write the ", "ignore a ", "default ", "default is ", "default is `", "default: ", "otherwise, ", "omitted ",
    "1 by default. ", "1 is used if ", "`a` is used if ", "'a', ", "1, ", "must be a ", "a list[ must be ", "list of ",
    "the coroutine ", "it is a generator ", "returns an async ", "synchronous ", "Returns nothing. ", "A. ", "A a! ",
    # docstrings
    "Args:\n    a: b\n", "Returns:\n", "@param a: b\n", ":raises: `a` -- b\n", ":param a:\n    :param ", "**Args**\n", "- a: b\n",
    "a, ", "L{", "`a<", "a or ", ":Args: a\n", "# a\n", "%(", "1 day ", "default a", ":param a: b\n", ":var a ", ":raises A: b\n", "Parameters\n----------\n", "a : b\n",
    '\\"', '{"n":', '{"n":1,', '{"n":[', "[{", ", ", ", ]", "</think>", "a:\n    b\n", "# aidoc: ", "#[1", "`a.b` ", "`a()` ", "a() ", "a.b.c ", "`depot.a` ", "[a][b] ", ":func:`a` ",
)  # fmt: skip
# In front of a long run of something: what looks for an end over it, twice, or over it and back.
OPENINGS = ("omitted", "default", "x", "`", "[", "](", "<", "data", "\n..", "password", "Bearer", "{{", "1", "# x")
RUNS = ("\n", " ", "a", "1", "_", ".", "=", ":", "-", "`")

DEPOT = {obj.path: obj for obj in read_package("depot", [ROOTS / "depot"])}
FUNCTION = next(obj for obj in DEPOT.values() if obj.kind == "function" and len(obj.parameters) > 1 and obj.context)
CLASS = next(obj for obj in DEPOT.values() if obj.kind == "class" and obj.context)
LINKS = Links(find=lambda name: name, hosts=("docs.python.org", "*.a"))
PAYLOAD = Payload(obj=FUNCTION, gaps=Gaps(), secrets=frozenset({"a1B2c3", "hunter2", "a"}))


def _said(text: str) -> dict[str, object]:
    """An answer that says it everywhere."""
    parameter = next(p for p in FUNCTION.parameters if not p.name.startswith("*"))
    return {
        "summary": text,
        "description": text,
        "parameters": [{"name": parameter.name, "description": text, "type": text, "default": text}],
        "returns": {"description": text, "type": text},
        "raises": [{"type": "ValueError", "description": text}],
        "attributes": [{"name": "a", "description": text}],
        "example": text,
    }


def _by(rule: Rule) -> Callable[[str], object]:
    return lambda text: check(_said(text), FUNCTION, gaps=Gaps(summary=True), hosts=LINKS.hosts, rules=[rule])


def _dropped(text: str) -> object:
    answer = Answer(summary="A.", description=text, returns=text)
    return drop(answer, check(answer, FUNCTION, gaps=Gaps(summary=True), rules=RULES))


def _wire(text: str) -> object:
    section = {"kind": "parameter", "name": text, "text": text}
    answer = {"n": 1, "summary": text, "details": text, "sections": [section, {**section, "kind": "returns"}]}
    reply = WireReply.model_validate({"answers": [answer]})
    return Answer.from_wire(reply.answers[0])


def _read(text: str) -> None:
    for whole in (f'{{"answers": [{{"n": 1, "summary": "{text}', f'{{"n": 1, {text}', f'"{text}', text):
        with contextlib.suppress(pydantic.ValidationError):
            read_answers(whole)


def _excerpt(text: str) -> object:
    function = replace(FUNCTION, source=f"def {FUNCTION.name}():\n    x = {text!r}\n")
    return excerpt("m", [Marked(mark="#[1]", obj=replace(CLASS, human=text)), Marked(mark="#[2]", obj=function)])


def _page(text: str) -> str:
    table = Table(headings=(text,), rows=(((Text(text),), (Code(text),)),))
    return page(Outline(title=text, blocks=(Paragraph((Text(text),)), Items(((Code(text),),)), table)))


def _griffe(text: str) -> object:
    assert FUNCTION.context is not None
    return read_docstring(text, FUNCTION.context.obj)


ENTRIES: dict[str, Callable[[str], object]] = {
    "check, by all rules": lambda text: check(_said(text), FUNCTION, gaps=Gaps(summary=True)),
    **{f"{rule.id} {rule.look.__name__}": _by(rule) for rule in RULES},
    "read_human": read_human,
    "read_docstring": _griffe,
    "check_human": lambda text: check_human(replace(FUNCTION, human=f"A.\n\nArgs:\n    size: {text}\n")),
    "is_template": lambda text: is_template(replace(FUNCTION, human=text)),
    "markdown.prose": lambda text: markdown.prose(text, LINKS),
    "markdown.line": lambda text: markdown.line(text, LINKS),
    "markdown.characters": markdown.characters,
    "rest.prose": lambda text: rest.prose(text, LINKS),
    "rest.line": lambda text: rest.line(text, LINKS),
    "rest.reference": rest.reference,
    "links": lambda text: list(LINKS.spans(text)),
    "addresses": lambda text: list(addresses(text, LINKS.hosts)),
    "session_lines": session_lines,
    "redact_text": redact_text,
    "redact_code": redact_code,
    "redact_code, a literal": lambda text: redact_code(f"password = {text!r}\n"),
    "redact_code, a long literal": lambda text: redact_code(f'token = """{text}"""\n'),
    "redact_code, a comment": lambda text: redact_code("".join(f"# {line}\n" for line in text.split("\n"))),
    "mark": lambda text: Mark(human=False, added=(text, text), models=(text,), dates=(text,)).html,
    "excerpt": _excerpt,
    "payload.clean": PAYLOAD.clean,
    "normalize": lambda text: normalize(
        Answer(summary=text, parameters=(Described(name=text, description=text),)), FUNCTION, Gaps(summary=True)
    ),
    "drop": _dropped,
    "from_wire": _wire,
    "read_answers": _read,
    "page": _page,
}


def _reviewed(text: str) -> None:
    with contextlib.suppress(yaml.YAMLError):
        yaml.load(text, Loader=ShallowLoader)


def _cost(entry: Callable[[str], object], make: Callable[[int], str], size: int, times: int = 1) -> float:
    """CPU time: what other processes do is not counted. No text is used twice: some results are remembered."""
    best = float("inf")
    for n in range(times):
        text = make(size + OTHER * n)
        gc.disable()  # it looks at all objects of the tests that ran before
        start = time.process_time()
        try:
            entry(text)
        finally:
            gc.enable()
        best = min(best, time.process_time() - start)
    return best


def growth(entry: Callable[[str], object], make: Callable[[int], str], size: int) -> float:
    """How much more work it is when the text is four times as long; 0 where there is hardly any work."""
    short = long = float("inf")
    for n in range(0, 2 * OTHER * TRIES, 2 * OTHER):
        long = min(long, _cost(entry, make, size + n))
        if long < NOTICED:
            return 0.0
        short = min(short, _cost(entry, make, size // TIMES + n, 2))
        if long < ALLOWED * short:
            break
    return long / max(short, 1e-6)


def run(opening: str, atom: str, ending: str = "") -> Callable[[int], str]:
    return lambda size: opening + atom * (size // len(atom)) + ending


CASES = [("", atom, "") for atom in ATOMS] + [("", atom, "z") for atom in RUNS]
CASES += [(opening, run, "\x01") for opening in OPENINGS for run in RUNS[:2]]


def _too_much(entry: Callable[[str], object], cases: Sequence[tuple[str, str, str]], size: int) -> list[str]:
    return [
        f"{opening!r} + {atom!r}… + {ending!r}: {grown:.0f} times"
        for opening, atom, ending in cases
        if (grown := growth(entry, run(opening, atom, ending), size)) >= ALLOWED
    ]


@pytest.mark.parametrize("name", ENTRIES)
def test_work_grows_with_the_length(name: str) -> None:
    """Four times the text is no more than about four times the work, whatever is repeated in it."""
    first = list(ENTRIES).index(name) % EVERY
    assert _too_much(ENTRIES[name], CASES[first::EVERY], SIZE) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ENTRIES)
def test_work_on_long_texts_grows_with_the_length(name: str) -> None:
    """The same for texts that no answer may have; each entry with a few of the things, others than its neighbours."""
    first = list(ENTRIES).index(name) % EVERY_LARGE
    assert _too_much(ENTRIES[name], CASES[first::EVERY_LARGE], LARGE) == []


@given(
    name=st.sampled_from(sorted(ENTRIES)),
    opening=st.sampled_from(("", *OPENINGS, *ATOMS)),
    atom=st.lists(st.sampled_from(ATOMS), min_size=1, max_size=3).map("".join),
    ending=st.sampled_from(("", "z", "`", "\x01", ")")),
)
@law(200)
def test_work_on_mixtures_grows_with_the_length(name: str, opening: str, atom: str, ending: str) -> None:
    """The same for mixtures that nobody thought of."""
    assert growth(ENTRIES[name], run(opening, atom, ending), SIZE) < ALLOWED


@pytest.mark.parametrize(
    ("kind", "entry", "make"),
    [
        ("joined literals", redact_code, lambda size: "x = (" + "'a'\n" * (size // 4) + ")"),
        ("named literals of one line", redact_code, lambda size: "f(" + "token='abcd', " * (size // 14) + ")"),
        ("the same, beyond ASCII", redact_code, lambda size: "f(" + "token='abcé', " * (size // 14) + ")"),
        ("secrets", redact_text, lambda size: "password: a1b2c3d4\n" * (size // 19)),
        ("comments", redact_code, lambda size: " " * (size // 2) + "# a\n" + "# a\n" * (size // 8)),
        ("secrets between escapes", redact_code, lambda size: "x = '" + r"\npassword: a1b2c3d4 " * (size // 21) + "'"),
        (
            "statements",
            lambda source: excerpt("m", [Marked(mark="#[1]", obj=replace(FUNCTION, source=source), longest=10**9)]),
            lambda size: "def f():\n" + "    a\n" * (size // 6),
        ),
        (
            "statements that are cut",
            lambda source: excerpt(
                "m", [Marked(mark="#[1]", obj=replace(FUNCTION, source=source), longest=len(source) - 9)]
            ),
            lambda size: "def f():\n" + "    a\n" * (size // 6),
        ),
        (
            "entries of one name",
            lambda text: check({"parameters": [{"name": "x", "description": "y"}] * len(text)}, FUNCTION),
            lambda size: "x" * (size // 16),
        ),
        (
            "entries of many names",
            lambda text: check(
                {"parameters": [{"name": f"x{n}", "description": "y"} for n in range(len(text))]}, FUNCTION
            ),
            lambda size: "x" * (size // 16),
        ),
        *(
            (
                f"unknown names like {form}",
                lambda text: check({"summary": "A.", "description": text}, FUNCTION, gaps=Gaps(summary=True)),
                # Others in each text: what has been looked up is remembered.
                lambda size, form=form: " ".join(form.replace("0", f"{size}{n}") for n in range(size // 20)),
            )
            for form in ("`aa_b0`", "`Aa0Bb`", "`depot.aa_b0`", "`json.aa_b0`", "`aa0.bb`", "aa_b0()", "If `x0` is None.")
        ),
        (
            "unknown exceptions",
            lambda text: check(
                {"raises": [{"type": f"Aa{len(text)}{n}Error", "description": "y"} for n in range(len(text) // 20)]},
                FUNCTION,
            ),
            lambda size: "x" * size,
        ),
        ("open brackets of a reviewed file", _reviewed, lambda size: "[" * size),
        ("sentences", _dropped, lambda size: " ".join(f"A b{n} c." for n in range(size // 9))),
        ("names", _dropped, lambda size: " ".join(f"`a_b{n}`" for n in range(size // 64))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_work_grows_with_the_number(kind: str, entry: Callable[[str], object], make: Callable[[int], str]) -> None:
    """Many of a kind are no more work than as many texts: nothing looks at all of them for each of them."""
    assert growth(entry, make, 2 * SIZE) < ALLOWED, kind


def test_replies_are_bounded_on_arrival() -> None:
    """A field, the sections together and their number have a limit; blank lines are no text."""
    section = {"kind": "raises", "name": "E" * 9_000, "text": "x" * 20_000}
    sections = [section] * 3_000 + [{**section, "kind": "returns"}] * 3
    data = {"n": 1, "summary": f"A.{chr(10) * 7_900}B.", "details": "y" * 20_000, "sections": sections}
    answer = Answer.from_wire(WireReply.model_validate({"answers": [data]}).answers[0])
    assert answer.summary == "A.\n\n\nB."
    assert answer.description == "y" * LONGEST
    assert len(answer.raises) == MOST_SECTIONS
    assert sum(len(item.description) for item in answer.raises) == LONGEST_ANSWER
    assert {len(item.name) for item in answer.raises} == {LONGEST_NAME}


def test_blank_lines_of_code_stay() -> None:
    """Two blank lines between the functions of an example are no filling."""
    code = "def f(): ...\n\n\ndef g(): ..."
    data = {"n": 1, "summary": "A.", "details": "", "sections": [{"kind": "example", "name": "", "text": code}]}
    assert Answer.from_wire(WireReply.model_validate({"answers": [data]}).answers[0]).example == code


def test_an_example_that_is_too_deep_for_the_parser_is_a_finding() -> None:
    """Python's parser gives up with `MemoryError`; the example is removed, and the build goes on."""
    findings = check({"summary": "A.", "example": "-" * 20_000 + "1"}, FUNCTION, gaps=Gaps(summary=True))
    assert [finding.where for finding in findings if finding.rule == "AD701"] == ["example"]
