"""Answers as Griffe docstrings: what mkdocstrings renders exactly as it renders a person's words."""

from __future__ import annotations

import ast
from copy import copy
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.render.mark import LABEL, badge
from aidoc_core.render.markdown import line, prose
from aidoc_core.source import first_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aidoc_core.answer import Answer, Described
    from aidoc_core.ledger import Record

_KINDS = griffe.DocstringSectionKind


class FilledDocstring(griffe.Docstring):
    """A docstring made of a person's sections, if any, and generated ones.

    Sections are joined, never text: the person's part is parsed in its own style and options, and stays what
    it was to the byte.

    Args:
        parent: The object it belongs to.
        human: The person's docstring, `None` where there is none.
        answer: What is added; only what the gaps ask for is in it.
        marks: HTML to add at the end.
    """

    def __init__(self, parent: griffe.Object, human: griffe.Docstring | None, answer: Answer, marks: str) -> None:
        self.human: griffe.Docstring | None = None
        text = human.value if human else "\n\n".join(filter(None, (line(answer.summary), prose(answer.description))))
        super().__init__(
            text,
            lineno=human.lineno if human else None,
            endlineno=human.endlineno if human else None,
            parent=parent,
            parser=human.parser if human else "google",
            parser_options=human.parser_options if human else None,
        )
        self._added = [*_sections(answer, parent), *_examples(answer.example)]
        self._marks = marks
        # Set last: until here, assignments to parser and parser_options are our own.
        self.human = human

    # mkdocstrings sets a block's style and options on the docstring of its root object: they are the person's. What
    # Griffe has parsed by then stays as it is, here as without us.
    @property
    def parser(self) -> Any:
        """The style of the person's text."""
        return self.human.parser if self.human else "google"

    @parser.setter
    def parser(self, value: Any) -> None:
        if self.human is not None:
            self.human.parser = value

    @property
    def parser_options(self) -> Any:
        """The parser options of the person's text."""
        return self.human.parser_options if self.human else {}

    @parser_options.setter
    def parser_options(self, value: Any) -> None:
        if self.human is not None:
            self.human.parser_options = value

    @property
    def parsed(self) -> list[griffe.DocstringSection]:
        """The person's sections, then what was added, each in the section where it belongs."""
        if self.human is None:
            sections: list[griffe.DocstringSection] = [griffe.DocstringSectionText(self.value)] if self.value else []
        else:
            sections = list(self.human.parsed)
        for section in self._added:
            _join(sections, section)
        if self._marks:
            sections.append(griffe.DocstringSectionText(self._marks))
        return sections

    def parse(self, parser: Any = None, **options: Any) -> list[griffe.DocstringSection]:
        """The sections; a parser is of no use to text that was never written in a style."""
        del parser, options
        return self.parsed


def attach(obj: griffe.Object, record: Record, *, mark: str, badged: bool = True) -> None:
    """Give an object its filled docstring.

    Args:
        obj: The Griffe object that the record is about.
        record: A filled record.
        mark: The option `mark`.
        badged: Whether the badge stands here; `False` where another docstring on the page carries it.
    """
    entry = record.entry
    if entry is None:
        return
    marks = badge(entry, record.gaps) if mark in ("badge", "both") and badged else ""
    human = obj.docstring
    while isinstance(human, FilledDocstring):  # an earlier build of the same process
        human = human.human
    obj.docstring = FilledDocstring(obj, human, entry.answer, marks)
    if mark in ("label", "both"):
        obj.labels.add(LABEL)


def _sections(answer: Answer, parent: griffe.Object) -> list[griffe.DocstringSection]:
    """Sections with annotations and defaults found as Griffe finds them for a docstring in Google style.

    Griffe's own parser reads a skeleton of names; the texts are put in afterwards, so that nothing in them is
    ever taken for a name, a type or another section.
    """
    skeleton = []
    texts: list[list[str]] = []
    for title, described in (("Parameters", answer.parameters), ("Raises", answer.raises)):
        if items := _named(described):
            skeleton.append(f"{title}:\n" + "\n".join(f"    {item.name}: x" for item in items))
            texts.append([prose(item.description) for item in items])
    for title, text in (("Returns", answer.returns), ("Yields", answer.yields)):
        if body := prose(text):
            skeleton.append(f"{title}:\n    x")
            texts.append([body])
    if not skeleton:
        return []
    docstring = griffe.Docstring("x\n\n" + "\n\n".join(skeleton), parent=parent, parser="google")
    parsed = docstring.parse("google", warnings=False)[1:]
    for section, descriptions in zip(parsed, texts, strict=True):
        for item, description in zip(section.value, descriptions, strict=True):
            item.description = description
    order = (_KINDS.parameters, _KINDS.returns, _KINDS.yields, _KINDS.raises)
    return sorted(parsed, key=lambda section: order.index(section.kind))


def _examples(code: str) -> list[griffe.DocstringSection]:
    """An example as a session: highlighted as code by the handler, which escapes it; prose never gets in here."""
    lines = []
    source = "".join(c for c in code.strip().replace("\t", "    ") if c == "\n" or c.isprintable())
    if source.startswith("```"):
        source = source.partition("\n")[2].rpartition("```")[0].strip()
    if not source:
        return []
    if ">>>" in source:
        lines = source.split("\n")
    else:
        try:
            starts = {first_line(statement) for statement in ast.parse(source).body}
        except (SyntaxError, ValueError, RecursionError):
            return []
        for number, line in enumerate(source.split("\n"), 1):
            fresh = number in starts or not line.strip() or line.startswith("#")
            lines.append(f"{'>>>' if fresh else '...'} {line}".rstrip())
    return [griffe.DocstringSectionExamples([(_KINDS.examples, "\n".join(lines))])]


def _named(items: Sequence[Described]) -> list[Described]:
    """Items that say something under a Python name; any other name could not come from the code."""
    return [item for item in items if item.name.lstrip("*").isidentifier() and prose(item.description)]


def _join(sections: list[griffe.DocstringSection], added: griffe.DocstringSection) -> None:
    """Add to the person's section of the same kind, in a copy; or as a section of its own."""
    for place, section in enumerate(sections):
        if section.kind is added.kind and added.kind in (_KINDS.parameters, _KINDS.raises):
            joined = copy(section)
            joined.value = [*section.value, *added.value]
            sections[place] = joined
            return
    sections.append(added)
