"""What models write, and what of it is kept."""

from __future__ import annotations

import copy
import gzip
import json
import time
from typing import TYPE_CHECKING, Any

import pydantic
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidoc_core.asking.judging import Judged
from aidoc_core.asking.prompt import Bundle
from aidoc_core.asking.sent import Retry
from aidoc_core.model.reading import read_answers
from tests.azure import Fault, LocalAzure
from tests.core.test_asking import Batch, bundles

if TYPE_CHECKING:
    from collections.abc import Callable

    from aidoc_core.errors import ModelError
    from aidoc_core.model import Reply

PATHS = tuple(f"package.measure_{number}" for number in range(6))
GOOD = [{"n": f"{n} measure_{n - 1}", "texts": [f"summary: Measure {n}.", "returns: It."]} for n in range(1, 7)]


OBJECTS = [
    {"n": n, "summary": f"Measure {n}.", "details": "", "sections": [{"kind": "returns", "name": "", "text": "It."}]}
    for n in range(1, 7)
]
"""The same with a key for everything, as models write it that have seen much of that."""


def number(answer: dict[str, Any]) -> int:
    return int(str(answer["n"]).partition(" ")[0])


def written(answers: object = GOOD, **more: Any) -> str:
    return json.dumps({"answers": answers} | more)


def with_each(change: Callable[[dict[str, Any]], object], those: list[dict[str, Any]] = GOOD) -> str:
    answers = copy.deepcopy(those)
    for answer in answers:
        change(answer)
    return written(answers)


def without(name: str) -> Callable[[dict[str, Any]], None]:
    def change(answer: dict[str, Any]) -> None:
        del answer[name]

    return change


SHAPES = {
    "as asked": written(),
    "fenced": f"```json\n{written()}\n```",
    "prose before": f"Here is the documentation:\n\n{written()}",
    "prose around": f"Sure! {{Braces}} and [lists] happen.\n{written()}\nLet me know if [you] need {{more}}.",
    "thought": f'<think>They want {{"n": 1}}, so...</think>\n{written()}',
    "byte order mark": "\ufeff" + written(),
    "written as a string": json.dumps(written()),
    "commas before brackets": written().replace("}]", "},\n ]").replace('"]}', '", ]}'),
    "by number": written({str(number(answer)): answer for answer in GOOD}),
    "by number alone": written({number(answer): {k: v for k, v in answer.items() if k != "n"} for answer in GOOD}),
    "as Python": repr({"answers": GOOD, "confidence": None, "complete": True}),
    "as Python, in prose and fences": f"Here's what I've found:\n```python\n{[dict(one) for one in GOOD]!r}\n```\nThat's it.",
    "an extra key": written(confidence=0.9),
    "an extra key in each": with_each(lambda answer: answer.update(confidence=1)),
    "details missing": with_each(without("details"), OBJECTS),
    "sections missing": with_each(without("sections"), OBJECTS),
    "details null": with_each(lambda answer: answer.update(details=None), OBJECTS),
    "a bare list": json.dumps(GOOD),
    "one object a line": "\n".join(json.dumps(answer) for answer in GOOD),
    "numbers alone": with_each(lambda answer: answer.update(n=str(number(answer)))),
    "numbers as numbers": with_each(lambda answer: answer.update(n=number(answer))),
    "numbers as floats": with_each(lambda answer: answer.update(n=float(number(answer)))),
    "numbers as marks": with_each(
        lambda answer: answer.update(n=f"#[{number(answer)}] `measure_{number(answer) - 1}`")
    ),
    "numbers and definitions": with_each(lambda a: a.update(n=f"{number(a)}: def measure_{number(a) - 1}(x)")),
    "numbered from 0": with_each(lambda a: a.update(n=f"{number(a) - 1} measure_{number(a) - 1}")),
    "numbered from 0 alone": with_each(lambda answer: answer.update(n=number(answer) - 1)),
    "a key for everything": written(OBJECTS),
    "sections as texts": with_each(lambda a: a.update(sections=["returns: It."]), OBJECTS),
    "texts as objects": with_each(lambda a: a["texts"].append({"kind": "returns", "name": "", "text": "More."})),
    "a summary that does not say so": with_each(lambda a: a.update(texts=[a["texts"][0][9:], "returns: It."])),
    "param": with_each(lambda a: a["sections"].append({"kind": "param", "name": "x", "text": "An x."}), OBJECTS),
    "name null": with_each(lambda a: a["sections"].append({"kind": "returns", "name": None, "text": "More."}), OBJECTS),
    "raw newlines": with_each(lambda a: a.update(details="One\ntwo"), OBJECTS).replace("\\n", "\n"),
    "a bad section": written([*OBJECTS[:5], OBJECTS[5] | {"sections": [{"kind": "spam"}, 7, None]}]),
    "with its name": with_each(lambda answer: answer.update(name=PATHS[number(answer) - 1])),
    "with a short name": with_each(lambda answer: answer.update(name=f"`measure_{number(answer) - 1}()`")),
}
EXACT = (
    "as asked", "numbers alone", "numbers as marks", "numbers and definitions", "numbered from 0",
    "a summary that does not say so",
)  # fmt: skip
"""Of the form that was asked for, so that what is missing in them was left out by the model."""


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_read(shape: str) -> None:
    """What servers without strict decoding write around and into the JSON costs no answer."""
    reply, exact = read_answers(SHAPES[shape], PATHS)
    assert [answer.n for answer in reply.answers] == [1, 2, 3, 4, 5, 6]
    assert [answer.summary for answer in reply.answers] == [answer["summary"] for answer in OBJECTS]
    assert exact is (shape in EXACT)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (written()[: written().index('"n": "4') + 20], [1, 2, 3]),
        (written().replace('"summary: Measure 3."', '"summary: Measure "3".'), [1, 2, 4, 5, 6]),
        (with_each(lambda a: a.update(name="package.other") if number(a) == 2 else None), [1, 3, 4, 5, 6]),
        (written([answer for answer in GOOD if number(answer) != 2] + [{"n": 0, "summary": "x"}]), []),
        (written([{"n": 2, "summary": 7}, *GOOD[:1]]), [1]),
        ('{"n": 1, "summary": "One.", "details": "", "sections": []}', [1]),
        (repr({"answers": GOOD})[: repr({"answers": GOOD}).index("'n': '4") + 20], [1, 2, 3]),
    ],
    ids=[
        "cut",
        "broken in one place",
        "another name",
        "from 0 with a gap",
        "a summary that is none",
        "one alone",
        "Python, cut",
    ],
)
def test_every_whole_answer_is_kept(text: str, numbers: list[int]) -> None:
    """A broken place or a missing end costs only what it hits; what belongs to another object is left out."""
    if not numbers:
        with pytest.raises(pydantic.ValidationError):
            read_answers(text, PATHS)
        return
    reply, exact = read_answers(text, PATHS)
    assert ([answer.n for answer in reply.answers], exact) == (numbers, False)


COUNTED = [
    {"n": "1", "texts": ["summary: Converts aware datetime to naive datetime."]},
    {"n": "2", "texts": ["summary: Returns how long ago it was."]},
]
"""What a real model has written for `naturaltime`: first it describes a callee that it was shown."""


def test_what_was_only_shown_is_counted_too() -> None:
    """Where there are more answers than objects, only one with a name is somebody's."""
    assert read_answers(json.dumps({"answers": COUNTED}), ["humanize.time.naturaltime"])[0].answers == []
    named = [COUNTED[0], COUNTED[1] | {"n": "2 measure_1"}]
    assert [one.n for one in read_answers(json.dumps({"answers": named}), PATHS[:1])[0].answers] == []
    named = [COUNTED[0] | {"n": "1 measure_0"}, COUNTED[1]]
    assert [one.n for one in read_answers(json.dumps({"answers": named}), PATHS[:1])[0].answers] == [1]
    assert [one.n for one in read_answers(json.dumps({"answers": COUNTED}), PATHS[:2])[0].answers] == [1, 2]


@settings(max_examples=100)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1, max_size=4))
def test_what_python_has_written_is_read(texts: list[str]) -> None:
    """Quotes, escapes and words of Python in a text come back as they were."""
    answers = [{"n": n, "summary": text, "details": f'it\'s "{text}"'} for n, text in enumerate(texts, 1)]
    reply, _ = read_answers(f"It's {answers!r}", ())
    assert [(one.n, one.summary, one.details) for one in reply.answers] == [tuple(one.values()) for one in answers]


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "No.", "[" * 100_000, '{"n":' * 20_000, '{"answers": 7}', '{"n":1' + "1" * 5000 + "}"]
)
def test_what_holds_no_answer(text: str) -> None:
    """It is told with what is wrong, however odd it is."""
    with pytest.raises(pydantic.ValidationError):
        read_answers(text, PATHS)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["answers", "n", "name", "texts", "summary", "details", "sections", "kind", "text"]),
                inner,
                max_size=5,
            )
        ),
        max_leaves=20,
    ),
    st.integers(0, 200),
)
@settings(max_examples=200)
def test_nothing_breaks_the_reading(value: Any, cut: int) -> None:
    """Of any JSON, whole or cut, come answers or the one error."""
    text = json.dumps({"answers": [value, *GOOD[:1]]})
    for given_text in (text, text[:cut]):
        try:
            reply, _ = read_answers(given_text, PATHS)
        except pydantic.ValidationError:
            continue
        assert all(isinstance(answer.summary, str) for answer in reply.answers)


def one_bundle() -> list[Bundle]:
    return [Bundle(tuple(ask for bundle in bundles(6) for ask in bundle.asks))]


def breaks(text: str) -> str:
    """A reply whose third answer is not JSON."""
    return text.replace('"n":"3 measure_2","texts":["', '"n":"3 measure_2","texts":["He said "so". ', 1)


def _as(message: dict[str, Any], finish: str = "stop") -> Callable[[bytes], bytes]:
    """The same completion with the text in another place; `TEXT` stands for it."""

    def recode(body: bytes) -> bytes:
        completion = json.loads(body)
        text = completion["choices"][0]["message"]["content"]
        put = json.loads(json.dumps(message).replace('"TEXT"', json.dumps(text)).replace('"JSON"', text))
        completion["choices"][0] = {"index": 0, "finish_reason": finish, "message": {"role": "assistant"} | put}
        return json.dumps(completion).encode()

    return recode


def _events(end: bytes) -> Callable[[bytes], bytes]:
    """The same completion as a stream of events."""

    def recode(body: bytes) -> bytes:
        completion = json.loads(body)
        text = completion["choices"][0]["message"]["content"]
        parts = [{"delta": {"role": "assistant"}}, *({"delta": {"content": char}} for char in text)]
        events: list[dict[str, Any]] = [{"model": completion["model"], "choices": [part]} for part in parts]
        events.append({"choices": [{"delta": {}, "finish_reason": "stop"}]})
        events.append({"choices": [], "usage": completion["usage"]})
        return b": ready\n\n" + b"".join(b"data: " + json.dumps(event).encode() + b"\r\n\r\n" for event in events) + end

    return recode


def _with(change: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    """The same completion with something changed."""

    def recode(body: bytes) -> bytes:
        completion = json.loads(body)
        change(completion)
        return json.dumps(completion).encode()

    return recode


def _separated(body: bytes) -> bytes:
    """A stream whose JSON holds what Python takes for ends of lines, written as it is."""
    completion = json.loads(body)
    text = completion["choices"][0]["message"]["content"].replace("summary: ", "summary: \u2028", 1)
    events: list[dict[str, Any]] = [{"choices": [{"delta": {"content": text}, "finish_reason": "stop"}]}]
    events.append({"model": completion["model"], "usage": completion["usage"], "choices": []})
    return "".join(f"data:{json.dumps(event, ensure_ascii=False)}\r" for event in events).encode()


def _twice(text: str) -> str:
    answers = json.loads(text)["answers"]
    return json.dumps({"answers": answers + answers})


_EMPTY = {"index": 1, "finish_reason": "stop", "message": {"role": "assistant", "content": None}}
PLACES = {
    "as an object": _as({"content": "JSON"}),
    "as the arguments of a call": _as(
        {"content": None, "tool_calls": [{"id": "1", "type": "function", "function": {"arguments": "TEXT"}}]},
        "tool_calls",
    ),
    "as a thought": _as({"content": "", "reasoning_content": "TEXT"}),
    "as a thought of another name": _as({"content": None, "reasoning": "TEXT"}),
    "as a stream": _events(b"data: [DONE]\n\n"),
    "as a stream with other ends of lines": _separated,
    "behind comments of a stream": lambda body: b": PROCESSING\n\n" * 3 + body,
    "before a comment": lambda body: body + b"\n<!-- by a proxy -->",
    "in parts": _as({"content": [{"type": "thinking", "thinking": "{"}, {"type": "text", "text": "TEXT"}]}),
    "in parts without a type": _as({"content": [{"text": "TEXT"}]}),
    "in a list of texts": _as({"content": ["TEXT"]}),
    "as the arguments of a function": _as({"content": None, "function_call": {"name": "f", "arguments": "TEXT"}}),
    "as an object of arguments": _as({"tool_calls": [{"function": {"arguments": "JSON"}}]}),
    "in the second choice": _with(lambda completion: completion["choices"].insert(0, _EMPTY)),
    "twice": _with(
        lambda completion: completion["choices"][0]["message"].update(
            content=_twice(completion["choices"][0]["message"]["content"])
        )
    ),
    "beside an endless number": lambda body: body.replace(b'"created"', b'"x": ' + b"9" * 5_000 + b', "created"', 1),
}


@pytest.mark.parametrize("place", PLACES)
def test_answers_are_found_where_servers_put_them(place: str, azure: LocalAzure) -> None:
    """An answer that was paid for is kept, wherever in a response it stands."""
    azure.faults = [Fault(1, "recode", recode=PLACES[place])]
    batch = Batch(azure, concurrency=1).run(bundles(1))
    assert (len(batch.replies), batch.errors, len(azure.requests)) == (1, {}, 1)
    assert azure.requests[0].usage is not None
    assert batch.counters.usage.output_tokens == azure.requests[0].usage.completion_tokens


@pytest.mark.parametrize(
    "recode",
    [
        _as({"content": "", "reasoning_content": 'They want {"answers": [{"n": 1, "summary": "A draft."}]}, so'}),
        _as({"content": None, "tool_calls": [{"function": {"name": "weather"}}]}, "tool_calls"),
        lambda body: b"data: " + body.replace(b"\n", b"") + b"\n\n",
        lambda body: b'data: {"error": {"message": "overloaded"}}\n\n',
        lambda body: b'data: [1, 2]\n\ndata: {"choices": [3]}\n\n',
    ],
    ids=["a real thought", "another call", "no end", "an error", "no events"],
)
def test_what_is_no_answer_stays_none(recode: Callable[[bytes], bytes], azure: LocalAzure) -> None:
    """A draft in a thought, a call of something else and a broken stream are told as failures; the next try may help."""
    azure.faults = [Fault(range(1, 9), "recode", recode=recode)]
    batch = Batch(azure, concurrency=1).run(bundles(1))
    assert batch.replies == {}


def test_a_broken_reply_is_looked_through_a_few_times_only() -> None:
    """Objects in each other, none of them whole, and a long end: the work grows with the length, not with both."""

    def cost(depth: int) -> float:
        started = time.process_time()
        with pytest.raises(pydantic.ValidationError):
            read_answers('{"n": [' * depth + "1," * 400_000)
        return time.process_time() - started

    assert cost(150) < 25 * cost(1)  # about 50 times as much where each one is followed to the end


def test_only_what_is_missing_is_asked_again(azure: LocalAzure) -> None:
    """Of a broken reply five answers are kept; the second request asks for the sixth alone."""
    azure.faults = [Fault(1, "reword", reword=breaks)]
    batch = Batch(azure, concurrency=1)
    kept: list[str] = []

    def judge(bundle: Bundle, _reply: Reply | ModelError) -> Judged:
        kept.extend(ask.obj.path for ask in bundle.asks)
        return Judged(kept=len(bundle.asks))

    batch.asker.run(one_bundle(), judge)
    assert sorted(kept) == sorted(PATHS)
    assert [request.asked for request in azure.requests] == [6, 1]
    assert [asked.path for asked in azure.requests[1].objects] == ["package.measure_2"]


def test_a_cut_reply_is_not_paid_twice(azure: LocalAzure) -> None:
    """What was whole before the limit on output tokens is kept."""
    azure.faults = [Fault(1, "finish_length")]
    batch = Batch(azure, concurrency=1)
    batch.asker.run(one_bundle(), lambda bundle, _reply: Judged(kept=len(bundle.asks)))
    first, second = azure.requests
    assert (first.asked, 0 < second.asked < 6) == (6, True)
    assert batch.asker.breaker.vain == 0


def _cut(share: float) -> Callable[[bytes], bytes]:
    return lambda body: body[: int(len(body) * share)]


@pytest.mark.parametrize(
    ("recode", "headers"),
    [
        (lambda body: body, {"Content-Length": "90000"}),
        (_cut(0.7), {}),
        (lambda body: _events(b"")(body)[:-300], {}),
        (lambda body: gzip.compress(body)[:-9], {"Content-Encoding": "gzip"}),
    ],
    ids=["a length that is a lie", "cut", "a cut stream", "cut while packed"],
)
def test_what_has_come_of_a_response_is_kept(
    recode: Callable[[bytes], bytes], headers: dict[str, str], azure: LocalAzure
) -> None:
    """A response that breaks off was paid for: the whole answers in it are not requested again."""
    azure.faults = [Fault(1, "recode", recode=recode, headers={"Connection": "close"} | headers)]
    batch = Batch(azure, concurrency=1).run(one_bundle())
    assert (batch.errors, batch.asker.stopped) == ({}, "")
    assert len(batch.replies) == len(azure.requests)
    kept = {answer.n for answer in next(iter(batch.replies.values())).content.answers}
    asked = [len(request.objects) for request in azure.requests]
    assert asked == ([6, 6 - len(kept)] if len(kept) < 6 else [6])
    assert len(kept) >= 3


def test_a_response_that_breaks_off_too_early_is_tried_again(azure: LocalAzure) -> None:
    """Nothing whole has come: the reason is told, and another try may bring it."""
    azure.faults = [Fault(1, "recode", recode=_cut(0.3), headers={"Content-Length": "90000", "Connection": "close"})]
    batch = Batch(azure, concurrency=1).run(bundles(1))
    assert (len(batch.replies), batch.errors, len(azure.requests)) == (1, {}, 2)
    assert [one.why for one in batch.watched if isinstance(one, Retry)] == [
        f"the connection to {azure.url} broke (it broke the connection off, or its answer is not HTTP)"
    ]
