"""What a function did: its conditions, its trace, its paths."""
