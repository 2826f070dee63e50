"""The child process: someone else's file is run in here, and in no other process of wengert's."""
