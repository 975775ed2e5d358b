"""aidoc's core: Python code, docstrings and models; no doc tool.

Start with [`aidoc_core.build.session`][]: a session is what an adapter (MkDocs, Sphinx) or the command line
opens for one build. [`aidoc_core.build.fill`][] knows the order of the steps, [`aidoc_core.code.objects`][] the words.
"""
