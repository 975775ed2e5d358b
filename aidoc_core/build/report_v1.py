"""Reports of version 1 in the present shape: what they do not tell is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aidoc_core.build.ledger import FILLED, LACKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_APPROVED = ("accepted", "edited")
_NO_STEPS: Mapping[str, Any] = {"counts": {}, "first": []}
_UNKNOWN: Mapping[str, Any] = {
    "kept_usd": None,
    "withheld": 0,
    "summary": "",
    "text": "",
    "stale": False,
    "reviewed": None,
    "uses": None,
    "exported": None,
    "in_navigation": None,
    "importance": 0,
    "needs": (),
}


def from_version_1(data: Mapping[str, Any]) -> dict[str, Any]:
    """A report of version 1 in the shape of version 2.

    Args:
        data: The report; its first form (of release 0.1.0) has neither authors, redactions nor contradictions.
    """
    objects = [_object(row) for row in data["objects"]]
    modules: dict[str, list[Mapping[str, Any]]] = {}
    rest = iter(objects)
    for module in data["modules"]:
        modules[module["path"]] = [next(rest) for _ in range(module["after"]["total"])]
    return {
        "on_demand": 0,
        "withheld": {"literals": 0, "objects": 0, "kinds": {}},
        "contradictions": [],
        "authors": _authors(objects, data["coverage"]["after"]),
        **data,
        "version": 2,
        "build": {"stages_s": {}, "commit": "", **data["build"]},
        "usage": {"reasoning_tokens": 0, "throttled": 0, "max_in_flight": 0, **data["usage"]},
        "approval": _approval(objects),
        "costs": None,
        "modules": [
            {"authors": _authors(modules[module["path"]], module["after"]), "cost": None, **module}
            for module in data["modules"]
        ],
        "objects": objects,
        "next": _NO_STEPS,
        "complexity": {"source": "", "note": "the report is one of version 1", "bands": []},
        "hosts": [],
        "findings": [],
        "history": {"file": "", "builds": [], "unreadable": []},
    }


def _object(row: Mapping[str, Any]) -> dict[str, Any]:
    complexity = row.get("complexity")
    return {**_UNKNOWN, "author": _author(row), "complexity": complexity, **row}


def _author(row: Mapping[str, Any]) -> str:
    """As far as the row tells; who has described an object that was left alone, it does not."""
    if row["outcome"] in FILLED:
        return "approved" if row["state"] in _APPROVED else "model"
    return "people" if row["outcome"] == "human" else "nobody"


def _approval(rows: list[Any]) -> dict[str, Any]:
    due = [row for row in rows if row["outcome"] in FILLED | LACKING]
    approved = sum(row["author"] == "approved" for row in due)
    return {"approved": approved, "texts": len(due), "stale": 0, "floor": None, "met": True}


def _authors(rows: list[Any], after: Mapping[str, int]) -> dict[str, int]:
    """Whoever has not filled in what is documented is a person."""
    approved, model = (sum(row["author"] == author for row in rows) for author in ("approved", "model"))
    people = max(after["documented"] - approved - model, 0)
    nobody = max(after["total"] - people - approved - model, 0)
    return {"people": people, "approved": approved, "model": model, "nobody": nobody}
