"""`python -m wengert.cli` is the command `wengert`."""

from wengert.cli.main import main

main(prog_name="wengert")
