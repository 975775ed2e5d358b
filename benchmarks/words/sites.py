"""The sites that are built: real packages, pinned, as their own projects document them, as far as time allows."""

from __future__ import annotations

from typing import Any

from benchmarks.words.site import Site

_OPEN: dict[str, Any] = {"show_if_no_docstring": True}
_REST: dict[str, Any] = {"docstring_style": "sphinx"}
_NUMPY: dict[str, Any] = {"docstring_style": "numpy"}
_FASTAPI: dict[str, Any] = {
    "extensions": ["griffe_typingdoc", "griffe_warnings_deprecated"],
    "show_root_heading": True, "show_if_no_docstring": True, "preload_modules": ["httpx", "starlette"],
    "inherited_members": True, "members_order": "source", "separate_signature": True, "unwrap_annotated": True,
    "filters": ["!^_"], "merge_init_into_class": True, "docstring_section_style": "spacy",
    "show_symbol_type_heading": True, "show_symbol_type_toc": True,
}  # fmt: skip
"""The options of FastAPI's own site; Typer's are the same."""


def _mkdocs(name: str, *requirements: str, pages: dict[str, tuple[str, ...]] | None = None, modules: str = "",
            plugins: tuple[Any, ...] = (), **options: Any) -> Site:  # fmt: skip
    shown = pages or {module: (module,) for module in modules.split()}
    return Site(name=f"mkdocs: {name}", tool="mkdocs", pages=shown, requirements=requirements,
                plugins=("search", "autorefs", *plugins), options=options)  # fmt: skip


def _sphinx(name: str, *requirements: str, pages: dict[str, tuple[str, ...]] | None = None, modules: str = "",
            plugins: tuple[str, ...] = (), members: str = ":members:", **options: Any) -> Site:  # fmt: skip
    shown = pages or {module: (module,) for module in modules.split()}
    return Site(name=f"sphinx: {name}", tool="sphinx", pages=shown, requirements=requirements,
                plugins=plugins, members=members, options=options)  # fmt: skip


def _each(directive: str, names: str, *options: str) -> tuple[str, ...]:
    """A directive for each name."""
    below = "".join(f"\n   {option}" for option in options)
    return tuple(f".. {directive}:: {name}{below}" for name in names.split())


_NAPOLEON = ("sphinx.ext.napoleon",)
_ALL = ":members:\n   :undoc-members:"
_INHERITED = f"{_ALL}\n   :show-inheritance:\n   :inherited-members: object, Exception"

MKDOCS = (
    _mkdocs(
        "fastapi", "fastapi==0.165.0", "starlette==1.10.0", "httpx==0.28.1", "annotated-doc==0.0.7",
        pages={
            "apirouter": ("fastapi.APIRouter",), "background": ("fastapi.BackgroundTasks",),
            "fastapi": ("fastapi.FastAPI",), "dependencies": ("fastapi.Depends", "fastapi.Security"),
            "encoders": ("fastapi.encoders.jsonable_encoder",),
            "exceptions": ("fastapi.HTTPException", "fastapi.WebSocketException"),
            "openapi-docs": ("fastapi.openapi.docs.get_swagger_ui_html", "fastapi.openapi.docs.get_redoc_html",
                             "fastapi.openapi.docs.get_swagger_ui_oauth2_redirect_html"),
            "parameters": ("fastapi.Query", "fastapi.Path", "fastapi.Body", "fastapi.Cookie", "fastapi.Header",
                           "fastapi.Form", "fastapi.File"),
            "request": ("fastapi.Request",), "response": ("fastapi.Response",), "websockets": ("fastapi.WebSocket",),
            "security": ("fastapi.security.APIKeyCookie", "fastapi.security.HTTPBasic",
                         "fastapi.security.OAuth2PasswordBearer", "fastapi.security.OAuth2PasswordRequestForm",
                         "fastapi.security.SecurityScopes"),
            "uploadfile": ("fastapi.UploadFile",),
        },
        **_FASTAPI,
    ),
    _mkdocs("typer", "typer==0.29.2", "annotated-doc==0.0.7", "click==8.5.1",
            **_FASTAPI | {"preload_modules": ["click"]},
            pages={"typer": ("typer.Typer",), "run-launch": ("typer.run", "typer.launch"),
                   "parameters": ("typer.Argument", "typer.Option"), "context": ("typer.Context",),
                   "file-objects": ("typer.FileText", "typer.FileTextWrite")}),
    _mkdocs("starlette", "starlette==1.10.0", **_OPEN,
            modules="starlette.applications starlette.requests starlette.responses starlette.routing"),
    _mkdocs("pydantic", "pydantic==2.14.3", docstring_section_style="spacy", merge_init_into_class=True,
            modules="pydantic.main pydantic.fields pydantic.config pydantic.networks pydantic.types"),
    _mkdocs("pydantic-settings", "pydantic-settings==2.16.3", "pydantic==2.14.3",
            extensions=[{"griffe_pydantic": {"schema": True}}], **_OPEN,
            modules="pydantic_settings.main pydantic_settings.sources.base"),
    _mkdocs("guidellm", "guidellm==0.8.1", "pydantic==2.14.3",
            modules="guidellm.schemas guidellm.settings guidellm.benchmark.schemas guidellm.scheduler.schemas"),
    _mkdocs("textual", "textual==8.2.8", "rich==15.0.0", show_signature_annotations=True, separate_signature=True,
            signature_crossrefs=True, merge_init_into_class=True, docstring_options={"ignore_init_summary": True},
            show_root_full_path=False, inherited_members=False,
            modules="textual.widget textual.events textual.validation textual.worker"),
    _mkdocs("rich", "rich==15.0.0", **_OPEN, modules="rich.table rich.progress rich.text"),
    _mkdocs("griffe", "griffelib==2.4.1", pages={"griffe": ("griffe.GriffeLoader", "griffe.Docstring",
            "griffe.Function", "griffe.Extension", "griffe.visit", "griffe.Expr")},
            docstring_options={"ignore_init_summary": True}, merge_init_into_class=True, inherited_members=True),
    _mkdocs("psygnal", "psygnal==0.16.1", **_NUMPY, modules="psygnal psygnal.containers psygnal.qt psygnal.utils"),
    _mkdocs("networkx", "networkx==3.6.1", **_NUMPY, docstring_section_style="list",
            modules="networkx.classes.graph networkx.algorithms.matching networkx.generators.random_graphs "
                    "networkx.algorithms.shortest_paths.weighted"),
    _mkdocs("httpx", "httpx==0.28.1", modules="httpx httpx._urls", inherited_members=True, **_OPEN),
    _mkdocs("trio", "trio==0.35.0", "outcome==1.3.0.post0", **_REST, modules="trio trio.testing trio.socket"),
    _mkdocs("anyio", "anyio==4.16.0", **_REST, **_OPEN, modules="anyio anyio.abc anyio.from_thread"),
    _mkdocs("requests", "requests==2.34.2", **_REST,
            modules="requests.api requests.models requests.sessions requests.adapters"),
    _mkdocs("werkzeug", "werkzeug==3.1.3", **_REST, modules="werkzeug.routing.map werkzeug.http werkzeug.test"),
    _mkdocs("sqlalchemy", "sqlalchemy==2.1.9", **_REST,
            modules="sqlalchemy.orm.session sqlalchemy.engine.url sqlalchemy.pool.base"),
    _mkdocs("paramiko", "paramiko==5.1.0", **_REST, modules="paramiko.client paramiko.sftp_client"),
    _mkdocs("attrs", "attrs==26.1.0", **_REST, **_OPEN, modules="attr attr.validators attr.converters"),
    _mkdocs("structlog", "structlog==26.1.0", modules="structlog.stdlib structlog.processors structlog.testing"),
    _mkdocs("email", docstring_style="auto", modules="email.message email.headerregistry email.policy", **_OPEN),
    _mkdocs("asyncio", modules="asyncio.locks asyncio.queues asyncio.streams asyncio.tasks", **_OPEN),
    _mkdocs("cattrs", "cattrs==26.2.1", "attrs==26.1.0", **_REST, **_OPEN,
            modules="cattrs.converters cattrs.gen cattrs.strategies cattrs.errors cattrs.preconf.json"),
    _mkdocs("packaging", "packaging==26.4", **_REST, **_OPEN,
            modules="packaging.version packaging.specifiers packaging.requirements packaging.tags packaging.metadata"),
    _mkdocs("narwhals", "narwhals==2.29.0", **_NUMPY,
            modules="narwhals.series narwhals.dtypes narwhals.selectors narwhals.utils"),
    _mkdocs("cyclopts", "cyclopts==5.5.2", **_NUMPY, **_OPEN, modules="cyclopts cyclopts.core cyclopts.types"),
)  # fmt: skip
"""Sites of MkDocs."""

SPHINX = (
    _sphinx("anyio", "anyio==4.16.0", plugins=(*_NAPOLEON, "sphinx_autodoc_typehints"), typehints_defaults="comma",
            autodoc_default_options={"show-inheritance": True}, napoleon_google_docstring=False,
            pages={"tasks": _each("autofunction", "anyio.run anyio.sleep anyio.create_task_group anyio.fail_after"),
                   "streams": ("anyio.streams.memory", "anyio.streams.buffered", "anyio.streams.tls"),
                   "files": _each("autoclass", "anyio.Path anyio.AsyncFile anyio.Event anyio.Lock", ":members:")}),
    _sphinx("paramiko", "paramiko==5.1.0", "invoke==3.0.3", "bcrypt==5.0.0", "pynacl==1.6.2",
            modules="paramiko.client paramiko.sftp_client paramiko.ssh_exception"),
    _sphinx("babel", "babel==2.18.0", modules="babel.core babel.dates babel.numbers babel.lists"),
    _sphinx("attrs", "attrs==26.1.0",
            pages={"api": (*_each("autofunction", "attrs.define attrs.field attrs.make_class attrs.asdict"),
                           *_each("autoclass", "attrs.Factory attrs.Attribute attrs.Converter", ":members:"),
                           ".. automodule:: attrs.exceptions\n   :members:"),
                   "validators": ("attrs.validators", "attrs.converters")}),
    _sphinx("sqlalchemy", "sqlalchemy==2.1.9", members=_INHERITED,
            pages={"url": _each("autoclass", "sqlalchemy.engine.URL sqlalchemy.pool.QueuePool", ":members:"),
                   "session": _each("autoclass", "sqlalchemy.orm.Session", ":members:", ":inherited-members:"),
                   "types": ("sqlalchemy.exc",)}),
    _sphinx("email", members=_INHERITED, modules="email.headerregistry email.message email.policy email.utils"),
    _sphinx("asyncio", modules="asyncio.locks asyncio.queues asyncio.streams asyncio.tasks asyncio.base_events"),
    _sphinx("networkx", "networkx==3.6.1", plugins=("numpydoc",), numpydoc_show_class_members=False,
            modules="networkx.classes.graph networkx.algorithms.matching networkx.generators.random_graphs "
                    "networkx.algorithms.shortest_paths.weighted"),
    _sphinx("psygnal", "psygnal==0.16.1", plugins=_NAPOLEON, members=_ALL, modules="psygnal psygnal.containers"),
    _sphinx("textual", "textual==8.2.8", "rich==15.0.0", plugins=_NAPOLEON, members=_ALL,
            modules="textual.screen textual.validation textual.worker textual.geometry"),
    _sphinx("fastapi", "fastapi==0.165.0", "starlette==1.10.0", "annotated-doc==0.0.7", "opentelemetry-api==1.45.2",
            members=_ALL,
            modules="fastapi.applications fastapi.security.oauth2 fastapi.params"),
    _sphinx("typer", "typer==0.29.2", "shellingham==1.5.4", "annotated-doc==0.0.7", members=_ALL,
            modules="typer.main typer.params typer.models"),
    _sphinx("pydantic", "pydantic==2.14.3", plugins=_NAPOLEON,
            modules="pydantic.functional_validators pydantic.functional_serializers pydantic.config"),
    _sphinx("pydantic-settings", "pydantic-settings==2.16.3", "python-dotenv==1.2.4", plugins=_NAPOLEON, members=_ALL,
            modules="pydantic_settings.main pydantic_settings.sources.base"),
    _sphinx("trio", "trio==0.35.0", "outcome==1.3.0.post0", "attrs==26.1.0", members=_ALL,
            pages={"core": _each("autoclass", "trio.Nursery trio.CancelScope trio.Lock trio.Path", ":members:"),
                   "testing": ("trio.testing",)}),
    _sphinx("flask", "flask==3.1.3", "werkzeug==3.1.3", "itsdangerous==2.2.0", "blinker==1.9.0",
            pages={"api": _each("autoclass", "flask.Flask flask.Blueprint flask.Request", ":members:",
                                ":inherited-members:"), "helpers": ("flask.helpers", "flask.json")}),
    _sphinx("werkzeug", "werkzeug==3.1.3", modules="werkzeug.routing.map werkzeug.http werkzeug.datastructures",
            members=_ALL),
    _sphinx("click", "click==8.5.1", modules="click.types click.termui click.decorators click.formatting"),
    _sphinx("requests", "requests==2.34.2", members=_ALL,
            modules="requests.api requests.models requests.sessions requests.adapters requests.exceptions"),
    _sphinx("sortedcontainers", "sortedcontainers==2.4.0", modules="sortedcontainers"),
    _sphinx("marshmallow", "marshmallow==4.4.0", members=_INHERITED,
            modules="marshmallow.fields marshmallow.schema marshmallow.validate"),
    _sphinx("rich", "rich==15.0.0", plugins=_NAPOLEON, modules="rich.table rich.progress rich.text"),
    _sphinx("cattrs", "cattrs==26.2.1", "attrs==26.1.0", members=f"{_ALL}\n   :show-inheritance:",
            modules="cattrs.converters cattrs.gen cattrs.strategies cattrs.errors cattrs.preconf.json"),
    _sphinx("jinja", "jinja2==3.1.6", "markupsafe==3.0.3",
            pages={"api": _each("autoclass", "jinja2.Environment jinja2.Template jinja2.Undefined", ":members:"),
                   "loaders": ("jinja2.loaders", "jinja2.exceptions"), "runtime": ("jinja2.runtime", "jinja2.ext")}),
    _sphinx("packaging", "packaging==26.4", members=":members:\n   :special-members:",
            modules="packaging.version packaging.specifiers packaging.requirements packaging.tags packaging.metadata"),
    _sphinx("multidict", "multidict==7.2.1", members=f"{_ALL}\n   :special-members:",
            modules="multidict multidict._multidict_py"),
    _sphinx("whenever", "whenever==0.11.0", members=_ALL, modules="whenever whenever._pywhenever"),
    _sphinx("discord.py", "discord.py==2.7.1", plugins=_NAPOLEON, autodoc_mock_imports=["aiohttp", "yarl"],
            pages={"models": _each("autoclass", "discord.Asset discord.Colour discord.Embed discord.Permissions",
                                   ":members:", ":inherited-members:"),
                   "flags": ("discord.flags", "discord.utils")}),
    _sphinx("openapi-pydantic by autodoc-pydantic", "openapi-pydantic==0.5.1", "pydantic==2.14.3",
            plugins=("sphinxcontrib.autodoc_pydantic",), autodoc_pydantic_model_show_json=False,
            pages={"models": _each("autopydantic_model", "openapi_pydantic.OpenAPI openapi_pydantic.Schema "
                                   "openapi_pydantic.Operation openapi_pydantic.Reference"),
                   "listed": _each("autopydantic_model", "openapi_pydantic.v3.v3_0.Schema openapi_pydantic.Info",
                                   ":members:", ":undoc-members:"),
                   "util": ("openapi_pydantic.util",)}),
    _sphinx("structlog by autoapi", "structlog==26.1.0", plugins=("autoapi.extension", *_NAPOLEON),
            pages={"about": ()}, autoapi_dirs=["structlog"], autoapi_keep_files=False),
    _sphinx("tenacity by autoapi", "tenacity==9.2.1", plugins=("autoapi.extension",),
            pages={"about": ()}, autoapi_dirs=["tenacity"]),
)  # fmt: skip
"""Sites of Sphinx."""

QUICK = ("mkdocs: typer", "mkdocs: psygnal", "sphinx: sortedcontainers", "sphinx: anyio")
"""A small part of each tool."""
