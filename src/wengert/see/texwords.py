"""Text and numbers as TeX may read them: nothing in a label is a command.

Legend: a `safe` character is one that pdfTeX prints in its default font as it is.
"""

from __future__ import annotations

from wengert.see.names import printable

#: What stands for a character of ASCII in text.
SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
    "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", '"': "''", "-": "-{}", "`": "`{}", "'": "'{}",
}  # fmt: skip
_WORDS = SPECIAL | {
    "−": "$-$", "×": r"$\times$", "·": r"$\cdot$", "÷": r"$\div$", "…": r"\dots{}", "–": "--",
    "≤": r"$\le$", "≥": r"$\ge$", "≠": r"$\ne$", "∞": r"$\infty$", "∂": r"$\partial$", "≈": r"$\approx$",
}  # fmt: skip
_WORDS |= {lowered: f"$_{{{digit}}}$" for digit, lowered in enumerate("₀₁₂₃₄₅₆₇₈₉")}
_WORDS |= {raised: f"$^{{{digit}}}$" for digit, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho",
    "σ": "sigma", "τ": "tau", "φ": "varphi", "χ": "chi", "ψ": "psi", "ω": "omega", "Δ": "Delta",
    "Σ": "Sigma", "Ω": "Omega", "Φ": "Phi",
}  # fmt: skip
_WORDS |= {letter: f"$\\{name}$" for letter, name in _GREEK.items()}
_SAFE = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ")

#: Prints a character where the engine knows Unicode, else its code: `\wgother{65E5}{日}`.
OTHER = (
    r"\newcommand{\wgother}[2]{\ifdefined\directlua #2\else"
    r"\ifdefined\XeTeXversion #2\else\texttt{\small[U+#1]}\fi\fi}"
)


def words(text: str) -> str:
    r"""A text for TeX's text mode.

    >>> words("50% of a_1 & {b} − x²")
    '50\\% of a\\_1 \\& \\{b\\} $-$ x$^{2}$'
    """
    return "".join(map(_word, printable(text)))


def _word(letter: str) -> str:
    if letter in _WORDS:
        return _WORDS[letter]
    if letter.isascii() or letter in _SAFE:
        return letter
    return f"\\wgother{{{ord(letter):04X}}}{{{letter}}}"


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
