"""Secrets out of literals and comments: what is found, what is left alone, and that code stays code."""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from pathlib import Path
from random import Random

import click
import griffe
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.redaction import PLACEHOLDER, redact_code, redact_text
from aidoc_core.redaction.lexer import texts
from benchmarks.redaction.planting import plant
from benchmarks.redaction.secrets_made import KINDS

PASSWORD = "hunter" + "2"
TOKEN = "aB3dE5gH7" + "jK9mN1pQ3s"
KEY_BODY = "MIIEpAIBAAKCAQEA7bq1h2k3j4h5k6j7h8A9b8C7d6E5f4G3h2"
BEGIN, END = "-----BEGIN RSA PRIV" + "ATE KEY-----", "-----END RSA PRIV" + "ATE KEY-----"
FUNCTION = 'def f(a, b=1):\n    """Do it.\n\n    Args:\n        a: One.\n    """\n    # why\n    return a + b\n'

FOUND = {
    "assignment": f"password = '{PASSWORD}'",
    "annotated": f"password: str = '{PASSWORD}'",
    "attribute": f"self.db_password = '{PASSWORD}'",
    "item": f"config['password'] = '{PASSWORD}'",
    "entry": f"config = {{'password': '{PASSWORD}'}}",
    "two names": f"user, password = 'bob', '{PASSWORD}'",
    "default": f"def f(a, password='{PASSWORD}'): ...",
    "keyword-only default": f"def f(*, password='{PASSWORD}'): ...",
    "header": f"def f(*, password: str='{PASSWORD}') -> int",
    "class header": f"class A(B, password='{PASSWORD}')",
    "decorator": f"app.route('/x', password='{PASSWORD}')",
    "argument": f"connect('db', password='{PASSWORD}')",
    "pair": f"get(url, auth=('bob', '{PASSWORD}'))",
    "basic auth": f"HTTPBasicAuth('bob', '{PASSWORD}')",
    "wrapped": f"password = SecretStr('{PASSWORD}')",
    "method": f"password = '{PASSWORD}'.encode()",
    "environment": f"os.environ.get('DB_PASSWORD', '{PASSWORD}')",
    "either": f"password = given or '{PASSWORD}'",
    "conditional": f"password = a if b else '{PASSWORD}'",
    "compared": f"if password == '{PASSWORD}': pass",
    "compared the other way": f"if '{PASSWORD}' != password: pass",
    "returned": f"def get_password():\n    return '{PASSWORD}'",
    "option": f"option('--password', default='{PASSWORD}')",
    "field": f"password: str = field(default='{PASSWORD}')",
    "walrus": f"(password := '{PASSWORD}')",
    "bytes": f"password = b'{PASSWORD}'",
    "raw": f"password = rb'{PASSWORD}'",
    "escapes": "password = 'hunt\\x65r" + "2'",
    "goes on": "password = 'hunt\\\ner" + "2'",
    "two literals": "password = ('hunt'\n    # and\n    'er" + "2')",
    "two literals on lines": "password = 'hunt' \\\n    'er" + "2'",
    "sum": "password = 'hunt' + 'er" + "2'",
    "f-string": f"password = f'{PASSWORD}'",
    "in an f-string": f"f'{{connect(password=\"{PASSWORD}\")}}'",
    "in a format": f"f'{{x:{{width(password=\"{PASSWORD}\")}}}}'",
    "beside a field": f"f'postgres://{{user}}:{PASSWORD}@{{host}}/db'",
    "comment": f"x = 1  # password: {PASSWORD}",
    "comment of code": f"# connect(password='{PASSWORD}')",
    "docstring": f'def f():\n    """Log in.\n\n    >>> login("bob", password="{PASSWORD}")\n    """',
    "JSON": f'x = \'{{"password": "{PASSWORD}"}}\'',
    "configuration": f"x = '''\n[db]\npassword = {PASSWORD}\n'''",
    "connection string": f"x = 'Server=db;User Id=sa;Password={PASSWORD};'",
    "URL": f"x = 'https://bob:{PASSWORD}@example.com/'",
    "bare value after a wide character": f"é = 'ü'; password = '{PASSWORD}'",
}


@pytest.mark.parametrize("code", [pytest.param(code, id=name.replace(" ", "-")) for name, code in FOUND.items()])
def test_a_password_is_replaced_where_a_name_tells(code: str) -> None:
    """However it is written down, the password is gone, everything else stays, and it is said once."""
    result = redact_code(code)
    for part in (PASSWORD, "hunt", "x65r"):
        assert part not in result.text
    assert result.text.count(PLACEHOLDER) == 1
    assert len(result.found) == 1
    assert PASSWORD not in repr(result)
    assert result.found[0].kind
    for kept in ("def f", "class A", "connect", "'bob'", "HTTPBasicAuth", ".encode()", "x = 1", "{user}", "é = 'ü'"):
        assert (kept in result.text) == (kept in code)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name.replace(" ", "-"))
def test_each_kind_is_found(kind) -> None:
    """Secrets of each kind, made from their format, are gone from a function; but for digits without a name."""
    random = Random(kind.name)
    planted = [one for _ in range(8) if (one := plant(FUNCTION, kind, random)) is not None]
    assert len(planted) > 5
    left = [one.form for one in planted if any(part in redact_code(one.code).text for part in one.secrets)]
    if kind.name == "hexadecimal, unnamed":  # sums, commits and test vectors look the same
        assert len(left) == len(planted)
    elif kind.name.startswith("random"):  # by chance one may look like a word
        assert len(left) <= 1
    else:
        assert left == []


LEFT_ALONE = """
password = get_password()
token: str
password = None
PASSWORD_FIELD = "password"
PASSWORD = "PASSWORD"
PASSWORD_ENV = "DB_PASSWORD"
password = os.environ["DB_PASSWORD"]
TOKEN_URL = "https://example.com/oauth/token"
SECRET_FILE = "/run/secrets/db"
token_type = "bearer"
grant = {"type": "client_credentials", "token": "string", "password": "The password of the user."}
raise ValueError("Wrong password: it must have eight characters")
raise ValueError("password: must not be empty")
digest = hashlib.sha256(data).hexdigest()
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
NAMESPACE = uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
PATTERN = r"(?P<token>[A-Za-z0-9_-]{20,})\\s*=\\s*(?P<password>[^\\s]+)"
PATH = "/api/v1/tokens/refresh/{token_id}/credentials"
INTEGRITY = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
header = b"-----BEGIN RSA PRIVATE KEY-----"
if token == "(": pass
if token.type == "NAME": pass
url = "https://user:password@example.com/"
url = f"https://{user}:{password}@{host}/"
headers = {"Authorization": f"Bearer {token}", "X-API-Key": key}
name = "AbstractSingletonProxyFactoryBean2Builder3"
name = "X-Amz-Content-SHA256"
password = "********"
password = "<password>"
api_key = "your-api-key"
secret = "{secret}"
hasher = {"password": "django.contrib.auth.hashers.PBKDF2PasswordHasher"}
algorithm = {"token": "HS256"}
logo = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
import_path = "aidoc_core.redaction.formats:FORMATS"
# The token is base64 encoded, the password: see RFC 7617.
# :param password: The password, hashed with SHA256
"""


@pytest.mark.parametrize("line", LEFT_ALONE.strip().split("\n"))
def test_what_only_speaks_of_secrets_is_left_alone(line: str) -> None:
    """Names, messages, expressions, sums, alphabets, paths and placeholders stay as they are."""
    assert redact_code(line).text == line


def test_a_private_key_goes_whole() -> None:
    """All of its lines go, in one literal, in several, in comments; what is around it stays."""
    one = f'key = """\n{BEGIN}\n{KEY_BODY}\n{KEY_BODY}\n{END}\n"""'
    several = f'key = ("{BEGIN}\\n"\n    "{KEY_BODY}\\n"\n    "{KEY_BODY}\\n"\n    "{END}")'
    comments = f"x = 1\n# {BEGIN}\n# {KEY_BODY}\n# {KEY_BODY}\n# {END}\ny = 2"
    for code in (one, several, comments):
        result = redact_code(code)
        assert KEY_BODY not in result.text
        assert KEY_BODY[:20] not in result.text
        assert len(result.found) == 1
        ast.parse(result.text)
    assert redact_code(comments).text.startswith("x = 1\n#")
    assert redact_code(comments).text.endswith("y = 2")


def test_the_place_is_told() -> None:
    """Kind and line of each, in the order of the code."""
    code = f"a = 1\npassword = '{PASSWORD}'\n\n# {TOKEN}x9Yz8W\n"
    assert [(one.kind, one.line) for one in redact_code(code).found] == [("password or key", 2), ("random text", 4)]


def test_what_is_no_python_is_read_as_text() -> None:
    """A literal without an end does not let a secret through."""
    assert PASSWORD not in redact_code(f"x = 'open\npassword = '{PASSWORD}'").text


def test_statements_that_follow_each_other_are_two_texts() -> None:
    """A docstring-like text after a password does not make it prose."""
    code = f"class A:\n    password = '{PASSWORD}'\n    'The password, as the server wants it.'\n"
    assert PASSWORD not in redact_code(code).text


@pytest.mark.parametrize("text", ["a1" * 50_000, "x" * 200_000, "eyJ" * 20_000, "://" * 20_000, "a_b1-" * 20_000,
                                  "Server=;" * 10_000, "password " * 10_000, "sha2" + "5_" * 30_000, "k=v;" * 20_000])  # fmt: skip
def test_long_texts_come_to_an_end(text: str) -> None:
    """No expression takes time that grows with a power of the length: this test would not end."""
    redact_text(text)
    redact_code(f"password = '{text}'")


def packages() -> list[Path]:
    return sorted([*Path(click.__file__).parent.rglob("*.py"), *Path(griffe.__file__).parent.rglob("*.py")])


def test_real_code_stays_as_it_is() -> None:
    """Packages without secrets are left alone, whole files at once."""
    files = packages()
    assert len(files) > 30
    assert [file.name for file in files if redact_code(file.read_text(encoding="utf-8")).found] == []


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="the tokenizer cuts f-strings to pieces")
def test_literals_and_comments_are_where_the_tokenizer_sees_them() -> None:
    """The lexer finds each literal and comment of real code at its place."""
    for file in [*packages(), Path(ast.__file__), Path(tokenize.__file__)]:
        code = file.read_text(encoding="utf-8")
        starts = [0]
        while place := code.find("\n", starts[-1]) + 1:
            starts.append(place)
        wanted = [
            starts[token.start[0] - 1] + token.start[1]
            for token in tokenize.generate_tokens(io.StringIO(code).readline)
            if token.type in (tokenize.STRING, tokenize.COMMENT)
        ]
        found = {text.start for text in texts(code)}
        joined = {piece[0].start for text in texts(code) for piece in text.pieces}
        assert found <= set(wanted)
        assert len(joined) == len(wanted)


NEW_FSTRING = "f'{connect(password='" + PASSWORD + "')} {x!r:>{w}} {{}}' 'tail'"


def test_f_strings_of_newer_pythons_are_read() -> None:
    """The same quotes inside of a field, as Python 3.12 allows, are a literal of their own."""
    assert redact_code(NEW_FSTRING).text == NEW_FSTRING.replace(PASSWORD, PLACEHOLDER)


def shape(code: str) -> list[str]:
    """A syntax tree without what its literals say."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
            node.value = type(node.value)()
        if isinstance(node, ast.JoinedStr):
            node.values = [value for value in node.values if not isinstance(value, ast.Constant)]
    return ast.dump(tree).split("(")


LITERALS = st.one_of(
    st.text(max_size=30).map(repr),
    st.text(max_size=30).map(ascii),
    st.binary(max_size=30).map(repr),
    st.sampled_from(
        [f"'{PASSWORD}'", f"b'{TOKEN}'", f"'''{BEGIN}\n{KEY_BODY}'''", "f'{x}'", f"f'{{x}}{TOKEN}{{y!r:>4}}'"]
    ),
    st.text(alphabet="abcXYZ019{}\\'\"\n:/@=;# ", max_size=40).map(repr),
)
STATEMENTS = st.tuples(
    st.sampled_from(["password = {}", "x = [{}, 1]", "f(token={})", "{}", "d = {{'api_key': {}}}", "def f(a={}): ..."]),
    LITERALS,
    st.sampled_from(["", "  # why", f"  # password: {PASSWORD}", "  # '"]),
).map(lambda parts: parts[0].format(parts[1]) + parts[2])


@given(st.lists(STATEMENTS, min_size=1, max_size=4).map("\n".join))
def test_only_literals_and_comments_change(code: str) -> None:
    """Whatever the code, the result is Python of the same shape, and has nothing more to take out."""
    try:
        before = shape(code)
    except (SyntaxError, ValueError):
        return
    result = redact_code(code)
    assert shape(result.text) == before
    assert redact_code(result.text).text == result.text
    assert redact_code(code) == result
    assert bool(result.found) == (result.text != code)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    """No text breaks it, as a text or as code."""
    assert redact_text(text).text is not None
    assert redact_code(text).text is not None
