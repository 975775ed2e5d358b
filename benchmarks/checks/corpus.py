"""People's docstrings as answers: packages from PyPI, read with Griffe, never imported."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import griffe

from aidoc_core.checks.human import read_human
from aidoc_core.code.collect import from_griffe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidoc_core.code.objects import ApiObject

HOME = Path(".aidoc/benchmarks/checks")
"""Where wheels are kept and unpacked, relative to the directory that the benchmark is run in."""

DEVELOPMENT = (
    "requests==2.34.2", "flask==3.1.3", "click==8.5.1", "mkdocs==1.6.1", "networkx==3.6.1", "paramiko==5.1.0",
    "optax==0.2.8", "absl-py==2.5.1", "sqlalchemy==2.1.9", "wandb==0.31.0",
)  # fmt: skip
"""Packages whose findings were read while the rules were written."""
HELD_OUT = (
    "xarray==2026.9.0", "nibabel==5.4.2", "librosa==0.11.0", "bokeh==3.9.2", "keras==3.15.1", "flax==0.12.8",
    "botocore==1.44.5", "celery==5.7.0", "pydantic==2.14.3", "nltk==3.10.4", "dask==2026.8.0", "scikit-learn==1.9.1",
    "trio==0.35.0", "pyramid==2.1",
)  # fmt: skip
"""Packages whose findings nobody looked at before the rules were frozen."""
SENTENCES = (
    "praw==8.0.3", "tweepy==4.17.0", "slack_sdk==3.48.0", "pvlib==0.16.1", "lmfit==1.3.4", "pint==0.25.3",
    "pystac==1.15.2", "trimesh==5.2.0",
)  # fmt: skip
"""Packages for the rules about sentences, likewise: the fourth set; those of the third were read afterwards."""
APART = ("osmnx==2.1.1", "pypdf==7.1.1", "pygithub==2.10.0", "albumentations==2.0.8", "ezdxf==1.4.5")
"""The fifth set, for wordings in many manners: nobody looked at it before the rules were frozen."""
UNSEEN = ("huggingface_hub==2.4.0", "cirq-core==1.7.0", "pdfplumber==0.11.10", "scanpy==1.11.5")
"""The sixth set, for concepts: nobody looked at it before the rules were frozen; its findings were read afterwards."""
FAMILIES = ("smolagents==1.26.0", "biotite==1.6.0", "lightkurve==2.6.0", "peft==0.21.2")
"""The seventh set, for wordings by families: downloaded, and not looked at before the rules were frozen."""
TOP = {
    "absl-py": "absl",
    "aiida-core": "aiida",
    "apache-libcloud": "libcloud",
    "arize-phoenix-client": "phoenix.client",
    "atlassian-python-api": "atlassian",
    "ax-platform": "ax",
    "cirq-core": "cirq",
    "flask-appbuilder": "flask_appbuilder",
    "fpdf2": "fpdf",
    "google-adk": "google.adk",
    "google-cloud-storage": "google.cloud.storage",
    "haystack-ai": "haystack",
    "ibis-framework": "ibis",
    "influxdb-client": "influxdb_client",
    "inspect-ai": "inspect_ai",
    "langchain-text-splitters": "langchain_text_splitters",
    "llama-index-core": "llama_index.core",
    "mlx-lm": "mlx_lm",
    "multi-storage-client": "multistorageclient",
    "orbax-checkpoint": "orbax.checkpoint",
    "pipecat-ai": "pipecat",
    "pygithub": "github",
    "pylink-square": "pylink",
    "python-can": "can",
    "pyro-ppl": "pyro",
    "pytorch-ignite": "ignite",
    "scikit-image": "skimage",
    "scikit-learn": "sklearn",
    "scikit-rf": "skrf",
    "semantic-kernel": "semantic_kernel",
    "semantic-link-labs": "sempy_labs",
}
"""Import names that differ from the names of distributions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One function with a person's docstring.

    Attributes:
        package: The distribution it is from.
        obj: The function.
        said: Its docstring as an answer.
        complete: Whether the docstring describes exactly the parameters of the signature.
    """

    package: str
    obj: ApiObject
    said: dict[str, Any]
    complete: bool


def fetch(requirements: tuple[str, ...]) -> Path:
    """Download and unpack wheels that are not there yet; nothing of them is installed or run.

    Returns:
        The directory that holds the packages.
    """
    wheels, site = HOME / "wheels", HOME / "site"
    site.mkdir(parents=True, exist_ok=True)
    for requirement in requirements:
        name, _, version = requirement.partition("==")
        mark = site / f".{name}-{version}"
        if mark.exists():
            continue
        if not _wheels(wheels, name, version):
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:"]
            subprocess.run([*command, "-d", str(wheels), requirement], check=True)
        for wheel in _wheels(wheels, name, version):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(site)
        mark.touch()
    return site


def _wheels(directory: Path, name: str, version: str) -> list[Path]:
    """The wheels of a version: distributions are called `Flask-Login` or `luma.core`, and files as builders like."""
    return [wheel for wheel in directory.glob("*.whl") if _plain(wheel.name).startswith(f"{_plain(name)}-{version}-")]


def _plain(name: str) -> str:
    """A name in one form, up to where a file has its version."""
    first, sign, rest = name.partition("-") if name.endswith(".whl") else (name, "", "")
    return f"{first.lower().replace('-', '_').replace('.', '_')}{sign}{rest}"


def load(requirement: str, site: Path) -> griffe.Module:
    """A package's tree."""
    name = requirement.partition("==")[0]
    loader = griffe.GriffeLoader(search_paths=[site], allow_inspection=False)
    package = loader.load(TOP.get(name, name))
    if not isinstance(package, griffe.Module):
        raise TypeError(f"{name} is no package")
    return package


def cases(requirement: str, site: Path, sample: int, seed: int = 1, *, whole: bool = False) -> list[Case]:
    """A sample of a package's public functions whose docstrings have sections.

    Args:
        requirement: The distribution and its version.
        site: Where packages are.
        sample: How many functions.
        seed: Of their order.
        whole: Whether fields of reST are read to their end, as `with_whole_fields` has it.
    """
    functions = sorted(_functions(load(requirement, site)), key=lambda function: function.path)
    random.Random(f"{seed}{requirement}").shuffle(functions)
    found: list[Case] = []
    for function in functions:
        if len(found) == sample:
            break
        obj = from_griffe(function)
        if obj is None or not obj.source:
            continue
        said = read_human(with_whole_fields(obj.human) if whole else obj.human)
        if said["parameters"] or said.get("returns") or said.get("yields") or said["raises"]:
            found.append(Case(package=requirement, obj=obj, said=as_answer(said), complete=_is_complete(obj, said)))
    return found


def _functions(module: griffe.Object) -> Iterator[griffe.Function]:
    for member in module.members.values():
        if member.is_alias or member.name in ("tests", "testing", "conftest"):
            continue
        if isinstance(member, griffe.Function) and not member.name.startswith("_") and member.docstring:
            yield member
        elif isinstance(member, griffe.Class | griffe.Module):
            yield from _functions(member)


def as_answer(said: dict[str, Any]) -> dict[str, Any]:
    """The answer in the form that a model gives: one text for what is returned."""
    for key in ("returns", "yields"):
        if isinstance(said.get(key), dict):
            kind, text = said[key]["type"], said[key]["description"]
            said[key] = f"None. {text}" if kind == "None" and text else text or kind
    return said


_FIELD = re.compile(r"\s*:[a-z][^:\n`]{0,120}:(?!`)")
"""A field, and no role: a line may begin with ":func:`sort`"."""


def with_whole_fields(text: str) -> str:
    """A docstring with its fields of reST as mkdocstrings reads them: a line below one belongs to it, indented or not.

    Otherwise the rules see half of a sentence that its author wrote to its end.
    """
    lines: list[str] = []
    inside = False
    for line in text.splitlines():
        goes_on = inside and line.strip() and not _FIELD.match(line) and not line.startswith((" ", "\t", ".."))
        lines.append(f"    {line}" if goes_on else line)
        inside = bool(line.strip()) and (inside or _FIELD.match(line) is not None)
    return "\n".join(lines)


def _is_complete(obj: ApiObject, said: dict[str, Any]) -> bool:
    names = {name.strip().lstrip("*\\") for item in said["parameters"] for name in item["name"].split(",")}
    wanted = {p.name.lstrip("*") for p in obj.parameters}
    needed = {p.name for p in obj.parameters if p.required}
    return bool(said["summary"]) and needed <= names <= wanted and bool(wanted or said.get("returns"))
