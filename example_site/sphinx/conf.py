import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "src"))

project = "tidemark"
copyright = "The tidemark authors"
extensions = ["sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx.ext.napoleon", "sphinx_aidoc"]
html_theme = "furo"
html_title = "tidemark"

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autosummary_generate = False
python_use_unqualified_type_names = True

# The same answers as the MkDocs site beside it: what one of the two has, the other does not ask for.
aidoc_reviewed_dir = "../aidoc-reviewed"
aidoc_cache_dir = "../.aidoc/cache"
aidoc_report_page = "aidoc"
