"""What of an object may leave the machine: no secrets, and no more of its code than the options let out.

The one gate before the prompt, which writes only what it gets here. Fingerprints, checks and rendering go by the
object itself, so what is withheld changes no identity and no verdict. Imported with every build, so the rules for
secrets are imported when something is about to be sent.
"""

from __future__ import annotations

import ast
import textwrap
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aidoc_core.checks import RULES
from aidoc_core.excerpt import literal, member_name
from aidoc_core.gaps import Gaps, matches
from aidoc_core.withheld import Withheld

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aidoc_core.checks import Finding
    from aidoc_core.objects import ApiObject
    from aidoc_core.redaction import Redacted
    from aidoc_core.settings import Settings

_INDENT = "    "
_CONTRADICTIONS = frozenset(rule.id for rule in RULES if rule.sort == "contradiction")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """An object as it is sent.

    Attributes:
        obj: The object, without what is withheld and without a way home.
        gaps: What is asked for, as far as the request may say it.
        signatures: Whether no body is sent.
        withheld: The literals that were taken out.
        secrets: What they said; never kept, logged or sent.
    """

    obj: ApiObject
    gaps: Gaps
    signatures: bool = False
    withheld: tuple[Withheld, ...] = ()
    secrets: frozenset[str] = field(default=frozenset(), repr=False)

    def clean(self, text: str) -> str:
        """A text about the object, without what was withheld from it: a rule's message may quote a default."""
        from aidoc_core.redaction import PLACEHOLDER, redact_text  # noqa: PLC0415 - see the module's docstring

        for secret in sorted(self.secrets, key=lambda secret: (-len(secret), secret)):
            text = text.replace(secret, PLACEHOLDER)
        return redact_text(text).text

    def hint(self, finding: Finding) -> str:
        """What a repair may say of a finding.

        Where no body is sent, what contradicts the body is not said either: the checks look at all of the code.
        """
        if not self.signatures:
            return self.clean(finding.hint)
        if finding.where == "yields" and self.gaps.returns:
            return 'Add a "returns" section.'
        if finding.rule in _CONTRADICTIONS:
            return f"What you say in {finding.where} is not so; say only what the signature tells."
        return self.clean(finding.hint)


def outgoing(obj: ApiObject, gaps: Gaps, settings: Settings) -> Outgoing:
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
        home=None,
    )
    if signatures:
        results = gaps.returns or gaps.yields  # that it is a generator, only its body tells
        shown = replace(shown, raises=(), returns_value=results, yields_value=False)
        gaps = replace(gaps, raises=(), returns=results, yields=False)
    return Outgoing(
        obj=shown,
        gaps=gaps,
        signatures=signatures,
        withheld=tuple(gate.withheld),
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
        self.withheld: list[Withheld] = []
        self.secrets: set[str] = set()

    def code(self, text: str, line: int = 0) -> str:
        return self._pass(text, self._code, line)

    def seen(self, text: str) -> str:
        """Code that is part of what was counted before."""
        return self._code(text).text

    def text(self, text: str) -> str:
        return self._pass(text, self._text, 0)

    def _pass(self, text: str, redact: Callable[[str], Redacted], line: int) -> str:
        result = redact(text)
        for one in result.withheld:
            where = replace(self._obj.location, line=line + one.line - 1) if line else self._obj.location
            self.withheld.append(Withheld(kind=one.kind, where=str(where)))
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
    node = ast.parse(obj.source).body[0]
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return f"{obj.signature} = ..."
    lines = [f"@{decorator}" for decorator in obj.decorators]
    body = [literal(obj.human)] if obj.human else []
    return "\n".join([*lines, f"{obj.signature}:", *(textwrap.indent(part, _INDENT) for part in [*body, "..."])])
