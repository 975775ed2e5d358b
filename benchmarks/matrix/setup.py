"""The set-ups that users have: a tool, a theme, plugins and options, as `setups.toml` lists them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE = Path(__file__).with_name("setups.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What set-ups are built with.

    Attributes:
        name: What set-ups call it.
        python: The version of Python; empty for the one that runs the benchmark.
        extras: Which extras of aidoc are installed.
        requires: Requirements of all of its set-ups, beside aidoc's own.
        lowest: Whether each requirement is installed in the oldest version that it allows.
    """

    name: str
    extras: str
    python: str = ""
    requires: Sequence[str] = ()
    lowest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """One site.

    Attributes:
        name: What it is called in the table.
        group: The part of the table that it stands in.
        tool: What builds it.
        environment: The name of its environment.
        shows: The packages that it shows.
        requires: What it needs beside the requirements of its environment.
        builder: Sphinx' builder.
        theme: The theme of MkDocs, by its name or with its options.
        plugins: MkDocs' plugins before mkdocstrings, or extensions of Sphinx before aidoc.
        after: MkDocs' plugins after aidoc.
        extensions: Griffe extensions.
        options: Options of mkdocstrings-python, or values of conf.py.
        config: Further keys of mkdocs.yml.
        files: Further files, by their paths; the directory of the documents is `docs`.
        pages: Whether a page for each module is written; not where a plugin writes them.
        git: Whether the site is a repository with one commit.
        jobs: Readers of Sphinx.
        shell: What builds it, for tools without a plugin of ours: a line of bash, with `{out}` for its output.
        before: Lines of bash that run before it is built with aidoc.
        own: What the line has in addition with aidoc.
        aidoc: aidoc's options.
        directory: The name of a directory that the site is in, below its own.
        link: Whether that directory is a symbolic link to the one in which its files are.
        says: What aidoc has to say, if such a set-up is not filled.
        note: What users should know of it: the reason, and the way round.
    """

    name: str
    group: str
    tool: Literal["mkdocs", "properdocs", "zensical", "sphinx", "shell"]
    environment: str
    shows: Sequence[str] = ("zoo",)
    requires: Sequence[str] = ()
    builder: str = "html"
    theme: str | Mapping[str, Any] = "material"
    plugins: Sequence[Any] = ()
    after: Sequence[Any] = ()
    extensions: Sequence[Any] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    config: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    pages: bool = True
    git: bool = False
    jobs: int = 1
    shell: str = ""
    before: Sequence[str] = ()
    own: str = ""
    aidoc: Mapping[str, Any] = field(default_factory=dict)
    directory: str = ""
    link: bool = False
    says: str = ""
    note: str = ""


def read_setups(file: Path = FILE) -> tuple[list[Setup], dict[str, Environment]]:
    """All set-ups, in order, and the environments by their names, each with all that its set-ups need.

    Args:
        file: Where they are listed.

    Raises:
        TypeError: The file has a key that there is not.
    """
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    setups = [
        Setup(**{"group": group["group"], **group.get("all", {}), **one})
        for group in listed["groups"]
        for one in group["setups"]
    ]
    environments = {}
    for one in listed["environments"]:
        needed = [part for setup in setups if setup.environment == one["name"] for part in setup.requires]
        requires = dict.fromkeys([*one.get("requires", ()), *needed])
        environments[one["name"]] = Environment(**{**one, "requires": tuple(requires)})
    return setups, environments
