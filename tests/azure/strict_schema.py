"""Azure's structured outputs: which schemas strict mode takes, and whether a value conforms to one.

Knows the subset of JSON Schema that the service documents, and nothing of what the values mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.azure.prose import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

Schema = dict[str, Any]

_PERMITTED = {
    "type", "properties", "required", "additionalProperties", "items", "anyOf", "enum", "const", "description",
    "title", "$ref", "$defs", "definitions", "$schema",
}  # fmt: skip
_MOST_PROPERTIES = 100
_MOST_LEVELS = 5
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def schema_problem(root: Schema) -> str | None:
    """Say why strict mode refuses a schema, in the service's words; None if it takes it."""
    if root.get("type") != "object" or "anyOf" in root:
        return f"schema must be a JSON Schema of type 'object', got type {str(root.get('type'))!r}."
    count = 0
    for context, schema, level in _walk(root, (), 1):
        count += len(schema.get("properties", {}))
        problem = _node_problem(schema, root)
        if problem is None and level > _MOST_LEVELS:
            problem = f"{level} levels of nesting exceed limit of {_MOST_LEVELS}."
        if problem is not None:
            return f"In context={context}, {problem}"
    return f"Too many properties ({count} > {_MOST_PROPERTIES})." if count > _MOST_PROPERTIES else None


def conforms(value: Any, schema: Schema, root: Schema) -> bool:
    """Whether a JSON value conforms to a schema of strict mode's subset."""
    schema = _resolved(schema, root)
    if "anyOf" in schema:
        return any(conforms(value, choice, root) for choice in schema["anyOf"])
    if ("const" in schema and value != schema["const"]) or ("enum" in schema and value not in schema["enum"]):
        return False
    kinds = _kinds(schema)
    if kinds and not any(_is_kind(value, kind) for kind in kinds):
        return False
    return _parts_conform(value, schema, root)


def _parts_conform(value: Any, schema: Schema, root: Schema) -> bool:
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        return set(value) == set(properties) and all(conforms(value[key], properties[key], root) for key in value)
    if isinstance(value, list) and "items" in schema:
        return all(conforms(item, schema["items"], root) for item in value)
    return True


def fill_schema(schema: Schema, root: Schema, seed: str) -> Any:
    """Any value that conforms: sentences for strings, empty lists; for schemas other than the usual answers."""
    schema = _resolved(schema, root)
    if "anyOf" in schema:
        return fill_schema(schema["anyOf"][0], root, seed)
    if "const" in schema or "enum" in schema:
        return schema["const"] if "const" in schema else schema["enum"][0]
    kind = (_kinds(schema) or ["null"])[0]
    if kind == "object":
        properties = schema.get("properties", {})
        return {key: fill_schema(inner, root, f"{seed}/{key}") for key, inner in properties.items()}
    return {"string": phrase(seed), "array": [], "integer": 1, "number": 1.0, "boolean": False, "null": None}[kind]


def _walk(schema: Schema, context: tuple[str, ...], level: int) -> Iterator[tuple[tuple[str, ...], Schema, int]]:
    yield context, schema, level
    for group in ("properties", "$defs", "definitions"):
        for name, inner in schema.get(group, {}).items():
            yield from _walk(inner, (*context, group, name), level + 1 if group == "properties" else 1)
    if isinstance(schema.get("items"), dict):
        yield from _walk(schema["items"], (*context, "items"), level)
    for number, inner in enumerate(schema.get("anyOf", ())):
        yield from _walk(inner, (*context, "anyOf", str(number)), level)


def _node_problem(schema: Schema, root: Schema) -> str | None:
    refused = [keyword for keyword in schema if keyword not in _PERMITTED]
    if refused:
        return f"'{refused[0]}' is not permitted."
    if "$ref" in schema:
        if len(schema) > 1:
            return "'$ref' cannot have keywords beside it."
        found = _target(schema["$ref"], root) is not None
        return None if found else f"reference {schema['$ref']!r} cannot be resolved."
    return _type_problem(schema)


def _type_problem(schema: Schema) -> str | None:
    if not {"type", "anyOf", "enum", "const"} & set(schema):
        return "schema must have a 'type' key."
    unknown = set(_kinds(schema)) - set(_TYPES)
    if unknown:
        return f"{min(unknown)!r} is not a valid type."
    if "array" in _kinds(schema) and "items" not in schema:
        return "array schema missing items."
    return _object_problem(schema) if "object" in _kinds(schema) else None


def _object_problem(schema: Schema) -> str | None:
    if schema.get("additionalProperties") is not False:
        return "'additionalProperties' is required to be supplied and to be false."
    missing = set(schema.get("properties", {})) ^ set(schema.get("required", ()))
    if missing:
        return (
            "'required' is required to be supplied and to be an array including every key in properties. "
            f"Missing or extra {min(missing)!r}."
        )
    return None


def _kinds(schema: Schema) -> list[str]:
    kinds = schema.get("type", [])
    return [kinds] if isinstance(kinds, str) else list(kinds)


def _is_kind(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _TYPES[kind])


def _resolved(schema: Schema, root: Schema) -> Schema:
    target = _target(schema["$ref"], root) if "$ref" in schema else None
    return schema if target is None else target


def _target(reference: str, root: Schema) -> Schema | None:
    node: Any = root
    for step in reference.removeprefix("#").strip("/").split("/"):
        if step:
            node = node.get(step) if isinstance(node, dict) else None
    return node if isinstance(node, dict) else None
