"""The repository of a site, from `repo_url` and `edit_uri`, with which MkDocs makes the edit links of pages."""

from __future__ import annotations

import glob
import posixpath
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from aidoc_core.code.files import beside

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from aidoc_core.build.repository import Repository


def repository(config: MkDocsConfig, root: Path, reviewed: Path) -> Repository | None:
    """The repository, or `None` where the site does not tell.

    Args:
        config: The site's configuration.
        root: The directory that places in the code are relative to.
        reviewed: The directory of reviewed files.
    """
    base, uri = config.repo_url or "", config.edit_uri or ""
    if not base or not uri or uri.startswith(("?", "#")):
        return None
    from aidoc_core.build.places import Places  # noqa: PLC0415 - where the site has one
    from aidoc_core.build.repository import Repository  # noqa: PLC0415 - likewise

    parts = uri.strip("/").split("/")
    depth = 3 if parts[0] == "-" else 2  # what is done, and the branch; GitLab has a dash before
    above = posixpath.join(*parts[depth:], "")
    up = beside(root, Path(config.docs_dir).resolve())
    return Repository(
        address=urljoin(f"{base.rstrip('/')}/", "/".join(parts[:depth])),
        directory=posixpath.normpath(posixpath.join(above, up)),
        root=root,
        places=Places(root, _searched(config, root)),
        reviewed=reviewed,
    )


def _searched(config: MkDocsConfig, root: Path) -> list[str]:
    """Where mkdocstrings looks for packages: its option `paths`, patterns below the directory of mkdocs.yml."""
    handler = config.plugins["mkdocstrings"].config["handlers"].get("python") or {}
    patterns = (str(root / pattern) for pattern in handler.get("paths") or ())
    return [path for pattern in patterns for path in glob.glob(pattern)]  # noqa: PTH207 - they may be absolute
