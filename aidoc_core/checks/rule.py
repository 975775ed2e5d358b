"""What a rule is: a function of what is said and what it is said about, with an id and a severity."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from aidoc_core.checks.finding import Cut, Finding, Severity
from aidoc_core.checks.grounds import may_touch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aidoc_core.checks.claims import Claims
    from aidoc_core.checks.target import Target

PAGES = "https://github.com/aidoc-plugins/aidoc/blob/main/docs/checks"
"""Where the pages of the rules are, for people who have a wheel and no repository."""

Level = Literal["off", "reject", "repair", "drop", "warn"]
"""What the option `checks` may say of a rule."""
LEVELS: tuple[Level, ...] = get_args(Level)

Sort = Literal["contradiction", "gap", "style", "format"]
"""`contradiction`: the code says otherwise. `gap`: something is missing. `style`: the text is of little use. `format`:
markup, or code that is not Python."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What a rule's function yields; id and severity are the rule's. See `Finding` for the fields.

    Attributes:
        unknowable: Whether the model was told nothing that says so: to ask it again would be in vain.
        whole: Whether it speaks against the whole answer, so that it is not enough to remove the part at fault.
        unsure: Whether it is as likely to be wrong, and nothing in the code could tell: the finding is a warning.
        claims: What the quoted sentence was read to claim, by the names of `aidoc_core.checks.recognition`.
        sentence: The sentence that it was read from, where the quotation is only a part of it.
        shown: Whether something else than the pattern that read it shows that it says so: a second sign, as
            `aidoc_core.checks.grounds` asks for.
    """

    message: str
    hint: str = ""
    where: str = ""
    quote: str = ""
    cut: Cut = ""
    unknowable: bool = False
    whole: bool = False
    unsure: bool = False
    claims: tuple[str, ...] = ()
    sentence: str = ""
    shown: bool = False


Look: TypeAlias = "Callable[[Claims, Target], Iterator[Complaint]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule.

    Attributes:
        id: `AD` and three digits; the first tells the chapter.
        severity: What a finding does, unless the option `checks` says otherwise.
        sort: What kind of fault it reports; hand-written docstrings are checked for contradictions only.
        look: The function that looks.
        english: Whether it judges English words; it does not check texts in other languages.
    """

    id: str
    severity: Severity
    sort: Sort
    look: Look
    english: bool = False

    @property
    def title(self) -> str:
        """The first line of its docstring."""
        return self.text.partition("\n")[0]

    @property
    def text(self) -> str:
        """Its docstring."""
        return inspect.getdoc(self.look) or ""

    @property
    def url(self) -> str:
        """The page that explains it, with a wrong and a right answer."""
        return f"{PAGES}/{self.id}.md"

    def findings(self, said: Claims, subject: Target, severity: Severity | None = None) -> Iterator[Finding]:
        """What it finds, with its own severity or another.

        What the model could not know is removed at once. An answer is lost only for what cannot be removed from it,
        and nothing for what only one sign speaks for, unless the severity is not the rule's own: then somebody wants it
        so.
        """
        texts: dict[str, str] = {}
        for complaint in self.look(said, subject):
            if _quotes_all(complaint) and not texts:
                texts = {one.where: one.text for one in reversed(said.passages)}
            level = severity or self._level(complaint, subject)
            yield Finding(
                rule=self.id,
                severity=Severity.DROP if complaint.unknowable and level is Severity.REPAIR else level,
                message=_one_line(complaint.message),
                hint=_one_line(complaint.hint),
                where=complaint.where,
                quote=texts.get(complaint.where, "") if _quotes_all(complaint) else complaint.quote,
                cut=complaint.cut,
            )

    def _level(self, complaint: Complaint, subject: Target) -> Severity:
        if not may_touch(self.id, complaint, subject.obj.name):
            return Severity.WARN
        can_go = complaint.cut in _REMOVED and not complaint.whole
        return Severity.REPAIR if self.severity is Severity.REJECT and can_go else self.severity


def _quotes_all(complaint: Complaint) -> bool:
    """Whether a section is at fault, and removed, as a whole; the entries of a list are told by their names."""
    return not complaint.quote and complaint.cut == "entry" and complaint.where not in ("", "example")


_REMOVED = ("entry", "sentence")
"""What a page no longer says once it is cut; a name that loses its backticks is still said."""


def _one_line(text: str) -> str:
    """Without what a terminal or a CI system would act on: messages quote the model and go to the log."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def rule(number: str, severity: Severity, sort: Sort, *, english: bool = False) -> Callable[[Look], Rule]:
    """Make a rule of a function; its docstring becomes the documentation of the rule."""

    def make(look: Look) -> Rule:
        return Rule(id=number, severity=severity, sort=sort, look=look, english=english)

    return make
