"""Urdu is whole: every sentence of the program, whatever the libraries show its members, and every public page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import polib
import pytest
from django import forms
from django.core import validators
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils.translation import trans_real

from tests.web.door_table import INTAKE

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "src/mizan/locale"
CATALOGUE = LOCALE / "ur/LC_MESSAGES/django.po"

URDU_LETTER = re.compile("[\u0621-\u064a\u066e-\u06d3]")
# Arabic kaf, yeh, alef maksura, heh and teh marbuta; the two-eyed heh never begins a word.
FOREIGN_LETTER = re.compile(r"[\u0643\u064a\u0649\u0647\u0629]|\b\u06be")
ARABIC_FIGURE = re.compile("[\u0660-\u0669\u06f0-\u06f9]")  # the house writes 0-9 in both languages
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}|</?\w+[^>]*>")
WITHOUT_WORDS = re.compile(r"[\W\d_]*")  # a msgid of marks alone has nothing to translate
NO_PAGES = {"report:salt", "council:calendar", "council:calendar_of", "prevention:version_file"}  # files for programs


def entries() -> list[polib.POEntry]:
    return list(polib.pofile(str(CATALOGUE), check_for_duplicates=True))


def pairs() -> Iterator[tuple[str, str]]:
    """Every English form beside the Urdu form that a reader gets for it."""
    for entry in entries():
        if entry.msgid_plural:
            yield entry.msgid, entry.msgstr_plural[0]
            yield entry.msgid_plural, entry.msgstr_plural[1]
        else:
            yield entry.msgid, entry.msgstr


def key(entry: polib.POEntry) -> tuple[str | None, str, str]:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


@pytest.fixture(scope="session")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> list[polib.POEntry]:
    """What scripts/messages makes of today's sources."""
    target = tmp_path_factory.mktemp("messages") / "django.po"
    environment = {**os.environ, "PYTHON": sys.executable}
    subprocess.run([str(ROOT / "scripts/messages"), str(target)], check=True, env=environment, cwd=target.parent)
    return list(polib.pofile(str(target)))


def test_every_sentence_of_the_code_has_its_urdu(extracted: list[polib.POEntry]) -> None:
    """A name here: run scripts/messages, write the Urdu, commit both."""
    assert len(extracted) > 900  # the extraction read the rooms at all
    assert [entry.msgid for entry in extracted if not entry.translated()] == []


def test_no_urdu_stands_for_a_sentence_that_is_gone(extracted: list[polib.POEntry]) -> None:
    assert sorted({entry.msgid for entry in entries()} - {entry.msgid for entry in extracted}) == []
    assert [entry.msgid for entry in entries() if entry.obsolete] == []


def test_the_catalogue_and_the_extraction_agree(extracted: list[polib.POEntry]) -> None:
    assert sorted(map(repr, map(key, entries()))) == sorted(map(repr, map(key, extracted)))


def test_no_urdu_is_guessed_or_empty() -> None:
    assert [entry.msgid for entry in entries() if entry.fuzzy or not entry.translated()] == []


def test_the_catalogue_says_that_it_is_urdu_in_utf8_and_names_no_machine() -> None:
    text = CATALOGUE.read_text(encoding="utf-8")
    head = polib.pofile(text).metadata
    assert head["Language"] == "ur"
    assert head["Content-Type"].endswith("charset=UTF-8")
    assert head["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert re.findall(r"^#[:.].*|.*Creation-Date.*", text, re.MULTILINE) == []


def test_the_urdu_keeps_every_placeholder_and_every_figure() -> None:
    def holes(text: str) -> Counter[str]:
        return Counter(PLACEHOLDER.findall(text))

    def figures(text: str) -> Counter[str]:
        return Counter(re.findall(r"\d+", PLACEHOLDER.sub("", text)))

    assert [english for english, urdu in pairs() if holes(english) != holes(urdu)] == []
    assert [english for english, urdu in pairs() if figures(english) != figures(urdu)] == []


def test_the_urdu_is_written_in_urdu() -> None:
    lettered = [
        (english, urdu) for english, urdu in pairs() if not WITHOUT_WORDS.fullmatch(PLACEHOLDER.sub("", english))
    ]
    same = {english for english, urdu in lettered if not URDU_LETTER.search(urdu)}
    assert {text for text in same if re.search("[a-z]{2}", PLACEHOLDER.sub("", text))} == set()
    assert [urdu for _english, urdu in pairs() if FOREIGN_LETTER.search(urdu) or ARABIC_FIGURE.search(urdu)] == []


def test_a_question_stays_a_question_and_a_sentence_ends_as_one() -> None:
    assert [one for one, urdu in pairs() if one.endswith("?") != urdu.endswith("؟")] == []
    assert [one for one, urdu in pairs() if one.endswith(".") and not urdu.endswith(("۔", "."))] == []
    assert [one for one, urdu in pairs() if re.search("[\u0600-\u06ff][,;?]", urdu)] == []  # ، ؛ ؟ instead


def test_trafficking_and_smuggling_are_kept_apart() -> None:
    """The glossary's first rule: the word for smuggling stands only where the English speaks of smuggling."""
    assert [one for one, urdu in pairs() if ("سمگلنگ" in urdu) != ("smuggl" in one.lower())] == []


# What the libraries say


def library_sentences() -> set[str]:
    """Every msgid that Django, allauth or axes has."""
    folders = [Path(find_spec(name).submodule_search_locations[0]) for name in ("django", "allauth", "axes")]  # type: ignore[union-attr, index]  # installed packages
    files = [file for folder in folders for file in folder.glob("**/locale/[de][en]/LC_MESSAGES/django.po")]
    return {entry.msgid for file in files for entry in polib.pofile(str(file)) if not entry.obsolete}


def test_a_borrowed_sentence_is_one_that_a_library_still_says() -> None:
    literals = re.findall(
        r'^(?:_|ngettext)\("((?:[^"\\]|\\.)*)"', (LOCALE / "extra.txt").read_text("utf-8"), re.MULTILINE
    )
    assert len(literals) > 80
    assert sorted(set(literals) - library_sentences()) == []


def all_subclasses(kind: type) -> Iterator[type]:
    for child in kind.__subclasses__():
        yield child
        yield from all_subclasses(child)


def test_the_faults_of_every_form_field_are_told_in_urdu(in_urdu: None) -> None:
    fields = [field for field in all_subclasses(forms.Field) if field.__module__ == "django.forms.fields"]
    rules = (validators.EmailValidator, validators.URLValidator, validators.MinValueValidator)
    texts = [text for field in fields for text in field.default_error_messages.values() if "msgid" not in vars(text)]
    said = {str(text) for text in [*texts, *(rule.message for rule in rules)]}
    assert [text for text in said - {""} if not URDU_LETTER.search(text) or "ھے" in text] == []


def test_a_form_that_counts_letters_counts_in_urdu(in_urdu: None) -> None:
    field = forms.CharField(max_length=3)
    with pytest.raises(forms.ValidationError) as caught:
        field.clean("چارحرف")
    assert caught.value.messages == ["خیال رکھیں کہ اس میں زیادہ سے زیادہ 3 حروف ہوں (ابھی 6 ہیں)۔"]


@pytest.mark.parametrize("password", ["short", "password1234", "839201748392"])
def test_a_refused_password_is_explained_in_urdu(in_urdu: None, password: str) -> None:
    from django.contrib.auth.password_validation import get_default_password_validators, password_validators_help_texts

    faults = []
    for rule in get_default_password_validators():
        try:
            rule.validate(password)
        except forms.ValidationError as fault:
            faults += fault.messages
    assert all(URDU_LETTER.search(text) for text in [*faults, *password_validators_help_texts()])


# What a reader meets

SPOKEN = {"alt", "title", "aria-label", "placeholder", "label", "aria-description", "aria-valuetext", "data-word"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
EXCUSED = {"bdi", "code", "script", "style", "kbd", "samp"}
# Addresses, paths, file names, versions and codes with figures or marks inside are no words.
NO_WORD = re.compile(r"\S*(?:://|@|\w/\w|\w\.\w|\w_\w|[A-Za-z]-?\d|\d-?[A-Za-z]|[A-Z]{2,}-)\S*")
LATIN_WORD = re.compile(r"[A-Za-zÀ-ÿ](?:[A-Za-zÀ-ÿ’'-]*[A-Za-zÀ-ÿ])?")
PROPER = {"Mizan", "English", "JavaScript", "Apache", "Sindh", "Walk", "Free"}  # Walk Free: an organisation
CITED = re.compile("ماخذ: [^·]*·")  # a source stands in its own words


class Reading(HTMLParser):
    """Latin words of a page that stand there as if they were Urdu."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []
        self.root: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.root = given
        other = not (given.get("lang") or "ur").startswith("ur")
        excused = self.is_excused() or tag in EXCUSED or other or given.get("translate") == "no"
        if not excused:
            self.note(*(value or "" for name, value in attrs if name in SPOKEN))
            if tag == "meta" and given.get("name") == "description":
                self.note(given.get("content") or "")
        if tag not in VOID:
            self.open.append((tag, excused))

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, _ in self.open) and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.is_excused():
            self.note(data)

    def is_excused(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def note(self, *texts: str) -> None:
        words = [word for text in texts for word in LATIN_WORD.findall(NO_WORD.sub(" ", CITED.sub("", text)))]
        self.found += [word for word in words if re.search("[a-z]", word) and len(word) > 1 and word not in PROPER]


def read(page: str) -> Reading:
    reading = Reading()
    reading.feed(page)
    reading.close()
    return reading


def links(address: str, page: str) -> Iterator[str]:
    """Where the page leads: its links, and forms that only ask."""
    for found in re.findall(r'<a\b[^>]*?\bhref="([^"]+)"|<form method="get" action="([^"]+)"', page):
        target = urlsplit(urljoin(address, "".join(found).replace("&amp;", "&")))
        other_form = {"lang", "as"} & set(parse_qs(target.query))  # another language, or a file
        file = target.path.startswith("/static/") or (target.path.startswith("/log/") and target.path != "/log/")
        if not target.netloc and not target.scheme and not file and not other_form:  # "tel:" has a scheme
            yield target._replace(fragment="").geturl()


def kind_of(address: str, urlconf: str) -> tuple[str, str, bool]:
    """Which view, which world, and whether it was asked with filters."""
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    world = query.pop("world", ["real"])[0]
    return resolve(parts.path, urlconf).view_name, world, bool(query)


def walk(client: Any, urlconf: str, starts: Iterable[str], *, each: int) -> Iterator[tuple[str, Any]]:
    """Follow every link from `starts`, at most `each` pages of one kind; yields address and HTML answer."""
    waiting, seen, count = deque(starts), set(starts), Counter[tuple[str, str, bool]]()
    while waiting:
        address = waiting.popleft()
        kind = kind_of(address, urlconf)
        count[kind] += 1
        if count[kind] > each:
            continue
        answer = client.get(address, headers={"accept-language": "ur"}, follow=True)
        assert answer.status_code == 200, (address, answer.status_code)
        if answer.headers["Content-Type"].startswith("text/html"):
            yield address, answer
            fresh = [link for link in links(address, answer.content.decode()) if link not in seen]
            waiting.extend(fresh)
            seen.update(fresh)


def view_names(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from view_names(one.url_patterns, f"{prefix}{one.namespace}:" if one.namespace else prefix)
        elif one.name:
            yield prefix + one.name


def untranslated(
    client: Any, urlconf: str, starts: Iterable[str], *, each: int = 1
) -> tuple[dict[str, list[str]], set[str]]:
    """Latin words by page, and the names of the views whose pages were read."""
    faults, names = {}, set()
    for address, answer in walk(client, urlconf, starts, each=each):
        names.add(resolve(urlsplit(address).path, urlconf).view_name)
        reading = read(answer.content.decode())
        assert (reading.root.get("lang"), reading.root.get("dir")) == ("ur", "rtl"), address
        if reading.found:
            faults[address] = reading.found
    return faults, names


def test_the_reader_of_pages_sees_english_where_urdu_is_missing() -> None:
    assert read("<p>یہ Promise ہے</p>").found == ["Promise"]
    assert read('<p title="Not known">یہ</p>').found == ["Not", "known"]
    assert read('<p>یہ <bdi>Body</bdi> <span lang="en">Charter <b>of</b></span> UNTOC TIP-5.2a ہے</p>').found == []
    assert read("<br><svg><text>Figure</text></svg>").found == ["Figure"]


@pytest.mark.parametrize("each", [1, pytest.param(8, marks=pytest.mark.deep)])
def test_every_page_of_the_public_door_is_in_urdu_in_both_worlds(
    loaded_pack: None, in_urdu: None, public: Any, each: int
) -> None:
    from mizan.web.exercise.make import make_exercise

    make_exercise()
    urlconf = "mizan.web.urls.public"
    faults, read_names = untranslated(public, urlconf, ["/", "/?world=exercise"], each=each)
    assert faults == {}
    steps = {resolve(row[1], urlconf).view_name for row in INTAKE if row[2] != 200}  # tests/integrity/test_door_in_urdu
    assert set(view_names(get_resolver(urlconf).url_patterns)) - read_names - steps == NO_PAGES


def test_a_page_with_a_missing_sentence_is_found(loaded_pack: None, in_urdu: None, public: Any) -> None:
    for part in trans_real.translation("ur")._catalog._catalogs:
        part.pop("Which pan is lighter?", None)
    page = public.get("/", headers={"accept-language": "ur"}).content.decode()
    assert read(page).found == ["Which", "pan", "is", "lighter"]


@pytest.mark.parametrize("name", ["coordinator", "co_lead"])
def test_the_pages_of_members_are_in_urdu(in_urdu: None, cast: Any, desk: Callable[..., Any], name: str) -> None:
    faults, names = untranslated(desk(cast.by_name()[name]), "mizan.web.urls.desk", ["/"])
    # Names of the cast are English; in titles and lists of choices nothing can mark that.
    invented = {"Body", *re.findall(r"\w+", cast.by_name()[name].user.name)}
    assert {address: words for address, words in faults.items() if set(words) - invented} == {}
    assert len(names) > 15
