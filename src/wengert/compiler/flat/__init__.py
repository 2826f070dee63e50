"""The loop that runs a program's instructions, for blocks of lanes."""
