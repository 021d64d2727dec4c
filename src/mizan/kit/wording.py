"""Refusals in words. Each room registers the sentences of its own codes at start-up; the door words them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mizan.kit.refusal import Refused

_SENTENCES: dict[str, str | Promise] = {}


def sentences(words: Mapping[str, str | Promise]) -> None:
    """Register the sentence of each refusal code; facts fill `{name}` places. A code is worded once."""
    for code, sentence in words.items():
        if code in _SENTENCES and str(_SENTENCES[code]) != str(sentence):
            raise ValueError(f"refusal {code} is worded twice")
        _SENTENCES[code] = sentence


def word(refused: Refused) -> str:
    """The sentence a person reads, in the active language."""
    sentence = _SENTENCES.get(refused.code)
    if sentence is None:
        return str(_("This was refused ({code}).")).format(code=refused.code)
    return str(sentence).format_map({name: str(value) for name, value in refused.facts.items()})


def worded_codes() -> frozenset[str]:
    """Every code that has a sentence; a test holds it against the codes that services raise."""
    return frozenset(_SENTENCES)
