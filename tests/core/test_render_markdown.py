"""The Markdown escaper against hostile texts, every extension at once, random texts and a real site.

The oracle is the rendered page: its tags must be on the allow-list, and its text must be what `visible` says.
Whole sites: `tests.hostile.test_sites`.
"""

import functools
import html
import os
import re
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import html5lib
import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_autorefs import AutorefsExtension, AutorefsPlugin

from aidoc_core.render.markdown import line, prose
from tests.hostile.corpus import texts
from tests.hostile.reader import cleaned, invisible, shown, skeleton, visible
from tests.laws import few, law

CORPUS = texts("markdown")
ALLOWED = {"p", "ul", "ol", "li", "code"}
SECRET = "the-content-of-the-secret-file"


def words(text: str, separator: str | None = None) -> list[str]:
    """Split a long list of names, to keep it readable."""
    return text.split(separator)


MAGICLINK = {
    "repo_url_shortener": True,
    "repo_url_shorthand": True,
    "social_url_shorthand": True,
    "social_url_shortener": True,
    "provider": "github",
    "user": "example",
    "repo": "example",
}
# Some extensions replace each other (the last one wins) or understand the same syntax: hence more than one set.
EXTENSION_SETS: dict[str, dict[str, dict[str, object]]] = {
    "plain": {},
    "python-markdown": {
        f"markdown.extensions.{name}": {}
        for name in words(
            "abbr admonition attr_list codehilite def_list fenced_code footnotes legacy_attrs legacy_em md_in_html "
            "meta nl2br sane_lists tables toc wikilinks"
        )
    }
    | {"markdown.extensions.smarty": {"smart_angled_quotes": True}},
    "pymdownx": {
        f"pymdownx.{name}": {}
        for name in words(
            "arithmatex b64 betterem blocks.admonition blocks.caption blocks.definition blocks.details blocks.html "
            "blocks.tab bracketspan caret critic details emoji escapeall fancylists highlight inlinehilite keys mark "
            "pathconverter progressbar quotes saneheaders smartsymbols snippets striphtml superfences tabbed "
            "tasklist tilde"
        )
    }
    | {
        "pymdownx.magiclink": MAGICLINK,
        "pymdownx.escapeall": {"hardbreak": True, "nbsp": True},
        "pymdownx.fancylists": {"additional_ordered_styles": ["roman", "alpha", "generic"]},
        "pymdownx.critic": {"mode": "accept"},
        "pymdownx.snippets": {"check_paths": True, "url_download": True, "url_timeout": 1},
        "pymdownx.quotes": {"callouts": True},
        "pymdownx.striphtml": {"strip_attributes": "id class style"},
        "markdown.extensions.md_in_html": {},
        "markdown.extensions.tables": {},
    },
}
EXTENSION_SETS["everything"] = (
    EXTENSION_SETS["python-markdown"]
    | EXTENSION_SETS["pymdownx"]
    | {
        "pymdownx.critic": {"mode": "view"},
        "pymdownx.arithmatex": {"generic": True},
        "pymdownx.inlinehilite": {"custom_inline": []},
    }
)

# A third-party's extension may do what it likes, but these two are what most sites have.
EXTENSION_SETS["material"] = {
    name: EXTENSION_SETS["everything"].get(name, {})
    for name in words(
        "abbr admonition attr_list def_list footnotes md_in_html tables toc pymdownx.arithmatex pymdownx.betterem "
        "pymdownx.caret pymdownx.details pymdownx.emoji pymdownx.highlight pymdownx.inlinehilite pymdownx.keys "
        "pymdownx.magiclink pymdownx.mark pymdownx.smartsymbols pymdownx.snippets pymdownx.superfences "
        "pymdownx.tabbed pymdownx.tasklist pymdownx.tilde"
    )
}


def exists(name: str) -> bool:
    """Tell whether an extension is installed, given by module or by its short name."""
    return bool(find_spec(name if "." in name else f"markdown.extensions.{name}"))


@functools.cache
def converter(extensions: str) -> markdown.Markdown:
    """Build one Markdown converter per set of extensions, with autorefs in all but the plain one."""
    # With the oldest versions that we support, some do not exist yet.
    chosen = {name: options for name, options in EXTENSION_SETS[extensions].items() if exists(name)}
    autorefs = [AutorefsExtension(AutorefsPlugin())] if chosen else []
    return markdown.Markdown(extensions=[*chosen, *autorefs], extension_configs=chosen)


def rendered(source: str, extensions: str) -> tuple[str, set[str], set[str]]:
    """Render Markdown source as a browser would see it: its text, its tags, everything else."""
    fragment = html5lib.parseFragment(converter(extensions).reset().convert(source), namespaceHTMLElements=False)
    tags = {str(element.tag) for element in fragment.iter()} - {"DOCUMENT_FRAGMENT"}
    other = {f"{element.tag} {name}={value}" for element in fragment.iter() for name, value in element.attrib.items()}
    return "".join(fragment.itertext()), tags, other - {"ol type=1"}  # fancylists puts it on every numbered list


def assert_inert(text: str, extensions: str) -> None:
    """Assert that both forms of a text render to allowed tags only, and to the text."""
    seen, tags, other = rendered(line(text), extensions)
    assert (tags - {"p", "code"}, other) == (set(), set())
    assert shown(seen) == visible(text)
    seen, tags, other = rendered(prose(text), extensions)
    assert (tags - ALLOWED, other) == (set(), set())
    assert skeleton(seen) == skeleton(cleaned(text))


@pytest.fixture(scope="module", autouse=True)
def secret(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Run from a directory with a secret file, which the snippets extension could read."""
    root = tmp_path_factory.mktemp("cwd")
    (root / "secret.txt").write_text(SECRET)
    before = Path.cwd()
    os.chdir(root)
    yield
    os.chdir(before)


@pytest.mark.parametrize("extensions", EXTENSION_SETS)
@pytest.mark.parametrize("name", CORPUS)
def test_hostile_text_is_inert(name: str, extensions: str) -> None:
    """A hostile text becomes allowed tags and the characters that the model wrote."""
    assert_inert(CORPUS[name], extensions)


def test_corpus_is_hostile() -> None:
    """Without the escaper most of the corpus does get through, so the test above can fail."""
    acts = set()
    for name, text in CORPUS.items():
        try:
            seen, tags, other = rendered(text, "material")
        except Exception:
            converter.cache_clear()
            acts.add(name)
            continue
        if tags - ALLOWED or other or SECRET in seen or shown(seen) != visible(text):
            acts.add(name)
    converter.cache_clear()  # raw texts may leave traces
    assert len(CORPUS) >= 120
    assert len(acts) >= 120
    assert SECRET in rendered(CORPUS["snippet-single"], "material")[0]


SYNTAX = [*"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "\n", "\n\n", "    ", "\t", " "]
STARTS = words(
    "\n- @\n* @\n1. @\n2. @\n  - @\n    * @\n   1. @\n+ @\n# @\n::: @\n!!! @\n??? @\n=== @\n/// @\n```@\n~~~@\n> @\n: @"
    '\n---\n@\n===\n@\n[x]: @\n*[x]: @\n[^x]: @\n--8<-- "secret.txt"\n@\n;--8<-- @\n| x | y |\n|--|--|\n@\na. @\ni) ',
    "@",
)
PIECES = words(
    "<b> </b> <script> <!-- --> <? ?> <![CDATA[ ]]> &lt; &#42; &amp {{ }} {% %} {# #} {++ ++} {-- --} {~~ ~~} {== ==} "
    "{>> <<} {:.x} {.x} [=5%] ++a++ :smile: :x: ^^ ~~ == $$ $x$ \\( \\) \\[ \\] \\begin{a} http://x.y www.x.y a@b.cc "
    "#1 @user user/repo#1 (c) (tm) +/- 1/2 1st 2nd c/o ... -- << '' [[x]] [x](y) ![x](y) [x][y] [x][] [^1] <http://x> "
    "`{++a++}` `{{a}}` `a|b` `a--b` `a\\b` "
    "`#!py_x` `:::py_x` ` `` ``` `a` `<` `_` wzxhzdk:0 1. a. (a) word HTML it's re-used e.g. x, z: \xe9 \u0661. "
    "\U0001f600 deadbeef 00 st javascript:"
)
UNSEEN = words(
    "\x02@\x03@\x02wzxhzdk:0\x03@\x02klzzwxh:0000\x03@\u2028@\u200b@\u202e@\ufeff@\x00@\xa0@\ud800@\x1c@\r@\x85", "@"
)
HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(SYNTAX),
        st.sampled_from(STARTS),
        st.sampled_from(PIECES),
        st.sampled_from(UNSEEN),
        st.text(st.characters(codec=None), max_size=6),
        st.text("abcdef0123456789", max_size=50),
    ),
    max_size=25,
).map("".join)
QUICK = law(400)


@pytest.mark.hypothesis
@pytest.mark.parametrize("extensions", EXTENSION_SETS)
def test_random_text_is_inert(extensions: str) -> None:
    """Any text becomes allowed tags and the characters that were written."""
    QUICK(given(HOSTILE)(lambda text: assert_inert(text, extensions)))()


@QUICK
@given(HOSTILE)
def test_one_paragraph_is_exact(text: str) -> None:
    """A text of one paragraph without list markers is shown to the letter by `prose` too."""
    text = " ".join(cleaned(text).split())
    if not re.match(r"[-*] |0*1\. ", text):
        assert shown(rendered(prose(text), "everything")[0]) == visible(text)


@QUICK
@given(HOSTILE)
def test_source_holds_no_syntax(text: str) -> None:
    """The Markdown source itself, before any extension, has no character of markup but our own."""
    inert = r"[A-Za-z0-9 ]|[^\x00-\x7f]|&#[0-9]+;"
    inline = rf"(?:{inert}|[,.:'-]|`[^`<&{{}}\\#$|~^!?;]+`|<code>(?:{inert})+</code>)+"
    for row in prose(text).split("\n"):
        assert re.fullmatch(rf"(?: {{4}}){{0,3}}(?:- |[0-9]+\. )?{inline}|", row)
    assert re.fullmatch(inline, line(text) or " ")


@given(st.text())
@QUICK
def test_output_is_clean(text: str) -> None:
    """No control, invisible or unencodable character survives."""
    for source in (prose(text), line(text)):
        source.encode()
        assert not [char for char in source if char != "\n" and invisible(char)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \n\t\u200b\n", ""),
        ("one\ntwo\n\nthree", "<p>one two</p><p>three</p>"),
        ("Use `a` and ``b`c``.", "<p>Use <code>a</code> and <code>b`c</code>.</p>"),
        ("- a\n- b `c`\n  d", "<ul><li>a</li><li>b <code>c</code> d</li></ul>"),
        ("* a\n    * b\n* c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("Text:\n- a\n- b\n\nAfter.", "<p>Text:</p><ul><li>a</li><li>b</li></ul><p>After.</p>"),
        ("1. a\n2. b\n\n3. c", "<ol><li>a</li><li>b</li><li>c</li></ol>"),
        ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("1. a\n- b\n- c\n2. d", "<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>"),
        ("- a\n1. b\n- c", "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>"),
        ("- a\n    - b\n  1. c", "<ul><li>a<ul><li>b</li><li>c</li></ul></li></ul>"),
        ("- a\n\n  more of a\n- b", "<ul><li>a more of a</li><li>b</li></ul>"),
        ("- a\n\nafter\n\n    - b", "<ul><li>a</li></ul><p>after</p><ul><li>b</li></ul>"),
        ("a\u2028\u2028b\x0b- c\r\n-\xa0d", "<p>a</p><p>b</p><ul><li>c</li><li>d</li></ul>"),
        ("2. a\n3. b", "<p>2. a 3. b</p>"),
        ("1986. A year", "<p>1986. A year</p>"),
        ("-\n- \n1.", "<p>- - 1.</p>"),
        ("---", "<p>---</p>"),
        ("- `x`\n- [ ] y\n- # z", "<ul><li><code>x</code></li><li>[ ] y</li><li># z</li></ul>"),
        ("open ` here\n\nnot ` there", "<p>open ` here</p><p>not ` there</p>"),
        ("```\nx\n```", "<p>``` x ```</p>"),
        ("<b> &lt; \\* *x*", "<p>&lt;b&gt; &amp;lt; \\* *x*</p>"),
    ],
)
@pytest.mark.parametrize("extensions", EXTENSION_SETS)
def test_structure(text: str, expected: str, extensions: str) -> None:
    """Paragraphs, lists and code spans come out as such under every set of extensions."""
    page = converter(extensions).reset().convert(prose(text)).replace(' type="1"', "")
    page = re.sub(r"&#([0-9]+);", lambda match: html.escape(chr(int(match[1])), quote=False), page)
    assert re.sub(r"\s*(</?(?:p|ul|ol|li)>)\s*", r"\1", page) == expected


@pytest.mark.parametrize("part", [*"!#$&;<?\\^{|}~", "--", "::", "[[", "]]"])
def test_code_with_syntax_is_not_left_to_backticks(part: str) -> None:
    """What a preprocessor might take, which knows no code spans, is written as references even in code."""
    references = "".join(f"&#{ord(char)};" for char in part)
    assert line(f"`a{part}b`") == f"<code>a{references}b</code>"


def test_ordinary_prose_stays_readable() -> None:
    """A usual answer can be read in the Markdown source."""
    text = "Return the re-used value, if any: it's cached (see `cache`). Don't call `f(x)[0]` twice."
    assert line(text) == text.replace("(", "&#40;", 1).replace("`).", "`&#41;.")


def test_marks_that_stand_alone_are_written_as_references() -> None:
    """Only a mark that ends a word, or joins two, is left as it is."""
    assert line("a : b . c , d - e 1-2.") == "a &#58; b &#46; c &#44; d &#45; e 1-2."
    assert line("it's 0'0 a'1") == "it's 0&#39;0 a&#39;1"


def test_deep_lists_are_flattened() -> None:
    """Sixty levels of nesting do not become sixty levels of indentation."""
    source = prose(CORPUS["block-list-deep"])
    assert max(len(row) - len(row.lstrip()) for row in source.split("\n")) == 12
    assert source.count("level") == 60


@pytest.mark.parametrize(
    "unit",
    few(
        [
            "*",
            "[",
            "<",
            "`",
            "a",
            "1st",
            "` ",
            "`*`x",
            "`a`b",
            "a'",
            "``*` ",
            "`<",
            "- a\n",
            "1. *\n",
            "a\n\n",
            "  - a\n",
            "&#42;",
            "- ",
            "\x02",
        ],
        every=5,
    ),
)
def test_long_text_takes_linear_time(unit: str) -> None:
    """A hundred thousand characters are written and rendered in a moment, to the letter."""
    text = unit * (100_000 // len(unit))
    started = time.process_time()
    source = prose(text)
    line(text)
    assert time.process_time() - started < 3
    started = time.process_time()
    seen, tags, other = rendered(source, "plain")
    assert time.process_time() - started < 20
    assert (tags - ALLOWED, other) == (set(), set())
    assert skeleton(seen) == skeleton(cleaned(text))


def test_long_code_span_and_item_are_parted() -> None:
    """What is costly to render goes on in another paragraph or list item, still as code."""
    assert prose("`" + "<" * 9000 + "`").count("\n\n<code>") == 8
    assert rendered(prose("- " + "<" * 9000), "plain")[1] == {"ul", "li"}
    assert prose("- " + "<" * 9000).count("\n- &#60;") == 8


def test_long_prose_is_not_parted() -> None:
    """An honest long paragraph stays one paragraph."""
    assert "\n" not in prose(CORPUS["inline-ordinary-prose"] * 100)


def test_site_abbreviations_still_work() -> None:
    """The site's own abbreviations may mark up words of the text."""
    source = "*[HTML]: HyperText\n\n" + prose("Write HTML, not `HTML`.")
    assert '<abbr title="HyperText">HTML</abbr>, not <code>HTML</code>' in converter("material").reset().convert(source)


@pytest.mark.parametrize("name", CORPUS)
def test_line_fits_a_table_cell(name: str) -> None:
    """One line stays in its cell of a Markdown table."""
    source = f"a | b | c\n--|--|--\nx | {line(CORPUS[name])} | y\n"
    fragment = html5lib.parseFragment(converter("material").reset().convert(source), namespaceHTMLElements=False)
    cells = [shown("".join(cell.itertext())) for cell in fragment.iter("td")]
    assert cells == ["x", visible(CORPUS[name]), "y"]
