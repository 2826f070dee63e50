"""Sphinx configuration: `make docs`."""

project = "wengert"
copyright = "the wengert developers"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]
source_suffix = {".md": "markdown"}
html_theme = "furo"
html_title = "wengert"
napoleon_use_ivar = True
myst_heading_anchors = 3
suppress_warnings = ["myst.xref_missing"]  # links to source files, which a code host follows
autodoc_member_order = "bysource"
