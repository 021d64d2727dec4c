"""Texts in several languages: one JSON column {"en": ..., "ur": ...}; adding a language is data, not a migration."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, override

TextMap = Mapping[str, str]


class Texts(models.JSONField):
    """A text per language. Empty means no text in any language."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(**kwargs)

    def deconstruct(self):  # type: ignore[no-untyped-def]  # Django's own signature is untyped
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


def chosen(text: TextMap | None, language: str | None = None) -> tuple[str, str]:
    """The text in `language` (default: the active one), else in the first language that has it.

    Returns (language of the text, text); ("", "") where there is none.
    """
    if not text:
        return "", ""
    wanted = language or (get_language() or settings.LANGUAGE_CODE)
    for code in (wanted, wanted.split("-")[0], settings.LANGUAGE_CODE, *sorted(text)):
        if text.get(code):
            return code, text[code]
    return "", ""


def plain(text: TextMap | None, language: str | None = None) -> str:
    """The chosen text alone, for exports and titles."""
    return chosen(text, language)[1]


def in_every_language(say: Callable[[], str]) -> dict[str, str]:
    """A sentence of the house in each of its languages, for what is kept as it was said."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found[code] = say()
    return found


def contains(fields: Sequence[str], word: str) -> Q:
    """Rows where any of the text columns has `word` in any language of the house."""
    wanted = Q()
    for name in fields:
        for code, _name in settings.LANGUAGES:
            wanted |= Q(**{f"{name}__{code}__icontains": word})
    return wanted
