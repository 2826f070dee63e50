"""`wengert cache`: what is kept of compiled code, and its removal."""

import json
import os

import pytest

from wengert.compiler.native.cache import ObjectCache, make_key


@pytest.fixture
def kept(tmp_path):
    """Two files in the folder that the environment names."""
    cache = ObjectCache(tmp_path / "cache")
    for name in ("one", "two"):
        cache.put(make_key(name), bytes(2**20))
    return cache


def words(text):
    """Text without its lines and columns."""
    return " ".join(text.split())


def test_it_shows_where_and_how_much(run, tmp_path, kept, monkeypatch):
    """As a table, and as data."""
    monkeypatch.setenv("WENGERT_CACHE_MB", "5")
    text = run("cache").stdout
    assert str(tmp_path / "cache") in "".join(text.split())
    assert "kept 2 files, 2.0 MiB of at most 5.0 MiB" in words(text)
    found = json.loads(run("cache", "--json").stdout)
    assert {
        "folder": str(tmp_path / "cache"), "files": 2, "size": sum(kept.sizes()), "most_bytes": 5 * 2**20,
        "trouble": None,
    } == found  # fmt: skip


def test_it_clears(run, kept):
    """And says how much that was."""
    assert "removed 2 files" in words(run("cache", "--clear").stdout)
    assert [] == kept.sizes()
    kept.put(make_key("three"), b"")
    found = json.loads(run("cache", "--clear", "--json").stdout)
    assert (1, 0, 0) == (found["removed"], found["left"], found["files"])


def test_what_cannot_be_removed_is_a_failure(run, kept, monkeypatch):
    """With status 1, and how many there are."""

    def fail(path):
        raise PermissionError(13, "in use", path)

    monkeypatch.setattr(os, "remove", fail)
    result = run("cache", "--clear")
    assert 1 == result.exit_code
    assert "wengert: 2 files could not be removed\n" == result.stderr
    assert "removed 0 files" in words(result.stdout)


OWN = "set WENGERT_CACHE_DIR to a folder of your own"


@pytest.mark.parametrize("verb", ["cache", "doctor"])
@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"WENGERT_CACHE": "Off"}, "WENGERT_CACHE=Off switches it off"),
        ({"WENGERT_CACHE_MB": "much"}, "WENGERT_CACHE_MB=much is no size in MiB; 256 is taken"),
        ({"WENGERT_CACHE_MB": "0"}, "nothing may be kept: WENGERT_CACHE_MB is 0"),
        ({"WENGERT_CACHE_DIR": "{tmp}/open"}, "the folder can be written by others (chmod go-w keeps them out)"),
        ({"WENGERT_CACHE_DIR": "{tmp}/file"}, f"the folder is a file; {OWN}"),
        ({"WENGERT_CACHE_DIR": "{tmp}/file/below"}, "the folder cannot be used ("),
        ({"WENGERT_CACHE_DIR": "{tmp}/locked/below/it"}, "the folder cannot be made, as {tmp}/locked is not writable"),
        ({"WENGERT_CACHE_DIR": "{tmp}/locked"}, f"the folder is only read, as it is not writable; {OWN}"),
        ({"WENGERT_CACHE_DIR": "", "XDG_CACHE_HOME": "", "HOME": "no"}, f"there is no folder for it; {OWN}"),
        ({"WENGERT_CACHE_DIR": "{tmp}/none/yet"}, None),
    ],
    ids=str,
)
def test_why_nothing_is_kept(run, tmp_path, monkeypatch, verb, environment, says):
    """Both who look at the cache and who look for what is wrong are told, and neither is a failure."""
    for name in ("open", "locked"):
        (tmp_path / name).mkdir(mode=0o700)
    (tmp_path / "open").chmod(0o777)
    (tmp_path / "file").write_text("")
    access = os.access  # by which root may write everywhere
    monkeypatch.setattr(os, "access", lambda path, how: "locked" not in os.fspath(path) and access(path, how))
    for name, text in environment.items():
        monkeypatch.setenv(name, text.format(tmp=tmp_path))
    result = run(verb)
    assert 0 == result.exit_code
    found = json.loads(run(verb, "--json").stdout)
    told = (found if verb == "cache" else found["cache"])["trouble"]
    if says is None:
        assert None is told
    else:
        assert says.format(tmp=tmp_path) in told
        assert told.replace(" ", "") in "".join(result.stdout.split())


def test_doctor_says_how_much_is_kept(run, kept):
    """Beside the versions."""
    assert "code kept 2 files, 2.0 MiB of at most 256.0 MiB" in words(run("doctor").stdout)
