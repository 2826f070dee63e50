"""The command line: every verb of `wengert`."""
