"""GitLab CI as far as our file uses it: `extends`, `rules`, variables, caches with policies, one shell for a job."""

from __future__ import annotations

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import yaml

from tests.ci.machine import Ran

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Self

    from tests.ci.machine import Machine

_VARIABLE = re.compile(r"\$(\w+)")


class MergeRequests:
    """The merge requests of a project, as GitLab's API lists them to whoever has the token.

    Attributes:
        listed: Source branch, source project and state of each, the newest first.
    """

    def __init__(self, project: int, token: str) -> None:
        self.listed: list[tuple[str, int, str]] = []
        mine = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                place = urlsplit(self.path)
                allowed = self.headers["PRIVATE-TOKEN"] == token
                found = place.path == f"/api/v4/projects/{project}/merge_requests"
                self.send_response(200 if allowed and found else 404 if allowed else 401)
                self.end_headers()
                asked = parse_qs(place.query)
                assert asked.get("order_by", ["created_at"]) == ["created_at"]  # as GitLab sorts them anyway
                rows = [
                    {
                        "state": state,
                        "source_branch": branch,
                        "source_project_id": source,
                        "target_project_id": project,
                        "author": {"state": "active"},
                    }
                    for branch, source, state in mine.listed
                    if branch == asked["source_branch"][0]
                ]
                self.wfile.write(json.dumps(rows[: int(asked.get("per_page", ["20"])[0])]).encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/api/v4"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class Pipeline:
    """One run of a pipeline.

    Args:
        machine: Where.
        file: The file, from the top of the checkout.
        ref: What is checked out.
        variables: What GitLab and the project set.
    """

    def __init__(self, machine: Machine, file: str, ref: str, variables: Mapping[str, str]) -> None:
        self._machine = machine
        self.place = machine.checkout(ref)
        self._file: dict[str, Any] = yaml.safe_load((self.place / file).read_text(encoding="utf-8"))
        self._variables = {**self._file["variables"], **variables}

    @property
    def jobs(self) -> list[str]:
        """The jobs whose rules let them run."""
        return [
            name
            for name, job in self._file.items()
            if "rules" in job and any(self._holds(rule["if"]) for rule in job["rules"])
        ]

    def run(self, name: str) -> Ran:
        """Run a job."""
        job = {**self._file[self._file[name]["extends"]], **self._file[name]}
        variables = {**self._variables, "CI_PROJECT_DIR": str(self.place), **job.get("variables", {})}
        cache = job["cache"]
        paths = [self._path(path, variables) for path in cache["paths"]]
        for path in paths:
            self._machine.restore([f"{cache['key']}:{path.relative_to(self.place)}"], path)
        lines = [*job["before_script"], *job["script"]]
        code, log = self._machine.run("\n".join(lines), cwd=self.place, environment=variables, options="-eo pipefail")
        if (not code or cache.get("when") == "always") and "push" in cache["policy"]:
            for path in paths:
                self._machine.save(f"{cache['key']}:{path.relative_to(self.place)}", path)
        for path in job.get("artifacts", {}).get("paths", ()):
            assert "$" not in path or "expose_as" not in job["artifacts"]  # GitLab does not show it then
        return Ran(ok=not code, log=log)

    def _path(self, text: str, variables: Mapping[str, str]) -> Path:
        return self.place / _VARIABLE.sub(lambda found: variables[found[1]], text)

    def _holds(self, rule: str) -> bool:
        for part in rule.split("&&"):
            left, right = (self._value(side.strip()) for side in part.split("=="))
            if left != right:
                return False
        return True

    def _value(self, text: str) -> str:
        return text.strip('"') if text.startswith('"') else self._variables.get(text[1:], "")
