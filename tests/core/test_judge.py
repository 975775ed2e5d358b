"""The judge alone: a reply and what was asked go in, what to keep, to request again and to fail comes out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from aidoc_core.answers.fingerprint import fingerprint
from aidoc_core.answers.usage import Usage
from aidoc_core.answers.wire import WireReply
from aidoc_core.asking.prompt import Ask, Bundle
from aidoc_core.build.judge import Candidate, Ruling, judge, repair_hint
from aidoc_core.checks import Finding, Severity
from aidoc_core.code.gaps import find_gaps
from aidoc_core.errors import AnswerCut, ContextTooLong, GiveUp, RetryLater
from aidoc_core.model import Reply
from aidoc_core.settings import Settings
from tests.core.packages import collect

if TYPE_CHECKING:
    from pathlib import Path

    from aidoc_core.errors import ModelError

CODE = '''
class LedgerError(Exception):
    """The ledger does not balance."""


def transfer(amount: int) -> int:
    if amount < 0:
        raise LedgerError(amount)
    return amount


def close(account: str) -> None:
    print(account)
'''
TRANSFER = {
    "summary": "Move an amount to an account.",
    "sections": [
        {"kind": "parameter", "name": "amount", "text": "How much, in cents."},
        {"kind": "returns", "name": "", "text": "What was booked there."},
        {"kind": "raises", "name": "LedgerError", "text": "If the amount is negative."},
    ],
}
CLOSE = {
    "summary": "Print an account for its owner.",
    "sections": [{"kind": "parameter", "name": "account", "text": "Whose account is printed."}],
}
INVENTED = {"kind": "parameter", "name": "currency", "text": "Which one."}
OTHER = {"kind": "parameter", "name": "branch", "text": "Whose desk."}
SETTINGS = Settings()


@pytest.fixture
def asks(tmp_path: Path) -> tuple[Ask, Ask]:
    """What is asked of `transfer` and of `close`."""
    found = collect(tmp_path, CODE)
    both = [found[f"pkg.{name}"] for name in ("transfer", "close")]
    made = [Ask(obj=o, gaps=find_gaps(o), fingerprint=fingerprint(o, SETTINGS), settings=SETTINGS) for o in both]
    return made[0], made[1]


def reply(*answers: dict[str, Any]) -> Reply:
    """A reply with one answer a number, unless they say otherwise."""
    numbered = [{"n": number, "details": "", **answer} for number, answer in enumerate(answers, 1)]
    content = WireReply.model_validate({"answers": numbered})
    return Reply(content=content, usage=Usage(), model="m-1", headers={})


def wrong(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer with as many parameters that the code does not have as it has right ones, and one more."""
    return {**answer, "sections": [*answer["sections"], INVENTED, OTHER]}


def ruled(asks: tuple[Ask, ...], result: Reply | ModelError, **given: Any) -> Ruling:
    settings = given.pop("settings", SETTINGS)
    return judge(Bundle(asks), result, settings, earlier=given.pop("earlier", {}), **given)


def names(ruling: Ruling) -> dict[str, list[str]]:
    """The names of the objects in each part of a ruling."""
    return {
        "keep": [one.ask.obj.name for one in ruling.keep],
        "reject": [one.ask.obj.name for one in ruling.reject],
        "fail": [ask.obj.name for ask, _ in ruling.fail],
        "again": [ask.obj.name for bundle in ruling.again for ask in bundle.asks],
        "earlier": sorted(ruling.earlier),
    }


NOTHING: dict[str, list[str]] = {"keep": [], "reject": [], "fail": [], "again": [], "earlier": []}


def test_good_answers_are_kept_with_their_model(asks: tuple[Ask, Ask]) -> None:
    """Each by the number it had in the request, in whatever order they come."""
    result = reply({**CLOSE, "n": 2}, {**TRANSFER, "n": 1})
    ruling = ruled(asks, result)
    assert names(ruling) == {**NOTHING, "keep": ["transfer", "close"]}
    assert [one.answer.summary for one in ruling.keep] == [TRANSFER["summary"], CLOSE["summary"]]
    assert {one.model for one in ruling.keep} == {"m-1"}


def test_a_wrong_answer_is_requested_again_with_the_hint(asks: tuple[Ask, Ask]) -> None:
    """Alone, and the answer as it was is remembered."""
    ruling = ruled(asks, reply(wrong(TRANSFER), CLOSE))
    assert names(ruling) == {**NOTHING, "keep": ["close"], "again": ["transfer"], "earlier": ["pkg.transfer"]}
    (bundle,) = ruling.again
    (hint,) = bundle.asks[0].hints
    assert hint.startswith("There is no parameter `currency`; the parameters are: amount.")
    assert [finding.rule for finding in ruling.earlier["pkg.transfer"].rejected] == ["AD101", "AD101"]


def test_one_wrong_entry_costs_no_answer(asks: tuple[Ask, Ask]) -> None:
    """It is requested again; what is still wrong then goes alone."""
    first, _ = asks
    slip = {**TRANSFER, "sections": [*TRANSFER["sections"], INVENTED]}
    asked = ruled((first,), reply(slip))
    assert names(asked) == {**NOTHING, "again": ["transfer"], "earlier": ["pkg.transfer"]}
    (repair,) = asked.again[0].asks
    after = ruled((repair,), reply(slip), earlier=asked.earlier)
    assert names(after) == {**NOTHING, "keep": ["transfer"]}
    assert [item.name for item in after.keep[0].answer.parameters] == ["amount"]


def test_a_wrong_entry_costs_the_answer_if_the_options_say_so(asks: tuple[Ask, Ask]) -> None:
    """The severity of the options is taken as it is written."""
    first, _ = asks
    slip = {**TRANSFER, "sections": [*TRANSFER["sections"], INVENTED]}
    strict = Settings(max_repairs=0, checks={"AD101": "reject"})
    assert names(ruled((first,), reply(slip), settings=strict)) == {**NOTHING, "reject": ["transfer"]}


def test_as_many_repairs_as_the_option_allows(asks: tuple[Ask, Ask]) -> None:
    """With none, an answer that is wrong fails at once; with two, it is asked again after its first repair."""
    first, _ = asks
    none = ruled((first,), reply(wrong(TRANSFER)), settings=Settings(max_repairs=0))
    assert names(none) == {**NOTHING, "reject": ["transfer"]}
    repaired = replace(first, hints=("Once.",))
    again = ruled((repaired,), reply(wrong(TRANSFER)), settings=Settings(max_repairs=2))
    assert again.again[0].asks[0].hints[0] == "Once."
    assert len(again.again[0].asks[0].hints) == 2
    assert names(ruled((repaired,), reply(wrong(TRANSFER)))) == {**NOTHING, "reject": ["transfer"]}


def test_an_answer_before_its_repair_is_better_than_a_rejected_one(asks: tuple[Ask, Ask]) -> None:
    """What had only something to repair is kept, without it, where the repair brings nothing that may be shown."""
    first, _ = asks
    gap = {**TRANSFER, "sections": TRANSFER["sections"][1:]}
    asked = ruled((first,), reply(gap))
    assert names(asked) == {**NOTHING, "again": ["transfer"], "earlier": ["pkg.transfer"]}
    (repair,) = asked.again[0].asks
    after = ruled((repair,), reply(wrong(TRANSFER)), earlier=asked.earlier)
    assert names(after) == {**NOTHING, "keep": ["transfer"]}
    assert after.keep[0].answer.parameters == ()
    assert after.keep[0].answer.returns == "What was booked there."
    lost = ruled((repair,), GiveUp("lost"), earlier=asked.earlier)
    assert names(lost) == {**NOTHING, "keep": ["transfer"]}


def test_the_latest_answer_comes_before_the_one_before_its_repair(asks: tuple[Ask, Ask]) -> None:
    """A repair that is right takes the place of what it repairs; one that fails is told for its own findings."""
    first, _ = asks
    before = {"pkg.transfer": Candidate(ask=first, model="before")}
    repair = replace(first, hints=("Once.",))
    assert ruled((repair,), reply(TRANSFER), earlier=before).keep[0].model == "m-1"
    rejected = ruled((first,), reply(wrong(TRANSFER))).earlier
    assert ruled((repair,), reply(wrong(TRANSFER)), earlier=rejected).reject[0].model == "m-1"


def test_what_was_not_answered_is_requested_again(asks: tuple[Ask, Ask]) -> None:
    """A reply that forgets an object is told so; numbers that nobody asked for are nobody's."""
    ruling = ruled(asks, reply(TRANSFER, {**CLOSE, "n": 3}))
    assert names(ruling) == {**NOTHING, "keep": ["transfer"], "again": ["close"], "earlier": ["pkg.close"]}
    assert ruling.again[0].asks[0].hints == ("This one was not answered.",)


def test_what_was_answered_twice_is_requested_again(asks: tuple[Ask, Ask]) -> None:
    """One of the two may follow an order in another object's source, so neither is shown, however right it reads."""
    ruling = ruled(asks, reply(TRANSFER, CLOSE, {**CLOSE, "n": 2}))
    assert names(ruling) == {**NOTHING, "keep": ["transfer"], "again": ["close"], "earlier": ["pkg.close"]}
    assert ruling.again[0].asks[0].hints == ("Answer this number once.",)
    assert ruling.earlier["pkg.close"].answer.to_dict() == {}


def test_an_answer_of_which_nothing_is_left_is_no_answer(asks: tuple[Ask, Ask]) -> None:
    """Texts with nothing to see are taken out first; then there is nothing to keep."""
    _, second = asks
    ruling = ruled((second,), reply({"summary": " ", "sections": []}), settings=Settings(max_repairs=0))
    assert names(ruling) == {**NOTHING, "reject": ["close"]}
    assert "AD100" in [finding.rule for finding in ruling.reject[0].rejected]


def test_a_wrong_sentence_goes_without_another_request(asks: tuple[Ask, Ask]) -> None:
    """What the code contradicts in the details is cut; the rest of the answer is kept, and nothing is paid for it."""
    answer = {**TRANSFER, "details": "Negative ones are refused. Always returns `None`."}
    ruling = judge(Bundle(asks[:1]), reply(answer), SETTINGS, earlier={})
    assert [kept.answer.description for kept in ruling.keep] == ["Negative ones are refused."]
    assert ruling.again == ()


def test_a_summary_of_one_wrong_sentence_is_requested_again_once(asks: tuple[Ask, Ask]) -> None:
    """It is better asked again than left without; if that brings no better one, the sections stay."""
    answer = {**TRANSFER, "summary": "Move an amount, safe to call from several threads."}
    first = judge(Bundle(asks[:1]), reply(answer), SETTINGS, earlier={})
    assert first.keep == ()
    second = judge(first.again[0], reply(answer), SETTINGS, earlier=first.earlier)
    [kept] = second.keep
    assert (kept.answer.summary, kept.answer.returns) == ("", "What was booked there.")


def test_without_bodies_exceptions_are_a_guess(asks: tuple[Ask, Ask]) -> None:
    """Where only signatures are sent, what an answer says of exceptions is taken out, and nothing is asked for it."""
    first, _ = asks
    settings = Settings(send="signatures")
    asked = replace(first, gaps=replace(first.gaps, raises=()), settings=settings)
    ruling = ruled((asked,), reply(TRANSFER), settings=settings)
    assert names(ruling) == {**NOTHING, "keep": ["transfer"]}
    assert ruling.keep[0].answer.raises == ()
    assert ruled((first,), reply(TRANSFER)).keep[0].answer.raises[0].name == "LedgerError"


def test_names_that_an_inventory_knows_stay(asks: tuple[Ask, Ask]) -> None:
    """What is documented elsewhere exists: the judge is told how to find out."""
    _, second = asks
    said = {**CLOSE, "summary": "Print an account, as `pkg.show` does."}
    assert "pkg.show" in str(ruled((second,), reply(said), known="pkg.show".__eq__).keep)
    unknown = ruled((second,), reply(said), settings=Settings(max_repairs=0))
    assert "`pkg.show`" not in str([one.answer for one in unknown.keep])


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (GiveUp("refused"), []),
        (GiveUp("filtered", divisible=True), [["transfer"], ["close"]]),
        (ContextTooLong("long"), [["transfer"], ["close"]]),
        (AnswerCut("cut"), [["transfer"], ["close"]]),
        (RetryLater("later"), []),
    ],
)
def test_a_request_that_failed_is_halved_where_that_may_help(
    error: ModelError, again: list[list[str]], asks: tuple[Ask, Ask]
) -> None:
    """Where it cannot, its objects fail with the reason, and are not kept as failures."""
    ruling = ruled(asks, error)
    assert [[ask.obj.name for ask in bundle.asks] for bundle in ruling.again] == again
    assert [(ask.obj.name, reason) for ask, reason in ruling.fail] == (
        [] if again else [("transfer", str(error)), ("close", str(error))]
    )
    assert ruling.keep == ruling.reject == ()


def test_a_single_object_is_tried_once_more_in_another_way(asks: tuple[Ask, Ask]) -> None:
    """Shorter where the request was too long, with more room where the answer was cut; once each."""
    first, _ = asks
    (shorter,) = ruled((first,), ContextTooLong("long")).again[0].asks
    (longer,) = ruled((first,), AnswerCut("cut")).again[0].asks
    assert (shorter.brief, shorter.more_output) == (True, False)
    assert (longer.brief, longer.more_output) == (False, True)
    assert names(ruled((shorter,), ContextTooLong("long"))) == {**NOTHING, "fail": ["transfer"]}
    assert names(ruled((longer,), AnswerCut("cut"))) == {**NOTHING, "fail": ["transfer"]}
    assert names(ruled((first,), GiveUp("filtered", divisible=True))) == {**NOTHING, "fail": ["transfer"]}


def test_hints_where_only_signatures_are_sent(asks: tuple[Ask, Ask]) -> None:
    """A generator is told apart from its body alone, so the hint asks for what the signature tells."""
    first, _ = asks
    signatures = replace(first, settings=Settings(send="signatures"))
    finding = Finding(rule="AD205", severity=Severity.REPAIR, message="", hint='Add a "yields".', where="yields")
    assert repair_hint(finding, signatures.payload) == 'Add a "returns" section.'
    contradiction = replace(finding, rule="AD301", where="raises KeyError")
    assert repair_hint(contradiction, signatures.payload) == (
        "What you say in raises KeyError is not so; say only what the signature tells."
    )


def test_an_answer_that_no_rule_can_cope_with_costs_its_object(asks: tuple[Ask, Ask]) -> None:
    """It is paid for: a fault of ours fails the one object, is not kept as its failure, and the others are kept."""

    def broken(_: str) -> bool:
        raise RecursionError

    said = {**CLOSE, "summary": "Print an account, as `pkg.show` does."}
    ruling = ruled(asks, reply(TRANSFER, said), known=broken)
    assert names(ruling) == {**NOTHING, "keep": ["transfer"], "fail": ["close"]}
    assert ruling.fail[0][1] == "it cannot be checked: RecursionError, a fault of aidoc; please report it"
