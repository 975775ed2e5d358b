"""Links in model text: names that the site documents, addresses of allowed hosts, and nothing else."""

from __future__ import annotations

import re
from html import unescape

import html5lib
import markdown
import pytest
from docutils.core import publish_doctree
from docutils.nodes import reference
from docutils.parsers.rst import roles
from hypothesis import given
from hypothesis import strategies as st

from aidoc_core.answers.addresses import addresses
from aidoc_core.render import REFERENCE
from aidoc_core.render import markdown as as_markdown
from aidoc_core.render import rest as as_rest
from aidoc_core.render.links import Links
from tests.core.test_render_markdown import EXTENSION_SETS, converter
from tests.laws import law

HOSTS = ("docs.python.org", "*.example.org")
KNOWN = {"Client": "pkg.Client", "Client.get": "pkg.Client.get", "__init__": "pkg.Client.__init__"}
LINKS = Links(find=lambda name: KNOWN.get(name, ""), hosts=HOSTS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://docs.python.org/3/.", [("https://docs.python.org/3/", "https://docs.python.org/3/")]),
        ("(https://docs.python.org/a_(b))", [("https://docs.python.org/a_(b)", "https://docs.python.org/a_(b)")]),
        ("<https://docs.python.org>", [("https://docs.python.org", "https://docs.python.org")]),
        ("[the `json` module](https://docs.python.org/3)", [("the json module", "https://docs.python.org/3")]),
        ("https://DOCS.python.org/x", [("https://DOCS.python.org/x", "https://DOCS.python.org/x")]),
        ("http://a.b.example.org/", [("http://a.b.example.org/", "http://a.b.example.org/")]),
        ("https://example.org/", []),
        ("https://docs.python.org.evil.org/", []),
        ("https://evil.org/https://docs.python.org/", []),
        ("https://evil.org/?https://docs.python.org/", []),
        ("https://docs.python.org@evil.org/", []),
        ("https://docs.python.org:443@evil.org/", []),
        ("https://docs.python.org:8080/", []),
        ("https://evil.org#@docs.python.org/", []),
        ("https://evil.org\\@docs.python.org/", []),
        ("https:///docs.python.org/", []),
        ("javascript://docs.python.org/%0aalert(1)", []),
        ("data:text/html,https", []),
        ("[x](javascript:alert(1))", []),
        ("[x](https://evil.org)", []),
        ("ftp://docs.python.org/", []),
        ("https://", []),
    ],
)
def test_only_allowed_hosts_are_addresses(text: str, expected: list[tuple[str, str]]) -> None:
    """An address counts by its host alone, and only where nothing in it leads elsewhere."""
    assert [(one.label, one.url) for one in addresses(text, HOSTS)] == expected


def test_without_hosts_there_is_no_address() -> None:
    """The default allows none."""
    assert list(addresses("https://docs.python.org/", ())) == []


def test_names_and_addresses_in_markdown() -> None:
    """A name becomes a cross-reference of mkdocs-autorefs, an address a plain link, the rest stays text."""
    text = "A `Client.get()`, `other`, [docs](https://docs.python.org/x) or https://evil.org."
    assert as_markdown.line(text, LINKS) == (
        'A <autoref optional identifier="pkg&#46;Client&#46;get"><code>Client&#46;get&#40;&#41;</code></autoref>, '
        '`other`, <a href="https&#58;&#47;&#47;docs&#46;python&#46;org&#47;x">docs</a> or '
        "https&#58;&#47;&#47;evil&#46;org."
    )


def test_names_and_addresses_in_rest() -> None:
    """The same as a role of our own, and as a hyperlink with its target beside it."""
    text = "A `Client.get()`, [docs](https://docs.python.org/x_) or `a [x](https://docs.python.org/)`."
    assert as_rest.line(text, LINKS) == (
        r"A :aidoc-ref:`Client\.get\(\) <pkg\.Client\.get>`\ \, "
        r"`docs <https\:\/\/docs\.python\.org\/x\_>`__ or ``a [x](https://docs.python.org/)``\ \."
    )


PIECES = st.sampled_from([
    *("`Client`", "`Client.get`", "`Client.get()`", "`__init__`", "`Client `", "`evil`", "`Client.`", "``Client``"),
    *("https://docs.python.org/", "https://evil.org/", "https://a.example.org/x_y?z=1&b", "[x](", ")", "](", "[", "]"),
    *("[label](https://docs.python.org/_x)", "<https://docs.python.org/~b>", "[a `Client` b](https://docs.python.org)"),
    *("javascript:", "//", "@", "<", ">", '"', "'", "&quot;", " ", "\n", "\n\n- ", "`", "_", "__", "\\", "|", "*", "a"),
    *("<autoref identifier='x'>", "</autoref>", "</a>", ":aidoc-ref:`x <y>`", "`x <javascript:alert(1)>`__"),
])  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=12).map("".join)
QUICK = law(300)


@QUICK
@given(TEXTS)
def test_markdown_links_lead_only_where_they_may(text: str) -> None:
    """Whatever a text tries, a page's links are known identifiers and addresses of allowed hosts."""
    html = markdown.markdown(as_markdown.prose(text, LINKS))
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        if element.tag == "autoref":
            assert set(element.attrib) == {"optional", "identifier"}
            assert element.attrib["identifier"] in KNOWN.values()
        elif element.tag == "a":
            assert set(element.attrib) == {"href"}
            assert re.match(r"(?i)https?://(docs\.python\.org|[\w.-]+\.example\.org)([/?#]|$)", element.attrib["href"])
        else:
            assert element.tag in ("DOCUMENT_FRAGMENT", "p", "ul", "ol", "li", "code")
            assert not element.attrib


@QUICK
@given(TEXTS)
def test_rest_links_lead_only_where_they_may(text: str) -> None:
    """The same in reST; and nothing in it warns."""
    seen: list[str] = []

    def role(name, rawtext, text, lineno, inliner, options=None, content=None):
        del name, lineno, inliner, options, content
        seen.append(text.replace("\x00", ""))
        return [reference(rawtext, text, refuri=f"known:{text}")], []

    roles.register_local_role(REFERENCE, role)
    try:
        settings_ = {"report_level": 1, "halt_level": 1, "file_insertion_enabled": False, "raw_enabled": False}
        tree = publish_doctree(as_rest.prose(text, LINKS), settings_overrides=settings_)
    finally:
        vars(roles)["_roles"].pop(REFERENCE)
    for target in seen:
        assert re.search(r"<([\w.]+)>$", target)[1] in KNOWN.values()  # type: ignore[index]
    for node in tree.findall(reference):
        uri = node["refuri"]
        assert uri.startswith("known:") or re.match(
            r"(?i)https?://(docs\.python\.org|[\w.-]+\.example\.org)([/?#]|$)", uri
        )


@QUICK
@given(TEXTS)
def test_links_change_no_word(text: str) -> None:
    """What a reader sees of a text without addresses is the same with links as without."""
    names_only = Links(find=LINKS.find)
    plain, linked = (re.sub(r"<[^>]*>|`", "", as_markdown.line(text, links)) for links in (Links(), names_only))
    assert unescape(linked) == unescape(plain)


def test_links_are_found_in_linear_time() -> None:
    """A hundred thousand characters of half links are read in a moment."""
    for unit in ("[", "[a", "](", "https://", "[x](https://docs.python.org/", "`Client`", "<https://"):
        text = unit * (100_000 // len(unit))
        assert sum(span.end - span.start for span in LINKS.spans(text)) <= len(text)


@pytest.mark.parametrize("extensions", EXTENSION_SETS)
def test_markdown_links_under_every_extension(extensions: str) -> None:
    """No extension makes more of a text with links: the same elements, the same targets, the words as they were."""
    text = (
        "Ask `Client.get()` or `__init__`, see [the `www.manual`](https://docs.python.org/a_b_c/~x?y=1&z=:smile:#1st)"
    )
    source = as_markdown.prose(f"{text}\n\n- {text}\n- `Client` https://a.example.org/*x*(y).", LINKS)
    fragment = html5lib.parseFragment(converter(extensions).reset().convert(source), namespaceHTMLElements=False)
    elements = [element for element in fragment.iter() if element.tag in ("a", "autoref")]
    first = [
        {"optional": "", "identifier": "pkg.Client.get"},
        {"optional": "", "identifier": "pkg.Client.__init__"},
        {"href": "https://docs.python.org/a_b_c/~x?y=1&z=:smile:#1st"},
    ]
    last = [{"optional": "", "identifier": "pkg.Client"}, {"href": "https://a.example.org/*x*(y)"}]
    assert [dict(element.attrib) for element in elements] == [*first, *first, *last]
    assert ["".join(element.itertext()) for element in elements[:3]] == ["Client.get()", "__init__", "the www.manual"]
    assert {str(element.tag) for element in fragment.iter()} <= {
        *("DOCUMENT_FRAGMENT", "p", "ul", "li", "code", "a", "autoref")
    }
