"""What of an object may leave the machine: secrets, what is left alone, and bodies under `send: signatures`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from aidoc_core.answers.fingerprint import fingerprint
from aidoc_core.answers.redacted import Redacted, RedactedCount
from aidoc_core.asking.payload import payload_of
from aidoc_core.asking.prompt import Ask, Bundle, system_message, user_message
from aidoc_core.build.judge import repair_hint
from aidoc_core.build.messages import redacted_line
from aidoc_core.build.report import report_data
from aidoc_core.build.session import Session
from aidoc_core.checks import Finding, Severity
from aidoc_core.code.gaps import find_gaps, without_body
from aidoc_core.settings import Settings
from tests.azure import Fault, every, read_code
from tests.core.packages import collect

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.code.gaps import Gaps
    from aidoc_core.code.objects import ApiObject
    from tests.azure import Answer, LocalAzure

SIGNATURES = Settings(send="signatures")
PASSWORD = "hunter" + "2"
CODE = f'''
LIMIT: int = 4711
@decorated(password="{PASSWORD}")
class A(Base, key="canary-header"):
    size: int = 4712
    shape = 4713
    def f(self, x: int, y="canary-default") -> str:  # canary comment
        """Do it.

        Args:
            x: One, as in `f(password="{PASSWORD}")`.
        """
        canary_body = x  # canary comment
        if x:
            raise CanaryError("canary-body")
        return canary_body
    def made(self):
        yield "canary-body"
    @property
    def p(self) -> int:
        return 4714
    def hidden(self, z="canary-hidden"): ...  # aidoc: skip
    def out(self, z="canary-excluded"): ...
def g(token="{PASSWORD}xyz"):
    # password: {PASSWORD}
    return token
def h() -> Iterator[int]:
    yield 1
'''
BODY = (
    "4711",
    "4712",
    "4713",
    "4714",
    "canary_body",
    "canary-body",
    "canary comment",
    "CanaryError",
    "yield 1",
    "return ",
)


def objects(tmp_path: Path) -> dict[str, ApiObject]:
    return collect(tmp_path, CODE)


def _gaps(obj: ApiObject, settings: Settings) -> Gaps:
    gaps = find_gaps(obj)
    return without_body(gaps, obj) if settings.send == "signatures" else gaps


def message(found: dict[str, ApiObject], settings: Settings, *names: str) -> str:
    asks = [
        Ask(obj=obj, gaps=_gaps(obj, settings), settings=settings)
        for name, obj in found.items()
        if (not names or name in names) and not obj.skip and find_gaps(obj)
    ]
    text = user_message(Bundle(tuple(asks)))
    read_code(text)
    return text


def test_secrets_are_taken_out_and_told(tmp_path: Path) -> None:
    """Each with its kind and place; the object itself stays as it is, so its identity does."""
    found = objects(tmp_path)
    sent = payload_of(found["pkg.g"], find_gaps(found["pkg.g"]), Settings())
    line = found["pkg.g"].location.line
    assert [str(one) for one in sent.redacted] == [
        f"token at pkg/__init__.py:{line}",
        f"password or key at pkg/__init__.py:{line + 1}",
    ]
    assert sent.obj.source == 'def g(token="<redacted>"):\n    # password: <redacted>\n    return token'
    assert PASSWORD in found["pkg.g"].source
    assert PASSWORD not in repr(sent)


def test_nothing_of_a_secret_is_in_a_message(tmp_path: Path) -> None:
    """Decorators, class headers, members, docstrings, defaults, comments: all are read."""
    found = objects(tmp_path)
    assert CODE.count(PASSWORD) == 4
    assert PASSWORD not in message(found, Settings())
    assert len(payload_of(found["pkg.A"], find_gaps(found["pkg.A"]), Settings()).redacted) == 1
    assert message(found, Settings()).count("<redacted>") == 4


def test_left_alone_is_not_in_an_outline(tmp_path: Path) -> None:
    """A member that is skipped or excluded is not named where its class is asked for; its header is the class's own."""
    found = objects(tmp_path)
    whole = message(found, Settings(), "pkg.A")
    assert "canary-excluded" in whole
    assert "hidden" not in whole
    text = message(found, Settings(exclude=["pkg.A.o*"]), "pkg.A")
    assert "def f(self" in text
    for canary in ("canary-hidden", "hidden", "canary-excluded", "out"):
        assert canary not in text
    assert fingerprint(found["pkg.A"], Settings(exclude=["pkg.A.o*"])) == fingerprint(found["pkg.A"], Settings())


def test_an_excluded_class_around_is_only_named(tmp_path: Path) -> None:
    """What is asked for inside of an excluded class tells no more of it than its name."""
    found = objects(tmp_path)
    assert "canary-header" in message(found, Settings(), "pkg.A.f")
    text = message(found, Settings(exclude=["pkg.A"]), "pkg.A.f")
    assert "canary-header" not in text
    assert "class A:\n" in text


def test_signatures_hold_no_body(tmp_path: Path) -> None:
    """Headers, annotations, defaults, decorators and docstrings are sent; bodies, values and comments are not."""
    found = objects(tmp_path)
    text = message(found, SIGNATURES)
    for part in BODY:
        assert part in message(found, Settings())
        assert part not in text
    for part in (
        "def f(self, x: int, y='canary-default') -> str:",
        "x: One, as",
        "size: int = ...",
        "shape = ...",
        "@property",
    ):
        assert part in text
    assert PASSWORD not in text
    for section in text.split("\n# module ")[1:]:
        ast.parse(section)


def test_signatures_ask_for_nothing_that_only_a_body_tells(tmp_path: Path) -> None:
    """No exceptions; results where they are annotated, and generators as what they are annotated as."""
    found = objects(tmp_path)
    lines = [line.strip() for line in message(found, SIGNATURES).split("\n") if line.strip().startswith("#[")]
    assert [line for line in lines if "only" in line] == ["#[6] only: parameter y; returns"]
    assert found["pkg.A.f"].raises == ("CanaryError",)
    for name, returns in (("pkg.A.f", True), ("pkg.A.made", False), ("pkg.h", True), ("pkg.g", False)):
        gaps = without_body(find_gaps(found[name]), found[name])
        sent = payload_of(found[name], gaps, SIGNATURES)
        assert (sent.gaps.raises, sent.gaps.yields, sent.gaps.returns) == ((), False, returns)


def test_signatures_are_another_question(tmp_path: Path) -> None:
    """Its identity goes by the signature: another body is the same question, another default is not."""
    one, other = (
        collect(tmp_path / str(n), f"def f(x={x}):\n    return {y}\n")["pkg.f"] for n, x, y in ((1, 1, 1), (2, 1, 2))
    )
    third = collect(tmp_path / "3", "def f(x=2):\n    return 1\n")["pkg.f"]
    assert fingerprint(one, SIGNATURES) == fingerprint(other, SIGNATURES)
    assert fingerprint(one, Settings()) != fingerprint(other, Settings())
    assert len({fingerprint(one, SIGNATURES), fingerprint(third, SIGNATURES), fingerprint(one, Settings())}) == 3


def test_the_system_message_tells_of_signatures() -> None:
    """Only where bodies are left out."""
    assert system_message(SIGNATURES).startswith(system_message(Settings()))
    assert "Bodies and values are left out" in system_message(SIGNATURES)
    assert "left out" not in system_message(Settings())


def finding(rule: str, hint: str, where: str = "parameter token") -> Finding:
    return Finding(rule=rule, severity=Severity.REPAIR, message="", hint=hint, where=where)


def test_hints_quote_no_secret_and_no_body(tmp_path: Path) -> None:
    """A repair may name a default, but not one that is redacted; without bodies it says nothing of what they do."""
    obj = objects(tmp_path)["pkg.g"]
    sent = payload_of(obj, find_gaps(obj), Settings())
    assert repair_hint(finding("AD121", f"defaults to `'{PASSWORD}xyz'`"), sent) == "defaults to `'<redacted>'`"
    assert repair_hint(finding("AD301", "raised are: KeyError"), sent) == "raised are: KeyError"
    bare = payload_of(obj, find_gaps(obj), SIGNATURES)
    assert "KeyError" not in repair_hint(finding("AD301", "raised are: KeyError"), bare)
    assert repair_hint(finding("AD501", "Say what it does."), bare) == "Say what it does."
    obj = objects(tmp_path)["pkg.h"]
    generator = payload_of(obj, find_gaps(obj), SIGNATURES)
    assert "yield" not in repair_hint(finding("AD205", 'Add a "yields".', "yields"), generator)


def test_what_is_kept_of_a_bad_answer_quotes_no_secret(tmp_path: Path, azure: LocalAzure) -> None:
    """Findings stand in the cache and the report; even a model that knows the secret puts none there."""
    code = f"def f(a, password='{PASSWORD}'):\n    return a\n"

    def tell(answers: list[Answer], _objects: object) -> list[Answer]:
        section = {"kind": "parameter", "name": PASSWORD, "text": "How deep the water is."}
        return [{**answer, "sections": [*answer["sections"], section]} for answer in answers]

    azure.faults = [Fault(every(1), "alter", alter=tell)]
    settings = Settings(endpoint=azure.url, deployment="docs", max_repairs=0, checks={"AD101": "reject"})
    session = Session(settings, root=tmp_path, tool="tests", environment={"AZURE_OPENAI_API_KEY": "test-key"})
    try:
        record = session.fill([collect(tmp_path, code)["pkg.f"]])[0]
    finally:
        session.close()
    assert record.outcome == "failed"
    assert "a parameter '<redacted>'" in record.reason
    assert record.entry is not None
    assert PASSWORD not in record.reason + record.entry.to_json() + repr(report_data(session))


def test_the_count_is_told_in_words() -> None:
    """How many of how many objects, and the first places; never what was redacted."""
    places = [Redacted(kind="token", where=f"a.py:{n}") for n in range(12)]
    count = RedactedCount.of([tuple(places), (), (Redacted(kind="JWT"),)])
    assert count.to_dict() == {"literals": 13, "objects": 2, "kinds": {"JWT": 1, "token": 12}}
    start = "redacted 13 literals in 2 objects before sending (possible secrets): "
    assert redacted_line(count) == start + ", ".join(map(str, places[:10])) + ", and 2 more"
    one = RedactedCount.of([(Redacted(kind="JWT"),)])
    assert redacted_line(one) == "redacted 1 literal in 1 object before sending (possible secret)"
    assert not RedactedCount.of([(), ()])
