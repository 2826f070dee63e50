"""LLVM: from the text of a module to functions in memory.

This module alone imports llvmlite, and is imported when something is to be compiled and not before.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import llvmlite
import llvmlite.binding as llvm

from wengert.compiler.native import symbols
from wengert.compiler.native.cache import ObjectCache, make_key
from wengert.compiler.native.kernels import Source
from wengert.compiler.threads import making

_names = itertools.count()


class Host(NamedTuple):
    """What code is made for.

    Args:
        triple: processor, vendor, system: `x86_64-unknown-linux-gnu`.
        cpu: its name.
        features: what it has, as `+avx2,…`.
    """

    triple: str
    cpu: str
    features: str

    def has(self, feature: str) -> bool:
        """Whether it has a feature: `"avx2"`."""
        return f"+{feature}" in self.features.split(",")


@lru_cache(maxsize=1)
def host() -> Host:
    """The machine that this runs on."""
    _begin()
    features = llvm.get_host_cpu_features()
    return Host(llvm.get_process_triple(), llvm.get_host_cpu_name(), features.flatten())


def llvm_version() -> str:
    """LLVM's."""
    return ".".join(map(str, llvm.llvm_version_info))


@lru_cache(maxsize=1)
def _begin() -> None:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()


class _Session:
    """What holds functions in memory.  LLVM keeps a few kB of each, even when it is dropped, until the session ends."""

    most = 64

    def __init__(self) -> None:
        self.jit = llvm.create_lljit_compiler(_target(2))
        self.count = 0


_sessions: list[_Session] = []  # the last one


def _session() -> _Session:
    """One that has room; those that are full end with the last of their functions."""
    if not _sessions or _sessions[0].count == _Session.most:
        _sessions[:] = [_Session()]
    _sessions[0].count += 1
    return _sessions[0]


@lru_cache(maxsize=4)
def _target(level: int) -> Any:
    machine = host()
    target = llvm.Target.from_triple(machine.triple)
    return target.create_target_machine(
        cpu=machine.cpu, features=machine.features, opt=level, reloc="pic", codemodel="small", jit=True
    )


@lru_cache(maxsize=2)
def lanes(vector_math: bool) -> tuple[int, Mapping[str, str]]:
    """How many lanes stand side by side here, and the names of vector functions by function.

    Args:
        vector_math: whether vector functions are wanted.
    """
    machine = host()
    for feature, width, letter in (("avx512f", 8, "e"), ("avx2", 4, "d"), ("sse2", 2, "b"), ("neon", 2, "n")):
        if machine.has(feature):
            return width, symbols.vectors(letter, width) if vector_math else {}
    return 2, {}


class Loaded:
    """A function in memory, for as long as this is there.

    Attributes:
        address: where it is.
        slots: how many slots of memory it needs.
    """

    def __init__(self, tracker: Any, session: _Session, name: str, slots: int) -> None:
        self._tracker = tracker
        self._session = session  # set behind the tracker, and so let go behind it
        self.address = int(tracker[name])
        self.slots = slots


def load(source: Source, level: int = 2) -> Loaded:
    """The function of a module, in memory.

    Args:
        source: the module.
        level: how hard LLVM tries, 0 to 3.
    """
    with making:
        library = llvm.JITLibraryBuilder().add_object_img(_object(source.text, level, source.passes))
        for name, function in source.called.items():
            library.import_symbol(name, symbols.address(function))
        library.add_current_process()  # memset and the like
        library.export_symbol(source.name)
        session = _session()
        return Loaded(library.link(session.jit, f"wengert{next(_names)}"), session, source.name, source.slots)


def _object(text: str, level: int, passes: bool) -> bytes:
    key = make_key(
        text, f"{level} {passes}", *host(), llvmlite.__version__, llvm_version()
    )  # fmt: skip
    cache = ObjectCache()
    found = cache.get(key)
    if found is None:
        found = compiled(text, level if passes else 0, _target(level))
        cache.put(key, found)
    return found


def compiled(text: str, level: int, target: Any) -> bytes:
    """The object code of a module.

    Args:
        text: the module.
        level: how hard LLVM's passes try, 0 to 3; at 0 they are not run.
        target: what the code is for.
    """
    module = llvm.parse_assembly(text)
    module.triple = target.triple
    module.data_layout = str(target.target_data)
    if level:
        options = llvm.create_pipeline_tuning_options(speed_level=level)
        options.loop_vectorization = options.slp_vectorization = True
        builder = llvm.create_pass_builder(target, options)
        passes = builder.getModulePassManager()
        passes.run(module, builder)
        llvm.newpassmanagers.NewPassManager._dispose(passes)  # its own `_dispose` of llvmlite 0.50 does nothing
        passes.detach()
    return target.emit_object(module)  # type: ignore[no-any-return]
