"""What a command has a doc tool find out for it: the tool is started as ever, and stops when all pages are scanned.

A command writes down what it wants, starts the tool with `ERRAND` in its environment, and reads the result when the
tool has ended. So a command knows no doc tool, and sees what a build sees: the same options, plugins, pages and code.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from aidoc_core.build.begun import ERRAND
from aidoc_core.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aidoc_core.answers import AnswerStore, Entry
    from aidoc_core.asking.prompt import Ask
    from aidoc_core.build.changed import Changes
    from aidoc_core.build.openers import Openers
    from aidoc_core.code.drift_changes import Severity
    from aidoc_core.code.objects import ApiObject
    from aidoc_core.problems import Problem
    from aidoc_core.settings import Settings

Kind = Literal["plan", "fill", "refresh", "check", "review", "report", "eval"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What a command wants to know, or to have done.

    Attributes:
        kind: What it is about.
        only: Modules and objects that it is about, as the option `include` names them; all where there are none.
        since: The commit since which their code must have changed; empty for any code.
        everything: Whether it is about the whole packages of what the pages show.
        search: Directories with packages, for whole packages.
        hint: What to tell the model when something is requested again.
        prompt: Only answers of an older version of the prompt are requested again; 0 for any.
        model: The model by whose price to reckon, where the settings do not tell.
        planned: Whether nothing is requested, and what it would take is told instead.
        approved: Whether a person must have approved every text.
        people: Whether hand-written docstrings are checked instead of answers.
        drift: The least severity of hand-written docstrings to list whose code changed after them; `None` for none.
        fixes: Whether it is about new texts for docstrings that the code has left behind.
        result: Where to write what it comes to; `None` where that is handed over as it is.
    """

    kind: Kind
    only: tuple[str, ...] = ()
    since: str = ""
    everything: bool = False
    search: tuple[str, ...] = ()
    hint: str = ""
    prompt: int = 0
    model: str = ""
    planned: bool = False
    approved: bool = False
    people: bool = False
    drift: Severity | None = None
    fixes: bool = False
    result: Path | None = None

    def to_json(self) -> str:
        """As the file that a tool is handed."""
        return json.dumps({**asdict(self), "result": str(self.result or "")})

    @classmethod
    def from_json(cls, text: str) -> Errand:
        """The inverse of `to_json`.

        Raises:
            ConfigError: It is none.
        """
        try:
            data = json.loads(text)
            data["kind"] = get_args(Kind)[get_args(Kind).index(data["kind"])]
            lists = {name: tuple(data[name]) for name in ("only", "search")}
            result = Path(data["result"]) if data["result"] else None
            return cls(**{**data, **lists, "result": result})
        except (ValueError, KeyError, TypeError) as error:
            raise ConfigError(f"{ERRAND} is for aidoc's own commands. Remove it from the environment.") from error

    def course(self, root: Path) -> Course:
        """What keeps how far it is.

        Args:
            root: The directory of the configuration file.
        """
        return Course(errand=self, root=root)

    @property
    def openers(self) -> Openers:
        """How the stores are opened: what asks nothing writes nothing."""
        from aidoc_core.build.openers import Openers  # noqa: PLC0415 - for commands alone

        return Openers() if self.sends else Openers(cache=_read_cache)

    def options(self, settings: Settings) -> Settings:
        """The options for it: looking sends nothing, and what is requested for review is there to be reviewed."""
        if self.kind in ("check", "report"):
            return replace(settings, offline=True)
        offline = self.kind == "review" or (settings.offline and not self.plans)
        return replace(settings, require_review=False, offline=offline)

    @property
    def sends(self) -> bool:
        """Whether anything is requested for it."""
        return self.kind in ("fill", "refresh") and not self.planned

    @property
    def plans(self) -> bool:
        """Whether it tells what would be requested."""
        return self.kind == "plan" or self.planned


def handed_in(environment: Mapping[str, str] | None = None) -> Errand | None:
    """What the command wants that has started this process; `None` for a build like any other.

    Raises:
        ConfigError: It cannot be read.
    """
    name = (os.environ if environment is None else environment).get(ERRAND)
    if not name:
        return None
    try:
        text = Path(name).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise ConfigError(f"{ERRAND} is for aidoc's own commands. Remove it from the environment.") from error
    return Errand.from_json(text)


def _read_cache(settings: Settings, root: Path, problems: list[Problem]) -> AnswerStore:
    from aidoc_core.answers import open_cache  # noqa: PLC0415 - for commands alone

    cache, told = open_cache(settings.where(settings.cache_dir, root), offline=True)
    problems += told
    return cache


@dataclass(slots=True)
class Course:
    """How far an errand is.

    Attributes:
        errand: What is wanted.
        root: The directory of the configuration file.
        asks: What a build would request, as far as it is wanted.
        hints: What to say when an object is asked for, by its path.
        interrupted: Whether somebody has interrupted the requests.
    """

    errand: Errand
    root: Path
    asks: list[Ask] = field(default_factory=list)
    hints: Mapping[str, str] = field(default_factory=dict)
    interrupted: bool = False
    _changes: Changes | None = None

    def wants(self, obj: ApiObject) -> bool:
        """Whether the errand is about an object."""
        errand = self.errand
        from aidoc_core.code.gaps import matches  # noqa: PLC0415 - for commands alone

        if errand.only and not matches(obj.path, list(errand.only)) and not matches(obj.module, list(errand.only)):
            return False
        return not errand.since or self._changed().touch(obj)

    def again(self, obj: ApiObject, entry: Entry) -> bool:
        """Whether an object is requested again though an answer is there."""
        old = not self.errand.prompt or entry.prompt < self.errand.prompt
        return self.errand.kind == "refresh" and old and self.wants(obj)

    def first(self, ask: Ask) -> Ask:
        """A question as it is asked for the first time."""
        hint = self.hints.get(ask.obj.path)
        return replace(ask, hints=(hint,)) if hint else ask

    def hinted(self, ask: Ask) -> Ask:
        """A question with what the person says who wants a better answer."""
        return replace(ask, hints=(self.errand.hint,)) if self.errand.hint else ask

    def _changed(self) -> Changes:
        if self._changes is None:
            from aidoc_core.build.changed import changes_since  # noqa: PLC0415 - starts git

            self._changes = changes_since(self.errand.since, self.root, self.errand.search)
        return self._changes
