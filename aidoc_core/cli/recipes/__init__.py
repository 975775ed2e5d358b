"""Files for CI services: what `aidoc init --ci` writes, what the documentation shows, and what a test runs."""

from __future__ import annotations

from importlib.resources import files

_TARGETS = {"github": ".github/workflows", "gitlab": ".gitlab"}
_INSTEAD = {
    "sphinx": {
        "mkdocs build --strict --site-dir site": "sphinx-build -W --keep-going -b html . site",
        "aidoc-plugins[mkdocs]": "aidoc-plugins[sphinx]",
    },
    "properdocs": {
        "mkdocs build": "properdocs build",
        'pip install . "': 'pip install . properdocs "',
    },
}
"""What other tools have instead of what stands in the files for MkDocs."""


def recipes(service: str | None, *, tool: str, directory: str) -> dict[str, str]:
    """The files for a service, by their places in the repository.

    Args:
        service: `github`, `gitlab`, or nothing.
        tool: The doc tool that the site is built with.
        directory: Where mkdocs.yml or conf.py is, from the top of the repository.
    """
    if service is None:
        return {}
    found = {}
    for file in sorted(files(__name__).joinpath(service).iterdir(), key=lambda one: one.name):
        text = file.read_text(encoding="utf-8")
        for old, new in _INSTEAD.get(tool, {}).items():
            text = text.replace(old, new)
        text = text.replace("SITE_ROOT: .\n", f"SITE_ROOT: {directory}\n")
        found[f"{_TARGETS[service]}/{file.name}"] = text
    return found
