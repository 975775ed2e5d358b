"""The MkDocs plugin and the Griffe extension: hooks that translate and delegate to `aidoc_core`.

`plugin` holds MkDocs' hooks, `blocks` finds `:::` blocks in pages, `shown` tells which objects a block shows,
`appendix` places the appendix page. `griffe` is the extension, for tools that run no plugin; it needs no MkDocs.
`filling` is what both share.
"""
