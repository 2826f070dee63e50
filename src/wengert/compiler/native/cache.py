"""Compiled code, kept on disk: what one process compiled the next one loads.

There is one file for each key, and all of it is said here: a magic line with the number of the format, the digest of
key and code, the code.  What does not fit, because it was cut off, changed, or is another key's, counts as not there,
and is written anew.  No locks: a file is written beside its place and renamed, so whoever reads finds all of it or
nothing, in any number of threads and processes.

What lies here is loaded and run.  Hence a folder or a file in which anyone else could have written is not read, and
what is made here is for its owner alone.  Trouble with the disk is never an error: code is compiled again.

From the environment, read at every use:

    WENGERT_CACHE=0         keep nothing
    WENGERT_CACHE_DIR       the folder; otherwise `wengert` in the user's own folder for caches
    WENGERT_CACHE_MB        how much is kept, in MiB; otherwise 256
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

#: The number of the format.  It is part of every key and every file: another one makes all that was kept unknown.
FORMAT = 1

MIB = 2**20
MOST_MIB = 256
MAGIC = b"wengert object code %d\n" % FORMAT
KEPT, PART = ".code", ".part"  # a file in its place, and one that is being written

_DIGEST = 32
_OURS = re.compile(rf"[0-9a-f]{{{2 * _DIGEST}}}(\{KEPT}|\.[0-9a-f]{{16}}\{PART})")
_HOUR = 3600.0
_OFF = ("0", "off", "no", "false")
_TROUBLE = (OSError, ValueError)  # a ValueError is a name that the file system cannot spell


def make_key(*parts: str | bytes) -> bytes:
    """The digest of what code depends on.

    Each part is preceded by its kind and its length, so that no two lists of parts run together.

    Args:
        parts: program, processor, versions, …

    Returns:
        32 bytes.

    Raises:
        TypeError: a part is neither text nor bytes.

    >>> make_key("ab", "c") == make_key("a", "bc")
    False
    >>> make_key("ab", b"c") == make_key("ab", "c")
    False
    """
    digest = hashlib.blake2b(MAGIC, digest_size=_DIGEST)
    for part in parts:
        if not isinstance(part, (str, bytes)):
            raise TypeError(f"a part of a key is text or bytes, got {type(part).__name__}")
        kind, plain = (b"t", part.encode("utf-8", "surrogatepass")) if isinstance(part, str) else (b"b", part)
        digest.update(b"%b%d:" % (kind, len(plain)))
        digest.update(plain)
    return digest.digest()


def sealed(key: bytes, code: bytes) -> bytes:
    """What a file holds."""
    return _seal(key, code) + code


def unsealed(key: bytes, content: bytes) -> bytes | None:
    """The code in a file; None if it is not exactly what was written under this key.

    >>> content = sealed(b"key", b"code")
    >>> unsealed(b"key", content)
    b'code'
    >>> unsealed(b"key", content[:-1]), unsealed(b"another", content)
    (None, None)
    """
    code = content[len(MAGIC) + _DIGEST :]
    return code if content.startswith(_seal(key, code)) else None


def _seal(key: bytes, code: bytes) -> bytes:
    return MAGIC + make_key(key, code)


class ObjectCache:
    """Code by key, in files of a folder.

    Before the bound is passed those go that were not asked for the longest, until a quarter is free.  A cache keeps in
    mind how much may be written before it looks through the folder again; as others write there too, that is a
    sixteenth of the bound at most.

    Args:
        folder: where; None for what the environment says.  It is made when the first file is.
        most_bytes: how much is kept; None for what the environment says.

    Raises:
        ValueError: most_bytes is negative.

    Cost: to find some 20 µs and 3 ms for each MB, to keep some 0.3 ms more; to look through some 8 µs for each file.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     cache = ObjectCache(folder)
    ...     cache.put(b"key", b"code")
    ...     cache.get(b"key"), cache.get(b"another key")
    (b'code', None)
    """

    def __init__(self, folder: str | os.PathLike[str] | None = None, most_bytes: int | None = None) -> None:
        if most_bytes is not None and most_bytes < 0:
            raise ValueError(f"most_bytes is how much may be kept, 0 or more, got {most_bytes}")
        self._folder = None if folder is None else os.path.abspath(os.fsdecode(folder))
        self._most_bytes = most_bytes
        self._room = 0  # how much may be written before the folder is looked through again

    @property
    def folder(self) -> str | None:
        """Where the files are; None if there is no place for them."""
        return default_folder() if self._folder is None else self._folder

    @property
    def off(self) -> bool:
        """Whether the environment switches it off, which it can where it says the folder."""
        return self._folder is None and os.environ.get("WENGERT_CACHE", "").strip().lower() in _OFF

    @property
    def most_bytes(self) -> int:
        """How much is kept."""
        return default_most_bytes() if self._most_bytes is None else self._most_bytes

    def get(self, key: bytes) -> bytes | None:
        """The code kept under a key; None if there is none, if it is damaged, or if the disk fails."""
        folder = self.folder
        if folder is None or self.off:
            return None
        path = _place(folder, key)
        with contextlib.suppress(*_TROUBLE):
            if distrust(os.stat(folder)):
                return None
            with open(path, "rb") as file:
                status = os.fstat(file.fileno())
                code = None if distrust(status) else unsealed(key, file.read())
            if code is not None and abs(time.time() - status.st_mtime) > _HOUR:
                with contextlib.suppress(OSError):  # a folder that is only read knows no order
                    os.utime(path)
            return code
        return None

    def put(self, key: bytes, code: bytes) -> None:
        """Keep code under a key; if the disk does not let us, nothing happens."""
        folder, most = self.folder, self.most_bytes
        if folder is None or self.off:
            return
        content = sealed(key, code)
        if len(content) > most:
            return
        with contextlib.suppress(*_TROUBLE):
            os.makedirs(folder, mode=0o700, exist_ok=True)
            if distrust(os.stat(folder)):
                return
            if self._room < len(content):
                self._room = _make_room(folder, len(content), most)
            self._room -= len(content)
            _write(_place(folder, key), content)

    def sizes(self) -> list[int]:
        """Of each file its size, those that are being written among them."""
        folder = self.folder
        return [] if folder is None else [file.size for file in _files(folder)]

    def clear(self) -> tuple[int, int]:
        """Remove every file of the cache, and none that is not its own.

        Returns:
            How many files were removed, and how many could not be.
        """
        folder = self.folder
        gone = [] if folder is None else [_gone(os.path.join(folder, file.name)) for file in _files(folder)]
        return sum(gone), len(gone) - sum(gone)


def default_folder() -> str | None:
    """Where caches are kept on this system, for this user; None where there is no home folder."""
    own = os.environ.get("WENGERT_CACHE_DIR")
    if own:
        with contextlib.suppress(OSError):  # if it is relative to a folder that is gone
            return os.path.abspath(os.path.expanduser(own))
        return None
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        folder = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        folder = os.path.join(home, "Library", "Caches")
    else:
        folder = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(folder):  # which that specification tells us to ignore
            folder = os.path.join(home, ".cache")
    return os.path.join(folder, "wengert") if os.path.isabs(folder) else None


def default_most_bytes() -> int:
    """How much is kept: WENGERT_CACHE_MB, where that is a size, or the usual."""
    mib = size_in(os.environ.get("WENGERT_CACHE_MB", ""))
    return int((MOST_MIB if mib is None else mib) * MIB)


def size_in(text: str) -> float | None:
    """A text as a size; None if it is none."""
    try:
        size = float(text)
    except ValueError:
        return None
    return size if 0 <= size < math.inf else None


def distrust(status: os.stat_result) -> str:
    """Why a folder or a file is not to be trusted with code that will run; empty if only its owner, we, can write."""
    if sys.platform == "win32":  # where these bits say nothing, and a user's folders are closed to others anyway
        return ""
    if status.st_uid != os.geteuid():
        return f"belongs to user {status.st_uid}, not to you"
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return "can be written by others (chmod go-w keeps them out), and what is in it would be run"
    return ""


# --- files -------------------------------------------------------------------------------------------


class _File(NamedTuple):
    """A file of a cache; they sort from the one that was not used the longest."""

    used: float
    name: str
    size: int


def _files(folder: str) -> Iterator[_File]:
    """The files that a cache has made in a folder, whatever else is there; those that vanish meanwhile left out."""
    with contextlib.suppress(*_TROUBLE), os.scandir(folder) as entries:
        for entry in entries:
            if _OURS.fullmatch(entry.name):
                with contextlib.suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(status.st_mode):
                        yield _File(status.st_mtime, entry.name, status.st_size)


def _place(folder: str, key: bytes) -> str:
    return os.path.join(folder, make_key(key).hex() + KEPT)


def _write(path: str, content: bytes) -> None:
    """Put a file in its place.  It need not survive a power failure: the digest tells."""
    beside = f"{path.removesuffix(KEPT)}.{os.urandom(8).hex()}{PART}"
    try:
        with open(beside, "xb", opener=_private) as file:
            file.write(content)
        os.replace(beside, path)  # fails on Windows while another process reads the old one, which is as good
    except BaseException:
        _gone(beside)
        raise


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _gone(path: str) -> bool:
    """Remove a file; whether it is gone, by us or by whoever was quicker."""
    try:
        os.remove(path)
    except OSError:
        return not os.path.lexists(path)
    return True


def _make_room(folder: str, size: int, most: int) -> int:
    """Remove what is too much once `size` more are there, and what a killed process left; how much may be written."""
    files = sorted(_files(folder))
    total = sum(file.size for file in files)
    enough = total if total + size <= most else most - max(size, most // 4)
    for file in files:
        abandoned = file.name.endswith(PART) and time.time() - file.used > _HOUR
        if (total > enough or abandoned) and _gone(os.path.join(folder, file.name)):
            total -= file.size
    return min(most - total, max(size, most // 16))  # look again before it is full, as others write, too
