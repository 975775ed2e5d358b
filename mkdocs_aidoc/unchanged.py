"""A site in which nothing has changed: ready texts of an earlier build are attached, and nothing is read or looked up.

Owns what the memo of a MkDocs site rests on beside code and answers, and how objects are found again in what is loaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import mkdocstrings_handlers.python

from aidoc_core.build.libraries import IN_REPORT, installed
from aidoc_core.code.installed import installed_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import griffe
    from mkdocs.config.defaults import MkDocsConfig

    from aidoc_core.build.remembered import Remembered
    from aidoc_core.build.session import Session
    from aidoc_core.build.site_memo import SiteMemo
    from aidoc_core.render.loss import Loss
    from mkdocs_aidoc.filling import Filling


def recall(
    memo: SiteMemo,
    config: MkDocsConfig,
    loaded: griffe.ModulesCollection,
    blocks: Sequence[tuple[Any, ...]],
    listed: Iterable[str],
) -> Remembered | None:
    """What an earlier build of the site came to, if nothing has changed since.

    Args:
        memo: The memo of the site.
        config: The site's configuration.
        loaded: What mkdocstrings has loaded for the blocks.
        blocks: The file of each block, what it shows, and how, as text.
        listed: The URLs of the pages in the navigation.
    """
    if "i18n" in config.plugins:  # one report for several builds
        return None
    shown = [(file.src_uri, file.url, data.path, how) for file, data, how in blocks]
    rests_on = (*surroundings(), shown, sorted(listed))
    packages: list[Any] = [root for root in loaded.members.values() if not root.is_alias]
    return memo.find(packages, rests_on)


def surroundings() -> tuple[object, ...]:
    """What everything rests on beside code, answers, options and pages: what is installed."""
    ours, handlers = Path(__file__).parent, Path(mkdocstrings_handlers.python.__file__).parent
    return installed_state(ours, handlers), installed(IN_REPORT)


def came_to(session: Session, filling: Filling, **more: Any) -> Remembered:
    """What a build came to, for the next one in which nothing has changed.

    Args:
        session: The build.
        filling: What has given objects their texts.
        more: What else `Remembered` takes: the objects that are shown and filled, places, the report and its pages.
    """
    from aidoc_core.build.messages import batch_lines  # noqa: PLC0415 - where something has changed
    from aidoc_core.build.remembered import Remembered  # noqa: PLC0415 - likewise

    return Remembered(
        added=filling.added,
        labels=filling.labels,
        problems=tuple(session.problems),
        lines=list(batch_lines(session)),
        verdict=session.verdict(),
        contradicted=session.results.contradicted,
        **more,
    )


def put_all(remembered: Remembered, loaded: griffe.ModulesCollection, on_loss: Callable[[str, Loss], None]) -> bool:
    """Attach what was added to docstrings and headings.

    Args:
        remembered: What an earlier build came to.
        loaded: What is loaded.
        on_loss: Told of an object with which a person's words would not be as they are.

    Returns:
        Whether all objects were found; if not, nothing is attached.
    """
    from functools import partial  # noqa: PLC0415

    from aidoc_core.render.ready import put, set_label  # noqa: PLC0415

    added = [(find(loaded, path), path, one) for path, one in remembered.added.items()]
    labels = [(find(loaded, path), label) for path, label in remembered.labels.items()]
    if any(one[0] is None for one in (*added, *labels)):
        return False
    for obj, path, one in added:
        put(obj, one, partial(on_loss, path))  # type: ignore[arg-type]
    for obj, label in labels:
        set_label(obj, label)  # type: ignore[arg-type]
    return True


def find(loaded: griffe.ModulesCollection, path: str) -> griffe.Object | None:
    """An object by its own path; `None` where another one or none is there."""
    found: Any = loaded
    for name in path.split("."):
        found = found.members.get(name)
        if found is None or found.is_alias:
            return None
    return found if found.path == path else None
