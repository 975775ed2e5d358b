"""One kept answer with its provenance."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Literal

from aidoc_core.answers.answer import Answer
from aidoc_core.answers.plain import VERSION, plain_entry
from aidoc_core.answers.usage import Usage

State = Literal["answered", "failed", "newer", "unreadable", "proposed", "accepted", "edited", "rejected"]
"""`answered` and `failed` come from a model. `newer` is an entry that only a newer release can read, `unreadable` one
whose reviewed file cannot be read: nobody knows what is in them. The others are those of reviewed files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An answer and where it comes from.

    Attributes:
        fingerprint: What was asked; empty in a reviewed file that does not say.
        path: The object's path.
        module: The path of the module that defines it.
        kind: The object's kind.
        state: What became of it.
        answer: The answer; empty where the state is `failed`.
        reason: Why it failed.
        findings: What the checks said, as plain data.
        model: The model that answered, as its response said, or who wrote it.
        deployment: The deployment that was asked; empty where that is not known.
        wanted_model: The option `model` of the build that asked; empty where it was not set or is not known.
        date: When, as an ISO date in UTC.
        prompt: The version of the prompt.
        build: The id of the build that asked.
        redacted: For each literal that was not sent because it looked like a secret, what it looked like.
        usage: The object's share of what the requests were billed.
        read: The model that read it a second time beside the code, as its response said; empty where none did.
        by: Of a reviewed text: who approved it, as far as its file says.
        on: When that was, as an ISO date.
        place: The reviewed file that it stands in.
        changed: What of the code has changed since a person approved it, in words; empty as long as it is the same.
        followed: The path of the object that it was approved for, where that has another name or place by now.
        proposal: The newer text that stands beside it in the file and waits for a person.
    """

    fingerprint: str
    path: str
    module: str
    kind: str
    state: State
    answer: Answer = Answer()
    reason: str = ""
    findings: tuple[dict[str, str], ...] = ()
    model: str = ""
    deployment: str = ""
    wanted_model: str = ""
    date: str = ""
    prompt: int = 0
    build: str = ""
    redacted: tuple[str, ...] = ()
    usage: Usage = Usage()
    read: str = ""
    by: str = ""
    on: str = ""
    place: str = ""
    changed: tuple[str, ...] = ()
    followed: str = ""
    proposal: Entry | None = None

    @property
    def reviewed(self) -> bool:
        """Whether a person stands behind it."""
        return self.state in ("accepted", "edited")

    @property
    def stale(self) -> bool:
        """Whether a person stands behind it, and the code has changed since."""
        return self.reviewed and bool(self.changed)

    def to_json(self) -> str:
        """As readable JSON."""
        return json.dumps(
            {
                "version": VERSION if self.read else _FIRST,
                "fingerprint": self.fingerprint,
                "path": self.path,
                "module": self.module,
                "kind": self.kind,
                "state": self.state,
                "answer": self.answer.to_dict(),
                "reason": self.reason,
                "findings": list(self.findings),
                "model": self.model,
                **({"deployment": self.deployment} if self.deployment else {}),
                **({"wanted_model": self.wanted_model} if self.wanted_model else {}),
                "date": self.date,
                "prompt": self.prompt,
                "build": self.build,
                **({"withheld": list(self.redacted)} if self.redacted else {}),
                "usage": self.usage.to_dict(),
                **({"read": self.read} if self.read else {}),
            },
            ensure_ascii=False,
            indent=1,
        )

    @classmethod
    def from_json(cls, text: str) -> Entry:
        """The inverse of `to_json`.

        Raises:
            NewerEntryError: A newer release wrote it.
            CacheError: The text is not an entry.
        """
        data = plain_entry(text)
        if data is None:
            from aidoc_core.answers.kept_form import judged_entry  # noqa: PLC0415 - hardly ever needed

            data = judged_entry(text)
        usage, answer = data.pop("usage", {}), Answer.from_plain(data.pop("answer"))
        data["findings"] = tuple(data.get("findings", ()))
        data["redacted"] = tuple(data.pop("withheld", ()))
        for name in _SHARED & data.keys():
            data[name] = sys.intern(data[name])
        return cls(answer=answer, usage=Usage.from_dict(usage), **data)


_FIRST = 1
"""The form of an entry without a second reading, which every release can read."""
_SHARED = {"build", "date", "deployment", "kind", "model", "module", "path", "read", "state", "wanted_model"}
"""Members that are the same in many entries, or in an entry and its object: one text in memory is enough."""
