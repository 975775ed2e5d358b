"""The option `glossary`: what the words of a project mean, and which words its texts use or avoid.

A file or a mapping with `terms` (a term and what it means), `prefer` (a word to avoid and the one to use) and `avoid`
(words to avoid). It goes to the model with the instructions, and a rule looks at what comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aidoc_core.errors import ConfigError
from aidoc_core.slips import meant

if TYPE_CHECKING:
    from pathlib import Path

_KEYS = ("terms", "prefer", "avoid")
LONGEST = 8_000
"""Characters of all of it: it goes out with every request."""
_ALLOWED = "a file nor a mapping with terms, prefer and avoid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """The words of a project.

    Attributes:
        terms: Each term and what it means.
        prefer: Each word to avoid and the one to use instead.
        avoid: Words to avoid that no other one stands for.
    """

    terms: tuple[tuple[str, str], ...] = ()
    prefer: tuple[tuple[str, str], ...] = ()
    avoid: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Glossary()

    @property
    def unwanted(self) -> tuple[tuple[str, str], ...]:
        """Every word to avoid, with the one to use; empty where there is none."""
        return (*self.prefer, *((word, "") for word in self.avoid))

    def text(self) -> str:
        """What the model is told of it; empty where there is nothing to tell."""
        lines = [f'Write "{good}", not "{bad}".' for bad, good in self.prefer]
        lines += (
            [f"Do not write {', '.join(f'{word!r}' for word in self.avoid)}.".replace("'", '"')] if self.avoid else []
        )
        if self.terms:
            lines += ["What terms mean here:", *(f"- {term}: {meaning}" for term, meaning in self.terms)]
        return "\n".join(lines)


NO_WORDS = Glossary()
"""The glossary of a project that has none."""


def read_glossary(value: str | Mapping[str, Any], root: Path, origin: str) -> Glossary:
    """The glossary that an option names or holds.

    Args:
        value: A file, relative to the configuration file, or the mapping itself.
        root: The directory of the configuration file.
        origin: How to name the configuration in errors.

    Raises:
        ConfigError: The file cannot be read, or something in it is wrong.
    """
    if not value:
        return NO_WORDS
    data: Any = value
    if isinstance(value, str):
        origin, data = _from_file(root, value, origin)
    if not isinstance(data, Mapping):
        raise _wrong(origin, "is no mapping" if isinstance(value, str) else f"is neither {_ALLOWED}")
    for key in data:
        if key not in _KEYS:
            close = meant(str(key), _KEYS)
            raise _wrong(
                origin,
                f"has no key '{key}'"
                + (f"; did you mean '{close}'?" if close else "; keys are terms, prefer and avoid"),
            )
    made = Glossary(
        terms=_pairs(data.get("terms"), "terms", origin),
        prefer=_pairs(data.get("prefer"), "prefer", origin),
        avoid=_words(data.get("avoid"), origin),
    )
    for bad, good in made.prefer:
        if bad.lower() == good.lower():
            raise _wrong(origin, f"would avoid '{bad}' and use it instead")
        if any(good.lower() == other.lower() for other, _ in made.unwanted):
            raise _wrong(origin, f"would use '{good}' for '{bad}', and avoid it, too")
    if len(made.text()) > LONGEST:
        raise _wrong(origin, f"is longer than {LONGEST:,} characters, and goes out with every request; shorten it")
    return made


def _from_file(root: Path, name: str, origin: str) -> tuple[str, Any]:
    import yaml  # noqa: PLC0415 - for those who have a file

    file = root / name
    try:
        if _size(file, origin) > 10 * LONGEST:
            raise _wrong(
                str(file), f"is longer than {LONGEST:,} characters, and goes out with every request; shorten it"
            )
        return str(file), yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ConfigError(f"{origin}: option 'glossary': {file}: {reason}.", option="glossary") from error
    except (ValueError, yaml.YAMLError, RecursionError) as error:  # also dates that are none
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark is not None else ""
        raise ConfigError(f"{file}{line}: the glossary is not YAML. Correct the file.", option="glossary") from error


def _size(file: Path, origin: str) -> int:
    try:
        return file.stat().st_size
    except ValueError as error:  # NUL, or half of a character
        raise ConfigError(f"{origin}: option 'glossary': no file can have this name.", option="glossary") from error


def _pairs(value: Any, key: str, origin: str) -> tuple[tuple[str, str], ...]:
    if value is None:
        return ()
    if not isinstance(value, Mapping):
        raise _wrong(origin, f"has in '{key}' no mapping of texts to texts")
    pairs = []
    for name, text in value.items():
        if not (_is_word(name) and isinstance(text, str) and text.strip() and _is_text(text)):
            raise _wrong(origin, f"has in '{key}' something else than texts, at '{name}' (quote words such as \"yes\")")
        pairs.append((name.strip(), " ".join(text.split())))
    return tuple(pairs)


def _words(value: Any, origin: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(_is_word(word) for word in value):
        raise _wrong(origin, "has in 'avoid' no list of words (quote words such as \"yes\")")
    return tuple(word.strip() for word in value)


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and any(char.isalnum() for char in value) and "\n" not in value and _is_text(value)


def _is_text(value: str) -> bool:
    """Whether it can be sent: half of a character (a surrogate) cannot."""
    return not any("\ud800" <= char <= "\udfff" for char in value)


def _wrong(origin: str, what: str) -> ConfigError:
    return ConfigError(f"{origin}: the glossary {what}{'' if what.endswith('?') else '.'}", option="glossary")
