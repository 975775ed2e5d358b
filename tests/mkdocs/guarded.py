"""Run `mkdocs` in a process that takes down every socket it opens and every module it loads.

Started as `python guarded.py RESULT mkdocs-arguments...`; RESULT becomes a JSON file. Nothing of aidoc or of the
tests is imported here, so that what is loaded is what a build loads.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind", "socket.__new__")


def main() -> int:
    """Run, and write down what happened; gives MkDocs' exit code."""
    opened: list[str] = []

    def guard(event: str, arguments: tuple[object, ...]) -> None:
        if event in _NETWORK:
            opened.append(f"{event} {arguments!r}")

    sys.addaudithook(guard)
    from mkdocs.__main__ import cli

    try:
        code = cli(sys.argv[2:], standalone_mode=True)
    except SystemExit as stop:
        code = stop.code
    modules = sorted(name for name in sys.modules if "." not in name)
    Path(sys.argv[1]).write_text(json.dumps({"opened": opened, "modules": modules}), encoding="utf-8")
    return int(code or 0)


if __name__ == "__main__":
    sys.exit(main())
