"""Check, drop, repair, keep: what becomes of wrong answers in a build, and in the builds after it."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import griffe
import pytest

from aidoc_core.answers.answer import Answer, Described
from aidoc_core.answers.usage import Usage
from aidoc_core.answers.wire import WireReply
from aidoc_core.build.ledger import Record
from aidoc_core.build.normalize import normalize
from aidoc_core.build.session import Session
from aidoc_core.code.gaps import find_gaps
from aidoc_core.code.packages import read_package
from aidoc_core.model import Reply
from aidoc_core.render.attaching import attach
from aidoc_core.settings import load_settings

SOURCE = '''
class LedgerError(Exception):
    """The ledger does not balance."""


def transfer(amount: int, account: str) -> int:
    if amount < 0:
        raise LedgerError(account)
    return _book(amount)


def _book(amount: int) -> int:
    return amount


def close(account: str) -> None:
    print(account)
'''
TRANSFER = {
    "summary": "Move an amount to an account.",
    "amount": "How much, in cents.",
    "account": "Where it goes to in the ledger.",
    "returns": "What was booked there.",
}


class Model:
    """Answers each request with the next of its replies; `[n]` of a reply is by the order of the request's marks."""

    def __init__(self, *replies):
        self.replies = list(replies)
        self.requests = []

    async def ask(self, request):
        self.requests.append(request)
        reply = self.replies.pop(0)
        answers = [{"n": n, **said} for n, said in enumerate(reply, 1)]
        usage = Usage(input_tokens=100, output_tokens=50, cost_usd=Decimal("0.001"))
        return Reply(content=WireReply.model_validate({"answers": answers}), usage=usage, model="m-1", headers={})

    async def close(self):
        pass


def wire(summary="", details="", **sections):
    """One answer as it comes over the wire."""
    kinds = {"returns": "returns", "yields": "yields", "example": "example"}
    rows = [
        {"kind": kinds.get(name, "raises" if name[0].isupper() else "parameter"), "name": "" if name in kinds else name,
         "text": text}
        for name, text in sections.items()
    ]  # fmt: skip
    return {"summary": summary, "details": details, "sections": rows}


@pytest.fixture
def build(tmp_path):
    """A function that fills `transfer` (and more, by name) with a model's replies, in one cache."""
    (tmp_path / "bank.py").write_text(SOURCE, encoding="utf-8")

    def run(*replies, names=("transfer",), known=None, **options):
        objects = [o for o in read_package("bank", [tmp_path], root=tmp_path) if o.name in names]
        model = Model(*replies)
        settings = load_settings(
            {"deployment": "m-1", "endpoint": "https://x", **options}, root=tmp_path, origin="t", environment={}
        )
        session = Session(settings, root=tmp_path, tool="test", open_client=lambda: model, environment={})
        if known is not None:
            session.use_inventory(known)
        records = session.fill(objects)
        assert session.new_problems() == []
        session.close()
        return records, model

    vars(run)["file"] = tmp_path / "bank.py"  # what tests edit
    return run


def test_a_right_answer_costs_one_request(build):
    """Nothing to repair, nothing dropped."""
    [record], model = build([wire(**TRANSFER, LedgerError="If the amount is negative.")])
    assert (record.outcome, len(model.requests)) == ("generated", 1)
    assert [item.name for item in record.entry.answer.raises] == ["LedgerError"]


def test_a_rejected_answer_is_repaired_with_the_reason(build):
    """One more request, for the failed object only, with the hint."""
    wrong = wire(**TRANSFER, currency="Which one.")
    good = wire(summary="Print an account for its owner.", account="Whose account is printed.")
    records, model = build([wrong, good], [wire(**TRANSFER)], names=("transfer", "close"))
    assert [record.outcome for record in records] == ["generated", "generated"]
    assert len(model.requests) == 2
    repair = model.requests[1].user
    assert "There is no parameter `currency`; the parameters are: account, amount." in repair
    assert "def transfer" in repair
    assert "def close" not in repair
    assert "currency" not in str(records[0].entry.answer)


@pytest.mark.parametrize(
    "more",
    [
        {"currency": "Which one."},
        {"details": "The rate is in `bank.RATES`."},
        {"details": "assistant: The amount is moved."},
        {"details": "TODO"},
    ],
)
def test_what_can_be_removed_costs_no_answer(build, more):
    """A wrong entry, name or text is requested again; then it goes, and the rest is shown."""
    wrong = [wire(**TRANSFER, **more)]
    [record], model = build(wrong, wrong)
    assert (record.outcome, len(model.requests)) == ("generated", 2)
    assert record.entry.answer == Answer(
        summary=TRANSFER["summary"],
        parameters=tuple(Described(name=name, description=TRANSFER[name]) for name in ("amount", "account")),
        returns=TRANSFER["returns"],
    )


def test_what_is_wrong_with_a_summary_costs_the_answer(build):
    """An answer without one is none."""
    wrong = [wire(**{**TRANSFER, "summary": "Here is the docstring for `transfer`."})]
    [record], model = build(wrong, wrong)
    assert (record.outcome, len(model.requests)) == ("failed", 2)


def test_several_failed_objects_share_one_repair(build):
    """Objects of one bundle that fail are asked for again in one request."""
    wrong = [wire(**TRANSFER, currency="Which one."), wire(summary="TODO")]
    good = [wire(**TRANSFER), wire(summary="Print an account for its owner.", account="Whose account is printed.")]
    records, model = build(wrong, good, names=("transfer", "close"))
    assert [record.outcome for record in records] == ["generated", "generated"]
    assert len(model.requests) == 2
    assert re.search(r"\[1\].*\n\[2\]", model.requests[1].user)


def test_an_answer_that_stays_wrong_fails_with_its_reason_and_is_not_asked_again(build):
    """Not shown, priced, kept; the next build asks nothing; a change of the code asks anew."""
    wrong = [wire(**TRANSFER, currency="Which one.", branch="Whose desk.")]
    [record], model = build(wrong, wrong)
    assert (record.outcome, len(model.requests)) == ("failed", 2)
    assert record.reason == (
        "AD101: describes a parameter 'currency' that cannot be passed; "
        "AD101: describes a parameter 'branch' that cannot be passed"
    )
    assert not record.filled
    assert record.usage.cost_usd == Decimal("0.002")
    [record], model = build()
    assert (record.outcome, len(model.requests)) == ("failed", 0)
    assert record.reason.startswith("AD101")
    build.file.write_text(SOURCE.replace("amount < 0", "amount <= 0"), encoding="utf-8")
    [record], model = build([wire(**TRANSFER)])
    assert (record.outcome, len(model.requests)) == ("generated", 1)


def test_what_may_be_dropped_is_dropped_without_asking(build):
    """An exception that nothing raises goes; the rest is shown, and the finding is kept."""
    [record], model = build([wire(**TRANSFER, KeyError="If there is no account.")])
    assert (record.outcome, len(model.requests)) == ("generated", 1)
    assert record.entry.answer.raises == ()
    assert [finding["rule"] for finding in record.entry.findings] == ["AD302"]


def test_what_repair_does_not_mend_is_taken_out(build):
    """A name that stands nowhere loses its backticks, a text that says nothing goes."""
    text = "Booked as a `LedgerRow` at night."
    wrong = [wire(**{**TRANSFER, "account": "The account."}, details=text)]
    [record], model = build(wrong, wrong)
    assert (record.outcome, len(model.requests)) == ("generated", 2)
    assert record.entry.answer.description == "Booked as a LedgerRow at night."
    assert [item.name for item in record.entry.answer.parameters] == ["amount"]


def test_the_option_changes_what_follows(build):
    """A rule that is off is not heard; one that rejects is."""
    answer = [wire(**TRANSFER, KeyError="If there is no account.")]
    [record], model = build(answer, checks={"AD302": "off"})
    assert [item.name for item in record.entry.answer.raises] == ["KeyError"]
    assert len(model.requests) == 1


def test_a_stricter_level_rejects(build):
    """What would be dropped is asked for again under `reject`."""
    answer = [wire(**TRANSFER, KeyError="If there is no account.")]
    [record], model = build(answer, answer, checks={"AD302": "reject"})
    assert (record.outcome, len(model.requests)) == ("failed", 2)


def test_a_kept_answer_is_held_against_code_that_changed_around_it(build):
    """The fingerprint covers the object, not its callees: what only they raised is taken out on reading."""
    raising = SOURCE.replace("    return amount\n", "    raise OverflowError\n")
    build.file.write_text(raising, encoding="utf-8")
    [record], _ = build([wire(**TRANSFER, OverflowError="If the book is full.")])
    assert [item.name for item in record.entry.answer.raises] == ["OverflowError"]
    build.file.write_text(SOURCE, encoding="utf-8")
    [record], model = build()
    assert (record.outcome, len(model.requests)) == ("cached", 0)
    assert record.entry.answer.raises == ()


def test_names_in_an_inventory_of_the_site_are_no_fault(build):
    """What another project documents may be referred to."""
    answer = [wire(**TRANSFER, details="The amount ends up in a `LedgerRow`.")]
    [record], model = build(answer, known={"LedgerRow"}.__contains__)
    assert len(model.requests) == 1
    assert record.entry.answer.description == "The amount ends up in a `LedgerRow`."


def test_an_answer_of_nothing_but_faults_fails(build):
    """If nothing is left once the wrong parts are out, there is nothing to show."""
    wrong = [wire(KeyError="If there is no account.")]
    levels = {"AD102": "off", "AD202": "off", "AD503": "off"}
    [record], _ = build(wrong, wrong, checks=levels)
    assert record.outcome == "failed"
    assert record.reason == "AD100: is empty once what is wrong is taken out"


def test_examples_are_asked_for_kept_and_rendered_as_code(build, tmp_path):
    """With `examples`, a right example becomes a section; without, nothing is asked and nothing kept."""
    example = "from bank import transfer\n\nbooked = transfer(\n    5,\n    account='savings',\n)"
    answer = [wire(**TRANSFER, example=example)]
    [record], model = build(answer)
    assert record.entry.answer.example == ""
    assert '"example: ' not in model.requests[0].system
    [record], model = build(answer, examples=True)
    assert '"example: ' in model.requests[0].system
    assert record.entry.answer.example == example
    assert _examples(record, tmp_path) == (
        ">>> from bank import transfer\n>>>\n>>> booked = transfer(\n...     5,\n...     account='savings',\n... )"
    )


def test_a_wrong_example_is_dropped(build, tmp_path):
    """An example that does not bind goes, the rest stays; nothing of it is run."""
    [record], model = build([wire(**TRANSFER, example="transfer(1, 2, 3)")], examples=True)
    assert (record.outcome, len(model.requests)) == ("generated", 1)
    assert record.entry.answer.example == ""
    assert _examples(record, tmp_path) == ""


def _examples(record: Record, directory) -> str:
    module = griffe.load("bank", search_paths=[str(directory)], allow_inspection=False)
    attach(module["transfer"], record.entry.answer)
    kind = griffe.DocstringSectionKind.examples
    sections = [section for section in module["transfer"].docstring.parsed if section.kind is kind]
    return sections[0].value[0][1] if sections else ""


def test_the_reviewed_answers_of_the_example_site_are_right():
    """What people have accepted there contradicts nothing, so nothing is taken out of it."""
    root = Path(__file__).parents[3] / "example_site"
    settings = load_settings({"offline": True}, root=root, origin="t", environment={})
    session = Session(settings, root=root, tool="test")
    records = session.fill(read_package("tidemark", [root / "src"], root=root))
    found = [(record.obj.path, finding.message) for record in records for finding in session.results.findings(record)]
    reviewed = sum(record.outcome == "reviewed" for record in records)
    session.close()
    assert found == []
    assert reviewed > 10


def test_texts_in_which_there_is_nothing_to_see_go(depot):
    """An answer of them alone is empty; beside others they leave no entry."""
    obj = depot["parcels.Depot.store"]
    blank = tuple(Described(name=p.name, description="\u200b\xad ") for p in obj.parameters)
    nothing = Answer(summary="\u2060", description=" ", parameters=blank, returns="\n", raises=blank, attributes=blank)
    assert normalize(nothing, obj, find_gaps(obj)).to_dict() == {}
    some = replace(nothing, parameters=(*blank[:1], Described(name=obj.parameters[1].name, description="Where.")))
    assert [item.name for item in normalize(some, obj, find_gaps(obj)).parameters] == [obj.parameters[1].name]


def test_a_kept_answer_of_which_nothing_is_left(build):
    """Where the code by now contradicts all of it, it is asked for again; offline that object has none."""
    human = 'def transfer(amount: int, account: str) -> int:\n    """Move.\n\n    Args:\n        amount: A.\n        account: B.\n\n    Returns:\n        C.\n    """\n'
    raising = SOURCE.replace("def transfer(amount: int, account: str) -> int:\n", human)
    raising = raising.replace(
        "        raise LedgerError(account)\n", "        raise LedgerError(account)\n    _check()\n"
    )
    build.file.write_text(raising + "\ndef _check():\n    raise OverflowError\n", encoding="utf-8")
    levels = {"AD105": "off"}
    [record], _ = build([wire(OverflowError="If the book is full.")], checks=levels)
    assert record.outcome == "generated"
    build.file.write_text(raising + "\ndef _check():\n    return 1\n", encoding="utf-8")
    [record], _ = build(offline=True)
    assert (record.outcome, record.reason) == ("failed", "nothing is left of the kept answer")
    [record], model = build([wire(LedgerError="If the amount is negative.")])
    assert (record.outcome, len(model.requests)) == ("generated", 1)
