"""The repository of a project, and the source of its objects, as Sphinx' extensions and themes are told of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidoc_core.build.places import Places
from aidoc_core.build.repository import Repository

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from aidoc_core.render.pieces import Place

_HOSTS = {"github": "https://github.com/{}/{}/edit/{}", "gitlab": "https://gitlab.com/{}/{}/-/edit/{}"}


class Sources:
    """Where the source and the reviewed files are shown.

    Args:
        app: Sphinx.
        reviewed: The directory of reviewed files.
    """

    def __init__(self, app: Sphinx, reviewed: Path) -> None:
        self._app = app
        self._repository = repository(app.config, Path(app.confdir).resolve(), reviewed)

    def address(self, place: Place, document: str) -> str:
        """The address of a line of the source, from a document; empty for nowhere."""
        name = place.path.removeprefix(f"{place.module}.")
        return self._linked(place.module, name) or self._viewed(place.module, name, document) or self._shown(place)

    def entry(self, module: str) -> str:
        """The address of the reviewed file of a module; empty for nowhere."""
        return self._repository.entry(module) if self._repository is not None else ""

    def _linked(self, module: str, name: str) -> str:
        """What `sphinx.ext.linkcode` links to."""
        resolve = getattr(self._app.config, "linkcode_resolve", None)
        if resolve is None:
            return ""
        try:
            return resolve("py", {"module": module, "fullname": name}) or ""
        except Exception:  # noqa: BLE001 - the project's own function, which Sphinx may never ask for this object
            return ""

    def _viewed(self, module: str, name: str, document: str) -> str:
        """What `sphinx.ext.viewcode` links to."""
        known = getattr(self._app.env, "_viewcode_modules", {}).get(module)
        if not known or name not in known[2] or self._app.builder.name == "singlehtml":
            return ""
        page = f"_modules/{module.replace('.', '/')}"
        return f"{self._app.builder.get_relative_uri(document, page)}#{name}"

    def _shown(self, place: Place) -> str:
        return self._repository.source(place) if self._repository is not None else ""


def repository(config: Config, root: Path, reviewed: Path) -> Repository | None:
    """The repository that a theme has been told of, for its own edit links; `None` if none has.

    Args:
        config: Sphinx' configuration.
        root: The directory that places in the code are relative to, that of `conf.py`.
        reviewed: The directory of reviewed files.
    """
    places = Places(root)
    context: dict[str, Any] = config.html_context
    options: dict[str, Any] = config.html_theme_options
    for host, pattern in _HOSTS.items():
        names = [context.get(f"{host}_{name}") for name in ("user", "repo", "version")]
        if all(names):  # Read the Docs, PyData
            directory = str(context.get("doc_path") or context.get("conf_py_path") or "").strip("/")
            address = pattern.format(*names)
            return Repository(address=address, directory=directory, root=root, places=places, reviewed=reviewed)
    base, branch = options.get("source_repository"), options.get("source_branch")
    if not base or not branch:  # Furo
        return None
    edit = "-/edit" if "gitlab" in base else "edit"
    directory = str(options.get("source_directory", "")).strip("/")
    address = f"{base.rstrip('/')}/{edit}/{branch}"
    return Repository(address=address, directory=directory, root=root, places=places, reviewed=reviewed)
