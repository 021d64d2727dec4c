"""Every template of every room: nothing inline, nothing untranslated, nothing unescaped."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src/mizan"
TEMPLATES = {str(path.relative_to(SOURCE)): path for path in sorted(SOURCE.glob("*/templates/**/*.html"))}

# Shown when anything may be broken, translation too: says everything in both languages at once.
BILINGUAL = {"web/templates/web/broken.html"}

SPOKEN_ATTRIBUTES = {"alt", "title", "aria-label", "placeholder", "label", "aria-description", "aria-valuetext"}
# Tags and parameters whose quoted values a person reads: they must be `_("...")`.
SPEAKING_TAGS = "table|figure|pan|meter|scale|empty|sort_th|unknown|filters|status|side"
INTERNATIONAL = re.compile(r"SHA-256|CSV|XLSX|PDF")  # names of formats, the same in every language
CODE = re.compile(r"[a-z0-9_./?=&#%+-]*")  # a code, an id or an address, not a word for people

_COMMENT = re.compile(r"\{#.*?#\}|\{% *comment.*?endcomment *%\}", re.DOTALL)
_TRANSLATED = re.compile(r"\{% *blocktrans(?:late)?\b.*?endblocktrans(?:late)? *%\}", re.DOTALL)
_TAG = re.compile(r"\{%(.*?)%\}", re.DOTALL)
_VALUE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_WORDED_FILTER = re.compile(r"\|(?:default|default_if_none|yesno|pluralize|add|join):\"([^\"]*)\"")


class Texts(HTMLParser):
    """Collects what a person would read: text nodes and spoken attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("translate") == "no" or tag in {"style", "script"}:
            self.silent.append(tag)
        self.found += [f"{name}={value}" for name, value in attrs if name in SPOKEN_ATTRIBUTES and is_words(value)]
        if tag == "input" and given.get("type") in {"submit", "button", "reset"} and is_words(given.get("value")):
            self.found.append(f"value={given['value']}")
        if tag == "meta" and given.get("name") == "description" and is_words(given.get("content")):
            self.found.append(f"content={given['content']}")

    def handle_endtag(self, tag: str) -> None:
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent and is_words(data):
            self.found.append(data.strip())


def is_words(text: str | None) -> bool:
    return any(letter.isalpha() for letter in INTERNATIONAL.sub("", re.sub(r"&\w+;", "", text or "")))


def bare_texts(source: str) -> list[str]:
    """Texts for people that no translation reaches."""
    source = _TRANSLATED.sub("", _COMMENT.sub("", source))
    bare = [literal for tag in _TAG.findall(source) for literal in _bare_literals(tag)]
    for inside in (*_TAG.findall(source), *_VALUE.findall(source)):
        bare += [literal for literal in _WORDED_FILTER.findall(inside) if is_words(literal)]
    texts = Texts()
    texts.feed(_VALUE.sub("", _TAG.sub("", source)))
    texts.close()
    return bare + texts.found


def _bare_literals(tag: str) -> list[str]:
    if not re.match(rf" *(?:{SPEAKING_TAGS})\b", tag):
        return []
    untranslated = re.sub(r"_\(\s*(\"[^\"]*\"|'[^']*')\s*\)", "", tag)
    literals = [one or other for one, other in re.findall(r"\"([^\"]*)\"|'([^']*)'", untranslated)]
    speaking = re.match(r" *(?:unknown|empty)\b", tag)
    return [text for text in literals if is_words(text) and (speaking or not CODE.fullmatch(text))]


@pytest.mark.parametrize("name", sorted(TEMPLATES.keys() - BILINGUAL))
def test_every_text_is_translatable(name: str) -> None:
    assert bare_texts(TEMPLATES[name].read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "bad",
    [
        "<p>Bare words</p>",
        '<img alt="A chart">',
        '<a title="{{ x }} more">1</a>',
        '<input type="submit" value="Send">',
        '{% table caption="All actions" id="a" %}{% endtable %}',
        '{% empty "nothing" %}',
        '{{ value|default:"none" }}',
        "{% if x %}Yes{% endif %}",
    ],
)
def test_the_search_finds_bare_texts(bad: str) -> None:
    assert bare_texts(bad)


@pytest.mark.parametrize(
    "good",
    [
        '<p class="note">{% translate "Words" %} · {{ x }} &nbsp; 1/2</p>',
        '<img alt="{% translate "A chart" %}">',
        "{% blocktranslate trimmed %}Words {{ x }}{% endblocktranslate %}",
        '{% table caption=_("All actions") id="actions-all" csv="/x?as=csv" %}{% endtable %}',
        '<b translate="no">PKR</b>',
        '{# words #}{{ home_url|default:"/" }}{% status "claimed" %}',
    ],
)
def test_the_search_leaves_translated_texts_alone(good: str) -> None:
    assert bare_texts(good) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_is_inline(name: str) -> None:
    source = _COMMENT.sub("", TEMPLATES[name].read_text(encoding="utf-8"))
    assert re.findall(r"\sstyle\s*=|\son[a-z]+\s*=|javascript:|\shx-on", source, re.IGNORECASE) == []
    assert "<style" not in source
    for script in re.findall(r"<script\b[^>]*>", source):
        assert " src=" in script, script


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_escapes_escaping(name: str) -> None:
    source = TEMPLATES[name].read_text(encoding="utf-8")
    source = source.replace("svg=chart.svg|safe", "")  # `charts` escapes every text it draws
    assert re.findall(r"\|\s*safe\b|autoescape\s+off|\|\s*safeseq\b", source) == []


# These filters give markup: inside an attribute or a title it would break the page. `plain` gives text.
_MARKUP = r"\|(?:tr|bdi|count|number|percent|day)\b"


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_markup_is_put_into_attributes_or_titles(name: str) -> None:
    source = _COMMENT.sub("", TEMPLATES[name].read_text(encoding="utf-8"))
    assert re.findall(rf"[\w-]=\"[^\"<>]*\{{\{{[^}}\"]*{_MARKUP}", source) == []
    for title in re.findall(r"\{% block (?:title|description) %\}(.*?)\{% endblock", source, re.DOTALL):
        assert not re.search(_MARKUP, title), title


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_is_loaded_from_elsewhere(name: str) -> None:
    source = TEMPLATES[name].read_text(encoding="utf-8")
    assert re.findall(r"(?:src|srcset|action|<link[^>]*href)=\"(?:https?:)?//", source) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_table_has_a_caption_and_every_head_a_scope(name: str) -> None:
    source = _COMMENT.sub("", TEMPLATES[name].read_text(encoding="utf-8"))
    assert len(re.findall(r"<table\b", source)) == len(re.findall(r"<caption\b", source))
    assert [head for head in re.findall(r"<th\b[^>]*>", source) if "scope=" not in head] == []


@pytest.mark.parametrize("name", sorted(TEMPLATES.keys() & BILINGUAL))
def test_a_page_without_translation_says_everything_twice(name: str) -> None:
    source = TEMPLATES[name].read_text(encoding="utf-8")
    assert 'lang="ur" dir="rtl"' in source
    assert re.search("[a-z]{3}", source)
    assert re.search("[\u0600-\u06ff]{3}", source)


def test_the_look_is_there() -> None:
    assert {"kit/templates/kit/base.html", "kit/templates/kit/base_desk.html"} <= TEMPLATES.keys()
