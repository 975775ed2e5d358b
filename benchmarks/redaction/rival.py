"""detect-secrets over the same code: every plugin, line by line, without asking any server."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORTEST = 4


@cache
def _plugins() -> list[Any]:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class  # noqa: PLC0415

    classes: dict[str, Any] = get_mapping_from_secret_type_to_class()
    plugins = [plugin() for plugin in classes.values()]
    return [plugin for plugin in plugins if type(plugin).__name__ != "IPPublicDetector"]


def secrets_in(code: str) -> list[tuple[str, str, int]]:
    """Kind, text and line of what it finds, without what its heuristic filters leave out."""
    from detect_secrets.filters import heuristic  # noqa: PLC0415

    filters = (
        heuristic.is_sequential_string,
        heuristic.is_potential_uuid,
        heuristic.is_templated_secret,
        heuristic.is_prefixed_with_dollar_sign,
        heuristic.is_not_alphanumeric_string,
    )
    found = []
    for number, line in enumerate(code.split("\n"), 1):
        if heuristic.is_indirect_reference(line):
            continue
        for plugin in _plugins():
            found += [
                (one.type, one.secret_value, number)
                for one in plugin.analyze_line(filename="code.py", line=line, line_number=number)
                if one.secret_value and not any(known(one.secret_value) for known in filters)
            ]
    return found


def redacted(code: str) -> str:
    """The code with every text that it finds replaced."""
    for text in sorted({text for _, text, _ in secrets_in(code) if len(text) >= _SHORTEST}, key=len, reverse=True):
        code = code.replace(text, "<redacted>")
    return code


def samples(random: Any, each: int) -> Iterator[tuple[str, str, str]]:
    """Texts that its own rules find: the plugin, the text, and the secret in it."""
    import rstr  # noqa: PLC0415
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class  # noqa: PLC0415
    from detect_secrets.plugins.base import RegexBasedDetector  # noqa: PLC0415

    writer = rstr.Rstr(random)
    classes: dict[str, Any] = get_mapping_from_secret_type_to_class()
    for kind, plugin in sorted(classes.items()):
        if not issubclass(plugin, RegexBasedDetector) or plugin.__name__ == "IPPublicDetector":
            continue
        detector = plugin()
        for expression in detector.denylist:
            for _ in range(each):
                text = writer.xeger(expression)
                secrets = [s for s in detector.analyze_string(text) if s]
                if kind == "Private Key":  # its rule stops at the first line, which is no secret
                    secrets = [writer.xeger(r"[A-Za-z0-9+/]{64}")]
                    text = f"-----{text}-----\n{secrets[0]}\n"
                if secrets and text.replace("\n", "").isprintable():
                    yield kind, text, max(secrets, key=len)
