"""Random hostile texts: syntax of both formats, line starts, things unseen, and any characters at all."""

from __future__ import annotations

from hypothesis import strategies as st

_SYNTAX = [*"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "\n", "\n\n", "    ", "\t", " "]
_STARTS = [
    *("\n- ", "\n* ", "\n+ ", "\n1. ", "\n2. ", "\n#. ", "\na. ", "\ni) ", "\n(A) ", "\n\u2022 ", "\n  - ", "\n> "),
    *("\n.. ", "\n.. note:: ", "\n.. raw:: html\n\n   ", "\n.. include:: ../secret.txt\n", "\n.. |x| replace:: y\n"),
    *("\n.. _x: y\n", "\n.. [1] ", "\n.. [#a] ", "\n.. [A] ", "\n__ x\n", "\n:x: ", "\n:param y: ", "\n| ", "\n>>> "),
    *("\n====\n", "\n----\n", "\n~~~~\n", "\n+---+\n", "\n=== ===\n", "\n-a  x\n", "\n--all=x  y\n", "\n/V  x\n"),
    *(
        "\nArgs:\n    ",
        "\nReturns\n-------\n",
        "\n    !! processed by numpydoc !!\n",
        "\n.. aidoc-badge:: x\n",
        "::\n\n  ",
    ),
]
_PIECES = [
    *("*a*", "**b**", "`c`", "``d``", "`` `e` ``", ":f:`g`", ":ref:`h`", ":download:`../secret.txt`", ":raw:`<b>`"),
    *("`i`_", "`j`__", "k_", "l__", "_`m`", "|n|", "|o|_", "[1]_", "[#]_", "[*]_", "[P]_", "`q <r>`_", "`s`:t:"),
    *("http://x.y", "mailto:a@b.c", "a@b.c", "PEP 8", "RFC 2822", "\\", "\\\\", "\\*", "<b>", "&lt;", "-- ---", "..."),
    *("'x'", '"y"', "it's", "'tis", "`", "``", "```", "`a\\`", "a`b`c", "x_\u00b7", "__init__", "type_", "*args", "1."),
    *("\u00ab*\u00bb", "\u2018|\u2019", "\u65e5\u672c_", "\xe9_", "\u0661.", "$x$", "{x}`y`", "{{ x }}", "]_", "]__"),
]
_UNSEEN = [
    "\x00",
    "\x02",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x85",
    "\xa0",
    "\u200b",
    "\u2028",
    "\u202e",
    "\ufeff",
    "\ud800",
    "\r",
]
TEXTS = st.lists(
    st.sampled_from(_SYNTAX)
    | st.sampled_from(_STARTS)
    | st.sampled_from(_PIECES)
    | st.sampled_from(_UNSEEN)
    | st.text(st.characters(codec=None), max_size=6),
    max_size=25,
).map("".join)
"""Any text that a model might write."""

NAMES = (
    st.lists(st.sampled_from([*"_aZ9\xe9\u65e5\xb7\u203f\u2040\uff3f\u0301\u2118", "__", "x_"]), max_size=6)
    .map(lambda parts: "".join(["x", *parts]))
    .filter(str.isidentifier)
) | st.text(max_size=4).filter(str.isidentifier)
"""Any name that Python allows."""
