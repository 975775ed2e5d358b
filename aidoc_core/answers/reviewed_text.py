"""How reviewed files are written: texts as blocks that any edit leaves valid, and no line touched without need.

A file is changed at single places and never written anew, so that what people left in it stays byte for byte: their
comments, their order, their indentation. (A library that loads a file and writes it back moves the comments above an
entry to whatever is put in front of that entry.)
"""

from __future__ import annotations

import json
import re
import textwrap
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from aidoc_core.answers.reviewed_file import VERSION, digest
from aidoc_core.answers.shallow import ShallowLoader
from aidoc_core.code.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aidoc_core.answers.answer import Answer
    from aidoc_core.answers.recorded import RecordedCode
    from aidoc_core.answers.reviewed_file import ReviewedText
    from aidoc_core.code.objects import ApiObject

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
_HEX = re.compile("[0-9a-f]+")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""Plain words that other readers of YAML take for something else than text."""
_SEEN = "\n\t\xa0\u202f"
_INDENT = " \n\t"
_WIDTH = 110


def whole(
    module: str,
    reviewed: Mapping[str, ReviewedText],
    objects: Mapping[str, ApiObject],
    comments: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> str:
    """A whole file, sorted.

    Args:
        module: The module.
        reviewed: What to write, by the name of the object in its module.
        objects: The objects that are known, by the same names.
        comments: People's comments, by the same names; by an empty name those of the file.
    """
    text = "".join(f"{line}\n" for line in comments.get("", ()))
    text += f"version: {VERSION}\nmodule: {_scalar(module)}\nanswers:\n"
    for name in sorted(reviewed):
        above = "".join(f"{line}\n" for line in comments.get(name, ()))
        text += "\n" + _indented(above + written(name, reviewed[name], objects.get(name)), "  ")
    return text


def written(name: str, reviewed: ReviewedText, obj: ApiObject | None = None) -> str:
    """An entry of a file, without indentation.

    Args:
        name: The name of the object in its module.
        reviewed: What to write.
        obj: The object, where it is known: its signature and its place stand above the entry.
    """
    above = [] if obj is None else _above(obj)
    body = _body(reviewed)
    if reviewed.proposal is not None:
        body += ["proposal:", *(f"  {line}" if line else "" for line in _body(reviewed.proposal))]
    return "\n".join((*above, f"{_scalar(name)}:", *(f"  {line}" if line else "" for line in body), ""))


def with_entries(text: str, entries: Mapping[str, str]) -> str:
    """A file with more entries in their places; all other lines stay as they are, comments included."""
    answers = _answers(text)
    keys = [key for key, _ in answers.value]
    margin = " " * keys[0].start_mark.column
    spans = [(one.start_mark.index, one.end_mark.index) for one in yaml.scan(text, Loader=ShallowLoader)]
    ends = [end for start, end in spans if start < end]
    for name in sorted(entries, reverse=True):  # from the end, so that the places of the others stay
        place = next((key.start_mark.index - len(margin) for key in keys if key.value > name), answers.end_mark.index)
        before, after = text[:place], text[place:]
        # A comment belongs to what stands below it; a line of a text may look like one.
        last = max((end for end in ends if end <= place), default=0)
        while last <= (start := before.rstrip("\n").rfind("\n") + 1) and before[start:].lstrip().startswith("#"):
            before, after = before[:start], before[start:] + after
        before = before if before.endswith("\n") else before + "\n"
        before += "" if before.endswith("\n\n") else "\n"
        between = "\n" if after and not after.startswith("\n") else ""
        text = before + _indented(entries[name], margin) + between + after
    return text


def with_reviews(text: str, reviewed: Mapping[str, ReviewedText]) -> str:
    """A file with the metadata of some entries written anew."""
    for key, value in reversed(_answers(text).value):
        if key.value in reviewed:
            review = next(inner for name, inner in value.value if name.value == "review")
            text = text[: review.start_mark.index] + _review(reviewed[key.value]) + text[review.end_mark.index :]
    return text


def with_entry(text: str, name: str, reviewed: ReviewedText) -> str:
    """A file with the texts and metadata of one of its entries written anew; comments above it stay."""
    key, value = next((key, value) for key, value in _answers(text).value if key.value == name)
    tokens = yaml.scan(text, Loader=ShallowLoader)
    end = max(one.end_mark.index for one in tokens if one.start_mark.index < one.end_mark.index <= value.end_mark.index)
    margin = key.start_mark.column
    entry = _indented(written(name, reviewed).rstrip("\n"), " " * margin)[margin:]
    return text[: key.start_mark.index] + entry + ("\n" if text[end - 1 : end] == "\n" else "") + text[end:]


def with_note(text: str, name: str, note: str) -> str:
    """A file with a comment above one of its entries."""
    key = next(key for key, _ in _answers(text).value if key.value == name)
    margin = " " * key.start_mark.column
    start = key.start_mark.index - len(margin)
    return text[:start] + "".join(f"{margin}{line}\n" for line in _comment(note)) + text[start:]


def with_version(text: str) -> str:
    """A file that says which version it has: older releases shall not misread it."""
    pairs = _pairs(text)
    version = next((value for key, value in pairs if key.value == "version"), None)
    if version is None:
        place = pairs[0][0].start_mark.index
        return f"{text[:place]}version: {VERSION}\n{text[place:]}"
    return text[: version.start_mark.index] + str(VERSION) + text[version.end_mark.index :]


def rewritten(text: str, module: str, reviewed: Mapping[str, ReviewedText], objects: Mapping[str, ApiObject]) -> str:
    """A file in the present form and sorted.

    Every text, every state and every comment is kept; a comment inside an entry comes to stand above it.

    Args:
        text: The file.
        module: Its module.
        reviewed: What it says.
        objects: The objects that are known, by their names in the module.
    """
    ours = {line for obj in objects.values() for line in _above(obj)}
    return whole(module, reviewed, objects, _comments(text, {line.strip() for line in ours}))


def takes_entries(text: str) -> bool:
    """Whether entries can be put into a file line by line: it has some already, not all on one line."""
    answers = _answers(text)
    return isinstance(answers, yaml.MappingNode) and bool(answers.value) and not answers.flow_style


def _pairs(text: str) -> list[tuple[yaml.ScalarNode, Any]]:
    """The keys and values of a file that has been read as one."""
    root: Any = yaml.compose(text, Loader=ShallowLoader)
    return list(root.value)


def _answers(text: str) -> Any:
    return next(value for key, value in _pairs(text) if key.value == "answers")


def _body(reviewed: ReviewedText) -> list[str]:
    code = [] if reviewed.code is None else [f"code: {_code(reviewed.code)}"]
    return [f"review: {_review(reviewed)}", *code, *_texts(reviewed.answer)]


def _code(code: RecordedCode) -> str:
    names = {"raises": code.raises, "decorators": code.decorators}
    facts = {"signature": code.signature and _quoted(code.signature)}
    facts |= {key: f"[{', '.join(map(_scalar, found))}]" for key, found in names.items() if found}
    facts |= {"body": _scalar(code.body) if code.body else "", "like": "".join(code.like)}
    return f"{{{', '.join(f'{key}: {value}' for key, value in facts.items() if value)}}}"


def _review(reviewed: ReviewedText) -> str:
    facts = {
        "state": reviewed.state,
        "by": reviewed.by and _scalar(reviewed.by),
        "on": reviewed.on,
        "reason": reviewed.reason and _quoted(reviewed.reason),
        "from": reviewed.origin and _scalar(reviewed.origin),
        "fingerprint": reviewed.fingerprint,
        "text": digest(reviewed.answer),
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


def _indented(entry: str, margin: str) -> str:
    """All lines that hold anything, blanks too: they belong to a text."""
    return "\n".join(margin + line if line else "" for line in entry.split("\n"))


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text.lower() not in _WORDS else _quoted(text)


def _quoted(text: str) -> str:
    """As JSON, which is YAML too; what cannot be seen is escaped as YAML does it."""
    return "".join(
        char if char.isprintable() else f"\\U{ord(char):08x}" for char in json.dumps(text, ensure_ascii=False)
    )


def _above(obj: ApiObject) -> list[str]:
    told = "" if obj.signature == obj.name else obj.signature or obj.kind  # a bare name stands in the entry itself
    return [*_comment(told), *_comment(str(obj.location))]


def _comment(text: str) -> list[str]:
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in " ".join(text.split()))
    return textwrap.wrap(
        shown, _WIDTH, initial_indent="# ", subsequent_indent="#     ", break_long_words=False, break_on_hyphens=False
    )


def _comments(text: str, ours: set[str]) -> dict[str, list[str]]:
    """People's comments, by the name of the entry that they stand above or in; by an empty name those of the file."""
    found: dict[str, list[str]] = {}
    answers = _answers(text)
    keys = answers.value if isinstance(answers, yaml.MappingNode) else []
    starts = {key.start_mark.index: key.value for key, _ in keys}
    end, entry = 0, ""
    for token in yaml.scan(text, Loader=ShallowLoader):
        below = starts.get(token.start_mark.index, entry)
        same_line = end > 0 and text[end - 1] != "\n"
        for number, line in enumerate(text[end : token.start_mark.index].split("\n")):
            if (comment := line.strip()).startswith("#") and comment not in ours:
                found.setdefault(entry if same_line and not number else below, []).append(comment)
        end, entry = max(end, token.end_mark.index), below
    return found
