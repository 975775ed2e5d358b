"""The Sphinx extension: events that translate and delegate to `aidoc_core`.

`extension` holds the events, `scan` finds auto directives in documents, `shown` tells which objects they show,
`packages` reads the code, `markers` makes autodoc show what has a text now, `docstrings` puts the text in its place,
`kept` is what the environment remembers from build to build, `appendix` is the report.
"""

from sphinx_aidoc.extension import setup

__all__ = ["setup"]
