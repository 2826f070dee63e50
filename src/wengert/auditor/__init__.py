"""Examines someone else's Value class: what is wrong with it, where, and how to repair it."""
