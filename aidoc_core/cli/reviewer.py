"""A person goes through texts one after the other: what is shown, and what each key does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NoReturn

import click

from aidoc_core.answers.answer import Answer
from aidoc_core.build.figures import count
from aidoc_core.cli.editing import EditorError, UnreadableDraft, edited
from aidoc_core.cli.screen import open_console, show
from aidoc_core.errors import CacheError, ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aidoc_core.cli.deciding import Deciding, Item, State

_KEYS = (
    "a accept  e edit  r reject  h ask again  s skip  b back  u undo  m next module  / search  c code  ? help  q quit"
)
_HELP = """\
a  accept the text as it is
e  edit it in $VISUAL or $EDITOR; what you save is accepted as your own
r  reject it, with a reason; it is not shown, and not requested again until
   the code changes. A text that was approved before is kept. With --fixes:
   the docstring still holds, and is not listed until the code changes
h  request it again, with a hint for the model (costs a request)
s  skip it for now          b  back to the one before
u  undo the last decision   m  go to the next module
/  search: the next object whose path, text or code has some words
c  show the whole code      ?  this help      q  quit; the next run goes on here
Each decision is on disk at once."""


class Reviewer:
    """Goes through a list of texts with a person.

    Args:
        items: The texts.
        deciding: Where decisions go.
        again: Requests a text again, with a hint.
    """

    def __init__(self, items: list[Item], deciding: Deciding, *, again: Callable[[Item, str], Item | None]) -> None:
        self._items = items
        self._deciding = deciding
        self._again = again
        self._console = open_console()
        self._done: dict[str, State] = {}
        paths = [item["path"] for item in items]
        place = deciding.place
        self._at = paths.index(place) if place in paths else 0
        self._show = True

    def run(self) -> None:
        """Go on until the person has had enough, or nothing is left."""
        if self._at:
            click.echo(f"going on where you stopped, at {self._at + 1} of {len(self._items)}; b goes back")
        click.echo(f"{count(len(self._items), 'text')} to review as {self._deciding.by or 'nobody'}; ? helps")
        try:
            while self._at < len(self._items):
                self._step()
        except (EOFError, KeyboardInterrupt, _Quit):
            click.echo()
        self._deciding.keep_place(self._items[self._at]["path"] if self._at < len(self._items) else "")
        states = list(self._done.values())
        told = ", ".join(f"{states.count(state):,} {state}" for state in ("accepted", "edited", "rejected"))
        click.echo(f"{told}; {len(self._items) - len(states):,} left")
        if states:
            click.echo(f"commit {self._deciding.directory}")

    @property
    def _item(self) -> Item:
        return self._items[self._at]

    def _step(self) -> None:
        if self._show:
            show(self._console, self._item, number=self._at + 1, total=len(self._items))
            if state := self._done.get(self._item["path"]):
                click.echo(f"(you have {state} it)")
            click.echo(_keys(self._console.width))
        self._show = True
        key, _, rest = input("> ").strip().partition(" ")
        if key.startswith("/") and len(key) > 1:
            key, rest = "/", f"{key[1:]} {rest}".strip()
        action = self._actions().get(key)
        if action is None:
            click.echo("? helps" if key else "choose one: a, e, r, h, s, b, u, m, /, c, ?, q")
            self._show = False
            return
        try:
            action(rest)
        except (ConfigError, CacheError, EditorError) as error:
            click.echo(f"{error}")
            self._show = False

    def _actions(self) -> dict[str, Callable[[str], None]]:
        return {
            "a": lambda _: self._decide("accepted"),
            "e": lambda _: self._edit(),
            "r": self._reject,
            "h": self._ask_again,
            "s": lambda _: self._go(self._at + 1),
            "b": lambda _: self._go(max(0, self._at - 1)),
            "u": lambda _: self._undo(),
            "m": lambda _: self._next_module(),
            "/": self._search,
            "c": lambda _: self._whole(),
            "?": lambda _: self._help(),
            "q": lambda _: self._quit(),
        }

    def _decide(self, state: State, *, answer: Answer | None = None, reason: str = "") -> None:
        if state == "accepted" and not self._item["answer"]:
            raise EditorError("there is no new text: r says that the docstring still holds, e writes another one")
        removed = self._deciding.decide(self._item, state, answer=answer, reason=reason)
        for text in removed:
            click.echo(f"This took the place of what a person had written:\n{text}")
        self._done[self._item["path"]] = state
        self._go(self._at + 1)

    def _reject(self, reason: str) -> None:
        old = self._item["approved"]
        if self._item.get("from") and old != self._item["answer"]:  # it holds for code that is alike, too
            self._decide("edited", answer=Answer.from_dict(old))
        else:
            self._decide("rejected", reason=reason or input("why? ").strip())

    def _edit(self) -> None:
        before, draft = Answer.from_dict(self._item["answer"]), ""
        while True:
            try:
                after = edited(self._item, before, draft=draft)
            except UnreadableDraft as error:
                click.echo(f"{error}")
                if input("edit again? [Y/n] ").strip().lower() not in ("", "y", "yes"):
                    raise EditorError("nothing was changed") from None
                draft = error.draft
                continue
            break
        if after == before:
            raise EditorError("nothing was changed; a accepts it as it is")
        if not after.to_dict():
            raise EditorError("no text is left; r rejects it")
        self._decide("edited", answer=after)

    def _ask_again(self, hint: str) -> None:
        hint = hint or input("what should be better? ").strip()
        if not hint:
            raise EditorError("nothing was requested")
        new = self._again(self._item, hint)
        if new is None:
            raise EditorError("no new text came of it; the old one stays")
        same = new["answer"] == self._item["answer"]
        self._items[self._at] = new
        if same:
            click.echo("the new text is the same")

    def _undo(self) -> None:
        item = self._deciding.undo()
        if item is None:
            raise EditorError("nothing to undo, or the file has changed since")
        self._done.pop(item["path"], None)
        self._go(next(number for number, one in enumerate(self._items) if one["path"] == item["path"]))

    def _next_module(self) -> None:
        module = self._item["module"]
        later = (n for n in range(self._at + 1, len(self._items)) if self._items[n]["module"] != module)
        found = next(later, None)
        if found is None:
            raise EditorError("no other module comes after this one")
        self._go(found)

    def _search(self, words: str) -> None:
        words = (words or input("search: ").strip()).lower()
        order = [*range(self._at + 1, len(self._items)), *range(self._at + 1)]
        found = next((n for n in order if words in _searched(self._items[n])), None)
        if not words or found is None:
            raise EditorError("not found")
        self._go(found)

    def _whole(self) -> None:
        show(self._console, self._item, number=self._at + 1, total=len(self._items), whole=True)
        self._show = False

    def _help(self) -> None:
        click.echo(_HELP)
        self._show = False

    def _quit(self) -> NoReturn:
        raise _Quit

    def _go(self, place: int) -> None:
        self._at = place


class _Quit(Exception):  # noqa: N818 - no error
    """The person has had enough."""


def _searched(item: Item) -> str:
    return "\n".join([item["path"], json.dumps(item["answer"], ensure_ascii=False), item["code"]["source"]]).lower()


def _keys(width: int) -> str:
    """The keys, on lines that fit."""
    lines = [""]
    for key in _KEYS.split("  "):
        if len(lines[-1]) + len(key) + 2 > width:
            lines.append("")
        lines[-1] += ("  " if lines[-1] else "") + key
    return "\n".join(lines)
