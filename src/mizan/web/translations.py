"""Compile the .po files in Python, so that a start needs no gettext tools."""

from __future__ import annotations

from pathlib import Path

import polib


def compile_all(sources: Path, target: Path) -> list[Path]:
    """Write every `<language>/LC_MESSAGES/*.po` below `sources` as .mo below `target`; returns what was written.

    A .po that cannot be parsed stops the start (OSError from polib): a half-translated page is worse than none.
    """
    written = []
    for po_path in sorted(sources.glob("*/LC_MESSAGES/*.po")):
        mo_path = (target / po_path.relative_to(sources)).with_suffix(".mo")
        mo_path.parent.mkdir(parents=True, exist_ok=True)
        half = mo_path.with_suffix(".part")
        polib.pofile(str(po_path)).save_as_mofile(str(half))
        half.replace(mo_path)
        written.append(mo_path)
    return written
