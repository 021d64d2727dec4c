"""Sentences for people who decide, in English and Urdu. Floor 0 has no Django: its sentences lie beside this file."""

from __future__ import annotations

import json
from pathlib import Path

from .results import Headline, Reason

LANGUAGES = ("en", "ur")

_SENTENCES: dict[str, dict[str, dict[str, str]]] = json.loads(
    Path(__file__).with_name("sentences.json").read_text(encoding="utf-8")
)
_SAY, _METHODS, _REASONS = (_SENTENCES[kind] for kind in ("say", "method", "reason"))


def say(key: str, lang: str = "en", **facts: str) -> str:
    """One of the fixed sentences."""
    return _SAY[key][lang].format(**facts)


def method(name: str, lang: str = "en") -> str:
    """A method's name for people."""
    return _METHODS[name][lang]


def reason(given: Reason, lang: str = "en") -> str:
    """Why there is no headline, in a sentence."""
    facts = {key: _METHODS[value][lang] if key == "method" else value for key, value in given.facts}
    return _REASONS[given.code][lang].format(**facts)


def headline(given: Headline, lang: str = "en") -> str:
    """The range with its warning. Numbers keep Western digits in both languages, as in the tables beside it."""
    ends = {"low": f"{given.low:,.0f}", "high": f"{given.high:,.0f}", "level": f"{given.level:g}"}
    return _SAY["headline"][lang].format(**ends)


def catalogue() -> dict[str, dict[str, dict[str, str]]]:
    """All sentences by kind, key and language; the tests compare their placeholders."""
    return _SENTENCES
