"""The script of the appendix: search, filters and order. All that stands on the page is readable without it."""

from __future__ import annotations

from importlib.resources import files

SCRIPT = files("aidoc_core.render").joinpath("appendix.js").read_text(encoding="utf-8")
"""A file of its own on the site: it needs no library, loads nothing and is allowed by a strict security policy."""
