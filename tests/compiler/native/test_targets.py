"""Machine code for other processors and systems is generated, and compiles where LLVM knows them."""

from __future__ import annotations

import llvmlite.binding as llvm
import pytest
from nativecases import columns, t, x
from test_native_programs import GUARDED, columns_of
from workloads import WORKLOADS

from wengert.compiler.native import engine, kernels, lanes
from wengert.compiler.program.build import rolled
from wengert.core import ops

TARGETS = {
    "aarch64 linux": ("aarch64-unknown-linux-gnu", "", 2, b"\x7fELF"),
    "aarch64 mac": ("arm64-apple-darwin", "", 2, b"\xcf\xfa\xed\xfe"),
    "x86-64 linux sse2": ("x86_64-unknown-linux-gnu", "+sse2", 2, b"\x7fELF"),
    "x86-64 linux avx2": ("x86_64-unknown-linux-gnu", "+avx2", 4, b"\x7fELF"),
    "x86-64 linux avx512": ("x86_64-unknown-linux-gnu", "+avx512f", 8, b"\x7fELF"),
    "x86-64 mac": ("x86_64-apple-darwin", "+avx2", 4, b"\xcf\xfa\xed\xfe"),
    "x86-64 windows": ("x86_64-pc-windows-msvc", "+avx2", 4, b"\x64\x86"),
}
PROGRAMS = {
    "guards": (GUARDED, 2, [1.0, 1.0]),
    "loops": (columns_of(WORKLOADS["rosenbrock"].function, 40), 40, []),
    "calls": (columns(2, (ops.pow, x(0), x(1)), (ops.lgamma, t(0)), (ops.floor, t(1)), (ops.tanh, t(2))), 2, []),
}


@pytest.fixture(scope="module", params=TARGETS)
def target(request):
    """What code is compiled for, and how many numbers its registers hold; None where LLVM does not know it."""
    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()
    triple, features, width, magic = TARGETS[request.param]
    try:
        known = llvm.Target.from_triple(triple)
    except RuntimeError:
        return None, width, magic
    return known.create_target_machine(features=features, opt=2, reloc="pic", codemodel="small"), width, magic


@pytest.mark.parametrize("level", [0, 2])
@pytest.mark.parametrize("name", PROGRAMS)
def test_kernels_for_other_processors(target, name, level):
    """Both kernels, of values and of derivatives, become object files of the target's kind."""
    machine, width, magic = target
    made, inputs, expected = PROGRAMS[name]
    for back in (False, True):
        flags = [i % 2 == 0 for i in range(inputs)], [True] * inputs
        of = kernels.Wanted(rolled(made), *flags, expected, back, False)
        for source in (kernels.point(of), lanes.lanes(of, width, {}, back, False)):
            assert source.text.startswith(("define", "@"))
            assert f"<{width} x double>" in source.text or source.name == kernels.POINT
            if machine is not None:
                assert magic == engine.compiled(source.text, level, machine)[: len(magic)]


def test_this_processor_is_known():
    """The registers of this one have a width, and its target is compiled for."""
    assert engine.lanes(False)[0] in (2, 4, 8)
    assert engine.host().triple and engine.host().cpu


@pytest.mark.parametrize(
    ("features", "width"),
    [("+avx512f,+avx2,+sse2", 8), ("-avx512f,+avx2,+sse2", 4), ("-avx2,+sse2", 2), ("+neon", 2), ("", 2)],
)
def test_widths(features, width, monkeypatch):
    """The widest registers that a processor has are used; of one that is not known, two numbers stand side by side."""
    monkeypatch.setattr(engine, "host", lambda: engine.Host("", "", features))
    assert (width, {}) == engine.lanes.__wrapped__(False)
    assert width == engine.lanes.__wrapped__(True)[0]


LIBRARIES = {"win32": ["ucrtbase"], "darwin": ["libSystem.dylib"], "linux": ["libm.so.6", "libmvec.so.1"]}


@pytest.mark.parametrize("platform", LIBRARIES)
def test_libraries_of_other_systems(platform, monkeypatch):
    """C's library is asked for by the name that it has there; a vector library on Linux alone."""
    from wengert.compiler.native import symbols

    asked = []
    monkeypatch.setattr(symbols.sys, "platform", platform)
    monkeypatch.setattr(symbols.ctypes.util, "find_library", lambda name: None)
    monkeypatch.setattr(symbols.ctypes, "CDLL", lambda name: asked.append(name))
    symbols._c_library.__wrapped__()
    symbols._vector_library.__wrapped__()
    assert LIBRARIES[platform] == asked
