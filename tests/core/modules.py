"""A package of modules that lead to one another, and edits of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.core.packages import write

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "pyproject.toml": '[project]\nname = "pkg"\n',
    "README.md": "# The package\n\nIt has a plover.\n",
    "pkg/__init__.py": '"""The package."""\nfrom pkg.shapes import Shape\nfrom pkg.work import *\n\n__all__ = ["Shape", "work"]\n',
    "pkg/errors.py": "class Failure(Exception):\n    pass\n\n\nclass Deep(Failure):\n    pass\n",
    "pkg/limits.py": 'LIMIT = 3\nTEXT = \'Said.\'\n\n\ndef _told(self):\n    """Told."""\n\n\ndef limited(n, most=LIMIT):\n    return min(n, most)\n',
    "pkg/shapes.py": "from pkg.errors import Failure\nfrom pkg.limits import LIMIT, limited\n\n\nclass Shape:\n    size: int = 1\n\n"
    "    def area(self, unit):\n        return limited(self.size)\n\n    def fail(self, why):\n        raise Failure(why)\n",
    "pkg/round.py": "from typing import Annotated\nfrom typing_extensions import Doc\nfrom pkg.limits import TEXT, _told\n"
    "from pkg.shapes import Shape\n\n\nclass Circle(Shape):\n    radius: int = 2\n    width: Annotated[int, Doc(TEXT)] = 3\n"
    "    told = property(_told)\n\n    def area(self, unit):\n"
    "        return super().area(unit)\n\n    def grow(self, by):\n        self.fail(by)\n",
    "pkg/work.py": "from typing import overload\n\nfrom pkg.limits import limited\nfrom pkg.wrap import wrapped\n\n\n@wrapped\n"
    "def work(n, **options):\n    helped(n)\n    return limited(n, **options)\n\n\n"
    "@overload\ndef pick(x: int) -> int: ...\n@overload\ndef pick(x: str) -> str: ...\ndef pick(x):\n    return x\n\n\n"
    "def helped(n):\n    if n:\n        raise ValueError(n)\n\n\ntry:\n    import fast\nexcept ImportError:\n"
    "    def fast(a):\n        return a\n",
    "pkg/wrap.py": "import functools\n\n\ndef wrapped(f):\n    @functools.wraps(f)\n    def inner(*a, **k):\n"
    "        return f(*a, **k)\n    return inner\n",
    "pkg/sub/__init__.py": "from ..round import Circle as Round\nfrom .. import limits\n",
    "pkg/sub/deep.py": "import pkg\nfrom pkg import limits\nfrom pkg.sub import Round\n\n\ndef deep(a, b=limits.LIMIT):\n"
    '    """Go deep.\n\n    Args:\n        a: See `pkg.work.helped` and `Round.grow`.\n        c: Nothing of it.\n\n'
    '    Raises:\n        Failure: If `limits.limited` says so.\n    """\n    shape = Round()\n    shape.grow(a)\n'
    "    return pkg.work(b)\n",
}
"""Bases, callees, constants, re-exports, stars, overloads, decorators and conditional definitions over modules."""
EDITS: dict[str, tuple[str, str, str]] = {
    "a callee raises something else": ("pkg/work.py", "raise ValueError(n)", "raise KeyError(n)"),
    "a callee raises nothing": ("pkg/shapes.py", "raise Failure(why)", "return why"),
    "a constant": ("pkg/limits.py", "LIMIT = 3", "LIMIT = 4"),
    "a text that others show": ("pkg/limits.py", "'Said.'", "'Other.'"),
    "no text that others show": ("pkg/limits.py", "TEXT = 'Said.'", "TEXT = None"),
    "a docstring that another name has": ("pkg/limits.py", '"""Told."""', "pass"),
    "a body": ("pkg/limits.py", "return min(n, most)", "return max(n, most)"),
    "a body with the same facts": ("pkg/work.py", "    if n:\n", "    m = n\n    if m:\n"),
    "a body that speaks of a cache": ("pkg/limits.py", "return min(n, most)", "return min(n, most)  # cached"),
    "a body that runs more": ("pkg/limits.py", "return min(n, most)", "_told(n)\n    return min(n, most)"),
    "a signature": ("pkg/limits.py", "n, most=LIMIT", "n, *, most=LIMIT, least=0"),
    "a base of a base": ("pkg/errors.py", "class Failure(Exception)", "class Failure"),
    "another base": ("pkg/round.py", "class Circle(Shape)", "class Circle"),
    "a member of a base": ("pkg/shapes.py", "    size: int = 1\n", "    size: int = 1\n    grown: bool = False\n"),
    "what a base sets": ("pkg/shapes.py", "return limited(self.size)", "self.unit = unit\n        return self.unit"),
    "a docstring of a base": ("pkg/shapes.py", "def area(self, unit):\n", 'def area(self, unit):\n        """Area."""\n'),
    "a field's words": ("pkg/shapes.py", "    size: int = 1\n", "    #: How large.\n    size: int = 1\n"),
    "another re-export": ("pkg/sub/__init__.py", "Circle as Round", "Shape as Round"),
    "no re-export": ("pkg/sub/__init__.py", "from ..round import Circle as Round\n", ""),
    "what is public": ("pkg/__init__.py", '"Shape", "work"', '"Shape"'),
    "no star": ("pkg/__init__.py", "from pkg.work import *\n", ""),
    "a star's list": ("pkg/work.py", "from typing", "__all__ = ['pick']\nfrom typing"),
    "an overload": ("pkg/work.py", "@overload\ndef pick(x: str) -> str: ...\n", ""),
    "a condition": ("pkg/work.py", "import fast\nexcept ImportError", "import slow\nexcept ImportError"),
    "a decorator's code": ("pkg/wrap.py", "return f(*a, **k)", "k['mode'] = 1\n        return None"),
    "a decorator that speaks": ("pkg/wrap.py", "    return inner", "    inner.__doc__ = 'Said.'\n    return inner"),
    "a docstring set elsewhere": ("pkg/sub/deep.py", "import pkg\n", "import pkg\nfrom pkg.work import helped\nhelped.__doc__ = 'Said.'\n"),
    "words": ("README.md", "plover", "plover and a gannet"),
    "a word in the code": ("pkg/errors.py", "class Deep", "gannet = 1\n\n\nclass Deep"),
    "the same name elsewhere": ("pkg/errors.py", "class Deep(Failure)", "def helped(n):\n    return n\n\n\nclass Deep(Failure)"),
    "a comment": ("pkg/errors.py", "class Deep", "# A comment.\nclass Deep"),
    "a mark": ("pkg/work.py", "def helped(n):", "# aidoc: skip\ndef helped(n):"),
    "a new function": ("pkg/limits.py", "def limited", "def bounded(n, least=0):\n    return max(n, least)\n\n\ndef limited"),
    "a new method": ("pkg/shapes.py", "    def fail", "    def grow(self, by):\n        return self.area(by)\n\n    def fail"),
    "a new class": ("pkg/wrap.py", "import functools", "import functools\n\n\nclass Wrapper:\n    def wrap(self, f):\n        return wrapped(f)\n"),
    "a removed function": ("pkg/work.py", "def helped(n):\n    if n:\n        raise ValueError(n)\n", ""),
    "a removed method": ("pkg/round.py", "    def grow(self, by):\n        self.fail(by)\n", ""),
    "a renamed function": ("pkg/wrap.py", "def wrapped(f)", "def enclosed(f)"),
    "a renamed method": ("pkg/shapes.py", "def fail(", "def raised("),
    "a renamed class": ("pkg/errors.py", "class Deep(", "class Deeper("),
    "a constructor": ("pkg/shapes.py", "    def area", "    def __init__(self, size, *, of=None):\n        self.size = size\n\n    def area"),
    "a new module": ("pkg/new.py", "", "from pkg.errors import Failure\n\n\nclass Gannet(Failure):\n    def grow(self):\n        raise Gannet\n"),
    "a module of a name that was asked for": ("pkg/plover.py", "", "def fly(a):\n    return a\n"),
    "a file that is no module": ("pkg/gannet.pyx", "", "cdef plover: pass\n"),
    "a stub": ("pkg/limits.pyi", "", "LIMIT: int\ndef limited(n: int, most: int = ...) -> int: ...\n"),
    "a deleted module": ("pkg/round.py", "-", ""),
    "a moved module": ("pkg/errors.py", ">", "pkg/faults.py"),
    "a module that is a package": ("pkg/errors.py", ">", "pkg/errors/__init__.py"),
    "a comment at the head of each module": ("pkg/**/*.py", "", "# Edited.\n"),
    "a statement in each function": ("pkg/**/*.py", "return ", "edited = 1; return "),
    "a line less in each module": ("pkg/**/*.py", "\n\n\n", "\n\n"),
    "a comment above each definition": ("pkg/**/*.py", "\ndef ", "\n# Edited.\ndef "),
    "a mark in each module": ("pkg/**/*.py", "\nclass ", "\n# aidoc: skip\nclass "),
    "a broken module": ("pkg/limits.py", "def limited", "def limited limited"),
}  # fmt: skip


def edit(root: Path, kind: str) -> None:
    """Edit a package in one way; what is not there any more stays away. A pattern of names stands for all modules."""
    name, old, new = EDITS[kind]
    if "*" in name:
        for file in root.glob(name):
            text = file.read_text("utf-8")
            file.write_text(text.replace(old, new) if old else new + text, encoding="utf-8")
        return
    file = root / name
    if old == "-":
        file.unlink(missing_ok=True)
    elif old == ">":
        if file.is_file():
            text = file.read_text("utf-8")
            file.unlink()
            write(root, {new: text})
    elif old and file.is_file():
        file.write_text(file.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    elif not old:
        write(root, {name: new})
