"""Text and numbers as TeX may read them: nothing in a label is a command.

Legend: a `safe` character is one that pdfTeX prints in its default font as it is.
"""

from __future__ import annotations

import re
import unicodedata

from wengert.see.names import printable

#: What stands for a character of ASCII in text.
SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
    "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", '"': "''", "-": "-{}", "`": "`{}", "'": "'{}",
}  # fmt: skip
#: Signs and letters in math mode.
_SIGNS = {
    "−": "-", "×": r"\times", "·": r"\cdot", "÷": r"\div", "±": r"\pm", "≤": r"\le", "≥": r"\ge", "≠": r"\ne",
    "≈": r"\approx", "∞": r"\infty", "∂": r"\partial", "∇": r"\nabla", "∑": r"\sum", "√": r"\surd", "∈": r"\in",
    "→": r"\to", "←": r"\leftarrow", "↔": r"\leftrightarrow", "⇒": r"\Rightarrow", "↦": r"\mapsto", "⊙": r"\odot",
    "∘": r"\circ", "′": r"{}'", "⊤": r"\top", "‖": r"\Vert", "ℓ": r"\ell", "ℒ": r"\mathcal{L}", "ℋ": r"\mathcal{H}",
}  # fmt: skip
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "ϵ": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ϑ": "vartheta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu", "ν": "nu",
    "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "varsigma", "τ": "tau", "υ": "upsilon", "φ": "varphi",
    "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda",
    "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Υ": "Upsilon", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip
_SIGNS |= {letter: f"\\{name}" for letter, name in _GREEK.items()}
_ACCENTS = {
    "\u0300": "grave", "\u0301": "acute", "\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "bar",
    "\u0306": "breve", "\u0307": "dot", "\u0308": "ddot", "\u030c": "check", "\u20d7": "vec",
}  # fmt: skip

#: What is set lower or higher, as it is on the line.
LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789aehijklmnoprstuvx", strict=True))
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹ᵀ", "0123456789T", strict=True))

_WORDS = SPECIAL | {"…": r"\dots{}", "–": "--"} | {letter: f"${command}$" for letter, command in _SIGNS.items()}
_WORDS |= {letter: f"$_{{{line}}}$" for letter, line in LOWERED.items()}
_WORDS |= {letter: f"$^{{{line}}}$" for letter, line in RAISED.items()}
_SAFE = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ")

MARKED = f".[{''.join(_ACCENTS)}]*"  # a letter with the accents that combine with it, as a pattern

#: Prints a character where the engine knows Unicode, else its code: `\wgother{65E5}{日}`.
OTHER = (
    r"\newcommand{\wgother}[2]{\ifdefined\directlua #2\else"
    r"\ifdefined\XeTeXversion #2\else\texttt{\small[U+#1]}\fi\fi}"
)


def words(text: str, as_it_is: bool = False) -> str:
    r"""A text for TeX's text mode.

    Args:
        text: anything.
        as_it_is: whether a character that has no command is left so, not put into `\wgother`.

    >>> words("50% of a_1 & {b} − x²"), words("ŷ → β₁")
    ('50\\% of a\\_1 \\& \\{b\\} $-$ x$^{2}$', '$\\hat{y}$ $\\to$ $\\beta$$_{1}$')
    """
    return "".join(_word(found, as_it_is) for found in re.findall(MARKED, printable(text), re.DOTALL))


def _word(marked: str, as_it_is: bool) -> str:
    letter = unicodedata.normalize("NFC", marked)
    if letter in _WORDS:
        return _WORDS[letter]
    if len(letter) == 1 and (letter.isascii() or letter in _SAFE):
        return letter
    if command := symbol(letter):
        return f"${command}$"
    return letter if as_it_is else "".join(f"\\wgother{{{ord(c):04X}}}{{{c}}}" for c in letter)


def symbol(marked: str) -> str:
    r"""One letter or sign, maybe with accents, for TeX's math mode; empty if TeX has no command for it.

    >>> symbol("x"), symbol("ŷ"), symbol("∇"), symbol("д")
    ('x', '\\hat{y}', '\\nabla', '')
    """
    if not marked or marked in _SIGNS:
        return _SIGNS.get(marked, "")
    base, *accents = list(unicodedata.normalize("NFD", marked))
    command = base if base.isascii() and base.isalpha() else _SIGNS.get(base, "")
    if not command or not _ACCENTS.keys() >= set(accents):
        return ""
    for accent in accents:
        command = f"\\{_ACCENTS[accent]}{{{command}}}"
    return command


def number(figure: str) -> str:
    r"""A number, as `wording.figure` writes it, for TeX's math mode.

    >>> number("−0.7071"), number("1.5e−08"), number("−inf"), number("–")
    ('$-0.7071$', '$1.5{\\cdot}10^{-8}$', '$-\\infty$', '--')
    """
    if figure == "–":
        return "--"
    digits = figure.replace("−", "-")
    for word, command in (("inf", r"\infty"), ("nan", r"\mathrm{nan}")):
        if digits.lstrip("-") == word:
            return f"${'-' if digits.startswith('-') else ''}{command}$"
    mantissa, _, exponent = digits.partition("e")
    return f"${mantissa}{{\\cdot}}10^{{{int(exponent)}}}$" if exponent else f"${mantissa}$"
