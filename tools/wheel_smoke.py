"""Examine the source archive and the wheel in a folder, and what they install in empty environments.

`make wheel` builds both into dist/ and runs this.  It prints what it has checked, and ends with status 1
at the first thing that is wrong.  A wheel that was built with WENGERT_PURE=1 is examined as such.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from collections.abc import Iterable, Mapping
from email.parser import BytesParser
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent
PROBE = Path(__file__).with_name("wheel_probe.py")

#: All that a wheel may hold; `*` goes across folders.
ALLOWED = (
    "wengert/*.py",
    "wengert/*.pxd",
    "wengert/*.so",
    "wengert/*.pyd",
    "wengert/py.typed",
    "wengert/*/LICENSE",
    *(f"wengert/*/*.{kind}" for kind in ("css", "html", "js", "json", "ttf", "txt", "woff2")),
    *(f"wengert-*.dist-info/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "top_level.txt")),
    "wengert-*.dist-info/licenses/*LICENSE",
)
#: What setuptools adds to a source archive.
ADDED = ("PKG-INFO", "setup.cfg", "src/wengert.egg-info/*")

Files = dict[str, bytes]


class Unfit(Exception):
    """An archive, or what it installs, is not as it should be."""


def main() -> int:
    """Examine the folder that is named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "dist", help="where the archives are")
    folder: Path = parser.parse_args().folder
    try:
        examine(only(folder, "wengert-*.tar.gz"), only(folder, "wengert-*.whl"))
    except Unfit as error:
        print(f"  no  {error}", file=sys.stderr)
        return 1
    return 0


def examine(source: Path, wheel: Path) -> None:
    """Check both archives, then what they install."""
    sources, built = read_sdist(source), read_wheel(wheel)
    pure = wheel.name.endswith("-py3-none-any.whl")
    heading(source)
    check_sources(sources)
    heading(wheel)
    check_wheel(wheel, built, sources, pure)
    check_metadata(built, sources)
    with tempfile.TemporaryDirectory(prefix="wengert-smoke-") as folder:
        here = Path(folder)
        check_installed(here / "wheel", wheel, {}, compiled=not pure)
        if not pure:
            check_installed(here / "source", unpacked(source, here / "a"), {}, compiled=True)
            check_pure(unpacked(source, here / "b"), here / "pure", sources)
        check_installed(here / "no-compiler", unpacked(source, here / "c"), {"CC": "false"}, compiled=False)


# The archives


def check_sources(files: Files) -> None:
    """The source archive holds what is under version control, no more and no less."""
    names = {name for name in files if not any(fnmatchcase(name, pattern) for pattern in ADDED)}
    kept = under_version_control()
    if kept is None:
        say(f"{len(names)} files (not compared: this is no git checkout)")
        return
    same("the source archive against what git keeps (see MANIFEST.in)", kept, names)
    say(f"{len(names)} files: all that git keeps, but for names with a leading dot, and nothing else")


def check_wheel(path: Path, files: Files, sources: Files, pure: bool) -> None:
    """The wheel holds the package as the source archive has it, and the extension modules."""
    stray = [name for name in files if not any(fnmatchcase(name, pattern) for pattern in ALLOWED)]
    same("files that no pattern of tools/wheel_smoke.py allows", [], stray)
    package = {name for name in files if name.startswith("wengert/")}
    extensions = {name for name in package if name.endswith((".so", ".pyd"))}
    wanted = {name.removeprefix("src/") for name in sources if name.startswith("src/wengert/")}
    same("the wheel against src/wengert (see package-data in pyproject.toml)", wanted, package - extensions)
    for name in wanted:
        if files[name] != sources[f"src/{name}"]:
            raise Unfit(f"{name} in the wheel differs from the source archive's")
    say(f"{len(wanted)} files of the package, byte for byte the source archive's; {len(files)} in all, none stray")

    same("extension modules", [] if pure else compiled_modules(sources), [module(name) for name in extensions])
    tags = [value for line, value in headers(files, "WHEEL") if line == "Tag"]
    python, abi, platform = path.stem.split("-")[-3:]
    if f"{python}-{abi}-{platform.split('.')[0]}" not in tags:
        raise Unfit(f"the file is named {path.name}, and WHEEL says {tags}")
    say(f"{len(extensions)} extension modules, tagged {python}-{abi}-{platform}, {path.stat().st_size:,} bytes")


def check_metadata(files: Files, sources: Files) -> None:
    """METADATA says what pyproject.toml says, and carries the README."""
    project = tomllib.loads(sources["pyproject.toml"].decode())["project"]
    found = headers(files, "METADATA")
    one = dict(found)
    for field, key in [("Name", "name"), ("Version", "version"), ("Summary", "description")]:
        same(field, [project[key]], [one[field]])
    same("Requires-Python", [project["requires-python"]], [one["Requires-Python"]])
    same("License-Expression", [project["license"]], [one["License-Expression"]])
    same("extras", project["optional-dependencies"], [value for field, value in found if field == "Provides-Extra"])
    needed = [value for field, value in found if field == "Requires-Dist" and "extra ==" not in value]
    same("dependencies", project["dependencies"], needed)
    same("classifiers", project["classifiers"], [value for field, value in found if field == "Classifier"])
    readme = BytesParser().parsebytes(files[dist_info(files, "METADATA")]).get_payload(decode=True)
    if not isinstance(readme, bytes) or readme.strip() != sources["README.md"].strip():
        raise Unfit("the description in METADATA is not README.md")
    say(f"METADATA: version {one['Version']}, Python {one['Requires-Python']}, licence {one['License-Expression']},")
    say(f"          {len(needed)} dependencies, extras {', '.join(project['optional-dependencies'])}, the README")


# What they install


def check_pure(source: Path, folder: Path, sources: Files) -> None:
    """WENGERT_PURE=1 makes a wheel for every platform."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "wheel",
        "-q",
        "--no-deps",
        "-w",
        str(folder),
    ]
    subprocess.run([*command, str(source)], env={**os.environ, "WENGERT_PURE": "1"}, check=True)
    pure = only(folder, "wengert-*-py3-none-any.whl")
    heading(pure)
    check_wheel(pure, read_wheel(pure), sources, pure=True)


def check_installed(home: Path, what: Path, settings: dict[str, str], compiled: bool) -> None:
    """Install into an empty environment, and use it from an empty folder."""
    with_settings = "".join(f" with {name}={value}" for name, value in settings.items())
    print(f"{what.name}{'/' * what.is_dir()}, installed{with_settings} in an empty environment")
    venv.create(home, with_pip=True)
    scripts, suffix = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    python, command = home / scripts / f"python{suffix}", home / scripts / f"wengert{suffix}"
    outside = home / "empty"
    outside.mkdir()
    plain = {name: text for name, text in os.environ.items() if not name.startswith(("PYTHON", "WENGERT_"))}

    def run(*arguments: object, expect: int = 0, extra: Mapping[str, str] = plain) -> str:
        words = [str(argument) for argument in arguments]
        env = {**plain, **extra, "PYTHONUTF8": "1"}
        done = subprocess.run(words, cwd=outside, env=env, capture_output=True, text=True, encoding="utf-8")
        if done.returncode != expect:
            raise Unfit(f"{' '.join(words)} ended with {done.returncode}, not {expect}:\n{done.stdout}{done.stderr}")
        return done.stdout

    pip = (python, "-m", "pip", "--disable-pip-version-check")
    run(*pip, "install", "-q", what, extra=settings)
    say(f"pip check: {run(*pip, 'check').strip()}")

    found: dict[str, Any] = json.loads(run(python, "-I", "-W", "error", PROBE))
    say(f"imports from there; {found['files']} files as RECORD says, py.typed among them")
    say(f"{found['modules']} modules import without any extra")
    say(f"backward() on tanh(x*w + b), by formula and by differences: {found['gradients']}")

    run(command, "doctor", "--require-compiled", expect=0 if compiled else 1)
    if bool(found["compiled"]) != compiled:
        raise Unfit(f"compiled modules: {found['compiled']}")
    say(f"wengert doctor --require-compiled {'agrees' if compiled else 'refuses: it runs interpreted, as it should'}")
    if compiled:
        interpreted: dict[str, Any] = json.loads(run(python, "-I", "-W", "error", PROBE, extra={"WENGERT_PURE": "1"}))
        same("compiled modules with WENGERT_PURE=1", [], interpreted["compiled"])
        same("gradients with WENGERT_PURE=1", map(str, found["gradients"]), map(str, interpreted["gradients"]))
        say("WENGERT_PURE=1 runs the same files interpreted, to the same bits")
    chain = run(command, "explain", "tanh(x*w + b)", "x=2", "w=-3", "b=6.5", "--wrt", "w")
    if "dy/dw = 1.573" not in chain:
        raise Unfit(f"wengert explain printed\n{chain}")
    say("wengert explain: dy/dw = 1.573")


# Reading


def only(folder: Path, pattern: str) -> Path:
    """The one file of that name."""
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise Unfit(f"{folder} must hold one {pattern}, and holds {[path.name for path in found]}")
    return found[0].resolve()


def read_sdist(path: Path) -> Files:
    """The files of a source archive, named without its one folder."""
    files = {}
    with tarfile.open(path) as archive:
        for member in archive.getmembers():
            content = archive.extractfile(member)
            if content is not None:
                files["/".join(PurePosixPath(member.name).parts[1:])] = content.read()
    return files


def read_wheel(path: Path) -> Files:
    """The files of a wheel."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def unpacked(source: Path, folder: Path) -> Path:
    """The folder of an unpacked source archive: pip keeps no build of a folder, as it does of an archive."""
    with tarfile.open(source) as archive:
        archive.extractall(folder, filter="data")
    return only(folder, "wengert-*")


def under_version_control() -> set[str] | None:
    """What git keeps, or would if it were added; without the names that begin with a dot."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    if not (ROOT / ".git").exists():
        return None
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return {name for name in names if name and not name.startswith(".") and (ROOT / name).exists()}


def compiled_modules(sources: Files) -> list[str]:
    """The modules that the package says are compiled: each has its list in `_build.py`."""
    scope: dict[str, Any] = {}
    exec(compile(sources["src/wengert/_build.py"], "_build.py", "exec"), scope)
    return list(scope["COMPILED"])


def module(name: str) -> str:
    """The module that a file of the package is."""
    return name.partition(".")[0].replace("/", ".")


def dist_info(files: Files, name: str) -> str:
    """The path of a file of the wheel's description."""
    return next(path for path in files if fnmatchcase(path, f"wengert-*.dist-info/{name}"))


def headers(files: Files, name: str) -> list[tuple[str, str]]:
    """The fields of METADATA or WHEEL, in order."""
    return [(field, str(text)) for field, text in BytesParser().parsebytes(files[dist_info(files, name)]).items()]


# Saying


def same(what: str, expected: Iterable[str], found: Iterable[str]) -> None:
    """Refuse two lists of words that differ, whatever their order, and show the difference."""
    lines = list(difflib.ndiff(sorted(expected), sorted(found)))
    different = [line for line in lines if line[0] in "-+"]
    if different:
        raise Unfit(f"{what} (- missing, + too much):\n       " + "\n       ".join(different))


def heading(path: Path) -> None:
    """Name the archive that is examined."""
    print(path.name)


def say(text: str) -> None:
    """Report a check that held."""
    print(f"  ok  {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
