"""What there is to review: each text that no person has decided on, with its code and what speaks against it."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING, Any

from aidoc_core.answers.committed import Committed
from aidoc_core.answers.reviewed import ReviewedAnswers
from aidoc_core.build.approval import approved_in
from aidoc_core.build.told_findings import finding_data
from aidoc_core.code.parsing import parse
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aidoc_core.answers import Entry
    from aidoc_core.build.ledger import Record
    from aidoc_core.build.places import Places
    from aidoc_core.build.session import Session

_NAME = regex(r"[A-Za-z_]\w*")
_BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.BoolOp, ast.IfExp, ast.match_case)
_FINDING = 100
_BRANCH = 3
_MOST_USES = 50


def items(session: Session, records: Iterable[Record]) -> list[dict[str, Any]]:
    """The texts that wait for a person, the riskiest first: most findings, then most complex and most used.

    Args:
        session: The build.
        records: Those of its records that are looked at.
    """
    places = session.places
    uses = Counter(name for record in session.ledger for name in _NAME.findall(record.obj.source))
    committed = Committed()
    reviewed = ReviewedAnswers(session.settings.where_reviewed(session.root))
    found = [
        {
            **_item(session, record, record.entry, uses, places),
            **_approved(record, record.entry, reviewed),
            "commit": approved_in(record.entry, committed),
        }
        for record in records
        if record.entry is not None and record.filled and (not record.entry.reviewed or record.entry.stale)
    ]
    return sorted(found, key=lambda item: (-item["risk"], item["path"]))


def _item(session: Session, record: Record, entry: Entry, uses: Counter[str], places: Places) -> dict[str, Any]:
    obj, new = record.obj, entry.proposal or entry
    findings = [dict(one) for one in new.findings] + [finding_data(one) for one in session.results.findings(record)]
    pages = session.opened.verdicts.pages
    branches = _branches(obj.source)
    used = max(0, uses[obj.name] - 1)
    return {
        "path": obj.path,
        "kind": obj.kind,
        "module": obj.module,
        "source": str(obj.location),
        **places.of(obj.location),
        "human": obj.human,
        "state": "stale" if entry.stale else "proposed" if entry.state == "proposed" else "cached",
        "changed": list(entry.changed),
        "fingerprint": record.fingerprint,
        "answer": new.answer.to_dict(),
        "model": new.model,
        "date": new.date,
        "prompt": new.prompt,
        "findings": [{**one, "url": pages[one["rule"]][1]} if one["rule"] in pages else one for one in findings],
        "branches": branches,
        "uses": used,
        "risk": _FINDING * len(findings) + _BRANCH * branches + min(used, _MOST_USES),
        "code": {
            "source": obj.source,
            "signature": obj.signature,
            "raises": list(obj.raises),
            "decorators": list(obj.decorators),
            "members": list(obj.members),
            "code": obj.code,
        },
    }


def _approved(record: Record, entry: Entry, reviewed: ReviewedAnswers) -> dict[str, Any]:
    """The text that people approved before: for older code of the object, or for other code that is like its own."""
    if entry.reviewed:
        return {"approved": entry.answer.to_dict(), "from": None}
    path, answer = reviewed.alike(record.obj) or (None, None)
    return {"approved": answer and answer.to_dict(), "from": path}


def _branches(source: str) -> int:
    try:
        tree = parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 0
    return sum(isinstance(node, _BRANCHES) for node in ast.walk(tree))
