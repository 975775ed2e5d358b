"""How an entry of a reviewed file, and a whole file, is written: texts as blocks that any edit leaves valid."""

from __future__ import annotations

import json
import textwrap
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from aidoc_core.answers.reviewed_file import END, VERSION
from aidoc_core.answers.reviewed_value import digest
from aidoc_core.code.parts import PARTS
from aidoc_core.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aidoc_core.answers.answer import Answer
    from aidoc_core.answers.recorded import RecordedCode
    from aidoc_core.answers.reviewed_value import ReviewedText
    from aidoc_core.code.objects import ApiObject

_PLAIN = regex(r"[A-Za-z_][A-Za-z0-9_.\-]*")
_HEX = regex("[0-9a-f]+")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""Plain words that other readers of YAML take for something else than text."""
_OTHER = "0" * 8
"""The digest of no text."""
_SEEN = "\n\t\xa0\u202f"
_INDENT = " \n\t"
_WIDTH = 110


def whole(
    module: str,
    reviewed: Mapping[str, ReviewedText],
    objects: Mapping[str, ApiObject],
    above: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> str:
    """A whole file, sorted.

    Args:
        module: The module.
        reviewed: What to write, by the name of the object in its module.
        objects: The objects that are known, by the same names.
        above: People's comments, by the same names; by an empty name those of the file.
    """
    text = "".join(f"{line}\n" for line in above.get("", ()))
    text += f"version: {VERSION}\nmodule: {_scalar(module)}\nanswers:{'' if reviewed else ' {}'}\n"
    for name in sorted(reviewed):
        theirs = "".join(f"{line}\n" for line in above.get(name, ()))
        text += "\n" + indented(theirs + written(name, reviewed[name], objects.get(name)), "  ")
    return f"{text}\n{END}\n"


def written(name: str, reviewed: ReviewedText, obj: ApiObject | None = None) -> str:
    """An entry of a file, without indentation.

    Args:
        name: The name of the object in its module.
        reviewed: What to write.
        obj: The object, where it is known: its signature and its place stand above the entry.
    """
    above = [] if obj is None else above_lines(obj)
    body = body_lines(reviewed)
    if reviewed.proposal is not None:
        body += ["proposal:", *(f"  {line}" if line else "" for line in body_lines(reviewed.proposal))]
    return "\n".join((*above, f"{_scalar(name)}:", *(f"  {line}" if line else "" for line in body), ""))


def body_lines(reviewed: ReviewedText) -> list[str]:
    """What stands below the name of an entry, or below `proposal`."""
    code = [] if reviewed.code is None else [f"code: {_code(reviewed.code)}"]
    return [f"review: {review_line(reviewed)}", *code, *_texts(reviewed.answer)]


def _code(code: RecordedCode) -> str:
    names = {"raises": code.raises, "decorators": code.decorators}
    facts = {"signature": code.signature and _quoted(code.signature)}
    facts |= {key: f"[{', '.join(map(_scalar, found))}]" for key, found in names.items() if found}
    facts |= {"body": _scalar(code.body) if code.body else "", "like": "".join(code.like)}
    return f"{{{', '.join(f'{key}: {value}' for key, value in facts.items() if value)}}}"


def review_line(reviewed: ReviewedText) -> str:
    """The metadata of a text, on one line."""
    facts = {
        "state": reviewed.state,
        "by": reviewed.by and _scalar(reviewed.by),
        "on": reviewed.on,
        "reason": reviewed.reason and _quoted(reviewed.reason),
        "from": reviewed.origin and _scalar(reviewed.origin),
        "fingerprint": reviewed.fingerprint,
        # What a person wrote into a text and rejected stays known as theirs.
        "text": _OTHER if reviewed.touched and reviewed.state == "rejected" else digest(reviewed.answer),
        "model": reviewed.model and _scalar(reviewed.model),
        "date": reviewed.date,
        "prompt": reviewed.prompt,
    }
    if not _HEX.fullmatch(reviewed.fingerprint):  # a person may have written anything
        facts["fingerprint"] = reviewed.fingerprint and _scalar(reviewed.fingerprint)
    return f"{{{', '.join(f'{key}: {value}' for key, value in facts.items() if value)}}}"


def _texts(answer: Answer) -> Iterator[str]:
    shown = answer.to_dict()
    for part in PARTS:
        value = shown.get(part.field)
        if isinstance(value, str):
            yield from _block(part.field, value)
        elif value:
            yield f"{part.field}:"
            for name, text in value.items():
                yield from (f"  {line}" if line else "" for line in _block(_scalar(name), text))


def _block(key: str, text: str) -> Iterator[str]:
    """A text as a literal block: it needs no quotes and no escapes, and no edit of it can be wrong."""
    # What a reviewer could not see is shown by escapes. A line break at the end would hang on the blank line below.
    if not text.strip() or text.endswith("\n") or not all(char.isprintable() or char in _SEEN for char in text):
        yield f"{key}: {_quoted(text)}"
        return
    yield f"{key}: |{'2' if text[0] in _INDENT else ''}-"
    yield from (f"  {line}" if line else "" for line in text.split("\n"))


def indented(entry: str, margin: str) -> str:
    """All lines that hold anything, blanks too: they belong to a text."""
    return "\n".join(margin + line if line else "" for line in entry.split("\n"))


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text.lower() not in _WORDS else _quoted(text)


def _quoted(text: str) -> str:
    """As JSON, which is YAML too; what cannot be seen is escaped as YAML does it."""
    return "".join(
        char if char.isprintable() else f"\\U{ord(char):08x}" for char in json.dumps(text, ensure_ascii=False)
    )


def above_lines(obj: ApiObject) -> list[str]:
    """The comments above an entry: the signature of its object, and its place."""
    told = "" if obj.signature == obj.name else obj.signature or obj.kind  # a bare name stands in the entry itself
    return [*comment_lines(told), *comment_lines(str(obj.location))]


def comment_lines(text: str) -> list[str]:
    """A text as a comment of a few lines."""
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in " ".join(text.split()))
    return textwrap.wrap(
        shown, _WIDTH, initial_indent="# ", subsequent_indent="#     ", break_long_words=False, break_on_hyphens=False
    )


def replaced(name: str, text: ReviewedText) -> tuple[str, ...]:
    """A person's own words that the new text beside them takes the place of, as they stand in the file."""
    new = text.proposal
    taken = new is not None and new.state in ("accepted", "edited")
    return (written(name, replace(text, proposal=None)),) if taken and text.handwritten else ()
