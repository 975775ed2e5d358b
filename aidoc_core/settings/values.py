"""Whether a name is an option's, and a value one that it takes."""

from __future__ import annotations

import math
import typing
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from aidoc_core.errors import ConfigError
from aidoc_core.settings.described import in_words, types
from aidoc_core.settings.table import Settings
from aidoc_core.slips import meant

if TYPE_CHECKING:
    import pydantic

SECRETS = ("AZURE_OPENAI_API_KEY", "OPENAI_API_KEY")
"""Environment variables that hold keys; no option does."""
NAMES_OF_SECRETS = ("api_key", "key", "token", "azure_openai_api_key", "openai_api_key")
"""Names under which people try to set a key as an option."""
_DEFAULTS = Settings()


def check_name(name: str, origin: str) -> None:
    """Refuse a name that is no option's.

    Args:
        name: As somebody wrote it.
        origin: How to name the place where it stands in errors, e.g. `mkdocs.yml`.

    Raises:
        ConfigError: There is no such option; the one that was likely meant is told.
    """
    if name in types():
        return
    if name.lower() in NAMES_OF_SECRETS:
        raise ConfigError(
            f"{origin}: '{name}' is a secret, and secrets come from the environment only. Set {' or '.join(SECRETS)}.",
            option=name,
        )
    close = meant(name, types())
    hint = f" Did you mean '{close}'?" if close else f" Options are: {', '.join(types())}."
    raise ConfigError(f"{origin}: there is no option '{name}'.{hint}", option=name)


_TRUTHS = {"1": True, "true": True, "0": False, "false": False}
"""How the environment mostly says it; pydantic knows more ways."""


@cache
def _adapter(name: str) -> pydantic.TypeAdapter[Any]:
    import pydantic  # noqa: PLC0415 - what is plainly right needs no judge

    return pydantic.TypeAdapter(types()[name])


def _is_plain(annotation: Any, value: Any) -> bool:
    """Whether a value is to the letter what an option takes: a truth value, a text, one of some, a list of these."""
    if annotation is bool:
        return type(value) is bool
    if annotation is str:
        return type(value) is str and value.isascii() and "\0" not in value  # others may hold what is no character
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Literal:
        return type(value) is str and value in arguments
    return origin is list and type(value) is list and all(_is_plain(arguments[0], one) for one in value)


def check_value(name: str, value: Any, origin: str) -> Any:
    """What an option is set to, as its type says it.

    Args:
        name: The option.
        value: As somebody wrote it, of any type.
        origin: How to name the place where it stands in errors.

    Raises:
        ConfigError: The option does not take this value; what it takes is told.
    """
    if name == "checks" and isinstance(value, dict):
        # YAML reads a bare `off` as false
        value = {rule: "off" if level is False else level for rule, level in value.items()}
    if value is None and (name == "report_page" or getattr(_DEFAULTS, name) == ""):
        value = ""  # `report_page:` with nothing behind it, or an `!ENV` that is not set
    if types()[name] is bool and isinstance(value, str) and value in _TRUTHS:
        return _TRUTHS[value]
    if _is_plain(types()[name], value):
        return value.copy() if isinstance(value, list) else value
    return _validated(name, value, origin)


def _validated(name: str, value: Any, origin: str) -> Any:
    """What pydantic makes of a value."""
    import pydantic  # noqa: PLC0415 - as in `_adapter`

    why = ""
    try:
        checked = _adapter(name).validate_python(value)
        # Pydantic takes `true` for 1, and infinity for a number of seconds.
        fits = not isinstance(checked, float | int) or isinstance(checked, bool) or math.isfinite(checked)
        fits = fits and (not isinstance(value, bool) or isinstance(checked, bool)) and "\0" not in str(value)
    except pydantic.ValidationError as error:
        fits = False
        reasons = (str(one["ctx"]["error"]) for one in error.errors() if one["type"] == "value_error")
        why = next((f" ({reason})" for reason in reasons), "")
    if not fits:
        shown = "what it is set to" if name == "auth" else repr(value)  # people set it to their key
        raise ConfigError(
            f"{origin}: option '{name}' cannot be {shown}{why}; allowed: {in_words(types()[name])}.", option=name
        )
    return checked
