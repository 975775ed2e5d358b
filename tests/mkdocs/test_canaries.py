"""Prompts, source and keys stay out of logs, cache, report and site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.azure import Fault

if TYPE_CHECKING:
    import pytest

    from tests.azure import LocalAzure
    from tests.mkdocs.project import Project

KEY = "canary-key-7f3a9b51"
BODY = "canary_body_c0ffee42"
COMMENT = "canary-comment-5ca1ab1e"
PROMPT = "marks `#[n]`"
CODE = f"def secret(depth):\n    # {COMMENT}\n    {BODY} = depth\n    return {BODY}\n\n\ndef other(depth):\n    return depth\n"


def test_nothing_tells_what_was_sent(project: Project, azure: LocalAzure, monkeypatch: pytest.MonkeyPatch) -> None:
    """A verbose build with failures leaves neither the key nor code nor prompt anywhere but in the request."""
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    azure.api_key = KEY
    azure.faults = [Fault(1, "content_filter"), Fault(2, "cut_content"), Fault(3, "refusal")]
    project.write({"src/small/hidden.py": CODE, "docs/index.md": "::: small.hidden\n"})
    project.configure(aidoc={"concurrency": 1})
    done = project.run("build", "--verbose", environment={"AZURE_OPENAI_API_KEY": KEY})
    assert done.returncode == 0, done.stderr
    assert len(azure.requests) > 3
    assert BODY in repr(azure.requests[0].body), "the test looks for something that was never sent"
    assert "request 2:" in done.stdout + done.stderr
    files = {
        file.relative_to(project.root).as_posix(): file.read_bytes()
        for file in project.root.rglob("*")
        if file.is_file() and file.suffix not in (".py", ".pyc")
    }
    assert any(name.endswith("cache.db") for name in files)
    assert any(name.endswith("report.json") for name in files)
    for name, content in {**files, "output": (done.stdout + done.stderr).encode()}.items():
        for canary in (KEY, COMMENT, PROMPT):
            assert canary.encode() not in content, name
        # A page may show source by mkdocstrings' own option; ours never do.
        if not name.endswith((".html", "search_index.json")):
            assert BODY.encode() not in content, name
