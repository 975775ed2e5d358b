"""Write one reference page for each public module of tidemark, and their navigation."""

from pathlib import Path

import mkdocs_gen_files

SRC = Path(__file__).parents[1] / "src"

# The guide documents these modules. An object must not have two pages, or links to it
# would be ambiguous.
IN_GUIDE = {"tidemark.alerts", "tidemark.io", "tidemark.readings"}

# What a page shows other than all members of its module. The package's own page shows
# the functions of a private module, which have no other home.
OPTIONS = {"tidemark": ["members: [nearest, linear, cosine]"]}

nav = mkdocs_gen_files.Nav()

for path in sorted(SRC.rglob("*.py")):
    parts = path.relative_to(SRC).with_suffix("").parts
    if parts[-1] == "__init__":
        parts = parts[:-1]
    name = ".".join(parts)
    if parts[-1].startswith("_") or name in IN_GUIDE:
        continue

    page = "/".join(parts[1:] or ("index",)) + ".md"
    nav[parts] = page
    options = ["show_submodules: false", *OPTIONS.get(name, [])]
    with mkdocs_gen_files.open(f"reference/{page}", "w") as file:
        file.write(f"::: {name}\n    options:\n")
        file.writelines(f"      {option}\n" for option in options)
    mkdocs_gen_files.set_edit_path(f"reference/{page}", path.relative_to(SRC.parent))

with mkdocs_gen_files.open("reference/SUMMARY.md", "w") as file:
    file.write("---\nsearch:\n  exclude: true\n---\n")  # MkDocs makes a page of this file too
    file.writelines(nav.build_literate_nav())
