"""What there is to review: each text that no person has decided on, with its code and what speaks against it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from aidoc_core.build.checking import Places
from aidoc_core.code.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aidoc_core.build.ledger import Record
    from aidoc_core.build.session import Session

_NAME = re.compile(r"[A-Za-z_]\w*")
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
    places = Places(session.root)
    uses = Counter(name for record in session.ledger for name in _NAME.findall(record.obj.source))
    waiting = [record for record in records if record.entry is not None and record.filled and not record.entry.reviewed]
    found = [_item(session, record, uses, places) for record in waiting]
    return sorted(found, key=lambda item: (-item["risk"], item["path"]))


def _item(session: Session, record: Record, uses: Counter[str], places: Places) -> dict[str, Any]:
    obj, entry = record.obj, record.entry
    if entry is None:  # never: whoever calls this has looked
        raise ValueError(obj.path)
    findings = [dict(one) for one in entry.findings] + [finding.to_dict() for finding in session.findings(record)]
    branches = _branches(obj.source)
    used = max(0, uses[obj.name] - 1)
    return {
        "path": obj.path,
        "kind": obj.kind,
        "module": obj.module,
        "signature": obj.signature,
        "source": str(obj.location),
        **places.of(obj.location),
        "code": obj.source or obj.signature,
        "human": obj.human,
        "state": "proposed" if entry.state == "proposed" else "cached",
        "fingerprint": record.fingerprint,
        "answer": entry.answer.to_dict(),
        "model": entry.model,
        "date": entry.date,
        "prompt": entry.prompt,
        "findings": findings,
        "branches": branches,
        "uses": used,
        "risk": _FINDING * len(findings) + _BRANCH * branches + min(used, _MOST_USES),
    }


def _branches(source: str) -> int:
    try:
        tree = parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 0
    return sum(isinstance(node, _BRANCHES) for node in ast.walk(tree))
