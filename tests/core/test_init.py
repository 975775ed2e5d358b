"""`aidoc init`: the few lines in mkdocs.yml or conf.py, all else byte for byte, and the files for CI."""

from __future__ import annotations

import pytest

from aidoc_core.cli.conf_py import has_extension, with_extension
from aidoc_core.cli.mkdocs_yml import with_plugin
from aidoc_core.errors import ConfigError

OPTIONS = {"deployment": "gpt-4.1-mini"}
TAGS = (
    "theme: {name: material, custom_dir: !ENV [DIR, x]}\nmarkdown_extensions:\n  - emoji: {to: !!python/name:a.b ''}\n"
)

YML = {
    "a list": ("plugins:\n  - search\n  - mkdocstrings\nnav: []\n", "plugins:\n  - search\n  - mkdocstrings\n  - aidoc:\n      deployment: gpt-4.1-mini\nnav: []\n"),
    "comments and tags": (
        f"# top\n{TAGS}plugins:  # ours\n- search   # find\n- mkdocstrings:\n    handlers:\n      python:\n        paths: [src]  # here\n\n# navigation\nnav:\n- index.md\n",
        f"# top\n{TAGS}plugins:  # ours\n- search   # find\n- mkdocstrings:\n    handlers:\n      python:\n        paths: [src]  # here\n- aidoc:\n    deployment: gpt-4.1-mini\n\n# navigation\nnav:\n- index.md\n",
    ),
    "a mapping": ("plugins:\n    search:\n    mkdocstrings: {}\n\nx: 1\n", "plugins:\n    search:\n    mkdocstrings: {}\n    aidoc:\n      deployment: gpt-4.1-mini\n\nx: 1\n"),
    "in brackets": ("plugins: [search, mkdocstrings]  # two\n", "plugins: [search, mkdocstrings, {aidoc: {deployment: gpt-4.1-mini}}]  # two\n"),
    "brackets on lines": ("plugins: [\n  search,  # one\n  mkdocstrings,\n]\n", "plugins: [\n  search,  # one\n  mkdocstrings, {aidoc: {deployment: gpt-4.1-mini}},\n]\n"),
    "a mapping in brackets": ("plugins: {search: {}, x: {a: 1}}\n", "plugins: {search: {}, x: {a: 1}, aidoc: {deployment: gpt-4.1-mini}}\n"),
    "nothing in brackets": ("plugins: []\n", "plugins: [{aidoc: {deployment: gpt-4.1-mini}}]\n"),
    "no plugins": ("site_name: x", "site_name: x\nplugins:\n  - search\n  - aidoc:\n      deployment: gpt-4.1-mini\n"),
    "no end of line": ("plugins:\n  - search", "plugins:\n  - search\n  - aidoc:\n      deployment: gpt-4.1-mini"),
    "Windows": ("plugins:\r\n  - search\r\nx: 1\r\n", "plugins:\r\n  - search\r\n  - aidoc:\r\n      deployment: gpt-4.1-mini\r\nx: 1\r\n"),
    "a block of text at the end": ("plugins:\n  - x:\n      y: |\n        - no\n\n  # below\nz: 1\n", "plugins:\n  - x:\n      y: |\n        - no\n  - aidoc:\n      deployment: gpt-4.1-mini\n\n  # below\nz: 1\n"),
    "an alias at the end": ("a: &a {b: 1}\nplugins:\n  - x: *a\n", "a: &a {b: 1}\nplugins:\n  - x: *a\n  - aidoc:\n      deployment: gpt-4.1-mini\n"),
    "other letters": ("site_name: Grüße 🎉\nplugins:\n  - search\n", "site_name: Grüße 🎉\nplugins:\n  - search\n  - aidoc:\n      deployment: gpt-4.1-mini\n"),
    "a byte order mark": ("\ufeffplugins:\n  - search\n", "\ufeffplugins:\n  - search\n  - aidoc:\n      deployment: gpt-4.1-mini\n"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), YML.values(), ids=YML)
def test_mkdocs_yml(before: str, after: str) -> None:
    """The plugin comes last, in the form of the others."""
    assert with_plugin(before, OPTIONS) == after


@pytest.mark.parametrize(
    "text",
    ["plugins: !ENV PLUGINS\n", "plugins: *nothing\n", "a: &a [x]\nplugins: *a\n", "- a\n", "{plugins: [x]}\n", "plugins:\n", "a: [\n", "a: 1\n...\n"],
)  # fmt: skip
def test_a_mkdocs_yml_that_is_not_edited(text: str) -> None:
    """Where it is not certain what an edit would do, nothing is edited."""
    with pytest.raises(ConfigError, match="by hand"):
        with_plugin(text, OPTIONS)


CONF = {
    "one line": ('extensions = ["a", "b"]\n', 'extensions = ["a", "b", "sphinx_aidoc"]\naidoc_deployment = "gpt-4.1-mini"\n'),
    "lines": ("extensions = [\n    'a',\n    'b',  # for b\n]\nx = 1\n", "extensions = [\n    'a',\n    'b',  # for b\n    'sphinx_aidoc',\n]\naidoc_deployment = \"gpt-4.1-mini\"\nx = 1\n"),
    "no last comma": ("extensions = [\n    'a',\n    'b'  # for, b\n]\n", "extensions = [\n    'a',\n    'b',  # for, b\n    'sphinx_aidoc',\n]\naidoc_deployment = \"gpt-4.1-mini\"\n"),
    "a comma": ("extensions = ['a',]", "extensions = ['a', 'sphinx_aidoc',]\naidoc_deployment = \"gpt-4.1-mini\"\n"),
    "empty": ("extensions = []\n", 'extensions = ["sphinx_aidoc"]\naidoc_deployment = "gpt-4.1-mini"\n'),
    "typed": ("extensions: list[str] = [  # none\n]\n", 'extensions: list[str] = ["sphinx_aidoc"  # none\n]\naidoc_deployment = "gpt-4.1-mini"\n'),
    "more": ("extensions = ['a']\nif x:\n    extensions += ['b']\ny = 1\n", "extensions = ['a', 'sphinx_aidoc']\nif x:\n    extensions += ['b']\naidoc_deployment = \"gpt-4.1-mini\"\ny = 1\n"),
    "twice": ("extensions = ['a']\nextensions = ['b'] + extensions\n", "extensions = ['a']\nextensions = ['b'] + extensions\nextensions = [*extensions, \"sphinx_aidoc\"]\naidoc_deployment = \"gpt-4.1-mini\"\n"),
    "from elsewhere": ("from base import *\nextensions += ['b']\n", "from base import *\nextensions += ['b']\nextensions = [*extensions, \"sphinx_aidoc\"]\naidoc_deployment = \"gpt-4.1-mini\"\n"),
    "a tuple": ("extensions = ('a',)\n", "extensions = ('a',)\nextensions = [*extensions, \"sphinx_aidoc\"]\naidoc_deployment = \"gpt-4.1-mini\"\n"),
    "missing": ("project = 'é'\n", 'project = \'é\'\nextensions = ["sphinx_aidoc"]\naidoc_deployment = "gpt-4.1-mini"\n'),
    "Windows": ("extensions = [\r\n\t'a',\r\n]\r\n", "extensions = [\r\n\t'a',\r\n\t'sphinx_aidoc',\r\n]\r\naidoc_deployment = \"gpt-4.1-mini\"\r\n"),
    "other letters": ("extensions = ['ä', 'b']; x = 1\n", "extensions = ['ä', 'b', 'sphinx_aidoc']; x = 1\naidoc_deployment = \"gpt-4.1-mini\"\n"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), CONF.values(), ids=CONF)
def test_conf_py(before: str, after: str) -> None:
    """The extension comes last, in the form of the others, and its options below."""
    edited = with_extension(before.encode(), OPTIONS)
    assert edited.decode() == after
    assert has_extension(edited)


@pytest.mark.parametrize("text", ["from base import *\n", "extensions = ['a'\n", "extensions = [('a')]\n", "x = \0"])
def test_a_conf_py_that_is_not_edited(text: str) -> None:
    """Where it is not certain what an edit would do, nothing is edited."""
    with pytest.raises(ConfigError, match=r"by hand|can be read"):
        with_extension(text.encode(), OPTIONS)
