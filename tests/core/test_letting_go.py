"""A process that builds the site once lets go what is done with: what is looked up, and the texts of a module."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aidoc_core.answers import DiskAnswers, Entry
from aidoc_core.answers.answer import Answer
from aidoc_core.answers.database import Reader
from aidoc_core.answers.fingerprint import fingerprint
from aidoc_core.answers.memo import Memos
from aidoc_core.build.session import Session
from aidoc_core.build.texts import Texts
from aidoc_core.checks.forgetting import forget_texts
from aidoc_core.checks.words import stem
from aidoc_core.code.objects import NOT_SAID
from aidoc_core.render.links import Links
from aidoc_core.settings import Settings
from tests.core.packages import collect

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aidoc_core.code.objects import ApiObject
    from aidoc_core.render.added import Added

SETTINGS = Settings(offline=True, on_miss="ignore")
CODE = (
    '"""Documented."""\n\ndef f(a):\n    return a\n\ndef g(b):\n    """Give.\n\n    Args:\n        c: None.\n    """\n'
)
LINKS = Links(find=lambda name: f"#{name}", hosts=())


def _keep(root: Path, objects: Iterable[ApiObject], *, summary: str) -> None:
    store = DiskAnswers(root / ".aidoc/cache")
    for obj in objects:
        store.put(
            Entry(
                fingerprint=fingerprint(obj, SETTINGS), path=obj.path, module=obj.module, kind=obj.kind,
                state="answered", answer=Answer(summary=summary), model="m",
            )
        )  # fmt: skip
    store.close()


@pytest.mark.parametrize("again", [False, True])
def test_what_was_worked_out_ahead_goes_when_it_is_looked_up(tmp_path: Path, again: bool) -> None:
    """What becomes of objects is the same where the process builds the site again, and holds all of it."""
    objects = list(collect(tmp_path, CODE).values())
    _keep(tmp_path, objects, summary="Give it back.")
    session = Session(SETTINGS, root=tmp_path, tool="tests", environment={})
    if again:
        session.memory.hold({})
    session.look_ahead(objects)
    session.rest(objects)
    ahead = [session.opened.kept.earlier.asked(obj) for obj in objects]
    records = session.fill(objects)
    assert sorted(one.outcome for one in records) == ["cached", "failed", "human"]
    now = [session.opened.kept.earlier.asked(obj) for obj in objects]
    assert [one is other for one, other in zip(ahead, now, strict=True)] == [again] * len(objects)
    cache, found = session.opened.cache, session.opened.verdicts.found
    assert isinstance(cache, Reader)
    assert bool(cache.known) is again
    asked = {path for known in found.values() for path, of_people in known if not of_people}
    assert bool(asked) is again
    session.close()


def test_who_asks_again_gets_what_stands_in_the_cache_by_now(tmp_path: Path) -> None:
    """Another build may have put something else there since it was looked at ahead."""
    objects = [one for one in collect(tmp_path, CODE).values() if one.path.endswith(".f")]
    _keep(tmp_path, objects, summary="Give it back.")
    session = Session(SETTINGS, root=tmp_path, tool="tests", environment={})
    session.look_ahead(objects)
    asks = [session.opened.kept.earlier.asked(obj) for obj in objects]
    session.opened.cache.close()  # who only reads looks at a file that is not written to
    _keep(tmp_path, objects, summary="Return it.")
    records, left = session.opened.kept.look_in_cache(asks)  # type: ignore[arg-type]
    assert [one.entry.answer.summary for one in records if one.entry] == ["Return it."]
    assert left == []
    session.close()


def test_the_texts_of_a_module_are_kept_when_they_go(tmp_path: Path) -> None:
    """Those that are written of it later come to them, and the next build writes none of them."""

    def write(texts: Texts, summary: str) -> Added:
        return texts.of("pkg.m").write(Answer(summary=summary), "", worded=False, names=(), links=LINKS, said=NOT_SAID)

    def build(summaries: str) -> list[Added]:
        texts = Texts(Memos(tmp_path, b"k" * 32))
        written = []
        for summary in summaries:
            written.append(write(texts, summary))
            texts.rest("pkg.m")
        texts.close()
        return written

    first = build("ab")
    texts = Texts(Memos(tmp_path, b"k" * 32))
    assert [write(texts, summary).text for summary in "ab"] == [one.text for one in first] == ["a", "b"]
    assert not texts.of("pkg.m").new


def test_what_rules_remember_of_texts_goes_with_the_last_of_them() -> None:
    """And is worked out again where somebody asks."""
    before = stem("renders")
    assert stem.cache_info().currsize > 0
    forget_texts()
    assert stem.cache_info().currsize == 0
    assert stem("renders") == before
