import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
project = "odd"
extensions = ["sphinx_aidoc"]
autodoc_mock_imports = ["notinstalled"]
html_theme = "alabaster"
suppress_warnings = ["config.cache"]
