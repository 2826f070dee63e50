"""A program made ready to be written as code: what happens in it, and its rules as expressions in atoms."""
