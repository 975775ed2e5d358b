"""A package of more objects than one page of the appendix holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PACKAGES = ("north", "south", "west")
OBJECTS = 3 * 105 + 1


def write_package(source: Path, packages: tuple[str, ...] = PACKAGES, functions: int = 104) -> list[str]:
    """Write `large`, each of its packages a module of functions, half of them with a docstring.

    Args:
        source: The directory that it lies in.
        packages: The names.
        functions: How many each has.

    Returns:
        The modules.
    """
    for package in packages:
        lines = [f'"""All that is {package}."""\n']
        for number in range(functions):
            says = f'    """Act on number {number}."""\n' if number % 2 else ""
            lines.append(f"def f{number:03}() -> None:\n{says}    print({number})\n")
        (source / "large" / package).mkdir(parents=True, exist_ok=True)
        (source / "large" / package / "__init__.py").write_text("\n".join(lines), encoding="utf-8")
    (source / "large" / "__init__.py").write_text('"""Large."""\n', encoding="utf-8")
    return ["large", *(f"large.{package}" for package in packages)]
