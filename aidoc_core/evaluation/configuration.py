"""What is compared: the options of a project, some of them with other values, or without a part of the context."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from aidoc_core.asking.reference import PARTS
from aidoc_core.errors import ConfigError
from aidoc_core.patterns import regex
from aidoc_core.settings import with_options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aidoc_core.settings import Settings

WITHOUT = ("context", *PARTS)
"""What `--without` takes: all that goes along with the code, or one part of it."""
_ANSWERS = (
    "endpoint", "deployment", "api_version", "base_url", "model", "reasoning_effort", "max_output_tokens", "bundle",
    "max_repairs", "second_reading", "checks", "context", "without", "link_hosts", "include", "exclude", "language",
    "glossary",
)  # fmt: skip
"""Options that answers depend on and that are no part of their fingerprints: other values, another cache."""
_WHO = ("endpoint", "base_url", "deployment")
"""Options that say whom requests go to."""
_PLAIN = regex(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """One way of asking.

    Attributes:
        name: What it goes by, one among those that are compared.
        settings: Its options.
    """

    name: str
    settings: Settings

    @property
    def directory(self) -> str:
        """The name of the directory that its answers are kept in: the same for the same options."""
        options = asdict(self.settings)
        said = json.dumps({name: options.get(name) for name in _ANSWERS}, sort_keys=True, default=sorted)
        return f"{_PLAIN.sub('-', self.name)[:40]}-{hashlib.sha256(said.encode()).hexdigest()[:10]}"

    def without(self, part: str) -> Configuration:
        """The same without a part of the context, or without any.

        Args:
            part: One of `WITHOUT`.
        """
        settings = self.settings
        whole = part == "context"
        less = replace(settings, context=settings.context and not whole, without=settings.without | {part})
        return Configuration(name=f"{self.name} without {part}", settings=less)


def configurations(
    settings: Settings, *, root: Path, deployments: Sequence[str], against: Sequence[Path], without: Sequence[str]
) -> list[Configuration]:
    """What is compared, the project's own configuration first unless deployments are named.

    Args:
        settings: The project's options.
        root: The directory that files in options are relative to.
        deployments: Names of deployments; the first takes the place of the project's own.
        against: TOML files with options that differ from the project's.
        without: Parts of the context; each is left out once, of the first configuration.

    Raises:
        ConfigError: A file cannot be read, or an option in it is wrong.
    """
    found = [_deployment(settings, name) for name in deployments] or [_named(settings)]
    found += [_from_file(found[0].settings, file, root) for file in against]
    found += [found[0].without(part) for part in without]
    names = [one.name for one in found]
    if doubled := next((name for name in names if names.count(name) > 1), None):
        raise ConfigError(f"'{doubled}' would be compared with itself. Name two that differ.")
    return found


def _named(settings: Settings) -> Configuration:
    return Configuration(name=settings.deployment or "the project's options", settings=settings)


def _deployment(settings: Settings, name: str) -> Configuration:
    # The model behind the project's own deployment is not that behind another.
    model = settings.model if name == settings.deployment else ""
    return Configuration(name=name, settings=replace(settings, deployment=name, model=model))


def _from_file(settings: Settings, file: Path, root: Path) -> Configuration:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read as TOML ({error}). Correct the file.") from error
    table = data.get("tool", {}).get("aidoc", data) if isinstance(data.get("tool", {}), dict) else data
    if not isinstance(table, dict):
        raise ConfigError(f"{file}: [tool.aidoc] must be a table of options.")
    # The model behind the project's own deployment is not that behind another, and has another price.
    other = any(table.get(name, getattr(settings, name)) != getattr(settings, name) for name in _WHO)
    options = {"model": "", **table} if other else table
    return Configuration(name=file.stem, settings=with_options(settings, options, root=root, origin=str(file)))
