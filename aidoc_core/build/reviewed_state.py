"""What reviewed files are like: whether what people have decided on a module may be another by now.

A module without a reviewed text gets none for as long as nobody writes its file, and no text of another object follows
its code: a text may follow code to any module, once its own object is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aidoc_core.answers.lost import path_of
from aidoc_core.answers.reviewed_files import files_in
from aidoc_core.answers.reviewed_reading import Reading
from aidoc_core.code.steady import digest_of, steady_digest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from aidoc_core.code.lookup import Package


class ReviewedFile(NamedTuple):
    """One file, or two of one module.

    Attributes:
        digest: Stands for its text.
        paths: The paths of the objects that it says anything of.
    """

    digest: str
    paths: list[str]


def reviewed_state(directory: Path, known: Mapping[str, ReviewedFile]) -> dict[str, ReviewedFile]:
    """The reviewed files of a directory, by module.

    Args:
        directory: The directory.
        known: What an earlier build has found; files that are the same are not parsed.

    Raises:
        OSError: A file cannot be read.
    """
    texts: dict[str, str] = {}
    for file in files_in(directory):
        texts[file.stem] = texts.get(file.stem, "") + f"{file.name} {steady_digest(file, file.read_bytes)}\0"
    reading, found = Reading(directory, []), {}
    for module, text in texts.items():
        one, digest = known.get(module), digest_of(text.encode("utf-8", "surrogatepass"))
        if one is None or one.digest != digest:
            one = ReviewedFile(digest, [path_of(module, name) for name in reading.texts(module)])
        found[module] = one
    return found


def is_any_lost(files: Mapping[str, ReviewedFile], packages: Collection[Package]) -> bool:
    """Whether the object of any text is gone, so that the text may be any other's by now.

    Args:
        files: The reviewed files.
        packages: All that are loaded.
    """
    tops = [(package.name.partition(".")[0], package) for package in packages]
    return any(
        top == path.partition(".")[0] and not package.defines(path)
        for file in files.values()
        for path in file.paths
        for top, package in tops
    )


def rewritten(before: Mapping[str, ReviewedFile], after: Mapping[str, ReviewedFile]) -> frozenset[str]:
    """The modules whose files are others than they were, or gone, or new."""
    return frozenset(module for module in before.keys() | after.keys() if before.get(module) != after.get(module))
