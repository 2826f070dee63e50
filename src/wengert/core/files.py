"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat


def write(path: str | os.PathLike[str], content: bytes) -> None:
    """Put a file in its place: written beside it, made safe on the disk, renamed.

    Args:
        path: the file; of a link what it leads to.  One that was there keeps its permissions.
        content: all of it.

    Raises:
        OSError: it cannot be written; a file that was there before is as it was.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write(f"{folder}/a.txt", b"whole")
    ...     os.listdir(folder)
    ['a.txt']
    """
    path = os.path.realpath(os.fsdecode(path))
    folder = os.path.dirname(path)
    beside = os.path.join(folder, f".wengert-{os.urandom(8).hex()}.tmp")
    try:
        with open(beside, "xb") as file:
            with contextlib.suppress(OSError):  # a new file's permissions are the umask's
                os.chmod(beside, stat.S_IMODE(os.stat(path).st_mode))
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.remove(beside)
        if isinstance(error, OSError) and error.filename == beside:
            error.filename = path  # which the user knows
            if not os.path.isdir(folder):
                error.strerror = f"there is no folder {folder!r} to write into; make it first"
        raise
    with contextlib.suppress(OSError):  # let the new name be safe, too; not every system can
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
