"""The pictures in the docs are what this package draws."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_pictures_are_as_kept():
    """`tools/pictures.py` would write what is there."""
    done = subprocess.run(
        [sys.executable, "tools/pictures.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ("", 0) == (done.stdout + done.stderr, done.returncode)
