"""Texts in several languages: the reader's own, else the next best, and it says which."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from mizan.kit.texts import chosen, contains, plain

BOTH = {"en": "police", "ur": "پولیس"}


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        (BOTH, "ur", ("ur", "پولیس")),
        (BOTH, "en", ("en", "police")),
        (BOTH, "ur-pk", ("ur", "پولیس")),
        (BOTH, "fr", ("en", "police")),
        ({"ur": "پولیس"}, "en", ("ur", "پولیس")),
        ({"en": "", "ur": "پولیس"}, "en", ("ur", "پولیس")),
        ({"sd": "پوليس", "bn": "পুলিশ"}, "en", ("bn", "পুলিশ")),
        ({}, "en", ("", "")),
        (None, "en", ("", "")),
        ({"en": ""}, "en", ("", "")),
    ],
)
def test_a_text_falls_back_and_says_in_which_language_it_is(
    text: dict[str, str] | None, language: str, found: tuple[str, str]
) -> None:
    assert chosen(text, language) == found
    assert plain(text, language) == found[1]


def test_the_active_language_is_the_readers() -> None:
    with override("ur"):
        assert plain(BOTH) == "پولیس"
    with override("en"):
        assert plain(BOTH) == "police"


@pytest.mark.usefixtures("loaded_pack")
@pytest.mark.parametrize("word", ["Police", "police", "پولیس"])
def test_a_search_finds_words_of_any_language_of_the_house(word: str) -> None:
    from mizan.institutions.models import Institution

    assert Institution.objects.filter(contains(["name"], word)).exists()


@pytest.mark.usefixtures("loaded_pack")
@pytest.mark.parametrize("word", ["%", "_", "'", '"', "\\", "[0]", "{", "$."])
def test_signs_of_the_database_are_plain_letters_in_a_search(word: str) -> None:
    from mizan.institutions.models import Institution

    found = Institution.objects.filter(contains(["name"], word))
    assert all(any(word in text for text in body.name.values()) for body in found)
