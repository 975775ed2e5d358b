"""Azure's front door: which path is which API, who may use it, and which deployment is meant."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.azure.records import Reply, SeenRequest, error_reply

if TYPE_CHECKING:
    from tests.azure.options import Options

_CLASSIC = re.compile(r"/openai/deployments/([^/]+)/chat/completions")
_V1 = "/openai/v1/chat/completions"
_OTHER = "/v1/chat/completions"
_VERSION = re.compile(r"\d{4}-\d{2}-\d{2}(-preview)?")
_BAD_KEY = (
    "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an "
    "active subscription and use a correct regional API endpoint for your resource."
)
_UNAUTHORIZED = (
    "Unauthorized. Access token is missing, invalid, audience is incorrect "
    "(https://cognitiveservices.azure.com), or have expired."
)
_NO_DEPLOYMENT = (
    "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, "
    "please wait a moment and try again."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """The deployment that a request goes to; `api_version` is None on the v1 paths."""

    deployment: str
    model: str
    api_version: str | None


def find_route(request: SeenRequest, options: Options) -> Route | Reply:
    """Say where a request goes, or the error with which the front door answers."""
    classic = _CLASSIC.fullmatch(request.path)
    if request.method != "POST" or not (classic or request.path in {_V1, _OTHER}):
        return error_reply(404, "404", "Resource not found")
    refusal = _refused(request.headers, options, classic=classic is not None)
    if refusal is not None:
        return refusal
    if classic is not None:
        version = request.query.get("api-version", "")
        if not _VERSION.fullmatch(version):
            return error_reply(404, "404", "Resource not found")
        return _deployment(classic[1], options, version)
    name = (request.body or {}).get("model")
    if request.path == _OTHER and name not in options.deployments:
        return _by_model(str(name), options)
    return _deployment(str(name), options, None)


def _refused(headers: dict[str, str], options: Options, *, classic: bool) -> Reply | None:
    """The 401, if the credentials are wrong: only the v1 paths take the key as a bearer."""
    scheme, _, bearer = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        keys = [options.entra_token] if classic else [options.entra_token, options.api_key]
        if any(key is not None and _same(bearer, key) for key in keys):
            return None
    if _same(headers.get("api-key", ""), options.api_key):
        return None
    wrong_token = classic and scheme and "api-key" not in headers
    return error_reply(401, "401", _UNAUTHORIZED if wrong_token else _BAD_KEY)


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())


def _deployment(name: str, options: Options, api_version: str | None) -> Route | Reply:
    if name not in options.deployments:
        return error_reply(404, "DeploymentNotFound", _NO_DEPLOYMENT)
    return Route(deployment=name, model=options.deployments[name], api_version=api_version)


def _by_model(model: str, options: Options) -> Route | Reply:
    """OpenAI-compatible servers know models, not deployments."""
    for deployment, known in options.deployments.items():
        if known == model:
            return Route(deployment=deployment, model=model, api_version=None)
    message = f"The model `{model}` does not exist or you do not have access to it."
    return error_reply(404, "model_not_found", message, type="invalid_request_error", param=None)
