"""What a build says, on Sphinx' own logger: problems with `type="aidoc"` and their kind as subtype.

So `suppress_warnings` and `-W` just work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import NoUri
from sphinx.util import logging

from aidoc_core.build import messages

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sphinx.application import Sphinx

    from aidoc_core.asking.plan import Plan
    from aidoc_core.asking.sent import Sent
    from aidoc_core.build.session import Session
    from aidoc_core.build.verdict import Level, Verdict
    from aidoc_core.problems import Problem

_log = logging.getLogger(__name__)
_LEVELS: dict[Level, str] = {"warning": "WARNING", "error": "ERROR", "ignore": "DEBUG"}


def watch(event: Plan | Sent) -> None:
    """Say what is requested; with `-v` also every request when it is over."""
    from aidoc_core.asking.sent import Sent  # noqa: PLC0415 - loaded by then; most builds request nothing

    if isinstance(event, Sent):
        _log.verbose("aidoc: %s", messages.sent_line(event))
    else:
        _log.info("aidoc: %s", messages.plan_line(event))


def warn(problems: Iterable[Problem]) -> None:
    """Say each problem once, with its place."""
    _say(problems, "warning")


def say_leftovers(files: Iterable[str]) -> None:
    """Say which files of aidoc 0.1.0 are no documents of the project."""
    for file in files:
        message = f"ignoring {file}, which aidoc 0.1.0 wrote for its appendix page and left behind; delete the file"
        _log.warning(message, type="aidoc", subtype="leftover")


def say_verdict(verdict: Verdict) -> None:
    """Say what is without an answer, as loud as `on_miss` has it."""
    _say(verdict.problems, verdict.level)


def say_changes(handlers: str) -> None:
    """Say that handlers rewrite docstrings so that texts cannot be shown: the project's doing, so no warning."""
    _log.info("aidoc: texts are not shown where %s (autodoc-process-docstring) takes words or marks out", handlers)


def say_waited(directives: Collection[str]) -> None:
    """Say that documenters are not asked any more before pages are read: nothing is lost, so no warning.

    Args:
        directives: The names of their directives.
    """
    names = ", ".join(f"'{name}'" for name in sorted(directives))
    message = "aidoc: %s: what it shows takes too long to tell before pages are read, and is requested while they are"
    _log.info(message, names, type="aidoc", subtype="documenters")


def say(line: str) -> None:
    """Say what is no fault, if there is anything to say."""
    if line:
        _log.info("aidoc: %s", line)


def say_failure(failure: str) -> None:
    """Say why the build fails; nobody can suppress that."""
    _log.error("aidoc: %s", failure)


def _say(problems: Iterable[Problem], level: Level) -> None:
    for problem in dict.fromkeys(problems):
        # Without a line, Sphinx would take a place for the name of a document.
        place = problem.where if ":" in problem.where else None
        message = problem.message if place else str(problem)
        _log.log(_LEVELS[level], message, type="aidoc", subtype=problem.kind, location=place)


def say_contradictions(app: Sphinx, number: int, document: str) -> None:
    """Say that people's docstrings contradict the code, where they do; no fault of the build, so no warning.

    Args:
        app: Sphinx.
        number: How many statements.
        document: The document that lists them; empty for the report alone.
    """
    if line := messages.contradictions_line(number, _place(app, document)):
        _log.info("aidoc: %s", line)


def say_batch(session: Session) -> None:
    """Say what became of the objects, and what it cost.

    Args:
        session: The build.
    """
    for line in messages.batch_lines(session):
        _log.info("aidoc: %s", line)


def _place(app: Sphinx, document: str) -> str:
    """What a reader can open: a page by its title and address, in formats whose pages have one, or the report."""
    if not document or app.builder.format != "html":
        return messages.REPORT
    try:
        address = app.builder.get_target_uri(document)
    except NoUri:
        return messages.REPORT
    return messages.page_place(app.env.titles[document].astext(), address)
