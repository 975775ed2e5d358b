"""Every way in which a reviewed file can be bad, in one build with -W: each is told with its line, and nothing is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sphinx.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.azure import LocalAzure

CONF = (
    "import sys\nfrom pathlib import Path\n\nsys.path.insert(0, str(Path(__file__).parents[1] / 'src'))\n"
    "extensions = ['sphinx_aidoc']\nproject = 'pkg'\n"
)
GOOD = "version: 3\nmodule: pkg.{name}\nanswers:\n\n  f:\n    review: {{state: accepted}}\n    summary: |-\n      Words of ours.\n\n# end of file\n"
BAD: dict[str, tuple[str | bytes, str, str]] = {
    "binary": (b"module: pkg.binary\n\xff\xfe", ":2", "it is not text in UTF-8"),
    "conflict": ("<<<<<<< HEAD\nversion: 3\n=======\nversion: 3\n>>>>>>> x\n", ":1", "it holds a merge conflict"),
    "half": (GOOD.replace("\n# end of file", "").format(name="half"), ":8", "it is cut off"),
    "cut": (GOOD.format(name="cut")[:60], ":6", "it is not YAML"),
    "doubled": (
        GOOD.replace("\n# end", "  f:\n    review: {{state: rejected}}\n\n# end").format(name="doubled"),
        ":9",
        "'f' stands there twice",
    ),
    "key": (
        GOOD.replace("    summary", "    review: {{state: rejected}}\n    summary").format(name="key"),
        ":7",
        "'review' stands there twice",
    ),
    "unknown": (GOOD.replace("summary", "sumary").format(name="unknown"), ":7", "sumary' is not known here"),
    "state": (GOOD.replace("accepted", "acepted").format(name="state"), ":6", "can be 'proposed'"),
    "other": (GOOD.format(name="good"), ":2", "pkg.good"),
    "newer": (GOOD.replace("version: 3", "version: 99").format(name="newer"), ":1", "newer"),
    "empty": ("", ":1", "the file must be a mapping"),
    "items": ("- a list\n", ":1", "the file must be a mapping"),
    "yaml": ("module: pkg.yaml\nanswers: {[\n", ":3", "it is not YAML"),
    "nameless": ("answers: {}\n", ":1", "'module' is missing"),
}
"""By module: what stands in its file, the line that is told, and words of the reason."""


def test_each_is_told_and_nothing_is_asked(tmp_path: Path, azure: LocalAzure) -> None:
    """The build fails, as it does for any warning; the module with a good file shows its text."""
    odd = {
        "directory": ("", "", "it is a directory"),
        "loop": ("", "", "leads back to itself"),
        "gone": ("", ":1", "a link to a file that is not there"),
        "suffix": ("", ":1", "Rename it to pkg.suffix.yml"),
        "both": ("", ":1", "pkg.both.yaml stands beside it"),
    }
    names = sorted(["good", *BAD, *odd])
    pages = "".join(f".. automodule:: pkg.{name}\n   :members:\n\n" for name in names)
    files = {f"src/pkg/{name}.py": f'"""The module {name}."""\n\n\ndef f():\n    return 1\n' for name in names}
    project = Project(
        tmp_path,
        files={"src/pkg/__init__.py": "", "docs/conf.py": CONF, "docs/index.rst": f"pkg\n===\n\n{pages}", **files},
        azure=azure.url,
    )
    reviewed = tmp_path / "docs" / "aidoc-reviewed"
    reviewed.mkdir()
    for name, (text, _, _) in BAD.items():
        (reviewed / f"pkg.{name}.yml").write_bytes(text if isinstance(text, bytes) else text.encode())
    (reviewed / "pkg.directory.yml").mkdir()
    (reviewed / "pkg.loop.yml").symlink_to("pkg.loop.yml")
    (reviewed / "pkg.gone.yml").symlink_to("nothing")
    for name in ("good", "both"):
        (reviewed / f"pkg.{name}.yml").write_text(GOOD.format(name=name), encoding="utf-8")
    for name in ("suffix", "both"):
        (reviewed / f"pkg.{name}.yaml").write_text(GOOD.format(name=name), encoding="utf-8")
    built = project.run("-W", "--keep-going", env={"AZURE_OPENAI_API_KEY": azure.api_key})
    assert (built.code, azure.requests) == (1, [])
    told = [line for line in built.warnings if line.endswith("[aidoc.reviewed]")]
    for name, (_, where, reason) in (BAD | odd).items():
        (line,) = [line for line in told if f"aidoc-reviewed/pkg.{name}.yml{where}: " in line]
        assert reason in line.partition(": Ignoring reviewed file: ")[2]
    missing = [
        f"pkg/{name}.py:4: WARNING: pkg.{name}.f: its reviewed file cannot be read. Correct the file. [aidoc.miss]"
        for name in names
        if name != "good"
    ]
    assert sorted(built.warnings) == sorted([*told, *missing])
    assert len(told) == len(missing)
    assert built.outcomes() == {"human": len(names), "reviewed": 1, "missed": len(names) - 1}
    assert built.text().count("Words of ours.") == 1
