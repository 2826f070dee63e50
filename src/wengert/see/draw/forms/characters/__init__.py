"""Drawings in characters: a page that lines cross on, and where cards and lines stand on it."""
