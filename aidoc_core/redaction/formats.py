"""Secrets that are known by their format, wherever they stand: keys of providers, tokens, URLs with passwords.

Formats as their providers document them; where a provider documents only a prefix, what follows is bounded
loosely; what a sign must follow is bounded, so that no text costs more than its length. To add one: a kind in words, texts of which one must be there (so that most formats cost one look), the
expression. A group named `secret` is what is replaced, else all of it.
"""

# ruff: noqa: E501 - a format a line reads best

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aidoc_core.redaction.lexer import FIELD
from aidoc_core.redaction.names import Holds
from aidoc_core.redaction.values import is_random, is_secret

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True)
class Found:
    """A secret in a text.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        kind: What it is, in words.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Format:
    """What a kind of secret looks like.

    Attributes:
        kind: What it is, in words.
        signs: Texts of which one stands in every such secret.
        expression: Finds it.
        holds: Tells whether what was found is one, for expressions that find more.
    """

    kind: str
    signs: tuple[str, ...]
    expression: re.Pattern[str]
    holds: Callable[[str], bool] = lambda _: True


_B = r"(?<![A-Za-z0-9])"  # begins here
_E = r"(?![A-Za-z0-9])"  # ends here


def _make(kind: str, signs: str, expression: str, holds: Callable[[str], bool] = lambda _: True) -> Format:
    return Format(kind, tuple(signs.split()), re.compile(expression, re.DOTALL), holds)


def _is_password(value: str) -> bool:
    return is_secret(value, Holds.SECRET) and FIELD not in value


def _is_opaque(value: str) -> bool:
    return is_secret(value, Holds.TOKEN)


FORMATS = (
    # Keys and certificates: RFC 7468; PuTTY's files; age.
    _make(
        "private key",
        "PRIVATE",
        r"-----BEGIN (?P<of>[A-Z0-9 ]*)PRIVATE KEY(?: BLOCK)?-----"
        r"(?P<secret>(?=.{0,400}?[A-Za-z0-9+/=]{16}).*?)(?:(?=-----END (?P=of)PRIVATE KEY)|\Z)",
    ),
    _make("private key", "Private-Lines", r"Private-Lines: *\d+\s+(?P<secret>[A-Za-z0-9+/=\s]{16,})"),
    _make("private key", "AGE-SECRET-KEY-", r"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
    _make("private key", "MII", rf"{_B}MII[BCEJ][A-Za-z0-9+/]{{4}}IBA[A-Za-z0-9+/=\s]{{100,}}"),
    # Passwords in URLs: RFC 3986, 3.2.1.
    _make(
        "password in a URL",
        "://",
        rf"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{{0,30}}://[^\s/@:'\"<>]*+:(?P<secret>[^\s@'\"<>]{{1,2000}}+)@(?=[\w\[{FIELD}{{%.-])",
        _is_password,
    ),
    _make("JWT", "eyJ", rf"{_B}eyJ[A-Za-z0-9_=-]{{8,2000}}+\.[A-Za-z0-9_=-]{{8,}}(?:\.[A-Za-z0-9_.+/=-]*)?"),
    _make(
        "authorization header",
        "Bearer bearer Basic basic Token ApiKey",
        r"\b(?:[Bb]earer|[Bb]asic|Token|ApiKey)[ =:]+(?P<secret>[A-Za-z0-9+/=_.~-]{12,})",
        _is_opaque,
    ),
    # Connection strings: https://learn.microsoft.com/dotnet/framework/data/adonet/connection-string-syntax
    _make(
        "connection string",
        "Key= key= assword= wd= ASSWORD= WD= ecret=",
        r"(?i:(?:Account|SharedAccess|Access|Shared|Api)Key|Password|Pwd|ClientSecret|Client Secret)\s*=\s*"
        r"(?P<secret>\{[^}]{0,2000}\}|[^;\s'\"&]{1,2000}+)(?=;)|(?i:(?:Account|SharedAccess|Access)Key)=(?P<last>[A-Za-z0-9+/=]{20,})",
        _is_password,
    ),
    _make(
        "connection string",
        ";",
        r"(?i)(?:Server|Data Source|Host|Endpoint|AccountName|User Id|Uid|Database)\s*=[^;]{0,200};(?:[^;]{0,200};){0,12}?\s*"
        r"(?:Password|Pwd|\w*Key|\w*Secret)\s*=\s*(?P<secret>[^;\s'\"&]+)",
        _is_password,
    ),
    # Azure
    _make("Azure SAS", "sig=", r"[?&;]sig=(?P<secret>[A-Za-z0-9%/+=_-]{20,})"),
    _make("Azure AD secret", "Q~", rf"{_B}[A-Za-z0-9_~.-]{{3}}\dQ~[A-Za-z0-9_~.-]{{31,34}}"),
    _make("Azure key", "JQQJ9 ASt ACRA AzSe AzCa APIM ACDb AIoT", rf"{_B}[A-Za-z0-9+/]{{32,80}}"
          rf"(?:JQQJ9[9A-D]|\+ASt|\+ACRA|AzSe|AzCa|APIM|\+?ACDb|AIoT)[A-Za-z0-9+/]{{4,48}}={{0,2}}{_E}"),
    # Other clouds
    _make("AWS key", "AKIA ASIA ABIA ACCA A3T", r"(?<![A-Za-z0-9])(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}"
          rf"{_E}", lambda value: not value.endswith("EXAMPLE")),
    _make("Google key", "AIza GOCSPX ya29", rf"{_B}(?:AIza[A-Za-z0-9_-]{{35}}|GOCSPX-[A-Za-z0-9_-]{{28}}"
          r"|ya29\.[A-Za-z0-9_-]{20,})"),
    _make("DigitalOcean token", "do", rf"{_B}do[opr]_v1_[a-f0-9]{{64}}{_E}"),
    _make("Alibaba key", "LTAI", rf"{_B}LTAI[A-Za-z0-9]{{12,20}}{_E}"),
    # Code and packages
    _make("GitHub token", "gh", rf"{_B}(?:gh[pousr]_[A-Za-z0-9_]{{36,255}}|github_pat_[A-Za-z0-9_]{{22,255}})"),
    _make("GitLab token", "gl GR1348941", rf"{_B}(?:gl(?:pat|dt|ft|soat|rt|cbt|imt|ptt|agent|oas|ffct)-[A-Za-z0-9_.-]{{20,}}"
          r"|GR1348941[A-Za-z0-9_-]{20,})"),
    _make("npm token", "npm_ _authToken", rf"{_B}npm_[A-Za-z0-9]{{36}}{_E}|_authToken\s*=\s*(?P<secret>[A-Fa-f0-9-]{{36}})"),
    _make("PyPI token", "pypi-", rf"{_B}pypi-Ag[A-Za-z0-9_-]{{40,}}"),
    _make("Docker token", "dckr_", rf"{_B}dckr_(?:pat|oat)_[A-Za-z0-9_-]{{20,}}"),
    _make("Artifactory key", "AKC cmVmd AP", rf"{_B}(?:AKCp?[A-Za-z0-9]{{20,}}|cmVmd[A-Za-z0-9]{{59}})"),
    # Talk
    _make("Slack token", "xox xapp hooks.slack", rf"{_B}xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{{10,}}|{_B}xapp-\d-[A-Za-z0-9-]{{20,}}"
          r"|hooks\.slack\.com/(?:services|workflows)/(?P<secret>[A-Za-z0-9+_/-]{20,})"),
    _make("Discord token", ".", rf"{_B}[MNO][A-Za-z\d_-]{{23,25}}\.[A-Za-z\d_-]{{6}}\.[A-Za-z\d_-]{{27,38}}"),
    _make("webhook", "webhook", r"(?:discord(?:app)?\.com/api/webhooks|webhook\.office\.com/webhookb2)/(?P<secret>[\w@/.-]{20,})"),
    _make("Telegram token", ":", rf"{_B}\d{{8,10}}:[A-Za-z0-9_-]{{35}}{_E}"),
    _make("Twilio key", "AC SK", rf"{_B}(?:AC|SK)[a-z0-9]{{32}}{_E}"),
    _make("SendGrid key", "SG.", rf"{_B}SG\.[A-Za-z0-9_-]{{22}}\.[A-Za-z0-9_-]{{43}}"),
    _make("Mailgun key", "key- pubkey-", rf"{_B}(?:pub)?key-[a-f0-9]{{32}}{_E}"),
    _make("Mailchimp key", "-us", rf"{_B}[0-9a-f]{{32}}-us\d{{1,2}}{_E}"),
    # Money
    _make("Stripe key", "_live_ _test_ whsec_", rf"{_B}(?:[srp]k_(?:live|test)_[A-Za-z0-9]{{16,}}|whsec_[A-Za-z0-9+/=]{{24,}})"),
    _make("Square token", "sq0 EAAA", rf"{_B}(?:sq0[a-z]{{3}}-[A-Za-z0-9\\_-]{{22,43}}|EAAA[A-Za-z0-9_-]{{60}})"),
    _make("Shopify token", "shp", rf"{_B}shp(?:at|ca|pa|ss)_[a-fA-F0-9]{{32}}"),
    # Models
    _make("OpenAI key", "sk-", rf"{_B}sk-(?:(?:proj|svcacct|admin|ant-\w+|or-v1|lf)-)?[A-Za-z0-9_-]{{20,}}",
          lambda value: (any(letter.isdigit() for letter in value) and any(letter.isupper() for letter in value))
          or is_random(value.rpartition("-")[2]) or value.startswith("sk-or-")),
    _make("Hugging Face token", "hf_", rf"{_B}hf_[A-Za-z0-9]{{30,40}}{_E}"),
    # Running it
    _make("Grafana token", "glc_ glsa_", rf"{_B}(?:glc_[A-Za-z0-9+/=]{{32,}}|glsa_[A-Za-z0-9]{{32}}_[a-fA-F0-9]{{8}})"),
    _make("Vault token", "hv s.", rf"{_B}hv[sbr]\.[A-Za-z0-9_-]{{24,}}"),
    _make("Databricks token", "dapi", rf"{_B}dapi[a-f0-9]{{32}}(?:-\d)?{_E}"),
    _make("Linear key", "lin_api_", rf"{_B}lin_api_[A-Za-z0-9]{{40}}"),
    _make("Notion token", "secret_ ntn_", rf"{_B}(?:secret_[A-Za-z0-9]{{43}}|ntn_[A-Za-z0-9]{{40,}})"),
    _make("Sentry token", "sntry", rf"{_B}sntry[su]_[A-Za-z0-9+/=_]{{40,}}"),
    _make("New Relic key", "NRAK- NRII-", rf"{_B}NR(?:AK|II|AL|JS)-[A-Za-z0-9_-]{{27,}}"),
)  # fmt: skip
"""Every format, each once."""


def find_formats(text: str) -> Iterator[Found]:
    """Secrets of known formats in a text."""
    for known in FORMATS:
        if not any(sign in text for sign in known.signs):
            continue
        for match in known.expression.finditer(text):
            group = next((g for g in ("secret", "last") if match.groupdict().get(g) is not None), 0)
            if known.holds(match[group]):
                yield Found(*match.span(group), known.kind)
