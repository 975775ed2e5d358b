"""A docstring with an answer in it: what mkdocstrings renders exactly as it renders a person's words."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import griffe

from aidoc_core.code.wrapping import Wrapping
from aidoc_core.render.paragraph import Paragraph
from aidoc_core.render.sections import joined, sections_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aidoc_core.render.added import Added
    from aidoc_core.render.loss import Loss

_OURS = ("value", "parser", "parser_options")
"""What a filled docstring has of its own, or of the person's."""


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
        if human is not None:
            self.lineno, self.endlineno = human.lineno, human.endlineno
        # Names in a person's links are looked up from where the text was written.
        self.parent = (human.parent if human else None) or parent
        self._object = parent
        self.added = added
        self._value: str | None = None
        self.on_loss: Callable[[Loss], None] | None = None
        self.human: griffe.Docstring | None = human

    _unfilled: ClassVar[bool] = False

    @property
    def value(self) -> str:
        """The text, as it is: Griffe takes margins off, and a person's text may have lost its own already."""
        if self._value is not None:  # an extension has set another
            return self._value
        return self.human.value if self.human and self.added.worded else self.added.text

    @value.setter
    def value(self, value: str) -> None:
        self._value = value

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
        return sections_of(self.added, self._object)

    @property
    def parsed(self) -> list[griffe.DocstringSection]:
        """The person's sections, then what was added, each in the section where it belongs."""
        human: list[griffe.DocstringSection] = list(self.human.parsed or ()) if self.human else []
        text, marks = self.added.text, self.added.marks
        sections = joined(human, text, self._added_sections, self._object)
        # Where a person says nothing, there is nothing to lose; and each added section stands in one place.
        loss = self._loss(human, sections) if human else None
        if loss is not None:
            if self.on_loss is not None:
                self.on_loss(loss)
            return human
        if marks:
            sections.append(griffe.DocstringSectionText(Paragraph(marks)))
        return sections

    def _loss(self, human: list[griffe.DocstringSection], sections: list[griffe.DocstringSection]) -> Loss | None:
        from aidoc_core.render.loss import first_loss  # noqa: PLC0415 - where a person says anything

        return first_loss(texts_of(human), texts_of(sections), (self.added.text, *texts_of(self._added_sections)))

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


for _name, _value in vars(griffe.Docstring("")).items():
    if (
        _name not in _OURS
    ):  # what any docstring of Griffe's has beside that; set on each, it would take most of the time
        setattr(FilledDocstring, _name, _value)


@contextmanager
def unfilled() -> Iterator[None]:
    """Let objects have the docstrings that people have written, and no others."""
    FilledDocstring._unfilled = True  # noqa: SLF001 - of this module
    try:
        yield
    finally:
        FilledDocstring._unfilled = False  # noqa: SLF001 - of this module
