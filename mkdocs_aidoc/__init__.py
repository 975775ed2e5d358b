"""The MkDocs plugin: hooks that translate and delegate to `aidoc_core`.

`plugin` holds the hooks, `blocks` finds `:::` blocks in pages, `shown` tells which objects a block shows,
`appendix` places the appendix page.
"""
