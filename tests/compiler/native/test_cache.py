"""Compiled code on disk: whole or not there, for any number of processes, and trusted only if nobody else can write."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wengert.compiler.native import cache as module
from wengert.compiler.native.cache import ObjectCache, make_key, sealed, unsealed

KEY, CODE = make_key("program", "processor"), bytes(range(256)) * 2
HOURS = 3600.0


def place(folder: Path) -> Path:
    """The one file of a folder."""
    (file,) = folder.iterdir()
    return file


# --- keys ------------------------------------------------------------------------------------------


PARTS = st.lists(st.one_of(st.text(max_size=3), st.binary(max_size=3)), max_size=4)


@given(PARTS, PARTS)
def test_different_parts_have_different_keys(some, others):
    """However they are cut; text is not bytes."""
    assert (some == others) == (make_key(*some) == make_key(*others))


@pytest.mark.parametrize(
    ("some", "others"),
    [(("ab", "c"), ("a", "bc")), (("ab",), ("ab", "")), (("a",), (b"a",)), ((), ("",)), (("t1:a",), ("t", "1:a"))],
)
def test_parts_do_not_run_together(some, others):
    """Nor can a part imitate the mark before the next."""
    assert make_key(*some) != make_key(*others)


def test_a_key_depends_on_the_format(monkeypatch):
    """So code in another form is never found."""
    monkeypatch.setattr(module, "MAGIC", b"wengert object code 2\n")
    assert KEY != make_key("program", "processor")


def test_a_part_is_text_or_bytes():
    """A number is not, as it could be written in several ways."""
    with pytest.raises(TypeError, match="text or bytes, got int"):
        make_key("program", 8)


# --- one file --------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [b"", CODE, b"\0" * 100_000, module.MAGIC], ids=len)
def test_what_was_put_is_found(cache, folder, code):
    """By this cache and by the next one there, under its own key."""
    cache.put(KEY, code)
    assert code == cache.get(KEY) == ObjectCache(folder).get(KEY)
    assert None is cache.get(make_key("another"))


def test_the_last_put_counts(cache, folder):
    """There is one file for a key."""
    for code in (b"first", b"second"):
        cache.put(KEY, code)
    assert b"second" == cache.get(KEY)
    assert 1 == len(list(folder.iterdir()))


def test_nothing_is_made_before_something_is_kept(cache, folder):
    """Neither a look nor a search leaves a folder behind."""
    assert None is cache.get(KEY)
    assert [] == cache.sizes()
    assert (0, 0) == cache.clear()
    assert not folder.parent.exists()


def test_a_file_cut_off_anywhere_is_not_there_and_is_written_anew(cache, folder):
    """At every length."""
    cache.put(KEY, CODE)
    whole = place(folder).read_bytes()
    for length in range(len(whole)):
        place(folder).write_bytes(whole[:length])
        assert None is cache.get(KEY)
    cache.put(KEY, CODE)
    assert CODE == cache.get(KEY)


def test_a_flipped_bit_is_noticed(cache, folder):
    """Every one, wherever it is."""
    cache.put(KEY, CODE[:64])
    whole = place(folder).read_bytes()
    for i in range(8 * len(whole)):
        changed = bytearray(whole)
        changed[i // 8] ^= 1 << i % 8
        place(folder).write_bytes(changed)
        assert None is cache.get(KEY)
    place(folder).write_bytes(whole + b"\0")
    assert None is cache.get(KEY)
    cache.put(KEY, CODE)
    assert CODE == cache.get(KEY)


def test_the_file_of_another_key_is_not_there(cache, folder):
    """Even if it lies in this one's place."""
    cache.put(KEY, CODE)
    place(folder).write_bytes(sealed(make_key("another"), CODE))
    assert None is cache.get(KEY)


def test_a_file_of_another_format_is_not_there(monkeypatch):
    """Its digest is right for its own."""
    with monkeypatch.context() as before:
        before.setattr(module, "MAGIC", b"wengert object code 0\n")
        old = sealed(KEY, CODE)
    assert CODE == unsealed(KEY, sealed(KEY, CODE))
    assert None is unsealed(KEY, old)


# --- how much --------------------------------------------------------------------------------------


def test_what_was_not_used_the_longest_goes_first(folder):
    """Until a quarter is free, and what was found counts as used."""
    size = len(sealed(KEY, CODE))
    cache = ObjectCache(folder, 16 * size)
    keys = [make_key(str(i)) for i in range(16)]
    now = time.time()
    for age, key in enumerate(keys):
        cache.put(key, CODE)
        used = now - (20 - age) * HOURS
        os.utime(folder / (make_key(key).hex() + module.KEPT), (used, used))
    assert 16 == len(cache.sizes())
    assert CODE == cache.get(keys[0])
    cache.put(KEY, CODE)
    left = [i for i, key in enumerate(keys) if cache.get(key) is not None]
    assert [0, *range(5, 16)] == left
    assert CODE == cache.get(KEY)


def test_use_is_noted_once_an_hour(cache, folder):
    """Which is one change less on the disk for most of what is found."""
    cache.put(KEY, CODE)
    now = time.time()
    for ago, noted in ((0.5 * HOURS, False), (2 * HOURS, True), (-2 * HOURS, True)):
        os.utime(place(folder), (now - ago, now - ago))
        cache.get(KEY)
        assert noted == (abs(place(folder).stat().st_mtime - now) < 0.25 * HOURS)


@given(st.lists(st.integers(0, 400), max_size=40), st.integers(0, 2000))
def test_the_bound_holds_after_every_put(tmp_path_factory, sizes, most):
    """For one process, whatever the sizes; what is larger than all that may be kept is not kept."""
    folder = tmp_path_factory.mktemp("bound")
    cache = ObjectCache(folder, most)
    for i, size in enumerate(sizes):
        before = cache.sizes()
        key = make_key(str(i))
        cache.put(key, bytes(size))
        assert sum(cache.sizes()) <= most
        if len(sealed(key, bytes(size))) > most:
            assert before == cache.sizes()
        else:
            assert bytes(size) == cache.get(key)


def test_the_folder_is_not_looked_through_at_every_put(folder, monkeypatch):
    """But once for each sixteenth of the bound that was written."""
    looks = []
    monkeypatch.setattr(module, "_make_room", lambda *args: looks.append(args) or 1600)
    cache = ObjectCache(folder, 16 * 1600)
    for i in range(100):
        cache.put(make_key(str(i)), bytes(1600 // 10 - len(sealed(KEY, b""))))
    assert 10 == len(looks)


def test_what_a_killed_process_began_is_removed(folder):
    """After an hour, as it may still be writing before."""
    cache = ObjectCache(folder)
    cache.put(KEY, CODE)
    stem = place(folder).name.removesuffix(module.KEPT)
    old, fresh = (folder / f"{stem}.{letter * 16}{module.PART}" for letter in "ab")
    for path in (old, fresh):
        path.write_bytes(CODE)
    os.utime(old, (0, time.time() - 2 * HOURS))
    ObjectCache(folder).put(KEY, CODE)
    assert (False, True) == (old.exists(), fresh.exists())
    assert 2 == len(cache.sizes())


def test_files_of_others_are_left_alone(folder):
    """By clearing and by making room, even if their names look alike."""
    folder.mkdir(mode=0o700, parents=True)
    theirs = ["notes.txt", "short.code", "a" * 64, "a" * 63 + ".code", "x" * 64 + ".code", "a" * 64 + ".codex"]
    for name in theirs:
        (folder / name).write_bytes(CODE)
    (folder / ("f" * 64 + ".code")).mkdir()
    cache = ObjectCache(folder, 1000)
    for i in range(5):
        cache.put(make_key(str(i)), CODE)
    assert (1, 0) == cache.clear()
    assert sorted([*theirs, "f" * 64 + ".code"]) == sorted(path.name for path in folder.iterdir())


def test_less_than_nothing_is_refused():
    """Before anything is made."""
    with pytest.raises(ValueError, match="0 or more, got -1"):
        ObjectCache(most_bytes=-1)
