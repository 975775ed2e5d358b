"""What of an object may leave the machine: no secrets, and no more of its code than the options let out.

The one gate before the prompt, which writes only what it gets here. Fingerprints, checks and rendering go by the
object itself, so what is redacted changes no identity and no verdict. Imported with every build, so the rules for
secrets are imported when something is about to be sent.
"""

from __future__ import annotations

import ast
import textwrap
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aidoc_core.answers.redacted import Redacted
from aidoc_core.asking.excerpt import literal, member_name
from aidoc_core.code.gaps import Gaps, matches
from aidoc_core.code.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aidoc_core.code.objects import ApiObject
    from aidoc_core.redaction import Cleaned
    from aidoc_core.settings import Settings

_INDENT = "    "


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """An object as it is sent.

    Attributes:
        obj: The object, without what is redacted and without its context.
        gaps: What is asked for, as far as the request may say it.
        signatures: Whether no body is sent.
        redacted: The literals that were taken out.
        secrets: What they said; never kept, logged or sent.
    """

    obj: ApiObject
    gaps: Gaps
    signatures: bool = False
    redacted: tuple[Redacted, ...] = ()
    secrets: frozenset[str] = field(default=frozenset(), repr=False)

    def clean(self, text: str) -> str:
        """A text about the object, without what was redacted from it: a rule's message may quote a default."""
        from aidoc_core.redaction import PLACEHOLDER, redact_text  # noqa: PLC0415 - see the module's docstring

        for secret in sorted(self.secrets, key=lambda secret: (-len(secret), secret)):
            text = text.replace(secret, PLACEHOLDER)
        return redact_text(text).text


def payload_of(obj: ApiObject, gaps: Gaps, settings: Settings) -> Payload:
    """What may be sent of an object.

    Args:
        obj: The object.
        gaps: What its docstring lacks, as far as it is asked for.
        settings: The options `send` and `exclude`.
    """
    gate = _Gate(obj)
    signatures = settings.send == "signatures"
    outline = obj.kind in ("class", "module")
    owner = obj.path.rpartition(".")[0]
    enclosing = f"class {owner.rpartition('.')[2]}" if matches(owner, settings.exclude) else obj.header
    source = "" if outline else _without_body(obj) if signatures else obj.source
    shown = replace(
        obj,
        source=gate.code(source, obj.location.line),
        header=gate.code(enclosing) if obj.header else "",
        signature=_signature(obj, gate),
        parameters=tuple(replace(parameter, annotation=None, default=None) for parameter in obj.parameters),
        decorators=tuple(gate.code(decorator) for decorator in obj.decorators) if outline else (),
        members=tuple(gate.code(member) for member in _members(obj, settings)) if outline else (),
        human=gate.text(obj.human) if outline else "",
        code="",
        context=None,
    )
    if signatures:
        results = gaps.returns or gaps.yields  # that it is a generator, only its body tells
        shown = replace(shown, raises=(), returns_value=results, yields_value=False)
        gaps = replace(gaps, raises=(), returns=results, yields=False)
    return Payload(
        obj=shown,
        gaps=gaps,
        signatures=signatures,
        redacted=tuple(gate.redacted),
        secrets=frozenset(gate.secrets),
    )


def _signature(obj: ApiObject, gate: _Gate) -> str:
    """Sent of classes, and of fields whose value is left out; functions are sent as written."""
    if obj.kind == "class":
        return gate.code(obj.signature)
    return gate.seen(obj.signature) if obj.kind in ("field", "data") else ""


class _Gate:
    """Takes the secrets out of one object's texts and remembers them."""

    def __init__(self, obj: ApiObject) -> None:
        from aidoc_core.redaction import redact_code, redact_text  # noqa: PLC0415 - see the module's docstring

        self._code, self._text = redact_code, redact_text
        self._obj = obj
        self.redacted: list[Redacted] = []
        self.secrets: set[str] = set()

    def code(self, text: str, line: int = 0) -> str:
        return self._pass(text, self._code, line)

    def seen(self, text: str) -> str:
        """Code that is part of what was counted before."""
        return self._code(text).text

    def text(self, text: str) -> str:
        return self._pass(text, self._text, 0)

    def _pass(self, text: str, redact: Callable[[str], Cleaned], line: int) -> str:
        result = redact(text)
        for one in result.found:
            where = replace(self._obj.location, line=line + one.line - 1) if line else self._obj.location
            self.redacted.append(Redacted(kind=one.kind, where=str(where)))
        self.secrets |= result.secrets
        return result.text


def _members(obj: ApiObject, settings: Settings) -> Iterable[str]:
    """The members that an outline may name: one that is left alone is not told of either."""
    for member in obj.members:
        name = member_name(member)
        if name not in obj.skipped and not matches(f"{obj.path}.{name}", settings.exclude):
            yield member


def _without_body(obj: ApiObject) -> str:
    """A definition without its body, value and comments; the person's docstring stays."""
    node = parse(obj.source).body[0]
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return f"{obj.signature} = ..."
    lines = [f"@{decorator}" for decorator in obj.decorators]
    body = [literal(obj.human)] if obj.human else []
    return "\n".join([*lines, f"{obj.signature}:", *(textwrap.indent(part, _INDENT) for part in [*body, "..."])])
