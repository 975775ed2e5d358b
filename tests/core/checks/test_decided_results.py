"""Truth values, the nouns of a result, names and needless duties: what the code decides is found, the rest is left."""

import pytest

from aidoc_core.checks import check

SOURCE = """
import hashlib


def by_length(key):
    return len(key)


def by_name(key):
    return str(key)


def order(keys, by=by_length):
    return sorted(keys, key=by)


class Rows:
    def __init__(self, size: int = 10):
        self.size = size
        self.rows: dict[str, int] = {}

    def put(self, key: str, value: int) -> bool:
        self.rows[key] = value
        return True

    def add(self, key: str, value: int) -> bool:
        if key in self.rows:
            return False
        self.rows[key] = value
        return True

    def renew(self, key: str, value: int) -> bool | None:
        with self.lock:
            if self.has(key):
                return False
            self.rows[key] = value
            return True

    def force(self, key: str, value: int) -> bool | None:
        with self.lock:
            self.rows[key] = value
            return True

    def clear(self) -> bool:
        return True

    def has(self, key: str) -> bool:
        return key in self.rows

    def lacks(self, key: str) -> bool:
        return key not in self.rows

    def drop(self, key: str) -> bool:
        return self.rows.pop(key, None) is not None

    def flag(self, key: str) -> bool:
        return bool(self.rows[key])

    def keys(self) -> list[str]:
        return list(self.rows)

    def counts(self) -> list[int]:
        return list(self.rows.values())

    def flags(self) -> list[bool]:
        return [bool(one) for one in self.rows.values()]

    def table(self) -> dict[str, int]:
        return dict(self.rows)

    def both(self) -> tuple[int, str]:
        return 1, "a"

    def digest(self, method=hashlib.sha256, *, limit: int | None = None, size: int | None = None) -> str:
        if limit is None:
            limit = self.size
        if size is None:
            raise ValueError("no size")
        return method((str(self.rows) + str(limit) + str(size)).encode()).hexdigest()

    def raw(self) -> bytes:
        return b""

    def count(self) -> int:
        return len(self.rows)


class Base:
    def set(self, key: str) -> bool:
        return True

    def store(self, key: str) -> bool:
        print(key)
        return True


class Derived(Base):
    def store(self, key: str) -> bool:
        return key not in self.rows
"""


@pytest.fixture
def code(visit):
    return visit(SOURCE)


def against(obj, **answer):
    return {one.rule for one in check({"summary": "Work on the rows.", **answer}, obj)}


@pytest.mark.parametrize(
    ("name", "part", "text", "found"),
    [
        ("Rows.put", "returns", "`False` if the key exists already.", True),
        ("Rows.put", "returns", "`True` if it was stored, otherwise `False`.", True),
        ("Rows.put", "description", "Returns `False` if the key exists already.", True),
        ("Rows.put", "returns", "`True` on success, `False` otherwise.", True),
        ("Rows.put", "returns", "`True` if stored and `False` if not.", True),
        ("Rows.put", "returns", "Always `True`.", False),
        ("Rows.put", "returns", "`True`, never `False`.", False),
        ("Rows.put", "returns", "`True`; it does not return `False` if the key exists.", False),
        ("Rows.put", "returns", "`True` if it was stored.", False),
        ("Rows.put", "returns", "`True`. Subclasses return `False` if it failed.", False),
        ("Rows.put", "description", "If `value` is `False`, it is stored like any other.", False),
        ("Rows.put", "description", "A value of `False` is stored, too.", False),
        ("Rows.renew", "returns", "`True` if the key was there already, otherwise `False`.", True),
        ("Rows.renew", "returns", "`False` if the key was there already, otherwise `True`.", False),
        ("Rows.force", "returns", "`False` if the key exists already.", True),
        ("Rows.force", "returns", "`True` if it was stored.", False),
        ("Rows.clear", "returns", "`True`, or `False` in subclasses that cannot be cleared.", False),
        ("Base.set", "returns", "`False` in backends for keys that exist already, `True` otherwise.", False),
        ("Base.set", "returns", "`True` if it was set, otherwise `False`.", False),
        ("Base.store", "returns", "`True` if it was stored, otherwise `False`.", False),
        ("Rows.has", "returns", "`True` if the key is unknown.", True),
        ("Rows.has", "returns", "`True` if `key` is missing.", True),
        ("Rows.has", "returns", "`True` if the key is not there.", True),
        ("Rows.has", "returns", "`False` if the key is known.", True),
        ("Rows.has", "returns", "Whether the key is missing.", True),
        ("Rows.has", "description", "Returns `True` if the key does not exist.", True),
        ("Rows.has", "returns", "`True` if the key is known.", False),
        ("Rows.has", "returns", "`False` if the key is unknown.", False),
        ("Rows.has", "returns", "Whether the key is there.", False),
        ("Rows.has", "returns", "`True` if the key is in the rows.", False),
        ("Rows.has", "returns", "`True` unless the key is unknown.", False),
        ("Rows.has", "returns", "`True` if the key is not missing.", False),
        ("Rows.has", "returns", "`True` if the value is unknown.", False),
        ("Rows.lacks", "returns", "`True` if the key is unknown.", False),
        ("Rows.lacks", "returns", "`True` if the key is known.", True),
        ("Rows.lacks", "returns", "Whether the key is missing.", False),
        ("Rows.add", "returns", "`False` if the key was there already, otherwise `True`.", False),
        ("Rows.add", "returns", "`True` if the key was there already, otherwise `False`.", True),
        ("Rows.add", "returns", "`True` if the key exists already.", True),
        ("Rows.add", "returns", "`True` if the key was not there.", False),
        ("Rows.add", "returns", "Whether the key is new.", False),
        ("Rows.add", "returns", "Whether the key was there already.", True),
        ("Rows.add", "returns", "`True` if the row was added.", False),
        ("Rows.add", "returns", "`False` if the key exists.", False),
    ],
)
def test_a_truth_value_that_no_call_gives_is_found(code, name, part, text, found):
    assert ("AD206" in against(code[name], **{part: text})) is found


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Rows.drop", "The removed value.", True),
        ("Rows.put", "The path of the written file.", True),
        ("Rows.has", "The value of the key.", True),
        ("Rows.has", "The key.", True),
        ("Rows.has", "The truth value of the test.", False),
        ("Rows.has", "The result of the test.", False),
        ("Rows.has", "The value of the test.", False),
        ("Rows.has", "The key is there.", False),
        ("Rows.has", "The answer.", False),
        ("Rows.has", "A value that tells whether the key is there.", False),
        ("Rows.drop", "Whether the key was there.", False),
        ("Rows.drop", "`True` if a value was removed.", False),
        ("Rows.flag", "The value of the key.", False),
        ("Rows.flag", "The value of the key as a flag.", False),
        ("Rows.flag", "The number of keys.", True),
        ("Rows.has", "The number of keys.", True),
        ("Rows.keys", "The number of keys.", True),
        ("Rows.keys", "Whether there are keys.", True),
        ("Rows.keys", "`True` if all keys were stored.", True),
        ("Rows.keys", "The keys.", False),
        ("Rows.keys", "The number of each row, as text.", False),
        ("Rows.keys", "The names.", False),
        ("Rows.keys", "Keys, whether they are new or not.", False),
        ("Rows.counts", "The number of rows by key.", False),
        ("Rows.counts", "The number of rows.", False),
        ("Rows.flags", "Whether each row has a value.", False),
        ("Rows.flags", "`True` if the row has a value.", False),
        ("Rows.table", "The number of rows of each key.", False),
        ("Rows.table", "Whether each row has a value.", False),
        ("Rows.both", "The number of rows and their name.", False),
        ("Rows.count", "The keys.", True),
        ("Rows.count", "The names of the rows.", True),
        ("Rows.count", "The keys as a list.", True),
        ("Rows.count", "The number of keys.", False),
        ("Rows.count", "How many keys there are.", False),
        ("Rows.count", "The keys that are counted here: their number.", False),
        ("Rows.count", "The size in bytes.", False),
        ("Rows.count", "Whether there are keys, as 0 or 1.", False),
        ("Rows.digest", "The digest as bytes.", True),
        ("Rows.digest", "The digest as a string.", False),
        ("Rows.digest", "The digest as hexadecimal digits.", False),
        ("Rows.digest", "The size as bytes and bits.", False),
        ("Rows.raw", "The digest as bytes.", False),
    ],
)
def test_a_noun_that_the_annotation_excludes_is_found(code, name, text, found):
    assert bool({"AD112", "AD114"} & against(code[name], returns=text)) is found


@pytest.mark.parametrize(
    ("name", "parameter", "text", "found"),
    [
        ("Rows.digest", "method", "The hash. MD5 by default.", True),
        ("Rows.digest", "method", "The hash. Defaults to `hashlib.md5`.", True),
        ("Rows.digest", "method", "The hash. SHA-1 is used by default.", True),
        ("Rows.digest", "method", "Makes names of keys; MD5 by default.", True),
        ("Rows.digest", "method", "The hash. Defaults to SHA-256.", False),
        ("Rows.digest", "method", "The hash. SHA256 by default.", False),
        ("Rows.digest", "method", "The hash. Defaults to `hashlib.sha256`.", False),
        ("Rows.digest", "method", "The hash. Defaults to `sha256`.", False),
        ("Rows.digest", "method", "The hash; MD5 is not the default.", False),
        ("Rows.digest", "method", "The hash. Pass `hashlib.md5` to be faster than by default.", False),
        ("Rows.digest", "limit", "The limit. Required.", True),
        ("Rows.digest", "limit", "The limit. This argument is mandatory.", True),
        ("Rows.digest", "limit", "The limit. Must be given.", True),
        ("Rows.digest", "size", "The size. Required.", False),
        ("Rows.digest", "limit", "The limit. May be left out.", False),
        ("order", "by", "What to order by. Defaults to `by_name`.", True),
        ("order", "by", "What to order by. Defaults to `by_length`.", False),
        ("order", "by", "What to order by. Defaults to `length`.", False),
        ("order", "by", "What to order by. Defaults to the length.", False),
    ],
)
def test_a_name_as_default_and_a_value_that_is_put_in(code, name, parameter, text, found):
    entry = [{"name": parameter, "description": text}]
    assert bool({"AD123", "AD124"} & against(code[name], parameters=entry)) is found


@pytest.mark.parametrize(
    "body",
    [
        "    if limit is None:\n        limit = read()\n    return limit\n",
        "    if limit is None:\n        raise ValueError\n    return limit\n",
        "    check(limit)\n    if limit is None:\n        limit = 10\n    return limit\n",
        "    if limit is None:\n        limit = self.limit\n    if limit is None:\n        raise ValueError\n    return limit\n",
        "    return go(limit)\n",
    ],
)
def test_what_may_be_refused_may_be_required(visit, body):
    entry = [{"name": "limit", "description": "The limit. This argument is mandatory."}]
    asked = visit(
        f"class Rows:\n    def run(self, limit=None):\n    {body.replace(chr(10), chr(10) + '    ').rstrip()}\n"
    )
    assert "AD124" not in against(asked["Rows.run"], parameters=entry)


@pytest.mark.parametrize(("top", "found"), [("Other", {"AD206"}), ("Store", set())])
def test_classes_above_are_looked_at_once(visit, top, found):
    """A class is found by its name, of which there are eight in each step: a quarter of a million ways lead up."""
    ladder = "".join(
        f"class H{n}:\n"
        + "".join(f"    class C{row}(elsewhere.C{row + 1}):\n        pass\n" for row in range(5))
        + f"    class C5({top}):\n        pass\n"
        for n in range(8)
    )
    code = (
        "class Store:\n    def has(self, key) -> bool:\n        self.asked = key\n        return True\n\n"
        f"class Other:\n    pass\n\n{ladder}\n"
        "class Far(elsewhere.C0):\n    def has(self, key) -> bool:\n        return False\n"
    )
    said = {"summary": "Ask for a key.", "description": "Returns False if the key is missing."}
    assert {one.rule for one in check(said, visit(code)["Store.has"]) if one.rule == "AD206"} == found
