"""The compiled core: what pyproject.toml cannot say.

The modules that `_build.COMPILED` names are ordinary Python files that Cython compiles too.  Without a C compiler, or
with WENGERT_PURE=1, they are installed as Python alone and everything works, slower.  WENGERT_PURE=0 says
that Python alone will not do: the build then fails where it would have gone on.
"""

import os
import runpy
import sys

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.errors import BaseError, CCompilerError, CompileError, LinkError

COMPILED = runpy.run_path("src/wengert/_build.py")["COMPILED"]


def extensions() -> list[Extension]:
    """The extension modules to build."""
    if os.environ.get("WENGERT_PURE") == "1":
        return []
    from Cython.Build import cythonize

    # No contraction: a product and a sum stay two roundings, as in Python, so that both builds agree.
    # No debug information: it is four fifths of a wheel, and names the folder it was built in.
    unix = ["-O3", "-ffp-contract=off", "-fno-math-errno", "-g0"]
    flags = ["/O2", "/fp:precise"] if sys.platform == "win32" else unix
    modules = [
        Extension(name, [f"src/{name.replace('.', '/')}.py"], extra_compile_args=flags) for name in COMPILED
    ]
    directives = {"language_level": 3, "annotation_typing": False, "cdivision": True, "autotestdict": False}
    built: list[Extension] = cythonize(
        modules, include_path=["src"], build_dir="build/cython", compiler_directives=directives
    )
    return built


class AllOrNone(build_ext):
    """Builds every extension, or, if one fails, none: they call each other."""

    def finalize_options(self) -> None:
        """As many compilers at a time as there are cores."""
        super().finalize_options()
        self.parallel = self.parallel or os.cpu_count() or 1

    def run(self) -> None:
        """Build, and let the installation go on without if that fails."""
        try:
            super().run()
        except (BaseError, CCompilerError, CompileError, LinkError, OSError) as error:
            if os.environ.get("WENGERT_PURE") == "0":
                raise
            self.warn(f"the core is not compiled and will run interpreted: {error}")
            for path in self.get_outputs():
                if os.path.exists(path):
                    os.remove(path)
            self.extensions = []


setup(ext_modules=extensions(), cmdclass={"build_ext": AllOrNone})
