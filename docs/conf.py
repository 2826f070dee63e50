"""Sphinx configuration: `make docs`."""

project = "wengert"
copyright = "the wengert developers"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}
nb_execution_mode = "off"  # the lessons keep their outputs, and the tests run them
html_theme = "furo"
html_title = "wengert"
napoleon_use_ivar = True
myst_heading_anchors = 3
suppress_warnings = ["myst.xref_missing"]  # links to source files, which a code host follows
autodoc_member_order = "bysource"
