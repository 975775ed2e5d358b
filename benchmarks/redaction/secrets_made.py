"""Secrets made at run time from the formats that providers document: none stands in this repository.

Each kind has a maker and the forms in which people write it down. Not made from aidoc's own rules: lengths and
alphabets are those of the providers, passwords those of people and of generators.
"""

# ruff: noqa: E501, ISC003 - in parts, so that no secret scanner takes this file for a find

from __future__ import annotations

import base64
import json
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

_BASE62 = string.ascii_letters + string.digits
_BASE36 = string.ascii_lowercase + string.digits
_HEX = "0123456789abcdef"
_URL = _BASE62 + "-_"
_WORDS = "winter dragon harbour violet monkey summer falcon orange castle thunder pepper silver mango rocket".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of secret.

    Attributes:
        name: In words.
        make: Makes one.
        forms: How it is written down: `free` anywhere, `named` only where a name tells what it is.
    """

    name: str
    make: Callable[[Random], str]
    forms: str = "free"


def _some(random: Random, letters: str, length: int) -> str:
    return "".join(random.choices(letters, k=length))


def _base64(random: Random, length: int) -> str:
    return base64.b64encode(random.randbytes(length)).decode()


def _url64(random: Random, data: bytes | int) -> str:
    raw = random.randbytes(data) if isinstance(data, int) else data
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _jwt(random: Random) -> str:
    head = json.dumps({"alg": "HS256", "typ": "JWT"}).encode()
    body = json.dumps({"sub": _some(random, _HEX, 12), "iat": random.randrange(10**9)}).encode()
    return f"{_url64(random, head)}.{_url64(random, body)}.{_url64(random, 32)}"


def _private_key(random: Random) -> str:
    kind = random.choice(["RSA PRIVATE", "PRIVATE", "EC PRIVATE", "OPENSSH PRIVATE"])
    body = _base64(random, random.choice([120, 1190]))
    lines = "\n".join(body[place : place + 64] for place in range(0, len(body), 64))
    return f"-----BEGIN {kind} KEY-----\n{lines}\n-----END {kind} KEY-----"


def _word_password(random: Random) -> str:
    word = random.choice(_WORDS)
    return random.choice([word.title(), word]) + str(random.randrange(10, 2100)) + random.choice(["", "!", "#", "$"])


def _leet(random: Random) -> str:
    return random.choice(_WORDS).translate(str.maketrans("aeio", "4310")) + random.choice(_WORDS)


def _generated_password(random: Random) -> str:
    return _some(random, _BASE62 + "!#$*+-?@^_~", random.randrange(10, 20))


def _url(scheme: str) -> Callable[[Random], str]:
    def make(random: Random) -> str:
        user, host = random.choice(_WORDS), random.choice(_WORDS)
        password = random.choice([_word_password, _generated_password])(random).translate(
            str.maketrans("", "", "@#/?$")
        )
        return f"{scheme}://{user}:{password}@{host}.internal:5432/db"

    return make


KINDS = (
    Kind("AWS key id", lambda r: "AK" + "IA" + _some(r, string.ascii_uppercase + "234567", 16)),
    Kind("AWS secret key", lambda r: _base64(r, 30)),
    Kind("Azure storage key", lambda r: "DefaultEndpointsProtocol=https;AccountName=" + r.choice(_WORDS)
         + ";Account" + "Key=" + _base64(r, 64) + ";EndpointSuffix=core.windows.net"),
    Kind("Azure SAS", lambda r: "https://a.blob.core.windows.net/c?sv=2022-11-02&sp=r&s" + "ig="
         + _base64(r, 32).replace("+", "%2B").replace("/", "%2F").replace("=", "%3D")),
    Kind("Azure AD secret", lambda r: _some(r, _BASE62, 3) + r.choice(string.digits) + "Q" + "~" + _some(r, _URL, 34)),
    Kind("Azure OpenAI key", lambda r: _some(r, _BASE62, 52) + "JQQJ9" + "9B" + _some(r, _BASE62, 25)),
    Kind("service bus", lambda r: "Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;Shared"
         + "AccessKey=" + _base64(r, 32)),
    Kind("SQL Server", lambda r: "Server=tcp:db;Database=x;User Id=sa;Pass" + "word=" + _word_password(r) + ";"),
    Kind("GitHub token", lambda r: "gh" + r.choice("pousr") + "_" + _some(r, _BASE62, 36)),
    Kind("GitHub fine-grained", lambda r: "github" + "_pat_" + _some(r, _BASE62, 22) + "_" + _some(r, _BASE62, 59)),
    Kind("GitLab token", lambda r: "gl" + "pat-" + _some(r, _URL, 20)),
    Kind("Slack token", lambda r: "xo" + "xb-" + _some(r, string.digits, 12) + "-" + _some(r, string.digits, 13) + "-"
         + _some(r, _BASE62, 24)),
    Kind("Slack webhook", lambda r: "https://hooks.sl" + "ack.com/services/T" + _some(r, string.ascii_uppercase, 8) + "/B"
         + _some(r, string.ascii_uppercase, 8) + "/" + _some(r, _BASE62, 24)),
    Kind("Stripe key", lambda r: r.choice(["sk", "rk"]) + "_li" + "ve_" + _some(r, _BASE62, 24)),
    Kind("OpenAI key", lambda r: "s" + "k-proj-" + _some(r, _URL, 60) + "T3Blb" + "kFJ" + _some(r, _URL, 60)),
    Kind("Anthropic key", lambda r: "s" + "k-ant-api03-" + _some(r, _URL, 93) + "AA"),
    Kind("Google key", lambda r: "AI" + "za" + _some(r, _URL, 35)),
    Kind("Google OAuth secret", lambda r: "GOC" + "SPX-" + _some(r, _URL, 28)),
    Kind("npm token", lambda r: "np" + "m_" + _some(r, _BASE62, 36)),
    Kind("PyPI token", lambda r: "py" + "pi-AgEIcHlwaS5vcmc" + _some(r, _URL, 120)),
    Kind("Twilio key", lambda r: "S" + "K" + _some(r, _HEX, 32)),
    Kind("SendGrid key", lambda r: "S" + "G." + _some(r, _URL, 22) + "." + _some(r, _URL, 43)),
    Kind("Telegram token", lambda r: _some(r, "123456789", 10) + ":" + "AA" + _some(r, _URL, 33)),
    Kind("Discord token", lambda r: "M" + _some(r, _BASE62, 23) + "." + _some(r, _URL, 6) + "." + _some(r, _URL, 38)),
    Kind("Mailchimp key", lambda r: _some(r, _HEX, 32) + "-" + "us" + str(r.randrange(1, 22))),
    Kind("Hugging Face token", lambda r: "h" + "f_" + _some(r, string.ascii_letters, 34)),
    Kind("DigitalOcean token", lambda r: "do" + "p_v1_" + _some(r, _HEX, 64)),
    Kind("Shopify token", lambda r: "sh" + "pat_" + _some(r, _HEX, 32)),
    Kind("Vault token", lambda r: "hv" + "s." + _some(r, _URL, 90)),
    Kind("Databricks token", lambda r: "da" + "pi" + _some(r, _HEX, 32)),
    Kind("JWT", _jwt),
    Kind("private key", _private_key),
    Kind("postgres URL", _url("postgresql+psycopg")),
    Kind("amqp URL", _url("amqp")),
    Kind("https URL", _url("https")),
    Kind("bearer header", lambda r: "Bearer " + _some(r, _BASE62, 40)),
    Kind("random Base64", lambda r: _base64(r, r.choice([24, 32, 48, 64]))),
    Kind("random Base62", lambda r: _some(r, _BASE62, r.choice([24, 32, 40, 64]))),
    Kind("random Base36", lambda r: _some(r, _BASE36, r.choice([32, 40, 64]))),
    Kind("hexadecimal, unnamed", lambda r: _some(r, _HEX, r.choice([32, 40, 64]))),
    Kind("hexadecimal, named", lambda r: _some(r, _HEX, r.choice([32, 40, 64])), "named"),
    Kind("UUID, named", lambda r: "-".join(_some(r, _HEX, n) for n in (8, 4, 4, 4, 12)), "named"),
    Kind("password: word and number", _word_password, "named"),
    Kind("password: letters as numbers", _leet, "named"),
    Kind("password: generated", _generated_password, "named"),
    Kind("password: one word", lambda r: "".join(r.sample(_WORDS, 2)), "named"),
    Kind("password: four words", lambda r: " ".join(r.sample(_WORDS, 4)), "named"),
)  # fmt: skip
"""Every kind."""
