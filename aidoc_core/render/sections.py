"""Answers as Griffe docstrings: what mkdocstrings renders exactly as it renders a person's words."""

from __future__ import annotations

from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import griffe

from aidoc_core.code.docstrings import part_of
from aidoc_core.code.handwritten import Wrapping, hand_written_in, kind_of, prose_of, without_added
from aidoc_core.code.parsing import alone
from aidoc_core.render.added import NOT_SAID, Added, write
from aidoc_core.render.links import NO_LINKS, Links
from aidoc_core.render.loss import contradicted, first_loss
from aidoc_core.render.mark import LABELS
from aidoc_core.render.mark import Paragraph as MarkParagraph

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from aidoc_core.answers.answer import Answer
    from aidoc_core.code.objects import Said
    from aidoc_core.render.added import Write
    from aidoc_core.render.loss import Loss
    from aidoc_core.render.mark import Mark

_KINDS = griffe.DocstringSectionKind
_WORDED = ("name", "annotation", "value", "description", "contents")
_ORDER = (
    _KINDS.attributes,
    _KINDS.parameters,
    _KINDS.other_parameters,
    _KINDS.returns,
    _KINDS.yields,
    _KINDS.receives,
    _KINDS.raises,
    _KINDS.warns,
)


class FilledDocstring(Wrapping):
    """A docstring made of a person's sections, if any, and generated ones.

    Sections are joined, never text: the person's part is parsed in its own style and options, and stays what
    it was to the byte; so does what an extension has put into it.

    Args:
        parent: The object it belongs to.
        human: The person's docstring, `None` where there is none.
        added: What is added.

    Attributes:
        added: What is added.
        on_loss: Told what would be wrong with the sections, where only the person's are given.
    """

    def __init__(self, parent: griffe.Object, human: griffe.Docstring | None, added: Added) -> None:
        self.human: griffe.Docstring | None = None
        super().__init__(
            "",
            lineno=human.lineno if human else None,
            endlineno=human.endlineno if human else None,
            # Names in a person's links are looked up from where the text was written.
            parent=(human.parent if human else None) or parent,
        )
        self._object = parent
        self.added = added
        # As it is: Griffe takes margins off, and a person's text may have lost its own already.
        self.value = human.value if human and added.worded else added.text
        self.on_loss: Callable[[Loss], None] | None = None
        # Set last: until here, assignments to parser and parser_options are our own.
        self.human = human

    _unfilled: ClassVar[bool] = False

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
        """The parser options of the person's text; none where the text is ours."""
        return self.human.parser_options if self.human and not self.added.text else {}

    @parser_options.setter
    def parser_options(self, value: Any) -> None:
        if self.human is not None:
            self.human.parser_options = value

    @cached_property
    def _added_sections(self) -> list[griffe.DocstringSection]:
        """What is added as sections, made when they are read."""
        return [*_sections(self.added, self._object), *_examples(self.added.example)]

    @property
    def parsed(self) -> list[griffe.DocstringSection]:
        """The person's sections, then what was added, each in the section where it belongs."""
        human: list[griffe.DocstringSection] = list(self.human.parsed or ()) if self.human else []
        sections = list(human)
        text, marks = self.added.text, self.added.marks
        if text:
            sections.insert(_place_of_text(sections), griffe.DocstringSectionText(text))
        for section in self._added_sections:
            _join(sections, section)
        # Where a person says nothing, there is nothing to lose; and each added section stands in one place.
        loss = first_loss(_texts(human), _texts(sections), (text, *_texts(self._added_sections))) if human else None
        if loss is not None:
            if self.on_loss is not None:
                self.on_loss(loss)
            return human
        if marks:
            sections.append(griffe.DocstringSectionText(MarkParagraph(marks)))
        return sections

    def parse(self, parser: Any = None, **options: Any) -> list[griffe.DocstringSection]:
        """The sections; a parser is of no use to text that was never written in a style."""
        del parser, options
        return self.parsed

    def __bool__(self) -> bool:
        """Whether there is a docstring: always, but where the person's alone counts."""
        return bool(self.human) if FilledDocstring._unfilled else True

    def __getattr__(self, name: str) -> Any:
        """What an extension's own class of docstrings has beyond Griffe's."""
        human = None if name.startswith("__") else self.__dict__.get("human")
        if human is None:
            raise AttributeError(name)
        return getattr(human, name)


@contextmanager
def unfilled() -> Iterator[None]:
    """Let objects have the docstrings that people have written, and no others."""
    FilledDocstring._unfilled = True  # noqa: SLF001 - of this module
    try:
        yield
    finally:
        FilledDocstring._unfilled = False  # noqa: SLF001 - of this module


def detach(obj: griffe.Object) -> None:
    """Take an answer and its label off an object again."""
    obj.docstring = without_added(obj.docstring)
    set_label(obj, "")


def attach(  # noqa: PLR0913 - keyword-only after what everyone needs
    obj: griffe.Object,
    answer: Answer,
    *,
    badge: Mark | None = None,
    worded: bool = True,
    links: Links = NO_LINKS,
    said: Said = NOT_SAID,
    on_loss: Callable[[Loss], None] | None = None,
    read: Collection[str] | None = None,
    write: Write = write,
) -> Added | None:
    """Give an object its filled docstring; one that cannot be read is left as it is.

    Args:
        obj: The Griffe object that the answer is about.
        answer: What is added.
        badge: The mark at the end of its text; `None` for none, or where another docstring on the page carries it.
        worded: Whether generated summary and description are shown.
        links: What in generated text may become a link.
        said: What people say in the code that is shown.
        on_loss: Called where the docstring is read and a person's words would not be as they are; and at once where
            the shown signature lacks what is described.
        read: The parameters that were read from the code: names that it never had are for the checks to find. `None`
            for all that are described.
        write: Writes what is added.

    Returns:
        What was added; `None` if the object is left as it is.
    """
    human = without_added(obj.docstring)
    if hand_written_in(human).broken:
        return None
    answer = answer if worded else replace(answer, summary="", description="")
    filled = fill(obj, human, answer, badge.html if badge is not None else "", links=links, said=said, write=write)
    filled.on_loss = on_loss
    loss = _contradiction(obj, answer, read)
    if loss is not None and on_loss is not None:
        on_loss(loss)
    if not filled.added or loss is not None:
        obj.docstring = human
        return None
    obj.docstring = filled
    return filled.added


def fill(  # noqa: PLR0913 - keyword-only after what everyone needs
    parent: griffe.Object,
    human: griffe.Docstring | None,
    answer: Answer,
    marks: str = "",
    *,
    links: Links = NO_LINKS,
    said: Said = NOT_SAID,
    write: Write = write,
) -> FilledDocstring:
    """Make a filled docstring.

    Args:
        parent: The object it belongs to.
        human: The person's docstring, `None` where there is none.
        answer: What is added; only what the gaps ask for is in it.
        marks: HTML to add at the end.
        links: What in the added text may become a link.
        said: What people say in the code.
        write: Writes what is added.
    """
    worded = human is not None and bool(hand_written_in(human).text)
    names = [one.name for one in parent.parameters] if isinstance(parent, griffe.Function) else []
    return FilledDocstring(parent, human, write(answer, marks, worded=worded, names=names, links=links, said=said))


def put(obj: griffe.Object, added: Added, on_loss: Callable[[Loss], None] | None = None) -> Added:
    """Give an object a docstring with what an earlier build has written for it.

    Args:
        obj: The Griffe object.
        added: What is added.
        on_loss: Called where the docstring is read and a person's words would not be as they are.
    """
    filled = FilledDocstring(obj, without_added(obj.docstring), added)
    filled.on_loss = on_loss
    obj.docstring = filled
    return added


def set_label(obj: griffe.Object, label: str) -> None:
    """Give an object the label that marks it, in place of an earlier one; none if it is empty."""
    obj.labels -= LABELS
    if label:
        obj.labels.add(label)


def _sections(added: Added, parent: griffe.Object) -> list[griffe.DocstringSection]:
    """Sections with annotations and defaults found as Griffe finds them for a docstring in Google style.

    Griffe's own parser reads a skeleton of names; the texts are put in afterwards, so that nothing in them is
    ever taken for a name, a type or another section.
    """
    if not added.parts:
        return []
    skeleton = [
        "\n    ".join([f"{title}:", *(f"{name}: x" if name else "x" for name, _ in entries)])
        for title, entries in added.parts
    ]
    docstring = griffe.Docstring("x\n\n" + "\n\n".join(skeleton), parent=parent, parser="google")
    with alone():
        parsed = docstring.parse("google", warnings=False)[1:]
    for section, (_, entries) in zip(parsed, added.parts, strict=True):
        for item, (_, description) in zip(section.value, entries, strict=True):
            item.description = description
    return sorted(parsed, key=_rank)


def _texts(sections: Iterable[griffe.DocstringSection]) -> Iterator[str]:
    """All words of sections, whatever an extension made them of."""
    for section in sections:
        yield str(getattr(section, "title", "") or "")
        value = getattr(section, "value", "")
        for item in value if isinstance(value, list) else [value]:
            parts = [item] if isinstance(item, str) else [getattr(item, name, "") for name in _WORDED]
            if isinstance(item, tuple):
                parts = list(item)
            yield from (str(part) for part in parts if part)


def _contradiction(obj: griffe.Object, answer: Answer, read: Collection[str] | None) -> Loss | None:
    """A parameter that the signature of a function lacks, as Griffe and its extensions have left it to be shown."""
    if not isinstance(obj, griffe.Function):
        return None
    stars = {griffe.ParameterKind.var_positional: "*", griffe.ParameterKind.var_keyword: "**"}
    shown = [f"{stars.get(one.kind, '')}{one.name}" for one in obj.parameters]
    described = (item.name for item in answer.parameters if read is None or item.name in read)
    return contradicted(described, shown)


def _examples(session: str) -> list[griffe.DocstringSection]:
    """An example as a session: highlighted as code by the handler, which escapes it; prose never gets in here."""
    return [griffe.DocstringSectionExamples([(_KINDS.examples, session)])] if session else []


def _place_of_text(sections: list[griffe.DocstringSection]) -> int:
    """Where prose belongs that nobody wrote: below notices, above what describes parts, or where Griffe left room."""
    for place, section in enumerate(sections):
        kind = kind_of(section)
        if kind != "admonition" and not (kind == "text" and prose_of(section)):
            return place
    return len(sections)


def _rank(section: griffe.DocstringSection) -> int:
    """The place of a section in a docstring; 0 for what stands anywhere: text, admonitions, examples."""
    kind = getattr(section, "kind", None)  # of an extension's section, which may be anything
    return _ORDER.index(kind) + 1 if kind in _ORDER else 0


def _join(sections: list[griffe.DocstringSection], added: griffe.DocstringSection) -> None:
    """Add to the person's section of the same kind, in a copy; or as a section of its own, where it belongs."""
    part, rank = part_of(added), _rank(added)
    for place, section in enumerate(sections):
        alike = getattr(section, "kind", None) is added.kind and isinstance(section.value, list)
        if alike and part is not None and part.named:
            joined = copy(section)
            joined.value = [*section.value, *added.value]
            sections[place] = joined
            return
    before = [place for place, section in enumerate(sections) if 0 < _rank(section) < rank]
    after = [place for place, section in enumerate(sections) if _rank(section) > rank > 0]
    sections.insert(before[-1] + 1 if before else after[0] if after else len(sections), added)
