"""The dot language without Graphviz: read, drawn, and written by a look-alike of its Python class."""
