"""A cache whose folder is not to be trusted, or whose disk fails, or whose folder the environment says."""

from __future__ import annotations

import errno
import io
import os
import sys
import time
from pathlib import Path

import pytest

from wengert.compiler.native import cache as module
from wengert.compiler.native.cache import MIB, ObjectCache, distrust, make_key

KEY, CODE = make_key("program", "processor"), bytes(range(256)) * 2
HOURS = 3600.0


def place(folder: Path) -> Path:
    """The one file of a folder."""
    (file,) = folder.iterdir()
    return file


# --- who may write ---------------------------------------------------------------------------------


def test_what_is_made_is_for_its_owner_alone(cache, folder):
    """Whatever the umask allows."""
    before = os.umask(0)
    try:
        cache.put(KEY, CODE)
    finally:
        os.umask(before)
    assert (0o700, 0o600) == (folder.stat().st_mode & 0o777, place(folder).stat().st_mode & 0o777)


@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o770, 0o720, 0o702], ids=oct)
def test_a_folder_where_others_can_write_is_refused(cache, folder, mode):
    """Nothing is read from it or written into it."""
    cache.put(KEY, CODE)
    folder.chmod(mode)
    cache.put(make_key("another"), CODE)
    assert None is cache.get(KEY)
    assert 1 == len(cache.sizes())
    assert "can be written by others" in distrust(folder.stat())


@pytest.mark.parametrize("mode", [0o666, 0o620, 0o602], ids=oct)
def test_a_file_that_others_could_change_is_not_there_and_is_written_anew(cache, folder, mode):
    """For its owner alone."""
    cache.put(KEY, CODE)
    place(folder).chmod(mode)
    assert None is cache.get(KEY)
    cache.put(KEY, CODE)
    assert CODE == cache.get(KEY)


def test_what_belongs_to_somebody_else_is_refused(cache, folder, monkeypatch):
    """The folder, which root would be allowed to use."""
    cache.put(KEY, CODE)
    owner = folder.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert None is cache.get(KEY)
    assert f"belongs to user {owner}, not to you" == distrust(folder.stat())


def test_windows_has_no_such_bits(cache, folder, monkeypatch):
    """There the folder's own list says who may write."""
    cache.put(KEY, CODE)
    folder.chmod(0o777)
    monkeypatch.setattr(sys, "platform", "win32")
    assert CODE == cache.get(KEY)


# --- trouble with the disk -------------------------------------------------------------------------


def failing(number):
    """A function of the system that fails."""

    def fail(*args, **named):
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("function", "number"),
    [
        ("open", errno.EROFS),
        ("open", errno.ENOSPC),
        ("open", errno.EMFILE),
        ("replace", errno.EACCES),
        ("makedirs", errno.EACCES),
        ("stat", errno.EIO),
        ("urandom", errno.EIO),
    ],
)
def test_a_disk_that_fails_is_no_error(cache, folder, monkeypatch, function, number):
    """What could not be written is not there, and no half of it either."""
    cache.put(KEY, CODE)
    with monkeypatch.context() as broken:
        broken.setattr(os, function, failing(number))
        cache.put(make_key("another"), CODE)
    assert None is cache.get(make_key("another"))
    assert CODE == cache.get(KEY)
    assert 1 == len(list(folder.iterdir()))


def test_a_folder_that_is_only_read_is_read(cache, monkeypatch, folder):
    """Without noting that it was."""
    cache.put(KEY, CODE)
    long_ago = time.time() - 2 * HOURS
    os.utime(place(folder), (long_ago, long_ago))
    for function in ("open", "utime", "replace"):
        monkeypatch.setattr(os, function, failing(errno.EROFS))
    cache.put(make_key("another"), CODE)
    assert CODE == cache.get(KEY)


def test_a_full_disk_leaves_no_half_file(cache, folder, monkeypatch):
    """What was begun is removed."""
    cache.put(KEY, CODE)

    class Full(io.FileIO):
        def write(self, content):
            super().write(content[:10])
            raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(module, "open", Full, raising=False)
    cache.put(make_key("another"), CODE)
    assert 1 == len(list(folder.iterdir()))


@pytest.mark.parametrize("name", ["file", "file/below", "nul\0", "x" * 300])
def test_a_folder_that_cannot_be_is_no_cache(tmp_path, name):
    """A file, something below a file, a name that no file system has."""
    (tmp_path / "file").write_text("mine")
    cache = ObjectCache(os.path.join(tmp_path, name))
    cache.put(KEY, CODE)
    assert None is cache.get(KEY)
    assert ((0, 0), []) == (cache.clear(), cache.sizes())
    assert "mine" == (tmp_path / "file").read_text()


def test_a_relative_folder_goes_with_the_one_that_is_gone(monkeypatch, tmp_path):
    """Where we stand may have been removed."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("WENGERT_CACHE_DIR", "relative")
    cache = ObjectCache()
    cache.put(KEY, CODE)
    assert str(tmp_path / "here" / "relative") == cache.folder
    assert (1, 0) == cache.clear()
    (tmp_path / "here" / "relative").rmdir()
    (tmp_path / "here").rmdir()
    cache.put(KEY, CODE)
    assert (None, None, (0, 0)) == (cache.folder, cache.get(KEY), cache.clear())


# --- the environment -------------------------------------------------------------------------------


def test_the_environment_is_read_at_every_use(monkeypatch, tmp_path):
    """Not when the cache is made."""
    cache = ObjectCache()
    for name in ("one", "two"):
        monkeypatch.setenv("WENGERT_CACHE_DIR", str(tmp_path / name))
        assert None is cache.get(KEY)
        cache.put(KEY, name.encode())
        assert name.encode() == cache.get(KEY)
    monkeypatch.setenv("WENGERT_CACHE_DIR", str(tmp_path / "one"))
    assert b"one" == cache.get(KEY)


@pytest.mark.parametrize(
    ("text", "off"), [("0", True), ("off", True), (" No ", True), ("FALSE", True), ("1", False), ("", False)]
)
def test_it_can_be_switched_off(monkeypatch, tmp_path, text, off):
    """For every cache whose folder is not said by the program; what is there can still be seen and cleared."""
    monkeypatch.setenv("WENGERT_CACHE_DIR", str(tmp_path))
    cache = ObjectCache()
    cache.put(KEY, CODE)
    monkeypatch.setenv("WENGERT_CACHE", text)
    cache.put(make_key("another"), CODE)
    assert (None if off else CODE) == cache.get(KEY)
    assert CODE == ObjectCache(tmp_path).get(KEY)
    assert off == cache.off
    assert (1 if off else 2, 0) == cache.clear()


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {}, "/home/me/.cache/wengert"),
        ("linux", {"XDG_CACHE_HOME": "/var/mine"}, "/var/mine/wengert"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/home/me/.cache/wengert"),
        ("freebsd14", {}, "/home/me/.cache/wengert"),
        ("darwin", {"XDG_CACHE_HOME": "/var/mine"}, "/home/me/Library/Caches/wengert"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/wengert"),
        ("win32", {}, "/home/me/AppData/Local/wengert"),
        ("linux", {"WENGERT_CACHE_DIR": "/own"}, "/own"),
        ("linux", {"WENGERT_CACHE_DIR": "~/own"}, "/home/me/own"),
        ("linux", {"WENGERT_CACHE_DIR": ""}, "/home/me/.cache/wengert"),
    ],
)
def test_each_system_has_its_folder(monkeypatch, platform, environment, folder):
    """Unless the user names one."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "WENGERT_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, text in {"HOME": "/home/me", **environment}.items():
        monkeypatch.setenv(name, text)
    monkeypatch.setattr(sys, "platform", platform)
    assert folder == ObjectCache().folder


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_without_a_home_there_is_no_cache(monkeypatch, platform):
    """And no folder named `~` in the one where we stand."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "WENGERT_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    monkeypatch.setattr(sys, "platform", platform)
    cache = ObjectCache()
    cache.put(KEY, CODE)
    assert None is cache.get(KEY)
    assert (0, 0) == cache.clear()
    assert (None, []) == (cache.folder, cache.sizes())


@pytest.mark.parametrize(
    ("text", "most"),
    [("1", MIB), ("0.5", MIB // 2), ("0", 0), *((text, 256 * MIB) for text in ("", "much", "-1", "nan", "inf"))],
)
def test_how_much_is_said_in_mib(monkeypatch, text, most):
    """What is no size counts as not said."""
    monkeypatch.setenv("WENGERT_CACHE_MB", text)
    assert most == ObjectCache().most_bytes
    assert 1 == ObjectCache(most_bytes=1).most_bytes
