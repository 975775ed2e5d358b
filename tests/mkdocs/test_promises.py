from __future__ import annotations

from tests.mkdocs.project import Project


def test_try(project: Project) -> None:
    built = project.build()
    print(built.logged, built.error, built.asked, built.changed)
    print(built.text())
    print(built.report)
    again = project.build()
    print(again.logged, again.asked, again.outcomes)
    raise SystemError
