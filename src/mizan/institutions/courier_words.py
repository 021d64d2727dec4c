"""What is printed for people without computers of ours: in English and in Urdu, since nobody there can choose."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override


def in_both(*sentences: str) -> str:
    """Sentences (msgids) in English, then in Urdu, a paragraph each."""
    parts = []
    for language in ("en", "ur"):
        with override(language):
            parts.append("\n".join(_(one) for one in sentences))
    return "\n\n".join(parts)


DRILL = gettext_noop(
    "This proves that your body can open what is sealed to its key. Copy the code above onto paper and give it to the "
    "person who brought this file. She types it at the desk. Do not give the key itself to anybody."
)


def words_of_drill() -> str:
    """What stands under the code of a drill."""
    return in_both(DRILL)
