"""Programs as source text in other languages.

`rules` has what each operation is in atoms, `layout` where the numbers of a program are while its code runs, `walk`
makes statements of it, forwards and backwards, and `dialect` writes them in a language's signs.
"""

from __future__ import annotations

from wengert.compiler.export.c import to_c as to_c
from wengert.compiler.export.frame import Exported as Exported
from wengert.compiler.export.frame import Outputs as Outputs
from wengert.compiler.export.frame import Parameter as Parameter
from wengert.compiler.export.javascript import to_js as to_js
from wengert.compiler.export.latex import to_latex as to_latex
from wengert.compiler.export.python import to_python as to_python
