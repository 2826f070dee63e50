"""A Wengert list with loops, and how they are found in a trace."""
