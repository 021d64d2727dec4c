"""A pack's texts in every language of the pack: the English in its files, the others from its .po catalogues."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import polib

TextOf = Callable[[str | None], dict[str, str]]


def translator(folders: Iterable[Path]) -> TextOf:
    """A function from an English text to `{"en": ..., "ur": ...}`; an untranslated language is left out."""
    catalogues: dict[str, dict[str, str]] = {}
    for folder in folders:
        for path in sorted(folder.glob("locale/*/pack.po")):
            words = catalogues.setdefault(path.parent.name, {})
            words |= {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if entry.translated()}

    def text(english: str | None) -> dict[str, str]:
        if not english:
            return {}
        found = {language: words[english] for language, words in catalogues.items() if english in words}
        return {"en": english, **found}

    return text
