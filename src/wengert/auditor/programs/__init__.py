"""The programs that are run with every engine, and what wengert says comes out."""
